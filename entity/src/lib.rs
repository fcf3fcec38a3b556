//! A file per table: typed rows and nothing else. No queries, no clock, no HTML, no forms.

pub mod state;
