//! What was exported is imported as it was, column by column.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use entity::id::{ClientId, StaffId};
use entity::state::{Channel, ImportKind, Role};
use entity::{client, group, group_leader, referral, session, venue};
use piiri::access::Actor;
use piiri::import::{self, Importer, Met};
use piiri::text::sort::{search_key, sort_key};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::rows::{Columns, World, columns, differences};
use crate::support::TestApp;
use crate::support::chance::Chance;
use crate::support::places::Plan;

/// A file of rows that have a value by the name of each column.
fn file(fields: &[&str], rows: &[BTreeMap<&str, String>]) -> Vec<u8> {
    let mut file = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    file.write_record(fields).unwrap();
    for row in rows {
        let cell =
            |field: &&str| row.get(*field).unwrap_or_else(|| panic!("{field} is imported: export it too")).clone();
        file.write_record(fields.iter().map(cell)).unwrap();
    }
    file.into_inner().unwrap()
}

async fn imported(test: &TestApp, kind: ImportKind, bytes: &[u8]) {
    let importer = Importer { who: Actor::System, skip_bad: false, met: &Met::default() };
    let report = test.system(async |act| import::import(act, &importer, kind, bytes).await).await;
    assert!(report.bad.is_empty(), "{:?}", report.bad);
}

/// What a file of clients says of one.
fn client_cells(row: &client::Model, worker: &str) -> BTreeMap<&'static str, String> {
    let words = |text: &Option<String>| text.clone().unwrap_or_default();
    BTreeMap::from([
        ("external_ref", words(&row.external_ref)),
        ("name", row.name.clone()),
        ("birth_year", row.birth_year.map(|year| year.to_string()).unwrap_or_default()),
        ("language", row.language.to_string()),
        ("municipality", words(&row.municipality)),
        ("phone", words(&row.phone)),
        ("email", words(&row.email)),
        ("postal_address", words(&row.postal_address)),
        ("channel", row.channel.to_string()),
        ("key_worker", worker.to_owned()),
        ("address_protection", if row.address_protection { "kyllä" } else { "ei" }.to_owned()),
    ])
}

/// The columns of a client that a file tells.
fn told(row: &client::Model) -> Columns {
    let names = "external_ref name birth_year language municipality phone email postal_address channel address_protection name_sort \
        name_search given_name";
    let mut all = columns("client", row);
    all.retain(|name, _| names.split(' ').any(|one| name.strip_prefix("client.") == Some(one)));
    all
}

#[tokio::test]
async fn clients_are_imported_as_they_were_exported() {
    let mut world = World::new().await;
    let wanda = world.test.staff("Wanda Worker", &[Role::Worker]).await;
    let email = wanda.staff.as_ref().unwrap().1.clone();
    let mut exported: Vec<client::Model> = (1..=12_u64)
        .map(|round| world.client(&mut Chance(0xA24B_AED4_963E_E407_u64.wrapping_mul(round)), wanda.id()))
        .collect();
    for (number, row) in exported.iter_mut().enumerate() {
        row.external_ref = Some(format!("Ä-{number:02}"));
    }
    let cells: Vec<_> = exported.iter().map(|row| client_cells(row, &email)).collect();
    imported(&world.test, ImportKind::Clients, &file(&import::fields(ImportKind::Clients), &cells)).await;
    let mut stand = client::Entity::find().all(world.test.app.db.read()).await.unwrap();
    stand.sort_by(|a, b| a.external_ref.cmp(&b.external_ref));
    assert_eq!(stand.len(), exported.len());
    for (row, stands) in exported.iter().zip(&stand) {
        assert_eq!(differences(&told(row), &told(stands)), Vec::<String>::new());
        assert_eq!(stands.key_worker_id, Some(wanda.id()));
    }
}

#[tokio::test]
async fn groups_are_imported_as_they_were_exported() {
    let mut world = World::new().await;
    let lena = world.test.staff("Lena Leader", &[Role::Leader]).await;
    let email = lena.staff.as_ref().unwrap().1.clone();
    let venue = venue::Model { name: "Kirjasto".to_owned(), active: true, ..world.venue(&mut Chance(3)) };
    let venue_id = venue.id;
    world.insert(venue).await;
    let mut chance = Chance(0x2545_F491_4F6C_DD1D);
    let mut exported = Vec::new();
    for number in 0..8 {
        let mut row = world.group(&mut chance, lena.id());
        row.name = format!("{} {number}", chance.line(150));
        (row.name_sort, row.name_search) = (sort_key(&row.name), search_key(&row.name));
        // No public holiday falls into these eight weeks.
        row.first_date = NaiveDate::from_ymd_opt(2027, 1, 11 + number);
        row.start_time = NaiveTime::from_hms_opt(9, 5 * number, 0);
        row.venue_id = chance.maybe(|_| venue_id);
        row.unit_id = chance.one(&world.units);
        row.duration_minutes = chance.number(5, 600);
        let from = chance.maybe(|_| NaiveDate::from_ymd_opt(2027, 1, 11 + number).unwrap());
        let until = chance.maybe(|_| NaiveDate::from_ymd_opt(2027, 2, 1 + number).unwrap());
        exported.push((row, 1 + number, [from, until]));
    }
    let cells = exported.iter().map(|(row, times, part)| {
        let mut cells = group_cells(&world, row, *times, &email);
        for (field, day) in ["leader_from", "leader_until"].into_iter().zip(part) {
            cells.insert(field, day.map(|day| day.format("%-d.%-m.%Y").to_string()).unwrap_or_default());
        }
        cells
    });
    let cells: Vec<_> = cells.collect();
    imported(&world.test, ImportKind::Groups, &file(&import::fields(ImportKind::Groups), &cells)).await;
    let db = world.test.app.db.read();
    for (row, times, part) in exported {
        let stands = group::Entity::find().filter(group::COLUMN.name.eq(&row.name)).one(db).await.unwrap().unwrap();
        assert_eq!(differences(&told_of_group(&row), &told_of_group(&stands)), Vec::<String>::new());
        let leads = group_leader::Entity::find().filter(group_leader::COLUMN.group_id.eq(stands.id));
        let leads = leads.all(db).await.unwrap();
        let [leads] = leads.as_slice() else { panic!("{leads:?}") };
        let day = |at: Option<chrono::DateTime<chrono::Utc>>| at.map(|at| world.test.app.day(at));
        let until = day(leads.until_at).and_then(|next| next.pred_opt());
        assert_eq!((leads.staff_id, [day(leads.from_at), until]), (lena.id(), part), "{}", row.name);
        let sessions = session::Entity::find().filter(session::COLUMN.group_id.eq(stands.id));
        assert_eq!(sessions.count(db).await.unwrap(), u64::from(times), "{}", row.name);
    }
}

