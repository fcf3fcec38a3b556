//! The programme between two moments.

use std::ops::{Range, RangeInclusive};

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{SessionId, UnitId};
use entity::state::{GroupKind, SessionStatus};
use entity::{break_period, group, session, venue};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};

use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, scope};
use crate::error::Result;

/// A session in a calendar.
#[derive(Clone, Debug, FromQueryResult)]
pub struct CalendarRow {
    pub id: SessionId,
    /// The code of its group.
    pub code: String,
    /// The name of its group.
    pub name: String,
    pub kind: GroupKind,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Its time zone.
    pub timezone: String,
    /// Its state.
    pub status: SessionStatus,
    /// Where it is.
    pub venue: Option<String>,
}

/// A break as a calendar shows it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct ClosedDay {
    pub name: String,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Its last day.
    pub ends_on: NaiveDate,
}

/// The sessions that begin between two moments: of the person's own groups, the own unit's, or all in sight.
pub async fn in_range(
    db: &impl ConnectionTrait,
    by: &Viewer,
    whose: &str,
    within: &Range<DateTime<Utc>>,
) -> Result<Vec<CalendarRow>> {
    let narrowed = match whose {
        "mine" => scope::attended_by(by.staff_id),
        "unit" => Condition::all().add(group::Column::UnitId.is_in(by.units.iter().copied())),
        _ => Condition::all(),
    };
    Ok(session::Entity::find()
        .columns([group::Column::Code, group::Column::Name, group::Column::Kind])
        .expr_as(Expr::col((venue::Entity, venue::Column::Name)), "venue")
        .join(JoinType::InnerJoin, session::Relation::Group.def())
        .join(JoinType::LeftJoin, session::Relation::Venue.def())
        .filter(session::COLUMN.starts_at.gte(within.start))
        .filter(session::COLUMN.starts_at.lt(within.end))
        .filter(scope::groups(by, Resource::Group, Action::Read))
        .filter(narrowed)
        .order_by(session::Column::StartsAt, Order::Asc)
        .order_by(group::Column::Code, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

/// The breaks of everyone and of these units that touch the days.
pub async fn breaks_between(
    db: &impl ConnectionTrait,
    units: &[UnitId],
    days: &RangeInclusive<NaiveDate>,
) -> Result<Vec<ClosedDay>> {
    let whose = Condition::any()
        .add(break_period::Column::UnitId.is_null())
        .add(break_period::Column::UnitId.is_in(units.iter().copied()));
    Ok(break_period::Entity::find()
        .filter(break_period::COLUMN.starts_on.lte(*days.end()))
        .filter(break_period::COLUMN.ends_on.gte(*days.start()))
        .filter(whose)
        .into_model()
        .all(db)
        .await?)
}
