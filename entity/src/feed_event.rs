//! `feed_event`: what an audience was last shown of a session: the hash of it, and how often it changed.

use sea_orm::entity::prelude::*;

use crate::id::SessionId;

/// What an audience was last shown of a session: the hash of it, and how often it changed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feed_event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub session_id: SessionId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub audience: String,
    pub hash: String,
    pub sequence: i32,
    pub changed_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "session_id", to = "id")]
    pub session: BelongsTo<super::session::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
