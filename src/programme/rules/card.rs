//! What a group and a template say of themselves: from a form, as a form, and as columns.
//!
//! A new field is a line in each of these functions, here and nowhere else.

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{UnitId, VenueId};
use entity::list::{Aims, Languages};
use entity::state::{Aim, GroupKind, Language, Openness};
use entity::{group, template};
use sea_orm::Set;

use super::group::{Leading, budget, budget_or_none, code, euros, fields_of, hours, leaders, size};
use crate::config::ZONE;
use crate::error::Result;
use crate::local_time::zone_of;
use crate::programme::queries::{GroupRow, LeaderRow};
use crate::text::sort::{search_key, sort_key};
use crate::web::form::{Form, LINE, TEXT};

/// A group's plan.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupInput {
    /// The short name that lists and neutral feeds show; none takes the next free.
    pub code: Option<String>,
    pub name: String,
    pub kind: GroupKind,
    /// Who may come in, and until when.
    pub openness: Openness,
    /// What happens there, in a few sentences.
    pub summary: String,
    /// For whom it is.
    pub audience: String,
    /// What one needs to take part.
    pub criteria: String,
    /// For whom it is not.
    pub not_for: String,
    /// What it leads to.
    pub leads_to: String,
    pub aims: Vec<Aim>,
    /// The languages spoken.
    pub languages: Vec<Language>,
    /// The unit that runs it.
    pub unit_id: UnitId,
    /// The municipality where it meets.
    pub municipality: Option<String>,
    /// Where it meets.
    pub venue_id: Option<VenueId>,
    /// Where it meets when it can't meet there.
    pub fallback_venue_id: Option<VenueId>,
    /// How many people it takes.
    pub capacity: i32,
    /// How many it needs.
    pub min_participants: i32,
    /// The working time planned, in minutes.
    pub planned_minutes: i32,
    /// The money planned, in cents.
    pub budget_cents: i64,
    /// What supports taking part: tickets, meals, loans.
    pub incentives: String,
    /// The animals that take part.
    pub animals: Option<String>,
    /// The risks and what is done about them.
    pub risk: String,
    /// The project that it belongs to.
    pub project: Option<String>,
    /// The day on which it is decided whether it runs.
    pub decide_on: Option<NaiveDate>,
    /// Who leads it, each once.
    pub leaders: Vec<Leading>,
}

/// Reads a group's plan.
pub fn read(form: &Form) -> Result<GroupInput> {
    let mut reader = form.reader();
    let (capacity, min_participants) = size(&mut reader);
    let unit_id = reader.id("unit_id");
    let kind = reader.choice("kind", GroupKind::from_code);
    let openness = reader.choice("openness", Openness::from_code);
    let languages = reader.choices("languages", Language::from_code);
    let (code, name) = (code(form, &mut reader), reader.text("name", LINE));
    let [summary, audience, criteria, not_for, leads_to, incentives, risk] =
        ["summary", "audience", "criteria", "not_for", "leads_to", "incentives", "risk"]
            .map(|name| reader.text_or_empty(name, TEXT));
    let aims = reader.choices("aims", Aim::from_code);
    let [municipality, animals, project] =
        ["municipality", "animals", "project"].map(|name| reader.text_or_none(name, LINE));
    let (venue_id, fallback_venue_id) = (reader.id_or_none("venue_id"), reader.id_or_none("fallback_venue_id"));
    let (planned_minutes, budget_cents) = (hours(form, &mut reader), budget(form, &mut reader));
    let decide_on = reader.date_or_none("decide_on");
    let leaders = leaders(&mut reader);
    reader.done(|| {
        Ok(GroupInput {
            code: code?,
            name: name?,
            kind: kind?,
            openness: openness?,
            summary: summary?,
            audience: audience?,
            criteria: criteria?,
            not_for: not_for?,
            leads_to: leads_to?,
            aims: aims?,
            languages: spoken(languages?),
            unit_id: unit_id?,
            municipality: municipality?,
            venue_id: venue_id?,
            fallback_venue_id: fallback_venue_id?,
            capacity: capacity?,
            min_participants: min_participants?,
            planned_minutes: planned_minutes?,
            budget_cents: budget_cents?,
            incentives: incentives?,
            animals: animals?,
            risk: risk?,
            project: project?,
            decide_on: decide_on?,
            leaders: leaders?,
        })
    })
}

