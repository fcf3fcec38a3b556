//! What groups are planned by: templates, seasons and breaks.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::id::{BreakId, SeasonId, SessionId, TemplateId, UnitId};
use entity::state::SessionStatus;
use entity::{break_period, group, season, session, template, unit};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, RelationTrait,
};

use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, scope};
use crate::error::{OrNotFound, Result};
use crate::local_time;
use crate::text::sort::sort_key;

/// A break with the name of its unit.
#[derive(Clone, Debug, FromQueryResult)]
pub struct BreakRow {
    pub id: BreakId,
    pub name: String,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Its last day.
    pub ends_on: NaiveDate,
    /// Who has it; none means everybody.
    pub unit: Option<String>,
}

/// A planned session that falls into a break.
#[derive(Clone, Debug, FromQueryResult)]
pub struct BreakConflict {
    pub id: SessionId,
    /// The code of its group; its name is for those whom the group's own page lets in.
    pub code: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Its time zone.
    pub timezone: String,
}

/// Every break, in the order of time.
pub async fn breaks(db: &impl ConnectionTrait) -> Result<Vec<BreakRow>> {
    Ok(break_period::Entity::find()
        .expr_as(Expr::col((unit::Entity, unit::Column::Name)), "unit")
        .join(JoinType::LeftJoin, break_period::Relation::Unit.def())
        .order_by(break_period::Column::StartsOn, Order::Asc)
        .order_by(break_period::Column::Id, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

/// One break.
pub async fn one_break(db: &impl ConnectionTrait, id: BreakId) -> Result<break_period::Model> {
    break_period::Entity::find_by_id(id).one(db).await.or_not_found()
}

/// A break that the person may change.
pub async fn writable_break(db: &impl ConnectionTrait, by: &Viewer, id: BreakId) -> Result<break_period::Model> {
    break_period::Entity::find_by_id(id).filter(scope::breaks(by, Action::Write)).one(db).await.or_not_found()
}

/// The same, kept from other writers until the transaction ends.
pub async fn locked_break(tx: &DatabaseTransaction, by: &Viewer, id: BreakId) -> Result<break_period::Model> {
    let find = break_period::Entity::find_by_id(id).filter(scope::breaks(by, Action::Write));
    find.lock_exclusive().one(tx).await.or_not_found()
}

/// The ids of the breaks that the person may change.
pub async fn writable_breaks(db: &impl ConnectionTrait, by: &Viewer) -> Result<Vec<BreakId>> {
    let find = break_period::Entity::find().select_only().column(break_period::Column::Id);
    Ok(find.filter(scope::breaks(by, Action::Write)).into_tuple().all(db).await?)
}

/// The planned sessions of these units, or of all, that fall into a break, and which of them the person may open.
pub async fn break_conflicts(
    db: &impl ConnectionTrait,
    by: &Viewer,
    now: DateTime<Utc>,
    settings: Tz,
    pause: &break_period::Model,
    units: Option<&[UnitId]>,
) -> Result<(Vec<BreakConflict>, Vec<SessionId>)> {
    // The local day decides below.
    let moments = local_time::anywhere(pause.starts_on..=pause.ends_on);
    let near = session::Entity::find()
        .join(JoinType::InnerJoin, session::Relation::Group.def())
        .filter(session::COLUMN.status.eq(SessionStatus::Planned))
        .filter(session::COLUMN.starts_at.gt(moments.start.max(now)))
        .filter(session::COLUMN.starts_at.lt(moments.end))
        .apply_if(units, |find, units| find.filter(group::Column::UnitId.is_in(units.iter().copied())));
    let opened = near.clone().select_only().column(session::Column::Id);
    let opened = opened.filter(scope::groups(by, Resource::Group, Action::Read)).into_tuple().all(db).await?;
    let mut found: Vec<BreakConflict> = near
        .column(group::Column::Code)
        .order_by(session::Column::StartsAt, Order::Asc)
        .order_by(group::Column::Code, Order::Asc)
        .into_model()
        .all(db)
        .await?;
    let local = |row: &BreakConflict| local_time::day(local_time::zone_of(&row.timezone, settings), row.starts_at);
    found.retain(|row| (pause.starts_on..=pause.ends_on).contains(&local(row)));
    Ok((found, opened))
}

/// Every season, the last first.
pub async fn seasons(db: &impl ConnectionTrait) -> Result<Vec<season::Model>> {
    Ok(season::Entity::find().order_by(season::Column::StartsOn, Order::Desc).all(db).await?)
}

/// One season.
pub async fn season(db: &impl ConnectionTrait, id: SeasonId) -> Result<season::Model> {
    season::Entity::find_by_id(id).one(db).await.or_not_found()
}

/// One season, kept from other writers until the transaction ends.
pub async fn locked_season(tx: &DatabaseTransaction, id: SeasonId) -> Result<season::Model> {
    season::Entity::find_by_id(id).lock_exclusive().one(tx).await.or_not_found()
}

/// The groups to plan new ones from, by name.
pub async fn templates(db: &impl ConnectionTrait) -> Result<Vec<template::Model>> {
    let mut rows = template::Entity::find().all(db).await?;
    rows.sort_by_cached_key(|row| sort_key(&row.name));
    Ok(rows)
}

/// One of them.
pub async fn template(db: &impl ConnectionTrait, id: TemplateId) -> Result<template::Model> {
    template::Entity::find_by_id(id).one(db).await.or_not_found()
}

/// One of them, kept from other writers until the transaction ends.
pub async fn locked_template(tx: &DatabaseTransaction, id: TemplateId) -> Result<template::Model> {
    template::Entity::find_by_id(id).lock_exclusive().one(tx).await.or_not_found()
}
