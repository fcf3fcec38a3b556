//! The pages of ratings and goals.

mod due;
mod goal;
mod list;
mod mine;
mod paper;
mod place;
mod pulse;
mod tablet;

pub(super) use due::answer_by;
use due::seen;
pub use list::routes;
pub use pulse::draw as pulse_again;
