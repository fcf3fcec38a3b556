//! Writers of settings.

use entity::setting;
use sea_orm::{DatabaseTransaction, EntityTrait};

use crate::error::Result;

/// Takes away a mark that a step of the schema left for the program; whether it was there.
pub async fn take_mark(tx: &DatabaseTransaction, key: &str) -> Result<bool> {
    Ok(setting::Entity::delete_by_id(key).exec(tx).await?.rows_affected > 0)
}
