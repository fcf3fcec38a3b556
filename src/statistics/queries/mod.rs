//! Reads the facts of a period: a fixed number of queries, attendance already grouped by participation and month.

mod outcome;

use std::collections::{HashMap, HashSet};
use std::ops::{Range, RangeInclusive};
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Months, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::id::ParticipationId;
use entity::list::Channels;
use entity::state::{
    AttendanceStatus, CancelCode, CloseReason, GroupKind, GroupStatus, ParticipationStatus, ReferralStatus,
    SessionStatus, UnitKind,
};
use entity::{attendance, change_log, client, group, participation, referral, session, unit};
use futures_util::TryStreamExt;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, PaginatorTrait, QueryFilter, QuerySelect,
    QueryTrait, RelationTrait, Select, StreamTrait,
};
use uuid::Uuid;

use super::cut::By;
use super::facts::Facts;
use super::month::Month;
use super::records::{GroupFact, ParticipationFact, ReferralFact, SessionFact, Tally};
use super::rules::Tree;
use super::unrecorded;
use crate::access::Viewer;
use crate::error::Result;
use crate::local_time::{day, midnight};

/// The presences: present, late or there for a part.
const PRESENT: [AttendanceStatus; 3] = [AttendanceStatus::Present, AttendanceStatus::Late, AttendanceStatus::Partial];

/// What the log tells of that no figure reads.
const UNCOUNTED: [&str; 13] = [
    "application",
    "break",
    "channel_code",
    "goal",
    "message",
    "pair_rule",
    "season",
    "staff",
    "task",
    "template",
    "token",
    "venue",
    "waiting",
];

/// How many changes of what is counted came since then.
pub async fn changes_since(db: &impl ConnectionTrait, since: DateTime<Utc>) -> Result<u64> {
    let changes = change_log::Entity::find()
        .select_only()
        .column(change_log::Column::Id)
        .filter(change_log::COLUMN.at.gte(since))
        .filter(change_log::COLUMN.subject_kind.is_not_in(UNCOUNTED));
    Ok(changes.count(db).await?)
}

/// Rows as facts, one by one: all rows at once would be many times their size.
async fn gather<E, M, T>(
    db: &(impl ConnectionTrait + StreamTrait),
    find: Select<E>,
    fact: impl Fn(M) -> T,
) -> Result<Vec<T>>
where
    E: EntityTrait,
    M: FromQueryResult + Send,
{
    Ok(find.into_model::<M>().stream(db).await?.map_ok(fact).try_collect().await?)
}

/// The facts of whole months.
pub async fn facts(
    db: &(impl ConnectionTrait + StreamTrait),
    period: RangeInclusive<NaiveDate>,
    now: DateTime<Utc>,
    zone: Tz,
) -> Result<Facts> {
    let span = midnight(zone, *period.start())..midnight(zone, *period.end() + TimeDelta::days(1));
    let sessions = sessions(db, &span, zone).await?;
    let participations = participations(db, &span, zone).await?;
    let mut tallies = tallies(db, &months(&period, zone), &span, &participations).await?;
    unrecorded::add(&mut tallies, &participations, sessions.iter().filter(|session| period.contains(&session.on)));
    Ok(Facts {
        now,
        zone,
        groups: groups(db, zone).await?,
        sessions,
        participations: participations.into_iter().map(|row| row.fact).collect(),
        tallies,
        referrals: referrals(db, &span, zone).await?,
        ratings: outcome::ratings(db, &span, zone).await?,
        baselines: outcome::baselines(db, &period).await?,
        protected: protected(db).await?,
        index: OnceLock::new(),
        period,
    })
}

/// The clients with address protection.
async fn protected(db: &impl ConnectionTrait) -> Result<HashSet<Uuid>> {
    let find = client::Entity::find()
        .select_only()
        .column(client::Column::Id)
        .filter(client::COLUMN.address_protection.eq(true));
    Ok(find.into_tuple::<Uuid>().all(db).await?.into_iter().collect())
}

/// The groups with a session in a span of time, as a subquery: what the others read need not be read.
fn active_groups(span: &Span) -> SelectStatement {
    session::Entity::find()
        .select_only()
        .column(session::Column::GroupId)
        .filter(session::COLUMN.starts_at.gte(span.start))
        .filter(session::COLUMN.starts_at.lt(span.end))
        .into_query()
}

#[derive(FromQueryResult)]
struct UnitRow {
    id: Uuid,
    parent_id: Option<Uuid>,
    kind: UnitKind,
    municipality: Option<String>,
}

#[derive(FromQueryResult)]
struct GroupRow {
    id: Uuid,
    kind: GroupKind,
    unit_id: Uuid,
    municipality: Option<String>,
    project: Option<String>,
    capacity: i32,
    status: GroupStatus,
    starts_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
}

