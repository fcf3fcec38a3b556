//! The public pages: light, kept by browsers and proxies for a while, the same for everybody.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use entity::id::GroupId;

use super::card::ShownGroup;
use super::list::Cut;
use super::rules::{ProgrammeFilter, RoomLeft};
use super::{card, data, list, queries};
use crate::app::App;
use crate::error::Result;
use crate::recruitment::paths;
use crate::web::list::ListQuery;
use crate::web::page::Page;
use crate::web::subscribe::Addresses;

/// How long a public page may be kept without asking: a place that was taken shows soon.
const KEPT: &str = "public, max-age=60";

/// The programme.
pub async fn programme(page: Page, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let all = queries::outline(app.db.read(), page.now).await?;
    let wish = ProgrammeFilter::read(&asked.form);
    let fitting: Vec<GroupId> = all.iter().filter(|group| wish.takes(group)).map(|group| group.id).collect();
    let cut = Cut::of(asked.page(), fitting.len());
    let listed = queries::listed(app.db.read(), &fitting[cut.range()], page.now).await?;
    let feed = list::feed(&page, paths::PROGRAMME_FEED, page.t("open-title"));
    let addresses = Addresses::of(&app.config.base_url, &feed.path, &feed.name).at_home();
    let page = page.with_feed(feed);
    let of = list::Shown { asked: &asked, all: &all, listed: &listed, cut, addresses: &addresses };
    let shown = page.show(&page.t("open-title"), &list::index(&page, of));
    Ok(public(shown))
}

/// The programme as linked data.
pub async fn data(State(app): State<App>) -> Result<Response> {
    let now = app.clock.now();
    let all = queries::programme(app.db.read(), now).await?;
    let data = data::programme(&app.config, &all, now);
    let kind = [(header::CONTENT_TYPE, "application/ld+json")];
    Ok(public((kind, data.to_string()).into_response()))
}

/// The card of a group.
pub async fn card(at: paths::Card, page: Page, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let listed = queries::one(app.db.read(), &at.slug, page.now).await?;
    let contacts = queries::contacts(app.db.read(), page.now, listed.group.id).await?;
    let takes = RoomLeft::of(&listed.group, page.now).takes();
    let like = if takes { Vec::new() } else { queries::like(app.db.read(), listed.group.kind, page.now).await? };
    let feed = list::feed(&page, &paths::group_feed(&listed.group.slug), listed.group.name.clone());
    let addresses = Addresses::of(&app.config.base_url, &feed.path, &feed.name).at_home();
    let page = page.with_feed(feed);
    let of = ShownGroup { listed: &listed, contacts: &contacts, like: &like, addresses: &addresses };
    let shown = page.show(&listed.group.name, &card::show(&page, of, asked.form.value("c")));
    Ok(public(shown))
}

/// Lets everybody keep an answer for a while.
fn public(mut response: Response) -> Response {
    if !response.headers().contains_key(header::SET_COOKIE) {
        for (name, value) in [(header::CACHE_CONTROL, KEPT), (header::VARY, "accept-encoding, accept-language, cookie")]
        {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
    }
    response
}
