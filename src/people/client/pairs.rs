//! Pair rules: two clients who must not be in the same group. Others see the bare conflict, never its reason.

use entity::id::{ClientId, GroupId, PairRuleId, StaffId};
use entity::{pair_rule, participation};
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set,
};

use crate::access::Act;
use crate::audit::{self, LoggedChange};
use crate::db::on_unique;
use crate::error::{Code, Error, Fault, OrNotFound, Result};
use crate::random;

/// Whether somebody with a place in the group must not meet the client.
pub async fn pair_conflict(db: &impl ConnectionTrait, group: GroupId, client: ClientId) -> Result<bool> {
    let placed = || {
        Query::select()
            .column(participation::Column::ClientId)
            .from(participation::Entity)
            .and_where(participation::Column::GroupId.eq(group))
            .and_where(participation::Column::Active.eq(true))
            .take()
    };
    let first = pair_rule::COLUMN.client_a_id.eq(client);
    let second = pair_rule::COLUMN.client_b_id.eq(client);
    let other = Condition::any()
        .add(Condition::all().add(first).add(pair_rule::Column::ClientBId.in_subquery(placed())))
        .add(Condition::all().add(second).add(pair_rule::Column::ClientAId.in_subquery(placed())));
    Ok(pair_rule::Entity::find().filter(other).count(db).await? > 0)
}

/// Two clients to be kept apart.
#[derive(Clone, Debug)]
pub struct NewPair {
    /// Who must not meet the other.
    pub one: ClientId,
    pub other: ClientId,
    /// Why, which only their key workers see.
    pub reason: String,
}

/// Keeps two clients apart.
pub async fn keep_apart(act: Act<'_>, who: StaffId, new: NewPair) -> Result<PairRuleId> {
    let NewPair { one, other, reason } = new;
    if one == other {
        return Err(Error::invalid("other", Code::ClientPairSelf));
    }
    let id = random::id(act.now);
    // One order for every pair, so that the unique index sees both ways of naming it.
    let row = pair_rule::ActiveModel {
        id: Set(id),
        client_a_id: Set(one.min(other)),
        client_b_id: Set(one.max(other)),
        reason: Set(reason),
        created_by: Set(who),
        created_at: Set(act.now),
    };
    row.insert(act.tx).await.map_err(|error| on_unique(error, Fault::of("other", Code::ClientPairTaken)))?;
    for client in [one, other] {
        audit::changed(act, LoggedChange::of("pair.kept_apart", "pair_rule", id).client(client)).await?;
    }
    Ok(id)
}

/// Lets two clients meet again.
pub async fn lift(act: Act<'_>, id: PairRuleId) -> Result<()> {
    let rule = pair_rule::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
    pair_rule::Entity::delete_by_id(id).exec(act.tx).await?;
    for client in [rule.client_a_id, rule.client_b_id] {
        audit::changed(act, LoggedChange::of("pair.lifted", "pair_rule", id).client(client)).await?;
    }
    Ok(())
}
