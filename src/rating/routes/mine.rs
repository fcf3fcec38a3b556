//! A client's own rating, behind the private link.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use entity::rating_request;
use entity::state::{Rater, RatingSource};
use sea_orm::DatabaseTransaction;

use super::super::rules::GivenRating;
use super::super::views::scales;
use super::super::{paths, queries, rules, service};
use crate::access::Act;
use crate::access::Actor;
use crate::access::once::Once;
use crate::app::App;
use crate::audit;
use crate::error::{Error, Result};
use crate::people::client;
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::list::ListQuery;
use crate::web::page::Page;

/// The request of a client's link, the view of it logged; another client's request is not found.
async fn own(
    tx: &DatabaseTransaction,
    page: &Page,
    at: &paths::Mine,
) -> Result<(client::ClientContact, rating_request::Model)> {
    let contact = client::by_link(tx, page.now, &at.token).await?;
    audit::seen(Act::new(tx, Actor::Client(contact.id), page.now, page.zone), contact.id, "me.rating").await?;
    let request = queries::request(tx, at.id).await?;
    if request.client_id == contact.id { Ok((contact, request)) } else { Err(Error::NotFound) }
}

pub(super) async fn show(at: paths::Mine, page: Page, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let tx = app.write().await?;
    let (contact, request) = own(&tx, &page, &at).await?;
    let ratings = queries::ratings(&tx, request.participation_id).await?;
    tx.commit().await?;
    let page = page.in_language(contact.language);
    let given = ratings.iter().find(|rated| rated.rating.request_id == Some(request.id));
    let again = asked.form.ticked("more");
    Ok(match given.filter(|_| !again) {
        Some(_) => page.show(&page.t("rating-thanks"), &scales::thanks(&page, &at, &request, &ratings)),
        None => page.show(&page.t("rating-mine"), &scales::mine(&page, &at, &request, &scales::standing(given))),
    })
}

pub(super) async fn answer(
    at: paths::Mine,
    page: Page,
    once: Once,
    State(app): State<App>,
    form: Form,
) -> Result<Response> {
    let (contact, request) = app.act(Actor::Public, async |act| own(act.tx, &page, &at).await).await?;
    let page = page.in_language(contact.language);
    let given = match rules::read(&form, request.phase, Rater::Client, RatingSource::Web) {
        Ok(given) => GivenRating { session: request.session_id, ..given },
        Err(Error::Invalid(faults)) => {
            let content = scales::mine(&page, &at, &request, &form.with(faults));
            return Ok(page.again(&page.t("rating-mine"), &content));
        }
        Err(error) => return Err(error),
    };
    app.act_once(Actor::Client(contact.id), &once, async |act| {
        service::rate(act, request.participation_id, given).await?;
        Ok(Done::at(&at))
    })
    .await
    .map(IntoResponse::into_response)
}
