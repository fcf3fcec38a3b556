//! Remind: by the client's channel, language and quiet hours; one link to say "I can't come"; one act when the leader
//! is ill.

use axum::http::{Method, StatusCode};
use entity::id::{ClientId, GroupId};
use entity::state::{AttendanceStatus, GroupStatus, Role, TaskKind};
use entity::{attendance, group, task};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::places::Plan;

/// A client whom the worker made and referred and the leader took in.
async fn take_in(leader: &Actor, worker: &Actor, group: GroupId, client: Value) -> ClientId {
    let client = worker.api(Method::POST, "/clients", Some(client)).await.json["id"].clone();
    let referral = json!({ "client_id": client, "group_id": group, "reason": "Alone too much", "channels": ["peer"] });
    let referral = worker.api(Method::POST, "/referrals", Some(referral)).await.json;
    let steps = format!("/referrals/{}/transitions", referral["id"].as_str().unwrap());
    let placed = leader.api(Method::POST, &steps, Some(json!({ "to": "confirmed" }))).await;
    assert_eq!(placed.status, StatusCode::OK, "{} {}", referral, placed.json);
    client.as_str().unwrap().parse().map(ClientId).unwrap()
}

/// The text messages to a number that hold a word.
fn texts(test: &TestApp, to: &str, word: &str) -> Vec<String> {
    let sent = test.app.sms.kept().into_iter().filter(|sms| sms.to == to);
    sent.map(|sms| sms.text).filter(|text| text.contains(word)).collect()
}

/// The path of the link in a message.
fn link(text: &str) -> String {
    let word = text.split_whitespace().find(|word| word.contains("/me/")).unwrap();
    word.strip_prefix("http://127.0.0.1:8080").unwrap().to_owned()
}

#[tokio::test]
async fn a_client_is_reminded_says_no_in_time_and_everybody_hears_when_the_leader_is_ill() {
    let test = TestApp::new().await;
    let mut leader = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Arjen rytmi", leader.id(), Plan::open(6)).await;
    // Monday at 10, so that the day before is a Sunday; and the Thursday after.
    let first = test.session(group, 1, "2026-10-19T07:00:00Z").await;
    let second = test.session(group, 2, "2026-10-22T07:00:00Z").await;
    let sms = |name: &str, phone: &str, language: &str| json!({ "name": name, "phone": phone, "channel": "sms", "language": language });
    take_in(&leader, &worker, group, sms("Aino Asiakas", "+358401111111", "fi")).await;
    take_in(&leader, &worker, group, sms("Svea Klient", "+358402222222", "sv")).await;
    let letter = json!({ "name": "Liisa Kirje", "channel": "letter", "language": "fi" });
    take_in(&leader, &worker, group, letter).await;
    let tx = test.app.db.write().await.unwrap();
    let runs = group::ActiveModel { id: Set(group), status: Set(GroupStatus::Running), ..Default::default() };
    runs.update(&tx).await.unwrap();
    tx.commit().await.unwrap();

    for moment in ["16T07:00", "16T07:15", "17T15:45", "17T16:00", "18T07:00"] {
        test.run_jobs_at(&format!("2026-10-{moment}:00Z")).await;
    }
    let reminders = texts(&test, "+358401111111", "Muistutus");
    assert_eq!(reminders.len(), 2, "three days before, and on Saturday evening in place of Sunday: {reminders:?}");
    assert!(reminders[0].contains("ma 19.10. klo 10") && reminders[0].contains("Anna"), "{reminders:?}");
    assert_eq!(texts(&test, "+358402222222", "Påminnelse").len(), 2, "in the client's own language");

    let mut aino = test.anybody();
    let me = link(&reminders[1]);
    let page = aino.get(&me).await;
    let absence = page.attributes("main a[href$='/absence']", "href").remove(0);
    assert!(absence.contains(&first.to_string()));
    let said = aino.press(&absence, "Kerro, että en pääse").await;
    assert!(said.text().contains("Paikkasi säilyy"), "{}", said.text());
    let mark = attendance::Entity::find().one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!(mark.status, AttendanceStatus::AbsentNotified, "the leader sees it on the sheet");
    let back = aino.press(&me, "Pääsenkin tulemaan").await;
    assert!(back.text().contains("Tervetuloa"), "{}", back.text());
    let mark = attendance::Entity::find().one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!(mark.status, AttendanceStatus::Unrecorded, "who changes their mind is expected again");
    aino.press(&absence, "Kerro, että en pääse").await;
    leader.sign_in().await;
    let sheet = leader.get(&format!("/sessions/{first}/attendance")).await;
    assert!(sheet.text().contains("Aino Asiakas"), "{}", sheet.text());

    test.run_jobs_at("2026-10-19T07:15:00Z").await;
    test.run_jobs_at("2026-10-21T07:00:00Z").await;
    assert_eq!(texts(&test, "+358401111111", "to 22.10.").len(), 2, "the second session is reminded of twice as well");
    test.at("2026-10-22T05:30:00Z");
    leader.sign_in().await;
    let fields = [("code", "leader_ill"), ("notify", "true")];
    let done = leader.submit(&format!("/sessions/{second}"), &fields).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    test.run_jobs_at("2026-10-22T05:31:00Z").await;
    assert_eq!(texts(&test, "+358401111111", "on peruttu").len(), 1, "at half past eight of the same day");
    assert_eq!(texts(&test, "+358402222222", "inställd").len(), 1);
    let list = leader.get(&format!("/sessions/{second}/calls")).await;
    assert!(list.text().contains("Liisa Kirje"), "the rest are called: {}", list.text());
    let tasks = task::Entity::find().all(test.app.db.read()).await.unwrap();
    assert!(tasks.iter().any(|task| task.kind == TaskKind::CallSession && task.session_id == Some(second)));
    test.outbox().await;
}

#[tokio::test]
async fn a_client_chooses_fewer_reminders_and_then_none_by_the_own_link() {
    let test = TestApp::new().await;
    let leader = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Arjen rytmi", leader.id(), Plan::open(6)).await;
    for (number, day) in [(1, 20), (2, 27), (3, 29)] {
        test.session(group, number, &format!("2026-10-{day}T08:00:00Z")).await;
    }
    let aino = json!({ "name": "Aino Asiakas", "phone": "+358401111111", "channel": "sms", "language": "fi" });
    take_in(&leader, &worker, group, aino).await;
    let tx = test.app.db.write().await.unwrap();
    let runs = group::ActiveModel { id: Set(group), status: Set(GroupStatus::Running), ..Default::default() };
    runs.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    test.run_jobs_at("2026-10-17T08:00:00Z").await;
    let me = link(&texts(&test, "+358401111111", "Muistutus")[0]);
    let mut aino = test.anybody();
    aino.submit(&me, &[("reminders", "same_morning")]).await;
    for moment in ["19T08:00", "20T05:45", "20T06:00"] {
        test.run_jobs_at(&format!("2026-10-{moment}:00Z")).await;
    }
    assert_eq!(texts(&test, "+358401111111", "Muistutus").len(), 2, "only as the quiet ends on the same morning");
    let chosen = aino.submit(&me, &[("channel", "none")]).await;
    assert!(chosen.text().contains("tallennettu"), "{}", chosen.text());
    for moment in ["24T08:00", "26T08:00", "27T07:00", "29T07:00"] {
        test.run_jobs_at(&format!("2026-10-{moment}:00Z")).await;
    }
    assert_eq!(texts(&test, "+358401111111", "Muistutus").len(), 2, "no messages means none");
    test.outbox().await;
}
