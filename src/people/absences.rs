//! When staff are away and who stands in: what may be said of it, and its rows.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::id::{AbsenceId, StaffId};
use entity::state::{AbsenceKind, Role};
use entity::{absence, staff};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, JoinType,
    Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationTrait, Select, Set,
};

use crate::access::rights::{Action, Resource};
use crate::access::{Act, Viewer, scope};
use crate::audit::{self, LoggedChange};
use crate::error::{Code, Error, Fault, OrNotFound, Result};
use crate::task::works_with_clients;
use crate::web::form::Form;
use crate::{local_time, random};

/// How far back a time away may begin that is told afterwards.
const LATE: TimeDelta = TimeDelta::days(31);
/// For how long a time away that is over is shown.
const SHOWN: TimeDelta = TimeDelta::days(14);

/// A time away as it was typed or sent, checked.
#[derive(Clone, Copy, Debug)]
pub struct AbsenceInput {
    /// Who is away; whoever tells it, where nobody is named.
    pub staff_id: Option<StaffId>,
    pub kind: AbsenceKind,
    pub from_on: NaiveDate,
    /// The last day; nobody knows yet, where it is not told.
    pub until_on: Option<NaiveDate>,
    /// Who stands in.
    pub deputy_id: Option<StaffId>,
}

/// Reads a time away; the first day of one that stands may stay, however far back it lies.
pub fn read_absence(form: &Form, today: NaiveDate, stands: Option<NaiveDate>) -> Result<AbsenceInput> {
    let mut reader = form.reader();
    let (staff_id, deputy_id) = (reader.id_or_none("staff_id"), reader.id_or_none("deputy_id"));
    let kind = reader.choice("kind", AbsenceKind::from_code);
    let from_on = reader.date("from_on");
    let from_on = reader.checked(from_on, |day| {
        let is_late = *day < today - LATE && Some(*day) != stands;
        is_late.then(|| Fault::of("from_on", Code::AbsenceLate))
    });
    let until_on = reader.date_or_none("until_on");
    let until_on = reader.checked(until_on, |until| {
        let is_before = from_on.ok().zip(*until).is_some_and(|(from, until)| until < from);
        is_before.then(|| Fault::of("until_on", Code::AbsenceDays))
    });
    reader.done(|| {
        Ok(AbsenceInput {
            staff_id: staff_id?,
            kind: kind?,
            from_on: from_on?,
            until_on: until_on?,
            deputy_id: deputy_id?,
        })
    })
}

/// The form of a time away that stands.
pub fn absence_form(row: &absence::Model, zone: Tz) -> Form {
    let form = Form::default().set("kind", row.kind.code()).set("from_on", local_time::day(zone, row.from_at));
    form.set_some("until_on", last_day(row.until_at, zone)).set_some("deputy_id", row.deputy_id)
}

/// The last day of what goes on until a moment.
fn last_day(until: Option<DateTime<Utc>>, zone: Tz) -> Option<NaiveDate> {
    until.map(|until| local_time::day(zone, until - TimeDelta::seconds(1)))
}

/// A time away with the names that pages show.
#[derive(Clone, Debug, FromQueryResult)]
pub struct AbsenceRow {
    pub id: AbsenceId,
    pub staff_id: StaffId,
    pub name: String,
    pub kind: AbsenceKind,
    pub from_at: DateTime<Utc>,
    pub until_at: Option<DateTime<Utc>>,
    pub deputy_id: Option<StaffId>,
    pub deputy: Option<String>,
}

impl AbsenceRow {
    /// The last moment of it, where that is known.
    pub fn last(&self) -> Option<DateTime<Utc>> {
        self.until_at.map(|until| until - TimeDelta::seconds(1))
    }

    /// The first day.
    pub fn from_on(&self, zone: Tz) -> NaiveDate {
        local_time::day(zone, self.from_at)
    }

    /// The last day, where that is known.
    pub fn until_on(&self, zone: Tz) -> Option<NaiveDate> {
        last_day(self.until_at, zone)
    }

    /// Whether it can still be changed or ended.
    pub fn goes_on(&self, now: DateTime<Utc>) -> bool {
        self.until_at.is_none_or(|until| until > now)
    }
}

/// The times away of the person, and of those whom the person supervises, by their beginning; one more than `limit` of
/// those after `after`.
pub async fn absences(
    db: &impl ConnectionTrait,
    by: &Viewer,
    after: Option<AbsenceId>,
    limit: u64,
) -> Result<Vec<AbsenceRow>> {
    let recent = Condition::any().add(absence::COLUMN.until_at.is_null());
    let recent = recent.add(absence::COLUMN.until_at.gt(by.at - SHOWN));
    let mut find = absence::Entity::find()
        .column(staff::Column::Name)
        .expr_as(deputy_name(), "deputy")
        .join(JoinType::InnerJoin, absence::Relation::Staff.def())
        .filter(scope::staff(by, Resource::Absence, Action::Read))
        .filter(recent);
    if let Some(after) = after {
        find = find.filter(absence::COLUMN.id.gt(after));
    }
    Ok(find.order_by(absence::Column::Id, Order::Asc).limit(limit + 1).into_model().all(db).await?)
}

