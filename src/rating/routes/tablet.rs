//! Ratings on the leader's own device: handed over to the client, or filled in as the leader's own view.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::SignedCookieJar;
use entity::state::{Rater, RatingSource};

use super::super::queries::Place;
use super::super::rules::{Asking, Given};
use super::super::views::{Filling, scales};
use super::super::{paths, queries, rules, service};
use super::seen;
use crate::access::Act;
use crate::access::Viewer;
use crate::access::rights::Action;
use crate::app::App;
use crate::error::{Error, Result};
use crate::web::form::Form;
use crate::web::list::Asked;
use crate::web::page::{Page, flash};

pub(super) async fn new(
    at: paths::New,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    asked: Asked,
) -> Result<Response> {
    let row = queries::place(app.db.read(), &by, Action::Write, at.id).await?;
    fill(&app, page, &by, (&row, rules::asking(&asked.form)), &Form::default()).await
}

async fn fill(app: &App, page: Page, by: &Viewer, (row, asking): (&Place, Asking), form: &Form) -> Result<Response> {
    seen(app, by.actor(), row.client_id, "rating-form").await?;
    let page = handed(page, row, asking);
    let (action, back) = (paths::New { id: row.id }.to_string(), back(row, asking));
    let filling = Filling { asking, action: &action, back: &back, code: None };
    let (title, content) = (page.t("rating-new"), scales::tablet(&page, row, &filling, form));
    Ok(if form.faults().is_empty() { page.show(&title, &content) } else { page.again(&title, &content) })
}

/// The frame of the device: without the places of staff and in the client's language while the client holds it.
fn handed(page: Page, row: &Place, asking: Asking) -> Page {
    if asking.rater == Rater::Client { page.handed_to(row.language) } else { page }
}

/// Where the leader goes on: to the session whose feedback is asked, or to the participation.
fn back(row: &Place, asking: Asking) -> String {
    asking.session.map_or_else(|| paths::Show { id: row.id }.to_string(), |id| paths::Pulse { id }.to_string())
}

pub(super) async fn create(
    at: paths::New,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    jar: SignedCookieJar,
    form: Form,
) -> Result<Response> {
    let tx = app.write().await?;
    let act = Act::new(&tx, by.actor(), page.now);
    let row = queries::place(&tx, &by, Action::Write, at.id).await?;
    let asking = rules::asking(&form);
    let rated = match rules::read(&form, asking.phase, (asking.rater, RatingSource::Tablet)) {
        Ok(given) => {
            let given = Given { session: asking.session, ..given };
            service::rate(act, at.id, given).await
        }
        Err(error) => Err(error),
    };
    match rated {
        Ok(_) => tx.commit().await?,
        Err(Error::Invalid(faults)) => {
            tx.rollback().await?;
            return fill(&app, page, &by, (&row, asking), &form.with(faults)).await;
        }
        Err(error) => return Err(error),
    }
    if asking.rater != Rater::Client {
        return Ok((jar.add(flash("rating-saved")), Redirect::to(&back(&row, asking))).into_response());
    }
    let session = asking.session.map(|id| format!("?session={id}")).unwrap_or_default();
    Ok(Redirect::to(&format!("{}{session}", paths::Done { id: at.id })).into_response())
}

pub(super) async fn done(
    at: paths::Done,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    asked: Asked,
) -> Result<Response> {
    let row = queries::place(app.db.read(), &by, Action::Write, at.id).await?;
    let page = page.handed_to(row.language);
    let back = back(&row, rules::asking(&asked.form));
    Ok(page.show(&page.t("rating-thanks"), &scales::done(&page, &back)))
}
