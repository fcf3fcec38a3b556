//! The letters and calls that people make in place of a message: where they are made, and that they are made.

mod paths;
mod queries;
mod routes;
mod views;

pub use routes::routes;
