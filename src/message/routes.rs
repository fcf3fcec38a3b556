//! The pages of the outbox.

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use entity::state::{MessageKind, MessageStatus};
use utoipa_axum::routes;

use super::queries::MessageQuery;
use super::{api, outbox, paths, queries, views};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::audit::{self, LoggedChange};
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
    Ok(page.show(&page.t("message-index"), &views::index(&page, &asked, &rows, total)))
}

async fn retry(at: paths::Retry, by: Viewer, State(app): State<App>, once: Once) -> Result<Done> {
    app.act_once(&by, &once, async |act| {
        outbox::retry(act, at.id).await?;
        audit::changed(act, LoggedChange::of("message.retried", "message", at.id)).await?;
        Ok(Done::at(paths::Index::PATH).saying("message-retried"))
    })
    .await
}
