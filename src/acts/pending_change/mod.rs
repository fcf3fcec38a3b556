//! What waits beside a group until its supervisor decides: approved, it is done as if it were asked for then.

mod api;
mod approve;
mod routes;
mod send_back;
mod withdraw;

pub use approve::approve_change;
pub use routes::routes;
pub use send_back::return_change;
pub use withdraw::withdraw_change;
