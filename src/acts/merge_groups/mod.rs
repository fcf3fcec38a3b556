//! Two groups become one: those who have a place in the one that is given up are asked to come to the other.

mod api;
mod merge;
mod queries;
mod routes;
mod undo;
mod views;

pub use merge::merge_groups;
pub use routes::routes;
pub use undo::unmerge_groups;
