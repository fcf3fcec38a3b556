//! Turning an application down.

use chrono::{DateTime, Utc};
use entity::id::ApplicationId;

use crate::access::Act;
use crate::app::App;
use crate::error::{Error, Result};
use crate::message::discreet::Discreet;
use crate::notify::{self, Audience, News, Told};
use crate::one_by_one::OneByOne;
use crate::recruitment;

/// Turns an application down with a message to the person, in a leader's words or in ours; once more sends nothing.
pub async fn reject_application(act: Act<'_>, application: ApplicationId, words: Option<Discreet>) -> Result<Told> {
    if !recruitment::set_rejected(act, application).await? {
        return Ok(Told::default());
    }
    let news = News::ApplicationRejected { application, words };
    notify::tell(act, &[Audience::Applicant(application)], news).await
}

/// Answers whoever still waits for a place in a group that is over or was cancelled. A job; each is a transaction of
/// its own.
pub async fn answer_in_vain(app: &App, now: DateTime<Utc>) -> Result<()> {
    let mut each = OneByOne::at(app, now);
    for id in recruitment::in_vain(app.db.read()).await? {
        each.run(async |act| match reject_application(act, id, None).await {
            // A leader has decided meanwhile.
            Err(Error::Conflict(_)) => Ok(()),
            answered => answered.map(|_told| ()),
        })
        .await;
    }
    each.end()
}
