//! Who is due a reminder: the sessions to come and the present moment give a list. Pure.
//!
//! Three days and one day before for the first two sessions and after a miss, else one day before;
//! the client may choose fewer. In the quiet a reminder moves earlier.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use entity::id::{ClientId, SessionId};
use entity::state::ReminderChoice;

use crate::config::Quiet;
use crate::local_time;
use crate::message::quiet;

/// A session that a client is expected at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedSession {
    pub client: ClientId,
    pub session: SessionId,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// The group's zone.
    pub zone: Tz,
    /// What the client wants.
    pub choice: ReminderChoice,
    /// Since when the client has the place; what was due before that is told by the confirmation.
    pub since: DateTime<Utc>,
    /// Whether it is one of the client's first two sessions, or the last one was missed without a word.
    pub twice: bool,
}

/// One reminder, of one day's sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    pub client: ClientId,
    /// How many days before the sessions.
    pub days: u64,
    /// The day of the sessions.
    pub day: NaiveDate,
    /// The day's sessions with their starts, the first first.
    pub sessions: Vec<(SessionId, DateTime<Utc>)>,
    /// When it goes.
    pub due_at: DateTime<Utc>,
}

/// The reminders to queue at `now`: for each client and day the latest that is due, none once the day's first session
/// has begun.
pub fn due(quiet: Quiet, plans: &[ExpectedSession], now: DateTime<Utc>) -> Vec<Reminder> {
    let mut plans: Vec<&ExpectedSession> = plans.iter().collect();
    plans.sort_by_key(|plan| (plan.client, plan.starts_at, plan.session));
    let days = plans.chunk_by(|a, b| a.client == b.client && day(a) == day(b));
    days.filter_map(|plans| of_one_day(quiet, plans, now)).collect()
}

/// The moment from which on no session can be one whose reminder is due by `now`. A reminder comes three days before
/// at most, or on the last open evening before that.
pub fn horizon(quiet: Quiet, zone: Tz, now: DateTime<Utc>) -> DateTime<Utc> {
    let is_due =
        |day: &NaiveDate| quiet::last_open(quiet, zone, local_time::midnight(zone, *day - Days::new(3))) <= now;
    let days = local_time::day(zone, now).iter_days();
    let first_not_due = days.skip(3).find(|day| !is_due(day));
    // A day more, for groups of zones that are behind.
    first_not_due.map_or(DateTime::<Utc>::MAX_UTC, |day| local_time::midnight(zone, day + Days::new(1)))
}

fn day(plan: &ExpectedSession) -> NaiveDate {
    local_time::day(plan.zone, plan.starts_at)
}

fn of_one_day(quiet: Quiet, plans: &[&ExpectedSession], now: DateTime<Utc>) -> Option<Reminder> {
    let first = plans.first()?;
    if first.starts_at <= now {
        return None;
    }
    let twice = plans.iter().any(|plan| plan.twice);
    let since = plans.iter().map(|plan| plan.since).min()?;
    let moments = offsets(first.choice, twice).iter().map(|days| (*days, moment(quiet, first, *days)));
    let (days, due_at) = moments.filter(|(_, at)| (since..=now).contains(at)).max_by_key(|(_, at)| *at)?;
    let sessions = plans.iter().map(|plan| (plan.session, plan.starts_at)).collect();
    Some(Reminder { client: first.client, days, day: day(first), sessions, due_at })
}

const fn offsets(choice: ReminderChoice, twice: bool) -> &'static [u64] {
    match choice {
        ReminderChoice::Standard if twice => &[3, 1],
        ReminderChoice::Standard | ReminderChoice::DayBefore => &[1],
        ReminderChoice::SameMorning => &[0],
        ReminderChoice::None => &[],
    }
}

