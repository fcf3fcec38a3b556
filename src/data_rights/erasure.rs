//! Erasure of a client: what names or describes the person goes, the figures of the groups stay.

use entity::client;

use crate::access::Act;
use crate::error::{Code, Error, Result};
use crate::message::Waiting;
use crate::{acts, attendance, calendar, enrolment, message, notify, people, rating, recruitment, referral, task};

/// Erases a client; refused while the client holds a place or waits for one, for then the data is still needed. What is
/// still open about the client is closed: nobody could do it any more.
pub async fn erase(act: Act<'_>, client: client::Model) -> Result<()> {
    let id = client.id;
    if enrolment::is_involved(act.tx, id).await? {
        return Err(Error::conflict(Code::LogErasureActive));
    }
    acts::close_referrals_of(act, id).await?;
    message::withdraw(act, Waiting::ToClient(id)).await?;
    message::erase_texts(act.tx, id).await?;
    notify::forget_client(act.tx, id).await?;
    task::done_for_client(act, id).await?;
    task::erase_notes(act.tx, id).await?;
    referral::erase_words(act.tx, id).await?;
    enrolment::erase_notes(act.tx, id).await?;
    attendance::erase_notes(act.tx, id).await?;
    rating::erase_words(act.tx, id).await?;
    recruitment::erase(act.tx, id).await?;
    calendar::erase(act, id).await?;
    for row in people::client::merged_ids(act.tx, id).await? {
        people::client::erase(act, row).await?;
    }
    Ok(())
}
