//! Who keeps a client: a manager gives a client of the own units to a worker, as when one came from the open programme.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::SignedCookieJar;
use chrono::{DateTime, TimeDelta, Utc};
use entity::client;
use entity::id::{ClientId, StaffId};
use entity::state::TaskKind;
use maud::{Markup, html};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::queries::{self, WorkerOption};
use super::rules::{named, shown_name};
use super::{paths, service};
use crate::app::App;
use crate::error::{Error, OrNotFound, Result};
use crate::people::rights::{Act, Resource};
use crate::people::{Viewer, managers_above, scope};
use crate::task::{self, NewTask};
use crate::web::components::{Button, Choice, Tone, notice, page_header};
use crate::web::form::Form;
use crate::web::page::{Page, flash};
use crate::{audit, audit::Actor};

/// How soon a client without a key worker should have one, and how soon a new one should be met.
const SOON: TimeDelta = TimeDelta::days(3);

/// Asks the managers of a client's unit, and of those above it, to find a key worker.
pub async fn ask_for_key_worker(tx: &DatabaseTransaction, now: DateTime<Utc>, id: ClientId) -> Result<()> {
    let unit = client::Entity::find_by_id(id).one(tx).await.or_not_found()?.unit_id;
    for manager in managers_above(tx, unit).await? {
        let key = format!("assign_key_worker:{id}:{manager}");
        let about = NewTask { key: key.clone(), client: Some(id), ..NewTask::default() };
        if !task::ask(tx, now, (TaskKind::AssignKeyWorker, manager, now + SOON), about).await? {
            task::reopen_by_keys(tx, &[key]).await?;
        }
    }
    Ok(())
}

/// Gives a client to a key worker, who finds it among the own tasks.
pub async fn assign(
    tx: &DatabaseTransaction,
    who: Actor,
    now: DateTime<Utc>,
    (row, worker): (client::Model, StaffId),
) -> Result<()> {
    let id = row.id;
    service::give(tx, who, now, (row, worker)).await?;
    task::done_about(tx, now, (TaskKind::AssignKeyWorker, id)).await?;
    let about = NewTask {
        key: format!("new_client:{id}:{worker}:{}", now.timestamp()),
        client: Some(id),
        ..NewTask::default()
    };
    task::ask(tx, now, (TaskKind::NewClient, worker, now + SOON), about).await.map(drop)
}

async fn one(db: &impl ConnectionTrait, by: &Viewer, id: ClientId) -> Result<client::Model> {
    let reached = scope::clients(by, Resource::KeyWorker, Act::Write);
    client::Entity::find_by_id(id).filter(reached).one(db).await.or_not_found()
}

/// The form.
pub(super) async fn show(at: paths::KeyWorker, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    draw(&app, &page, &by, (at.id, &Form::default())).await
}

async fn draw(app: &App, page: &Page, by: &Viewer, (id, form): (ClientId, &Form)) -> Result<Response> {
    let tx = app.write().await?;
    let client = one(&tx, by, id).await?;
    let workers = queries::worker_options(&tx).await?;
    audit::seen(&tx, by.actor(), page.now, id, "client.key_worker").await?;
    tx.commit().await?;
    let keeper = workers.iter().find(|worker| Some(worker.id) == client.key_worker_id);
    let title = page.t("client-give");
    let content = view(page, form, (&shown_name(page.language, by.staff_id, named(&client)), id), (&workers, keeper));
    Ok(if form.faults().is_empty() { page.show(&title, &content) } else { page.again(&title, &content) })
}

fn view(
    page: &Page,
    form: &Form,
    (name, id): (&str, ClientId),
    (workers, keeper): (&[WorkerOption], Option<&WorkerOption>),
) -> Markup {
    let fields = form.fields(page.language);
    let ids: Vec<String> = workers.iter().map(|worker| worker.id.to_string()).collect();
    let choose = page.t("client-give-choose");
    let mut choices = vec![Choice::new("", &choose)];
    choices.extend(workers.iter().zip(&ids).map(|(worker, id)| Choice::new(id, &worker.name)));
    html! {
        (page_header(&page.t("client-give"), name, ""))
        (fields.summary())
        @match keeper {
            Some(keeper) => p { (page.t("client-key-worker")) ": " (keeper.name) },
            None => (notice(Tone::Info, page.t("client-give-nobody"))),
        }
        form.card.narrow novalidate method="post" action=(paths::KeyWorker { id }) {
            (fields.field("key_worker_id", &page.t("client-key-worker")).required().select(&choices))
            div.actions { (Button::primary(&page.t("client-give-do")).submit()) }
        }
    }
}

/// Gives the client to the chosen worker.
pub(super) async fn give(
    at: paths::KeyWorker,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    jar: SignedCookieJar,
    form: Form,
) -> Result<Response> {
    let mut reader = form.reader();
    let worker = reader.choice("key_worker_id", |text| text.parse().ok());
    let tx = app.write().await?;
    let row = one(&tx, &by, at.id).await?;
    let done = match reader.done(worker) {
        Ok(Some(worker)) => assign(&tx, by.actor(), page.now, (row, worker)).await,
        Ok(None) => Err(Error::NotFound),
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => tx.commit().await?,
        Err(Error::Invalid(faults)) => {
            tx.rollback().await?;
            return draw(&app, &page, &by, (at.id, &form.with(faults))).await;
        }
        Err(error) => return Err(error),
    }
    Ok((jar.add(flash("client-given")), Redirect::to("/")).into_response())
}
