//! What is said of sessions: how they have changed, that they come up, and that a place begins with one.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::id::{ClientId, GroupId, ReferralId, SessionId, StaffId, VenueId};
use entity::state::{AttendanceStatus, Language, MessageKind, ReminderChoice, SessionStatus};
use entity::{attendance, client, group, participation, referral, session, venue};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    RelationTrait, Select,
};

use super::{Composed, Composition, Link};
use crate::error::{OrNotFound, Result};
use crate::local_time::{day, wall_time, zone_of};
use crate::notify::audience::{Person, companions_of};
use crate::notify::difference::{SessionDifference, SessionState};
use crate::notify::last_told::{self, KnownState, Knows};
use crate::notify::meets::{meets, meets_id, signs, signs_at};
use crate::text::{Arg, place_line, t, when};

/// A session that differs from what was told.
pub(super) struct ChangedSession {
    pub(super) known: KnownState,
    pub(super) difference: SessionDifference,
    /// Whether the person has never heard of it.
    pub(super) is_added: bool,
}

impl Composition<'_> {
    /// How the sessions differ from what the person was last told of them.
    pub(super) async fn changes(&self, ids: &[SessionId]) -> Result<Option<Composed>> {
        let changes = self.changed(ids).await?;
        let Some(first) = changes.first() else { return Ok(None) };
        let mut composed = match self.replaced(&changes).await? {
            Some(composed) => composed,
            None if changes.len() == 1 => self.one_change(first).await?,
            None => self.replanned(first).await?,
        };
        composed.sessions = changes.iter().map(|change| change.known).collect();
        Ok(Some(composed))
    }

    pub(super) async fn changed(&self, ids: &[SessionId]) -> Result<Vec<ChangedSession>> {
        let told = last_told::of_person(self.tx, self.to, ids).await?;
        let rows = session::Entity::find().filter(session::COLUMN.id.is_in(ids.iter().copied())).all(self.tx).await?;
        let change = |told: &Knows| {
            let row = rows.iter().find(|row| row.id == told.known.session);
            let standing = row.map_or_else(|| told.known.standing.off(), SessionState::from);
            let standing = self.to.sees(standing);
            let difference = told.known.standing.to(standing)?;
            Some(ChangedSession {
                known: KnownState { standing, ..told.known },
                difference,
                is_added: told.is_unheard_of(),
            })
        };
        Ok(told.iter().filter_map(change).collect())
    }

    async fn one_change(&self, change: &ChangedSession) -> Result<Composed> {
        let KnownState { session, group, .. } = change.known;
        let of = group::Entity::find_by_id(group).one(self.tx).await.or_not_found()?;
        let moment = |at| Arg::from(when::moment_seen(self.language, zone_of(&of.timezone, self.zone), at, self.now));
        let (texts, time, to) = match change.difference {
            SessionDifference::Cancelled { was } => (["told-cancelled", "told-staff-cancelled"], was, was),
            SessionDifference::Restored { at } if change.is_added => (["told-added", "told-staff-added"], at, at),
            SessionDifference::Restored { at } => (["told-restored", "told-staff-restored"], at, at),
            SessionDifference::Moved { from, to } => (["told-moved", "told-staff-moved"], from, to),
            SessionDifference::Changed { at } => (["told-changed", "told-staff-changed"], at, at),
        };
        let leader = match meets(self.tx, session).await? {
            Some(name) => Some(name),
            None => signs(self.tx, self.now, group).await?,
        };
        let args = vec![
            ("time", moment(time)),
            ("to", moment(to)),
            ("leader", leader.unwrap_or_default().into()),
            ("code", of.code.into()),
        ];
        let text = texts[usize::from(self.is_to_staff())];
        let kind = match change.difference {
            SessionDifference::Cancelled { .. } => MessageKind::SessionCancelled,
            _ => MessageKind::SessionMoved,
        };
        Ok(Composed { kind, ..self.says(text, args, self.own_or(format!("/sessions/{session}"))) })
    }

    /// That a session is off and another takes its place, where that is all that has changed.
    async fn replaced(&self, changes: &[ChangedSession]) -> Result<Option<Composed>> {
        let off = |change: &ChangedSession| match change.difference {
            SessionDifference::Cancelled { was } => Some((change.known, was)),
            _ => None,
        };
        let Some((known, was)) = changes.iter().find_map(off) else { return Ok(None) };
        let ahead = session::Entity::find()
            .filter(session::COLUMN.group_id.eq(known.group))
            .filter(session::COLUMN.replaces_id.eq(known.session))
            .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
            .filter(session::COLUMN.starts_at.gt(self.now))
            .order_by(session::Column::StartsAt, Order::Asc);
        let Some(instead) = ahead.one(self.tx).await? else { return Ok(None) };
        if changes.iter().any(|change| ![known.session, instead.id].contains(&change.known.session)) {
            return Ok(None);
        }
        let of = group::Entity::find_by_id(known.group).one(self.tx).await.or_not_found()?;
        let moment = |at| Arg::from(when::moment_seen(self.language, zone_of(&of.timezone, self.zone), at, self.now));
        let leader = signs(self.tx, self.now, known.group).await?.unwrap_or_default();
        let args = vec![
            ("time", moment(was)),
            ("to", moment(instead.starts_at)),
            ("leader", leader.into()),
            ("code", of.code.into()),
        ];
        let text = if self.is_to_staff() { "told-staff-replaced" } else { "told-replaced" };
        let said = self.says(text, args, self.own_or(format!("/sessions/{}", instead.id)));
        Ok(Some(Composed { kind: MessageKind::SessionCancelled, ..said }))
    }

    async fn replanned(&self, first: &ChangedSession) -> Result<Composed> {
        let group = group::Entity::find_by_id(first.known.group).one(self.tx).await.or_not_found()?;
        let text = if self.is_to_staff() { "told-staff-replanned" } else { "told-replanned" };
        let link = self.own_or(format!("/groups/{}", group.id));
        let leader = signs(self.tx, self.now, group.id).await?.unwrap_or_default();
        let mut args = vec![("code", group.code.into()), ("leader", leader.into())];
        if self.is_by_hand() {
            args.extend(self.times_ahead(group.id).await?);
        }
        Ok(self.says(text, args, link))
    }

    /// How many sessions of a group are ahead, and when: there is no page to look at for whoever is called.
    async fn times_ahead(&self, group: GroupId) -> Result<[(&'static str, Arg); 2]> {
        let ahead = session::Entity::find()
            .filter(session::COLUMN.group_id.eq(group))
            .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
            .filter(session::COLUMN.starts_at.gt(self.now))
            .order_by(session::Column::StartsAt, Order::Asc)
            .all(self.tx)
            .await?;
        let moment = |row: &session::Model| {
            when::moment_seen(self.language, zone_of(&row.timezone, self.zone), row.starts_at, self.now)
        };
        let times: Vec<String> = ahead.iter().map(moment).collect();
        Ok([("n", i64::try_from(times.len()).unwrap_or_default().into()), ("times", times.join(", ").into())])
    }

    /// The sessions ahead that fell away with their group.
    pub(super) async fn off_ahead(&self, group: GroupId) -> Result<Vec<KnownState>> {
        let off = session::Entity::find()
            .filter(session::COLUMN.group_id.eq(group))
            .filter(session::COLUMN.status.eq(SessionStatus::Cancelled))
            .filter(session::COLUMN.starts_at.gt(self.now));
        Ok(off.all(self.tx).await?.iter().map(KnownState::from).collect())
    }

    /// That the address of a place is another than it was; nothing where it reads as before, or nobody comes there any more.
    pub(super) async fn place_corrected(&self, group: GroupId, venue: VenueId, was: &str) -> Result<Option<Composed>> {
        let place = venue::Entity::find_by_id(venue).one(self.tx).await.or_not_found()?;
        if where_it_is(&place) == was || (self.to.client().is_some() && !self.has_place(group).await?) {
            return Ok(None);
        }
        let Some(first) = next_session_at(self.tx, group, venue, self.now).await? else { return Ok(None) };
        if let Person::Interpreter(id) = self.to {
            return self.booked_elsewhere(group, id).await;
        }
        let of = group::Entity::find_by_id(group).one(self.tx).await.or_not_found()?;
        let time = when::moment_seen(self.language, zone_of(&first.timezone, self.zone), first.starts_at, self.now);
        let leader = signs_at(self.tx, self.now, &first).await?;
        let args = vec![("time", time.into()), ("leader", leader.into()), ("code", of.code.into())];
        let text = if self.is_to_staff() { "told-staff-place-corrected" } else { "told-place-corrected" };
        Ok(Some(self.says(text, args, self.own_or(format!("/sessions/{}", first.id)))))
    }

    /// Who meets the client at a session that is still ahead, unless it is who was expected.
    pub(super) async fn meets(&self, id: SessionId, was: Option<StaffId>) -> Result<Option<Composed>> {
        let Some(row) = self.ahead(id).await? else { return Ok(None) };
        if meets_id(self.tx, id).await? == was || !self.has_place(row.group_id).await? || self.is_away(id).await? {
            return Ok(None);
        }
        let Some(leader) = meets(self.tx, id).await? else { return Ok(None) };
        let time = when::moment_seen(self.language, zone_of(&row.timezone, self.zone), row.starts_at, self.now);
        let args = vec![("time", time.into()), ("leader", leader.into())];
        let composed = self.says("told-meets", args, Link::Own(String::new()));
        Ok(Some(Composed { met_at: Some(id), ..composed }))
    }

    /// That the staff member stands in at a session that is still ahead, or no more; nothing when that is as it was.
    pub(super) async fn stands_in(&self, id: SessionId, stood: bool) -> Result<Option<Composed>> {
        let Some(row) = self.ahead(id).await? else { return Ok(None) };
        let stands = row.substitute_id.is_some() && row.substitute_id == self.to.staff();
        if stands == stood {
            return Ok(None);
        }
        let group = group::Entity::find_by_id(row.group_id).one(self.tx).await.or_not_found()?;
        let time = when::moment_seen(self.language, zone_of(&row.timezone, self.zone), row.starts_at, self.now);
        let text = if stands { "told-staff-stands-in" } else { "told-staff-stands-out" };
        let args = vec![("time", time.into()), ("code", group.code.into())];
        Ok(Some(self.says(text, args, Link::Path(format!("/sessions/{id}")))))
    }

    /// That the staff member comes along to a session that is still ahead; nothing when it is another by now.
    pub(super) async fn comes_along(&self, id: SessionId) -> Result<Option<Composed>> {
        let Some(row) = self.ahead(id).await? else { return Ok(None) };
        let companions = companions_of(self.tx, row.group_id).await?;
        if !companions.iter().any(|one| Some(one.staff_id) == self.to.staff() && one.comes_to(row.number)) {
            return Ok(None);
        }
        let group = group::Entity::find_by_id(row.group_id).one(self.tx).await.or_not_found()?;
        let time = when::moment_seen(self.language, zone_of(&row.timezone, self.zone), row.starts_at, self.now);
        let args = vec![("time", time.into()), ("code", group.code.into())];
        let mut composed = self.says("told-staff-comes-along", args, Link::Path(format!("/sessions/{id}")));
        composed.sessions = vec![KnownState::from(&row)];
        Ok(Some(composed))
    }

    /// A session that takes place and has not begun, whether somebody is there already or not.
    async fn ahead(&self, id: SessionId) -> Result<Option<session::Model>> {
        let row = session::Entity::find_by_id(id).filter(session::COLUMN.status.ne(SessionStatus::Cancelled));
        Ok(row.filter(session::COLUMN.starts_at.gt(self.now)).one(self.tx).await?)
    }

    async fn has_place(&self, group: GroupId) -> Result<bool> {
        let Some(client) = self.to.client() else { return Ok(false) };
        let place = participation::Entity::find()
            .filter(participation::COLUMN.client_id.eq(client))
            .filter(participation::COLUMN.group_id.eq(group))
            .filter(participation::COLUMN.active.eq(true));
        Ok(place.one(self.tx).await?.is_some())
    }

    /// When a group begins that is to run, and who meets the client.
    pub(super) async fn runs(&self, id: GroupId) -> Result<Option<Composed>> {
        let group = group::Entity::find_by_id(id).one(self.tx).await.or_not_found()?;
        let first = next_session(self.tx, id, self.now).await?;
        if self.is_to_staff() {
            let args = vec![("code", group.code.into())];
            return Ok(Some(self.says("told-staff-runs", args, Link::Path(format!("/groups/{id}")))));
        }
        let Some(first) = first else { return Ok(None) };
        let time = when::moment_seen(self.language, zone_of(&first.timezone, self.zone), first.starts_at, self.now);
        let args = self.greeted(&first, time).await?;
        let mut composed = self.says("told-runs", args, Link::Own(String::new()));
        composed.sessions = vec![KnownState::from(&first)];
        Ok(Some(composed))
    }

    /// A reminder of what still stands on that day, in groups where the client has a place, and what the client has not
    /// said no to; of nothing when the client wants no reminders any more.
    pub(super) async fn reminder(&self, ids: &[SessionId], on: NaiveDate, is_first: bool) -> Result<Option<Composed>> {
        let text = if is_first { "reminder-first" } else { "reminder-next" };
        let Some(client) = self.to.client() else { return Ok(None) };
        let away = absences_told(client, ids).select_only().column(attendance::Column::SessionId).into_query();
        let planned = session::Entity::find()
            .filter(session::COLUMN.id.is_in(ids.iter().copied()))
            .filter(session::Column::GroupId.in_subquery(groups_reminded_of(client)))
            .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
            .filter(session::Column::Id.not_in_subquery(away))
            .order_by(session::Column::StartsAt, Order::Asc)
            .all(self.tx)
            .await?;
        let is_on = |row: &session::Model| day(zone_of(&row.timezone, self.zone), row.starts_at) == on;
        let sessions: Vec<session::Model> = planned.into_iter().filter(is_on).collect();
        let Some(first) = sessions.first() else { return Ok(None) };
        let starts: Vec<DateTime<Utc>> = sessions.iter().map(|row| row.starts_at).collect();
        let time = times(self.language, zone_of(&first.timezone, self.zone), &starts);
        let args = self.greeted(first, time).await?;
        let mut composed = self.says(text, args, Link::Own(String::new()));
        composed.sessions = sessions.iter().map(KnownState::from).collect();
        Ok(Some(composed))
    }

    /// When a session is, and by whom the client is met there: where nobody leads at the time, nobody is named at the door,
    /// and the supervisor signs.
    async fn greeted(&self, session: &session::Model, time: String) -> Result<Vec<(&'static str, Arg)>> {
        let met = meets(self.tx, session.id).await?;
        let is_met = if met.is_some() { "yes" } else { "no" };
        let leader = match met {
            Some(name) => name,
            None => signs_at(self.tx, self.now, session).await?,
        };
        Ok(vec![("time", time.into()), ("leader", leader.into()), ("met", is_met.into())])
    }

    async fn is_away(&self, session: SessionId) -> Result<bool> {
        let Some(client) = self.to.client() else { return Ok(false) };
        Ok(absences_told(client, &[session]).one(self.tx).await?.is_some())
    }

    /// A place with its first session: who gets it too late for a reminder hears the time here, and may have a
    /// telephone without a browser.
    pub(super) async fn confirmed(&self, referral: ReferralId) -> Result<Option<Composed>> {
        let referral = referral::Entity::find_by_id(referral).one(self.tx).await.or_not_found()?;
        let place = participation::Entity::find()
            .filter(participation::COLUMN.referral_id.eq(referral.id))
            .filter(participation::COLUMN.active.eq(true));
        let Some(place) = place.one(self.tx).await? else { return Ok(None) };
        if self.is_to_staff() {
            let link = format!("/groups/{}/participants", referral.group_id);
            let group = group::Entity::find_by_id(referral.group_id).one(self.tx).await.or_not_found()?;
            return Ok(Some(self.says("referral-confirmed-staff", [("code", group.code.into())], Link::Path(link))));
        }
        // Nobody is called about a first meeting after it.
        if self.is_by_hand() && place.started_on.is_some() {
            return Ok(None);
        }
        let next = next_session(self.tx, referral.group_id, self.now).await?;
        let Some(next) = next else {
            return self.signed(referral.group_id, "referral-confirmed-message").await.map(Some);
        };
        let time = when::moment_seen(self.language, zone_of(&next.timezone, self.zone), next.starts_at, self.now);
        let args = self.greeted(&next, time).await?;
        let mut composed = self.says("referral-confirmed-first", args, Link::Own(String::new()));
        composed.sessions = vec![KnownState::from(&next)];
        Ok(Some(composed))
    }
}

