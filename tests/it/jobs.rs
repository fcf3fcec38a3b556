//! The work that runs by the clock.

use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{DateTime, Utc};
use chrono_tz::Europe::Helsinki;
use entity::job_run;
use piiri::schedule::{self, Every, Job};
use sea_orm::EntityTrait;
use tokio::sync::Notify;

use crate::shape::sources::{name, sources};
use crate::support::TestApp;

fn at(moment: &str) -> DateTime<Utc> {
    moment.parse().unwrap()
}

/// What a job's function takes and answers.
const OF_A_JOB: &str = "(app: &App, now: DateTime<Utc>) -> Result<()> {";

#[test]
fn every_function_of_a_job_stands_in_the_schedule() {
    let sources = sources("src");
    let (_, schedule) = sources.iter().find(|(path, _)| name(path) == "src/schedule.rs").unwrap();
    let open = sources.iter().flat_map(|(_, source)| source.split("pub async fn ").skip(1));
    let of_jobs =
        open.filter_map(|rest| rest.split_once('(').filter(|(name, _)| rest[name.len()..].starts_with(OF_A_JOB)));
    let forgotten: Vec<&str> =
        of_jobs.map(|(name, _)| name).filter(|name| !schedule.contains(&format!("::{name}, Every::"))).collect();
    assert!(forgotten.is_empty(), "no line of the schedule runs {forgotten:?}");
}

#[tokio::test]
async fn two_servers_run_a_due_job_once_and_catch_up_what_was_missed_in_one_run() {
    static RUNS: AtomicUsize = AtomicUsize::new(0);
    const COUNTED: &[Job] = &[Job {
        name: "test.counted",
        every: Every::Minutes(5),
        run: |_, _| {
            Box::pin(async {
                RUNS.fetch_add(1, Ordering::SeqCst);
                Ok(())
            })
        },
    }];
    let test = TestApp::new().await;
    tokio::join!(schedule::run_due(&test.app, COUNTED), schedule::run_due(&test.app, COUNTED));
    assert_eq!(RUNS.load(Ordering::SeqCst), 1);
    test.at("2026-10-14T09:04:00Z");
    schedule::run_due(&test.app, COUNTED).await;
    assert_eq!(RUNS.load(Ordering::SeqCst), 1, "not due yet");
    test.at("2026-10-14T12:01:00Z");
    schedule::run_due(&test.app, COUNTED).await;
    schedule::run_due(&test.app, COUNTED).await;
    assert_eq!(RUNS.load(Ordering::SeqCst), 2, "hours of missed runs are one");
}

#[tokio::test]
async fn a_panic_or_an_error_ends_only_its_run_which_is_tried_again() {
    static TRIES: AtomicUsize = AtomicUsize::new(0);
    const FRAIL: &[Job] = &[Job {
        name: "test.frail",
        every: Every::Day(3, 0),
        run: |_, _| {
            Box::pin(async {
                assert!(TRIES.fetch_add(1, Ordering::SeqCst) > 0, "the first try panics");
                Ok(())
            })
        },
    }];
    let test = TestApp::new().await;
    schedule::run_due(&test.app, FRAIL).await;
    schedule::run_due(&test.app, FRAIL).await;
    assert_eq!(TRIES.load(Ordering::SeqCst), 1, "not at once");
    let row = job_run::Entity::find().one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!(row.error.as_deref(), Some("panicked"));
    test.at("2026-10-14T09:05:00Z");
    schedule::run_due(&test.app, FRAIL).await;
    schedule::run_due(&test.app, FRAIL).await;
    assert_eq!(TRIES.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_run_that_fails_keeps_the_next_one_of_a_job_of_each_minute_from_nothing() {
    static RUNS: AtomicUsize = AtomicUsize::new(0);
    const ILL: &[Job] = &[Job {
        name: "test.ill",
        every: Every::Minutes(1),
        run: |_, _| {
            Box::pin(async {
                RUNS.fetch_add(1, Ordering::SeqCst);
                Err(anyhow::anyhow!("one item failed").into())
            })
        },
    }];
    let test = TestApp::new().await;
    for (minute, runs) in [("09:00", 1), ("09:01", 2), ("09:02", 3)] {
        test.at(&format!("2026-10-14T{minute}:00Z"));
        schedule::run_due(&test.app, ILL).await;
        schedule::run_due(&test.app, ILL).await;
        assert_eq!(RUNS.load(Ordering::SeqCst), runs, "{minute}: once a minute, and each minute");
    }
    let rows = job_run::Entity::find().all(test.app.db.read()).await.unwrap();
    assert!(rows.iter().all(|row| row.error.is_some()), "{rows:?}");
}

#[tokio::test]
async fn a_stop_waits_for_the_run_under_way_and_starts_no_other() {
    static BEGUN: Notify = Notify::const_new();
    static GO: Notify = Notify::const_new();
    static DONE: AtomicUsize = AtomicUsize::new(0);
    const SLOW: &[Job] = &[Job {
        name: "test.slow",
        every: Every::Minutes(1),
        run: |_, _| {
            Box::pin(async {
                BEGUN.notify_one();
                GO.notified().await;
                DONE.fetch_add(1, Ordering::SeqCst);
                Ok(())
            })
        },
    }];
    let test = TestApp::new().await;
    schedule::tick(&test.app, SLOW);
    BEGUN.notified().await;
    test.app.stop.cancel();
    schedule::tick(&test.app, SLOW);
    test.app.tracker.close();
    GO.notify_one();
    test.app.tracker.wait().await;
    assert_eq!(DONE.load(Ordering::SeqCst), 1);
}

#[test]
fn a_daily_job_keeps_its_local_hour_over_the_clock_changes() {
    let six = Every::Day(6, 0);
    assert_eq!(six.last_due(Helsinki, at("2026-10-24T12:00:00Z")), at("2026-10-24T03:00:00Z"));
    assert_eq!(six.last_due(Helsinki, at("2026-10-25T12:00:00Z")), at("2026-10-25T04:00:00Z"));
    assert_eq!(six.last_due(Helsinki, at("2026-03-29T12:00:00Z")), at("2026-03-29T03:00:00Z"));
    assert_eq!(six.last_due(Helsinki, at("2026-03-29T02:59:00Z")), at("2026-03-28T04:00:00Z"));
}

#[test]
fn an_hour_that_is_left_out_is_due_at_its_end_and_one_that_comes_twice_is_due_once() {
    let half_past_three = Every::Day(3, 30);
    assert_eq!(half_past_three.last_due(Helsinki, at("2026-03-29T12:00:00Z")), at("2026-03-29T01:30:00Z"));
    assert_eq!(half_past_three.last_due(Helsinki, at("2026-10-25T12:00:00Z")), at("2026-10-25T00:30:00Z"));
}
