//! Statistics: the indicators, and the suppression that every published figure passes.
//!
//! Owns no table. Figures are worked out over the whole county and then selected: what is hidden is decided over all
//! fixed cuts together.

mod api;
pub mod atlas;
pub mod cut;
pub mod facts;
pub mod figure;
pub mod indicators;
pub mod interval;
mod kept;
mod paths;
mod queries;
pub mod recovery;
mod routes;
mod rules;
pub mod suppress;
mod unrecorded;
mod views;

pub use kept::Kept;
pub use queries::facts;
pub use routes::{export, routes};
