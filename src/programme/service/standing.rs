//! What is kept true of a group whatever was written: the revision of all that shows it, its first start and its last
//! end.

use chrono::{DateTime, Utc};
use entity::id::{GroupId, StaffId, VenueId};
use entity::state::SessionStatus;
use entity::{group as groups, group_leader, session as sessions};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, Set};
use uuid::Uuid;

use crate::access::Act;
use crate::error::Result;
use crate::revision;

/// Raises the revision of a group and of everything whose calendar shows it: leaders, substitutes and venues.
pub(super) async fn raise(act: Act<'_>, id: GroupId, more: &[Option<VenueId>]) -> Result<()> {
    let leaders: Vec<StaffId> = group_leader::Entity::find()
        .select_only()
        .column(group_leader::Column::StaffId)
        .filter(group_leader::COLUMN.group_id.eq(id))
        .into_tuple()
        .all(act.tx)
        .await?;
    let booked: Vec<(Option<VenueId>, Option<StaffId>)> = sessions::Entity::find()
        .select_only()
        .column(sessions::Column::VenueId)
        .column(sessions::Column::SubstituteId)
        .filter(sessions::COLUMN.group_id.eq(id))
        .distinct()
        .into_tuple()
        .all(act.tx)
        .await?;
    let venues = booked.iter().map(|row| row.0).chain(more.iter().copied()).flatten().map(Uuid::from);
    let people = booked.iter().filter_map(|row| row.1).chain(leaders).map(Uuid::from);
    let subjects: Vec<Uuid> = std::iter::once(id.0).chain(venues).chain(people).collect();
    revision::raise_all(act, subjects).await
}

/// The first start and the last end; neither without sessions.
type SessionSpan = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

/// Keeps the group's first start and last end true to its sessions.
pub(super) async fn keep_span(tx: &DatabaseTransaction, id: GroupId) -> Result<()> {
    let span: Option<SessionSpan> = sessions::Entity::find()
        .select_only()
        .column_as(Expr::col(sessions::Column::StartsAt).min(), "first")
        .column_as(Expr::col(sessions::Column::EndsAt).max(), "last")
        .filter(sessions::COLUMN.group_id.eq(id))
        .filter(sessions::COLUMN.status.ne(SessionStatus::Cancelled))
        .into_tuple()
        .one(tx)
        .await?;
    let (first, last) = span.unwrap_or_default();
    let row = groups::ActiveModel { id: Set(id), starts_at: Set(first), ends_at: Set(last), ..Default::default() };
    groups::Entity::update(row).exec(tx).await?;
    Ok(())
}
