//! What every page shares.

pub mod components;
pub mod icon;
