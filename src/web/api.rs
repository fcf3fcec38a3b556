//! What the operations of `/api/v1` share: JSON bodies, lists, versions and repeated POSTs.

use anyhow::Context;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::HEXLOWER;
use entity::id::StaffId;
use entity::idempotency;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, QueryFilter, Set};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{IntoParams, OpenApi, ToSchema};
use uuid::Uuid;

use crate::access;
use crate::access::Act;
use crate::app::App;
use crate::error::{Code, Error, Fault, Result};

/// The most bytes of a POST whose answer can be repeated.
const REPEATABLE: usize = 512 * 1024;

/// A request takes less than this, unless its server died.
const UNDER_WAY: TimeDelta = TimeDelta::minutes(10);
/// How long an answer can be repeated.
const KEPT: TimeDelta = TimeDelta::hours(24);

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
        let location = HeaderValue::from_str(&format!("/api/v1{}", self.0));
        let mut response = Versioned(StatusCode::CREATED, self.1).into_response();
        if let Ok(location) = location {
            response.headers_mut().insert(header::LOCATION, location);
        }
        response
    }
}

/// The strong validator of a resource: the hash of what it says.
pub fn etag(resource: &impl Serialize) -> String {
    tag(&serde_json::to_vec(resource).unwrap_or_default())
}

fn tag(body: &[u8]) -> String {
    format!("\"{}\"", HEXLOWER.encode(&Sha256::digest(body)[..16]))
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

/// The fields of an answer that are told once and never kept: a handler adds it to its answer as an
/// [`Extension`](axum::Extension), and a repeated request gets the answer without them.
#[derive(Clone, Copy, Debug)]
pub struct ToldOnce(pub &'static [&'static str]);

/// Answers a repeated POST with the same `Idempotency-Key` as the first time, for 24 hours.
pub async fn idempotent(State(app): State<App>, request: Request, next: Next) -> Response {
    let key = request.headers().get("idempotency-key").and_then(|key| key.to_str().ok()).map(str::to_owned);
    match key {
        Some(key) if request.method() == Method::POST => {
            repeat(&app, key, request, next).await.unwrap_or_else(IntoResponse::into_response)
        }
        _ => next.run(request).await,
    }
}

async fn repeat(app: &App, key: String, request: Request, next: Next) -> Result<Response> {
    if key.is_empty() || key.len() > 200 {
        return Err(Error::invalid("Idempotency-Key", Code::FaultIdempotencyKey));
    }
    let (mut parts, body) = request.into_parts();
    let Some(viewer) = access::viewer_of(app, &mut parts).await? else { return Err(Error::SignIn) };
    let body =
        to_bytes(body, REPEATABLE).await.map_err(|_| super::problem::unreadable(StatusCode::PAYLOAD_TOO_LARGE))?;
    let asked = request_hash(&parts, &body);
    if let Some(stored) = begin(app, viewer.staff_id, &key, &asked).await? {
        return replay(stored, &asked);
    }
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    finish(app, viewer.staff_id, &key, response).await
}

fn request_hash(parts: &Parts, body: &Bytes) -> String {
    let mut hash = Sha256::new();
    hash.update(parts.uri.to_string());
    hash.update([0]);
    hash.update(body);
    HEXLOWER.encode(&hash.finalize())
}

/// Takes the key, or gives what is stored under it. A key whose request never came to an end is free again.
async fn begin(app: &App, staff: StaffId, key: &str, asked: &str) -> Result<Option<idempotency::Model>> {
    let now = app.clock.now();
    let tx = app.write().await?;
    let act = Act::of_system(&tx, now);
    delete_old(act).await?;
    idempotency::Entity::delete_by_id((staff, key.to_owned()))
        .filter(idempotency::COLUMN.status.eq(0))
        .filter(idempotency::COLUMN.created_at.lt(now - UNDER_WAY))
        .exec(&tx)
        .await?;
    let row = idempotency::ActiveModel {
        staff_id: Set(staff),
        key: Set(key.to_owned()),
        request_hash: Set(asked.to_owned()),
        status: Set(0),
        location: Set(None),
        body: Set(String::new()),
        created_at: Set(now),
    };
    let once = OnConflict::columns([idempotency::Column::StaffId, idempotency::Column::Key]).do_nothing().to_owned();
    let taken = idempotency::Entity::insert(row).on_conflict(once).exec_without_returning(&tx).await? > 0;
    let stored = if taken { None } else { idempotency::Entity::find_by_id((staff, key.to_owned())).one(&tx).await? };
    tx.commit().await?;
    Ok(stored)
}

async fn delete_old(act: Act<'_>) -> Result<()> {
    let old = idempotency::COLUMN.created_at.lt(act.now - KEPT);
    idempotency::Entity::delete_many().filter(old).exec(act.tx).await?;
    Ok(())
}

/// Deletes the answers that may no longer be repeated: they hold clients' data. A job.
pub async fn forget_answers(app: &App, now: DateTime<Utc>) -> Result<()> {
    let tx = app.write().await?;
    let act = Act::of_system(&tx, now);
    delete_old(act).await?;
    Ok(tx.commit().await?)
}

fn replay(stored: idempotency::Model, asked: &str) -> Result<Response> {
    if stored.request_hash != asked {
        return Err(Error::invalid("Idempotency-Key", Code::FaultIdempotencyOther));
    }
    if stored.status == 0 {
        return Err(Error::conflict(Code::FaultIdempotencyRunning));
    }
    let status = u16::try_from(stored.status).ok().and_then(|status| StatusCode::from_u16(status).ok());
    let etag = tag(stored.body.as_bytes()).parse();
    let mut response = (status.unwrap_or(StatusCode::OK), stored.body).into_response();
    let headers = response.headers_mut();
    if let Ok(etag) = etag {
        headers.insert(header::ETAG, etag);
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some(location) = stored.location.and_then(|location| location.parse().ok()) {
        headers.insert(header::LOCATION, location);
    }
    Ok(response)
}

/// Keeps a successful answer; anything else gives the key back, so that a mended request may use it.
async fn finish(app: &App, staff: StaffId, key: &str, response: Response) -> Result<Response> {
    let tx = app.write().await?;
    let id = (staff, key.to_owned());
    if !response.status().is_success() {
        idempotency::Entity::delete_by_id(id).exec(&tx).await?;
        tx.commit().await?;
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.map_err(|error| anyhow::anyhow!("read an answer: {error}"))?;
    let location = parts.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let kept = idempotency::ActiveModel {
        staff_id: Set(staff),
        key: Set(key.to_owned()),
        status: Set(i32::from(parts.status.as_u16())),
        location: Set(location),
        body: Set(kept(&body, parts.extensions.get::<ToldOnce>())?),
        ..Default::default()
    };
    idempotency::Entity::update(kept).exec(&tx).await?;
    tx.commit().await?;
    Ok(Response::from_parts(parts, Body::from(body)))
}

/// What is kept of an answer: all but its secrets.
fn kept(body: &[u8], secrets: Option<&ToldOnce>) -> Result<String> {
    let Some(ToldOnce(names)) = secrets else { return Ok(String::from_utf8_lossy(body).into_owned()) };
    let mut answer: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(body).context("an object")?;
    answer.retain(|name, _| !names.contains(&name.as_str()));
    Ok(serde_json::Value::Object(answer).to_string())
}
