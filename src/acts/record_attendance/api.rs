//! Recording attendance, in `/api/v1`.

use axum::extract::State;
use axum::http::HeaderMap;
use entity::id::{ClientId, ParticipationId, SessionId};
use entity::state::AttendanceStatus;
use serde::Deserialize;
use utoipa::ToSchema;

use super::record::record_within_reach;
use crate::access::Viewer;
use crate::app::App;
use crate::attendance::{
    self, Guest, HeadCount, SentMark, Sheet,
    api::{Attendance, whole},
};
use crate::audit;
use crate::error::Result;
use crate::web::api::{Json, Path, Tagged, check_if_match, etag, nullable};
use crate::web::problem::Problem;

/// A sheet; people who are not in it keep their marks.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SheetBody {
    entries: Vec<EntryBody>,
    /// How many came anonymously, in open groups only; left out, the count stays, and `null` takes it back.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<i32>, minimum = 0, maximum = 2000)]
    head_count: Option<Option<i32>>,
    /// Everyone who came besides, in open groups only; left out, they stay.
    walk_ins: Option<Vec<WalkInBody>>,
}

/// One client's mark.
#[derive(Debug, Deserialize, ToSchema)]
pub struct EntryBody {
    participation_id: ParticipationId,
    status: AttendanceStatus,
    /// Minutes attended: what stands, or else the session's length, when present; needed when late or partial.
    #[schema(minimum = 0, example = 100)]
    minutes: Option<i32>,
    #[schema(max_length = 1000)]
    note: Option<String>,
}

/// Someone who came besides: a client or an alias.
#[derive(Debug, Deserialize, ToSchema)]
pub struct WalkInBody {
    client_id: Option<ClientId>,
    #[schema(max_length = 200)]
    alias: Option<String>,
    /// Minutes attended; the session's length when left out.
    minutes: Option<i32>,
}

impl From<SheetBody> for Sheet {
    fn from(body: SheetBody) -> Self {
        let entry = |entry: EntryBody| SentMark {
            participation: entry.participation_id,
            status: entry.status,
            minutes: entry.minutes,
            note: entry.note,
        };
        let guest = |guest: WalkInBody| Guest { client: guest.client_id, alias: guest.alias, minutes: guest.minutes };
        Self {
            entries: body.entries.into_iter().map(entry).collect(),
            head_count: body.head_count.map_or(HeadCount::AsBefore, HeadCount::Now),
            guests: body.walk_ins.map(|guests| guests.into_iter().map(guest).collect()),
        }
    }
}

/// Records attendance, whole or not at all; honours `If-Match`. Who came and who was missed is taken from an hour before
/// the session on, an absence told beforehand at any time; guests and a head count belong to open groups.
///
/// Answers the lines that were sent, with the figures and the `ETag` of the whole: nobody else's line is shown, so none
/// is logged as seen.
#[utoipa::path(put, path = "/sessions/{id}/attendance", tag = "attendance", params(("id" = SessionId, Path)),
    request_body = SheetBody,
    responses((status = OK, body = Attendance), (status = "4XX", body = Problem)))]
pub async fn record(
    Path(id): Path<SessionId>,
    by: Viewer,
    State(app): State<App>,
    headers: HeaderMap,
    Json(body): Json<SheetBody>,
) -> Result<Tagged<Attendance>> {
    let sheet = Sheet::from(body);
    let (told, tag) = app
        .act(&by, async |act| {
            let standing = attendance::standing(act.tx, &by, id).await?;
            if headers.contains_key(axum::http::header::IF_MATCH) {
                check_if_match(&headers, &whole(standing.clone()))?;
            }
            let mut told = whole(record_within_reach(act, &by, standing, &sheet).await?);
            let tag = etag(&told);
            told.entries.retain(|line| sheet.entries.iter().any(|sent| sent.participation == line.participation_id));
            audit::seen_all(act, &told.clients(), "attendance").await?;
            Ok((told, tag))
        })
        .await?;
    Ok(Tagged(tag, told))
}
