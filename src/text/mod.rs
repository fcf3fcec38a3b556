//! The languages: one key, every language. Keys are Fluent messages in `locales/<language>/<slice>.ftl`.

mod look_up;
pub mod sort;
pub mod when;

pub use look_up::{Arg, has, t, t_with, tag};
