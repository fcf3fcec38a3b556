//! A group's plan as it was typed or sent, checked.

use chrono::NaiveDate;
use entity::id::{StaffId, UnitId};
use entity::state::{Language, LeaderRole, Openness};

use crate::error::{Code, Fault, Result};
use crate::web::form::{Form, Reader, Reading};

/// The most people that a group may take.
const CROWD: i32 = 500;
/// The most characters of an address made of a name.
pub const SLUG: usize = 60;
/// The most working time of a group, in hours.
const HOURS: f64 = 5000.0;
/// The most money of a group, in euros.
const EUROS: f64 = 1_000_000.0;

/// The fields of a form for one part in leading a group: who has it, and from when until when.
#[derive(Clone, Copy, Debug)]
pub struct PartFields {
    pub role: LeaderRole,
    pub person: &'static str,
    pub from: &'static str,
    pub until: &'static str,
}

macro_rules! parts {
    ($($role:ident $person:literal,)+) => {
        /// The parts of leaders that the form has fields for.
        pub const PARTS: &[PartFields] = &[$(PartFields {
            role: LeaderRole::$role,
            person: $person,
            from: concat!($person, "_from"),
            until: concat!($person, "_until"),
        },)+];
    };
}

parts! {
    Leader "leader",
    CoLeader "co_leader",
    CoLeader "co_leader_2",
    Substitute "substitute",
    Substitute "substitute_2",
    PeerLeader "peer_leader",
    ExpertByExperience "expert_by_experience",
    Trainee "trainee",
    AnimalHandler "animal_handler",
}

/// The fields of each leader's part on the form, in the order of the leaders; none when the form has no more, and the
/// leader goes with the others in `leaders`.
pub fn fields_of(leaders: &[Leading]) -> Vec<Option<PartFields>> {
    let mut free: Vec<PartFields> = PARTS.to_vec();
    let mut next = |role| free.iter().position(|part| part.role == role).map(|at| free.remove(at));
    leaders.iter().map(|one| next(one.role)).collect()
}

/// The field at which a fault of a leader is shown.
pub fn person_field(fields: Option<PartFields>) -> &'static str {
    fields.map_or("leaders", |fields| fields.person)
}

/// A person's part in leading a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leading {
    /// The person.
    pub staff_id: StaffId,
    /// The part.
    pub role: LeaderRole,
    /// The first day; the group's first where none is told.
    pub from_on: Option<NaiveDate>,
    /// The last day; the group's last where none is told.
    pub until_on: Option<NaiveDate>,
}

impl Leading {
    /// Somebody's part for as long as the group lasts.
    pub const fn throughout(staff_id: StaffId, role: LeaderRole) -> Self {
        Self { staff_id, role, from_on: None, until_on: None }
    }

    /// Whether it is the same part of the same person, whatever its time.
    pub fn is_part_of(&self, other: &Self) -> bool {
        self.staff_id == other.staff_id && self.role == other.role
    }

    /// The part as one field among others, `role:person:from:until`.
    pub fn in_a_word(&self) -> String {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        format!("{}:{}:{}:{}", self.role, self.staff_id, day(self.from_on), day(self.until_on))
    }

    /// The same read; the days may be left out.
    fn of_a_word(text: &str) -> Option<Self> {
        let mut words = text.split(':');
        let (role, id) = (words.next()?, words.next()?);
        let mut day = || match words.next() {
            None | Some("") => Some(None),
            Some(word) => word.parse().ok().map(Some),
        };
        let (from_on, until_on) = (day()?, day()?);
        Some(Self { staff_id: id.parse().ok()?, role: LeaderRole::from_code(role)?, from_on, until_on })
    }
}

/// What a supervisor reserves for a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reserved {
    /// Working time in minutes.
    pub minutes: i32,
    /// Money in cents.
    pub budget_cents: i64,
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

