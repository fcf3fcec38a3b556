//! Writes of clients.

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{ClientId, StaffId, UnitId};
use entity::state::{ContactChannel, Role, TaskKind};
use entity::{client, staff, staff_role, unit};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait, Set,
};
use serde_json::json;
use uuid::Uuid;

use super::links;
use super::rules::{self, ClientInput};
use crate::access::{Act, Actor, Reached};
use crate::audit::{self, LoggedChange};
use crate::db::on_unique;
use crate::error::{Code, Error, Fault, OrNotFound, Result};
use crate::task::KeyWorkers;
use crate::text::sort::{search_key, sort_key};
use crate::{random, revision, task};

/// Rows of one insert: 26 columns each, under SQLite's 32,766 values of a statement.
const CHUNK: usize = 1000;

/// Adds a client.
pub async fn create(act: Act<'_>, input: ClientInput) -> Result<ClientId> {
    let ids = create_all(act, vec![input]).await?;
    Ok(ids[0])
}

/// Adds clients, as an import does; a number that is taken refuses them all.
pub async fn create_all(act: Act<'_>, inputs: Vec<ClientInput>) -> Result<Vec<ClientId>> {
    let units = Units::load(act.tx, act.who).await?;
    let mut rows = Vec::with_capacity(inputs.len());
    let mut ids = Vec::with_capacity(inputs.len());
    for input in inputs {
        let id = random::id(act.now);
        let unit = units.of(input.key_worker_id)?;
        ids.push(id);
        rows.push(client::ActiveModel {
            id: Set(id),
            unit_id: Set(unit),
            merged_into_id: Set(None),
            created_at: Set(act.now),
            ..columns(input, act.now)
        });
    }
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<client::ActiveModel> = rows.by_ref().take(CHUNK).collect();
        client::Entity::insert_many(chunk).exec_without_returning(act.tx).await.map_err(on_taken)?;
    }
    let changes = ids.iter().map(|id| LoggedChange::of("client.created", "client", *id).client(*id));
    audit::changed_all(act, changes.collect()).await?;
    Ok(ids)
}

/// The units of the staff who may keep clients: a client belongs to the unit of the key worker.
struct Units {
    workers: Vec<(StaffId, UnitId)>,
    otherwise: UnitId,
}

impl Units {
    async fn load(tx: &DatabaseTransaction, who: Actor) -> Result<Self> {
        let workers: Vec<(StaffId, UnitId)> = staff::Entity::find()
            .select_only()
            .columns([staff::Column::Id, staff::Column::UnitId])
            .join(JoinType::InnerJoin, staff_role::Relation::Staff.def().rev())
            .filter(staff_role::COLUMN.role.eq(Role::Worker))
            .filter(staff::COLUMN.active.eq(true))
            .into_tuple()
            .all(tx)
            .await?;
        Ok(Self { workers, otherwise: home(tx, who).await? })
    }

    fn of(&self, key_worker: Option<StaffId>) -> Result<UnitId> {
        let Some(key_worker) = key_worker else { return Ok(self.otherwise) };
        let found = self.workers.iter().find(|(id, _)| *id == key_worker);
        found.map(|(_, unit)| *unit).ok_or_else(|| Error::invalid("key_worker_id", Code::ClientKeyWorkerUnknown))
    }
}

/// The unit of whoever acts; the top of the organisation for clients on their own pages and for jobs.
async fn home(tx: &DatabaseTransaction, who: Actor) -> Result<UnitId> {
    if let Some(id) = who.staff() {
        let person = staff::Entity::find_by_id(id).one(tx).await.or_not_found()?;
        return Ok(person.unit_id);
    }
    let top = unit::Entity::find().filter(unit::COLUMN.parent_id.is_null()).one(tx).await?;
    top.map(|unit| unit.id).ok_or_else(|| Error::conflict(Code::ClientNoUnit))
}

/// What changed about a client; who must hear of it is for the act to say.
#[must_use]
#[derive(Clone, Debug)]
pub struct ClientChanged {
    pub id: ClientId,
    /// The names of the fields that changed.
    pub fields: Vec<&'static str>,
    /// The key worker of before.
    pub kept_by: Option<StaffId>,
    /// The key worker from now on.
    pub keeper: Option<StaffId>,
    /// The day of a death that was not known before.
    pub died_on: Option<NaiveDate>,
}

impl ClientChanged {
    /// Whether another key worker keeps the client from now on, or none does.
    pub fn changes_keeper(&self) -> bool {
        self.kept_by != self.keeper
    }

    /// Whether messages go to another telephone or mail than before.
    pub fn changes_address(&self) -> bool {
        self.fields.iter().any(|field| ["phone", "email"].contains(field))
    }

    /// Whether the client is reached otherwise than before, or protected otherwise.
    pub fn changes_reach(&self) -> bool {
        self.fields.iter().any(|field| rules::REACH.contains(field))
    }
}

/// Writes a client: a new key worker takes over unit and open tasks, a death ends the private links, and every feed that
/// shows the client follows. Refuses a field that whoever acts may not write.
pub async fn set_client(act: Act<'_>, row: Reached<client::Model>, input: ClientInput) -> Result<ClientChanged> {
    let open = row.fields();
    let row = row.into_row();
    let id = row.id;
    let fields = rules::changed_fields(&row, &input);
    let died_on = input.deceased_on.filter(|_| row.deceased_on.is_none());
    let changed = ClientChanged { id, fields, kept_by: row.key_worker_id, keeper: input.key_worker_id, died_on };
    if changed.fields.is_empty() {
        return Ok(changed);
    }
    if changed.kept_by.is_some() && changed.keeper.is_none() {
        return Err(Error::invalid("key_worker_id", Code::ClientKeyWorkerNext));
    }
    if let Some(closed) = changed.fields.iter().find(|field| !open.hold(field)) {
        return Err(Error::invalid(closed, Code::ClientKeyWorkerWrites));
    }
    let refused_address = rules::still_refused(row.refused_address.clone(), &input);
    if row.refused_address != refused_address {
        task::done_about(act, TaskKind::AddressFails, id).await?;
    }
    let mut change =
        client::ActiveModel { id: Set(id), refused_address: Set(refused_address), ..columns(input, act.now) };
    if changed.changes_keeper() {
        change.unit_id = Set(Units::load(act.tx, act.who).await?.of(changed.keeper)?);
        hand_over(act, &changed).await?;
    }
    change.update(act.tx).await.map_err(on_taken)?;
    if died_on.is_some() {
        links::revoke_all(act, id).await?;
    }
    log(act, &changed).await?;
    Ok(changed)
}

