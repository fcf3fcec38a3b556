//! The pages with which a group is made known, and the short addresses that lead to its card.

use axum::extract::State;
use axum::response::{Redirect, Response};
use entity::state::Channel;

use super::{queries, service, views};
use crate::access::once::Once;
use crate::access::{Actor, Viewer};
use crate::app::App;
use crate::error::Result;
use crate::recruitment::open::list::carried;
use crate::recruitment::{open, paths};
use crate::web::done::Done;
use crate::web::form::{Form, LINE};
use crate::web::list::ListQuery;
use crate::web::page::Page;

pub async fn show(at: paths::Recruitment, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let of = queries::recruitment(app.db.read(), &by, at.id, page.now).await?;
    Ok(page.show(&page.t("recruit-title"), &views::show(&page, &app, &by, &of, &Form::default())))
}

pub async fn create_code(
    at: paths::Codes,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let made = app.act_once(&by, &once, async |act| {
        let group = queries::group(act.tx, &by, at.id).await?;
        let (channel, label) = read(&form)?;
        service::create(act, group.id, channel, label).await?;
        Ok(Done::at(paths::Recruitment { id: at.id }).saying("recruit-code-made"))
    });
    let done = made.await;
    form.or_again(done, async |form| {
        let of = queries::recruitment(app.db.read(), &by, at.id, page.now).await?;
        Ok(page.again(&page.t("recruit-title"), &views::show(&page, &app, &by, &of, &form)))
    })
    .await
}

fn read(form: &Form) -> Result<(Channel, String)> {
    let mut reader = form.reader();
    let (channel, label) = (reader.choice("channel", Channel::from_code), reader.text("label", LINE));
    reader.done(|| Ok((channel?, label?)))
}

pub async fn poster(
    at: paths::Poster,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    asked: ListQuery,
) -> Result<Response> {
    let of = queries::recruitment(app.db.read(), &by, at.id, page.now).await?;
    let poster = views::poster(&page, &app, &of, asked.form.value("code"))?;
    Ok(page.show(&page.t("recruit-poster"), &poster))
}

/// Leads from a poster to the card, and counts the visit.
pub async fn short(at: paths::Short, page: Page, State(app): State<App>) -> Result<Redirect> {
    let (code, slug) = queries::short(app.db.read(), &at.code).await?;
    open::queries::one(app.db.read(), &slug, page.now).await?;
    app.act(Actor::Public, async |act| service::visited(act.tx, code.id).await).await?;
    Ok(Redirect::to(&carried(&page, &paths::Card { slug }.to_string(), &code.code)))
}
