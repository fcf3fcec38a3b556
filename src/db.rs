//! The database: the only file that knows which one runs.

use std::fs::File;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use anyhow::Context;
use sea_orm::sea_query::{BinOper, Expr, ExprTrait, Func, LikeExpr};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{Connection, Row, raw_sql};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    IsolationLevel, SqlErr, Statement, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

pub use self::group_commit::Transaction;
use self::group_commit::WriterQueue;
use self::pulse::Pulse;
use crate::error::{Error, Fault, Result};

mod group_commit;
mod pulse;

/// PostgreSQL's advisory lock that one migrating server holds: the letters "piir".
const MIGRATION_LOCK: i64 = 0x7069_6972;
const READERS: u32 = 7;
/// What each SQLite connection keeps of the file, in KiB below zero; the system's own cache stands behind it.
const PAGE_CACHE: &str = "-2000";
/// What SQLite's write-ahead log is cut to when it begins anew, in bytes.
const LOG_KEPT: &str = "67108864";
const POSTGRES_POOL: u32 = 16;

/// Whether writers stand beside each other and lock what they write row by row; SQLite's one writer has all of it.
pub fn locks_rows(db: &impl ConnectionTrait) -> bool {
    db.get_database_backend() != DbBackend::Sqlite
}

/// Two ways into one database: SQLite has one writer connection and read-only readers, PostgreSQL one pool for both.
#[derive(Clone)]
pub struct Db {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    line: WriterQueue,
    pulse: Pulse,
    index: Arc<OnceLock<Option<File>>>,
    path: Option<Arc<Path>>,
}

/// A state of the whole database: equal marks mean that nothing, by anyone, was committed in between.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DatabaseMark {
    /// The header of SQLite's WAL index: change counter, frames, salts and checksums (walformat.html, 2.1).
    Sqlite([u8; WAL_INDEX_HEADER]),
    /// The transactions that PostgreSQL has seen end, as `pg_current_snapshot` writes them.
    Postgres(String),
}

const WAL_INDEX_HEADER: usize = 48;
/// How long whoever asks for readiness waits for the database.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long a request waits for a connection to PostgreSQL.
const CONNECTING: Duration = Duration::from_secs(3);
/// The room that a disk must have for writing on.
const ROOM: u64 = 16 << 20;

