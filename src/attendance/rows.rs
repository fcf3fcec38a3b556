//! Writers of marks and guests, with every correction kept.

use entity::id::{ClientId, ParticipationId, SessionId};
use entity::state::{AttendanceStatus, SessionStatus};
use entity::{attendance, attendance_correction, participation, session, walk_in};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;

use super::changes::{Changed, changes};
use super::enrolled::{Enrolled, PlaceSpan};
use super::queries::{self, GuestRow, SheetParticipant, SheetState};
use super::rules::{self, Guest, Mark};
use crate::access::Act;
use crate::audit::{self, LoggedChange};
use crate::error::{Code, Error, OrNotFound, Result};
use crate::{random, revision};

/// A mark as it is recorded.
pub fn row(act: Act<'_>, session: SessionId, mark: &Mark) -> attendance::Model {
    attendance::Model {
        session_id: session,
        participation_id: mark.participation,
        client_id: mark.client,
        status: mark.status,
        minutes: mark.minutes,
        note: mark.note.clone(),
        recorded_at: act.now,
        recorded_by: act.who.staff(),
    }
}

/// Writes the changed marks, and keeps what they said before.
pub async fn write_marks(act: Act<'_>, session: SessionId, changed: &[Changed]) -> Result<()> {
    if changed.is_empty() {
        return Ok(());
    }
    let rows = changed.iter().map(|one| row(act, session, &one.mark).into_active_model().reset_all());
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
    keep_corrected(act, changed.iter().filter_map(|one| one.before.as_ref())).await
}

