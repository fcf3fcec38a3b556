//! The jobs: reminders to clients, nudges to leaders.

use crate::access::Actor;
use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::id::{ClientId, GroupId, SessionId};
use entity::state::{ContactChannel, Language, MessageKind, TaskKind};

use super::due::{Plan, Reminder, due};
use super::queries::{self, Expected};
use crate::access::Act;
use crate::app::App;
use crate::error::Result;
use crate::local_time;
use crate::message::{About, Link, NewMessage, To, queue};
use crate::task::{self, NewTask};
use crate::text::{Arg, t, when};

/// How far ahead sessions are looked at: three days, and the longest row of holidays that moves a reminder earlier.
const AHEAD: TimeDelta = TimeDelta::days(9);
/// How many messages one transaction queues.
const BATCH: usize = 100;
/// The session of a client up to which reminders come twice and the first directions are given.
const FIRST: usize = 2;
/// How long after its end a sheet may stay empty.
const SHEET: TimeDelta = TimeDelta::hours(24);
/// How far back empty sheets are looked for.
const BACK: TimeDelta = TimeDelta::days(14);

/// Queues the reminders that are due.
pub async fn remind(app: &App, now: DateTime<Utc>) -> Result<()> {
    let (db, zone) = (app.db.read(), app.config.zone);
    let expected = queries::expected(db, (now, now + AHEAD)).await?;
    let eager: Vec<Plan> = expected.iter().map(|row| plan(row, zone, true)).collect();
    let soon: Vec<ClientId> = due(app.config.quiet, &eager, now).iter().map(|reminder| reminder.client).collect();
    let expected: Vec<Expected> = expected.into_iter().filter(|row| soon.contains(&row.client_id)).collect();
    let ids: Vec<_> = expected.iter().map(|row| row.participation_id).collect();
    let recorded = queries::recorded(db, &ids).await?;
    let twice = |row: &Expected| {
        let (sessions, missed) = recorded.get(&row.participation_id).copied().unwrap_or_default();
        sessions < FIRST || missed
    };
    let plans: Vec<Plan> =
        expected.iter().filter(|row| is_reachable(row) || twice(row)).map(|row| plan(row, zone, twice(row))).collect();
    let reminders = due(app.config.quiet, &plans, now);
    let keys: Vec<String> = reminders.iter().map(Reminder::key).collect();
    let known = queries::known(db, &keys).await?;
    let reminders: Vec<Reminder> = reminders.into_iter().filter(|reminder| !known.contains(&reminder.key())).collect();
    if reminders.is_empty() {
        return Ok(());
    }
    let leaders = queries::leaders(db).await?;
    let rows: HashMap<(ClientId, SessionId), &Expected> =
        expected.iter().map(|row| ((row.client_id, row.session_id), row)).collect();
    for batch in reminders.chunks(BATCH) {
        app.act_at(Actor::System, now, async |act| {
            for reminder in batch {
                let Some(row) =
                    reminder.sessions.first().and_then(|(session, _)| rows.get(&(reminder.client, *session)))
                else {
                    continue;
                };
                let is_first = !recorded.contains_key(&row.participation_id);
                let leader = leaders.get(&row.group_id).map_or("", String::as_str);
                write(act, reminder, (row, leader, is_first)).await?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// Letters are too slow and calls too dear for every session: without a channel only the first ones are called.
fn is_reachable(row: &Expected) -> bool {
    match row.channel {
        ContactChannel::Sms => row.phone.is_some(),
        ContactChannel::Email => row.email.is_some(),
        ContactChannel::Letter | ContactChannel::None => false,
    }
}

fn plan(row: &Expected, settings: Tz, twice: bool) -> Plan {
    Plan {
        client: row.client_id,
        session: row.session_id,
        starts_at: row.starts_at,
        zone: local_time::zone_of(&row.timezone, settings),
        choice: row.reminders,
        since: row.confirmed_at,
        twice,
    }
}

async fn write(act: Act<'_>, reminder: &Reminder, (row, leader, is_first): (&Expected, &str, bool)) -> Result<()> {
    let zone = local_time::zone_of(&row.timezone, act.zone);
    let args = |language| vec![("time", Arg::from(times(language, zone, reminder))), ("leader", Arg::from(leader))];
    let new = NewMessage {
        kind: MessageKind::Reminder,
        key: reminder.key(),
        to: To::Client(reminder.client),
        text: if is_first { "reminder-first" } else { "reminder-next" },
        args: &args,
        about: About { group: Some(row.group_id), session: Some(row.session_id), referral: None },
        due_at: reminder.due_at,
        expires_at: Some(row.starts_at),
        link: Link::Me(String::new()),
    };
    queue(act, new).await?;
    Ok(())
}

/// "ke 14.10. klo 10", and of two sessions on a day "ke 14.10. klo 10 ja 14".
fn times(language: Language, zone: Tz, reminder: &Reminder) -> String {
    let mut starts = reminder.sessions.iter().map(|(_, starts)| *starts);
    let first = starts.next().map(|at| when::moment(language, zone, at)).unwrap_or_default();
    starts.fold(first, |said, at| {
        let time = when::time(language, local_time::wall_time(zone, at).time());
        format!("{said} {} {time}", t(language, "reminder-and"))
    })
}

/// Asks leaders to fill in the sheets of sessions that ended a day ago, and closes what is filled in since.
pub async fn nudge(app: &App, now: DateTime<Utc>) -> Result<()> {
    let empty = queries::unrecorded(app.db.read(), (now - BACK, now - SHEET)).await?;
    let answered = queries::answered(app.db.read(), SHEET_TASK).await?;
    app.act_at(Actor::System, now, async |act| {
        for rows in empty.chunk_by(|a, b| a.session_id == b.session_id) {
            let Some(row) = rows.first() else { continue };
            let about = about_sheet(row.group_id, row.session_id, row.language);
            let who = row.substitute_id.unwrap_or(row.staff_id);
            task::ask(act, (TaskKind::Other, who, act.now + SHEET), about).await?;
        }
        for key in answered {
            task::done_by_key(act, &key).await?;
        }
        Ok(())
    })
    .await
}

const SHEET_TASK: &str = "sheet:";

fn about_sheet(group: GroupId, session: SessionId, language: Language) -> NewTask {
    NewTask {
        key: format!("{SHEET_TASK}{session}"),
        group: Some(group),
        session: Some(session),
        note: Some(t(language, "reminder-sheet")),
        ..NewTask::default()
    }
}