pub(super) fn code(form: &Form, reader: &mut Reader<'_>) -> Reading<Option<String>> {
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

/// The same, with nothing for none.
pub(super) fn budget(form: &Form, reader: &mut Reader<'_>) -> Reading<i64> {
    budget_or_none(form, reader).map(Option::unwrap_or_default)
}

/// Money as cents (`budget_cents`, what `/api/v1` sends) or as euros (`budget`, what the form has).
pub(super) fn budget_or_none(form: &Form, reader: &mut Reader<'_>) -> Reading<Option<i64>> {
    if let Some(cents) = reader.number_or_none("budget_cents", 0..=100_000_000)? {
        return Ok(Some(cents.into()));
    }
    #[expect(clippy::cast_possible_truncation, reason = "bounded by the most euros")]
    let cents = decimal(form, reader, "budget", EUROS)?.map(|euros| (euros * 100.0).round() as i64);
    Ok(cents)
}

fn decimal(form: &Form, reader: &mut Reader<'_>, name: &'static str, most: f64) -> Reading<Option<f64>> {
    let text = form.value(name).replace(',', ".").replace(' ', "");
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.parse().ok().filter(|number| (0.0..=most).contains(number));
    number.map(Some).ok_or_else(|| reader.fault(Fault::of(name, Code::FaultAmount).with("most", most.to_string())))
}

/// Leaders by the fields of their parts, and any others in a word.
pub(super) fn leaders(reader: &mut Reader<'_>) -> Reading<Vec<Leading>> {
    let parts: Vec<Reading<Option<Leading>>> = PARTS.iter().map(|fields| part(reader, fields)).collect();
    let others = reader.choices("leaders", Leading::of_a_word);
    let parts: Vec<Option<Leading>> = parts.into_iter().collect::<Reading<_>>()?;
    let leaders: Vec<Leading> = parts.into_iter().flatten().chain(others?).collect();
    reader.checked(Ok(leaders), |leaders| {
        let mut people = leaders.iter().enumerate();
        let twice = people.any(|(i, one)| leaders[..i].iter().any(|other| other.staff_id == one.staff_id));
        let backwards = |one: &Leading| one.from_on.zip(one.until_on).is_some_and(|(from, until)| until < from);
        let fields = fields_of(leaders);
        let wrong = leaders.iter().zip(fields).find(|(one, _)| backwards(one));
        let wrong = wrong.map(|(_, fields)| fields.map_or("leaders", |fields| fields.until));
        let twice = twice.then(|| Fault::of("leaders", Code::GroupLeaderTwice));
        twice.or_else(|| wrong.map(|field| Fault::of(field, Code::GroupLeaderDays)))
    })
}

fn part(reader: &mut Reader<'_>, fields: &PartFields) -> Reading<Option<Leading>> {
    let person: Reading<Option<StaffId>> = reader.id_or_none(fields.person);
    let (from_on, until_on) = (reader.date_or_none(fields.from), reader.date_or_none(fields.until));
    let (person, from_on, until_on) = (person?, from_on?, until_on?);
    Ok(person.map(|staff_id| Leading { staff_id, role: fields.role, from_on, until_on }))
}

/// Cents as the form has them: `150` or `150.50`.
pub(super) fn euros(cents: i64) -> String {
    match cents % 100 {
        0 => (cents / 100).to_string(),
        rest => format!("{}.{rest:02}", cents / 100),
    }
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

    #[test]
    fn an_address_has_plain_letters_only() {
        assert_eq!(slug("Äijien  ruoka & Öljy!"), "aijien-ruoka-oljy");
        assert_eq!(slug("«»"), "");
        assert!(slug(&"ä".repeat(500)).len() <= 61);
    }

    #[test]
    fn each_leader_has_the_field_of_the_own_part_and_the_rest_share_one() {
        let part = |n: u128, role| Leading::throughout(StaffId(uuid::Uuid::from_u128(n)), role);
        let roles = [LeaderRole::CoLeader, LeaderRole::Leader, LeaderRole::CoLeader, LeaderRole::CoLeader];
        let leaders: Vec<Leading> = roles.into_iter().zip(1..).map(|(role, n)| part(n, role)).collect();
        let fields: Vec<&str> = fields_of(&leaders).into_iter().map(person_field).collect();
        assert_eq!(fields, ["co_leader", "leader", "co_leader_2", "leaders"]);
    }

    #[test]
    fn a_part_in_a_word_is_read_as_it_was_and_without_days_lasts_throughout() {
        let id = StaffId(uuid::Uuid::from_u128(7));
        let day = |day| NaiveDate::from_ymd_opt(2026, 10, day);
        let part = Leading { from_on: day(1), until_on: day(14), ..Leading::throughout(id, LeaderRole::Trainee) };
        for one in [part, Leading { from_on: None, ..part }, Leading { until_on: None, ..part }] {
            assert_eq!(Leading::of_a_word(&one.in_a_word()), Some(one));
        }
        let bare = format!("trainee:{id}");
        assert_eq!(Leading::of_a_word(&bare), Some(Leading::throughout(id, LeaderRole::Trainee)));
        assert_eq!(Leading::of_a_word(&format!("{bare}:soon:")), None);
    }
}
