//! A template as it was typed, and what it gives to a new group.

use entity::id::{StaffId, UnitId};
use entity::state::{Language, Openness};
use entity::{group, template};

use super::card::{group_card, read_template, template_columns, template_form};
use super::schedule::DURATION;
use crate::error::Result;
use crate::programme::rule::{Rule, RuleEnd};
use crate::web::form::Form;

/// How many sessions a template without another wish has.
const SESSIONS: i32 = 10;

/// The form of a new template.
pub fn template_blank() -> Form {
    Form::default()
        .set("openness", Openness::Closed)
        .set("capacity", 8)
        .set("min_participants", 4)
        .set("sessions", SESSIONS)
        .set("duration_minutes", DURATION)
}

/// The form of a new template after a group, with the number of times that its rule says.
pub fn template_of(group: &group::Model) -> Form {
    let weekly = Rule::parse(group.rrule.as_deref().unwrap_or("")).ok().and_then(|rule| rule.weekly());
    let times = match weekly.map(|weekly| weekly.end) {
        Some(RuleEnd::Count(count)) => i32::try_from(count).unwrap_or(SESSIONS),
        _ => SESSIONS,
    };
    // What a template has no column for, its form leaves out.
    group_card(group).set("sessions", times).set("duration_minutes", group.duration_minutes)
}

/// The columns of a template after a group.
pub fn template_after(group: &group::Model) -> Result<template::ActiveModel> {
    Ok(template_columns(read_template(&template_of(group))?))
}

/// The form of a new group after a template, led by whoever opens it.
pub fn blank_of(row: &template::Model, unit: UnitId, leader: Option<StaffId>) -> Form {
    let form = template_form(row).set("template", row.id).set("languages", Language::Fi).set("unit_id", unit);
    form.set_some("leader", leader)
}
