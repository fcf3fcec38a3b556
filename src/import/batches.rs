//! A long file: every row is tried and taken back, then written, a batch of rows a transaction that moves the run on.
//! What a server leaves undone another goes on with; rows that stand already are never written twice.

use anyhow::Context;
use chrono::{DateTime, Utc};
use entity::id::ImportRunId;
use entity::import_run;
use entity::state::{ImportKind, ImportPhase, Language};

use super::bad::Bad;
use super::report::{FaultLine, ImportReport, Importer, LongFile, Met};
use super::run::{import_rows, log_run, table_of};
use super::shown::{ShownRows, TriedRows};
use super::table::FileTable;
use super::{queries, rows};
use crate::access::{Act, Actor};
use crate::app::App;
use crate::error::{Error, Result};

/// Rows of one transaction: few enough that whoever else writes waits less than a second.
pub const BATCH: usize = 500;
/// The same where each row is an act of many steps.
const STEPS: usize = 50;
/// At most so many faults are kept; more say the same again.
pub const LISTED: usize = 500;

/// How many rows of a kind one transaction takes.
pub const fn batch(kind: ImportKind) -> usize {
    match kind {
        ImportKind::Clients => BATCH,
        ImportKind::Groups | ImportKind::Referrals => STEPS,
    }
}

/// Starts an import; [`go_on`] does its work. What can't be read, and headings that are wrong, are answered at once.
pub async fn start_import(
    app: &App,
    who: impl Into<Actor>,
    file: LongFile,
) -> Result<Result<ImportRunId, ImportReport>> {
    let who = who.into();
    let (file, table) = parsed(file).await?;
    match table {
        Ok(table) => start(app, who, file, &table).await,
        Err(bad) => Ok(Err(ImportReport::of_file(vec![bad]))),
    }
}

/// The same of a file whose table is known.
pub async fn start(
    app: &App,
    who: Actor,
    file: LongFile,
    table: &FileTable,
) -> Result<Result<ImportRunId, ImportReport>> {
    let importer = Importer { who, skip_bad: file.skip_bad, met: &Met::default() };
    let none = part(table, 0, 0);
    let headings = app.look(who, async |act| import_rows(act, &importer, file.kind, &none, false).await).await?;
    if !headings.bad.is_empty() {
        return Ok(Err(headings));
    }
    let started = app.act(who, async |act| rows::insert_run(act, file, table.rows.len(), &headings.layout).await);
    Ok(Ok(started.await?))
}

/// A file with its table, read apart from what others wait for.
pub async fn parsed(file: LongFile) -> Result<(LongFile, Result<FileTable, Bad>)> {
    let parsed = tokio::task::spawn_blocking(move || {
        let table = table_of(file.kind, &file.bytes, &file.sheet);
        (file, table)
    });
    Ok(parsed.await.context("read a file to import")?)
}

/// Works at an import until it is done or the server stops, unless another server does; `watch` sees how it goes.
pub async fn go_on(app: &App, id: ImportRunId, watch: &(dyn Fn(&import_run::Model) + Sync)) -> Result<()> {
    if !app.act(Actor::System, async |act| rows::take(act, id).await).await? {
        return Ok(());
    }
    let mut run = queries::run_with_file(app.db.read(), id).await?;
    let file = LongFile {
        kind: run.kind,
        bytes: run.file.take().unwrap_or_default(),
        sheet: run.sheet.clone().unwrap_or_default(),
        dry_run: run.dry_run,
        skip_bad: run.skip_bad,
    };
    let work = Work {
        table: parsed(file).await?.1.map_err(|bad| Error::Conflict(bad.fault))?,
        language: queries::language_of(app.db.read(), &run).await?,
        who: run.staff_id.map_or(Actor::System, Actor::Staff),
    };
    let (mut met, mut tried) = (Met::default(), ShownRows::default());
    while run.phase != ImportPhase::Done && !app.stop.is_cancelled() {
        let before = run.phase;
        run = match before {
            ImportPhase::Checking => {
                let (run, read) = check(app, &work, &met, run).await?;
                tried.append(read);
                run
            }
            ImportPhase::Writing | ImportPhase::Done => write(app, &work, &met, run).await?,
        };
        if run.phase != before {
            met = Met::default();
        }
        watch(&run);
    }
    if run.phase == ImportPhase::Done && run.dry_run {
        app.cache::<TriedRows>().keep(id, tried);
    }
    Ok(())
}

