//! `client`: a client: what the process needs to know, and nothing more.

use sea_orm::entity::prelude::*;

use crate::id::{ClientId, StaffId, UnitId};
use crate::state::{ContactChannel, Language, ReminderChoice};

/// A client: what the process needs to know, and nothing more.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ClientId,
    #[sea_orm(unique)]
    pub external_ref: Option<String>,
    pub unit_id: UnitId,
    pub name: String,
    pub given_name: String,
    pub name_sort: String,
    pub name_search: String,
    pub birth_year: Option<i32>,
    pub language: Language,
    pub municipality: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// The lines under the name on an envelope.
    #[sea_orm(column_type = "Text", nullable)]
    pub postal_address: Option<String>,
    pub channel: ContactChannel,
    pub reminders: ReminderChoice,
    pub address_protection: bool,
    pub interpreter: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub needs: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub contact_note: Option<String>,
    pub refused_address: Option<String>,
    pub key_worker_id: Option<StaffId>,
    pub show_place: bool,
    pub deceased_on: Option<Date>,
    pub merged_into_id: Option<ClientId>,
    pub erased_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "unit_id", to = "id")]
    pub unit: BelongsTo<super::unit::Entity>,
    #[sea_orm(belongs_to, from = "key_worker_id", to = "id")]
    pub key_worker: BelongsTo<Option<super::staff::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
