//! The sign-in page and one's own account.

use entity::state::{Language, Role};
use entity::{api_token, sign_in};
use maud::{Markup, html};

use super::paths;
use crate::access::Viewer;
use crate::text::{t, when};
use crate::web::components::{
    Button, Choice, Column, Table, Tone, card, copy_field, facts, notice, once_field, page_header,
};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::page::Page;
use axum_extra::routing::TypedPath;

/// The hidden field of the sign-in page that holds the sealed form.
pub(super) const KEPT_FORM: &str = "kept";

/// The sign-in page.
pub fn login(page: &Page, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    let kept = form.value(KEPT_FORM);
    html! {
        (page_header(&page.t("login-title"), page.t("login-lead"), ""))
        @if !kept.is_empty() { (notice(Tone::Warning, page.t("login-kept"))) }
        @else if !form.value("unsaved").is_empty() { (notice(Tone::Warning, page.t("login-unsaved"))) }
        @if !form.value("out").is_empty() { div data-forget=(form.value("out")) {} }
        form.card.narrow novalidate method="post" action=(paths::Login::PATH) {
            (once_field())
            (fields.summary())
            input type="hidden" name="to" value=(form.value("to"));
            @if !kept.is_empty() { input type="hidden" name=(KEPT_FORM) value=(kept); }
            (fields.field("email", &page.t("login-email")).required().autocomplete("username").email())
            (fields.field("password", &page.t("login-password")).required().autocomplete("current-password").password())
            div.actions { (Button::primary(&page.t("login-submit")).submit()) }
        }
        @if !kept.is_empty() { p { a href=(paths::Login::PATH) { (page.t("login-without-kept")) } } }
        p { a href=(paths::AskPassword::PATH) { (page.t("password-ask-title")) } }
    }
}

/// Where staff take the device back; it names nobody.
pub fn handed(page: &Page, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    html! {
        (page_header(&page.t("handed-title"), page.t("handed-lead"), ""))
        form.card.narrow novalidate method="post" action=(paths::HandedBack::PATH) autocomplete="off" {
            (once_field())
            (fields.summary())
            input type="hidden" name="to" value=(form.value("to"));
            (fields.field("password", &page.t("login-password")).required().autocomplete("off").password())
            div.actions { (Button::primary(&page.t("handed-submit")).submit()) }
        }
    }
}

/// What one's own account holds.
pub struct OwnAccount {
    /// The browsers in which one is signed in.
    pub sign_ins: Vec<sign_in::Model>,
    /// The open tokens of the API.
    pub tokens: Vec<api_token::Model>,
    /// Whether the list of free places comes every week.
    pub weekly_places: bool,
}

/// One's own account; a token that was just made is shown this once.
pub fn account(page: &Page, by: &Viewer, form: &Form, held: &OwnAccount, new_token: Option<&str>) -> Markup {
    html! {
        (page_header(&page.t("account-title"), &by.name, ""))
        (form.fields(page.language).summary())
        (person(page, by))
        (calendars(page))
        (absences(page))
        @if by.is(Role::Worker) { (messages(page, held.weekly_places)) }
        (password(page, form))
        (browsers(page, by, &held.sign_ins))
        (api_tokens(page, form, &held.tokens, new_token))
    }
}

fn person(page: &Page, by: &Viewer) -> Markup {
    let roles: Vec<String> = by.roles.iter().map(|role| t(page.language, &format!("role-{role}"))).collect();
    let names = [("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")];
    let choices: Vec<Choice<'_>> = names.iter().map(|(value, label)| Choice::new(value, label)).collect();
    let current = Form::default().set("language", by.language);
    let body = html! {
        (facts([(page.t("account-roles"), roles.join(", "))]))
        form method="post" action=(paths::AccountLanguage::PATH) {
            (once_field())
            (current.fields(page.language).field("language", &page.t("account-language")).select(&choices))
            div.actions { (Button::secondary(&page.t("account-language-save")).submit()) }
        }
    };
    card(&page.t("account-person"), body)
}

fn calendars(page: &Page) -> Markup {
    let body = html! {
        p { (page.t("account-calendars-lead")) }
        div.actions { (Button::secondary(&page.t("account-calendars-open")).icon(Icon::Calendar).link("/account/calendars")) }
    };
    card(&page.t("account-calendars"), body)
}

