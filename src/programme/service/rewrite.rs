//! The one writer of when, where and whether sessions take place.

use std::collections::{HashMap, HashSet};

use entity::id::{SessionId, VenueId};
use entity::session;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};

use super::standing::{keep_span, raise};
use crate::access::{Act, ReachedGroup};
use crate::error::Result;
use crate::programme::change::{Changes, Rewrite};

/// Writes what differs, and with it the group's span and the revisions of every calendar that shows the sessions.
pub async fn rewrite_sessions(act: Act<'_>, group: &ReachedGroup, rows: &Rewrite) -> Result<Changes> {
    if rows.is_nothing() {
        return Ok(Changes::default());
    }
    let rows = &rows.clone().without_early_holds(act.zone);
    // Once with what stood, so that calendars that show it no more hear of it, and once with what stands.
    raise(act, group.id, &[]).await?;
    write(act.tx, rows).await?;
    keep_span(act.tx, group.id).await?;
    let left: Vec<Option<VenueId>> = rows.before.iter().map(|row| row.venue_id).collect();
    raise(act, group.id, &left).await?;
    Ok(rows.changes())
}

/// Nothing else of a row is written: marks, plans and substitutes may be made meanwhile.
async fn write(tx: &DatabaseTransaction, rows: &Rewrite) -> Result<()> {
    let before: HashMap<SessionId, &session::Model> = rows.before.iter().map(|row| (row.id, row)).collect();
    let (standing, new): (Vec<_>, Vec<_>) = rows.after.iter().partition(|row| before.contains_key(&row.id));
    let stays: HashSet<SessionId> = standing.iter().map(|row| row.id).collect();
    let gone: Vec<SessionId> = before.keys().copied().filter(|id| !stays.contains(id)).collect();
    if !gone.is_empty() {
        session::Entity::delete_many().filter(session::COLUMN.id.is_in(gone)).exec(tx).await?;
    }
    for row in standing.into_iter().filter(|row| before[&row.id] != *row) {
        session::Entity::update(changed(row)).exec(tx).await?;
    }
    if !new.is_empty() {
        let new = new.into_iter().map(|row| session::ActiveModel::from(row.clone()).reset_all());
        session::Entity::insert_many(new).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn changed(row: &session::Model) -> session::ActiveModel {
    session::ActiveModel {
        id: Set(row.id),
        number: Set(row.number),
        rule_date: Set(row.rule_date),
        starts_at: Set(row.starts_at),
        ends_at: Set(row.ends_at),
        timezone: Set(row.timezone.clone()),
        venue_id: Set(row.venue_id),
        status: Set(row.status),
        held_at: Set(row.held_at),
        recorded_at: Set(row.recorded_at),
        moved: Set(row.moved),
        cancel_code: Set(row.cancel_code),
        cancel_note: Set(row.cancel_note.clone()),
        sequence: Set(row.sequence),
        changed_at: Set(row.changed_at),
        ..Default::default()
    }
}
