//! Reads of clients, scoped by who looks.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{ClientId, GroupId, IncidentId, PairRuleId, ReferralId, StaffId};
use entity::state::{
    CloseReason, ContactChannel, IncidentKind, Language, ParticipationStatus, ReferralStatus, ReminderChoice, Role,
    TaskKind,
};
use entity::{change_log, client, group, incident, pair_rule, participation, referral, staff, staff_role, task};
use sea_orm::sea_query::{Expr, LikeExpr, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType, Order, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, RelationTrait, Select,
};

use super::rules::{self, ClientInput};
use super::veil::by_column;
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::access::scope;
use crate::db::contains_pattern;
use crate::error::{OrNotFound, Result};
use crate::text::sort::search_key;
use crate::web::list::{ListQuery, PAGE};

/// How to reach a client, and with how much discretion.
#[derive(Clone, Debug, FromQueryResult)]
pub struct ClientContact {
    pub id: ClientId,
    /// The whole name.
    pub name: String,
    pub given_name: String,
    /// The language of messages and pages.
    pub language: Language,
    /// The way the client wants to be reached.
    pub channel: ContactChannel,
    /// The e-mail address.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// Which reminders the client wants.
    pub reminders: ReminderChoice,
    /// Whether address and municipality are protected.
    pub address_protection: bool,
    /// Whether the client's calendar names places.
    pub show_place: bool,
    /// The day of death.
    pub deceased_on: Option<NaiveDate>,
    pub key_worker_id: Option<StaffId>,
}

/// A client as a list shows one.
#[derive(Clone, Debug, FromQueryResult)]
pub struct ClientRow {
    pub id: ClientId,
    /// The number in the client information system.
    pub external_ref: Option<String>,
    pub name: String,
    pub municipality: Option<String>,
    /// Whether address and municipality are protected.
    pub address_protection: bool,
    /// The day of death.
    pub deceased_on: Option<NaiveDate>,
    pub key_worker_id: Option<StaffId>,
    /// The key worker's name.
    pub key_worker_name: Option<String>,
}

/// A place of a client in a group.
#[derive(Clone, Debug, FromQueryResult)]
pub struct PlaceLine {
    pub client_id: ClientId,
    pub group_id: GroupId,
    pub group_name: String,
    /// How the place stands.
    pub status: ParticipationStatus,
    /// The first day.
    pub started_on: Option<NaiveDate>,
    /// The last day.
    pub ended_on: Option<NaiveDate>,
}

/// A referral of a client.
#[derive(Clone, Debug, FromQueryResult)]
pub struct ReferralLine {
    pub id: ReferralId,
    pub group_name: String,
    /// How it stands.
    pub status: ReferralStatus,
    /// How it ended.
    pub close_reason: Option<CloseReason>,
    /// When it was sent.
    pub submitted_on: Option<NaiveDate>,
}

/// An open task about a client.
#[derive(Clone, Debug, FromQueryResult)]
pub struct TaskLine {
    /// What it asks for.
    pub kind: TaskKind,
    /// When it is due.
    pub due_at: DateTime<Utc>,
}

/// A rule that keeps a client and another apart, as the key worker sees it.
#[derive(Clone, Debug)]
pub struct PairLine {
    pub id: PairRuleId,
    /// The other client, when the viewer may see one.
    pub other: Option<client::Model>,
    /// Why.
    pub reason: String,
}

/// A staff member for a choice.
#[derive(Clone, Debug, FromQueryResult)]
pub struct WorkerOption {
    /// The staff member.
    pub id: StaffId,
    pub name: String,
    /// Whether the account is open and holds the role of a worker.
    pub works: bool,
}

/// How to reach one client.
pub async fn contact(db: &impl ConnectionTrait, id: ClientId) -> Result<ClientContact> {
    client::Entity::find_by_id(id).into_model().one(db).await.or_not_found()
}

