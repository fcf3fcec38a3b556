//! Writes of attendance.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{ClientId, GroupId, ParticipationId, SessionId, StaffId};
use entity::state::{AttendanceStatus, SessionStatus, TaskKind};
use entity::{attendance, attendance_correction, walk_in};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;

use super::queries::{self, GuestRow, Participant, SessionRow, Standing};
use super::rules::{self, About, Guest, Mark, Sheet, is_present};
use crate::access::Act;
use crate::access::Actor;
use crate::audit::{self, Change};
use crate::error::{Error, OrNotFound, Result};
use crate::task::{self, NewTask};
use crate::{enrolment, programme, random, referral, revision};

/// How long a key worker has for the call after two misses.
const CALL: TimeDelta = TimeDelta::days(3);

type Changed = (Mark, Option<attendance::Model>);

/// Records a sheet, whole or not at all; marks that say what is recorded already are left alone. Tells what stands now.
///
/// The first marks make the session held, a first presence starts the place, a correction that leaves none takes the
/// start back, and two misses in a row make a task for the key worker.
pub async fn record(act: Act<'_>, mut standing: Standing, sheet: &Sheet) -> Result<Standing> {
    let session = &standing.session;
    let id = session.id;
    if session.status == SessionStatus::Cancelled {
        return Err(Error::conflict("attendance-cancelled"));
    }
    let about = About {
        length: rules::length(session.starts_at, session.ends_at),
        open: rules::is_open(session.starts_at, act.now),
        openness: session.openness,
        people: &standing.on_sheet(),
    };
    let marks = rules::check(sheet, about)?;
    let holds = rules::holds(&marks, act.now >= session.starts_at) || somebody_else(sheet);
    let changed = rules::changes(marks, &standing.marks);
    write(act, act.who.staff(), id, &changed).await?;
    let guests = write_guests(act, &standing, sheet.guests.as_deref()).await?;
    let counted = sheet.head_count.is_some() && sheet.head_count != session.head_count;
    if counted {
        programme::count_heads(act, id, sheet.head_count).await?;
    }
    let held = holds && session.status == SessionStatus::Planned;
    if held {
        programme::hold_session(act, id).await?;
    }
    if !changed.is_empty() || guests || counted {
        follow(act.tx, (act.who, act.now), session, &changed).await?;
        revision::raise(act, session.group_id).await?;
        log(act, id, &changed).await?;
    }
    if held || counted {
        standing.session = queries::any_session(act.tx, id).await?;
    }
    if guests {
        standing.guests = queries::guests(act.tx, id).await?;
    }
    standing.marks =
        rules::replaced(standing.marks, changed.iter().map(|(mark, _)| row(act.who.staff(), act.now, id, mark)));
    Ok(standing)
}

fn somebody_else(sheet: &Sheet) -> bool {
    sheet.head_count.is_some_and(|count| count > 0) || sheet.guests.as_ref().is_some_and(|guests| !guests.is_empty())
}

/// Marks that a client has said not to come, before the session and without making it held.
///
/// The place in the group stays; only in an open group somebody else may come in its stead.
pub async fn notify_absence(act: Act<'_>, id: SessionId, client: ClientId) -> Result<()> {
    say(act, (id, client, AttendanceStatus::AbsentNotified)).await
}

/// Marks that a client who has said not to come does come after all.
pub async fn notify_coming(act: Act<'_>, id: SessionId, client: ClientId) -> Result<()> {
    say(act, (id, client, AttendanceStatus::Unrecorded)).await
}

async fn say(act: Act<'_>, (id, client, status): (SessionId, ClientId, AttendanceStatus)) -> Result<()> {
    let session = queries::locked(act.tx, id).await?;
    if session.status != SessionStatus::Planned || act.now >= session.ends_at {
        return Err(Error::conflict("attendance-too-late"));
    }
    let people = queries::participants(act.tx, None, session.group_id).await?;
    let expected =
        |person: &&Participant| person.client_id == client && person.is_expected(session.starts_at, session.ends_at);
    let place = people.iter().find(expected).or_not_found()?;
    let mark = Mark { participation: place.id, client, status, minutes: 0, note: None };
    let changed = rules::changes(vec![mark], &queries::marks(act.tx, id).await?);
    if changed.is_empty() {
        return Ok(());
    }
    write(act, act.who.staff(), id, &changed).await?;
    revision::raise(act, session.group_id).await?;
    let name = match status {
        AttendanceStatus::AbsentNotified => "attendance.absence_notified",
        _ => "attendance.absence_taken_back",
    };
    audit::changed(act, Change::of(name, "session", id).client(client)).await
}