/// Finnish where no language is named.
fn spoken(languages: Vec<Language>) -> Vec<Language> {
    if languages.is_empty() { vec![Language::Fi] } else { languages }
}

/// The form of a group that stands.
pub fn form(group: &group::Model, leaders: &[LeaderRow]) -> Form {
    with_leaders(group_card(group).set("code", &group.code), &group.timezone, leaders)
        .set_some("decide_on", group.decide_on)
}

/// The form of a group with what waits to be approved, as it was asked for.
pub fn form_as_asked(row: &GroupRow) -> Form {
    let form = form(&row.group, &row.leaders);
    let Some(waits) = &row.pending else { return form };
    let put = |form: Form, name: &str, value: Option<String>| match value {
        Some(value) => form.overlay(&serde_json::Map::from_iter([(name.to_owned(), value.into())])),
        None => form,
    };
    let hours = waits.planned_minutes.map(|minutes| (f64::from(minutes) / 60.0).to_string());
    put(put(form, "planned_hours", hours), "budget", waits.budget_cents.map(euros))
}

/// The form of a new group after one that stands: everything but its code and its dates, and without those who lead it
/// for a time only.
pub fn copied(group: &group::Model, leaders: &[LeaderRow]) -> Form {
    let throughout: Vec<LeaderRow> = leaders.iter().filter(|one| one.until_at.is_none()).cloned().collect();
    let throughout: Vec<LeaderRow> = throughout.into_iter().map(|one| LeaderRow { from_at: None, ..one }).collect();
    with_leaders(group_card(group), &group.timezone, &throughout)
}

fn with_leaders(form: Form, timezone: &str, leaders: &[LeaderRow]) -> Form {
    let zone = zone_of(timezone, ZONE);
    let parts: Vec<Leading> = leaders.iter().map(|leader| leader.part(zone)).collect();
    parts.iter().zip(fields_of(&parts)).fold(form, |form, (one, fields)| match fields {
        None => form.set("leaders", one.in_a_word()),
        Some(fields) => form
            .set(fields.person, one.staff_id)
            .set_some(fields.from, one.from_on)
            .set_some(fields.until, one.until_on),
    })
}

/// The form of what a group says of itself, whatever its dates.
pub fn group_card(group: &group::Model) -> Form {
    let form = Form::default()
        .set("name", &group.name)
        .set("kind", group.kind)
        .set("openness", group.openness)
        .set("summary", &group.summary)
        .set("audience", &group.audience)
        .set("criteria", &group.criteria)
        .set("not_for", &group.not_for)
        .set("leads_to", &group.leads_to)
        .set("unit_id", group.unit_id)
        .set_some("municipality", group.municipality.as_ref())
        .set_some("venue_id", group.venue_id)
        .set_some("fallback_venue_id", group.fallback_venue_id)
        .set("capacity", group.capacity)
        .set("min_participants", group.min_participants)
        .set("planned_hours", f64::from(group.planned_minutes) / 60.0)
        .set("budget", euros(group.budget_cents))
        .set("incentives", &group.incentives)
        .set_some("animals", group.animals.as_ref())
        .set("risk", &group.risk)
        .set_some("project", group.project.as_ref());
    let form = group.aims.0.iter().fold(form, |form, aim| form.set("aims", aim));
    group.languages.0.iter().fold(form, |form, language| form.set("languages", language))
}

