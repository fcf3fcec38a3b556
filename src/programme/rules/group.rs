//! A group's plan as it was typed or sent, checked.

use chrono::NaiveDate;
use entity::group;
use entity::id::{StaffId, UnitId, VenueId};
use entity::state::{Aim, GroupKind, Language, LeaderRole, Openness};

use crate::error::{Code, Fault, Result};
use crate::programme::queries::LeaderRow;
use crate::web::form::{Form, LINE, Reader, Reading, TEXT};

/// The most people that a group may take.
const CROWD: i32 = 500;
/// The most characters of an address made of a name.
pub const SLUG: usize = 60;
/// The most working time of a group, in hours.
const HOURS: f64 = 5000.0;
/// The most money of a group, in euros.
const EUROS: f64 = 1_000_000.0;

/// The parts of leaders that the form has a field for.
pub const PARTS: [(LeaderRole, &str); 9] = [
    (LeaderRole::Leader, "leader"),
    (LeaderRole::CoLeader, "co_leader"),
    (LeaderRole::CoLeader, "co_leader_2"),
    (LeaderRole::Substitute, "substitute"),
    (LeaderRole::Substitute, "substitute_2"),
    (LeaderRole::PeerLeader, "peer_leader"),
    (LeaderRole::ExpertByExperience, "expert_by_experience"),
    (LeaderRole::Trainee, "trainee"),
    (LeaderRole::AnimalHandler, "animal_handler"),
];

/// The field of each leader's part on the form, in the order of the leaders; `leaders` when the form has no more.
pub fn fields_of(leaders: &[Leading]) -> Vec<&'static str> {
    let mut free: Vec<(LeaderRole, &str)> = PARTS.to_vec();
    let mut next = |role| free.iter().position(|part| part.0 == role).map(|at| free.remove(at).1);
    leaders.iter().map(|one| next(one.role).unwrap_or("leaders")).collect()
}

/// A person's part in leading a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leading {
    /// The person.
    pub staff_id: StaffId,
    /// The part.
    pub role: LeaderRole,
}

/// What a supervisor reserves for a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reserved {
    /// Working time in minutes.
    pub minutes: i32,
    /// Money in cents.
    pub budget_cents: i64,
}

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

/// How many people a group takes, and how many it needs.
pub(super) fn size(reader: &mut Reader<'_>) -> (Reading<i32>, Reading<i32>) {
    let most = reader.number("capacity", 1..=CROWD);
    let least = reader.number("min_participants", 0..=CROWD);
    let least = reader.checked(least, |least| {
        let over = most.is_ok_and(|most| *least > most);
        over.then(|| Fault::of("min_participants", Code::GroupMinOverCapacity))
    });
    (most, least)
}

/// Reads what a supervisor reserves.
pub fn read_reserved(form: &Form) -> Result<Reserved> {
    let mut reader = form.reader();
    let (minutes, budget_cents) = (hours(form, &mut reader), budget(form, &mut reader));
    reader.done(|| Ok(Reserved { minutes: minutes?, budget_cents: budget_cents? }))
}

fn code(form: &Form, reader: &mut Reader<'_>) -> Reading<Option<String>> {
    let code = form.value("code").to_uppercase();
    if code.len() > 12 || !code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return Err(reader.fault(Fault::of("code", Code::GroupCodeForm)));
    }
    Ok(Some(code).filter(|code| !code.is_empty()))
}

/// Working time as hours: `24`, `24.5` or `24,5`; nothing is none.
pub(super) fn hours(form: &Form, reader: &mut Reader<'_>) -> Reading<i32> {
    #[expect(clippy::cast_possible_truncation, reason = "bounded by the most hours")]
    let minutes = decimal(form, reader, "planned_hours", HOURS)?.map(|hours| (hours * 60.0).round() as i32);
    Ok(minutes.unwrap_or(0))
}

/// Money as cents (`budget_cents`, what `/api/v1` sends) or as euros (`budget`, what the form has).
pub(super) fn budget(form: &Form, reader: &mut Reader<'_>) -> Reading<i64> {
    if let Some(cents) = reader.number_or_none("budget_cents", 0..=100_000_000)? {
        return Ok(i64::from(cents));
    }
    #[expect(clippy::cast_possible_truncation, reason = "bounded by the most euros")]
    let cents = decimal(form, reader, "budget", EUROS)?.map(|euros| (euros * 100.0).round() as i64);
    Ok(cents.unwrap_or(0))
}

fn decimal(form: &Form, reader: &mut Reader<'_>, name: &'static str, most: f64) -> Reading<Option<f64>> {
    let text = form.value(name).replace(',', ".").replace(' ', "");
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.parse().ok().filter(|number| (0.0..=most).contains(number));
    number.map(Some).ok_or_else(|| reader.fault(Fault::of(name, Code::FaultAmount).with("most", most.to_string())))
}

