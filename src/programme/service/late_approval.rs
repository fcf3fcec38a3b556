//! What is asked about a plan that nobody decided on in time.

use entity::id::ApprovalId;

use crate::access::Act;
use crate::error::Result;
use crate::task::done_by_start;

/// How the keys of the tasks about a late decision begin.
pub(super) fn key(id: ApprovalId) -> String {
    format!("approval-late-{id}-")
}

/// The tasks about a late decision are done when it is taken.
pub(super) async fn answer(act: Act<'_>, id: ApprovalId) -> Result<()> {
    done_by_start(act, &key(id)).await
}