/// Goes on with what was left undone, and forgets what is over. A job.
pub async fn go_on_with_all(app: &App, now: DateTime<Utc>) -> Result<()> {
    app.act_at(Actor::System, now, async |act| rows::forget_runs(act).await).await?;
    let mut ended = Ok(());
    for id in queries::idle_runs(app.db.read(), now).await? {
        // One that can't go on keeps no other from it.
        if let Err(error) = go_on(app, id, &|_| {}).await {
            tracing::error!(import = %id, %error, "an import could not go on");
            ended = Err(error);
        }
    }
    ended
}

/// What every batch of a run needs.
struct Work {
    table: FileTable,
    language: Language,
    who: Actor,
}

/// Tries a batch: that is no more than looking, so that whoever writes doesn't wait for it.
async fn check(app: &App, work: &Work, met: &Met, run: import_run::Model) -> Result<(import_run::Model, ShownRows)> {
    let importer = Importer { who: work.who, skip_bad: true, met };
    let report = tried(app, &importer, run.kind, &part(&work.table, place(run.cursor), batch(run.kind))).await?;
    let read = report.read.clone();
    let run = app.act(Actor::System, async |act| {
        if !rows::holds(act, &run).await? {
            return queries::run_of_anybody(act.tx, run.id).await;
        }
        advance(act, after(run, &report, work.language)).await
    });
    Ok((run.await?, read))
}

/// What would come of some rows; nothing of it stays.
pub async fn tried(app: &App, importer: &Importer<'_>, kind: ImportKind, rows: &FileTable) -> Result<ImportReport> {
    app.look(importer.who, async |act| import_rows(act, importer, kind, rows, false).await).await
}

/// Moves a run on, and logs one that is done as whoever began it.
async fn advance(act: Act<'_>, next: import_run::Model) -> Result<import_run::Model> {
    if next.phase == ImportPhase::Done {
        let who = next.staff_id.map_or(Actor::System, Actor::Staff);
        log_run(act.by(who), next.kind, (&next).into(), next.dry_run).await?;
    }
    rows::set_progress(act, next).await
}

async fn write(app: &App, work: &Work, met: &Met, run: import_run::Model) -> Result<import_run::Model> {
    let importer = Importer { who: work.who, skip_bad: true, met };
    let batch = part(&work.table, place(run.cursor), batch(run.kind));
    app.act(work.who, async |act| {
        if !rows::holds(act, &run).await? {
            return queries::run_of_anybody(act.tx, run.id).await;
        }
        let report = import_rows(act, &importer, run.kind, &batch, true).await?;
        advance(act.by_system(), after(run, &report, work.language)).await
    })
    .await
}

/// Some rows of a table under its headings.
fn part(table: &FileTable, from: usize, most: usize) -> FileTable {
    let rows = table.rows.iter().skip(from).take(most).cloned().collect();
    FileTable { header: table.header.clone(), header_line: table.header_line, rows, noes: table.noes.clone() }
}

fn place(cursor: i32) -> usize {
    usize::try_from(cursor).unwrap_or_default()
}

/// Where a run stands after a batch. What was tried is written only when nothing is wrong or bad rows may be skipped.
fn after(run: import_run::Model, report: &ImportReport, language: Language) -> import_run::Model {
    let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    let mut faults: Vec<FaultLine> = serde_json::from_str(&run.faults).unwrap_or_default();
    let room = LISTED.saturating_sub(faults.len());
    faults.extend(report.lines(language).into_iter().take(room));
    let next = import_run::Model {
        cursor: run.rows.min(run.cursor + number(batch(run.kind))),
        added: run.added + number(report.added),
        standing: run.standing + number(report.standing),
        faulty: run.faulty + number(report.bad.len()),
        faults: serde_json::to_string(&faults).expect("lines and words are JSON"),
        ..run
    };
    if next.cursor < next.rows {
        return next;
    }
    let is_refused = next.faulty > 0 && !next.skip_bad;
    if next.phase == ImportPhase::Writing || next.dry_run || is_refused {
        let added = if next.phase == ImportPhase::Checking && is_refused { 0 } else { next.added };
        return import_run::Model { phase: ImportPhase::Done, added, ..next };
    }
    let faults = "[]".to_owned();
    import_run::Model { phase: ImportPhase::Writing, cursor: 0, added: 0, standing: 0, faulty: 0, faults, ..next }
}