fn deputy_name() -> Expr {
    Expr::cust("(SELECT d.name FROM staff d WHERE d.id = absence.deputy_id)")
}

/// One time away that the person may write.
pub async fn writable_absence(db: &impl ConnectionTrait, by: &Viewer, id: AbsenceId) -> Result<absence::Model> {
    absence::Entity::find_by_id(id)
        .join(JoinType::InnerJoin, absence::Relation::Staff.def())
        .filter(scope::staff(by, Resource::Absence, Action::Write))
        .one(db)
        .await
        .or_not_found()
}

/// One time away as pages show it.
pub async fn one_absence(db: &impl ConnectionTrait, id: AbsenceId) -> Result<AbsenceRow> {
    named_absence(id).into_model().one(db).await.or_not_found()
}

/// The same, if the person reads it.
pub async fn readable_absence(db: &impl ConnectionTrait, by: &Viewer, id: AbsenceId) -> Result<AbsenceRow> {
    let reached = named_absence(id).filter(scope::staff(by, Resource::Absence, Action::Read));
    reached.into_model().one(db).await.or_not_found()
}

fn named_absence(id: AbsenceId) -> Select<absence::Entity> {
    absence::Entity::find_by_id(id)
        .column(staff::Column::Name)
        .expr_as(deputy_name(), "deputy")
        .join(JoinType::InnerJoin, absence::Relation::Staff.def())
}

/// A staff member, for a choice.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Colleague {
    pub id: StaffId,
    pub name: String,
    /// Whether the person may say when that one is away.
    pub is_within: bool,
}

/// Everybody at work, by name.
pub async fn colleagues(db: &impl ConnectionTrait, by: &Viewer) -> Result<Vec<Colleague>> {
    let within = Expr::case(scope::staff(by, Resource::Absence, Action::Write), true).finally(false);
    let find = staff::Entity::find().expr_as(within, "is_within").filter(staff::COLUMN.active.eq(true));
    Ok(find.order_by(staff::Column::NameSort, Order::Asc).into_model().all(db).await?)
}

/// Makes sure that the person may say that a staff member is away: of others from today on.
pub async fn check_tells(act: Act<'_>, by: &Viewer, id: StaffId, from_on: NaiveDate) -> Result<()> {
    if id != by.staff_id && from_on < act.today() {
        return Err(Error::invalid("from_on", Code::AbsencePast));
    }
    let found = staff::Entity::find_by_id(id).filter(staff::COLUMN.active.eq(true)).filter(scope::staff(
        by,
        Resource::Absence,
        Action::Write,
    ));
    if found.count(act.tx).await? == 0 { Err(Error::invalid("staff_id", Code::FaultChoice)) } else { Ok(()) }
}

/// Notes that somebody is away.
pub async fn insert_absence(act: Act<'_>, of: StaffId, input: AbsenceInput) -> Result<absence::Model> {
    check_deputy(act, of, input.deputy_id).await?;
    let from_at = local_time::midnight(act.zone, input.from_on);
    let until_at = midnight_after(input.until_on, act.zone);
    let row = absence::Model {
        id: random::id(act.now),
        staff_id: of,
        kind: input.kind,
        from_at,
        until_at,
        deputy_id: input.deputy_id,
        begun_at: None,
        ended_at: None,
        created_by: act.who.staff(),
        created_at: act.now,
    };
    let row = absence::Model { from_at: free_from(act, &row).await?, ..row };
    row.clone().into_active_model().reset_all().insert(act.tx).await?;
    audit::changed(act, LoggedChange::of("absence.told", "staff", of)).await?;
    Ok(row)
}

/// The midnight that ends a last day.
fn midnight_after(last: Option<NaiveDate>, zone: Tz) -> Option<DateTime<Utc>> {
    last.and_then(|day| day.succ_opt()).map(|next| local_time::midnight(zone, next))
}

/// From when a time away holds beside the others of that person, which it may not overlap.
async fn free_from(act: Act<'_>, row: &absence::Model) -> Result<DateTime<Utc>> {
    let (mut from_at, until_at) = (row.from_at, row.until_at);
    let others = absence::COLUMN.staff_id.eq(row.staff_id).and(absence::COLUMN.id.ne(row.id));
    let mut overlaps = absence::Entity::find().filter(others).filter(
        Condition::any().add(absence::COLUMN.until_at.is_null()).add(
            Condition::all()
                .add(absence::COLUMN.until_at.gt(from_at))
                .add(Expr::col(absence::Column::UntilAt).gt(Expr::col(absence::Column::FromAt))),
        ),
    );
    if let Some(until) = until_at {
        overlaps = overlaps.filter(absence::COLUMN.from_at.lt(until));
    }
    // Who came back and is away again the same day is away from then on.
    for other in overlaps.all(act.tx).await? {
        let over = other.until_at.filter(|over| *over <= act.now && until_at.is_none_or(|until| *over < until));
        let Some(over) = over else { return Err(Error::invalid("from_on", Code::AbsenceOverlaps)) };
        from_at = Ord::max(from_at, over);
    }
    Ok(from_at)
}

