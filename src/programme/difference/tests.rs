use chrono::TimeDelta;
use chrono_tz::Europe::Helsinki;
use entity::id::GroupId;
use entity::state::CancelCode;
use proptest::prelude::*;

use super::*;
use crate::local_time::instant;
use crate::programme::change::{Rewrite, SessionChange};
use crate::programme::recurrence::{Schedule, plan_beside};
use crate::programme::replanned::Laid;
use crate::random;

const RULES: [&str; 6] = [
    "FREQ=WEEKLY;BYDAY=TU;COUNT=6",
    "FREQ=WEEKLY;BYDAY=WE;COUNT=6",
    "FREQ=WEEKLY;BYDAY=TU;COUNT=4",
    "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=8",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20261231",
    "FREQ=DAILY;COUNT=9",
];

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn tuesdays(rrule: &str) -> Schedule {
    Schedule {
        first_date: date("2026-10-20"),
        start_time: "13:00".parse().unwrap(),
        duration_minutes: 60,
        timezone: Helsinki,
        rrule: rrule.to_owned(),
        excluded_dates: Vec::new(),
        extra_dates: Vec::new(),
        skip_public_holidays: true,
        skip_breaks: true,
    }
}

/// A group with its rows, as acts leave them.
struct Scene {
    group: GroupId,
    now: DateTime<Utc>,
    schedule: Schedule,
    rows: Vec<session::Model>,
    is_seen: bool,
}

impl Scene {
    fn new(rrule: &str) -> Self {
        let now = "2026-10-14T09:00:00Z".parse().unwrap();
        let mut scene =
            Self { group: random::id(now), now, schedule: tuesdays(rrule), rows: Vec::new(), is_seen: true };
        scene.replan();
        scene
    }

    /// What the schedule gives; one that gives no date at all is refused, and nothing is written.
    fn planned(&self) -> Option<PlannedSessions> {
        plan_beside(&self.schedule, &[], &standing_dates(&self.rows, self.now)).ok()
    }

    /// Saves the schedule: what it changes, and what of it people see.
    fn replan(&mut self) -> (Vec<ScheduleDifference>, Vec<SessionChange>) {
        self.sort();
        let Some(plan) = self.planned() else { return Default::default() };
        let asked = WantedSchedule {
            plan: &plan,
            excluded: &self.schedule.excluded_dates,
            timezone: Helsinki,
            venue: None,
            now: self.now,
            is_first: self.rows.is_empty(),
        };
        let differences = differences(self.rows.clone(), asked);
        let laid = Laid { group: self.group, asked, is_seen: self.is_seen };
        let after = laid.over(self.rows.clone(), &differences);
        let rows = Rewrite { before: std::mem::replace(&mut self.rows, after.clone()), after };
        (differences, rows.changes().iter().cloned().collect())
    }

    /// In the order of time, as rows are read.
    fn sort(&mut self) {
        self.rows.sort_by_key(|row| (row.starts_at, row.number));
    }

    fn session(&mut self, rule_date: &str) -> &mut session::Model {
        let wanted = Some(date(rule_date));
        self.rows.iter_mut().find(|row| row.rule_date == wanted).expect("a session of that date")
    }

    /// Moves a session by hand to another local day and hour.
    fn move_to(&mut self, rule_date: &str, local: &str) {
        let session = self.session(rule_date);
        move_by_hand(session, instant(Helsinki, local.parse().unwrap()));
    }

    fn add(&mut self, starts_at: DateTime<Utc>) {
        let mut row = self.rows[0].clone();
        row.id = random::id(self.now);
        row.number = self.rows.len().try_into().unwrap();
        (row.rule_date, row.added_at) = (None, Some(self.now));
        (row.status, row.moved, row.cancel_code) = (SessionStatus::Planned, false, None);
        (row.starts_at, row.ends_at) = (starts_at, starts_at + TimeDelta::hours(1));
        self.rows.push(row);
    }

