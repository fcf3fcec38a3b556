//! An applicant takes the application back by its link.

use crate::access::Act;
use crate::error::Result;
use crate::recruitment;

/// Takes an application back, until somebody has decided on it: leaders are not asked about it any more, and what waits to be
/// told of it is told to nobody. Once more changes nothing.
pub async fn withdraw_application(act: Act<'_>, token: &str) -> Result<()> {
    recruitment::set_withdrawn(act, token).await
}
