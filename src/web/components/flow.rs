//! Things that go on: the steps of a process, what has happened, work under way.

use entity::state::Language;
use maud::{Markup, Render, html};

use crate::text::t;
use crate::web::icon::{Icon, icon};

/// A process as its steps in order, the one at index `now` being where it is.
pub fn steps(lang: Language, labels: &[&str], now: usize) -> Markup {
    html! {
        ol.steps.bare {
            @for (i, label) in labels.iter().enumerate() {
                li.step-done[i < now] aria-current=[(i == now).then_some("step")] {
                    span.step-mark aria-hidden="true" { @if i < now { (icon(Icon::Check)) } }
                    span { (label) @if i < now { span.hidden { " – " (t(lang, "step-done")) } } }
                }
            }
        }
    }
}

/// Something that happened.
pub struct Happening<'a> {
    /// When, as people read it.
    pub time: &'a str,
    pub what: Markup,
    /// Who did it, if it is told.
    pub who: Option<&'a str>,
}

/// What has happened, in the order given.
pub fn history(happenings: &[Happening<'_>]) -> Markup {
    html! {
        ol.history.bare {
            @for happening in happenings {
                li {
                    span.soft.small.number { (happening.time) @if let Some(who) = happening.who { " · " (who) } }
                    div { (happening.what) }
                }
            }
        }
    }
}

/// Work under way: `done` of `total`, in words and as a bar.
pub fn progress(id: &str, label: &str, done: u64, total: u64) -> Markup {
    html! {
        div.field {
            label for=(id) { (label) }
            progress.progress-bar id=(id) value=(done) max=(total.max(1)) {}
            p.hint.number role="status" { (done) " / " (total) }
        }
    }
}

/// What is read only when wanted, folded under `summary`.
pub fn disclosure(summary: &str, body: impl Render) -> Markup {
    foldable(summary, false, body)
}

/// The same, unfolded from the start when something in it asks for attention.
pub fn foldable(summary: &str, open: bool, body: impl Render) -> Markup {
    html! {
        details.disclosure open[open] {
            summary { (summary) }
            (body)
        }
    }
}
