//! `piiri restore FILE`.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use sea_orm::{ConnectionTrait, Statement};

use crate::config::Config;
use crate::db::{self, Db};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The copy that `backup` made.
    file: PathBuf,
}

/// Puts a copy in the place of the database, which is kept beside it; refuses while a server runs on it.
pub async fn run(args: &Args, config: Config) -> anyhow::Result<()> {
    let path = db::sqlite_path(&config.database)
        .context("this restores SQLite databases; PostgreSQL brings `pg_dump` and `pg_restore`")?;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).with_context(|| format!("make the folder {}", folder.display()))?;
    }
    let _claim = db::claim(&path)?.context("a server runs on this database: stop it first")?;
    check(&args.file).await?;
    let part = path.with_extension("part");
    fs::copy(&args.file, &part).with_context(|| format!("copy {}", args.file.display()))?;
    File::open(&part)?.sync_all().context("write the copy to the disk")?;
    set_aside(&path)?;
    fs::rename(&part, &path).with_context(|| format!("put the copy at {}", path.display()))?;
    println!("restored {}", path.display());
    let app = super::open(config).await?;
    super::restored::follow(&app).await?;
    Ok(app.db.close().await?)
}

/// Whether a file is a whole database of ours.
async fn check(file: &Path) -> anyhow::Result<()> {
    ensure!(file.is_file(), "there is no file {}", file.display());
    let copy = Db::connect(&format!("sqlite:{}", file.display())).await?;
    let ask = |sql: &str| Statement::from_string(copy.read().get_database_backend(), sql.to_owned());
    let answer = copy.read().query_one_raw(ask("PRAGMA integrity_check")).await.context("read the copy")?;
    let answer: String = answer.context("the check answers")?.try_get_by_index(0)?;
    ensure!(answer == "ok", "the copy is damaged: {answer}");
    copy.read()
        .query_one_raw(ask("SELECT count(*) FROM activity_group"))
        .await
        .context("the file is no Piiri database")?;
    copy.close().await?;
    Ok(())
}

/// Keeps the database that stood as `….before`, with the commits that a crash left in its side file.
fn set_aside(path: &Path) -> anyhow::Result<()> {
    let before = path.with_extension("before");
    for (end, kept) in [("-shm", false), ("-wal", true), ("", true)] {
        let (from, to) = (with_end(path, end), with_end(&before, end));
        if to.exists() {
            fs::remove_file(&to).with_context(|| format!("remove {}", to.display()))?;
        }
        if from.exists() && kept {
            fs::rename(&from, &to).with_context(|| format!("keep {} as {}", from.display(), to.display()))?;
        } else if from.exists() {
            fs::remove_file(&from).with_context(|| format!("remove {}", from.display()))?;
        }
    }
    Ok(())
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    PathBuf::from(format!("{}{end}", path.display()))
}
