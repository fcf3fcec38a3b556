//! Statistics: the indicators, and the suppression that every published figure passes.
//!
//! Owns no table. Figures are worked out over the whole county and then selected: what is hidden is decided over all
//! fixed cuts together.

mod answer;
mod api;
mod cache;
pub mod cell_index;
pub mod cut;
pub mod facts;
pub mod figure;
pub mod indicators;
pub mod interval;
pub mod line;
pub mod month;
mod paths;
mod queries;
pub mod records;
pub mod recovery;
mod routes;
mod rules;
pub mod suppress;
mod unrecorded;
mod views;

pub use answer::export;
pub use cache::Cache;
pub use queries::facts;
pub use routes::routes;
