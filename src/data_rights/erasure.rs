//! Erasure of a client: what names or describes the person goes, the figures of the groups stay.

use chrono::{DateTime, Utc};
use entity::client;
use sea_orm::DatabaseTransaction;

use crate::access::Actor;
use crate::error::{Error, Result};
use crate::{attendance, calendar, enrolment, message, people, rating, recruitment, referral, task};

/// Erases a client; refused while the client holds a place or waits for one, for then the data is still needed. What is
/// still open about the client is closed: nobody could do it any more.
pub async fn erase(tx: &DatabaseTransaction, who: Actor, now: DateTime<Utc>, client: client::Model) -> Result<()> {
    let id = client.id;
    if enrolment::is_involved(tx, id).await? {
        return Err(Error::conflict("log-erasure-active"));
    }
    referral::close_client(tx, who, now, id).await?;
    message::cancel_for_client(tx, now, id).await?;
    message::erase_texts(tx, id).await?;
    task::done_for_client(tx, now, id).await?;
    task::erase_notes(tx, id).await?;
    referral::erase_words(tx, id).await?;
    enrolment::erase_notes(tx, id).await?;
    attendance::erase_notes(tx, id).await?;
    rating::erase_words(tx, id).await?;
    recruitment::erase(tx, id).await?;
    calendar::erase(tx, now, id).await?;
    for row in people::client::merged_ids(tx, id).await? {
        people::client::erase(tx, who, now, row).await?;
    }
    Ok(())
}
