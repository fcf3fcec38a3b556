//! Sessions with the names that pages show.

use chrono::{DateTime, Utc};
use entity::id::{GroupId, SessionId, VenueId};
use entity::state::{GroupStatus, SessionStatus};
use entity::{group, session, staff, venue};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, Order, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationTrait,
};

use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, scope};
use crate::error::{Code, Error, OrNotFound, Result};
use crate::programme::state::is_just_ended;

/// A session with its names.
#[derive(Clone, Debug)]
pub struct SessionRow {
    pub session: session::Model,
    /// Where it is.
    pub venue: Option<String>,
    /// Who stands in for the leader.
    pub substitute: Option<String>,
}

/// The sessions of a group in the order of time.
pub async fn sessions_of(db: &impl ConnectionTrait, id: GroupId) -> Result<Vec<SessionRow>> {
    let find = session::Entity::find()
        .filter(session::COLUMN.group_id.eq(id))
        .order_by(session::Column::StartsAt, Order::Asc)
        .order_by(session::Column::Id, Order::Asc);
    rows(db, find.all(db).await?).await
}

/// The sessions of a group that are to take place and have not begun.
pub async fn sessions_ahead(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    group: GroupId,
) -> Result<Vec<session::Model>> {
    Ok(session::Entity::find()
        .filter(session::COLUMN.group_id.eq(group))
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .filter(session::COLUMN.starts_at.gt(now))
        .order_by(session::Column::StartsAt, Order::Asc)
        .all(db)
        .await?)
}

/// The session that takes the place of one that is off.
pub async fn replacement_of(db: &impl ConnectionTrait, off: SessionId) -> Result<Option<session::Model>> {
    Ok(session::Entity::find()
        .filter(session::COLUMN.replaces_id.eq(off))
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .one(db)
        .await?)
}

/// The sessions that fell away when a group was ended before its time.
pub async fn sessions_ended(db: &impl ConnectionTrait, group: &group::Model) -> Result<Vec<session::Model>> {
    Ok(session::Entity::find()
        .filter(session::COLUMN.group_id.eq(group.id))
        .filter(session::COLUMN.status.eq(SessionStatus::Cancelled))
        .filter(session::COLUMN.changed_at.eq(group.status_at))
        .filter(session::COLUMN.starts_at.gt(group.status_at))
        .order_by(session::Column::StartsAt, Order::Asc)
        .all(db)
        .await?)
}

/// Whether a group was just ended before its time, and that can still be taken back.
pub async fn may_undo_end(db: &impl ConnectionTrait, id: GroupId, now: DateTime<Utc>) -> Result<bool> {
    let group = group::Entity::find_by_id(id).one(db).await.or_not_found()?;
    Ok(is_just_ended(&group, now) && !sessions_ended(db, &group).await?.is_empty())
}

/// The groups whose clients count on coming sessions at a venue, in the order of their ids.
pub async fn groups_meeting_at(db: &impl ConnectionTrait, now: DateTime<Utc>, venue: VenueId) -> Result<Vec<GroupId>> {
    let mut groups: Vec<GroupId> = session::Entity::find()
        .select_only()
        .column(session::Column::GroupId)
        .join(JoinType::InnerJoin, session::Relation::Group.def())
        .filter(session::COLUMN.venue_id.eq(venue))
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .filter(session::COLUMN.starts_at.gt(now))
        .filter(group::COLUMN.status.is_not_in(GroupStatus::UNAPPROVED))
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    groups.sort();
    Ok(groups)
}

/// Whether any of the groups is the person's to plan.
pub async fn writes_any(db: &impl ConnectionTrait, by: &Viewer, groups: &[GroupId]) -> Result<bool> {
    let own = group::Entity::find().filter(group::COLUMN.id.is_in(groups.iter().copied()));
    Ok(own.filter(scope::groups(by, Resource::Group, Action::Write)).count(db).await? > 0)
}

