//! The roles and the unit of somebody who works here already.

use entity::id::{StaffId, UnitId};
use entity::state::Role;
use entity::{staff, staff_role, waiting_role};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set, SqlErr,
};
use serde_json::json;

use crate::access::Act;
use crate::audit::{self, LoggedChange};
use crate::error::{Code, Error, OrNotFound, Result};

/// Somebody's place in the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffPosition {
    pub id: StaffId,
    pub name: String,
    pub unit: UnitId,
    /// The roles that work.
    pub held: Vec<Role>,
    /// Those that wait to be confirmed.
    pub waiting: Vec<Role>,
    /// Whether the account is open.
    pub is_active: bool,
}

/// Somebody's place in the house, kept from other writers until the act ends.
pub async fn locked_position(act: Act<'_>, id: StaffId) -> Result<StaffPosition> {
    staff::Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(act.tx).await.or_not_found()?;
    position(act.tx, id).await
}

/// Somebody's place in the house.
pub async fn position(db: &impl ConnectionTrait, id: StaffId) -> Result<StaffPosition> {
    let person = staff::Entity::find_by_id(id).one(db).await.or_not_found()?;
    let held = staff_role::Entity::find().filter(staff_role::COLUMN.staff_id.eq(id));
    let held = held.order_by(staff_role::Column::Role, Order::Asc).all(db).await?;
    let waiting = waiting_role::Entity::find().filter(waiting_role::COLUMN.staff_id.eq(id));
    let waiting = waiting.order_by(waiting_role::Column::Role, Order::Asc).all(db).await?;
    Ok(StaffPosition {
        id,
        name: person.name,
        unit: person.unit_id,
        held: held.into_iter().map(|row| row.role).collect(),
        waiting: waiting.into_iter().map(|row| row.role).collect(),
        is_active: person.active,
    })
}

/// Whether anybody else administrates: without an administrator nobody could give the role to another.
pub async fn is_another_administrator(db: &impl ConnectionTrait, but: StaffId) -> Result<bool> {
    let others = staff_role::Entity::find()
        .inner_join(staff::Entity)
        .filter(staff_role::COLUMN.role.eq(Role::Administrator))
        .filter(staff_role::COLUMN.staff_id.ne(but))
        .filter(staff::COLUMN.active.eq(true));
    Ok(others.count(db).await? > 0)
}

/// Lets somebody work in another unit.
pub async fn set_unit(act: Act<'_>, person: StaffId, unit: UnitId) -> Result<()> {
    let row = staff::ActiveModel { id: Set(person), unit_id: Set(unit), ..Default::default() };
    row.update(act.tx).await.map_err(|error| match error.sql_err() {
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => Error::invalid("unit_id", Code::FaultChoice),
        _ => error.into(),
    })?;
    audit::changed(act, LoggedChange::of("staff.unit_changed", "staff", person)).await
}

/// Gives a role that works at once.
pub async fn insert_role(act: Act<'_>, person: StaffId, role: Role) -> Result<()> {
    let row = staff_role::ActiveModel {
        staff_id: Set(person),
        role: Set(role),
        given_by: Set(None),
        given_at: Set(Some(act.now)),
    };
    row.insert(act.tx).await?;
    log(act, "staff.role_given", person, role).await
}

/// Takes roles away: what they opened is closed at once.
pub async fn delete_roles(act: Act<'_>, person: StaffId, roles: &[Role]) -> Result<()> {
    let gone = staff_role::Entity::delete_many().filter(staff_role::COLUMN.staff_id.eq(person));
    gone.filter(staff_role::COLUMN.role.is_in(roles.iter().copied())).exec(act.tx).await?;
    for role in roles {
        log(act, "staff.role_taken", person, *role).await?;
    }
    Ok(())
}

/// Takes back roles that still wait to be confirmed.
pub async fn delete_waiting_roles(act: Act<'_>, person: StaffId, roles: &[Role]) -> Result<()> {
    let gone = waiting_role::Entity::delete_many().filter(waiting_role::COLUMN.staff_id.eq(person));
    gone.filter(waiting_role::COLUMN.role.is_in(roles.iter().copied())).exec(act.tx).await?;
    for role in roles {
        log(act, "staff.role_taken", person, *role).await?;
    }
    Ok(())
}

async fn log(act: Act<'_>, name: &'static str, person: StaffId, role: Role) -> Result<()> {
    audit::changed(act, LoggedChange::of(name, "staff", person).details(json!({ "role": role.code() }))).await
}
