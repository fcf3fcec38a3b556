//! Reads of feeds: the link with its rights, the revision of what it shows, and the sessions themselves.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::id::{CalendarLinkId, ClientId, GroupId, SessionId, StaffId, VenueId};
use entity::state::{FeedKind, FeedTitles, GroupStatus, Language, ReferralStatus, SessionStatus};
use entity::{
    calendar_link, client, feed_event, group, group_leader, participation, referral, revision, session, staff, venue,
};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationTrait, Select, Statement,
};
use uuid::Uuid;

use super::audience::{FeedSession, PUBLIC};
use super::feed::Window;
use crate::access::Viewer;
use crate::access::at_work;
use crate::access::rights::{Action, Resource};
use crate::access::scope::{self, leads_then};
use crate::error::Result;
use crate::people::client::{by_name, name_for, veil};
use crate::programme::who_meets_id;

/// A private link that may be read now.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct OpenLink {
    pub id: CalendarLinkId,
    /// Whose calendar it shows.
    pub kind: FeedKind,
    /// How much its titles say.
    pub titles: FeedTitles,
    /// The group or venue it shows.
    pub subject_id: Option<Uuid>,
    /// The client it shows.
    pub client_id: Option<ClientId>,
    /// The staff member who holds it.
    pub staff_id: Option<StaffId>,
    /// The holder's language.
    pub language: Language,
    /// Whether the client wants the place shown.
    pub place: Option<bool>,
}

/// The link of a token's hash, when its holder still has the right to it: whoever left a group, a role or the
/// organisation reads nothing more, and neither does a client who died, whose address is protected, or who is to get
/// nothing at all. A substitute of single sessions holds the group's feed until the last of them has ended. Whether a
/// worker still reaches the client is asked of the rights themselves.
const OPEN_LINK: &str = "
SELECT l.id, l.kind, l.titles, l.subject_id, l.client_id, l.staff_id,
       COALESCE(s.language, c.language) AS language, c.show_place AS place
FROM calendar_link l
LEFT JOIN staff s ON s.id = l.staff_id
LEFT JOIN client c ON c.id = l.client_id
WHERE l.token_hash = $1 AND l.revoked_at IS NULL AND (l.staff_id IS NULL OR s.active) AND CASE l.kind
  WHEN 'client' THEN c.deceased_on IS NULL AND NOT c.address_protection AND c.merged_into_id IS NULL
    AND (l.staff_id IS NOT NULL OR c.channel <> 'none')
  WHEN 'staff' THEN EXISTS (SELECT 1 FROM staff_role o WHERE o.staff_id = s.id)
  WHEN 'group' THEN EXISTS (SELECT 1 FROM staff_role o WHERE o.staff_id = s.id AND o.role = 'leader')
    AND (EXISTS (SELECT 1 FROM group_leader g WHERE g.group_id = l.subject_id AND g.staff_id = s.id AND (g.until_at IS NULL OR g.until_at > $2))
      OR EXISTS (SELECT 1 FROM session t WHERE t.group_id = l.subject_id AND t.substitute_id = s.id
        AND t.status <> 'cancelled' AND t.ends_at > $2))
  ELSE EXISTS (SELECT 1 FROM staff_role r WHERE r.staff_id = s.id AND r.role IN ('leader', 'manager', 'administrator'))
END";

/// The link of a token's hash, when it may be read.
pub async fn open_link(db: &impl ConnectionTrait, hash: &str, now: DateTime<Utc>) -> Result<Option<OpenLink>> {
    let values = [hash.into(), now.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), OPEN_LINK, values);
    Ok(OpenLink::find_by_statement(statement).one(db).await?)
}

/// Whose sessions a feed shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Those of the groups where a client has a place.
    Client(ClientId),
    /// Those that a staff member leads, stands in for, or comes along to.
    Staff(StaffId),
    /// Those of a group, for who leads it.
    Group(GroupId),
    /// Those at a venue.
    Venue(VenueId),
    /// Those of a published group.
    OpenGroup(GroupId),
    /// Those of every published group.
    Programme,
}

