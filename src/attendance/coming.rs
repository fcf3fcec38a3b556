//! How many come to each of several sessions, as their sheets say it.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::id::{GroupId, ParticipationId, SessionId};
use entity::state::{AttendanceStatus, ParticipationStatus};
use entity::{attendance, participation};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use super::enrolled::{Enrolled, PlaceSpan};
use crate::error::Result;

/// A session whose coming people are counted.
#[derive(Clone, Debug)]
pub struct AwaitedSession {
    pub id: SessionId,
    pub group_id: GroupId,
    pub span: Range<DateTime<Utc>>,
    pub zone: Tz,
}

/// A place, as far as it says when its client is expected.
#[derive(FromQueryResult)]
struct ExpectedPlace {
    id: ParticipationId,
    group_id: GroupId,
    status: ParticipationStatus,
    confirmed_at: DateTime<Utc>,
    ended_on: Option<NaiveDate>,
    ended_at: Option<DateTime<Utc>>,
}

impl ExpectedPlace {
    fn is_expected(&self, session: &AwaitedSession) -> bool {
        let Self { status, confirmed_at, ended_on, ended_at, .. } = *self;
        Enrolled::of(PlaceSpan { status, confirmed_at, ended_on, ended_at }, session.zone).covers(&session.span)
    }
}

/// What the sheet says of one place.
#[derive(FromQueryResult)]
struct MarkedPlace {
    session_id: SessionId,
    participation_id: ParticipationId,
    status: AttendanceStatus,
}

/// How many are on the sheet of each of these sessions and have not said that they can't come; in two queries.
pub async fn coming(db: &impl ConnectionTrait, sessions: &[AwaitedSession]) -> Result<HashMap<SessionId, usize>> {
    if sessions.is_empty() {
        return Ok(HashMap::new());
    }
    let places = places(db, sessions).await?;
    let marks = marks(db, sessions).await?;
    let comes = |place: &&ExpectedPlace, session: &AwaitedSession| match marks.get(&(session.id, place.id)) {
        Some(mark) => *mark != AttendanceStatus::AbsentNotified,
        None => place.is_expected(session),
    };
    let count = |session: &AwaitedSession| {
        let of_group = places.iter().filter(|place| place.group_id == session.group_id);
        (session.id, of_group.filter(|place| comes(place, session)).count())
    };
    Ok(sessions.iter().map(count).collect())
}

async fn places(db: &impl ConnectionTrait, sessions: &[AwaitedSession]) -> Result<Vec<ExpectedPlace>> {
    use participation::Column;
    let groups: BTreeSet<GroupId> = sessions.iter().map(|session| session.group_id).collect();
    Ok(participation::Entity::find()
        .select_only()
        .columns([Column::Id, Column::GroupId, Column::Status, Column::ConfirmedAt, Column::EndedOn, Column::EndedAt])
        .filter(participation::COLUMN.group_id.is_in(groups))
        .into_model()
        .all(db)
        .await?)
}

async fn marks(
    db: &impl ConnectionTrait,
    sessions: &[AwaitedSession],
) -> Result<HashMap<(SessionId, ParticipationId), AttendanceStatus>> {
    use attendance::Column;
    let rows: Vec<MarkedPlace> = attendance::Entity::find()
        .select_only()
        .columns([Column::SessionId, Column::ParticipationId, Column::Status])
        .filter(attendance::COLUMN.session_id.is_in(sessions.iter().map(|session| session.id)))
        .into_model()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|mark| ((mark.session_id, mark.participation_id), mark.status)).collect())
}
