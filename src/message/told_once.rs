//! What was told once and is taken back: who has heard of it, and who is to hear it anew.

use entity::id::{ApplicationId, GroupId, OfferId};
use entity::message;
use entity::state::MessageStatus;
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::erase::erase_named;
use super::withdraw::cancel;
use crate::access::Act;
use crate::error::Result;

/// What is told once, by the names of its messages.
#[derive(Clone, Copy, Debug)]
pub enum ToldOnce {
    ThatAGroupRuns(GroupId),
    ThatAGroupIsCancelled(GroupId),
    ThatNobodyIsTakenIn(ApplicationId),
    ThatAnOfferWaits(OfferId),
}

impl ToldOnce {
    fn named(self) -> SimpleExpr {
        let start = match self {
            Self::ThatAGroupRuns(group) => format!("group_runs:{group}:"),
            Self::ThatAGroupIsCancelled(group) => format!("group_cancelled:{group}:"),
            Self::ThatNobodyIsTakenIn(application) => format!("application:{application}:rejected"),
            Self::ThatAnOfferWaits(offer) => format!("offer_waits:{offer}"),
        };
        message::Column::Key.starts_with(start)
    }
}

/// Takes back what waits of this to be told; answers what was told or is just being sent.
pub async fn take_back_told(act: Act<'_>, which: ToldOnce) -> Result<Vec<message::Model>> {
    cancel(act, Condition::all().add(which.named())).await?;
    let told = message::Entity::find()
        .filter(which.named())
        .filter(message::COLUMN.status.is_in([MessageStatus::Sending, MessageStatus::Sent]));
    Ok(told.all(act.tx).await?)
}

/// Takes back what waits of this to be told and lets everybody hear it once more, should it be so again: what was told, what
/// failed and what came too late gives its name up. Answers what was told or is just being sent.
pub async fn let_hear_anew(act: Act<'_>, which: ToldOnce) -> Result<Vec<message::Model>> {
    let told = take_back_told(act, which).await?;
    for named in message::Entity::find().filter(which.named()).all(act.tx).await? {
        tell_anew(act, &named).await?;
    }
    Ok(told)
}

/// Lets somebody who was told hear the same once more, should it be so again.
pub async fn tell_anew(act: Act<'_>, told: &message::Model) -> Result<()> {
    message::Entity::update_many()
        .col_expr(message::Column::Key, Expr::value(told.id.to_string()))
        .filter(message::COLUMN.id.eq(told.id))
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Has what was told by this name give it up, and its words with it, as nothing finds them by the name any more: the same
/// may be told once more.
pub async fn give_up_told(act: Act<'_>, key: &str) -> Result<()> {
    let over = [MessageStatus::Sent, MessageStatus::Failed];
    let told = message::Entity::find()
        .filter(message::COLUMN.key.eq(key))
        .filter(message::COLUMN.status.is_in(over))
        .one(act.tx)
        .await?;
    if let Some(told) = told {
        erase_named(act.tx, &[key.to_owned()]).await?;
        tell_anew(act, &told).await?;
    }
    Ok(())
}
