//! Writes of venues.

use chrono::{DateTime, Utc};
use entity::id::VenueId;
use entity::venue;
use sea_orm::{ActiveModelTrait, DbErr, EntityTrait, Set, SqlErr};

use super::rules::VenueInput;
use crate::access::Act;
use crate::audit::{self, LoggedChange};
use crate::error::{Code, Error, OrNotFound, Result};
use crate::text::sort::{search_key, sort_key};
use crate::{random, revision};

/// Adds a venue.
pub async fn create(act: Act<'_>, input: VenueInput) -> Result<VenueId> {
    let id = random::id(act.now);
    let mut row = columns(input, act.now);
    row.id = Set(id);
    row.created_at = Set(act.now);
    row.insert(act.tx).await.map_err(on_unknown_unit)?;
    audit::changed(act, LoggedChange::of("venue.created", "venue", id)).await?;
    Ok(id)
}

/// Writes a venue; every feed that shows it follows.
pub async fn set_venue(act: Act<'_>, id: VenueId, input: VenueInput) -> Result<()> {
    venue::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
    let mut row = columns(input, act.now);
    row.id = Set(id);
    row.update(act.tx).await.map_err(on_unknown_unit)?;
    revision::raise(act, id).await?;
    audit::changed(act, LoggedChange::of("venue.updated", "venue", id)).await?;
    Ok(())
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
        contact_name: Set(input.contact_name),
        contact_email: Set(input.contact_email),
        contact_phone: Set(input.contact_phone),
        updated_at: Set(now),
        ..Default::default()
    }
}

fn on_unknown_unit(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => Error::invalid("unit_id", Code::FaultChoice),
        _ => error.into(),
    }
}
