//! What follows when sessions that people wait for are planned anew, all at once: reminders of the old plan fall away,
//! and everybody with a place hears of it in one message.

use chrono::{DateTime, Utc};
use entity::group;
use entity::session;
use entity::state::{MessageKind, SessionStatus};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder};

use crate::access::Act;
use crate::error::Result;
use crate::message::{self, PlacedNews};

/// The planned sessions of a group that have not begun.
pub async fn ahead(db: &impl ConnectionTrait, now: DateTime<Utc>, group: &group::Model) -> Result<Vec<session::Model>> {
    Ok(session::Entity::find()
        .filter(session::COLUMN.group_id.eq(group.id))
        .filter(session::COLUMN.status.eq(SessionStatus::Planned))
        .filter(session::COLUMN.starts_at.gt(now))
        .order_by(session::Column::StartsAt, Order::Asc)
        .all(db)
        .await?)
}

/// Tells of what has become of the sessions that stood ahead `before`, if anything has.
pub async fn tell(act: Act<'_>, (group, before): (&group::Model, &[session::Model])) -> Result<()> {
    let after = ahead(act.tx, act.now, group).await?;
    let mut first = None;
    for old in before {
        let new = after.iter().find(|new| new.id == old.id);
        if new.is_some_and(|new| stands(old, new)) {
            continue;
        }
        message::cancel_for_session(act, old.id).await?;
        let earlier = new.map_or(old.starts_at, |new| Ord::min(new.starts_at, old.starts_at));
        first = Some(first.map_or(earlier, |first| Ord::min(first, earlier)));
    }
    let Some(expires_at) = first else { return Ok(()) };
    let key = format!("replanned:{}:{}", group.id, act.now.timestamp_micros());
    let news =
        PlacedNews { kind: MessageKind::SessionMoved, key: &key, group: group.id, text: "told-replanned", expires_at };
    message::tell_placed(act, &news).await
}

fn stands(old: &session::Model, new: &session::Model) -> bool {
    (old.starts_at, old.ends_at, old.venue_id) == (new.starts_at, new.ends_at, new.venue_id)
}
