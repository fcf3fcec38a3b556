//! The routes of recruitment, gathered from its parts.

use axum_extra::routing::TypedPath;

use super::{open, paths};
use crate::app::App;
use crate::web::who::{Routes, Who};

/// The routes of recruitment.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(Who::Public, paths::Programme::PATH, open::routes::programme)
        .get(Who::Public, paths::Data::PATH, open::routes::data)
        .get(Who::Public, paths::Card::PATH, open::routes::card)
}
