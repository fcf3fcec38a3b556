//! The form of a group's plan.

use entity::id::GroupId;
use entity::state::{Aim, GroupKind, Language, Openness};
use entity::template;
use maud::{Markup, html};

use super::card_text::{self, text_fields};
use super::euros;
use super::index::choices;
use crate::people::UnitRow;
use crate::programme::paths;
use crate::programme::queries::StaffOption;
use crate::programme::rules::{PARTS, PartFields};
use crate::text::{place_line, t, t_with, when};
use crate::venue::VenueOption;
use crate::web::components::{
    Button, Choice, Crumb, breadcrumbs, card, disclosure, foldable, kind_name, once_field, out_of_use, page_header,
};
use crate::web::form::Form;
use crate::web::page::Page;

/// What the form lets choose from.
pub struct GroupFormChoices {
    pub units: Vec<UnitRow>,
    /// The venues in use.
    pub venues: Vec<VenueOption>,
    pub staff: Vec<StaffOption>,
    /// What stands of what waits to be approved.
    pub approved: Option<Approved>,
    /// The templates, for a new group.
    pub templates: Vec<template::Model>,
}

/// What was approved of a field that shows what was asked for since.
#[derive(Clone, Copy, Debug)]
pub struct Approved {
    /// Working time in minutes.
    pub minutes: Option<i32>,
    /// Money in cents.
    pub budget_cents: Option<i64>,
}

/// The form of a new group, or of one that stands.
pub fn form(page: &Page, form: &Form, id: Option<GroupId>, from: &GroupFormChoices) -> Markup {
    let title = page.t(if id.is_none() { "group-new" } else { "group-edit" });
    let action = id.map_or_else(|| paths::Index.to_string(), |id| paths::Show { id }.to_string());
    let index = page.t("group-index");
    html! {
        (breadcrumbs(page.language, &[Crumb { href: &paths::Index.to_string(), label: &index }]))
        (page_header(&title, page.t("group-form-lead"), ""))
        @if id.is_none() && !from.templates.is_empty() { (templates(page, &from.templates)) }
        form.stack novalidate method="post" action=(action) {
            (once_field())
            (form.fields(page.language).summary())
            (form.fields(page.language).version())
            @if !form.value("template").is_empty() { input type="hidden" name="template" value=(form.value("template")); }
            (card(&page.t("group-part-card"), about(page, form)))
            (card(&page.t("group-part-whom"), whom(page, form)))
            (card(&page.t("group-part-place"), place(page, form, from)))
            (card(&page.t("group-part-leaders"), leaders(page, form, &from.staff)))
            (card(&page.t("group-part-resources"), resources(page, form, from.approved)))
            div.actions {
                (Button::primary(&page.t(if id.is_none() { "group-save-next" } else { "save" })).submit())
                (Button::quiet(&page.t("cancel")).link(&action))
            }
        }
    }
}

fn templates(page: &Page, templates: &[template::Model]) -> Markup {
    html! {
        (disclosure(&page.t("group-from-template"), html! {
            ul.bare.stack {
                @for template in templates {
                    li { a href={ (paths::New) "?template=" (template.id) } { (template.name) } }
                }
            }
        }))
    }
}

fn about(page: &Page, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    html! {
        (fields.field("name", &page.t("group-name")).hint(&page.t("group-name-hint")).required().text())
        (kind_field(page, form))
        (text_fields(page, form, card_text::SUMMARY))
        (aims_field(page, form))
        (fields.field("code", &page.t("group-code")).hint(&page.t("group-code-hint")).text())
    }
}

/// The choice of a kind.
pub(super) fn kind_field(page: &Page, form: &Form) -> Markup {
    let l = page.language;
    let kinds: Vec<(String, String)> =
        GroupKind::ALL.iter().map(|kind| (kind.to_string(), kind_name(l, *kind))).collect();
    let kinds: Vec<Choice<'_>> = kinds.iter().map(|(value, label)| Choice::new(value, label)).collect();
    form.fields(l).field("kind", &page.t("group-kind")).required().radios(&kinds)
}

/// The choice of aims.
pub(super) fn aims_field(page: &Page, form: &Form) -> Markup {
    let l = page.language;
    let aims: Vec<(&str, String)> = Aim::ALL.iter().map(|aim| (aim.code(), aim_name(l, *aim))).collect();
    let aims: Vec<Choice<'_>> = aims.iter().map(|(value, label)| Choice::new(value, label)).collect();
    let chosen: Vec<&str> = form.all("aims").collect();
    form.fields(l).field("aims", &page.t("group-aims")).checkboxes(&aims, &chosen)
}

/// The choice of how open a group is.
pub(super) fn openness_field(page: &Page, form: &Form) -> Markup {
    let l = page.language;
    let named: Vec<(String, String, String)> = Openness::ALL
        .iter()
        .map(|one| {
            let hint = page.t(&format!("openness-{}-hint", one.code().replace('_', "-")));
            (one.to_string(), openness_name(l, *one), hint)
        })
        .collect();
    let openness: Vec<Choice<'_>> =
        named.iter().map(|(value, label, hint)| Choice { value, label, hint: Some(hint) }).collect();
    form.fields(l).field("openness", &page.t("group-openness")).required().radios(&openness)
}

/// The name of an aim.
pub fn aim_name(language: Language, aim: Aim) -> String {
    t(language, &format!("aim-{}", aim.code().replace('_', "-")))
}

/// The name of how open a group is.
pub(super) fn openness_name(language: Language, openness: Openness) -> String {
    t(language, &format!("openness-{}", openness.code().replace('_', "-")))
}

