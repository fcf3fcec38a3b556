//! "Today": each role's first page, which says what needs doing now, each line a link to where it is done.

mod paths;
mod queries;
mod routes;
mod views;

pub use routes::routes;
