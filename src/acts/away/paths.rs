//! The addresses of times away.

use axum_extra::routing::TypedPath;
use entity::id::AbsenceId;
use serde::Deserialize;

/// Who is away, of the person and of those whom the person supervises.
#[derive(TypedPath, Deserialize)]
#[typed_path("/absences")]
pub struct Absences;

/// When one works, and who stands in.
#[derive(TypedPath, Deserialize)]
#[typed_path("/absences/work")]
pub struct Work;

/// Ends a time away now.
#[derive(TypedPath, Deserialize)]
#[typed_path("/absences/{id}/end", rejection(crate::error::Error))]
pub struct EndAbsence {
    pub id: AbsenceId,
}

/// The form of a time away.
#[derive(TypedPath, Deserialize)]
#[typed_path("/absences/{id}/edit", rejection(crate::error::Error))]
pub struct EditAbsence {
    pub id: AbsenceId,
}
