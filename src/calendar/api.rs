//! Calendar links in `/api/v1`.

use axum::extract::State;
use axum::http::StatusCode;
use entity::calendar_link;
use entity::id::CalendarLinkId;
use entity::state::{FeedKind, FeedTitles};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::rules::{self, private_addresses};
use super::service;
use crate::access::Viewer;
use crate::access::once::Once;
use crate::app::App;
use crate::error::Result;
use crate::text::t;
use crate::web::api::{Acted, Json, Path};
use crate::web::form::Form;
use crate::web::problem::Problem;

/// A calendar link to make.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct NewCalendarLink {
    kind: FeedKind,
    /// The client, group or venue that it shows; left out for the caller's own sessions and for the programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject_id: Option<Uuid>,
    /// How much its titles say; neutral when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    titles: Option<FeedTitles>,
    /// Words of one's own for it, such as the device.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "Work phone", max_length = 200)]
    label: Option<String>,
}

/// A calendar link with its addresses, which are answered this once: a repeat with the same `Idempotency-Key`
/// is told the id only.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarLink {
    id: CalendarLinkId,
    kind: FeedKind,
    subject_id: Option<Uuid>,
    titles: FeedTitles,
    label: Option<String>,
    /// The plain address; who has it reads the feed.
    #[schema(example = "https://piiri.example/calendar/….ics")]
    url: String,
    /// Opens the calendar of the device.
    webcal_url: String,
    /// Opens Google's calendar.
    google_url: String,
    /// Opens Outlook on the web.
    outlook_url: String,
}

impl CalendarLink {
    fn of(app: &App, by: &Viewer, row: calendar_link::Model, token: &str) -> Self {
        let name = t(by.language, &format!("feed-kind-{}", row.kind));
        let addresses = private_addresses(&app.config.base_url, token, &name);
        Self {
            id: row.id,
            kind: row.kind,
            subject_id: row.subject_id.or(row.client_id.map(|id| id.0)),
            titles: row.titles,
            label: row.label,
            url: addresses.url,
            webcal_url: addresses.webcal_url,
            google_url: addresses.google_url,
            outlook_url: addresses.outlook_url,
        }
    }
}

/// Makes a calendar link.
#[utoipa::path(post, path = "/calendar-links", tag = "calendar", request_body = NewCalendarLink,
    responses((status = CREATED, body = CalendarLink), (status = "4XX", body = Problem)))]
pub async fn create(
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(new): Json<NewCalendarLink>,
) -> Result<Acted<CalendarLink>> {
    let new = rules::read(&by, &Form::default().overlay(&new))?;
    app.act_once(&by, &once, async |act| {
        service::check_reach(act.tx, &by, &new).await?;
        let (id, token) = service::make(act, new).await?;
        let row = service::own(act.tx, by.actor(), id).await?;
        Ok(Acted(StatusCode::CREATED, format!("/calendar-links/{id}"), CalendarLink::of(&app, &by, row, &token)))
    })
    .await
}

/// Gives a calendar link another address; the old one leads nowhere from now on.
#[utoipa::path(post, path = "/calendar-links/{id}/rotate", tag = "calendar", params(("id" = CalendarLinkId, Path)),
    responses((status = OK, body = CalendarLink), (status = "4XX", body = Problem)))]
pub async fn rotate(
    Path(id): Path<CalendarLinkId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
) -> Result<Acted<CalendarLink>> {
    app.act_once(&by, &once, async |act| {
        let token = service::rotate(act, id).await?;
        let row = service::own(act.tx, by.actor(), id).await?;
        Ok(Acted(StatusCode::OK, format!("/calendar-links/{id}"), CalendarLink::of(&app, &by, row, &token)))
    })
    .await
}

/// Ends a calendar link.
#[utoipa::path(delete, path = "/calendar-links/{id}", tag = "calendar", params(("id" = CalendarLinkId, Path)),
    responses((status = NO_CONTENT), (status = "4XX", body = Problem)))]
pub async fn revoke(Path(id): Path<CalendarLinkId>, by: Viewer, State(app): State<App>) -> Result<StatusCode> {
    app.act(&by, async |act| service::revoke(act, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