impl Source {
    /// What a link shows; `None` when its row lacks what its kind needs.
    pub fn of(link: &OpenLink) -> Option<Self> {
        match link.kind {
            FeedKind::Client => link.client_id.map(Self::Client),
            FeedKind::Staff => link.staff_id.map(Self::Staff),
            FeedKind::Group => link.subject_id.map(|id| Self::Group(GroupId(id))),
            FeedKind::Venue => link.subject_id.map(|id| Self::Venue(VenueId(id))),
            FeedKind::Programme => Some(Self::Programme),
        }
    }

    /// The subject whose own revision counts.
    const fn subject(self) -> Option<Uuid> {
        match self {
            Self::Client(id) => Some(id.0),
            Self::Staff(id) => Some(id.0),
            Self::Group(id) | Self::OpenGroup(id) => Some(id.0),
            Self::Venue(id) => Some(id.0),
            Self::Programme => None,
        }
    }

    /// The sessions (joined with their group) that it shows, at whatever time.
    fn sessions(self) -> Condition {
        use session::Column::{GroupId, Id, SubstituteId, VenueId};
        let planned = group::Column::Status.is_not_in([GroupStatus::Draft, GroupStatus::Returned]);
        match self {
            Self::Client(id) => Condition::all().add(GroupId.in_subquery(places_of(id))),
            Self::Staff(id) => Condition::all().add(planned).add(
                Condition::any()
                    .add(Condition::all().add(GroupId.in_subquery(led_by(id))).add(leads_then(id)))
                    .add(
                        Condition::all()
                            .add(SubstituteId.eq(id))
                            .add(SubstituteId.in_subquery(at_work::who_may_lead())),
                    )
                    .add(Id.in_subquery(accompanied_by(id))),
            ),
            Self::Group(id) => Condition::all().add(GroupId.eq(id)),
            Self::Venue(id) => Condition::all().add(planned).add(VenueId.eq(id)),
            Self::OpenGroup(id) => Condition::all().add(GroupId.eq(id)).add(published()),
            Self::Programme => Condition::all().add(published()),
        }
    }

    fn select(self) -> Select<session::Entity> {
        session::Entity::find()
            .select_only()
            .join(JoinType::InnerJoin, session::Relation::Group.def())
            .filter(self.sessions())
    }
}

fn places_of(client: ClientId) -> SelectStatement {
    Query::select()
        .column(participation::Column::GroupId)
        .from(participation::Entity)
        .and_where(participation::Column::ClientId.eq(client))
        .and_where(participation::Column::Active.eq(true))
        .take()
}

/// The groups where a staff member takes part in the leading.
fn led_by(staff: StaffId) -> SelectStatement {
    Query::select()
        .column(group_leader::Column::GroupId)
        .from(group_leader::Entity)
        .and_where(group_leader::Column::StaffId.eq(staff))
        .cond_where(at_work::may_have_part())
        .take()
}

/// The sessions to which a staff member comes along with a client; the first when none was named.
fn accompanied_by(staff: StaffId) -> SelectStatement {
    let same_group = Expr::col((referral::Entity, referral::Column::GroupId))
        .equals((session::Entity, session::Column::GroupId))
        .and(Expr::cust("session.number = COALESCE(referral.accompany_session, 1)"));
    Query::select()
        .column((session::Entity, session::Column::Id))
        .from(referral::Entity)
        .inner_join(session::Entity, same_group)
        .and_where(referral::Column::AccompanyStaffId.eq(staff))
        .and_where(referral::Column::Status.eq(ReferralStatus::Confirmed))
        .and_where(held_then())
        .take()
}

/// Whether the client has the place that came of a referral, or had it when the session began.
fn held_then() -> Expr {
    Expr::cust(
        "EXISTS (SELECT 1 FROM participation p WHERE p.referral_id = referral.id \
         AND (p.active OR p.ended_at > session.starts_at))",
    )
}

/// Published, or cancelled after the public had been shown it.
fn published() -> Condition {
    let seen = Query::select()
        .column(feed_event::Column::SessionId)
        .from(feed_event::Entity)
        .and_where(feed_event::Column::Audience.starts_with(PUBLIC))
        .take();
    let gone = Condition::all()
        .add(group::Column::Status.eq(GroupStatus::Cancelled))
        .add(session::Column::Id.in_subquery(seen));
    Condition::any().add(group::Column::Status.is_in(GroupStatus::PUBLISHED)).add(gone)
}

