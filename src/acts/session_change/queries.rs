//! Reads for what befalls a session.

use entity::id::SessionId;
use entity::{group, session};
use sea_orm::{ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait};

use crate::access::rights::{Action, Resource};
use crate::access::{Act, Locked, Viewer, lock_group, scope};
use crate::error::{OrNotFound, Result};
use crate::programme::{self, ClashRow};

/// A session of a group that the person may change.
pub async fn writable(db: &impl ConnectionTrait, by: &Viewer, id: SessionId) -> Result<session::Model> {
    session::Entity::find_by_id(id)
        .join(JoinType::InnerJoin, session::Relation::Group.def())
        .filter(scope::groups(by, Resource::Group, Action::Write))
        .one(db)
        .await
        .or_not_found()
}

/// A session of a client whom the act has reached.
pub async fn one(db: &impl ConnectionTrait, id: SessionId) -> Result<session::Model> {
    session::Entity::find_by_id(id).one(db).await.or_not_found()
}

/// The session as it stands, with its group locked: two changes at once are told one after the other.
pub async fn locked(act: Act<'_>, by: &Viewer, id: SessionId) -> Result<(session::Model, Locked<group::Model>)> {
    let group = writable(act.tx, by, id).await?.group_id;
    let group = lock_group(act, group).await?;
    Ok((writable(act.tx, by, id).await?, group))
}

/// What the session runs into that takes the place of one that is off.
pub async fn clashes_instead(act: Act<'_>, off: SessionId) -> Result<Vec<ClashRow>> {
    match programme::replacement_of(act.tx, off).await? {
        Some(instead) => programme::clashes_of(act.tx, instead.id, act.zone).await,
        None => Ok(Vec::new()),
    }
}
