//! Writing who interprets at a session.

use entity::id::{InterpretingId, SessionId};
use entity::state::InterpretingStatus;
use entity::{interpreting, session};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};

use crate::access::{Act, ReachedSession};
use crate::audit::{self, LoggedChange};
use crate::error::{OrNotFound, Result};
use crate::programme::rules::InterpretingInput;
use crate::random;

/// Books an interpreter for a session, or asks for one.
pub async fn insert_interpreting(
    act: Act<'_>,
    ReachedSession { session, .. }: &ReachedSession,
    input: InterpretingInput,
) -> Result<InterpretingId> {
    let id = random::id(act.now);
    let row = interpreting::ActiveModel {
        id: Set(id),
        session_id: Set(session.id),
        created_at: Set(act.now),
        ..columns(act, session, input)
    };
    row.insert(act.tx).await?;
    audit::changed(act, LoggedChange::of("interpreting.booked", "session", session.id)).await?;
    Ok(id)
}

/// Changes a booking; one that is confirmed is so for the time that the session has now.
pub async fn set_interpreting(
    act: Act<'_>,
    ReachedSession { session, .. }: &ReachedSession,
    id: InterpretingId,
    input: InterpretingInput,
) -> Result<()> {
    let row = interpreting::ActiveModel { id: Set(id), ..columns(act, session, input) };
    row.update(act.tx).await?;
    audit::changed(act, LoggedChange::of("interpreting.changed", "session", session.id)).await
}

fn columns(act: Act<'_>, session: &session::Model, input: InterpretingInput) -> interpreting::ActiveModel {
    let is_booked = input.status == InterpretingStatus::Booked;
    interpreting::ActiveModel {
        language: Set(input.language),
        name: Set(input.name),
        email: Set(input.email),
        phone: Set(input.phone),
        status: Set(input.status),
        booked_for: Set(is_booked.then_some(session.starts_at)),
        note: Set(input.note),
        updated_at: Set(act.now),
        ..Default::default()
    }
}

/// A booking with its session.
pub async fn session_of_interpreting(act: Act<'_>, id: InterpretingId) -> Result<SessionId> {
    Ok(interpreting::Entity::find_by_id(id).one(act.tx).await.or_not_found()?.session_id)
}
