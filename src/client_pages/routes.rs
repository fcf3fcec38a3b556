//! The pages behind a client's private link. A wrong, a revoked and an expired link answer alike: not found.

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use entity::id::{ClientId, SessionId};
use entity::state::{ContactChannel, Language, OfferStatus, ReminderChoice};
use sea_orm::DatabaseTransaction;

use super::open::open;
use super::views::{Ahead, OwnData};
use super::{calendar, paths, queries, views};
use crate::access::once::Once;
use crate::access::{Act, Actor};
use crate::acts::{ask_about_offer, can_come, cant_come, choose_contact, confirm_offer, decline_offer};
use crate::app::App;
use crate::audit;
use crate::error::{Code, Error, Fault, Result};
use crate::notify::{self, Told};
use crate::people::client::{self, ClientChoices, ClientContact};
use crate::rating;
use crate::web::done::Done;
use crate::web::form::{Form, LINE};
use crate::web::opened::Opened;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

/// The lines of the access log that are shown.
const LOOKS: u64 = 100;

/// The routes of the clients' own pages.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(Who::Link, paths::Index::PATH, index)
        .get(Who::Link, paths::Absence::PATH, absence)
        .post(Who::Link, paths::Absence::PATH, tell_absence)
        .post(Who::Link, paths::Coming::PATH, tell_coming)
        .get(Who::Link, paths::Place::PATH, place)
        .post(Who::Link, paths::Offer::PATH, answer)
        .post(Who::Link, paths::Choices::PATH, choose)
        .get(Who::Link, paths::Data::PATH, data)
        .merge(calendar::routes(app))
}

async fn index(at: paths::Index, page: Page, opened: Opened, State(app): State<App>) -> Result<Response> {
    app.act_at(Actor::Public, page.now, async |act| {
        let (contact, page) = open(act, page, &at.token, "me").await?;
        if opened.0 {
            seen(act.by(contact.actor()), contact.id).await?;
        }
        let content = draw(act.tx, &page, &at.token, &contact, &chosen(&contact)).await?;
        Ok(page.show(&page.t("me-title"), &content))
    })
    .await
}

/// Notes that the client sees what the first page shows: as it is opened, and as the client acts on it.
async fn seen(act: Act<'_>, client: ClientId) -> Result<()> {
    notify::offers_seen_on_page(act, client).await?;
    let sessions = queries::shown(act.tx, client, act.now).await?;
    let shown: Vec<SessionId> = sessions.iter().map(|session| session.id).collect();
    notify::seen_on_page(act, client, &shown).await
}

async fn draw(
    tx: &DatabaseTransaction,
    page: &Page,
    token: &str,
    contact: &ClientContact,
    form: &Form,
) -> Result<maud::Markup> {
    let ahead = Ahead {
        coming: queries::shown(tx, contact.id, page.now).await?,
        ratings: queries::ratings(tx, contact.id, page.today()).await?,
        offers: queries::offers(tx, contact.id, page.now).await?,
        goals: rating::goals_of_client(tx, contact.id).await?,
    };
    Ok(views::index(page, token, contact, form, &ahead))
}

async fn absence(at: paths::Absence, page: Page, State(app): State<App>) -> Result<Response> {
    app.act_at(Actor::Public, page.now, async |act| {
        let (contact, page) = open(act, page, &at.token, "me.absence").await?;
        let session = queries::one(act.tx, contact.id, act.now, at.id).await?;
        Ok(page.show(&page.t("me-absence"), &views::absence(&page, &at, &session, &Form::default())))
    })
    .await
}

async fn tell_absence(
    at: paths::Absence,
    page: Page,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let told = app.act_once(Actor::Public, &once, async |act| {
        let contact = client::by_link(act.tx, act.now, &at.token).await?;
        let mut reader = form.reader();
        let reason = reader.text_or_none("reason", LINE);
        let reason = reader.done(|| reason)?;
        let told = cant_come(act.by(contact.actor()), at.id, contact.id, reason).await?;
        seen(act.by(contact.actor()), contact.id).await?;
        // Who comes along is not the client's to read.
        Ok(told.with(Done::at(home(at.token.clone())).saying("me-absence-told")))
    });
    let done = told.await.map(|done| done.wake(&app));
    form.or_again(done, async |form| {
        let again = app.act(Actor::Public, async |act| {
            let contact = client::by_link(act.tx, act.now, &at.token).await?;
            let page = page.in_language(contact.language);
            let session = queries::one(act.tx, contact.id, act.now, at.id).await?;
            Ok(page.again(&page.t("me-absence"), &views::absence(&page, &at, &session, &form)))
        });
        again.await
    })
    .await
}

async fn tell_coming(at: paths::Coming, State(app): State<App>, once: Once) -> Result<Done> {
    let told = app.act_once(Actor::Public, &once, async |act| {
        let contact = client::by_link(act.tx, act.now, &at.token).await?;
        let told = can_come(act.by(contact.actor()), at.id, contact.id).await?;
        seen(act.by(contact.actor()), contact.id).await?;
        Ok(told.with(Done::at(home(at.token.clone())).saying("me-coming-told")))
    });
    Ok(told.await?.wake(&app))
}

