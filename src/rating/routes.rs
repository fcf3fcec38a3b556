//! The pages of ratings and goals.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::SignedCookieJar;
use axum_extra::routing::TypedPath;
use chrono::Days;
use entity::id::ClientId;
use entity::rating_request;
use entity::state::{Rater, RatingPhase, RatingSource};
use utoipa_axum::routes;

use super::queries::Place;
use super::summary::Summed;
use super::views::{Filling, paper, place, scales};
use super::{api, paths, queries, rules, service, summary};
use crate::app::App;
use crate::attendance;
use crate::audit::{self, Actor};
use crate::error::{Error, OrNotFound, Result};
use crate::people::rights::{Act, Resource};
use crate::people::{Viewer, client};
use crate::web::form::Form;
use crate::web::list::Asked;
use crate::web::page::{Page, flash};
use crate::web::who::{Routes, Who};

const READ: Who = Who::May(Resource::Rating, Act::Read);
const WRITE: Who = Who::May(Resource::Rating, Act::Write);
/// How long a rating that a worker asks for by hand may take.
const ANSWER_WITHIN: Days = Days::new(14);

/// The routes of ratings and goals.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(READ, paths::Show::PATH, show)
        .get(READ, paths::Summary::PATH, copy)
        .get(WRITE, paths::New::PATH, new)
        .post(WRITE, paths::New::PATH, create)
        .get(WRITE, paths::Done::PATH, done)
        .post(WRITE, paths::Ask::PATH, ask)
        .post(WRITE, paths::Goals::PATH, add_goal)
        .post(WRITE, paths::Assess::PATH, assess)
        .get(WRITE, paths::Paper::PATH, print)
        .get(WRITE, paths::KeyIn::PATH, key_in)
        .post(WRITE, paths::KeyIn::PATH, keyed_in)
        .get(Who::Link, paths::Mine::PATH, mine)
        .post(Who::Link, paths::Mine::PATH, answer)
        .api(READ, routes!(api::ratings))
        .api(WRITE, routes!(api::rate))
        .api(READ, routes!(api::goals))
        .api(WRITE, routes!(api::add_goal))
        .api(WRITE, routes!(api::assess))
}

async fn show(at: paths::Show, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    draw(&app, &page, &by, at.id, &Form::default()).await
}

async fn draw(app: &App, page: &Page, by: &Viewer, id: entity::id::ParticipationId, form: &Form) -> Result<Response> {
    let db = app.db.read();
    let row = queries::place(db, by, Act::Read, id).await?;
    let marks = attendance::marks_of(db, &[id]).await?;
    let (ratings, goals) = (queries::ratings(db, id).await?, queries::goals(db, id).await?);
    let requests = queries::requests(db, id).await?;
    seen(app, page, by.actor(), row.client_id, "participation").await?;
    let shown = place::Shown { place: &row, marks: &marks, ratings: &ratings, goals: &goals, requests: &requests };
    let content = place::show(page, &shown, form);
    Ok(if form.faults().is_empty() { page.show(&row.name, &content) } else { page.again(&row.name, &content) })
}

async fn seen(app: &App, page: &Page, who: Actor, client: ClientId, what: &str) -> Result<()> {
    let tx = app.write().await?;
    audit::seen(&tx, who, page.now, client, what).await?;
    Ok(tx.commit().await?)
}

async fn copy(at: paths::Summary, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let db = app.db.read();
    let row = queries::place(db, &by, Act::Read, at.id).await?;
    let marks = attendance::marks_of(db, &[at.id]).await?;
    let (ratings, goals) = (queries::ratings(db, at.id).await?, queries::goals(db, at.id).await?);
    let peers = queries::peers(db, &row).await?;
    seen(&app, &page, by.actor(), row.client_id, "summary").await?;
    let summed = Summed { place: &row, marks: &marks, ratings: &ratings, goals: &goals };
    let text = summary::text(page.language, &summed);
    let written = place::written(&summed);
    let peers: Vec<&str> = peers.iter().map(String::as_str).collect();
    let held = !rules::names_in(&written, &peers).is_empty();
    Ok(page.show(&page.t("rating-summary"), &place::summary(&page, &row, &text, held)))
}

