//! The page of imports.

use anyhow::Context;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::handler::Handler;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::routing::TypedPath;
use entity::id::ImportRunId;
use entity::state::{ImportKind, ImportPhase};
use serde::Deserialize;

use super::batches::{batch, tried};
use super::report::{FaultLine, LongFile};
use super::shown::TriedRows;
use super::table::FileTable;
use super::{ImportReport, Importer, Met, batches, queries, run, views};
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::error::{Code, Error, Fault, Result};
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::problem::unreadable;
use crate::web::who::{Routes, Who};

const CLIENTS: Who = Who::May(Resource::ClientImport, Action::Write);
const GROUPS: Who = Who::May(Resource::GroupImport, Action::Write);
const OWN: Who = Who::May(Resource::Own, Action::Read);
/// The largest file, in bytes: some hundred thousand rows.
const FILE: usize = 20 * 1024 * 1024;

/// Import of clients.
#[derive(TypedPath, Deserialize)]
#[typed_path("/import")]
pub struct ClientImport;

/// Import of groups.
#[derive(TypedPath, Deserialize)]
#[typed_path("/import/groups")]
pub struct GroupImport;

/// Import of referrals.
#[derive(TypedPath, Deserialize)]
#[typed_path("/import/referrals")]
pub struct ReferralImport;

/// A long import on its way.
#[derive(TypedPath, Deserialize)]
#[typed_path("/import/runs/{id}")]
pub struct ImportRunPage {
    pub id: ImportRunId,
}

/// Why a file may be sent twice.
const AGAIN: &str = "each row is known by its own key";

/// The routes of imports.
pub fn routes(app: &App) -> Routes {
    let large = || DefaultBodyLimit::max(FILE);
    Routes::new(app)
        .get(CLIENTS, ClientImport::PATH, form_of_clients)
        .post_repeatable(CLIENTS, ClientImport::PATH, AGAIN, import_clients.layer(large()))
        .get(GROUPS, GroupImport::PATH, form_of_groups)
        .post_repeatable(GROUPS, GroupImport::PATH, AGAIN, import_groups.layer(large()))
        .get(CLIENTS, ReferralImport::PATH, form_of_referrals)
        .post_repeatable(CLIENTS, ReferralImport::PATH, AGAIN, import_referrals.layer(large()))
        .get(OWN, ImportRunPage::PATH, show_run)
}

async fn form_of_groups(page: Page) -> Result<Response> {
    Ok(page.show(&page.t("import-title"), &views::form(&page, GroupImport::PATH, ImportKind::Groups, &trial())))
}

async fn import_groups(page: Page, by: Viewer, State(app): State<App>, upload: Multipart) -> Result<Response> {
    take(&app, &page, &by, ImportKind::Groups, GroupImport::PATH, upload).await
}

async fn form_of_referrals(page: Page) -> Result<Response> {
    Ok(page.show(&page.t("import-title"), &views::form(&page, ReferralImport::PATH, ImportKind::Referrals, &trial())))
}

async fn import_referrals(page: Page, by: Viewer, State(app): State<App>, upload: Multipart) -> Result<Response> {
    take(&app, &page, &by, ImportKind::Referrals, ReferralImport::PATH, upload).await
}

async fn form_of_clients(page: Page) -> Result<Response> {
    Ok(page.show(&page.t("import-title"), &views::form(&page, ClientImport::PATH, ImportKind::Clients, &trial())))
}

async fn import_clients(page: Page, by: Viewer, State(app): State<App>, upload: Multipart) -> Result<Response> {
    take(&app, &page, &by, ImportKind::Clients, ClientImport::PATH, upload).await
}

/// The form as it first stands: a trial first.
fn trial() -> Form {
    Form::default().set("dry_run", true)
}

