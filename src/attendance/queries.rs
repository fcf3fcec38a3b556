//! Reads of attendance, scoped by the viewer.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::id::{ClientId, GroupId, ParticipationId, SessionId, WalkInId};
use entity::state::{AttendanceStatus, Openness, ParticipationStatus, SessionStatus};
use entity::{attendance, client, group, participation, session, walk_in};
use sea_orm::sea_query::{Expr, ExprTrait, IntoCondition, LockType, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, RelationTrait, Select,
};

use super::enrolled::{Enrolled, PlaceSpan};
use super::rules::{self, Guest, GuestVisits, SentMark, Sheet};
use super::sheet_form::{self, SheetLines};
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::access::scope;
use crate::error::{OrNotFound, Result};
use crate::local_time::zone_of;
use crate::people::client::{by_name, name_for, veil};
use crate::web::form::Form;

/// A session with what its sheet needs of the group.
#[derive(Clone, Debug, FromQueryResult)]
pub struct SheetSession {
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
    /// How many came anonymously.
    pub head_count: Option<i32>,
    /// When attendance was first recorded.
    pub recorded_at: Option<DateTime<Utc>>,
    /// Whether anybody came besides.
    pub has_guests: bool,
    /// The name of its group.
    pub name: String,
    /// Who may come into the group.
    pub openness: Openness,
}

impl SheetSession {
    /// The visits of those who were only counted.
    pub fn heads(&self) -> GuestVisits {
        rules::heads(self.head_count.unwrap_or(0), self.ends_at - self.starts_at)
    }

    /// Whether its time has passed and nobody has said what came of it.
    pub fn is_unfilled(&self, now: DateTime<Utc>) -> bool {
        self.status == SessionStatus::Planned && self.ends_at <= now
    }
}

/// A person with a place in the group.
#[derive(Clone, Debug, FromQueryResult)]
pub struct SheetParticipant {
    /// The place.
    pub id: ParticipationId,
    pub group_id: GroupId,
    pub client_id: ClientId,
    /// The client's name.
    pub name: String,
    /// Whether lists that leave the house show a code instead of the name.
    pub address_protection: bool,
    /// Since when the client is expected.
    pub confirmed_at: DateTime<Utc>,
    /// The day of the first presence.
    pub started_on: Option<NaiveDate>,
    pub status: ParticipationStatus,
    /// The day of the end.
    pub ended_on: Option<NaiveDate>,
    /// When the end was told.
    pub ended_at: Option<DateTime<Utc>>,
    /// Whether somebody comes along at first.
    pub accompanied: bool,
}

impl SheetParticipant {
    /// Whether the client is expected at a session of this time.
    pub fn is_expected(&self, session: &SheetSession) -> bool {
        self.enrolled(session).covers(&(session.starts_at..session.ends_at))
    }

    /// Whether the client may have come to a session without being expected: a place is there some weeks before or after.
    pub fn may_have_come(&self, session: &SheetSession) -> bool {
        self.enrolled(session).is_near(&(session.starts_at..session.ends_at))
    }

    fn enrolled(&self, session: &SheetSession) -> Enrolled {
        let Self { status, confirmed_at, ended_on, ended_at, .. } = *self;
        Enrolled::of(PlaceSpan { status, confirmed_at, ended_on, ended_at }, zone_of(&session.timezone, Tz::UTC))
    }
}

/// A session's sheet as it stands.
#[derive(Clone, Debug)]
pub struct SheetState {
    pub session: SheetSession,
    /// Everyone who has or had a place in the group, by name.
    pub people: Vec<SheetParticipant>,
    pub marks: Vec<attendance::Model>,
    /// Those who came besides.
    pub guests: Vec<GuestRow>,
}

impl SheetState {
    /// Those on the sheet: who is expected, and who has a mark all the same.
    pub fn on_sheet(&self) -> Vec<(ParticipationId, ClientId)> {
        on_sheet(&self.session, &self.people, &self.marks)
    }

    /// Those who are not on the sheet and may be marked as having come.
    pub fn others(&self) -> Vec<(ParticipationId, ClientId)> {
        let on_sheet = self.on_sheet();
        let others = self.people.iter().filter(|person| person.may_have_come(&self.session));
        others.map(|person| (person.id, person.client_id)).filter(|person| !on_sheet.contains(person)).collect()
    }

