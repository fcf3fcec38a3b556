//! The pages of ratings and goals.

mod due;
mod goal;
mod list;
mod mine;
mod paper;
mod place;
mod pulse;
mod tablet;

use due::seen;
pub(super) use due::{answer_by, today};
pub use list::routes;
