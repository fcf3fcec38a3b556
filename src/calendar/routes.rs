//! The pages of calendar links. Feeds themselves are answered in [`super::before_router`].

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use entity::id::GroupId;
use entity::state::FeedKind;
use utoipa_axum::routes;

use super::paths::Address;
use super::rules::private_addresses;
use super::{api, paths, queries, rules, service, views};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::error::{Error, OrNotFound, Result};
use crate::web::done::{Done, ShownOnce};
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::subscribe::Addresses;
use crate::web::who::{Routes, Who};

const OWN: Who = Who::May(Resource::Own, Action::Read);
const CHANGE_OWN: Who = Who::May(Resource::Own, Action::Write);
const GROUP: Who = Who::May(Resource::Group, Action::Read);

/// The routes of feeds and of their links.
pub fn routes(app: &App) -> Routes {
    let [private, programme, group] = Address::PATTERNS;
    Routes::new(app)
        .listed(Method::GET, Who::Link, private)
        .listed(Method::GET, Who::Public, programme)
        .listed(Method::GET, Who::Public, group)
        .get(OWN, paths::Index::PATH, index)
        .post(CHANGE_OWN, paths::Index::PATH, create)
        .post(CHANGE_OWN, paths::Rotate::PATH, rotate)
        .post(CHANGE_OWN, paths::Revoke::PATH, revoke)
        .get(GROUP, paths::OfGroup::PATH, of_group)
        .api(CHANGE_OWN, routes!(api::create))
        .api(CHANGE_OWN, routes!(api::rotate))
        .api(CHANGE_OWN, routes!(api::revoke))
}

async fn index(page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    draw(&app, &page, &by, &Form::default(), None).await
}

async fn draw(app: &App, page: &Page, by: &Viewer, form: &Form, new: Option<&Addresses>) -> Result<Response> {
    let links = queries::links_of_staff(app.db.read(), by, None).await?;
    let subjects = queries::subjects(app.db.read(), by, &rules::kinds(by)).await?;
    let content = views::index(page, form, &links, &subjects, new);
    let title = page.t("feed-title");
    Ok(page.show_form(form, &title, &content))
}

async fn create(page: Page, by: Viewer, once: Once, State(app): State<App>, form: Form) -> Result<Response> {
    match make(&app, &by, &once, &form).await {
        Ok((token, kind)) => {
            let new = private_addresses(&app.config.base_url, &token, &page.t(&format!("feed-kind-{kind}")));
            draw(&app, &page, &by, &Form::default(), Some(&new)).await
        }
        Err(Error::Invalid(faults)) => draw(&app, &page, &by, &form.with(faults), None).await,
        Err(error) => Err(error),
    }
}

/// The form names kind and subject in one choice: `group:0199…`.
async fn make(app: &App, by: &Viewer, once: &Once, form: &Form) -> Result<(String, FeedKind)> {
    let (kind, subject) = form.value("what").split_once(':').unwrap_or((form.value("what"), ""));
    let (kind, subject) = (kind.to_owned(), subject.to_owned());
    let new = rules::read(by, &form.clone().set("kind", kind).set("subject_id", subject))?;
    let kind = new.kind;
    let made = app.act_once(by, once, async |act| {
        service::check_reach(act.tx, by, &new).await?;
        let token = service::new_link(act, new).await?;
        Ok(ShownOnce { shown: token, instead: Done::at(paths::Index::PATH) })
    });
    Ok((made.await?.shown, kind))
}

async fn rotate(at: paths::Rotate, page: Page, by: Viewer, once: Once, State(app): State<App>) -> Result<Response> {
    let rotated = app.act_once(&by, &once, async |act| {
        let token = service::rotate(act, at.id).await?;
        Ok(ShownOnce { shown: token, instead: Done::at(paths::Index::PATH) })
    });
    let token = rotated.await?.shown;
    let new = private_addresses(&app.config.base_url, &token, &page.t("feed-title"));
    draw(&app, &page, &by, &Form::default(), Some(&new)).await
}

async fn revoke(at: paths::Revoke, by: Viewer, State(app): State<App>, once: Once) -> Result<Done> {
    app.act_once(&by, &once, async |act| {
        service::revoke(act, at.id).await?;
        Ok(Done::at(paths::Index::PATH).saying("feed-revoked"))
    })
    .await
}

async fn of_group(at: paths::OfGroup, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let group = queries::group(app.db.read(), &by, at.id).await.and_then(OrNotFound::or_not_found)?;
    let public = || Addresses::of(&app.config.base_url, &paths::group(&group.slug), &group.name);
    let open = group.status.is_published().then(public);
    let links = if leads(&app, &by, at.id).await? {
        Some(queries::links_of_staff(app.db.read(), &by, Some(at.id)).await?)
    } else {
        None
    };
    Ok(page.show(&page.t("feed-group-title"), &views::of_group(&page, &by, &group, open.as_ref(), links.as_deref())))
}

async fn leads(app: &App, by: &Viewer, group: GroupId) -> Result<bool> {
    Ok(queries::subjects(app.db.read(), by, &[FeedKind::Group])
        .await?
        .iter()
        .any(|subject| subject.id == Some(group.0)))
}
