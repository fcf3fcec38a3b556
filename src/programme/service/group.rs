//! Making and changing a group's plan.

use chrono::NaiveDate;
use chrono_tz::Tz;
use entity::id::{GroupId, StaffId};
use entity::list::Dates;
use entity::state::{GroupStatus, LeaderRole, OfferStatus};
use entity::{group, group_leader, offer, participation};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Set,
    TryIntoModel,
};

use super::pending::ask_for_cost;
use super::standing::raise;
use super::{departed_leaders, refs};
use crate::access::{Act, ReachedGroup};
use crate::audit::{self, LoggedChange};
use crate::db::on_unique;
use crate::error::{Code, Error, Fault, Result};
use crate::local_time::{self, zone_of};
use crate::programme::queries::ceiling;
use crate::programme::rules::{self, AskedChange, GroupInput, Leading};
use crate::random;

/// Drafts a group; who makes it leads it unless the plan names leaders.
pub async fn create_group(act: Act<'_>, input: GroupInput) -> Result<GroupId> {
    let id = random::id(act.now);
    let code = match input.code.clone() {
        Some(code) => code,
        None => next_code(act.tx).await?,
    };
    let slug = free_slug(act.tx, &input.name, &code).await?;
    let NewGroup { row, leaders } = new_group(act, input, id).await?;
    let row = group::ActiveModel { code: Set(code), slug: Set(slug), ..row };
    row.insert(act.tx).await.map_err(|error| on_unique(error, Fault::of("code", Code::GroupCodeTaken)))?;
    set_leaders(act.tx, id, &leaders, act.zone).await?;
    raise(act, id, &[]).await?;
    audit::changed(act, LoggedChange::of("group.created", "group", id)).await?;
    Ok(id)
}

/// A group as it would be drafted, of which nothing is written.
pub async fn unwritten_group(act: Act<'_>, input: GroupInput) -> Result<group::Model> {
    let row = new_group(act, input, random::id(act.now)).await?.row;
    let row = group::ActiveModel { code: Set(String::new()), slug: Set(String::new()), ..row };
    Ok(row.try_into_model()?)
}

/// The row of a new group without what only the database can give it, and who leads it.
struct NewGroup {
    row: group::ActiveModel,
    leaders: Vec<Leading>,
}

async fn new_group(act: Act<'_>, mut input: GroupInput, id: GroupId) -> Result<NewGroup> {
    refs::check(act.tx, &input, &[]).await?;
    input.municipality = refs::municipality(act.tx, &input).await?;
    if let (true, Some(staff_id)) = (input.leaders.is_empty(), act.who.staff()) {
        input.leaders.push(Leading::throughout(staff_id, LeaderRole::Leader));
    }
    let maker = act.who.staff().or_else(|| input.leaders.first().map(|leading| leading.staff_id));
    let maker: StaffId = maker.ok_or_else(|| Error::invalid("leaders", Code::FaultNeeded))?;
    let leaders = std::mem::take(&mut input.leaders);
    let row = group::ActiveModel {
        id: Set(id),
        status: Set(GroupStatus::Draft),
        status_at: Set(act.now),
        created_by: Set(maker),
        created_at: Set(act.now),
        timezone: Set(act.zone.name().to_owned()),
        first_date: Set(None),
        start_time: Set(None),
        duration_minutes: Set(rules::DURATION),
        rrule: Set(None),
        excluded_dates: Set(Dates::default()),
        extra_dates: Set(Dates::default()),
        skip_public_holidays: Set(true),
        skip_breaks: Set(true),
        cancel_code: Set(None),
        status_reason: Set(None),
        starts_at: Set(None),
        ends_at: Set(None),
        published_at: Set(None),
        intake_closed_at: Set(None),
        merged_into_id: Set(None),
        ..rules::group_columns(input, act.now)
    };
    Ok(NewGroup { row, leaders })
}

/// Writes a group's plan over the one that stands. More money or working time than was approved waits beside it; the rest
/// stands at once.
pub async fn set_group(act: Act<'_>, group: &ReachedGroup, mut input: GroupInput) -> Result<()> {
    if group.status.is_final() {
        return Err(Error::conflict(Code::GroupClosed));
    }
    let id = group.id;
    let zone = zone_of(&group.timezone, act.zone);
    let standing = standing_leaders(act.tx, id, zone).await?;
    refs::check(act.tx, &input, &standing).await?;
    check_capacity(act.tx, id, input.capacity).await?;
    if input.leaders.is_empty() {
        return Err(Error::invalid("leader", Code::FaultNeeded));
    }
    let asked = too_much(act.tx, group, &mut input).await?;
    ask_for_cost(act, group, asked).await?;
    let leaders = std::mem::take(&mut input.leaders);
    raise(act, id, &[group.venue_id, input.venue_id]).await?;
    let code = input.code.clone().unwrap_or_else(|| group.code.clone());
    let row = group::ActiveModel { id: Set(id), code: Set(code), ..rules::group_columns(input, act.now) };
    row.update(act.tx).await.map_err(|error| on_unique(error, Fault::of("code", Code::GroupCodeTaken)))?;
    set_leaders(act.tx, id, &leaders, zone).await?;
    departed_leaders::replaced(act, group, &standing, &leaders).await?;
    raise(act, id, &[]).await
}

