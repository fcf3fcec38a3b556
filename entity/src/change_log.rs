//! `change_log`: one change: who did what to what, written in the transaction of the act.

use sea_orm::entity::prelude::*;

use crate::id::{ChangeId, ClientId};
use crate::state::ActorKind;

/// One change: who did what to what, written in the transaction of the act.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change_log")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ChangeId,
    pub at: DateTimeUtc,
    pub actor_kind: ActorKind,
    pub actor_id: Option<Uuid>,
    pub act: String,
    pub subject_kind: String,
    pub subject_id: Option<Uuid>,
    pub client_id: Option<ClientId>,
    #[sea_orm(column_type = "JsonBinary")]
    pub details: Json,
    /// The seal that holds it.
    pub seal: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
