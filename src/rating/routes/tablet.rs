//! Ratings on the leader's own device: handed over to the client, or filled in as the leader's own view.

use axum::extract::State;
use axum::response::Response;
use entity::state::{Rater, RatingSource};

use super::super::queries::PlaceWithRatings;
use super::super::rules::{Asking, GivenRating};
use super::super::views::{Filling, scales};
use super::super::{paths, queries, rules, service};
use super::seen;
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::Action;
use crate::app::App;
use crate::error::Result;
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::list::ListQuery;
use crate::web::page::Page;

pub(super) async fn new(
    at: paths::New,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    asked: ListQuery,
) -> Result<Response> {
    let row = queries::place(app.db.read(), &by, Action::Write, at.id).await?;
    fill(&app, page, &by, &row, rules::asking(&asked.form)?, &Form::default()).await
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
    let filling = Filling { asking, action: &action, back: &back, code: None };
    let (title, content) = (page.t("rating-new"), scales::tablet(&page, row, &filling, form));
    Ok(if form.faults().is_empty() { page.show(&title, &content) } else { page.again(&title, &content) })
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
    let back = back(&row, rules::asking(&asked.form)?);
    Ok(page.show(&page.t("rating-thanks"), &scales::done(&page, &back)))
}