/// Whether a calendar has shown sessions of the group to anybody.
pub async fn shows_group(db: &impl ConnectionTrait, group: GroupId) -> Result<bool> {
    let of_group = Query::select()
        .column(session::Column::Id)
        .from(session::Entity)
        .and_where(session::Column::GroupId.eq(group))
        .take();
    let shown = feed_event::Entity::find().filter(feed_event::Column::SessionId.in_subquery(of_group));
    Ok(shown.one(db).await?.is_some())
}

/// How often, and when last, anything changed that a feed shows: equal numbers mean an equal feed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Revision {
    /// The sum of the revisions of what the feed shows.
    pub number: i64,
    /// The last of their changes.
    pub changed_at: Option<DateTime<Utc>>,
}

/// The revision of a feed: of its subject, and of the groups, venues and leaders of its sessions.
pub async fn revision(db: &impl ConnectionTrait, source: Source) -> Result<Revision> {
    let groups = || source.select().column(session::Column::GroupId).into_query();
    let leaders = Query::select()
        .column(group_leader::Column::StaffId)
        .from(group_leader::Entity)
        .and_where(group_leader::Column::GroupId.in_subquery(groups()))
        .take();
    let mut subjects = groups();
    subjects
        .union(UnionType::Distinct, source.select().column(session::Column::VenueId).into_query())
        .union(UnionType::Distinct, source.select().column(group::Column::VenueId).into_query())
        .union(UnionType::Distinct, leaders);
    if let Some(subject) = source.subject() {
        subjects.union(UnionType::Distinct, Query::select().expr(Expr::value(subject)).take());
    }
    let found = revision::Entity::find()
        .select_only()
        .expr_as(Expr::cust("COALESCE(CAST(SUM(number) AS BIGINT), 0)"), "number")
        .expr_as(Expr::col(revision::Column::ChangedAt).max(), "changed_at")
        .filter(revision::Column::SubjectId.in_subquery(subjects))
        .into_model()
        .one(db)
        .await?;
    Ok(found.unwrap_or_default())
}

/// The sessions of a feed within its window.
pub async fn sessions(db: &impl ConnectionTrait, source: Source, window: Window) -> Result<Vec<FeedSession>> {
    use session::Column::{
        ChangedAt, CreatedAt, EndsAt, GroupId, Id, Sequence, StartsAt, Status, SubstituteId, Timezone,
    };
    let place = Expr::cust("COALESCE(session.venue_id, activity_group.venue_id)");
    let shown = Condition::any().add(Status.ne(SessionStatus::Cancelled)).add(StartsAt.gte(window.cancelled_from));
    let mut find = source
        .select()
        .columns([Id, GroupId, StartsAt, EndsAt, Timezone, Status, SubstituteId, Sequence, ChangedAt, CreatedAt])
        .columns([group::Column::Code, group::Column::Slug, group::Column::Name, group::Column::Kind])
        .columns([group::Column::Summary, group::Column::Capacity])
        .column_as(group::Column::Status, "group_status")
        .expr_as(who_meets_id(), "meets_id")
        .column_as(venue::Column::Name, "venue_name")
        .column_as(venue::Column::Address, "venue_address")
        .column_as(venue::Column::Municipality, "venue_municipality")
        .filter(StartsAt.gte(window.from))
        .filter(shown)
        .apply_if(window.to, |find, to| find.filter(StartsAt.lte(to)));
    QuerySelect::query(&mut find).left_join(venue::Entity, Expr::col((venue::Entity, venue::Column::Id)).eq(place));
    Ok(find.order_by(StartsAt, Order::Asc).order_by(Id, Order::Asc).into_model().all(db).await?)
}

/// Who leads a group, the first first.
#[derive(Clone, Debug, FromQueryResult)]
pub struct FeedLeader {
    pub group_id: GroupId,
    /// The leader.
    pub staff_id: StaffId,
    /// The given name, unless the leader's own address is protected.
    pub given_name: Option<String>,
}

