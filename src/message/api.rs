//! The outbox in `/api/v1`, without recipients and texts.

use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use entity::id::MessageId;
use entity::state::{MessageChannel, MessageKind, MessageStatus};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::queries::{MessageQuery, MessageRow};
use super::{outbox, queries};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::app::App;
use crate::error::Result;
use crate::web::api::{Acted, Listing, Paging, Path, Query};
use crate::web::problem::Problem;

/// A message, without its recipient and its text.
#[derive(Debug, Serialize, ToSchema)]
pub struct Message {
    id: MessageId,
    kind: MessageKind,
    channel: MessageChannel,
    status: MessageStatus,
    /// When it goes at the earliest.
    due_at: DateTime<Utc>,
    sent_at: Option<DateTime<Utc>>,
    attempts: i32,
    /// Why it was not sent, as a code.
    error: Option<String>,
    /// Since when it waits for somebody to let it go, after a copy of the database was put back.
    held_at: Option<DateTime<Utc>>,
}

impl From<MessageRow> for Message {
    fn from(row: MessageRow) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            channel: row.channel,
            status: row.status,
            due_at: row.due_at,
            sent_at: row.sent_at,
            attempts: row.attempts,
            error: row.error,
            held_at: row.held_at,
        }
    }
}

/// Which messages.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MessageFilter {
    /// Only in this state.
    status: Option<MessageStatus>,
    /// Only about this group, session or referral.
    subject: Option<Uuid>,
}

/// Messages, the oldest first.
#[utoipa::path(get, path = "/messages", tag = "messages", params(MessageFilter, Paging),
    responses((status = OK, body = Listing<Message>), (status = "4XX", body = Problem)))]
pub async fn list(
    State(app): State<App>,
    Query(filter): Query<MessageFilter>,
    Query(paging): Query<Paging>,
) -> Result<axum::Json<Listing<Message>>> {
    let wanted = MessageQuery { status: filter.status, kind: None, subject: filter.subject };
    let after = paging.cursor.map(MessageId);
    let rows = queries::listing(app.db.read(), wanted, after, paging.limit()?).await?;
    paging.listing(rows.into_iter().map(Message::from).collect(), |message| message.id.0)
}

/// Sends a failed message again.
#[utoipa::path(post, path = "/messages/{id}/retry", tag = "messages", params(("id" = MessageId, Path)),
    responses((status = OK, body = Message), (status = "4XX", body = Problem)))]
pub async fn retry(
    Path(id): Path<MessageId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
) -> Result<Acted<Message>> {
    app.act_once(&by, &once, async |act| {
        outbox::retry(act, id).await?;
        let message = queries::one(act.tx, id).await?;
        Ok(Acted(StatusCode::OK, format!("/messages/{id}"), message.into()))
    })
    .await
}
