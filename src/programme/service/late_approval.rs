//! What is asked about a plan that nobody decided on in time.

use entity::id::ApprovalId;
use entity::task;
use sea_orm::{EntityTrait, QueryFilter, QuerySelect};

use crate::access::Act;
use crate::error::Result;

/// How the keys of the tasks about a late decision begin.
pub(super) fn key(id: ApprovalId) -> String {
    format!("approval-late-{id}-")
}

/// The tasks about a late decision are done when it is taken.
pub(super) async fn answer(act: Act<'_>, id: ApprovalId) -> Result<()> {
    let keys: Vec<String> = task::Entity::find()
        .select_only()
        .column(task::Column::Key)
        .filter(task::COLUMN.key.starts_with(key(id)))
        .into_tuple()
        .all(act.tx)
        .await?;
    for key in keys {
        crate::task::done_by_key(act, &key).await?;
    }
    Ok(())
}
