//! Sessions of a group, and one of them.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::SignedCookieJar;
use entity::id::{GroupId, SessionId};

use super::group::may;
use crate::app::App;
use crate::error::{Error, Result};
use crate::people::Viewer;
use crate::people::rights::Resource;
use crate::programme::views::{self, Around};
use crate::programme::{paths, queries, rules, service};
use crate::venue;
use crate::web::form::Form;
use crate::web::page::{Page, flash};

pub(super) async fn index(at: paths::Sessions, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    draw_list(&app, &page, &by, at.id, &Form::default()).await
}

async fn draw_list(app: &App, page: &Page, by: &Viewer, id: GroupId, form: &Form) -> Result<Response> {
    let db = app.db.read();
    let group = queries::readable(db, by, id).await?;
    let sessions = queries::sessions_of(db, id).await?;
    let venues = venue::options(db).await?;
    let may_write = may(app, by, Resource::Group, id).await?;
    let content = views::sessions(page, by, &group, &sessions, (may_write, &venues, form));
    Ok(if form.faults().is_empty() { page.show(&group.name, &content) } else { page.again(&group.name, &content) })
}

pub(super) async fn create(
    at: paths::Sessions,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    jar: SignedCookieJar,
    form: Form,
) -> Result<Response> {
    match add(&app, &by, at.id, &form).await {
        Ok(_) => Ok((jar.add(flash("session-added")), Redirect::to(&at.to_string())).into_response()),
        Err(Error::Invalid(faults)) => draw_list(&app, &page, &by, at.id, &form.with(faults)).await,
        Err(error) => Err(error),
    }
}

async fn add(app: &App, by: &Viewer, id: GroupId, form: &Form) -> Result<SessionId> {
    let tx = app.write().await?;
    let group = queries::writable(&tx, by, Resource::Group, id).await?;
    let input = rules::read_extra(form, &group)?;
    let session = service::add_session(&tx, by.actor(), app.clock.now(), (id, input)).await?;
    tx.commit().await?;
    Ok(session)
}

pub(super) async fn show(at: paths::ShowSession, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    draw(&app, &page, &by, at.id, None).await
}

async fn draw(app: &App, page: &Page, by: &Viewer, id: SessionId, typed: Option<Form>) -> Result<Response> {
    let db = app.db.read();
    let (row, group) = queries::one_session(db, by, id).await?;
    let may_write = may(app, by, Resource::Group, group.id).await?;
    let form = typed.unwrap_or_else(|| rules::session_form(&row.session));
    let around = Around { venues: venue::options(db).await?, staff: queries::staff_options(db).await?, may_write };
    let content = views::show_session(page, by, (&row, &group), &form, &around);
    let title = format!("{} {}", group.code, row.session.number);
    Ok(if form.faults().is_empty() { page.show(&title, &content) } else { page.again(&title, &content) })
}

pub(super) async fn update(
    at: paths::ShowSession,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    jar: SignedCookieJar,
    form: Form,
) -> Result<Response> {
    match save(&app, &by, at.id, &form).await {
        Ok(()) => Ok((jar.add(flash("session-saved")), Redirect::to(&at.to_string())).into_response()),
        Err(Error::Invalid(faults)) => draw(&app, &page, &by, at.id, Some(form.with(faults))).await,
        Err(error) => Err(error),
    }
}

async fn save(app: &App, by: &Viewer, id: SessionId, form: &Form) -> Result<()> {
    let tx = app.write().await?;
    queries::editable_session(&tx, by, id).await?;
    let input = rules::read_session(form)?;
    service::update_session(&tx, by.actor(), app.clock.now(), (id, input)).await?;
    Ok(tx.commit().await?)
}

pub(super) async fn hold(
    at: paths::HoldSession,
    by: Viewer,
    State(app): State<App>,
    jar: SignedCookieJar,
) -> Result<Response> {
    let tx = app.write().await?;
    let session = queries::editable_session(&tx, &by, at.id).await?;
    let now = app.clock.now();
    if session.starts_at > now {
        return Err(Error::conflict("session-not-begun"));
    }
    service::hold_session(&tx, by.actor(), now, at.id).await?;
    tx.commit().await?;
    Ok((jar.add(flash("session-saved")), Redirect::to(&paths::ShowSession { id: at.id }.to_string())).into_response())
}
