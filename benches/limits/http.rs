//! axum answering what is ready, rows turned into text at every request, and one reader who asks again and again.

use std::fmt::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use entity::group;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use sea_orm::sqlx::{ConnectOptions, Row, query};
use sea_orm::{DatabaseConnection, EntityTrait, QuerySelect, SqlxSqliteConnector};
use tokio::net::TcpListener;

use crate::Times;

/// The bytes that are answered, read once, and the rows that are read at every request.
struct Ready {
    feed: Vec<u8>,
    page: Vec<u8>,
    plain: SqlitePool,
    orm: DatabaseConnection,
}

/// Answers `/feed` and `/page` from memory, `/rows_feed` and `/orm_page50` from the demo's rows; prints its address.
pub async fn serve(feed: &str, page: &str, database: &str) -> anyhow::Result<()> {
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

/// A change before each reading: a PUT of one mark, which differs each time.
pub struct Change<'a> {
    /// The address of the sheet.
    pub sheet: &'a str,
    /// The bearer token.
    pub token: &'a str,
    /// Whose mark.
    pub participation: &'a str,
}

/// Reads an address over one kept connection for so many seconds; only the reading is timed.
pub fn fetch(url: &str, seconds: u64, change: Option<&Change>) -> anyhow::Result<()> {
    let agent = ureq::Agent::new_with_defaults();
    let (begun, until) = (Instant::now(), Duration::from_secs(seconds));
    let mut times = Times::default();
    while begun.elapsed() < until {
        if let Some(Change { sheet, token, participation }) = change {
            let minutes = 1 + times.len() % 59;
            let body = format!(
                r#"{{"entries":[{{"participation_id":"{participation}","status":"late","minutes":{minutes}}}]}}"#
            );
            let put = agent.put(*sheet).header("Authorization", format!("Bearer {token}"));
            put.content_type("application/json").send(body)?.body_mut().read_to_vec()?;
        }
        let asked = Instant::now();
        agent.get(url).call()?.body_mut().read_to_vec()?;
        times.add(asked.elapsed());
    }
    times.tell();
    Ok(())
}
