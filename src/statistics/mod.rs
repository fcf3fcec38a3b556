//! The `statistics` slice: indicators, and the suppression that every published figure passes.

pub mod cut;
pub mod facts;
pub mod figure;
pub mod indicators;
pub mod interval;
pub mod recovery;
pub mod suppress;
