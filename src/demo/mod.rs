//! The demo: an invented programme that stands beside the slices and writes rows of all of them.
//!
//! It is a fixture, not a path of the product: no slice knows it, and nothing in the product knows its answers. Its
//! names are put together by chance, its addresses lie under `.example`, its numbers are no network's.
//!
//! The scenario stands still at [`moment`]; sessions before it were held, later ones are planned.

mod access;
mod book;
pub mod mailbox;
mod names;
mod scenario;
mod write;

pub use access::open;
pub use scenario::{COUNTY, moment};
pub use write::{SEED, State, state, write};
