//! What befalls sessions: one is moved, cancelled or added, gets a substitute, or all are planned anew. Each difference of a schedule made
//! anew is such a move, cancellation or addition, with the same consequences for everybody.

mod add_session;
mod api;
mod cancel_session;
mod cancellation;
mod companions;
mod consequences;
mod follow_venue;
mod hold_session;
mod move_session;
mod paths;
mod plan_anew;
mod queries;
mod restore_session;
mod routes;
mod schedule;
mod update_session;

pub use add_session::{AddedSession, add_session};
pub use cancel_session::cancel_session;
pub use companions::{come_back_with, come_without};
pub use follow_venue::follow_venue;
pub use hold_session::hold_begun;
pub use move_session::move_session;
pub use plan_anew::{PlannedAnew, foresee_group, plan_anew};
pub use restore_session::restore_session;
pub use routes::routes;
pub use update_session::update_session;