    /// The lines of its form.
    pub fn lines(&self) -> SheetLines {
        let on_sheet = self.on_sheet().into_iter().map(|(id, _)| id).collect();
        let others = self.others().into_iter().map(|(id, _)| id).collect();
        SheetLines { on_sheet, others }
    }

    /// The sheet on which guests who have a line by now are marked there, so that nobody is counted twice or lost.
    pub fn seated(&self, mut sheet: Sheet) -> Sheet {
        let on_sheet = self.on_sheet();
        let line = |guest: &Guest| on_sheet.iter().find(|(_, client)| Some(*client) == guest.client).map(|(id, _)| *id);
        let Some(guests) = sheet.guests.take() else { return sheet };
        let (seated, stay): (Vec<Guest>, Vec<Guest>) = guests.into_iter().partition(|guest| line(guest).is_some());
        for participation in seated.iter().filter_map(line) {
            if !sheet.entries.iter().any(|entry| entry.participation == participation) {
                let status = AttendanceStatus::Present;
                sheet.entries.push(SentMark { participation, status, minutes: None, note: None });
            }
        }
        Sheet { guests: Some(stay), ..sheet }
    }

    /// The form of what is recorded.
    pub fn form(&self) -> Form {
        form_of(&self.session, &self.marks, &self.guests)
    }

    /// Whether it says of anybody that they came or were missed, as only a session that took place does.
    pub fn tells_of_anybody(&self) -> bool {
        let came_or_missed = |status| rules::is_present(status) || status == AttendanceStatus::NoShow;
        self.marks.iter().any(|mark| came_or_missed(mark.status))
            || !self.guests.is_empty()
            || self.session.head_count.is_some_and(|count| count > 0)
    }

    /// Whether anything is recorded of who came and who did not.
    pub fn says_anything(&self) -> bool {
        let marked = self.marks.iter().any(|mark| mark.status != AttendanceStatus::Unrecorded || mark.note.is_some());
        marked || !self.guests.is_empty() || self.session.head_count.is_some()
    }
}

/// Those on a session's sheet: who is expected, and who has a mark all the same.
pub fn on_sheet(
    session: &SheetSession,
    people: &[SheetParticipant],
    marks: &[attendance::Model],
) -> Vec<(ParticipationId, ClientId)> {
    let marked = |person: &SheetParticipant| marks.iter().any(|row| row.participation_id == person.id);
    let expected = |person: &&SheetParticipant| person.is_expected(session) || marked(person);
    people.iter().filter(expected).map(|person| (person.id, person.client_id)).collect()
}

/// The form of what is recorded of a session.
pub async fn recorded(db: &impl ConnectionTrait, session: &SheetSession) -> Result<Form> {
    Ok(form_of(session, &marks(db, session.id).await?, &guests(db, session.id).await?))
}

fn form_of(session: &SheetSession, marks: &[attendance::Model], guests: &[GuestRow]) -> Form {
    let guest = |row: &GuestRow| Guest { client: row.client_id, alias: row.alias.clone(), minutes: None };
    sheet_form::form(marks, session.head_count, &guests.iter().map(guest).collect::<Vec<_>>())
}

/// Someone who came besides.
#[derive(Clone, Debug, FromQueryResult)]
pub struct GuestRow {
    /// The row.
    pub id: WalkInId,
    /// The client, where known.
    pub client_id: Option<ClientId>,
    /// The name the person goes by, where not.
    pub alias: Option<String>,
    /// Minutes attended.
    pub minutes: i32,
}

/// A mark of one client in one group, with its session.
#[derive(Clone, Debug, FromQueryResult)]
pub struct MarkRow {
    pub session_id: SessionId,
    /// The place.
    pub participation_id: ParticipationId,
    /// When the session begins.
    pub starts_at: DateTime<Utc>,
    /// The mark.
    pub status: AttendanceStatus,
    /// Minutes attended.
    pub minutes: i32,
    pub note: Option<String>,
}

fn sessions() -> Select<session::Entity> {
    let guests = Query::select()
        .column(walk_in::Column::Id)
        .from(walk_in::Entity)
        .and_where(
            Expr::col((walk_in::Entity, walk_in::Column::SessionId)).equals((session::Entity, session::Column::Id)),
        )
        .take();
    session::Entity::find()
        .expr_as(Expr::exists(guests), "has_guests")
        .column(group::Column::Name)
        .column(group::Column::Openness)
        .join(JoinType::InnerJoin, session::Relation::Group.def())
}

