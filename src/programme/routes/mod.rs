//! The pages of the programme.

mod addresses;
mod calendar;
mod group;
mod session;
mod template;
mod year;

pub use addresses::routes;
pub(super) use group::with_below;
pub use group::{card, group_form_page, within_reach};
pub use session::{session_page, sessions_page, unconfirmed};
