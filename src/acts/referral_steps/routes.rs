//! What people do with referrals, by form.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::routing::TypedPath;
use entity::id::ReferralId;
use entity::state::ReferralStatus;
use utoipa_axum::routes;

use super::api;
use super::reach::try_contact;
use super::reorder::{put_first, put_in_turn};
use super::reword::{add_to_referral, change_draft};
use super::submit::SentReferral;
use super::take_back::take_back_step;
use super::within_reach::{sent, settled, stepped};
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::access::{Act, Viewer, reach_referral};
use crate::app::App;
use crate::error::{Error, OrNotFound, Result};
use crate::referral::{self, FaultyReason, ReferralInput, paths};
use crate::web::done::Done;
use crate::web::form::{Form, LINE};
use crate::web::page::Page;
use crate::web::who::{Routes, Who};
use crate::{message, notify};

const WRITE: Who = Who::May(Resource::Referral, Action::Write);
const DECIDE: Who = Who::May(Resource::ReferralDecision, Action::Write);

/// The routes of what people do with referrals.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .post(WRITE, paths::Index::PATH, create)
        .post(WRITE, paths::Edit::PATH, change)
        .post(WRITE, paths::Notes::PATH, add)
        .post(WRITE, paths::Steps::PATH, step)
        .post(WRITE, paths::Contacts::PATH, contact)
        .post(WRITE, paths::Told::PATH, told)
        .post(WRITE, paths::TakeBack::PATH, take_back)
        .post(WRITE, paths::Settle::PATH, settle)
        .post(DECIDE, paths::Prioritise::PATH, prioritise)
        .post(DECIDE, paths::InTurn::PATH, back_in_turn)
        .api(WRITE, routes!(api::create))
        .api(WRITE, routes!(api::update))
        .api(WRITE, routes!(api::add))
        .api(WRITE, routes!(api::transition))
        .api(WRITE, routes!(api::take_back))
        .api(WRITE, routes!(api::settle))
}

async fn create(page: Page, by: Viewer, State(app): State<App>, once: Once, form: Form) -> Result<Response> {
    let sent = match referral::read(&form, by.staff_id) {
        Ok(new) => send(&app, &by, &once, new).await,
        Err(error) => Err(error),
    };
    match sent {
        Ok(done) => Ok(done.into_response()),
        Err(Error::Invalid(faults)) => referral::form_again(&app, &page, &by, None, &form.with(faults)).await,
        Err(Error::Conflict(fault)) => referral::form_again(&app, &page, &by, None, &form.with(vec![fault])).await,
        Err(error) => Err(error),
    }
}

async fn send(app: &App, by: &Viewer, once: &Once, new: ReferralInput) -> Result<Done> {
    let sent = async |act: Act<'_>| {
        let SentReferral { id, told } = sent(act, by, new).await?;
        Ok(told.on(Done::at(paths::Show { id }).saying("referral-sent")))
    };
    Ok(app.act_once(by, once, sent).await?.wake(app))
}

async fn change(
    at: paths::Edit,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let changed = async |act: Act<'_>| {
        let SentReferral { id, told } = change_draft(act, &by, at.id, |stands| {
            form.check_version(&referral::form(stands))?;
            referral::read(&form, by.staff_id)
        })
        .await?;
        Ok(told.on(Done::at(paths::Show { id }).saying("referral-sent")))
    };
    let faults = match app.act_once(&by, &once, changed).await {
        Ok(done) => return Ok(done.wake(&app).into_response()),
        Err(Error::Invalid(faults)) => faults,
        Err(Error::Conflict(fault)) => vec![fault],
        Err(error) => return Err(error),
    };
    referral::form_again(&app, &page, &by, Some(at.id), &form.with(faults)).await
}

async fn add(
    at: paths::Notes,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let added = app.act_once(&by, &once, async |act| {
        add_to_referral(act, &by, at.id, &referral::read_note(&form)?).await?;
        Ok(Done::at(paths::Show { id: at.id }).saying("referral-more-added"))
    });
    match added.await {
        Ok(done) => Ok(done.into_response()),
        Err(error) => again(&app, &page, &by, at.id, form, error).await,
    }
}

