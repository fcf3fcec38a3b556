//! What is made to be printed: posters, rosters to tick, questions to answer with a pen.

use entity::state::{GroupKind, Language};
use maud::{Markup, html};

use super::kind_mark;
use super::mark::kind_class;
use crate::web::icon::{Icon, icon, mark};

/// A poster or leaflet of a group.
pub struct Poster<'a> {
    pub kind: GroupKind,
    pub title: &'a str,
    /// What it is and whom for, in a sentence or two.
    pub lead: &'a str,
    /// When, where, what it costs, each with its icon.
    pub facts: &'a [(Icon, &'a str)],
    pub qr: Markup,
    /// What to do, above the address ("Read more and join").
    pub call: &'a str,
    pub address: &'a str,
}

/// A poster that fills a sheet of A4.
pub fn poster(lang: Language, poster: &Poster<'_>) -> Markup {
    html! {
        article.paper.poster.(kind_class(poster.kind)) {
            (mark("motif"))
            (kind_mark(lang, poster.kind))
            h1 { (poster.title) }
            p.lead { (poster.lead) }
            ul.icon-list { @for (picture, text) in poster.facts { li { (icon(*picture)) span { (text) } } } }
            div.poster-foot {
                div { p { strong { (poster.call) } } p.poster-address { (poster.address) } }
                div.qr-code { (poster.qr) }
            }
        }
    }
}

/// A list of names with a box to tick for each session, and empty lines for those who come besides.
pub fn roster(caption: &str, name_heading: &str, sessions: &[&str], names: &[&str], empty_lines: usize) -> Markup {
    let line = |name: &str| {
        html! {
            tr {
                @if name.is_empty() { td {} } @else { th scope="row" { (name) } }
                @for _ in sessions { td { span.tick-box {} } }
            }
        }
    };
    html! {
        div.table-wrap role="region" aria-label=(caption) tabindex="0" {
            table.table.roster {
                caption.hidden { (caption) }
                thead {
                    tr { th scope="col" { (name_heading) } @for session in sessions { th scope="col" { (session) } } }
                }
                tbody {
                    @for name in names { (line(name)) }
                    @for _ in 0..empty_lines { (line("")) }
                }
            }
        }
    }
}

/// A question with its answers as boxes to tick.
pub fn paper_question(question: &str, answers: &[&str]) -> Markup {
    html! {
        div.paper-question {
            p { strong { (question) } }
            ul.bare { @for answer in answers { li { span.tick-box {} " " (answer) } } }
        }
    }
}

/// A question with lines to write on.
pub fn paper_lines(question: &str, lines: usize) -> Markup {
    html! {
        div.paper-question {
            p { strong { (question) } }
            @for _ in 0..lines { div.write-line {} }
        }
    }
}