/// Leaders by the field of their part, and any others as `role:id`.
fn leaders(reader: &mut Reader<'_>) -> Reading<Vec<Leading>> {
    let parts = PARTS.map(|(role, field)| {
        let person = reader.id_or_none(field);
        person.map(|person| person.map(|staff_id| Leading { staff_id, role }))
    });
    let others = reader.choices("leaders", |text| {
        let (role, id) = text.split_once(':')?;
        Some(Leading { staff_id: id.parse().ok()?, role: LeaderRole::from_code(role)? })
    });
    let parts: Vec<Option<Leading>> = parts.into_iter().collect::<Reading<_>>()?;
    let leaders: Vec<Leading> = parts.into_iter().flatten().chain(others?).collect();
    reader.checked(Ok(leaders), |leaders| {
        let mut people = leaders.iter().enumerate();
        let twice = people.any(|(i, one)| leaders[..i].iter().any(|other| other.staff_id == one.staff_id));
        twice.then(|| Fault::of("leaders", Code::GroupLeaderTwice))
    })
}

/// The form of a group that stands.
pub fn form(group: &group::Model, leaders: &[LeaderRow]) -> Form {
    with_leaders(card(group).set("code", &group.code), leaders).set_some("decide_on", group.decide_on)
}

/// The form of a new group after one that stands: everything but its code and its dates.
pub fn copied(group: &group::Model, leaders: &[LeaderRow]) -> Form {
    with_leaders(card(group), leaders)
}

fn card(group: &group::Model) -> Form {
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

/// Cents as the form has them: `150` or `150.50`.
pub(super) fn euros(cents: i64) -> String {
    match cents % 100 {
        0 => (cents / 100).to_string(),
        rest => format!("{}.{rest:02}", cents / 100),
    }
}

fn with_leaders(form: Form, leaders: &[LeaderRow]) -> Form {
    let parts: Vec<Leading> =
        leaders.iter().map(|leader| Leading { staff_id: leader.staff_id, role: leader.role }).collect();
    parts.iter().zip(fields_of(&parts)).fold(form, |form, (one, field)| match field {
        "leaders" => form.set(field, format!("{}:{}", one.role, one.staff_id)),
        _ => form.set(field, one.staff_id),
    })
}

/// The form of a new group led by whoever opens it.
pub fn blank(unit: UnitId, leader: Option<StaffId>) -> Form {
    Form::default()
        .set("unit_id", unit)
        .set("openness", Openness::Closed)
        .set("languages", Language::Fi)
        .set("capacity", 8)
        .set("min_participants", 4)
        .set_some("leader", leader)
}

/// A name as an address: plain letters, digits and hyphens, at most [`SLUG`] of them.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        match plain(c) {
            Some(letters) => slug.push_str(letters),
            None if c.is_ascii_alphanumeric() => slug.push(c),
            None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            None => {}
        }
        if slug.len() >= SLUG {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// The plain letters of a letter with marks, as Finnish addresses write it.
const fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'å' | 'ä' | 'á' | 'à' | 'â' | 'ã' => "a",
        'ö' | 'ø' | 'ó' | 'ò' | 'ô' | 'õ' => "o",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'ü' | 'ú' | 'ù' | 'û' => "u",
        'í' | 'ì' | 'î' | 'ï' => "i",
        'š' => "s",
        'ž' => "z",
        'æ' => "ae",
        'ß' => "ss",
        'ñ' => "n",
        'ç' => "c",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    fn typed() -> Form {
        let unit = UnitId(uuid::Uuid::from_u128(7));
        blank(unit, None).set("name", "Ruokapiiri").set("kind", "functional")
    }

    #[test]
    fn an_address_has_plain_letters_only() {
        assert_eq!(slug("Äijien  ruoka & Öljy!"), "aijien-ruoka-oljy");
        assert_eq!(slug("«»"), "");
        assert!(slug(&"ä".repeat(500)).len() <= 61);
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
    fn each_leader_has_the_field_of_the_own_part_and_the_rest_share_one() {
        let part = |n: u128, role| Leading { staff_id: StaffId(uuid::Uuid::from_u128(n)), role };
        let roles = [LeaderRole::CoLeader, LeaderRole::Leader, LeaderRole::CoLeader, LeaderRole::CoLeader];
        let leaders: Vec<Leading> = roles.into_iter().zip(1..).map(|(role, n)| part(n, role)).collect();
        assert_eq!(fields_of(&leaders), ["co_leader", "leader", "co_leader_2", "leaders"]);
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
