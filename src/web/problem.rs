//! An error as people and programs see it: a page in the person's language, or RFC 9457 `application/problem+json`.

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use entity::state::Language;
use serde::Serialize;
use utoipa::ToSchema;

use super::page::Page;
use crate::app::App;
use crate::error::{Code, Error, Fault};
use crate::text::{t, t_with};

/// RFC 9457 problem details, with one entry for each fault of a 422.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// A URI that names the kind of problem.
    #[schema(example = "about:blank#not-found")]
    pub r#type: String,
    /// The kind of problem in words.
    pub title: String,
    /// The HTTP status.
    #[schema(example = 404)]
    pub status: u16,
    /// What to do about it.
    pub detail: String,
    /// The faults, for 422.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemFault>,
}

/// One fault of what was sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemFault {
    /// The field, empty when the fault is of the whole.
    pub field: String,
    /// The fault's code; new ones may come.
    pub code: Code,
    /// What to do about it.
    pub message: String,
}

/// The seconds after which whoever found no database may try again.
pub const BACK_SOON: u64 = 5;

/// The error travels in the response's extensions to the layer that draws it.
#[derive(Clone)]
struct DrawnError(std::sync::Arc<Error>);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match &self {
            Self::Internal(cause) => tracing::error!(cause = format!("{cause:#}"), "a request failed"),
            Self::Unavailable(cause) => tracing::error!(cause, "a request found no database"),
            _ => {}
        }
        let mut response = status(&self).into_response();
        response.extensions_mut().insert(DrawnError(std::sync::Arc::new(self)));
        response
    }
}

/// Whether an answer is of an act that was done before under the same once-key.
pub fn is_repeated(response: &Response) -> bool {
    response.extensions().get::<DrawnError>().is_some_and(|DrawnError(error)| matches!(**error, Error::Repeated))
}

