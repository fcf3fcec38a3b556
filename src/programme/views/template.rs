//! Templates: groups to plan new ones from.

use entity::id::TemplateId;
use entity::state::Language;
use entity::template;
use maud::{Markup, html};

use super::card_text::{self, text_fields, told};
use super::euros;
use super::form::{aim_name, aims_field, kind_field, openness_field, openness_name};
use super::year::{YearTab, sheet, way_back, year_head};
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::programme::{paths, rules};
use crate::text::{t_with, when};
use crate::web::components::{Button, Column, Confirm, Crumb, Table, card, empty_state, facts, kind_mark, page_header};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::page::Page;

/// The list.
pub fn templates(page: &Page, by: &Viewer, rows: &[template::Model]) -> Markup {
    let new = html! {
        @if by.may(Resource::Template, Action::Write) {
            (Button::primary(&page.t("template-new")).icon(Icon::Plus).link(&paths::NewTemplate.to_string()))
        }
    };
    html! {
        (year_head(page, by, YearTab::Templates, new))
        @if rows.is_empty() { (empty_state(Icon::Copy, &page.t("template-none"), "")) }
        @else { (table(page, by, rows)) }
    }
}

fn table(page: &Page, by: &Viewer, rows: &[template::Model]) -> Markup {
    let l = page.language;
    let labels = ["group-name", "group-kind", "template-shape", "template-use"].map(|key| page.t(key));
    let columns: Vec<Column<'_>> = labels.iter().map(|label| Column::new(label)).collect();
    let rows = rows.iter().map(|row| {
        vec![
            html! { a href=(paths::ShowTemplate { id: row.id }) { (row.name) } },
            kind_mark(l, row.kind),
            html! { (shape(l, row)) },
            html! { @if by.may(Resource::Group, Action::Write) { (start(page, row.id)) } },
        ]
    });
    html! { (Table::new(&page.t("template-index"), &columns).rows(rows)) }
}

/// How often and how long: "10 sessions of 2 h".
fn shape(language: Language, row: &template::Model) -> String {
    let length = when::length(row.duration_minutes.into());
    t_with(language, "template-sessions-of", &[("n", i64::from(row.sessions).into()), ("length", length.into())])
}

fn start(page: &Page, id: TemplateId) -> Markup {
    Button::secondary(&page.t("template-start")).icon(Icon::Plus).link(&format!("{}?template={id}", paths::New))
}

/// One template.
pub fn show_template(page: &Page, by: &Viewer, row: &template::Model) -> Markup {
    let may_write = by.may(Resource::Template, Action::Write);
    let actions = html! {
        @if may_write {
            (Button::secondary(&page.t("edit")).icon(Icon::Edit).link(&paths::EditTemplate { id: row.id }.to_string()))
        }
        @if by.may(Resource::Group, Action::Write) { (start(page, row.id)) }
    };
    html! {
        (way_back(page, Some(Crumb { href: &paths::Templates.to_string(), label: &page.t("template-index") })))
        (page_header(&row.name, kind_mark(page.language, row.kind), actions))
        (card(&page.t("group-part-card"), about(page, row)))
        @if may_write { (take_away(page, row.id)) }
    }
}

fn about(page: &Page, row: &template::Model) -> Markup {
    let l = page.language;
    let people = [("least", i64::from(row.min_participants).into()), ("most", i64::from(row.capacity).into())];
    let form = rules::template_form(row);
    let aims = ("group-aims", row.aims.0.iter().map(|aim| aim_name(l, *aim)).collect::<Vec<_>>().join(", "));
    let rest = [
        ("group-openness", openness_name(l, row.openness)),
        ("group-places", t_with(l, "template-people", &people)),
        ("template-shape", shape(l, row)),
        ("group-hours", when::length(row.planned_minutes.into())),
        ("group-budget", row.budget_cents.filter(|cents| *cents > 0).map(euros).unwrap_or_default()),
    ];
    let rows = told(&form, card_text::SUMMARY).chain([aims]).chain(told(&form, card_text::WHOM)).chain(rest);
    let rows = rows.chain(told(&form, card_text::RESOURCES));
    facts(rows.filter(|(_, value)| !value.is_empty()).map(|(key, value)| (page.t(key), value)))
}

fn take_away(page: &Page, id: TemplateId) -> Markup {
    let (label, consequence, button) =
        (page.t("template-delete"), page.t("template-delete-what"), page.t("template-delete-now"));
    let action = paths::DeleteTemplate { id }.to_string();
    html! { (Confirm { label: &label, consequence: &consequence, action: &action, button: &button }) }
}

/// The form of a new template, or of one that stands.
pub fn template_form(page: &Page, form: &Form, id: Option<TemplateId>) -> Markup {
    let list = paths::Templates.to_string();
    let action = id.map_or_else(|| list.clone(), |id| paths::ShowTemplate { id }.to_string());
    let title = page.t(if id.is_none() { "template-new" } else { "template-edit" });
    html! {
        (way_back(page, Some(Crumb { href: &list, label: &page.t("template-index") })))
        (sheet(page, form, &title, &action, &action, html! { (what(page, form)) (how(page, form)) }))
    }
}

fn what(page: &Page, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    html! {
        (fields.field("name", &page.t("group-name")).required().text())
        (kind_field(page, form))
        (text_fields(page, form, card_text::SUMMARY))
        (aims_field(page, form))
        (text_fields(page, form, card_text::WHOM))
        (openness_field(page, form))
    }
}

fn how(page: &Page, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    html! {
        div.field-row {
            (fields.field("capacity", &page.t("group-capacity")).required().number(1, 500))
            (fields.field("min_participants", &page.t("group-min")).required().number(0, 500))
        }
        div.field-row {
            (fields.field("sessions", &page.t("schedule-count")).required().number(1, 400))
            (fields.field("duration_minutes", &page.t("schedule-duration")).required().number(5, 1440))
        }
        div.field-row {
            (fields.field("planned_hours", &page.t("group-hours")).hint(&page.t("group-hours-hint")).text())
            (fields.field("budget", &page.t("group-budget")).hint(&page.t("group-budget-hint")).text())
        }
        (text_fields(page, form, card_text::RESOURCES))
    }
}
