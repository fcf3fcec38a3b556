//! What people do with referrals, by form.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::SignedCookieJar;
use axum_extra::routing::TypedPath;
use entity::id::ReferralId;
use utoipa_axum::routes;

use super::api;
use super::step::try_contact;
use super::within_reach::{sent, stepped};
use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, lock_group, reach_referral};
use crate::app::App;
use crate::enrolment;
use crate::error::{Error, Result};
use crate::referral::{self, FaultyReason, NewReferral, paths};
use crate::web::form::{Form, LINE};
use crate::web::page::{Page, flash};
use crate::web::who::{Routes, Who};

const WRITE: Who = Who::May(Resource::Referral, Action::Write);
const DECIDE: Who = Who::May(Resource::ReferralDecision, Action::Write);

/// The routes of what people do with referrals.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .post(WRITE, paths::Index::PATH, create)
        .post(WRITE, paths::Steps::PATH, step)
        .post(WRITE, paths::Contacts::PATH, contact)
        .post(DECIDE, paths::Prioritise::PATH, prioritise)
        .api(WRITE, routes!(api::create))
        .api(WRITE, routes!(api::transition))
}

async fn create(page: Page, by: Viewer, State(app): State<App>, jar: SignedCookieJar, form: Form) -> Result<Response> {
    let sent = match referral::read(&form, by.staff_id) {
        Ok(new) => send(&app, &by, new).await,
        Err(error) => Err(error),
    };
    match sent {
        Ok(id) => Ok((jar.add(flash("referral-sent")), Redirect::to(&paths::Show { id }.to_string())).into_response()),
        Err(Error::Invalid(faults)) => referral::form_again(&app, &page, &by, &form.with(faults)).await,
        Err(Error::Conflict(fault)) => referral::form_again(&app, &page, &by, &form.with(vec![fault])).await,
        Err(error) => Err(error),
    }
}

async fn send(app: &App, by: &Viewer, new: NewReferral) -> Result<ReferralId> {
    app.act(by, async |act| sent(act, by, new).await).await
}

async fn step(
    at: paths::Steps,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    jar: SignedCookieJar,
    form: Form,
) -> Result<Response> {
    match take(&app, &by, at.id, &form).await {
        Ok(()) => Ok((jar.add(flash("referral-step-taken")), there(at.id)).into_response()),
        Err(Error::Invalid(faults)) => referral::show_again(&app, &page, &by, at.id, &form.with(faults)).await,
        Err(Error::Conflict(fault)) => referral::show_again(&app, &page, &by, at.id, &form.with(vec![fault])).await,
        Err(error) => Err(error),
    }
}

async fn take(app: &App, by: &Viewer, id: ReferralId, form: &Form) -> Result<()> {
    app.act(by, async |act| stepped(act, by, id, form).await).await
}

fn there(id: ReferralId) -> Redirect {
    Redirect::to(&paths::Show { id }.to_string())
}

async fn contact(at: paths::Contacts, by: Viewer, State(app): State<App>, jar: SignedCookieJar) -> Result<Response> {
    app.act(&by, async |act| {
        let referral = reach_referral(act, &by, at.id).await?;
        try_contact(act, &referral).await
    })
    .await?;
    Ok((jar.add(flash("referral-contact-noted")), there(at.id)).into_response())
}

async fn prioritise(
    at: paths::Prioritise,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    jar: SignedCookieJar,
    form: Form,
) -> Result<Response> {
    match prioritised(&app, &by, &at, &form).await {
        Ok(()) => {
            let to = paths::OfGroup { id: at.id }.to_string();
            Ok((jar.add(flash("referral-prioritised")), Redirect::to(&to)).into_response())
        }
        Err(Error::Invalid(faults)) => {
            let faulty = FaultyReason { waiting: at.waiting, form: form.with(faults) };
            referral::group_again(&app, &page, &by, at.id, Some(faulty)).await
        }
        Err(error) => Err(error),
    }
}

async fn prioritised(app: &App, by: &Viewer, at: &paths::Prioritise, form: &Form) -> Result<()> {
    app.act(by, async |act| {
        referral::group_led(act.tx, by, (at.id, Resource::ReferralDecision, Action::Write)).await?;
        let mut reader = form.reader();
        let reason = reader.text("reason", LINE);
        let reason = reader.done(reason)?;
        enrolment::set_first_in_line(act, &lock_group(act, at.id).await?, at.waiting, reason).await
    })
    .await
}
