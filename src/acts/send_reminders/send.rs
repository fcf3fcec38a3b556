//! Putting the reminders that are due into the outbox.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::id::{ClientId, ParticipationId, SessionId};
use entity::state::ContactChannel;

use super::due::{ExpectedSession, Reminder, due, horizon};
use super::queries::{self, Expected};
use crate::app::App;
use crate::error::Result;
use crate::local_time;
use crate::notify::{self, Audience, News, Person};
use crate::one_by_one::OneByOne;

/// The session of a client up to which reminders come twice and the first directions are given.
const FIRST: usize = 2;

/// Queues the reminders that are due.
pub async fn send_reminders(app: &App, now: DateTime<Utc>) -> Result<()> {
    let within = now..horizon(app.config.quiet, app.config.zone, now);
    let (mut each, mut after) = (OneByOne::at(app, now), None);
    loop {
        let expected = queries::expected(app.db.read(), &within, after).await?;
        let Some(last) = expected.last() else { return each.end() };
        after = Some(last.client_id);
        for planned in plan_reminders(app, now, expected).await? {
            let to = [Audience::Client(planned.client)];
            each.run(async |act| notify::tell(act, &to, planned.news).await.map(|_told| ())).await;
        }
    }
}

struct Planned {
    client: ClientId,
    news: News,
}

/// The reminders that are due to these clients, all of whose sessions are here, and that the outbox does not hold.
async fn plan_reminders(app: &App, now: DateTime<Utc>, expected: Vec<Expected>) -> Result<Vec<Planned>> {
    let (db, zone, quiet) = (app.db.read(), app.config.zone, app.config.quiet);
    let eager: Vec<ExpectedSession> = expected.iter().map(|row| plan(row, zone, true)).collect();
    let soon: HashSet<ClientId> = due(quiet, &eager, now).iter().map(|reminder| reminder.client).collect();
    let expected: Vec<Expected> = expected.into_iter().filter(|row| soon.contains(&row.client_id)).collect();
    let ids: Vec<_> = expected.iter().map(|row| row.participation_id).collect();
    let recorded = queries::recorded(db, &ids).await?;
    let twice = |row: &Expected| {
        let (sessions, missed) = recorded.get(&row.participation_id).copied().unwrap_or_default();
        sessions < FIRST || missed
    };
    let plans: Vec<ExpectedSession> =
        expected.iter().filter(|row| is_reachable(row) || twice(row)).map(|row| plan(row, zone, twice(row))).collect();
    let reminders = due(quiet, &plans, now);
    let keys: Vec<String> = reminders.iter().filter_map(key).collect();
    let known = queries::known(db, &keys).await?;
    let places: HashMap<(ClientId, SessionId), ParticipationId> =
        expected.iter().map(|row| ((row.client_id, row.session_id), row.participation_id)).collect();
    let is_first = |reminder: &Reminder| {
        let place = reminder.sessions.first().and_then(|(session, _)| places.get(&(reminder.client, *session)));
        place.is_some_and(|place| !recorded.contains_key(place))
    };
    let is_new = |reminder: &&Reminder| key(reminder).is_none_or(|key| !known.contains(&key));
    let planned = |reminder: &Reminder| Planned { client: reminder.client, news: news(reminder, is_first(reminder)) };
    Ok(reminders.iter().filter(is_new).map(planned).collect())
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
