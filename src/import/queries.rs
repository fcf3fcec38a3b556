//! Reads of long imports.

use chrono::{DateTime, Utc};
use entity::id::ImportRunId;
use entity::import_run;
use entity::staff;
use entity::state::Language;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Iterable, QueryFilter, QuerySelect, Select};

use super::rows::idle;
use crate::access::Viewer;
use crate::error::{OrNotFound, Result};

/// A run with its file, whoever began it.
pub async fn run_with_file(db: &impl ConnectionTrait, id: ImportRunId) -> Result<import_run::Model> {
    import_run::Entity::find_by_id(id).one(db).await.or_not_found()
}

/// A run, whoever began it.
pub async fn run_of_anybody(db: &impl ConnectionTrait, id: ImportRunId) -> Result<import_run::Model> {
    without_file().filter(import_run::COLUMN.id.eq(id)).one(db).await.or_not_found()
}

/// A file is long, and who looks at its run needs the numbers only.
fn without_file() -> Select<import_run::Entity> {
    let columns = import_run::Column::iter().filter(|column| !matches!(column, import_run::Column::File));
    import_run::Entity::find().select_only().columns(columns).expr_as(Expr::cust("NULL"), "file")
}

/// A run that the person began.
pub async fn own_run(db: &impl ConnectionTrait, by: &Viewer, id: ImportRunId) -> Result<import_run::Model> {
    let own = without_file().filter(import_run::COLUMN.id.eq(id)).filter(import_run::COLUMN.staff_id.eq(by.staff_id));
    own.one(db).await.or_not_found()
}

/// Runs that nobody works at.
pub async fn idle_runs(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<ImportRunId>> {
    let find = import_run::Entity::find().select_only().column(import_run::Column::Id).filter(idle(now));
    Ok(find.into_tuple().all(db).await?)
}

/// The language in which faults are told: that of whoever imports, English on the command line.
pub async fn language_of(db: &impl ConnectionTrait, run: &import_run::Model) -> Result<Language> {
    let Some(id) = run.staff_id else { return Ok(Language::En) };
    Ok(staff::Entity::find_by_id(id).one(db).await.or_not_found()?.language)
}
