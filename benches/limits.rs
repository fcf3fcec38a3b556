//! The limits of the stack, to be measured in the same run as the program: axum answering what is ready, and SQLite
//! committing one row at a time. What stands here has no rules, no rights and no rendering.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use axum::Router;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{ConnectOptions, Connection, query};
use tokio::net::TcpListener;

/// The bytes that are answered, read once.
struct Ready {
    feed: Vec<u8>,
    page: Vec<u8>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["serve", feed, page] => serve(feed, page).await,
        ["rows", file, seconds] => rows(file, seconds.parse().context("seconds")?).await,
        _ => anyhow::bail!("limits serve FEED PAGE | limits rows FILE SECONDS"),
    }
}

/// Answers `/feed` and `/page` from memory; prints its address first.
async fn serve(feed: &str, page: &str) -> anyhow::Result<()> {
    let ready = Ready { feed: std::fs::read(feed)?, page: std::fs::read(page)? };
    let router =
        Router::new().route("/feed", get(feed_bytes)).route("/page", get(page_bytes)).with_state(Arc::new(ready));
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

/// Inserts one row a commit with the settings that the program uses (WAL, synchronous FULL); prints rows a second.
async fn rows(file: &str, seconds: u64) -> anyhow::Result<()> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .disable_statement_logging();
    let mut connection = sea_orm::sqlx::SqliteConnection::connect_with(&options).await?;
    query("CREATE TABLE IF NOT EXISTS mark (session TEXT, person TEXT, status TEXT, minutes INTEGER, at TEXT)")
        .execute(&mut connection)
        .await?;
    let (begun, until) = (Instant::now(), Duration::from_secs(seconds));
    let mut count = 0_u32;
    while begun.elapsed() < until {
        query("INSERT INTO mark VALUES (?, ?, 'present', 120, '2026-10-14T09:00:00Z')")
            .bind("01a139a3-cab0-7302-a4c8-b38f256e44d8")
            .bind(i64::from(count))
            .execute(&mut connection)
            .await?;
        count += 1;
    }
    println!("{:.0}", f64::from(count) / begun.elapsed().as_secs_f64());
    connection.close().await?;
    Ok(())
}
