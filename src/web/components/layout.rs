//! The parts of a page: headings, navigation, cards, notices, figures.

use entity::state::Language;
use maud::{Markup, Render, html};

use super::Tone;
use crate::text::{t, tag};
use crate::web::icon::{Icon, icon, mark};

/// The first link of a page: past the navigation to the content.
pub fn skip_link(lang: Language) -> Markup {
    html! { a.skip-link href="#main" { (t(lang, "skip-to-content")) } }
}

/// One place of the site's navigation.
pub struct NavItem<'a> {
    pub href: &'a str,
    pub label: &'a str,
    pub icon: Icon,
    pub current: bool,
}

/// The site's navigation: a row under the header, and a bar at the bottom of a phone's screen.
pub fn site_nav(lang: Language, items: &[NavItem<'_>]) -> Markup {
    html! {
        nav.site-nav aria-label=(t(lang, "site-nav")) {
            ul {
                @for item in items {
                    li {
                        a href=(item.href) aria-current=[item.current.then_some("page")] {
                            (icon(item.icon)) span { (item.label) }
                        }
                    }
                }
            }
        }
    }
}

/// The languages to choose from, each in its own name; `href` gives the address of the same page in a language.
pub fn languages(lang: Language, shown: &[Language], href: impl Fn(Language) -> String) -> Markup {
    html! {
        div.languages role="group" aria-label=(t(lang, "languages")) {
            @for language in shown {
                a href=(href(*language)) lang=(tag(*language)) hreflang=(tag(*language))
                  aria-current=[(*language == lang).then_some("true")] { (t(*language, "language-own-name")) }
            }
        }
    }
}

/// The top of a page: its one `h1`, what it is about, and what can be done.
pub fn page_header(title: &str, subtitle: impl Render, actions: impl Render) -> Markup {
    let (subtitle, actions) = (subtitle.render(), actions.render());
    html! {
        div.page-header {
            div {
                h1 { (title) }
                @if !subtitle.0.is_empty() { div.lead { (subtitle) } }
            }
            @if !actions.0.is_empty() { div.actions { (actions) } }
        }
    }
}

/// One step of the way to a page.
pub struct Crumb<'a> {
    pub href: &'a str,
    pub label: &'a str,
}

/// The way to this page; the page itself is its heading and not repeated.
pub fn breadcrumbs(lang: Language, way: &[Crumb<'_>]) -> Markup {
    html! {
        nav.breadcrumbs aria-label=(t(lang, "breadcrumbs")) {
            ol { @for step in way { li { a href=(step.href) { (step.label) } } } }
        }
    }
}

/// The welcome of a public page: a heading, a text and the mark large behind them.
pub fn hero(title: &str, body: impl Render) -> Markup {
    html! {
        div.hero {
            (mark("motif"))
            h1 { (title) }
            (body)
        }
    }
}

/// A sheet with a heading of level two.
pub fn card(title: &str, body: impl Render) -> Markup {
    html! {
        section.card {
            h2 { (title) }
            (body)
        }
    }
}

/// A sheet that leads somewhere as a whole: `above` the linked title (a kind mark), `body` below it.
pub fn card_link(href: &str, title: &str, above: impl Render, body: impl Render) -> Markup {
    html! {
        article.card.card-link {
            (above)
            h2 { a href=(href) { (title) } }
            (body)
        }
    }
}

/// A part of a page under its heading, with `actions` at the heading's end.
pub fn section(title: &str, actions: impl Render, body: impl Render) -> Markup {
    html! {
        section.section {
            div.card-title { h2 { (title) } (actions) }
            (body)
        }
    }
}

/// What stands where a list would, when there is nothing in it: why, and what to do.
pub fn empty_state(picture: Icon, text: &str, action: impl Render) -> Markup {
    html! {
        div.empty {
            (icon(picture))
            p { (text) }
            (action)
        }
    }
}

/// Something to know, with its weight; dangers are read out at once.
pub fn notice(tone: Tone, body: impl Render) -> Markup {
    let role = match tone {
        Tone::Danger => "alert",
        Tone::Good => "status",
        Tone::Neutral | Tone::Info | Tone::Warning => "note",
    };
    html! {
        div.notice.(tone.class()) role=(role) {
            (icon(tone.icon()))
            div { (body) }
        }
    }
}

/// Names and values, such as the particulars of a group.
pub fn facts(rows: impl IntoIterator<Item = (impl Render, impl Render)>) -> Markup {
    html! {
        dl.facts {
            @for (name, value) in rows { dt { (name) } dd { (value) } }
        }
    }
}

/// A figure with what it counts; `href` leads to its explanation or its rows.
pub struct Stat<'a> {
    pub value: &'a str,
    pub label: &'a str,
    pub hint: Option<&'a str>,
    pub href: Option<&'a str>,
}

/// Figures side by side.
pub fn stats(tiles: &[Stat<'_>]) -> Markup {
    html! {
        ul.stats.bare {
            @for tile in tiles {
                li.stat {
                    span.stat-value.number { (tile.value) }
                    span.stat-label {
                        @if let Some(href) = tile.href { a href=(href) { (tile.label) } } @else { (tile.label) }
                    }
                    @if let Some(hint) = tile.hint { span.hint { (hint) } }
                }
            }
        }
    }
}

/// One of several views of the same thing; `count` stands behind the label.
pub struct Tab<'a> {
    pub href: &'a str,
    pub label: &'a str,
    pub count: Option<u64>,
    pub current: bool,
}

/// Links between the views of one thing. `label` names the set for screen readers.
pub fn tabs(label: &str, tabs: &[Tab<'_>]) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            ul {
                @for tab in tabs {
                    li {
                        a href=(tab.href) aria-current=[tab.current.then_some("page")] {
                            (tab.label)
                            @if let Some(count) = tab.count { " " span.count.number { (count) } }
                        }
                    }
                }
            }
        }
    }
}

/// A QR code on white, whatever the theme, with the address in letters below it.
pub fn qr_frame(code: impl Render, caption: &str) -> Markup {
    html! {
        figure.qr {
            div.qr-code { (code) }
            figcaption.small { (caption) }
        }
    }
}
