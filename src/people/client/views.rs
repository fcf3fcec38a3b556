//! The list and the form of clients.

use axum_extra::routing::TypedPath;
use entity::client;
use entity::id::ClientId;
use entity::state::{ContactChannel, Language, ReminderChoice};
use maud::{Markup, html};

use super::paths;
use super::queries::{ClientRow, IncidentLine, PairLine, PlaceLine, ReferralLine, TaskLine, WorkerOption};
use super::rules::{Named, is_hidden, shown_name};
use crate::access::Viewer;
use crate::access::rights::{Action, OpenFields, Resource};
use crate::text::t;
use crate::web::components::{
    Button, Choice, Column, Crumb, Table, Tone, breadcrumbs, card, chip, empty_state, filter_bar, notice, once_field,
    out_of_use, page_header,
};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::list::ListQuery;
use crate::web::page::Page;

/// What a client's page shows.
pub struct Record {
    /// The client, as far as the viewer may see.
    pub client: client::Model,
    /// The key worker's name.
    pub key_worker: Option<String>,
    /// Whether the viewer is the key worker, or stands in for one.
    pub keeps: bool,
    /// Whether the viewer may change the client.
    pub may_write: bool,
    /// The places in groups.
    pub places: Vec<PlaceLine>,
    pub referrals: Vec<ReferralLine>,
    /// The viewer's open tasks about the client.
    pub tasks: Vec<TaskLine>,
    /// Whom the client must not meet.
    pub pairs: Vec<PairLine>,
    /// What befell the client.
    pub incidents: Vec<IncidentLine>,
    /// How many private links work.
    pub links: u64,
    /// The address of the link that was just made.
    pub new_link: Option<String>,
}

/// The list.
pub fn index(
    page: &Page,
    by: &Viewer,
    asked: &ListQuery,
    clients: &[ClientRow],
    places: &[PlaceLine],
    total: u64,
) -> Markup {
    let actions = html! {
        (Button::secondary(&page.t("list-csv")).icon(Icon::Download).link(&csv_link(asked)))
        @if by.may(Resource::ClientMerge, Action::Write) {
            (Button::quiet(&page.t("merge-duplicates")).link("/clients/duplicates"))
        }
        @if by.may(Resource::ClientImport, Action::Write) {
            (Button::secondary(&page.t("client-import")).icon(Icon::Arrow).link("/import"))
        }
        @if by.may(Resource::Client, Action::Write) {
            (Button::primary(&page.t("client-new")).icon(Icon::Plus).link(paths::New::PATH))
        }
    };
    html! {
        (page_header(&page.t("client-index"), page.t("client-lead"), actions))
        (filters(page, by, asked))
        div #results {
            @if clients.is_empty() { (empty_state(Icon::Person, &page.t("client-none"), "")) }
            @else { (table(page, by, asked, clients, places)) (asked.pages(page.language, total)) }
        }
    }
}

fn csv_link(asked: &ListQuery) -> String {
    asked.with("page", "").replacen(paths::Index::PATH, paths::Csv::PATH, 1)
}

fn filters(page: &Page, by: &Viewer, asked: &ListQuery) -> Markup {
    let fields = asked.form.fields(page.language);
    let clear = asked.is_filtered().then_some(paths::Index::PATH);
    let inputs = html! {
        (fields.field("q", &page.t("client-search")).search())
        @if by.may(Resource::Client, Action::Write) { (fields.field("mine", &page.t("client-mine")).checkbox()) }
    };
    filter_bar(page.language, paths::Index::PATH, "results", clear, inputs)
}

fn table(page: &Page, by: &Viewer, asked: &ListQuery, clients: &[ClientRow], places: &[PlaceLine]) -> Markup {
    let l = page.language;
    let labels = ["name", "ref", "municipality", "key-worker", "groups"].map(|key| page.t(&format!("client-{key}")));
    let (by_name, by_ref) = (asked.sort_link("name", true), asked.sort_link("ref", false));
    let columns = [
        Column::new(&labels[0]).sort(&by_name.0, by_name.1),
        Column::new(&labels[1]).sort(&by_ref.0, by_ref.1),
        Column::new(&labels[2]),
        Column::new(&labels[3]),
        Column::new(&labels[4]),
    ];
    let rows = clients.iter().map(|client| {
        let groups: Vec<&str> =
            places.iter().filter(|place| place.client_id == client.id).map(|place| place.group_name.as_str()).collect();
        vec![
            html! { a href=(paths::Show { id: client.id }) { (name(l, by, client)) } (marks(l, client)) },
            html! { (shown(by, client, client.external_ref.as_deref()).unwrap_or("–")) },
            html! { (shown(by, client, client.municipality.as_deref()).unwrap_or("–")) },
            html! { (client.key_worker_name.as_deref().unwrap_or("–")) },
            html! { @if groups.is_empty() { "–" } @else { (groups.join(", ")) } },
        ]
    });
    html! { (Table::new(&page.t("client-index"), &columns).rows(rows)) }
}

