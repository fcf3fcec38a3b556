//! The page of imports.

use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::handler::Handler;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use serde::Deserialize;

use super::{Importer, Kind, Report, views};
use crate::access::Act;
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
/// The largest file, in bytes: some hundred thousand rows.
const FILE: usize = 20 * 1024 * 1024;

/// Import of clients.
#[derive(TypedPath, Deserialize)]
#[typed_path("/import")]
pub struct Clients;

/// Import of groups.
#[derive(TypedPath, Deserialize)]
#[typed_path("/import/groups")]
pub struct Groups;

/// Import of referrals.
#[derive(TypedPath, Deserialize)]
#[typed_path("/import/referrals")]
pub struct Referrals;

/// Why a file may be sent twice.
const AGAIN: &str = "each row is known by its own key";

/// The routes of imports.
pub fn routes(app: &App) -> Routes {
    let large = || DefaultBodyLimit::max(FILE);
    Routes::new(app)
        .get(CLIENTS, Clients::PATH, form_of_clients)
        .post_repeatable(CLIENTS, Clients::PATH, AGAIN, import_clients.layer(large()))
        .get(GROUPS, Groups::PATH, form_of_groups)
        .post_repeatable(GROUPS, Groups::PATH, AGAIN, import_groups.layer(large()))
        .get(CLIENTS, Referrals::PATH, form_of_referrals)
        .post_repeatable(CLIENTS, Referrals::PATH, AGAIN, import_referrals.layer(large()))
}

async fn form_of_groups(page: Page) -> Result<Response> {
    Ok(page.show(&page.t("import-title"), &views::form(&page, Groups::PATH, Kind::Groups, &trial())))
}

async fn import_groups(page: Page, by: Viewer, State(app): State<App>, upload: Multipart) -> Result<Response> {
    take(&app, &page, &by, Kind::Groups, Groups::PATH, upload).await
}

async fn form_of_referrals(page: Page) -> Result<Response> {
    Ok(page.show(&page.t("import-title"), &views::form(&page, Referrals::PATH, Kind::Referrals, &trial())))
}

async fn import_referrals(page: Page, by: Viewer, State(app): State<App>, upload: Multipart) -> Result<Response> {
    take(&app, &page, &by, Kind::Referrals, Referrals::PATH, upload).await
}

async fn form_of_clients(page: Page) -> Result<Response> {
    Ok(page.show(&page.t("import-title"), &views::form(&page, Clients::PATH, Kind::Clients, &trial())))
}

async fn import_clients(page: Page, by: Viewer, State(app): State<App>, upload: Multipart) -> Result<Response> {
    take(&app, &page, &by, Kind::Clients, Clients::PATH, upload).await
}

/// The form as it first stands: a trial first.
fn trial() -> Form {
    Form::default().set("dry_run", true)
}

async fn take(app: &App, page: &Page, by: &Viewer, kind: Kind, path: &str, upload: Multipart) -> Result<Response> {
    let title = page.t("import-title");
    let (form, file) = read(upload).await?;
    if file.is_empty() {
        let form = form.with(vec![Fault::of("file", Code::ImportFileNeeded)]);
        return Ok(page.again(&title, &views::form(page, path, kind, &form)));
    }
    let importer = Importer { who: by.actor(), skip_bad: form.ticked("skip_bad"), progress: &|_, _| {} };
    let tx = app.write().await?;
    let act = Act::new(&tx, by.actor(), page.now, page.zone);
    let report: Report = super::import(act, &importer, kind, &file).await?;
    let dry = form.ticked("dry_run");
    if report.stays(dry, importer.skip_bad) {
        tx.commit().await?;
    } else {
        tx.rollback().await?;
    }
    let content = views::report(page, path, kind, &report, dry, &form);
    Ok(if report.bad.is_empty() { page.show(&title, &content) } else { page.again(&title, &content) })
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
