//! Reads of the open programme: a constant number of queries, and nothing of any client but how many places are taken.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use entity::id::GroupId;
use entity::list::{Aims, Languages};
use entity::state::{GroupKind, GroupStatus, OfferStatus, Openness, SessionStatus};
use entity::{group, group_leader, offer, participation, session, staff, unit, venue};
use sea_orm::sea_query::{Expr, ExprTrait, Func, NullOrdering, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationTrait, Select,
};

use crate::access::at_work::{at_work, leads, may_have_part, part_holds};
use crate::error::{OrNotFound, Result};

/// Most coming sessions of a group that its card and the linked data tell.
pub const SESSIONS: usize = 8;

/// So many groups are named in the place of one that is over.
const LIKE: usize = 3;

/// A group as the public sees it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct PublicGroup {
    pub id: GroupId,
    /// Its address.
    pub slug: String,
    pub name: String,
    pub kind: GroupKind,
    /// Who may come in, and until when.
    pub openness: Openness,
    /// Its state.
    pub status: GroupStatus,
    /// What happens there.
    pub summary: String,
    /// For whom it is.
    pub audience: String,
    /// What is asked of those who come.
    pub criteria: String,
    /// For whom it is not.
    pub not_for: String,
    /// Where it leads.
    pub leads_to: String,
    pub aims: Aims,
    /// The languages spoken.
    pub languages: Languages,
    /// The unit that runs it.
    pub unit_name: String,
    /// Where it belongs to, when it says so itself.
    pub municipality: Option<String>,
    /// How many people it holds.
    pub capacity: i32,
    /// The animals that take part.
    pub animals: Option<String>,
    /// Its time zone.
    pub timezone: String,
    /// The first day of its schedule.
    pub first_date: Option<NaiveDate>,
    /// The local time at which its sessions begin.
    pub start_time: Option<NaiveTime>,
    /// How long its sessions last.
    pub duration_minutes: i32,
    /// How its sessions repeat (RFC 5545).
    pub rrule: Option<String>,
    /// When its first session begins.
    pub starts_at: Option<DateTime<Utc>>,
    /// When its last session ends.
    pub ends_at: Option<DateTime<Utc>>,
    /// Where it meets.
    pub venue_name: Option<String>,
    /// The street address of that place.
    pub venue_address: Option<String>,
    /// The municipality of that place.
    pub venue_municipality: Option<String>,
    /// Whether one gets in there without a step.
    pub venue_step_free: Option<bool>,
    /// What to know of getting in.
    pub venue_access: Option<String>,
    /// Places taken or offered.
    pub taken: i64,
    /// How to find it.
    pub venue_directions: Option<String>,
    /// Since when it takes nobody in for now.
    pub intake_closed_at: Option<DateTime<Utc>>,
}

impl PublicGroup {
    /// Where the group meets, for people who choose by municipality.
    pub fn place(&self) -> Option<&str> {
        self.municipality.as_deref().or(self.venue_municipality.as_deref()).filter(|place| !place.is_empty())
    }
}

#[cfg(test)]
impl PublicGroup {
    /// A group that meets on Tuesdays in Mikkeli, for tests.
    pub fn example() -> Self {
        Self {
            id: GroupId(uuid::Uuid::nil()),
            slug: "a".into(),
            name: "A".into(),
            kind: GroupKind::Functional,
            openness: Openness::Closed,
            status: GroupStatus::Recruiting,
            summary: String::new(),
            audience: String::new(),
            criteria: String::new(),
            not_for: String::new(),
            leads_to: String::new(),
            aims: Aims::default(),
            languages: Languages(vec![entity::state::Language::Fi]),
            unit_name: String::new(),
            municipality: Some("Mikkeli".into()),
            capacity: 8,
            animals: None,
            timezone: crate::config::ZONE.name().to_owned(),
            first_date: NaiveDate::from_ymd_opt(2026, 10, 6),
            start_time: NaiveTime::from_hms_opt(13, 0, 0),
            duration_minutes: 120,
            rrule: None,
            starts_at: None,
            ends_at: None,
            venue_name: None,
            venue_address: None,
            venue_municipality: None,
            venue_step_free: None,
            venue_access: None,
            venue_directions: None,
            taken: 0,
            intake_closed_at: None,
        }
    }
}

/// A coming session.
#[derive(Clone, Debug, FromQueryResult)]
pub struct PublicSession {
    pub group_id: GroupId,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Its time zone.
    pub timezone: String,
    /// Whether it was cancelled.
    pub status: SessionStatus,
    /// The place, when it is not the group's own.
    pub elsewhere: Option<String>,
}

/// A group with its coming sessions.
#[derive(Clone, Debug)]
pub struct ListedGroup {
    pub group: PublicGroup,
    /// Its coming sessions, at most [`SESSIONS`].
    pub sessions: Vec<PublicSession>,
}

