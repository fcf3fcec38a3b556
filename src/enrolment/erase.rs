//! Erasure of what places and the queue say of a client.

use entity::id::ClientId;
use entity::state::OfferStatus;
use entity::{offer, participation, waiting};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};

use crate::error::Result;

/// Whether the client holds a place, is offered one or waits for one.
pub async fn is_involved(db: &impl ConnectionTrait, client: ClientId) -> Result<bool> {
    let places = participation::Entity::find()
        .filter(participation::Column::ClientId.eq(client))
        .filter(participation::Column::Active.eq(true));
    let offers = offer::Entity::find()
        .filter(offer::Column::ClientId.eq(client))
        .filter(offer::Column::Status.eq(OfferStatus::Open));
    let waits =
        waiting::Entity::find().filter(waiting::Column::ClientId.eq(client)).filter(waiting::Column::Active.eq(true));
    Ok(places.count(db).await? + offers.count(db).await? + waits.count(db).await? > 0)
}

/// Blanks the free texts of the client's places, offers and turns in the queue; states and days stay for the figures.
pub async fn erase_notes(tx: &DatabaseTransaction, client: ClientId) -> Result<()> {
    let nothing = || Expr::value(Option::<String>::None);
    participation::Entity::update_many()
        .col_expr(participation::Column::EndNote, nothing())
        .col_expr(participation::Column::OverrideReason, nothing())
        .filter(participation::Column::ClientId.eq(client))
        .exec(tx)
        .await?;
    offer::Entity::update_many()
        .col_expr(offer::Column::OverrideReason, nothing())
        .filter(offer::Column::ClientId.eq(client))
        .exec(tx)
        .await?;
    waiting::Entity::update_many()
        .col_expr(waiting::Column::PriorityReason, nothing())
        .filter(waiting::Column::ClientId.eq(client))
        .exec(tx)
        .await?;
    Ok(())
}
