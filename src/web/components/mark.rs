//! Small marks: states, group kinds, places taken, people.

use entity::state::{GroupKind, IncidentKind, Language};
use maud::{Markup, Render, html};

use crate::text::{t, t_with};
use crate::web::icon::{Icon, icon};

/// What a state or a notice means to its reader; colour and icon follow from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Neutral,
    Info,
    Good,
    Warning,
    Danger,
}

impl Tone {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "tone-neutral",
            Self::Info => "tone-info",
            Self::Good => "tone-good",
            Self::Warning => "tone-warning",
            Self::Danger => "tone-danger",
        }
    }

    pub(super) const fn icon(self) -> Icon {
        match self {
            Self::Neutral | Self::Info => Icon::Info,
            Self::Good => Icon::Check,
            Self::Warning | Self::Danger => Icon::Warning,
        }
    }
}

/// The state of something, in a word.
pub fn chip(tone: Tone, label: &str) -> Markup {
    html! { span.chip.(tone.class()) { (label) } }
}

/// The name of a group kind.
pub fn kind_name(lang: Language, kind: GroupKind) -> String {
    t(lang, &format!("kind-{}", kind.code().replace('_', "-")))
}

/// The name of what befell a client.
pub fn incident_name(lang: Language, kind: IncidentKind) -> String {
    t(lang, &format!("incident-kind-{}", kind.code().replace('_', "-")))
}

/// A group kind: its icon, its colour and its name.
pub fn kind_mark(lang: Language, kind: GroupKind) -> Markup {
    html! { span.kind.(kind_class(kind)) { (icon(Icon::of_kind(kind))) (kind_name(lang, kind)) } }
}

/// The class that sets the two colours of a kind.
pub(super) fn kind_class(kind: GroupKind) -> String {
    format!("kind-{}", kind.code())
}

/// The most places that are drawn as seats; above it a bar is easier to read.
const MOST_SEATS: u32 = 20;

/// How many of a group's places are taken: seats or a bar, and the same in words.
pub fn places(lang: Language, taken: u32, capacity: u32) -> Markup {
    let words = t_with(lang, "places-taken", &[("taken", taken.into()), ("capacity", capacity.into())]);
    html! {
        div.places {
            @if capacity <= MOST_SEATS { (seats(taken, capacity)) } @else { (bar(taken, capacity)) }
            span.number { (words) }
        }
    }
}

fn seats(taken: u32, capacity: u32) -> Markup {
    let width = capacity * 16;
    html! {
        svg viewBox=(format!("0 0 {width} 14")) width=(width) height="14" aria-hidden="true" focusable="false" {
            @for seat in 0..capacity {
                circle.free[seat >= taken] cx=(seat * 16 + 7) cy="7" r="5.5" stroke-width="1.5" {}
            }
        }
    }
}

fn bar(taken: u32, capacity: u32) -> Markup {
    let percent = (taken.min(capacity) * 100).checked_div(capacity).unwrap_or(0);
    html! {
        svg width="320" height="14" aria-hidden="true" focusable="false" {
            rect.free x="1" y="1.5" width="99%" height="11" rx="5.5" stroke-width="1.5" {}
            rect x="1" y="1.5" width=(format!("{}%", percent * 99 / 100)) height="11" rx="5.5" stroke-width="1.5" {}
        }
    }
}

/// A person in a list: initials in a circle, the name (a link when there is `href`), a detail and what can be done.
pub fn person_row(name: &str, href: Option<&str>, detail: impl Render, trailing: impl Render) -> Markup {
    row(html! { (initials(name)) }, name, href, detail, trailing)
}

/// A number that a press calls.
pub fn call_link(number: &str) -> Markup {
    html! { a.call href=(format!("tel:{}", number.replace(' ', ""))) { (number) } }
}

/// Anything else in such a list: a picture of what it is in the circle.
pub fn thing_row(picture: Icon, name: &str, href: Option<&str>, detail: impl Render, trailing: impl Render) -> Markup {
    row(icon(picture), name, href, detail, trailing)
}

fn row(mark: Markup, name: &str, href: Option<&str>, detail: impl Render, trailing: impl Render) -> Markup {
    html! {
        div.person {
            span.initials aria-hidden="true" { (mark) }
            div.person-name {
                @if let Some(href) = href { a href=(href) { (name) } } @else { strong { (name) } }
                div.soft.small { (detail) }
            }
            div.actions { (trailing) }
        }
    }
}

fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).take(2).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_name_in_every_language() {
        for lang in Language::ALL {
            for kind in GroupKind::ALL {
                assert!(!kind_name(*lang, *kind).starts_with("kind-"), "{lang} {kind}");
            }
        }
    }

    #[test]
    fn places_are_said_in_words_beside_the_picture() {
        let drawn = places(Language::En, 9, 12).into_string();
        assert_eq!(drawn.matches("<circle").count(), 12);
        assert_eq!(drawn.matches("class=\"free\"").count(), 3);
        assert!(drawn.contains("9 of 12"), "{drawn}");
    }

    #[test]
    fn an_empty_or_overfull_group_is_drawn_without_harm() {
        for (taken, capacity) in [(0, 0), (3, 0), (30, 25)] {
            assert!(places(Language::Fi, taken, capacity).into_string().contains("<svg"));
        }
    }

    #[test]
    fn initials_come_from_the_first_two_names() {
        assert_eq!(initials("aino maria Öhman"), "AM");
        assert_eq!(initials(""), "");
    }
}
