//! `pair_rule`: two clients who must not meet; shown as a bare conflict, never with its reason.

use sea_orm::entity::prelude::*;

use crate::id::{ClientId, PairRuleId, StaffId};

/// Two clients who must not meet; shown as a bare conflict, never with its reason.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pair_rule")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PairRuleId,
    pub client_a_id: ClientId,
    pub client_b_id: ClientId,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub created_by: StaffId,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
