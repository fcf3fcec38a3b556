//! What an operator's tools ask: whether the program lives, whether it may be sent requests, and its counters.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;

use super::who::{Routes, Who};
use crate::app::App;

static COUNTERS: OnceLock<PrometheusHandle> = OnceLock::new();

/// Starts counting; once in a process, by the command that serves.
pub fn count() -> anyhow::Result<()> {
    if COUNTERS.get().is_none() {
        let handle = PrometheusBuilder::new().install_recorder()?;
        _ = COUNTERS.set(handle);
    }
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

/// Ready while the database answers and no stop was asked for.
async fn ready(State(app): State<App>) -> impl IntoResponse {
    let plain = [(header::CONTENT_TYPE, "application/json")];
    if app.stop.is_cancelled() || app.db.ping().await.is_err() {
        return (StatusCode::SERVICE_UNAVAILABLE, plain, "{\"ready\":false}\n");
    }
    (StatusCode::OK, plain, "{\"ready\":true}\n")
}

/// The counters in the text format of Prometheus; they name routes by pattern, never a path.
async fn counters() -> impl IntoResponse {
    let text = COUNTERS.get().map(PrometheusHandle::render).unwrap_or_default();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text)
}
