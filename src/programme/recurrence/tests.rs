use chrono::{Timelike, Weekday};
use chrono_tz::Europe::Helsinki;
use entity::state::Language;
use proptest::prelude::*;

use super::*;
use crate::text;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn schedule(first_date: &str, start_time: &str, rrule: &str) -> Schedule {
    Schedule {
        first_date: day(first_date),
        start_time: start_time.parse().unwrap(),
        duration_minutes: 90,
        timezone: Helsinki,
        rrule: rrule.to_owned(),
        excluded_dates: vec![],
        extra_dates: vec![],
        skip_public_holidays: true,
        skip_breaks: true,
    }
}

fn summer() -> Vec<Break> {
    vec![Break { name: "Summer".to_owned(), starts_on: day("2026-07-06"), ends_on: day("2026-08-02") }]
}

fn dates(plan: &PlannedSessions) -> Vec<String> {
    plan.occurrences.iter().map(|session| session.date.to_string()).collect()
}

#[test]
fn the_wall_time_stays_over_both_clock_changes() {
    let autumn = plan(&schedule("2026-10-20", "17:30:00", "FREQ=WEEKLY;COUNT=2"), &[]).unwrap();
    let starts: Vec<_> = autumn.occurrences.iter().map(|session| session.starts_at.to_rfc3339()).collect();
    assert_eq!(starts, ["2026-10-20T14:30:00+00:00", "2026-10-27T15:30:00+00:00"]);
    let spring = plan(&schedule("2026-03-25", "12:00:00", "FREQ=WEEKLY;COUNT=2"), &[]).unwrap();
    let starts: Vec<_> = spring.occurrences.iter().map(|session| session.starts_at.to_rfc3339()).collect();
    assert_eq!(starts, ["2026-03-25T10:00:00+00:00", "2026-04-01T09:00:00+00:00"]);
}

#[test]
fn ten_sessions_stay_ten_and_the_end_moves_later() {
    let friday_group = plan(&schedule("2026-02-20", "13:00:00", "FREQ=WEEKLY;COUNT=10;BYDAY=FR"), &[]).unwrap();
    assert_eq!(friday_group.occurrences.len(), 10);
    assert_eq!(dates(&friday_group).last().unwrap(), "2026-05-08");
    assert_eq!(
        friday_group.skipped,
        [
            Skipped { date: day("2026-04-03"), why: Why::Holiday(Holiday::GoodFriday) },
            Skipped { date: day("2026-05-01"), why: Why::Holiday(Holiday::MayDay) },
        ]
    );
}

#[test]
fn a_break_pushes_the_end_and_is_named() {
    let forest = plan(&schedule("2026-05-08", "10:00:00", "FREQ=WEEKLY;COUNT=8"), &summer()).unwrap();
    assert_eq!(dates(&forest).last().unwrap(), "2026-07-03");
    let longer = plan(&schedule("2026-05-08", "10:00:00", "FREQ=WEEKLY;COUNT=9"), &summer()).unwrap();
    assert_eq!(dates(&longer).last().unwrap(), "2026-08-07");
    assert_eq!(longer.skipped.iter().filter(|skip| skip.why == Why::Break("Summer".to_owned())).count(), 4);
}

#[test]
fn with_until_the_skipped_sessions_are_lost_and_the_last_day_counts() {
    let group = plan(&schedule("2026-03-27", "13:00:00", "FREQ=WEEKLY;UNTIL=20260410"), &[]).unwrap();
    assert_eq!(dates(&group), ["2026-03-27", "2026-04-10"]);
    let in_utc = plan(&schedule("2026-03-27", "13:00:00", "FREQ=WEEKLY;UNTIL=20260410T095959Z"), &[]).unwrap();
    assert_eq!(dates(&in_utc), ["2026-03-27"]);
}

