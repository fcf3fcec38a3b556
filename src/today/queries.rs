//! What needs doing now, for one person: a fixed number of queries, whatever the size of the programme.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::id::{GroupId, SessionId, StaffId};
use entity::state::{
    GroupKind, GroupStatus, MessageStatus, OfferStatus, ParticipationStatus, ReferralStatus, Role, SessionStatus,
};
use entity::{approval, group, message, offer, participation, referral, session, venue};
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait,
};

use crate::access::Viewer;
use crate::access::scope::{attended_by, led_by};
use crate::attendance::{self, AwaitedSession};
use crate::error::Result;
use crate::local_time::{self, midnight};
use crate::message::{count_held, count_to_make};
use crate::people::{self, AbsenceRow};
use crate::programme::{self, Pending};
use crate::task::{self, TaskRow};

/// The most lines of one list; the rest waits behind its link.
const LINES: u64 = 20;
/// How far back a sheet that was not filled is looked for.
const UNFILLED: TimeDelta = TimeDelta::days(60);
/// How soon before its start a group with free places is worth a word.
const SOON: TimeDelta = TimeDelta::days(10);

/// A session of today, or one whose sheet is not filled.
#[derive(Clone, Debug, FromQueryResult)]
pub struct SessionLine {
    pub id: SessionId,
    pub group_id: GroupId,
    /// Its number in the group.
    pub number: i32,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Its time zone.
    pub timezone: String,
    /// Its state.
    pub status: SessionStatus,
    /// The group's name.
    pub group_name: String,
    /// The group's kind.
    pub kind: GroupKind,
    /// The venue's name.
    pub venue_name: Option<String>,
    /// How many people are expected, without those who have said that they can't come.
    #[sea_orm(skip)]
    pub expected: usize,
}

impl SessionLine {
    fn awaited(&self) -> AwaitedSession {
        let zone = local_time::zone_of(&self.timezone, Tz::UTC);
        AwaitedSession { id: self.id, group_id: self.group_id, span: self.starts_at..self.ends_at, zone }
    }
}

/// A group with a number of things to do in it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct GroupCount {
    pub id: GroupId,
    pub name: String,
    /// How many.
    pub count: i64,
}

/// An own plan that was decided on: sent back to be mended, or approved to be made known.
#[derive(Clone, Debug, FromQueryResult)]
pub struct DecidedLine {
    pub id: GroupId,
    pub name: String,
    pub status: GroupStatus,
    /// What should change of one that was sent back.
    pub status_reason: Option<String>,
    /// The working time reserved, in minutes.
    pub minutes: Option<i32>,
    /// The money reserved, in cents.
    pub budget_cents: Option<i64>,
}

/// A group that begins soon and has free places.
#[derive(Clone, Debug, FromQueryResult)]
pub struct SoonLine {
    pub id: GroupId,
    pub name: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// Its places.
    pub capacity: i32,
    /// The places taken.
    pub taken: i64,
}

/// All that needs doing.
#[derive(Clone, Debug, Default)]
pub struct WaitingWork {
    /// Sessions of today.
    pub sessions: Vec<SessionLine>,
    /// Sessions that are over and whose sheet is not filled.
    pub unfilled: Vec<SessionLine>,
    /// Own groups with referrals to decide.
    pub to_decide: Vec<GroupCount>,
    /// Groups that asked the person for more about a referral.
    pub asked_back: Vec<GroupCount>,
    /// Groups with offers to the person's clients that wait for an answer.
    pub offers: Vec<GroupCount>,
    /// Own plans to mend.
    pub returned: Vec<DecidedLine>,
    /// Own plans that were approved, to be made known.
    pub approved: Vec<DecidedLine>,
    /// Plans and changes of plans to decide.
    pub plans: Vec<Pending>,
    /// Groups that begin soon with places free.
    pub soon: Vec<SoonLine>,
    /// Messages that could not be sent.
    pub failed_messages: u64,
    /// What is held since a copy of the database was put back, where the person answers for that.
    pub held: u64,
    /// Letters and calls that the person is asked for, or that concern what the person leads.
    pub calls: u64,
    pub tasks: Vec<TaskRow>,
    /// The time away that somebody else has told of the person.
    pub away: Option<AbsenceRow>,
}

