//! The demo's mailbox: what would have been sent, as it would look; and the gallery of components. Both exist only in
//! the demo.

mod routes;
mod sent;
mod views;

pub use routes::routes;
