//! What moves when two clients turn out to be one person.

use entity::id::ClientId;
use entity::{group, offer, participation, waiting};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};

use crate::access::Act;
use crate::error::Result;
use crate::merge::Merge;

/// The names of the groups in which both clients hold a place: one person can't hold two.
pub async fn placed_twice(db: &impl ConnectionTrait, merge: Merge) -> Result<Vec<String>> {
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
        .filter(group::Column::Id.in_subquery(held(merge.kept)))
        .filter(group::Column::Id.in_subquery(held(merge.gone)))
        .order_by(group::Column::NameSort, Order::Asc)
        .into_tuple()
        .all(db)
        .await?)
}

/// Makes the places, offers and turns in queues of one client those of another; none of them is in one group twice.
pub async fn move_client(act: Act<'_>, merge: Merge) -> Result<()> {
    participation::Entity::update_many()
        .col_expr(participation::Column::ClientId, Expr::value(merge.kept))
        .filter(participation::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    offer::Entity::update_many()
        .col_expr(offer::Column::ClientId, Expr::value(merge.kept))
        .filter(offer::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    waiting::Entity::update_many()
        .col_expr(waiting::Column::ClientId, Expr::value(merge.kept))
        .filter(waiting::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    Ok(())
}
