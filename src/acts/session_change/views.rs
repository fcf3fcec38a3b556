//! The list of those who are called or written to about a session.

use entity::session;
use entity::state::{MessageChannel, MessageStatus};
use maud::{Markup, html};

use super::paths;
use crate::message::ManualContact;
use crate::text::when;
use crate::web::components::{Button, Crumb, Tone, breadcrumbs, chip, empty_state, page_header, person_row};
use crate::web::icon::Icon;
use crate::web::page::Page;

/// The list.
pub fn calls(page: &Page, session: &session::Model, rows: &[ManualContact]) -> Markup {
    let zone = page.zone_of(&session.timezone);
    let span = when::span(page.language, zone, session.starts_at, session.ends_at);
    let home = format!("/sessions/{}", session.id);
    html! {
        (breadcrumbs(page.language, &[Crumb { href: &home, label: &span }]))
        (page_header(&page.t("told-calls"), page.t("told-calls-lead"), ""))
        @if rows.is_empty() { (empty_state(Icon::Person, &page.t("told-calls-none"), "")) }
        div.people.stack { @for row in rows { div.card { (person(page, session, row)) } } }
    }
}

fn person(page: &Page, session: &session::Model, row: &ManualContact) -> Markup {
    let way = page.t(if row.channel == MessageChannel::Letter { "told-by-letter" } else { "told-by-call" });
    let phone = row.phone.as_deref().filter(|_| row.channel == MessageChannel::Call);
    let detail = html! {
        @if row.hidden { (page.t("told-by-key-worker")) } @else { (way) }
        @if let Some(phone) = phone { " · " a href=(format!("tel:{phone}")) { (phone) } }
    };
    let to = paths::Called { id: session.id, message: row.id }.to_string();
    let act = html! {
        @if row.status == MessageStatus::Sent { (chip(Tone::Good, &page.t("told-called"))) }
        @else { (Button::secondary(&page.t("told-mark-called")).post(&to)) }
    };
    html! {
        (person_row(&row.name, None, detail, act))
        @if let Some(note) = &row.contact_note { p { strong { (page.t("told-safely")) } " " (note) } }
        @for line in spoken(&row.body) { p.soft { (line) } }
    }
}

/// What is to be said of a text: a link means nothing on paper or on the telephone. A text message, of one line, keeps
/// its other words.
fn spoken(body: &str) -> Vec<String> {
    let lines: Vec<String> = body.lines().filter(|line| !line.contains("{link}")).map(str::to_owned).collect();
    if lines.is_empty() { vec![body.replace("{link}", "…")] } else { lines }
}
