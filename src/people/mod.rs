//! People: the organisation, staff, clients and what protects them.
//!
//! Owns `unit`, `staff`, `staff_role`, `api_token`, `client`, `client_link` and `pair_rule`; what roles may do stands in
//! [`crate::access`].

mod api;
pub mod client;
mod passwords;
pub mod paths;
mod queries;
mod routes;
mod service;
mod signing;
mod tries;
mod views;

pub use client::pair_conflict;
pub use queries::{UnitRow, managers_above, staff_by_email, unit_and_above, unit_options, workers_by_email};
pub use routes::routes;
pub use service::{
    NewStaff, add_staff, add_unit, end_sign_ins, forget_sign_ins, new_token, reset_password, set_active, staff_exists,
};
