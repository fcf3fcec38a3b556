//! Whether what a plan names is there.

use entity::id::{StaffId, VenueId};
use entity::{staff, unit, venue};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};

use crate::error::{Error, Fault, Faults, Result};
use crate::programme::rules::GroupInput;

/// Finds a unit, venue or leader that is not there.
pub(super) async fn check(tx: &DatabaseTransaction, input: &GroupInput) -> Result<()> {
    let mut faults: Faults = Vec::new();
    if unit::Entity::find_by_id(input.unit_id).one(tx).await?.is_none() {
        faults.push(Fault::of("unit_id", "fault-choice"));
    }
    for (field, id) in [("venue_id", input.venue_id), ("fallback_venue_id", input.fallback_venue_id)] {
        if !venue_exists(tx, id).await? {
            faults.push(Fault::of(field, "fault-choice"));
        }
    }
    let leaders: Vec<StaffId> = input.leaders.iter().map(|leading| leading.staff_id).collect();
    if !staff_exist(tx, &leaders).await? {
        faults.push(Fault::of("leaders", "fault-choice"));
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// Whether a venue is there; none always is.
pub(super) async fn venue_exists(tx: &DatabaseTransaction, id: Option<VenueId>) -> Result<bool> {
    let Some(id) = id else { return Ok(true) };
    Ok(venue::Entity::find_by_id(id).one(tx).await?.is_some())
}

/// Whether all these different people are there.
pub(super) async fn staff_exist(tx: &DatabaseTransaction, ids: &[StaffId]) -> Result<bool> {
    let found = staff::Entity::find().filter(staff::COLUMN.id.is_in(ids.iter().copied())).count(tx).await?;
    Ok(usize::try_from(found).is_ok_and(|found| found == ids.len()))
}