/// The groups of whose sessions a client is reminded: those with a place, as long as reminders are wanted.
fn groups_reminded_of(client: ClientId) -> SelectStatement {
    participation::Entity::find()
        .select_only()
        .column(participation::Column::GroupId)
        .join(JoinType::InnerJoin, participation::Relation::Client.def())
        .filter(participation::COLUMN.client_id.eq(client))
        .filter(participation::COLUMN.active.eq(true))
        .filter(client::COLUMN.reminders.ne(ReminderChoice::None))
        .into_query()
}

/// Where a client has said not to come, of these sessions.
fn absences_told(client: ClientId, sessions: &[SessionId]) -> Select<attendance::Entity> {
    attendance::Entity::find()
        .filter(attendance::COLUMN.session_id.is_in(sessions.iter().copied()))
        .filter(attendance::COLUMN.client_id.eq(client))
        .filter(attendance::COLUMN.status.eq(AttendanceStatus::AbsentNotified))
}

/// The session of a group that comes next.
pub async fn next_session(
    db: &impl ConnectionTrait,
    group: GroupId,
    now: DateTime<Utc>,
) -> Result<Option<session::Model>> {
    Ok(session::Entity::find()
        .filter(session::COLUMN.group_id.eq(group))
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .filter(session::COLUMN.starts_at.gt(now))
        .order_by(session::Column::StartsAt, Order::Asc)
        .one(db)
        .await?)
}

/// The session of a group that comes next at a venue.
pub async fn next_session_at(
    db: &impl ConnectionTrait,
    group: GroupId,
    venue: VenueId,
    now: DateTime<Utc>,
) -> Result<Option<session::Model>> {
    Ok(session::Entity::find()
        .filter(session::COLUMN.group_id.eq(group))
        .filter(session::COLUMN.venue_id.eq(venue))
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .filter(session::COLUMN.starts_at.gt(now))
        .order_by(session::Column::StartsAt, Order::Asc)
        .one(db)
        .await?)
}

/// Where a venue is, as people read it.
pub fn where_it_is(venue: &venue::Model) -> String {
    place_line([venue.address.as_deref(), venue.municipality.as_deref()])
}

/// "ke 14.10. klo 10", and of two sessions on a day "ke 14.10. klo 10 ja 14".
fn times(language: Language, zone: Tz, starts: &[DateTime<Utc>]) -> String {
    let mut starts = starts.iter().copied();
    let first = starts.next().map(|at| when::moment(language, zone, at)).unwrap_or_default();
    starts.fold(first, |said, at| {
        let time = when::time(language, wall_time(zone, at).time());
        format!("{said} {} {time}", t(language, "reminder-and"))
    })
}
