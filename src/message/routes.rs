//! The pages of the outbox.

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use entity::state::{MessageKind, MessageStatus};
use utoipa_axum::routes;

use super::queries::MessageQuery;
use super::{api, held, held_views, outbox, paths, queries, views};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::error::Result;
use crate::web::done::Done;
use crate::web::list::ListQuery;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const READ: Who = Who::May(Resource::Message, Action::Read);
const WRITE: Who = Who::May(Resource::Message, Action::Write);

/// The routes of the outbox.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(READ, paths::Index::PATH, index)
        .post(WRITE, paths::Retry::PATH, retry)
        .get(READ, paths::Held::PATH, show_held)
        .post(WRITE, paths::ReleaseAll::PATH, release_all)
        .post(WRITE, paths::DropAll::PATH, drop_all)
        .post(WRITE, paths::Release::PATH, release)
        .post(WRITE, paths::Drop::PATH, drop_kind)
        .api(READ, routes!(api::list))
        .api(WRITE, routes!(api::retry))
}

async fn index(page: Page, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let wanted = MessageQuery {
        status: MessageStatus::from_code(asked.form.value("status")),
        kind: MessageKind::from_code(asked.form.value("kind")),
        subject: None,
    };
    let (rows, total) = queries::page(app.db.read(), wanted, &asked).await?;
    let hint = held_views::hint(&page, held::count_held(app.db.read()).await?);
    let content = views::index(&page, &asked, views::Listed { messages: &rows, total, hint });
    Ok(page.show(&page.t("message-index"), &content))
}

async fn show_held(page: Page, State(app): State<App>) -> Result<Response> {
    let held = held::held(app.db.read()).await?;
    Ok(page.show(&page.t("message-held"), &held_views::show(&page, &held)))
}

async fn release_all(_: paths::ReleaseAll, by: Viewer, State(app): State<App>, once: Once) -> Result<Done> {
    released(&app, &by, &once, &[]).await
}

async fn release(at: paths::Release, by: Viewer, State(app): State<App>, once: Once) -> Result<Done> {
    released(&app, &by, &once, &[at.kind]).await
}

async fn released(app: &App, by: &Viewer, once: &Once, kinds: &[MessageKind]) -> Result<Done> {
    app.act_once(by, once, async |act| {
        held::release(act, kinds).await?;
        Ok(Done::at(paths::Held).saying("message-released"))
    })
    .await
}

async fn drop_all(_: paths::DropAll, by: Viewer, State(app): State<App>, once: Once) -> Result<Done> {
    dropped(&app, &by, &once, &[]).await
}

async fn drop_kind(at: paths::Drop, by: Viewer, State(app): State<App>, once: Once) -> Result<Done> {
    dropped(&app, &by, &once, &[at.kind]).await
}

async fn dropped(app: &App, by: &Viewer, once: &Once, kinds: &[MessageKind]) -> Result<Done> {
    app.act_once(by, once, async |act| {
        held::drop_held(act, kinds).await?;
        Ok(Done::at(paths::Held).saying("message-dropped"))
    })
    .await
}

async fn retry(at: paths::Retry, by: Viewer, State(app): State<App>, once: Once) -> Result<Done> {
    app.act_once(&by, &once, async |act| {
        outbox::retry(act, at.id).await?;
        Ok(Done::at(paths::Index::PATH).saying("message-retried"))
    })
    .await
}