/// Makes sure that something new may be begun for a client, who is alive, not merged into another and not erased.
pub async fn open(db: &impl ConnectionTrait, id: ClientId) -> Result<()> {
    let find = client::Entity::find_by_id(id).filter(client::COLUMN.merged_into_id.is_null());
    let find = find.filter(client::COLUMN.erased_at.is_null());
    rules::alive(&find.one(db).await.or_not_found()?)
}

/// When something was written of a client's day of death.
pub async fn death_recorded(db: &impl ConnectionTrait, id: ClientId) -> Result<Vec<DateTime<Utc>>> {
    let changes: Vec<(DateTime<Utc>, serde_json::Value)> = change_log::Entity::find()
        .select_only()
        .columns([change_log::Column::At, change_log::Column::Details])
        .filter(change_log::COLUMN.subject_kind.eq("client"))
        .filter(change_log::COLUMN.subject_id.eq(id.0))
        .filter(change_log::COLUMN.act.eq("client.updated"))
        .into_tuple()
        .all(db)
        .await?;
    let of_death = |details: &serde_json::Value| {
        details["fields"].as_array().is_some_and(|fields| fields.iter().any(|field| field == "deceased_on"))
    };
    Ok(changes.into_iter().filter(|(_, details)| of_death(details)).map(|(at, _)| at).collect())
}

/// Who is the key worker of a client.
pub async fn key_worker_of(db: &impl ConnectionTrait, id: ClientId) -> Result<Option<StaffId>> {
    Ok(client::Entity::find_by_id(id).one(db).await.or_not_found()?.key_worker_id)
}

/// One client whom the viewer may see.
pub async fn one(db: &impl ConnectionTrait, viewer: &Viewer, id: ClientId) -> Result<client::Model> {
    let reached = scope::clients(viewer, Resource::Client, Action::Read);
    client::Entity::find_by_id(id).filter(reached).one(db).await.or_not_found()
}

/// Those of the clients whom the viewer may see.
pub async fn reached(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    clients: impl IntoIterator<Item = ClientId>,
) -> Result<HashSet<ClientId>> {
    let reached = scope::clients(viewer, Resource::Client, Action::Read);
    let find = client::Entity::find().filter(client::COLUMN.id.is_in(clients)).filter(reached);
    let ids: Vec<ClientId> = find.select_only().column(client::Column::Id).into_tuple().all(db).await?;
    Ok(ids.into_iter().collect())
}

/// Whether the viewer may change a client.
pub async fn may_write(db: &impl ConnectionTrait, viewer: &Viewer, id: ClientId) -> Result<bool> {
    Ok(changeable(viewer, id).count(db).await? > 0)
}

/// A client whom the viewer may change; a protected one is changed by the key worker only.
fn changeable(viewer: &Viewer, id: ClientId) -> Select<client::Entity> {
    let reached = scope::clients(viewer, Resource::Client, Action::Write);
    client::Entity::find_by_id(id).filter(reached).filter(scope::unhidden(viewer))
}

/// The one client whom the viewer may change with this number or this whole name.
pub async fn by_ref_or_name(db: &impl ConnectionTrait, viewer: &Viewer, text: &str) -> Result<Option<client::Model>> {
    let named =
        Condition::any().add(client::COLUMN.external_ref.eq(text)).add(client::COLUMN.name_search.eq(search_key(text)));
    let reached = scope::clients(viewer, Resource::Client, Action::Write).add(scope::unhidden(viewer));
    let found = client::Entity::find().filter(reached).filter(named).limit(2).all(db).await?;
    Ok(if found.len() == 1 { found.into_iter().next() } else { None })
}

/// Clients whose name holds the words, or whose number they are; who is hidden is found by neither.
fn matching(viewer: &Viewer, words: &str) -> Condition {
    let like = LikeExpr::new(contains_pattern(&search_key(words))).escape('\\');
    let named = Expr::col((client::Entity, client::Column::NameSearch)).like(like);
    Condition::all().add(client::COLUMN.external_ref.eq(words).or(named)).add(scope::unhidden(viewer))
}

