//! The applications to a group that is cancelled: none is left without an answer. And to one that is held after all.

use chrono::{DateTime, Utc};
use entity::application;
use entity::id::GroupId;
use entity::state::ApplicationStatus;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::service::{ask_leaders, done};
use crate::access::Act;
use crate::audit::{self, LoggedChange};
use crate::error::Result;
use crate::message::{self, ToldOnce};

/// Closes the applications to the group that have no answer, confirmed or not, and the tasks to answer them.
pub async fn set_group_over(act: Act<'_>, group: GroupId) -> Result<()> {
    let open = application::Entity::find()
        .filter(application::COLUMN.group_id.eq(group))
        .filter(application::COLUMN.status.is_in([ApplicationStatus::Unconfirmed, ApplicationStatus::Waiting]))
        .order_by_asc(application::Column::Id)
        .all(act.tx)
        .await?;
    for row in open {
        application::Entity::update_many()
            .col_expr(application::Column::Status, Expr::value(ApplicationStatus::Rejected))
            .col_expr(application::Column::DecidedAt, Expr::value(act.now))
            .filter(application::COLUMN.id.eq(row.id))
            .exec(act.tx)
            .await?;
        done(act, &row).await?;
        audit::changed(act, LoggedChange::of("application.rejected", "application", row.id)).await?;
    }
    Ok(())
}

/// Opens those again that were closed at a moment with their group, of which nobody was told.
pub async fn set_group_on(act: Act<'_>, group: GroupId, at: DateTime<Utc>) -> Result<()> {
    let closed = application::Entity::find()
        .filter(application::COLUMN.group_id.eq(group))
        .filter(application::COLUMN.status.eq(ApplicationStatus::Rejected))
        .filter(application::COLUMN.decided_at.eq(at))
        .order_by_asc(application::Column::Id)
        .all(act.tx)
        .await?;
    for row in closed {
        if !message::take_back_told(act, ToldOnce::ThatNobodyIsTakenIn(row.id)).await?.is_empty() {
            continue;
        }
        let waits = row.confirmed_at.is_some();
        let status = if waits { ApplicationStatus::Waiting } else { ApplicationStatus::Unconfirmed };
        application::Entity::update_many()
            .col_expr(application::Column::Status, Expr::value(status))
            .col_expr(application::Column::DecidedAt, Expr::value(Option::<DateTime<Utc>>::None))
            .filter(application::COLUMN.id.eq(row.id))
            .exec(act.tx)
            .await?;
        if waits {
            ask_leaders(act, &row).await?;
        }
        audit::changed(act, LoggedChange::of("application.reopened", "application", row.id)).await?;
    }
    Ok(())
}
