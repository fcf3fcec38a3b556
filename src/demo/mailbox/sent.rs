//! What would have been sent.

use chrono::{DateTime, Utc};

use crate::mailer::Mail;
use crate::sms::Text;

/// A message that would have gone out.
pub enum Sent {
    /// By e-mail.
    Mail(Mail),
    /// By text message.
    Text(Text),
}

impl Sent {
    /// When it would have gone out.
    pub const fn at(&self) -> DateTime<Utc> {
        match self {
            Self::Mail(mail) => mail.at,
            Self::Text(text) => text.at,
        }
    }
}