/// Keeps the records of a client from other writers until the act ends, before any group is locked.
pub async fn lock(act: Act<'_>, records: &[ClientId]) -> Result<()> {
    let of = client::Entity::find().filter(client::COLUMN.id.is_in(records.iter().copied()));
    of.order_by(client::Column::Id, Order::Asc).lock(LockType::NoKeyUpdate).all(act.tx).await?;
    Ok(())
}

/// What a client is held to be, whatever else is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restraint {
    /// The address is protected, and calendars name no place.
    Protected,
    /// No messages are sent.
    Silent,
}

/// Protects a client, or sends none any messages; nothing but that changes.
pub async fn set_restraint(act: Act<'_>, id: ClientId, restraint: Restraint) -> Result<ClientChanged> {
    let row = client::Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(act.tx).await.or_not_found()?;
    let keeper = row.key_worker_id;
    let mut change = client::ActiveModel { id: Set(id), updated_at: Set(act.now), ..Default::default() };
    let field = match restraint {
        Restraint::Protected => {
            change.address_protection = Set(true);
            change.show_place = Set(false);
            "address_protection"
        }
        Restraint::Silent => {
            change.channel = Set(ContactChannel::None);
            "channel"
        }
    };
    change.update(act.tx).await?;
    let changed = ClientChanged { id, fields: vec![field], kept_by: keeper, keeper, died_on: None };
    log(act, &changed).await?;
    Ok(changed)
}

/// Gives a client to a key worker, with unit and open tasks.
pub async fn set_key_worker(act: Act<'_>, row: Reached<client::Model>, worker: StaffId) -> Result<ClientChanged> {
    let row = row.into_row();
    let (kept_by, keeper) = (row.key_worker_id, Some(worker));
    let changed = ClientChanged { id: row.id, fields: vec!["key_worker_id"], kept_by, keeper, died_on: None };
    let unit = Units::load(act.tx, act.who).await?.of(keeper)?;
    hand_over(act, &changed).await?;
    let change = client::ActiveModel {
        id: Set(row.id),
        key_worker_id: Set(keeper),
        unit_id: Set(unit),
        updated_at: Set(act.now),
        ..Default::default()
    };
    change.update(act.tx).await?;
    log(act, &changed).await?;
    Ok(changed)
}

/// Open tasks go over to the new key worker, and nobody is looked for any more.
async fn hand_over(act: Act<'_>, changed: &ClientChanged) -> Result<()> {
    let Some(to) = changed.keeper else { return Ok(()) };
    if let Some(from) = changed.kept_by {
        task::hand_over(act, changed.id, KeyWorkers { from, to }).await?;
    }
    task::done_about(act, TaskKind::AssignKeyWorker, changed.id).await
}

async fn log(act: Act<'_>, changed: &ClientChanged) -> Result<()> {
    revision::raise(act, changed.id).await?;
    let logged = LoggedChange::of("client.updated", "client", changed.id).client(changed.id);
    audit::changed(act, logged.details(json!({ "fields": changed.fields }))).await
}

fn columns(input: ClientInput, now: DateTime<Utc>) -> client::ActiveModel {
    client::ActiveModel {
        external_ref: Set(input.external_ref),
        given_name: Set(rules::given_name(&input.name).to_owned()),
        name_sort: Set(sort_key(&input.name)),
        name_search: Set(search_key(&input.name)),
        name: Set(input.name),
        birth_year: Set(input.birth_year),
        language: Set(input.language),
        municipality: Set(input.municipality),
        email: Set(input.email),
        phone: Set(input.phone),
        postal_address: Set(input.postal_address),
        channel: Set(input.channel),
        reminders: Set(input.reminders),
        show_place: Set(input.show_place),
        address_protection: Set(input.address_protection),
        interpreter: Set(input.interpreter),
        needs: Set(input.needs),
        contact_note: Set(input.contact_note),
        key_worker_id: Set(input.key_worker_id),
        deceased_on: Set(input.deceased_on),
        updated_at: Set(now),
        ..Default::default()
    }
}

fn on_taken(error: sea_orm::DbErr) -> Error {
    on_unique(error, Fault::of("external_ref", Code::ClientRefTaken))
}

/// Makes a private link on a staff member's request; the token is shown once.
pub async fn make_link(act: Act<'_>, client: &Reached<client::Model>, expires_at: DateTime<Utc>) -> Result<String> {
    rules::alive(client)?;
    let token = links::new_link(act, client.id, expires_at).await?;
    audit::changed(act, LoggedChange::of("client.link_made", "client", client.id).client(client.id)).await?;
    Ok(token)
}

/// Ends every private link of a client.
pub async fn set_links_ended(act: Act<'_>, client: ClientId) -> Result<()> {
    links::revoke_all(act, client).await?;
    revision::raise(act, client).await?;
    audit::changed(act, LoggedChange::of("client.links_revoked", "client", Uuid::from(client)).client(client)).await
}
