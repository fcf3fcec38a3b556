//! `message`: the outbox: a message to one recipient by one channel.

use sea_orm::entity::prelude::*;

use crate::id::{ClientId, GroupId, MessageId, ReferralId, SessionId, StaffId};
use crate::state::{Language, MessageChannel, MessageKind, MessageStatus};

/// The outbox: a message to one recipient by one channel.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MessageId,
    pub kind: MessageKind,
    pub channel: MessageChannel,
    pub client_id: Option<ClientId>,
    pub staff_id: Option<StaffId>,
    pub address: Option<String>,
    pub language: Language,
    pub subject: String,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// What is told, as data, until it is sent; then subject and body are what was.
    #[sea_orm(column_type = "Text", nullable)]
    pub news: Option<String>,
    #[sea_orm(unique)]
    pub key: String,
    pub group_id: Option<GroupId>,
    pub session_id: Option<SessionId>,
    pub referral_id: Option<ReferralId>,
    pub status: MessageStatus,
    pub due_at: DateTimeUtc,
    pub expires_at: Option<DateTimeUtc>,
    pub attempts: i32,
    pub lease_until: Option<DateTimeUtc>,
    /// Since when it waits for somebody to let it go: it stood in a copy that was put back.
    pub held_at: Option<DateTimeUtc>,
    pub error: Option<String>,
    pub created_at: DateTimeUtc,
    pub sent_at: Option<DateTimeUtc>,
    /// The staff member whose act it came of.
    pub caused_by: Option<StaffId>,
    /// The code on the slip by which a printed letter is answered.
    #[sea_orm(unique)]
    pub slip: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
