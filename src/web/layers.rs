//! Layers around every request: it runs to its end, it is observed, and its answer is guarded.

use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use tokio::time::{Instant, timeout};
use tracing::Instrument;

use crate::app::App;
use crate::error::Error;

const CONTENT_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; \
     connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Most bytes of an address with its query.
const ADDRESS: usize = 4096;

/// Runs a request to its end in a task of its own: a caller who hangs up never drops a transaction half-way, and a
/// stop waits for the tracker.
pub async fn run_to_end(State((app, patience)): State<(App, Duration)>, request: Request, next: Next) -> Response {
    let work = app.tracker.spawn(next.run(request).in_current_span());
    match timeout(patience, work).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => Error::Internal(anyhow::anyhow!("a request panicked")).into_response(),
        Err(_) => Error::Internal(anyhow::anyhow!("a request took longer than {patience:?}")).into_response(),
    }
}

/// Refuses an address with a NUL in it, which no text of the database can hold.
pub async fn plain_address(request: Request, next: Next) -> Response {
    if request.uri().path_and_query().is_some_and(|address| address.as_str().contains("%00")) {
        return Error::Unreadable(400, "NUL in the address".into()).into_response();
    }
    next.run(request).await
}

/// Leads a public address that was typed with a slash behind it to where it was meant to lead.
pub async fn without_last_slash(request: Request, next: Next) -> Response {
    let uri = request.uri();
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let Some(path) = uri.path().strip_suffix('/').filter(|path| is_read && path.starts_with("/open")) else {
        return next.run(request).await;
    };
    let path = path.trim_end_matches('/');
    let to = uri.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    Redirect::permanent(&to).into_response()
}

/// Refuses an address that is longer than anything Piiri asks for: search words go into patterns, which databases bound.
pub async fn short_address(request: Request, next: Next) -> Response {
    if request.uri().path_and_query().is_some_and(|address| address.as_str().len() > ADDRESS) {
        return Error::Unreadable(414, "URI Too Long".into()).into_response();
    }
    next.run(request).await
}

/// The name of a method as a label: whoever invents methods must not make counters grow.
fn label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// Logs and counts a request by its route's pattern: a path may hold a token or an id.
pub async fn observe(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let method = request.method().clone();
    let span = tracing::info_span!("request", method = label(&method), route);
    let began = Instant::now();
    let response = counted(method.clone(), &route, next.run(request).instrument(span)).await;
    let (status, ms) = (response.status().as_u16(), began.elapsed().as_secs_f64() * 1000.0);
    tracing::info!(method = label(&method), route, status, ms, "answered");
    response
}

/// Counts an answer by the pattern of its route, with the time it took.
pub async fn counted(method: Method, route: &str, answer: impl Future<Output = Response>) -> Response {
    let began = Instant::now();
    let response = answer.await;
    let labels = [
        ("method", label(&method).to_owned()),
        ("route", route.to_owned()),
        ("status", response.status().as_str().to_owned()),
    ];
    metrics::histogram!("piiri_http_request_seconds", &labels).record(began.elapsed().as_secs_f64());
    response
}

/// Sets the headers that keep an answer where it belongs, unless the route has set its own.
pub async fn security_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::CACHE_CONTROL, "no-store"),
        (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
