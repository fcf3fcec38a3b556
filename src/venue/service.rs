//! Writes of venues.

use chrono::{DateTime, Utc};
use entity::id::VenueId;
use entity::venue;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, DbErr, EntityTrait, Set, SqlErr};

use super::rules::VenueInput;
use crate::access::Actor;
use crate::audit::{self, Change};
use crate::error::{Error, OrNotFound, Result};
use crate::text::sort::{search_key, sort_key};
use crate::{random, revision};

/// Adds a venue.
pub async fn create(tx: &DatabaseTransaction, who: Actor, now: DateTime<Utc>, input: VenueInput) -> Result<VenueId> {
    let id = random::id(now);
    let mut row = columns(input, now);
    row.id = Set(id);
    row.created_at = Set(now);
    row.insert(tx).await.map_err(on_unknown_unit)?;
    audit::changed(tx, who, now, Change::of("venue.created", "venue", id)).await?;
    Ok(id)
}

/// Changes a venue; every feed that shows it follows.
pub async fn update(
    tx: &DatabaseTransaction,
    who: Actor,
    now: DateTime<Utc>,
    (id, input): (VenueId, VenueInput),
) -> Result<()> {
    venue::Entity::find_by_id(id).one(tx).await.or_not_found()?;
    let mut row = columns(input, now);
    row.id = Set(id);
    row.update(tx).await.map_err(on_unknown_unit)?;
    revision::raise(tx, now, id).await?;
    audit::changed(tx, who, now, Change::of("venue.updated", "venue", id)).await
}

fn columns(input: VenueInput, now: DateTime<Utc>) -> venue::ActiveModel {
    venue::ActiveModel {
        unit_id: Set(input.unit_id),
        name_sort: Set(sort_key(&input.name)),
        name_search: Set(search_key(&format!("{} {}", input.name, input.municipality.as_deref().unwrap_or("")))),
        name: Set(input.name),
        address: Set(input.address),
        municipality: Set(input.municipality),
        capacity: Set(input.capacity),
        step_free: Set(input.step_free),
        access: Set(input.access),
        directions: Set(input.directions),
        animals: Set(input.animals),
        active: Set(input.active),
        updated_at: Set(now),
        ..Default::default()
    }
}

fn on_unknown_unit(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => Error::invalid("unit_id", "fault-choice"),
        _ => error.into(),
    }
}