fn asked_for(viewer: &Viewer, asked: &ListQuery) -> Select<client::Entity> {
    let words = asked.form.value("q");
    let (sort, down) = asked.sort();
    let column = if sort == "ref" { client::Column::ExternalRef } else { client::Column::NameSort };
    let find = client::Entity::find()
        .expr_as(Expr::col((staff::Entity, staff::Column::Name)), "key_worker_name")
        .join(JoinType::LeftJoin, client::Relation::Staff.def())
        .filter(scope::clients(viewer, Resource::Client, Action::Read))
        .apply_if((!words.is_empty()).then_some(()), |find, ()| find.filter(matching(viewer, words)))
        .apply_if(asked.form.ticked("mine").then_some(viewer.staff_id), |find, me| {
            find.filter(client::COLUMN.key_worker_id.eq(me))
        });
    by_column(find, viewer, column, if down { Order::Desc } else { Order::Asc })
}

/// One page of the list, and how many rows it has in all.
pub async fn page(db: &impl ConnectionTrait, viewer: &Viewer, asked: &ListQuery) -> Result<(Vec<ClientRow>, u64)> {
    let find = asked_for(viewer, asked);
    let total = asked.total(db, &find).await?;
    Ok((find.offset(asked.offset()).limit(PAGE).into_model().all(db).await?, total))
}

/// Every row of the list.
pub async fn all(db: &impl ConnectionTrait, viewer: &Viewer, asked: &ListQuery) -> Result<Vec<ClientRow>> {
    Ok(asked_for(viewer, asked).into_model().all(db).await?)
}

/// The part of the clients that a caller of the API asks for, one row more than `limit`.
pub async fn listing(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    after: Option<ClientId>,
    limit: u64,
    words: Option<&str>,
) -> Result<Vec<client::Model>> {
    Ok(client::Entity::find()
        .filter(scope::clients(viewer, Resource::Client, Action::Read))
        .apply_if(words, |find, words| find.filter(matching(viewer, words)))
        .apply_if(after, |find, after| find.filter(client::COLUMN.id.gt(after)))
        .order_by(client::Column::Id, Order::Asc)
        .limit(limit + 1)
        .all(db)
        .await?)
}

/// The places of clients that the viewer may see, the newest first; only those held now when `held`. Of a protected
/// client others than the key worker see those in groups that they lead, for the rest would tell where to find one.
pub async fn places(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    clients: &[ClientId],
    held: bool,
) -> Result<Vec<PlaceLine>> {
    Ok(participation::Entity::find()
        .expr_as(Expr::col((group::Entity, group::Column::Name)), "group_name")
        .join(JoinType::InnerJoin, participation::Relation::Group.def())
        .join(JoinType::InnerJoin, participation::Relation::Client.def())
        .filter(scope::participations(viewer, Resource::Participation, Action::Read))
        .filter(scope::unhidden(viewer).add(participation::Column::GroupId.in_subquery(scope::led_by(viewer))))
        .filter(participation::COLUMN.client_id.is_in(clients.iter().copied()))
        .apply_if(held.then_some(true), |find, yes| find.filter(participation::COLUMN.active.eq(yes)))
        .order_by(participation::Column::ConfirmedAt, Order::Desc)
        .into_model()
        .all(db)
        .await?)
}

/// The referrals of a client that the viewer may see, the newest first.
pub async fn referrals(db: &impl ConnectionTrait, viewer: &Viewer, id: ClientId) -> Result<Vec<ReferralLine>> {
    Ok(referral::Entity::find()
        .expr_as(Expr::col((group::Entity, group::Column::Name)), "group_name")
        .join(JoinType::InnerJoin, referral::Relation::Group.def())
        .filter(scope::referrals(viewer, Resource::Referral, Action::Read))
        .filter(referral::COLUMN.client_id.eq(id))
        .order_by(referral::Column::CreatedAt, Order::Desc)
        .into_model()
        .all(db)
        .await?)
}

