//! Which referrals somebody comes along with, and to which session.

use std::collections::{HashMap, HashSet};

use entity::id::{ClientId, GroupId, ReferralId, SessionId, StaffId};
use entity::state::{AttendanceStatus, ReferralStatus, SessionStatus, TaskKind};
use entity::{attendance, participation, referral, session};
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set,
};

use crate::access::Act;
use crate::error::Result;
use crate::revision;
use crate::task::{self, NewTask, Whom};

/// The key of the task that asks somebody to come along.
pub fn accompany_key(id: ReferralId) -> String {
    format!("accompany:{id}")
}

/// Asks whoever promised to come along, else whoever helps the client, to come to a session; again, where that was
/// settled before.
pub async fn ask_companion(act: Act<'_>, referral: &referral::Model, session: Option<&session::Model>) -> Result<()> {
    let whom = Whom::Named { named: referral.accompany_staff_id, client: referral.client_id, group: referral.group_id };
    let about = |_| NewTask {
        key: accompany_key(referral.id),
        client: Some(referral.client_id),
        group: Some(referral.group_id),
        session: session.map(|session| session.id),
        referral: Some(referral.id),
        note: None,
    };
    let due = session.map_or(act.now, |session| session.starts_at);
    task::ask_whom(act, TaskKind::AccompanySession, whom, due, about).await
}

/// Nobody comes along any more with a client whose place has ended: the task falls away, and the calendar follows. Answers
/// who was to.
pub async fn let_companion_go(act: Act<'_>, id: ReferralId) -> Result<Option<StaffId>> {
    task::done_by_key(act, &accompany_key(id)).await?;
    let promised = referral::Entity::find_by_id(id).select_only().column(referral::Column::AccompanyStaffId);
    let companion = promised.into_tuple::<Option<StaffId>>().one(act.tx).await?.flatten();
    if let Some(companion) = companion {
        revision::raise(act, companion).await?;
    }
    Ok(companion)
}

/// The confirmed clients with whom somebody comes along to this very session; to the first when none was named.
pub async fn accompanied(db: &impl ConnectionTrait, session: &session::Model) -> Result<Vec<referral::Model>> {
    let number = Expr::cust("COALESCE(referral.accompany_session, 1)");
    Ok(referral::Entity::find()
        .filter(referral::COLUMN.group_id.eq(session.group_id))
        .filter(referral::COLUMN.status.eq(ReferralStatus::Confirmed))
        .filter(referral::COLUMN.accompany_staff_id.is_not_null())
        .filter(referral::Column::Id.in_subquery(placed(session.group_id)))
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
        .filter(referral::Column::Id.in_subquery(placed(now_on.group_id)))
        .all(db)
        .await?;
    Ok(accompanied.into_iter().filter(|referral| is_sooner(now_on, referral, &sessions)).collect())
}

/// The referrals whose clients have a place in a group that has not ended.
fn placed(group: GroupId) -> SelectStatement {
    let held = participation::Entity::find().select_only().column(participation::Column::ReferralId);
    let held = held.filter(participation::COLUMN.group_id.eq(group)).filter(participation::COLUMN.active.eq(true));
    held.filter(participation::COLUMN.referral_id.is_not_null()).into_query()
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

/// Whether this is the session to which somebody comes along as it stands.
pub fn comes_to(referral: &referral::Model, session: &session::Model) -> bool {
    expected_at(referral) == session.number
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