/// A time away as it is changed: as if it had been told so at first by whoever changes it. The same where nothing differs.
pub fn changed_absence(act: Act<'_>, row: &absence::Model, input: AbsenceInput) -> absence::Model {
    let from_stays = local_time::day(act.zone, row.from_at) == input.from_on;
    let from_at = if from_stays { row.from_at } else { local_time::midnight(act.zone, input.from_on) };
    let until_stays = last_day(row.until_at, act.zone) == input.until_on;
    let until_at = if until_stays { row.until_at } else { midnight_after(input.until_on, act.zone) };
    let (kind, deputy_id) = (input.kind, input.deputy_id);
    let changed = absence::Model { kind, from_at, until_at, deputy_id, ..row.clone() };
    if changed == *row {
        return changed;
    }
    let begun_at = row.begun_at.filter(|_| from_at <= act.now);
    absence::Model { begun_at, ended_at: None, created_by: act.who.staff(), ..changed }
}

/// Writes a time away that is changed, where it fits.
pub async fn update_absence(act: Act<'_>, before: &absence::Model, changed: absence::Model) -> Result<absence::Model> {
    if changed.deputy_id != before.deputy_id {
        check_deputy(act, changed.staff_id, changed.deputy_id).await?;
    }
    let changed = absence::Model { from_at: free_from(act, &changed).await?, ..changed };
    changed.clone().into_active_model().reset_all().update(act.tx).await?;
    audit::changed(act, LoggedChange::of("absence.changed", "staff", changed.staff_id)).await?;
    Ok(changed)
}

/// Who stands in for somebody is somebody else, at work; and works with clients as that one does: the calls would go to nobody
/// else, and to none who may not know clients.
pub async fn check_deputy(act: Act<'_>, of: StaffId, deputy: Option<StaffId>) -> Result<()> {
    let Some(deputy) = deputy else { return Ok(()) };
    let is_there = staff::Entity::find_by_id(deputy).filter(staff::COLUMN.active.eq(true)).count(act.tx).await? > 0;
    if deputy == of || !is_there {
        return Err(Error::invalid("deputy_id", Code::FaultChoice));
    }
    if works_with_clients(act.tx, of).await? && !works_with_clients(act.tx, deputy).await? {
        return Err(Error::invalid("deputy_id", Code::AbsenceDeputyWithoutClients));
    }
    Ok(())
}

/// Ends a time away now, or before it begins.
pub async fn end_absence_now(act: Act<'_>, row: &absence::Model) -> Result<()> {
    let until = Ord::max(row.from_at, act.now);
    let ended = absence::ActiveModel { id: Set(row.id), until_at: Set(Some(until)), ..Default::default() };
    ended.update(act.tx).await?;
    audit::changed(act, LoggedChange::of("absence.ended", "staff", row.staff_id)).await
}

/// The times away that have begun or ended since anybody looked, the oldest first.
pub async fn absences_to_follow(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<absence::Model>> {
    let begins = Condition::all().add(absence::COLUMN.begun_at.is_null()).add(absence::COLUMN.from_at.lte(now));
    let ends = Condition::all().add(absence::COLUMN.ended_at.is_null()).add(absence::COLUMN.until_at.lte(now));
    Ok(absence::Entity::find()
        .filter(Condition::any().add(begins).add(ends))
        .order_by(absence::Column::FromAt, Order::Asc)
        .order_by(absence::Column::Id, Order::Asc)
        .all(db)
        .await?)
}

/// Notes what of a time away has been followed by now.
pub async fn set_followed(act: Act<'_>, row: &absence::Model) -> Result<()> {
    let begun = row.begun_at.or((row.from_at <= act.now).then_some(act.now));
    let is_over = row.until_at.is_some_and(|until| until <= act.now);
    let ended = row.ended_at.or(is_over.then_some(act.now));
    let followed = absence::ActiveModel {
        id: Set(row.id),
        begun_at: Set(if is_over { begun.or(Some(act.now)) } else { begun }),
        ended_at: Set(ended),
        ..Default::default()
    };
    followed.update(act.tx).await?;
    Ok(())
}

/// The time away of a person, of now or to come, that somebody else has told.
pub async fn told_by_another(db: &impl ConnectionTrait, of: StaffId, now: DateTime<Utc>) -> Result<Option<AbsenceRow>> {
    let goes_on = Condition::any().add(absence::COLUMN.until_at.is_null()).add(absence::COLUMN.until_at.gt(now));
    let find = absence::Entity::find()
        .column(staff::Column::Name)
        .expr_as(deputy_name(), "deputy")
        .join(JoinType::InnerJoin, absence::Relation::Staff.def())
        .filter(absence::COLUMN.staff_id.eq(of))
        .filter(absence::COLUMN.created_by.ne(of))
        .filter(goes_on);
    Ok(find.order_by(absence::Column::FromAt, Order::Asc).into_model().one(db).await?)
}

/// Whether a person supervises anybody, and so says when others are away.
pub fn supervises(by: &Viewer) -> bool {
    by.is(Role::Manager)
}