/// The leaders of the groups of a feed.
pub async fn leaders(db: &impl ConnectionTrait, source: Source) -> Result<Vec<FeedLeader>> {
    let groups = source.select().column(session::Column::GroupId).into_query();
    Ok(group_leader::Entity::find()
        .select_only()
        .columns([group_leader::Column::GroupId, group_leader::Column::StaffId])
        .expr_as(Expr::cust("CASE WHEN staff.address_protection THEN NULL ELSE staff.given_name END"), "given_name")
        .join(JoinType::InnerJoin, group_leader::Relation::Staff.def())
        .filter(group_leader::Column::GroupId.in_subquery(groups))
        .order_by(group_leader::Column::Position, Order::Asc)
        .order_by(group_leader::Column::StaffId, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

/// The given names of who stands in at the sessions of a feed.
pub async fn substitutes(db: &impl ConnectionTrait, source: Source) -> Result<Vec<(StaffId, String)>> {
    let standing_in = source.select().column(session::Column::SubstituteId).into_query();
    Ok(staff::Entity::find()
        .select_only()
        .columns([staff::Column::Id, staff::Column::GivenName])
        .filter(staff::Column::Id.in_subquery(standing_in))
        .filter(staff::COLUMN.address_protection.eq(false))
        .into_tuple()
        .all(db)
        .await?)
}

/// The sessions to which a staff member comes along.
pub async fn accompanied(db: &impl ConnectionTrait, staff: StaffId) -> Result<Vec<SessionId>> {
    Ok(session::Entity::find()
        .select_only()
        .column(session::Column::Id)
        .filter(session::Column::Id.in_subquery(accompanied_by(staff)))
        .into_tuple()
        .all(db)
        .await?)
}

/// How many have a place in each group of a feed.
pub async fn taken(db: &impl ConnectionTrait, source: Source) -> Result<Vec<(GroupId, i64)>> {
    let groups = source.select().column(session::Column::GroupId).into_query();
    Ok(participation::Entity::find()
        .select_only()
        .column(participation::Column::GroupId)
        .column_as(participation::Column::Id.count(), "taken")
        .filter(participation::COLUMN.active.eq(true))
        .filter(participation::Column::GroupId.in_subquery(groups))
        .group_by(participation::Column::GroupId)
        .into_tuple()
        .all(db)
        .await?)
}

/// The name of the group or venue that a feed is of.
pub async fn title(db: &impl ConnectionTrait, source: Source) -> Result<Option<String>> {
    Ok(match source {
        Source::Group(id) | Source::OpenGroup(id) => {
            group::Entity::find_by_id(id).select_only().column(group::Column::Name).into_tuple().one(db).await?
        }
        Source::Venue(id) => {
            venue::Entity::find_by_id(id).select_only().column(venue::Column::Name).into_tuple().one(db).await?
        }
        Source::Client(_) | Source::Staff(_) | Source::Programme => None,
    })
}

/// The group of a public address: published, or not any more after the public had been shown it or a session of it.
pub async fn open_group(db: &impl ConnectionTrait, slug: &str) -> Result<Option<GroupId>> {
    let shown = session::Entity::find()
        .select_only()
        .column(session::Column::GroupId)
        .join(JoinType::InnerJoin, session::Relation::Group.def())
        .filter(published())
        .filter(group::Column::Slug.eq(slug))
        .into_query();
    let was_shown = group::Column::PublishedAt.is_not_null();
    let open =
        group::Column::Status.is_in(GroupStatus::PUBLISHED).or(group::Column::Id.in_subquery(shown)).or(was_shown);
    Ok(group::Entity::find()
        .select_only()
        .column(group::Column::Id)
        .filter(group::Column::Slug.eq(slug))
        .filter(open)
        .into_tuple()
        .one(db)
        .await?)
}

/// A link that its holder keeps.
#[derive(Clone, Debug, FromQueryResult)]
pub struct LinkRow {
    pub id: CalendarLinkId,
    /// Whose calendar it shows.
    pub kind: FeedKind,
    /// How much its titles say.
    pub titles: FeedTitles,
    /// The holder's own words for it.
    pub label: Option<String>,
    /// The client whose calendar it shows.
    pub client_id: Option<ClientId>,
    /// The group, venue or client that it shows, by name.
    pub name: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last fetched.
    pub fetched_at: Option<DateTime<Utc>>,
    /// By which calendar program.
    pub fetched_by: Option<String>,
}

/// The working links of the viewer; with a group, only those of that group.
pub async fn links_of_staff(db: &impl ConnectionTrait, viewer: &Viewer, only: Option<GroupId>) -> Result<Vec<LinkRow>> {
    let mut rows = links(db, calendar_link::Column::StaffId.eq(viewer.staff_id), only).await?;
    if rows.iter().all(|row| row.client_id.is_none()) {
        return Ok(rows);
    }
    let shown: HashMap<ClientId, String> = client::Entity::find()
        .select_only()
        .column(client::Column::Id)
        .expr_as(name_for(viewer), "name")
        .filter(client::COLUMN.id.is_in(rows.iter().filter_map(|row| row.client_id)))
        .into_tuple()
        .all(db)
        .await?
        .into_iter()
        .collect();
    for row in &mut rows {
        let Some(id) = row.client_id else { continue };
        let mut name = shown.get(&id).cloned().unwrap_or_default();
        veil(viewer, id, &mut name);
        row.name = Some(name);
    }
    Ok(rows)
}

/// The working links that a client holds.
pub async fn links_of_client(db: &impl ConnectionTrait, client: ClientId) -> Result<Vec<LinkRow>> {
    let own = calendar_link::Column::ClientId.eq(client).and(calendar_link::Column::StaffId.is_null());
    links(db, own, None).await
}

async fn links(db: &impl ConnectionTrait, held: Expr, only: Option<GroupId>) -> Result<Vec<LinkRow>> {
    let name = "(SELECT name FROM activity_group WHERE id = calendar_link.subject_id UNION ALL \
                SELECT name FROM venue WHERE id = calendar_link.subject_id)";
    Ok(calendar_link::Entity::find()
        .expr_as(Expr::cust(name), "name")
        .filter(held)
        .filter(calendar_link::COLUMN.revoked_at.is_null())
        .apply_if(only, |find, group| find.filter(calendar_link::Column::SubjectId.eq(group.0)))
        .order_by(calendar_link::Column::CreatedAt, Order::Desc)
        .order_by(calendar_link::Column::Id, Order::Desc)
        .limit(200)
        .into_model()
        .all(db)
        .await?)
}

/// Something of which a person may hold a link.
#[derive(Clone, Debug)]
pub struct Subject {
    pub kind: FeedKind,
    /// The group, venue or client; none for one's own sessions and the programme.
    pub id: Option<Uuid>,
    pub name: Option<String>,
}

/// All of which a person may hold links of these kinds, by kind and name.
pub async fn subjects(db: &impl ConnectionTrait, viewer: &Viewer, kinds: &[FeedKind]) -> Result<Vec<Subject>> {
    let mut subjects = Vec::new();
    for kind in kinds {
        let named: Vec<(Uuid, String)> = match kind {
            FeedKind::Client => {
                let own = scope::clients(viewer, Resource::Client, Action::Write);
                let find = client::Entity::find().filter(own).filter(client::COLUMN.deceased_on.is_null());
                let find = find.filter(client::COLUMN.address_protection.eq(false));
                let find = find.select_only().columns([client::Column::Id, client::Column::Name]);
                by_name(find, viewer).limit(500).into_tuple().all(db).await?
            }
            FeedKind::Group => {
                let find = group::Entity::find().filter(group::Column::Id.in_subquery(led_by(viewer.staff_id)));
                let find = find.filter(group::Column::Status.is_not_in(GroupStatus::FINAL));
                let find = find.select_only().columns([group::Column::Id, group::Column::Name]);
                find.order_by(group::Column::NameSort, Order::Asc).limit(500).into_tuple().all(db).await?
            }
            FeedKind::Venue => {
                let options = crate::venue::options(db, &[]).await?;
                options.into_iter().map(|venue| (venue.id.0, venue.name)).collect()
            }
            FeedKind::Staff | FeedKind::Programme => {
                subjects.push(Subject { kind: *kind, id: None, name: None });
                continue;
            }
        };
        subjects.extend(named.into_iter().map(|(id, name)| Subject { kind: *kind, id: Some(id), name: Some(name) }));
    }
    Ok(subjects)
}

/// A group that the viewer may see.
pub async fn group(db: &impl ConnectionTrait, viewer: &Viewer, id: GroupId) -> Result<Option<group::Model>> {
    let reached = scope::groups(viewer, Resource::Group, Action::Read);
    Ok(group::Entity::find_by_id(id).filter(reached).one(db).await?)
}
