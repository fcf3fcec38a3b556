//! Telling of sessions that were moved, cancelled or planned anew, in one way for all of it.
//!
//! Nobody hears of an act as such: for each person the difference between what they were last told and what stands now
//! is worked out, and what waits to be told is replaced by it. So a change that is taken back in time is never told,
//! and two changes are one message with the time that the person knows.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{ClientId, GroupId, SessionId};
use entity::session;
use entity::state::ToldBy;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::audience::{Audience, Person, companions_of, interpreters_of, kept_venues, people};
use super::by_hand;
use super::difference::{SessionDifference, SessionState};
use super::last_told::{self, KnownState, Knows};
use super::news::News;
use super::take_back::{Unheard, take_back};
use super::tell::{Frame, Piece, UNDO, send};
use super::told::Told;
use crate::access::Act;
use crate::error::Result;
use crate::local_time::{self, zone_of};
use crate::message::{self, About, Waiting};

/// A session that comes sooner than this is news to who keeps its venue.
const SHORT_NOTICE: TimeDelta = TimeDelta::days(14);

/// How a change of sessions is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HowToTell {
    /// Each by their own way.
    Messages,
    /// Clients by a call, because whoever acts wants to tell them in person.
    Calls,
    /// Nobody: what is only recorded afterwards.
    Nobody,
}

impl HowToTell {
    /// From the word of a form or a caller of the API: who does not want messages sent calls.
    pub const fn of(notify: bool) -> Self {
        if notify { Self::Messages } else { Self::Calls }
    }
}

/// Who is to know of which session.
type SessionAudience = BTreeSet<(SessionId, Person)>;

/// Tells everybody whom it concerns how the sessions of a group have changed since `before`. Rows that are gone count
/// as cancelled, those that stand as they did as nothing. Who comes along to a session that falls away is read here, so
/// that this is asked before the companion is expected at another.
pub async fn sessions_changed(act: Act<'_>, before: &[session::Model], how: HowToTell) -> Result<Told> {
    changed_for(act, before, how, |_| true).await
}

/// Tells interpreters and who keeps a venue how sessions have changed since `before`, where all others hear of their group
/// as a whole.
pub async fn bookings_changed(act: Act<'_>, before: &[session::Model]) -> Result<Told> {
    changed_for(act, before, HowToTell::Messages, |person| person.outside().is_some()).await
}

async fn changed_for(
    act: Act<'_>,
    before: &[session::Model],
    how: HowToTell,
    is_told: impl Fn(Person) -> bool,
) -> Result<Told> {
    let after = rows(act.tx, before.iter().map(|row| row.id)).await?;
    let stands_as = |row: &session::Model| after.get(&row.id).map(SessionState::from);
    let changed: Vec<&session::Model> =
        before.iter().filter(|row| stands_as(row) != Some(SessionState::from(*row))).collect();
    let Some(group) = changed.first().map(|row| row.group_id) else { return Ok(Told::default()) };
    let touched = take_back_older(act, group, &changed).await?;
    by_hand::say_anew(act, group).await?;
    if how == HowToTell::Nobody {
        return Ok(Told::default());
    }
    let after = rows(act.tx, touched.iter().copied()).await?;
    let mut concerned = concerned(act, group, SessionRows { changed: &changed, after: &after }).await?;
    concerned.retain(|(_, person)| is_told(*person));
    remember(act, &changed, &concerned).await?;
    let mut told = Told::default();
    let beginners = by_hand::not_told_of_place(act, group).await?;
    for (person, mut changes) in differences(act, &touched, &after, &concerned).await? {
        if person.client().is_some_and(|client| beginners.contains(&client)) {
            changes = what_was_told(act, person, changes).await?;
        }
        if changes.is_empty() {
            continue;
        }
        told += tell_one(act, group, SessionRecipient { person, how }, &changes).await?;
    }
    Ok(told)
}

