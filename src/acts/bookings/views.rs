//! What the reader is asked to tell.

use maud::{Markup, html};

use super::paths;
use super::queries::BookingToTell;
use crate::web::components::{Button, call_link, empty_state, page_header, person_row};
use crate::web::icon::Icon;
use crate::web::page::Page;

/// All of it, each with whom to reach and what to say.
pub fn to_tell(page: &Page, rows: &[BookingToTell]) -> Markup {
    html! {
        (page_header(&page.t("booking-title"), page.t("booking-lead"), ""))
        @if rows.is_empty() { (empty_state(Icon::Check, &page.t("booking-none"), "")) }
        div.people.stack {
            @for row in rows {
                @let to = paths::BookingTold { message: row.message }.to_string();
                div.card {
                    (person_row(&row.whom, None, &row.subject, Button::secondary(&page.t("booking-told")).post(&to)))
                    @if let Some(phone) = &row.phone { p { (call_link(phone)) } }
                    @for line in row.body.lines() { p.soft { (line) } }
                }
            }
        }
    }
}
