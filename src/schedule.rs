//! The work that runs by the clock: one table, and the only file that knows tokio-cron-scheduler.
//!
//! The library gives one UTC tick a minute. Its own zones shift by an hour at the clock change, it drops missed ticks
//! and lets runs overlap (all three measured), so the table `job_run` decides: a row for each due time, taken by
//! whichever server inserts it, held by a lease, and caught up when the last one done is older than the last one due.

use crate::access::Actor;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::time::Duration;

use anyhow::Context;
use chrono::{DateTime, DurationRound, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::job_run;
use futures_util::FutureExt;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    Condition, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, PaginatorTrait, QueryFilter, Set,
    Statement,
};
use tokio_cron_scheduler::{Job as Tick, JobScheduler};
use tokio_util::sync::CancellationToken;

use crate::access::Act;
use crate::app::App;
use crate::error::{Error, Result};
use crate::local_time;
use crate::{access, acts, admin, audit, calendar, data_rights, import, notify, programme, recruitment};

/// The longest that one run may take.
const PATIENCE: Duration = Duration::from_mins(10);
/// How long a run is held without a beat; a server that dies in it leaves it to the others after this.
const LEASE: TimeDelta = TimeDelta::seconds(25);
/// How often a server says that it still runs a job.
const BEAT: Duration = Duration::from_secs(5);
/// When a run that failed is tried again, unless the next one is due before and does what is left.
const AGAIN: TimeDelta = TimeDelta::minutes(5);
/// How long runs that are done are kept.
const KEPT: TimeDelta = TimeDelta::days(7);

/// What a job is doing: `async fn(&App, now) -> Result<()>`, boxed.
pub type Run<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// A job of the table.
pub struct Job {
    /// Its name in `job_run` and in the log.
    pub name: &'static str,
    /// When it is due.
    pub every: Every,
    /// The work. It does all that has become due since it last ran, so that a missed run is made up by the next.
    pub run: for<'a> fn(&'a App, DateTime<Utc>) -> Run<'a>,
}

/// When a job is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// At each full so many minutes of UTC.
    Minutes(i64),
    /// Once a day at an hour and a minute of the settings' zone.
    Day(u32, u32),
}

/// The jobs in the order in which one tick starts them; what queues messages stands before what sends them.
#[rustfmt::skip]
pub const JOBS: &[Job] = &[
    Job { name: "acts.advance_groups", every: Every::Minutes(1), run: |app, now| Box::pin(acts::advance_groups(app, now)) },
    Job { name: "programme.late_approvals", every: Every::Minutes(60), run: |app, now| Box::pin(programme::late_approvals(app, now)) },
    Job { name: "acts.follow_absences", every: Every::Minutes(1), run: |app, now| Box::pin(acts::follow_absences(app, now)) },
    Job { name: "acts.pass_on_incidents", every: Every::Minutes(5), run: |app, now| Box::pin(acts::pass_on_incidents(app, now)) },
    Job { name: "programme.parts_over", every: Every::Minutes(15), run: |app, now| Box::pin(programme::parts_over(app, now)) },
    Job { name: "acts.close_ended", every: Every::Minutes(60), run: |app, now| Box::pin(acts::close_ended_groups(app, now)) },
    Job { name: "acts.expire_offers", every: Every::Minutes(5), run: |app, now| Box::pin(acts::expire_offers(app, now)) },
    Job { name: "acts.offer_places_on", every: Every::Minutes(1), run: |app, now| Box::pin(acts::offer_places_on(app, now)) },
    Job { name: "acts.ask_due_ratings", every: Every::Day(9, 0), run: |app, now| Box::pin(acts::ask_due_ratings(app, now)) },
    Job { name: "acts.send_reminders", every: Every::Minutes(15), run: |app, now| Box::pin(acts::send_reminders(app, now)) },
    Job { name: "acts.nudge_leaders", every: Every::Minutes(60), run: |app, now| Box::pin(acts::nudge_leaders(app, now)) },
    Job { name: "recruitment.forget", every: Every::Day(3, 20), run: |app, now| Box::pin(recruitment::forget(app, now)) },
    Job { name: "acts.answer_in_vain", every: Every::Minutes(60), run: |app, now| Box::pin(acts::answer_in_vain(app, now)) },
    Job { name: "recruitment.ask", every: Every::Day(7, 30), run: |app, now| Box::pin(recruitment::ask(app, now)) },
    Job { name: "acts.tell_free_places", every: Every::Day(8, 0), run: |app, now| Box::pin(acts::tell_free_places(app, now)) },
    Job { name: "admin.retain", every: Every::Day(3, 40), run: |app, now| Box::pin(admin::retain(app, now)) },
    Job { name: "data_rights.propose", every: Every::Day(6, 10), run: |app, now| Box::pin(data_rights::propose_erasures(app, now)) },
    Job { name: "audit.seal", every: Every::Minutes(1), run: |app, now| Box::pin(audit::seal_logs(app, now)) },
    Job { name: "audit.forget", every: Every::Day(3, 55), run: |app, now| Box::pin(audit::forget(app, now)) },
    Job { name: "data_rights.write_down", every: Every::Minutes(1), run: |app, now| Box::pin(data_rights::write_down(app, now)) },
    Job { name: "calendar.fetches", every: Every::Minutes(1), run: |app, now| Box::pin(calendar::note_fetches(app, now)) },
    Job { name: "import.go_on", every: Every::Minutes(1), run: |app, now| Box::pin(import::go_on_with_all(app, now)) },
    Job { name: "access.forget_outcomes", every: Every::Minutes(60), run: |app, now| Box::pin(access::once::forget_outcomes(app, now)) },
    Job { name: "notify.forget_told", every: Every::Day(3, 50), run: |app, now| Box::pin(notify::forget_told(app, now)) },
    Job { name: "notify.feeds_read", every: Every::Minutes(1), run: |app, now| Box::pin(notify::note_feeds_read(app, now)) },
    Job { name: "notify.ask_others_to_call", every: Every::Minutes(1), run: |app, now| Box::pin(notify::ask_others_to_call(app, now)) },
    Job { name: "notify.deliver", every: Every::Minutes(1), run: |app, now| Box::pin(notify::deliver(app, now)) },
];