async fn groups(db: &(impl ConnectionTrait + StreamTrait), zone: Tz) -> Result<Vec<GroupFact>> {
    let units: Vec<UnitRow> = unit::Entity::find().into_model().all(db).await?;
    let units: HashMap<Uuid, UnitRow> = units.into_iter().map(|unit| (unit.id, unit)).collect();
    let rows: Vec<GroupRow> = group::Entity::find()
        .select_only()
        .columns([group::Column::Id, group::Column::Kind, group::Column::UnitId, group::Column::Municipality])
        .columns([group::Column::Project, group::Column::Capacity, group::Column::Status])
        .columns([group::Column::StartsAt, group::Column::EndsAt])
        .filter(group::COLUMN.status.ne(GroupStatus::Draft))
        .into_model()
        .all(db)
        .await?;
    let mut names = Names::default();
    Ok(rows
        .into_iter()
        .map(|row| {
            let own = || units.get(&row.unit_id).and_then(|unit| unit.municipality.clone());
            let municipality = row.municipality.clone().or_else(own).unwrap_or_default();
            GroupFact {
                group: row.id,
                kind: row.kind,
                unit: row.unit_id,
                area: area_of(&units, row.unit_id),
                municipality: names.get(municipality),
                project: row.project.map(|project| names.get(project)),
                capacity: u32::try_from(row.capacity).unwrap_or(0),
                status: row.status,
                first_start: row.starts_at.map(|at| day(zone, at)),
                last_end: row.ends_at.map(|at| day(zone, at)),
            }
        })
        .collect())
}

/// One copy of each name.
#[derive(Default)]
struct Names(HashMap<String, Arc<str>>);

impl Names {
    fn get(&mut self, name: String) -> Arc<str> {
        self.0.entry(name).or_insert_with_key(|name| Arc::from(name.as_str())).clone()
    }
}

fn area_of(units: &HashMap<Uuid, UnitRow>, unit: Uuid) -> Uuid {
    let mut at = units.get(&unit);
    while let Some(here) = at {
        if here.kind == UnitKind::Area {
            return here.id;
        }
        at = here.parent_id.and_then(|parent| units.get(&parent));
    }
    unit
}

#[derive(FromQueryResult)]
struct SessionRow {
    id: Uuid,
    group_id: Uuid,
    number: i32,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    status: SessionStatus,
    replaces_id: Option<Uuid>,
    cancel_code: Option<CancelCode>,
}

type Span = Range<DateTime<Utc>>;

/// Every session of the groups with a session in the span.
async fn sessions(db: &(impl ConnectionTrait + StreamTrait), span: &Span, zone: Tz) -> Result<Vec<SessionFact>> {
    let find = session::Entity::find()
        .select_only()
        .columns([session::Column::Id, session::Column::GroupId, session::Column::Number, session::Column::Status])
        .columns([session::Column::StartsAt, session::Column::EndsAt, session::Column::ReplacesId])
        .column(session::Column::CancelCode)
        .filter(session::Column::GroupId.in_subquery(active_groups(span)));
    gather(db, find, |row: SessionRow| SessionFact {
        session: row.id,
        group: row.group_id,
        number: u32::try_from(row.number).unwrap_or(0),
        on: day(zone, row.starts_at),
        ends_at: row.ends_at,
        status: row.status,
        replaces: row.replaces_id,
        cancel_code: row.cancel_code,
    })
    .await
}

/// A participation with the exact times of its place.
pub struct Place {
    /// The fact.
    pub fact: ParticipationFact,
    /// When the place was confirmed.
    pub confirmed_at: DateTime<Utc>,
    /// When the place ended.
    pub ended_at: Option<DateTime<Utc>>,
}

#[derive(FromQueryResult)]
struct PlaceRow {
    id: ParticipationId,
    client_id: Uuid,
    group_id: Uuid,
    status: ParticipationStatus,
    confirmed_at: DateTime<Utc>,
    started_on: Option<NaiveDate>,
    ended_on: Option<NaiveDate>,
    ended_at: Option<DateTime<Utc>>,
    accompanied: bool,
}

/// The places in groups with a session in the span.
async fn participations(db: &(impl ConnectionTrait + StreamTrait), span: &Span, zone: Tz) -> Result<Vec<Place>> {
    let seconds = second_sessions(db, span).await?;
    let find = participation::Entity::find()
        .select_only()
        .columns([
            participation::Column::Id,
            participation::Column::ClientId,
            participation::Column::GroupId,
            participation::Column::Status,
            participation::Column::ConfirmedAt,
        ])
        .columns([
            participation::Column::StartedOn,
            participation::Column::EndedOn,
            participation::Column::EndedAt,
            participation::Column::Accompanied,
        ])
        .filter(participation::Column::GroupId.in_subquery(active_groups(span)));
    gather(db, find, |row: PlaceRow| Place {
        confirmed_at: row.confirmed_at,
        ended_at: row.ended_at,
        fact: ParticipationFact {
            participation: row.id.0,
            client: row.client_id,
            group: row.group_id,
            status: row.status,
            confirmed_on: day(zone, row.confirmed_at),
            started_on: row.started_on,
            ended_on: row.ended_on,
            accompanied: row.accompanied,
            came_to_second: seconds.get(&row.id).copied(),
        },
    })
    .await
}