#[test]
fn holidays_and_breaks_stay_when_nobody_asked_to_skip_them() {
    let open = Schedule {
        skip_public_holidays: false,
        skip_breaks: false,
        ..schedule("2026-06-19", "10:00:00", "FREQ=WEEKLY;COUNT=5")
    };
    assert_eq!(plan(&open, &summer()).unwrap().skipped, []);
}

#[test]
fn an_extra_date_is_added_wins_over_a_holiday_and_loses_to_an_exclusion() {
    let group = Schedule {
        extra_dates: vec![day("2026-04-01"), day("2026-04-03"), day("2026-04-08"), day("2026-04-08")],
        excluded_dates: vec![day("2026-04-08")],
        ..schedule("2026-03-27", "13:00:00", "FREQ=WEEKLY;COUNT=3")
    };
    let plan = plan(&group, &[]).unwrap();
    assert_eq!(dates(&plan), ["2026-03-27", "2026-04-01", "2026-04-03", "2026-04-10"]);
}

#[test]
fn an_excluded_date_is_made_up_for_at_the_end() {
    let group = Schedule {
        excluded_dates: vec![day("2026-09-08")],
        ..schedule("2026-09-01", "10:00:00", "FREQ=WEEKLY;COUNT=3")
    };
    let plan = plan(&group, &[]).unwrap();
    assert_eq!(dates(&plan), ["2026-09-01", "2026-09-15", "2026-09-22"]);
    assert_eq!(plan.skipped, [Skipped { date: day("2026-09-08"), why: Why::Excluded }]);
}

#[test]
fn without_a_rule_the_first_and_the_extra_dates_are_the_plan() {
    let group = Schedule { extra_dates: vec![day("2026-09-04")], ..schedule("2026-09-01", "10:00:00", " ") };
    assert_eq!(dates(&plan(&group, &[]).unwrap()), ["2026-09-01", "2026-09-04"]);
}

#[test]
fn the_first_date_need_not_match_the_rule() {
    let group = plan(&schedule("2026-09-01", "10:00:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO;COUNT=3"), &[]).unwrap();
    assert_eq!(dates(&group), ["2026-09-03", "2026-09-14", "2026-09-17"]);
}

