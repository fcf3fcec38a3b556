//! Random rows, each a whole literal: a column that is added has to be given a value here.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use entity::id::{AbsenceId, GroupId, SessionId, StaffId, UnitId, VenueId};
use entity::list::{Aims, Dates, Languages};
use entity::state::{
    AbsenceKind, Aim, ContactChannel, GroupKind, GroupStatus, Language, LeaderRole, Openness, ReminderChoice, Role,
    SessionStatus, UnitKind,
};
use entity::{absence, approval, break_period, client, group, group_leader, season, session, staff, template, venue};
use piiri::local_time;
use piiri::people;
use piiri::random;
use piiri::text::sort::{search_key, sort_key};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IdenStatic, IntoActiveModel, Iterable, ModelTrait, QueryFilter,
    QueryOrder, Set,
};

use crate::support::TestApp;
use crate::support::app::noon;
use crate::support::chance::Chance;

/// The states in which a group is tried.
const STATES: [GroupStatus; 4] =
    [GroupStatus::Draft, GroupStatus::Returned, GroupStatus::Recruiting, GroupStatus::Running];

/// The longest line and the longest text that a form takes.
const LINE: usize = 200;
const TEXT: usize = 5000;

/// A row as its columns' names and values; those that tell when it was changed are left out.
pub type Columns = BTreeMap<String, String>;

/// The columns of a row, under a name for it.
pub fn columns<M: ModelTrait>(of: &str, row: &M) -> Columns {
    let all = <M::Entity as EntityTrait>::Column::iter().map(|column| (column.as_str().to_owned(), row.get(column)));
    all.filter(|(name, _)| !matches!(name.as_str(), "updated_at" | "changed_at" | "recorded_at"))
        .map(|(name, value)| (format!("{of}.{name}"), format!("{value:?}")))
        .collect()
}

/// The columns in which two states differ, with both values.
pub fn differences(before: &Columns, after: &Columns) -> Vec<String> {
    let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
    let differ = names.filter(|name| before.get(*name) != after.get(*name));
    differ.map(|name| format!("{name}: {:?} became {:?}", before.get(name), after.get(name))).collect()
}

/// What random rows name: also what is out of use.
pub struct World {
    pub test: TestApp,
    pub units: Vec<UnitId>,
    /// One that is open and one that is closed.
    pub venues: [VenueId; 2],
    /// One at work, and one whose account is closed.
    pub staff: [StaffId; 2],
    count: i32,
}

impl World {
    pub async fn new() -> Self {
        let test = TestApp::new().await;
        test.outbox().await;
        let unit = test.system(async |act| people::add_unit(act, Some(test.county), UnitKind::Unit, "Etelä").await);
        let units = vec![test.county, unit.await];
        let roles = [Role::Leader, Role::Worker];
        let stays = test.staff("Stays Here", &roles).await.id();
        let left = test.staff("Left Here", &roles).await.id();
        let tx = test.app.db.write().await.unwrap();
        let gone = staff::ActiveModel { id: Set(left), active: Set(false), ..Default::default() };
        gone.update(&tx).await.unwrap();
        tx.commit().await.unwrap();
        let mut world =
            Self { test, units, venues: [random::id(noon()), random::id(noon())], staff: [stays, left], count: 0 };
        let chance = &mut Chance(7);
        for (id, active) in world.venues.into_iter().zip([true, false]) {
            let row = venue::Model { id, active, ..world.venue(chance) };
            world.insert(row).await;
        }
        world
    }