impl Every {
    /// Whether it comes round in so much time.
    fn comes_within(self, time: TimeDelta) -> bool {
        matches!(self, Self::Minutes(minutes) if TimeDelta::minutes(minutes) <= time)
    }

    /// The last due time until `now`; a clock change neither drops a run nor brings it twice.
    pub fn last_due(self, zone: Tz, now: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::Minutes(minutes) => now.duration_trunc(TimeDelta::minutes(minutes)).unwrap_or(now),
            Self::Day(hour, minute) => {
                let today = local_time::day(zone, now);
                let days = [Some(today), today.pred_opt()];
                let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
                let due = days.into_iter().flatten().map(|day| local_time::instant(zone, day.and_time(time)));
                due.into_iter().find(|due| *due <= now).unwrap_or(now)
            }
        }
    }
}

/// Ticks once a minute until the application stops; a stop waits for the runs under way through `app.tracker`.
pub async fn start(app: &App) -> anyhow::Result<()> {
    let mut scheduler = JobScheduler::new().await.context("start the ticker")?;
    let ticking = app.clone();
    let each_minute = Tick::new_async("0 * * * * *", move |_, _| {
        let app = ticking.clone();
        Box::pin(async move { tick(&app, JOBS) })
    });
    scheduler.add(each_minute.context("plan the tick")?).await.context("plan the tick")?;
    scheduler.start().await.context("start the ticker")?;
    let stop = app.stop.clone();
    tokio::spawn(async move {
        stop.cancelled().await;
        if let Err(error) = scheduler.shutdown().await {
            tracing::warn!(%error, "the ticker did not stop");
        }
    });
    app.tracker.spawn(notify::listen(app.clone()));
    tick(app, JOBS);
    Ok(())
}

/// Starts what is due, one job after the other, so that what a job queues goes out in the same minute.
pub fn tick(app: &App, jobs: &'static [Job]) {
    // The library may tick once more after its shutdown.
    if app.stop.is_cancelled() {
        return;
    }
    let tracked = app.clone();
    app.tracker.spawn(async move { run_due(&tracked, jobs).await });
}

/// Runs what is due and waits for it.
pub async fn run_due(app: &App, jobs: &[Job]) {
    for job in jobs {
        if app.stop.is_cancelled() {
            return;
        }
        match claim(app, job).await {
            Ok(Some(due)) => run(app, job, due).await,
            Ok(None) => {}
            // The others would find it no better.
            Err(Error::Unavailable(cause)) => return tracing::error!(cause, "no job could be claimed"),
            Err(error) => tracing::error!(job = job.name, %error, "a job could not be claimed"),
        }
    }
}

/// Takes the last due run of a job that nobody has taken; `None` when it is done or under way.
async fn claim(app: &App, job: &Job) -> Result<Option<DateTime<Utc>>> {
    let now = app.clock.now();
    let due = job.every.last_due(app.config.zone, now);
    let claimed = app
        .act(Actor::System, async |act| {
            one_at_a_time(act.tx, job).await?;
            Ok(!is_under_way(act, job).await? && take(act.tx, job, due, now).await?)
        })
        .await?;
    Ok(claimed.then_some(due))
}

/// Keeps two servers from claiming two due times of a job at once, each without seeing the other's.
async fn one_at_a_time(tx: &DatabaseTransaction, job: &Job) -> Result<()> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let lock = Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT pg_advisory_xact_lock(hashtext($1))",
            [format!("job {}", job.name).into()],
        );
        tx.execute_raw(lock).await?;
    }
    Ok(())
}

