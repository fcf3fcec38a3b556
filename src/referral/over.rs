//! Referrals to a group that is not held: sent on, or waiting for a person to say what becomes of them.

use entity::id::GroupId;
use entity::referral;
use entity::state::{CancelCode, CloseReason, GroupStatus, ReferralStatus};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect};
use sea_orm::{RelationTrait, Set};
use serde_json::json;

use crate::access::Act;
use crate::audit::{self, LoggedChange};
use crate::error::Result;
use crate::merge::Merging;

/// Whether a referral waits for a person to say what becomes of it, since its group is not held or is over.
pub fn waits_for_helper(group: GroupStatus, referral: ReferralStatus) -> bool {
    let is_left_open = !matches!(referral, ReferralStatus::Confirmed | ReferralStatus::Draft);
    group == GroupStatus::Cancelled || group.has_ended() && is_left_open
}

/// Why a referral is closed that a person settles so.
pub fn reason_of(group: GroupStatus) -> CloseReason {
    if group == GroupStatus::Cancelled { CloseReason::GroupCancelled } else { CloseReason::NeverPlaced }
}

/// Where a referral goes on, and why it ends here.
#[derive(Clone, Copy, Debug)]
pub struct SentOnTo {
    pub group: GroupId,
    pub reason: CloseReason,
}

/// Closes a referral to a group that is not held or is over; its client is sent on to another.
pub async fn set_sent_on(act: Act<'_>, old: &referral::Model, to: SentOnTo) -> Result<()> {
    let row = referral::ActiveModel {
        id: Set(old.id),
        status: Set(ReferralStatus::Redirected),
        redirected_to_id: Set(Some(to.group)),
        closed_at: Set(Some(act.now)),
        close_reason: Set(Some(to.reason)),
        updated_at: Set(act.now),
        ..Default::default()
    };
    row.update(act.tx).await?;
    logged(act, old, ReferralStatus::Redirected).await
}

/// A referral to a group that is not held is open until somebody has said what becomes of it.
pub async fn set_waiting_for_helper(act: Act<'_>, old: &referral::Model) -> Result<()> {
    if old.status == ReferralStatus::InReview {
        return Ok(());
    }
    let row = referral::ActiveModel {
        id: Set(old.id),
        status: Set(ReferralStatus::InReview),
        updated_at: Set(act.now),
        ..Default::default()
    };
    row.update(act.tx).await?;
    logged(act, old, ReferralStatus::InReview).await
}

async fn logged(act: Act<'_>, old: &referral::Model, to: ReferralStatus) -> Result<()> {
    let codes = json!({"from": old.status.code(), "to": to.code(), "code": null});
    let change = LoggedChange::of("referral.step", "referral", old.id).client(old.client_id);
    audit::changed(act, change.details(codes)).await
}

/// The referrals to a merged group whose clients were asked to come to the other one.
pub async fn asked_over(db: &impl ConnectionTrait, Merging { ended, kept }: Merging) -> Result<Vec<referral::Model>> {
    let of = referral::Entity::find().filter(referral::COLUMN.group_id.eq(ended));
    let of = of.filter(referral::COLUMN.redirected_to_id.eq(kept));
    Ok(of.filter(referral::COLUMN.close_reason.eq(CloseReason::GroupCancelled)).all(db).await?)
}

/// Whether a client was asked for this referral because the client's own group was merged.
pub async fn came_by_merge(db: &impl ConnectionTrait, new: &referral::Model) -> Result<bool> {
    let old = referral::Entity::find()
        .join(JoinType::InnerJoin, referral::Relation::Group.def())
        .filter(referral::COLUMN.client_id.eq(new.client_id))
        .filter(referral::COLUMN.redirected_to_id.eq(new.group_id))
        .filter(referral::COLUMN.closed_at.eq(new.created_at))
        .filter(entity::group::COLUMN.status.eq(GroupStatus::Cancelled))
        .filter(entity::group::COLUMN.cancel_code.eq(CancelCode::Merged));
    Ok(old.one(db).await?.is_some())
}