    /// Writes a row as it is.
    pub async fn insert<M>(&self, row: M)
    where
        M: ModelTrait + IntoActiveModel<<<M as ModelTrait>::Entity as EntityTrait>::ActiveModel>,
    {
        let tx = self.test.app.db.write().await.unwrap();
        <M::Entity as EntityTrait>::insert(row.into_active_model().reset_all())
            .exec_without_returning(&tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    fn next(&mut self) -> i32 {
        self.count += 1;
        self.count
    }

    pub fn venue(&mut self, chance: &mut Chance) -> venue::Model {
        let name = chance.line(LINE);
        let municipality = chance.maybe(|chance| chance.line(LINE));
        venue::Model {
            id: random::id(noon()),
            unit_id: chance.maybe(|chance| chance.one(&self.units)),
            name_sort: sort_key(&name),
            name_search: search_key(&format!("{name} {}", municipality.as_deref().unwrap_or(""))),
            name,
            address: chance.maybe(|chance| chance.line(LINE)),
            municipality,
            capacity: chance.maybe(|chance| chance.number(1, 2000)),
            step_free: chance.yes(),
            access: chance.maybe(|chance| chance.words(TEXT)),
            directions: chance.maybe(|chance| chance.words(TEXT)),
            animals: chance.yes(),
            active: chance.yes(),
            contact_name: chance.maybe(|chance| chance.line(LINE)),
            contact_email: chance.yes().then(|| "o'neill+ä@esimerkki.example".to_owned()),
            contact_phone: chance.yes().then(|| "+358 (40) 123-4567".to_owned()),
            created_at: noon(),
            updated_at: noon(),
        }
    }

    /// A season of a year of its own: two don't overlap.
    pub fn season(&mut self, chance: &mut Chance) -> season::Model {
        let year = 1900 + self.next();
        let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        season::Model {
            id: random::id(noon()),
            name: chance.line(LINE),
            starts_on: day(1, 1),
            ends_on: if chance.yes() { day(1, 1) } else { day(12, 31) },
        }
    }

    pub fn pause(&mut self, chance: &mut Chance) -> break_period::Model {
        let starts_on = chance.day();
        break_period::Model {
            id: random::id(noon()),
            unit_id: chance.maybe(|chance| chance.one(&self.units)),
            name: chance.line(LINE),
            starts_on,
            ends_on: if chance.yes() { starts_on } else { starts_on + chrono::Days::new(9) },
        }
    }

    /// The only time away of a person, which goes on; who stands in may have left.
    pub async fn absence(&mut self, chance: &mut Chance, of: StaffId) -> AbsenceId {
        let tx = self.test.app.db.write().await.unwrap();
        absence::Entity::delete_many().filter(absence::COLUMN.staff_id.eq(of)).exec(&tx).await.unwrap();
        tx.commit().await.unwrap();
        // Who came back and is away again the same day is away from a moment of the day on.
        let moment = |days: i64, minutes: i32| noon() + chrono::TimeDelta::minutes(days * 24 * 60 + i64::from(minutes));
        let begins = i64::from(chance.number(-60, 20));
        let row = absence::Model {
            id: random::id(noon()),
            staff_id: of,
            kind: chance.one(AbsenceKind::ALL),
            from_at: moment(begins, chance.number(0, 300)),
            until_at: chance.maybe(|chance| moment(begins.max(0) + 1, chance.number(0, 9000))),
            deputy_id: chance.maybe(|chance| chance.one(&self.staff)).filter(|deputy| *deputy != of),
            begun_at: (begins < 0).then(noon),
            ended_at: None,
            created_by: Some(of),
            created_at: noon(),
        };
        let id = row.id;
        self.insert(row).await;
        id
    }

    /// A client of a worker.
    pub fn client(&mut self, chance: &mut Chance, worker: StaffId) -> client::Model {
        let name = chance.line(LINE);
        let channel = chance.one(ContactChannel::ALL);
        let protected = chance.yes();
        let (mail, phone) = (channel == ContactChannel::Email, channel == ContactChannel::Sms);
        client::Model {
            id: random::id(noon()),
            external_ref: chance.yes().then(|| format!("Ä-{}", self.next())),
            unit_id: self.test.county,
            given_name: given_name(&name),
            name_sort: sort_key(&name),
            name_search: search_key(&name),
            name,
            birth_year: chance.maybe(|chance| chance.number(1900, 2011)),
            language: chance.one(Language::ALL),
            municipality: chance.maybe(|chance| chance.line(LINE)),
            email: (mail || chance.yes()).then(|| "o'neill+ä@esimerkki.example".to_owned()),
            phone: (phone || chance.yes()).then(|| "+358 (40) 123-4567".to_owned()),
            postal_address: chance.maybe(|chance| chance.words(TEXT)),
            channel,
            reminders: chance.one(ReminderChoice::ALL),
            address_protection: protected,
            interpreter: chance.maybe(|chance| chance.line(LINE)),
            needs: chance.maybe(|chance| chance.words(TEXT)),
            contact_note: chance.maybe(|chance| chance.words(TEXT)),
            refused_address: None,
            key_worker_id: Some(worker),
            show_place: !protected && chance.yes(),
            deceased_on: chance.yes().then(|| NaiveDate::from_ymd_opt(2026, 10, 14).unwrap()),
            merged_into_id: None,
            erased_at: None,
            created_at: noon(),
            updated_at: noon(),
        }
    }

    pub fn group(&mut self, chance: &mut Chance, maker: StaffId) -> group::Model {
        let number = self.next();
        let (name, summary, audience) = (chance.line(LINE), chance.text(TEXT), chance.text(TEXT));
        let capacity = chance.number(1, 500);
        let languages = Some(chance.some(Language::ALL)).filter(|languages| !languages.is_empty());
        group::Model {
            id: random::id(noon()),
            code: if chance.yes() { format!("ABCDEFG-{number:04}") } else { format!("R{number}") },
            slug: format!("group-{number}"),
            name_sort: sort_key(&name),
            name_search: search_key(&name),
            card_search: Some(search_key(&[&*name, &*summary, &*audience].join(" "))),
            name,
            kind: chance.one(GroupKind::ALL),
            openness: chance.one(Openness::ALL),
            status: chance.one(&STATES),
            summary,
            audience,
            criteria: chance.text(TEXT),
            not_for: chance.text(TEXT),
            leads_to: chance.text(TEXT),
            aims: Aims(chance.some(Aim::ALL)),
            languages: Languages(languages.unwrap_or_else(|| vec![Language::Sv])),
            unit_id: chance.one(&self.units),
            municipality: chance.maybe(|chance| chance.line(LINE)),
            venue_id: chance.maybe(|chance| chance.one(&self.venues)),
            fallback_venue_id: chance.maybe(|chance| chance.one(&self.venues)),
            capacity,
            min_participants: chance.number(0, capacity),
            planned_minutes: chance.number(0, 300_000),
            budget_cents: chance.number(0, 100_000_000).into(),
            incentives: chance.text(TEXT),
            animals: chance.maybe(|chance| chance.line(LINE)),
            risk: chance.text(TEXT),
            project: chance.maybe(|chance| chance.line(LINE)),
            timezone: chance.one(&["Europe/Helsinki", "Europe/Stockholm"]).to_owned(),
            first_date: None,
            start_time: None,
            duration_minutes: chance.number(5, 1440),
            rrule: None,
            excluded_dates: Dates::default(),
            extra_dates: Dates::default(),
            skip_public_holidays: chance.yes(),
            skip_breaks: chance.yes(),
            decide_on: chance.maybe(Chance::day),
            cancel_code: None,
            status_reason: chance.maybe(|chance| chance.words(TEXT)),
            starts_at: None,
            ends_at: None,
            created_by: maker,
            created_at: noon(),
            updated_at: noon(),
            status_at: noon(),
            published_at: None,
            intake_closed_at: None,
            merged_into_id: None,
        }
    }

    /// Makes a person the leader of a group.
    pub async fn lead(&self, group_id: GroupId, staff_id: StaffId) {
        self.insert(group_leader::Model {
            group_id,
            staff_id,
            role: LeaderRole::Leader,
            position: 0,
            from_at: None,
            until_at: None,
        })
        .await;
    }

    /// A group with its leaders, in the order in which its form has their parts; as much is reserved for it as a form
    /// takes, so that nothing waits to be approved.
    pub async fn led_group(&mut self, chance: &mut Chance, leader: StaffId) -> GroupId {
        let row = self.group(chance, leader);
        let zone = local_time::zone_of(&row.timezone, piiri::config::ZONE);
        let group = row.id;
        self.insert(row).await;
        self.insert(approval::Model {
            id: random::id(noon()),
            group_id: group,
            submitted_by: leader,
            submitted_at: noon(),
            due_at: noon(),
            decided_by: None,
            decided_at: Some(noon()),
            approved: Some(true),
            reason: None,
            minutes: Some(i32::MAX),
            budget_cents: Some(i64::MAX),
            sessions: Some(i32::MAX),
        })
        .await;
        let mut parts = vec![(leader, LeaderRole::Leader)];
        let roles = [LeaderRole::CoLeader, LeaderRole::Substitute, LeaderRole::Trainee];
        let mut people: Vec<StaffId> = self.staff.into_iter().filter(|person| *person != leader).collect();
        for role in chance.some(&roles) {
            parts.extend(people.pop().map(|person| (person, role)));
        }
        for ((staff_id, role), position) in parts.into_iter().zip(0..) {
            let day = |day: NaiveDate| local_time::midnight(zone, day);
            let from_at = chance.maybe(Chance::day).map(day);
            let until_at = from_at.filter(|_| chance.yes()).map(|from| from + chrono::TimeDelta::days(14));
            let until_at = until_at.map(|until| day(local_time::day(zone, until)));
            // Whoever opens the form leads throughout.
            let (from_at, until_at) = if position == 0 { (None, None) } else { (from_at, until_at) };
            self.insert(group_leader::Model { group_id: group, staff_id, role, position, from_at, until_at }).await;
        }
        group
    }

    pub fn session(&mut self, chance: &mut Chance, group_id: GroupId) -> session::Model {
        let starts_at = noon() + chrono::TimeDelta::days(7);
        session::Model {
            id: random::id(noon()),
            group_id,
            number: 1,
            rule_date: None,
            added_at: None,
            starts_at,
            ends_at: starts_at + chrono::TimeDelta::minutes(95),
            timezone: "Europe/Helsinki".to_owned(),
            venue_id: chance.maybe(|chance| chance.one(&self.venues)),
            status: chance.one(&[SessionStatus::Planned, SessionStatus::Held]),
            plan: chance.maybe(|chance| chance.words(TEXT)),
            replaces_id: None,
            substitute_id: chance.maybe(|chance| chance.one(&self.staff)),
            moved: chance.yes(),
            cancel_code: None,
            cancel_note: chance.maybe(|chance| chance.words(TEXT)),
            without_animal: chance.yes(),
            head_count: chance.maybe(|chance| chance.number(0, 2000)),
            held_at: None,
            recorded_at: None,
            sequence: 3,
            changed_at: noon(),
            created_at: noon(),
        }
    }

    /// A group with a schedule and the sessions that it makes.
    pub async fn planned_group(&mut self, chance: &mut Chance, leader: StaffId) -> GroupId {
        let mut row = self.group(chance, leader);
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let rules = [
            "",
            "FREQ=WEEKLY;BYDAY=TU;COUNT=4",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=5",
            "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222",
            "FREQ=MONTHLY;BYDAY=1TU;COUNT=3",
        ];
        row.first_date = Some(day(3));
        row.start_time = NaiveTime::from_hms_opt(u32::try_from(chance.below(24)).unwrap(), 35, 0);
        row.rrule = Some(chance.one(&rules).to_owned());
        row.excluded_dates = Dates(chance.some(&[day(10), day(17)]));
        row.extra_dates = Dates(chance.some(&[day(13), day(20)]));
        row.duration_minutes = chance.number(5, 600);
        let group = row.id;
        self.insert(row).await;
        self.insert(group_leader::Model {
            group_id: group,
            staff_id: leader,
            role: LeaderRole::Leader,
            position: 0,
            from_at: None,
            until_at: None,
        })
        .await;
        group
    }

    /// A group with its leaders and sessions, as columns.
    pub async fn columns_of_group(&self, id: GroupId) -> Columns {
        let db = self.test.app.db.read();
        let mut all = columns("group", &group::Entity::find_by_id(id).one(db).await.unwrap().unwrap());
        let leaders = group_leader::Entity::find().filter(group_leader::COLUMN.group_id.eq(id));
        for (i, row) in leaders.order_by_asc(group_leader::Column::Position).all(db).await.unwrap().iter().enumerate() {
            all.extend(columns(&format!("leader {i}"), row));
        }
        let sessions = session::Entity::find().filter(session::COLUMN.group_id.eq(id));
        for row in sessions.all(db).await.unwrap() {
            all.extend(columns(&format!("session {}", row.number), &row));
        }
        all
    }

    pub async fn columns_of_session(&self, id: SessionId) -> Columns {
        columns("session", &session::Entity::find_by_id(id).one(self.test.app.db.read()).await.unwrap().unwrap())
    }
}

/// The first name, as a client's row has it.
fn given_name(name: &str) -> String {
    let given = name.split_once(',').map_or(name, |(_, given)| given);
    given.split_whitespace().next().unwrap_or(name).to_owned()
}

/// A random template.
pub fn template(chance: &mut Chance) -> template::Model {
    let capacity = chance.number(1, 500);
    template::Model {
        id: random::id(noon()),
        name: chance.line(LINE),
        kind: chance.one(GroupKind::ALL),
        openness: chance.one(Openness::ALL),
        summary: chance.text(TEXT),
        aims: Aims(chance.some(Aim::ALL)),
        audience: chance.text(TEXT),
        criteria: chance.text(TEXT),
        capacity,
        min_participants: chance.number(0, capacity),
        sessions: chance.number(1, 400),
        duration_minutes: chance.number(5, 1440),
        planned_minutes: chance.number(0, 300_000),
        budget_cents: chance.maybe(|chance| chance.number(0, 100_000_000).into()),
        incentives: chance.maybe(|chance| chance.words(TEXT)),
        risk: chance.maybe(|chance| chance.words(TEXT)),
        created_at: noon(),
    }
}
