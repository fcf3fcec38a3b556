//! What can be pressed: buttons, forms of one button, menus, confirmations, fields to copy from.

use entity::state::Language;
use maud::{Markup, Render, html};

use super::{Tone, notice, once_field};
use crate::text::t;
use crate::web::icon::{Icon, icon};

/// A button that is drawn as a link, as part of a form, or as a form of its own.
#[derive(Clone, Copy)]
pub struct Button<'a> {
    label: &'a str,
    icon: Option<Icon>,
    class: &'static str,
}

impl<'a> Button<'a> {
    /// The one thing the page is for.
    pub const fn primary(label: &'a str) -> Self {
        Self { label, icon: None, class: "button-primary" }
    }

    /// Something else that can be done.
    pub const fn secondary(label: &'a str) -> Self {
        Self { label, icon: None, class: "button-secondary" }
    }

    /// Something small beside other things.
    pub const fn quiet(label: &'a str) -> Self {
        Self { label, icon: None, class: "button-quiet" }
    }

    /// Something that takes away; see [`Confirm`] for what cannot be undone.
    pub const fn danger(label: &'a str) -> Self {
        Self { label, icon: None, class: "button-danger" }
    }

    /// With an icon before the label.
    #[must_use]
    pub const fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// As a link.
    pub fn link(self, href: &str) -> Markup {
        html! { a.button.(self.class) href=(href) { (self.face()) } }
    }

    /// As the button that sends the form around it.
    pub fn submit(self) -> Markup {
        html! { button.button.(self.class) type="submit" { (self.face()) } }
    }

    /// As one of several that send the form around it, told apart by `name` and `value`.
    pub fn submit_as(self, name: &str, value: &str) -> Markup {
        html! { button.button.(self.class) type="submit" name=(name) value=(value) { (self.face()) } }
    }

    /// As a form of its own that posts to `action`.
    pub fn post(self, action: &str) -> Markup {
        self.posting(action, "")
    }

    /// As a form of its own that posts `value` to `action` under `name`.
    pub fn post_with(self, action: &str, name: &str, value: &str) -> Markup {
        self.posting(action, html! { input type="hidden" name=(name) value=(value); })
    }

    fn posting(self, action: &str, hidden: impl Render) -> Markup {
        html! {
            form.inline method="post" action=(action) {
                (once_field())
                (hidden)
                (self.submit())
            }
        }
    }

    fn face(self) -> Markup {
        html! { @if let Some(shown) = self.icon { (icon(shown)) } (self.label) }
    }
}

/// A step that takes something away: opening it says what follows, and only then the button is there.
pub struct Confirm<'a> {
    /// What opens it.
    pub label: &'a str,
    /// What follows.
    pub consequence: &'a str,
    pub action: &'a str,
    /// What the deciding button says.
    pub button: &'a str,
}

impl Confirm<'_> {
    /// The step, with more `fields` in its form (a reason, say).
    pub fn with(&self, fields: impl Render) -> Markup {
        self.foldable(false, fields)
    }

    /// The same, unfolded from the start when its form came back with faults.
    pub fn foldable(&self, open: bool, fields: impl Render) -> Markup {
        html! {
            details.confirm open[open] {
                summary.button.button-danger { (self.label) }
                form.card method="post" action=(self.action) {
                    (once_field())
                    (notice(Tone::Warning, self.consequence))
                    (fields)
                    div.actions { (Button::danger(self.button).submit()) }
                }
            }
        }
    }
}

impl Render for Confirm<'_> {
    fn render(&self) -> Markup {
        self.with("")
    }
}

/// More that can be done, folded under `label`; each item is a button or a link.
pub fn menu(label: &str, items: &[Markup]) -> Markup {
    html! {
        details.menu {
            summary.button.button-secondary { (label) }
            ul.bare { @for item in items { li { (item) } } }
        }
    }
}

/// An address to copy; the copy button shows itself when the browser can copy (`copy.mjs`).
pub fn copy_field(lang: Language, id: &str, label: &str, value: &str) -> Markup {
    html! {
        div.field.copy {
            label for=(id) { (label) }
            div.copy-row {
                input id=(id) type="text" readonly value=(value);
                button.button.button-secondary type="button" hidden data-copy=(id) data-done=(t(lang, "copied")) {
                    (icon(Icon::Copy)) span { (t(lang, "copy")) }
                }
            }
            p.hint role="status" {}
        }
    }
}
