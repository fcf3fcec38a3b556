//! `piiri backup FILE`.

use std::fs::{self, File};
use std::path::PathBuf;

use anyhow::{Context, ensure};

use crate::config::Config;
use crate::db::Db;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where the copy goes; an older copy there is replaced only when the new one is whole.
    file: PathBuf,
}

/// Copies the database as of one moment, also while it is served.
pub async fn run(args: &Args, config: &Config) -> anyhow::Result<()> {
    let db = Db::connect(&config.database).await?;
    ensure!(db.is_sqlite(), "this copies SQLite databases; PostgreSQL brings `pg_dump` and `pg_restore`");
    let part = args.file.with_extension("part");
    if part.exists() {
        fs::remove_file(&part).with_context(|| format!("remove {}", part.display()))?;
    }
    db.copy_into(&part).await?;
    File::open(&part)?.sync_all().context("write the copy to the disk")?;
    fs::rename(&part, &args.file).with_context(|| format!("put the copy at {}", args.file.display()))?;
    db.close().await?;
    println!("backup {}", args.file.display());
    Ok(())
}
