//! The page of one participation, its summary, and why a rating stays unanswered.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use entity::id::ParticipationId;
use entity::rating_request;

use super::super::queries::PlaceWithRatings;
use super::super::summary::Summed;
use super::super::views::place;
use super::super::{paths, queries, rules, service, summary};
use super::seen;
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::Action;
use crate::app::App;
use crate::attendance;
use crate::error::{Error, Result};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::list::ListQuery;
use crate::web::page::Page;

pub(super) async fn show(
    at: paths::Show,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    asked: ListQuery,
) -> Result<Response> {
    draw(&app, &page, &by, at.id, &asked.form).await
}

/// Draws the page, with the faulty form of one of its parts, if there is one.
pub(super) async fn draw(app: &App, page: &Page, by: &Viewer, id: ParticipationId, form: &Form) -> Result<Response> {
    let db = app.db.read();
    let row = queries::place(db, by, Action::Read, id).await?;
    let marks = attendance::marks_of(db, &[id]).await?;
    let (ratings, goals) = (queries::ratings(db, id).await?, queries::goals(db, id).await?);
    let (requests, named) = (queries::requests(db, id).await?, queries::named_goals(db, id).await?);
    seen(app, by.actor(), row.client_id, "participation").await?;
    let shown = place::RatedPlaceView {
        place: &row,
        marks: &marks,
        ratings: &ratings,
        goals: &goals,
        named: &named,
        requests: &requests,
    };
    // A goal that the referral named is taken up in the form of a new one.
    let taken = form.value("take").parse().ok().and_then(|at: usize| named.get(at));
    let with_goal = taken.map(|text| form.clone().set("text", text).set("named", text));
    let content = place::show(page, &shown, with_goal.as_ref().unwrap_or(form));
    Ok(page.show_form(form, &row.name, &content))
}

pub(super) async fn copy(at: paths::Summary, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let db = app.db.read();
    let row = queries::place(db, &by, Action::Read, at.id).await?;
    let marks = attendance::marks_of(db, &[at.id]).await?;
    let (ratings, goals) = (queries::ratings(db, at.id).await?, queries::goals(db, at.id).await?);
    let peers = queries::peers(db, &row).await?;
    seen(&app, by.actor(), row.client_id, "summary").await?;
    let summed =
        Summed { place: &row, zone: page.zone_of(&row.timezone), marks: &marks, ratings: &ratings, goals: &goals };
    let text = summary::text(page.language, &summed);
    let written = place::written(&summed);
    let peers: Vec<&str> = peers.iter().map(String::as_str).collect();
    let held = !rules::names_in(&written, &peers).is_empty();
    Ok(page.show(&page.t("rating-summary"), &place::summary(&page, &row, &text, held)))
}

pub(super) async fn why_unanswered(
    at: paths::Unanswered,
    page: Page,
    by: Viewer,
    State(app): State<App>,
) -> Result<Response> {
    let (request, row) = asked(&app, &by, &at).await?;
    let form = rules::standing_reason(&request);
    draw_reason(&app, &page, &by, &row, &request, &form).await
}

/// A request that the viewer may write to, with its participation.
async fn asked(app: &App, by: &Viewer, at: &paths::Unanswered) -> Result<(rating_request::Model, PlaceWithRatings)> {
    let request = queries::request(app.db.read(), at.id).await?;
    let row = queries::place(app.db.read(), by, Action::Write, request.participation_id).await?;
    Ok((request, row))
}

async fn draw_reason(
    app: &App,
    page: &Page,
    by: &Viewer,
    row: &PlaceWithRatings,
    request: &rating_request::Model,
    form: &Form,
) -> Result<Response> {
    seen(app, by.actor(), row.client_id, "rating-request").await?;
    let (title, content) = (page.t("rating-unanswered"), place::reason(page, row, request, form));
    Ok(page.show_form(form, &title, &content))
}

pub(super) async fn unanswered(
    at: paths::Unanswered,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let (request, row) = asked(&app, &by, &at).await?;
    let reason = match rules::read_reason(&form) {
        Ok(reason) => reason,
        Err(Error::Invalid(faults)) => {
            return draw_reason(&app, &page, &by, &row, &request, &form.with(faults)).await;
        }
        Err(error) => return Err(error),
    };
    app.act_once(&by, &once, async |act| {
        service::unanswered(act, at.id, reason).await?;
        Ok(Done::at(paths::Show { id: row.id }).saying("rating-unanswered-saved"))
    })
    .await
    .map(IntoResponse::into_response)
}
