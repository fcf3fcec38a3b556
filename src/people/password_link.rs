//! Links by which people set their own passwords: one to a person, used once, and drawn as its mail goes, so that nobody
//! else ever reads one.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::StaffId;
use entity::{password_link, staff};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, JoinType, QueryFilter,
    QuerySelect, RelationTrait, Set,
};

use super::paths::SetPassword;
use crate::access::{Act, Actor};
use crate::error::{OrNotFound, Result};
use crate::random;

/// How long a link lasts; a new one can be asked for.
const LASTS: TimeDelta = TimeDelta::days(2);

/// Draws a link of a person and answers its address; the one before it leads nowhere.
pub async fn new_password_link(act: Act<'_>, person: StaffId) -> Result<String> {
    end_links(act.tx, person).await?;
    let token = random::token();
    let row = password_link::ActiveModel {
        id: Set(random::id(act.now)),
        staff_id: Set(person),
        token_hash: Set(random::hash(&token)),
        created_at: Set(act.now),
        expires_at: Set(act.now + LASTS),
    };
    row.insert(act.tx).await?;
    Ok(SetPassword { token }.to_string())
}

/// Whose link it is, while it lasts and the account is open.
pub(super) async fn holder(db: &impl ConnectionTrait, now: DateTime<Utc>, token: &str) -> Result<staff::Model> {
    staff::Entity::find()
        .join_rev(JoinType::InnerJoin, password_link::Relation::Staff.def())
        .filter(password_link::COLUMN.token_hash.eq(random::hash(token)))
        .filter(password_link::COLUMN.expires_at.gt(now))
        .filter(staff::COLUMN.active.eq(true))
        .one(db)
        .await
        .or_not_found()
}

/// The act, as what the holder of a link does.
pub(super) const fn as_holder<'a>(act: Act<'a>, holder: &staff::Model) -> Act<'a> {
    act.by(Actor::Staff(holder.id))
}

/// Ends what link a person has.
pub(super) async fn end_links(tx: &DatabaseTransaction, person: StaffId) -> Result<()> {
    let own = password_link::COLUMN.staff_id.eq(person);
    password_link::Entity::delete_many().filter(own).exec(tx).await?;
    Ok(())
}

/// Ends every link of everybody.
pub async fn end_all_password_links(tx: &DatabaseTransaction) -> Result<()> {
    password_link::Entity::delete_many().exec(tx).await?;
    Ok(())
}

/// Forgets links that lead nowhere any more.
pub(super) async fn forget_links(act: Act<'_>) -> Result<()> {
    let old = password_link::COLUMN.expires_at.lt(act.now);
    password_link::Entity::delete_many().filter(old).exec(act.tx).await?;
    Ok(())
}
