//! A template as it was typed, and what it gives to a new group.

use entity::id::{StaffId, UnitId};
use entity::state::{Aim, GroupKind, Language, Openness};
use entity::{group, template};

use super::group::{budget_or_none, euros, hours, size};
use super::schedule::DURATION;
use crate::error::Result;
use crate::programme::rule::{Rule, RuleEnd};
use crate::web::form::{Form, LINE, TEXT};

/// How many sessions a template without another wish has.
const SESSIONS: i32 = 10;

/// A group to plan new ones from.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateInput {
    pub name: String,
    pub kind: GroupKind,
    /// Who may come in, and until when.
    pub openness: Openness,
    /// What happens there.
    pub summary: String,
    pub aims: Vec<Aim>,
    /// For whom it is.
    pub audience: String,
    /// What one needs to take part.
    pub criteria: String,
    /// How many people it takes.
    pub capacity: i32,
    /// How many it needs.
    pub min_participants: i32,
    /// How many times it meets.
    pub sessions: i32,
    /// How long a session lasts, in minutes.
    pub duration_minutes: i32,
    /// The working time it takes, in minutes.
    pub planned_minutes: i32,
    /// The money it takes, in cents.
    pub budget_cents: Option<i64>,
    /// What supports taking part.
    pub incentives: Option<String>,
    /// The risks and what is done about them.
    pub risk: Option<String>,
}

/// Reads a template.
pub fn read_template(form: &Form) -> Result<TemplateInput> {
    let mut reader = form.reader();
    let (capacity, min_participants) = size(&mut reader);
    let kind = reader.choice("kind", GroupKind::from_code);
    let openness = reader.choice("openness", Openness::from_code);
    let name = reader.text("name", LINE);
    let [summary, audience, criteria] =
        ["summary", "audience", "criteria"].map(|name| reader.text_or_empty(name, TEXT));
    let aims = reader.choices("aims", Aim::from_code);
    let sessions = reader.number("sessions", 1..=400);
    let duration_minutes = reader.number("duration_minutes", 5..=1440);
    let (planned_minutes, budget_cents) = (hours(form, &mut reader), budget_or_none(form, &mut reader));
    let [incentives, risk] = ["incentives", "risk"].map(|name| reader.text_or_none(name, TEXT));
    reader.done(|| {
        Ok(TemplateInput {
            name: name?,
            kind: kind?,
            openness: openness?,
            summary: summary?,
            aims: aims?,
            audience: audience?,
            criteria: criteria?,
            capacity: capacity?,
            min_participants: min_participants?,
            sessions: sessions?,
            duration_minutes: duration_minutes?,
            planned_minutes: planned_minutes?,
            budget_cents: budget_cents?,
            incentives: incentives?,
            risk: risk?,
        })
    })
}

/// The form of a new template.
pub fn template_blank() -> Form {
    Form::default()
        .set("openness", Openness::Closed)
        .set("capacity", 8)
        .set("min_participants", 4)
        .set("sessions", SESSIONS)
        .set("duration_minutes", DURATION)
}

/// The form of a template that stands.
pub fn template_form(row: &template::Model) -> Form {
    let form = Form::default()
        .set("name", &row.name)
        .set("kind", row.kind)
        .set("openness", row.openness)
        .set("summary", &row.summary)
        .set("audience", &row.audience)
        .set("criteria", &row.criteria)
        .set("capacity", row.capacity)
        .set("min_participants", row.min_participants)
        .set("sessions", row.sessions)
        .set("duration_minutes", row.duration_minutes)
        .set("planned_hours", f64::from(row.planned_minutes) / 60.0)
        .set_some("budget", row.budget_cents.map(euros))
        .set_some("incentives", row.incentives.as_ref())
        .set_some("risk", row.risk.as_ref());
    row.aims.0.iter().fold(form, |form, aim| form.set("aims", aim))
}

/// The form of a new template after a group, with the number of times that its rule says.
pub fn template_of(group: &group::Model) -> Form {
    let weekly = Rule::parse(group.rrule.as_deref().unwrap_or("")).ok().and_then(|rule| rule.weekly());
    let times = match weekly.map(|weekly| weekly.end) {
        Some(RuleEnd::Count(count)) => i32::try_from(count).unwrap_or(SESSIONS),
        _ => SESSIONS,
    };
    let form = Form::default()
        .set("name", &group.name)
        .set("kind", group.kind)
        .set("openness", group.openness)
        .set("summary", &group.summary)
        .set("audience", &group.audience)
        .set("criteria", &group.criteria)
        .set("capacity", group.capacity)
        .set("min_participants", group.min_participants)
        .set("sessions", times)
        .set("duration_minutes", group.duration_minutes)
        .set("planned_hours", f64::from(group.planned_minutes) / 60.0)
        .set("budget", euros(group.budget_cents))
        .set("incentives", &group.incentives)
        .set("risk", &group.risk);
    group.aims.0.iter().fold(form, |form, aim| form.set("aims", aim))
}

/// The form of a new group after a template, led by whoever opens it.
pub fn blank_of(row: &template::Model, unit: UnitId, leader: Option<StaffId>) -> Form {
    let form = template_form(row).set("template", row.id).set("languages", Language::Fi).set("unit_id", unit);
    form.set_some("leader", leader)
}
