//! Roles that see clients, given by one person and confirmed by another before they work.

use chrono::{DateTime, Utc};
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
use crate::audit::{self, LoggedChange};
use crate::error::{OrNotFound, Result};

/// Whether a role shows clients, and so waits for a second pair of eyes when somebody gives it by a page.
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
    managers: Vec<Confirmer>,
    others: Vec<StaffId>,
}

/// A manager, and where.
#[derive(FromQueryResult)]
struct Confirmer {
    id: StaffId,
    unit_id: UnitId,
}

/// Who may confirm roles.
pub async fn confirmers(db: &impl ConnectionTrait) -> Result<Confirmers> {
    let holders = |roles: &[Role]| {
        staff::Entity::find()
            .select_only()
            .columns([staff::Column::Id, staff::Column::UnitId])
            .distinct()
            .join_rev(JoinType::InnerJoin, staff_role::Relation::Staff.def())
            .filter(staff::COLUMN.active.eq(true))
            .filter(staff_role::COLUMN.role.is_in(roles.iter().copied()))
    };
    let others = holders(&[Role::Administrator, Role::DataProtectionOfficer]).into_model::<Confirmer>().all(db).await?;
    Ok(Confirmers {
        units: unit_options(db).await?,
        managers: holders(&[Role::Manager]).into_model().all(db).await?,
        others: others.into_iter().map(|one| one.id).collect(),
    })
}

impl Confirmers {
    /// Who confirms a role: of a leader or a worker the managers of the unit and above it; of a manager or a data
    /// protection officer, and where there is no such manager, the administrators and officers. Never whoever gave it or
    /// is to have it; where that leaves nobody, whoever runs the server does, by `piiri staff confirm`.
    pub fn of(&self, waiting: &WaitingRole) -> Vec<StaffId> {
        let is_second = |id: &StaffId| ![waiting.given_by, waiting.staff_id].contains(id);
        if matches!(waiting.role, Role::Leader | Role::Worker) {
            let above = unit_and_above(&self.units, waiting.unit_id);
            let managers = self.managers.iter().filter(|one| above.contains(&one.unit_id)).map(|one| one.id);
            let managers: Vec<StaffId> = managers.filter(is_second).collect();
            if !managers.is_empty() {
                return managers;
            }
        }
        self.others.iter().copied().filter(is_second).collect()
    }
}

/// Ends the waiting of a role: from now on it works, or it is refused.
pub async fn settle_waiting_role(act: Act<'_>, waiting: &WaitingRole, is_confirmed: bool) -> Result<()> {
    let (person, role) = (waiting.staff_id, waiting.role);
    let gone = waiting_role::Entity::delete_by_id((person, role)).exec(act.tx).await?;
    (gone.rows_affected > 0).then_some(()).or_not_found()?;
    if is_confirmed {
        let row = staff_role::ActiveModel { staff_id: Set(person), role: Set(role) };
        row.insert(act.tx).await?;
    }
    let name = if is_confirmed { "staff.role_confirmed" } else { "staff.role_refused" };
    audit::changed(act, LoggedChange::of(name, "staff", person).details(json!({ "role": role.code() }))).await
}
