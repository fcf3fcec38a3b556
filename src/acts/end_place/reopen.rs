//! A place that has ended is given back.

use entity::participation;

use super::end::talk_key;
use crate::access::{Act, Reached, lock_group};
use crate::enrolment;
use crate::error::Result;
use crate::message::Waiting;
use crate::web::form::{Form, TEXT};
use crate::{message, referral, task};

/// Reads why a place is given back, where it needs a reason.
pub(super) fn read_reason(form: &Form) -> Result<Option<String>> {
    let mut reader = form.reader();
    let reason = reader.text_or_none("reason", TEXT);
    reader.done(|| reason)
}

/// Gives a place back that has ended not long ago: nobody is told any more that it ended, or asked to talk about it. One
/// more than the group has is given only for a reason, and nobody is offered a place until there are fewer again.
pub async fn reopen_place(
    act: Act<'_>,
    place: &Reached<participation::Model>,
    reason: Option<String>,
) -> Result<participation::Model> {
    let group = lock_group(act, place.group_id).await?;
    let place = enrolment::set_reopened(act, &group, place.id, reason).await?;
    referral::restate_referrals(act, std::slice::from_ref(&place)).await?;
    message::withdraw(act, Waiting::EndOfPlace(place.id)).await?;
    task::done_by_key(act, &talk_key(place.id)).await?;
    Ok(place)
}
