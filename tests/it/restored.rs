//! A copy of the database that was put back: nothing leaves twice by itself, and nobody erased comes back.

use std::path::Path;

use axum::http::{Method, StatusCode};
use entity::id::{ClientId, StaffId};
use entity::state::{ContactChannel, FeedKind, FeedTitles, MessageStatus, ParticipationStatus, Role, TaskKind};
use entity::{api_token, calendar_link, client, client_link, pair_rule, participation, staff, staff_role, task};
use piiri::access::Actor as By;
use piiri::calendar::{self, NewLink};
use piiri::config::Config;
use piiri::data_rights::{AfterRestore, after_restore, is_older, write_down};
use piiri::message::About;
use piiri::notify;
use piiri::people::client::{NewPair, keep_apart, new_link};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use tempfile::TempDir;

use crate::support::outbox::Plain;
use crate::support::places::Plan;
use crate::support::server::{Server, add_staff, run};
use crate::support::{TestApp, seed};

/// An application with a folder outside its database.
async fn kept(folder: &TempDir) -> TestApp {
    TestApp::with(Config { record: folder.path().display().to_string(), ..Config::default() }).await
}

/// A client by mail with a message that is due.
async fn informed(test: &TestApp, worker: entity::id::StaffId, key: &str) -> entity::id::ClientId {
    let id = seed::client(test, worker, "Aino Asiakas").await;
    test.system(async |act| {
        let row = client::ActiveModel {
            id: Set(id),
            channel: Set(ContactChannel::Email),
            email: Set(Some("aino@piiri.example".into())),
            ..Default::default()
        };
        row.update(act.tx).await.unwrap();
        Ok(())
    })
    .await;
    test.tell_plain(Plain { client: id, key, about: About::default(), expires_at: None }).await.unwrap();
    id
}

#[tokio::test]
async fn what_waited_when_the_copy_was_made_is_held_until_somebody_lets_it_go() {
    let folder = TempDir::new().unwrap();
    let test = kept(&folder).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let mut ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    informed(&test, worker.id(), "old").await;
    assert_eq!(after_restore(&test.app).await.unwrap(), AfterRestore { held: 1, ..AfterRestore::default() });
    assert!(ada.get("/messages").await.path.starts_with("/login"), "sign-ins that had ended would be open again");
    test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let sent = test.app.mailer.kept();
    let to: Vec<&str> = sent.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to.len(), 2, "{to:?}");
    for (person, page) in [(&ada, "/messages/held"), (&dora, "/restored")] {
        let mail = sent.iter().find(|mail| mail.to == person.staff.as_ref().unwrap().1).expect("is told");
        assert!(mail.body.contains(page), "{}", mail.body);
    }
    ada.sign_in().await;
    let list = ada.get("/messages").await;
    assert!(list.text().contains("One message is held"), "{}", list.text());
    let held = ada.get("/messages/held").await;
    assert!(held.text().contains("Rating asked for"), "{}", held.text());
    let page = ada.press("/messages/held", "Release").await;
    assert!(page.text().contains("Nothing is held"), "{}", page.text());
    test.run_jobs_at("2026-10-14T09:06:00Z").await;
    let sent = test.app.mailer.kept();
    assert_eq!(sent.iter().filter(|mail| mail.to == "aino@piiri.example").count(), 1);
    test.outbox().await;
}

#[tokio::test]
async fn what_is_held_is_said_on_the_first_page_and_on_the_lists_of_calls_and_letters() {
    let folder = TempDir::new().unwrap();
    let test = kept(&folder).await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let mut ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let mut dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    informed(&test, worker.id(), "old").await;
    after_restore(&test.app).await.unwrap();
    for person in [&mut ada, &mut dora] {
        person.sign_in().await;
        let page = person.get("/").await;
        assert!(page.text().contains("One message is held"), "{}", page.text());
        assert!(!page.text().contains("All is in order"), "{}", page.text());
    }
    assert!(!ada.get("/").await.attributes("a[href='/messages/held']", "href").is_empty(), "where it is let go");
    worker.sign_in().await;
    for (list, nobody) in [("/calls", "Nobody needs to be called"), ("/letters", "No letters wait")] {
        let page = worker.get(list).await;
        assert!(page.text().contains("Messages, letters and calls are held"), "{}", page.text());
        assert!(!page.text().contains(nobody), "{}", page.text());
    }
    test.system(async |act| piiri::message::release(act, &[]).await.map(drop)).await;
    assert!(worker.get("/calls").await.text().contains("Nobody needs to be called"));
    test.outbox().await;
}

