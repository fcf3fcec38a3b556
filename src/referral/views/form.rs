//! The form of a new referral: client, group, why, what for, what to mind, heard from, who comes along.

use axum_extra::routing::TypedPath;
use entity::id::ReferralId;
use entity::state::{Channel, Language};
use maud::{Markup, html};

use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::referral::finder::Found;
use crate::referral::paths;
use crate::referral::queries::ClientOption;
use crate::text::{place_line, t};
use crate::web::components::{Button, Choice, Crumb, breadcrumbs, once_field, page_header};
use crate::web::form::Form;
use crate::web::page::Page;

/// The name of a channel.
pub fn channel_name(language: Language, channel: Channel) -> String {
    t(language, &format!("referral-channel-{}", channel.code().replace('_', "-")))
}

/// Whom and whereto somebody may refer.
#[derive(Clone, Copy)]
pub struct ReferralChoices<'a> {
    pub clients: &'a [ClientOption],
    pub groups: &'a [Found],
}

/// The form of a new referral, or of a draft.
pub fn form(
    page: &Page,
    by: &Viewer,
    form: &Form,
    draft: Option<ReferralId>,
    ReferralChoices { clients, groups }: ReferralChoices<'_>,
) -> Markup {
    let index = page.t("referral-index");
    let title = page.t(if draft.is_some() { "referral-edit-title" } else { "referral-new" });
    let action = draft.map_or_else(|| paths::Index::PATH.to_owned(), |id| paths::Edit { id }.to_string());
    let back = draft.map_or_else(|| paths::Index::PATH.to_owned(), |id| paths::Show { id }.to_string());
    html! {
        (breadcrumbs(page.language, &[Crumb { href: paths::Index::PATH, label: &index }]))
        (page_header(&title, page.t("referral-new-lead"), ""))
        form.card.narrow novalidate method="post" action=(action) {
            (once_field())
            (form.fields(page.language).version())
            (form.fields(page.language).summary())
            (who_and_where(page, by, form, clients, groups))
            (why(page, form))
            (heard_from(page, form))
            (companion(page, form))
            div.actions {
                (Button::primary(&page.t("referral-send")).submit())
                (Button::secondary(&page.t("referral-keep")).submit_as("draft", "true"))
                (Button::quiet(&page.t("cancel")).link(&back))
            }
        }
    }
}

fn who_and_where(page: &Page, by: &Viewer, form: &Form, clients: &[ClientOption], groups: &[Found]) -> Markup {
    let fields = form.fields(page.language);
    let choose = page.t("referral-choose");
    let ids: Vec<String> = clients.iter().map(|client| client.id.to_string()).collect();
    let mut of_clients = vec![Choice::new("", &choose)];
    of_clients.extend(clients.iter().zip(&ids).map(|(client, id)| Choice::new(id, &client.name)));
    let names: Vec<(String, String)> =
        groups.iter().map(|found| (found.group.id.to_string(), label(page, found))).collect();
    let mut of_groups = vec![Choice::new("", &choose)];
    of_groups.extend(names.iter().map(|(id, name)| Choice::new(id, name)));
    html! {
        (fields.field("client_id", &page.t("referral-client")).required().select(&of_clients))
        @if by.may(Resource::Client, Action::Write) {
            p.hint { a href="/clients/new" { (page.t("referral-new-client")) } }
        }
        (fields.field("group_id", &page.t("referral-group")).required().select(&of_groups))
        p.hint { a href=(paths::Find::PATH) { (page.t("find-title")) } }
    }
}

fn label(page: &Page, found: &Found) -> String {
    let place = place_line([Some(&*found.group.name), found.group.municipality.as_deref()]);
    let full = if found.places.free() > 0 { String::new() } else { format!(" ({})", page.t("find-full")) };
    format!("{place}{full}")
}

fn why(page: &Page, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    html! {
        (fields.field("reason", &page.t("referral-reason")).hint(&page.t("referral-reason-hint")).required().textarea(3))
        (fields.field("goals", &page.t("referral-goals")).hint(&page.t("referral-goals-hint")).textarea(3))
        (fields.field("needs", &page.t("referral-needs")).hint(&page.t("referral-needs-hint")).textarea(2))
    }
}

fn heard_from(page: &Page, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    let names: Vec<(&str, String)> =
        Channel::ALL.iter().map(|channel| (channel.code(), channel_name(page.language, *channel))).collect();
    let choices: Vec<Choice<'_>> = names.iter().map(|(code, name)| Choice::new(code, name)).collect();
    let chosen: Vec<&str> = form.all("channels").collect();
    html! {
        (fields.field("first_channel", &page.t("referral-first-channel")).select(&choices))
        (fields.field("channels", &page.t("referral-channels")).checkboxes(&choices, &chosen))
    }
}

fn companion(page: &Page, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    html! {
        (fields.field("accompany", &page.t("referral-accompany")).checkbox())
        @if !form.value("accompany_by").is_empty() {
            input type="hidden" name="accompany_by" value=(form.value("accompany_by"));
        }
        (fields.field("accompany_session", &page.t("referral-accompany-session")).number(1, 400))
    }
}