#[test]
fn the_second_tuesday_of_a_month_and_the_last_day() {
    let tuesdays = plan(&schedule("2026-09-01", "10:00:00", "FREQ=MONTHLY;BYDAY=2TU;COUNT=2"), &[]).unwrap();
    assert_eq!(dates(&tuesdays), ["2026-09-08", "2026-10-13"]);
    let last = plan(&schedule("2026-09-01", "10:00:00", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2"), &[]).unwrap();
    assert_eq!(dates(&last), ["2026-09-30", "2026-11-30"]);
}

#[test]
fn an_impossible_schedule_is_refused_with_its_reason_and_field() {
    let refused = |schedule: &Schedule| plan(schedule, &[]).unwrap_err();
    let base = || schedule("2026-09-01", "10:00:00", "FREQ=WEEKLY;COUNT=3");
    let ruled = |rule: &str| refused(&schedule("2026-09-01", "10:00:00", rule));
    assert_eq!(ruled("FREQ=DAILY;COUNT=401"), ScheduleError::TooMany);
    assert_eq!(ruled("FREQ=DAILY;UNTIL=20290801"), ScheduleError::TooMany);
    assert_eq!(ruled("FREQ=WEEKLY;COUNT=200"), ScheduleError::TooFar);
    assert_eq!(ruled("FREQ=WEEKLY;UNTIL=20991231"), ScheduleError::TooFar);
    assert_eq!(ruled("FREQ=WEEKLY;UNTIL=20260831"), ScheduleError::UntilBeforeStart);
    assert_eq!(ruled("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1"), ScheduleError::TooFar);
    assert_eq!(ruled("FREQ=WEEKLY;BYDAY=FR;UNTIL=20260902"), ScheduleError::NoSessions);
    assert_eq!(ruled("FREQ=WEEKLY;BYMONTHDAY=3;COUNT=2"), ScheduleError::Unreadable);
    let old = Schedule { first_date: day("0026-09-01"), ..base() };
    assert_eq!((refused(&old), refused(&old).field()), (ScheduleError::Year("first_date"), "first_date"));
    assert_eq!(refused(&Schedule { extra_dates: vec![day("9999-01-01")], ..base() }).field(), "extra_dates");
    assert_eq!(refused(&Schedule { extra_dates: vec![day("2090-01-01")], ..base() }), ScheduleError::TooFar);
    for minutes in [i32::MIN, -90, 0, 4, 1441, i32::MAX] {
        assert_eq!(refused(&Schedule { duration_minutes: minutes, ..base() }), ScheduleError::Duration);
    }
}

#[test]
fn every_error_has_a_text_in_every_language() {
    use ScheduleError as E;
    let errors = [
        E::Unreadable,
        E::SubDaily,
        E::Endless,
        E::TwoEnds,
        E::UntilBeforeStart,
        E::TooMany,
        E::TooFar,
        E::Year("first_date"),
        E::Duration,
        E::NoSessions,
    ];
    for error in errors {
        for language in [Language::Fi, Language::Sv, Language::En] {
            assert!(text::has(language, error.code().key()), "{error} in {language}");
        }
    }
}

prop_compose! {
    fn any_schedule()(
        first in 0i64..4000,
        hour in 0u32..24,
        minute in 0u32..60,
        minutes in 5i32..=1440,
        every in 1u32..=4,
        weekday in proptest::sample::select(vec!["MO", "TU", "WE", "TH", "FR", "SA,SU", "MO,WE,FR"]),
        count in 1u32..=30,
        excluded in proptest::collection::vec(0i64..200, 0..4),
        skips in any::<(bool, bool)>(),
    ) -> Schedule {
        let first_date = day("2020-01-01") + TimeDelta::days(first);
        Schedule {
            first_date,
            start_time: NaiveTime::from_hms_opt(hour, minute, 0).unwrap(),
            duration_minutes: minutes,
            timezone: Helsinki,
            rrule: format!("FREQ=WEEKLY;INTERVAL={every};BYDAY={weekday};COUNT={count}"),
            excluded_dates: excluded.into_iter().map(|days| first_date + TimeDelta::days(days)).collect(),
            extra_dates: vec![],
            skip_public_holidays: skips.0,
            skip_breaks: skips.1,
        }
    }
}

proptest! {
    #[test]
    fn count_order_length_wall_time_and_closed_days_hold(schedule in any_schedule(), pause in 0i64..300) {
        let from = schedule.first_date + TimeDelta::days(pause);
        let breaks = [Break { name: "Pause".to_owned(), starts_on: from, ends_on: from + TimeDelta::days(21) }];
        let plan = plan(&schedule, &breaks).unwrap();
        let count: usize = schedule.rrule.rsplit('=').next().unwrap().parse().unwrap();
        prop_assert_eq!(plan.occurrences.len(), count);
        prop_assert!(plan.occurrences.windows(2).all(|pair| pair[0].starts_at < pair[1].starts_at));
        for session in &plan.occurrences {
            let length = (session.ends_at - session.starts_at).num_minutes();
            prop_assert_eq!(length, i64::from(schedule.duration_minutes));
            prop_assert!(session.date >= schedule.first_date);
            prop_assert!(!schedule.excluded_dates.contains(&session.date));
            prop_assert!(!schedule.skip_public_holidays || holiday(session.date).is_none());
            prop_assert!(!schedule.skip_breaks || !breaks[0].covers(session.date));
            let local = session.starts_at.with_timezone(&Helsinki);
            prop_assert_eq!(local.date_naive(), session.date);
            let in_gap = session.date.weekday() == Weekday::Sun && schedule.start_time.hour() == 3;
            prop_assert!(in_gap || local.time() == schedule.start_time);
        }
        for skip in &plan.skipped {
            prop_assert!(plan.occurrences.iter().all(|session| session.date != skip.date));
            prop_assert!(skip.date <= plan.occurrences.last().unwrap().date);
        }
    }
}