/// Somebody to ask about a group.
#[derive(Clone, Debug, FromQueryResult)]
pub struct PublicContact {
    /// The name that may stand on a poster.
    pub given_name: String,
    /// The work telephone.
    pub phone: Option<String>,
    /// The work address.
    pub email: String,
}

/// The groups that the public may join: before they start, and while they run when their door stays open; none whose last
/// session is over, whatever its state says.
pub fn joinable(now: DateTime<Utc>) -> Condition {
    let before = group::Column::Status.is_in(GroupStatus::BEFORE_START);
    let begun = group::Column::Status.eq(GroupStatus::Running).and(group::Column::Openness.ne(Openness::Closed));
    let ahead = group::Column::EndsAt.is_null().or(group::Column::EndsAt.gt(now));
    Condition::all().add(before.or(begun)).add(ahead)
}

/// The groups whose pages answer for good: those that were ever shown.
fn shown() -> Condition {
    let public = group::Column::Status.is_in(GroupStatus::PUBLISHED);
    Condition::any().add(public).add(group::Column::PublishedAt.is_not_null())
}

/// What the programme is chosen from and put in order by, without the words of the cards.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Outline {
    pub id: GroupId,
    pub kind: GroupKind,
    /// Who may come in, and until when.
    pub openness: Openness,
    /// Its state.
    pub status: GroupStatus,
    /// The languages spoken.
    pub languages: Languages,
    /// Where it meets, for people who choose by municipality.
    pub place: Option<String>,
    /// How many people it holds.
    pub capacity: i32,
    /// The first day of its schedule.
    pub first_date: Option<NaiveDate>,
    /// How its sessions repeat (RFC 5545).
    pub rrule: Option<String>,
    /// Places taken or offered.
    pub taken: i64,
    /// Since when it takes nobody in for now.
    pub intake_closed_at: Option<DateTime<Utc>>,
}

