//! Telling who meets the clients of a session, and who stands in at it.
//!
//! As with when and where a session is, people hear a difference: what waits to be told says what they knew before it, so
//! that a change taken back in time is told to nobody.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use entity::id::{ClientId, GroupId, SessionId, StaffId};
use entity::state::{AttendanceStatus, ParticipationStatus, SessionStatus, ToldBy};
use entity::{attendance, client, participation, session};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait, RelationTrait,
};

use super::audience::Person;
use super::compose::next_session;
use super::difference::SOON;
use super::last_told::{self, KnownState, Knows};
use super::meets::meets_id;
use super::news::News;
use super::take_back::{Unheard, take_back};
use super::tell::{Frame, Piece, UNDO, send};
use super::told::Told;
use crate::access::Act;
use crate::error::{OrNotFound, Result};
use crate::message::About;

/// Who met the clients of a session before an act.
#[derive(Clone, Copy, Debug)]
pub struct WhoMet {
    session: SessionId,
    by: Option<StaffId>,
}

/// Which clients hear that somebody else meets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comers {
    /// Whoever comes to the session.
    All,
    /// Whoever comes when it begins within a day, else those whose first session it is.
    IfSoonOrFirst,
}

/// Who meets the clients of a session, to be asked before an act that may change it.
pub async fn met_at(db: &impl ConnectionTrait, session: SessionId) -> Result<WhoMet> {
    Ok(WhoMet { session, by: meets_id(db, session).await? })
}

/// The same of the session of a group that comes next.
pub async fn met_next(db: &impl ConnectionTrait, now: DateTime<Utc>, group: GroupId) -> Result<Option<WhoMet>> {
    match next_session(db, group, now).await? {
        Some(next) => Ok(Some(met_at(db, next.id).await?)),
        None => Ok(None),
    }
}

/// Tells clients who meets them, where that is somebody else than they expect. Where nobody does, nothing can be told yet.
pub async fn tell_who_meets(act: Act<'_>, before: WhoMet, comers: Comers) -> Result<Told> {
    let session = session::Entity::find_by_id(before.session).one(act.tx).await.or_not_found()?;
    let expected = take_back(act, unheard_of(&session), |news| match news {
        News::Meets { was, .. } => Some(was),
        _ => None,
    });
    let expected: HashMap<Person, Option<StaffId>> = expected.await?.into_iter().collect();
    let mut told = Told::default();
    if !is_ahead(act, &session) {
        return Ok(told);
    }
    let expects = expectations(act, &session, before, &expected).await?;
    let Some(meets) = meets_id(act.tx, session.id).await? else { return Ok(told) };
    // Who was to hear of another before hears of this one.
    let people = clients(act, &session, comers).await?.into_iter().map(Person::Client);
    let people: BTreeSet<Person> = people.chain(expected.keys().copied()).collect();
    for person in people {
        let is_as_before = before.by == Some(meets) && !expected.contains_key(&person);
        let was = if is_as_before { before.by } else { expects.get(&person).copied().unwrap_or(before.by) };
        if was != Some(meets) {
            told += tell_one(act, &session, person, &News::Meets { session: session.id, was }).await?;
        }
    }
    Ok(told)
}

/// Whom each client expects to meet at a session: whoever they were told of last, else who met them before the act.
async fn expectations(
    act: Act<'_>,
    session: &session::Model,
    before: WhoMet,
    waited: &HashMap<Person, Option<StaffId>>,
) -> Result<HashMap<Person, Option<StaffId>>> {
    let comers = clients(act, session, Comers::All).await?.into_iter().map(Person::Client);
    let known = KnownState::from(session);
    let knows = comers.map(|person| {
        let meets = waited.get(&person).copied().unwrap_or(before.by);
        Knows { person, known, by: ToldBy::Plan, meets }
    });
    last_told::remember_met(act, &knows.collect::<Vec<_>>()).await?;
    let told = last_told::of_sessions(act.tx, &BTreeSet::from([session.id])).await?;
    Ok(told.into_iter().map(|knows| (knows.person, knows.meets)).collect())
}

/// Tells whoever stands in at a session since it stood as `before`, and whoever does so no more.
pub async fn tell_who_stands_in(act: Act<'_>, before: &session::Model) -> Result<Told> {
    let session = session::Entity::find_by_id(before.id).one(act.tx).await.or_not_found()?;
    let knew = take_back(act, unheard_of(&session), |news| match news {
        News::StandsIn { stood, .. } => Some(stood),
        _ => None,
    });
    let knew: HashMap<Person, bool> = knew.await?.into_iter().collect();
    let mut told = Told::default();
    if !is_ahead(act, &session) {
        return Ok(told);
    }
    let concerned = [before.substitute_id, session.substitute_id].into_iter().flatten();
    let concerned: BTreeSet<StaffId> = concerned.chain(knew.keys().filter_map(|person| person.staff())).collect();
    for staff in concerned.into_iter().filter(|staff| act.who.staff() != Some(*staff)) {
        let person = Person::Staff(staff);
        let stood = knew.get(&person).copied().unwrap_or(before.substitute_id == Some(staff));
        if stood != (session.substitute_id == Some(staff)) {
            told += tell_one(act, &session, person, &News::StandsIn { session: session.id, stood }).await?;
        }
    }
    Ok(told)
}

fn is_ahead(act: Act<'_>, session: &session::Model) -> bool {
    session.status != SessionStatus::Cancelled && session.starts_at > act.now
}

const fn unheard_of(session: &session::Model) -> Unheard {
    Unheard::OfSession { group: session.group_id, session: session.id }
}

/// The living clients who come to a session: with a place, and without having said that they can't.
async fn clients(act: Act<'_>, session: &session::Model, comers: Comers) -> Result<Vec<ClientId>> {
    let is_for_all = comers == Comers::All || session.starts_at <= act.now + SOON;
    let next = next_session(act.tx, session.group_id, act.now).await?;
    if !is_for_all && next.is_none_or(|next| next.id != session.id) {
        return Ok(Vec::new());
    }
    let away = attendance::Entity::find()
        .select_only()
        .column(attendance::Column::ParticipationId)
        .filter(attendance::COLUMN.session_id.eq(session.id))
        .filter(attendance::COLUMN.status.eq(AttendanceStatus::AbsentNotified));
    Ok(participation::Entity::find()
        .select_only()
        .column(participation::Column::ClientId)
        .join(JoinType::InnerJoin, participation::Relation::Client.def())
        .filter(participation::COLUMN.group_id.eq(session.group_id))
        .filter(participation::COLUMN.active.eq(true))
        .filter(client::COLUMN.deceased_on.is_null())
        .filter(participation::Column::Id.not_in_subquery(away.into_query()))
        .apply_if((!is_for_all).then_some(ParticipationStatus::Confirmed), |find, never_came| {
            find.filter(participation::COLUMN.status.eq(never_came))
        })
        .into_tuple()
        .all(act.tx)
        .await?)
}

async fn tell_one(act: Act<'_>, session: &session::Model, person: Person, news: &News) -> Result<Told> {
    let is_soon = session.starts_at <= act.now + SOON;
    let frame = Frame {
        about: About { group: Some(session.group_id), session: Some(session.id), referral: None },
        due_at: if is_soon { act.now } else { act.now + UNDO },
        expires_at: Some(session.starts_at),
    };
    send(act, Piece { person, news, frame, key: None, in_person: false }).await
}
