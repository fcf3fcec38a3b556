//! The page of times away.

use chrono::{DateTime, Utc};
use entity::state::{AbsenceKind, WorkDay};
use maud::{Markup, html};

use super::paths;
use crate::access::Viewer;
use crate::people::{self, AbsenceRow, Colleague};
use crate::text::{t_with, when};
use crate::web::components::{
    Button, Choice, Crumb, breadcrumbs, card, empty_state, once_field, page_header, person_row,
};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::page::Page;
use axum_extra::routing::TypedPath;

/// What the page shows.
pub struct AbsenceList {
    pub rows: Vec<AbsenceRow>,
    pub colleagues: Vec<Colleague>,
    /// When the person works.
    pub own: Form,
}

/// The forms that came back, with their faults.
#[derive(Default)]
pub struct AbsenceForms {
    pub absence: Option<Form>,
    pub work: Option<Form>,
}

impl AbsenceForms {
    /// Whether none came back.
    pub const fn are_right(&self) -> bool {
        self.absence.is_none() && self.work.is_none()
    }
}

/// Who is away when, a form that tells it, and when the person works.
pub fn absences(page: &Page, by: &Viewer, listed: &AbsenceList, forms: &AbsenceForms) -> Markup {
    let typed = forms.absence.as_ref().or(forms.work.as_ref());
    html! {
        (page_header(&page.t("absence-title"), page.t("absence-lead"), ""))
        @if let Some(form) = typed { (form.fields(page.language).summary()) }
        @if listed.rows.is_empty() { (empty_state(Icon::Check, &page.t("absence-none"), "")) }
        div.people.stack { @for row in &listed.rows { div.card { (line(page, row)) } } }
        (card(&page.t("absence-new"), new(page, by, listed, forms.absence.as_ref())))
        (card(&page.t("absence-work"), work(page, by, listed, forms.work.as_ref())))
    }
}

fn line(page: &Page, row: &AbsenceRow) -> Markup {
    let day = |at: DateTime<Utc>| when::full_day(page.language, page.day(at));
    let span = format!("{}–{}", day(row.from_at), row.last().map(day).unwrap_or_default());
    let end = paths::EndAbsence { id: row.id }.to_string();
    let edit = paths::EditAbsence { id: row.id }.to_string();
    let act = html! {
        @if row.goes_on(page.now) {
            (Button::quiet(&page.t("absence-change")).link(&edit))
            (Button::secondary(&page.t("absence-end")).post(&end))
        }
    };
    html! {
        (person_row(&row.name, None, html! { (page.t(kind_key(row.kind))) " · " (span) }, act))
        @if let Some(deputy) = &row.deputy {
            p.small { (t_with(page.language, "absence-stands-in", &[("name", deputy.as_str().into())])) }
        }
    }
}

const fn kind_key(kind: AbsenceKind) -> &'static str {
    match kind {
        AbsenceKind::Sick => "absence-kind-sick",
        AbsenceKind::Leave => "absence-kind-leave",
        AbsenceKind::Other => "absence-kind-other",
    }
}

fn new(page: &Page, by: &Viewer, listed: &AbsenceList, typed: Option<&Form>) -> Markup {
    let blank = Form::default().set("from_on", page.day(page.now)).set("staff_id", by.staff_id);
    let form = typed.unwrap_or(&blank);
    let fields = form.fields(page.language);
    let people: Vec<(String, &str)> = named(listed.colleagues.iter().filter(|one| one.is_within));
    let people: Vec<Choice<'_>> = people.iter().map(|(id, name)| Choice::new(id, name)).collect();
    html! {
        form.stack novalidate method="post" action=(paths::Absences::PATH) {
            (once_field())
            @if people::supervises(by) { (fields.field("staff_id", &page.t("absence-who")).required().select(&people)) }
            (what_and_when(page, form, &listed.colleagues))
            div.actions { (Button::primary(&page.t("absence-tell")).submit()) }
        }
    }
}

/// The form of a time away that stands, of the person whose it is.
pub fn change(page: &Page, row: &AbsenceRow, form: &Form, colleagues: &[Colleague]) -> Markup {
    let fields = form.fields(page.language);
    let to = paths::EditAbsence { id: row.id };
    html! {
        (breadcrumbs(page.language, &[Crumb { href: paths::Absences::PATH, label: &page.t("absence-title") }]))
        (page_header(&page.t("absence-change-title"), &row.name, ""))
        (fields.summary())
        form.card.narrow.stack novalidate method="post" action=(to) {
            (once_field())
            (fields.version())
            (what_and_when(page, form, colleagues))
            div.actions { (Button::primary(&page.t("save")).submit()) }
        }
    }
}

fn what_and_when(page: &Page, form: &Form, colleagues: &[Colleague]) -> Markup {
    let fields = form.fields(page.language);
    let kinds: Vec<(&str, String)> =
        AbsenceKind::ALL.iter().map(|kind| (kind.code(), page.t(kind_key(*kind)))).collect();
    let kinds: Vec<Choice<'_>> = kinds.iter().map(|(code, name)| Choice::new(code, name)).collect();
    html! {
        (fields.field("kind", &page.t("absence-kind")).required().select(&kinds))
        div.field-row {
            (fields.field("from_on", &page.t("absence-from")).required().date())
            (fields.field("until_on", &page.t("absence-until")).hint(&page.t("absence-until-hint")).date())
        }
        (deputy(page, form, colleagues))
    }
}

fn deputy(page: &Page, form: &Form, colleagues: &[Colleague]) -> Markup {
    let (fields, nobody) = (form.fields(page.language), page.t("absence-no-deputy"));
    let people = named(colleagues.iter());
    let mut choices = vec![Choice::new("", &nobody)];
    choices.extend(people.iter().map(|(id, name)| Choice::new(id, name)));
    let (label, hint) = (page.t("absence-deputy"), page.t("absence-deputy-hint"));
    html! { (fields.field("deputy_id", &label).hint(&hint).select(&choices)) }
}

fn named<'a>(colleagues: impl Iterator<Item = &'a Colleague>) -> Vec<(String, &'a str)> {
    colleagues.map(|one| (one.id.to_string(), one.name.as_str())).collect()
}

fn work(page: &Page, by: &Viewer, listed: &AbsenceList, typed: Option<&Form>) -> Markup {
    let form = typed.unwrap_or(&listed.own);
    let fields = form.fields(page.language);
    let days: Vec<(&str, String)> =
        WorkDay::ALL.iter().map(|day| (day.code(), page.t(&format!("absence-day-{day}")))).collect();
    let days: Vec<Choice<'_>> = days.iter().map(|(code, name)| Choice::new(code, name)).collect();
    let worked: Vec<&str> = form.all("work_days").collect();
    let others: Vec<Colleague> = listed.colleagues.iter().filter(|one| one.id != by.staff_id).cloned().collect();
    html! {
        p.soft { (page.t("absence-work-lead")) }
        form.stack novalidate method="post" action=(paths::Work::PATH) {
            (once_field())
            (fields.version())
            (deputy(page, form, &others))
            (fields.field("work_days", &page.t("absence-work-days")).checkboxes(&days, &worked))
            div.field-row {
                (fields.field("work_from", &page.t("absence-work-from")).time())
                (fields.field("work_until", &page.t("absence-work-until")).time())
            }
            div.actions { (Button::secondary(&page.t("save")).submit()) }
        }
    }
}
