//! The list of those who are called or written to about a session.

use entity::session;
use maud::{Markup, html};

use super::paths;
use crate::message::{self, ManualContact};
use crate::text::when;
use crate::web::components::{Crumb, breadcrumbs, empty_state, page_header};
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
        div.people.stack {
            @for row in rows {
                @let to = paths::Called { id: session.id, message: row.id }.to_string();
                div.card { (message::contact(page, row, None, &to)) }
            }
         }
    }
}
