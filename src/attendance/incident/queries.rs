//! Reads of entries: whoever wrote one, as long as that person reaches the client; the client's key worker; who is asked to
//! do something about it, until that is done; and the supervisor who was asked, as long as the group is that one's.

use entity::id::{ClientId, IncidentId, SessionId};
use entity::state::Role;
use entity::{client, group, incident, session, staff, task};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder};

use super::key;
use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, scope};
use crate::attendance::queries::{SheetParticipant, SheetSession, participants};
use crate::error::{Error, OrNotFound, Result};
use crate::people::client::{Named, code, is_hidden, shown_name};

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
    /// The client, where the viewer reaches that page.
    pub page_of: Option<ClientId>,
    /// How the client is reached, for whoever is asked to be in touch.
    pub contact: Option<IncidentContact>,
}

/// How to reach a client: how it is safe stands before the number.
pub struct IncidentContact {
    pub note: Option<String>,
    pub phone: Option<String>,
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
    let reached = client::Entity::find_by_id(row.id).filter(scope::clients(by, Resource::Client, Action::Read));
    let page_of = reached.count(db).await?;
    let contact = contact(db, by, &row, id).await?;
    let writer = staff::Entity::find_by_id(now.recorded_by).one(db).await.or_not_found()?;
    Ok(Entry {
        client: if by.knows_clients() { shown_name(by.language, by, named) } else { code(by.language, row.id) },
        by: writer.name,
        is_own: now.recorded_by == by.staff_id,
        page_of: (page_of > 0).then_some(row.id),
        contact,
        now,
        before,
    })
}

/// How whoever is asked to be in touch, or keeps the client, reaches the client; of a protected one only who reads the name,
/// or a supervisor who is asked since nobody keeps the client.
async fn contact(
    db: &impl ConnectionTrait,
    by: &Viewer,
    row: &client::Model,
    id: IncidentId,
) -> Result<Option<IncidentContact>> {
    let asked = task::Entity::find().filter(task::COLUMN.key.starts_with(key(id)));
    let asked = asked.filter(task::COLUMN.staff_id.eq(by.staff_id)).filter(task::COLUMN.done_at.is_null());
    let is_asked = asked.count(db).await? > 0;
    let keeps = row.key_worker_id.is_some_and(|keeper| by.acting.contains(&keeper));
    let in_keeper_s_place = is_asked && row.key_worker_id.is_none() && by.is(Role::Manager);
    let is_hidden = is_hidden(by, row.address_protection, row.key_worker_id) && !in_keeper_s_place;
    if !by.knows_clients() || is_hidden || !(is_asked || keeps) {
        return Ok(None);
    }
    Ok(Some(IncidentContact { note: row.contact_note.clone(), phone: row.phone.clone() }))
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
