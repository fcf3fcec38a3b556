//! The search for a client and what is logged of one.

use axum_extra::routing::TypedPath;
use entity::client;
use entity::state::{ActorKind, ContactChannel, ErasureGround, Language, RefusalGround};
use maud::{Markup, html};

use super::paths;
use crate::audit::{AccessEntry, ChangeEntry, DisclosureEntry};
use crate::local_time;
use crate::text::{has, t, when};
use crate::web::components::{
    Button, Choice, Column, Confirm, Crumb, Table, breadcrumbs, card, disclosure, empty_state, filter_bar, once_field,
    page_header,
};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::list::ListQuery;
use crate::web::page::Page;

/// What is logged of a client.
pub struct Logged {
    pub client: client::Model,
    /// Who has looked.
    pub accesses: Vec<AccessEntry>,
    /// What was changed.
    pub changes: Vec<ChangeEntry>,
    /// What was given out.
    pub disclosures: Vec<DisclosureEntry>,
}

/// The search.
pub fn index(page: &Page, asked: &ListQuery, found: &[client::Model]) -> Markup {
    let fields = asked.form.fields(page.language);
    let clear = asked.is_filtered().then_some(paths::Index::PATH);
    let input = fields.field("q", &page.t("log-search")).hint(&page.t("log-search-hint")).search();
    html! {
        (page_header(&page.t("log-title"), page.t("log-lead"), Button::secondary(&page.t("retention-title")).link(paths::Retention::PATH)))
        (filter_bar(page.language, paths::Index::PATH, "results", clear, input))
        div #results {
            @if asked.is_filtered() && found.is_empty() { (empty_state(Icon::Search, &page.t("log-none"), "")) }
            ul.stack {
                @for client in found {
                    li {
                        a href=(paths::Show { id: client.id }) { (client.name) }
                        @if let Some(number) = &client.external_ref { span.soft { " " (number) } }
                    }
                }
            }
        }
    }
}

/// Everything logged of one client, and what can be done.
pub fn show(page: &Page, logged: &Logged, form: &Form) -> Markup {
    let id = logged.client.id;
    let index = page.t("log-title");
    let export = paths::Export { id }.to_string();
    let actions = Button::secondary(&page.t("log-export")).icon(Icon::Download).link(&export);
    html! {
        (breadcrumbs(page.language, &[Crumb { href: paths::Index::PATH, label: &index }]))
        (page_header(&logged.client.name, logged.client.external_ref.as_deref().unwrap_or(""), actions))
        (form.fields(page.language).summary())
        (card(&page.t("log-accesses"), accesses(page, &logged.accesses)))
        (card(&page.t("log-changes"), changes(page, &logged.changes)))
        (card(&page.t("log-disclosures"), disclosures(page, logged, form)))
        @if logged.client.erased_at.is_none() { (card(&page.t("log-erasure"), erasure(page, logged, form))) }
    }
}

fn moment(page: &Page, at: chrono::DateTime<chrono::Utc>) -> String {
    let local = local_time::wall_time(page.zone, at);
    format!("{} {}", when::full_day(page.language, local.date()), when::time(page.language, local.time()))
}

fn actor(language: Language, kind: ActorKind, staff: Option<&String>) -> String {
    staff.cloned().unwrap_or_else(|| t(language, &format!("log-actor-{kind}")))
}

/// What was seen or done, in words; a code of an older version that has none any more is shown as it is.
fn worded(language: Language, prefix: &str, code: &str) -> String {
    let key = format!("{prefix}-{}", code.replace(['.', '_'], "-"));
    if has(language, &key) { t(language, &key) } else { code.to_owned() }
}

/// The fields that a change touched, as the client's form names them.
fn fields(language: Language, details: &serde_json::Value) -> Option<String> {
    let named = details.get("fields")?.as_array()?.iter().filter_map(|field| field.as_str());
    let names = named.map(|field| match field {
        "external_ref" => t(language, "client-ref"),
        "key_worker_id" => t(language, "client-key-worker"),
        other => worded(language, "client", other),
    });
    Some(names.collect::<Vec<_>>().join(", "))
}

fn accesses(page: &Page, rows: &[AccessEntry]) -> Markup {
    let labels = ["when", "who", "what", "why"].map(|key| page.t(&format!("log-{key}")));
    let columns: Vec<Column<'_>> = labels.iter().map(|label| Column::new(label)).collect();
    let rows = rows.iter().map(|row| {
        vec![
            html! { (moment(page, row.at)) },
            html! { (actor(page.language, row.actor_kind, row.staff_name.as_ref())) },
            html! { (worded(page.language, "log-seen", &row.what)) },
            html! { (row.reason.as_deref().unwrap_or("–")) },
        ]
    });
    html! { (Table::new(&page.t("log-accesses"), &columns).rows(rows)) }
}