impl Db {
    /// Opens `sqlite:PATH` (made when missing) or `postgres://…`.
    pub async fn connect(url: &str) -> anyhow::Result<Self> {
        if let Some(path) = sqlite_path(url) {
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                std::fs::create_dir_all(folder).with_context(|| format!("make the folder {}", folder.display()))?;
            }
            let writer = Database::connect(sqlite(url, 1, false)).await.context("open the SQLite file")?;
            let reader = Database::connect(sqlite(url, READERS, true)).await.context("open the SQLite file to read")?;
            return Ok(Self {
                writer,
                reader,
                line: WriterQueue::default(),
                pulse: Pulse::default(),
                index: Arc::default(),
                path: Some(path.into()),
            });
        }
        let pool = Database::connect(postgres(url)).await.context("connect to PostgreSQL")?;
        Ok(Self {
            writer: pool.clone(),
            reader: pool,
            line: WriterQueue::default(),
            pulse: Pulse::default(),
            index: Arc::default(),
            path: None,
        })
    }

    /// The connection for reads outside a transaction.
    pub fn read(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// Begins the transaction of one act; on SQLite it waits for its turn at the one writer.
    pub async fn write(&self) -> Result<Transaction> {
        let begun = if self.is_sqlite() {
            group_commit::begin(&self.writer, &self.line, &self.pulse).await
        } else {
            group_commit::begin_alone(&self.writer, &self.pulse).await
        };
        Ok(self.pulse.begun(begun)?)
    }

    /// Hears what became of an act before its end: one that could not write makes readiness ask whether another can.
    pub fn heed<T>(&self, done: Result<T>) -> Result<T> {
        if matches!(done, Err(Error::Unavailable(_))) {
            self.pulse.weaken();
        }
        done
    }

    /// Begins a read that sees one moment.
    pub async fn snapshot(&self) -> Result<DatabaseTransaction> {
        let isolation_level = (!self.is_sqlite()).then_some(IsolationLevel::RepeatableRead);
        let access_mode = (!self.is_sqlite()).then_some(AccessMode::ReadOnly);
        let options = TransactionOptions { isolation_level, access_mode, ..Default::default() };
        Ok(self.reader.begin_with_options(options).await?)
    }

    /// The present state of the database, where it can be told without asking it: on SQLite.
    pub fn glance(&self) -> Option<DatabaseMark> {
        if self.is_sqlite() { self.wal_index().map(DatabaseMark::Sqlite) } else { None }
    }

    /// The present state of the database; `None` when it can't be told just now.
    pub async fn mark(&self) -> Result<Option<DatabaseMark>> {
        if self.is_sqlite() {
            return Ok(self.glance());
        }
        let row = self
            .reader
            .query_one_raw(Statement::from_string(DbBackend::Postgres, "SELECT pg_current_snapshot()::text AS mark"));
        let mark: Option<String> = row.await?.map(|row| row.try_get("", "mark")).transpose()?;
        Ok(mark.map(DatabaseMark::Postgres))
    }

    /// SQLite writes the header of its WAL index anew at each commit of any process, twice: two copies that differ
    /// are being written. A file that was unlinked belongs to connections that are gone.
    fn wal_index(&self) -> Option<[u8; WAL_INDEX_HEADER]> {
        let path = self.path.as_deref()?;
        let open = || File::open(format!("{}-shm", path.display())).ok();
        let file = self.index.get_or_init(open).as_ref()?;
        let mut header = [0; 2 * WAL_INDEX_HEADER];
        file.read_exact_at(&mut header, 0).ok()?;
        let (first, second) = header.split_at(WAL_INDEX_HEADER);
        let linked = file.metadata().ok()?.nlink() > 0;
        (linked && first == second).then(|| first.try_into().expect("half of the header"))
    }

    /// Whether the database answers in time, holds the schema of this program and can be written: SQLite's file is there,
    /// may be written and has room, and after an act that could not be written one can be again.
    pub async fn is_ready(&self) -> bool {
        let writable = self.path.as_deref().is_none_or(is_writable);
        let asked = async { self.holds_schema().await && (!self.pulse.is_weak() || self.takes_a_write().await) };
        writable && tokio::time::timeout(PATIENCE, asked).await.unwrap_or(false)
    }

    /// Writes something of no meaning: SQLite's number for the program that owns a file, or an empty transaction's own.
    async fn takes_a_write(&self) -> bool {
        let sql = if self.is_sqlite() { "PRAGMA user_version = 0" } else { "SELECT pg_current_xact_id()" };
        let Ok(tx) = self.write().await else { return false };
        tx.execute_unprepared(sql).await.is_ok() && tx.commit().await.is_ok()
    }

    async fn holds_schema(&self) -> bool {
        let steps = sea_orm::Statement::from_string(
            self.reader.get_database_backend(),
            "SELECT version FROM seaql_migrations".to_owned(),
        );
        let Ok(rows) = self.reader.query_all_raw(steps).await else { return false };
        let taken: Vec<String> = rows.iter().filter_map(|row| row.try_get_by_index(0).ok()).collect();
        migration::Migrator::migrations().iter().all(|step| taken.iter().any(|taken| taken == step.name()))
    }

    /// Tells `seen` the text of every statement and how long it took; transactions that begin later tell it too.
    pub fn on_statement(&mut self, seen: impl Fn(&str, Duration) + Clone + Send + Sync + 'static) {
        for connection in [&mut self.writer, &mut self.reader] {
            let seen = seen.clone();
            connection.set_metric_callback(move |info| seen(&info.statement.sql, info.elapsed));
        }
    }

    /// Whether this is SQLite in a file.
    pub fn is_sqlite(&self) -> bool {
        self.reader.get_database_backend() == DbBackend::Sqlite
    }

    /// Brings all that was committed into SQLite's file and empties its write-ahead log, which holds pages as they stood
    /// before; PostgreSQL does the like by itself, in its own time. Whether nobody who reads stood in the way.
    pub async fn empty_log(&self) -> Result<bool> {
        if !self.is_sqlite() {
            return Ok(true);
        }
        let ask = Statement::from_string(DbBackend::Sqlite, "PRAGMA wal_checkpoint(TRUNCATE)");
        let row = self.writer.query_one_raw(ask).await?;
        Ok(row.is_some_and(|row| row.try_get_by_index::<i32>(0).is_ok_and(|busy| busy == 0)))
    }

    /// Copies a SQLite database into a new file while it is in use (`VACUUM INTO`); the file must not exist.
    pub async fn copy_into(&self, file: &Path) -> anyhow::Result<()> {
        let quoted = file.display().to_string().replace('\'', "''");
        self.reader.execute_unprepared(&format!("VACUUM INTO '{quoted}'")).await.context("copy the database")?;
        Ok(())
    }

    /// Closes every connection.
    pub async fn close(self) -> Result<(), DbErr> {
        self.reader.close_by_ref().await?;
        self.writer.close_by_ref().await
    }
}

