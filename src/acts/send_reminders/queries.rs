//! Reads of who is expected, and of what was done.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use chrono::{DateTime, Utc};
use entity::id::{ClientId, ParticipationId, SessionId};
use entity::state::{AttendanceStatus, ContactChannel, GroupStatus, MessageStatus, ReminderChoice, SessionStatus};
use entity::{attendance, client, group, message, participation, session};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, RelationTrait,
};

use crate::error::Result;

/// The most rows that are planned together; no client has as many sessions in some days.
const ROWS: u64 = 5000;
/// The most ids in one condition.
const CHUNK: usize = 1000;

/// A client with a place, and a session to come.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Expected {
    pub participation_id: ParticipationId,
    pub client_id: ClientId,
    pub session_id: SessionId,
    pub starts_at: DateTime<Utc>,
    pub timezone: String,
    pub confirmed_at: DateTime<Utc>,
    pub reminders: ReminderChoice,
    pub channel: ContactChannel,
    pub email: Option<String>,
    pub phone: Option<String>,
}

/// Whoever is expected at a session that begins between two moments: with a place in a group that runs, alive, and
/// wanting reminders. Who has said that they can't come is not expected. The next clients by their ids, each with all of
/// these sessions.
pub async fn expected(
    db: &impl ConnectionTrait,
    within: &Range<DateTime<Utc>>,
    after: Option<ClientId>,
) -> Result<Vec<Expected>> {
    let away = attendance::Entity::find()
        .select_only()
        .column(attendance::Column::ParticipationId)
        .filter(
            Expr::col((attendance::Entity, attendance::Column::SessionId))
                .equals((session::Entity, session::Column::Id)),
        )
        .filter(attendance::COLUMN.status.eq(AttendanceStatus::AbsentNotified));
    let sessions = participation::Entity::belongs_to(session::Entity)
        .from(participation::Column::GroupId)
        .to(session::Column::GroupId);
    let mut rows: Vec<Expected> = participation::Entity::find()
        .select_only()
        .column_as(participation::Column::Id, "participation_id")
        .columns([participation::Column::ClientId, participation::Column::ConfirmedAt])
        .column_as(session::Column::Id, "session_id")
        .columns([session::Column::StartsAt, session::Column::Timezone])
        .columns([client::Column::Reminders, client::Column::Channel, client::Column::Email, client::Column::Phone])
        .join(JoinType::InnerJoin, sessions.into())
        .join(JoinType::InnerJoin, participation::Relation::Client.def())
        .join(JoinType::InnerJoin, participation::Relation::Group.def())
        .filter(participation::COLUMN.active.eq(true))
        // Who was given a place was told when it begins, whether it is decided yet that it does or not.
        .filter(group::COLUMN.status.is_in(GroupStatus::OPEN))
        .filter(session::COLUMN.status.eq(SessionStatus::Planned))
        .filter(session::COLUMN.starts_at.gt(within.start))
        .filter(session::COLUMN.starts_at.lt(within.end))
        .filter(client::COLUMN.deceased_on.is_null())
        .filter(client::COLUMN.channel.ne(ContactChannel::None))
        .filter(client::COLUMN.reminders.ne(ReminderChoice::None))
        .filter(participation::COLUMN.id.not_in_subquery(away.into_query()))
        .apply_if(after, |find, after| find.filter(participation::COLUMN.client_id.gt(after)))
        .order_by(participation::Column::ClientId, Order::Asc)
        .limit(ROWS)
        .into_model()
        .all(db)
        .await?;
    let is_cut = u64::try_from(rows.len()).is_ok_and(|found| found == ROWS);
    // The last client's sessions may go on beyond the page; the next begins with them.
    if let Some(last) = rows.last().map(|row| row.client_id).filter(|_| is_cut) {
        rows.retain(|row| row.client_id != last);
    }
    Ok(rows)
}

/// What has been recorded of each participation: how many sessions, and whether the last was missed without a word.
pub async fn recorded(
    db: &impl ConnectionTrait,
    ids: &[ParticipationId],
) -> Result<HashMap<ParticipationId, (usize, bool)>> {
    let mut found: HashMap<ParticipationId, (usize, bool)> = HashMap::new();
    for chunk in ids.chunks(CHUNK) {
        let rows: Vec<(ParticipationId, AttendanceStatus)> = attendance::Entity::find()
            .select_only()
            .columns([attendance::Column::ParticipationId, attendance::Column::Status])
            .join(JoinType::InnerJoin, attendance::Relation::Session.def())
            .filter(attendance::COLUMN.participation_id.is_in(chunk.iter().copied()))
            .filter(attendance::COLUMN.status.ne(AttendanceStatus::Unrecorded))
            .filter(session::COLUMN.status.eq(SessionStatus::Held))
            .order_by(session::Column::StartsAt, Order::Asc)
            .into_tuple()
            .all(db)
            .await?;
        for (id, status) in rows {
            let entry = found.entry(id).or_default();
            *entry = (entry.0 + 1, status == AttendanceStatus::NoShow);
        }
    }
    Ok(found)
}

/// Which of these keys the outbox holds already; what was cancelled told nobody.
pub async fn known(db: &impl ConnectionTrait, keys: &[String]) -> Result<HashSet<String>> {
    let mut found = HashSet::new();
    for chunk in keys.chunks(CHUNK) {
        let rows: Vec<String> = message::Entity::find()
            .select_only()
            .column(message::Column::Key)
            .filter(message::COLUMN.key.is_in(chunk.iter().map(String::as_str)))
            .filter(message::COLUMN.status.ne(MessageStatus::Cancelled))
            .into_tuple()
            .all(db)
            .await?;
        found.extend(rows);
    }
    Ok(found)
}
