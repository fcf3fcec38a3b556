//! `calendar_link`: a private calendar feed: its kind, its subject and the hash of its token.

use sea_orm::entity::prelude::*;

use crate::id::{CalendarLinkId, ClientId, StaffId};
use crate::state::{FeedKind, FeedTitles};

/// A private calendar feed: its kind, its subject and the hash of its token.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CalendarLinkId,
    pub kind: FeedKind,
    pub subject_id: Option<Uuid>,
    pub client_id: Option<ClientId>,
    pub staff_id: Option<StaffId>,
    pub titles: FeedTitles,
    pub label: Option<String>,
    #[sea_orm(unique)]
    pub token_hash: String,
    pub created_at: DateTimeUtc,
    pub fetched_at: Option<DateTimeUtc>,
    pub fetched_by: Option<String>,
    pub revoked_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
