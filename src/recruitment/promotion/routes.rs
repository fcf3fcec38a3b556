//! The pages with which a group is made known, and the short addresses that lead to its card.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::SignedCookieJar;
use entity::state::Channel;

use super::{queries, service, views};
use crate::access::Act;
use crate::access::Viewer;
use crate::app::App;
use crate::error::{Error, Result};
use crate::recruitment::open::list::carried;
use crate::recruitment::{open, paths};
use crate::web::form::{Form, LINE};
use crate::web::list::Asked;
use crate::web::page::{Page, flash};

pub async fn show(at: paths::Recruitment, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let of = queries::recruitment(app.db.read(), &by, (at.id, page.now)).await?;
    Ok(page.show(&page.t("recruit-title"), &views::show(&page, (&app, &by), &of, &Form::default())))
}

pub async fn create_code(
    at: paths::Codes,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    jar: SignedCookieJar,
    form: Form,
) -> Result<Response> {
    let tx = app.write().await?;
    let act = Act::new(&tx, by.actor(), page.now);
    let group = queries::group(&tx, &by, at.id).await?;
    let (channel, label) = match read(&form) {
        Ok(read) => read,
        Err(Error::Invalid(faults)) => {
            let of = queries::recruitment(&tx, &by, (at.id, page.now)).await?;
            let form = form.with(faults);
            return Ok(page.again(&page.t("recruit-title"), &views::show(&page, (&app, &by), &of, &form)));
        }
        Err(error) => return Err(error),
    };
    service::create(act, (group.id, channel, label)).await?;
    tx.commit().await?;
    let to = paths::Recruitment { id: at.id }.to_string();
    Ok((jar.add(flash("recruit-code-made")), Redirect::to(&to)).into_response())
}

fn read(form: &Form) -> Result<(Channel, String)> {
    let mut reader = form.reader();
    let read = (reader.choice("channel", Channel::from_code).unwrap_or(Channel::Other), reader.text("label", LINE));
    reader.done(read)
}

pub async fn poster(
    at: paths::Poster,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    asked: Asked,
) -> Result<Response> {
    let of = queries::recruitment(app.db.read(), &by, (at.id, page.now)).await?;
    let poster = views::poster(&page, &app, &of, asked.form.value("code"))?;
    Ok(page.show(&page.t("recruit-poster"), &poster))
}

/// Leads from a poster to the card, and counts the visit.
pub async fn short(at: paths::Short, page: Page, State(app): State<App>) -> Result<Redirect> {
    let (code, slug) = queries::short(app.db.read(), &at.code).await?;
    open::queries::one(app.db.read(), &slug, page.now).await?;
    let tx = app.write().await?;
    service::visited(&tx, code.id).await?;
    tx.commit().await?;
    Ok(Redirect::to(&carried(&page, &paths::Card { slug }.to_string(), &code.code)))
}
