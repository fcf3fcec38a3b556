//! The `programme` slice.

pub mod holidays;
