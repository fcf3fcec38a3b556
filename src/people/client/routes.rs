//! The pages of clients: each view leaves its rows in the access log before it is shown.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::routing::TypedPath;
use chrono::{NaiveDate, TimeDelta};
use entity::client;
use entity::id::ClientId;
use sea_orm::DatabaseTransaction;
use utoipa_axum::routes;

use super::pairs::NewPair;
use super::rules::ClientInput;
use super::views::{FormAround, Record};
use super::{api, key_worker, links, merge, pairs, paths, queries, rules, service, show, views};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::access::{Act, Reached, reach_client};
use crate::app::App;
use crate::audit;
use crate::error::{Code, Error, Fault, Result};
use crate::web::done::{Done, ShownOnce};
use crate::web::form::{Form, LINE, TEXT};
use crate::web::list::{ListQuery, csv_file};
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const READ: Who = Who::May(Resource::Client, Action::Read);
const KEEP: Who = Who::May(Resource::KeyWorker, Action::Write);
const WRITE: Who = Who::May(Resource::Client, Action::Write);
/// How long a private link works.
const LINK: TimeDelta = TimeDelta::days(365);

/// The routes of clients.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(READ, paths::Index::PATH, index)
        .get(READ, paths::Csv::PATH, csv)
        .get(WRITE, paths::New::PATH, new)
        .post(WRITE, paths::Index::PATH, create)
        .get(READ, paths::Show::PATH, show_one)
        .get(WRITE, paths::Edit::PATH, edit)
        .post(WRITE, paths::Links::PATH, make_link)
        .post(WRITE, paths::Pairs::PATH, keep_apart)
        .post(WRITE, paths::LiftPair::PATH, lift_pair)
        .get(KEEP, paths::KeyWorker::PATH, key_worker::show)
        .api(READ, routes!(api::list))
        .api(WRITE, routes!(api::create))
        .api(READ, routes!(api::show))
}

async fn index(page: Page, by: Viewer, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let (clients, total, places) = app
        .act(&by, async |act| {
            let (clients, total) = queries::page(act.tx, &by, &asked).await?;
            let ids: Vec<ClientId> = clients.iter().map(|client| client.id).collect();
            let places = queries::places(act.tx, &by, &ids, true).await?;
            audit::seen_all(act, &ids, "client.list").await?;
            Ok((clients, total, places))
        })
        .await?;
    Ok(page.show(&page.t("client-index"), &views::index(&page, &by, &asked, &clients, &places, total)))
}

async fn csv(page: Page, by: Viewer, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let clients = app
        .act(&by, async |act| {
            let clients = queries::all(act.tx, &by, &asked).await?;
            let ids: Vec<ClientId> = clients.iter().map(|client| client.id).collect();
            audit::seen_all(act, &ids, "client.list_file").await?;
            Ok(clients)
        })
        .await?;
    csv_file("piiri-clients", views::csv(page.language, &by, &clients))
}

async fn show_one(at: paths::Show, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let read = app.act_at(&by, page.now, async |act| {
        let id = merge::survivor(act.tx, at.id).await?;
        let client = queries::one(act.tx, &by, id).await?;
        if id != at.id {
            return Ok(Err(Redirect::to(&paths::Show { id }.to_string())));
        }
        audit::seen(act, id, "client.record").await?;
        record(act.tx, &page, &by, client).await.map(Ok)
    });
    let record = match read.await? {
        Ok(record) => record,
        Err(elsewhere) => return Ok(elsewhere.into_response()),
    };
    Ok(page.show(&record.client.name, &show::show(&page, &by, &record, &Form::default())))
}

/// What a client's page shows, with what address protection hides left out.
async fn record(tx: &DatabaseTransaction, page: &Page, by: &Viewer, client: client::Model) -> Result<Record> {
    let key_worker = match client.key_worker_id {
        Some(id) => queries::staff_name(tx, id).await?,
        None => None,
    };
    let may_write = queries::may_write(tx, by, client.id).await?;
    let keeps = match client.key_worker_id {
        Some(keeper) => may_write && keeper == by.staff_id,
        None => queries::may_write(tx, &by.alone(), client.id).await?,
    };
    Ok(Record {
        places: queries::places(tx, by, &[client.id], false).await?,
        referrals: queries::referrals(tx, by, client.id).await?,
        tasks: queries::tasks(tx, by, client.id).await?,
        pairs: if keeps { queries::pairs(tx, by, client.id).await? } else { Vec::new() },
        incidents: if keeps { queries::incidents(tx, client.id).await? } else { Vec::new() },
        links: links::count(tx, page.now, client.id).await?,
        may_write,
        new_link: None,
        key_worker,
        keeps,
        client: rules::shown_to(by, page.language, client),
    })
}

async fn new(page: Page, State(app): State<App>, by: Viewer) -> Result<Response> {
    draw(&app, &page, None, &rules::blank().set("key_worker_id", by.staff_id), FormAround::NEW).await
}

async fn edit(at: paths::Edit, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let client = app
        .act(&by, async |act| {
            let client = reach_client(act, &by, at.id).await?;
            audit::seen(act, at.id, "client.record").await?;
            Ok(client)
        })
        .await?;
    let around = FormAround { fields: client.fields(), same: &[] };
    draw(&app, &page, Some(at.id), &rules::form(&client).versioned(), around).await
}

