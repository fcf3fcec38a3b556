//! The once-key of forms and of `/api/v1`: how it comes with a request, and what a repeat is answered.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use data_encoding::HEXLOWER;
use maud::{Markup, html};
use serde_json::json;
use sha2::{Digest, Sha256};
use tower::ServiceExt;
use uuid::Uuid;

use super::components::{Button, ONCE, once_field, page_header};
use super::done::{self, Done};
use super::form::Form;
use super::page::Page;
use super::problem;
use crate::access::Viewer;
use crate::access::once::{Once, OnceKey, StoredOutcome};
use crate::app::App;
use crate::error::{Code, Error, Result};

/// The once-key of an operation of `/api/v1`.
const HEADER: &str = "idempotency-key";

impl<S: Sync> FromRequestParts<S> for Once {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let once = parts.extensions.get::<Self>().cloned();
        once.ok_or_else(|| Error::Internal(anyhow::anyhow!("a route of an act without the layer of once-keys")))
    }
}

/// Finds the once-key of a request, and answers what was done under it before with its first outcome.
pub async fn layer(State(app): State<App>, request: Request, next: Next) -> Response {
    let (sent, mut request) = match SentRequest::read(request).await {
        Ok(read) => read,
        Err(error) => return error.into_response(),
    };
    request.extensions_mut().insert(sent.once.clone());
    let first = next.run(request).await;
    let answer = sent.answer(&app, first).await.unwrap_or_else(IntoResponse::into_response);
    done::with_cookie(&app, answer)
}

/// A request as it was sent, as far as its repeat needs it.
struct SentRequest {
    parts: Parts,
    body: Bytes,
    once: Once,
}

impl SentRequest {
    /// Reads a request that may have a once-key: one with a file is left unread.
    async fn read(request: Request) -> Result<(Self, Request)> {
        if kind(request.headers()).starts_with("multipart/") {
            let (parts, body) = request.into_parts();
            let sent = Self { parts: parts.clone(), body: Bytes::new(), once: Once::default() };
            return Ok((sent, Request::from_parts(parts, body)));
        }
        let (parts, body) = request.into_parts();
        let body = Bytes::from_request(Request::from_parts(parts.clone(), body), &()).await;
        let body = body.map_err(|refused| problem::unreadable(refused.into_response().status()))?;
        let once = key(&parts, &body)?.map(Once::of).unwrap_or_default();
        let request = Request::from_parts(parts.clone(), Body::from(body.clone()));
        Ok((Self { parts, body, once }, request))
    }

    /// The answer of the act, or what a repeat gets instead of a second one.
    ///
    /// A repeat may already fail where the act is prepared, because the first has changed what it needs.
    async fn answer(self, app: &App, first: Response) -> Result<Response> {
        let is_repeated = problem::is_repeated(&first);
        if !is_repeated && !first.status().is_client_error() {
            self.check_asked(&first);
            return Ok(first);
        }
        match self.once.before(app.db.read()).await? {
            Some(before) if before.is_same => Ok(again(before.outcome)),
            Some(before) if is_repeated => self.changed(app, before.outcome).await,
            _ => Ok(first),
        }
    }

    /// Breaks a test whose act has led on without its once-key.
    fn check_asked(&self, first: &Response) {
        let is_told = first.status().is_success() && kind(first.headers()).starts_with("application/json");
        let is_done = first.status().is_redirection() || is_told;
        debug_assert!(!is_done || self.once.is_asked(), "{} has done something without its once-key", self.parts.uri);
    }

    /// What was sent differs from what was done under its key.
    async fn changed(mut self, app: &App, before: StoredOutcome) -> Result<Response> {
        if self.parts.headers.contains_key(HEADER) {
            return Err(Error::invalid("Idempotency-Key", Code::FaultIdempotencyOther));
        }
        let page = Page::of(app, &mut self.parts).await;
        let page = match self.parts.extensions.get::<Viewer>() {
            Some(viewer) => page.with_viewer(viewer.clone()),
            None => page,
        };
        let form = Form::from_request(Request::from_parts(self.parts, Body::from(self.body)), app).await?;
        Ok(page.again(&page.t("once-changed"), &draw_changed(&page, &form, &before)))
    }
}

