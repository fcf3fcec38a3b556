//! Reads for what befalls a session.

use entity::id::{ClientId, GroupId, SessionId, StaffId};
use entity::state::{ContactChannel, ParticipationStatus};
use entity::{client, group, participation, referral, session};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait,
};

use crate::access::rights::{Action, Resource};
use crate::access::{Act, Locked, Viewer, lock_group, scope};
use crate::error::{OrNotFound, Result};

/// A session of a group that the person may change.
pub async fn writable(db: &impl ConnectionTrait, by: &Viewer, id: SessionId) -> Result<session::Model> {
    session::Entity::find_by_id(id)
        .join(JoinType::InnerJoin, session::Relation::Group.def())
        .filter(scope::groups(by, Resource::Group, Action::Write))
        .one(db)
        .await
        .or_not_found()
}

/// The session as it stands, with its group locked: two changes at once are told one after the other.
pub async fn locked(act: Act<'_>, by: &Viewer, id: SessionId) -> Result<(session::Model, Locked<group::Model>)> {
    let group = writable(act.tx, by, id).await?.group_id;
    let group = lock_group(act, group).await?;
    Ok((writable(act.tx, by, id).await?, group))
}

/// A session whose attendance the person keeps.
pub async fn kept(db: &impl ConnectionTrait, by: &Viewer, id: SessionId) -> Result<session::Model> {
    let kept = scope::sessions(by, Resource::Attendance, Action::Write);
    session::Entity::find_by_id(id).filter(kept).one(db).await.or_not_found()
}

/// A client with a place in the group.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Participant {
    pub client_id: ClientId,
    pub status: ParticipationStatus,
    pub channel: ContactChannel,
    /// Who comes along the first time.
    pub accompany_staff_id: Option<StaffId>,
}

/// The living clients with a place in the group.
pub async fn participants(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<Participant>> {
    Ok(participation::Entity::find()
        .select_only()
        .columns([participation::Column::ClientId, participation::Column::Status])
        .column(client::Column::Channel)
        .column(referral::Column::AccompanyStaffId)
        .join(JoinType::InnerJoin, participation::Relation::Client.def())
        .join(JoinType::LeftJoin, participation::Relation::Referral.def())
        .filter(participation::COLUMN.group_id.eq(group))
        .filter(participation::COLUMN.active.eq(true))
        .filter(client::COLUMN.deceased_on.is_null())
        .order_by(participation::Column::Id, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

/// The code by which staff name a group in messages.
pub async fn group_code(db: &impl ConnectionTrait, id: GroupId) -> Result<String> {
    let code: Option<String> =
        group::Entity::find_by_id(id).select_only().column(group::Column::Code).into_tuple().one(db).await?;
    code.or_not_found()
}
