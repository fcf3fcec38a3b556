//! Feeds over HTTP (RFC 9110): they stand before the router, since machines fetch them all day and need no page,
//! cookie or form. Unknown, revoked and malformed addresses get the same bare 404.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use entity::state::{FeedKind, Language};

use super::audience::FeedAudience;
use super::cache::{CachedFeed, Feeds, Name};
use super::paths::Address;
use super::queries::{self, OpenLink, Source};
use super::service::{check_holder, ended_link};
use super::work::{self, WorkedFeed};
use crate::app::App;
use crate::error::{Error, OrNotFound, Result};
use crate::random;
use crate::web::layers;
use crate::web::page::asked_language;
use crate::web::problem::BACK_SOON;
use crate::web::ready::ReadyBody;

/// Answers a request for a feed, and passes every other on.
pub async fn before_router(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(route) = Address::read(request.uri().path()).map(Address::pattern) else {
        return next.run(request).await;
    };
    let (asked, _) = request.into_parts();
    layers::counted(asked.method.clone(), route, answer(app, asked)).await
}

async fn answer(app: App, asked: Parts) -> Response {
    if ![Method::GET, Method::HEAD].contains(&asked.method) {
        return guarded((StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response());
    }
    let now = app.clock.now();
    let address = Address::read(asked.uri.path());
    let found = match address {
        Some(address) => find(&app, address, &asked.uri, now).await,
        None => Err(Error::NotFound),
    };
    guarded(match found {
        Ok(kept) => {
            // Whoever asks for the head alone has not read it.
            if let Some(link) = kept.link.filter(|_| asked.method == Method::GET) {
                app.cache::<Feeds>().fetched(link, now, agent(&asked.headers));
            }
            kept.ready.send(&asked.method, &asked.headers, app.config.compress_feeds)
        }
        Err(Error::NotFound) => {
            note_refused(&app, address).await;
            (StatusCode::NOT_FOUND, "Not found\n").into_response()
        }
        Err(Error::Unavailable(cause)) => {
            tracing::error!(cause, "a feed found no database");
            let wait = [(header::RETRY_AFTER, BACK_SOON.to_string())];
            (StatusCode::SERVICE_UNAVAILABLE, wait, "Try again later\n").into_response()
        }
        Err(error) => {
            tracing::error!(cause = format!("{error:#}"), "a feed failed");
            (StatusCode::INTERNAL_SERVER_ERROR, "Try again later\n").into_response()
        }
    })
}

/// Tells the log of the server that a feed was refused, and which link it was when it was one once. Calendars ask for ended
/// ones for years, so that no row of the logs is made of it.
async fn note_refused(app: &App, address: Option<Address<'_>>) {
    let Some((route, token)) = address.map(|address| match address {
        Address::Private(token) => (address.pattern(), Some(token)),
        Address::Programme | Address::Group(_) => (address.pattern(), None),
    }) else {
        return;
    };
    let ended = match token {
        Some(token) => ended_link(app.db.read(), &random::hash(token)).await.unwrap_or_default(),
        None => None,
    };
    let link = ended.map(|link| link.to_string()).unwrap_or_default();
    tracing::info!(route, link, "a feed was refused");
}

async fn find(app: &App, address: Address<'_>, uri: &Uri, now: DateTime<Utc>) -> Result<CachedFeed> {
    let language = || match asked_language(uri) {
        Some(Language::Sv) => Language::Sv,
        Some(Language::En) => Language::En,
        _ => Language::Fi,
    };
    let name = match address {
        Address::Private(token) if token.len() == random::TOKEN => Name::Private(random::hash(token)),
        Address::Private(_) => return Err(Error::NotFound),
        Address::Programme => Name::Programme(language()),
        Address::Group(slug) => Name::Group(slug.to_owned(), language()),
    };
    let day = app.day(now);
    // The mark is read before the database is: whatever is committed later makes another mark.
    let mark = app.db.mark().await?;
    let kept = app.cache::<Feeds>().get(&name).filter(|kept| kept.day == day);
    if let Some(kept) = kept.as_ref().filter(|kept| mark.is_some() && kept.mark == mark) {
        return Ok(kept.clone());
    }
    let (source, audience, link) = allowed(app, &name, now).await?;
    let revision = queries::revision(app.db.read(), source).await?;
    let link = link.map(|link| link.id);
    let fresh = match kept.filter(|kept| kept.revision == revision && kept.audience == audience) {
        Some(kept) => CachedFeed { mark, ..kept },
        None => {
            let feed = spawned(app, source, audience.clone(), now).await?;
            let headers = [
                (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
                (header::CACHE_CONTROL, if link.is_some() { "private, max-age=300" } else { "public, max-age=900" }),
                (header::VARY, "accept-encoding"),
            ];
            let headers = headers.map(|(name, value)| (name, HeaderValue::from_static(value)));
            let ready = ReadyBody::new(feed.text.into(), HeaderMap::from_iter(headers), feed.modified);
            CachedFeed { mark, day, revision: feed.revision, audience, link, ready: Arc::new(ready) }
        }
    };
    app.cache::<Feeds>().keep(name, fresh.clone());
    Ok(fresh)
}

/// Checks the right to a feed: what it shows, and to whom.
async fn allowed(app: &App, name: &Name, now: DateTime<Utc>) -> Result<(Source, FeedAudience, Option<OpenLink>)> {
    match name {
        Name::Private(hash) => {
            let link = queries::open_link(app.db.read(), hash, now).await?.or_not_found()?;
            check_holder(app.db.read(), now, &link).await?;
            let source = Source::of(&link).or_not_found()?;
            let audience = FeedAudience {
                kind: link.kind,
                titles: link.titles,
                language: link.language,
                place: link.place.unwrap_or(true),
                holder: link.staff_id.map(|id| id.0).or(link.client_id.map(|id| id.0)),
                link: Some(link.id),
            };
            Ok((source, audience, Some(link)))
        }
        Name::Programme(language) => {
            Ok((Source::Programme, FeedAudience::public(FeedKind::Programme, *language), None))
        }
        Name::Group(slug, language) => {
            let group = queries::open_group(app.db.read(), slug).await?.or_not_found()?;
            Ok((Source::OpenGroup(group), FeedAudience::public(FeedKind::Group, *language), None))
        }
    }
}

/// Works a feed out in a task of its own: a reader who hangs up must not drop the transaction that counts changes.
async fn spawned(app: &App, source: Source, audience: FeedAudience, now: DateTime<Utc>) -> Result<WorkedFeed> {
    let work = {
        let app = app.clone();
        async move { work::out(&app, source, &audience, now).await }
    };
    app.tracker.spawn(work).await.map_err(|error| anyhow::anyhow!("work a feed out: {error}"))?
}

fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::HeaderName::from_static("x-robots-tag"), "noindex"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

fn agent(headers: &HeaderMap) -> &str {
    headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or("")
}
