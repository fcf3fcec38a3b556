//! The addresses of "today".

use axum_extra::routing::TypedPath;
use entity::id::TaskId;
use serde::Deserialize;

/// The first page.
#[derive(TypedPath, Deserialize)]
#[typed_path("/")]
pub struct Today;

/// Marks a task as done.
#[derive(TypedPath, Deserialize)]
#[typed_path("/tasks/{id}/done", rejection(crate::error::Error))]
pub struct Done {
    pub id: TaskId,
}
