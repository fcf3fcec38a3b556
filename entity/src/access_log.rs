//! `access_log`: one view, search or export of a client's data (act 703/2023).

use sea_orm::entity::prelude::*;

use crate::id::{AccessId, ClientId};
use crate::state::ActorKind;

/// One view, search or export of a client's data (act 703/2023).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_log")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccessId,
    pub at: DateTimeUtc,
    pub actor_kind: ActorKind,
    pub actor_id: Option<Uuid>,
    pub client_id: ClientId,
    pub what: String,
    pub reason: Option<String>,
    /// The seal that holds it.
    pub seal: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