fn absences(page: &Page) -> Markup {
    let body = html! {
        p { (page.t("absence-lead")) }
        div.actions { (Button::secondary(&page.t("absence-title")).icon(Icon::People).link("/absences")) }
    };
    card(&page.t("absence-title"), body)
}

fn messages(page: &Page, weekly: bool) -> Markup {
    let current = Form::default().set("weekly_places", weekly);
    let (label, hint) = (page.t("account-weekly-places"), page.t("account-weekly-places-hint"));
    let body = html! {
        form method="post" action=(paths::AccountMessages::PATH) {
            (once_field())
            (current.fields(page.language).field("weekly_places", &label).hint(&hint).checkbox())
            div.actions { (Button::secondary(&page.t("save")).submit()) }
        }
    };
    card(&page.t("account-messages"), body)
}

fn password(page: &Page, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    let body = html! {
        form method="post" action=(paths::Password::PATH) {
            (once_field())
            (fields.field("old_password", &page.t("account-password-old")).value("").required().autocomplete("current-password").password())
            (fields.field("new_password", &page.t("account-password-new")).value("").hint(&page.t("account-password-hint")).required().autocomplete("new-password").password())
            div.actions { (Button::secondary(&page.t("account-password-save")).submit()) }
        }
    };
    card(&page.t("account-password"), body)
}

fn browsers(page: &Page, by: &Viewer, rows: &[sign_in::Model]) -> Markup {
    let l = page.language;
    let (agent, used, act) = (page.t("account-browser"), page.t("account-used"), page.t("account-act"));
    let columns = [Column::new(&agent), Column::new(&used), Column::new(&act)];
    let rows = rows.iter().map(|row| {
        let end = paths::EndSignIn { id: row.id }.to_string();
        vec![
            html! { (browser_name(l, &row.agent)) },
            html! { (when::moment(l, page.zone, row.seen_at)) },
            html! {
                @if by.sign_in == Some(row.id) { (page.t("account-this-browser")) }
                @else { (Button::quiet(&page.t("account-end")).post(&end)) }
            },
        ]
    });
    let title = page.t("account-browsers");
    let body = html! {
        (Table::new(&title, &columns).rows(rows))
        div.actions { (Button::danger(&page.t("account-sign-out-everywhere")).post(paths::SignOutEverywhere::PATH)) }
    };
    card(&title, body)
}

fn browser_name(language: Language, agent: &str) -> String {
    let known = [("Firefox/", "Firefox"), ("Edg/", "Edge"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    let name = known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| (*name).to_owned());
    name.unwrap_or_else(|| t(language, "account-browser-unknown"))
}

fn api_tokens(page: &Page, form: &Form, rows: &[api_token::Model], new: Option<&str>) -> Markup {
    let l = page.language;
    let fields = form.fields(l);
    let (name, until, act) = (page.t("account-token-name"), page.t("account-token-until"), page.t("account-act"));
    let columns = [Column::new(&name), Column::new(&until), Column::new(&act)];
    let title = page.t("account-tokens");
    let list = rows.iter().map(|row| {
        let revoke = paths::RevokeToken { id: row.id }.to_string();
        vec![
            html! { (row.name) },
            html! { (when::full_day(l, page.day(row.expires_at))) },
            Button::quiet(&page.t("account-token-revoke")).post(&revoke),
        ]
    });
    let body = html! {
        @if let Some(token) = new {
            (notice(Tone::Good, page.t("account-token-once")))
            (copy_field(l, "new-token", &page.t("account-token-new"), token))
        }
        @if !rows.is_empty() { (Table::new(&title, &columns).rows(list)) }
        form method="post" action=(paths::Tokens::PATH) {
            (once_field())
            (fields.field("name", &name).required().hint(&page.t("account-token-hint")).text())
            (fields.field("days", &page.t("account-token-days")).value(if form.value("days").is_empty() { "90" } else { form.value("days") }).required().number(1, 366))
            div.actions { (Button::secondary(&page.t("account-token-make")).submit()) }
        }
    };
    card(&title, body)
}
