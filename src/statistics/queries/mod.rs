//! Reads the facts of a period: a fixed number of queries, attendance already grouped by participation and month.

mod outcome;

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::{DateTime, Months, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::id::{ParticipationId, SessionId};
use entity::list::Channels;
use entity::state::{
    AttendanceStatus, CancelCode, CloseReason, GroupKind, GroupStatus, ParticipationStatus, ReferralStatus,
    SessionStatus, UnitKind,
};
use entity::{attendance, change_log, group, participation, referral, session, unit};
use futures_util::TryStreamExt;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait, Select, StreamTrait,
};
use uuid::Uuid;

use super::cut::{By, Month};
use super::facts::{Facts, GroupFact, ParticipationFact, ReferralFact, SessionFact, Tally};
use super::rules::Tree;
use super::unrecorded;
use crate::error::Result;
use crate::people::Viewer;

const ZONE: Tz = Tz::Europe__Helsinki;

/// The presences: present, late or there for a part.
const PRESENT: [AttendanceStatus; 3] = [AttendanceStatus::Present, AttendanceStatus::Late, AttendanceStatus::Partial];

/// The newest change of anything: figures that were worked out after it still hold.
pub async fn newest_change(db: &impl ConnectionTrait) -> Result<Option<Uuid>> {
    let newest = change_log::Entity::find()
        .select_only()
        .column(change_log::Column::Id)
        .order_by(change_log::Column::At, Order::Desc)
        .order_by(change_log::Column::Id, Order::Desc);
    Ok(newest.into_tuple().one(db).await?)
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
) -> Result<Facts> {
    let span = (midnight(*period.start()), midnight(*period.end() + TimeDelta::days(1)));
    let groups = groups(db).await?;
    let sessions = sessions(db, span).await?;
    let participations = participations(db).await?;
    let mut tallies = tallies(db, &period, span).await?;
    unrecorded::add(&mut tallies, &participations, &sessions);
    Ok(Facts {
        now,
        groups,
        sessions: sessions.into_iter().map(|row| row.fact).collect(),
        participations: participations.into_iter().map(|row| row.fact).collect(),
        tallies,
        referrals: referrals(db).await?,
        ratings: outcome::ratings(db).await?,
        baselines: outcome::baselines(db).await?,
        period,
    })
}

/// The first moment of a local day.
fn midnight(date: NaiveDate) -> DateTime<Utc> {
    let local = date.and_time(NaiveTime::MIN);
    local.and_local_timezone(ZONE).earliest().map_or_else(|| local.and_utc(), |at| at.to_utc())
}

fn local(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&ZONE).date_naive()
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

async fn groups(db: &(impl ConnectionTrait + StreamTrait)) -> Result<Vec<GroupFact>> {
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
                first_start: row.starts_at.map(local),
                last_end: row.ends_at.map(local),
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

/// A session with when it began, for working out who was expected.
pub struct HeldSession {
    /// The fact.
    pub fact: SessionFact,
    /// When it ended.
    pub ends_at: DateTime<Utc>,
}

#[derive(FromQueryResult)]
struct SessionRow {
    id: SessionId,
    group_id: Uuid,
    number: i32,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    status: SessionStatus,
    replaces_id: Option<Uuid>,
    cancel_code: Option<CancelCode>,
}

type Span = (DateTime<Utc>, DateTime<Utc>);

async fn sessions(db: &(impl ConnectionTrait + StreamTrait), (from, to): Span) -> Result<Vec<HeldSession>> {
    let present: HashMap<SessionId, i64> = attendance::Entity::find()
        .select_only()
        .column(attendance::Column::SessionId)
        .expr(Func::count(Expr::col((attendance::Entity, attendance::Column::ParticipationId))))
        .join(JoinType::InnerJoin, attendance::Relation::Session.def())
        .filter(session::COLUMN.starts_at.gte(from))
        .filter(session::COLUMN.starts_at.lt(to))
        .filter(attendance::COLUMN.status.is_in(PRESENT))
        .group_by(attendance::Column::SessionId)
        .into_tuple()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let find = session::Entity::find()
        .select_only()
        .columns([session::Column::Id, session::Column::GroupId, session::Column::Number, session::Column::Status])
        .columns([session::Column::StartsAt, session::Column::EndsAt, session::Column::ReplacesId])
        .column(session::Column::CancelCode)
        .filter(session::COLUMN.starts_at.gte(from))
        .filter(session::COLUMN.starts_at.lt(to));
    gather(db, find, |row: SessionRow| HeldSession {
        ends_at: row.ends_at,
        fact: SessionFact {
            session: row.id.0,
            group: row.group_id,
            number: u32::try_from(row.number).unwrap_or(0),
            on: local(row.starts_at),
            ends_at: row.ends_at,
            status: row.status,
            replaces: row.replaces_id,
            cancel_code: row.cancel_code,
            present: present.get(&row.id).and_then(|count| u32::try_from(*count).ok()).unwrap_or(0),
        },
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

async fn participations(db: &(impl ConnectionTrait + StreamTrait)) -> Result<Vec<Place>> {
    let seconds = second_sessions(db).await?;
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
        ]);
    gather(db, find, |row: PlaceRow| Place {
        confirmed_at: row.confirmed_at,
        ended_at: row.ended_at,
        fact: ParticipationFact {
            participation: row.id.0,
            client: row.client_id,
            group: row.group_id,
            status: row.status,
            confirmed_on: local(row.confirmed_at),
            started_on: row.started_on,
            ended_on: row.ended_on,
            accompanied: row.accompanied,
            came_to_second: seconds.get(&row.id).copied(),
        },
    })
    .await
}

/// Who came to the second session, among those with a mark there.
async fn second_sessions(db: &impl ConnectionTrait) -> Result<HashMap<ParticipationId, bool>> {
    let rows: Vec<(ParticipationId, AttendanceStatus)> = attendance::Entity::find()
        .select_only()
        .column(attendance::Column::ParticipationId)
        .column(attendance::Column::Status)
        .join(JoinType::InnerJoin, attendance::Relation::Session.def())
        .filter(session::COLUMN.number.eq(2))
        .filter(session::COLUMN.status.eq(SessionStatus::Held))
        .filter(attendance::COLUMN.status.ne(AttendanceStatus::Unrecorded))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, status)| (id, PRESENT.contains(&status))).collect())
}

