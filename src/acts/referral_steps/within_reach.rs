//! What a person does with referrals, as far as that person reaches.

use entity::id::ReferralId;

use super::send_on::{Onward, settle_referral};
use super::step::take_referral_step;
use super::submit::{SentReferral, submit_referral};
use crate::access::{Act, Viewer, reach_referral};
use crate::error::{Code, Error, Result};
use crate::notify::Told;
use crate::referral::{self, ReferralInput};
use crate::web::form::Form;

/// Sends a referral of a client whom the person may refer, to a group that the person sees.
pub(super) async fn sent(act: Act<'_>, by: &Viewer, new: ReferralInput) -> Result<SentReferral> {
    referral::check_refers(act.tx, by, new.client).await?;
    referral::group_seen(act.tx, by, new.group).await?;
    submit_referral(act, new).await
}

/// Takes the step that a form asks for, of a referral within the viewer's reach.
pub(super) async fn stepped(act: Act<'_>, by: &Viewer, id: ReferralId, form: &Form) -> Result<Told> {
    let referral = reach_referral(act, by, id).await?;
    let step = referral::read_step(form, referral.part().into())?;
    if let Some(to) = step.sent_on_to() {
        if to == referral.group_id {
            return Err(Error::invalid("redirect_to", Code::FaultChoice));
        }
        referral::group_seen(act.tx, by, to).await?;
    }
    take_referral_step(act, &referral, step).await
}

/// Says what becomes of a referral within the viewer's reach whose group is not held.
pub(super) async fn settled(act: Act<'_>, by: &Viewer, id: ReferralId, form: &Form) -> Result<Told> {
    let referral = reach_referral(act, by, id).await?;
    let mut reader = form.reader();
    let to = reader.id_or_none("redirect_to");
    let queues = reader.ticked("queues");
    let onward = reader.done(|| Ok(to?.map(|to| Onward { to, queues })))?;
    if let Some(Onward { to, .. }) = onward {
        if to == referral.group_id {
            return Err(Error::invalid("redirect_to", Code::FaultChoice));
        }
        referral::group_seen(act.tx, by, to).await?;
    }
    settle_referral(act, &referral, onward).await
}
