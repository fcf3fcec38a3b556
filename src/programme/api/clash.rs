//! What sessions run into, in `/api/v1`.

use chrono::{DateTime, Utc};
use entity::id::SessionId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::access::Viewer;
use crate::programme::clash::With;
use crate::programme::queries::ClashRow;
use crate::text::t;

/// A clash of one session.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionClash {
    session_id: SessionId,
    starts_at: DateTime<Utc>,
    /// `group`, `venue`, `leader`, `holiday`, `break` or `venue_capacity`.
    #[schema(example = "venue")]
    kind: &'static str,
    /// The code of the other group, the name of the holiday or break, or the seats there are.
    #[schema(example = "G03")]
    with: String,
    /// The leader who is needed twice.
    leader: Option<String>,
}

impl SessionClash {
    /// Clashes in the words of who asks.
    pub fn all(rows: Vec<ClashRow>, by: &Viewer) -> Vec<Self> {
        rows.into_iter().map(|row| Self::of(row, by)).collect()
    }

    fn of(clash: ClashRow, by: &Viewer) -> Self {
        let kind = clash.with.code();
        let with = match clash.with {
            With::Group { .. } | With::Venue { .. } | With::Leader { .. } => clash.group_code.unwrap_or_default(),
            With::Holiday(day) => t(by.language, day.code()),
            With::Break(name) => name,
            With::VenueCapacity { seats, .. } => seats.to_string(),
        };
        Self { session_id: clash.session_id, starts_at: clash.starts_at, kind, with, leader: clash.leader }
    }
}
