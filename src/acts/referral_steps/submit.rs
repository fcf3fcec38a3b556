//! Sending a referral, or keeping it as a draft.

use chrono::NaiveDate;
use entity::group;
use entity::id::ReferralId;
use sea_orm::EntityTrait;

use super::notice::{ask_to_decide, tell_sent};
use crate::access::{Act, lock_group};
use crate::error::{OrNotFound, Result};
use crate::notify::Told;
use crate::referral::ReferralInput;
use crate::{enrolment, referral};

/// A referral that was sent, or kept as a draft, and who hears of it.
#[must_use]
#[derive(Clone, Copy, Debug)]
pub struct SentReferral {
    pub id: ReferralId,
    pub told: Told,
}

/// Sends a referral, or keeps it as a draft; the same client twice into one group is refused. The group's leader is asked
/// to decide on what is sent, and the client hears that a place was asked for.
pub async fn submit_referral(act: Act<'_>, new: ReferralInput) -> Result<SentReferral> {
    let is_draft = new.draft;
    let id = submit_referral_as_of(act, new, act.today()).await?;
    let told = if is_draft { Told::default() } else { tell_sent(act, &referral::model(act.tx, id).await?).await? };
    Ok(SentReferral { id, told })
}

/// Sends a client on, who hears of it from a person.
pub async fn submit_sent_on(act: Act<'_>, new: ReferralInput) -> Result<()> {
    let id = submit_referral_as_of(act, new, act.today()).await?;
    ask_to_decide(act, &referral::model(act.tx, id).await?).await
}

/// What would stand against a referral now, without writing anything.
pub async fn foresee_referral(act: Act<'_>, new: &ReferralInput) -> Result<()> {
    let group = group::Entity::find_by_id(new.group).one(act.tx).await.or_not_found()?;
    enrolment::takes_now(act, &group).await?;
    referral::check_referral(act, new).await
}

/// Sends a referral as of an earlier day, as an import does; nobody is told.
pub async fn submit_referral_as_of(act: Act<'_>, new: ReferralInput, on: NaiveDate) -> Result<ReferralId> {
    let group = lock_group(act, new.group).await?;
    enrolment::takes(act, &group).await?;
    referral::insert_referral(act, new, on).await
}
