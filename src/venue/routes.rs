//! The pages of venues.

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use entity::id::VenueId;
use utoipa_axum::routes;

use super::{api, paths, queries, rows, rules, views};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::error::Result;
use crate::people::unit_options;
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::list::{ListQuery, csv_file};
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const READ: Who = Who::May(Resource::Venue, Action::Read);
const WRITE: Who = Who::May(Resource::Venue, Action::Write);

/// The routes of venues.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(READ, paths::Index::PATH, index)
        .get(READ, paths::Csv::PATH, csv)
        .get(WRITE, paths::New::PATH, new)
        .post(WRITE, paths::Index::PATH, create)
        .get(READ, paths::Show::PATH, show)
        .get(WRITE, paths::Edit::PATH, edit)
        .api(READ, routes!(api::list))
        .api(WRITE, routes!(api::create))
        .api(READ, routes!(api::show))
}

async fn index(page: Page, by: Viewer, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let (venues, total) = queries::page(app.db.read(), &asked).await?;
    Ok(page.show(&page.t("venue-index"), &views::index(&page, &by, &asked, &venues, total)))
}

async fn csv(page: Page, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let venues = queries::all(app.db.read(), &asked).await?;
    csv_file("piiri-venues", views::csv(page.language, &venues))
}

async fn show(at: paths::Show, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let venue = queries::one(app.db.read(), at.id).await?;
    let bookings = queries::bookings(app.db.read(), at.id, page.now).await?;
    Ok(page.show(&venue.name, &views::show(&page, &by, &venue, &bookings)))
}

async fn new(page: Page, State(app): State<App>) -> Result<Response> {
    form_page(&app, &page, None, &rules::blank()).await
}

async fn edit(at: paths::Edit, page: Page, State(app): State<App>) -> Result<Response> {
    let venue = queries::one(app.db.read(), at.id).await?;
    form_page(&app, &page, Some(at.id), &rules::form(&venue).versioned()).await
}

async fn create(page: Page, by: Viewer, State(app): State<App>, once: Once, form: Form) -> Result<Response> {
    let done = save(&app, &by, &once, &form).await;
    form.or_again(done, async |form| form_page(&app, &page, None, &form).await).await
}

async fn save(app: &App, by: &Viewer, once: &Once, form: &Form) -> Result<Done> {
    let input = rules::read(form)?;
    app.act_once(by, once, async |act| {
        let id = rows::create(act, input).await?;
        Ok(Done::at(paths::Show { id }).saying("venue-saved"))
    })
    .await
}

/// The form of a venue, or of a new one, as it stands or as it was typed.
pub async fn form_page(app: &App, page: &Page, id: Option<VenueId>, form: &Form) -> Result<Response> {
    let units = unit_options(app.db.read()).await?;
    let title = page.t(if id.is_none() { "venue-new" } else { "venue-edit" });
    let content = views::form(page, form, id, &units);
    Ok(page.show_form(form, &title, &content))
}