/// One session whose sheet the viewer's roles reach.
pub async fn session(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    action: Action,
    id: SessionId,
) -> Result<SheetSession> {
    let reached = scope::sessions(viewer, Resource::Attendance, action);
    sessions().filter(session::COLUMN.id.eq(id)).filter(reached).into_model().one(db).await.or_not_found()
}

/// One session for whoever may see some of its people.
pub async fn any_session(db: &impl ConnectionTrait, id: SessionId) -> Result<SheetSession> {
    sessions().filter(session::COLUMN.id.eq(id)).into_model().one(db).await.or_not_found()
}

/// One session, its group kept from other writers until the transaction ends.
pub async fn locked(db: &impl ConnectionTrait, id: SessionId) -> Result<SheetSession> {
    lock(db, id).await?;
    any_session(db, id).await
}

/// The lock that every act takes first; what it reads after that is what stands.
async fn lock(db: &impl ConnectionTrait, id: SessionId) -> Result<()> {
    let of_session = Query::select()
        .column(session::Column::GroupId)
        .from(session::Entity)
        .and_where(session::Column::Id.eq(id))
        .take();
    let lock = group::Entity::find().filter(group::Column::Id.in_subquery(of_session)).lock(LockType::NoKeyUpdate);
    lock.select_only().column(group::Column::Id).into_tuple::<GroupId>().one(db).await.or_not_found().map(drop)
}

/// The sheet of a session that the viewer may write, kept from other writers until the transaction ends.
pub async fn standing(db: &impl ConnectionTrait, viewer: &Viewer, id: SessionId) -> Result<SheetState> {
    lock(db, id).await?;
    let session = session(db, viewer, Action::Write, id).await?;
    let of_session = attendance::Relation::Participation
        .def()
        .rev()
        .on_condition(move |_, marks| Expr::col((marks, attendance::Column::SessionId)).eq(id).into_condition());
    let rows =
        of_group(Some(viewer), session.group_id).join(JoinType::LeftJoin, of_session).select_also(attendance::Entity);
    let rows: Vec<(SheetParticipant, Option<attendance::Model>)> = rows.into_model().all(db).await?;
    let (mut people, marks): (Vec<SheetParticipant>, Vec<_>) = rows.into_iter().unzip();
    for person in &mut people {
        veil(viewer, person.client_id, &mut person.name);
    }
    let guests = if session.has_guests { guests(db, id).await? } else { Vec::new() };
    Ok(SheetState { session, people, marks: marks.into_iter().flatten().collect(), guests })
}

/// Everyone who has or had a place in the group, by name. Names are for a viewer only, each as that one may read it.
pub async fn participants(
    db: &impl ConnectionTrait,
    viewer: Option<&Viewer>,
    group: GroupId,
) -> Result<Vec<SheetParticipant>> {
    let mut people: Vec<SheetParticipant> = of_group(viewer, group).into_model().all(db).await?;
    if let Some(viewer) = viewer {
        for person in &mut people {
            veil(viewer, person.client_id, &mut person.name);
        }
    }
    Ok(people)
}

/// Those of them whom the viewer's roles reach.
pub async fn participants_for(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    group: GroupId,
) -> Result<Vec<SheetParticipant>> {
    let reached = scope::participations(viewer, Resource::Attendance, Action::Read);
    let mut people: Vec<SheetParticipant> = of_group(Some(viewer), group).filter(reached).into_model().all(db).await?;
    for person in &mut people {
        veil(viewer, person.client_id, &mut person.name);
    }
    Ok(people)
}

fn of_group(viewer: Option<&Viewer>, group: GroupId) -> Select<participation::Entity> {
    let name = viewer.map_or_else(|| Expr::value(""), |viewer| name_for(viewer).into());
    let find = participation::Entity::find()
        .expr_as(name, "name")
        .column(client::Column::AddressProtection)
        .join(JoinType::InnerJoin, participation::Relation::Client.def())
        .filter(participation::COLUMN.group_id.eq(group))
        .apply_if(viewer, by_name);
    find.order_by(participation::Column::Id, Order::Asc)
}

/// The marks of a session.
pub async fn marks(db: &impl ConnectionTrait, session: SessionId) -> Result<Vec<attendance::Model>> {
    Ok(attendance::Entity::find().filter(attendance::COLUMN.session_id.eq(session)).all(db).await?)
}

