//! Journey 10: every view and change is logged, and the client's log, export and erasure work.

use axum::http::{Method, StatusCode};
use entity::state::Role;

use crate::support::TestApp;
use crate::support::places::Plan;

#[tokio::test]
async fn the_officer_answers_who_looked_what_is_held_and_erases_when_it_is_time() {
    let test = TestApp::new().await;
    test.outbox().await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let mut colleague = test.staff("Wendy Worker", &[Role::Worker]).await;
    let mut leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut admin = test.staff("Ada Admin", &[Role::Administrator]).await;
    let mut manager = test.staff("Mary Manager", &[Role::Manager]).await;
    let mut dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    let referral = test.referral(group, "Aino Asiakas", worker.id()).await;
    let record = worker.get("/clients").await.attributes("tbody th a", "href").remove(0);
    let id = record.trim_start_matches("/clients/").to_owned();

    worker.get(&record).await;
    leader.get(&format!("/referrals/{referral}")).await;
    for stranger in [&mut admin, &mut manager] {
        assert_eq!(stranger.get(&record).await.status, StatusCode::FORBIDDEN, "a wrong role");
    }
    assert_eq!(colleague.get(&record).await.status, StatusCode::NOT_FOUND, "another's client");
    let log = dora.get(&format!("/log/{id}")).await;
    let accesses = log.all("main section:nth-of-type(1) tbody tr");
    for (who, what) in [("Will Worker", "the client's record"), ("Ann Leader", "a referral")] {
        assert!(accesses.iter().any(|row| row.contains(who) && row.contains(what)), "{who}: {accesses:?}");
    }
    assert!(!log.text().contains("Wendy Worker") && !log.text().contains("Ada Admin"), "who saw nothing is not in it");
    assert!(log.text().contains("client added") && log.text().contains("referral sent"), "{}", log.text());

    let link = worker.press(&record, "Make a new link").await.attributes("#new-link", "value").remove(0);
    let own = link.split_once("/me/").map(|(_, token)| format!("/me/{token}")).expect("a link");
    let mut aino = test.anybody();
    assert_eq!(aino.get(&own).await.status, StatusCode::OK);
    assert!(aino.get(&format!("{own}/data")).await.text().contains("Will Worker"), "the client sees who has looked");

    let held = dora.api(Method::GET, &format!("/clients/{id}/export"), None).await.json;
    assert_eq!(held["client"]["name"], "Aino Asiakas");
    assert_eq!(held["referrals"][0]["reason"], "Alone too much");

    let erasure = format!("/clients/{id}/erasure");
    leader.press(&format!("/referrals/{referral}"), "Put in the queue").await;
    assert_eq!(dora.api(Method::POST, &erasure, None).await.status, StatusCode::CONFLICT, "still needed");
    leader.submit(&format!("/referrals/{referral}"), &[("to", "withdrawn"), ("note", "x")]).await;
    let erased = dora.press(&format!("/log/{id}"), "Erase the data").await;
    assert!(erased.html().contains("The client's data was erased.") || erased.text().contains("data erased"));
    assert_eq!(aino.get(&own).await.status, StatusCode::NOT_FOUND, "the link is dead");
    assert_eq!(worker.get(&record).await.text().find("Aino"), None);
    let held = dora.api(Method::GET, &format!("/clients/{id}/export"), None).await.json.to_string();
    assert!(!held.contains("Aino") && !held.contains("Alone too much"), "{held}");
    let log = dora.get(&format!("/log/{id}")).await;
    assert!(log.text().contains("Will Worker"), "the logs stay");
}
