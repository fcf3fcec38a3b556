//! The addresses of the merge.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// Clients who may be one person.
#[derive(TypedPath, Deserialize)]
#[typed_path("/clients/duplicates")]
pub struct Duplicates;

/// Two clients side by side, and the act that joins them.
#[derive(TypedPath, Deserialize)]
#[typed_path("/clients/merge")]
pub struct Merge;