async fn step(
    at: paths::Steps,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let taken = async |act: Act<'_>| {
        let told = stepped(act, &by, at.id, &form).await?;
        Ok(told.on(Done::at(paths::Show { id: at.id }).saying("referral-step-taken")))
    };
    match app.act_once(&by, &once, taken).await {
        Ok(done) => Ok(done.wake(&app).into_response()),
        Err(error) => again(&app, &page, &by, at.id, form, error).await,
    }
}

/// The referral's page with what was typed, where the step was refused for that or for how the referral stands.
async fn again(app: &App, page: &Page, by: &Viewer, id: ReferralId, form: Form, error: Error) -> Result<Response> {
    let faults = match error {
        Error::Invalid(faults) => faults,
        Error::Conflict(fault) => vec![fault],
        other => return Err(other),
    };
    referral::show_again(app, page, by, id, &form.with(faults)).await
}

async fn contact(at: paths::Contacts, by: Viewer, State(app): State<App>, once: Once) -> Result<Done> {
    app.act_once(&by, &once, async |act| {
        let referral = reach_referral(act, &by, at.id).await?;
        try_contact(act, &referral).await?;
        Ok(Done::at(paths::Show { id: at.id }).saying("referral-contact-noted"))
    })
    .await
}

async fn take_back(
    at: paths::TakeBack,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let seen = ReferralStatus::from_code(form.value("from"));
    let taken = async |act: Act<'_>| {
        let told = take_back_step(act, &reach_referral(act, &by, at.id).await?, seen).await?;
        Ok(told.on(Done::at(paths::Show { id: at.id }).saying("referral-taken-back")))
    };
    match app.act_once(&by, &once, taken).await {
        Ok(done) => Ok(done.wake(&app).into_response()),
        Err(Error::Conflict(fault)) => {
            referral::show_again(&app, &page, &by, at.id, &Form::default().with(vec![fault])).await
        }
        Err(error) => Err(error),
    }
}

async fn settle(
    at: paths::Settle,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let taken = async |act: Act<'_>| {
        let told = settled(act, &by, at.id, &form).await?;
        Ok(told.on(Done::at(paths::Show { id: at.id }).saying("referral-settled")))
    };
    match app.act_once(&by, &once, taken).await {
        Ok(done) => Ok(done.wake(&app).into_response()),
        Err(error) => again(&app, &page, &by, at.id, form, error).await,
    }
}

async fn told(at: paths::Told, by: Viewer, State(app): State<App>, once: Once) -> Result<Done> {
    app.act_once(&by, &once, async |act| {
        reach_referral(act, &by, at.id).await?;
        let calls = message::to_be_told(act.tx, &by, at.id).await?;
        calls.iter().find(|call| call.id == at.message).or_not_found()?;
        notify::done_by_hand(act, at.message).await?;
        Ok(Done::at(paths::Show { id: at.id }).saying("referral-told"))
    })
    .await
}

async fn prioritise(
    at: paths::Prioritise,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let done = prioritised(&app, &by, &once, &at, &form).await;
    form.or_again(done, async |form| {
        let faulty = FaultyReason { waiting: at.waiting, form };
        referral::group_again(&app, &page, &by, at.id, Some(faulty)).await
    })
    .await
}

async fn prioritised(app: &App, by: &Viewer, once: &Once, at: &paths::Prioritise, form: &Form) -> Result<Done> {
    app.act_once(by, once, async |act| {
        let mut reader = form.reader();
        let reason = reader.text("reason", LINE);
        let reason = reader.done(|| reason)?;
        put_first(act, by, at.id, at.waiting, reason).await?;
        Ok(Done::at(paths::OfGroup { id: at.id }).saying("referral-prioritised"))
    })
    .await
}

async fn back_in_turn(at: paths::InTurn, by: Viewer, State(app): State<App>, once: Once) -> Result<Done> {
    app.act_once(&by, &once, async |act| {
        put_in_turn(act, &by, at.id, at.waiting).await?;
        Ok(Done::at(paths::OfGroup { id: at.id }).saying("referral-in-turn"))
    })
    .await
}