/// What needs doing now, by the person's roles.
pub async fn work(db: &impl ConnectionTrait, by: &Viewer, now: DateTime<Utc>, zone: Tz) -> Result<WaitingWork> {
    let mut work = WaitingWork { tasks: task::open_of(db, by, LINES).await?, ..WaitingWork::default() };
    work.calls = count_to_make(db, by).await?;
    work.away = people::told_by_another(db, by.staff_id, now).await?;
    for role in &by.roles {
        match role {
            Role::Leader => {
                (work.sessions, work.unfilled) = sessions(db, by.staff_id, now, zone).await?;
                work.to_decide = to_decide(db, by).await?;
                let decided = decided(db, by).await?.into_iter();
                (work.returned, work.approved) = decided.partition(|line| line.status == GroupStatus::Returned);
            }
            Role::Worker => {
                work.asked_back = asked_back(db, by.staff_id).await?;
                work.offers = offers(db, by.staff_id).await?;
            }
            Role::Manager => {
                work.plans = programme::pending(db, by, LINES).await?;
                work.soon = soon(db, by, now).await?;
            }
            Role::Administrator => {
                let failed = message::Entity::find().filter(message::COLUMN.status.eq(MessageStatus::Failed));
                work.failed_messages = failed.count(db).await?;
                work.held = count_held(db).await?;
            }
            // Requests about clients' rights come by letter; the page leads to the log.
            Role::DataProtectionOfficer => work.held = count_held(db).await?,
        }
    }
    Ok(work)
}

/// The sessions of today, and those of earlier days whose sheet is not filled: the latest, the first of them first.
async fn sessions(
    db: &impl ConnectionTrait,
    staff: StaffId,
    now: DateTime<Utc>,
    zone: Tz,
) -> Result<(Vec<SessionLine>, Vec<SessionLine>)> {
    let date = local_time::day(zone, now);
    let (today, tomorrow) = (midnight(zone, date), midnight(zone, date + TimeDelta::days(1)));
    let unfilled = session::COLUMN.status.eq(SessionStatus::Planned).and(session::COLUMN.ends_at.lt(today));
    let mut lines: Vec<SessionLine> = session::Entity::find()
        .column_as(group::Column::Name, "group_name")
        .column_as(group::Column::Kind, "kind")
        .column_as(venue::Column::Name, "venue_name")
        .join(JoinType::InnerJoin, session::Relation::Group.def())
        .join(JoinType::LeftJoin, session::Relation::Venue.def())
        .filter(attended_by(staff))
        .filter(session::COLUMN.starts_at.gt(now - UNFILLED))
        .filter(session::COLUMN.starts_at.lt(tomorrow))
        .filter(session::COLUMN.starts_at.gte(today).or(unfilled))
        .order_by(session::Column::StartsAt, Order::Desc)
        .order_by(session::Column::Id, Order::Desc)
        .limit(2 * LINES)
        .into_model()
        .all(db)
        .await?;
    lines.reverse();
    let awaited: Vec<_> = lines.iter().map(SessionLine::awaited).collect();
    let coming = attendance::coming(db, &awaited).await?;
    for line in &mut lines {
        line.expected = coming.get(&line.id).copied().unwrap_or(0);
    }
    let of_today = lines.partition_point(|line| line.starts_at < today);
    Ok((lines.split_off(of_today), lines))
}

/// The places taken in the group of the row.
fn places_taken() -> SimpleExpr {
    let taken = Query::select()
        .expr(Func::count(Expr::col((participation::Entity, participation::Column::Id))))
        .from(participation::Entity)
        .and_where(
            Expr::col((participation::Entity, participation::Column::GroupId))
                .equals((group::Entity, group::Column::Id)),
        )
        .and_where(participation::COLUMN.status.is_in(ParticipationStatus::OPEN))
        .take();
    SimpleExpr::SubQuery(None, Box::new(taken.into()))
}

