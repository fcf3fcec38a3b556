//! The addresses of attendance.

use axum_extra::routing::TypedPath;
use entity::id::{GroupId, IncidentId, SessionId};
use serde::Deserialize;

/// The sheet of a session.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sessions/{id}/attendance", rejection(crate::error::Error))]
pub struct Sheet {
    pub id: SessionId,
}

/// The list of a session's people, to print and tick with a pen.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sessions/{id}/roster", rejection(crate::error::Error))]
pub struct Roster {
    pub id: SessionId,
}

/// A group's attendance at a glance.
#[derive(TypedPath, Deserialize)]
#[typed_path("/groups/{id}/attendance", rejection(crate::error::Error))]
pub struct Grid {
    pub id: GroupId,
}

/// What befell people at a session: a new entry, and those that the viewer has written.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sessions/{id}/incidents", rejection(crate::error::Error))]
pub struct Incidents {
    pub id: SessionId,
}

/// One entry.
#[derive(TypedPath, Deserialize)]
#[typed_path("/incidents/{id}", rejection(crate::error::Error))]
pub struct Incident {
    pub id: IncidentId,
}
