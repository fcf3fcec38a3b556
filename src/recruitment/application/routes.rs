//! The public form, its confirmation, and the leader's decisions.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::routing::TypedPath;
use entity::id::{ApplicationId, ClientId, GroupId};
use entity::state::ApplicationStatus;

use super::limit::{Caller, Limits};
use super::{queries, rules, service, views};
use crate::access::Actor;
use crate::access::Viewer;
use crate::access::once::Once;
use crate::app::App;
use crate::audit;
use crate::error::{Error, OrNotFound, Result};
use crate::recruitment::open::list::carried;
use crate::recruitment::open::queries::{self as open, Listed};
use crate::recruitment::open::rules::Room;
use crate::recruitment::paths;
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::list::Asked;
use crate::web::page::Page;

/// The group of a form, as long as it takes anybody in.
async fn taking(app: &App, page: &Page, slug: &str) -> Result<Listed> {
    let listed = open::one(app.db.read(), slug, page.now).await?;
    (Room::of(&listed.group) != Room::Closed).then_some(listed).or_not_found()
}

pub async fn new(at: paths::Apply, page: Page, State(app): State<App>, asked: Asked) -> Result<Response> {
    let listed = taking(&app, &page, &at.slug).await?;
    let form = rules::blank(page.language, asked.form.value("c"));
    Ok(page.show(&page.t("apply-title"), &views::form(&page, &form, (&at.slug, &listed.group.name))))
}

pub async fn create(
    at: paths::Apply,
    (page, State(app)): (Page, State<App>),
    once: Once,
    limits: Arc<Limits>,
    caller: Caller,
    form: Form,
) -> Result<Response> {
    let listed = taking(&app, &page, &at.slug).await?;
    let code = queries::code(app.db.read(), listed.group.id, form.value("c")).await?;
    let input = match rules::read(&form, code.as_ref()) {
        Ok(input) => input,
        Err(Error::Invalid(faults)) => {
            let form = form.with(faults);
            return Ok(page.again(&page.t("apply-title"), &views::form(&page, &form, (&at.slug, &listed.group.name))));
        }
        Err(error) => return Err(error),
    };
    limits.pass(caller)?;
    app.act_once(Actor::System, &once, async |act| {
        service::apply(act, (listed.group.id, code.as_ref()), input).await?;
        Ok(Done::at(carried(&page, paths::Sent::PATH, "")))
    })
    .await
    .map(IntoResponse::into_response)
}

pub async fn sent(page: Page) -> Response {
    page.show(&page.t("apply-sent"), &views::sent(&page))
}

pub async fn confirm(at: paths::Confirm, page: Page, State(app): State<App>) -> Result<Response> {
    let found = queries::by_token(app.db.read(), page.now, &at.token).await?;
    let page = page.in_language(found.language);
    let is_done = found.status != ApplicationStatus::Unconfirmed;
    Ok(page.show(&page.t("apply-confirm-title"), &views::confirm(&page, &at.token, is_done)))
}

pub async fn confirmed(at: paths::Confirm, once: Once, State(app): State<App>) -> Result<Done> {
    app.act_once(Actor::System, &once, async |act| {
        service::confirm(act, &at.token).await?;
        Ok(Done::at(at))
    })
    .await
}

pub async fn list(at: paths::Applications, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    draw(&app, &page, &by, (at.id, None)).await
}

/// The list, with an answer that came back with faults.
async fn draw(
    app: &App,
    page: &Page,
    by: &Viewer,
    (id, faulty): (GroupId, Option<(ApplicationId, &Form)>),
) -> Result<Response> {
    let (group, waiting, known) = app
        .act(by, async |act| {
            let group = queries::group(act.tx, by, id).await?;
            let waiting = queries::of_group(act.tx, id).await?;
            let known = queries::known(act.tx, by, &waiting).await?;
            let seen: Vec<ClientId> = known.iter().map(|client| client.id).collect();
            audit::seen_all(act, &seen, "applications").await?;
            Ok((group, waiting, known))
        })
        .await?;
    let content = views::list(page, (by, &group), (&waiting, &known), faulty);
    let title = page.t("application-list");
    Ok(if faulty.is_none() { page.show(&title, &content) } else { page.again(&title, &content) })
}

pub async fn reject(
    at: paths::Reject,
    by: Viewer,
    (page, State(app)): (Page, State<App>),
    once: Once,
    form: Form,
) -> Result<Response> {
    let found = queries::one(app.db.read(), &by, at.id).await?;
    let rejected = app.act_once(&by, &once, async |act| {
        let found = queries::one(act.tx, &by, at.id).await?;
        let group = queries::group(act.tx, &by, found.group_id).await?;
        service::reject(act, (found.id, rules::read_words(&form, &group.name)?)).await?;
        Ok(Done::at(paths::Applications { id: found.group_id }).saying("application-rejected-said"))
    });
    match rejected.await {
        Ok(done) => Ok(done.into_response()),
        Err(Error::Invalid(faults)) => {
            draw(&app, &page, &by, (found.group_id, Some((found.id, &form.with(faults))))).await
        }
        Err(error) => Err(error),
    }
}
