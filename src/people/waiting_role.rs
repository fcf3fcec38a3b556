//! Roles, given by one person and confirmed by another before they work.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{StaffId, UnitId};
use entity::state::Role;
use entity::{staff, staff_role, unit, waiting_role};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait, Set,
};
use serde_json::json;

use super::queries::{UnitRow, unit_and_above, unit_options};
use crate::access::Act;
use crate::access::rights::{Action, Resource, roles};
use crate::audit::{self, LoggedChange};
use crate::error::{OrNotFound, Result};

/// For how long two whose roles came from one hand, or one from the other's, are no second pair of eyes for each other.
const ONE_HAND: TimeDelta = TimeDelta::days(30);

/// Whether a role shows clients.
pub const fn sees_clients(role: Role) -> bool {
    !matches!(role, Role::Administrator)
}

/// A role that waits, and whose it is.
#[derive(Clone, Debug, FromQueryResult)]
pub struct WaitingRole {
    pub staff_id: StaffId,
    pub role: Role,
    /// Who gave it.
    pub given_by: StaffId,
    pub given_at: DateTime<Utc>,
    /// The name of whoever is to have it.
    pub name: String,
    pub email: String,
    pub unit_id: UnitId,
    pub unit_name: String,
}

/// Gives roles that wait until somebody else confirms them.
pub async fn insert_waiting_roles(act: Act<'_>, person: StaffId, roles: &[Role]) -> Result<()> {
    let Some(given_by) = act.who.staff().filter(|_| !roles.is_empty()) else { return Ok(()) };
    let row = |role: &Role| waiting_role::ActiveModel {
        staff_id: Set(person),
        role: Set(*role),
        given_by: Set(given_by),
        given_at: Set(act.now),
    };
    waiting_role::Entity::insert_many(roles.iter().map(row)).exec_without_returning(act.tx).await?;
    Ok(())
}

/// Every role that waits, the longest waiting first; those of people who have left wait for nobody.
pub async fn waiting_roles(db: &impl ConnectionTrait) -> Result<Vec<WaitingRole>> {
    Ok(waiting_role::Entity::find()
        .column(staff::Column::UnitId)
        .columns([staff::Column::Name, staff::Column::Email])
        .expr_as(Expr::col((unit::Entity, unit::Column::Name)), "unit_name")
        .join(JoinType::InnerJoin, waiting_role::Relation::Staff.def())
        .join(JoinType::InnerJoin, staff::Relation::Unit.def())
        .filter(staff::COLUMN.active.eq(true))
        .order_by(waiting_role::Column::GivenAt, Order::Asc)
        .order_by(waiting_role::Column::StaffId, Order::Asc)
        .order_by(waiting_role::Column::Role, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

/// Who may confirm roles, read once for any number of them.
pub struct Confirmers {
    units: Vec<UnitRow>,
    holders: Vec<Confirmer>,
}

/// A role by which somebody confirms others' roles.
#[derive(FromQueryResult)]
struct Confirmer {
    id: StaffId,
    unit_id: UnitId,
    role: Role,
    given_by: Option<StaffId>,
    given_at: Option<DateTime<Utc>>,
}

/// Who may confirm roles.
pub async fn confirmers(db: &impl ConnectionTrait) -> Result<Confirmers> {
    let holders = staff::Entity::find()
        .select_only()
        .columns([staff::Column::Id, staff::Column::UnitId])
        .columns([staff_role::Column::Role, staff_role::Column::GivenBy, staff_role::Column::GivenAt])
        .join_rev(JoinType::InnerJoin, staff_role::Relation::Staff.def())
        .filter(staff::COLUMN.active.eq(true))
        .filter(staff_role::COLUMN.role.is_in(roles(Resource::WaitingRole, Action::Write)));
    Ok(Confirmers { units: unit_options(db).await?, holders: holders.into_model().all(db).await? })
}

impl Confirmers {
    /// Who confirms a role: of a leader or a worker the managers of the unit and above it; of all others, and where there
    /// is no such manager, the administrators and officers. Never whoever gave it or is to have it, nor anybody who lately
    /// has a role from the same hand; where that leaves nobody, whoever runs the server does, by `piiri staff confirm`.
    pub fn of(&self, waiting: &WaitingRole) -> Vec<StaffId> {
        let hands = self.hands(waiting.given_by, waiting.given_at);
        let is_second = |one: &&Confirmer| {
            let own = self.hands(one.id, waiting.given_at);
            one.id != waiting.staff_id && own.iter().all(|hand| !hands.contains(hand))
        };
        if is_near(waiting.role) {
            let above = unit_and_above(&self.units, waiting.unit_id);
            let managers = self.holders.iter().filter(|one| one.role == Role::Manager && above.contains(&one.unit_id));
            let managers = each_once(managers.filter(is_second));
            if !managers.is_empty() {
                return managers;
            }
        }
        each_once(self.holders.iter().filter(|one| one.role != Role::Manager).filter(is_second))
    }

    /// A person, and those from whom that one lately had a role by which roles are confirmed.
    fn hands(&self, person: StaffId, at: DateTime<Utc>) -> Vec<StaffId> {
        let is_late = |one: &&Confirmer| one.given_at.is_some_and(|given| at < given + ONE_HAND);
        let given = self.holders.iter().filter(|one| one.id == person).filter(is_late);
        given.filter_map(|one| one.given_by).chain([person]).collect()
    }
}

/// Whether the managers of the unit know who is to have a role, and so confirm it.
const fn is_near(role: Role) -> bool {
    match role {
        Role::Leader | Role::Worker => true,
        Role::Manager | Role::Administrator | Role::DataProtectionOfficer => false,
    }
}

fn each_once<'a>(holders: impl Iterator<Item = &'a Confirmer>) -> Vec<StaffId> {
    let mut ids: Vec<StaffId> = holders.map(|one| one.id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Ends the waiting of a role: from now on it works, or it is refused.
pub async fn settle_waiting_role(act: Act<'_>, waiting: &WaitingRole, is_confirmed: bool) -> Result<()> {
    let (person, role) = (waiting.staff_id, waiting.role);
    let gone = waiting_role::Entity::delete_by_id((person, role)).exec(act.tx).await?;
    (gone.rows_affected > 0).then_some(()).or_not_found()?;
    if is_confirmed {
        let row = staff_role::ActiveModel {
            staff_id: Set(person),
            role: Set(role),
            given_by: Set(act.who.staff().map(|_| waiting.given_by)),
            given_at: Set(Some(act.now)),
        };
        row.insert(act.tx).await?;
    }
    let name = if is_confirmed { "staff.role_confirmed" } else { "staff.role_refused" };
    audit::changed(act, LoggedChange::of(name, "staff", person).details(json!({ "role": role.code() }))).await
}