fn changes(page: &Page, rows: &[ChangeEntry]) -> Markup {
    let labels = ["when", "who", "act", "fields"].map(|key| page.t(&format!("log-{key}")));
    let columns: Vec<Column<'_>> = labels.iter().map(|label| Column::new(label)).collect();
    if rows.is_empty() {
        return html! { p.soft { (page.t("log-no-changes")) } };
    }
    let rows = rows.iter().map(|row| {
        let fields = fields(page.language, &row.details);
        vec![
            html! { (moment(page, row.at)) },
            html! { (actor(page.language, row.actor_kind, row.staff_name.as_ref())) },
            html! { (worded(page.language, "log-act", &row.act)) },
            html! { (fields.as_deref().unwrap_or("–")) },
        ]
    });
    html! { (Table::new(&page.t("log-changes"), &columns).rows(rows)) }
}

fn disclosures(page: &Page, logged: &Logged, form: &Form) -> Markup {
    let labels = ["when", "recipient", "what", "ground"].map(|key| page.t(&format!("log-{key}")));
    let columns: Vec<Column<'_>> = labels.iter().map(|label| Column::new(label)).collect();
    let rows = logged.disclosures.iter().map(|row| {
        vec![html! { (moment(page, row.at)) }, html! { (row.recipient) }, html! { (row.what) }, html! { (row.ground) }]
    });
    let fields = form.fields(page.language);
    let add = html! {
        form.stack.narrow novalidate method="post" action=(paths::Disclosures { id: logged.client.id }) {
            (once_field())
            (fields.field("recipient", &page.t("log-recipient")).required().text())
            (fields.field("what", &page.t("log-disclosed-what")).required().text())
            (fields.field("ground", &page.t("log-ground")).hint(&page.t("log-ground-hint")).required().text())
            div.actions { (Button::secondary(&page.t("log-disclose")).submit()) }
        }
    };
    html! {
        @if logged.disclosures.is_empty() { p.soft { (page.t("log-no-disclosures")) } }
        @else { (Table::new(&page.t("log-disclosures"), &columns).rows(rows)) }
        @if form.faults().is_empty() { (disclosure(&page.t("log-disclose"), add)) } @else { (add) }
    }
}

fn erasure(page: &Page, logged: &Logged, form: &Form) -> Markup {
    let id = logged.client.id;
    let fields = form.fields(page.language);
    let (erase, refuse) = (page.t("log-erase"), page.t("log-refuse"));
    let consequence = format!("{} {}", page.t("log-erase-what"), page.t(heard(&logged.client)));
    let action = paths::Erasure { id }.to_string();
    let grounds: Vec<(&str, String)> = ErasureGround::ALL
        .iter()
        .map(|ground| (ground.code(), page.t(&format!("log-erase-ground-{}", ground.code().replace('_', "-")))))
        .collect();
    let grounds: Vec<Choice<'_>> = grounds.iter().map(|(code, label)| Choice::new(code, label)).collect();
    let why = fields.field("erase_ground", &page.t("log-ground")).required().select(&grounds);
    let is_open = form.faults().iter().any(|fault| fault.field == "erase_ground");
    html! {
        p { (page.t("log-erasure-lead")) }
        div.stack {
            (Confirm { label: &erase, consequence: &consequence, action: &action, button: &erase }.foldable(is_open, why))
            (disclosure(&refuse, refusal(page, logged, form)))
        }
    }
}

/// How the client will hear of an erasure.
const fn heard(client: &client::Model) -> &'static str {
    match (client.channel, client.deceased_on) {
        (_, Some(_)) => "log-erase-told-nobody",
        (ContactChannel::Sms | ContactChannel::Email, None) => "log-erase-told",
        (ContactChannel::Letter | ContactChannel::None, None) => "log-erase-untold",
    }
}

fn refusal(page: &Page, logged: &Logged, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    let grounds: Vec<(&str, String)> = RefusalGround::ALL
        .iter()
        .map(|ground| (ground.code(), page.t(&format!("log-refuse-ground-{}", ground.code().replace('_', "-")))))
        .collect();
    let grounds: Vec<Choice<'_>> = grounds.iter().map(|(code, label)| Choice::new(code, label)).collect();
    html! {
        form.stack.narrow novalidate method="post" action=(paths::ErasureRefusal { id: logged.client.id }) {
            (once_field())
            p { (page.t("log-refuse-what")) }
            (fields.field("refuse_ground", &page.t("log-ground")).required().select(&grounds))
            div.actions { (Button::secondary(&page.t("log-refuse")).submit()) }
        }
    }
}