/// Remembers how sessions stand, which an act is about to call off with their group, for everybody who counts on them: should
/// the act be taken back, they hear of nothing new.
pub async fn remember_sessions(act: Act<'_>, rows: &[session::Model]) -> Result<()> {
    let Some(group) = rows.first().map(|row| row.group_id) else { return Ok(()) };
    let changed: Vec<&session::Model> = rows.iter().collect();
    let concerned = concerned(act, group, SessionRows { changed: &changed, after: &Stand::new() }).await?;
    remember(act, &changed, &concerned).await
}

/// The clients who know a session on the day on which it stands now, whatever it was between.
pub async fn who_knows_its_day(act: Act<'_>, row: &session::Model) -> Result<Vec<ClientId>> {
    let zone = zone_of(&row.timezone, act.zone);
    let known = last_told::of_sessions(act.tx, &BTreeSet::from([row.id])).await?;
    let on_this_day = |standing: &SessionState| {
        standing.stands && local_time::day(zone, standing.starts_at) == local_time::day(zone, row.starts_at)
    };
    Ok(known.iter().filter(|one| on_this_day(&one.known.standing)).filter_map(|one| one.person.client()).collect())
}

/// The sessions as they stand; one that is gone is left out.
type Stand = HashMap<SessionId, session::Model>;

async fn rows(db: &impl ConnectionTrait, ids: impl Iterator<Item = SessionId>) -> Result<Stand> {
    let rows = session::Entity::find().filter(session::COLUMN.id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Takes back what waits to be told of these sessions: reminders of the old time, and news that is told anew. Answers
/// every session of which something is now to be told again.
async fn take_back_older(act: Act<'_>, group: GroupId, changed: &[&session::Model]) -> Result<BTreeSet<SessionId>> {
    let mut touched: BTreeSet<SessionId> = changed.iter().map(|row| row.id).collect();
    for id in &touched {
        message::withdraw(act, Waiting::OfSession(*id)).await?;
    }
    let unheard = take_back(act, Unheard::OfGroup(group), |news| match news {
        News::PlanChanged { sessions, .. } | News::BookingsChanged { sessions, .. } => Some(sessions),
        _ => None,
    });
    touched.extend(unheard.await?.into_iter().flat_map(|(_, sessions)| sessions));
    Ok(touched)
}

/// The sessions as they were before, and as they and those with older news stand now.
#[derive(Clone, Copy)]
struct SessionRows<'a> {
    changed: &'a [&'a session::Model],
    after: &'a Stand,
}

impl<'a> SessionRows<'a> {
    fn all(self) -> impl Iterator<Item = &'a session::Model> {
        self.changed.iter().copied().chain(self.after.values())
    }
}

/// The clients with a place, the leaders, who comes along to a session, who stood or stands in at it, who interprets, and
/// who keeps the venue where it was or is to be.
async fn concerned(act: Act<'_>, group: GroupId, rows: SessionRows<'_>) -> Result<SessionAudience> {
    let everywhere = people(act.tx, act.now, &[Audience::Placed(group), Audience::Leaders(group)]).await?;
    let companions = companions_of(act.tx, group).await?;
    let mut found = SessionAudience::new();
    for row in rows.all() {
        found.extend(everywhere.iter().map(|person| (row.id, *person)));
        let along = companions.iter().filter(|one| one.is_of(row.number)).map(|one| one.staff_id);
        found.extend(along.chain(row.substitute_id).map(|staff| (row.id, Person::Staff(staff))));
    }
    found.extend(interpreters_of(act.tx, rows.all().map(|row| row.id)).await?);
    let kept = kept_venues(act.tx, rows.all().filter_map(|row| row.venue_id)).await?;
    for row in rows.all() {
        found.extend(
            row.venue_id.filter(|venue| kept.contains(venue)).map(|venue| (row.id, Person::VenueKeeper(venue))),
        );
    }
    found.retain(|(_, person)| person.staff().is_none() || person.staff() != act.who.staff());
    Ok(found)
}

