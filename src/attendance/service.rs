//! Writes of attendance.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{ClientId, GroupId, ParticipationId, SessionId, StaffId};
use entity::state::{AttendanceStatus, SessionStatus, TaskKind};
use entity::{attendance, attendance_correction, walk_in};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};
use serde_json::json;

use super::queries::{self, GuestRow, Participant, SessionRow};
use super::rules::{self, About, Guest, Mark, Sheet, is_present};
use crate::audit::{self, Actor, Change};
use crate::error::{Error, OrNotFound, Result};
use crate::task::{self, NewTask};
use crate::text::when;
use crate::{programme, random, referral, revision};

/// How long a key worker has for the call after two misses.
const CALL: TimeDelta = TimeDelta::days(3);

type Changed = (Mark, Option<attendance::Model>);

/// Records a sheet, whole or not at all; marks that say what is recorded already are left alone.
///
/// The first marks make the session held, a first presence starts the place, and two misses in a row make a task for
/// the key worker.
pub async fn record(
    tx: &DatabaseTransaction,
    who: Actor,
    now: DateTime<Utc>,
    id: SessionId,
    sheet: &Sheet,
) -> Result<()> {
    let session = queries::locked(tx, id).await?;
    if session.status == SessionStatus::Cancelled {
        return Err(Error::conflict("attendance-cancelled"));
    }
    let people = queries::participants(tx, session.group_id).await?;
    let recorded = queries::marks(tx, id).await?;
    let on_sheet = on_sheet(&session, &people, &recorded);
    let about = About {
        length: rules::length(session.starts_at, session.ends_at),
        openness: session.openness,
        people: &on_sheet,
    };
    let marks = rules::check(sheet, about)?;
    let holds = rules::holds(&marks, now >= session.starts_at) || somebody_else(sheet);
    let changed = rules::changes(marks, &recorded);
    write(tx, who.staff(), now, id, &changed).await?;
    let guests = write_guests(tx, who, now, &session, sheet.guests.as_deref()).await?;
    let counted = sheet.head_count.is_some() && sheet.head_count != session.head_count;
    if counted {
        programme::count_heads(tx, now, id, sheet.head_count).await?;
    }
    if holds && session.status == SessionStatus::Planned {
        programme::hold_session(tx, who, now, id).await?;
    }
    if changed.is_empty() && !guests && !counted {
        return Ok(());
    }
    follow(tx, (who, now), &session, &people, &changed).await?;
    revision::raise(tx, now, session.group_id).await?;
    log(tx, who, now, id, &changed).await
}

/// Those on a session's sheet: who is expected, and who has a mark all the same.
pub fn on_sheet(
    session: &SessionRow,
    people: &[Participant],
    recorded: &[attendance::Model],
) -> Vec<(ParticipationId, ClientId)> {
    let marked = |person: &Participant| recorded.iter().any(|row| row.participation_id == person.id);
    let expected = |person: &&Participant| person.is_expected(session.starts_at, session.ends_at) || marked(person);
    people.iter().filter(expected).map(|person| (person.id, person.client_id)).collect()
}

fn somebody_else(sheet: &Sheet) -> bool {
    sheet.head_count.is_some_and(|count| count > 0) || sheet.guests.as_ref().is_some_and(|guests| !guests.is_empty())
}

/// Marks that a client has said not to come, before the session and without making it held.
///
/// The place in the group stays; only in an open group somebody else may come in its stead.
pub async fn notify_absence(
    tx: &DatabaseTransaction,
    who: Actor,
    now: DateTime<Utc>,
    id: SessionId,
    client: ClientId,
) -> Result<()> {
    let session = queries::locked(tx, id).await?;
    if session.status != SessionStatus::Planned || now >= session.ends_at {
        return Err(Error::conflict("attendance-too-late"));
    }
    let people = queries::participants(tx, session.group_id).await?;
    let expected =
        |person: &&Participant| person.client_id == client && person.is_expected(session.starts_at, session.ends_at);
    let place = people.iter().find(expected).or_not_found()?;
    let mark =
        Mark { participation: place.id, client, status: AttendanceStatus::AbsentNotified, minutes: 0, note: None };
    let changed = rules::changes(vec![mark], &queries::marks(tx, id).await?);
    if changed.is_empty() {
        return Ok(());
    }
    write(tx, who.staff(), now, id, &changed).await?;
    revision::raise(tx, now, session.group_id).await?;
    let change = Change::of("attendance.absence_notified", "session", id);
    audit::changed(tx, who, now, change.client(client)).await
}