/// The columns of a group's plan. Each field is named, so that a forgotten column is an unused variable.
pub fn group_columns(input: GroupInput, now: DateTime<Utc>) -> group::ActiveModel {
    let GroupInput {
        code: _,
        name,
        kind,
        openness,
        summary,
        audience,
        criteria,
        not_for,
        leads_to,
        aims,
        languages,
        unit_id,
        municipality,
        venue_id,
        fallback_venue_id,
        capacity,
        min_participants,
        planned_minutes,
        budget_cents,
        incentives,
        animals,
        risk,
        project,
        decide_on,
        leaders: _,
    } = input;
    group::ActiveModel {
        name_sort: Set(sort_key(&name)),
        name_search: Set(search_key(&name)),
        card_search: Set(Some(search_key(&[&*name, &*summary, &*audience].join(" ")))),
        name: Set(name),
        kind: Set(kind),
        openness: Set(openness),
        summary: Set(summary),
        audience: Set(audience),
        criteria: Set(criteria),
        not_for: Set(not_for),
        leads_to: Set(leads_to),
        aims: Set(Aims(aims)),
        languages: Set(Languages(languages)),
        unit_id: Set(unit_id),
        municipality: Set(municipality),
        venue_id: Set(venue_id),
        fallback_venue_id: Set(fallback_venue_id),
        capacity: Set(capacity),
        min_participants: Set(min_participants),
        planned_minutes: Set(planned_minutes),
        budget_cents: Set(budget_cents),
        incentives: Set(incentives),
        animals: Set(animals),
        risk: Set(risk),
        project: Set(project),
        decide_on: Set(decide_on),
        updated_at: Set(now),
        ..Default::default()
    }
}

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

/// The columns of a template. Each field is named, so that a forgotten column is an unused variable.
pub fn template_columns(input: TemplateInput) -> template::ActiveModel {
    let TemplateInput {
        name,
        kind,
        openness,
        summary,
        aims,
        audience,
        criteria,
        capacity,
        min_participants,
        sessions,
        duration_minutes,
        planned_minutes,
        budget_cents,
        incentives,
        risk,
    } = input;
    template::ActiveModel {
        name: Set(name),
        kind: Set(kind),
        openness: Set(openness),
        summary: Set(summary),
        aims: Set(Aims(aims)),
        audience: Set(audience),
        criteria: Set(criteria),
        capacity: Set(capacity),
        min_participants: Set(min_participants),
        sessions: Set(sessions),
        duration_minutes: Set(duration_minutes),
        planned_minutes: Set(planned_minutes),
        budget_cents: Set(budget_cents),
        incentives: Set(incentives),
        risk: Set(risk),
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::group::blank;
    use super::*;
    use crate::error::{Code, Error};

    fn typed() -> Form {
        let unit = UnitId(uuid::Uuid::from_u128(7));
        blank(unit, None).set("name", "Ruokapiiri").set("kind", "functional")
    }

    #[test]
    fn hours_and_money_are_read_as_people_write_them() {
        let input = read(&typed().set("planned_hours", "24,5").set("budget", "150,50")).unwrap();
        assert_eq!((input.planned_minutes, input.budget_cents), (1470, 15_050));
        let input = read(&typed().set("budget", "1").set("budget_cents", 250)).unwrap();
        assert_eq!(input.budget_cents, 250);
        for absurd in ["-1", "NaN", "inf", "1e99", "many"] {
            assert!(read(&typed().set("planned_hours", absurd)).is_err(), "{absurd}");
        }
    }

    #[test]
    fn nobody_leads_a_group_in_two_parts() {
        let id = uuid::Uuid::from_u128(9);
        let form = typed().set("leader", id).set("leaders", format!("trainee:{id}"));
        let Err(Error::Invalid(faults)) = read(&form) else { panic!("a fault") };
        assert_eq!(faults[0].code, Code::GroupLeaderTwice);
    }

    #[test]
    fn the_least_is_never_more_than_the_most() {
        let form = typed().overlay(&serde_json::json!({"capacity": 5, "min_participants": 6}));
        let Err(Error::Invalid(faults)) = read(&form) else { panic!("a fault") };
        assert_eq!(faults[0].code, Code::GroupMinOverCapacity);
    }
}
