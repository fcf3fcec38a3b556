//! People: the organisation, staff and their sign-ins, clients and what protects them.
//!
//! Owns `unit`, `staff`, `staff_role`, `sign_in`, `api_token`, `client`, `client_link` and `pair_rule`. Roles leave
//! only as [`Viewer`] and its proof; [`rights`] is the whole table of who may do what.

mod api;
pub mod client;
pub mod paths;
mod queries;
mod routes;
mod service;
mod signing;
mod views;

pub use client::pair_conflict;
pub use queries::{UnitRow, managers_above, staff_by_email, unit_and_above, unit_options, workers_by_email};
pub use routes::routes;
pub use service::{
    NewStaff, add_staff, add_unit, end_sign_ins, forget_sign_ins, new_token, reset_password, set_active, staff_exists,
};
pub use signing::MIN_PASSWORD;
