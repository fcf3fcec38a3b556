//! Sending an application from the open programme.

use crate::access::Act;
use crate::error::Result;
use crate::notify::{self, Audience, News, Told};
use crate::recruitment::{self, NewApplication};

/// Takes an application and sends the link that confirms it; whoever it is about is not looked up. One address that has
/// sent too many is told nothing more.
pub async fn apply_to_group(act: Act<'_>, new: NewApplication) -> Result<Told> {
    match recruitment::insert_application(act, new).await? {
        Some(application) => {
            notify::tell(act, &[Audience::Applicant(application)], News::ApplicationToConfirm { application }).await
        }
        None => Ok(Told::default()),
    }
}
