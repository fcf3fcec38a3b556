//! The application: what every request shares, and the router that merges the slices. It holds no rules.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, FromRef};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::{Json, Router};
use axum_extra::extract::cookie::Key;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::RequestBodyDeadlineLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::calendar::{self, Feeds};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Db, Transaction};
use crate::error::Result;
use crate::mailer::Mailer;
use crate::people::password::Passwords;
use crate::sms::Sms;
use crate::web::who::{Routes, Row, Who};
use crate::web::{accessibility, api, asset, health, layers, problem};
use crate::{admin, attendance, desk, people, programme, rating, recruitment, referral, statistics, venue};

/// The largest body of a request that is no import, in bytes.
const BODY: usize = 512 * 1024;
/// The longest that a request may take before it is answered as broken off; its transaction still runs to its end.
const PATIENCE: Duration = Duration::from_mins(1);

/// What every request, job and command shares.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// The settings.
    pub config: Arc<Config>,
    /// Makes and checks passwords.
    pub passwords: Passwords,
    /// Sends mail.
    pub mailer: Mailer,
    /// Sends text messages.
    pub sms: Sms,
    /// Everything that must end before the program may.
    pub tracker: TaskTracker,
    /// Calendar feeds that are ready to be sent.
    pub feeds: Feeds,
    /// Public pages that are ready to be sent.
    pub pages: recruitment::Pages,
    /// Told when the program is to stop.
    pub stop: CancellationToken,
    /// Published figures, kept until something changes.
    pub statistics: statistics::Kept,
    key: Key,
}

impl FromRef<App> for Key {
    fn from_ref(app: &App) -> Self {
        app.key.clone()
    }
}

impl App {
    /// An application over an open, migrated database; fails when a setting can't be used.
    pub fn new(db: Db, clock: Clock, config: Config, passwords: Passwords) -> anyhow::Result<Self> {
        let key = if config.secret.is_empty() { Key::generate() } else { Key::from(config.secret.as_bytes()) };
        Ok(Self {
            db,
            clock,
            mailer: Mailer::new(&config)?,
            sms: Sms::new(&config),
            config: Arc::new(config),
            passwords,
            tracker: TaskTracker::new(),
            feeds: Feeds::default(),
            pages: recruitment::Pages::default(),
            stop: CancellationToken::new(),
            statistics: statistics::Kept::default(),
            key,
        })
    }

    /// Begins the transaction of one act.
    pub async fn write(&self) -> Result<Transaction> {
        self.db.write().await
    }

    /// The address of a path as people outside reach it.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.config.base_url)
    }
}

/// The list of every route with who may try it, and the router itself.
pub fn router(app: &App) -> (Router, Vec<Row>) {
    let (pages, api, rows) = routes(app).into_parts();
    let (api, document) = OpenApiRouter::with_openapi(api::Document::openapi()).nest("/api/v1", api).split_for_parts();
    let document = Arc::new(document);
    let api = api
        .route("/api/v1/openapi.json", axum::routing::get(async move || Json((*document).clone())))
        .layer(from_fn_with_state(app.clone(), api::idempotent));
    let router = Router::new()
        .merge(pages.layer(CsrfLayer::new()))
        .merge(api)
        .layer(DefaultBodyLimit::max(BODY))
        .layer(RequestBodyDeadlineLayer::new(Duration::from_secs(app.config.limits.body_seconds)))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state((app.clone(), PATIENCE), layers::run_to_end))
        .layer(from_fn(layers::plain_address))
        .layer(from_fn_with_state(app.clone(), problem::draw))
        .layer(CompressionLayer::new())
        .layer(from_fn(layers::security_headers))
        .layer(from_fn(layers::observe))
        .layer(from_fn_with_state(app.clone(), recruitment::before_router))
        .layer(from_fn_with_state(app.clone(), calendar::before_router))
        .with_state(app.clone());
    (router, rows)
}

/// The slices with routes, in the order of the house.
#[rustfmt::skip]
const SLICES: &[fn(&App) -> Routes] = &[
    people::routes,
    venue::routes,
    programme::routes,
    crate::message::routes,
    recruitment::routes,
    referral::routes,
    attendance::routes,
    rating::routes,
    calendar::routes,
    statistics::routes,
    desk::routes,
    admin::routes,
];

fn routes(app: &App) -> Routes {
    let own = Routes::new(app).get(Who::Public, asset::PATH, asset::serve).merge(health::routes(app)).get(
        Who::Public,
        accessibility::PATH,
        accessibility::show,
    );
    SLICES.iter().fold(own, |routes, slice| routes.merge(slice(app)))
}
