//! The page of held messages.

use maud::{Markup, html};

use super::held::HeldKind;
use super::paths;
use super::views::kind_name;
use crate::text::{t_with, when};
use crate::web::components::{
    Button, Column, Confirm, Crumb, Table, Tone, breadcrumbs, empty_state, notice, page_header,
};
use crate::web::icon::Icon;
use crate::web::page::Page;

/// The page: what is held, by kind, and what to do with it.
pub fn show(page: &Page, held: &[HeldKind]) -> Markup {
    let index = page.t("message-index");
    html! {
        (breadcrumbs(page.language, &[Crumb { href: &paths::Index.to_string(), label: &index }]))
        (page_header(&page.t("message-held"), page.t("message-held-lead"), ""))
        @if held.is_empty() { (empty_state(Icon::Mail, &page.t("message-held-none"), "")) }
        @else {
            (table(page, held))
            div.actions {
                (Button::primary(&page.t("message-release-all")).post(&paths::ReleaseAll.to_string()))
                (dropping(page, &paths::DropAll.to_string(), &page.t("message-drop-all")))
            }
        }
    }
}

/// A word on the lists of letters and calls that some may be missing there; nothing when none is held.
pub fn held_by_hand(page: &Page, count: u64) -> Markup {
    html! { @if count > 0 { (notice(Tone::Warning, page.t("message-held-by-hand"))) } }
}

/// A word on the list of messages that some are held; nothing when none are.
pub fn hint(page: &Page, count: u64) -> Markup {
    let told = t_with(page.language, "message-held-some", &[("count", count.into())]);
    html! {
        @if count > 0 {
            (notice(Tone::Warning, html! { (told) " " a href=(paths::Held) { (page.t("message-held")) } }))
        }
    }
}

fn table(page: &Page, held: &[HeldKind]) -> Markup {
    let l = page.language;
    let names = ["message-kind", "message-held-count", "message-time", "message-act"].map(|key| page.t(key));
    let columns = [Column::new(&names[0]), Column::number(&names[1]), Column::new(&names[2]), Column::new(&names[3])];
    let rows = held.iter().map(|row| {
        let [first, last] = [row.first, row.last].map(|at| when::moment(l, page.zone, at));
        let name = kind_name(l, row.kind);
        vec![
            html! { (name) },
            html! { (row.count) },
            html! { (first) @if first != last { " – " (last) } },
            html! {
                div.actions {
                    (Button::secondary(&page.t("message-release")).post(&paths::Release { kind: row.kind }.to_string()))
                    (dropping(page, &paths::Drop { kind: row.kind }.to_string(), &page.t("message-drop")))
                }
            },
        ]
    });
    html! { (Table::new(&page.t("message-held"), &columns).rows(rows)) }
}

fn dropping(page: &Page, action: &str, label: &str) -> Markup {
    let consequence = page.t("message-drop-what");
    html! { (Confirm { label, consequence: &consequence, action, button: label }) }
}
