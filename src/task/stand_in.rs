//! Who does it while somebody is away: whoever that person named, else the supervisor. One answer for every task and
//! every mail.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Datelike, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use entity::id::{StaffId, UnitId};
use entity::list::WorkDays;
use entity::state::{TaskKind, WorkDay};
use entity::{absence, client, staff, task};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use super::whom::Managers;
use crate::access::Act;
use crate::access::at_work::{away, lasts};
use crate::error::Result;
use crate::local_time;

/// The most people who are asked one after the other whether they are there.
const MOST: usize = 8;

/// Whoever does it in somebody's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandIn {
    pub by: StaffId,
    /// Who does what is about a protected client: whom somebody else than the missing one named knows none.
    pub of_protected: StaffId,
    /// Whether the other is away, rather than only after work: then it goes back afterwards.
    pub for_away: bool,
}

/// By when something is to be done, and where the hours of work are counted.
#[derive(Clone, Copy, Debug)]
pub struct Deadline {
    pub due: DateTime<Utc>,
    pub zone: Tz,
}

impl StandIn {
    /// Who does what a row (`task`) asks.
    pub fn of_row(&self) -> Expr {
        let protected = Query::select()
            .column(client::Column::Id)
            .from(client::Entity)
            .and_where(client::Column::AddressProtection.eq(true))
            .take();
        if self.by == self.of_protected {
            return Expr::value(self.by);
        }
        let is_protected = Expr::col(task::Column::ClientId).in_subquery(protected);
        Expr::case(is_protected, self.of_protected).finally(self.by).into()
    }
}

/// Who has named a deputy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Naming {
    /// Whoever told that the person is away.
    ByAnybody,
    /// Nobody but the person.
    BySelf,
}

/// Whom somebody who is away is to be stood in for by, for that time.
struct NamedDeputy {
    id: StaffId,
    by_self: bool,
}

/// A staff member, as far as it says whether that person is there.
#[derive(Clone, Debug, FromQueryResult)]
struct Presence {
    id: StaffId,
    unit_id: UnitId,
    active: bool,
    deputy_id: Option<StaffId>,
    work_days: Option<WorkDays>,
    work_from: Option<NaiveTime>,
    work_until: Option<NaiveTime>,
    is_away: bool,
}

/// Who stands in for which of these people now; whoever is there, or has nobody who is, is not in it. With a deadline,
/// who does not work before it counts as not there.
pub async fn stand_ins(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    people: &[StaffId],
    deadline: Option<Deadline>,
) -> Result<HashMap<StaffId, StandIn>> {
    let asked: HashSet<StaffId> = people.iter().copied().collect();
    let rows = presences(db, now, Condition::all().add(staff::COLUMN.id.is_in(asked))).await?;
    let missing: Vec<&Presence> = rows.iter().filter(|one| one.active && !one.is_there(now, deadline)).collect();
    if missing.is_empty() {
        return Ok(HashMap::new());
    }
    let house = House::read(db, now).await?;
    let found = missing.into_iter().filter_map(|one| {
        let by = house.in_place_of(one, now, deadline, Naming::ByAnybody)?;
        // Where nobody may know, it waits for the one who does.
        let of_protected = house.in_place_of(one, now, deadline, Naming::BySelf).unwrap_or(one.id);
        Some((one.id, StandIn { by, of_protected, for_away: one.is_away }))
    });
    Ok(found.collect())
}

/// The person, or whoever stands in while that one is away.
pub async fn or_stand_in(db: &impl ConnectionTrait, now: DateTime<Utc>, person: StaffId) -> Result<StaffId> {
    Ok(stand_ins(db, now, &[person], None).await?.get(&person).map_or(person, |one| one.by))
}

