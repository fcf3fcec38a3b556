//! Attendance, grouped by participation and month in the database.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use chrono::{DateTime, Months, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::id::ParticipationId;
use entity::state::{AttendanceStatus, SessionStatus};
use entity::{attendance, session};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, RelationTrait,
    StreamTrait,
};
use uuid::Uuid;

use super::places::{PRESENT, PlaceTimes};
use super::span::{FactSpan, gather};
use crate::error::Result;
use crate::local_time::midnight;
use crate::statistics::month::Month;
use crate::statistics::records::Tally;

#[derive(FromQueryResult)]
struct TallyRow {
    participation_id: ParticipationId,
    month: i32,
    present: i64,
    no_show: i64,
    absent_notified: i64,
    unrecorded: i64,
    minutes: i64,
}

/// Recorded marks of held sessions, added up by participation and month.
pub async fn tallies(
    db: &(impl ConnectionTrait + StreamTrait),
    months: &[StartOfMonth],
    span: &FactSpan,
    places: &[PlaceTimes],
) -> Result<Vec<Tally>> {
    use AttendanceStatus::{AbsentNotified, NoShow, Unrecorded};
    let places: HashMap<Uuid, &PlaceTimes> = places.iter().map(|place| (place.fact.participation, place)).collect();
    let find = attendance::Entity::find()
        .select_only()
        .column(attendance::Column::ParticipationId)
        .expr_as(month_of_session(months), "month")
        .expr_as(sum_where(&PRESENT, Expr::value(1)), "present")
        .expr_as(sum_where(&[NoShow], Expr::value(1)), "no_show")
        .expr_as(sum_where(&[AbsentNotified], Expr::value(1)), "absent_notified")
        .expr_as(sum_where(&[Unrecorded], Expr::value(1)), "unrecorded")
        .expr_as(sum_where(&PRESENT, Expr::col((attendance::Entity, attendance::Column::Minutes))), "minutes")
        .join(JoinType::InnerJoin, attendance::Relation::Session.def())
        .filter(session::COLUMN.status.eq(SessionStatus::Held))
        .filter(session::COLUMN.starts_at.gte(span.start))
        .filter(session::COLUMN.starts_at.lt(span.end))
        .group_by(attendance::Column::ParticipationId)
        .group_by(Expr::col("month"));
    let tallies = gather(db, find, |row: TallyRow| {
        let place = &places.get(&row.participation_id.0)?.fact;
        let month = usize::try_from(row.month).ok().and_then(|at| months.get(at))?;
        let count = |count: i64| u32::try_from(count).unwrap_or(0);
        Some(Tally {
            present: count(row.present),
            no_show: count(row.no_show),
            absent_notified: count(row.absent_notified),
            unrecorded: count(row.unrecorded),
            minutes: count(row.minutes),
            ..Tally::empty(place.participation, place.client, place.group, Month::of(month.day))
        })
    });
    Ok(tallies.await?.into_iter().flatten().collect())
}

/// The sum of a value over the marks with one of these statuses.
fn sum_where(statuses: &[AttendanceStatus], value: SimpleExpr) -> SimpleExpr {
    let is_one = attendance::COLUMN.status.is_in(statuses.iter().copied());
    Func::sum(CaseStatement::new().case(is_one, value).finally(0)).cast_as("bigint")
}

/// The first day of a month and the moment at which it begins.
pub struct StartOfMonth {
    day: NaiveDate,
    at: DateTime<Utc>,
}

/// The months of a period.
pub fn months(period: &RangeInclusive<NaiveDate>, zone: Tz) -> Vec<StartOfMonth> {
    let first = *period.start();
    let days = (0..).map_while(|n| first.checked_add_months(Months::new(n))).take_while(|day| day <= period.end());
    days.map(|day| StartOfMonth { day, at: midnight(zone, day) }).collect()
}

/// The place of a session's month in the period: local months are spans of UTC, which both databases compare alike.
fn month_of_session(months: &[StartOfMonth]) -> SimpleExpr {
    let mut case = CaseStatement::new();
    for (at, first) in (0_i32..).zip(months.iter().skip(1)) {
        case = case.case(session::COLUMN.starts_at.lt(first.at), at);
    }
    let last = i32::try_from(months.len()).unwrap_or(1) - 1;
    if months.len() == 1 { Expr::value(0) } else { case.finally(last).into() }
}
