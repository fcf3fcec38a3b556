//! The address of a client at which a message was refused for good: it stands until address or way change, or a message
//! comes through.

use entity::client;
use entity::id::ClientId;
use entity::state::{ContactChannel, TaskKind};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use crate::access::Act;
use crate::error::Result;
use crate::task;

/// Notes that an address does not work while messages still go there; whether that is new.
pub async fn set_refused(act: Act<'_>, id: ClientId, address: &str) -> Result<bool> {
    let by = |channel: ContactChannel| Condition::all().add(client::COLUMN.channel.eq(channel));
    let own = Condition::any()
        .add(by(ContactChannel::Sms).add(client::COLUMN.phone.eq(address)))
        .add(by(ContactChannel::Email).add(client::COLUMN.email.eq(address)));
    let new =
        Condition::any().add(client::COLUMN.refused_address.is_null()).add(client::COLUMN.refused_address.ne(address));
    let changed = client::Entity::update_many()
        .col_expr(client::Column::RefusedAddress, Expr::value(address))
        .filter(client::COLUMN.id.eq(id))
        .filter(own)
        .filter(new)
        .exec(act.tx)
        .await?;
    Ok(changed.rows_affected > 0)
}

/// Notes that an address works after all, and nobody need look after it.
pub async fn set_reached(act: Act<'_>, id: ClientId, address: &str) -> Result<()> {
    let changed = client::Entity::update_many()
        .col_expr(client::Column::RefusedAddress, Expr::value(Option::<String>::None))
        .filter(client::COLUMN.id.eq(id))
        .filter(client::COLUMN.refused_address.eq(address))
        .exec(act.tx)
        .await?;
    if changed.rows_affected > 0 {
        task::done_about(act, TaskKind::AddressFails, id).await?;
    }
    Ok(())
}
