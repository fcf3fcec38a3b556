//! The desk: acts that cross slices, each one function in one transaction, and the pages that belong to nobody else.
//!
//! Owns no table and holds no rules of its own: it calls the owners' services in the order that an act needs.

mod application;
mod client;
mod group;
pub mod import;
mod leader;
mod log;
mod mailbox;
mod me;
mod merge;
mod offer;
mod participation;
mod session;
pub mod today;

pub use application::accept_application;
pub use client::client_deceased;
pub use group::{cancel_group, close_ended, decide_to_run};
pub use merge::merge_clients;
pub use offer::{ask_about_offer, confirm_offer, decline_offer, expire_offers};
pub use participation::{end_participation, no_start};
pub use session::{Cancel, cancel_session, move_session};

use crate::app::App;
use crate::web::who::Routes;

/// The routes of the desk.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .merge(today::routes(app))
        .merge(import::routes(app))
        .merge(participation::routes(app))
        .merge(application::routes(app))
        .merge(log::routes(app))
        .merge(me::routes(app))
        .merge(mailbox::routes(app))
        .merge(session::routes(app))
        .merge(group::routes(app))
        .merge(client::routes(app))
        .merge(merge::routes(app))
}
