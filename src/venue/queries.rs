//! Reads of venues.

use chrono::{DateTime, Utc};
use entity::id::VenueId;
use entity::state::SessionStatus;
use entity::{group, session, venue};
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, RelationTrait, Select,
};

use crate::db::contains_pattern;
use crate::error::{OrNotFound, Result};
use crate::text::sort::search_key;
use crate::web::list::{ListQuery, PAGE};

/// A venue for a choice.
#[derive(Clone, Debug, FromQueryResult)]
pub struct VenueOption {
    pub id: VenueId,
    pub name: String,
    pub municipality: Option<String>,
    /// How many people it holds.
    pub capacity: Option<i32>,
    /// Whether new plans may use it.
    pub active: bool,
}

/// A session planned at a venue.
#[derive(Clone, Debug, FromQueryResult)]
pub struct VenueBooking {
    /// The code of its group; its name is for those whom the group's own page lets in.
    pub code: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Its time zone.
    pub timezone: String,
}

/// The venues that new plans may use and those in `kept`, which a plan has already, by name.
pub async fn options(db: &impl ConnectionTrait, kept: &[VenueId]) -> Result<Vec<VenueOption>> {
    let in_use = venue::COLUMN.active.eq(true).or(venue::COLUMN.id.is_in(kept.iter().copied()));
    let find = venue::Entity::find().filter(in_use);
    Ok(find.order_by(venue::Column::NameSort, Order::Asc).into_model().all(db).await?)
}

/// The venues that a list asks for.
fn asked_for(asked: &ListQuery) -> Select<venue::Entity> {
    let words = search_key(asked.form.value("q"));
    let (sort, down) = asked.sort();
    let column = match sort {
        "municipality" => venue::Column::Municipality,
        "capacity" => venue::Column::Capacity,
        _ => venue::Column::NameSort,
    };
    venue::Entity::find()
        .apply_if((!words.is_empty()).then(|| contains_pattern(&words)), |find, pattern| {
            find.filter(Expr::col((venue::Entity, venue::Column::NameSearch)).like(LikeExpr::new(pattern).escape('\\')))
        })
        .apply_if(asked.form.ticked("step_free").then_some(true), |find, yes| {
            find.filter(venue::COLUMN.step_free.eq(yes))
        })
        .apply_if((!asked.form.ticked("all")).then_some(true), |find, yes| find.filter(venue::COLUMN.active.eq(yes)))
        .order_by_with_nulls(
            column,
            if down { Order::Desc } else { Order::Asc },
            sea_orm::sea_query::NullOrdering::Last,
        )
        .order_by(venue::Column::NameSort, Order::Asc)
        .order_by(venue::Column::Id, Order::Asc)
}

/// One page of the list, and how many rows it has in all.
pub async fn page(db: &impl ConnectionTrait, asked: &ListQuery) -> Result<(Vec<venue::Model>, u64)> {
    let find = asked_for(asked);
    let total = asked.total(db, &find).await?;
    Ok((find.offset(asked.offset()).limit(PAGE).all(db).await?, total))
}

/// Every row of the list.
pub async fn all(db: &impl ConnectionTrait, asked: &ListQuery) -> Result<Vec<venue::Model>> {
    Ok(asked_for(asked).all(db).await?)
}

/// One venue.
pub async fn one(db: &impl ConnectionTrait, id: VenueId) -> Result<venue::Model> {
    venue::Entity::find_by_id(id).one(db).await.or_not_found()
}

/// One venue, kept from other writers until the transaction ends.
pub async fn locked(tx: &DatabaseTransaction, id: VenueId) -> Result<venue::Model> {
    venue::Entity::find_by_id(id).lock_exclusive().one(tx).await.or_not_found()
}

/// The part of all venues that a caller of the API asks for, one row more than `limit`.
pub async fn listing(db: &impl ConnectionTrait, after: Option<VenueId>, limit: u64) -> Result<Vec<venue::Model>> {
    venue::Entity::find()
        .apply_if(after, |find, after| find.filter(venue::COLUMN.id.gt(after)))
        .order_by(venue::Column::Id, Order::Asc)
        .limit(limit + 1)
        .all(db)
        .await
        .map_err(Into::into)
}

/// The next sessions at a venue.
pub async fn bookings(db: &impl ConnectionTrait, id: VenueId, now: DateTime<Utc>) -> Result<Vec<VenueBooking>> {
    Ok(session::Entity::find()
        .select_only()
        .column(group::Column::Code)
        .columns([session::Column::StartsAt, session::Column::EndsAt, session::Column::Timezone])
        .join(JoinType::InnerJoin, session::Relation::Group.def())
        .filter(session::COLUMN.venue_id.eq(id))
        .filter(session::COLUMN.ends_at.gt(now))
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .order_by(session::Column::StartsAt, Order::Asc)
        .limit(20)
        .into_model()
        .all(db)
        .await?)
}
