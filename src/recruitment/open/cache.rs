//! Public pages kept ready in memory for those who bring no cookie: the same answer is sent again for as long as
//! nothing was committed to the database and the minute lasts, since pages tell time to the minute.

use std::sync::Arc;

use axum::body::to_bytes;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::routing::TypedPath;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::app::App;
use crate::db::DatabaseMark;
use crate::error::{Error, Result};
use crate::recruitment::paths;
use crate::web::layers;
use crate::web::ready::ReadyBody;

/// The most pages, and the most bytes of them, that are kept.
const PAGES: usize = 500;
const BYTES: u64 = 8 * 1024 * 1024;
/// The longest query and language wish that are worth keeping a page for.
const LONGEST: usize = 200;

/// Everything that a public page is a function of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct PageKey {
    mark: DatabaseMark,
    minute: i64,
    plain: Plain,
}

/// What a reader without cookies asks for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Plain {
    address: String,
    languages: Option<HeaderValue>,
}

#[derive(Clone)]
struct PageWeight;

impl Weighter<PageKey, Arc<ReadyBody>> for PageWeight {
    fn weight(&self, _: &PageKey, ready: &Arc<ReadyBody>) -> u64 {
        ready.plain().len() as u64 + 512
    }
}

/// The public pages that are kept ready, shared by every request.
#[derive(Clone)]
pub struct PublicPages(Arc<Cache<PageKey, Arc<ReadyBody>, PageWeight>>);

impl Default for PublicPages {
    fn default() -> Self {
        Self(Arc::new(Cache::with_weighter(PAGES, BYTES, PageWeight)))
    }
}

/// Answers a public page from what is kept, and keeps what had to be worked out; passes every other request on.
pub async fn before_router(State(app): State<App>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let Some(route) = route.filter(|route| is_kept(route.as_str())) else {
        return next.run(request).await;
    };
    let Some(plain) = plain(&request) else {
        return next.run(request).await;
    };
    // The mark is read before the page is worked out: whatever is committed later makes another mark.
    let mark = match app.db.mark().await {
        Ok(Some(mark)) => mark,
        Ok(None) => return next.run(request).await,
        Err(error) => return error.into_response(),
    };
    let key = PageKey { mark, minute: app.clock.now().timestamp().div_euclid(60), plain };
    let (method, asked) = (request.method().clone(), request.headers().clone());
    match app.cache::<PublicPages>().0.get_value_or_guard_async(&key).await {
        Ok(ready) => layers::counted(method.clone(), route.as_str(), async { ready.send(&method, &asked, true) }).await,
        Err(guard) => match work_out(request, next).await {
            Ok(WorkedPage::Page(ready)) => {
                let ready = Arc::new(ready);
                // A cache that has just let the place go has no use for the page.
                _ = guard.insert(ready.clone());
                ready.send(&method, &asked, true)
            }
            Ok(WorkedPage::Other(response)) => response,
            Err(error) => error.into_response(),
        },
    }
}

fn is_kept(route: &str) -> bool {
    [paths::Programme::PATH, paths::Data::PATH, paths::Card::PATH].contains(&route)
}

/// What a reader asks for; nothing for one whose cookies may change the page.
fn plain(request: &Request) -> Option<Plain> {
    let headers = request.headers();
    let languages = headers.get(header::ACCEPT_LANGUAGE).cloned();
    let address = request.uri().path_and_query()?.as_str();
    let is_plain = request.method() == Method::GET
        && !headers.contains_key(header::COOKIE)
        && !headers.contains_key(header::AUTHORIZATION)
        && address.len() + languages.as_ref().map_or(0, HeaderValue::len) <= LONGEST;
    is_plain.then(|| Plain { address: address.to_owned(), languages })
}

enum WorkedPage {
    Page(ReadyBody),
    Other(Response),
}

/// Asks the router for the page whole and plain; what is no page, or sets a cookie, is not kept.
async fn work_out(mut request: Request, next: Next) -> Result<WorkedPage> {
    for name in [header::ACCEPT_ENCODING, header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE] {
        request.headers_mut().remove(name);
    }
    let response = next.run(request).await;
    if response.status() != StatusCode::OK || response.headers().contains_key(header::SET_COOKIE) {
        return Ok(WorkedPage::Other(response));
    }
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.map_err(|error| Error::Internal(error.into()))?;
    let mut headers: HeaderMap = parts.headers;
    for name in [header::CONTENT_LENGTH, header::ETAG] {
        headers.remove(name);
    }
    Ok(WorkedPage::Page(ReadyBody::new(bytes, headers, None)))
}
