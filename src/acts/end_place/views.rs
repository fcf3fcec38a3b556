//! The participants of a group, and how a participation ends.

use entity::group;
use entity::id::ParticipationId;
use entity::state::{Attrition, GroupStatus, Language, ParticipationStatus};
use maud::{Markup, html};

use super::paths;
use crate::access::Viewer;
use crate::enrolment::{Participant, Places, REOPENS, ends_that_fit};
use crate::programme::{GroupTab, group_head};
use crate::text::{t, when};
use crate::web::components::{
    Button, Choice, Tone, chip, disclosure, empty_state, once_field, person_row, places, section,
};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::page::Page;

/// An end of a place as it was typed.
pub struct FaultyEnd {
    /// Whose place.
    pub place: ParticipationId,
    /// What was typed.
    pub form: Form,
}

/// The participants, those who come first.
pub fn of_group(
    page: &Page,
    by: &Viewer,
    group: &group::Model,
    held: Places,
    rows: &[Participant],
    faulty: Option<&FaultyEnd>,
) -> Markup {
    let taken = u32::try_from(held.taken + held.offered).unwrap_or(u32::MAX);
    let capacity = u32::try_from(held.capacity).unwrap_or(0);
    let (now, past): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.status.is_open());
    html! {
        (group_head(page, by, true, group, GroupTab::Participants, ""))
        @if let Some(FaultyEnd { form, .. }) = faulty { (form.fields(page.language).summary()) }
        (places(page.language, taken, capacity))
        @if !now.is_empty() && group.status == GroupStatus::Ended {
            div.actions {
                (Button::primary(&page.t("participation-ends")).link(&paths::Ends { id: group.id }.to_string()))
            }
        }
        @if rows.is_empty() { (empty_state(Icon::People, &page.t("participation-none"), "")) }
        @if !now.is_empty() { (section(&page.t("participation-now"), "", list(page, &now, faulty))) }
        @if !past.is_empty() { (section(&page.t("participation-past"), "", list(page, &past, faulty))) }
    }
}

fn list(page: &Page, rows: &[&Participant], faulty: Option<&FaultyEnd>) -> Markup {
    html! {
        ul.people.bare {
            @for row in rows {
                li {
                    @let href = format!("/participations/{}", row.id);
                    @let name = display_name(page.language, row);
                    (person_row(&name, Some(&href), detail(page, row), html! { @if row.status == ParticipationStatus::Confirmed && row.was_expected { (never_came(page, row)) } }))
                    @if row.status.is_open() { (end_form(page, row, faulty)) }
                    @else if may_be_given_back(page, row) { (reopen_form(page, row, faulty)) }
                }
            }
        }
    }
}

pub(super) fn display_name(language: Language, row: &Participant) -> String {
    let shield =
        if row.address_protection { format!(" · {}", t(language, "participation-protected")) } else { String::new() };
    format!("{}{shield}", row.client_name)
}

fn detail(page: &Page, row: &Participant) -> Markup {
    let l = page.language;
    let name = t(l, &format!("participation-status-{}", row.status.code().replace('_', "-")));
    let tone = if row.status.is_open() { Tone::Good } else { Tone::Neutral };
    let on = row.ended_on.or(row.started_on).unwrap_or_else(|| page.day(row.confirmed_at));
    html! { (chip(tone, &name)) " " (when::full_day(l, on)) }
}

fn never_came(page: &Page, row: &Participant) -> Markup {
    Button::quiet(&page.t("participation-no-start")).post(&paths::NoStart { id: row.id }.to_string())
}

fn end_form(page: &Page, row: &Participant, faulty: Option<&FaultyEnd>) -> Markup {
    let today = page.today();
    let blank = Form::default().set("on", today);
    let form = faulty.filter(|faulty| faulty.place == row.id).map_or(&blank, |faulty| &faulty.form);
    let fields = form.fields(page.language);
    let action = paths::Finish { id: row.id }.to_string();
    let body = html! {
        form.stack method="post" action=(action) {
            (once_field())
            (reasons(page, row, form, "reason", None))
            (fields.field("on", &page.t("participation-on")).hint(&page.t("participation-on-hint")).required().date())
            (attritions(page, form, "attrition"))
            (fields.field("note", &page.t("participation-note")).textarea(2))
            (fields.field("tell_client", &page.t("participation-tell-client")).hint(&page.t("participation-tell-client-hint")).checkbox())
            div.actions { (Button::danger(&page.t("participation-end")).submit()) }
        }
    };
    disclosure(&page.t("participation-end"), body)
}

/// Whether the place may still be given back.
fn may_be_given_back(page: &Page, row: &Participant) -> bool {
    row.ended_on.is_some_and(|on| on >= page.day(page.now - REOPENS))
}

fn reopen_form(page: &Page, row: &Participant, faulty: Option<&FaultyEnd>) -> Markup {
    let typed = faulty.filter(|faulty| faulty.place == row.id).map(|faulty| faulty.form.clone()).unwrap_or_default();
    let fields = typed.fields(page.language);
    let action = paths::Reopen { id: row.id }.to_string();
    let body = html! {
        form.stack novalidate method="post" action=(action) {
            (once_field())
            (fields.field("reason", &page.t("participation-reopen-reason")).hint(&page.t("participation-reopen-hint")).textarea(2))
            div.actions { (Button::secondary(&page.t("participation-reopen")).submit()) }
        }
    };
    if typed.faults().is_empty() { disclosure(&page.t("participation-reopen"), body) } else { body }
}

/// The ends that fit a place, after `first`. On a list, where every end is given in one act, that its client never came
/// is one of them.
pub(super) fn reasons(page: &Page, row: &Participant, form: &Form, field: &str, first: Option<Choice<'_>>) -> Markup {
    let label = |end: &ParticipationStatus| page.t(&format!("participation-status-{}", end.code().replace('_', "-")));
    let has_begun = row.status != ParticipationStatus::Confirmed;
    let never = (!has_begun && first.is_some()).then_some(ParticipationStatus::NoStart);
    let ends = never.into_iter().chain(ends_that_fit(has_begun));
    let names: Vec<(&str, String)> = ends.map(|end| (end.code(), label(&end))).collect();
    let (is_on_list, choose) = (first.is_some(), page.t("group-choose"));
    let first = first.unwrap_or_else(|| Choice::new("", &choose));
    let choices: Vec<Choice<'_>> =
        std::iter::once(first).chain(names.iter().map(|(code, name)| Choice::new(code, name))).collect();
    let fields = form.fields(page.language);
    let name = page.t("participation-reason");
    let select = fields.field(field, &name);
    if is_on_list { select.select(&choices) } else { select.required().select(&choices) }
}

pub(super) fn attritions(page: &Page, form: &Form, field: &str) -> Markup {
    let none = page.t("participation-carried-through");
    let label = |why: &Attrition| page.t(&format!("participation-why-{}", why.code().replace('_', "-")));
    let names: Vec<(&str, String)> = Attrition::ALL.iter().map(|why| (why.code(), label(why))).collect();
    let mut choices = vec![Choice::new("", &none)];
    choices.extend(names.iter().map(|(code, name)| Choice::new(code, name)));
    form.fields(page.language).field(field, &page.t("participation-why")).select(&choices)
}
