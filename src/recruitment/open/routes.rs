//! The public pages: light, kept by browsers and proxies for a while, the same for everybody.

use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::rules::Wish;
use super::{card, data, list, queries};
use crate::app::App;
use crate::error::Result;
use crate::recruitment::paths;
use crate::web::list::Asked;
use crate::web::page::Page;

/// How long a public page may be kept without asking: a place that was taken shows soon.
const KEPT: &str = "public, max-age=60";

/// The programme.
pub async fn programme(page: Page, State(app): State<App>, asked: Asked, headers: HeaderMap) -> Result<Response> {
    let all = queries::programme(app.db.read(), page.now).await?;
    let wish = Wish::read(&asked.form);
    let fitting: Vec<_> = all.iter().filter(|listed| wish.takes(listed)).collect();
    let shown = page.show(&page.t("open-title"), &list::index(&page, &asked, &all, &fitting));
    public(&headers, shown).await
}

/// The programme as linked data.
pub async fn data(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    let all = queries::programme(app.db.read(), app.clock.now()).await?;
    let data = data::programme(&app.config.base_url, &app.config.organisation, &all);
    let kind = [(header::CONTENT_TYPE, "application/ld+json")];
    public(&headers, (kind, data.to_string()).into_response()).await
}

/// The card of a group.
pub async fn card(
    at: paths::Card,
    page: Page,
    State(app): State<App>,
    asked: Asked,
    headers: HeaderMap,
) -> Result<Response> {
    let listed = queries::one(app.db.read(), &at.slug, page.now).await?;
    let contacts = queries::contacts(app.db.read(), listed.group.id).await?;
    let shown = page.show(&listed.group.name, &card::show(&page, &listed, &contacts, asked.form.value("c")));
    public(&headers, shown).await
}

/// Lets everybody keep an answer for a while, and answers 304 to those whose copy is still good.
async fn public(asked: &HeaderMap, response: Response) -> Result<Response> {
    let (mut parts, body) = response.into_parts();
    if parts.headers.contains_key(header::SET_COOKIE) {
        return Ok(Response::from_parts(parts, body));
    }
    let bytes = to_bytes(body, usize::MAX).await.map_err(anyhow::Error::from)?;
    // Weak: the same words may travel compressed or not (RFC 9110, 8.8.1).
    let tag = format!("W/\"{}\"", &HEXLOWER.encode(&Sha256::digest(&bytes))[..16]);
    let known = asked.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok()).unwrap_or("");
    let same = known.split(',').any(|known| known.trim() == tag);
    for (name, value) in
        [(header::CACHE_CONTROL, KEPT), (header::VARY, "accept-language, cookie"), (header::ETAG, &tag)]
    {
        parts.headers.insert(name, HeaderValue::from_str(value).map_err(anyhow::Error::from)?);
    }
    if same {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        return Ok(Response::from_parts(parts, Body::empty()));
    }
    Ok(Response::from_parts(parts, Body::from(bytes)))
}
