//! What every page shares.

pub mod chart;
pub mod components;
pub mod gallery;
pub mod icon;
