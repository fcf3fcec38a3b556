//! Taking up an application from the open programme: the client, the referral and the application in one act.

use entity::id::{ApplicationId, ClientId};
use entity::state::ContactChannel;
use entity::{application, client as client_row};
use sea_orm::{DatabaseTransaction, EntityTrait, QueryFilter};

use crate::access::Act;
use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, scope};
use crate::acts::referral_steps::{SentReferral, submit_referral};
use crate::error::{OrNotFound, Result};
use crate::notify::Told;
use crate::people::client::{self, ClientInput};
use crate::recruitment;
use crate::referral::ReferralInput;

/// Makes a referral of an application, for a client who is known or for a new one; of one that was taken up so, the one
/// that stands.
pub async fn accept_application(
    act: Act<'_>,
    by: &Viewer,
    id: ApplicationId,
    known: Option<ClientId>,
) -> Result<SentReferral> {
    let stands = recruitment::application(act.tx, by, id).await?;
    if let Some(referral) = stands.referral_id.filter(|_| known.is_none() || known == stands.client_id) {
        return Ok(SentReferral { id: referral, told: Told::default() });
    }
    let application = recruitment::waiting(act.tx, id).await?;
    let client = match known {
        Some(client) => reached(act.tx, by, client).await?,
        None => add(act, &application).await?,
    };
    let sent = submit_referral(act, new_referral(&application, client)).await?;
    recruitment::accepted(act, &application, client, sent.id).await?;
    Ok(sent)
}

/// A new client without a key worker: who keeps one is for the managers of the unit to say, not for a group's leader.
async fn add(act: Act<'_>, application: &application::Model) -> Result<ClientId> {
    let id = client::create(act, new_client(application)).await?;
    client::ask_for_key_worker(act, id).await?;
    Ok(id)
}

/// The client, if the person may know of that client.
async fn reached(tx: &DatabaseTransaction, by: &Viewer, id: ClientId) -> Result<ClientId> {
    let find = client_row::Entity::find_by_id(id).filter(scope::clients(by, Resource::Client, Action::Read));
    Ok(find.one(tx).await.or_not_found()?.id)
}

fn new_client(application: &application::Model) -> ClientInput {
    let channel = match (&application.email, &application.phone) {
        (Some(_), _) => ContactChannel::Email,
        (None, Some(_)) => ContactChannel::Sms,
        (None, None) => ContactChannel::None,
    };
    ClientInput {
        language: application.language,
        municipality: application.municipality.clone(),
        email: application.email.clone(),
        phone: application.phone.clone(),
        channel,
        ..ClientInput::named(&application.name)
    }
}

fn new_referral(application: &application::Model, client: ClientId) -> ReferralInput {
    ReferralInput {
        client,
        group: application.group_id,
        source: application.source,
        referrer: None,
        partner: application.partner.clone(),
        reason: application.message.clone(),
        goals: Vec::new(),
        needs: None,
        channels: application.channels.0.clone(),
        channel_code: application.channel_code_id,
        accompany: None,
        draft: false,
    }
}
