//! `disclosure_log`: one disclosure of a client's data: to whom, what and on what ground.

use sea_orm::entity::prelude::*;

use crate::id::{ClientId, DisclosureId};
use crate::state::ActorKind;

/// One disclosure of a client's data: to whom, what and on what ground.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "disclosure_log")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DisclosureId,
    pub at: DateTimeUtc,
    pub actor_kind: ActorKind,
    pub actor_id: Option<Uuid>,
    pub client_id: ClientId,
    pub recipient: String,
    pub what: String,
    pub ground: String,
    /// The seal that holds it.
    pub seal: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