/// Brings the schema of `url` up to date; safe when several servers start at once.
///
/// It runs on a connection of its own: SQLite serves a stale schema to pooled ones, and PostgreSQL's lock belongs to
/// a connection.
pub async fn migrate(url: &str) -> anyhow::Result<()> {
    let Some(path) = sqlite_path(url) else {
        let mut options = postgres(url);
        options.max_connections(1).min_connections(1);
        let connection = Database::connect(options).await.context("connect to PostgreSQL")?;
        connection.execute_unprepared(&format!("SELECT pg_advisory_lock({MIGRATION_LOCK})")).await?;
        let done = migration::Migrator::up(&connection, None).await;
        connection.execute_unprepared(&format!("SELECT pg_advisory_unlock({MIGRATION_LOCK})")).await?;
        connection.close().await?;
        return done.context("migrate");
    };
    let lock = lock_beside(&path).await?;
    let connection = Database::connect(sqlite(url, 1, false)).await.context("open the SQLite file")?;
    let done = migration::Migrator::up(&connection, None).await;
    connection.close().await?;
    lock.unlock().context("give the migration lock back")?;
    done.context("migrate")
}

/// Waits for the lock file beside a SQLite database.
async fn lock_beside(path: &Path) -> anyhow::Result<std::fs::File> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).with_context(|| format!("make the folder {}", folder.display()))?;
    }
    let name = path.with_extension("migrating");
    tokio::task::spawn_blocking(move || {
        let file = std::fs::File::create(&name).with_context(|| format!("make {}", name.display()))?;
        file.lock().context("wait for another server to migrate")?;
        Ok(file)
    })
    .await?
}

