//! The languages: one key, every language. Keys are Fluent messages in `locales/<language>/<slice>.ftl`.

mod letters;
mod look_up;
pub mod phone;
mod place_line;
pub mod sort;
pub mod when;

pub use letters::{clean, is_seen, turns_around};
pub use look_up::{Arg, has, t, t_with, tag};
pub use place_line::place_line;
