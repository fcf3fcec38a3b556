//! Reads of the staff for the administrator.

use entity::id::StaffId;
use entity::state::Role;
use entity::{staff, staff_role, unit};
use sea_orm::sea_query::Expr;
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryOrder, QuerySelect, RelationTrait};

use crate::error::Result;
use crate::people::WaitingRole;

/// A staff member as the list shows one.
#[derive(Clone, Debug, FromQueryResult)]
pub struct StaffRow {
    /// The staff member.
    pub id: StaffId,
    pub name: String,
    /// The sign-in name.
    pub email: String,
    /// Whether the account is open.
    pub active: bool,
    pub unit_name: String,
}

/// A person with what that person may do.
#[derive(Clone, Debug)]
pub struct Holder {
    pub person: StaffRow,
    /// The roles that the person holds.
    pub roles: Vec<Role>,
    /// Those that wait for somebody else to confirm them.
    pub waiting: Vec<Role>,
    /// Those of them that nobody who signs in can confirm.
    pub alone: Vec<Role>,
}

/// Everybody, by name, with the roles that each holds.
pub async fn staff(db: &impl ConnectionTrait) -> Result<Vec<Holder>> {
    let people: Vec<StaffRow> = staff::Entity::find()
        .expr_as(Expr::col((unit::Entity, unit::Column::Name)), "unit_name")
        .join(JoinType::InnerJoin, staff::Relation::Unit.def())
        .order_by(staff::Column::NameSort, Order::Asc)
        .into_model()
        .all(db)
        .await?;
    let held = staff_role::Entity::find().order_by(staff_role::Column::Role, Order::Asc).all(db).await?;
    let roles = |id: StaffId| held.iter().filter(|row| row.staff_id == id).map(|row| row.role).collect();
    let waiting = crate::people::waiting_roles(db).await?;
    let waits = |id: StaffId| waiting.iter().filter(|row| row.staff_id == id).map(|row| row.role).collect();
    let confirmers = crate::people::confirmers(db).await?;
    let is_alone = |row: &&WaitingRole| confirmers.of(row).is_empty();
    let alone =
        |id: StaffId| waiting.iter().filter(|row| row.staff_id == id).filter(is_alone).map(|row| row.role).collect();
    let holder = |person: StaffRow| Holder {
        roles: roles(person.id),
        waiting: waits(person.id),
        alone: alone(person.id),
        person,
    };
    Ok(people.into_iter().map(holder).collect())
}
