//! People who worked here: how they were reached is forgotten some time after their account was closed. Their names stay
//! with what the logs say that they did, for as long as those stay.

use chrono::{DateTime, Utc};
use entity::id::StaffId;
use entity::{change_log, staff, staff_role, waiting_role};
use sea_orm::sea_query::{ExprTrait, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Set,
};

use super::service::end_sign_ins;
use crate::access::Act;
use crate::audit::{self, LoggedChange};
use crate::error::Result;

/// What an address is made of that was forgotten; the rest is the id, since no two people share one.
const FORGOTTEN: &str = "forgotten:";

/// Whose account was closed before, and not opened since, and of whom it is still known how to reach them.
pub async fn left_before(db: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<Vec<StaffId>> {
    let touched = Query::select()
        .column(change_log::Column::SubjectId)
        .from(change_log::Entity)
        .and_where(change_log::Column::Act.is_in(["staff.closed", "staff.opened"]))
        .and_where(change_log::Column::SubjectId.is_not_null())
        .and_where(change_log::Column::At.gte(before))
        .take();
    Ok(staff::Entity::find()
        .select_only()
        .column(staff::Column::Id)
        .filter(staff::COLUMN.active.eq(false))
        .filter(staff::COLUMN.created_at.lt(before))
        .filter(staff::Column::Id.not_in_subquery(touched))
        .filter(staff::COLUMN.email_key.starts_with(FORGOTTEN).not())
        .order_by(staff::Column::Id, Order::Asc)
        .into_tuple()
        .all(db)
        .await?)
}

/// Forgets how to reach somebody who has left, and what that person could do.
pub async fn forget_contacts(act: Act<'_>, id: StaffId) -> Result<()> {
    let row = staff::ActiveModel {
        id: Set(id),
        email: Set("–".to_owned()),
        email_key: Set(format!("{FORGOTTEN}{id}")),
        phone: Set(None),
        password_hash: Set(None),
        address_protection: Set(false),
        ..Default::default()
    };
    row.update(act.tx).await?;
    staff_role::Entity::delete_many().filter(staff_role::COLUMN.staff_id.eq(id)).exec(act.tx).await?;
    waiting_role::Entity::delete_many().filter(waiting_role::COLUMN.staff_id.eq(id)).exec(act.tx).await?;
    end_sign_ins(act, id).await?;
    audit::changed(act, LoggedChange::of("staff.forgotten", "staff", id)).await
}
