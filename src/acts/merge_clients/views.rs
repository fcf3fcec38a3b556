//! The list of likely duplicates, and two clients side by side.

use axum_extra::routing::TypedPath;
use entity::client;
use maud::{Markup, html};

use super::paths;
use super::queries::MergeCandidate;
use super::rules::Pair;
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::people::client::paths::Index;
use crate::text::phone::e164;
use crate::text::{t_with, when};
use crate::web::components::{
    Button, Choice, Column, Confirm, Crumb, Table, Tone, breadcrumbs, card, chip, disclosure, empty_state, notice,
    page_header,
};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::list::yes_no;
use crate::web::page::Page;

/// Clients who may be one person, and the form to compare any two.
pub fn duplicates(page: &Page, by: &Viewer, form: &Form, pairs: &[Pair<'_>], more: bool) -> Markup {
    let fields = form.fields(page.language);
    let compare = html! {
        form.narrow.stack novalidate method="get" action=(paths::Merge::PATH) {
            (fields.field("one", &page.t("merge-one")).hint(&page.t("merge-who-hint")).required().text())
            (fields.field("other", &page.t("merge-other")).hint(&page.t("merge-who-hint")).required().text())
            div.actions { (Button::secondary(&page.t("merge-compare")).submit()) }
        }
    };
    html! {
        @if by.may(Resource::Client, Action::Read) {
            (breadcrumbs(page.language, &[Crumb { href: Index::PATH, label: &page.t("client-index") }]))
        }
        (page_header(&page.t("merge-duplicates"), page.t("merge-duplicates-lead"), ""))
        (fields.summary())
        @if pairs.is_empty() { (empty_state(Icon::Person, &page.t("merge-none"), "")) }
        @else { ul.stack.bare { @for pair in pairs { li { (likely(page, pair)) } } } }
        @if more { (notice(Tone::Info, page.t("merge-more"))) }
        @if form.value("one").is_empty() && form.faults().is_empty() { (disclosure(&page.t("merge-two"), compare)) }
        @else { (card(&page.t("merge-two"), compare)) }
    }
}

fn likely(page: &Page, pair: &Pair<'_>) -> Markup {
    let there = format!("{}?one={}&other={}", paths::Merge::PATH, pair.one.id, pair.other.id);
    html! {
        div.card {
            ul.bare { li { strong { (short(page, pair.one)) } } li { strong { (short(page, pair.other)) } } }
            p { @for what in &pair.alike { (chip(Tone::Neutral, &page.t(what.key()))) " " } }
            div.actions { (Button::secondary(&page.t("merge-compare")).link(&there)) }
        }
    }
}

/// A name with what tells two of them apart: number, year, telephone, and always the day on which it was added.
fn short(page: &Page, client: &client::Model) -> String {
    let added = when::full_day(page.language, page.day(client.created_at));
    let more = [
        client.external_ref.clone(),
        client.birth_year.map(|year| year.to_string()),
        client.phone.as_deref().map(one_way),
        Some(t_with(page.language, "merge-added", &[("day", added.into())])),
    ];
    format!("{} ({})", client.name, more.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// A telephone number in the one form in which two can be compared by eye.
fn one_way(phone: &str) -> String {
    e164(phone).unwrap_or_else(|_| phone.to_owned())
}

/// Two clients side by side; what differs is marked.
pub fn compare(page: &Page, form: &Form, one: &MergeCandidate, other: &MergeCandidate) -> Markup {
    let duplicates = page.t("merge-duplicates");
    let fields = form.fields(page.language);
    let ids = [one.client.id.to_string(), other.client.id.to_string()];
    let names = [(1, one), (2, other)]
        .map(|(side, one)| format!("{}: {}", page.t(&format!("merge-side-{side}")), short(page, &one.client)));
    let choices = [Choice::new(&ids[0], &names[0]), Choice::new(&ids[1], &names[1])];
    let (label, follows) = (page.t("merge-do"), page.t("merge-follows"));
    let act = Confirm { label: &label, consequence: &follows, action: paths::Merge::PATH, button: &label };
    let kept = html! {
        input type="hidden" name="one" value=(ids[0]);
        input type="hidden" name="other" value=(ids[1]);
        (fields.field("kept", &page.t("merge-kept")).hint(&page.t("merge-kept-hint")).required().radios(&choices))
    };
    html! {
        (breadcrumbs(page.language, &[Crumb { href: paths::Duplicates::PATH, label: &duplicates }]))
        (page_header(&page.t("merge-title"), page.t("merge-lead"), ""))
        (fields.summary())
        (table(page, one, other))
        (act.foldable(!form.faults().is_empty(), kept))
    }
}

fn table(page: &Page, one: &MergeCandidate, other: &MergeCandidate) -> Markup {
    let heads = [page.t("merge-what"), page.t("merge-side-1"), page.t("merge-side-2")];
    let columns = heads.each_ref().map(|head| Column::new(head));
    let rows = facts_of(page, one)
        .into_iter()
        .zip(facts_of(page, other))
        .filter(|((_, one), (_, other))| !(one.is_empty() && other.is_empty()));
    let cells = rows.map(|((key, one), (_, other))| {
        let mark = match (one == other, one.is_empty() || other.is_empty()) {
            (true, _) => None,
            (false, true) => Some((Tone::Info, "merge-one-only")),
            (false, false) => Some((Tone::Warning, "merge-differs")),
        };
        vec![
            html! { (page.t(key)) @if let Some((tone, words)) = mark { " " (chip(tone, &page.t(words))) } },
            html! { (if one.is_empty() { "–" } else { &one }) },
            html! { (if other.is_empty() { "–" } else { &other }) },
        ]
    });
    html! { (Table::new(&page.t("merge-title"), &columns).rows(cells)) }
}

/// All that a side says, in the order of the client's page; nothing is an empty text.
fn facts_of(page: &Page, side: &MergeCandidate) -> Vec<(&'static str, String)> {
    let client = &side.client;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let day = when::full_day(page.language, page.day(client.created_at));
    let [referrals, places, marks, messages] = side.counts;
    let hanging = [("referrals", referrals), ("places", places), ("marks", marks), ("messages", messages)]
        .map(|(name, count)| (name, count.into()));
    vec![
        ("client-name", client.name.clone()),
        ("client-ref", text(&client.external_ref)),
        ("client-birth-year", client.birth_year.map(|year| year.to_string()).unwrap_or_default()),
        ("client-language", page.t(&format!("client-language-{}", client.language))),
        ("client-municipality", text(&client.municipality)),
        ("client-address-protection", yes_no(page.language, client.address_protection)),
        ("client-key-worker", text(&side.key_worker)),
        ("client-channel", page.t(&format!("client-channel-{}", client.channel))),
        ("client-phone", client.phone.as_deref().map(one_way).unwrap_or_default()),
        ("client-email", text(&client.email)),
        ("client-postal-address", text(&client.postal_address)),
        ("client-contact-note", text(&client.contact_note)),
        ("client-interpreter", text(&client.interpreter)),
        ("client-needs", text(&client.needs)),
        ("merge-hanging", t_with(page.language, "merge-hanging-counts", &hanging)),
        ("merge-created", day),
    ]
}
