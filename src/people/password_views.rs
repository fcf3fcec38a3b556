//! The pages on which passwords are set.

use axum_extra::routing::TypedPath;
use entity::state::Role;
use maud::{Markup, html};

use super::paths;
use crate::access::Viewer;
use crate::web::components::{Button, Tone, notice, once_field, page_header};
use crate::web::form::Form;
use crate::web::page::Page;

/// The own password, changed by whoever is signed in; before all else where somebody else knows it.
pub fn first(page: &Page, by: &Viewer, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    html! {
        (page_header(&page.t("account-password"), &by.name, ""))
        @if by.new_password_first { (notice(Tone::Info, page.t("account-password-first"))) }
        form.card.narrow novalidate method="post" action=(paths::Password::PATH) {
            (once_field())
            (fields.summary())
            (fields.field("old_password", &page.t("account-password-old")).value("").required().autocomplete("current-password").password())
            (fields.field("new_password", &page.t("account-password-new")).value("").hint(&page.t("account-password-hint")).required().autocomplete("new-password").password())
            div.actions { (Button::primary(&page.t("account-password-save")).submit()) }
        }
    }
}

/// Which of the own roles wait for somebody else.
pub fn waiting(page: &Page, roles: &[Role]) -> Markup {
    html! {
        @if roles.is_empty() {
            (page_header(&page.t("waiting-none"), page.t("waiting-none-lead"), ""))
            div.actions { (Button::primary(&page.t("nav-today")).link("/")) }
        } @else {
            (page_header(&page.t("waiting-title"), page.t("waiting-lead"), ""))
            ul { @for role in roles { li { (page.t(&format!("role-{role}"))) } } }
            div.actions { (Button::secondary(&page.t("nav-sign-out")).post(paths::Logout::PATH)) }
        }
    }
}

/// Asks for a link.
pub fn ask(page: &Page, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    html! {
        (page_header(&page.t("password-ask-title"), page.t("password-ask-lead"), ""))
        form.card.narrow novalidate method="post" action=(paths::AskPassword::PATH) {
            (once_field())
            (fields.summary())
            (fields.field("email", &page.t("login-email")).required().autocomplete("username").email())
            div.actions { (Button::primary(&page.t("password-ask-submit")).submit()) }
        }
    }
}

/// Sets the password of a link's holder.
pub fn set(page: &Page, at: &paths::SetPassword, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    html! {
        (page_header(&page.t("password-set-title"), page.t("password-set-lead"), ""))
        form.card.narrow novalidate method="post" action=(at) {
            (once_field())
            (fields.summary())
            (fields.field("new_password", &page.t("account-password-new")).value("").hint(&page.t("password-set-hint")).required().autocomplete("new-password").password())
            div.actions { (Button::primary(&page.t("password-set-submit")).submit()) }
        }
    }
}

/// A link that can't be used.
pub fn ended(page: &Page) -> Markup {
    html! {
        (page_header(&page.t("password-ended-title"), page.t("password-ended-lead"), ""))
        div.actions { (Button::primary(&page.t("password-ask-title")).link(paths::AskPassword::PATH)) }
    }
}
