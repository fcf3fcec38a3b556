//! What is kept no longer than the law and the settings say: the records of clients whose matter closed long ago, and how
//! people were reached who worked here. A job proposes, a person decides, both are logged; nothing goes by a clock alone,
//! for a clock may be wrong.

use chrono::{DateTime, Datelike, Months, Utc};
use chrono_tz::Tz;
use entity::id::StaffId;
use entity::state::{ErasureGround, Role, TaskKind};
use entity::{client, offer, participation, rating, referral, staff, staff_role, waiting, walk_in};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, Order, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait, Select,
};
use serde_json::json;

use super::answers::after_erasures;
use super::erasure;
use crate::access::{Act, Actor};
use crate::app::App;
use crate::audit::{self, LoggedChange};
use crate::config::RetentionYears;
use crate::error::Result;
use crate::local_time;
use crate::people;
use crate::task::{self, NewTask, PersonalTask};

/// So many people of one transaction: few enough that whoever else writes waits less than a second.
const AT_ONCE: usize = 20;
/// How soon somebody should look.
const SOON: chrono::TimeDelta = chrono::TimeDelta::days(30);

/// How many are due, by why they were kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DueCounts {
    /// Clients whose matter closed before the time that act 703/2023 has their records kept.
    pub clients: u64,
    /// People whose account was closed before the time for which the settings keep how to reach them.
    pub staff: u64,
}

impl DueCounts {
    /// Whether nothing is due.
    pub const fn is_none(self) -> bool {
        self.clients + self.staff == 0
    }
}

/// Until when something must have ended that is due now.
fn years_ago(zone: Tz, now: DateTime<Utc>, years: u32) -> DateTime<Utc> {
    let day = local_time::day(zone, now);
    let then = day.checked_sub_months(Months::new(12 * years)).unwrap_or(day);
    local_time::midnight(zone, then)
}

/// The clients with a row that `since` says is too young.
fn of<E: EntityTrait>(column: E::Column, since: Condition) -> SelectStatement {
    Query::select().column(column).from(E::default()).and_where(column.is_not_null()).cond_where(since).take()
}

/// The clients whose matter closed before: no place, offer, turn or referral is open, nobody came, answered or was changed
/// since, and who has died did so before.
fn closed_before(zone: Tz, before: DateTime<Utc>) -> Condition {
    let any = |one: sea_orm::sea_query::Expr, other: sea_orm::sea_query::Expr| Condition::any().add(one).add(other);
    let referred = any(referral::Column::ClosedAt.is_null(), referral::Column::ClosedAt.gte(before));
    let placed = any(participation::Column::Active.eq(true), participation::Column::EndedAt.gte(before));
    let placed = placed.add(participation::Column::CreatedAt.gte(before));
    let waits = any(waiting::Column::Active.eq(true), waiting::Column::QueuedAt.gte(before));
    let offered = Condition::any().add(offer::Column::OfferedAt.gte(before));
    let came = Condition::any().add(walk_in::Column::RecordedAt.gte(before));
    let rated = Condition::any().add(rating::Column::GivenAt.gte(before));
    let alive_or_long_dead = Condition::any()
        .add(client::COLUMN.deceased_on.is_null())
        .add(client::COLUMN.deceased_on.lt(local_time::day(zone, before)));
    Condition::all()
        .add(client::COLUMN.erased_at.is_null())
        .add(client::COLUMN.merged_into_id.is_null())
        .add(client::COLUMN.updated_at.lt(before))
        .add(alive_or_long_dead)
        .add(client::Column::Id.not_in_subquery(of::<referral::Entity>(referral::Column::ClientId, referred)))
        .add(client::Column::Id.not_in_subquery(of::<participation::Entity>(participation::Column::ClientId, placed)))
        .add(client::Column::Id.not_in_subquery(of::<waiting::Entity>(waiting::Column::ClientId, waits)))
        .add(client::Column::Id.not_in_subquery(of::<offer::Entity>(offer::Column::ClientId, offered)))
        .add(client::Column::Id.not_in_subquery(of::<walk_in::Entity>(walk_in::Column::ClientId, came)))
        .add(client::Column::Id.not_in_subquery(of::<rating::Entity>(rating::Column::ClientId, rated)))
}

