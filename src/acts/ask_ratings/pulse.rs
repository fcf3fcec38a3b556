//! Asking for feedback on one session.

use entity::id::SessionId;

use crate::access::{Act, Viewer};
use crate::error::Result;
use crate::notify::{self, Audience, News, Told};
use crate::rating::{self, Asked};

/// How feedback is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PulseRequester {
    /// By a link to everyone who is reached by messages and has not answered.
    Link,
    /// By printed forms.
    Paper,
}

/// Asks those who came to a session for feedback on it.
pub async fn ask_pulse(act: Act<'_>, by: &Viewer, session: SessionId, how: PulseRequester) -> Result<Told> {
    let asked = rating::insert_pulse_requests(act, by, session).await?;
    let mut told = Told::default();
    if how == PulseRequester::Link {
        for Asked { request, client } in asked {
            told += notify::tell(act, &[Audience::Client(client)], News::RatingAsked { request }).await?;
        }
    }
    Ok(told)
}