/// Keeps what marks said that are no more.
async fn keep_corrected(act: Act<'_>, before: impl Iterator<Item = &attendance::Model>) -> Result<()> {
    let kept = before.map(|before| attendance_correction::ActiveModel {
        id: Set(random::id(act.now)),
        session_id: Set(before.session_id),
        participation_id: Set(before.participation_id),
        status: Set(before.status),
        minutes: Set(before.minutes),
        note: Set(before.note.clone()),
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
pub async fn write_guests(
    act: Act<'_>,
    SheetState { session, guests: before, .. }: &SheetState,
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

/// Marks that a client has said not to come, before the session and without making it held.
///
/// The place in the group stays; only in an open group somebody else may come in its stead.
pub async fn notify_absence(act: Act<'_>, id: SessionId, client: ClientId) -> Result<()> {
    notify_absence_because(act, id, client, None).await.map(drop)
}

/// The same, with the reason that the client gives; one that was given before stays, where none is given now. Whether
/// anything changed.
pub async fn notify_absence_because(
    act: Act<'_>,
    id: SessionId,
    client: ClientId,
    reason: Option<String>,
) -> Result<bool> {
    set_coming(act, id, client, SaysOfComing::No { reason }).await
}

/// Marks that a client who has said not to come does come after all; whether anything changed.
pub async fn notify_coming(act: Act<'_>, id: SessionId, client: ClientId) -> Result<bool> {
    set_coming(act, id, client, SaysOfComing::Yes).await
}

/// What a client says of a session ahead.
enum SaysOfComing {
    Yes,
    No { reason: Option<String> },
}

async fn set_coming(act: Act<'_>, id: SessionId, client: ClientId, says: SaysOfComing) -> Result<bool> {
    let session = queries::locked(act.tx, id).await?;
    if session.status == SessionStatus::Cancelled || act.now >= session.ends_at {
        return Err(Error::conflict(Code::AttendanceTooLate));
    }
    let people = queries::participants(act.tx, None, session.group_id).await?;
    let expected = |person: &&SheetParticipant| person.client_id == client && person.is_expected(&session);
    let place = people.iter().find(expected).or_not_found()?;
    let marks = queries::marks(act.tx, id).await?;
    let before = marks.iter().find(|mark| mark.participation_id == place.id);
    let stands = before.map(|mark| mark.status);
    // What the leader saw outweighs what was said beforehand.
    if matches!(stands, Some(status) if rules::is_present(status) || status == AttendanceStatus::NoShow) {
        return Err(Error::conflict(Code::AttendanceTooLate));
    }
    let said = before.filter(|mark| mark.status == AttendanceStatus::AbsentNotified);
    let (status, note) = match says {
        SaysOfComing::Yes => (AttendanceStatus::Unrecorded, None),
        SaysOfComing::No { reason } => {
            (AttendanceStatus::AbsentNotified, reason.or(said.and_then(|mark| mark.note.clone())))
        }
    };
    let mark = Mark { participation: place.id, client, status, minutes: 0, note };
    let changed = changes(vec![mark], &marks);
    if changed.is_empty() {
        return Ok(false);
    }
    write_marks(act, id, &changed).await?;
    revision::raise(act, session.group_id).await?;
    let name = match status {
        AttendanceStatus::AbsentNotified => "attendance.absence_notified",
        _ => "attendance.absence_taken_back",
    };
    audit::changed(act, LoggedChange::of(name, "session", id).client(client)).await?;
    Ok(true)
}

/// Takes the marks of a session back that goes to another day or falls away: they were said of the old one, whatever has
/// become of the place or the session since. Answers the places of which a presence is gone.
#[must_use = "a place whose presence is gone may not have begun"]
pub async fn forget_marks(act: Act<'_>, id: SessionId) -> Result<Vec<ParticipationId>> {
    let mut told = queries::marks(act.tx, id).await?;
    told.retain(|mark| mark.status != AttendanceStatus::Unrecorded);
    let came = told.iter().filter(|mark| rules::is_present(mark.status)).map(|mark| mark.participation_id).collect();
    drop_marks(act, told).await?;
    Ok(came)
}

/// Takes the marks back that were made ahead for sessions after the end of a place; that a client came then stays, since
/// it is a fact.
pub async fn drop_marks_after(act: Act<'_>, place: &participation::Model) -> Result<()> {
    let participation::Model { status, confirmed_at, ended_on, ended_at, .. } = *place;
    let enrolled = Enrolled::of(PlaceSpan { status, confirmed_at, ended_on, ended_at }, act.zone);
    let rows: Vec<(attendance::Model, Option<session::Model>)> = attendance::Entity::find()
        .find_also_related(session::Entity)
        .filter(attendance::COLUMN.participation_id.eq(place.id))
        .all(act.tx)
        .await?;
    let after = |session: &session::Model| !enrolled.covers(&(session.starts_at..session.ends_at));
    let gone = rows
        .into_iter()
        .filter(|(mark, session)| !rules::is_present(mark.status) && session.as_ref().is_some_and(after));
    let gone: Vec<attendance::Model> = gone.map(|(mark, _)| mark).collect();
    drop_marks(act, gone).await
}

/// Deletes marks, keeping what they said.
async fn drop_marks(act: Act<'_>, marks: Vec<attendance::Model>) -> Result<()> {
    keep_corrected(act, marks.iter()).await?;
    for mark in marks {
        attendance::Entity::delete_by_id((mark.session_id, mark.participation_id)).exec(act.tx).await?;
        log_gone(act, &mark).await?;
    }
    Ok(())
}

async fn log_gone(act: Act<'_>, mark: &attendance::Model) -> Result<()> {
    let name = match mark.status {
        AttendanceStatus::AbsentNotified => "attendance.absence_taken_back",
        _ => "attendance.taken_back",
    };
    audit::changed(act, LoggedChange::of(name, "session", mark.session_id).client(mark.client_id)).await
}

/// One row in the log of each client whose mark changed; one of the session alone when only others were counted.
pub async fn log_marks(act: Act<'_>, session: SessionId, changed: &[Changed]) -> Result<()> {
    let recorded = || LoggedChange::of("attendance.recorded", "session", session);
    let marked = |one: &Changed| {
        let details = json!({ "status": one.mark.status.code(), "corrected": one.before.is_some() });
        recorded().client(one.mark.client).details(details)
    };
    let rows = if changed.is_empty() { vec![recorded()] } else { changed.iter().map(marked).collect() };
    audit::changed_all(act, rows).await
}
