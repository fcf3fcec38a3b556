//! Reads of entries: whoever wrote one, as long as that person reaches the client; the client's key worker; who is asked to
//! do something about it, until that is done; and the supervisor who was asked, as long as the group is that one's.

use entity::id::{IncidentId, SessionId};
use entity::{client, group, incident, session, staff, task};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder};

use super::key;
use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, scope};
use crate::attendance::queries::{SheetParticipant, SheetSession, participants};
use crate::error::{Error, OrNotFound, Result};
use crate::people::client::{Named, shown_name};

/// An entry with what it said before.
pub struct Entry {
    /// What stands.
    pub now: incident::Model,
    /// Earlier wordings, the latest first.
    pub before: Vec<incident::Model>,
    /// Whom it is about, as the viewer may read it.
    pub client: String,
    /// Who worded it so.
    pub by: String,
    /// Whether the viewer may word it anew.
    pub is_own: bool,
}

/// One entry within the viewer's reach.
pub async fn entry(db: &impl ConnectionTrait, by: &Viewer, id: IncidentId) -> Result<Entry> {
    let find = incident::Entity::find().filter(incident::COLUMN.origin_id.eq(id)).filter(reach(by, id));
    let found = find.order_by(incident::Column::RecordedAt, Order::Desc).order_by(incident::Column::Id, Order::Desc);
    let mut rows = found.all(db).await?;
    if rows.is_empty() {
        return Err(Error::NotFound);
    }
    let before = rows.split_off(1);
    let now = rows.remove(0);
    let row = client::Entity::find_by_id(now.client_id).one(db).await.or_not_found()?;
    let named = Named {
        id: row.id,
        name: &row.name,
        address_protection: row.address_protection,
        key_worker_id: row.key_worker_id,
    };
    let writer = staff::Entity::find_by_id(now.recorded_by).one(db).await.or_not_found()?;
    Ok(Entry {
        client: shown_name(by.language, by, named),
        by: writer.name,
        is_own: now.recorded_by == by.staff_id,
        now,
        before,
    })
}

fn reach(by: &Viewer, id: IncidentId) -> Condition {
    let asked = || {
        Query::select()
            .expr(Expr::value(1))
            .from(task::Entity)
            .and_where(task::Column::StaffId.eq(by.staff_id))
            .and_where(task::Column::Key.starts_with(key(id)))
            .take()
    };
    let to_do = asked().and_where(task::Column::DoneAt.is_null()).take();
    let supervised = Query::select()
        .column((session::Entity, session::Column::Id))
        .from(session::Entity)
        .inner_join(
            group::Entity,
            Expr::col((group::Entity, group::Column::Id)).equals((session::Entity, session::Column::GroupId)),
        )
        .cond_where(scope::groups(by, Resource::Approval, Action::Write))
        .take();
    let was_asked =
        Condition::all().add(Expr::exists(asked())).add(incident::Column::SessionId.in_subquery(supervised));
    wrote(by).add(kept(by)).add(was_asked).add(Expr::exists(to_do))
}

/// What the person wrote of clients whom the person reaches at the group.
fn wrote(by: &Viewer) -> Condition {
    let met = Query::select()
        .column(client::Column::Id)
        .from(client::Entity)
        .cond_where(scope::clients(by, Resource::Client, Action::Read))
        .take();
    let wrote = Condition::all()
        .add(incident::Column::RecordedBy.eq(by.staff_id))
        .add(incident::Column::ClientId.in_subquery(met));
    Condition::any().add(wrote)
}

/// What befell a client whose key worker the person is, or stands in for.
fn kept(by: &Viewer) -> Condition {
    let kept = Query::select()
        .column(client::Column::Id)
        .from(client::Entity)
        .and_where(client::Column::KeyWorkerId.is_in(by.acting.clone()))
        .cond_where(scope::clients(by, Resource::Client, Action::Read))
        .cond_where(scope::unhidden(by))
        .take();
    Condition::all().add(incident::Column::ClientId.in_subquery(kept))
}

/// Whom an entry may be about: everyone who has or had a place in the group, as the viewer may read their names.
pub async fn concerned(
    db: &impl ConnectionTrait,
    by: &Viewer,
    session: &SheetSession,
) -> Result<Vec<SheetParticipant>> {
    let mut people = participants(db, Some(by), session.group_id).await?;
    people.retain(|person| person.is_expected(session) || person.may_have_come(session));
    Ok(people)
}

/// The entries of a session that the viewer wrote, by their first wording.
pub async fn noted_by(db: &impl ConnectionTrait, by: &Viewer, session: SessionId) -> Result<Vec<incident::Model>> {
    let find = incident::Entity::find()
        .filter(incident::COLUMN.session_id.eq(session))
        .filter(wrote(by))
        .filter(Expr::col(incident::Column::Id).equals(incident::Column::OriginId));
    Ok(find.order_by(incident::Column::RecordedAt, Order::Desc).all(db).await?)
}