/// What a file of groups says of one that meets so many times.
fn group_cells(world: &World, row: &group::Model, times: u32, leader: &str) -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        ("name", row.name.clone()),
        ("first_date", row.first_date.unwrap().format("%-d.%-m.%Y").to_string()),
        ("kind", row.kind.to_string()),
        ("unit", if row.unit_id == world.test.county { "Etelä-Savo" } else { "Etelä" }.to_owned()),
        ("venue", row.venue_id.map(|_| "Kirjasto".to_owned()).unwrap_or_default()),
        ("start_time", row.start_time.unwrap().format("%-H.%M").to_string()),
        ("duration_minutes", row.duration_minutes.to_string()),
        ("sessions", times.to_string()),
        ("capacity", row.capacity.to_string()),
        ("min_participants", row.min_participants.to_string()),
        ("leader", leader.to_owned()),
    ])
}

/// The columns of a group that a file tells.
fn told_of_group(row: &group::Model) -> Columns {
    let mut names = import::fields(ImportKind::Groups);
    names.extend(["name_sort", "name_search", "unit_id", "venue_id"]);
    let mut all = columns("group", row);
    all.retain(|name, _| names.iter().any(|one| name.strip_prefix("group.") == Some(one)));
    all
}

#[tokio::test]
async fn referrals_are_imported_as_they_were_exported() {
    let mut world = World::new().await;
    let wanda = world.test.staff("Wanda Worker", &[Role::Worker]).await;
    let email = wanda.staff.as_ref().unwrap().1.clone();
    let group_id = world.test.group("Pata porisee", world.staff[0], Plan::open(30)).await;
    let mut chance = Chance(0x5851_F42D_4C95_7F2D);
    let mut exported = Vec::new();
    for number in 1..=8_u32 {
        let client = client::Model {
            external_ref: Some(format!("Ä-{number}")),
            deceased_on: None,
            ..world.client(&mut chance, wanda.id())
        };
        let channels = Some(chance.some(Channel::ALL)).filter(|channels| !channels.is_empty());
        exported.push(Referred {
            client: client.id,
            cells: BTreeMap::from([
                ("external_ref", format!("Ä-{number}")),
                ("group", "Pata porisee".to_owned()),
                ("submitted_on", format!("{number}.10.2026")),
                ("reason", chance.text(5000)),
            ]),
            channels: channels.unwrap_or_else(|| vec![Channel::OwnWorker]),
            companion: chance.maybe(|_| wanda.id()),
        });
        world.insert(client).await;
    }
    let cells: Vec<_> = exported.iter().map(|one| one.whole(&email)).collect();
    imported(&world.test, ImportKind::Referrals, &file(&import::fields(ImportKind::Referrals), &cells)).await;
    let db = world.test.app.db.read();
    for one in exported {
        let stands = referral::Entity::find().filter(referral::COLUMN.client_id.eq(one.client));
        let stands = stands.one(db).await.unwrap().unwrap();
        assert_eq!((stands.group_id, &stands.reason), (group_id, &one.cells["reason"]));
        assert_eq!(stands.submitted_on.unwrap().format("%-d.%-m.%Y").to_string(), one.cells["submitted_on"]);
        assert_eq!((stands.channels.0, stands.accompany_staff_id), (one.channels, one.companion));
    }
}

/// A referral to be written to a file.
struct Referred {
    client: ClientId,
    cells: BTreeMap<&'static str, String>,
    channels: Vec<Channel>,
    companion: Option<StaffId>,
}

impl Referred {
    fn whole(&self, companion: &str) -> BTreeMap<&'static str, String> {
        let mut cells = self.cells.clone();
        let channels: Vec<String> = self.channels.iter().map(ToString::to_string).collect();
        cells.insert("channels", channels.join("|"));
        cells.insert("accompanied_by", self.companion.map(|_| companion.to_owned()).unwrap_or_default());
        cells
    }
}