/// Takes back who has said not to come to a session that moves to another day: it was said of the old one.
pub async fn forget_absences(act: Act<'_>, id: SessionId) -> Result<()> {
    let marks = queries::marks(act.tx, id).await?;
    let away = marks.iter().filter(|mark| mark.status == AttendanceStatus::AbsentNotified);
    let clients: Vec<ClientId> = away.map(|mark| mark.client_id).collect();
    for client in clients {
        notify_coming(act, id, client).await?;
    }
    Ok(())
}

/// A mark as it is recorded.
fn row(by: Option<StaffId>, now: DateTime<Utc>, session: SessionId, mark: &Mark) -> attendance::Model {
    attendance::Model {
        session_id: session,
        participation_id: mark.participation,
        client_id: mark.client,
        status: mark.status,
        minutes: mark.minutes,
        note: mark.note.clone(),
        recorded_at: now,
        recorded_by: by,
    }
}

/// Writes the changed marks, and keeps what they said before.
async fn write(act: Act<'_>, by: Option<StaffId>, session: SessionId, changed: &[Changed]) -> Result<()> {
    if changed.is_empty() {
        return Ok(());
    }
    let rows = changed.iter().map(|(mark, _)| row(by, act.now, session, mark).into_active_model().reset_all());
    let replace = OnConflict::columns([attendance::Column::SessionId, attendance::Column::ParticipationId])
        .update_columns([
            attendance::Column::Status,
            attendance::Column::Minutes,
            attendance::Column::Note,
            attendance::Column::RecordedAt,
            attendance::Column::RecordedBy,
        ])
        .to_owned();
    attendance::Entity::insert_many(rows).on_conflict(replace).exec_without_returning(act.tx).await?;
    let kept =
        changed.iter().filter_map(|(_, before)| before.clone()).map(|before| attendance_correction::ActiveModel {
            id: Set(random::id(act.now)),
            session_id: Set(before.session_id),
            participation_id: Set(before.participation_id),
            status: Set(before.status),
            minutes: Set(before.minutes),
            note: Set(before.note),
            recorded_at: Set(before.recorded_at),
            recorded_by: Set(before.recorded_by),
            corrected_at: Set(act.now),
        });
    let kept: Vec<_> = kept.collect();
    if !kept.is_empty() {
        attendance_correction::Entity::insert_many(kept).exec_without_returning(act.tx).await?;
    }
    Ok(())
}

/// Makes those who came besides what the sheet says; whether anything changed.
async fn write_guests(
    act: Act<'_>,
    Standing { session, guests: before, .. }: &Standing,
    guests: Option<&[Guest]>,
) -> Result<bool> {
    let (Some(guests), Some(by)) = (guests, act.who.staff()) else { return Ok(false) };
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
        id: Set(random::id(act.now)),
        session_id: Set(session.id),
        client_id: Set(guest.client),
        alias: Set(alias(guest)),
        minutes: Set(guest.minutes.unwrap_or_else(|| rules::length(session.starts_at, session.ends_at))),
        recorded_at: Set(act.now),
        recorded_by: Set(by),
    });
    let rows: Vec<_> = rows.collect();
    let changed = !gone.is_empty() || !rows.is_empty();
    if !gone.is_empty() {
        walk_in::Entity::delete_many().filter(walk_in::COLUMN.id.is_in(gone)).exec(act.tx).await?;
    }
    if !rows.is_empty() {
        walk_in::Entity::insert_many(rows).exec_without_returning(act.tx).await?;
    }
    Ok(changed)
}

/// What follows from changed marks: places begin or stand as not begun again, and second misses become tasks.
async fn follow(
    tx: &DatabaseTransaction,
    (who, now): (Actor, DateTime<Utc>),
    session: &SessionRow,
    changed: &[Changed],
) -> Result<()> {
    let was_there = |before: &Option<attendance::Model>| before.as_ref().is_some_and(|row| is_present(row.status));
    let moved = changed.iter().filter(|(mark, before)| is_present(mark.status) != was_there(before));
    let moved: Vec<ParticipationId> = moved.map(|(mark, _)| mark.participation).collect();
    if !moved.is_empty() {
        let act = Act::new(tx, who, now);
        let places = enrolment::restate_places(act, &moved).await?;
        referral::restate_referrals(act, &places).await?;
    }
    misses(Act::of_system(tx, now), (session.id, session.group_id), changed).await
}

