//! A client's own calendar subscriptions: made, renewed and ended by the client, each address shown once.

mod routes;
mod views;

pub(super) use routes::routes;
