//! The accessibility statement (act 306/2019, section 9): what holds, what does not, and where to say so.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::components::{card, page_header};
use super::page::Page;
use crate::app::App;
use crate::text::t_with;

/// The address of the statement.
pub const PATH: &str = "/accessibility";

/// The statement.
pub async fn show(page: Page, State(app): State<App>) -> Response {
    page.show(&page.t("accessibility-title"), &statement(&page, &app.config.organisation, &app.config.mail.from))
}

fn statement(page: &Page, organisation: &str, address: &str) -> Markup {
    let lead = t_with(page.language, "accessibility-lead", &[("organisation", organisation.into())]);
    html! {
        (page_header(&page.t("accessibility-title"), lead, ""))
        (card(&page.t("accessibility-state"), html! {
            p { (page.t("accessibility-state-text")) }
            p { (page.t("accessibility-tested")) }
        }))
        (card(&page.t("accessibility-gaps"), html! {
            ul {
                li { (page.t("accessibility-gap-people")) }
                li { (page.t("accessibility-gap-texts")) }
                li { (page.t("accessibility-gap-pictures")) }
            }
        }))
        (card(&page.t("accessibility-feedback"), feedback(page, organisation, address)))
        (card(&page.t("accessibility-supervision"), html! { p { (page.t("accessibility-supervision-text")) } }))
    }
}

fn feedback(page: &Page, organisation: &str, address: &str) -> Markup {
    html! {
        p { (t_with(page.language, "accessibility-feedback-text", &[("organisation", organisation.into())])) }
        @if !address.is_empty() { p { a href={ "mailto:" (address) } { (address) } } }
    }
}
