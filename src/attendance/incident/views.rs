//! The pages of entries.

use entity::incident;
use entity::state::IncidentKind;
use maud::{Markup, html};

use super::queries::{Entry, IncidentContact};
use crate::attendance::paths;
use crate::attendance::queries::{SheetParticipant, SheetSession};
use crate::text::{t_with, when};
use crate::web::components::{
    Button, Choice, Crumb, Happening, Tone, breadcrumbs, call_link, card, disclosure, facts, history, incident_name,
    notice, once_field, page_header,
};
use crate::web::form::Form;
use crate::web::page::Page;

/// The form of a session's new entry, with what the viewer has written there.
pub fn at_session(
    page: &Page,
    session: &SheetSession,
    people: &[SheetParticipant],
    noted: &[incident::Model],
    form: &Form,
) -> Markup {
    let fields = form.fields(page.language);
    let here = paths::Sheet { id: session.id }.to_string();
    let action = paths::Incidents { id: session.id }.to_string();
    let named: Vec<(String, &str)> =
        people.iter().map(|person| (person.client_id.to_string(), person.name.as_str())).collect();
    let nobody = page.t("incident-choose");
    let mut whom = vec![Choice::new("", &nobody)];
    whom.extend(named.iter().map(|(id, name)| Choice::new(id, name)));
    html! {
        (way(page, session))
        (page_header(&page.t("incident-new"), page.t("incident-lead"), ""))
        (in_need(page))
        form.narrow.stack novalidate method="post" action=(action) {
            (once_field())
            (fields.summary())
            (card(&page.t("incident-who"), html! {
                (fields.field("client_id", &page.t("incident-client")).required().select(&whom))
                (fields.field("goes_home", &page.t("incident-goes-home")).hint(&page.t("incident-goes-home-hint")).checkbox())
            }))
            (card(&page.t("incident-what-card"), words(page, form)))
            div.actions {
                (Button::primary(&page.t("save")).submit())
                (Button::quiet(&page.t("cancel")).link(&here))
            }
        }
        @if !noted.is_empty() {
            (card(&page.t("incident-noted"), html! { ul.bare { @for row in noted { li { (link(page, row)) } } } }))
        }
    }
}

/// An entry, with what it said before and, for whoever wrote it, a form to word it anew.
pub fn one(page: &Page, entry: &Entry, form: &Form) -> Markup {
    let row = &entry.now;
    let session = format!("/sessions/{}", row.session_id);
    let back = page.t("incident-session");
    let mut known = vec![
        (page.t("incident-client"), entry.client.clone()),
        (page.t("incident-kind"), incident_name(page.language, row.kind)),
        (page.t("incident-what"), row.what.clone()),
    ];
    known.extend(row.done.clone().map(|done| (page.t("incident-done"), done)));
    known.push((page.t("incident-by"), format!("{}, {}", entry.by, moment(page, row))));
    html! {
        (breadcrumbs(page.language, &[Crumb { href: &session, label: &back }]))
        (page_header(&page.t("incident-title"), page.t("incident-who-reads"), ""))
        (in_need(page))
        (card(&page.t("incident-title"), facts(known)))
        (reaching(page, entry))
        @if !entry.before.is_empty() { (earlier(page, entry)) }
        @if entry.is_own { (disclosure(&page.t("incident-correct"), correction(page, entry, form))) }
    }
}

/// How to be in touch, as for a call: the number stands behind the note on how it is safe.
fn reaching(page: &Page, entry: &Entry) -> Markup {
    html! {
        @if let Some(id) = entry.page_of {
            p { a href={ "/clients/" (id) } { (page.t("incident-to-client")) } }
        }
        @if let Some(IncidentContact { note, phone }) = &entry.contact {
            @let phone = phone.as_deref().map(call_link);
            @if let Some(note) = note {
                p { strong { (page.t("told-safely")) } " " (note) }
                @if let Some(phone) = &phone { (disclosure(&page.t("told-number"), html! { p { (phone) } })) }
            } @else if let Some(phone) = &phone { p { (phone) } }
        }
    }
}

fn correction(page: &Page, entry: &Entry, form: &Form) -> Markup {
    let action = paths::Incident { id: entry.now.origin_id }.to_string();
    html! {
        form.stack novalidate method="post" action=(action) {
            (once_field())
            (form.fields(page.language).summary())
            (words(page, form))
            div.actions { (Button::secondary(&page.t("incident-correct")).submit()) }
        }
    }
}

fn earlier(page: &Page, entry: &Entry) -> Markup {
    let said = |row: &incident::Model| {
        html! { (incident_name(page.language, row.kind)) ": " (row.what) @if let Some(done) = &row.done { " " (done) } }
    };
    let rows: Vec<(String, Markup)> = entry.before.iter().map(|row| (moment(page, row), said(row))).collect();
    let rows: Vec<Happening<'_>> =
        rows.iter().map(|(time, what)| Happening { time, what: what.clone(), who: None }).collect();
    disclosure(&page.t("incident-before"), history(&rows))
}

fn words(page: &Page, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    let kinds: Vec<(&str, String)> =
        IncidentKind::ALL.iter().map(|kind| (kind.code(), incident_name(page.language, *kind))).collect();
    let kinds: Vec<Choice<'_>> = kinds.iter().map(|(code, name)| Choice::new(code, name)).collect();
    html! {
        (fields.field("kind", &page.t("incident-kind")).required().radios(&kinds))
        (fields.field("what", &page.t("incident-what")).hint(&page.t("incident-what-hint")).required().textarea(4))
        (fields.field("done", &page.t("incident-done")).hint(&page.t("incident-done-hint")).textarea(3))
    }
}

/// Whom to call first.
fn in_need(page: &Page) -> Markup {
    notice(
        Tone::Danger,
        html! {
            p { strong { (page.t("incident-emergency")) " " (call_link("112")) } }
            p { (page.t("incident-crisis-line")) " " (call_link("09 2525 0111")) }
        },
    )
}

fn way(page: &Page, session: &SheetSession) -> Markup {
    let (group, sheet) = (format!("/groups/{}", session.group_id), paths::Sheet { id: session.id }.to_string());
    let number = t_with(page.language, "attendance-session", &[("number", session.number.into())]);
    breadcrumbs(page.language, &[Crumb { href: &group, label: &session.name }, Crumb { href: &sheet, label: &number }])
}

fn link(page: &Page, row: &incident::Model) -> Markup {
    let to = paths::Incident { id: row.origin_id }.to_string();
    html! { a href=(to) { (incident_name(page.language, row.kind)) ", " (moment(page, row)) } }
}

fn moment(page: &Page, row: &incident::Model) -> String {
    when::moment(page.language, page.zone, row.recorded_at)
}
