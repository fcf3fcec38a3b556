//! A span of time, the groups that are active in it, and rows read one by one.

use std::ops::Range;

use chrono::{DateTime, Utc};
use entity::session;
use futures_util::TryStreamExt;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, QueryTrait, Select, StreamTrait,
};

use crate::error::Result;

/// A span of time.
pub type FactSpan = Range<DateTime<Utc>>;

/// Rows as facts, one by one: all rows at once would be many times their size.
pub async fn gather<E, M, T>(
    db: &(impl ConnectionTrait + StreamTrait),
    find: Select<E>,
    fact: impl Fn(M) -> T,
) -> Result<Vec<T>>
where
    E: EntityTrait,
    M: FromQueryResult + Send,
{
    Ok(find.into_model::<M>().stream(db).await?.map_ok(fact).try_collect().await?)
}

/// The groups with a session in a span of time, as a subquery: what the others read need not be read.
pub fn active_groups(span: &FactSpan) -> SelectStatement {
    session::Entity::find()
        .select_only()
        .column(session::Column::GroupId)
        .filter(session::COLUMN.starts_at.gte(span.start))
        .filter(session::COLUMN.starts_at.lt(span.end))
        .into_query()
}
