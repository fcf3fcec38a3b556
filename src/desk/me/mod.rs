//! A client's own pages, opened by a private link: what comes, can't come, what is asked, choices, own data.

mod paths;
mod queries;
mod routes;
mod views;

pub use routes::routes;
