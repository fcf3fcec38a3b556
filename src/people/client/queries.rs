//! Reads of clients, scoped by who looks.

use chrono::NaiveDate;
use entity::client;
use entity::id::{ClientId, StaffId};
use entity::state::{ContactChannel, Language, ReminderChoice};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter};

use super::rules::is_hidden;
use crate::error::{Error, OrNotFound, Result};
use crate::people::Viewer;
use crate::people::rights::{Act, Resource};
use crate::people::scope;

/// How to reach a client, and with how much discretion.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Contact {
    /// The client.
    pub id: ClientId,
    /// The whole name.
    pub name: String,
    /// The given name.
    pub given_name: String,
    /// The language of messages and pages.
    pub language: Language,
    /// The way the client wants to be reached.
    pub channel: ContactChannel,
    /// The e-mail address.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// Which reminders the client wants.
    pub reminders: ReminderChoice,
    /// Whether address and municipality are protected.
    pub address_protection: bool,
    /// Whether the client's calendar names places.
    pub show_place: bool,
    /// The day of death.
    pub deceased_on: Option<NaiveDate>,
    /// The key worker.
    pub key_worker_id: Option<StaffId>,
}

/// How to reach one client.
pub async fn contact(db: &impl ConnectionTrait, id: ClientId) -> Result<Contact> {
    client::Entity::find_by_id(id).into_model().one(db).await.or_not_found()
}

/// One client whom the viewer may see.
pub async fn one(db: &impl ConnectionTrait, viewer: &Viewer, id: ClientId) -> Result<client::Model> {
    let reached = scope::clients(viewer, Resource::Client, Act::Read);
    client::Entity::find_by_id(id).filter(reached).one(db).await.or_not_found()
}

/// One client whom the viewer may change; a protected one is changed by the key worker only.
pub async fn one_to_write(db: &impl ConnectionTrait, viewer: &Viewer, id: ClientId) -> Result<client::Model> {
    let reached = scope::clients(viewer, Resource::Client, Act::Write);
    let row = client::Entity::find_by_id(id).filter(reached).one(db).await.or_not_found()?;
    if is_hidden(viewer.staff_id, row.address_protection, row.key_worker_id) {
        return Err(Error::NotFound);
    }
    Ok(row)
}
