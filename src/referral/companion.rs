//! Which referrals somebody comes along with, and to which session.

use std::collections::{HashMap, HashSet};

use entity::id::{ClientId, ReferralId, SessionId};
use entity::state::{AttendanceStatus, ReferralStatus, SessionStatus};
use entity::{attendance, referral, session};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Set};

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

/// The session to which each of these clients comes next in the place of one that is off: planned, and not said no to.
pub async fn sessions_after(
    act: Act<'_>,
    off: &session::Model,
    clients: &[ClientId],
) -> Result<HashMap<ClientId, session::Model>> {
    let ahead = session::Entity::find()
        .filter(session::COLUMN.group_id.eq(off.group_id))
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .filter(session::COLUMN.starts_at.gt(Ord::max(off.starts_at, act.now)))
        .order_by(session::Column::StartsAt, Order::Asc)
        .all(act.tx)
        .await?;
    let away: HashSet<(ClientId, SessionId)> = attendance::Entity::find()
        .select_only()
        .columns([attendance::Column::ClientId, attendance::Column::SessionId])
        .filter(attendance::COLUMN.client_id.is_in(clients.iter().copied()))
        .filter(attendance::COLUMN.session_id.is_in(ahead.iter().map(|session| session.id)))
        .filter(attendance::COLUMN.status.eq(AttendanceStatus::AbsentNotified))
        .into_tuple::<(ClientId, SessionId)>()
        .all(act.tx)
        .await?
        .into_iter()
        .collect();
    let next = |client: &ClientId| {
        let comes = |session: &&session::Model| !away.contains(&(*client, session.id));
        Some((*client, ahead.iter().find(comes)?.clone()))
    };
    Ok(clients.iter().filter_map(next).collect())
}

/// The confirmed clients with whom somebody is to come along to a session of the group, now that this one takes place:
/// the one that was promised, or the first after it.
pub async fn to_accompany(db: &impl ConnectionTrait, now_on: &session::Model) -> Result<Vec<referral::Model>> {
    let sessions = session::Entity::find().filter(session::COLUMN.group_id.eq(now_on.group_id)).all(db).await?;
    let accompanied = referral::Entity::find()
        .filter(referral::COLUMN.group_id.eq(now_on.group_id))
        .filter(referral::COLUMN.status.eq(ReferralStatus::Confirmed))
        .filter(referral::COLUMN.accompany_staff_id.is_not_null())
        .all(db)
        .await?;
    Ok(accompanied.into_iter().filter(|referral| is_sooner(now_on, referral, &sessions)).collect())
}

/// Whether a session that takes place is nearer to what was promised than the one to which somebody comes along.
fn is_sooner(now_on: &session::Model, referral: &referral::Model, sessions: &[session::Model]) -> bool {
    let numbered = |number| sessions.iter().find(|session| session.number == number);
    let Some(at) = numbered(expected_at(referral)) else { return false };
    let Some(promised) = numbered(referral.accompany_promised.unwrap_or(at.number)) else { return false };
    let is_free = at.id == now_on.id || at.status == SessionStatus::Cancelled || now_on.starts_at < at.starts_at;
    is_free && promised.starts_at <= now_on.starts_at
}

/// Whether this is the session to which somebody was to come along, before any of them fell away.
pub fn is_promised(referral: &referral::Model, session: &session::Model) -> bool {
    referral.accompany_promised.unwrap_or_else(|| expected_at(referral)) == session.number
}

/// The number of the session to which somebody comes along; the first when none was named.
fn expected_at(referral: &referral::Model) -> i32 {
    referral.accompany_session.unwrap_or(1)
}

/// Whoever comes along comes to this session instead; what was promised is remembered.
pub async fn set_accompanied(act: Act<'_>, referral: &referral::Model, session: &session::Model) -> Result<()> {
    let promised = referral.accompany_promised.unwrap_or_else(|| expected_at(referral));
    let row = referral::ActiveModel {
        id: Set(referral.id),
        accompany_session: Set(Some(session.number)),
        accompany_promised: Set((promised != session.number).then_some(promised)),
        ..Default::default()
    };
    referral::Entity::update(row).exec(act.tx).await?;
    Ok(())
}