/// The viewer's open tasks about a client, the most urgent first.
pub async fn tasks(db: &impl ConnectionTrait, viewer: &Viewer, id: ClientId) -> Result<Vec<TaskLine>> {
    Ok(task::Entity::find()
        .filter(task::COLUMN.client_id.eq(id))
        .filter(task::COLUMN.staff_id.eq(viewer.staff_id))
        .filter(task::COLUMN.done_at.is_null())
        .order_by(task::Column::DueAt, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

/// An entry of what befell a client.
#[derive(Clone, Debug, FromQueryResult)]
pub struct IncidentLine {
    /// The first wording.
    pub origin_id: IncidentId,
    pub kind: IncidentKind,
    pub recorded_at: DateTime<Utc>,
}

/// What befell a client, as its first wording has it; the entry itself stands on its own page.
pub async fn incidents(db: &impl ConnectionTrait, id: ClientId) -> Result<Vec<IncidentLine>> {
    Ok(incident::Entity::find()
        .filter(incident::COLUMN.client_id.eq(id))
        .filter(Expr::col(incident::Column::Id).equals(incident::Column::OriginId))
        .order_by(incident::Column::RecordedAt, Order::Desc)
        .into_model()
        .all(db)
        .await?)
}

/// Whom a client must not meet.
pub async fn pairs(db: &impl ConnectionTrait, viewer: &Viewer, id: ClientId) -> Result<Vec<PairLine>> {
    let either = Condition::any().add(pair_rule::COLUMN.client_a_id.eq(id)).add(pair_rule::COLUMN.client_b_id.eq(id));
    let rules =
        pair_rule::Entity::find().filter(either).order_by(pair_rule::Column::CreatedAt, Order::Asc).all(db).await?;
    let other = |rule: &pair_rule::Model| if rule.client_a_id == id { rule.client_b_id } else { rule.client_a_id };
    let visible = client::Entity::find()
        .filter(scope::clients(viewer, Resource::Client, Action::Read))
        .filter(client::COLUMN.id.is_in(rules.iter().map(other)))
        .all(db)
        .await?;
    let line = |rule: pair_rule::Model| {
        let id = other(&rule);
        PairLine { id: rule.id, other: visible.iter().find(|row| row.id == id).cloned(), reason: rule.reason }
    };
    Ok(rules.into_iter().map(line).collect())
}

/// Clients of the viewer who may be the same person: the same folded name, and no other year of birth.
pub async fn same_person(db: &impl ConnectionTrait, viewer: &Viewer, new: &ClientInput) -> Result<Vec<client::Model>> {
    let year = new
        .birth_year
        .map(|year| Condition::any().add(client::COLUMN.birth_year.eq(year)).add(client::COLUMN.birth_year.is_null()));
    Ok(client::Entity::find()
        .filter(scope::clients(viewer, Resource::Client, Action::Read))
        .filter(scope::unhidden(viewer))
        .filter(client::COLUMN.name_search.eq(search_key(&new.name)))
        .apply_if(year, sea_orm::QueryFilter::filter)
        .limit(5)
        .all(db)
        .await?)
}

/// The workers who can be key workers and `kept`, who is one already, by name.
pub async fn worker_options(db: &impl ConnectionTrait, kept: Option<StaffId>) -> Result<Vec<WorkerOption>> {
    let workers = Query::select()
        .column(staff_role::Column::StaffId)
        .from(staff_role::Entity)
        .and_where(staff_role::Column::Role.eq(Role::Worker))
        .take();
    let works = staff::COLUMN.active.eq(true).and(staff::Column::Id.in_subquery(workers));
    Ok(staff::Entity::find()
        .expr_as(works.clone(), "works")
        .filter(works.or(staff::COLUMN.id.is_in(kept)))
        .order_by(staff::Column::NameSort, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

/// The name of a staff member.
pub async fn staff_name(db: &impl ConnectionTrait, id: StaffId) -> Result<Option<String>> {
    Ok(staff::Entity::find_by_id(id).select_only().column(staff::Column::Name).into_tuple().one(db).await?)
}

/// A client just written, whoever keeps one now.
pub async fn written(db: &impl ConnectionTrait, id: ClientId) -> Result<client::Model> {
    client::Entity::find_by_id(id).one(db).await.or_not_found()
}