async fn take(
    app: &App,
    page: &Page,
    by: &Viewer,
    kind: ImportKind,
    path: &str,
    upload: Multipart,
) -> Result<Response> {
    let title = page.t("import-title");
    let (form, file) = read(upload).await?;
    if file.is_empty() {
        let form = form.with(vec![Fault::of("file", Code::ImportFileNeeded)]);
        return Ok(page.again(&title, &views::form(page, path, kind, &form)));
    }
    let (dry, skip_bad) = (form.ticked("dry_run"), form.ticked("skip_bad"));
    let file = LongFile { kind, bytes: file, sheet: form.value("sheet").to_owned(), dry_run: dry, skip_bad };
    let (file, table) = batches::parsed(file).await?;
    let report = match table {
        Ok(table) if table.rows.len() > batch(kind) => match batches::start(app, by.actor(), file, &table).await? {
            Ok(id) => return Ok(begin(app, id)),
            Err(report) => report,
        },
        Ok(table) => at_once(app, by, &table, Wanted { kind, dry, skip_bad }).await?,
        Err(bad) => ImportReport::of_file(vec![bad]),
    };
    let content = views::report(page, path, kind, &report, dry, &form);
    Ok(if report.bad.is_empty() { page.show(&title, &content) } else { page.again(&title, &content) })
}

/// What is to be done with a file.
#[derive(Clone, Copy)]
struct Wanted {
    kind: ImportKind,
    dry: bool,
    skip_bad: bool,
}

/// Imports a short table within the request.
async fn at_once(app: &App, by: &Viewer, table: &FileTable, wanted: Wanted) -> Result<ImportReport> {
    let Wanted { kind, dry, skip_bad } = wanted;
    let importer = Importer { who: by.actor(), skip_bad, met: &Met::default() };
    let report = if dry {
        tried(app, &importer, kind, table).await?
    } else {
        let done = app.attempt(by, async |act| {
            let report = run::import_rows(act, &importer, kind, table, true).await?;
            Ok(if report.stays(false, skip_bad) { Ok(report) } else { Err(report) })
        });
        done.await?.unwrap_or_else(|taken_back| taken_back)
    };
    app.act(by, async |act| run::log_run(act, kind, (&report).into(), dry).await).await?;
    Ok(report)
}

/// Works at a long import apart from the request, and leads to where it can be watched.
fn begin(app: &App, id: ImportRunId) -> Response {
    let working = app.clone();
    app.tracker.spawn(async move {
        if let Err(error) = batches::go_on(&working, id, &|_| {}).await {
            tracing::error!(%error, "an import stopped; the job goes on with it");
        }
    });
    Redirect::to(&ImportRunPage { id }.to_string()).into_response()
}

async fn show_run(at: ImportRunPage, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let run = queries::own_run(app.db.read(), &by, at.id).await?;
    let title = page.t("import-title");
    if run.phase == ImportPhase::Done {
        let faults: Vec<FaultLine> = serde_json::from_str(&run.faults).context("read the faults of an import")?;
        let layout = run.layout.as_deref().map(serde_json::from_str).transpose().context("read the columns")?;
        let rows = app.cache::<TriedRows>().of(run.id);
        let done = views::LongDone { run: &run, faults: &faults, layout: &layout.unwrap_or_default(), rows: &rows };
        return Ok(page.show(&title, &views::done(&page, path_of(run.kind), &done)));
    }
    let mut response = page.show(&title, &views::under_way(&page, &run));
    response.headers_mut().insert(header::REFRESH, HeaderValue::from_static("2"));
    Ok(response)
}

const fn path_of(kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Clients => ClientImport::PATH,
        ImportKind::Groups => GroupImport::PATH,
        ImportKind::Referrals => ReferralImport::PATH,
    }
}

/// The fields and the file of a form that was sent with one.
async fn read(mut upload: Multipart) -> Result<(Form, Vec<u8>)> {
    let refused = |error: axum::extract::multipart::MultipartError| unreadable(error.status());
    let (mut form, mut file) = (Form::default(), Vec::new());
    while let Some(field) = upload.next_field().await.map_err(refused)? {
        match field.name().map(str::to_owned) {
            Some(name) if name == "file" => file = field.bytes().await.map_err(refused)?.to_vec(),
            Some(name) => form = form.set(&name, field.text().await.map_err(refused)?),
            None => return Err(Error::Unreadable(400, "a part of the form has no name".into())),
        }
    }
    Ok((form, file))
}