/// Who is asked next for what a person has not done: whoever would stand in if that one were away.
pub async fn next_after(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    undone: &task::Model,
) -> Result<Option<StaffId>> {
    let is_protected = match undone.client_id {
        Some(client) => client::Entity::find_by_id(client).one(db).await?.is_some_and(|row| row.address_protection),
        None => false,
    };
    let naming = if is_protected { Naming::BySelf } else { Naming::ByAnybody };
    let rows = presences(db, now, Condition::all().add(staff::COLUMN.id.eq(undone.staff_id))).await?;
    let Some(one) = rows.first() else { return Ok(None) };
    Ok(House::read(db, now).await?.in_place_of(one, now, None, naming))
}

/// Gives a person's open tasks to whoever stands in while the person is away, and what of them is still undone back once
/// the person is there again. What each of several people was asked for stays.
pub async fn follow_absence(act: Act<'_>, person: StaffId) -> Result<()> {
    let mut homes: Vec<StaffId> = task::Entity::find()
        .select_only()
        .column(task::Column::HomeId)
        .filter(task::COLUMN.staff_id.eq(person))
        .filter(task::COLUMN.home_id.is_not_null())
        .filter(task::COLUMN.done_at.is_null())
        .distinct()
        .into_tuple::<Option<StaffId>>()
        .all(act.tx)
        .await?
        .into_iter()
        .flatten()
        .collect();
    homes.push(person);
    let found = stand_ins(act.tx, act.now, &homes, None).await?;
    for home in homes {
        let own = Condition::all().add(task::COLUMN.staff_id.eq(home)).add(task::COLUMN.home_id.is_null());
        let theirs = Condition::any().add(own).add(task::COLUMN.home_id.eq(home));
        let open = task::Entity::update_many()
            .filter(theirs)
            .filter(task::COLUMN.kind.ne(TaskKind::ConfirmRole))
            .filter(task::COLUMN.done_at.is_null());
        let found = found.get(&home);
        open.col_expr(task::Column::StaffId, found.map_or(Expr::value(home), StandIn::of_row))
            .col_expr(task::Column::HomeId, Expr::value(found.map(|_| home)))
            .exec(act.tx)
            .await?;
    }
    Ok(())
}

async fn presences(db: &impl ConnectionTrait, now: DateTime<Utc>, which: Condition) -> Result<Vec<Presence>> {
    use staff::Column::{Active, DeputyId, Id, UnitId, WorkDays, WorkFrom, WorkUntil};
    Ok(staff::Entity::find()
        .select_only()
        .columns([Id, UnitId, Active, DeputyId, WorkDays, WorkFrom, WorkUntil])
        .expr_as(Expr::case(Id.in_subquery(away(now)), true).finally(false), "is_away")
        .filter(which)
        .into_model()
        .all(db)
        .await?)
}

impl Presence {
    fn is_there(&self, now: DateTime<Utc>, deadline: Option<Deadline>) -> bool {
        self.active && !self.is_away && deadline.is_none_or(|deadline| self.works_before(now, deadline))
    }

    /// Whether any hour of work lies between now and the deadline; of who has told none, any hour is one.
    fn works_before(&self, now: DateTime<Utc>, Deadline { due, zone }: Deadline) -> bool {
        if due <= now || due - now > TimeDelta::days(7) {
            return true;
        }
        let from = self.work_from.unwrap_or(NaiveTime::MIN);
        let first = local_time::day(zone, now);
        let days = first.iter_days().take_while(|day| *day <= local_time::day(zone, due));
        let mut worked = days.filter(|day| self.works_on(day.weekday()));
        worked.any(|day| {
            let begins = local_time::instant(zone, day.and_time(from));
            let ends = match self.work_until {
                Some(until) => local_time::instant(zone, day.and_time(until)),
                None => local_time::midnight(zone, day.succ_opt().unwrap_or(day)),
            };
            Ord::max(begins, now) < Ord::min(ends, due)
        })
    }

    fn works_on(&self, day: Weekday) -> bool {
        let day = WorkDay::ALL[day.num_days_from_monday() as usize];
        self.work_days.as_ref().is_none_or(|days| days.0.is_empty() || days.0.contains(&day))
    }
}

