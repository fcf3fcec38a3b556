//! The hidden field that makes one act of a form that is sent twice.

use maud::{Markup, html};

use crate::random;

/// The name of the field.
pub const ONCE: &str = "once";

/// The once-key of one form; every form that is posted has it first.
pub fn once_field() -> Markup {
    html! { input type="hidden" name=(ONCE) value=(random::token()); }
}
