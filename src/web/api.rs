//! What the operations of `/api/v1` share: JSON bodies, lists and versions.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{IntoParams, OpenApi, ToSchema};
use uuid::Uuid;

use super::ready;
use crate::access::once::{Repeatable, StoredOutcome};
use crate::error::{Code, Error, Fault, Result};

/// The OpenAPI document that the operations are added to.
#[derive(OpenApi)]
#[openapi(
    info(title = "Piiri", description = "The group-activity programme of adult social work."),
    components(schemas(super::problem::Problem)),
    security(("token" = [])),
    modifiers(&Bearer)
)]
pub struct Document;

struct Bearer;

impl utoipa::Modify for Bearer {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("piiri_…").build();
        document.components.get_or_insert_default().add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

/// A JSON body; what can't be read is a problem with the field it is about.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        use axum::extract::rejection::JsonRejection;
        match axum::Json::<T>::from_request(request, state).await {
            Ok(axum::Json(value)) => Ok(Self(value)),
            Err(JsonRejection::JsonDataError(error)) => Err(Error::Invalid(vec![data_fault(&error.body_text())])),
            Err(JsonRejection::JsonSyntaxError(_)) => Err(Error::Unreadable(400, "the body is not JSON".into())),
            Err(other) => Err(super::problem::unreadable(other.status())),
        }
    }
}

/// The rejection reads `…: field.name: what is wrong at line 1 column 2`.
fn data_fault(text: &str) -> Fault {
    let mut parts = text.splitn(3, ": ").skip(1);
    let (first, second) = (parts.next().unwrap_or(""), parts.next());
    let named = second.is_some() && first.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '[' | ']'));
    let missing = text.split_once("missing field `").and_then(|(_, rest)| rest.split_once('`')).map(|(name, _)| name);
    match missing {
        Some(name) => Fault::of(name.to_owned(), Code::FaultNeeded),
        None => Fault::of(if named { first.to_owned() } else { String::new() }, Code::FaultJson),
    }
}

/// The parameters of a path; what can't be one leads nowhere.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let axum::extract::Path(value) = axum::extract::Path::from_request_parts(parts, state).await?;
        Ok(Self(value))
    }
}

/// A query string; what can't be read is a problem.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        match axum_extra::extract::Query::<T>::from_request_parts(parts, state).await {
            Ok(axum_extra::extract::Query(value)) => Ok(Self(value)),
            Err(_) => Err(Error::invalid("query", Code::FaultQuery)),
        }
    }
}

/// The part of a list that is asked for.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// At most so many items, 1 to 200.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<u64>,
    /// `next_cursor` of the list before.
    pub cursor: Option<Uuid>,
}

impl Paging {
    /// How many items to answer.
    pub fn limit(&self) -> Result<u64> {
        match self.limit.unwrap_or(50) {
            limit @ 1..=200 => Ok(limit),
            _ => Err(Error::Invalid(vec![Fault::of("limit", Code::FaultNumber).with("least", 1).with("most", 200)])),
        }
    }

    /// The list's answer from up to one row more than the limit.
    pub fn listing<T>(&self, mut items: Vec<T>, id: impl Fn(&T) -> Uuid) -> Result<axum::Json<Listing<T>>> {
        let limit = usize::try_from(self.limit()?).unwrap_or(usize::MAX);
        let more = items.len() > limit;
        items.truncate(limit);
        let next_cursor = items.last().filter(|_| more).map(id);
        Ok(axum::Json(Listing { items, next_cursor }))
    }
}

/// A part of a list, and where it goes on.
#[derive(Debug, Serialize, ToSchema)]
pub struct Listing<T> {
    /// The items.
    pub items: Vec<T>,
    /// The cursor of the next part; null at the end.
    pub next_cursor: Option<Uuid>,
}

/// A single resource, answered with the `ETag` of what it says.
pub struct Versioned<T>(pub StatusCode, pub T);

impl<T: Serialize> IntoResponse for Versioned<T> {
    fn into_response(self) -> Response {
        let tag = etag(&self.1);
        tagged(tag, (self.0, axum::Json(self.1)))
    }
}

/// A part of a resource, answered with the `ETag` of the whole.
pub struct Tagged<T>(pub String, pub T);

impl<T: Serialize> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        tagged(self.0, axum::Json(self.1))
    }
}

fn tagged(tag: String, answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    if let Ok(tag) = tag.parse() {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// A new resource, answered with its path below `/api/v1` as `Location`.
pub struct Created<T>(pub String, pub T);

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        Acted(StatusCode::CREATED, self.0, self.1).into_response()
    }
}

/// What came of an act, with the status and the path below `/api/v1` of what it tells of: where a repeat reads it.
pub struct Acted<T>(pub StatusCode, pub String, pub T);

impl<T: Serialize> IntoResponse for Acted<T> {
    fn into_response(self) -> Response {
        let location = HeaderValue::from_str(&format!("/api/v1{}", self.1));
        let mut response = Versioned(self.0, self.2).into_response();
        if let (StatusCode::CREATED, Ok(location)) = (self.0, location) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        response
    }
}

impl<T> Repeatable for Created<T> {
    fn outcome(&self) -> Option<StoredOutcome> {
        Some(outcome(StatusCode::CREATED, Some(&self.0)))
    }
}

impl<T> Repeatable for Acted<T> {
    fn outcome(&self) -> Option<StoredOutcome> {
        Some(outcome(self.0, Some(&self.1)))
    }
}

impl Repeatable for StatusCode {
    fn outcome(&self) -> Option<StoredOutcome> {
        Some(outcome(*self, None))
    }
}

fn outcome(status: StatusCode, path: Option<&str>) -> StoredOutcome {
    StoredOutcome { status: status.as_u16(), location: path.map(|path| format!("/api/v1{path}")), flash: None }
}

/// The strong validator of a resource: the hash of what it says.
pub fn etag(resource: &impl Serialize) -> String {
    ready::etag(&serde_json::to_vec(resource).unwrap_or_default())
}

/// Refuses the change of a resource that is no longer what the caller read (RFC 9110, 13.1.1).
pub fn check_if_match(headers: &HeaderMap, current: &impl Serialize) -> Result<()> {
    let Some(wanted) = headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok()) else { return Ok(()) };
    let current = etag(current);
    let matches = wanted.split(',').map(str::trim).any(|tag| tag == "*" || tag == current);
    if matches { Ok(()) } else { Err(Error::Stale) }
}

/// Tells a field that is left out of a PATCH (`None`) from one set to null (`Some(None)`).
pub fn nullable<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: serde::Deserializer<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}
