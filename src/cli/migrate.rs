//! `piiri migrate`.

use crate::config::Config;
use crate::db;

/// Brings the database to the current schema.
pub async fn run(config: &Config) -> anyhow::Result<()> {
    db::migrate(&config.database).await
}
