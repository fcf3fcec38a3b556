//! `walk_in`: someone who came to a session of an open group without a referral, by client or by alias.

use sea_orm::entity::prelude::*;

use crate::id::{ClientId, SessionId, StaffId, WalkInId};

/// Someone who came to a session of an open group without a referral, by client or by alias.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "walk_in")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WalkInId,
    pub session_id: SessionId,
    pub client_id: Option<ClientId>,
    pub alias: Option<String>,
    pub minutes: i32,
    pub recorded_at: DateTimeUtc,
    pub recorded_by: StaffId,
    #[sea_orm(belongs_to, from = "session_id", to = "id")]
    pub session: BelongsTo<super::session::Entity>,
    #[sea_orm(belongs_to, from = "client_id", to = "id")]
    pub client: BelongsTo<Option<super::client::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
