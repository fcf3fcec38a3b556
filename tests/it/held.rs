//! What the database holds of a client: every column of it is on one list, in the export, and gone after an erasure, from
//! the bytes of the file too.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::{Method, StatusCode};
use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{ClientId, StaffId};
use entity::state::{
    ContactChannel, ImportKind, ImportPhase, IncidentKind, Language, MessageKind, OfferStatus, RefusalGround, Role,
};
use entity::{
    client, import_run, incident, offer, once_key, pair_rule, participation, referral, referral_note, session, waiting,
};
use piiri::access::{Act, Actor as By};
use piiri::data_rights::{HELD, HeldTable, NOTHING};
use piiri::db::sqlite_path;
use piiri::merge::Merge;
use piiri::notify;
use piiri::people::client::new_link;
use piiri::random;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, Set, Statement};
use serde_json::json;

use crate::support::{TestApp, record};

/// Stands in whatever was said of the client.
const MARK: &str = "wkqv";

/// The columns of each table, and whether they hold text.
async fn columns(test: &TestApp) -> BTreeMap<String, BTreeMap<String, bool>> {
    let db = &test.app.db;
    let sql = if db.is_sqlite() {
        "SELECT m.name, p.name, LOWER(p.type) FROM sqlite_master m, pragma_table_info(m.name) p \
         WHERE m.type = 'table' AND m.name NOT LIKE 'seaql%' AND m.name NOT LIKE 'sqlite%'"
    } else {
        "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns \
         WHERE table_schema = 'public' AND table_name NOT LIKE 'seaql%'"
    };
    let rows = db.read().query_all_raw(Statement::from_string(db.read().get_database_backend(), sql)).await.unwrap();
    let mut tables: BTreeMap<String, BTreeMap<String, bool>> = BTreeMap::new();
    for row in rows {
        let [table, column, kind] = [0, 1, 2].map(|at| row.try_get_by_index::<String>(at).unwrap());
        let is_text = kind.contains("char") || kind.contains("text");
        tables.entry(table).or_default().insert(column, is_text);
    }
    tables
}

fn all(table: &HeldTable) -> impl Iterator<Item = &'static str> {
    [table.words, table.keys, table.facts, table.left_out].into_iter().flatten().copied()
}

#[tokio::test]
async fn every_table_and_column_is_said_to_hold_something_of_a_client_or_nothing() {
    let test = TestApp::new().await;
    let stand = columns(&test).await;
    let named: Vec<&str> = HELD.iter().map(|table| table.name).chain(NOTHING.iter().copied()).collect();
    let tables: BTreeSet<&str> = stand.keys().map(String::as_str).collect();
    assert_eq!(tables, named.iter().copied().collect(), "a table stands in `data_rights/held.rs` once");
    assert_eq!(named.len(), tables.len());
    for table in HELD {
        let said: Vec<&str> = all(table).collect();
        let columns: BTreeSet<&str> = stand[table.name].keys().map(String::as_str).collect();
        assert_eq!(said.iter().copied().collect::<BTreeSet<_>>(), columns, "the columns of {}", table.name);
        assert_eq!(said.len(), columns.len(), "{} says each column once", table.name);
    }
    for table in NOTHING {
        let of_client: Vec<&String> = stand[*table].keys().filter(|column| column.contains("client")).collect();
        assert!(of_client.is_empty(), "{table} has {of_client:?}, so it holds something of a client");
    }
}

/// A client of whom every table tells something, marked in every column that holds words.
struct Marked {
    test: TestApp,
    client: ClientId,
    marks: Vec<(String, bool)>,
}

async fn marked() -> Marked {
    let test = TestApp::new().await;
    test.outbox().await;
    let worker = test.staff("Will Worker", &[Role::Worker, Role::Leader]).await;
    let [client, other] = [test.client("Aino Oma", worker.id()).await, test.client("Muu Henkilö", worker.id()).await];
    record::fill(&test, &worker, client).await;
    test.system(async |act| {
        relate(act, worker.id(), Merge { kept: client, gone: other }).await;
        repeat(act, client).await;
        finished_import(act.now).insert(act.tx).await.unwrap();
        Ok(())
    })
    .await;
    let marks = mark(&test, client).await;
    Marked { test, client, marks }
}

/// What somebody keeps of the client beside `record::fill`: a rule about another, and what befell the client.
async fn relate(act: Act<'_>, worker: StaffId, both: Merge) {
    let (client, other, now) = (both.kept, both.gone, act.now);
    let rule = pair_rule::ActiveModel {
        id: Set(random::id(now)),
        client_a_id: Set(Ord::min(client, other)),
        client_b_id: Set(Ord::max(client, other)),
        reason: Set(String::new()),
        created_by: Set(worker),
        created_at: Set(now),
    };
    rule.insert(act.tx).await.unwrap();
    let session = session::Entity::find().one(act.tx).await.unwrap().unwrap();
    let id = random::id(now);
    let incident = incident::ActiveModel {
        id: Set(id),
        origin_id: Set(id),
        client_id: Set(client),
        session_id: Set(session.id),
        group_id: Set(session.group_id),
        kind: Set(IncidentKind::NotToday),
        what: Set(String::new()),
        done: Set(None),
        recorded_at: Set(now),
        recorded_by: Set(worker),
    };
    incident.insert(act.tx).await.unwrap();
    let referral = referral::Entity::find().one(act.tx).await.unwrap().unwrap();
    let note = referral_note::ActiveModel {
        id: Set(random::id(now)),
        referral_id: Set(referral.id),
        status: Set(referral.status),
        words: Set(String::new()),
        noted_at: Set(now),
        noted_by: Set(Some(worker)),
    };
    note.insert(act.tx).await.unwrap();
}

