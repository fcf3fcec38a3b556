//! The roles that wait for whoever looks.

use maud::{Markup, html};

use crate::admin::paths;
use crate::people::WaitingRole;
use crate::web::components::{Button, empty_state, page_header, person_row};
use crate::web::icon::Icon;
use crate::web::page::Page;

/// The roles, with what settles them.
pub fn waiting(page: &Page, rows: &[WaitingRole]) -> Markup {
    html! {
        (page_header(&page.t("role-waiting-title"), page.t("role-waiting-lead"), ""))
        @if rows.is_empty() { (empty_state(Icon::Check, &page.t("role-waiting-none"), "")) }
        ul.people.bare {
            @for row in rows {
                @let to = paths::SettleRole { id: row.staff_id, role: row.role }.to_string();
                @let detail = html! { (page.t(&format!("role-{}", row.role))) " · " (row.unit_name) };
                @let acts = html! {
                    (Button::primary(&page.t("role-confirm")).post_with(&to, "confirmed", "true"))
                    (Button::quiet(&page.t("role-refuse")).post_with(&to, "confirmed", "false"))
                };
                li { (person_row(&row.name, None, detail, acts)) }
            }
        }
    }
}