/// Says that something else was saved, and offers to save this as well.
fn draw_changed(page: &Page, form: &Form, before: &StoredOutcome) -> Markup {
    let action = page.uri.path_and_query().map_or("/", |address| address.as_str());
    let kept = || form.pairs().iter().filter(|(name, _)| !name.contains("password"));
    html! {
        (page_header(&page.t("once-changed"), page.t("once-changed-detail"), ""))
        div.actions {
            @if let Some(location) = &before.location {
                (Button::primary(&page.t("once-open")).link(location))
            }
            form.inline method="post" action=(action) {
                (once_field())
                @for (name, value) in kept() { input type="hidden" name=(name) value=(value); }
                (Button::secondary(&page.t("once-new")).submit())
            }
        }
    }
}

/// The once-key that a request brings, bound to whoever is signed in and to the address.
fn key(parts: &Parts, body: &Bytes) -> Result<Option<OnceKey>> {
    let key = match parts.headers.get(HEADER).map(|key| key.to_str().unwrap_or_default()) {
        Some(key) if key.is_empty() || key.len() > 200 => {
            return Err(Error::invalid("Idempotency-Key", Code::FaultIdempotencyKey));
        }
        Some(key) => Some(key),
        None if kind(&parts.headers).starts_with("application/x-www-form-urlencoded") => field_of(body),
        None => None,
    };
    let person = parts.extensions.get::<Viewer>().map(|viewer| viewer.staff_id.to_string()).unwrap_or_default();
    Ok(key.map(|key| OnceKey {
        id: hash(&[person.as_bytes(), parts.uri.path().as_bytes(), key.as_bytes()]),
        body_hash: hash(&[parts.uri.query().unwrap_or_default().as_bytes(), body]),
    }))
}

/// The once-key of a form: its letters need no encoding.
fn field_of(body: &[u8]) -> Option<&str> {
    let pairs = std::str::from_utf8(body).ok()?.split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(name, key)| *name == ONCE && !key.is_empty()).map(|(_, key)| key).next()
}

fn hash(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    }
    HEXLOWER.encode(&hash.finalize())
}

fn kind(headers: &HeaderMap) -> &str {
    headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default()
}

/// The first outcome once more: the page that it led to, or for [`read_again`] where it is read.
fn again(outcome: StoredOutcome) -> Response {
    match StatusCode::from_u16(outcome.status) {
        Ok(StatusCode::SEE_OTHER) => Done::again(outcome).into_response(),
        Ok(status) => {
            let mut response = status.into_response();
            response.extensions_mut().insert(outcome);
            response
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Answers a repeat of `/api/v1` with what the caller may read now where the first outcome stands; with its id only
/// when that is nothing.
pub async fn read_again(State(router): State<Router>, request: Request, next: Next) -> Response {
    if !request.headers().contains_key(HEADER) {
        return next.run(request).await;
    }
    let headers = request.headers().clone();
    let mut response = next.run(request).await;
    let Some(outcome) = response.extensions_mut().remove::<StoredOutcome>() else { return response };
    let Some(location) = outcome.location else { return response };
    let status = response.status();
    let read = read(router, &location, &headers).await.filter(|read| read.status().is_success());
    let id = location.rsplit('/').find_map(|part| part.parse::<Uuid>().ok());
    let mut answer = read.unwrap_or_else(|| Json(json!({ "id": id })).into_response());
    *answer.status_mut() = status;
    if status == StatusCode::CREATED
        && let Ok(location) = HeaderValue::from_str(&location)
    {
        answer.headers_mut().insert(header::LOCATION, location);
    }
    answer
}

async fn read(router: Router, location: &str, asked: &HeaderMap) -> Option<Response> {
    let mut request = Request::builder().method(Method::GET).uri(location).body(Body::empty()).ok()?;
    for name in [header::AUTHORIZATION, header::ACCEPT_LANGUAGE, header::COOKIE] {
        if let Some(value) = asked.get(&name) {
            request.headers_mut().insert(name, value.clone());
        }
    }
    router.oneshot(request).await.ok()
}