fn name(language: Language, by: &Viewer, client: &ClientRow) -> String {
    let named = Named {
        id: client.id,
        name: &client.name,
        address_protection: client.address_protection,
        key_worker_id: client.key_worker_id,
    };
    shown_name(language, by, named)
}

/// What of a client is hidden with the name, unless it is.
fn shown<'a>(by: &Viewer, client: &ClientRow, value: Option<&'a str>) -> Option<&'a str> {
    let hidden = is_hidden(by, client.address_protection, client.key_worker_id);
    value.filter(|_| !hidden)
}

fn marks(language: Language, client: &ClientRow) -> Markup {
    html! {
        @if client.address_protection { " " (chip(Tone::Warning, &t(language, "client-protected"))) }
        @if client.deceased_on.is_some() { " " (chip(Tone::Neutral, &t(language, "client-deceased"))) }
    }
}

/// The rows of the list as CSV.
pub fn csv(language: Language, by: &Viewer, clients: &[ClientRow]) -> Vec<Vec<String>> {
    let header = ["ref", "name", "municipality", "key-worker"];
    let header = header.iter().map(|key| t(language, &format!("client-{key}"))).collect();
    let rows = clients.iter().map(|client| {
        vec![
            shown(by, client, client.external_ref.as_deref()).unwrap_or_default().to_owned(),
            name(language, by, client),
            shown(by, client, client.municipality.as_deref()).unwrap_or_default().to_owned(),
            client.key_worker_name.clone().unwrap_or_default(),
        ]
    });
    std::iter::once(header).chain(rows).collect()
}

/// What the form of a client depends on besides the client.
#[derive(Clone, Copy)]
pub struct FormAround<'a> {
    /// What of the client whoever fills it in may write.
    pub fields: OpenFields,
    /// Whom it may be the same person as.
    pub same: &'a [client::Model],
}

impl FormAround<'_> {
    /// Of a new client, like whom there is nobody.
    pub const NEW: Self = Self { fields: OpenFields::All, same: &[] };
}

/// The form of a new client, or of one who stands; `same` may be the same person.
pub fn form(
    page: &Page,
    id: Option<ClientId>,
    form: &Form,
    workers: &[WorkerOption],
    around: FormAround<'_>,
) -> Markup {
    let FormAround { fields: open, same } = around;
    let title = page.t(if id.is_none() { "client-new" } else { "client-edit" });
    let action = id.map_or_else(|| paths::Index::PATH.to_owned(), |id| paths::Show { id }.to_string());
    let index = page.t("client-index");
    html! {
        (breadcrumbs(page.language, &[Crumb { href: paths::Index::PATH, label: &index }]))
        (page_header(&title, page.t("client-form-lead"), ""))
        form.narrow.stack novalidate method="post" action=(action) {
            (once_field())
            (form.fields(page.language).summary())
            (form.fields(page.language).version())
            @if !same.is_empty() { (stands_already(page, same)) }
            (card(&page.t("client-person"), person(page, form, workers, open)))
            (card(&page.t("client-contact"), contact(page, form, open, id.is_some())))
            (card(&page.t("client-taking-part"), taking_part(page, form, id.is_some() && open.hold("deceased_on"))))
            div.actions {
                (Button::primary(&page.t("save")).submit())
                (Button::quiet(&page.t("cancel")).link(&action))
            }
        }
    }
}

fn stands_already(page: &Page, same: &[client::Model]) -> Markup {
    let body = html! {
        p { (page.t("client-same-person")) }
        ul {
            @for client in same {
                li {
                    a href=(paths::Show { id: client.id }) {
                        (client.name) @if let Some(number) = &client.external_ref { " (" (number) ")" }
                    }
                }
            }
        }
        div.actions { (Button::secondary(&page.t("client-add-anyway")).submit_as("anyway", "true")) }
    };
    notice(Tone::Warning, body)
}

