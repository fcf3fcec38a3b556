//! What tasks ask for, in words.

use entity::state::{Language, TaskKind};

use crate::text::t;

/// What a task asks for, in words.
pub fn name(language: Language, kind: TaskKind) -> String {
    t(language, &format!("task-{}", kind.code().replace('_', "-")))
}