async fn to_decide(db: &impl ConnectionTrait, by: &Viewer) -> Result<Vec<GroupCount>> {
    by_group(
        db,
        referral::COLUMN.status.is_in(ReferralStatus::TO_DECIDE).and(referral::Column::GroupId.in_subquery(led_by(by))),
    )
    .await
}

async fn asked_back(db: &impl ConnectionTrait, staff: StaffId) -> Result<Vec<GroupCount>> {
    let asked = referral::COLUMN.status.eq(ReferralStatus::InfoRequested);
    by_group(db, asked.and(referral::COLUMN.referrer_id.eq(staff))).await
}

async fn offers(db: &impl ConnectionTrait, staff: StaffId) -> Result<Vec<GroupCount>> {
    let open = Query::select()
        .column(offer::Column::ReferralId)
        .from(offer::Entity)
        .and_where(offer::COLUMN.status.eq(OfferStatus::Open))
        .take();
    by_group(db, referral::COLUMN.referrer_id.eq(staff).and(referral::Column::Id.in_subquery(open))).await
}

async fn by_group(db: &impl ConnectionTrait, which: SimpleExpr) -> Result<Vec<GroupCount>> {
    Ok(referral::Entity::find()
        .select_only()
        .column_as(group::Column::Id, "id")
        .column_as(group::Column::Name, "name")
        .expr_as(Func::count(Expr::col((referral::Entity, referral::Column::Id))), "count")
        .join(JoinType::InnerJoin, referral::Relation::Group.def())
        .filter(which)
        // One that was closed as a duplicate keeps its last state.
        .filter(referral::COLUMN.closed_at.is_null())
        .group_by(group::Column::Id)
        .group_by(group::Column::Name)
        .group_by(group::Column::NameSort)
        .order_by(group::Column::NameSort, Order::Asc)
        .limit(LINES)
        .into_model()
        .all(db)
        .await?)
}

/// Own plans that were decided on and wait for their next step, each once with what was decided last.
async fn decided(db: &impl ConnectionTrait, by: &Viewer) -> Result<Vec<DecidedLine>> {
    let returned = group::COLUMN.status.eq(GroupStatus::Returned);
    let approved = group::COLUMN.status.eq(GroupStatus::Approved).and(approval::COLUMN.approved.eq(true));
    let mut lines: Vec<DecidedLine> = group::Entity::find()
        .select_only()
        .columns([group::Column::Id, group::Column::Name, group::Column::Status, group::Column::StatusReason])
        .columns([approval::Column::Minutes, approval::Column::BudgetCents])
        .join(JoinType::LeftJoin, approval::Relation::Group.def().rev())
        .filter(returned.or(approved))
        .filter(group::Column::Id.in_subquery(led_by(by)))
        .order_by(group::Column::StatusAt, Order::Asc)
        .order_by(group::Column::Id, Order::Asc)
        .order_by(approval::Column::DecidedAt, Order::Desc)
        .limit(2 * LINES)
        .into_model()
        .all(db)
        .await?;
    lines.dedup_by_key(|line| line.id);
    Ok(lines)
}

async fn soon(db: &impl ConnectionTrait, by: &Viewer, now: DateTime<Utc>) -> Result<Vec<SoonLine>> {
    Ok(group::Entity::find()
        .select_only()
        .columns([group::Column::Id, group::Column::Name, group::Column::StartsAt, group::Column::Capacity])
        .expr_as(places_taken(), "taken")
        .filter(group::COLUMN.status.is_in(GroupStatus::BEFORE_START))
        .filter(group::COLUMN.starts_at.gt(now))
        .filter(group::COLUMN.starts_at.lte(now + SOON))
        .filter(group::Column::UnitId.is_in(by.units.iter().copied()))
        .filter(Expr::col((group::Entity, group::Column::Capacity)).gt(places_taken()))
        .order_by(group::Column::StartsAt, Order::Asc)
        .limit(LINES)
        .into_model()
        .all(db)
        .await?)
}
