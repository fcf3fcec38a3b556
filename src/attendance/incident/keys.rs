//! How the tasks about an entry are named.

use entity::id::IncidentId;

/// How the names of all tasks about an entry begin.
pub fn key(id: IncidentId) -> String {
    format!("incident:{id}:")
}

/// The entry that a task is about; none of another task.
pub fn of_task(key: &str) -> Option<IncidentId> {
    key.strip_prefix("incident:")?.split(':').next()?.parse().ok()
}

/// The name of the task that was asked first of those by which a task was passed on from one to the next.
pub fn first_asked(key: &str) -> Option<String> {
    let (id, who) = (of_task(key)?, key.split(':').nth(2)?);
    Some(format!("{}{who}", self::key(id)))
}