/// A run that is not finished keeps the job to itself until its lease ends: runs never overlap. One that is held for
/// longer than any lease was begun under a clock that was ahead, and holds nothing.
async fn is_under_way(act: Act<'_>, job: &Job) -> Result<bool> {
    let running = job_run::Entity::find()
        .filter(job_run::COLUMN.name.eq(job.name))
        .filter(job_run::COLUMN.finished_at.is_null())
        .filter(job_run::COLUMN.lease_until.gt(act.now))
        .filter(job_run::COLUMN.lease_until.lte(act.now + Ord::max(LEASE, AGAIN)));
    Ok(running.count(act.tx).await? > 0)
}

async fn take(tx: &DatabaseTransaction, job: &Job, due: DateTime<Utc>, now: DateTime<Utc>) -> Result<bool> {
    let row = job_run::ActiveModel {
        name: Set(job.name.to_owned()),
        due_at: Set(due),
        started_at: Set(now),
        lease_until: Set(now + LEASE),
        finished_at: Set(None),
        error: Set(None),
    };
    let once = OnConflict::columns([job_run::Column::Name, job_run::Column::DueAt]).do_nothing().to_owned();
    if job_run::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await? > 0 {
        return Ok(true);
    }
    let is_free = Condition::any()
        .add(job_run::COLUMN.lease_until.lte(now))
        .add(job_run::COLUMN.lease_until.gt(now + Ord::max(LEASE, AGAIN)));
    let again = job_run::Entity::update_many()
        .col_expr(job_run::Column::StartedAt, Expr::value(now))
        .col_expr(job_run::Column::LeaseUntil, Expr::value(now + LEASE))
        .filter(this(job.name, due))
        .filter(job_run::COLUMN.finished_at.is_null())
        .filter(is_free)
        .exec(tx)
        .await?;
    Ok(again.rows_affected > 0)
}

fn this(job: &str, due: DateTime<Utc>) -> Condition {
    Condition::all().add(job_run::COLUMN.name.eq(job)).add(job_run::COLUMN.due_at.eq(due))
}

/// Runs a job that was claimed; a panic, an error and a time-out are logged and end only this run.
async fn run(app: &App, job: &Job, due: DateTime<Utc>) {
    let now = app.clock.now();
    let work = AssertUnwindSafe((job.run)(app, now));
    let running = CancellationToken::new().drop_guard();
    app.tracker.spawn(beat(app.clone(), job.name, due, running.token().clone()));
    let error = match tokio::time::timeout(PATIENCE, work.catch_unwind()).await {
        Ok(Ok(Ok(()))) => None,
        Ok(Ok(Err(error))) => Some(error.to_string()),
        Ok(Err(_)) => Some("panicked".to_owned()),
        Err(_) => Some("timed out".to_owned()),
    };
    drop(running);
    let outcome = if error.is_none() { "done" } else { "failed" };
    metrics::counter!("piiri_job_runs_total", "job" => job.name, "outcome" => outcome).increment(1);
    if let Some(error) = &error {
        tracing::error!(job = job.name, error, "a job failed");
    }
    if let Err(error) = finish(app, job, due, error).await {
        tracing::error!(job = job.name, %error, "a run could not be marked");
    }
}

/// Holds a run while it goes on. A beat that fails is followed by the next; one that has begun ends, since a transaction
/// must not be dropped.
async fn beat(app: App, job: &'static str, due: DateTime<Utc>, ended: CancellationToken) {
    loop {
        tokio::select! {
            () = ended.cancelled() => return,
            () = tokio::time::sleep(BEAT) => {}
        }
        let held = app.act(Actor::System, async |act| {
            job_run::Entity::update_many()
                .col_expr(job_run::Column::LeaseUntil, Expr::value(act.now + LEASE))
                .filter(this(job, due))
                .filter(job_run::COLUMN.finished_at.is_null())
                .exec(act.tx)
                .await?;
            Ok(())
        });
        if let Err(error) = held.await {
            tracing::warn!(job, %error, "a run could not be held");
        }
    }
}

/// A run that failed stays open and is tried again after a while; where the next is due sooner, that one is not kept
/// waiting. The database error's text holds no values.
async fn finish(app: &App, job: &Job, due: DateTime<Utc>, error: Option<String>) -> Result<()> {
    let now = app.clock.now();
    let is_tried_again = error.is_some() && !job.every.comes_within(AGAIN);
    let finished = (!is_tried_again).then_some(now);
    app.act_at(Actor::System, now, async |act| {
        job_run::Entity::update_many()
            .col_expr(job_run::Column::FinishedAt, Expr::value(finished))
            .col_expr(job_run::Column::LeaseUntil, Expr::value(now + AGAIN))
            .col_expr(job_run::Column::Error, Expr::value(error))
            .filter(this(job.name, due))
            .exec(act.tx)
            .await?;
        job_run::Entity::delete_many()
            .filter(job_run::COLUMN.name.eq(job.name))
            .filter(job_run::COLUMN.due_at.lt(now - KEPT))
            .exec(act.tx)
            .await?;
        Ok(())
    })
    .await
}
