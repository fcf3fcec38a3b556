//! Putting the reminders that are due into the outbox.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::id::{ClientId, ParticipationId, SessionId};
use entity::state::ContactChannel;

use super::due::{ExpectedSession, Reminder, due};
use super::queries::{self, Expected};
use crate::app::App;
use crate::error::Result;
use crate::local_time;
use crate::notify::{self, Audience, News, Person};
use crate::one_by_one::OneByOne;

/// How far ahead sessions are looked at: three days, and the longest row of holidays that moves a reminder earlier.
const AHEAD: TimeDelta = TimeDelta::days(9);
/// The session of a client up to which reminders come twice and the first directions are given.
const FIRST: usize = 2;

/// Queues the reminders that are due.
pub async fn send_reminders(app: &App, now: DateTime<Utc>) -> Result<()> {
    let (db, zone) = (app.db.read(), app.config.zone);
    let expected = queries::expected(db, &(now..now + AHEAD)).await?;
    let eager: Vec<ExpectedSession> = expected.iter().map(|row| plan(row, zone, true)).collect();
    let soon: Vec<ClientId> = due(app.config.quiet, &eager, now).iter().map(|reminder| reminder.client).collect();
    let expected: Vec<Expected> = expected.into_iter().filter(|row| soon.contains(&row.client_id)).collect();
    let ids: Vec<_> = expected.iter().map(|row| row.participation_id).collect();
    let recorded = queries::recorded(db, &ids).await?;
    let twice = |row: &Expected| {
        let (sessions, missed) = recorded.get(&row.participation_id).copied().unwrap_or_default();
        sessions < FIRST || missed
    };
    let plans: Vec<ExpectedSession> =
        expected.iter().filter(|row| is_reachable(row) || twice(row)).map(|row| plan(row, zone, twice(row))).collect();
    let reminders = due(app.config.quiet, &plans, now);
    let keys: Vec<String> = reminders.iter().filter_map(key).collect();
    let known = queries::known(db, &keys).await?;
    let is_new = |reminder: &Reminder| key(reminder).is_none_or(|key| !known.contains(&key));
    let reminders: Vec<Reminder> = reminders.into_iter().filter(is_new).collect();
    if reminders.is_empty() {
        return Ok(());
    }
    let places: HashMap<(ClientId, SessionId), ParticipationId> =
        expected.iter().map(|row| ((row.client_id, row.session_id), row.participation_id)).collect();
    let is_first = |reminder: &Reminder| {
        let place = reminder.sessions.first().and_then(|(session, _)| places.get(&(reminder.client, *session)));
        place.is_some_and(|place| !recorded.contains_key(place))
    };
    let mut each = OneByOne::at(app, now);
    for reminder in &reminders {
        let (client, news) = (reminder.client, news(reminder, is_first(reminder)));
        each.run(async |act| notify::tell(act, &[Audience::Client(client)], news).await.map(|_told| ())).await;
    }
    each.end()
}

fn news(reminder: &Reminder, is_first: bool) -> News {
    let sessions = reminder.sessions.iter().map(|(session, _)| *session).collect();
    let Reminder { days, day, due_at, .. } = *reminder;
    News::Reminder { sessions, day, days, is_first, due_at }
}

/// Names the message; a session that moves to another day gets a new one.
fn key(reminder: &Reminder) -> Option<String> {
    notify::message_key(&news(reminder, false), Person::Client(reminder.client))
}

/// Letters are too slow and calls too dear for every session: without a channel only the first ones are called.
fn is_reachable(row: &Expected) -> bool {
    match row.channel {
        ContactChannel::Sms => row.phone.is_some(),
        ContactChannel::Email => row.email.is_some(),
        ContactChannel::Letter | ContactChannel::None => false,
    }
}

fn plan(row: &Expected, settings: Tz, twice: bool) -> ExpectedSession {
    ExpectedSession {
        client: row.client_id,
        session: row.session_id,
        starts_at: row.starts_at,
        zone: local_time::zone_of(&row.timezone, settings),
        choice: row.reminders,
        since: row.confirmed_at,
        twice,
    }
}
