//! Feeds over HTTP (RFC 9110): they stand before the router, since machines fetch them all day and need no page,
//! cookie or form. Unknown, revoked and malformed addresses get the same bare 404.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use entity::state::{FeedKind, Language};

use super::audience::Audience;
use super::kept::{Kept, Name, Ready};
use super::paths::Address;
use super::queries::{self, OpenLink, Source};
use super::work;
use crate::app::App;
use crate::error::{Error, OrNotFound, Result};
use crate::random;
use crate::web::layers;
use crate::web::page::asked_language;

/// Characters of a token: 160 bits in base 32.
const TOKEN: usize = 32;

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
    let found = match Address::read(asked.uri.path()) {
        Some(address) => find(&app, address, &asked.uri, now).await,
        None => Err(Error::NotFound),
    };
    guarded(match found {
        Ok(kept) => {
            if let Some(link) = kept.link {
                app.feeds.fetched(link, now, agent(&asked.headers));
            }
            let caching = if kept.link.is_some() { "private, max-age=300" } else { "public, max-age=900" };
            send(&app, &asked, &kept.ready, caching)
        }
        Err(Error::NotFound) => (StatusCode::NOT_FOUND, "Not found\n").into_response(),
        Err(error) => {
            tracing::error!(cause = format!("{error:#}"), "a feed failed");
            (StatusCode::INTERNAL_SERVER_ERROR, "Try again later\n").into_response()
        }
    })
}

async fn find(app: &App, address: Address<'_>, uri: &Uri, now: DateTime<Utc>) -> Result<Kept> {
    let language = || match asked_language(uri) {
        Some(Language::Sv) => Language::Sv,
        Some(Language::En) => Language::En,
        _ => Language::Fi,
    };
    let name = match address {
        Address::Private(token) if token.len() == TOKEN => Name::Private(random::hash(token)),
        Address::Private(_) => return Err(Error::NotFound),
        Address::Programme => Name::Programme(language()),
        Address::Group(slug) => Name::Group(slug.to_owned(), language()),
    };
    let day = now.date_naive();
    // The mark is read before the database is: whatever is committed later makes another mark.
    let mark = app.db.mark();
    let kept = app.feeds.get(&name).filter(|kept| kept.day == day);
    if let Some(kept) = kept.as_ref().filter(|kept| mark.is_some() && kept.mark == mark) {
        return Ok(kept.clone());
    }
    let (source, audience, link) = allowed(app, &name, now).await?;
    let revision = queries::revision(app.db.read(), source).await?;
    let link = link.map(|link| link.id);
    let fresh = match kept.filter(|kept| kept.revision == revision && kept.audience == audience) {
        Some(kept) => Kept { mark, ..kept },
        None => {
            let (revision, ready) = spawned(app, source, audience.clone(), now).await?;
            Kept { mark, day, revision, audience, link, ready: Arc::new(ready) }
        }
    };
    app.feeds.keep(name, fresh.clone());
    Ok(fresh)
}

/// Checks the right to a feed: what it shows, and to whom.
async fn allowed(app: &App, name: &Name, now: DateTime<Utc>) -> Result<(Source, Audience, Option<OpenLink>)> {
    match name {
        Name::Private(hash) => {
            let link = queries::open_link(app.db.read(), hash, now).await?.or_not_found()?;
            let source = Source::of(&link).or_not_found()?;
            let audience = Audience {
                kind: link.kind,
                titles: link.titles,
                language: link.language,
                place: link.place.unwrap_or(true),
                holder: link.staff_id.map(|id| id.0).or(link.client_id.map(|id| id.0)),
            };
            Ok((source, audience, Some(link)))
        }
        Name::Programme(language) => Ok((Source::Programme, Audience::public(FeedKind::Programme, *language), None)),
        Name::Group(slug, language) => {
            let group = queries::open_group(app.db.read(), slug).await?.or_not_found()?;
            Ok((Source::OpenGroup(group), Audience::public(FeedKind::Group, *language), None))
        }
    }
}

