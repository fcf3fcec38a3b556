//! What is kept outside the database, since a copy of it that is put back does not know it: who was erased since, and the
//! head of the logs' seals. Ids and hashes only.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use uuid::Uuid;

use crate::config::Config;
use crate::db::sqlite_path;

/// The file of erased clients, an id a line.
const ERASED: &str = "erased.txt";
/// The file of the head.
const HEAD: &str = "head.txt";

/// A folder outside the database; without one nothing is kept.
#[derive(Clone, Debug, Default)]
pub struct OutsideRecord(Option<Arc<Path>>);

impl OutsideRecord {
    /// The folder of the settings; beside a SQLite database when they name none.
    pub fn of(config: &Config) -> Self {
        let folder = match config.record.as_str() {
            "" => sqlite_path(&config.database).map(|file| folder_of(&file)),
            named => Some(PathBuf::from(named)),
        };
        Self(folder.map(Into::into))
    }

    /// Whether anything is kept.
    pub const fn is_kept(&self) -> bool {
        self.0.is_some()
    }

    /// Everybody who is written down as erased.
    pub async fn erased(&self) -> io::Result<BTreeSet<Uuid>> {
        let text = self.read(ERASED).await?;
        Ok(text.lines().filter_map(|line| line.trim().parse().ok()).collect())
    }

    /// Writes down who was erased, so that it outlives this machine's next breath.
    pub async fn add_erased(&self, ids: Vec<Uuid>) -> io::Result<()> {
        if ids.is_empty() {
            return Ok(());
        }
        self.on_disk(move |folder| {
            let mut file = OpenOptions::new().create(true).append(true).open(folder.join(ERASED))?;
            // Of a line that a crash cut off the rest would stick to the next.
            let lines: Vec<String> = ids.iter().map(Uuid::to_string).collect();
            file.write_all(format!("\n{}\n", lines.join("\n")).as_bytes())?;
            file.sync_all()
        })
        .await
    }

    /// The head that was kept last.
    pub async fn head(&self) -> io::Result<Option<String>> {
        let text = self.read(HEAD).await?;
        Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
    }

    /// Keeps the head in the place of the one before.
    pub async fn keep_head(&self, head: &str) -> io::Result<()> {
        let head = format!("{head}\n");
        self.on_disk(move |folder| {
            let part = folder.join("head.part");
            let mut file = File::create(&part)?;
            file.write_all(head.as_bytes())?;
            file.sync_all()?;
            fs::rename(part, folder.join(HEAD))
        })
        .await
    }

    async fn read(&self, name: &'static str) -> io::Result<String> {
        let mut text = String::new();
        if let Some(folder) = self.0.clone() {
            let read = tokio::task::spawn_blocking(move || fs::read_to_string(folder.join(name)));
            text = match read.await.map_err(io::Error::other)? {
                Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
                read => read?,
            };
        }
        Ok(text)
    }

    async fn on_disk(&self, work: impl FnOnce(&Path) -> io::Result<()> + Send + 'static) -> io::Result<()> {
        let Some(folder) = self.0.clone() else { return Ok(()) };
        let done = tokio::task::spawn_blocking(move || {
            fs::create_dir_all(&folder)?;
            work(&folder)
        });
        done.await.map_err(io::Error::other)?
    }
}

/// The folder beside a SQLite database.
pub fn folder_of(database: &Path) -> PathBuf {
    database.with_extension("record")
}