/// Marks a SQLite file as served for as long as the answer is kept; nothing when a server already runs on it.
pub fn claim(path: &Path) -> anyhow::Result<Option<std::fs::File>> {
    let name = path.with_extension("serving");
    let file = std::fs::File::create(&name).with_context(|| format!("make {}", name.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(std::fs::TryLockError::WouldBlock) => Ok(None),
        Err(std::fs::TryLockError::Error(error)) => Err(error).context("ask who serves the database"),
    }
}

/// Whether a database file is there, may be written, and has room on its disk.
fn is_writable(path: &Path) -> bool {
    let may_write = rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok();
    may_write && rustix::fs::statvfs(path).is_ok_and(|disk| disk.f_bavail.saturating_mul(disk.f_frsize) >= ROOM)
}

/// The file of a `sqlite:` address.
pub fn sqlite_path(url: &str) -> Option<PathBuf> {
    let rest = url.strip_prefix("sqlite:")?;
    let path = rest.strip_prefix("//").unwrap_or(rest);
    Some(PathBuf::from(path.split('?').next().unwrap_or(path)))
}

fn sqlite(url: &str, connections: u32, read_only: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new(url.to_owned());
    // A connection that never goes keeps the WAL index in place, which `Db::mark` reads.
    options.max_connections(connections).min_connections(1).idle_timeout(None).max_lifetime(None);
    // A connection answered when it was given back; asking again would be one more turn of its thread.
    options.test_before_acquire(false).map_sqlx_sqlite_before_acquire(|connection, _| {
        // SQLite ends a transaction by itself when the disk is full, and the pool does not hear of it.
        Box::pin(std::future::ready(Ok(!connection.is_in_transaction())))
    });
    options.sqlx_logging(false).map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite
            .busy_timeout(Duration::from_secs(10))
            .foreign_keys(true)
            .pragma("temp_store", "memory")
            .pragma("cache_size", PAGE_CACHE);
        if read_only {
            return sqlite.read_only(true);
        }
        sqlite
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            // What is deleted is overwritten: SQLite else leaves it in pages that it doesn't use.
            .pragma("secure_delete", "ON")
            .pragma("journal_size_limit", LOG_KEPT)
    });
    options
}

fn postgres(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url.to_owned());
    options
        .max_connections(POSTGRES_POOL)
        .acquire_timeout(CONNECTING)
        .sqlx_logging(false)
        .test_before_acquire(false)
        .map_sqlx_postgres_opts(|postgres| {
            postgres.options([("idle_in_transaction_session_timeout", "60000"), ("statement_timeout", "60000")])
        })
        // A future dropped inside `begin` leaves its connection in an open transaction, and the next borrower's
        // insert would be lost (sqlx 4385): such a connection is not lent again.
        .map_sqlx_postgres_before_acquire(|connection, _| {
            Box::pin(async move {
                let row = sea_orm::sqlx::Executor::fetch_one(
                    connection,
                    raw_sql("SELECT now() = statement_timestamp() AS outside"),
                )
                .await?;
                row.try_get("outside")
            })
        });
    options
}

/// Turns the breach of a unique index into a fault of the form; anything else stays what it is.
pub fn on_unique(error: DbErr, fault: Fault) -> Error {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Error::Invalid(vec![fault]),
        _ => error.into(),
    }
}

/// Whether a list that one column holds as text, with commas between, holds the code.
pub fn has_item(list: Expr, code: &str) -> Expr {
    let joined = || BinOper::Custom("||");
    let pattern = LikeExpr::new(contains_pattern(&format!(",{code},"))).escape('\\');
    Expr::value(",").binary(joined(), list).binary(joined(), ",").like(pattern)
}

/// The digits by which telephone numbers are compared in the database.
const ENDING: i32 = 7;

/// The last seven digits of a telephone number, however it is typed: two numbers that are one agree in them, so that few
/// are left to be compared whole.
pub fn last_digits(phone: Expr) -> Expr {
    let marks = [' ', '\u{a0}', '-', '\u{2013}', '(', ')', '.', '/'];
    let without = |text: Expr, mark: &char| {
        Expr::from(Func::cust("REPLACE").args([text, Expr::value(mark.to_string()), Expr::value("")]))
    };
    let bare = marks.iter().fold(phone, without);
    let length = Expr::from(Func::char_length(bare.clone()));
    Expr::from(Func::cust("SUBSTR").args([bare, length.sub(ENDING - 1)]))
}

/// Most characters that are looked for: nothing that is found by words is longer, and databases bound their patterns.
const LOOKED_FOR: usize = 200;

/// Makes a `LIKE` pattern that finds `text` anywhere, its own wildcards taken literally (escape character `\`).
pub fn contains_pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.chars().take(LOOKED_FOR) {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_no_longer_than_what_is_looked_for_however_the_words_came() {
        assert_eq!(contains_pattern("50 %"), "%50 \\%%");
        assert!(contains_pattern(&"%".repeat(100_000)).len() <= 2 * LOOKED_FOR + 2);
    }
}
