//! Ratings on paper: the printed form, and keying it in by its code.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::routing::TypedPath;
use entity::rating_request;
use entity::state::{Rater, RatingPhase, RatingSource};

use super::super::queries::PlaceWithRatings;
use super::super::rules::{Asking, GivenRating};
use super::super::service::NewRequest;
use super::super::views::{Filling, paper, scales};
use super::super::{paths, queries, rules, service};
use super::place::draw;
use super::{answer_by, seen};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::Action;
use crate::app::App;
use crate::error::{Error, Result};
use crate::web::done::Done;
use crate::web::form::{Form, LINE};
use crate::web::list::ListQuery;
use crate::web::page::Page;

pub(super) async fn ask(
    at: paths::Ask,
    page: Page,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    form: Form,
) -> Result<Response> {
    let mut reader = form.reader();
    let phase = reader.choice("paper_phase", RatingPhase::from_code);
    let early = reader.text_or_none("early_reason", LINE);
    let asked = match reader.done(|| Ok((phase?, early?))) {
        Ok((phase, early)) => {
            let asked = app.act_once(&by, &once, async |act| {
                queries::place(act.tx, &by, Action::Write, at.id).await?;
                let new = NewRequest { phase, session: None, due_on: answer_by(act.today()) };
                Ok(Done::at(paths::Paper { id: service::ask_when_due(act, at.id, new, early).await? }))
            });
            asked.await
        }
        Err(error) => Err(error),
    };
    form.or_again(asked, async |form| draw(&app, &page, &by, at.id, &form).await).await
}

pub(super) async fn print(at: paths::Paper, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let request = queries::request(app.db.read(), at.id).await?;
    let row = queries::place(app.db.read(), &by, Action::Write, request.participation_id).await?;
    seen(&app, by.actor(), row.client_id, "rating-form").await?;
    Ok(page.show(&page.t("rating-paper"), &paper::form(&page, &row, &request)))
}

pub(super) async fn key_in(page: Page, by: Viewer, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    keyed(&app, &page, &by, &asked.form).await
}

/// The request of a typed code, with its participation, when the viewer may key it in.
async fn by_code(app: &App, by: &Viewer, form: &Form) -> Result<Option<(rating_request::Model, PlaceWithRatings)>> {
    let Some(request) = queries::by_code(app.db.read(), form.value("code")).await? else { return Ok(None) };
    match queries::place(app.db.read(), by, Action::Write, request.participation_id).await {
        Ok(row) => Ok(Some((request, row))),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn keyed(app: &App, page: &Page, by: &Viewer, form: &Form) -> Result<Response> {
    let title = page.t("rating-key-in");
    let found = by_code(app, by, form).await?;
    let unknown = found.is_none() && !form.value("code").is_empty();
    let content = match &found {
        None => paper::ask_code(page, form, unknown),
        Some((request, row)) => {
            seen(app, by.actor(), row.client_id, "rating-form").await?;
            let asking = Asking { phase: request.phase, rater: Rater::Client, session: request.session_id };
            let action = paths::KeyIn::PATH;
            let filling = Filling { asking, action, back: action, code: Some(&request.code), early: "" };
            scales::tablet(page, row, &filling, form)
        }
    };
    Ok(if unknown || !form.faults().is_empty() { page.again(&title, &content) } else { page.show(&title, &content) })
}

pub(super) async fn keyed_in(
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let Some((request, row)) = by_code(&app, &by, &form).await? else { return keyed(&app, &page, &by, &form).await };
    let given = match rules::read(&form, request.phase, Rater::Client, RatingSource::Paper) {
        Ok(given) => GivenRating { session: request.session_id, ..given },
        Err(Error::Invalid(faults)) => return keyed(&app, &page, &by, &form.with(faults)).await,
        Err(error) => return Err(error),
    };
    app.act_once(&by, &once, async |act| {
        service::rate(act, row.id, given).await?;
        Ok(Done::at(paths::KeyIn::PATH).saying("rating-saved"))
    })
    .await
    .map(IntoResponse::into_response)
}
