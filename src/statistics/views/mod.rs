//! The page of the figures: tiles, then the indicators by theme, with pictures, tables and definitions.

mod index;
mod report;
mod theme;
mod words;

pub use index::{index, no_cut};
pub use report::FigureReport;
pub use words::csv;
