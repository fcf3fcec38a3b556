//! Refusals of people who are signed in, for the change log: who went where they may not, or to a row out of reach.

use axum::extract::MatchedPath;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use serde_json::json;
use uuid::Uuid;

use crate::access::Viewer;
use crate::app::App;
use crate::audit::{self, LoggedChange};

/// What was asked for: the pattern of the address, and the first id in it.
pub(super) struct AskedFor {
    method: Method,
    route: String,
    id: Option<Uuid>,
}

impl AskedFor {
    /// What a request asks for.
    pub(super) fn of(parts: &Parts) -> Self {
        let path = parts.uri.path();
        let matched = parts.extensions.get::<MatchedPath>().map(MatchedPath::as_str);
        Self {
            method: parts.method.clone(),
            route: matched.unwrap_or("").to_owned(),
            id: path.split(['/', '.']).find_map(|part| part.parse().ok()),
        }
    }

    /// Logs an answer that refuses.
    pub(super) async fn log(self, app: &App, by: &Viewer, status: StatusCode) {
        if ![StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&status) {
            return;
        }
        let details = json!({ "method": self.method.as_str(), "route": self.route, "status": status.as_u16() });
        let change = LoggedChange::about("request.refused", "request", self.id).details(details);
        // The answer stands without its row; that there is none is for the operator to see.
        if let Err(error) = app.act(by, async |act| audit::changed(act, change).await).await {
            tracing::error!(%error, "a refusal could not be logged");
        }
    }
}