/// The phase and the rater that an address asks for.
fn asked_for(form: &Form) -> (RatingPhase, Rater) {
    let phase = RatingPhase::from_code(form.value("phase")).unwrap_or(RatingPhase::End);
    (phase, Rater::from_code(form.value("rater")).unwrap_or(Rater::Client))
}

async fn new(at: paths::New, page: Page, by: Viewer, State(app): State<App>, asked: Asked) -> Result<Response> {
    let row = queries::place(app.db.read(), &by, Act::Write, at.id).await?;
    let (phase, rater) = asked_for(&asked.form);
    Ok(fill(&page, &row, (phase, rater), &Form::default()))
}

fn fill(page: &Page, row: &Place, (phase, rater): (RatingPhase, Rater), form: &Form) -> Response {
    let action = paths::New { id: row.id }.to_string();
    let filling = Filling { phase, rater, action: &action, code: None };
    let content = scales::tablet(page, row, &filling, form);
    let title = page.t("rating-new");
    if form.faults().is_empty() { page.show(&title, &content) } else { page.again(&title, &content) }
}

async fn create(
    at: paths::New,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    jar: SignedCookieJar,
    form: Form,
) -> Result<Response> {
    let tx = app.write().await?;
    let row = queries::place(&tx, &by, Act::Write, at.id).await?;
    let (phase, rater) = asked_for(&form);
    let given = match rules::read(&form, phase, (rater, RatingSource::Tablet)) {
        Ok(given) => given,
        Err(Error::Invalid(faults)) => return Ok(fill(&page, &row, (phase, rater), &form.with(faults))),
        Err(error) => return Err(error),
    };
    service::rate(&tx, by.actor(), page.now, at.id, given).await?;
    tx.commit().await?;
    Ok(match rater {
        Rater::Client => Redirect::to(&paths::Done { id: at.id }.to_string()).into_response(),
        _ => (jar.add(flash("rating-saved")), Redirect::to(&paths::Show { id: at.id }.to_string())).into_response(),
    })
}

async fn done(at: paths::Done, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    queries::place(app.db.read(), &by, Act::Write, at.id).await?;
    Ok(page.show(&page.t("rating-thanks"), &scales::done(&page, at.id)))
}

async fn ask(at: paths::Ask, page: Page, by: Viewer, State(app): State<App>, form: Form) -> Result<Redirect> {
    let tx = app.write().await?;
    queries::place(&tx, &by, Act::Write, at.id).await?;
    let mut reader = form.reader();
    let phase = reader.choice("phase", RatingPhase::from_code);
    let phase = reader.done(phase)?.or_not_found()?;
    let today = page.now.with_timezone(&chrono_tz::Europe::Helsinki).date_naive();
    let due = today.checked_add_days(ANSWER_WITHIN).unwrap_or(today);
    let id = service::ask(&tx, page.now, at.id, (phase, None, due)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&paths::Paper { id }.to_string()))
}

async fn add_goal(
    at: paths::Goals,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    jar: SignedCookieJar,
    form: Form,
) -> Result<Response> {
    let tx = app.write().await?;
    queries::place(&tx, &by, Act::Write, at.id).await?;
    let input = match rules::read_goal(&form) {
        Ok(input) => input,
        Err(Error::Invalid(faults)) => {
            drop(tx);
            return draw(&app, &page, &by, at.id, &form.with(faults)).await;
        }
        Err(error) => return Err(error),
    };
    service::add_goal(&tx, by.actor(), page.now, (at.id, input)).await?;
    tx.commit().await?;
    Ok((jar.add(flash("rating-goal-saved")), Redirect::to(&paths::Show { id: at.id }.to_string())).into_response())
}

async fn assess(
    at: paths::Assess,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    jar: SignedCookieJar,
    form: Form,
) -> Result<(SignedCookieJar, Redirect)> {
    let tx = app.write().await?;
    let row = queries::place_of_goal(&tx, &by, at.id).await?;
    let today = page.now.with_timezone(&chrono_tz::Europe::Helsinki).date_naive();
    let read = rules::read_assessment(&form, today)?;
    service::assess(&tx, by.actor(), page.now, at.id, read).await?;
    tx.commit().await?;
    Ok((jar.add(flash("rating-goal-saved")), Redirect::to(&paths::Show { id: row.id }.to_string())))
}

