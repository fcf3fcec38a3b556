//! What is done with applications, by form: the public sends one, a leader takes it up or turns it down.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::routing::TypedPath;

use super::limit::ApplicationLimits;
use super::withdraw::withdraw_application;
use super::{accept_application, apply_to_group, confirm_application, reject_application};
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::access::{Act, Actor, Viewer};
use crate::acts::referral_steps::SentReferral;
use crate::app::App;
use crate::error::{Error, Result};
use crate::recruitment::paths::{Accept, Applications, Apply, Confirm, Reject, Withdraw};
use crate::recruitment::{self, FaultyAnswer};
use crate::web::caller::Caller;
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const DECIDE: Who = Who::May(Resource::ReferralDecision, Action::Write);

/// The routes of what is done with applications.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .post(Who::Public, Apply::PATH, create)
        .post(Who::Link, Confirm::PATH, confirm)
        .post(Who::Link, Withdraw::PATH, withdraw)
        .post(DECIDE, Accept::PATH, accept)
        .post(DECIDE, Reject::PATH, reject)
}

async fn confirm(at: Confirm, once: Once, State(app): State<App>) -> Result<Done> {
    let confirmed = app.act_once(Actor::Public, &once, async |act| {
        let told = confirm_application(act, &at.token).await?;
        Ok(told.with(Done::at(at)))
    });
    Ok(confirmed.await?.wake(&app))
}

async fn withdraw(at: Withdraw, once: Once, State(app): State<App>) -> Result<Done> {
    app.act_once(Actor::Public, &once, async |act| {
        withdraw_application(act, &at.token).await?;
        Ok(Done::at(Confirm { token: at.token.clone() }))
    })
    .await
}

async fn create(
    at: Apply,
    page: Page,
    State(app): State<App>,
    once: Once,
    caller: Caller,
    form: Form,
) -> Result<Response> {
    let new = match recruitment::read_application(&app, &page, &at.slug, &form).await {
        Ok(new) => new,
        Err(Error::Invalid(faults)) => {
            return recruitment::application_form_again(&app, &page, &at.slug, &form.with(faults)).await;
        }
        Err(error) => return Err(error),
    };
    app.cache::<Arc<ApplicationLimits>>().pass(caller)?;
    let sent = app.act_once(Actor::Public, &once, async |act| {
        let told = apply_to_group(act, new).await?;
        Ok(told.with(Done::at(recruitment::sent_from(&page))))
    });
    Ok(sent.await?.wake(&app).into_response())
}

async fn accept(at: Accept, by: Viewer, State(app): State<App>, once: Once, form: Form) -> Result<Done> {
    let mut reader = form.reader();
    let known = reader.id_or_none("client_id");
    let known = reader.done(|| known)?;
    let accepted = async |act: Act<'_>| {
        let group = recruitment::application(act.tx, &by, at.id).await?.group_id;
        let SentReferral { told, .. } = accept_application(act, &by, at.id, known).await?;
        Ok(told.on(Done::at(Applications { id: group }).saying("application-accepted")))
    };
    Ok(app.act_once(&by, &once, accepted).await?.wake(&app))
}

async fn reject(
    at: Reject,
    by: Viewer,
    page: Page,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let group = recruitment::application(app.db.read(), &by, at.id).await?.group_id;
    let rejected = async |act: Act<'_>| {
        let words = recruitment::read_rejection(act.tx, &by, at.id, &form).await?;
        let told = reject_application(act, at.id, Some(words)).await?;
        Ok(told.on(Done::at(Applications { id: group }).saying("application-rejected-said")))
    };
    match app.act_once(&by, &once, rejected).await {
        Ok(done) => Ok(done.wake(&app).into_response()),
        Err(Error::Invalid(faults)) => {
            let faulty = FaultyAnswer { application: at.id, form: form.with(faults) };
            recruitment::applications_again(&app, &page, &by, group, faulty).await
        }
        Err(error) => Err(error),
    }
}
