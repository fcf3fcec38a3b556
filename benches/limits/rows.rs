//! SQLite committing.

use std::time::{Duration, Instant};

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{ConnectOptions, Connection, query};

use crate::Times;

/// Inserts so many rows a commit with the settings that the program uses (WAL, synchronous FULL).
pub async fn insert(file: &str, seconds: u64, each: u32) -> anyhow::Result<()> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .disable_statement_logging();
    let mut connection = sea_orm::sqlx::SqliteConnection::connect_with(&options).await?;
    query("CREATE TABLE IF NOT EXISTS mark (session TEXT, person INTEGER, status TEXT, minutes INTEGER, at TEXT)")
        .execute(&mut connection)
        .await?;
    let values =
        vec!["('01a139a3-cab0-7302-a4c8-b38f256e44d8', ?, 'present', 120, '2026-10-14T09:00:00Z')"; each as usize];
    let insert = format!("INSERT INTO mark VALUES {}", values.join(", "));
    let (begun, until) = (Instant::now(), Duration::from_secs(seconds));
    let (mut count, mut times) = (0_u32, Times::default());
    while begun.elapsed() < until {
        let asked = Instant::now();
        let mut statement = query(sea_orm::sqlx::AssertSqlSafe(insert.as_str()));
        for person in 0..each {
            statement = statement.bind(i64::from(count * each + person));
        }
        statement.execute(&mut connection).await?;
        times.add(asked.elapsed());
        count += 1;
    }
    times.tell();
    connection.close().await?;
    Ok(())
}
