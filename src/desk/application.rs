//! Taking up an application from the open programme: the client, the referral and the application in one act.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::SignedCookieJar;
use axum_extra::routing::TypedPath;
use chrono::{DateTime, Utc};
use entity::id::{ApplicationId, ClientId, ReferralId};
use entity::state::ContactChannel;
use entity::{application, client as client_row};
use sea_orm::{DatabaseTransaction, EntityTrait, QueryFilter};

use crate::app::App;
use crate::error::{OrNotFound, Result};
use crate::people::client::{self, ClientInput};
use crate::people::rights::{Act, Resource};
use crate::people::{Viewer, scope};
use crate::recruitment;
use crate::recruitment::paths::{Accept, Applications};
use crate::referral::{self, NewReferral};
use crate::web::form::Form;
use crate::web::page::flash;
use crate::web::who::{Routes, Who};

/// The route of the act; its button stands on the page of applications.
pub(super) fn routes(app: &App) -> Routes {
    Routes::new(app).post(Who::May(Resource::ReferralDecision, Act::Write), Accept::PATH, accept)
}

async fn accept(at: Accept, by: Viewer, State(app): State<App>, jar: SignedCookieJar, form: Form) -> Result<Response> {
    let mut reader = form.reader();
    let known = reader.id_or_none("client_id");
    let known = reader.done(known)?;
    let tx = app.write().await?;
    let group = recruitment::application(&tx, &by, at.id).await?.group_id;
    accept_application(&tx, &by, app.clock.now(), (at.id, known)).await?;
    tx.commit().await?;
    let to = Applications { id: group }.to_string();
    Ok((jar.add(flash("application-accepted")), Redirect::to(&to)).into_response())
}

/// Makes a referral of an application, for a client who is known or for a new one.
pub async fn accept_application(
    tx: &DatabaseTransaction,
    by: &Viewer,
    now: DateTime<Utc>,
    (id, known): (ApplicationId, Option<ClientId>),
) -> Result<ReferralId> {
    recruitment::application(tx, by, id).await?;
    let application = recruitment::waiting(tx, id).await?;
    let client = match known {
        Some(client) => reached(tx, by, client).await?,
        None => add(tx, by, now, &application).await?,
    };
    let referral = referral::submit(tx, by.actor(), now, new_referral(&application, client)).await?;
    recruitment::accepted(tx, by.actor(), now, (&application, client, referral)).await?;
    Ok(referral)
}

/// A new client without a key worker: who keeps one is for the managers of the unit to say, not for a group's leader.
async fn add(
    tx: &DatabaseTransaction,
    by: &Viewer,
    now: DateTime<Utc>,
    application: &application::Model,
) -> Result<ClientId> {
    let id = client::create(tx, by.actor(), now, new_client(application)).await?;
    client::ask_for_key_worker(tx, now, id).await?;
    Ok(id)
}

/// The client, if the person may know of that client.
async fn reached(tx: &DatabaseTransaction, by: &Viewer, id: ClientId) -> Result<ClientId> {
    let find = client_row::Entity::find_by_id(id).filter(scope::clients(by, Resource::Client, Act::Read));
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

fn new_referral(application: &application::Model, client: ClientId) -> NewReferral {
    NewReferral {
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
