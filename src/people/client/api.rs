//! Clients in `/api/v1`.

use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use entity::client;
use entity::id::{ClientId, StaffId};
use entity::state::{ContactChannel, Language, ReminderChoice};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::rules::ClientInput;
use super::{merge, queries, rules, service};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::{Act, Reached};
use crate::app::App;
use crate::audit;
use crate::error::Result;
use crate::web::api::{Created, Json, Listing, Paging, Path, Query, Versioned, nullable};
use crate::web::problem::Problem;

/// A client; of a protected one only the key worker gets name, municipality and contacts.
#[derive(Debug, Serialize, ToSchema)]
pub struct Client {
    id: ClientId,
    /// The number in the client information system.
    external_ref: Option<String>,
    #[schema(example = "Anna Esimerkki")]
    name: String,
    birth_year: Option<i32>,
    language: Language,
    municipality: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    /// The lines under the name on an envelope.
    postal_address: Option<String>,
    /// The way the client wants to be reached.
    channel: ContactChannel,
    /// Which reminders the client wants.
    reminders: ReminderChoice,
    /// Whether the client's calendar names places.
    show_place: bool,
    /// Whether address and municipality are protected.
    address_protection: bool,
    /// The language of interpreting.
    interpreter: Option<String>,
    /// What taking part needs.
    needs: Option<String>,
    /// How to contact the client safely.
    contact_note: Option<String>,
    key_worker_id: Option<StaffId>,
    deceased_on: Option<NaiveDate>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl Client {
    fn of(viewer: &Viewer, row: client::Model) -> Self {
        let row = rules::shown_to(viewer, viewer.language, row);
        Self {
            id: row.id,
            external_ref: row.external_ref,
            name: row.name,
            birth_year: row.birth_year,
            language: row.language,
            municipality: row.municipality,
            email: row.email,
            phone: row.phone,
            postal_address: row.postal_address,
            channel: row.channel,
            reminders: row.reminders,
            show_place: row.show_place,
            address_protection: row.address_protection,
            interpreter: row.interpreter,
            needs: row.needs,
            contact_note: row.contact_note,
            key_worker_id: row.key_worker_id,
            deceased_on: row.deceased_on,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// A new client; all but the name may be left out. The caller becomes the key worker unless another is named.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct NewClient {
    #[schema(example = "Anna Esimerkki", max_length = 200)]
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_ref: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    birth_year: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<Language>,
    #[serde(skip_serializing_if = "Option::is_none")]
    municipality: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    /// The lines under the name on an envelope.
    postal_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<ContactChannel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reminders: Option<ReminderChoice>,
    #[serde(default)]
    show_place: bool,
    #[serde(default)]
    address_protection: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    interpreter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    needs: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contact_note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key_worker_id: Option<StaffId>,
}

/// The fields of a client to change; what is left out stays.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ClientPatch {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    external_ref: Option<Option<String>>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    birth_year: Option<Option<i64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<Language>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    municipality: Option<Option<String>>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    email: Option<Option<String>>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    phone: Option<Option<String>>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    postal_address: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<ContactChannel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reminders: Option<ReminderChoice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    show_place: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_protection: Option<bool>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    interpreter: Option<Option<String>>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    needs: Option<Option<String>>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    contact_note: Option<Option<String>>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    key_worker_id: Option<Option<StaffId>>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    deceased_on: Option<Option<NaiveDate>>,
}

/// Which clients are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ClientFilter {
    /// A part of the name, or the whole number in the client information system.
    q: Option<String>,
}

/// The clients whom the caller may see.
#[utoipa::path(get, path = "/clients", tag = "clients", params(Paging, ClientFilter),
    responses((status = OK, body = Listing<Client>), (status = "4XX", body = Problem)))]
pub async fn list(
    by: Viewer,
    State(app): State<App>,
    Query(paging): Query<Paging>,
    Query(filter): Query<ClientFilter>,
) -> Result<axum::Json<Listing<Client>>> {
    let words = filter.q.as_deref().map(str::trim).filter(|words| !words.is_empty());
    app.act(&by, async |act| {
        let rows = queries::listing(act.tx, &by, paging.cursor.map(ClientId), paging.limit()?, words).await?;
        let rows = rows.into_iter().map(|row| Client::of(&by, row)).collect();
        let listing = paging.listing(rows, |client: &Client| client.id.0)?;
        let seen: Vec<ClientId> = listing.items.iter().map(|client| client.id).collect();
        audit::seen_all(act, &seen, "client.list").await?;
        Ok(listing)
    })
    .await
}

/// Adds a client.
#[utoipa::path(post, path = "/clients", tag = "clients", request_body = NewClient,
    responses((status = CREATED, body = Client), (status = "4XX", body = Problem)))]
pub async fn create(
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(new): Json<NewClient>,
) -> Result<Created<Client>> {
    let now = app.clock.now();
    let form = rules::blank().set("key_worker_id", by.staff_id).overlay(&new);
    let input = rules::read(&form, app.day(now))?;
    app.act_once(&by, &once, async |act| {
        let id = service::create(act, input).await?;
        let client = queries::written(act.tx, id).await?;
        Ok(Created(format!("/clients/{}", client.id), Client::of(&by, client)))
    })
    .await
}

/// One client; for one who was merged into another, that other.
#[utoipa::path(get, path = "/clients/{id}", tag = "clients", params(("id" = ClientId, Path)),
    responses((status = OK, body = Client), (status = "4XX", body = Problem)))]
pub async fn show(Path(id): Path<ClientId>, by: Viewer, State(app): State<App>) -> Result<Versioned<Client>> {
    let client = app
        .act(&by, async |act| {
            let id = merge::survivor(act.tx, id).await?;
            let client = queries::one(act.tx, &by, id).await?;
            audit::seen(act, id, "client.record").await?;
            Ok(client)
        })
        .await?;
    Ok(Versioned(StatusCode::OK, Client::of(&by, client)))
}

/// What a client is to be: what stands, with the fields that were sent over it.
pub fn patched(row: &client::Model, patch: &ClientPatch, today: NaiveDate) -> Result<ClientInput> {
    rules::read(&rules::form(row).overlay(patch), today)
}

impl Client {
    /// A client whom the act has reached, as the caller sees that one.
    pub fn reached(by: &Viewer, row: &Reached<client::Model>) -> Self {
        Self::of(by, row.clone().into_row())
    }

    /// A client whom the act has written.
    pub async fn written(act: Act<'_>, by: &Viewer, id: ClientId) -> Result<Self> {
        Ok(Self::of(by, queries::written(act.tx, id).await?))
    }
}
