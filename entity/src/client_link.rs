//! `client_link`: a private link to a client's own pages; only the hash of its token is kept.

use sea_orm::entity::prelude::*;

use crate::id::{ClientId, ClientLinkId};

/// A private link to a client's own pages; only the hash of its token is kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ClientLinkId,
    pub client_id: ClientId,
    #[sea_orm(unique)]
    pub token_hash: String,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub revoked_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "client_id", to = "id")]
    pub client: BelongsTo<super::client::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