/// A second miss in a row that changed marks have reached or taken back.
struct SecondMiss {
    client: ClientId,
    session: SessionId,
    key: String,
}

/// Has those called who have missed twice in a row, and takes back what a correction has answered.
async fn misses(act: Act<'_>, (session, group): (SessionId, GroupId), changed: &[Changed]) -> Result<()> {
    let (reached, gone) = second_misses(act.tx, session, changed).await?;
    task::done_by_keys(act, &gone.into_iter().map(|miss| miss.key).collect::<Vec<_>>()).await?;
    if reached.is_empty() {
        return Ok(());
    }
    let clients: Vec<ClientId> = reached.iter().map(|miss| miss.client).collect();
    let helpers = task::helpers(act.tx, group, &clients).await?;
    task::reopen_by_keys(act.tx, &reached.iter().map(|miss| miss.key.clone()).collect::<Vec<_>>()).await?;
    let new = reached.into_iter().filter_map(|miss| {
        let (client, session) = (Some(miss.client), Some(miss.session));
        let new = NewTask { key: miss.key, client, group: Some(group), session, ..NewTask::default() };
        Some((*helpers.get(&miss.client)?, new))
    });
    task::ask_all(act, (TaskKind::TwoMisses, act.now + CALL), new.collect()).await.map(drop)
}

/// The second misses in a row that changed marks of a session have brought about, and those they have undone.
async fn second_misses(
    tx: &DatabaseTransaction,
    session: SessionId,
    changed: &[Changed],
) -> Result<(Vec<SecondMiss>, Vec<SecondMiss>)> {
    let tells = |status| status == AttendanceStatus::NoShow || is_present(status);
    let was =
        |before: &Option<attendance::Model>| before.as_ref().map_or(AttendanceStatus::Unrecorded, |row| row.status);
    let touched: Vec<&Changed> =
        changed.iter().filter(|(mark, before)| tells(mark.status) || tells(was(before))).collect();
    let (mut reached, mut gone) = (Vec::new(), Vec::new());
    let missed = |(mark, before): &Changed| [mark.status, was(before)].contains(&AttendanceStatus::NoShow);
    if !changed.iter().any(missed) {
        return Ok((reached, gone));
    }
    let places: Vec<ParticipationId> = touched.iter().map(|(mark, _)| mark.participation).collect();
    let marks = queries::marks_of(tx, &places).await?;
    for (mark, before) in touched {
        let own: Vec<_> = marks.iter().filter(|row| row.participation_id == mark.participation).collect();
        let at = |here: AttendanceStatus| -> Vec<SessionId> {
            let of = |row: &&queries::MarkRow| if row.session_id == session { here } else { row.status };
            rules::second_misses(own.iter().map(of)).into_iter().map(|at| own[at].session_id).collect()
        };
        let (now_at, then_at) = (at(mark.status), at(was(before)));
        let miss = |at: &SessionId| SecondMiss { client: mark.client, session: *at, key: key(mark.participation, *at) };
        reached.extend(now_at.iter().filter(|at| !then_at.contains(at)).map(miss));
        gone.extend(then_at.iter().filter(|at| !now_at.contains(at)).map(miss));
    }
    Ok((reached, gone))
}

fn key(participation: ParticipationId, session: SessionId) -> String {
    format!("two_misses:{participation}:{session}")
}

/// One row in the log of each client whose mark changed; one of the session alone when only others were counted.
async fn log(act: Act<'_>, session: SessionId, changed: &[Changed]) -> Result<()> {
    let recorded = || Change::of("attendance.recorded", "session", session);
    let marked = |(mark, before): &Changed| {
        let details = json!({ "status": mark.status.code(), "corrected": before.is_some() });
        recorded().client(mark.client).details(details)
    };
    let rows = if changed.is_empty() { vec![recorded()] } else { changed.iter().map(marked).collect() };
    audit::changed_all(act, rows).await
}