/// What acts have led to that was done once.
async fn repeat(act: Act<'_>, client: ClientId) {
    let now = act.now;
    let own = new_link(act, client, now + TimeDelta::days(9)).await.unwrap();
    for (n, location) in [format!("/clients/{client}"), format!("/me/{own}/data")].into_iter().enumerate() {
        let outcome = once_key::ActiveModel {
            id: Set(format!("key {n}")),
            body_hash: Set(String::new()),
            status: Set(303),
            location: Set(Some(location)),
            flash: Set(Some(format!("{MARK} outcome"))),
            created_at: Set(now),
        };
        outcome.insert(act.tx).await.unwrap();
    }
}

/// An import that is over, whose faults repeat what stood in its cells.
fn finished_import(now: DateTime<Utc>) -> import_run::ActiveModel {
    import_run::ActiveModel {
        id: Set(random::id(now)),
        staff_id: Set(None),
        kind: Set(ImportKind::Clients),
        phase: Set(ImportPhase::Done),
        dry_run: Set(true),
        skip_bad: Set(false),
        file: Set(None),
        sheet: Set(None),
        rows: Set(1),
        cursor: Set(1),
        added: Set(0),
        standing: Set(0),
        faulty: Set(1),
        faults: Set(format!("[\"{MARK} fault\"]")),
        layout: Set(None),
        created_at: Set(now),
        lease_until: Set(now),
        finished_at: Set(Some(now)),
    }
}

/// Writes a mark into every word and key of the client, and ends what still needs the client's data; the marks, and
/// whether the export is to show them.
async fn mark(test: &TestApp, id: ClientId) -> Vec<(String, bool)> {
    let stand = columns(test).await;
    let mut marks = Vec::new();
    let tx = test.app.db.write().await.unwrap();
    for table in HELD {
        for (column, is_shown) in
            table.words.iter().map(|name| (name, true)).chain(table.keys.iter().map(|name| (name, false)))
        {
            if !stand[table.name][*column] {
                continue;
            }
            let mark = format!("{MARK} {} {column}", table.name);
            let whose = match table.name {
                "client" => Expr::col("id").eq(id),
                name if stand[name].contains_key("client_id") => Expr::col("client_id").eq(id),
                _ => Expr::value(1).eq(1),
            };
            let update = Query::update()
                .table(Alias::new(table.name))
                .value(Alias::new(*column), mark.as_str())
                .and_where(whose)
                .take();
            let changed = tx.execute(&update).await.unwrap().rows_affected();
            assert!(changed > 0, "`record::fill` gives the client no row of {}", table.name);
            marks.push((mark, is_shown));
        }
    }
    let row = client::ActiveModel {
        id: Set(id),
        channel: Set(ContactChannel::Email),
        email: Set(Some(format!("{MARK}@piiri.example"))),
        birth_year: Set(Some(1961)),
        ..Default::default()
    };
    row.update(&*tx).await.unwrap();
    marks.retain(|(mark, _)| !mark.ends_with("client email"));
    participation::Entity::update_many()
        .col_expr(participation::Column::Active, Expr::value(false))
        .exec(&*tx)
        .await
        .unwrap();
    waiting::Entity::update_many().col_expr(waiting::Column::Active, Expr::value(false)).exec(&*tx).await.unwrap();
    offer::Entity::update_many()
        .col_expr(offer::Column::Status, Expr::value(OfferStatus::Withdrawn))
        .exec(&*tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    marks
}

/// Where the database still says it: in which tables, and on SQLite in which bytes of its files.
async fn left(test: &TestApp) -> Vec<String> {
    let db = &test.app.db;
    if let Some(path) = sqlite_path(&test.app.config.database) {
        let mut found = Vec::new();
        for end in ["", "-wal"] {
            let bytes = std::fs::read(format!("{}{end}", path.display())).unwrap_or_default();
            for at in (0..bytes.len()).filter(|at| bytes[*at..].starts_with(MARK.as_bytes())) {
                let text = String::from_utf8_lossy(&bytes[at..bytes.len().min(at + 40)]).into_owned();
                found.push(format!("{end} {at}: {text:?}"));
            }
        }
        return found;
    }
    let mut found = Vec::new();
    for table in columns(test).await.keys() {
        let sql = format!("SELECT CAST(t AS text) FROM \"{table}\" t");
        let rows =
            db.read().query_all_raw(Statement::from_string(db.read().get_database_backend(), sql)).await.unwrap();
        let texts = rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap());
        found.extend(texts.filter(|text| text.contains(MARK)).map(|text| format!("{table}: {text}")));
    }
    found
}

