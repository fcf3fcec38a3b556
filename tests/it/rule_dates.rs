//! A database from before sessions knew the dates of their rule: what stands is told its date once, or left unknown.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Europe::Helsinki;
use entity::id::{GroupId, SessionId, StaffId, UnitId};
use entity::list::{Aims, Dates, Languages};
use entity::state::{CancelCode, GroupKind, GroupStatus, Openness, SessionStatus};
use entity::{group, session, setting, staff};
use piiri::cli::migrated;
use piiri::db::Db;
use piiri::local_time::instant;
use piiri::random;
use sea_orm::{DatabaseConnection, EntityTrait, FromQueryResult, QueryOrder, QuerySelect, Set};

use crate::support::app::{empty, noon};
use crate::support::old::{before, people};

const STEP: &str = "m0013_rule_date";

/// A session as it was written: its number, its local start, and what people did to it.
struct Old {
    number: i32,
    at: &'static str,
    moved: bool,
    status: SessionStatus,
    code: Option<CancelCode>,
    replaces: Option<SessionId>,
}

impl Old {
    const fn new(number: i32, at: &'static str) -> Self {
        Self { number, at, moved: false, status: SessionStatus::Planned, code: None, replaces: None }
    }

    const fn moved(number: i32, at: &'static str) -> Self {
        Self { moved: true, ..Self::new(number, at) }
    }

    async fn write(self, old: &DatabaseConnection, group: GroupId) -> SessionId {
        let id = random::id(noon());
        let local: NaiveDateTime = format!("{}T13:00:00", self.at).parse().unwrap();
        let starts_at = instant(Helsinki, local);
        let row = session::ActiveModel {
            id: Set(id),
            group_id: Set(group),
            number: Set(self.number),
            starts_at: Set(starts_at),
            ends_at: Set(starts_at + TimeDelta::hours(1)),
            timezone: Set("Europe/Helsinki".into()),
            status: Set(self.status),
            moved: Set(self.moved),
            cancel_code: Set(self.code),
            replaces_id: Set(self.replaces),
            without_animal: Set(false),
            sequence: Set(i32::from(self.moved)),
            changed_at: Set(noon()),
            created_at: Set(noon()),
            ..Default::default()
        };
        session::Entity::insert(row).exec_without_returning(old).await.unwrap();
        id
    }
}

/// A running group that meets on Thursdays at 13 from 26.11.2026 on, not on Christmas Eve.
pub async fn thursdays(old: &DatabaseConnection, code: &str, count: u8) -> GroupId {
    let (unit, staff) = people_of(old).await;
    let id = random::id(noon());
    let row = group::ActiveModel {
        id: Set(id),
        code: Set(code.into()),
        slug: Set(code.to_lowercase()),
        name: Set("Ruokapiiri".into()),
        name_sort: Set("ruokapiiri".into()),
        name_search: Set("ruokapiiri".into()),
        kind: Set(GroupKind::Functional),
        openness: Set(Openness::Closed),
        status: Set(GroupStatus::Running),
        summary: Set(String::new()),
        audience: Set(String::new()),
        criteria: Set(String::new()),
        not_for: Set(String::new()),
        leads_to: Set(String::new()),
        aims: Set(Aims::default()),
        languages: Set(Languages::default()),
        unit_id: Set(unit),
        capacity: Set(8),
        min_participants: Set(4),
        planned_minutes: Set(0),
        budget_cents: Set(0),
        incentives: Set(String::new()),
        risk: Set(String::new()),
        timezone: Set("Europe/Helsinki".into()),
        first_date: Set(Some(day("2026-11-26"))),
        start_time: Set("13:00:00".parse().ok()),
        duration_minutes: Set(60),
        rrule: Set(Some(format!("FREQ=WEEKLY;BYDAY=TH;COUNT={count}"))),
        excluded_dates: Set(Dates::default()),
        extra_dates: Set(Dates::default()),
        skip_public_holidays: Set(true),
        skip_breaks: Set(true),
        created_by: Set(staff),
        created_at: Set(noon()),
        updated_at: Set(noon()),
        status_at: Set(noon()),
        ..Default::default()
    };
    group::Entity::insert(row).exec_without_returning(old).await.unwrap();
    id
}