/// When a reminder goes: at the session's own hour so many days before, or when the quiet ends on the same morning;
/// earlier when that is quiet.
fn moment(quiet: Quiet, plan: &ExpectedSession, days: u64) -> DateTime<Utc> {
    let local = local_time::wall_time(plan.zone, plan.starts_at);
    let morning = NaiveTime::from_hms_opt(quiet.until, 0, 0).unwrap_or_default();
    let time = if days == 0 { morning } else { local.time() };
    let date = local.date() - Days::new(days);
    let at = local_time::instant(plan.zone, date.and_time(time));
    // A session that begins as the quiet ends is reminded of on the last open evening.
    let at = if at >= plan.starts_at { plan.starts_at - chrono::TimeDelta::hours(1) } else { at };
    quiet::last_open(quiet, plan.zone, at)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::TimeDelta;
    use chrono_tz::Europe::Helsinki;
    use proptest::prelude::*;
    use sea_orm::prelude::Uuid;

    use super::*;

    const QUIET: Quiet = Quiet { from: 20, until: 9 };

    fn at(moment: &str) -> DateTime<Utc> {
        moment.parse().unwrap()
    }

    fn plan(starts: &str, choice: ReminderChoice, twice: bool) -> ExpectedSession {
        ExpectedSession {
            client: ClientId(Uuid::from_u128(1)),
            session: SessionId(Uuid::from_u128(2)),
            starts_at: at(starts),
            zone: Helsinki,
            choice,
            since: at("2026-01-01T00:00:00Z"),
            twice,
        }
    }

    fn days_at(plans: &[ExpectedSession], moment: &str) -> Vec<u64> {
        due(QUIET, plans, at(moment)).iter().map(|reminder| reminder.days).collect()
    }

    #[test]
    fn the_first_sessions_are_reminded_of_three_days_and_one_day_before() {
        let plans = [plan("2026-10-15T07:00:00Z", ReminderChoice::Standard, true)];
        assert!(days_at(&plans, "2026-10-12T06:59:00Z").is_empty());
        assert_eq!(days_at(&plans, "2026-10-12T07:00:00Z"), [3]);
        assert_eq!(days_at(&plans, "2026-10-14T07:00:00Z"), [1]);
        assert!(days_at(&plans, "2026-10-15T07:00:00Z").is_empty(), "never past the session");
    }

    #[test]
    fn later_sessions_and_the_clients_choice_mean_one_reminder_or_none() {
        for (choice, reminded) in
            [(ReminderChoice::Standard, true), (ReminderChoice::DayBefore, true), (ReminderChoice::None, false)]
        {
            let plans = [plan("2026-10-15T07:00:00Z", choice, false)];
            assert!(days_at(&plans, "2026-10-13T12:00:00Z").is_empty());
            assert_eq!(!days_at(&plans, "2026-10-14T12:00:00Z").is_empty(), reminded, "{choice}");
        }
        let morning = [plan("2026-10-15T07:00:00Z", ReminderChoice::SameMorning, true)];
        assert!(days_at(&morning, "2026-10-15T05:59:00Z").is_empty());
        assert_eq!(days_at(&morning, "2026-10-15T06:00:00Z"), [0]);
    }

    #[test]
    fn a_reminder_of_a_monday_goes_on_saturday() {
        let plans = [plan("2026-10-19T07:00:00Z", ReminderChoice::Standard, false)];
        assert_eq!(due(QUIET, &plans, at("2026-10-18T12:00:00Z"))[0].due_at, at("2026-10-17T16:00:00Z"));
    }

    #[test]
    fn two_sessions_of_one_day_are_one_reminder() {
        let morning = plan("2026-10-15T07:00:00Z", ReminderChoice::Standard, false);
        let evening = ExpectedSession {
            session: SessionId(Uuid::from_u128(3)),
            ..plan("2026-10-15T14:00:00Z", ReminderChoice::Standard, false)
        };
        let reminders = due(QUIET, &[evening, morning], at("2026-10-14T10:00:00Z"));
        assert_eq!(reminders.len(), 1);
        assert_eq!(reminders[0].sessions.len(), 2);
    }

    #[test]
    fn what_was_due_before_the_place_was_given_is_not_made_up() {
        let plans = [ExpectedSession {
            since: at("2026-10-14T12:00:00Z"),
            ..plan("2026-10-15T07:00:00Z", ReminderChoice::Standard, true)
        }];
        assert!(days_at(&plans, "2026-10-14T13:00:00Z").is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn whenever_the_job_looks_each_reminder_has_one_key_and_comes_as_often_as_chosen(
            hours in 0i64..9_000, twice: bool, which in 0usize..ReminderChoice::ALL.len()
        ) {
            let choice = ReminderChoice::ALL[which];
            let mut plan = plan("2026-02-01T00:00:00Z", choice, twice);
            plan.starts_at += TimeDelta::hours(hours);
            let looks = (0..24 * 14).map(|back| plan.starts_at - TimeDelta::hours(back));
            let keys: BTreeSet<(NaiveDate, u64)> =
                looks.flat_map(|now| due(QUIET, std::slice::from_ref(&plan), now)).map(|one| (one.day, one.days)).collect();
            // Before a row of holidays both fall on one evening and are one.
            let most = offsets(choice, twice).len();
            prop_assert!(keys.len() <= most && keys.is_empty() == (most == 0), "{:?}", keys);
        }

        #[test]
        fn all_sessions_of_a_day_are_one_reminder_before_the_first(
            starts in proptest::collection::vec(0i64..24, 1..5), back in 0i64..110
        ) {
            let midnight = at("2026-03-09T22:00:00Z");
            let plans: Vec<ExpectedSession> = (0u128..).zip(&starts).map(|(id, hour)| ExpectedSession {
                session: SessionId(Uuid::from_u128(id)),
                starts_at: midnight + TimeDelta::hours(*hour),
                ..plan("2026-03-10T00:00:00Z", ReminderChoice::Standard, true)
            }).collect();
            let now = midnight + TimeDelta::hours(24 - back);
            let reminders = due(QUIET, &plans, now);
            prop_assert!(reminders.len() <= 1);
            for reminder in reminders {
                let first = plans.iter().map(|plan| plan.starts_at).min().unwrap();
                prop_assert_eq!(reminder.sessions.len(), plans.len());
                prop_assert!(reminder.sessions[0].1 == first && now < first);
            }
        }

        #[test]
        fn whoever_is_due_a_reminder_is_expected_before_the_horizon(hours in 0i64..20_000, back in 0i64..300, twice: bool) {
            let mut plan = plan("2026-02-01T00:00:00Z", ReminderChoice::Standard, twice);
            plan.starts_at += TimeDelta::hours(hours);
            let now = plan.starts_at - TimeDelta::hours(back);
            for zone in [Helsinki, chrono_tz::America::New_York, chrono_tz::Asia::Kolkata] {
                plan.zone = zone;
                let is_due = !due(QUIET, std::slice::from_ref(&plan), now).is_empty();
                prop_assert!(!is_due || plan.starts_at < horizon(QUIET, Helsinki, now));
            }
        }

        #[test]
        fn reminders_go_in_open_hours_before_their_session(hours in 0i64..20_000, back in 0i64..100, twice: bool) {
            let mut plan = plan("2026-02-01T00:00:00Z", ReminderChoice::Standard, twice);
            plan.starts_at += TimeDelta::hours(hours);
            let now = plan.starts_at - TimeDelta::hours(back);
            for reminder in due(QUIET, std::slice::from_ref(&plan), now) {
                prop_assert!(reminder.due_at <= now && now < plan.starts_at);
                prop_assert!(quiet::is_open(QUIET, Helsinki, reminder.due_at));
            }
        }
    }
}
