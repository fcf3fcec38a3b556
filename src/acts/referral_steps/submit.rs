//! Sending a referral, or keeping it as a draft.

use chrono::NaiveDate;
use entity::id::ReferralId;

use crate::access::{Act, lock_group};
use crate::error::Result;
use crate::referral::ReferralInput;
use crate::{enrolment, referral};

/// Sends a referral, or keeps it as a draft; the same client twice into one group is refused.
pub async fn submit_referral(act: Act<'_>, new: ReferralInput) -> Result<ReferralId> {
    submit_referral_as_of(act, new, act.today()).await
}

/// Sends a referral as of an earlier day, as an import does.
pub async fn submit_referral_as_of(act: Act<'_>, new: ReferralInput, on: NaiveDate) -> Result<ReferralId> {
    let group = lock_group(act, new.group).await?;
    enrolment::takes(act, &group).await?;
    referral::insert_referral(act, new, on).await
}
