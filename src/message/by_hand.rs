//! Letters and calls: what people tell in place of a message, as whoever tells it reads it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::id::{ClientId, MessageId, ReferralId, SessionId, StaffId};
use entity::state::{ContactChannel, Language, MessageChannel, MessageKind, MessageStatus, Role};
use entity::{client, group, message, participation, session};
use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::withdraw::{of_task, task_key};
use crate::access::Viewer;
use crate::access::rights::{Action, Relation, Resource, leads_to_clients};
use crate::access::scope::{self, led_by, unhidden};
use crate::error::{Error, Result};
use crate::people::client::{by_name, veil};
use crate::task::{self, WhoIsAsked};

/// A letter or a call that somebody makes.
#[derive(Clone, Debug, FromQueryResult)]
pub struct ManualContact {
    pub id: MessageId,
    pub client_id: ClientId,
    /// The client's name; a code name where the address is protected, but for the key worker and for a supervisor who is
    /// asked since there is none.
    pub name: String,
    /// The client's number, hidden like the name, from who needs it no more, and where nothing says that one may call.
    pub phone: Option<String>,
    /// How the client wants to hear.
    pub wanted: ContactChannel,
    /// Whether there is a number at all.
    pub has_number: bool,
    /// Whether the person may write it down.
    pub may_edit: bool,
    /// How to reach the client safely, hidden like the number.
    pub contact_note: Option<String>,
    /// The lines under the name on an envelope, hidden like the number.
    pub postal_address: Option<String>,
    /// The code on the slip by which a letter is answered.
    pub slip: Option<String>,
    pub subject: String,
    pub kind: MessageKind,
    /// Whether only the key worker reads who it is.
    pub hidden: bool,
    /// A letter or a call.
    pub channel: MessageChannel,
    /// The client's language.
    pub language: Language,
    /// What is to be said.
    pub body: String,
    /// Whether it is done.
    pub status: MessageStatus,
    pub referral_id: Option<ReferralId>,
    pub session_id: Option<SessionId>,
    /// When the session begins that it is about.
    pub starts_at: Option<DateTime<Utc>>,
    pub timezone: Option<String>,
    pub group_name: Option<String>,
    /// Who is asked for it, and by when; nobody once it is made.
    #[sea_orm(skip)]
    pub asked: Option<WhoIsAsked>,
}

/// Where a text that a person tells has the time by which to answer, which begins when it is told.
pub const ANSWER_BY: &str = "{until}";

/// The letters and calls about a session, and what is still to be told about its group to those who come to it, by name;
/// nothing cancelled. Whoever keeps its attendance reads all of them, made ones and those that nobody made in time too;
/// others what they are asked for and what came of their own acts, and find no page without that.
pub async fn by_hand(db: &impl ConnectionTrait, viewer: &Viewer, id: SessionId) -> Result<Vec<ManualContact>> {
    let own = asked_of(db, viewer.staff_id).await?;
    let kept = session::Entity::find_by_id(id).filter(scope::sessions(viewer, Resource::Attendance, Action::Write));
    let is_kept = kept.count(db).await? > 0;
    let of_it = Condition::all().add(message::COLUMN.session_id.eq(id));
    let of_it = if is_kept {
        of_it.add(message::COLUMN.status.is_in([MessageStatus::ForHand, MessageStatus::Sent, MessageStatus::Untold]))
    } else {
        of_it.add(message::COLUMN.status.eq(MessageStatus::ForHand))
    };
    let of = Condition::any().add(of_it).add(open_of_comers(id));
    let of = if is_kept { of } else { Condition::all().add(of).add(own_or_caused(viewer, &own)) };
    let rows = contacts(db, viewer, &own, of).await?;
    if is_kept || !rows.is_empty() { Ok(rows) } else { Err(Error::NotFound) }
}

/// What is still to be told about the group of a session to those who have a place in it, whichever session it names.
fn open_of_comers(id: SessionId) -> Condition {
    let group = Query::select()
        .column(session::Column::GroupId)
        .from(session::Entity)
        .and_where(session::COLUMN.id.eq(id))
        .take();
    let placed = Query::select()
        .column(participation::Column::ClientId)
        .from(participation::Entity)
        .and_where(participation::Column::GroupId.in_subquery(group.clone()))
        .and_where(participation::COLUMN.active.eq(true))
        .take();
    Condition::all()
        .add(message::Column::GroupId.in_subquery(group))
        .add(message::COLUMN.status.eq(MessageStatus::ForHand))
        .add(message::Column::ClientId.in_subquery(placed))
}

