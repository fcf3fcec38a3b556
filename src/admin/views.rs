//! The page of administration.

use axum_extra::routing::TypedPath;
use entity::state::{Language, Role, UnitKind};
use maud::{Markup, html};

use super::paths;
use super::queries::{Holder, StaffRow};
use crate::people::UnitRow;
use crate::text::t_with;
use crate::web::components::{
    Button, Choice, Column, Confirm, Table, Tone, card, chip, disclosure, once_field, page_header,
};
use crate::web::form::Form;
use crate::web::page::Page;

/// The page.
pub fn index(page: &Page, form: &Form, units: &[UnitRow], staff: &[Holder], settings: &str) -> Markup {
    html! {
        (page_header(&page.t("admin-title"), page.t("admin-lead"), ""))
        (form.fields(page.language).summary())
        (card(&page.t("admin-staff"), people(page, form, units, staff)))
        (card(&page.t("admin-units"), tree(page, form, units)))
        (card(&page.t("admin-settings"), in_force(page, settings)))
    }
}

fn in_force(page: &Page, settings: &str) -> Markup {
    html! {
        p.soft { (page.t("admin-settings-lead")) }
        pre tabindex="0" aria-label=(page.t("admin-settings")) { (settings) }
    }
}

fn people(page: &Page, form: &Form, units: &[UnitRow], staff: &[Holder]) -> Markup {
    let labels = ["name", "roles", "unit", "act"].map(|key| page.t(&format!("admin-{key}")));
    let columns: Vec<Column<'_>> = labels.iter().map(|label| Column::new(label)).collect();
    let rows = staff.iter().map(|Holder { person, roles, waiting, alone }| {
        let name = |role: &Role| page.t(&format!("role-{role}"));
        let roles: Vec<String> = roles.iter().map(name).collect();
        vec![
            html! {
                (person.name) br; span.soft.small { (person.email) }
                @if !person.active { " " (chip(Tone::Neutral, &page.t("admin-closed-chip"))) }
            },
            html! {
                (roles.join(", "))
                @for role in alone {
                    p.small { (t_with(page.language, "admin-role-alone", &[("role", name(role).into())])) br; code { "piiri staff confirm --email " (person.email) " --role " (role.code()) } }
                }
                @for role in waiting { " " (chip(Tone::Warning, &t_with(page.language, "admin-role-waits", &[("role", name(role).into())]))) }
            },
            html! { (person.unit_name) },
            acts(page, person),
        ]
    });
    let add = new_staff(page, form, units);
    html! {
        (Table::new(&page.t("admin-staff"), &columns).rows(rows))
        @if form.faults().is_empty() { (disclosure(&page.t("admin-staff-add"), add)) } @else { (add) }
    }
}

fn acts(page: &Page, person: &StaffRow) -> Markup {
    let id = person.id;
    let active = paths::Active { id }.to_string();
    let (close, consequence) = (page.t("admin-close"), page.t("admin-close-what"));
    html! {
        div.actions {
            (Button::quiet(&page.t("admin-member-change")).link(&paths::Member { id }.to_string()))
            (Button::quiet(&page.t("admin-reset")).post(&paths::Reset { id }.to_string()))
            (Button::quiet(&page.t("admin-sign-out")).post(&paths::SignOut { id }.to_string()))
            @if person.active {
                (Confirm { label: &close, consequence: &consequence, action: &active, button: &close })
            } @else {
                (Button::quiet(&page.t("admin-open")).post_with(&active, "active", "true"))
            }
        }
    }
}

fn new_staff(page: &Page, form: &Form, units: &[UnitRow]) -> Markup {
    let fields = form.fields(page.language);
    let ids: Vec<String> = units.iter().map(|unit| unit.id.to_string()).collect();
    let units: Vec<Choice<'_>> = units.iter().zip(&ids).map(|(unit, id)| Choice::new(id, &unit.name)).collect();
    let roles: Vec<(&str, String)> =
        Role::ALL.iter().map(|role| (role.code(), page.t(&format!("role-{role}")))).collect();
    let roles: Vec<Choice<'_>> = roles.iter().map(|(code, label)| Choice::new(code, label)).collect();
    let chosen: Vec<&str> = form.all("roles").collect();
    let names = [(Language::Fi.code(), "Suomi"), (Language::Sv.code(), "Svenska"), (Language::En.code(), "English")];
    let languages: Vec<Choice<'_>> = names.iter().map(|(code, label)| Choice::new(code, label)).collect();
    html! {
        form.stack.narrow novalidate method="post" action=(paths::Staff::PATH) {
            (once_field())
            (fields.field("name", &page.t("admin-name")).hint(&page.t("admin-name-hint")).required().text())
            (fields.field("email", &page.t("admin-email")).hint(&page.t("admin-email-hint")).required().email())
            (fields.field("phone", &page.t("admin-phone")).tel())
            (fields.field("unit_id", &page.t("admin-unit")).required().select(&units))
            (fields.field("roles", &page.t("admin-roles")).required().checkboxes(&roles, &chosen))
            (fields.field("language", &page.t("admin-language")).select(&languages))
            (fields.field("address_protection", &page.t("admin-protection")).hint(&page.t("admin-protection-hint")).checkbox())
            div.actions { (Button::primary(&page.t("admin-staff-add")).submit()) }
        }
    }
}

fn tree(page: &Page, form: &Form, units: &[UnitRow]) -> Markup {
    let fields = form.fields(page.language);
    let ids: Vec<String> = units.iter().map(|unit| unit.id.to_string()).collect();
    let parents: Vec<Choice<'_>> = units.iter().zip(&ids).map(|(unit, id)| Choice::new(id, &unit.name)).collect();
    let kinds: Vec<(&str, String)> =
        UnitKind::ALL.iter().map(|kind| (kind.code(), page.t(&format!("admin-unit-{kind}")))).collect();
    let kinds: Vec<Choice<'_>> = kinds.iter().map(|(code, label)| Choice::new(code, label)).collect();
    let add = html! {
        form.stack.narrow novalidate method="post" action=(paths::Units::PATH) {
            (once_field())
            (fields.field("unit_name", &page.t("admin-unit-name")).required().text())
            (fields.field("kind", &page.t("admin-unit-kind")).select(&kinds))
            (fields.field("parent_id", &page.t("admin-unit-parent")).select(&parents))
            div.actions { (Button::secondary(&page.t("admin-unit-add")).submit()) }
        }
    };
    html! {
        (branch(units, None))
        @if form.faults().is_empty() { (disclosure(&page.t("admin-unit-add"), add)) } @else { (add) }
    }
}

/// The units under one, as nested lists; the depth is that of the organisation.
fn branch(units: &[UnitRow], parent: Option<entity::id::UnitId>) -> Markup {
    let here: Vec<&UnitRow> = units.iter().filter(|unit| unit.parent_id == parent).collect();
    html! {
        @if !here.is_empty() {
            ul { @for unit in here { li { (unit.name) (branch(units, Some(unit.id))) } } }
        }
    }
}
