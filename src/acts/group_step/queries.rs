//! Whom a change of a whole group concerns.

use chrono::{DateTime, Utc};
use entity::id::{ClientId, GroupId, SessionId};
use entity::state::{ContactChannel, GroupStatus, OfferStatus, SessionStatus};
use entity::{client, group, offer, participation, referral, session, waiting};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};

use crate::error::Result;

/// A client with a place, an offer or a turn in the queue.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Concerned {
    pub client_id: ClientId,
    pub channel: ContactChannel,
}

/// The living clients with a place in the group.
pub async fn placed(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<Concerned>> {
    living(db, Condition::all().add(client::Column::Id.in_subquery(places(group)))).await
}

/// The living clients with a place in the group, an open offer or a turn in its queue.
pub async fn concerned(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<Concerned>> {
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
    let any = [places(group), offers, queue]
        .into_iter()
        .fold(Condition::any(), |any, ids| any.add(client::Column::Id.in_subquery(ids)));
    living(db, any).await
}

fn places(group: GroupId) -> SelectStatement {
    Query::select()
        .column(participation::Column::ClientId)
        .from(participation::Entity)
        .cond_where(participation::COLUMN.group_id.eq(group))
        .cond_where(participation::COLUMN.active.eq(true))
        .to_owned()
}

async fn living(db: &impl ConnectionTrait, which: Condition) -> Result<Vec<Concerned>> {
    Ok(client::Entity::find()
        .select_only()
        .column_as(client::Column::Id, "client_id")
        .column(client::Column::Channel)
        .filter(which)
        .filter(client::COLUMN.deceased_on.is_null())
        .order_by(client::Column::Id, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

/// The planned sessions of a group that have not begun.
pub async fn ahead(db: &impl ConnectionTrait, group: GroupId, now: DateTime<Utc>) -> Result<Vec<SessionId>> {
    Ok(session::Entity::find()
        .select_only()
        .column(session::Column::Id)
        .filter(session::COLUMN.group_id.eq(group))
        .filter(session::COLUMN.status.eq(SessionStatus::Planned))
        .filter(session::COLUMN.starts_at.gt(now))
        .into_tuple()
        .all(db)
        .await?)
}

/// The groups that have ended with referrals still open.
pub async fn left_open(db: &impl ConnectionTrait) -> Result<Vec<GroupId>> {
    let over = [GroupStatus::Ended, GroupStatus::Reported, GroupStatus::Archived];
    Ok(referral::Entity::find()
        .select_only()
        .column(referral::Column::GroupId)
        .join(JoinType::InnerJoin, referral::Relation::Group.def())
        .filter(referral::COLUMN.closed_at.is_null())
        .filter(group::COLUMN.status.is_in(over))
        .distinct()
        .into_tuple()
        .all(db)
        .await?)
}
