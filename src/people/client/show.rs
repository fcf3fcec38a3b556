//! The page of one client.

use axum_extra::routing::TypedPath;
use entity::state::CloseReason;
use maud::{Markup, html};

use super::paths;
use super::queries::ReferralLine;
use super::rules::{named, shown_name};
use super::views::Record;
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::task;
use crate::text::{t_with, when};
use crate::web::components::{
    Button, Column, Confirm, Crumb, Table, Tone, breadcrumbs, card, chip, copy_field, disclosure, facts, incident_name,
    notice, once_field, page_header,
};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::list::yes_no;
use crate::web::page::Page;

/// The page; `form` is that of a pair rule with its faults.
pub fn show(page: &Page, by: &Viewer, record: &Record, form: &Form) -> Markup {
    let client = &record.client;
    let index = page.t("client-index");
    let edit = paths::Edit { id: client.id }.to_string();
    let actions = html! {
        @if record.may_write { (Button::secondary(&page.t("edit")).icon(Icon::Edit).link(&edit)) }
        @if by.may(Resource::Client, Action::Write) && client.deceased_on.is_none() {
            (Button::primary(&page.t("client-refer")).icon(Icon::Referral).link(&format!("/find?client={}", client.id)))
        }
    };
    html! {
        (breadcrumbs(page.language, &[Crumb { href: paths::Index::PATH, label: &index }]))
        (page_header(&client.name, marks(page, record), actions))
        @if client.refused_address.is_some() { (notice(Tone::Warning, page.t("client-address-fails"))) }
        (form.fields(page.language).summary())
        @if let Some(link) = &record.new_link {
            (notice(Tone::Good, page.t("client-link-once")))
            (copy_field(page.language, "new-link", &page.t("client-link-new"), link))
        }
        @if !record.tasks.is_empty() { (card(&page.t("client-tasks"), tasks(page, record))) }
        (card(&page.t("client-person"), person(page, record)))
        (card(&page.t("client-contact"), contact(page, record)))
        (card(&page.t("client-places"), places(page, record)))
        (card(&page.t("client-referrals"), referrals(page, record)))
        @if !record.incidents.is_empty() { (card(&page.t("client-incidents"), incidents(page, record))) }
        @if record.may_write { (card(&page.t("client-links"), links(page, record))) }
        @if record.keeps { (card(&page.t("client-pairs"), pairs(page, by, record, form))) }
    }
}

fn marks(page: &Page, record: &Record) -> Markup {
    html! {
        @if record.client.address_protection { (chip(Tone::Warning, &page.t("client-protected"))) " " }
        @if record.client.deceased_on.is_some() { (chip(Tone::Neutral, &page.t("client-deceased"))) }
    }
}

