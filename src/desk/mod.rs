//! The desk: acts that cross slices, each one function in one transaction, and the pages that belong to nobody else.
//!
//! Owns no table and holds no rules of its own: it calls the owners' services in the order that an act needs.

pub mod import;
pub mod today;

use crate::app::App;
use crate::web::who::Routes;

/// The routes of the desk.
pub fn routes(app: &App) -> Routes {
    Routes::new(app).merge(today::routes(app)).merge(import::routes(app))
}
