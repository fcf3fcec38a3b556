//! Booking an interpreter.

use entity::id::{InterpretingId, SessionId};

use crate::access::{Act, Viewer, reach_session};
use crate::error::Result;
use crate::programme::{self, InterpretingInput};

/// Books an interpreter for a session, or asks for one.
pub async fn book_interpreter(
    act: Act<'_>,
    by: &Viewer,
    session: SessionId,
    input: InterpretingInput,
) -> Result<InterpretingId> {
    let session = reach_session(act, by, session).await?;
    programme::insert_interpreting(act, &session, input).await
}

/// Changes a booking; the session is the one that it is for.
pub async fn change_interpreter(
    act: Act<'_>,
    by: &Viewer,
    id: InterpretingId,
    input: InterpretingInput,
) -> Result<SessionId> {
    let session = programme::session_of_interpreting(act, id).await?;
    let reached = reach_session(act, by, session).await?;
    programme::set_interpreting(act, &reached, id, input).await?;
    Ok(session)
}
