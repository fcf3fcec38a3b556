//! The addresses of venues.

use axum_extra::routing::TypedPath;
use entity::id::VenueId;
use serde::Deserialize;

/// All venues.
#[derive(TypedPath, Deserialize)]
#[typed_path("/venues")]
pub struct Index;

/// The list as CSV.
#[derive(TypedPath, Deserialize)]
#[typed_path("/venues.csv")]
pub struct Csv;

/// The form of a new venue.
#[derive(TypedPath, Deserialize)]
#[typed_path("/venues/new")]
pub struct New;

/// A venue and what is planned there.
#[derive(TypedPath, Deserialize)]
#[typed_path("/venues/{id}", rejection(crate::error::Error))]
pub struct Show {
    pub id: VenueId,
}

/// The form of a venue that stands.
#[derive(TypedPath, Deserialize)]
#[typed_path("/venues/{id}/edit", rejection(crate::error::Error))]
pub struct Edit {
    pub id: VenueId,
}
