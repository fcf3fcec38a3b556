//! Writes of `import_run`.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::ImportRunId;
use entity::import_run;
use entity::state::{ImportKind, ImportPhase};
use sea_orm::ActiveValue::NotSet;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};

use super::columns::Layout;
use super::report::LongFile;
use crate::access::Act;
use crate::error::Result;
use crate::random;

/// How long a server may be silent before another goes on with its run.
const LEASE: TimeDelta = TimeDelta::minutes(2);
/// A lease that lasts longer was taken under a clock that was ahead; clocks of servers differ by less.
const LONGEST_LEASE: TimeDelta = TimeDelta::minutes(12);
/// How long what came of a run is shown.
const SHOWN: TimeDelta = TimeDelta::days(30);
/// How long an import is tried that never comes to its end.
const TRIED: TimeDelta = TimeDelta::days(1);

/// Keeps a file until its rows are written.
pub async fn insert_run(act: Act<'_>, file: LongFile, rows: usize, layout: &Layout) -> Result<ImportRunId> {
    let id = random::id(act.now);
    let row = import_run::ActiveModel {
        id: Set(id),
        staff_id: Set(act.who.staff()),
        kind: Set(file.kind),
        phase: Set(ImportPhase::Checking),
        dry_run: Set(file.dry_run),
        skip_bad: Set(file.skip_bad),
        file: Set(Some(file.bytes)),
        sheet: Set(Some(file.sheet).filter(|sheet| !sheet.is_empty())),
        rows: Set(i32::try_from(rows).unwrap_or(i32::MAX)),
        cursor: Set(0),
        added: Set(0),
        standing: Set(0),
        faulty: Set(0),
        faults: Set("[]".to_owned()),
        layout: Set(Some(serde_json::to_string(layout).expect("headings are JSON"))),
        created_at: Set(act.now),
        lease_until: Set(act.now),
        finished_at: Set(None),
    };
    import_run::Entity::insert(row).exec_without_returning(act.tx).await?;
    Ok(id)
}

/// Takes a run that nobody works at.
pub async fn take(act: Act<'_>, id: ImportRunId) -> Result<bool> {
    let taken = import_run::Entity::update_many()
        .col_expr(import_run::Column::LeaseUntil, Expr::value(act.now + LEASE))
        .filter(import_run::COLUMN.id.eq(id))
        .filter(idle(act.now))
        .exec(act.tx)
        .await?;
    Ok(taken.rows_affected > 0)
}

/// Runs that are not done and that nobody works at.
pub fn idle(now: DateTime<Utc>) -> Condition {
    let free = Condition::any()
        .add(import_run::COLUMN.lease_until.lte(now))
        .add(import_run::COLUMN.lease_until.gt(now + LONGEST_LEASE));
    Condition::all().add(import_run::COLUMN.finished_at.is_null()).add(free)
}

/// Whether a run still stands where it was read; from here on it stands still until the act ends.
pub async fn holds(act: Act<'_>, run: &import_run::Model) -> Result<bool> {
    let find = import_run::Entity::find_by_id(run.id)
        .select_only()
        .columns([import_run::Column::Id])
        .filter(import_run::COLUMN.phase.eq(run.phase))
        .filter(import_run::COLUMN.cursor.eq(run.cursor));
    let row: Option<ImportRunId> = find.lock_exclusive().into_tuple().one(act.tx).await?;
    Ok(row.is_some())
}

/// Writes how far a run has come; one that is done lets go of its file.
pub async fn set_progress(act: Act<'_>, run: import_run::Model) -> Result<import_run::Model> {
    let is_done = run.phase == ImportPhase::Done;
    let next =
        import_run::Model { lease_until: act.now + LEASE, finished_at: is_done.then_some(act.now), file: None, ..run };
    let mut row = next.clone().into_active_model().reset_all();
    if !is_done {
        row.file = NotSet;
    }
    import_run::Entity::update(row).exec_without_returning(act.tx).await?;
    Ok(next)
}

/// Empties what runs that are done tell of the cells of their files, which nobody can take one person out of.
pub async fn forget_faults(act: Act<'_>) -> Result<()> {
    import_run::Entity::update_many()
        .col_expr(import_run::Column::Faults, Expr::value("[]"))
        .filter(import_run::COLUMN.finished_at.is_not_null())
        .filter(import_run::COLUMN.kind.ne(ImportKind::Groups))
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Deletes what was shown long enough, and lets go of files whose import never came to its end.
pub async fn forget_runs(act: Act<'_>) -> Result<()> {
    import_run::Entity::delete_many().filter(import_run::COLUMN.finished_at.lt(act.now - SHOWN)).exec(act.tx).await?;
    import_run::Entity::update_many()
        .col_expr(import_run::Column::Phase, Expr::value(ImportPhase::Done))
        .col_expr(import_run::Column::FinishedAt, Expr::value(act.now))
        .col_expr(import_run::Column::File, Expr::value(Option::<Vec<u8>>::None))
        .filter(import_run::COLUMN.finished_at.is_null())
        .filter(import_run::COLUMN.created_at.lt(act.now - TRIED))
        .exec(act.tx)
        .await?;
    Ok(())
}
