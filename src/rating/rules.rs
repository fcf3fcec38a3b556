//! How ratings, goals and assessments are read, which ratings fall due, and whose names a note holds.

use std::ops::Range;

use chrono::{DateTime, Months, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::id::SessionId;
use entity::state::{Attrition, BenefitLevel, GroupStatus, Rater, RatingPhase, RatingSource};
use entity::{goal, rating_request};

use super::queries::{AssessedGoal, PulseRow, Rated, RatedSpan};
use super::scale::{Answer, AnswerError, Item, parse_answer};
use crate::attendance::rules::is_present;
use crate::error::{Code, Error, Fault, Faults, Result};
use crate::web::form::{Form, LINE, TEXT, check_text};

/// Most goals of one participation.
pub const MOST_GOALS: usize = 3;
/// Months from a group's end to the follow-up (settled figure 3).
const FOLLOW_UP: Months = Months::new(3);

/// A rating as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenRating {
    /// When in the participation.
    pub phase: RatingPhase,
    /// Who rates.
    pub rater: Rater,
    /// How it came in.
    pub source: RatingSource,
    /// The session that a pulse is about.
    pub session: Option<SessionId>,
    /// The answers; an item without one is missing.
    pub answers: Vec<(Item, Answer)>,
    pub comment: Option<String>,
    /// Why it is given before it is due.
    pub early: Option<String>,
}

/// Whether a rating of a phase may be asked for on a day: a baseline once the group is to run, an end rating from the last
/// session or the end of the place on, a follow-up three months after the group has ended.
pub fn is_due(phase: RatingPhase, span: RatedSpan, today: NaiveDate) -> bool {
    let has_ended = span.group.has_ended();
    match phase {
        RatingPhase::Pulse => true,
        RatingPhase::Baseline => has_ended || matches!(span.group, GroupStatus::ConfirmedToRun | GroupStatus::Running),
        RatingPhase::End => span.is_over || span.last_day.is_some_and(|day| day <= today),
        RatingPhase::FollowUp => has_ended && span.last_day.is_some_and(|day| follow_up_due(day) <= today),
    }
}

/// Reads why something is asked for before it is due.
pub fn early_reason(form: &Form) -> Result<Option<String>> {
    let mut reader = form.reader();
    let reason = reader.text_or_none("early_reason", LINE);
    reader.done(|| reason)
}

/// A pulse is about one session, every other rating about the participation as a whole.
pub fn of_session(phase: RatingPhase, session: Option<SessionId>) -> Result<()> {
    match (phase, session) {
        (RatingPhase::Pulse, None) => Err(Error::invalid("session_id", Code::FaultNeeded)),
        (RatingPhase::Pulse, Some(_)) | (_, None) => Ok(()),
        (_, Some(_)) => Err(Error::invalid("session_id", Code::FaultChoice)),
    }
}

/// Whether something given would change what stands; what was left open may be added.
pub fn overwrites(standing: &Rated, given: &GivenRating) -> bool {
    let other = |(item, answer): &(Item, Answer)| {
        let own = standing.answers.iter().find(|own| own.item == item.code());
        own.is_some_and(|own| (own.level, own.number) != answer.columns())
    };
    let comment = standing.rating.comment.as_ref().zip(given.comment.as_ref());
    given.answers.iter().any(other) || comment.is_some_and(|(own, other)| own != other)
}

/// The rating that something given adds to, if there is one; the error is that it would change what a client has
/// answered, by the hands of staff, and so is a rating of its own.
pub fn added_to(standing: Vec<Rated>, given: &GivenRating, by_staff: bool) -> Result<Option<Rated>, Second> {
    let same = |rated: &Rated| {
        let of = &rated.rating;
        (of.phase, of.rater, of.session_id) == (given.phase, given.rater, given.session)
    };
    let mut same: Vec<Rated> = standing.into_iter().filter(same).collect();
    if given.rater != Rater::Client || !by_staff {
        same.retain(Rated::counts);
        return Ok(same.pop());
    }
    match same.pop() {
        Some(last) if overwrites(&last, given) => Err(Second),
        last => Ok(last),
    }
}

/// A client answers for a second time, and otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Second;