fn due_clients(zone: Tz, now: DateTime<Utc>, kept: RetentionYears) -> Select<client::Entity> {
    client::Entity::find().filter(closed_before(zone, years_ago(zone, now, kept.client_years)))
}

/// What is due.
pub async fn due(db: &impl ConnectionTrait, zone: Tz, now: DateTime<Utc>, kept: RetentionYears) -> Result<DueCounts> {
    Ok(DueCounts {
        clients: due_clients(zone, now, kept).count(db).await?,
        staff: people::left_before(db, years_ago(zone, now, kept.staff_years)).await?.len() as u64,
    })
}

/// The first of the clients who are due, by whoever looks them over.
pub async fn due_first(
    db: &impl ConnectionTrait,
    zone: Tz,
    now: DateTime<Utc>,
    kept: RetentionYears,
    most: u64,
) -> Result<Vec<client::Model>> {
    let find = due_clients(zone, now, kept).order_by(client::Column::UpdatedAt, Order::Asc);
    Ok(find.order_by(client::Column::Id, Order::Asc).limit(most).all(db).await?)
}

/// Erases what is due, a batch a transaction, as somebody who has decided it; how many it was.
pub async fn erase_due(app: &App, who: Actor) -> Result<DueCounts> {
    let kept = app.config.retention;
    let mut done = DueCounts::default();
    loop {
        let some = app.act(who, async |act| batch(act, kept).await).await?;
        done = DueCounts { clients: done.clients + some.clients, staff: done.staff + some.staff };
        if some.is_none() || app.stop.is_cancelled() {
            break;
        }
    }
    if !done.is_none() {
        after_erasures(app).await;
    }
    Ok(done)
}

async fn batch(act: Act<'_>, kept: RetentionYears) -> Result<DueCounts> {
    let clients: Vec<client::Model> = due_first(act.tx, act.zone, act.now, kept, AT_ONCE as u64).await?;
    let mut some = DueCounts { clients: clients.len() as u64, staff: 0 };
    for client in clients {
        erasure::erase(act, client, ErasureGround::RetentionOver).await?;
    }
    if some.clients == 0 {
        let left = people::left_before(act.tx, years_ago(act.zone, act.now, kept.staff_years)).await?;
        for id in left.into_iter().take(AT_ONCE) {
            people::forget_contacts(act, id).await?;
            some.staff += 1;
        }
    }
    if some.is_none() {
        task::done_by_start(act, TASKS).await?;
    } else {
        let details = json!({ "clients": some.clients, "staff": some.staff });
        audit::changed(act, LoggedChange::about("retention.erased", "retention", None).details(details)).await?;
    }
    Ok(some)
}

/// How the names of the tasks begin that ask to look at what is due.
const TASKS: &str = "retention:";

/// Asks the officers once a month to look at what is due. A job.
pub async fn propose_erasures(app: &App, now: DateTime<Utc>) -> Result<()> {
    app.act_at(Actor::System, now, async |act| {
        if due(act.tx, act.zone, act.now, app.config.retention).await?.is_none() {
            return task::done_by_start(act, TASKS).await;
        }
        let officers: Vec<StaffId> = staff::Entity::find()
            .select_only()
            .column(staff::Column::Id)
            .join_rev(JoinType::InnerJoin, staff_role::Relation::Staff.def())
            .filter(staff_role::COLUMN.role.eq(Role::DataProtectionOfficer))
            .filter(staff::COLUMN.active.eq(true))
            .into_tuple()
            .all(act.tx)
            .await?;
        let mut unasked = Vec::new();
        for officer in officers {
            // What was asked in another month and is still undone asks the same.
            if task::open_keys(act.tx, officer, TaskKind::RetentionDue).await?.is_empty() {
                unasked.push(officer);
            }
        }
        let month = format!("{}-{:02}", act.today().year(), act.today().month());
        let asked = unasked.into_iter().map(|officer| PersonalTask {
            staff: officer,
            task: NewTask { key: format!("{TASKS}{month}:{officer}"), ..NewTask::default() },
        });
        task::ask_all(act, TaskKind::RetentionDue, act.now + SOON, asked.collect()).await?;
        Ok(())
    })
    .await
}