/// Everybody, read once when somebody is missing.
struct House {
    people: HashMap<StaffId, Presence>,
    /// Whom those who are away named for that time.
    named: HashMap<StaffId, NamedDeputy>,
    managers: Managers,
}

impl House {
    async fn read(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Self> {
        let people = presences(db, now, Condition::all().add(staff::COLUMN.active.eq(true))).await?;
        let absences = absence::Entity::find().filter(lasts(now)).all(db).await?;
        Ok(Self {
            people: people.into_iter().map(|one| (one.id, one)).collect(),
            named: absences.into_iter().filter_map(NamedDeputy::of).collect(),
            managers: Managers::read(db).await?,
        })
    }

    /// The deputy, else the deputy's deputy, and so on; else the nearest supervisor who is there.
    fn in_place_of(
        &self,
        missing: &Presence,
        now: DateTime<Utc>,
        deadline: Option<Deadline>,
        naming: Naming,
    ) -> Option<StaffId> {
        let is_there = |id: StaffId| self.people.get(&id).is_some_and(|one| one.is_there(now, deadline));
        let mut seen = vec![missing.id];
        let mut next = self.deputy_of(missing, naming);
        while let Some(deputy) = next.filter(|deputy| !seen.contains(deputy) && seen.len() < MOST) {
            if is_there(deputy) {
                return Some(deputy);
            }
            seen.push(deputy);
            next = self.people.get(&deputy).and_then(|one| self.deputy_of(one, naming));
        }
        self.managers.nearest_of(missing.unit_id, |id| id != missing.id && is_there(id))
    }

    fn deputy_of(&self, person: &Presence, naming: Naming) -> Option<StaffId> {
        let Some(named) = self.named.get(&person.id) else { return person.deputy_id };
        (named.by_self || naming == Naming::ByAnybody).then_some(named.id)
    }
}

impl NamedDeputy {
    fn of(row: absence::Model) -> Option<(StaffId, Self)> {
        let by_self = row.created_by == Some(row.staff_id);
        row.deputy_id.map(|id| (row.staff_id, Self { id, by_self }))
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Helsinki;
    use uuid::Uuid;

    use super::*;

    fn at(moment: &str) -> DateTime<Utc> {
        moment.parse().unwrap()
    }

    fn works(days: &[WorkDay], hours: Option<[u32; 2]>) -> Presence {
        let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0);
        Presence {
            id: StaffId(Uuid::nil()),
            unit_id: UnitId(Uuid::nil()),
            active: true,
            deputy_id: None,
            work_days: Some(WorkDays(days.to_vec())),
            work_from: hours.and_then(|hours| time(hours[0])),
            work_until: hours.and_then(|hours| time(hours[1])),
            is_away: false,
        }
    }

    #[test]
    fn who_does_not_work_before_it_is_due_is_not_there_for_it() {
        let weekdays = [WorkDay::Monday, WorkDay::Tuesday, WorkDay::Wednesday, WorkDay::Thursday, WorkDay::Friday];
        let office = works(&weekdays, Some([8, 16]));
        let there = |now, due| office.is_there(at(now), Some(Deadline { due: at(due), zone: Helsinki }));
        // Wednesday 14.10. in Helsinki, three hours ahead of UTC.
        assert!(there("2026-10-14T09:00:00Z", "2026-10-14T12:00:00Z"));
        assert!(!there("2026-10-14T13:30:00Z", "2026-10-14T18:00:00Z"), "after four");
        assert!(there("2026-10-14T13:30:00Z", "2026-10-15T06:00:00Z"), "the next morning is early enough");
        assert!(!there("2026-10-16T14:00:00Z", "2026-10-18T12:00:00Z"), "a weekend");
        assert!(there("2026-10-16T14:00:00Z", "2026-10-30T12:00:00Z"));
        let any = works(&[], None);
        let soon = Deadline { due: at("2026-10-18T01:00:00Z"), zone: Helsinki };
        assert!(any.is_there(at("2026-10-18T00:00:00Z"), Some(soon)), "who told no hours works at any");
    }
}
