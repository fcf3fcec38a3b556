//! What fell away with an act comes back when that is undone.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use entity::id::{ClientId, SessionId};
use entity::state::{AttendanceStatus, SessionStatus};
use entity::{attendance, attendance_correction, participation, session};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, Order, QueryFilter, QueryOrder};

use super::queries;
use crate::access::Act;
use crate::audit::{self, LoggedChange};
use crate::error::Result;
use crate::revision;

/// Gives the marks back that fell away as a place ended at `at`, of sessions that nobody has changed since: what was said
/// of another day is not said of this one.
pub async fn give_back_with_place(act: Act<'_>, place: &participation::Model, at: DateTime<Utc>) -> Result<()> {
    give_back_of_place(act, place, at, &[]).await
}

/// The same for a group that is back as it was: also of the sessions that fell away with it and have `returned`.
pub async fn give_back_with_group(
    act: Act<'_>,
    place: &participation::Model,
    at: DateTime<Utc>,
    returned: &[session::Model],
) -> Result<()> {
    give_back_of_place(act, place, at, returned).await
}

async fn give_back_of_place(
    act: Act<'_>,
    place: &participation::Model,
    at: DateTime<Utc>,
    returned: &[session::Model],
) -> Result<()> {
    let gone: Vec<(attendance_correction::Model, Option<session::Model>)> = attendance_correction::Entity::find()
        .find_also_related(session::Entity)
        .filter(attendance_correction::COLUMN.participation_id.eq(place.id))
        .filter(attendance_correction::COLUMN.corrected_at.eq(at))
        .all(act.tx)
        .await?;
    let is_as_it_was =
        |session: &session::Model| session.changed_at <= at || returned.iter().any(|one| one.id == session.id);
    let stands = |session: &session::Model| session.status != SessionStatus::Cancelled && is_as_it_was(session);
    for (mark, session) in gone {
        if session.as_ref().is_some_and(stands) {
            give_back(act, place.client_id, mark).await?;
        }
    }
    Ok(())
}

/// A session is again on the day of which these clients last knew: who had said not to come then does not come.
pub async fn give_back_told(act: Act<'_>, id: SessionId, clients: &[ClientId]) -> Result<()> {
    if clients.is_empty() {
        return Ok(());
    }
    let said: Vec<(attendance_correction::Model, Option<participation::Model>)> = attendance_correction::Entity::find()
        .find_also_related(participation::Entity)
        .filter(attendance_correction::COLUMN.session_id.eq(id))
        .filter(participation::COLUMN.client_id.is_in(clients.iter().copied()))
        .filter(participation::COLUMN.active.eq(true))
        .order_by(attendance_correction::Column::CorrectedAt, Order::Desc)
        .all(act.tx)
        .await?;
    let mut seen = HashSet::new();
    for (mark, place) in said {
        let is_last = seen.insert(mark.participation_id);
        let Some(place) = place.filter(|_| is_last && mark.status == AttendanceStatus::AbsentNotified) else {
            continue;
        };
        give_back(act, place.client_id, mark).await?;
    }
    Ok(())
}

/// Makes a mark again, unless another one stands.
async fn give_back(act: Act<'_>, client: ClientId, mark: attendance_correction::Model) -> Result<()> {
    let again = attendance::Model {
        session_id: mark.session_id,
        participation_id: mark.participation_id,
        client_id: client,
        status: mark.status,
        minutes: mark.minutes,
        note: mark.note,
        recorded_at: mark.recorded_at,
        recorded_by: mark.recorded_by,
    };
    let mut stands = OnConflict::columns([attendance::Column::SessionId, attendance::Column::ParticipationId]);
    let row = again.into_active_model().reset_all();
    let given = attendance::Entity::insert(row).on_conflict(stands.do_nothing().to_owned());
    if given.exec_without_returning(act.tx).await? == 0 {
        return Ok(());
    }
    let session = queries::any_session(act.tx, mark.session_id).await?;
    revision::raise(act, session.group_id).await?;
    let name = match mark.status {
        AttendanceStatus::AbsentNotified => "attendance.absence_notified",
        _ => "attendance.recorded",
    };
    audit::changed(act, LoggedChange::of(name, "session", mark.session_id).client(client)).await
}
