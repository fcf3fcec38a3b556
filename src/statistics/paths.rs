//! The addresses of the figures.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// The figures of a period.
#[derive(TypedPath, Deserialize)]
#[typed_path("/statistics")]
pub struct Index;

/// The same figures as CSV.
#[derive(TypedPath, Deserialize)]
#[typed_path("/statistics.csv")]
pub struct Csv;
