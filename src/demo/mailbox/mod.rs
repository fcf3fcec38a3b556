//! The demo's mailbox: what would have been sent, as it would look; and the gallery of components. Both exist only in
//! the demo.

mod routes;
mod views;

use chrono::{DateTime, Utc};

pub use routes::routes;

use crate::mailer::Mail;
use crate::sms::Text;

/// A message that would have gone out.
enum Sent {
    Mail(Mail),
    Text(Text),
}

impl Sent {
    const fn at(&self) -> DateTime<Utc> {
        match self {
            Self::Mail(mail) => mail.at,
            Self::Text(text) => text.at,
        }
    }
}