/// The open programme in outline, the next to meet first, then by name.
pub async fn outline(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<Outline>> {
    let next = session::Entity::find()
        .select_only()
        .expr(session::COLUMN.starts_at.min())
        .filter(Expr::col((session::Entity, session::Column::GroupId)).equals((group::Entity, group::Column::Id)))
        .filter(session::COLUMN.starts_at.gt(now))
        .into_query();
    let own = Func::cust("NULLIF").args([Expr::col((group::Entity, group::Column::Municipality)), Expr::value("")]);
    let place = Func::coalesce([own.into(), Expr::col((venue::Entity, venue::Column::Municipality))]);
    Ok(group::Entity::find()
        .select_only()
        .columns([group::Column::Id, group::Column::Kind, group::Column::Openness, group::Column::Status])
        .columns([group::Column::Languages, group::Column::Capacity, group::Column::FirstDate, group::Column::Rrule])
        .column(group::Column::IntakeClosedAt)
        .expr_as(place, "place")
        .expr_as(taken(), "taken")
        .expr_as(SimpleExpr::SubQuery(None, Box::new(next.into())), "next")
        .join(JoinType::LeftJoin, group::Relation::Venue.def())
        .filter(joinable(now))
        .order_by_with_nulls(Expr::col("next"), Order::Asc, NullOrdering::Last)
        .order_by(group::Column::NameSort, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

/// Groups of the open programme, in the order of their ids.
pub async fn listed(db: &impl ConnectionTrait, ids: &[GroupId], now: DateTime<Utc>) -> Result<Vec<ListedGroup>> {
    let these = Condition::all().add(group::Column::Id.is_in(ids.iter().copied()));
    let mut listed = gather_of(db, these, now).await?;
    listed.sort_by_key(|one| ids.iter().position(|id| *id == one.group.id));
    Ok(listed)
}

/// The whole of the open programme, by name.
pub async fn programme(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<ListedGroup>> {
    gather_of(db, joinable(now), now).await
}

/// One group that is or was in the open programme: who has its address finds it, whatever became of it.
pub async fn one(db: &impl ConnectionTrait, slug: &str, now: DateTime<Utc>) -> Result<ListedGroup> {
    find(db, Condition::all().add(group::Column::Slug.eq(slug.to_lowercase())).add(shown()), now).await
}

/// A few groups of a kind that the public may join, the next to meet first.
pub async fn like(db: &impl ConnectionTrait, kind: GroupKind, now: DateTime<Utc>) -> Result<Vec<ListedGroup>> {
    let of_kind = outline(db, now).await?.into_iter();
    let of_kind = of_kind.filter(|one| one.kind == kind && one.intake_closed_at.is_none());
    let ids: Vec<GroupId> = of_kind.take(LIKE).map(|one| one.id).collect();
    listed(db, &ids, now).await
}

/// The one group of a condition.
pub async fn find(db: &impl ConnectionTrait, this: Condition, now: DateTime<Utc>) -> Result<ListedGroup> {
    gather_of(db, this, now).await?.pop().or_not_found()
}

/// The groups of a condition with their coming sessions, by name.
async fn gather_of(db: &impl ConnectionTrait, these: Condition, now: DateTime<Utc>) -> Result<Vec<ListedGroup>> {
    let find = group::Entity::find().filter(these.clone()).order_by(group::Column::NameSort, Order::Asc);
    let groups = rows(find).all(db).await?;
    Ok(gather(groups, sessions_of(db, these, now).await?))
}

fn rows(find: Select<group::Entity>) -> sea_orm::Selector<sea_orm::SelectModel<PublicGroup>> {
    let column = |column| Expr::col((venue::Entity, column));
    find.join(JoinType::InnerJoin, group::Relation::Unit.def())
        .join(JoinType::LeftJoin, group::Relation::Venue.def())
        .expr_as(Expr::col((unit::Entity, unit::Column::Name)), "unit_name")
        .expr_as(column(venue::Column::Name), "venue_name")
        .expr_as(column(venue::Column::Address), "venue_address")
        .expr_as(column(venue::Column::Municipality), "venue_municipality")
        .expr_as(column(venue::Column::StepFree), "venue_step_free")
        .expr_as(column(venue::Column::Access), "venue_access")
        .expr_as(column(venue::Column::Directions), "venue_directions")
        .expr_as(taken(), "taken")
        .into_model()
}

async fn sessions_of(db: &impl ConnectionTrait, groups: Condition, now: DateTime<Utc>) -> Result<Vec<PublicSession>> {
    let of_group = Expr::col((group::Entity, group::Column::VenueId));
    let elsewhere = Expr::col((session::Entity, session::Column::VenueId)).ne(of_group);
    let elsewhere = Condition::any().add(group::Column::VenueId.is_null()).add(elsewhere);
    let name = Expr::case(elsewhere, Expr::col((venue::Entity, venue::Column::Name)));
    Ok(session::Entity::find()
        .expr_as(name, "elsewhere")
        .join(JoinType::InnerJoin, session::Relation::Group.def())
        .join(JoinType::LeftJoin, session::Relation::Venue.def())
        .filter(groups)
        .filter(session::COLUMN.starts_at.gt(now))
        .order_by(session::Column::StartsAt, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

/// The places of a group that are taken, and those that are offered and not yet answered.
fn taken() -> SimpleExpr {
    let places = participation::Entity::find()
        .select_only()
        .expr(participation::COLUMN.id.count())
        .filter(Expr::col(participation::Column::GroupId.as_column_ref()).equals((group::Entity, group::Column::Id)))
        .filter(participation::COLUMN.active.eq(true))
        .into_query();
    let offers = offer::Entity::find()
        .select_only()
        .expr(offer::COLUMN.id.count())
        .filter(Expr::col(offer::Column::GroupId.as_column_ref()).equals((group::Entity, group::Column::Id)))
        .filter(offer::COLUMN.status.eq(OfferStatus::Open))
        .into_query();
    let count = |query: SelectStatement| SimpleExpr::SubQuery(None, Box::new(query.into()));
    count(places).add(count(offers))
}

fn gather(groups: Vec<PublicGroup>, sessions: Vec<PublicSession>) -> Vec<ListedGroup> {
    let mut coming: HashMap<GroupId, Vec<PublicSession>> = HashMap::new();
    for session in sessions {
        let of_group = coming.entry(session.group_id).or_default();
        if of_group.len() < SESSIONS {
            of_group.push(session);
        }
    }
    let listed =
        groups.into_iter().map(|group| ListedGroup { sessions: coming.remove(&group.id).unwrap_or_default(), group });
    listed.collect()
}

/// Whom to ask about a group: its leaders who are there now, but nobody whose address is protected.
pub async fn contacts(db: &impl ConnectionTrait, now: DateTime<Utc>, id: GroupId) -> Result<Vec<PublicContact>> {
    Ok(group_leader::Entity::find()
        .select_only()
        .column_as(staff::Column::GivenName, "given_name")
        .column_as(staff::Column::Phone, "phone")
        .column_as(staff::Column::Email, "email")
        .join(JoinType::InnerJoin, group_leader::Relation::Staff.def())
        .filter(group_leader::COLUMN.group_id.eq(id))
        .filter(leads())
        .filter(may_have_part())
        .filter(staff::COLUMN.address_protection.eq(false))
        .filter(part_holds(now))
        .filter(at_work(now))
        .order_by(group_leader::Column::Position, Order::Asc)
        .limit(2)
        .into_model()
        .all(db)
        .await?)
}
