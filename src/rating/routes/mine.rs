//! A client's own rating, behind the private link.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use entity::rating_request;
use entity::state::{Rater, RatingSource};

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
async fn own(act: Act<'_>, at: &paths::Mine) -> Result<(client::LinkHolder, rating_request::Model)> {
    let contact = client::by_link(act.tx, act.now, &at.token).await?;
    audit::seen(act.by(contact.actor()), contact.id, "me.rating").await?;
    let request = queries::request(act.tx, at.id).await?;
    if request.client_id == contact.id { Ok((contact, request)) } else { Err(Error::NotFound) }
}

pub(super) async fn show(at: paths::Mine, page: Page, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let read = app.act_at(Actor::Public, page.now, async |act| {
        let (contact, request) = own(act, &at).await?;
        let ratings = queries::ratings(act.tx, request.participation_id).await?;
        Ok((contact, request, ratings))
    });
    let (contact, request, ratings) = read.await?;
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
    let (contact, request) = app.act(Actor::Public, async |act| own(act, &at).await).await?;
    let page = page.in_language(contact.language);
    if let Ok(chosen) = form.value("chosen").parse() {
        let choose = async |act: Act<'_>| {
            service::choose(act, request.id, chosen).await?;
            Ok(Done::at(&at))
        };
        return app.act_once(&contact, &once, choose).await.map(IntoResponse::into_response);
    }
    let given = match rules::read(&form, request.phase, Rater::Client, RatingSource::Web) {
        Ok(given) => GivenRating { session: request.session_id, ..given },
        Err(Error::Invalid(faults)) => {
            let content = scales::mine(&page, &at, &request, &form.with(faults));
            return Ok(page.again(&page.t("rating-mine"), &content));
        }
        Err(error) => return Err(error),
    };
    app.act_once(&contact, &once, async |act| {
        service::rate(act, request.participation_id, given).await?;
        Ok(Done::at(&at))
    })
    .await
    .map(IntoResponse::into_response)
}
