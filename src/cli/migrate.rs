//! `piiri migrate`.

use anyhow::Context;

use crate::config::Config;

/// Brings the database to the current schema.
pub async fn run(config: &Config) -> anyhow::Result<()> {
    super::open::migrated(&config.database, config.zone).await?.close().await.context("close the database")
}
