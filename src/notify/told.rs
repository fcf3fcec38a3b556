//! What an act says of who hears of it, and how.

use chrono::{DateTime, Utc};
use entity::state::MessageChannel;
use serde::Serialize;
use utoipa::ToSchema;

use super::audience::Person;
use crate::web::heard::Heard;

/// How many hear of an act in which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[must_use]
pub struct Told {
    /// Clients and applicants by text message.
    pub by_text: u32,
    /// Clients and applicants by mail.
    pub by_mail: u32,
    /// Clients whom somebody writes a letter.
    pub by_letter: u32,
    /// Clients whom somebody calls.
    pub to_call: u32,
    /// Staff by mail.
    pub staff: u32,
    /// Whether a message goes at once, so that taking the act back is one more message.
    pub at_once: bool,
    /// Until when the act can be taken back before anybody hears of it.
    pub undo_until: Option<DateTime<Utc>>,
}

impl Told {
    /// Whether nobody hears of it.
    pub const fn is_nobody(&self) -> bool {
        self.by_text + self.by_mail + self.by_letter + self.to_call + self.staff == 0
    }

    /// Counts one more who hears.
    pub(super) const fn count(&mut self, person: Person, channel: MessageChannel) {
        match (person, channel) {
            (Person::Staff(_), _) => self.staff += 1,
            // That is a task of whoever leads, beside the list of clients to call.
            (Person::Interpreter(_) | Person::VenueKeeper(_), MessageChannel::Call) => {}
            (_, MessageChannel::Sms) => self.by_text += 1,
            (_, MessageChannel::Email) => self.by_mail += 1,
            (_, MessageChannel::Letter) => self.by_letter += 1,
            (_, MessageChannel::Call) => self.to_call += 1,
        }
    }

    /// Notes that a message goes at `due`.
    pub(super) fn leaves(&mut self, now: DateTime<Utc>, due: DateTime<Utc>) {
        self.at_once |= due <= now;
        self.undo_until = if self.at_once { None } else { Some(self.undo_until.map_or(due, |until| until.min(due))) };
    }
}

impl From<Told> for Heard {
    fn from(told: Told) -> Self {
        let Told { by_text, by_mail, by_letter, to_call, staff, .. } = told;
        Self { by_text, by_mail, by_letter, to_call, staff }
    }
}

impl std::ops::AddAssign for Told {
    fn add_assign(&mut self, other: Self) {
        self.by_text += other.by_text;
        self.by_mail += other.by_mail;
        self.by_letter += other.by_letter;
        self.to_call += other.to_call;
        self.staff += other.staff;
        self.at_once |= other.at_once;
        let both = self.undo_until.into_iter().chain(other.undo_until);
        self.undo_until = if self.at_once { None } else { both.min() };
    }
}
