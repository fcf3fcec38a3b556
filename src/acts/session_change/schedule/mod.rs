//! The page and the operation that plan a group's sessions anew, and what they would change before anything is saved.

pub(super) mod api;
mod routes;
mod views;

pub use routes::{edit, update};