#[tokio::test]
async fn what_is_held_is_dropped_by_hand_or_with_its_matter_and_never_expires_into_a_call() {
    let folder = TempDir::new().unwrap();
    let test = kept(&folder).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let mut ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let (one, other) = (informed(&test, worker.id(), "one").await, informed(&test, worker.id(), "other").await);
    assert_eq!(after_restore(&test.app).await.unwrap().held, 2);
    test.run_jobs_at("2026-11-14T09:05:00Z").await;
    let state = async |key: &str| test.outbox().await.into_iter().find(|row| row.key == key).unwrap().status;
    assert_eq!(state("one").await, MessageStatus::Queued, "it waits for somebody");
    test.system(async |act| piiri::message::withdraw(act, piiri::message::Waiting::ToClient(one)).await).await;
    assert_eq!(state("one").await, MessageStatus::Cancelled);
    ada.sign_in().await;
    ada.press("/messages/held", "Drop all").await;
    assert_eq!(state("other").await, MessageStatus::Cancelled);
    assert!(!test.app.mailer.kept().iter().any(|mail| mail.to == "aino@piiri.example"), "{other} is told nothing");
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let refused = wes.api(Method::GET, "/messages", None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn who_was_erased_since_is_erased_again_also_from_a_place_that_ended_since() {
    let folder = TempDir::new().unwrap();
    let test = kept(&folder).await;
    let lea = test.staff("Lea Leader", &[Role::Leader, Role::Worker]).await;
    let group = test.group("Pata porisee", lea.id(), Plan::open(5)).await;
    let placed = seed::client(&test, lea.id(), "Anna Poistettu").await;
    seed::place(&test, group, placed, "2026-10-01T09:00:00Z").await;
    let free = seed::client(&test, lea.id(), "Berta Poistettu").await;
    let stays = seed::client(&test, lea.id(), "Cilla Pysyy").await;
    write_down(&test.app, test.app.clock.now()).await.unwrap();
    assert!(!is_older(&test.app).await.unwrap(), "nobody was erased");
    // As the erasures after the copy have written it down, with one that the copy never knew.
    let stranger = uuid::Uuid::from_u128(7);
    test.app.record.add_erased(vec![placed.0, free.0, stranger]).await.unwrap();
    assert!(is_older(&test.app).await.unwrap());
    assert_eq!(after_restore(&test.app).await.unwrap(), AfterRestore { erased: 2, ..AfterRestore::default() });
    assert!(!is_older(&test.app).await.unwrap(), "it is done");
    let rows = client::Entity::find().all(test.app.db.read()).await.unwrap();
    for row in rows {
        assert_eq!(row.erased_at.is_some(), row.id != stays, "{}", row.name);
        assert!(!row.name.contains("Poistettu"));
    }
    let place = participation::Entity::find().filter(participation::Column::ClientId.eq(placed));
    let place = place.one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!((place.active, place.status), (false, ParticipationStatus::Transferred));
    notify::deliver(&test.app, test.app.clock.now()).await.unwrap();
    test.outbox().await;
}

/// A calendar of a staff member's own.
fn own_calendar(of: entity::id::StaffId) -> NewLink {
    NewLink {
        kind: FeedKind::Staff,
        subject_id: None,
        client_id: None,
        staff_id: Some(of),
        titles: FeedTitles::Neutral,
        label: None,
    }
}

/// After the copy one client is protected, one wants no messages, somebody leaves, `wes` leads no more and has another
/// password, and link, calendar and token are given anew.
async fn change_after_copy(test: &TestApp, ids: [ClientId; 2], wes: StaffId, gone: StaffId) {
    test.act(By::Staff(wes), async |act| {
        for (id, protected) in ids.into_iter().zip([true, false]) {
            let row = client::ActiveModel {
                id: Set(id),
                address_protection: Set(protected),
                channel: Set(if protected { ContactChannel::Sms } else { ContactChannel::None }),
                ..Default::default()
            };
            row.update(act.tx).await?;
        }
        piiri::people::client::set_links_ended(act, ids[0]).await?;
        let link = calendar_link::Entity::find().one(act.tx).await?.unwrap();
        calendar::rotate(act, link.id).await?;
        piiri::acts::close_account(act, gone).await.map(drop)?;
        piiri::people::delete_roles(act, wes, &[Role::Leader]).await?;
        piiri::people::reset_password(act, wes, "another".into()).await
    })
    .await;
}

/// The rows of the copy are there again.
async fn put_back(
    test: &TestApp,
    wes: StaffId,
    (clients, people): (Vec<client::Model>, Vec<staff::Model>),
    calendar: &str,
) {
    test.system(async |act| {
        for row in clients.clone() {
            let row = client::Model { channel: ContactChannel::Sms, ..row };
            row.into_active_model().reset_all().update(act.tx).await?;
        }
        for row in people.clone() {
            row.into_active_model().reset_all().update(act.tx).await?;
        }
        staff_role::ActiveModel { staff_id: Set(wes), role: Set(Role::Leader), ..Default::default() }
            .insert(act.tx)
            .await?;
        let open = || Expr::value(Option::<chrono::DateTime<chrono::Utc>>::None);
        client_link::Entity::update_many().col_expr(client_link::Column::RevokedAt, open()).exec(act.tx).await?;
        api_token::Entity::update_many().col_expr(api_token::Column::RevokedAt, open()).exec(act.tx).await?;
        calendar_link::Entity::delete_many().exec(act.tx).await?;
        let link = calendar::new_link(act.by(By::Staff(wes)), own_calendar(wes)).await?;
        let of = calendar_link::COLUMN.token_hash.eq(piiri::random::hash(&link));
        let old = Expr::value(piiri::random::hash(calendar));
        let old = calendar_link::Entity::update_many().col_expr(calendar_link::Column::TokenHash, old);
        old.filter(of).exec(act.tx).await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_was_protected_closed_or_ended_after_the_copy_is_so_again() {
    let folder = TempDir::new().unwrap();
    let test = kept(&folder).await;
    let ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let wes = test.staff("Wes Worker", &[Role::Worker, Role::Leader]).await;
    let gone = test.staff("Gia Gone", &[Role::Worker]).await;
    let ids = [test.client("Aino", wes.id()).await, test.client("Eero", wes.id()).await];
    let now = test.app.clock.now();
    let (token, calendar, bearer) = test
        .act(By::Staff(wes.id()), async |act| {
            let token = new_link(act, ids[0], now + chrono::TimeDelta::days(60)).await?;
            let calendar = calendar::new_link(act, own_calendar(wes.id())).await?;
            let bearer = piiri::people::new_token(act, wes.id(), "old", 90).await?;
            Ok((token, calendar, bearer))
        })
        .await;
    let db = test.app.db.read();
    let clients = client::Entity::find().all(db).await.unwrap();
    let people = staff::Entity::find().all(db).await.unwrap();
    write_down(&test.app, now).await.unwrap();

    change_after_copy(&test, ids, wes.id(), gone.id()).await;
    write_down(&test.app, now).await.unwrap();

    put_back(&test, wes.id(), (clients, people), &calendar).await;
    let reads = async |bearer: &str| {
        let request = axum::http::Request::get("/api/v1/clients").header("authorization", format!("Bearer {bearer}"));
        test.anybody().call(request.body(axum::body::Body::empty()).unwrap()).await.0
    };
    assert_eq!(reads(&bearer).await, StatusCode::OK, "the copy lets it in");
    let done = after_restore(&test.app).await.unwrap();
    assert_eq!((done.left, done.erased), (0, 0));

    let of = async |id| client::Entity::find_by_id(id).one(db).await.unwrap().unwrap();
    assert!(of(ids[0]).await.address_protection, "protected");
    assert_eq!(of(ids[1]).await.channel, ContactChannel::None, "no messages");
    let person = async |id| staff::Entity::find_by_id(id).one(db).await.unwrap().unwrap();
    assert!(!person(gone.id()).await.active, "the account is closed");
    assert!(person(ada.id()).await.password_hash.is_some(), "whose password stayed signs in with it");
    assert_eq!(person(wes.id()).await.password_hash, None, "the old password opens nothing");
    let held = piiri::people::position(db, wes.id()).await.unwrap().held;
    assert_eq!(held, [Role::Worker], "no role comes back");
    assert!(piiri::people::client::by_link(db, now, &token).await.is_err(), "the old link opens nothing");
    let links = calendar_link::Entity::find().all(db).await.unwrap();
    assert!(links.iter().all(|link| link.revoked_at.is_some()), "the old calendar is read by nobody");
    assert_eq!(reads(&bearer).await, StatusCode::UNAUTHORIZED);
    write_down(&test.app, now).await.unwrap();
    assert_eq!(after_restore(&test.app).await.unwrap().closed, 0, "once");
    test.outbox().await;
}

#[tokio::test]
async fn who_were_kept_apart_since_the_copy_are_kept_apart_again_and_their_leader_is_asked() {
    let folder = TempDir::new().unwrap();
    let test = kept(&folder).await;
    let lea = test.staff("Lea Leader", &[Role::Leader, Role::Worker]).await;
    let group = test.group("Pata porisee", lea.id(), Plan::open(5)).await;
    let [one, other] = [seed::client(&test, lea.id(), "Anna").await, seed::client(&test, lea.id(), "Berta").await];
    for client in [one, other] {
        seed::place(&test, group, client, "2026-10-01T09:00:00Z").await;
    }
    let pair = NewPair { one, other, reason: "what happened in spring".to_owned() };
    test.act(By::Staff(lea.id()), async |act| keep_apart(act, lea.id(), pair.clone()).await).await;
    write_down(&test.app, test.app.clock.now()).await.unwrap();
    let marks = test.app.record.marks().await.unwrap();
    assert!(!marks.iter().any(|mark| mark.contains("spring")), "no word of it lies outside: {marks:?}");
    test.system(async |act| {
        pair_rule::Entity::delete_many().exec(act.tx).await?;
        Ok(task::Entity::delete_many().exec(act.tx).await.map(drop)?)
    })
    .await;
    assert_eq!(after_restore(&test.app).await.unwrap(), AfterRestore { closed: 1, ..AfterRestore::default() });
    let db = test.app.db.read();
    let rules = pair_rule::Entity::find().all(db).await.unwrap();
    assert_eq!(rules.iter().map(|rule| rule.created_by).collect::<Vec<_>>(), [lea.id()]);
    assert!(piiri::people::pair_conflict(db, group, one).await.unwrap());
    let asked = task::Entity::find().filter(task::COLUMN.kind.eq(TaskKind::PairConflict)).all(db).await.unwrap();
    assert_eq!(asked.iter().map(|task| task.staff_id).collect::<Vec<_>>(), [lea.id()]);
    assert_eq!(after_restore(&test.app).await.unwrap().closed, 0, "once");
    test.outbox().await;
}

#[tokio::test]
async fn what_was_closed_again_is_counted_in_the_mails_and_listed_for_the_officer() {
    let folder = TempDir::new().unwrap();
    let test = kept(&folder).await;
    let mut ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let mut dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let aino = test.client("Aino Lehto", wes.id()).await;
    assert!(dora.get("/restored").await.text().contains("Nothing was closed again"));
    for protected in [true, false] {
        let row = client::ActiveModel { id: Set(aino), address_protection: Set(protected), ..Default::default() };
        test.system(async |act| Ok(row.update(act.tx).await.map(drop)?)).await;
        if protected {
            write_down(&test.app, test.app.clock.now()).await.unwrap();
        }
    }
    assert_eq!(after_restore(&test.app).await.unwrap(), AfterRestore { closed: 1, ..AfterRestore::default() });
    dora.sign_in().await;
    let page = dora.get("/restored").await;
    let id = aino.to_string().to_uppercase();
    assert!(
        page.text().contains("Address protected (1)") && page.text().contains(&id[id.len() - 4..]),
        "{}",
        page.text()
    );
    assert!(!page.text().contains("Aino Lehto"), "only the key worker reads who is protected: {}", page.text());
    ada.sign_in().await;
    assert_eq!(ada.get("/restored").await.status, StatusCode::FORBIDDEN, "an administrator knows no clients");
    test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let mails = test.app.mailer.kept();
    let counted = mails.iter().filter(|mail| mail.body.contains("Closed again: 1")).count();
    assert_eq!(counted, 2, "{mails:?}");
    test.outbox().await;
}

#[tokio::test]
async fn an_erasure_is_written_down_outside_the_database_as_it_happens() {
    let folder = TempDir::new().unwrap();
    let test = kept(&folder).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let mut dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let (one, other) = (test.client("Anna", worker.id()).await, test.client("Berta", worker.id()).await);
    assert_eq!(dora.api(Method::POST, &format!("/clients/{one}/erasure"), None).await.status, StatusCode::NO_CONTENT);
    assert_eq!(dora.press(&format!("/log/{other}"), "Erase the data").await.status, StatusCode::OK);
    let kept = test.app.record.erased().await.unwrap();
    assert!(kept.contains(&one.0) && kept.contains(&other.0), "{kept:?}");
}

/// The program's own words, of a command that has to succeed.
fn said(folder: &Path, arguments: &[&str]) -> String {
    let done = run(folder, arguments);
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

fn token(folder: &Path, email: &str, role: &str) -> String {
    said(folder, &["staff", "add", "--email", email, "--name", "Somebody Here", "--role", role]);
    said(folder, &["token", "create", "--staff", email]).trim().strip_prefix("token ").unwrap().to_owned()
}

fn post(server: &Server, token: &str, path: &str, json: &serde_json::Value) -> String {
    let body = json.to_string();
    let head =
        format!("Host: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nConnection: close");
    server.send(&format!("POST /api/v1{path} HTTP/1.1\r\n{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()))
}

#[test]
fn the_restore_of_the_running_program_is_played_through() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    add_staff(at, "ann@piiri.example");
    let (worker, officer) =
        (token(at, "wes@piiri.example", "worker"), token(at, "dora@piiri.example", "data_protection_officer"));
    let server = Server::start(at);
    let made = post(&server, &worker, "/clients", &json!({ "name": "Anna Esimerkki", "channel": "none" }));
    assert!(made.starts_with("HTTP/1.1 201"), "{made}");
    let id = made.split("\"id\":\"").nth(1).unwrap().split('"').next().unwrap();
    said(at, &["backup", "copy.sqlite"]);
    let erased = post(&server, &officer, &format!("/clients/{id}/erasure"), &json!({}));
    assert!(erased.starts_with("HTTP/1.1 204"), "{erased}");
    assert!(server.stop());
    let told = said(at, &["restore", "copy.sqlite"]);
    assert!(told.contains("erased again 1"), "{told}");
    said(at, &["messages", "held"]);
    // By other means than ours: the file is copied, and the server sees it as it starts.
    for end in ["-wal", "-shm"] {
        _ = std::fs::remove_file(at.join(format!("piiri.sqlite{end}")));
    }
    std::fs::copy(at.join("copy.sqlite"), at.join("piiri.sqlite")).unwrap();
    let server = Server::start(at);
    let head = format!("Host: x\r\nAuthorization: Bearer {worker}\r\nConnection: close");
    let read = server.send(&format!("GET /api/v1/clients/{id} HTTP/1.1\r\n{head}\r\n\r\n"));
    assert!(read.starts_with("HTTP/1.1 404"), "{read}");
    assert!(server.stop());
    said(at, &["audit", "verify"]);
}