fn status(error: &Error) -> StatusCode {
    match error {
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Forbidden => StatusCode::FORBIDDEN,
        Error::SignIn => StatusCode::UNAUTHORIZED,
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Conflict(_) | Error::Repeated => StatusCode::CONFLICT,
        Error::Stale => StatusCode::PRECONDITION_FAILED,
        Error::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
        Error::Unreadable(status, _) => StatusCode::from_u16(*status).unwrap_or(StatusCode::BAD_REQUEST),
        Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

const fn key(error: &Error) -> &'static str {
    match error {
        Error::NotFound => "problem-not-found",
        Error::Forbidden => "problem-forbidden",
        Error::SignIn => "problem-sign-in",
        Error::Invalid(_) => "problem-invalid",
        Error::Conflict(_) | Error::Repeated => "problem-conflict",
        Error::Stale => "problem-stale",
        Error::TooMany(_) => "problem-too-many",
        Error::Unreadable(..) => "problem-unreadable",
        Error::Unavailable(_) => "problem-unavailable",
        Error::Internal(_) => "problem-internal",
    }
}

/// A fault in words.
pub fn fault_text(language: Language, fault: &Fault) -> String {
    t_with(language, fault.code.key(), &fault.args)
}

/// Draws an error as a page or as problem+json, and plain refusals of the router like our own.
pub async fn draw(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let asked = parts.clone();
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let error = match response.extensions_mut().remove::<DrawnError>() {
        Some(DrawnError(error)) => error,
        None if is_bare(&response) => std::sync::Arc::new(plain(response.status())),
        None => return response,
    };
    let viewer = response.extensions_mut().remove::<crate::access::Viewer>();
    let mut drawn = answer(&app, asked, viewer, &error).await;
    if let Some(methods) = response.headers_mut().remove(header::ALLOW) {
        drawn.headers_mut().insert(header::ALLOW, methods);
    }
    drawn
}

/// The error as a page or as problem+json; the page's frame is only worked out here, when there is an error.
async fn answer(app: &App, mut asked: Parts, viewer: Option<crate::access::Viewer>, error: &Error) -> Response {
    let page = Page::of(app, &mut asked).await;
    let page = match viewer {
        Some(viewer) => page.with_viewer(viewer),
        None => page,
    };
    let api = asked.uri.path().starts_with("/api/");
    let target = asked.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
    let mut drawn = match (error, api) {
        (error, true) => json(error, page.language),
        (Error::SignIn, false) if asked.method == Method::GET => {
            Redirect::to(&format!("/login?to={}", encode(&target))).into_response()
        }
        (Error::SignIn, false) => Redirect::to("/login?unsaved=true").into_response(),
        (Error::NotFound, false) if is_private_link(asked.uri.path()) => {
            page.problem(StatusCode::NOT_FOUND, &page.t("problem-link"), &page.t("problem-link-detail"))
        }
        (error, false) => page.problem(status(error), &title(error, page.language), &detail(error, page.language)),
    };
    if api && matches!(error, Error::SignIn) {
        drawn.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    let wait = match error {
        Error::TooMany(seconds) => Some(*seconds),
        Error::Unavailable(_) => Some(BACK_SOON),
        _ => None,
    };
    if let Some(seconds) = wait {
        drawn.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    drawn
}

/// Whether an address is of the sort that clients get in messages: one that ended, is unknown or mistyped says where to turn.
fn is_private_link(path: &str) -> bool {
    path.starts_with("/me/")
}

/// Whether the router or an extractor refused the request by itself, with at most a plain text.
fn is_bare(response: &Response) -> bool {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    (status.is_client_error() || status.is_server_error()) && (kind.is_empty() || kind.starts_with("text/plain"))
}

fn plain(status: StatusCode) -> Error {
    match status {
        StatusCode::NOT_FOUND => Error::NotFound,
        StatusCode::FORBIDDEN => Error::Forbidden,
        status if status.is_server_error() => Error::Internal(anyhow::anyhow!("answered {status}")),
        status => Error::Unreadable(status.as_u16(), status.canonical_reason().unwrap_or("refused").into()),
    }
}

fn title(error: &Error, language: Language) -> String {
    t(language, key(error))
}

fn detail(error: &Error, language: Language) -> String {
    match error {
        Error::Conflict(fault) => fault_text(language, fault),
        Error::Invalid(faults) => faults.iter().map(|fault| fault_text(language, fault)).collect::<Vec<_>>().join(" "),
        Error::TooMany(seconds) => t_with(language, "problem-too-many-detail", &[("seconds", (*seconds).into())]),
        Error::Unreadable(405, _) => t(language, "problem-method-detail"),
        Error::Unreadable(413, _) => t(language, "problem-large-detail"),
        Error::Unreadable(414, _) => t(language, "problem-long-detail"),
        Error::Unreadable(_, why) => t_with(language, "problem-unreadable-detail", &[("why", why.to_string().into())]),
        other => t(language, detail_key(other)),
    }
}

const fn detail_key(error: &Error) -> &'static str {
    match error {
        Error::NotFound => "problem-not-found-detail",
        Error::Forbidden => "problem-forbidden-detail",
        Error::SignIn => "problem-sign-in-detail",
        Error::Stale => "problem-stale-detail",
        Error::Unavailable(_) => "problem-unavailable-detail",
        _ => "problem-internal-detail",
    }
}

fn json(error: &Error, language: Language) -> Response {
    let errors = match error {
        Error::Invalid(faults) => faults.clone(),
        Error::Conflict(fault) => vec![fault.clone()],
        _ => Vec::new(),
    };
    let status = status(error);
    let problem = Problem {
        r#type: format!("about:blank#{}", key(error).trim_start_matches("problem-")),
        title: title(error, language),
        status: status.as_u16(),
        detail: detail(error, language),
        errors: errors
            .iter()
            .map(|fault| ProblemFault {
                field: fault.field.to_string(),
                code: fault.code,
                message: fault_text(language, fault),
            })
            .collect(),
    };
    let mut response = (status, axum::Json(problem)).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}

/// A form body that can't be read.
pub fn unreadable_form(rejection: axum_extra::extract::FormRejection) -> Error {
    let response = rejection.into_response();
    unreadable(response.status())
}

/// A request that an extractor refused, by the status it gave.
pub fn unreadable(status: StatusCode) -> Error {
    let status = if status == StatusCode::UNPROCESSABLE_ENTITY { StatusCode::BAD_REQUEST } else { status };
    Error::Unreadable(status.as_u16(), status.canonical_reason().unwrap_or("refused").into())
}

impl From<axum::extract::rejection::PathRejection> for Error {
    /// A path whose id is none leads nowhere.
    fn from(_: axum::extract::rejection::PathRejection) -> Self {
        Self::NotFound
    }
}

/// Percent-encodes a text for a query.
pub fn encode(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