async fn place(at: paths::Place, page: Page, State(app): State<App>) -> Result<Response> {
    app.act_at(Actor::Public, page.now, async |act| {
        let (contact, page) = open(act, page, &at.token, "me.place").await?;
        if contact.address_protection {
            return Err(Error::NotFound);
        }
        let session = queries::one(act.tx, contact.id, act.now, at.id).await?;
        Ok(page.show(&page.t("me-place"), &views::place(&page, at.token, &session)))
    })
    .await
}

async fn answer(at: paths::Offer, State(app): State<App>, once: Once, form: Form) -> Result<Done> {
    let answered = app.act_once(Actor::Public, &once, async |act| {
        let contact = client::by_link(act.tx, act.now, &at.token).await?;
        let status = queries::offer_status(act.tx, contact.id, at.id, act.now).await?;
        let act = act.by(contact.actor());
        seen(act, contact.id).await?;
        let (said, told) = match form.value("answer") {
            "yes" | "no" if status != OfferStatus::Open => (answered(status), Told::default()),
            "yes" => ("me-offer-taken", confirm_offer(act, at.id).await?),
            "no" => ("me-offer-declined", decline_offer(act, at.id).await?),
            _ => return Err(Error::invalid("answer", Code::FaultChoice)),
        };
        // How many of staff and of others hear of it is not the client's to read.
        Ok(told.with(Done::at(home(at.token.clone())).saying(said)))
    });
    match answered.await {
        Err(Error::Conflict(fault)) => {
            let asked = app.act_once(Actor::Public, &once, async |act| {
                let contact = client::by_link(act.tx, act.now, &at.token).await?;
                queries::offer_status(act.tx, contact.id, at.id, act.now).await?;
                ask_about_offer(act.by(contact.actor()), at.id).await?;
                Ok(Done::at(home(at.token.clone())).saying(fault.code.key()))
            });
            asked.await
        }
        answered => Ok(answered?.wake(&app)),
    }
}

/// What stands for an offer that is no longer open: a second press of a button changes nothing.
const fn answered(status: OfferStatus) -> &'static str {
    match status {
        OfferStatus::Accepted => "me-offer-taken",
        OfferStatus::Declined => "me-offer-declined",
        _ => "me-offer-lapsed",
    }
}

async fn choose(at: paths::Choices, page: Page, State(app): State<App>, once: Once, form: Form) -> Result<Response> {
    let chosen = app.act_once(Actor::Public, &once, async |act| {
        let contact = client::writes_by_link(act, &at.token).await?;
        let choices = read(&form, &contact)?;
        let told = choose_contact(act.by(contact.actor()), &contact, choices).await?;
        seen(act.by(contact.actor()), contact.id).await?;
        Ok(told.with(Done::at(home(at.token.clone())).saying("me-chosen")))
    });
    let done = chosen.await.map(|done| done.wake(&app));
    form.or_again(done, async |form| {
        let again = app.act(Actor::Public, async |act| {
            let contact = client::by_link(act.tx, act.now, &at.token).await?;
            let page = page.in_language(contact.language);
            let content = draw(act.tx, &page, &at.token, &contact, &form).await?;
            Ok(page.again(&page.t("me-title"), &content))
        });
        again.await
    })
    .await
}

fn home(token: String) -> String {
    paths::Index { token }.to_string()
}

fn chosen(contact: &ClientContact) -> Form {
    Form::default()
        .set("language", contact.language)
        .set("channel", contact.channel)
        .set("reminders", contact.reminders)
        .set("show_place", contact.show_place)
}

/// Reads the choices; a channel needs its address, which the key worker keeps.
fn read(form: &Form, contact: &ClientContact) -> Result<ClientChoices> {
    let mut reader = form.reader();
    let language = reader.choice("language", Language::from_code);
    let channel = reader.choice("channel", ContactChannel::from_code);
    let reminders = reader.choice("reminders", ReminderChoice::from_code);
    let show_place = reader.ticked("show_place");
    if show_place && contact.address_protection {
        reader.fault(Fault::of("show_place", Code::ClientPlaceProtected));
    }
    let channel = reader.checked(channel, |channel| {
        (!views::has_address(contact, *channel)).then(|| Fault::of("channel", Code::MeChannelLacking))
    });
    reader.done(|| Ok(ClientChoices { language: language?, channel: channel?, reminders: reminders?, show_place }))
}

async fn data(at: paths::Data, page: Page, State(app): State<App>) -> Result<Response> {
    app.act_at(Actor::Public, page.now, async |act| {
        let (contact, page) = open(act, page, &at.token, "me.data").await?;
        let records = client::merged_ids(act.tx, contact.id).await?;
        let shown = OwnData {
            stored: queries::stored(act.tx, contact.id).await?,
            is_protected: contact.address_protection,
            places: queries::places(act.tx, contact.id).await?,
            looks: audit::accesses_by_others(act.tx, &records, LOOKS).await?,
        };
        Ok(page.show(&page.t("me-data"), &views::data(&page, &at.token, &shown)))
    })
    .await
}
