//! Reads of a group's recruitment, for those who lead or manage it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::id::{ChannelCodeId, GroupId};
use entity::state::{Channel, CloseReason, ReferralStatus};
use entity::{channel_code, group, referral};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, Order, QueryFilter, QueryOrder, QuerySelect,
};

use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, scope};
use crate::error::{OrNotFound, Result};
use crate::recruitment::open::queries::{self as open, ListedGroup};

/// What came of a channel or of one code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChannelOutcome {
    /// Referrals sent.
    pub sent: i64,
    /// Those of them that led to a start.
    pub started: i64,
}

/// A group with all that its recruitment page shows.
#[derive(Clone, Debug)]
pub struct Recruitment {
    /// The row of the group.
    pub group: group::Model,
    /// The group as the public sees it.
    pub listed: ListedGroup,
    /// Its channel codes, the oldest first.
    pub codes: Vec<channel_code::Model>,
    /// What came of each code.
    pub by_code: HashMap<ChannelCodeId, ChannelOutcome>,
    /// What came of each channel, in the order of the channels.
    pub by_channel: Vec<(Channel, ChannelOutcome)>,
}

/// A group whose recruitment the person looks after.
pub async fn group(db: &impl ConnectionTrait, by: &Viewer, id: GroupId) -> Result<group::Model> {
    let mine = scope::groups(by, Resource::Group, Action::Write);
    group::Entity::find_by_id(id).filter(mine).one(db).await.or_not_found()
}

/// A group with its codes and results.
pub async fn recruitment(
    db: &impl ConnectionTrait,
    by: &Viewer,
    id: GroupId,
    now: DateTime<Utc>,
) -> Result<Recruitment> {
    let group = group(db, by, id).await?;
    let listed = open::find(db, Condition::all().add(group::Column::Id.eq(id)), now).await?;
    let codes = codes(db, id).await?;
    let counts = counts(db, id).await?;
    let mut by_code: HashMap<ChannelCodeId, ChannelOutcome> = HashMap::new();
    let mut by_channel: HashMap<Channel, ChannelOutcome> = HashMap::new();
    for count in counts {
        add(by_channel.entry(count.first_channel).or_default(), &count);
        if let Some(code) = count.channel_code_id {
            add(by_code.entry(code).or_default(), &count);
        }
    }
    let by_channel = Channel::ALL.iter().filter_map(|channel| Some((*channel, *by_channel.get(channel)?))).collect();
    Ok(Recruitment { group, listed, codes, by_code, by_channel })
}

/// The channel codes of a group.
pub async fn codes(db: &impl ConnectionTrait, id: GroupId) -> Result<Vec<channel_code::Model>> {
    Ok(channel_code::Entity::find()
        .filter(channel_code::COLUMN.group_id.eq(id))
        .order_by(channel_code::Column::CreatedAt, Order::Asc)
        .order_by(channel_code::Column::Id, Order::Asc)
        .all(db)
        .await?)
}

#[derive(FromQueryResult)]
struct Count {
    first_channel: Channel,
    channel_code_id: Option<ChannelCodeId>,
    sent: i64,
    started: i64,
}

fn add(result: &mut ChannelOutcome, count: &Count) {
    result.sent += count.sent;
    result.started += count.started;
}

async fn counts(db: &impl ConnectionTrait, id: GroupId) -> Result<Vec<Count>> {
    let started = Expr::case(referral::Column::CloseReason.eq(CloseReason::Started), 1).finally(0);
    Ok(referral::Entity::find()
        .select_only()
        .column(referral::Column::FirstChannel)
        .column(referral::Column::ChannelCodeId)
        .column_as(referral::Column::Id.count(), "sent")
        .expr_as(Expr::expr(started).sum(), "started")
        .filter(referral::COLUMN.group_id.eq(id))
        .filter(referral::COLUMN.status.ne(ReferralStatus::Draft))
        .group_by(referral::Column::FirstChannel)
        .group_by(referral::Column::ChannelCodeId)
        .into_model()
        .all(db)
        .await?)
}

/// The code of a short address, typed in whatever case, with the slug of its group.
pub async fn short(db: &impl ConnectionTrait, code: &str) -> Result<(channel_code::Model, String)> {
    let found = channel_code::Entity::find()
        .filter(channel_code::COLUMN.code.eq(code.to_lowercase()))
        .one(db)
        .await
        .or_not_found()?;
    let group = group::Entity::find_by_id(found.group_id).one(db).await.or_not_found()?;
    Ok((found, group.slug))
}
