//! What clients choose for themselves on their own pages.

use entity::client;
use entity::state::{ContactChannel, Language, ReminderChoice, TaskKind};
use sea_orm::{ActiveModelTrait, NotSet, Set};

use super::links::LinkHolder;
use super::queries::ClientContact;
use super::service::ClientChanged;
use crate::access::Act;
use crate::audit::{self, LoggedChange};
use crate::error::Result;
use crate::{revision, task};

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

/// Writes the choices of a client whom [`by_link`](super::by_link) has found in this act; the client's calendar follows.
pub async fn set_choices(act: Act<'_>, contact: &LinkHolder, choices: ClientChoices) -> Result<ClientChanged> {
    let before = ClientChoices::of(contact);
    let fields = [
        ("language", before.language != choices.language),
        ("channel", before.channel != choices.channel),
        ("reminders", before.reminders != choices.reminders),
        ("show_place", before.show_place != choices.show_place),
    ];
    let fields: Vec<&str> = fields.into_iter().filter(|(_, changed)| *changed).map(|(name, _)| name).collect();
    let (id, keeper) = (contact.id, contact.key_worker_id);
    let changed = ClientChanged { id, fields, kept_by: keeper, keeper, died_on: None };
    if changed.fields.is_empty() {
        return Ok(changed);
    }
    let other_way = before.channel != choices.channel;
    if other_way {
        task::done_about(act, TaskKind::AddressFails, id).await?;
    }
    let row = client::ActiveModel {
        id: Set(id),
        refused_address: if other_way { Set(None) } else { NotSet },
        language: Set(choices.language),
        channel: Set(choices.channel),
        reminders: Set(choices.reminders),
        show_place: Set(choices.show_place),
        updated_at: Set(act.now),
        ..Default::default()
    };
    row.update(act.tx).await?;
    revision::raise(act, id).await?;
    audit::changed(act, LoggedChange::of("client.chose", "client", id).client(id)).await?;
    Ok(changed)
}
