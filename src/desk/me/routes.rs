//! The pages behind a client's private link. A wrong, a revoked and an expired link answer alike: not found.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::SignedCookieJar;
use axum_extra::routing::TypedPath;
use chrono_tz::Europe::Helsinki;
use entity::id::{ClientId, OfferId};
use entity::state::{ContactChannel, Language, ReminderChoice};
use maud::html;
use sea_orm::DatabaseTransaction;

use super::{paths, queries, views};
use crate::app::App;
use crate::attendance;
use crate::audit::{self, Actor};
use crate::desk::{ask_about_offer, confirm_offer, decline_offer};
use crate::error::{Error, Fault, OrNotFound, Result};
use crate::people::client::{self, Choices, Contact};
use crate::web::components::{Tone, notice};
use crate::web::form::Form;
use crate::web::page::{Page, flash};
use crate::web::who::{Routes, Who};

/// The lines of the access log that are shown.
const LOOKS: u64 = 100;

/// The routes of the clients' own pages.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(Who::Link, paths::Index::PATH, index)
        .get(Who::Link, paths::Absence::PATH, absence)
        .post(Who::Link, paths::Absence::PATH, tell_absence)
        .get(Who::Link, paths::Offer::PATH, offer)
        .post(Who::Link, paths::Offer::PATH, answer)
        .post(Who::Link, paths::Choices::PATH, choose)
        .get(Who::Link, paths::Data::PATH, data)
}

/// The client behind the token, with a row in the log of who has seen what.
async fn open(tx: &DatabaseTransaction, page: Page, token: &str, what: &str) -> Result<(Contact, Page)> {
    let contact = client::by_link(tx, page.now, token).await?;
    audit::seen(tx, Actor::Client(contact.id), page.now, contact.id, what).await?;
    let page = page.in_language(contact.language);
    Ok((contact, page))
}

async fn index(at: paths::Index, page: Page, State(app): State<App>) -> Result<Response> {
    let tx = app.write().await?;
    let (contact, page) = open(&tx, page, &at.token, "me").await?;
    let content = draw(&tx, &page, &at.token, (&contact, &chosen(&contact))).await?;
    tx.commit().await?;
    Ok(page.show(&page.t("me-title"), &content))
}

async fn draw(
    tx: &DatabaseTransaction,
    page: &Page,
    token: &str,
    (contact, form): (&Contact, &Form),
) -> Result<maud::Markup> {
    let coming = queries::coming(tx, contact.id, (page.now, None)).await?;
    let ratings = queries::ratings(tx, contact.id, page.now.with_timezone(&Helsinki).date_naive()).await?;
    let offers = queries::offers(tx, contact.id, page.now).await?;
    Ok(views::index(page, token, (contact, form), (&coming, &ratings, &offers)))
}

async fn absence(at: paths::Absence, page: Page, State(app): State<App>) -> Result<Response> {
    let tx = app.write().await?;
    let (contact, page) = open(&tx, page, &at.token, "me.absence").await?;
    let session = queries::one(&tx, contact.id, (page.now, at.id)).await?;
    tx.commit().await?;
    Ok(page.show(&page.t("me-absence"), &views::absence(&page, &at, &session)))
}

async fn tell_absence(
    at: paths::Absence,
    page: Page,
    State(app): State<App>,
    jar: SignedCookieJar,
) -> Result<Response> {
    let tx = app.write().await?;
    let contact = client::by_link(&tx, page.now, &at.token).await?;
    attendance::notify_absence(&tx, Actor::Client(contact.id), page.now, at.id, contact.id).await?;
    tx.commit().await?;
    Ok((jar.add(flash("me-absence-told")), Redirect::to(&home(at.token))).into_response())
}

/// An offer that the client may still answer; another's and a lapsed one are not found.
async fn own_offer(tx: &DatabaseTransaction, page: &Page, client: ClientId, id: OfferId) -> Result<queries::Offered> {
    let offers = queries::offers(tx, client, page.now).await?;
    offers.into_iter().find(|offer| offer.id == id).or_not_found()
}

async fn offer(at: paths::Offer, page: Page, State(app): State<App>) -> Result<Response> {
    let tx = app.write().await?;
    let (contact, page) = open(&tx, page, &at.token, "me.offer").await?;
    let offer = own_offer(&tx, &page, contact.id, at.id).await?;
    tx.commit().await?;
    Ok(page.show(&page.t("me-offer"), &views::offer(&page, &at.token, &offer)))
}

