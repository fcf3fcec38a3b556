//! The pages of the logs.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum_extra::routing::TypedPath;
use entity::id::ClientId;
use entity::state::{ErasureGround, RefusalGround};
use utoipa_axum::routes;

use super::answers::{Answering, erase_answered, refuse_answered};
use super::views::Logged;
use super::{api, export, paths, queries, restored_page, retention_page, views};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::audit::{self, Disclosure};
use crate::error::Result;
use crate::notify::Told;
use crate::people::client::merged_ids;
use crate::web::done::Done;
use crate::web::form::{Form, LINE};
use crate::web::list::ListQuery;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const READ: Who = Who::May(Resource::ClientRights, Action::Read);
const WRITE: Who = Who::May(Resource::ClientRights, Action::Write);
/// The log rows of one page.
const SHOWN: u64 = 500;

/// The routes of the logs.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(READ, paths::Index::PATH, index)
        .get(READ, paths::Retention::PATH, retention_page::show)
        .post(WRITE, paths::Retention::PATH, retention_page::erase)
        .get(READ, paths::Restored::PATH, restored_page::show)
        .get(READ, paths::Show::PATH, show)
        .get(READ, paths::Export::PATH, export_file)
        .post(WRITE, paths::Disclosures::PATH, disclose)
        .post(WRITE, paths::Erasure::PATH, erase)
        .post(WRITE, paths::ErasureRefusal::PATH, refuse)
        .api(READ, routes!(api::access_log))
        .api(READ, routes!(api::export))
        .api(WRITE, routes!(api::erase))
        .api(WRITE, routes!(api::refuse_erasure))
}

async fn index(page: Page, by: Viewer, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let words = asked.form.value("q");
    let found = app
        .act(&by, async |act| {
            let found = if words.is_empty() { Vec::new() } else { queries::search(act.tx, &by, words).await? };
            let ids: Vec<ClientId> = found.iter().map(|client| client.id).collect();
            audit::seen_all(act, &ids, "client.search").await?;
            Ok(found)
        })
        .await?;
    Ok(page.show(&page.t("log-title"), &views::index(&page, &asked, &found)))
}

async fn show(at: paths::Show, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    draw(&app, &page, &by, at.id, &Form::default()).await
}

async fn draw(app: &App, page: &Page, by: &Viewer, id: ClientId, form: &Form) -> Result<Response> {
    let logged = app
        .act(by, async |act| {
            let client = queries::one(act.tx, by, id).await?;
            let ids = merged_ids(act.tx, client.id).await?;
            let logged = Logged {
                accesses: audit::accesses_of(act.tx, &ids, SHOWN).await?,
                changes: audit::changes_of(act.tx, &ids, SHOWN).await?,
                disclosures: audit::disclosures_of(act.tx, &ids).await?,
                client,
            };
            audit::seen(act, logged.client.id, "client.log").await?;
            Ok(logged)
        })
        .await?;
    let content = views::show(page, &logged, form);
    Ok(if form.faults().is_empty() {
        page.show(&logged.client.name, &content)
    } else {
        page.again(&logged.client.name, &content)
    })
}

async fn export_file(at: paths::Export, by: Viewer, State(app): State<App>) -> Result<Response> {
    let held = app
        .act(&by, async |act| {
            let client = queries::one(act.tx, &by, at.id).await?;
            audit::seen(act, client.id, "client.export").await?;
            export::export(act.tx, client).await
        })
        .await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"piiri-client.json\""),
    ];
    let text = serde_json::to_string_pretty(&held).map_err(anyhow::Error::from)?;
    Ok((headers, text).into_response())
}

async fn disclose(
    at: paths::Disclosures,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let done = note(&app, &by, &once, at.id, &form).await;
    form.or_again(done, async |form| draw(&app, &page, &by, at.id, &form).await).await
}

async fn note(app: &App, by: &Viewer, once: &Once, id: ClientId, form: &Form) -> Result<Done> {
    app.act_once(by, once, async |act| {
        let id = queries::one(act.tx, by, id).await?.id;
        let mut reader = form.reader();
        let said = ["recipient", "what", "ground"].map(|name| reader.text(name, LINE));
        let [recipient, what, ground] = said;
        let new = reader.done(|| Ok(Disclosure { recipient: recipient?, what: what?, ground: ground? }))?;
        audit::disclosed(act, id, new).await?;
        Ok(Done::at(paths::Show { id }).saying("log-disclosed"))
    })
    .await
}

async fn erase(
    at: paths::Erasure,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let done = erased(&app, &by, &once, at.id, &form).await;
    form.or_again(done, async |form| draw(&app, &page, &by, at.id, &form).await).await
}

async fn erased(app: &App, by: &Viewer, once: &Once, id: ClientId, form: &Form) -> Result<Done> {
    let mut reader = form.reader();
    let ground = reader.choice("erase_ground", ErasureGround::from_code);
    let ground = reader.done(|| ground)?;
    let say = |told: Told| {
        let said = if told.is_nobody() { "log-erased-untold" } else { "log-erased" };
        told.on_if_any(Done::at(paths::Show { id }).saying(said))
    };
    erase_answered(Answering { app, by, once, client: id }, ground, say).await
}

async fn refuse(
    at: paths::ErasureRefusal,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let done = refused(&app, &by, &once, at.id, &form).await;
    form.or_again(done, async |form| draw(&app, &page, &by, at.id, &form).await).await
}

async fn refused(app: &App, by: &Viewer, once: &Once, id: ClientId, form: &Form) -> Result<Done> {
    let mut reader = form.reader();
    let ground = reader.choice("refuse_ground", RefusalGround::from_code);
    let ground = reader.done(|| ground)?;
    let say = |told: Told| told.on(Done::at(paths::Show { id }).saying("log-erasure-refused"));
    refuse_answered(Answering { app, by, once, client: id }, ground, say).await
}
