//! Somebody is away, and comes back: tasks go over and return, supervisors find who comes instead, clients hear whom they
//! meet.

mod api;
mod follow;
mod paths;
mod routes;
mod views;
mod work;

pub use follow::{change_absence, end_absence, follow_absences, tell_absence};
pub use routes::routes;