async fn answer(
    at: paths::Offer,
    page: Page,
    State(app): State<App>,
    jar: SignedCookieJar,
    form: Form,
) -> Result<Response> {
    let tx = app.write().await?;
    let contact = client::by_link(&tx, page.now, &at.token).await?;
    own_offer(&tx, &page, contact.id, at.id).await?;
    let who = Actor::Client(contact.id);
    let told = match form.value("answer") {
        "yes" => {
            if let Err(error) = confirm_offer(&tx, who, page.now, at.id).await {
                tx.rollback().await?;
                return not_confirmed(&app, &page.in_language(contact.language), &at, (contact.id, error)).await;
            }
            "me-offer-taken"
        }
        "no" => {
            decline_offer(&tx, who, page.now, at.id).await?;
            "me-offer-declined"
        }
        _ => return Err(Error::invalid("answer", "fault-choice")),
    };
    tx.commit().await?;
    Ok((jar.add(flash(told)), Redirect::to(&home(at.token))).into_response())
}

/// Says that the place could not be confirmed here, and asks staff to get in touch.
async fn not_confirmed(
    app: &App,
    page: &Page,
    at: &paths::Offer,
    (client, error): (ClientId, Error),
) -> Result<Response> {
    let Error::Conflict(fault) = error else { return Err(error) };
    let tx = app.write().await?;
    ask_about_offer(&tx, page.now, at.id).await?;
    let offer = own_offer(&tx, page, client, at.id).await?;
    tx.commit().await?;
    let content = html! {
        (notice(Tone::Warning, page.t(fault.key)))
        (views::offer(page, &at.token, &offer))
    };
    Ok(page.again(&page.t("me-offer"), &content))
}

async fn choose(
    at: paths::Choices,
    page: Page,
    State(app): State<App>,
    jar: SignedCookieJar,
    form: Form,
) -> Result<Response> {
    let tx = app.write().await?;
    let contact = client::by_link(&tx, page.now, &at.token).await?;
    match read(&form, &contact) {
        Ok(choices) => {
            client::choose(&tx, Actor::Client(contact.id), page.now, (contact.id, choices)).await?;
            tx.commit().await?;
            Ok((jar.add(flash("me-chosen")), Redirect::to(&home(at.token))).into_response())
        }
        Err(Error::Invalid(faults)) => {
            let page = page.in_language(contact.language);
            let content = draw(&tx, &page, &at.token, (&contact, &form.with(faults))).await?;
            Ok(page.again(&page.t("me-title"), &content))
        }
        Err(error) => Err(error),
    }
}

fn home(token: String) -> String {
    paths::Index { token }.to_string()
}

fn chosen(contact: &Contact) -> Form {
    Form::default()
        .set("language", contact.language)
        .set("channel", contact.channel)
        .set("reminders", contact.reminders)
        .set("show_place", contact.show_place)
}

/// Reads the choices; a channel needs its address, which the key worker keeps.
fn read(form: &Form, contact: &Contact) -> Result<Choices> {
    let mut reader = form.reader();
    let language = reader.choice("language", Language::from_code).unwrap_or(contact.language);
    let channel = reader.choice("channel", ContactChannel::from_code).unwrap_or(contact.channel);
    let reminders = reader.choice("reminders", ReminderChoice::from_code).unwrap_or(contact.reminders);
    let show_place = reader.ticked("show_place");
    let lacking = match channel {
        ContactChannel::Sms => contact.phone.is_none(),
        ContactChannel::Email => contact.email.is_none(),
        ContactChannel::Letter | ContactChannel::None => false,
    };
    if lacking {
        reader.fault(Fault::of("channel", "me-channel-lacking"));
    }
    reader.done(Choices { language, channel, reminders, show_place })
}

async fn data(at: paths::Data, page: Page, State(app): State<App>) -> Result<Response> {
    let tx = app.write().await?;
    let (contact, page) = open(&tx, page, &at.token, "me.data").await?;
    let stored = queries::stored(&tx, contact.id).await?;
    let places = queries::places(&tx, contact.id).await?;
    let ids = client::merged_ids(&tx, contact.id).await?;
    let looks = audit::accesses_of(&tx, &ids, LOOKS).await?;
    tx.commit().await?;
    Ok(page.show(&page.t("me-data"), &views::data(&page, &at.token, (&stored, &places), &looks)))
}
