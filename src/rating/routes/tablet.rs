//! Ratings on the leader's own device: handed over to the client, or filled in as the leader's own view.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use entity::state::{Rater, RatingSource};

use super::super::queries::PlaceWithRatings;
use super::super::rules::{Asking, GivenRating};
use super::super::service::NewRequest;
use super::super::views::{Filling, scales};
use super::super::{paths, queries, rules, service};
use super::seen;
use crate::access::once::Once;
use crate::access::rights::Action;
use crate::access::{Viewer, set_handed};
use crate::app::App;
use crate::error::{Code, Error, Fault, Result};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::list::ListQuery;
use crate::web::page::Page;
use crate::web::who::HANDED_BACK;

pub(super) async fn new(
    at: paths::New,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    asked: ListQuery,
) -> Result<Response> {
    let row = queries::place(app.db.read(), &by, Action::Write, at.id).await?;
    let asking = rules::asking(&asked.form)?;
    if asking.rater != Rater::Client {
        return if by.is_handed {
            Ok(taken_back(&back(&row, asking)))
        } else {
            fill(&app, page, &by, &row, asking, &Form::default()).await
        };
    }
    let may = may_give(&app, &by, &row, asking).await?;
    match (by.is_handed, may) {
        (true, true) => fill(&app, page, &by, &row, asking, &Form::default()).await,
        (true, false) => Ok(taken_back(&back(&row, asking))),
        (false, _) => {
            seen(&app, by.actor(), row.client_id, "rating-form").await?;
            Ok(page.show(&page.t("rating-new"), &scales::hand(&page, &row, asking, may, &Form::default())))
        }
    }
}

/// Puts the device into the client's hands: until the password is told, it shows nothing but the client's form.
pub(super) async fn hand(
    at: paths::Hand,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    form: Form,
) -> Result<Response> {
    let row = queries::place(app.db.read(), &by, Action::Write, at.id).await?;
    let asking = rules::asking(&form)?;
    if asking.rater != Rater::Client {
        return Err(Error::NotFound);
    }
    let may = may_give(&app, &by, &row, asking).await?;
    let reason = form.value("early_reason").trim();
    if !may && reason.is_empty() {
        let form = form.clone().with(vec![Fault::of("early_reason", Code::RatingNotDue)]);
        return Ok(page.again(&page.t("rating-new"), &scales::hand(&page, &row, asking, may, &form)));
    }
    if let Some(sign_in) = by.sign_in {
        app.act(&by, async |act| set_handed(act, sign_in, true).await).await?;
    }
    fill(&app, page, &by, &row, asking, &Form::default().set("early_reason", reason)).await
}

async fn may_give(app: &App, by: &Viewer, row: &PlaceWithRatings, asking: Asking) -> Result<bool> {
    let (phase, session) = (asking.phase, asking.session);
    let due_on = app.day(app.clock.now());
    app.act(by, async |act| service::may_give(act, row.id, NewRequest { phase, session, due_on }).await).await
}

/// The way on from a device that is in a client's hands.
fn taken_back(to: &str) -> Response {
    Redirect::to(&handed_back(to)).into_response()
}

fn handed_back(to: &str) -> String {
    format!("{HANDED_BACK}?to={to}")
}

async fn fill(
    app: &App,
    page: Page,
    by: &Viewer,
    row: &PlaceWithRatings,
    asking: Asking,
    form: &Form,
) -> Result<Response> {
    seen(app, by.actor(), row.client_id, "rating-form").await?;
    let page = handed(page, row, asking);
    let (action, back) = (paths::New { id: row.id }.to_string(), back(row, asking));
    let back = if asking.rater == Rater::Client { handed_back(&back) } else { back };
    let filling = Filling { asking, action: &action, back: &back, code: None, early: form.value("early_reason") };
    let (title, content) = (page.t("rating-new"), scales::tablet(&page, row, &filling, form));
    Ok(page.show_form(form, &title, &content))
}

/// The frame of the device: without the places of staff and in the client's language while the client holds it.
fn handed(page: Page, row: &PlaceWithRatings, asking: Asking) -> Page {
    if asking.rater == Rater::Client { page.handed_to(row.language) } else { page }
}

/// Where the leader goes on: to the session whose feedback is asked, or to the participation.
fn back(row: &PlaceWithRatings, asking: Asking) -> String {
    asking.session.map_or_else(|| paths::Show { id: row.id }.to_string(), |id| paths::Pulse { id }.to_string())
}

pub(super) async fn create(
    at: paths::New,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let asking = rules::asking(&form)?;
    if by.is_handed && asking.rater != Rater::Client {
        return Ok(taken_back(&paths::Show { id: at.id }.to_string()));
    }
    let rated = app.act_once(&by, &once, async |act| {
        let row = queries::place(act.tx, &by, Action::Write, at.id).await?;
        let given = rules::read(&form, asking.phase, asking.rater, RatingSource::Tablet)?;
        service::rate(act, at.id, GivenRating { session: asking.session, ..given }).await?;
        Ok(rated(&row, asking))
    });
    let done = rated.await;
    form.or_again(done, async |form| {
        let row = queries::place(app.db.read(), &by, Action::Write, at.id).await?;
        fill(&app, page, &by, &row, asking, &form).await
    })
    .await
}

/// Where it goes on: the client is thanked before the device is handed back.
fn rated(row: &PlaceWithRatings, asking: Asking) -> Done {
    if asking.rater != Rater::Client {
        return Done::at(back(row, asking)).saying("rating-saved");
    }
    let session = asking.session.map(|id| format!("?session={id}")).unwrap_or_default();
    Done::at(format!("{}{session}", paths::Done { id: row.id }))
}

pub(super) async fn done(
    at: paths::Done,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    asked: ListQuery,
) -> Result<Response> {
    let row = queries::place(app.db.read(), &by, Action::Write, at.id).await?;
    let page = page.handed_to(row.language);
    let back = handed_back(&back(&row, rules::asking(&asked.form)?));
    Ok(page.show(&page.t("rating-thanks"), &scales::done(&page, &back)))
}
