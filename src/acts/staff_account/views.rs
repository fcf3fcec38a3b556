//! The roles that wait for whoever looks.

use axum_extra::routing::TypedPath;
use entity::state::Role;
use maud::{Markup, html};

use crate::admin::paths;
use crate::people::{StaffPosition, UnitRow, WaitingRole};
use crate::text::t_with;
use crate::web::components::{Button, Choice, Crumb, breadcrumbs, empty_state, once_field, page_header, person_row};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::page::Page;

/// The form of somebody's roles and unit.
pub fn member(page: &Page, form: &Form, person: &StaffPosition, units: &[UnitRow]) -> Markup {
    let fields = form.fields(page.language);
    let ids: Vec<String> = units.iter().map(|unit| unit.id.to_string()).collect();
    let units: Vec<Choice<'_>> = units.iter().zip(&ids).map(|(unit, id)| Choice::new(id, &unit.name)).collect();
    let named = |role: &Role| {
        let name = page.t(&format!("role-{role}"));
        let waits = || t_with(page.language, "admin-role-waits", &[("role", name.as_str().into())]);
        if person.waiting.contains(role) { waits() } else { name }
    };
    let roles: Vec<(&str, String)> = Role::ALL.iter().map(|role| (role.code(), named(role))).collect();
    let roles: Vec<Choice<'_>> = roles.iter().map(|(code, label)| Choice::new(code, label)).collect();
    let chosen: Vec<&str> = form.all("roles").collect();
    let to = paths::Member { id: person.id }.to_string();
    let index = page.t("admin-title");
    html! {
        (breadcrumbs(page.language, &[Crumb { href: paths::Index::PATH, label: &index }]))
        (page_header(&person.name, page.t("admin-member-lead"), ""))
        (fields.summary())
        form.stack.narrow novalidate method="post" action=(to) {
            (once_field())
            (fields.version())
            (fields.field("unit_id", &page.t("admin-unit")).hint(&page.t("admin-member-unit-hint")).required().select(&units))
            (fields.field("roles", &page.t("admin-roles")).hint(&page.t("admin-member-roles-hint")).required().checkboxes(&roles, &chosen))
            div.actions { (Button::primary(&page.t("save")).submit()) }
        }
    }
}

/// The roles, with what settles them.
pub fn waiting(page: &Page, rows: &[WaitingRole]) -> Markup {
    html! {
        (page_header(&page.t("role-waiting-title"), page.t("role-waiting-lead"), ""))
        @if rows.is_empty() { (empty_state(Icon::Check, &page.t("role-waiting-none"), "")) }
        ul.people.bare {
            @for row in rows {
                @let to = paths::SettleRole { id: row.staff_id, role: row.role }.to_string();
                @let detail = html! { (page.t(&format!("role-{}", row.role))) " · " (row.unit_name) };
                @let acts = html! {
                    (Button::primary(&page.t("role-confirm")).post_with(&to, "confirmed", "true"))
                    (Button::quiet(&page.t("role-refuse")).post_with(&to, "confirmed", "false"))
                };
                li { (person_row(&row.name, None, detail, acts)) }
            }
        }
    }
}
