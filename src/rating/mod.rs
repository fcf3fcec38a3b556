//! The `rating` slice: what clients say about the benefit, and how their own goals came out.

pub mod goal;
pub mod scale;
