//! The pages where a client subscribes to the own sessions.

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use entity::state::FeedTitles;
use sea_orm::DatabaseTransaction;

use super::views;
use crate::access::Act;
use crate::access::Actor;
use crate::access::once::Once;
use crate::acts::{OwnSubscription, end_subscription, renew_subscription, subscribe};
use crate::app::App;
use crate::calendar::{self, private_addresses};
use crate::client_pages::open::open;
use crate::client_pages::paths::{Calendar, RevokeCalendar, RotateCalendar};
use crate::error::{Error, Result};
use crate::people::client::{self, ClientContact, LinkHolder};
use crate::web::done::{Done, ShownOnce};
use crate::web::form::{Form, LINE};
use crate::web::page::Page;
use crate::web::subscribe::Addresses;
use crate::web::who::{Routes, Who};

/// The routes of clients' own calendars.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(Who::Link, Calendar::PATH, index)
        .post(Who::Link, Calendar::PATH, create)
        .post(Who::Link, RotateCalendar::PATH, rotate)
        .post(Who::Link, RevokeCalendar::PATH, revoke)
}

async fn index(at: Calendar, page: Page, State(app): State<App>) -> Result<Response> {
    app.act_at(Actor::Public, page.now, async |act| {
        let (contact, page) = open(act, page, &at.token, "me.calendar").await?;
        draw(act.tx, &page, &at.token, &contact, &blank(&contact), None).await
    })
    .await
}

/// A form as it stands before anything is chosen: discreet, and the place as it was chosen before.
fn blank(contact: &ClientContact) -> Form {
    Form::default().set("titles", FeedTitles::Neutral).set("show_place", contact.show_place)
}

async fn draw(
    tx: &DatabaseTransaction,
    page: &Page,
    token: &str,
    contact: &ClientContact,
    form: &Form,
    new: Option<&Addresses>,
) -> Result<Response> {
    let content = if calendar::suits_client(contact.address_protection, contact.channel) {
        let links = calendar::links_of_client(tx, contact.id).await?;
        views::index(page, token, form, &links, new)
    } else {
        views::unsuited(page, token)
    };
    let title = page.t("me-calendar-title");
    Ok(page.show_form(form, &title, &content))
}

async fn create(at: Calendar, page: Page, once: Once, State(app): State<App>, form: Form) -> Result<Response> {
    let contact = client::by_link(app.db.read(), page.now, &at.token).await?;
    let page = page.in_language(contact.language);
    let made = app.act_once(&contact, &once, async |act| {
        let contact = client::writes_by_link(act, &at.token).await?;
        let token = make(act, &contact, &form).await?;
        let made = addresses(&app, &page, &token);
        let contact = client::by_link(act.tx, page.now, &at.token).await?;
        let shown = draw(act.tx, &page, &at.token, &contact, &blank(&contact), Some(&made)).await?;
        Ok(ShownOnce { shown, instead: Done::at(Calendar { token: at.token.clone() }) })
    });
    match made.await {
        Ok(made) => Ok(made.shown),
        Err(Error::Invalid(faults)) => {
            app.act(&contact, async |act| draw(act.tx, &page, &at.token, &contact, &form.with(faults), None).await)
                .await
        }
        Err(error) => Err(error),
    }
}

async fn make(act: Act<'_>, contact: &LinkHolder, form: &Form) -> Result<String> {
    let mut reader = form.reader();
    let titles = reader.choice("titles", FeedTitles::from_code);
    let label = reader.text_or_none("label", LINE);
    let show_place = form.ticked("show_place");
    let chosen = reader.done(|| Ok(OwnSubscription { titles: titles?, label: label?, show_place }))?;
    subscribe(act, contact, chosen).await
}

fn addresses(app: &App, page: &Page, token: &str) -> Addresses {
    private_addresses(&app.config.base_url, token, &page.t("feed-name-client")).at_home()
}

async fn rotate(at: RotateCalendar, page: Page, once: Once, State(app): State<App>) -> Result<Response> {
    let rotated = app.act_once(Actor::Public, &once, async |act| {
        let contact = client::by_link(act.tx, act.now, &at.token).await?;
        let act = act.by(contact.actor());
        let page = page.in_language(contact.language);
        let token = renew_subscription(act, at.id).await?;
        let new = addresses(&app, &page, &token);
        let shown = draw(act.tx, &page, &at.token, &contact, &blank(&contact), Some(&new)).await?;
        Ok(ShownOnce { shown, instead: Done::at(Calendar { token: at.token.clone() }) })
    });
    Ok(rotated.await?.shown)
}

async fn revoke(at: RevokeCalendar, State(app): State<App>, once: Once) -> Result<Done> {
    app.act_once(Actor::Public, &once, async |act| {
        let contact = client::by_link(act.tx, act.now, &at.token).await?;
        let act = act.by(contact.actor());
        end_subscription(act, at.id).await?;
        Ok(Done::at(Calendar { token: at.token.clone() }).saying("feed-revoked"))
    })
    .await
}
