//! The public form, its confirmation, and the leader's decisions.

use crate::access::Actor;
use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::SignedCookieJar;
use axum_extra::routing::TypedPath;
use entity::id::{ApplicationId, ClientId, GroupId};
use entity::state::ApplicationStatus;

use super::limit::{Caller, Limits};
use super::{queries, rules, service, views};
use crate::access::Act;
use crate::access::Viewer;
use crate::app::App;
use crate::audit;
use crate::error::{Error, OrNotFound, Result};
use crate::recruitment::open::list::carried;
use crate::recruitment::open::queries::{self as open, Listed};
use crate::recruitment::open::rules::Room;
use crate::recruitment::paths;
use crate::web::form::Form;
use crate::web::list::Asked;
use crate::web::page::{Page, flash};

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
    app.act(Actor::Public, async |act| service::apply(act, (listed.group.id, code.as_ref()), input).await).await?;
    Ok(Redirect::to(&carried(&page, paths::Sent::PATH, "")).into_response())
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

pub async fn confirmed(at: paths::Confirm, State(app): State<App>) -> Result<Redirect> {
    app.act(Actor::Public, async |act| {
        service::confirm(act, &at.token).await?;
        Ok(())
    })
    .await?;
    Ok(Redirect::to(&at.to_string()))
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
    jar: SignedCookieJar,
    form: Form,
) -> Result<Response> {
    let tx = app.write().await?;
    let act = Act::new(&tx, by.actor(), app.clock.now());
    let found = queries::one(&tx, &by, at.id).await?;
    let words = match rules::read_words(&form, &queries::group(&tx, &by, found.group_id).await?.name) {
        Ok(words) => words,
        Err(Error::Invalid(faults)) => {
            tx.rollback().await?;
            let form = form.with(faults);
            return draw(&app, &page, &by, (found.group_id, Some((found.id, &form)))).await;
        }
        Err(error) => return Err(error),
    };
    service::reject(act, (found.id, words)).await?;
    tx.commit().await?;
    let to = paths::Applications { id: found.group_id }.to_string();
    Ok((jar.add(flash("application-rejected-said")), Redirect::to(&to)).into_response())
}
