//! What is held: it waited when a copy of the database was made that was put back since, and may have been sent meanwhile.
//! Nothing of it leaves until a person lets it go.

use chrono::{DateTime, Utc};
use entity::id::MessageId;
use entity::message;
use entity::state::{MessageKind, MessageStatus};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::json;

use super::withdraw::{cancel, task_key};
use crate::access::Act;
use crate::audit::{self, LoggedChange};
use crate::error::Result;
use crate::task;

/// What was sent or told to nobody.
const HOLDS: [MessageStatus; 3] = [MessageStatus::Queued, MessageStatus::Sending, MessageStatus::ForHand];

/// The held messages of one kind.
#[derive(Clone, Debug, FromQueryResult)]
pub struct HeldKind {
    pub kind: MessageKind,
    /// How many there are.
    pub count: i64,
    /// The earliest moment at which the first of them goes.
    pub first: DateTime<Utc>,
    /// The same of the last.
    pub last: DateTime<Utc>,
}

/// Holds everything that waits to be sent or told, also what a server was just sending; how much it is. A letter or a call
/// that may have been made is asked for again only once somebody lets it go.
pub async fn hold_all(act: Act<'_>) -> Result<u64> {
    let by_hand: Vec<MessageId> = message::Entity::find()
        .select_only()
        .column(message::Column::Id)
        .filter(message::COLUMN.status.eq(MessageStatus::ForHand))
        .into_tuple()
        .all(act.tx)
        .await?;
    let keys: Vec<String> = by_hand.into_iter().map(task_key).collect();
    task::done_by_starts(act, &keys).await?;
    let held = message::Entity::update_many()
        .col_expr(message::Column::HeldAt, Expr::value(act.now))
        .col_expr(message::Column::Status, Expr::value(MessageStatus::Queued))
        .col_expr(message::Column::LeaseUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(message::COLUMN.status.is_in(HOLDS))
        .filter(message::COLUMN.held_at.is_null())
        .exec(act.tx)
        .await?;
    Ok(held.rows_affected)
}

/// What is held, by kind.
pub async fn held(db: &impl ConnectionTrait) -> Result<Vec<HeldKind>> {
    Ok(message::Entity::find()
        .select_only()
        .column(message::Column::Kind)
        .expr_as(message::Column::Id.count(), "count")
        .expr_as(message::Column::DueAt.min(), "first")
        .expr_as(message::Column::DueAt.max(), "last")
        .filter(which(&[]))
        .group_by(message::Column::Kind)
        .order_by_asc(message::Column::Kind)
        .into_model()
        .all(db)
        .await?)
}

/// How many are held.
pub async fn count_held(db: &impl ConnectionTrait) -> Result<u64> {
    Ok(message::Entity::find().filter(which(&[])).count(db).await?)
}

/// Lets held messages of these kinds go, of all kinds when none is named: they are weighed and sent like others. How many.
pub async fn release(act: Act<'_>, kinds: &[MessageKind]) -> Result<u64> {
    let released = message::Entity::update_many()
        .col_expr(message::Column::HeldAt, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(which(kinds))
        .exec(act.tx)
        .await?;
    log(act, "message.released", kinds, released.rows_affected).await
}

/// Drops held messages of these kinds, of all kinds when none is named: nobody is told. How many.
pub async fn drop_held(act: Act<'_>, kinds: &[MessageKind]) -> Result<u64> {
    let count = message::Entity::find().filter(which(kinds)).count(act.tx).await?;
    cancel(act, which(kinds)).await?;
    log(act, "message.dropped", kinds, count).await
}

fn which(kinds: &[MessageKind]) -> Condition {
    let held = Condition::all()
        .add(message::COLUMN.held_at.is_not_null())
        .add(message::COLUMN.status.eq(MessageStatus::Queued));
    if kinds.is_empty() { held } else { held.add(message::COLUMN.kind.is_in(kinds.iter().copied())) }
}

async fn log(act: Act<'_>, what: &'static str, kinds: &[MessageKind], count: u64) -> Result<u64> {
    if count > 0 {
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.code()).collect();
        let change = LoggedChange::about(what, "message", None);
        audit::changed(act, change.details(json!({ "kinds": kinds, "count": count }))).await?;
    }
    Ok(count)
}
