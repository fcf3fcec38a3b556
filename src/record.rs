//! What is kept outside the database, since a copy of it that is put back does not know it: who was erased since, what was
//! closed since, and the head of the logs' seals. Ids, hashes and codes only.

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
/// The file of marks, each with a sign before it: the last line of a mark says whether it holds.
const MARKS: &str = "marks.txt";
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

    /// Writes down who was erased.
    pub async fn add_erased(&self, ids: Vec<Uuid>) -> io::Result<()> {
        self.append(ERASED, ids.iter().map(Uuid::to_string).collect()).await
    }

    /// The marks that hold.
    pub async fn marks(&self) -> io::Result<BTreeSet<String>> {
        let text = self.read(MARKS).await?;
        let mut marks = BTreeSet::new();
        for line in text.lines() {
            match line.split_at_checked(1) {
                Some(("+", mark)) => _ = marks.insert(mark.to_owned()),
                Some(("-", mark)) => _ = marks.remove(mark),
                _ => {}
            }
        }
        Ok(marks)
    }

    /// Writes down which marks hold from now on, and which do no more.
    pub async fn change_marks(&self, new: &[String], over: &[String]) -> io::Result<()> {
        let new = new.iter().map(|mark| format!("+{mark}"));
        self.append(MARKS, new.chain(over.iter().map(|mark| format!("-{mark}"))).collect()).await
    }

    /// Adds lines to a file, so that they outlive this machine's next breath.
    async fn append(&self, name: &'static str, lines: Vec<String>) -> io::Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        self.on_disk(move |folder| {
            let mut file = OpenOptions::new().create(true).append(true).open(folder.join(name))?;
            // Of a line that a crash cut off the rest would stick to the next.
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
