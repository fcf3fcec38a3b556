//! The end of log rows: twelve years after their seal they are removed, and the seal stays.

use chrono::{DateTime, Months, Utc};
use entity::log_seal;
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use super::seal::Log;
use super::service::{LoggedChange, changed};
use crate::access::{Act, Actor};
use crate::app::App;
use crate::error::Result;

/// How long log rows are kept (act 703/2023): twelve years.
const KEPT: Months = Months::new(12 * 12);
/// The most seals whose rows are removed by one act.
const AT_ONCE: u64 = 50;

/// Whether the rows of a seal may be gone.
pub(super) fn is_over(sealed_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now.checked_sub_months(KEPT).is_some_and(|over| sealed_at <= over)
}

/// Removes rows whose time is over, seal by seal, and logs which; as a job.
pub async fn forget(app: &App, now: DateTime<Utc>) -> Result<()> {
    while app.act_at(Actor::System, now, async |act| forget_some(act).await).await? {}
    Ok(())
}

async fn forget_some(act: Act<'_>) -> Result<bool> {
    let Some(over) = act.now.checked_sub_months(KEPT) else { return Ok(false) };
    let seals = log_seal::Entity::find()
        .filter(log_seal::COLUMN.sealed_at.lte(over))
        .filter(log_seal::COLUMN.forgotten_at.is_null())
        .order_by_asc(log_seal::Column::Number)
        .limit(AT_ONCE)
        .all(act.tx)
        .await?;
    let (Some(first), Some(last)) = (seals.first(), seals.last()) else { return Ok(false) };
    let mut rows = 0;
    for seal in &seals {
        for log in Log::ALL {
            rows += log.remove(act.tx, seal.number).await?;
        }
    }
    log_seal::Entity::update_many()
        .col_expr(log_seal::Column::ForgottenAt, Expr::value(act.now))
        .filter(log_seal::COLUMN.number.is_in(seals.iter().map(|seal| seal.number)))
        .exec(act.tx)
        .await?;
    let details = json!({ "first_seal": first.number, "last_seal": last.number, "rows": rows });
    changed(act, LoggedChange::about("log.forgotten", "log", None).details(details)).await?;
    Ok(true)
}