/// A rating that is asked on the leader's device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asking {
    /// When in the participation.
    pub phase: RatingPhase,
    /// Who rates.
    pub rater: Rater,
    /// The session that a pulse is about.
    pub session: Option<SessionId>,
}

/// A goal as it was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalInput {
    /// What, how often, by when, and how it shows.
    pub text: String,
    /// 1 to 3.
    pub weight: i32,
    /// −1, or −2 when nothing worse is possible.
    pub start_level: i32,
    /// What the levels from −2 to 2 are in the client's own words; a level may have none.
    pub levels: [String; LEVELS],
    /// What the referral said, where it comes from there.
    pub named: Option<String>,
}

/// How many levels a goal has.
pub const LEVELS: usize = 5;
/// The fields of what its levels are, from −2 to 2.
pub const LEVEL_FIELDS: [&str; LEVELS] = ["level_1", "level_2", "level_3", "level_4", "level_5"];

impl GoalInput {
    /// The words of the levels as they are kept; none where no level has any.
    pub fn kept_levels(&self) -> Option<String> {
        let is_any = self.levels.iter().any(|words| !words.is_empty());
        is_any.then(|| serde_json::to_string(&self.levels).unwrap_or_default())
    }
}

/// The words of a goal's levels.
pub fn level_words(goal: &goal::Model) -> [String; LEVELS] {
    goal.levels.as_deref().and_then(|kept| serde_json::from_str(kept).ok()).unwrap_or_default()
}

/// The form of a goal that stands.
pub fn goal_form(goal: &goal::Model) -> Form {
    let form = Form::default().set("text", &goal.text).set("weight", goal.weight).set("start_level", goal.start_level);
    LEVEL_FIELDS.iter().zip(level_words(goal)).fold(form, |form, (name, words)| form.set(name, words))
}

/// The goals that a referral named and nobody has talked through yet, each with its place among those named.
pub fn waiting<'a>(named: &'a [String], goals: &[AssessedGoal]) -> Vec<(usize, &'a str)> {
    let is_set = |text: &str| goals.iter().any(|goal| goal.goal.named.as_deref() == Some(text));
    named.iter().map(String::as_str).enumerate().filter(|(_, text)| !is_set(text)).collect()
}

/// Reads one answer; "can't say" answers a number as well as a level.
fn answer(phase: RatingPhase, item: &str, value: &str) -> Result<Option<Answer>, AnswerError> {
    let asked = Item::for_phase(phase).iter().any(|other| other.code() == item);
    if asked && value.trim() == BenefitLevel::CannotSay.code() {
        return Ok(Some(Answer::Level(BenefitLevel::CannotSay)));
    }
    parse_answer(phase, item, value)
}

/// Reads answers by the names of their items; a fault stands at the field that `field` gives for an item.
pub fn answers<'a>(
    phase: RatingPhase,
    given: impl IntoIterator<Item = (&'a str, &'a str)>,
    field: impl Fn(&str) -> String,
) -> Result<Vec<(Item, Answer)>, Faults> {
    let (mut read, mut faults) = (Vec::new(), Faults::new());
    for (name, value) in given {
        match answer(phase, name, value) {
            Ok(found) => {
                let item = Item::for_phase(phase).iter().find(|item| item.code() == name);
                read.extend(item.copied().zip(found));
            }
            Err(error) => faults.push(Fault::of(field(name), error.code())),
        }
    }
    if faults.is_empty() { Ok(read) } else { Err(faults) }
}

/// Checks that a rating says anything at all.
pub fn require_answer(given: GivenRating, field: &'static str) -> Result<GivenRating> {
    let empty = given.answers.is_empty() && given.comment.is_none();
    if empty { Err(Error::invalid(field, Code::RatingEmpty)) } else { Ok(given) }
}

/// Reads a comment.
pub fn comment(text: &str) -> Result<Option<String>, Fault> {
    let text = check_text("comment", text, TEXT)?;
    Ok(Some(text).filter(|text| !text.is_empty()))
}

/// Reads a rating from a page's form, where each item is a field of its code.
pub fn read(form: &Form, phase: RatingPhase, rater: Rater, source: RatingSource) -> Result<GivenRating> {
    let asked = Item::for_phase(phase).iter().map(|item| (item.code(), form.value(item.code())));
    let (answers, comment) = whole(answers(phase, asked, str::to_owned), comment(form.value("comment")))?;
    let early = early_reason(form)?;
    require_answer(GivenRating { phase, rater, source, session: None, answers, comment, early }, "")
}