    /// The local days on which the group meets.
    fn days(&self) -> Vec<String> {
        let on = self.rows.iter().filter(|row| row.status != SessionStatus::Cancelled);
        on.map(|row| local_day(row, Helsinki).to_string()).collect()
    }
}

fn move_by_hand(session: &mut session::Model, starts_at: DateTime<Utc>) {
    let length = session.ends_at - session.starts_at;
    (session.starts_at, session.ends_at, session.moved) = (starts_at, starts_at + length, true);
}

fn cancel_by_hand(session: &mut session::Model) {
    (session.status, session.cancel_code) = (SessionStatus::Cancelled, Some(CancelCode::LeaderIll));
}

#[test]
fn a_date_taken_out_takes_its_own_session_and_no_other_goes_elsewhere() {
    let mut scene = Scene::new(RULES[2]);
    scene.session("2026-10-27").plan = Some("A guest".to_owned());
    let third = scene.session("2026-11-03").id;
    scene.schedule.excluded_dates.push(date("2026-10-20"));
    let (_, seen) = scene.replan();
    assert!(matches!(&seen[..], [SessionChange::Cancelled { .. }, SessionChange::Added { .. }]), "{seen:?}");
    assert_eq!(scene.days(), ["2026-10-27", "2026-11-03", "2026-11-10", "2026-11-17"], "the count is kept");
    assert_eq!(scene.session("2026-10-27").plan.as_deref(), Some("A guest"));
    assert_eq!(scene.session("2026-11-03").id, third);
    scene.schedule.excluded_dates.clear();
    scene.replan();
    assert_eq!(scene.days(), ["2026-10-20", "2026-10-27", "2026-11-03", "2026-11-10"], "the very row comes back");
    assert_eq!(scene.rows.len(), 5);
}

#[test]
fn a_date_taken_out_leaves_a_session_that_a_person_moved_and_adds_none_for_it() {
    let mut scene = Scene::new(RULES[2]);
    scene.move_to("2026-10-27", "2026-10-29T15:00:00");
    scene.sort();
    let before = scene.rows.clone();
    scene.schedule.excluded_dates.push(date("2026-10-27"));
    let (_, seen) = scene.replan();
    assert_eq!((seen, &scene.rows), (Vec::new(), &before), "the day is free already, and four sessions stand");
    scene.now = "2026-10-21T09:00:00Z".parse().unwrap();
    scene.schedule.excluded_dates.push(date("2026-10-20"));
    let (_, seen) = scene.replan();
    assert_eq!((seen, scene.days().len()), (Vec::new(), 4), "nor for one that has taken place");
}

#[test]
fn another_weekday_takes_sessions_along_and_moves_by_hand_stay() {
    let mut scene = Scene::new(RULES[0]);
    scene.move_to("2026-10-27", "2026-10-29T15:00:00");
    let (ids, moved): (Vec<_>, _) =
        (scene.rows.iter().map(|row| row.id).collect(), scene.session("2026-10-27").clone());
    scene.schedule.rrule = RULES[1].to_owned();
    scene.schedule.first_date = date("2026-10-21");
    let (differences, seen) = scene.replan();
    assert_eq!(scene.rows.iter().map(|row| row.id).collect::<Vec<_>>(), ids);
    assert_eq!(seen.len(), 5, "each but the one that a person moved");
    assert_eq!(*scene.session("2026-10-28"), session::Model { rule_date: Some(date("2026-10-28")), ..moved });
    assert!(differences.iter().any(|one| matches!(one, ScheduleDifference::Kept { by_hand: HandMade::Moved, .. })));
}

#[test]
fn what_people_cancelled_or_brought_forward_comes_back_with_no_schedule() {
    let mut scene = Scene::new(RULES[2]);
    scene.move_to("2026-11-03", "2026-11-04T13:00:00");
    cancel_by_hand(scene.session("2026-11-03"));
    scene.move_to("2026-10-27", "2026-10-15T13:00:00");
    scene.session("2026-10-27").status = SessionStatus::Held;
    scene.sort();
    let before = scene.rows.clone();
    let (_, seen) = scene.replan();
    assert_eq!((seen, &scene.rows), (Vec::new(), &before));
}