fn known(page: &Page, rows: impl IntoIterator<Item = (&'static str, Option<String>)>) -> Markup {
    facts(rows.into_iter().filter_map(|(key, value)| value.map(|value| (page.t(key), value))))
}

fn person(page: &Page, record: &Record) -> Markup {
    let client = &record.client;
    known(
        page,
        [
            ("client-ref", client.external_ref.clone()),
            ("client-birth-year", client.birth_year.map(|year| year.to_string())),
            ("client-language", Some(page.t(&format!("client-language-{}", client.language)))),
            ("client-interpreter", client.interpreter.clone()),
            ("client-municipality", client.municipality.clone()),
            ("client-key-worker", record.key_worker.clone()),
            ("client-needs", client.needs.clone()),
            ("client-deceased-on", client.deceased_on.map(|day| when::full_day(page.language, day))),
        ],
    )
}

/// How to be in touch, as for a call: the number and the addresses stand behind the note on how it is safe.
fn contact(page: &Page, record: &Record) -> Markup {
    let client = &record.client;
    let by_which_way = known(
        page,
        [
            ("client-channel", Some(page.t(&format!("client-channel-{}", client.channel)))),
            ("client-reminders", Some(page.t(&format!("client-reminders-{}", client.reminders)))),
            ("client-show-place", Some(yes_no(page.language, client.show_place))),
        ],
    );
    let where_to = known(
        page,
        [
            ("client-phone", client.phone.clone()),
            ("client-email", client.email.clone()),
            ("client-postal-address", client.postal_address.clone()),
        ],
    );
    html! {
        @match &client.contact_note {
            Some(note) => {
                p { strong { (page.t("told-safely")) } " " (note) }
                (by_which_way)
                (disclosure(&page.t("client-contact-after-note"), where_to))
            }
            None => { (by_which_way) (where_to) }
        }
    }
}

fn tasks(page: &Page, record: &Record) -> Markup {
    html! {
        ul {
            @for task in &record.tasks {
                li {
                    a href="/" { (task::name(page.language, task.kind)) }
                    span.soft { " " (when::day(page.language, page.day(task.due_at))) }
                }
            }
        }
    }
}

fn places(page: &Page, record: &Record) -> Markup {
    let labels = ["group", "status", "from", "until"].map(|key| page.t(&format!("client-{key}")));
    let columns: Vec<Column<'_>> = labels.iter().map(|label| Column::new(label)).collect();
    let day = |day: Option<chrono::NaiveDate>| day.map_or("–".to_owned(), |day| when::full_day(page.language, day));
    let rows = record.places.iter().map(|place| {
        vec![
            html! { a href={ "/groups/" (place.group_id) } { (place.group_name) } },
            html! { (page.t(&format!("client-place-{}", place.status))) },
            html! { (day(place.started_on)) },
            html! { (day(place.ended_on)) },
        ]
    });
    html! {
        @if record.places.is_empty() { p.soft { (page.t("client-no-places")) } }
        @else { (Table::new(&page.t("client-places"), &columns).rows(rows)) }
    }
}

fn referrals(page: &Page, record: &Record) -> Markup {
    let labels = ["group", "status", "sent"].map(|key| page.t(&format!("client-{key}")));
    let columns: Vec<Column<'_>> = labels.iter().map(|label| Column::new(label)).collect();
    let rows = record.referrals.iter().map(|referral| {
        vec![
            html! { a href={ "/referrals/" (referral.id) } { (referral.group_name) } },
            html! { (page.t(&standing(referral))) },
            html! { (referral.submitted_on.map_or("–".to_owned(), |day| when::full_day(page.language, day))) },
        ]
    });
    html! {
        @if record.referrals.is_empty() { p.soft { (page.t("client-no-referrals")) } }
        @else { (Table::new(&page.t("client-referrals"), &columns).rows(rows)) }
    }
}

/// How a referral ended, once it has; until then its state. One that led to a place stands as confirmed.
fn standing(referral: &ReferralLine) -> String {
    match referral.close_reason.filter(|reason| *reason != CloseReason::Started) {
        Some(reason) => format!("referral-closed-{}", reason.code().replace('_', "-")),
        None => format!("client-referral-{}", referral.status),
    }
}

fn incidents(page: &Page, record: &Record) -> Markup {
    html! {
        ul.bare {
            @for line in &record.incidents {
                li {
                    a href=(format!("/incidents/{}", line.origin_id)) {
                        (incident_name(page.language, line.kind)) ", " (when::moment(page.language, page.zone, line.recorded_at))
                    }
                }
            }
        }
    }
}

fn links(page: &Page, record: &Record) -> Markup {
    let id = record.client.id;
    let count = i64::try_from(record.links).unwrap_or(i64::MAX);
    let (label, consequence) = (page.t("client-links-renew"), page.t("client-links-renew-what"));
    let action = paths::RenewLinks { id }.to_string();
    html! {
        p { (page.t("client-links-lead")) }
        p.soft { (t_with(page.language, "client-links-count", &[("n", count.into())])) }
        div.actions {
            @if record.keeps && record.client.deceased_on.is_none() {
                (Button::secondary(&page.t("client-link-make")).icon(Icon::Link).post(&paths::Links { id }.to_string()))
            }
            @if record.links > 0 {
                (Confirm { label: &label, consequence: &consequence, action: &action, button: &label })
            }
        }
    }
}

fn pairs(page: &Page, by: &Viewer, record: &Record, form: &Form) -> Markup {
    let id = record.client.id;
    let fields = form.fields(page.language);
    let add = html! {
        form.stack novalidate method="post" action=(paths::Pairs { id }) {
            (once_field())
            (fields.field("other", &page.t("client-pair-other")).hint(&page.t("client-pair-other-hint")).required().text())
            (fields.field("reason", &page.t("client-pair-reason")).hint(&page.t("client-pair-reason-hint")).required().textarea(2))
            div.actions { (Button::secondary(&page.t("client-pair-add")).submit()) }
        }
    };
    html! {
        p.soft { (page.t("client-pairs-lead")) }
        ul.stack {
            @for pair in &record.pairs {
                li {
                    @match &pair.other {
                        Some(other) => strong { (shown_name(page.language, by, named(other))) },
                        None => strong { (page.t("client-pair-somebody")) },
                    }
                    ": " (pair.reason) " "
                    (Button::quiet(&page.t("client-pair-lift")).post(&paths::LiftPair { id, rule: pair.id }.to_string()))
                }
            }
        }
        @if form.faults().is_empty() { (disclosure(&page.t("client-pair-add"), add)) } @else { (add) }
    }
}
