//! Reads of staff, units and sign-ins.

use chrono::{DateTime, Utc};
use entity::id::{StaffId, UnitId};
use entity::state::Role;
use entity::{api_token, sign_in, staff, staff_role, unit};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, RelationTrait,
};

use crate::error::{OrNotFound, Result};
use crate::text::sort::sort_key;

/// A unit for a choice or a filter.
#[derive(Clone, Debug, FromQueryResult)]
pub struct UnitRow {
    pub id: UnitId,
    /// The unit above.
    pub parent_id: Option<UnitId>,
    pub name: String,
}

/// Every unit, by name.
pub async fn unit_options(db: &impl ConnectionTrait) -> Result<Vec<UnitRow>> {
    let mut units: Vec<UnitRow> = unit::Entity::find().into_model().all(db).await?;
    units.sort_by_cached_key(|unit| sort_key(&unit.name));
    Ok(units)
}

/// Units in the order of their ids, after one of them.
pub async fn units_after(db: &impl ConnectionTrait, after: Option<UnitId>, limit: u64) -> Result<Vec<unit::Model>> {
    Ok(unit::Entity::find()
        .apply_if(after, |find, after| find.filter(unit::COLUMN.id.gt(after)))
        .order_by(unit::Column::Id, Order::Asc)
        .limit(limit)
        .all(db)
        .await?)
}

/// Active staff in the order of their ids, after one of them, with the roles that they hold.
pub async fn staff_after(
    db: &impl ConnectionTrait,
    after: Option<StaffId>,
    limit: u64,
) -> Result<(Vec<staff::Model>, Vec<staff_role::Model>)> {
    let rows = staff::Entity::find()
        .filter(staff::COLUMN.active.eq(true))
        .apply_if(after, |find, after| find.filter(staff::COLUMN.id.gt(after)))
        .order_by(staff::Column::Id, Order::Asc)
        .limit(limit)
        .all(db)
        .await?;
    let ids = rows.iter().map(|row| row.id);
    let held = staff_role::Entity::find().filter(staff_role::COLUMN.staff_id.is_in(ids)).all(db).await?;
    Ok((rows, held))
}

/// The unit and those above it.
pub fn unit_and_above(units: &[UnitRow], id: UnitId) -> Vec<UnitId> {
    let mut way = vec![id];
    let above = |id: UnitId| units.iter().find(|unit| unit.id == id).and_then(|unit| unit.parent_id);
    while let Some(parent) = way.last().copied().and_then(above).filter(|parent| !way.contains(parent)) {
        way.push(parent);
    }
    way
}

/// The browsers in which a person is signed in, the last used first.
pub(super) async fn sign_ins(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    staff: StaffId,
) -> Result<Vec<sign_in::Model>> {
    Ok(sign_in::Entity::find()
        .filter(sign_in::COLUMN.staff_id.eq(staff))
        .filter(sign_in::COLUMN.revoked_at.is_null())
        .filter(sign_in::COLUMN.expires_at.gt(now))
        .order_by(sign_in::Column::SeenAt, Order::Desc)
        .limit(50)
        .all(db)
        .await?)
}

/// A person's tokens that still work.
pub(super) async fn tokens(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    staff: StaffId,
) -> Result<Vec<api_token::Model>> {
    Ok(api_token::Entity::find()
        .filter(api_token::COLUMN.staff_id.eq(staff))
        .filter(api_token::COLUMN.revoked_at.is_null())
        .filter(api_token::COLUMN.expires_at.gt(now))
        .order_by(api_token::Column::CreatedAt, Order::Desc)
        .limit(50)
        .all(db)
        .await?)
}

/// The unit of a staff member.
pub async fn unit_of(db: &impl ConnectionTrait, id: StaffId) -> Result<UnitId> {
    Ok(person(db, id).await?.unit_id)
}

/// A staff member.
pub async fn person(db: &impl ConnectionTrait, id: StaffId) -> Result<staff::Model> {
    staff::Entity::find_by_id(id).one(db).await.or_not_found()
}

/// The active staff member with an e-mail address.
pub async fn staff_by_email(db: &impl ConnectionTrait, email: &str) -> Result<Option<StaffId>> {
    Ok(staff::Entity::find()
        .select_only()
        .column(staff::Column::Id)
        .filter(staff::COLUMN.email_key.eq(email.trim().to_lowercase()))
        .filter(staff::COLUMN.active.eq(true))
        .into_tuple()
        .one(db)
        .await?)
}

/// The active workers, by their e-mail addresses in lower case.
pub async fn workers_by_email(db: &impl ConnectionTrait) -> Result<Vec<(String, StaffId)>> {
    Ok(staff::Entity::find()
        .select_only()
        .columns([staff::Column::EmailKey, staff::Column::Id])
        .join(JoinType::InnerJoin, staff_role::Relation::Staff.def().rev())
        .filter(staff_role::COLUMN.role.eq(Role::Worker))
        .filter(staff::COLUMN.active.eq(true))
        .into_tuple()
        .all(db)
        .await?)
}

/// Whether a staff member wants the weekly message about free places.
pub(super) async fn weekly_places(db: &impl ConnectionTrait, id: StaffId) -> Result<bool> {
    let find = staff::Entity::find_by_id(id).select_only().column(staff::Column::WeeklyOffAt);
    let off: Option<DateTime<Utc>> = find.into_tuple().one(db).await.or_not_found()?;
    Ok(off.is_none())
}
