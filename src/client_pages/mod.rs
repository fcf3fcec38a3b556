//! A client's own pages, opened by a private link: what comes, can't come, what is asked, the own calendar, choices,
//! own data.

mod calendar;
mod open;
mod paths;
mod queries;
mod routes;
mod views;

pub use routes::routes;