/// How many sessions of a group are over without a word of who came: neither held nor called off.
pub async fn sheets_missing(db: &impl ConnectionTrait, now: DateTime<Utc>, group: GroupId) -> Result<u64> {
    Ok(session::Entity::find()
        .filter(session::COLUMN.group_id.eq(group))
        .filter(session::COLUMN.status.eq(SessionStatus::Planned))
        .filter(session::COLUMN.ends_at.lte(now))
        .count(db)
        .await?)
}

/// The part of a group's sessions that a caller of the API asks for, one row more than `limit`.
pub async fn part_of_sessions(
    db: &impl ConnectionTrait,
    id: GroupId,
    after: Option<SessionId>,
    limit: u64,
) -> Result<Vec<session::Model>> {
    let last = match after {
        Some(after) => {
            let last = session::Entity::find_by_id(after).filter(session::COLUMN.group_id.eq(id)).one(db).await?;
            Some(last.ok_or_else(|| Error::invalid("cursor", Code::FaultChoice))?)
        }
        None => None,
    };
    let later = |last: session::Model| {
        let same =
            Condition::all().add(session::COLUMN.starts_at.eq(last.starts_at)).add(session::COLUMN.id.gt(last.id));
        Condition::any().add(session::COLUMN.starts_at.gt(last.starts_at)).add(same)
    };
    Ok(session::Entity::find()
        .filter(session::COLUMN.group_id.eq(id))
        .apply_if(last, |find, last| find.filter(later(last)))
        .order_by(session::Column::StartsAt, Order::Asc)
        .order_by(session::Column::Id, Order::Asc)
        .limit(limit + 1)
        .all(db)
        .await?)
}

async fn rows(db: &impl ConnectionTrait, sessions: Vec<session::Model>) -> Result<Vec<SessionRow>> {
    let places = sessions.iter().filter_map(|session| session.venue_id);
    let places = venue::Entity::find().filter(venue::COLUMN.id.is_in(places)).all(db).await?;
    let people = sessions.iter().filter_map(|session| session.substitute_id);
    let people = staff::Entity::find().filter(staff::COLUMN.id.is_in(people)).all(db).await?;
    let row = |session: session::Model| SessionRow {
        venue: places.iter().find(|venue| Some(venue.id) == session.venue_id).map(|venue| venue.name.clone()),
        substitute: people.iter().find(|one| Some(one.id) == session.substitute_id).map(|one| one.name.clone()),
        session,
    };
    Ok(sessions.into_iter().map(row).collect())
}

/// A session that the person may see, with its group.
pub async fn one_session(db: &impl ConnectionTrait, by: &Viewer, id: SessionId) -> Result<(SessionRow, group::Model)> {
    let session = reached(db, id, scope::groups(by, Resource::Group, Action::Read)).await?;
    let group = group::Entity::find_by_id(session.group_id).one(db).await.or_not_found()?;
    Ok((rows(db, vec![session]).await?.pop().or_not_found()?, group))
}

/// A session that the person may change.
pub async fn editable_session(db: &impl ConnectionTrait, by: &Viewer, id: SessionId) -> Result<session::Model> {
    reached(db, id, scope::groups(by, Resource::Group, Action::Write)).await
}

async fn reached(db: &impl ConnectionTrait, id: SessionId, within: Condition) -> Result<session::Model> {
    let find = session::Entity::find_by_id(id).join(JoinType::InnerJoin, session::Relation::Group.def());
    find.filter(within).one(db).await.or_not_found()
}

/// The first session ahead of each group that has any at a venue, in the order of the groups' ids.
pub async fn first_sessions_at(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    venue: VenueId,
) -> Result<Vec<session::Model>> {
    let mut found = session::Entity::find()
        .filter(session::COLUMN.venue_id.eq(venue))
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .filter(session::COLUMN.starts_at.gt(now))
        .order_by(session::Column::GroupId, Order::Asc)
        .order_by(session::Column::StartsAt, Order::Asc)
        .all(db)
        .await?;
    found.dedup_by_key(|session| session.group_id);
    Ok(found)
}
