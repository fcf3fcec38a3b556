//! An application from the open programme is confirmed by its link.

use crate::access::Act;
use crate::error::Result;
use crate::notify::{self, Audience, News, Told};
use crate::recruitment;

/// Confirms an application, which its group's leaders are asked to answer, and hear of; a second time changes nothing.
pub async fn confirm_application(act: Act<'_>, token: &str) -> Result<Told> {
    let Some(confirmed) = recruitment::set_confirmed(act, token).await? else { return Ok(Told::default()) };
    let news = News::Applied { application: confirmed.id };
    notify::tell(act, &[Audience::Leaders(confirmed.group_id)], news).await
}