/// Who was told nothing of a session yet knows it as it stood before its first change.
async fn remember(act: Act<'_>, changed: &[&session::Model], concerned: &SessionAudience) -> Result<()> {
    let knows: Vec<Knows> = concerned
        .iter()
        .filter_map(|(session, person)| {
            let row = changed.iter().find(|row| row.id == *session)?;
            let known = KnownState::from(*row);
            let standing = person.sees(known.standing);
            // Who keeps a venue has what is far ahead in the books already.
            let is_in_the_books = !standing.stands && standing.starts_at > act.now + SHORT_NOTICE;
            if matches!(person, Person::VenueKeeper(_)) && is_in_the_books {
                return None;
            }
            Some(Knows { person: *person, known: KnownState { standing, ..known }, by: ToldBy::Plan, meets: None })
        })
        .collect();
    last_told::remember(act, &knows).await
}

/// What differs from what a client was told who is still to hear of the place: the rest comes with that, as it stands then.
async fn what_was_told(
    act: Act<'_>,
    person: Person,
    changes: Vec<SessionChangeToTell>,
) -> Result<Vec<SessionChangeToTell>> {
    let (told, by_plan): (Vec<_>, Vec<_>) = changes.into_iter().partition(|change| change.is_told);
    for change in by_plan {
        last_told::forget_of(act, person, change.session).await?;
    }
    Ok(told)
}

/// One thing that a person is to hear.
#[derive(Clone, Copy, Debug)]
struct SessionChangeToTell {
    session: SessionId,
    difference: SessionDifference,
    /// From when on it comes too late.
    until: DateTime<Utc>,
    /// Whether the person was told of the session before, and doesn't know it from the plan alone.
    is_told: bool,
}

/// What each person is to hear of these sessions, the first session first; nothing of what is over.
async fn differences(
    act: Act<'_>,
    touched: &BTreeSet<SessionId>,
    after: &Stand,
    concerned: &SessionAudience,
) -> Result<BTreeMap<Person, Vec<SessionChangeToTell>>> {
    let mut found: BTreeMap<Person, Vec<SessionChangeToTell>> = BTreeMap::new();
    for knows in last_told::of_sessions(act.tx, touched).await? {
        let KnownState { session, standing, .. } = knows.known;
        let stands = after.get(&session).map_or_else(|| standing.off(), SessionState::from);
        let stands = knows.person.sees(stands);
        let Some(difference) = standing.to(stands) else { continue };
        let Some(until) = difference.purpose(act.now) else { continue };
        if concerned.contains(&(session, knows.person)) {
            found.entry(knows.person).or_default().push(SessionChangeToTell {
                session,
                difference,
                until,
                is_told: knows.by != ToldBy::Plan,
            });
        }
    }
    Ok(found)
}

/// Whom, and how.
#[derive(Clone, Copy)]
struct SessionRecipient {
    person: Person,
    how: HowToTell,
}

async fn tell_one(act: Act<'_>, group: GroupId, to: SessionRecipient, changes: &[SessionChangeToTell]) -> Result<Told> {
    let is_urgent = changes.iter().any(|change| change.difference.is_urgent(act.now));
    let until = changes.iter().map(|change| change.until).min();
    let sessions: Vec<SessionId> = changes.iter().map(|change| change.session).collect();
    let (news, session) = match changes {
        _ if to.person.outside().is_some() => {
            let session = if let [one] = sessions[..] { Some(one) } else { None };
            (News::BookingsChanged { whom: to.person, group, sessions }, session)
        }
        [one] => (News::SessionChanged { session: one.session }, Some(one.session)),
        _ => (News::PlanChanged { group, sessions }, None),
    };
    let frame = Frame {
        about: About { group: Some(group), session, referral: None },
        due_at: if is_urgent { act.now } else { act.now + UNDO },
        // Staff are told also of what is over, for their own plans.
        expires_at: until.filter(|_| to.person.staff().is_none()),
    };
    send(act, Piece { person: to.person, news: &news, frame, key: None, in_person: to.how == HowToTell::Calls }).await
}
