//! What an operator's tools ask: whether the program lives, whether it may be sent requests, and its counters.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::Duration;

use super::who::{Routes, Who};
use crate::app::App;

static COUNTERS: OnceLock<PrometheusHandle> = OnceLock::new();

/// How often what was measured is folded into sums, so that it does not pile up while nobody reads it.
const FOLDED: Duration = Duration::from_secs(10);

/// Starts counting; once in a process, by the command that serves.
pub fn count(app: &mut App) -> anyhow::Result<()> {
    if COUNTERS.get().is_none() {
        let handle = PrometheusBuilder::new().install_recorder()?;
        _ = COUNTERS.set(handle.clone());
        tokio::spawn(async move {
            let mut ticks = tokio::time::interval(FOLDED);
            loop {
                ticks.tick().await;
                handle.run_upkeep();
            }
        });
    }
    app.db.on_statement(|_, took| metrics::histogram!("piiri_statement_seconds").record(took.as_secs_f64()));
    Ok(())
}

/// The routes of operation; a reverse proxy keeps them from the outside.
pub fn routes(app: &App) -> Routes {
    Routes::new(app).get(Who::Public, "/health/live", live).get(Who::Public, "/health/ready", ready).get(
        Who::Public,
        "/metrics",
        counters,
    )
}

async fn live() -> &'static str {
    "live\n"
}

/// Ready while the database answers within two seconds with the program's own schema and can be written, and no stop was
/// asked for.
async fn ready(State(app): State<App>) -> Response {
    let plain = (header::CONTENT_TYPE, "application/json");
    if app.stop.is_cancelled() || !app.db.is_ready().await {
        let headers = [plain, (header::RETRY_AFTER, "5")];
        return (StatusCode::SERVICE_UNAVAILABLE, headers, "{\"ready\":false}\n").into_response();
    }
    (StatusCode::OK, [plain], "{\"ready\":true}\n").into_response()
}

/// The counters in the text format of Prometheus; they name routes by pattern, never a path.
async fn counters() -> impl IntoResponse {
    let text = COUNTERS.get().map(PrometheusHandle::render).unwrap_or_default();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text)
}
