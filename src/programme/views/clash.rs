//! What sessions run into, in words.

use maud::{Markup, html};

use crate::programme::clash::With;
use crate::programme::queries::ClashRow;
use crate::text::{t, t_with, when};
use crate::web::components::{Tone, disclosure, notice};
use crate::web::page::Page;

/// As many clashes are read at a glance; more are folded.
const GLANCE: usize = 4;

/// The clashes of one session or of many, by their times.
pub fn clash_notice(page: &Page, clashes: &[ClashRow]) -> Markup {
    let count = t_with(page.language, "schedule-clashes", &[("n", clashes.len().into())]);
    let (first, more) = clashes.split_at(clashes.len().min(GLANCE));
    notice(
        Tone::Warning,
        html! {
            p { strong { (count) } }
            (list(page, first))
            @if !more.is_empty() { (disclosure(&page.t("clash-more"), list(page, more))) }
        },
    )
}

fn list(page: &Page, clashes: &[ClashRow]) -> Markup {
    html! {
        ul {
            @for clash in clashes {
                li { (when::moment(page.language, page.zone_of(&clash.timezone), clash.starts_at)) ": " (words(page, clash)) }
            }
        }
    }
}

fn words(page: &Page, clash: &ClashRow) -> String {
    let l = page.language;
    let code = || clash.group_code.clone().unwrap_or_default().into();
    match &clash.with {
        With::Group { .. } => page.t("clash-group"),
        With::Venue { .. } => t_with(l, "clash-venue", &[("group", code())]),
        With::Leader { .. } => {
            let name = clash.leader.clone().unwrap_or_default();
            t_with(l, "clash-leader", &[("name", name.into()), ("group", code())])
        }
        With::Holiday(day) => t_with(l, "clash-holiday", &[("day", t(l, day.code()).into())]),
        With::Break(name) => t_with(l, "clash-break", &[("name", name.clone().into())]),
        With::VenueCapacity { seats, needed } => {
            t_with(l, "clash-capacity", &[("seats", (*seats).into()), ("needed", (*needed).into())])
        }
    }
}
