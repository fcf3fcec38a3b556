//! The change of a client, and what a death ends: places, referrals, messages, tasks.

mod api;
mod death;
mod routes;

pub use death::{close_referrals_of, record_death};
pub use routes::routes;