async fn create(page: Page, by: Viewer, State(app): State<App>, once: Once, form: Form) -> Result<Response> {
    match add(&app, &by, &once, &form).await {
        Ok(Ok(done)) => Ok(done.into_response()),
        Ok(Err(same)) => draw(&app, &page, None, &form, FormAround { same: &same, ..FormAround::NEW }).await,
        Err(Error::Invalid(faults)) => draw(&app, &page, None, &form.with(faults), FormAround::NEW).await,
        Err(error) => Err(error),
    }
}

/// Adds a client, unless somebody of the same name and year may be the same person.
async fn add(app: &App, by: &Viewer, once: &Once, form: &Form) -> Result<Result<Done, Vec<client::Model>>> {
    let mut input = rules::read(form, app.day(app.clock.now()))?;
    input.key_worker_id = input.key_worker_id.or(Some(by.staff_id));
    app.act_once(by, once, async |act| {
        let same = if form.ticked("anyway") { Vec::new() } else { queries::same_person(act.tx, by, &input).await? };
        if same.is_empty() {
            let id = service::create(act, input).await?;
            return Ok(Ok(Done::at(paths::Show { id }).saying("client-saved")));
        }
        let ids: Vec<ClientId> = same.iter().map(|client| client.id).collect();
        audit::seen_all(act, &ids, "client.same_person").await?;
        Ok(Err(same))
    })
    .await
}

/// What was typed of a client, unless the client was changed meanwhile; fields that are not the person's to write stay.
pub fn typed(row: &Reached<client::Model>, form: &Form, today: NaiveDate) -> Result<ClientInput> {
    let stands = rules::form(row);
    let form = form.clone().within(row.fields(), &stands);
    form.check_version(&stands)?;
    rules::read(&form, today)
}

/// The form of a client again, with the faults that it was refused for.
pub async fn again(app: &App, page: &Page, by: &Viewer, id: ClientId, form: &Form) -> Result<Response> {
    let fields = app.act(by, async |act| Ok(reach_client(act, by, id).await?.fields())).await?;
    draw(app, page, Some(id), form, FormAround { fields, same: &[] }).await
}

async fn draw(app: &App, page: &Page, id: Option<ClientId>, form: &Form, around: FormAround<'_>) -> Result<Response> {
    let kept = form.value("key_worker_id").parse().ok();
    let workers = queries::worker_options(app.db.read(), kept).await?;
    let title = page.t(if id.is_none() { "client-new" } else { "client-edit" });
    let same = around.same;
    let content = views::form(page, id, form, &workers, around);
    let good = form.faults().is_empty() && same.is_empty();
    Ok(if good { page.show(&title, &content) } else { page.again(&title, &content) })
}

async fn make_link(at: paths::Links, page: Page, by: Viewer, once: Once, State(app): State<App>) -> Result<Response> {
    let made = app.act_once(&by, &once, async |act| {
        let client = reach_client(act, &by, at.id).await?.wholly()?;
        let token = service::make_link(act, &client, act.now + LINK).await?;
        let mut record = record(act.tx, &page, &by, client.into_row()).await?;
        record.new_link = Some(app.url(&format!("/me/{token}")));
        audit::seen(act, at.id, "client.record").await?;
        Ok(ShownOnce { shown: record, instead: Done::at(paths::Show { id: at.id }) })
    });
    let record = made.await?.shown;
    Ok(page.show(&record.client.name, &show::show(&page, &by, &record, &Form::default())))
}

async fn keep_apart(
    at: paths::Pairs,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let saved = app.act_once(&by, &once, async |act| {
        reach_client(act, &by, at.id).await?.wholly()?;
        pair(act, &by, at.id, &form).await?;
        Ok(Done::at(paths::Show { id: at.id }).saying("client-pair-saved"))
    });
    let done = saved.await;
    form.or_again(done, async |form| {
        let record = app.act(&by, async |act| {
            let client = reach_client(act, &by, at.id).await?;
            audit::seen(act, at.id, "client.record").await?;
            record(act.tx, &page, &by, client.into_row()).await
        });
        let record = record.await?;
        Ok(page.again(&record.client.name, &show::show(&page, &by, &record, &form)))
    })
    .await
}

async fn pair(act: Act<'_>, by: &Viewer, id: ClientId, form: &Form) -> Result<()> {
    let mut reader = form.reader();
    let (other, reason) = (reader.text("other", LINE), reader.text("reason", TEXT));
    let other = match other {
        Ok(other) => {
            let found = queries::by_ref_or_name(act.tx, by, &other).await?;
            found.ok_or_else(|| reader.fault(Fault::of("other", Code::ClientPairUnknown)))
        }
        Err(faulty) => Err(faulty),
    };
    let (other, reason) = reader.done(|| Ok((other?, reason?)))?;
    pairs::keep_apart(act, by.staff_id, NewPair { one: id, other: other.id, reason }).await?;
    Ok(())
}

async fn lift_pair(at: paths::LiftPair, by: Viewer, State(app): State<App>, once: Once) -> Result<Done> {
    app.act_once(&by, &once, async |act| {
        reach_client(act, &by, at.id).await?.wholly()?;
        if !queries::pairs(act.tx, &by, at.id).await?.iter().any(|pair| pair.id == at.rule) {
            return Err(Error::NotFound);
        }
        pairs::lift(act, at.rule).await?;
        Ok(Done::at(paths::Show { id: at.id }).saying("client-pair-lifted"))
    })
    .await
}
