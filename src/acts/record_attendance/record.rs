//! Recording a sheet, with what follows for the session, the places and the referrals.

use entity::attendance as attendance_row;
use entity::id::{ClientId, ParticipationId};
use entity::state::{AttendanceStatus, SessionStatus};

use super::second_misses::call_for_second_misses;
use crate::access::{Act, Viewer};
use crate::attendance::rules::{self, Sheet, SheetContext, is_present};
use crate::attendance::{self, Changed, HeadCount, SheetSession, SheetState};
use crate::error::{Code, Error, Fault, Result};
use crate::people::client;
use crate::{enrolment, programme, referral, revision};

/// Records a sheet, whole or not at all; marks that say what is recorded already are left alone. Tells what stands now.
///
/// The first marks make the session held and taking the last one back makes it planned again; a first presence starts the
/// place, a correction that leaves none takes the start back, and two misses in a row make a task for the key worker.
pub async fn record_attendance(act: Act<'_>, mut standing: SheetState, sheet: &Sheet) -> Result<SheetState> {
    let session = &standing.session;
    let id = session.id;
    if session.status == SessionStatus::Cancelled {
        return Err(Error::conflict(Code::AttendanceCancelled));
    }
    let about = SheetContext {
        length: rules::length(session.starts_at, session.ends_at),
        open: rules::is_open(session.starts_at, act.now),
        openness: session.openness,
        people: &standing.on_sheet(),
        others: &standing.others(),
    };
    let marks = rules::check(&with_standing_minutes(sheet, &standing.marks, about.length), about)?;
    let holds = rules::holds(&marks, act.now >= session.starts_at) || somebody_else(sheet);
    let changed = attendance::changes(marks, &standing.marks);
    attendance::write_marks(act, id, &changed).await?;
    let guests = attendance::write_guests(act, &standing, sheet.guests.as_deref()).await?;
    let counted = match sheet.head_count {
        HeadCount::Now(count) if count != session.head_count => {
            programme::count_heads(act, id, count).await?;
            true
        }
        _ => false,
    };
    let held = holds && session.status == SessionStatus::Planned;
    if held {
        programme::hold_session(act, id).await?;
    }
    if !changed.is_empty() || guests || counted {
        follow(act, session, &changed).await?;
        revision::raise(act, session.group_id).await?;
        attendance::log_marks(act, id, &changed).await?;
    }
    let changed_anything = !changed.is_empty() || guests || counted;
    if held || counted {
        standing.session = attendance::any_session(act.tx, id).await?;
    }
    if guests {
        standing.guests = attendance::guests(act.tx, id).await?;
    }
    standing.marks =
        attendance::replaced(standing.marks, changed.iter().map(|one| attendance::row(act, id, &one.mark)));
    if changed_anything && standing.session.status == SessionStatus::Held && !standing.tells_of_anybody() {
        programme::take_back_hold(act, id).await?;
        standing.session = attendance::any_session(act.tx, id).await?;
    }
    Ok(standing)
}

/// Who stands as present keeps the minutes that stand, unless the sheet tells others: the page has no field for them.
fn with_standing_minutes(sheet: &Sheet, marks: &[attendance_row::Model], length: i32) -> Sheet {
    let mut sheet = sheet.clone();
    for entry in sheet.entries.iter_mut().filter(|entry| entry.status == AttendanceStatus::Present) {
        let stands = marks.iter().find(|mark| mark.participation_id == entry.participation);
        let stands = stands.filter(|mark| mark.status == AttendanceStatus::Present && mark.minutes <= length);
        entry.minutes = entry.minutes.or(stands.map(|mark| mark.minutes));
    }
    sheet
}

fn somebody_else(sheet: &Sheet) -> bool {
    sheet.head_count.told().is_some_and(|count| count > 0)
        || sheet.guests.as_ref().is_some_and(|guests| !guests.is_empty())
}

/// Records a sheet whose known guests are all within the viewer's reach.
pub(super) async fn record_within_reach(
    act: Act<'_>,
    by: &Viewer,
    standing: SheetState,
    sheet: &Sheet,
) -> Result<SheetState> {
    let is_new = |client: &ClientId| !standing.guests.iter().any(|row| row.client_id == Some(*client));
    let named = sheet.guests.iter().flatten().filter_map(|guest| guest.client).filter(is_new);
    let named: Vec<ClientId> = named.collect();
    if !named.is_empty() {
        let reached = client::reached(act.tx, by, named).await?;
        if let Some(at) =
            sheet.guests.iter().flatten().position(|g| g.client.is_some_and(|c| is_new(&c) && !reached.contains(&c)))
        {
            return Err(Error::Invalid(vec![Fault::of(format!("walk_ins[{at}].client_id"), Code::FaultChoice)]));
        }
    }
    record_attendance(act, standing, sheet).await
}

/// What follows from changed marks: places begin or stand as not begun again, their referrals with them, and second
/// misses become tasks.
async fn follow(act: Act<'_>, session: &SheetSession, changed: &[Changed]) -> Result<()> {
    let moved = changed.iter().filter(|one| is_present(one.mark.status) != is_present(one.was()));
    let moved: Vec<ParticipationId> = moved.map(|one| one.mark.participation).collect();
    if !moved.is_empty() {
        let places = enrolment::restate_places(act, &moved).await?;
        referral::restate_referrals(act, &places).await?;
    }
    call_for_second_misses(act.by_system(), session, changed).await
}
