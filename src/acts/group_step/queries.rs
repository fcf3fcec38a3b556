//! Reads for the steps of a group's life.

use chrono::{DateTime, Utc};
use entity::id::GroupId;
use entity::state::GroupStatus;
use entity::{group, participation, referral};
use sea_orm::sea_query::{Expr, ExprTrait, IntoColumnRef, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};

use crate::error::Result;

/// The groups that ended before a moment with referrals or places still open.
pub async fn left_open(db: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<Vec<GroupId>> {
    let of_row = |column| Expr::col(column).equals((group::Entity, group::Column::Id));
    let referrals = Query::select()
        .column(referral::Column::Id)
        .from(referral::Entity)
        .and_where(of_row((referral::Entity, referral::Column::GroupId).into_column_ref()))
        .and_where(referral::COLUMN.closed_at.is_null())
        .take();
    let places = Query::select()
        .column(participation::Column::Id)
        .from(participation::Entity)
        .and_where(of_row((participation::Entity, participation::Column::GroupId).into_column_ref()))
        .and_where(participation::COLUMN.active.eq(true))
        .take();
    Ok(group::Entity::find()
        .select_only()
        .column(group::Column::Id)
        .filter(group::COLUMN.status.is_in(GroupStatus::ENDED))
        .filter(group::COLUMN.status_at.lte(before))
        .filter(Expr::exists(referrals).or(Expr::exists(places)))
        .order_by(group::Column::Id, Order::Asc)
        .into_tuple()
        .all(db)
        .await?)
}