async fn people_of(old: &DatabaseConnection) -> (UnitId, StaffId) {
    // Only columns that staff had then.
    let known = staff::Entity::find().select_only().columns([staff::Column::UnitId, staff::Column::Id]);
    match known.into_tuple().one(old).await.unwrap() {
        Some(known) => known,
        None => people(old).await,
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// What people and calendars hold on to of a session.
#[derive(Debug, PartialEq, FromQueryResult)]
struct HeldOnTo {
    id: SessionId,
    starts_at: DateTime<Utc>,
    status: SessionStatus,
    number: i32,
    sequence: i32,
    moved: bool,
}

/// The rows by the columns that the older schema has as well.
async fn held_on_to(db: &DatabaseConnection) -> Vec<HeldOnTo> {
    use session::Column::{Id, Moved, Number, Sequence, StartsAt, Status};
    let find = session::Entity::find().select_only().columns([Id, StartsAt, Status, Number, Sequence, Moved]);
    find.order_by_asc(Id).into_model().all(db).await.unwrap()
}

async fn stand(db: &Db) -> Vec<session::Model> {
    session::Entity::find().all(db.read()).await.unwrap()
}

#[tokio::test]
async fn an_older_database_learns_the_dates_that_its_rules_gave_once_and_keeps_every_row() {
    let (url, _database) = empty().await;
    let old = before(&url, STEP).await;
    let group = thursdays(&old, "G01", 6).await;
    let mut rows = Vec::new();
    for one in [
        Old { status: SessionStatus::Held, ..Old::new(1, "2026-11-26") },
        Old::moved(2, "2026-12-04"),
        Old { status: SessionStatus::Cancelled, code: Some(CancelCode::LeaderIll), ..Old::new(3, "2026-12-10") },
        Old::new(4, "2026-12-17"),
        Old { status: SessionStatus::Cancelled, code: Some(CancelCode::Weather), ..Old::moved(5, "2026-12-30") },
        Old::new(6, "2027-01-07"),
        Old::new(7, "2027-01-09"),
    ] {
        rows.push(one.write(&old, group).await);
    }
    rows.push(Old { replaces: Some(rows[2]), ..Old::new(8, "2027-01-14") }.write(&old, group).await);
    let unclear = thursdays(&old, "G02", 2).await;
    let mut others = Vec::new();
    for one in [Old::new(1, "2026-11-26"), Old::moved(2, "2026-12-08"), Old::moved(3, "2026-12-09")] {
        others.push(one.write(&old, unclear).await);
    }
    let before = held_on_to(&old).await;
    old.close().await.unwrap();

    let db = migrated(&url, Helsinki).await.unwrap();
    let told = stand(&db).await;
    assert_eq!(held_on_to(db.read()).await, before, "UIDs, times and hand-made changes stay");
    let date = |id: &SessionId| told.iter().find(|row| row.id == *id).unwrap().rule_date;
    let dates = ["2026-11-26", "2026-12-03", "2026-12-10", "2026-12-17", "2026-12-31", "2027-01-07"].map(day);
    let expected: Vec<_> = dates.into_iter().map(Some).chain([None, None]).collect();
    assert_eq!(rows.iter().map(date).collect::<Vec<_>>(), expected, "Christmas Eve has none; what was added has none");
    assert_eq!(others.iter().map(date).collect::<Vec<_>>(), [Some(dates[0]), None, None], "nothing is guessed");
    let added: Vec<_> = told.iter().filter(|row| row.added_at.is_some()).map(|row| row.id).collect();
    assert_eq!(added, [rows[7]], "what stands for a cancelled one was added for sure");

    let again = migrated(&url, Helsinki).await.unwrap();
    assert_eq!(stand(&again).await, told, "once");
    again.close().await.unwrap();
    assert!(setting::Entity::find().one(db.read()).await.unwrap().is_none());
    db.close().await.unwrap();
}

#[tokio::test]
async fn a_new_database_has_nothing_to_fill() {
    let (url, _database) = empty().await;
    let db = migrated(&url, Helsinki).await.unwrap();
    assert!(setting::Entity::find().one(db.read()).await.unwrap().is_none());
    db.close().await.unwrap();
}
