//! Private links to a client's own pages: 160 random bits, of which only the hash is kept.

use std::ops::Deref;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::ClientId;
use entity::{client, client_link};
use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QuerySelect,
    RelationTrait, Set,
};

use super::queries::ClientContact;
use crate::access::{Act, Actor};
use crate::error::{OrNotFound, Result};
use crate::random;

/// How long a link that has ended is remembered, should somebody ask what became of it.
const KEPT: TimeDelta = TimeDelta::days(30);

/// The most hashes of one statement.
const CHUNK: usize = 1000;

/// Makes a link and answers its token, which nobody can be told again.
pub async fn new_link(act: Act<'_>, client: ClientId, expires_at: DateTime<Utc>) -> Result<String> {
    let token = random::token();
    let row = client_link::ActiveModel {
        id: Set(random::id(act.now)),
        client_id: Set(client),
        token_hash: Set(random::hash(&token)),
        created_at: Set(act.now),
        expires_at: Set(expires_at),
        revoked_at: Set(None),
    };
    client_link::Entity::insert(row).exec_without_returning(act.tx).await?;
    Ok(token)
}

/// A client who holds a private link that stands: only the look-up of the link makes one, and so the client an actor.
#[derive(Clone, Debug)]
pub struct LinkHolder(ClientContact);

impl LinkHolder {
    /// The client as the logs name an actor.
    pub const fn actor(&self) -> Actor {
        Actor::Client(self.0.id)
    }
}

impl From<&LinkHolder> for Actor {
    fn from(holder: &LinkHolder) -> Self {
        holder.actor()
    }
}

impl Deref for LinkHolder {
    type Target = ClientContact;

    fn deref(&self) -> &ClientContact {
        &self.0
    }
}

/// The client behind a token, who is about to write: nobody else does until the act ends.
pub async fn writes_by_link(act: Act<'_>, token: &str) -> Result<LinkHolder> {
    let holder = by_link(act.tx, act.now, token).await?;
    client::Entity::find_by_id(holder.id).lock(LockType::NoKeyUpdate).one(act.tx).await?;
    // What another has written meanwhile is seen now.
    by_link(act.tx, act.now, token).await
}

/// The client behind a token; a wrong, a revoked and an expired one are alike not found.
pub async fn by_link(db: &impl ConnectionTrait, now: DateTime<Utc>, token: &str) -> Result<LinkHolder> {
    let found = client::Entity::find()
        .join(JoinType::InnerJoin, client_link::Relation::Client.def().rev())
        .filter(client_link::COLUMN.token_hash.eq(random::hash(token)))
        .filter(client_link::COLUMN.revoked_at.is_null())
        .filter(client_link::COLUMN.expires_at.gt(now))
        .into_model()
        .one(db)
        .await
        .or_not_found()?;
    Ok(LinkHolder(found))
}

/// Revokes every link of a client.
pub async fn revoke_all(act: Act<'_>, client: ClientId) -> Result<()> {
    client_link::Entity::update_many()
        .col_expr(client_link::Column::RevokedAt, Expr::value(act.now))
        .filter(client_link::COLUMN.client_id.eq(client))
        .filter(client_link::COLUMN.revoked_at.is_null())
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Ends the links of these hashes; how many were open.
pub async fn end_links(act: Act<'_>, hashes: &[String]) -> Result<u64> {
    let mut ended = 0;
    for some in hashes.chunks(CHUNK) {
        let open = client_link::Entity::update_many()
            .col_expr(client_link::Column::RevokedAt, Expr::value(act.now))
            .filter(client_link::COLUMN.token_hash.is_in(some))
            .filter(client_link::COLUMN.revoked_at.is_null());
        ended += open.exec(act.tx).await?.rows_affected;
    }
    Ok(ended)
}

/// Forgets links that have ended for a while.
pub async fn forget_links(act: Act<'_>) -> Result<()> {
    let ended = Condition::any()
        .add(client_link::COLUMN.expires_at.lt(act.now - KEPT))
        .add(client_link::COLUMN.revoked_at.lt(act.now - KEPT));
    client_link::Entity::delete_many().filter(ended).exec(act.tx).await?;
    Ok(())
}

/// How many links of a client work.
pub async fn count(db: &impl ConnectionTrait, now: DateTime<Utc>, client: ClientId) -> Result<u64> {
    let links = client_link::Entity::find()
        .filter(client_link::COLUMN.client_id.eq(client))
        .filter(client_link::COLUMN.revoked_at.is_null())
        .filter(client_link::COLUMN.expires_at.gt(now));
    Ok(links.count(db).await?)
}