/// Takes what is more than was approved out of a plan.
async fn too_much(tx: &DatabaseTransaction, group: &group::Model, input: &mut GroupInput) -> Result<AskedChange> {
    let mut asked = AskedChange::default();
    let Some(most) = ceiling(tx, group).await? else { return Ok(asked) };
    if input.planned_minutes > most.minutes {
        asked.planned_minutes = Some(std::mem::replace(&mut input.planned_minutes, group.planned_minutes));
    }
    if input.budget_cents > most.budget_cents {
        asked.budget_cents = Some(std::mem::replace(&mut input.budget_cents, group.budget_cents));
    }
    Ok(asked)
}

/// Capacity never falls below the places that are taken or offered.
async fn check_capacity(tx: &DatabaseTransaction, id: GroupId, capacity: i32) -> Result<()> {
    let taken = participation::Entity::find()
        .filter(participation::COLUMN.group_id.eq(id))
        .filter(participation::COLUMN.active.eq(true))
        .count(tx)
        .await?;
    let offered = offer::Entity::find()
        .filter(offer::COLUMN.group_id.eq(id))
        .filter(offer::COLUMN.status.eq(OfferStatus::Open))
        .count(tx)
        .await?;
    let promised = taken + offered;
    if u64::try_from(capacity).is_ok_and(|capacity| capacity >= promised) {
        return Ok(());
    }
    Err(Error::Invalid(vec![Fault::of("capacity", Code::GroupCapacityTaken).with("taken", promised)]))
}

async fn standing_leaders(tx: &DatabaseTransaction, id: GroupId, zone: Tz) -> Result<Vec<Leading>> {
    let rows = group_leader::Entity::find().filter(group_leader::COLUMN.group_id.eq(id)).all(tx).await?;
    let leading = |row: group_leader::Model| Leading {
        staff_id: row.staff_id,
        role: row.role,
        from_on: row.from_at.map(|from| local_time::day(zone, from)),
        until_on: row.until_at.and_then(|until| local_time::day(zone, until).pred_opt()),
    };
    Ok(rows.into_iter().map(leading).collect())
}

async fn set_leaders(tx: &DatabaseTransaction, id: GroupId, leaders: &[Leading], zone: Tz) -> Result<()> {
    group_leader::Entity::delete_many().filter(group_leader::COLUMN.group_id.eq(id)).exec(tx).await?;
    if leaders.is_empty() {
        return Ok(());
    }
    let begins = |day: NaiveDate| local_time::midnight(zone, day);
    let rows = leaders.iter().zip(0..).map(|(leading, position)| group_leader::ActiveModel {
        group_id: Set(id),
        staff_id: Set(leading.staff_id),
        role: Set(leading.role),
        position: Set(position),
        from_at: Set(leading.from_on.map(begins)),
        until_at: Set(leading.until_on.and_then(|last| last.succ_opt()).map(begins)),
    });
    group_leader::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// The first code after the highest in use: `G01`, `G02`, …
async fn next_code(tx: &DatabaseTransaction) -> Result<String> {
    let codes: Vec<String> =
        group::Entity::find().select_only().column(group::Column::Code).into_tuple().all(tx).await?;
    let highest = codes.iter().filter_map(|code| code.strip_prefix('G')?.parse::<u32>().ok()).max().unwrap_or(0);
    Ok(format!("G{:02}", highest.saturating_add(1)))
}

/// An address for the public page: the name in plain letters, with the code when the name is taken.
async fn free_slug(tx: &DatabaseTransaction, name: &str, code: &str) -> Result<String> {
    let slug = rules::slug(name);
    let room = rules::SLUG.saturating_sub(code.len() + 1);
    let with_code = rules::slug(&format!("{} {code}", slug.get(..room).unwrap_or(&slug)));
    if slug.is_empty() {
        return Ok(with_code);
    }
    let taken = group::Entity::find().filter(group::COLUMN.slug.eq(&slug)).count(tx).await? > 0;
    Ok(if taken { with_code } else { slug })
}
