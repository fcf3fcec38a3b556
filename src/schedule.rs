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

/// A job under the name of the function that does its work.
macro_rules! job {
    ($part:ident::$work:ident, $every:expr) => {
        Job {
            name: concat!(stringify!($part), ".", stringify!($work)),
            every: $every,
            run: |app, now| Box::pin($part::$work(app, now)),
        }
    };
}

/// The jobs in the order in which one tick starts them; what queues messages stands before what sends them.
pub const JOBS: &[Job] = &[
    job!(acts::advance_groups, Every::Minutes(1)),
    job!(programme::late_approvals, Every::Minutes(60)),
    job!(acts::follow_absences, Every::Minutes(1)),
    job!(acts::pass_on_incidents, Every::Minutes(5)),
    job!(programme::parts_over, Every::Minutes(15)),
    job!(acts::close_ended_groups, Every::Minutes(60)),
    job!(acts::expire_offers, Every::Minutes(5)),
    job!(acts::offer_places_on, Every::Minutes(1)),
    job!(acts::ask_due_ratings, Every::Day(9, 0)),
    job!(acts::send_reminders, Every::Minutes(15)),
    job!(acts::nudge_leaders, Every::Minutes(60)),
    job!(recruitment::forget, Every::Day(3, 20)),
    job!(acts::answer_in_vain, Every::Minutes(60)),
    job!(recruitment::ask, Every::Day(7, 30)),
    job!(acts::tell_free_places, Every::Day(8, 0)),
    job!(admin::retain, Every::Day(3, 40)),
    job!(data_rights::propose_erasures, Every::Day(6, 10)),
    job!(audit::seal_logs, Every::Minutes(1)),
    job!(audit::forget, Every::Day(3, 55)),
    job!(data_rights::write_down, Every::Minutes(1)),
    job!(calendar::note_fetches, Every::Minutes(1)),
    job!(import::go_on_with_all, Every::Minutes(1)),
    job!(access::forget_outcomes, Every::Minutes(60)),
    job!(notify::forget_told, Every::Day(3, 50)),
    job!(notify::note_feeds_read, Every::Minutes(1)),
    job!(notify::ask_others_to_call, Every::Minutes(1)),
    job!(notify::deliver, Every::Minutes(1)),
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
