//! Reads of the logs.

use chrono::{DateTime, Utc};
use entity::id::{AccessId, ClientId};
use entity::state::ActorKind;
use entity::{access_log, change_log, disclosure_log, staff};
use sea_orm::prelude::Json;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select, sea_query::Expr,
};
use uuid::Uuid;

use crate::error::{Code, Error, Result};

/// One line of a client's access log.
#[derive(Clone, Debug, FromQueryResult)]
pub struct AccessEntry {
    /// The row.
    pub id: AccessId,
    /// When.
    pub at: DateTime<Utc>,
    /// What sort of actor.
    pub actor_kind: ActorKind,
    /// Which one.
    pub actor_id: Option<Uuid>,
    /// The staff member's name.
    pub staff_name: Option<String>,
    /// What was seen.
    pub what: String,
    /// Why, where a reason was asked.
    pub reason: Option<String>,
}

/// Who has seen a client's data, the newest first; a client has the ids of all who were merged into one.
pub async fn accesses_of(db: &impl ConnectionTrait, ids: &[ClientId], limit: u64) -> Result<Vec<AccessEntry>> {
    Ok(accesses(ids).limit(limit).into_model().all(db).await?)
}

/// The part of it that a caller of the API asks for, one row more than `limit`.
pub async fn part_of_accesses(
    db: &impl ConnectionTrait,
    ids: &[ClientId],
    after: Option<AccessId>,
    limit: u64,
) -> Result<Vec<AccessEntry>> {
    let last = match after {
        Some(after) => Some(accesses(ids).filter(access_log::COLUMN.id.eq(after)).into_model().one(db).await?),
        None => None,
    };
    let last: Option<AccessEntry> = match last {
        Some(None) => return Err(Error::invalid("cursor", Code::FaultChoice)),
        last => last.flatten(),
    };
    let older = |last: AccessEntry| {
        let same = Condition::all().add(access_log::COLUMN.at.eq(last.at)).add(access_log::COLUMN.id.lt(last.id));
        Condition::any().add(access_log::COLUMN.at.lt(last.at)).add(same)
    };
    let find = accesses(ids).apply_if(last, |find, last| find.filter(older(last)));
    Ok(find.limit(limit + 1).into_model().all(db).await?)
}

/// Who else than the client has seen the client's data, the newest first: own visits would hide the others.
pub async fn accesses_by_others(db: &impl ConnectionTrait, ids: &[ClientId], limit: u64) -> Result<Vec<AccessEntry>> {
    let others = access_log::COLUMN.actor_kind.ne(ActorKind::Client);
    Ok(accesses(ids).filter(others).limit(limit).into_model().all(db).await?)
}

fn accesses(ids: &[ClientId]) -> Select<access_log::Entity> {
    let staff_of =
        access_log::Entity::belongs_to(staff::Entity).from(access_log::Column::ActorId).to(staff::Column::Id).into();
    access_log::Entity::find()
        .select_only()
        .columns([
            access_log::Column::Id,
            access_log::Column::At,
            access_log::Column::ActorKind,
            access_log::Column::ActorId,
            access_log::Column::What,
            access_log::Column::Reason,
        ])
        .expr_as(Expr::col((staff::Entity, staff::Column::Name)), "staff_name")
        .join(JoinType::LeftJoin, staff_of)
        .filter(access_log::COLUMN.client_id.is_in(ids.iter().copied()))
        .order_by(access_log::Column::At, Order::Desc)
        .order_by(access_log::Column::Id, Order::Desc)
}

/// One line of what was changed about a client.
#[derive(Clone, Debug, FromQueryResult)]
pub struct ChangeEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// What sort of actor.
    pub actor_kind: ActorKind,
    /// The staff member's name.
    pub staff_name: Option<String>,
    /// What was done.
    pub act: String,
    /// Codes that explain it.
    pub details: Json,
}

/// What was changed about a client, the newest first.
pub async fn changes_of(db: &impl ConnectionTrait, ids: &[ClientId], limit: u64) -> Result<Vec<ChangeEntry>> {
    let staff_of =
        change_log::Entity::belongs_to(staff::Entity).from(change_log::Column::ActorId).to(staff::Column::Id).into();
    Ok(change_log::Entity::find()
        .expr_as(Expr::col((staff::Entity, staff::Column::Name)), "staff_name")
        .join(JoinType::LeftJoin, staff_of)
        .filter(change_log::Column::ClientId.is_in(ids.iter().copied()))
        .order_by(change_log::Column::At, Order::Desc)
        .order_by(change_log::Column::Id, Order::Desc)
        .limit(limit)
        .into_model()
        .all(db)
        .await?)
}

/// One disclosure of a client's data.
#[derive(Clone, Debug, FromQueryResult)]
pub struct DisclosureEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// To whom.
    pub recipient: String,
    pub what: String,
    /// On what ground.
    pub ground: String,
}

/// To whom a client's data was given out, the newest first.
pub async fn disclosures_of(db: &impl ConnectionTrait, ids: &[ClientId]) -> Result<Vec<DisclosureEntry>> {
    Ok(disclosure_log::Entity::find()
        .filter(disclosure_log::COLUMN.client_id.is_in(ids.iter().copied()))
        .order_by(disclosure_log::Column::At, Order::Desc)
        .order_by(disclosure_log::Column::Id, Order::Desc)
        .into_model()
        .all(db)
        .await?)
}
