//! How the tasks about an entry are named.

use entity::id::IncidentId;

/// How the names of all tasks about an entry begin.
pub fn key(id: IncidentId) -> String {
    format!("incident:{id}:")
}
