//! When somebody works, and who stands in at any time.

use crate::access::{Act, Viewer};
use crate::error::Result;
use crate::people::{self, WorkInput};

/// Writes when the viewer works, and who stands in.
pub async fn change_work(act: Act<'_>, by: &Viewer, input: WorkInput) -> Result<()> {
    people::set_work(act, by.staff_id, input).await
}