#[test]
fn fewer_and_more_again_is_as_before() {
    let mut scene = Scene::new(RULES[0]);
    let days = scene.days();
    scene.schedule.rrule = RULES[2].to_owned();
    scene.replan();
    assert_eq!(scene.days().len(), 4);
    scene.schedule.rrule = RULES[0].to_owned();
    let (_, seen) = scene.replan();
    assert_eq!((scene.days(), scene.rows.len(), seen.len()), (days, 6, 2));
}

#[test]
fn an_added_session_has_the_day_that_the_rule_gives_later() {
    let mut scene = Scene::new(RULES[2]);
    scene.add("2026-11-17T16:00:00Z".parse().unwrap());
    let added = scene.rows.last().unwrap().id;
    scene.schedule.rrule = RULES[0].to_owned();
    scene.replan();
    assert_eq!(scene.rows.len(), 6, "one session a day: the rule adds only the sixth date");
    assert_eq!(scene.session("2026-11-17").id, added);
    scene.schedule.rrule = RULES[2].to_owned();
    scene.replan();
    assert_eq!(scene.days().last().map(String::as_str), Some("2026-11-17"), "a person added it");
}

#[test]
fn sessions_that_nobody_saw_go_and_the_rest_is_counted_anew() {
    let mut scene = Scene::new(RULES[2]);
    scene.is_seen = false;
    scene.schedule.excluded_dates.push(date("2026-10-27"));
    scene.replan();
    assert_eq!(scene.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 2, 3, 4]);
}

#[test]
fn an_hour_that_is_over_today_takes_no_session_away() {
    let mut scene = Scene::new(RULES[2]);
    scene.now = "2026-10-20T09:30:00Z".parse().unwrap();
    let before = scene.rows[0].clone();
    scene.schedule.start_time = "10:00".parse().unwrap();
    let (_, seen) = scene.replan();
    assert_eq!((seen.len(), &scene.rows[0]), (3, &before));
}

#[test]
fn a_date_given_back_at_a_later_hour_of_today_has_its_session_again() {
    let mut scene = Scene::new(RULES[2]);
    let first = scene.rows[0].id;
    scene.schedule.start_time = "08:30".parse().unwrap();
    scene.replan();
    scene.schedule.excluded_dates.push(date("2026-10-20"));
    scene.replan();
    scene.now = "2026-10-20T06:00:00Z".parse().unwrap();
    scene.schedule.excluded_dates.clear();
    scene.schedule.start_time = "12:30".parse().unwrap();
    scene.replan();
    let back = scene.session("2026-10-20");
    assert_eq!((back.id, back.status), (first, SessionStatus::Planned));
    assert_eq!(back.starts_at, "2026-10-20T09:30:00Z".parse::<DateTime<Utc>>().unwrap());
}

#[derive(Clone, Debug)]
enum Step {
    Rule(usize),
    Exclude(usize),
    Include,
    Hour(u32),
    Extra(i64),
    Move(usize, i64),
    Cancel(usize),
    Add(i64),
    Wait(i64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..RULES.len()).prop_map(Step::Rule),
        (0usize..9).prop_map(Step::Exclude),
        Just(Step::Include),
        (8u32..18).prop_map(Step::Hour),
        (0i64..60).prop_map(Step::Extra),
        ((0usize..12), -3i64..12).prop_map(|(at, days)| Step::Move(at, days)),
        (0usize..12).prop_map(Step::Cancel),
        (0i64..60).prop_map(Step::Add),
        (0i64..9).prop_map(Step::Wait),
    ]
}

