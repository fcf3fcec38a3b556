//! What moves when two clients turn out to be one person.

use entity::id::ClientId;
use entity::{group, offer, participation, waiting};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect,
};

use crate::error::Result;

/// The names of the groups in which both clients hold a place: one person can't hold two.
pub async fn placed_twice(db: &impl ConnectionTrait, (one, other): (ClientId, ClientId)) -> Result<Vec<String>> {
    let held = |client: ClientId| {
        Query::select()
            .column(participation::Column::GroupId)
            .from(participation::Entity)
            .and_where(participation::Column::ClientId.eq(client))
            .and_where(participation::Column::Active.eq(true))
            .take()
    };
    Ok(group::Entity::find()
        .select_only()
        .column(group::Column::Name)
        .filter(group::Column::Id.in_subquery(held(one)))
        .filter(group::Column::Id.in_subquery(held(other)))
        .order_by(group::Column::NameSort, Order::Asc)
        .into_tuple()
        .all(db)
        .await?)
}

/// Makes the places, offers and turns in queues of one client those of another; none of them is in one group twice.
pub async fn move_client(tx: &DatabaseTransaction, (from, to): (ClientId, ClientId)) -> Result<()> {
    participation::Entity::update_many()
        .col_expr(participation::Column::ClientId, Expr::value(to))
        .filter(participation::Column::ClientId.eq(from))
        .exec(tx)
        .await?;
    offer::Entity::update_many()
        .col_expr(offer::Column::ClientId, Expr::value(to))
        .filter(offer::Column::ClientId.eq(from))
        .exec(tx)
        .await?;
    waiting::Entity::update_many()
        .col_expr(waiting::Column::ClientId, Expr::value(to))
        .filter(waiting::Column::ClientId.eq(from))
        .exec(tx)
        .await?;
    Ok(())
}
