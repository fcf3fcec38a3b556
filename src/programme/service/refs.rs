//! Whether what a plan names is there.

use entity::id::{StaffId, VenueId};
use entity::state::Role;
use entity::{staff, staff_role, unit, venue};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait};

use crate::error::{Code, Error, Fault, Faults, Result};
use crate::programme::rules::{self, GroupInput, Leading, PartFields, person_field};

/// Finds a unit or venue that is not there, and whoever may not take a part in leading. Those who have theirs keep it.
pub(super) async fn check(tx: &DatabaseTransaction, input: &GroupInput, standing: &[Leading]) -> Result<()> {
    let mut faults: Faults = Vec::new();
    if unit::Entity::find_by_id(input.unit_id).one(tx).await?.is_none() {
        faults.push(Fault::of("unit_id", Code::FaultChoice));
    }
    for (field, id) in [("venue_id", input.venue_id), ("fallback_venue_id", input.fallback_venue_id)] {
        if !venue_exists(tx, id).await? {
            faults.push(Fault::of(field, Code::FaultChoice));
        }
    }
    faults.extend(leader_faults(tx, &input.leaders, standing).await?);
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// The municipality where a new group meets: its venue's, where the plan names none, so that it is found by it.
pub(super) async fn municipality(tx: &DatabaseTransaction, input: &GroupInput) -> Result<Option<String>> {
    match (&input.municipality, input.venue_id) {
        (None, Some(id)) => Ok(venue::Entity::find_by_id(id).one(tx).await?.and_then(|venue| venue.municipality)),
        (named, _) => Ok(named.clone()),
    }
}

/// Whether a venue is there; none always is.
pub(super) async fn venue_exists(tx: &DatabaseTransaction, id: Option<VenueId>) -> Result<bool> {
    let Some(id) = id else { return Ok(true) };
    Ok(venue::Entity::find_by_id(id).one(tx).await?.is_some())
}

async fn leader_faults(tx: &DatabaseTransaction, wanted: &[Leading], standing: &[Leading]) -> Result<Faults> {
    let new = || {
        wanted
            .iter()
            .zip(rules::fields_of(wanted))
            .filter(|(one, _)| !standing.iter().any(|stands| stands.is_part_of(one)))
    };
    let ids: Vec<StaffId> = new().map(|(one, _)| one.staff_id).collect();
    let (there, lead) = (with_account(tx, &ids).await?, leaders(tx, &ids).await?);
    let fault = |(one, fields): (&Leading, Option<PartFields>)| match one.role.leads() {
        true if !lead.contains(&one.staff_id) => Some(Fault::of(person_field(fields), Code::GroupLeaderRole)),
        false if !there.contains(&one.staff_id) => Some(Fault::of(person_field(fields), Code::FaultChoice)),
        _ => None,
    };
    Ok(new().filter_map(fault).collect())
}

/// Those of these people who may lead a group: they hold the role, and their accounts are open.
pub(super) async fn leaders(tx: &DatabaseTransaction, ids: &[StaffId]) -> Result<Vec<StaffId>> {
    Ok(staff::Entity::find()
        .select_only()
        .column(staff::Column::Id)
        .join_rev(JoinType::InnerJoin, staff_role::Relation::Staff.def())
        .filter(staff_role::COLUMN.role.eq(Role::Leader))
        .filter(staff::COLUMN.active.eq(true))
        .filter(staff::COLUMN.id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(tx)
        .await?)
}

async fn with_account(tx: &DatabaseTransaction, ids: &[StaffId]) -> Result<Vec<StaffId>> {
    let find = staff::Entity::find().select_only().column(staff::Column::Id);
    let find = find.filter(staff::COLUMN.active.eq(true)).filter(staff::COLUMN.id.is_in(ids.iter().copied()));
    Ok(find.into_tuple().all(tx).await?)
}
