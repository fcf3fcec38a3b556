//! Taking up an application from the open programme.

mod accept;
mod routes;

pub use accept::accept_application;
pub use routes::routes;