/// Answers and comment, or the faults of both.
pub fn whole<A, C>(answers: Result<A, Faults>, comment: Result<C, Fault>) -> Result<(A, C)> {
    match (answers, comment) {
        (Ok(answers), Ok(comment)) => Ok((answers, comment)),
        (Ok(_), Err(fault)) => Err(Error::Invalid(vec![fault])),
        (Err(mut faults), comment) => {
            faults.extend(comment.err());
            Err(Error::Invalid(faults))
        }
    }
}

/// Which rating an address or a form asks for: a client's end rating unless it says otherwise.
pub fn asking(form: &Form) -> Result<Asking> {
    let mut reader = form.reader();
    let phase = reader.choice_or_none("phase", RatingPhase::from_code);
    let rater = reader.choice_or_none("rater", Rater::from_code);
    let session = reader.id_or_none("session");
    reader.done(|| {
        Ok(Asking {
            phase: phase?.unwrap_or(RatingPhase::End),
            rater: rater?.unwrap_or(Rater::Client),
            session: session?,
        })
    })
}

/// The code of a request whose answer is still awaited, beside those of [`Attrition`].
pub const AWAITED: &str = "awaited";

/// The form of the reason that stands.
pub fn standing_reason(request: &rating_request::Model) -> Form {
    Form::default().set("attrition", request.attrition.map_or(AWAITED, Attrition::code))
}

/// Reads why no answer comes; none while it is still awaited.
pub fn read_reason(form: &Form) -> Result<Option<Attrition>> {
    let mut reader = form.reader();
    let told = |code: &str| (code == AWAITED).then_some(None).or(Attrition::from_code(code).map(Some));
    let reason = reader.choice("attrition", told);
    reader.done(|| reason)
}

/// What a client's feedback says that is worth a talk: such patterns go with dropping out (domain brief §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worry {
    /// Lower each time.
    Falling,
    /// Low each time.
    Low,
}

/// How many pulses in a row make a pattern.
const PATTERN: usize = 3;
/// The mean below which a pulse is low.
const LOW: f64 = 5.0;

/// The mean of the numbers of one pulse; none when no item was answered with a number.
pub fn mean(numbers: impl IntoIterator<Item = i32>) -> Option<f64> {
    let (sum, count) = numbers.into_iter().fold((0.0, 0.0), |(sum, count), n| (sum + f64::from(n), count + 1.0));
    (count > 0.0).then(|| sum / count)
}

/// The pattern of the last three pulses, given by their means in the order of time.
pub fn worry(means: &[f64]) -> Option<Worry> {
    let last = means.len().checked_sub(PATTERN).map(|from| &means[from..])?;
    if last.iter().all(|mean| *mean < LOW) {
        return Some(Worry::Low);
    }
    last.windows(2).all(|pair| pair[1] < pair[0]).then_some(Worry::Falling)
}

/// Whose feedback on a session is asked: those who were there, or all who are expected while nobody is marked.
pub fn asked_of(rows: Vec<PulseRow>, session: &Range<DateTime<Utc>>, zone: Tz) -> Vec<PulseRow> {
    let came = |row: &PulseRow| row.mark.is_some_and(is_present);
    let marked = rows.iter().any(came);
    let asked = |row: &PulseRow| if marked { came(row) } else { row.enrolled(zone).covers(session) };
    rows.into_iter().filter(|row| asked(row) || row.request_id.is_some()).collect()
}

/// Reads a goal.
pub fn read_goal(form: &Form) -> Result<GoalInput> {
    let mut reader = form.reader();
    let text = reader.text("text", TEXT);
    let weight = reader.number_or_none("weight", 1..=3);
    let start_level = reader.number_or_none("start_level", -2..=-1);
    let levels = LEVEL_FIELDS.map(|name| reader.text_or_empty(name, LINE));
    let named = reader.text_or_none("named", TEXT);
    reader.done(|| {
        let mut words: [String; LEVELS] = Default::default();
        for (words, level) in words.iter_mut().zip(levels) {
            *words = level?;
        }
        let (weight, start_level) = (weight?.unwrap_or(1), start_level?.unwrap_or(-1));
        Ok(GoalInput { text: text?, weight, start_level, levels: words, named: named? })
    })
}

