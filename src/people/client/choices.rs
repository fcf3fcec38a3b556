//! What clients choose for themselves on their own pages.

use entity::client;
use entity::id::ClientId;
use entity::state::{ContactChannel, Language, ReminderChoice};
use sea_orm::{ActiveModelTrait, Set};

use super::queries::ClientContact;
use crate::access::Act;
use crate::audit::{self, LoggedChange};
use crate::error::Result;
use crate::revision;

/// A client's choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientChoices {
    /// The language of messages and own pages.
    pub language: Language,
    /// The way messages come.
    pub channel: ContactChannel,
    /// Which reminders come.
    pub reminders: ReminderChoice,
    /// Whether own pages and calendar name places.
    pub show_place: bool,
}

impl ClientChoices {
    /// What a client has chosen so far.
    pub const fn of(contact: &ClientContact) -> Self {
        Self {
            language: contact.language,
            channel: contact.channel,
            reminders: contact.reminders,
            show_place: contact.show_place,
        }
    }
}

/// Keeps a client's choices; the client's calendar follows.
pub async fn choose(act: Act<'_>, id: ClientId, choices: ClientChoices) -> Result<()> {
    let row = client::ActiveModel {
        id: Set(id),
        language: Set(choices.language),
        channel: Set(choices.channel),
        reminders: Set(choices.reminders),
        show_place: Set(choices.show_place),
        updated_at: Set(act.now),
        ..Default::default()
    };
    row.update(act.tx).await?;
    revision::raise(act, id).await?;
    audit::changed(act, LoggedChange::of("client.chose", "client", id).client(id)).await
}
