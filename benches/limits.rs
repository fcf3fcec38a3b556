//! The limits of the stack, to be measured in the same run as the program: axum answering what is ready, rows turned
//! into text at every request, and SQLite committing. What stands here has no rules, no rights and no rendering.

use std::fmt::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use axum::Router;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use entity::group;
use sea_orm::sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sea_orm::sqlx::{ConnectOptions, Connection, Row, query};
use sea_orm::{DatabaseConnection, EntityTrait, QuerySelect, SqlxSqliteConnector};
use tokio::net::TcpListener;

/// The bytes that are answered, read once, and the rows that are read at every request.
struct Ready {
    feed: Vec<u8>,
    page: Vec<u8>,
    plain: SqlitePool,
    orm: DatabaseConnection,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["serve", feed, page, database] => serve(feed, page, database).await,
        ["rows", file, seconds, each] => {
            rows(file, seconds.parse().context("seconds")?, each.parse().context("rows a commit")?).await
        }
        _ => anyhow::bail!("limits serve FEED PAGE DATABASE | limits rows FILE SECONDS ROWS_A_COMMIT"),
    }
}

/// Answers `/feed` and `/page` from memory, `/rows_feed` and `/orm_page50` from the demo's rows; prints its address.
async fn serve(feed: &str, page: &str, database: &str) -> anyhow::Result<()> {
    let options = SqliteConnectOptions::new().filename(database).read_only(true).disable_statement_logging();
    let plain = SqlitePoolOptions::new().max_connections(7).connect_with(options).await?;
    let orm = SqlxSqliteConnector::from_sqlx_sqlite_pool(plain.clone());
    let ready = Ready { feed: std::fs::read(feed)?, page: std::fs::read(page)?, plain, orm };
    let router = Router::new()
        .route("/feed", get(feed_bytes))
        .route("/page", get(page_bytes))
        .route("/rows_feed", get(rows_feed))
        .route("/orm_page50", get(orm_page50))
        .with_state(Arc::new(ready));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("address http://{}", listener.local_addr()?);
    axum::serve(listener, router).await?;
    Ok(())
}

async fn feed_bytes(State(ready): State<Arc<Ready>>, headers: HeaderMap) -> Response {
    let tag = (ETAG, "\"1\"");
    if headers.contains_key(IF_NONE_MATCH) {
        return (StatusCode::NOT_MODIFIED, [tag]).into_response();
    }
    ([tag, (CONTENT_TYPE, "text/calendar; charset=utf-8")], ready.feed.clone()).into_response()
}

async fn page_bytes(State(ready): State<Arc<Ready>>) -> Response {
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], ready.page.clone()).into_response()
}

/// 200 rows of sessions as text.
async fn rows_feed(State(ready): State<Arc<Ready>>) -> Result<Response, StatusCode> {
    let rows = query("SELECT starts_at, ends_at, sequence, number FROM session LIMIT 200")
        .fetch_all(&ready.plain)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let mut text = String::with_capacity(64 * 1024);
    for row in rows {
        let (from, to): (&str, &str) = (row.get(0), row.get(1));
        let (sequence, number): (i64, i64) = (row.get(2), row.get(3));
        write!(
            text,
            "BEGIN:VEVENT\r\nUID:{number}@piiri\r\nSEQUENCE:{sequence}\r\nDTSTART:{from}\r\nDTEND:{to}\r\n\
             SUMMARY:Tapaaminen\r\nSTATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\nEND:VEVENT\r\n"
        )
        .expect("a string takes all");
    }
    Ok(([(CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response())
}

/// 50 groups through the object-relational mapper, as a table.
async fn orm_page50(State(ready): State<Arc<Ready>>) -> Result<Response, StatusCode> {
    let groups =
        group::Entity::find().limit(50).all(&ready.orm).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let page = maud::html! {
        table { @for group in &groups { tr { td { (group.code) } td { (group.name) } td { (group.summary) } } } }
    };
    Ok(page.into_response())
}

/// Inserts so many rows a commit with the settings that the program uses (WAL, synchronous FULL); prints commits a
/// second.
async fn rows(file: &str, seconds: u64, each: u32) -> anyhow::Result<()> {
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
    let mut count = 0_u32;
    while begun.elapsed() < until {
        let mut statement = query(sea_orm::sqlx::AssertSqlSafe(insert.as_str()));
        for person in 0..each {
            statement = statement.bind(i64::from(count * each + person));
        }
        statement.execute(&mut connection).await?;
        count += 1;
    }
    println!("{:.0}", f64::from(count) / begun.elapsed().as_secs_f64());
    connection.close().await?;
    Ok(())
}
