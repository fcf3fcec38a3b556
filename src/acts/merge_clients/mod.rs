//! Two clients who are one person: found, laid side by side and joined, with all that hangs on either.

mod join;
mod paths;
mod queries;
mod routes;
mod rules;
mod views;
mod within_reach;

pub use join::merge_clients;
pub use routes::routes;