async fn print(at: paths::Paper, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let request = queries::request(app.db.read(), at.id).await?;
    let row = queries::place(app.db.read(), &by, Act::Write, request.participation_id).await?;
    seen(&app, &page, by.actor(), row.client_id, "rating-form").await?;
    Ok(page.show(&page.t("rating-paper"), &paper::form(&page, &row, &request)))
}

async fn key_in(page: Page, by: Viewer, State(app): State<App>, asked: Asked) -> Result<Response> {
    keyed(&app, &page, &by, &asked.form).await
}

/// The request of a typed code, with its participation, when the viewer may key it in.
async fn by_code(app: &App, by: &Viewer, form: &Form) -> Result<Option<(rating_request::Model, Place)>> {
    let Some(request) = queries::by_code(app.db.read(), form.value("code")).await? else { return Ok(None) };
    match queries::place(app.db.read(), by, Act::Write, request.participation_id).await {
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
            let action = paths::KeyIn::PATH;
            let filling = Filling { phase: request.phase, rater: Rater::Client, action, code: Some(&request.code) };
            scales::tablet(page, row, &filling, form)
        }
    };
    Ok(if unknown || !form.faults().is_empty() { page.again(&title, &content) } else { page.show(&title, &content) })
}

async fn keyed_in(
    page: Page,
    by: Viewer,
    State(app): State<App>,
    jar: SignedCookieJar,
    form: Form,
) -> Result<Response> {
    let Some((request, row)) = by_code(&app, &by, &form).await? else { return keyed(&app, &page, &by, &form).await };
    let given = match rules::read(&form, request.phase, (Rater::Client, RatingSource::Paper)) {
        Ok(given) => rules::Given { session: request.session_id, ..given },
        Err(Error::Invalid(faults)) => return keyed(&app, &page, &by, &form.with(faults)).await,
        Err(error) => return Err(error),
    };
    let tx = app.write().await?;
    service::rate(&tx, by.actor(), page.now, row.id, given).await?;
    tx.commit().await?;
    Ok((jar.add(flash("rating-saved")), Redirect::to(paths::KeyIn::PATH)).into_response())
}

/// The request of a client's link; another client's request is not found.
async fn own(app: &App, page: &Page, at: &paths::Mine) -> Result<(client::Contact, rating_request::Model)> {
    let contact = client::by_link(app.db.read(), page.now, &at.token).await?;
    let request = queries::request(app.db.read(), at.id).await?;
    if request.client_id == contact.id { Ok((contact, request)) } else { Err(Error::NotFound) }
}

async fn mine(at: paths::Mine, page: Page, State(app): State<App>, asked: Asked) -> Result<Response> {
    let (contact, request) = own(&app, &page, &at).await?;
    let page = page.in_language(contact.language);
    let ratings = queries::ratings(app.db.read(), request.participation_id).await?;
    let given = ratings.iter().find(|rated| rated.rating.request_id == Some(request.id));
    let again = asked.form.ticked("more");
    Ok(match given.filter(|_| !again) {
        Some(_) => page.show(&page.t("rating-thanks"), &scales::thanks(&page, &at, &request, &ratings)),
        None => page.show(&page.t("rating-mine"), &scales::mine(&page, &at, &request, &scales::standing(given))),
    })
}

async fn answer(at: paths::Mine, page: Page, State(app): State<App>, form: Form) -> Result<Response> {
    let (contact, request) = own(&app, &page, &at).await?;
    let page = page.in_language(contact.language);
    let given = match rules::read(&form, request.phase, (Rater::Client, RatingSource::Web)) {
        Ok(given) => rules::Given { session: request.session_id, ..given },
        Err(Error::Invalid(faults)) => {
            let content = scales::mine(&page, &at, &request, &form.with(faults));
            return Ok(page.again(&page.t("rating-mine"), &content));
        }
        Err(error) => return Err(error),
    };
    let tx = app.write().await?;
    service::rate(&tx, Actor::Client(contact.id), page.now, request.participation_id, given).await?;
    tx.commit().await?;
    Ok(Redirect::to(&at.to_string()).into_response())
}