/// Works a feed out in a task of its own: a reader who hangs up must not drop the transaction that counts changes.
async fn spawned(
    app: &App,
    source: Source,
    audience: Audience,
    now: DateTime<Utc>,
) -> Result<(queries::Revision, Ready)> {
    let work = {
        let app = app.clone();
        async move { work::out(&app, source, &audience, now).await }
    };
    app.tracker.spawn(work).await.map_err(|error| anyhow::anyhow!("work a feed out: {error}"))?
}

fn send(app: &App, asked: &Parts, ready: &Ready, caching: &'static str) -> Response {
    let compressed = app.config.compress_feeds && takes_gzip(&asked.headers);
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.insert(header::ETAG, if compressed { ready.weak_etag.clone() } else { ready.etag.clone() });
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(modified) = &ready.last_modified {
        headers.insert(header::LAST_MODIFIED, modified.clone());
    }
    if is_known(&asked.headers, &ready.etag, ready.modified) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    let body = if compressed {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        ready.gzip()
    } else {
        ready.plain.clone()
    };
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    if asked.method != Method::HEAD {
        *response.body_mut() = Body::from(body);
    }
    response
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

/// Whether the reader holds this very feed: by tag, compared weakly, or by date when no tag was sent (RFC 9110, 13.1).
fn is_known(asked: &HeaderMap, etag: &HeaderValue, modified: Option<DateTime<Utc>>) -> bool {
    if asked.contains_key(header::IF_NONE_MATCH) {
        let sent = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        return sent.flat_map(|value| value.split(',')).map(bare).any(|tag| tag == "*" || tag.as_bytes() == etag);
    }
    let since = asked.get(header::IF_MODIFIED_SINCE).and_then(|value| value.to_str().ok());
    let since = since.and_then(|since| DateTime::parse_from_rfc2822(since).ok());
    since.zip(modified).is_some_and(|(since, modified)| modified.timestamp() <= since.timestamp())
}

/// Whether the reader asks for gzip: `identity` is what it gets otherwise (RFC 9110, 12.5.3).
fn takes_gzip(asked: &HeaderMap) -> bool {
    let sent = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    sent.flat_map(|value| value.split(',')).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, "q=1"));
        let refused =
            weight.trim().strip_prefix("q=").and_then(|q| q.trim().parse::<f32>().ok()).is_some_and(|q| q <= 0.0);
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

fn agent(headers: &HeaderMap) -> &str {
    headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn tags_are_compared_weakly_and_win_over_dates() {
        let etag = HeaderValue::from_static("\"abc\"");
        let modified = Some("2026-10-14T09:00:00.5Z".parse().unwrap());
        for known in ["\"abc\"", "W/\"abc\"", "\"x\", W/\"abc\"", "*"] {
            assert!(is_known(&asked(header::IF_NONE_MATCH, known), &etag, modified), "{known}");
        }
        assert!(!is_known(&asked(header::IF_NONE_MATCH, "\"abcd\""), &etag, modified));
        let mut both = asked(header::IF_NONE_MATCH, "\"old\"");
        both.insert(header::IF_MODIFIED_SINCE, HeaderValue::from_static("Thu, 15 Oct 2026 09:00:00 GMT"));
        assert!(!is_known(&both, &etag, modified));
    }

    #[test]
    fn dates_are_really_compared() {
        let etag = HeaderValue::from_static("\"abc\"");
        let modified = Some("2026-10-14T09:00:00.5Z".parse().unwrap());
        let since = |since| is_known(&asked(header::IF_MODIFIED_SINCE, since), &etag, modified);
        assert!(since("Wed, 14 Oct 2026 09:00:00 GMT"));
        assert!(!since("Wed, 14 Oct 2026 08:59:59 GMT"));
        assert!(!since("yesterday"));
        assert!(!is_known(&asked(header::IF_MODIFIED_SINCE, "Wed, 14 Oct 2026 09:00:00 GMT"), &etag, None));
    }

    #[test]
    fn only_who_asks_for_gzip_gets_it() {
        for (value, taken) in
            [("gzip", true), ("br, GZIP;q=0.5", true), ("gzip;q=0", false), ("*", false), ("identity", false)]
        {
            assert_eq!(takes_gzip(&asked(header::ACCEPT_ENCODING, value)), taken, "{value}");
        }
    }
}