/// Who came to the second session, among those with a mark there.
async fn second_sessions(db: &impl ConnectionTrait, span: &Span) -> Result<HashMap<ParticipationId, bool>> {
    let rows: Vec<(ParticipationId, AttendanceStatus)> = attendance::Entity::find()
        .select_only()
        .column(attendance::Column::ParticipationId)
        .column(attendance::Column::Status)
        .join(JoinType::InnerJoin, attendance::Relation::Session.def())
        .filter(session::COLUMN.number.eq(2))
        .filter(session::COLUMN.status.eq(SessionStatus::Held))
        .filter(session::Column::GroupId.in_subquery(active_groups(span)))
        .filter(attendance::COLUMN.status.ne(AttendanceStatus::Unrecorded))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, status)| (id, PRESENT.contains(&status))).collect())
}

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
async fn tallies(
    db: &(impl ConnectionTrait + StreamTrait),
    months: &[StartOfMonth],
    span: &Span,
    places: &[Place],
) -> Result<Vec<Tally>> {
    use AttendanceStatus::{AbsentNotified, NoShow, Unrecorded};
    let places: HashMap<Uuid, &Place> = places.iter().map(|place| (place.fact.participation, place)).collect();
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
struct StartOfMonth {
    day: NaiveDate,
    at: DateTime<Utc>,
}

/// The months of a period.
fn months(period: &RangeInclusive<NaiveDate>, zone: Tz) -> Vec<StartOfMonth> {
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

#[derive(FromQueryResult)]
struct ReferralRow {
    id: Uuid,
    client_id: Uuid,
    group_id: Uuid,
    submitted_at: DateTime<Utc>,
    decided_at: Option<DateTime<Utc>>,
    close_reason: Option<CloseReason>,
    channels: Channels,
    accompany_staff_id: Option<Uuid>,
    first_presence: Option<NaiveDate>,
}

/// The referrals submitted in the span; duplicates are none.
async fn referrals(db: &(impl ConnectionTrait + StreamTrait), span: &Span, zone: Tz) -> Result<Vec<ReferralFact>> {
    let submitted = ReferralStatus::ALL.iter().copied().filter(|status| *status != ReferralStatus::Draft);
    let came = referral::Entity::belongs_to(participation::Entity)
        .from(referral::Column::Id)
        .to(participation::Column::ReferralId)
        .into();
    let find = referral::Entity::find()
        .select_only()
        .columns([
            referral::Column::Id,
            referral::Column::ClientId,
            referral::Column::GroupId,
            referral::Column::SubmittedAt,
            referral::Column::DecidedAt,
        ])
        .columns([referral::Column::CloseReason, referral::Column::Channels, referral::Column::AccompanyStaffId])
        .expr_as(Expr::col((participation::Entity, participation::Column::StartedOn)), "first_presence")
        .join(JoinType::LeftJoin, came)
        .filter(referral::COLUMN.status.is_in(submitted))
        .filter(referral::COLUMN.submitted_at.gte(span.start))
        .filter(referral::COLUMN.submitted_at.lt(span.end))
        .filter(referral::COLUMN.close_reason.is_null().or(referral::COLUMN.close_reason.ne(CloseReason::Duplicate)));
    gather(db, find, |row: ReferralRow| ReferralFact {
        referral: row.id,
        client: row.client_id,
        group: row.group_id,
        submitted_on: day(zone, row.submitted_at),
        decided_on: row.decided_at.map(|at| day(zone, at)),
        close_reason: row.close_reason,
        channels: row.channels.0,
        accompanied: row.accompany_staff_id.is_some(),
        first_presence: row.first_presence,
    })
    .await
}

/// Where a person stands in the organisation.
pub async fn tree(db: &impl ConnectionTrait, by: &Viewer) -> Result<Tree> {
    let own = unit::Entity::find_by_id(by.unit_id).one(db).await?;
    Ok(Tree {
        is_top: own.as_ref().is_some_and(|unit| unit.parent_id.is_none()),
        is_area: own.is_some_and(|unit| unit.kind == UnitKind::Area),
    })
}

/// The names of the units or groups that a cut tells apart.
pub async fn names(db: &impl ConnectionTrait, by: By) -> Result<HashMap<Uuid, String>> {
    let rows: Vec<(Uuid, String)> = match by {
        By::Unit => {
            let find = unit::Entity::find().select_only().columns([unit::Column::Id, unit::Column::Name]);
            find.into_tuple().all(db).await?
        }
        By::Group => {
            let find = group::Entity::find().select_only().columns([group::Column::Id, group::Column::Name]);
            find.into_tuple().all(db).await?
        }
        _ => Vec::new(),
    };
    Ok(rows.into_iter().collect())
}