/// Reads why a goal is given up.
pub fn read_retirement(form: &Form) -> Result<String> {
    let mut reader = form.reader();
    let reason = reader.text("reason", LINE);
    reader.done(|| reason)
}

/// How far a goal has come on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoalLevel {
    /// From -2 to 2; 0 is what was hoped for.
    pub level: i32,
    /// The day.
    pub on: NaiveDate,
}

/// Reads an assessment: the level and the day, today when it is left out; not a day still ahead.
pub fn read_assessment(form: &Form, today: NaiveDate) -> Result<GoalLevel> {
    let mut reader = form.reader();
    let level = reader.number("level", -2..=2);
    let on = reader.date_or_none("on").map(|on| on.unwrap_or(today));
    let on = reader.checked(on, |on| (*on > today).then(|| Fault::of("on", Code::RatingDayAhead)));
    reader.done(|| Ok(GoalLevel { level: level?, on: on? }))
}

/// The day on which the follow-up of a group that ended on a day falls due.
pub fn follow_up_due(ended: NaiveDate) -> NaiveDate {
    ended.checked_add_months(FOLLOW_UP).unwrap_or(ended)
}

/// Which of the names a text seems to hold, in whatever case: words that begin as a part of the name does.
///
/// Finnish bends the end of a name (Pekka, Pekan), so its last two letters do not count.
pub fn names_in<'a>(text: &str, names: &[&'a str]) -> Vec<&'a str> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let held = |name: &&&str| {
        name.split_whitespace().map(str::to_lowercase).filter(|part| part.chars().count() >= 3).any(|part| {
            let kept = part.chars().count().saturating_sub(2).max(3);
            let stem: String = part.chars().take(kept).collect();
            words.iter().any(|word| word.starts_with(&stem))
        })
    };
    names.iter().filter(held).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cannot_say_answers_a_number_too_and_a_fault_names_its_item() {
        let read = |value| answers(RatingPhase::Baseline, [("networks", value)], |item| format!("answers.{item}"));
        assert_eq!(read("cannot_say").unwrap(), [(Item::Networks, Answer::Level(BenefitLevel::CannotSay))]);
        assert_eq!(read("0").unwrap(), [(Item::Networks, Answer::Number(0))]);
        assert!(read("").unwrap().is_empty());
        assert_eq!(read("11").unwrap_err()[0].field, "answers.networks");
        assert!(answers(RatingPhase::Pulse, [("overall", "cannot_say")], str::to_owned).is_err());
    }

    #[test]
    fn a_note_that_holds_a_peers_name_is_noticed_in_any_case() {
        let names = ["Pekka Öhman", "Aino Li"];
        assert_eq!(names_in("Tuli Pekan kyydissä", &names), ["Pekka Öhman"]);
        assert_eq!(names_in("jutteli öhmanin ja AINON kanssa", &names), names);
        assert!(names_in("Hyvä kerta, lihakeitto maistui", &names).is_empty());
    }

    #[test]
    fn feedback_that_falls_or_stays_low_three_times_is_worth_a_talk() {
        let cases: [(&[f64], Option<Worry>); 7] = [
            (&[], None),
            (&[3.0, 2.0], None),
            (&[9.0, 8.0, 7.5], Some(Worry::Falling)),
            (&[9.0, 8.0, 8.0], None),
            (&[9.0, 4.0, 4.9, 4.0], Some(Worry::Low)),
            (&[9.0, 8.0, 7.0, 9.0], None),
            (&[4.0, 4.5, 5.0], None),
        ];
        for (means, expected) in cases {
            assert_eq!(worry(means), expected, "{means:?}");
        }
        assert_eq!((mean([4, 5]), mean([])), (Some(4.5), None), "can't say is no number");
    }

    #[test]
    fn the_follow_up_is_due_three_months_after_the_end() {
        let ended = "2026-05-28".parse().unwrap();
        assert_eq!(follow_up_due(ended), NaiveDate::from_ymd_opt(2026, 8, 28).unwrap());
        let ended = "2026-11-30".parse().unwrap();
        assert_eq!(follow_up_due(ended), NaiveDate::from_ymd_opt(2027, 2, 28).unwrap());
    }
}