fn whom(page: &Page, form: &Form) -> Markup {
    let l = page.language;
    let fields = form.fields(l);
    let languages: Vec<(&str, String)> = [Language::Fi, Language::Sv, Language::En, Language::FiEasy]
        .iter()
        .map(|one| (one.code(), t(l, &format!("group-language-{}", one.code().replace('_', "-")))))
        .collect();
    let languages: Vec<Choice<'_>> = languages.iter().map(|(value, label)| Choice::new(value, label)).collect();
    let spoken: Vec<&str> = form.all("languages").collect();
    html! {
        (text_fields(page, form, card_text::WHOM))
        (text_fields(page, form, card_text::OF_GROUPS))
        (openness_field(page, form))
        (fields.field("languages", &page.t("group-languages")).checkboxes(&languages, &spoken))
        div.field-row {
            (fields.field("capacity", &page.t("group-capacity")).required().number(1, 500))
            (fields.field("min_participants", &page.t("group-min")).hint(&page.t("group-min-hint")).required().number(0, 500))
        }
        (fields.field("decide_on", &page.t("group-decide-on")).hint(&page.t("group-decide-on-hint")).date())
    }
}

fn place(page: &Page, form: &Form, from: &GroupFormChoices) -> Markup {
    let fields = form.fields(page.language);
    let choose = page.t("group-choose");
    let units: Vec<(String, String)> = from.units.iter().map(|unit| (unit.id.to_string(), unit.name.clone())).collect();
    let venues = venue_choices(page.language, &from.venues);
    html! {
        (fields.field("unit_id", &page.t("group-unit")).required().select(&choices(&choose, &units)))
        (fields.field("municipality", &page.t("group-municipality")).text())
        div.field-row {
            (fields.field("venue_id", &page.t("group-where")).select(&choices(&choose, &venues)))
            (fields.field("fallback_venue_id", &page.t("group-fallback")).hint(&page.t("group-fallback-hint"))
                .select(&choices(&choose, &venues)))
        }
        (fields.field("animals", &page.t("group-animals")).hint(&page.t("group-animals-hint")).text())
    }
}

/// Venues with what tells them apart.
pub(super) fn venue_choices(language: Language, venues: &[VenueOption]) -> Vec<(String, String)> {
    venues
        .iter()
        .map(|venue| {
            let place = place_line([Some(&*venue.name), venue.municipality.as_deref()]);
            let seats = venue.capacity.map(|seats| format!(" ({seats})")).unwrap_or_default();
            let name = format!("{place}{seats}");
            (venue.id.to_string(), if venue.active { name } else { out_of_use(language, name) })
        })
        .collect()
}

/// Those who may lead by name, and whoever has the part already.
pub(super) fn leader_choices(language: Language, staff: &[StaffOption], standing: &str) -> Vec<(String, String)> {
    let kept = |one: &&StaffOption| (one.leads && one.active) || one.id.to_string() == standing;
    staff.iter().filter(kept).map(|one| (one.id.to_string(), staff_name(language, one))).collect()
}

/// Everybody at work by name, and whoever has the part already.
fn staff_choices(language: Language, staff: &[StaffOption], standing: &str) -> Vec<(String, String)> {
    let kept = |one: &&StaffOption| one.active || one.id.to_string() == standing;
    staff.iter().filter(kept).map(|one| (one.id.to_string(), staff_name(language, one))).collect()
}

fn staff_name(language: Language, one: &StaffOption) -> String {
    if one.active { one.name.clone() } else { out_of_use(language, one.name.clone()) }
}

fn leaders(page: &Page, form: &Form, staff: &[StaffOption]) -> Markup {
    let fields = form.fields(page.language);
    let nobody = page.t("group-nobody");
    let label = |field: &str| page.t(&format!("group-part-{}", field.replace('_', "-")));
    let (from, until) = (page.t("group-part-from"), page.t("group-part-until"));
    let select = |part: &PartFields| {
        let of = if part.role.leads() { leader_choices } else { staff_choices };
        let people = of(page.language, staff, form.value(part.person));
        let is_for_a_time = [part.from, part.until]
            .iter()
            .any(|name| !form.value(name).is_empty() || form.faults().iter().any(|fault| fault.field == *name));
        let days = html! {
            div.field-row { (fields.field(part.from, &from).date()) (fields.field(part.until, &until).date()) }
        };
        html! {
            (fields.field(part.person, &label(part.person)).select(&choices(&nobody, &people)))
            (foldable(&page.t("group-part-days"), is_for_a_time, days))
        }
    };
    let (first, more): (Vec<_>, Vec<_>) =
        PARTS.iter().partition(|part| ["leader", "co_leader", "substitute"].contains(&part.person));
    html! {
        @for part in first { (select(part)) }
        (disclosure(&page.t("group-more-leaders"), html! { @for part in more { (select(part)) } }))
        @for other in form.all("leaders") { input type="hidden" name="leaders" value=(other); }
    }
}

fn resources(page: &Page, form: &Form, approved: Option<Approved>) -> Markup {
    let fields = form.fields(page.language);
    let hint = |key: &str, stands: Option<String>| match stands {
        Some(stands) => t_with(page.language, "change-at-field", &[("stands", stands.into())]),
        None => page.t(key),
    };
    let hours = approved.and_then(|approved| approved.minutes).map(|minutes| when::length(minutes.into()));
    let budget = approved.and_then(|approved| approved.budget_cents).map(euros);
    html! {
        div.field-row {
            (fields.field("planned_hours", &page.t("group-hours")).hint(&hint("group-hours-hint", hours)).text())
            (fields.field("budget", &page.t("group-budget")).hint(&hint("group-budget-hint", budget)).text())
        }
        (text_fields(page, form, card_text::RESOURCES))
        (fields.field("project", &page.t("group-project")).text())
    }
}