impl Scene {
    /// Takes a step; whether it changes the schedule.
    fn take(&mut self, step: &Step) -> bool {
        let now = self.now;
        let mut planned = self.rows.iter_mut().filter(|row| is_ahead(row, now));
        match *step {
            Step::Rule(at) => RULES[at].clone_into(&mut self.schedule.rrule),
            Step::Exclude(at) => {
                let dates = self.given();
                if dates.len() > 1 {
                    self.schedule.excluded_dates.push(dates[at % dates.len()].date);
                }
            }
            Step::Include => drop(self.schedule.excluded_dates.pop()),
            Step::Hour(hour) => self.schedule.start_time = chrono::NaiveTime::from_hms_opt(hour, 30, 0).unwrap(),
            Step::Extra(days) => self.schedule.extra_dates.push(self.schedule.first_date + TimeDelta::days(days)),
            Step::Move(at, days) => {
                if let Some(row) = planned.nth(at) {
                    let to = row.starts_at + TimeDelta::days(days) + TimeDelta::minutes(7);
                    move_by_hand(row, to);
                }
                return false;
            }
            Step::Cancel(at) => {
                planned.nth(at).map(cancel_by_hand);
                return false;
            }
            Step::Add(days) => {
                drop(planned);
                self.add(now + TimeDelta::days(days));
                return false;
            }
            Step::Wait(days) => {
                self.now += TimeDelta::days(days);
                return false;
            }
        }
        true
    }

    /// What a schedule may not touch: what people did, and what has begun; what was given up has not.
    fn sacred(&self) -> Vec<session::Model> {
        let by_hand = |row: &&session::Model| {
            is_by_hand(row)
                || row.starts_at <= self.now && !was_given_up(row)
                || row.status == SessionStatus::Cancelled && row.cancel_code.is_some()
        };
        // Which date of the rule it stands for may change with the rule.
        self.rows.iter().filter(by_hand).map(|row| session::Model { rule_date: None, ..row.clone() }).collect()
    }

    fn given(&self) -> Vec<Occurrence> {
        self.planned().map(|plan| plan.occurrences).unwrap_or_default()
    }

    /// The last date that was taken out has a session, which takes place or which a person cancelled.
    fn takes_out_a_session(&self) -> bool {
        let last = self.schedule.excluded_dates.last().copied();
        self.rows.iter().any(|row| row.rule_date == last && last.is_some() && !was_given_up(row))
    }

    fn check_rule(&self) {
        let given = self.given();
        if given.is_empty() {
            return;
        }
        for to in given.iter().filter(|to| to.starts_at > self.now) {
            assert_eq!(self.rows.iter().filter(|row| row.rule_date == Some(to.date)).count(), 1, "{}", to.date);
        }
        for row in self.rows.iter().filter(|row| is_ahead(row, self.now) && !is_by_hand(row)) {
            assert!(given.iter().any(|to| row.rule_date == Some(to.date)), "the rule has no such date: {row:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn whatever_people_did_stays_and_the_same_schedule_changes_nothing(
        steps in proptest::collection::vec(step(), 1..24),
    ) {
        let mut scene = Scene::new(RULES[0]);
        for step in &steps {
            let changed = scene.take(step);
            let (sacred, ids) = (scene.sacred(), scene.rows.iter().map(|row| row.id).collect::<Vec<_>>());
            scene.sort();
            let before = scene.rows.clone();
            let (stood, has_session) = (scene.days().len(), scene.takes_out_a_session());
            let (_, seen) = scene.replan();
            if matches!(step, Step::Exclude(_)) && has_session {
                prop_assert!(scene.days().len() <= stood, "a date taken out adds no session to one that stays");
            }
            if !changed {
                prop_assert_eq!(&scene.rows, &before, "nothing was asked of the schedule after {:?}", step);
            }
            prop_assert!(changed || seen.is_empty());
            let after = scene.sacred();
            prop_assert!(sacred.iter().all(|row| after.contains(row)), "after {step:?}");
            prop_assert!(ids.iter().all(|id| scene.rows.iter().any(|row| row.id == *id)), "a UID is gone");
            scene.check_rule();
            let again = scene.rows.clone();
            let (_, seen) = scene.replan();
            prop_assert_eq!((&scene.rows, seen), (&again, Vec::new()));
        }
    }
}