/// How many have said not to come, for each of these sessions to which somebody has.
pub async fn told_absences(db: &impl ConnectionTrait, sessions: Vec<SessionId>) -> Result<HashMap<SessionId, usize>> {
    if sessions.is_empty() {
        return Ok(HashMap::new());
    }
    let away: Vec<SessionId> = attendance::Entity::find()
        .select_only()
        .column(attendance::Column::SessionId)
        .filter(attendance::COLUMN.session_id.is_in(sessions))
        .filter(attendance::COLUMN.status.eq(AttendanceStatus::AbsentNotified))
        .into_tuple()
        .all(db)
        .await?;
    let mut counts = HashMap::new();
    for session in away {
        *counts.entry(session).or_default() += 1;
    }
    Ok(counts)
}

/// The marks of several places in sessions that were held, in the order of the sessions.
pub async fn marks_of(db: &impl ConnectionTrait, places: &[ParticipationId]) -> Result<Vec<MarkRow>> {
    Ok(attendance::Entity::find()
        .column(session::Column::StartsAt)
        .join(JoinType::InnerJoin, attendance::Relation::Session.def())
        .filter(attendance::COLUMN.participation_id.is_in(places.iter().copied()))
        .filter(session::COLUMN.status.eq(SessionStatus::Held))
        .order_by(session::Column::StartsAt, Order::Asc)
        .order_by(session::Column::Id, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

/// Those who came besides.
pub async fn guests(db: &impl ConnectionTrait, session: SessionId) -> Result<Vec<GuestRow>> {
    Ok(walk_in::Entity::find()
        .filter(walk_in::COLUMN.session_id.eq(session))
        .order_by(walk_in::Column::Alias, Order::Asc)
        .order_by(walk_in::Column::Id, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

/// The visits of guests to the sessions of a group that were held, by name and as a number.
pub async fn guest_visits(db: &impl ConnectionTrait, group: GroupId, sessions: &[SheetSession]) -> Result<GuestVisits> {
    let minutes: Vec<i32> = walk_in::Entity::find()
        .select_only()
        .column(walk_in::Column::Minutes)
        .join(JoinType::InnerJoin, walk_in::Relation::Session.def())
        .filter(session::COLUMN.group_id.eq(group))
        .filter(session::COLUMN.status.eq(SessionStatus::Held))
        .into_tuple()
        .all(db)
        .await?;
    let mut visits = rules::named(minutes);
    for session in sessions.iter().filter(|session| session.status == SessionStatus::Held) {
        visits += session.heads();
    }
    Ok(visits)
}

/// A group whose whole attendance the viewer may see.
pub async fn group(db: &impl ConnectionTrait, viewer: &Viewer, id: GroupId) -> Result<group::Model> {
    let reached = scope::groups(viewer, Resource::Participation, Action::Read);
    group::Entity::find_by_id(id).filter(reached).one(db).await.or_not_found()
}

/// Whether the viewer keeps the group's ratings too, as whoever stands in for one session does not.
pub async fn rates(db: &impl ConnectionTrait, viewer: &Viewer, id: GroupId) -> Result<bool> {
    let reached = scope::groups(viewer, Resource::Rating, Action::Write);
    Ok(group::Entity::find_by_id(id).filter(reached).count(db).await? > 0)
}

/// The sessions of a group that are not cancelled, in their order.
pub async fn sessions_of(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<SheetSession>> {
    Ok(sessions()
        .filter(session::COLUMN.group_id.eq(group))
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .order_by(session::Column::StartsAt, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

/// Every mark in the sessions of a group.
pub async fn marks_in(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<attendance::Model>> {
    Ok(attendance::Entity::find()
        .join(JoinType::InnerJoin, attendance::Relation::Session.def())
        .filter(session::COLUMN.group_id.eq(group))
        .all(db)
        .await?)
}

/// How often each mark of a session was corrected, with what it said before, the newest first.
pub async fn corrections(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<entity::attendance_correction::Model>> {
    use entity::attendance_correction as correction;
    Ok(correction::Entity::find()
        .filter(correction::COLUMN.session_id.eq(session))
        .order_by(correction::Column::CorrectedAt, Order::Desc)
        .order_by(correction::Column::Id, Order::Desc)
        .all(db)
        .await?)
}
