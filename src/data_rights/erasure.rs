//! Erasure of a client: what names or describes the person goes, the figures of the groups stay. Which columns that
//! are, the list of [`held`](mod@super::held) says.

use entity::id::{ClientId, ParticipationId, ReferralId};
use entity::state::{ErasureGround, RefusalGround};
use entity::{client, client_link, participation, referral};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use crate::access::Act;
use crate::access::once::{LedTo, forget_outcomes_of};
use crate::app::App;
use crate::audit::{self, LoggedChange};
use crate::error::{Code, Error, Result};
use crate::import::{self, TriedRows};
use crate::message::Waiting;
use crate::notify::{Audience, News, Told};
use crate::{
    acts, attendance, calendar, enrolment, message, notify, people, rating, recruitment, referral as referrals, task,
};

/// Erases a client who has asked for it, or whose data need not be kept any more, and tells the client so, with the ground.
pub async fn erase_and_tell(act: Act<'_>, client: client::Model, ground: ErasureGround) -> Result<Told> {
    hold_uninvolved(act, client.id).await?;
    let told = notify::tell_farewell(act, client.id, ground).await?;
    erase(act, client, ground).await?;
    Ok(told)
}

/// Answers a client who has asked to be erased that it can't be done, and why.
pub async fn refuse(act: Act<'_>, client: &client::Model, ground: RefusalGround) -> Result<Told> {
    let id = client.id;
    let change = LoggedChange::of("client.erasure_refused", "client", id).client(id);
    audit::changed(act, change.details(json!({ "ground": ground.code() }))).await?;
    notify::tell(act, &[Audience::Client(id)], News::ErasureRefused { client: id, ground }).await
}

/// The records of a client, who is given no place meanwhile. Refused while the client holds a place or waits for one, for then
/// the data is still needed.
async fn hold_uninvolved(act: Act<'_>, id: ClientId) -> Result<Vec<ClientId>> {
    let records = people::client::merged_ids(act.tx, id).await?;
    people::client::lock(act, &records).await?;
    acts::lock_groups_of(act, &records).await?;
    if enrolment::is_involved(act.tx, id).await? { Err(Error::conflict(Code::LogErasureActive)) } else { Ok(records) }
}

/// Erases a client. What is still open about the client is closed: nobody could do it any more.
pub async fn erase(act: Act<'_>, client: client::Model, ground: ErasureGround) -> Result<()> {
    let id = client.id;
    let records = hold_uninvolved(act, id).await?;
    forget_outcomes(act, &records).await?;
    acts::close_referrals_of(act, id).await?;
    message::withdraw(act, Waiting::ToClient(id)).await?;
    message::erase_texts(act.tx, id).await?;
    notify::forget_client(act.tx, id).await?;
    notify::forget_posted(act.tx, id).await?;
    task::done_for_client(act, id).await?;
    task::erase_notes(act.tx, id).await?;
    referrals::erase_words(act.tx, id).await?;
    enrolment::erase_notes(act.tx, id).await?;
    attendance::erase_notes(act.tx, id).await?;
    rating::erase_words(act.tx, id).await?;
    recruitment::erase(act.tx, id).await?;
    calendar::erase(act, id).await?;
    import::forget_faults(act).await?;
    for row in records {
        people::client::erase(act, row, ground).await?;
    }
    Ok(())
}

/// What was done about the client once and would be answered with where it led.
async fn forget_outcomes(act: Act<'_>, records: &[ClientId]) -> Result<()> {
    let mut ids: Vec<Uuid> = records.iter().map(|id| id.0).collect();
    let sent: Vec<ReferralId> = referral::Entity::find()
        .select_only()
        .column(referral::Column::Id)
        .filter(referral::Column::ClientId.is_in(records.iter().copied()))
        .into_tuple()
        .all(act.tx)
        .await?;
    let places: Vec<ParticipationId> = participation::Entity::find()
        .select_only()
        .column(participation::Column::Id)
        .filter(participation::Column::ClientId.is_in(records.iter().copied()))
        .into_tuple()
        .all(act.tx)
        .await?;
    let links: Vec<String> = client_link::Entity::find()
        .select_only()
        .column(client_link::Column::TokenHash)
        .filter(client_link::Column::ClientId.is_in(records.iter().copied()))
        .into_tuple()
        .all(act.tx)
        .await?;
    ids.extend(sent.into_iter().map(Uuid::from));
    ids.extend(places.into_iter().map(Uuid::from));
    forget_outcomes_of(act, LedTo { ids: &ids, links: &links }).await
}

/// What this server keeps in memory of clients, and what the database keeps beside its tables, goes after an erasure too.
/// Where somebody who reads stands in the way, the daily job of retention does it.
pub async fn wipe(app: &App) {
    app.cache::<TriedRows>().clear();
    app.cache::<calendar::Feeds>().clear();
    match app.db.empty_log().await {
        Ok(true) => {}
        Ok(false) => tracing::info!("the log of the database is emptied tonight: somebody reads"),
        Err(error) => tracing::warn!(%error, "the log of the database could not be emptied"),
    }
}
