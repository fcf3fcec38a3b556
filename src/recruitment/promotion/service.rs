//! Writes of channel codes.

use entity::channel_code;
use entity::id::{ChannelCodeId, GroupId};
use entity::state::Channel;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};

use crate::access::Act;
use crate::audit::{self, LoggedChange};
use crate::error::Result;
use crate::random;

/// Makes a channel code of a group.
pub async fn create(act: Act<'_>, group: GroupId, channel: Channel, label: String) -> Result<ChannelCodeId> {
    let id: ChannelCodeId = random::id(act.now);
    let row = channel_code::ActiveModel {
        id: Set(id),
        group_id: Set(group),
        channel: Set(channel),
        code: Set(random::code()),
        label: Set(label),
        visits: Set(0),
        created_at: Set(act.now),
    };
    channel_code::Entity::insert(row).exec_without_returning(act.tx).await?;
    audit::changed(act, LoggedChange::of("channel_code.created", "channel_code", id)).await?;
    Ok(id)
}

/// Counts that somebody came by a code; nothing is kept of who.
pub async fn visited(tx: &DatabaseTransaction, id: ChannelCodeId) -> Result<()> {
    channel_code::Entity::update_many()
        .col_expr(channel_code::Column::Visits, Expr::col(channel_code::Column::Visits).add(1))
        .filter(channel_code::COLUMN.id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}