/// The letters and calls that are still to be made and that the person is asked for, that came of the person's own acts, or
/// that concern sessions and groups whose attendance the person keeps.
pub async fn to_make(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<Vec<ManualContact>> {
    let own = asked_of(db, viewer.staff_id).await?;
    let of = open_for(viewer, &own);
    contacts(db, viewer, &own, of).await
}

/// How many letters and calls [`to_make`] lists.
pub async fn count_to_make(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<u64> {
    let own = asked_of(db, viewer.staff_id).await?;
    let of = open_for(viewer, &own);
    Ok(told_by_people(message::Entity::find()).filter(of).count(db).await?)
}

/// The letters and calls about a referral that are still to be made.
pub async fn to_be_told(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    referral: ReferralId,
) -> Result<Vec<ManualContact>> {
    let own = asked_of(db, viewer.staff_id).await?;
    let waits = message::COLUMN.status.eq(MessageStatus::ForHand);
    contacts(db, viewer, &own, Condition::all().add(message::COLUMN.referral_id.eq(referral)).add(waits)).await
}

/// The letter that a slip answers, if the person reaches its client and reads who that is.
pub async fn letter_of_slip(db: &impl ConnectionTrait, viewer: &Viewer, slip: &str) -> Result<Option<ManualContact>> {
    let own = asked_of(db, viewer.staff_id).await?;
    let of = Condition::all().add(message::COLUMN.slip.eq(slip.trim().to_lowercase()));
    let reached = scope::clients(viewer, Resource::Client, Action::Read);
    let of = of.add(reached).add(in_sight(viewer, &own));
    Ok(contacts(db, viewer, &own, of).await?.pop())
}

/// What a person is asked to write or to call about.
async fn asked_of(db: &impl ConnectionTrait, staff: StaffId) -> Result<Vec<MessageId>> {
    Ok(task::open_by_hand(db, staff).await?.iter().filter_map(|key| of_task(key)).collect())
}

fn open_for(viewer: &Viewer, own: &[MessageId]) -> Condition {
    let mut theirs = own_or_caused(viewer, own).add(message::Column::SessionId.in_subquery(kept_sessions(viewer)));
    if viewer.relations(Resource::Attendance, Action::Write).contains(&Relation::OwnGroup) {
        theirs = theirs.add(message::Column::GroupId.in_subquery(led_by(viewer)));
    }
    Condition::all().add(message::COLUMN.status.eq(MessageStatus::ForHand)).add(theirs)
}

/// What a person is asked for, and what came of the person's own acts, whoever is asked for it.
fn own_or_caused(viewer: &Viewer, own: &[MessageId]) -> Condition {
    let asked = Condition::any().add(message::COLUMN.id.is_in(own.iter().copied()));
    let works_with_clients = viewer.roles.iter().any(|role| leads_to_clients(*role));
    if works_with_clients { asked.add(message::COLUMN.caused_by.eq(viewer.staff_id)) } else { asked }
}

fn kept_sessions(viewer: &Viewer) -> SelectStatement {
    Query::select()
        .column(session::Column::Id)
        .from(session::Entity)
        .cond_where(scope::sessions(viewer, Resource::Attendance, Action::Write))
        .take()
}

fn told_by_people(find: Select<message::Entity>) -> Select<message::Entity> {
    let client_of = message::Entity::belongs_to(client::Entity).from(message::Column::ClientId).to(client::Column::Id);
    find.join(JoinType::InnerJoin, client_of.into())
        .filter(message::COLUMN.channel.is_in([MessageChannel::Letter, MessageChannel::Call]))
}

async fn contacts(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    own: &[MessageId],
    which: Condition,
) -> Result<Vec<ManualContact>> {
    let group_of = message::Entity::belongs_to(group::Entity).from(message::Column::GroupId).to(group::Column::Id);
    let session_of =
        message::Entity::belongs_to(session::Entity).from(message::Column::SessionId).to(session::Column::Id);
    let open = || in_sight(viewer, own);
    // A call gives sight of the number until it is made, whoever is asked for it.
    let needed = || {
        let reached = scope::clients(viewer, Resource::Client, Action::Read);
        Condition::any().add(reached).add(message::COLUMN.id.is_in(own.iter().copied()))
    };
    let edited = scope::clients(viewer, Resource::Client, Action::Write);
    let known = || Condition::all().add(open()).add(needed());
    let callable = known().add(may_be_called(viewer));
    let find = told_by_people(message::Entity::find())
        .expr_as(Expr::case(open(), Expr::col((client::Entity, client::Column::Name))).finally(""), "name")
        .expr_as(Expr::case(callable, Expr::col((client::Entity, client::Column::Phone))), "phone")
        .column_as(client::Column::Channel, "wanted")
        .expr_as(Expr::case(client::COLUMN.phone.is_not_null(), true).finally(false), "has_number")
        .expr_as(Expr::case(edited, true).finally(false), "may_edit")
        .expr_as(Expr::case(known(), Expr::col((client::Entity, client::Column::ContactNote))), "contact_note")
        .expr_as(Expr::case(known(), Expr::col((client::Entity, client::Column::PostalAddress))), "postal_address")
        .expr_as(Expr::case(open(), false).finally(true), "hidden")
        .column_as(group::Column::Name, "group_name")
        .column_as(session::Column::StartsAt, "starts_at")
        .column_as(session::Column::Timezone, "timezone")
        .join(JoinType::LeftJoin, group_of.into())
        .join(JoinType::LeftJoin, session_of.into())
        .filter(which);
    let mut rows: Vec<ManualContact> =
        by_name(find, viewer).order_by(message::Column::Id, Order::Asc).into_model().all(db).await?;
    let keys: Vec<String> = rows.iter().map(|row| task_key(row.id)).collect();
    let mut asked: HashMap<String, WhoIsAsked> = task::asked_for(db, &keys).await?;
    for row in &mut rows {
        veil(viewer, row.client_id, &mut row.name);
        row.asked = asked.remove(&task_key(row.id));
    }
    Ok(rows)
}

/// Clients who may be called: one who is to get no messages only where the note says how, or by who keeps them and knows.
fn may_be_called(viewer: &Viewer) -> Condition {
    Condition::any()
        .add(client::COLUMN.channel.ne(ContactChannel::None))
        .add(client::COLUMN.contact_note.is_not_null())
        .add(client::Column::KeyWorkerId.is_in(viewer.acting.clone()))
}

/// Clients whose name, number and note the person reads: those who are not protected, those whom the person keeps, and
/// to a supervisor those about whom the supervisor is asked, which happens only where nobody keeps them or who does has not
/// called them in time.
fn in_sight(viewer: &Viewer, own: &[MessageId]) -> Condition {
    let open = unhidden(viewer);
    if viewer.is(Role::Manager) { open.add(message::COLUMN.id.is_in(own.iter().copied())) } else { open }
}
