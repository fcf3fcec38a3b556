//! Which clients may have come to an open group without a place there.

use entity::id::{ClientId, GroupId};
use entity::{client, participation, referral, session, walk_in};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, scope};
use crate::error::Result;
use crate::people::client::{by_name, name_for, veil};

/// A client who may have come besides.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Familiar {
    pub id: ClientId,
    /// The client's name.
    pub name: String,
}

/// Clients known to a group who may come besides: referred to it, or here before, and within the viewer's reach.
pub async fn familiar(db: &impl ConnectionTrait, viewer: &Viewer, group: GroupId) -> Result<Vec<Familiar>> {
    let referred = Query::select()
        .column(referral::Column::ClientId)
        .from(referral::Entity)
        .and_where(referral::Column::GroupId.eq(group))
        .take();
    let placed = Query::select()
        .column(participation::Column::ClientId)
        .from(participation::Entity)
        .and_where(participation::Column::GroupId.eq(group))
        .take();
    let dropped_in = Query::select()
        .column(walk_in::Column::ClientId)
        .from(walk_in::Entity)
        .and_where(walk_in::Column::SessionId.in_subquery(held_by(group)))
        .and_where(walk_in::Column::ClientId.is_not_null())
        .take();
    let known = Condition::any()
        .add(client::Column::Id.in_subquery(referred))
        .add(client::Column::Id.in_subquery(placed))
        .add(client::Column::Id.in_subquery(dropped_in.clone()));
    let reached = Condition::any()
        .add(scope::clients(viewer, Resource::Client, Action::Read))
        .add(client::Column::Id.in_subquery(dropped_in));
    let find = client::Entity::find()
        .select_only()
        .column(client::Column::Id)
        .expr_as(name_for(viewer), "name")
        .filter(known)
        .filter(reached);
    let mut found: Vec<Familiar> = by_name(find, viewer).limit(200).into_model().all(db).await?;
    for one in &mut found {
        veil(viewer, one.id, &mut one.name);
    }
    Ok(found)
}

/// Clients within the viewer's reach who may drop in and are not among those known to the group.
pub async fn may_drop_in(db: &impl ConnectionTrait, viewer: &Viewer, known: &[Familiar]) -> Result<Vec<Familiar>> {
    let find = client::Entity::find()
        .select_only()
        .column(client::Column::Id)
        .expr_as(name_for(viewer), "name")
        .filter(scope::clients(viewer, Resource::Client, Action::Read))
        .filter(client::COLUMN.deceased_on.is_null())
        .filter(client::COLUMN.id.is_not_in(known.iter().map(|one| one.id)));
    let mut found: Vec<Familiar> = by_name(find, viewer).limit(200).into_model().all(db).await?;
    for one in &mut found {
        veil(viewer, one.id, &mut one.name);
    }
    Ok(found)
}

fn held_by(group: GroupId) -> SelectStatement {
    Query::select()
        .column(session::Column::Id)
        .from(session::Entity)
        .and_where(session::Column::GroupId.eq(group))
        .take()
}
