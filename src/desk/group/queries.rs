//! Whom a change of a whole group concerns.

use entity::id::{ClientId, GroupId, StaffId};
use entity::state::{ContactChannel, OfferStatus};
use entity::{client, offer, participation, waiting};
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, Order, QueryFilter, QueryOrder, QuerySelect,
};

use crate::error::Result;

/// A client with a place, an offer or a turn in the queue.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Concerned {
    pub client_id: ClientId,
    pub channel: ContactChannel,
    pub key_worker_id: Option<StaffId>,
}

/// The living clients with a place in the group, an open offer or a turn in its queue.
pub async fn concerned(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<Concerned>> {
    let places = Query::select()
        .column(participation::Column::ClientId)
        .from(participation::Entity)
        .cond_where(participation::COLUMN.group_id.eq(group))
        .cond_where(participation::COLUMN.active.eq(true))
        .to_owned();
    let offers = Query::select()
        .column(offer::Column::ClientId)
        .from(offer::Entity)
        .cond_where(offer::COLUMN.group_id.eq(group))
        .cond_where(offer::COLUMN.status.eq(OfferStatus::Open))
        .to_owned();
    let queue = Query::select()
        .column(waiting::Column::ClientId)
        .from(waiting::Entity)
        .cond_where(waiting::COLUMN.group_id.eq(group))
        .cond_where(waiting::COLUMN.active.eq(true))
        .to_owned();
    let any = [places, offers, queue]
        .into_iter()
        .fold(Condition::any(), |any, ids| any.add(client::Column::Id.in_subquery(ids)));
    Ok(client::Entity::find()
        .select_only()
        .column_as(client::Column::Id, "client_id")
        .columns([client::Column::Channel, client::Column::KeyWorkerId])
        .filter(any)
        .filter(client::COLUMN.deceased_on.is_null())
        .order_by(client::Column::Id, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}
