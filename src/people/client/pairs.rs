//! Pair rules: two clients who must not be in the same group. Others see the bare conflict, never its reason.

use chrono::TimeDelta;
use entity::id::{ClientId, GroupId, PairRuleId, StaffId};
use entity::state::{Language, TaskKind};
use entity::{client, group, pair_rule, participation, referral, staff};
use sea_orm::sea_query::{Query, SelectStatement, UnionType};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Set,
};

use crate::access::{Act, lock_groups};
use crate::audit::{self, LoggedChange};
use crate::db::on_unique;
use crate::error::{Code, Error, Fault, OrNotFound, Result};
use crate::text::t;
use crate::{random, task};

/// How soon somebody looks after two in one group who must not meet.
const SETTLE: TimeDelta = TimeDelta::days(1);

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
    // Who is just getting a place has it, or sees the pair.
    lock_groups(act, may_meet(act, [one, other]).await?).await?;
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
    for group in shared(act, [one, other]).await? {
        ask_to_settle(act, id, group).await?;
    }
    Ok(id)
}

/// Two clients who are kept apart, and who said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeptPair {
    pub one: ClientId,
    pub other: ClientId,
    pub by: StaffId,
}

/// All who are kept apart.
pub async fn kept_pairs(db: &impl ConnectionTrait) -> Result<Vec<KeptPair>> {
    let all = pair_rule::Entity::find().all(db).await?;
    let pair = |row: pair_rule::Model| KeptPair { one: row.client_a_id, other: row.client_b_id, by: row.created_by };
    Ok(all.into_iter().map(pair).collect())
}

/// Keeps two clients apart again, of whom a copy of the database that was put back does not know it. The reason, which no
/// place outside the database may hold, has to be written again.
pub async fn keep_apart_again(act: Act<'_>, pair: KeptPair) -> Result<()> {
    let KeptPair { one, other, by } = pair;
    let both = client::Entity::find().filter(client::COLUMN.id.is_in([one, other]));
    let both = both.filter(client::COLUMN.erased_at.is_null()).all(act.tx).await?;
    if both.len() < 2 {
        return Err(Error::NotFound);
    }
    let standing = pair_rule::Entity::find()
        .filter(pair_rule::COLUMN.client_a_id.eq(one.min(other)))
        .filter(pair_rule::COLUMN.client_b_id.eq(one.max(other)));
    if standing.count(act.tx).await? > 0 {
        return Ok(());
    }
    let who = staff::Entity::find_by_id(by).one(act.tx).await?.map(|row| row.id);
    let who = who.or_else(|| both.iter().find_map(|client| client.key_worker_id)).or_not_found()?;
    let reason = t(Language::Fi, "client-pair-again");
    keep_apart(act, who, NewPair { one, other, reason }).await.map(drop)
}

/// The groups in which both have a place.
async fn shared(act: Act<'_>, both: [ClientId; 2]) -> Result<Vec<GroupId>> {
    in_common(act, both.map(held_by)).await
}

/// The groups in which each of both has a place or may get one.
async fn may_meet(act: Act<'_>, both: [ClientId; 2]) -> Result<Vec<GroupId>> {
    let asked_for = |client: ClientId| {
        Query::select()
            .column(referral::Column::GroupId)
            .from(referral::Entity)
            .and_where(referral::Column::ClientId.eq(client))
            .and_where(referral::Column::ClosedAt.is_null())
            .take()
    };
    in_common(act, both.map(|client| held_by(client).union(UnionType::Distinct, asked_for(client)).take())).await
}

/// The groups in which a client has a place.
fn held_by(client: ClientId) -> SelectStatement {
    Query::select()
        .column(participation::Column::GroupId)
        .from(participation::Entity)
        .and_where(participation::Column::ClientId.eq(client))
        .and_where(participation::Column::Active.eq(true))
        .take()
}

async fn in_common(act: Act<'_>, [one, other]: [SelectStatement; 2]) -> Result<Vec<GroupId>> {
    let find = group::Entity::find().select_only().column(group::Column::Id);
    let both = find.filter(group::Column::Id.in_subquery(one)).filter(group::Column::Id.in_subquery(other));
    Ok(both.order_by(group::Column::Id, Order::Asc).into_tuple().all(act.tx).await?)
}

/// Leader and supervisor of a group hear of the bare conflict: who it is and why, they are not told, and nobody is moved
/// by the program.
async fn ask_to_settle(act: Act<'_>, rule: PairRuleId, group: GroupId) -> Result<()> {
    let about = |who| task::NewTask {
        key: format!("{}{who}", conflict_key(rule, group)),
        group: Some(group),
        ..task::NewTask::default()
    };
    let both = task::Whom::InChargeAndSupervisor(group);
    task::ask_whom(act, TaskKind::PairConflict, both, act.now + SETTLE, about).await
}

fn conflict_key(rule: PairRuleId, group: GroupId) -> String {
    format!("pair:{rule}:{group}:")
}

/// One of two who must not meet has left the group: nobody is asked about them there any more.
pub async fn close_pair_tasks(act: Act<'_>, client: ClientId, group: GroupId) -> Result<()> {
    let either =
        Condition::any().add(pair_rule::COLUMN.client_a_id.eq(client)).add(pair_rule::COLUMN.client_b_id.eq(client));
    for rule in pair_rule::Entity::find().filter(either).all(act.tx).await? {
        task::done_by_start(act, &conflict_key(rule.id, group)).await?;
    }
    Ok(())
}

/// Lets two clients meet again.
pub async fn lift(act: Act<'_>, id: PairRuleId) -> Result<()> {
    let rule = pair_rule::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
    pair_rule::Entity::delete_by_id(id).exec(act.tx).await?;
    task::done_by_start(act, &format!("pair:{id}:")).await?;
    for client in [rule.client_a_id, rule.client_b_id] {
        audit::changed(act, LoggedChange::of("pair.lifted", "pair_rule", id).client(client)).await?;
    }
    Ok(())
}
