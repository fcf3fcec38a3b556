//! A session is held by the word of whoever leads it, without a mark.

use crate::access::{Act, ReachedSession};
use crate::error::{Code, Error, Result};
use crate::programme;

/// Notes that a session took place which has begun; again changes nothing.
pub async fn hold_begun(act: Act<'_>, reached: &ReachedSession) -> Result<()> {
    let session = &reached.session;
    if session.starts_at > act.now {
        return Err(Error::conflict(Code::SessionNotBegun));
    }
    programme::hold_session(act, session.id).await
}
