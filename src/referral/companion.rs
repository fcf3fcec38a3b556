//! Which referrals somebody comes along with, and to which session.

use entity::id::ReferralId;
use entity::state::{ReferralStatus, SessionStatus};
use entity::{referral, session};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, Set};

use crate::access::Act;
use crate::error::Result;

/// The key of the task that asks somebody to come along.
pub fn accompany_key(id: ReferralId) -> String {
    format!("accompany:{id}")
}

/// The confirmed clients with whom somebody comes along to this very session; to the first when none was named.
pub async fn accompanied(db: &impl ConnectionTrait, session: &session::Model) -> Result<Vec<referral::Model>> {
    let number = Expr::cust("COALESCE(referral.accompany_session, 1)");
    Ok(referral::Entity::find()
        .filter(referral::COLUMN.group_id.eq(session.group_id))
        .filter(referral::COLUMN.status.eq(ReferralStatus::Confirmed))
        .filter(referral::COLUMN.accompany_staff_id.is_not_null())
        .filter(ExprTrait::eq(number, session.number))
        .all(db)
        .await?)
}

/// The group's next planned session after one that doesn't take place.
pub async fn session_after(db: &impl ConnectionTrait, off: &session::Model) -> Result<Option<session::Model>> {
    Ok(session::Entity::find()
        .filter(session::COLUMN.group_id.eq(off.group_id))
        .filter(session::COLUMN.status.eq(SessionStatus::Planned))
        .filter(session::COLUMN.starts_at.gt(off.starts_at))
        .order_by(session::Column::StartsAt, Order::Asc)
        .one(db)
        .await?)
}

/// Whoever comes along comes to this session instead.
pub async fn set_accompanied(act: Act<'_>, id: ReferralId, session: &session::Model) -> Result<()> {
    let row = referral::ActiveModel { id: Set(id), accompany_session: Set(Some(session.number)), ..Default::default() };
    referral::Entity::update(row).exec(act.tx).await?;
    Ok(())
}