#[tokio::test]
async fn the_export_shows_every_word_and_no_key() {
    let Marked { test, client, marks } = marked().await;
    let dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let held = dora.api(Method::GET, &format!("/clients/{client}/export"), None).await.json.to_string();
    let missing: Vec<&str> = marks
        .iter()
        .filter(|(mark, is_shown)| held.contains(mark) != *is_shown)
        .map(|(mark, _)| mark.as_str())
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
    let held: serde_json::Value = serde_json::from_str(&held).unwrap();
    assert_eq!(held["client"]["birth_year"], 1961);
    assert_eq!(held["pair_rules"].as_array().unwrap().len(), 1, "that there is a rule, not what it says of whom");
    assert!(held["referrals"].as_array().unwrap().iter().any(|row| !row["accompany_session"].is_string()));
    assert!(held["rating_requests"].is_array() && held["queue_and_offers"]["offers"][0].get("contact_tries").is_some());
}

#[tokio::test]
async fn an_erasure_leaves_no_word_in_any_column_nor_byte_and_the_client_hears_of_it_by_the_old_address() {
    let Marked { test, client, .. } = marked().await;
    test.app.db.empty_log().await.unwrap();
    assert!(left(&test).await.len() > HELD.len(), "the search finds what stands");
    let dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let erased = dora.api(Method::POST, &format!("/clients/{client}/erasure"), None).await;
    assert_eq!(erased.status, StatusCode::NO_CONTENT, "{}", erased.json);
    notify::deliver(&test.app, test.app.clock.now()).await.unwrap();
    let mails = test.app.mailer.kept();
    let mail = mails.iter().find(|mail| mail.to == format!("{MARK}@piiri.example")).expect("the client is told");
    assert!(mail.body.contains("poistaneet tietosi, kuten pyysit"), "{}", mail.body);
    assert!(test.app.db.empty_log().await.unwrap(), "nobody reads");
    let left = left(&test).await;
    assert!(left.is_empty(), "{left:#?}");
    let row = client::Entity::find_by_id(client).one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!((row.birth_year, row.name.as_str()), (None, "–"));
    assert!(once_key::Entity::find_by_id("key 0").one(test.app.db.read()).await.unwrap().is_none());
}

#[tokio::test]
async fn who_is_reached_by_no_message_is_told_by_the_officer_who_is_told_so_before_and_after() {
    let test = TestApp::new().await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let client = test.client("Aino Oma", worker.id()).await;
    let mut dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let path = format!("/log/{client}");
    assert!(dora.get(&path).await.text().contains("No message can be sent to this client"));
    let page = dora.submit(&path, &[("erase_ground", "retention_over")]).await;
    assert!(page.text().contains("tell the client yourself"), "{}", page.text());
    assert!(page.all("form[action$='/erasure']").is_empty(), "who is erased is not erased again");
    let log = dora.api(Method::GET, &format!("/clients/{client}/export"), None).await.json;
    let erased = log["changes"].as_array().unwrap().iter().find(|row| row["act"] == "client.erased").unwrap();
    assert_eq!(erased["details"]["ground"], "retention_over");
}

#[tokio::test]
async fn a_refusal_is_told_to_the_client_with_its_ground_and_logged() {
    let test = TestApp::new().await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let mut dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    for ground in RefusalGround::ALL {
        let client = test.client("Aino Oma", worker.id()).await;
        test.act(By::System, async |act| {
            let row = client::ActiveModel {
                id: Set(client),
                channel: Set(ContactChannel::Sms),
                language: Set(Language::En),
                phone: Set(Some("040 123 4567".into())),
                ..Default::default()
            };
            row.update(act.tx).await.unwrap();
            Ok(())
        })
        .await;
        let path = format!("/log/{client}");
        let page = dora.submit(&path, &[("refuse_ground", ground.code())]).await;
        assert!(page.text().contains("the data are not erased"), "{}", page.text());
        assert!(page.text().contains("erasure refused"), "{}", page.text());
        notify::deliver(&test.app, test.app.clock.now()).await.unwrap();
        let rows = test.outbox().await;
        let told = rows.iter().find(|row| row.client_id == Some(client) && row.kind == MessageKind::DataRights);
        let words = match ground {
            RefusalGround::Retention => "the law requires us to keep them",
            RefusalGround::OpenMatter => "your matter is still open",
            RefusalGround::Claim => "a legal claim needs them",
        };
        assert!(told.expect("a message").body.contains(words), "{told:?}");
    }
    let client = test.client("Bea Toinen", worker.id()).await;
    let body = json!({ "ground": "retention" });
    let answer = dora.api(Method::POST, &format!("/clients/{client}/erasure-refusal"), Some(body)).await;
    assert_eq!((answer.status, &answer.json["told"]["to_call"]), (StatusCode::OK, &json!(1)), "{}", answer.json);
}