#[derive(FromQueryResult)]
struct TallyRow {
    participation_id: Uuid,
    client_id: Uuid,
    group_id: Uuid,
    month: i32,
    status: AttendanceStatus,
    marks: i64,
    minutes: i64,
}

/// Recorded marks of held sessions, grouped by participation, month and status.
async fn tallies(
    db: &(impl ConnectionTrait + StreamTrait),
    period: &RangeInclusive<NaiveDate>,
    (from, to): Span,
) -> Result<Vec<Tally>> {
    let months = months(period);
    let find = attendance::Entity::find()
        .select_only()
        .columns([attendance::Column::ParticipationId, attendance::Column::ClientId, attendance::Column::Status])
        .column(session::Column::GroupId)
        .expr_as(month_of_session(&months), "month")
        .expr_as(Func::count(Expr::col((attendance::Entity, attendance::Column::SessionId))), "marks")
        .expr_as(Func::sum(Expr::col((attendance::Entity, attendance::Column::Minutes))).cast_as("bigint"), "minutes")
        .join(JoinType::InnerJoin, attendance::Relation::Session.def())
        .filter(session::COLUMN.status.eq(SessionStatus::Held))
        .filter(session::COLUMN.starts_at.gte(from))
        .filter(session::COLUMN.starts_at.lt(to))
        .group_by(attendance::Column::ParticipationId)
        .group_by(attendance::Column::ClientId)
        .group_by(attendance::Column::Status)
        .group_by(session::Column::GroupId)
        .group_by(Expr::col("month"));
    gather(db, find, |row: TallyRow| row.tally(&months)).await
}

impl TallyRow {
    fn tally(&self, months: &[NaiveDate]) -> Tally {
        let month = usize::try_from(self.month).ok().and_then(|at| months.get(at)).copied().unwrap_or_default();
        let mut tally = Tally::empty(self.participation_id, self.client_id, self.group_id, Month::of(month));
        let marks = u32::try_from(self.marks).unwrap_or(0);
        match self.status {
            AttendanceStatus::Present | AttendanceStatus::Late | AttendanceStatus::Partial => {
                tally.present = marks;
                tally.minutes = u32::try_from(self.minutes).unwrap_or(0);
            }
            AttendanceStatus::NoShow => tally.no_show = marks,
            AttendanceStatus::AbsentNotified => tally.absent_notified = marks,
            AttendanceStatus::Unrecorded => tally.unrecorded = marks,
        }
        tally
    }
}

/// The first days of the months of a period.
fn months(period: &RangeInclusive<NaiveDate>) -> Vec<NaiveDate> {
    let first = *period.start();
    (0..).map_while(|n| first.checked_add_months(Months::new(n))).take_while(|day| day <= period.end()).collect()
}

/// The place of a session's month in the period: local months are spans of UTC, which both databases compare alike.
fn month_of_session(months: &[NaiveDate]) -> SimpleExpr {
    let mut case = CaseStatement::new();
    for (at, first) in (0_i32..).zip(months.iter().skip(1)) {
        case = case.case(session::COLUMN.starts_at.lt(midnight(*first)), at);
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

async fn referrals(db: &(impl ConnectionTrait + StreamTrait)) -> Result<Vec<ReferralFact>> {
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
        .filter(referral::COLUMN.status.ne(ReferralStatus::Draft))
        .filter(referral::COLUMN.submitted_at.is_not_null())
        .filter(referral::COLUMN.close_reason.is_null().or(referral::COLUMN.close_reason.ne(CloseReason::Duplicate)));
    gather(db, find, |row: ReferralRow| ReferralFact {
        referral: row.id,
        client: row.client_id,
        group: row.group_id,
        submitted_on: local(row.submitted_at),
        decided_on: row.decided_at.map(local),
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
