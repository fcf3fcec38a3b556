//! The public form and its confirmation, and the leader's list.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::routing::TypedPath;
use entity::id::{ApplicationId, ClientId, GroupId};
use sea_orm::ConnectionTrait;

use super::service::NewApplication;
use super::views::FaultyAnswer;
use super::{queries, rules, service, views};
use crate::access::once::Once;
use crate::access::{Actor, Viewer};
use crate::app::App;
use crate::audit;
use crate::error::{Code, Error, Result};
use crate::message::discreet::Discreet;
use crate::recruitment::open::list::carried;
use crate::recruitment::open::queries::{self as open, ListedGroup};
use crate::recruitment::open::rules::RoomLeft;
use crate::recruitment::paths;
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::list::ListQuery;
use crate::web::page::Page;

/// The group of a form, as long as one applies to it.
async fn taking(app: &App, page: &Page, slug: &str) -> Result<ListedGroup> {
    let listed = open::one(app.db.read(), slug, page.now).await?;
    match RoomLeft::of(&listed.group, page.now) {
        RoomLeft::Open => Err(Error::conflict(Code::ApplyOpen)),
        left if left.takes() => Ok(listed),
        _ => Err(Error::conflict(Code::ApplyOver)),
    }
}

/// The form; of a group to which nobody applies, its card, which says why and what to do instead.
pub async fn new(at: paths::Apply, page: Page, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let listed = match taking(&app, &page, &at.slug).await {
        Err(Error::Conflict(_)) => {
            let card = paths::Card { slug: at.slug }.to_string();
            return Ok(Redirect::to(&carried(&page, &card, "")).into_response());
        }
        taking => taking?,
    };
    let form = rules::blank(page.language, asked.form.value("c"));
    Ok(page.show(&page.t("apply-title"), &views::form(&page, &form, &at.slug, &listed.group.name)))
}

/// The form with its faults.
pub async fn form_again(app: &App, page: &Page, slug: &str, form: &Form) -> Result<Response> {
    let listed = taking(app, page, slug).await?;
    Ok(page.again(&page.t("apply-title"), &views::form(page, form, slug, &listed.group.name)))
}

/// Reads an application to a group that takes people in.
pub async fn read_application(app: &App, page: &Page, slug: &str, form: &Form) -> Result<NewApplication> {
    let group = taking(app, page, slug).await?.group.id;
    let code = queries::code(app.db.read(), group, form.value("c")).await?;
    let input = rules::read(form, code.as_ref())?;
    Ok(NewApplication { group, code: code.map(|code| code.id), input })
}

/// The address that says that an application was sent.
pub fn sent_from(page: &Page) -> String {
    carried(page, paths::Sent::PATH, "")
}

pub async fn sent(page: Page) -> Response {
    page.show(&page.t("apply-sent"), &views::sent(&page))
}

pub async fn confirm(at: paths::Confirm, page: Page, State(app): State<App>) -> Result<Response> {
    let found = queries::by_token(app.db.read(), page.now, &at.token).await?;
    let page = page.in_language(found.language);
    Ok(page.show(&page.t("apply-confirm-title"), &views::confirm(&page, &at.token, found.status)))
}

pub async fn withdrawn(at: paths::Withdraw, once: Once, State(app): State<App>) -> Result<Done> {
    app.act_once(Actor::Public, &once, async |act| {
        service::withdraw(act, &at.token).await?;
        Ok(Done::at(paths::Confirm { token: at.token.clone() }))
    })
    .await
}

pub async fn list(at: paths::Applications, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    draw(&app, &page, &by, at.id, None).await
}

/// The list, with an answer that came back with faults.
async fn draw(app: &App, page: &Page, by: &Viewer, id: GroupId, faulty: Option<FaultyAnswer>) -> Result<Response> {
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
    let content = views::list(page, by, &group, &waiting, &known, faulty.as_ref());
    let title = page.t("application-list");
    Ok(if faulty.is_none() { page.show(&title, &content) } else { page.again(&title, &content) })
}

/// The list, with an answer to one of the applications that came back with faults.
pub async fn list_again(app: &App, page: &Page, by: &Viewer, group: GroupId, faulty: FaultyAnswer) -> Result<Response> {
    draw(app, page, by, group, Some(faulty)).await
}

/// Reads a leader's words to somebody whose application the leader may decide.
pub async fn read_rejection(
    db: &impl ConnectionTrait,
    by: &Viewer,
    id: ApplicationId,
    form: &Form,
) -> Result<Discreet> {
    let application = queries::one(db, by, id).await?;
    rules::read_words(form, &queries::group(db, by, application.group_id).await?.name)
}