fn person(page: &Page, form: &Form, workers: &[WorkerOption], open: OpenFields) -> Markup {
    let fields = form.fields(page.language);
    let label = |worker: &WorkerOption| {
        if worker.works { worker.name.clone() } else { out_of_use(page.language, worker.name.clone()) }
    };
    let named: Vec<(String, String)> = workers.iter().map(|worker| (worker.id.to_string(), label(worker))).collect();
    let nobody = page.t("client-no-key-worker");
    // Who has a key worker gets another, and never none.
    let mut choices = Vec::new();
    if form.value("key_worker_id").is_empty() {
        choices.push(Choice::new("", &nobody));
    }
    choices.extend(named.iter().map(|(id, name)| Choice::new(id, name)));
    let languages: Vec<(&str, String)> =
        Language::ALL.iter().map(|l| (l.code(), page.t(&format!("client-language-{}", l.code())))).collect();
    let languages: Vec<Choice<'_>> = languages.iter().map(|(code, label)| Choice::new(code, label)).collect();
    html! {
        @if open != OpenFields::All { p.soft { (page.t("client-key-worker-writes-rest")) } }
        @if open.hold("name") {
            (fields.field("name", &page.t("client-name")).hint(&page.t("client-name-hint")).required().text())
        }
        @if open.hold("external_ref") {
            (fields.field("external_ref", &page.t("client-ref")).hint(&page.t("client-ref-hint")).text())
        }
        @if open.hold("birth_year") {
            (fields.field("birth_year", &page.t("client-birth-year")).number(1900, 2100))
        }
        (fields.field("language", &page.t("client-language")).hint(&page.t("client-language-hint")).select(&languages))
        (fields.field("interpreter", &page.t("client-interpreter")).hint(&page.t("client-interpreter-hint")).text())
        (fields.field("municipality", &page.t("client-municipality")).text())
        @if open.hold("address_protection") {
            (fields.field("address_protection", &page.t("client-address-protection")).hint(&page.t("client-protection-hint")).checkbox())
        }
        @if open.hold("key_worker_id") {
            (fields.field("key_worker_id", &page.t("client-key-worker")).select(&choices))
        }
    }
}

fn contact(page: &Page, form: &Form, open: OpenFields, stands: bool) -> Markup {
    let fields = form.fields(page.language);
    let channels = coded(page, "client-channel", ContactChannel::ALL.iter().map(|c| c.code()));
    let reminders = coded(page, "client-reminders", ReminderChoice::ALL.iter().map(|c| c.code()));
    html! {
        (fields.field("channel", &page.t("client-channel")).radios(&choices(&channels)))
        (fields.field("email", &page.t("client-email")).email())
        (fields.field("phone", &page.t("client-phone")).tel())
        @if stands {
            (fields.field("old_is_elsewhere", &page.t("client-old-elsewhere")).hint(&page.t("client-old-elsewhere-hint")).checkbox())
        }
        (fields.field("postal_address", &page.t("client-postal-address")).hint(&page.t("client-postal-address-hint")).textarea(3))
        @if open.hold("contact_note") {
            (fields.field("contact_note", &page.t("client-contact-note")).hint(&page.t("client-contact-note-hint")).textarea(2))
        }
        (fields.field("reminders", &page.t("client-reminders")).select(&choices(&reminders)))
        (fields.field("show_place", &page.t("client-show-place")).hint(&page.t("client-show-place-hint")).checkbox())
    }
}

fn taking_part(page: &Page, form: &Form, is_keeper: bool) -> Markup {
    let fields = form.fields(page.language);
    html! {
        (fields.field("needs", &page.t("client-needs")).hint(&page.t("client-needs-hint")).textarea(3))
        @if is_keeper {
            (fields.field("deceased_on", &page.t("client-deceased-on")).hint(&page.t("client-deceased-hint")).date())
        }
    }
}

fn coded<'a>(page: &Page, prefix: &str, codes: impl Iterator<Item = &'a str>) -> Vec<(&'a str, String)> {
    codes.map(|code| (code, page.t(&format!("{prefix}-{code}")))).collect()
}

fn choices<'a>(coded: impl IntoIterator<Item = &'a (&'a str, String)>) -> Vec<Choice<'a>> {
    coded.into_iter().map(|(code, label)| Choice::new(code, label)).collect()
}
