//! Writes of what groups are planned by: templates, seasons and breaks.

use entity::id::{BreakId, SeasonId, TemplateId};
use entity::{break_period, season, template};
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, Set, SqlErr};

use super::hits::close_season_tasks;
use super::{break_conflicts, season_ends};
use crate::access::Act;
use crate::audit::{self, LoggedChange};
use crate::db::on_unique;
use crate::error::{Code, Error, Fault, OrNotFound, Result};
use crate::programme::rules::{self, BreakInput, SeasonInput, TemplateInput};
use crate::random;

/// Adds a break; sessions that fall into it stay, and their leaders are asked about them.
pub async fn create_break(act: Act<'_>, input: BreakInput) -> Result<BreakId> {
    let id = random::id(act.now);
    break_row(id, input.clone()).insert(act.tx).await.map_err(on_unknown_unit)?;
    break_conflicts::ask_leaders(act, id, &input).await?;
    audit::changed(act, LoggedChange::of("break.created", "break", id)).await?;
    Ok(id)
}

/// Changes a break; sessions that fall into it stay until somebody moves or cancels them.
pub async fn update_break(act: Act<'_>, id: BreakId, input: BreakInput) -> Result<()> {
    break_row(id, input.clone()).update(act.tx).await.map_err(on_unknown_unit)?;
    break_conflicts::ask_leaders(act, id, &input).await?;
    audit::changed(act, LoggedChange::of("break.updated", "break", id)).await
}

/// Takes a break away; what was planned around it stays as it is.
pub async fn delete_break(act: Act<'_>, id: BreakId) -> Result<()> {
    break_period::Entity::delete_by_id(id).exec(act.tx).await?;
    break_conflicts::answer(act, id).await?;
    audit::changed(act, LoggedChange::of("break.deleted", "break", id)).await
}

fn break_row(id: BreakId, input: BreakInput) -> break_period::ActiveModel {
    break_period::ActiveModel {
        id: Set(id),
        unit_id: Set(input.unit_id),
        name: Set(input.name),
        starts_on: Set(input.starts_on),
        ends_on: Set(input.ends_on),
    }
}

fn on_unknown_unit(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => Error::invalid("unit_id", Code::FaultChoice),
        _ => error.into(),
    }
}

/// Adds a season that overlaps no other.
pub async fn create_season(act: Act<'_>, input: SeasonInput) -> Result<SeasonId> {
    let id = random::id(act.now);
    check_apart(act.tx, id, &input).await?;
    season_row(id, input).insert(act.tx).await.map_err(on_same_start)?;
    close_season_tasks(act).await?;
    audit::changed(act, LoggedChange::of("season.created", "season", id)).await?;
    Ok(id)
}

/// Changes a season; it still overlaps no other. Sessions that it leaves outside stay, and their leaders are asked
/// about them; nobody is asked any more about those that it takes in.
pub async fn update_season(act: Act<'_>, id: SeasonId, input: SeasonInput) -> Result<()> {
    let before = season::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
    check_apart(act.tx, id, &input).await?;
    season_row(id, input.clone()).update(act.tx).await.map_err(on_same_start)?;
    season_ends::ask_leaders(act, &before, &input).await?;
    close_season_tasks(act).await?;
    audit::changed(act, LoggedChange::of("season.updated", "season", id)).await
}

fn season_row(id: SeasonId, input: SeasonInput) -> season::ActiveModel {
    season::ActiveModel {
        id: Set(id),
        name: Set(input.name),
        starts_on: Set(input.starts_on),
        ends_on: Set(input.ends_on),
    }
}

/// A day belongs to one season at most.
async fn check_apart(tx: &DatabaseTransaction, id: SeasonId, input: &SeasonInput) -> Result<()> {
    let other = season::Entity::find()
        .filter(season::COLUMN.id.ne(id))
        .filter(season::COLUMN.starts_on.lte(input.ends_on))
        .filter(season::COLUMN.ends_on.gte(input.starts_on))
        .one(tx)
        .await?;
    match other {
        None => Ok(()),
        Some(other) => Err(Error::Invalid(vec![Fault::of("starts_on", Code::SeasonOverlaps).with("name", other.name)])),
    }
}

/// Two writers at once: the index on the first day stands behind the check.
fn on_same_start(error: DbErr) -> Error {
    on_unique(error, Fault::of("starts_on", Code::SeasonOverlaps).with("name", ""))
}

/// Adds a template.
pub async fn create_template(act: Act<'_>, input: TemplateInput) -> Result<TemplateId> {
    let id = random::id(act.now);
    let row = template::ActiveModel { id: Set(id), created_at: Set(act.now), ..rules::template_columns(input) };
    row.insert(act.tx).await?;
    audit::changed(act, LoggedChange::of("template.created", "template", id)).await?;
    Ok(id)
}

/// Changes a template; groups that were planned from it stay as they are.
pub async fn update_template(act: Act<'_>, id: TemplateId, input: TemplateInput) -> Result<()> {
    template::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
    template::ActiveModel { id: Set(id), ..rules::template_columns(input) }.update(act.tx).await?;
    audit::changed(act, LoggedChange::of("template.updated", "template", id)).await
}

/// Takes a template away; groups that were planned from it stay.
pub async fn delete_template(act: Act<'_>, id: TemplateId) -> Result<()> {
    template::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
    template::Entity::delete_by_id(id).exec(act.tx).await?;
    audit::changed(act, LoggedChange::of("template.deleted", "template", id)).await
}