/// Writes the changed marks, and keeps what they said before.
async fn write(
    tx: &DatabaseTransaction,
    by: Option<StaffId>,
    now: DateTime<Utc>,
    session: SessionId,
    changed: &[Changed],
) -> Result<()> {
    if changed.is_empty() {
        return Ok(());
    }
    let rows = changed.iter().map(|(mark, _)| attendance::ActiveModel {
        session_id: Set(session),
        participation_id: Set(mark.participation),
        client_id: Set(mark.client),
        status: Set(mark.status),
        minutes: Set(mark.minutes),
        note: Set(mark.note.clone()),
        recorded_at: Set(now),
        recorded_by: Set(by),
    });
    let replace = OnConflict::columns([attendance::Column::SessionId, attendance::Column::ParticipationId])
        .update_columns([
            attendance::Column::Status,
            attendance::Column::Minutes,
            attendance::Column::Note,
            attendance::Column::RecordedAt,
            attendance::Column::RecordedBy,
        ])
        .to_owned();
    attendance::Entity::insert_many(rows).on_conflict(replace).exec_without_returning(tx).await?;
    let kept =
        changed.iter().filter_map(|(_, before)| before.clone()).map(|before| attendance_correction::ActiveModel {
            id: Set(random::id(now)),
            session_id: Set(before.session_id),
            participation_id: Set(before.participation_id),
            status: Set(before.status),
            minutes: Set(before.minutes),
            note: Set(before.note),
            recorded_at: Set(before.recorded_at),
            recorded_by: Set(before.recorded_by),
            corrected_at: Set(now),
        });
    let kept: Vec<_> = kept.collect();
    if !kept.is_empty() {
        attendance_correction::Entity::insert_many(kept).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Makes those who came besides what the sheet says; whether anything changed.
async fn write_guests(
    tx: &DatabaseTransaction,
    who: Actor,
    now: DateTime<Utc>,
    session: &SessionRow,
    guests: Option<&[Guest]>,
) -> Result<bool> {
    let (Some(guests), Some(by)) = (guests, who.staff()) else { return Ok(false) };
    let before = queries::guests(tx, session.id).await?;
    let alias = |guest: &Guest| guest.alias.as_deref().map(|alias| alias.trim().to_owned());
    let same = |row: &GuestRow, guest: &Guest| {
        row.client_id == guest.client
            && row.alias == alias(guest)
            && guest.minutes.is_none_or(|minutes| minutes == row.minutes)
    };
    let gone: Vec<_> =
        before.iter().filter(|row| !guests.iter().any(|guest| same(row, guest))).map(|row| row.id).collect();
    let new = guests.iter().filter(|guest| !before.iter().any(|row| same(row, guest)));
    let rows = new.map(|guest| walk_in::ActiveModel {
        id: Set(random::id(now)),
        session_id: Set(session.id),
        client_id: Set(guest.client),
        alias: Set(alias(guest)),
        minutes: Set(guest.minutes.unwrap_or_else(|| rules::length(session.starts_at, session.ends_at))),
        recorded_at: Set(now),
        recorded_by: Set(by),
    });
    let rows: Vec<_> = rows.collect();
    let changed = !gone.is_empty() || !rows.is_empty();
    if !gone.is_empty() {
        walk_in::Entity::delete_many().filter(walk_in::COLUMN.id.is_in(gone)).exec(tx).await?;
    }
    if !rows.is_empty() {
        walk_in::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(changed)
}

/// What follows from changed marks: places start, and second misses become tasks.
async fn follow(
    tx: &DatabaseTransaction,
    (who, now): (Actor, DateTime<Utc>),
    session: &SessionRow,
    people: &[Participant],
    changed: &[Changed],
) -> Result<()> {
    let on = session.starts_at.with_timezone(&when::zone(&session.timezone)).date_naive();
    let came = |id| changed.iter().any(|(mark, _)| mark.participation == id && is_present(mark.status));
    let first = |person: &&Participant| person.started_on.is_none_or(|first| first > on) && came(person.id);
    for person in people.iter().filter(first) {
        referral::started(tx, who, now, person.id, on).await?;
    }
    misses(tx, now, (session.id, session.group_id), people, changed).await
}

/// Asks key workers to call those who have missed twice in a row, and takes back what a correction has answered.
async fn misses(
    tx: &DatabaseTransaction,
    now: DateTime<Utc>,
    (session, group): (SessionId, GroupId),
    people: &[Participant],
    changed: &[Changed],
) -> Result<()> {
    let missed = |status: AttendanceStatus| status == AttendanceStatus::NoShow || is_present(status);
    let touched: Vec<ParticipationId> = changed
        .iter()
        .filter(|(mark, before)| missed(mark.status) || before.as_ref().is_some_and(|row| missed(row.status)))
        .map(|(mark, _)| mark.participation)
        .collect();
    let missing = |(mark, before): &&Changed| {
        mark.status == AttendanceStatus::NoShow
            || before.as_ref().is_some_and(|row| row.status == AttendanceStatus::NoShow)
    };
    if !changed.iter().any(|change| missing(&change)) {
        return Ok(());
    }
    let marks = queries::marks_of(tx, &touched).await?;
    for (mark, before) in changed.iter().filter(|(mark, _)| touched.contains(&mark.participation)) {
        let own: Vec<_> = marks.iter().filter(|row| row.participation_id == mark.participation).collect();
        let reached = |status_here: AttendanceStatus| -> Vec<SessionId> {
            let of = |row: &&queries::MarkRow| if row.session_id == session { status_here } else { row.status };
            rules::second_misses(own.iter().map(of)).into_iter().map(|at| own[at].session_id).collect()
        };
        let now_reached = reached(mark.status);
        let then_reached = reached(before.as_ref().map_or(AttendanceStatus::Unrecorded, |row| row.status));
        for gone in then_reached.iter().filter(|at| !now_reached.contains(at)) {
            task::done_by_key(tx, now, &key(mark.participation, *gone)).await?;
        }
        let key_worker = people.iter().find(|person| person.id == mark.participation).and_then(|p| p.key_worker_id);
        for (at, worker) in now_reached.iter().filter(|at| !then_reached.contains(at)).zip(key_worker) {
            let new = NewTask {
                key: key(mark.participation, *at),
                client: Some(mark.client),
                group: Some(group),
                session: Some(*at),
                ..NewTask::default()
            };
            task::ask(tx, now, (TaskKind::TwoMisses, worker, now + CALL), new).await?;
        }
    }
    Ok(())
}

fn key(participation: ParticipationId, session: SessionId) -> String {
    format!("two_misses:{participation}:{session}")
}

async fn log(
    tx: &DatabaseTransaction,
    who: Actor,
    now: DateTime<Utc>,
    session: SessionId,
    changed: &[Changed],
) -> Result<()> {
    let marks: serde_json::Map<_, _> =
        changed.iter().map(|(mark, _)| (mark.participation.to_string(), json!(mark.status.code()))).collect();
    let corrected = changed.iter().filter(|(_, before)| before.is_some()).count();
    let change = Change::of("attendance.recorded", "session", session);
    audit::changed(tx, who, now, change.details(json!({ "marks": marks, "corrected": corrected }))).await
}
