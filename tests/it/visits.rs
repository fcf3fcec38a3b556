//! Who comes to an open group without a place is counted as a visit, and as a client nowhere.

use axum::http::{Method, StatusCode};
use entity::id::{ClientId, GroupId, ParticipationId, SessionId};
use entity::state::{Openness, Role};
use entity::walk_in;
use piiri::statistics::cut::{CutPosition, Pattern};
use piiri::statistics::facts::Facts;
use piiri::statistics::figure::CellTable;
use piiri::statistics::indicators;
use sea_orm::EntityTrait;
use serde_json::json;

use crate::support::actor::Actor;
use crate::support::{TestApp, seed};

struct Scene {
    test: TestApp,
    ann: Actor,
    group: GroupId,
    session: SessionId,
    aino: ParticipationId,
    /// A client of Ann's without a place.
    liisa: ClientId,
}

/// An open group with one participant and a session of two hours that is over.
async fn scene() -> Scene {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::Open).await;
    let session = seed::session(&test, group, 1, "2026-10-14T05:00:00Z").await;
    let aino = seed::client(&test, ann.id(), "Aino").await;
    let aino = seed::place(&test, group, aino, "2026-10-01T09:00:00Z").await;
    let liisa = seed::client(&test, ann.id(), "Liisa").await;
    Scene { test, ann, group, session, aino, liisa }
}

async fn facts(test: &TestApp) -> Facts {
    let year = "2026-01-01".parse().unwrap()..="2026-12-31".parse().unwrap();
    piiri::statistics::facts(test.app.db.read(), year, test.app.clock.now(), test.app.config.zone).await.unwrap()
}

fn value(table: &CellTable, measure: &str) -> Option<f64> {
    let whole = CutPosition::default().key(Pattern::NONE).unwrap();
    table.true_value(measure, "", &whole).map(|found| found.value)
}

#[tokio::test]
async fn guests_and_heads_are_visits_and_hours_and_no_clients() {
    let mut s = scene().await;
    let sheet = json!({
        "entries": [{"participation_id": s.aino, "status": "late", "minutes": 90}],
        "walk_ins": [{"client_id": s.liisa}, {"alias": "Reiska"}],
        "head_count": 9,
    });
    let path = format!("/sessions/{}/attendance", s.session);
    let kept = s.ann.api(Method::PUT, &path, Some(sheet)).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.json);
    let sums = &kept.json["figures"];
    // One late, two by name and nine by number: who gave a name is not among those who were counted.
    assert_eq!((&sums["visits"], &sums["minutes"]), (&json!(12), &json!(90 + 11 * 120)));
    assert_eq!((&sums["present"], &sums["expected"]), (&json!(1), &json!(1)));

    s.ann.sign_in().await;
    let page = s.ann.get(&format!("/groups/{}/attendance", s.group)).await.text();
    for tile in ["1 / 1 (100 %) present of expected", "12 visits in all", "11 of them other visitors"] {
        assert!(page.contains(tile), "{tile}: {page}");
    }
    assert!(page.contains("23 h 30 min"), "{page}");

    let facts = facts(&s.test).await;
    let (visits, reach) = (indicators::visits(&facts), indicators::reach(&facts));
    assert_eq!((value(&visits, "visits"), value(&visits, "attended_hours")), (Some(12.0), Some(23.5)));
    assert_eq!((value(&reach, "unique_clients"), value(&reach, "participations")), (Some(1.0), Some(1.0)));
    assert_eq!(value(&indicators::hours(&facts), "hours_per_participation"), Some(1.5));
    let published = indicators::published(&facts);
    let shown = published.iter().filter(|figure| ["visits", "attended_hours"].contains(&figure.measure().key));
    assert!(shown.into_iter().all(|figure| figure.shown().is_none()), "visits of two clients tell of them");
}

#[tokio::test]
async fn an_open_group_is_realised_when_a_visit_was_recorded() {
    let s = scene().await;
    let path = format!("/sessions/{}/attendance", s.session);
    assert_eq!(value(&indicators::groups_realised(&facts(&s.test).await), "groups_realised"), None);
    let kept = s.ann.api(Method::PUT, &path, Some(json!({"entries": [], "head_count": 7}))).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.json);
    let counted = facts(&s.test).await;
    assert_eq!(value(&indicators::groups_realised(&counted), "groups_realised"), Some(1.0));
    assert_eq!(value(&indicators::visits(&counted), "visits"), Some(7.0));
    assert_eq!(value(&indicators::reach(&counted), "unique_clients"), None);
    let published = indicators::published(&counted);
    let visits = published.iter().find(|figure| figure.measure().key == "visits").unwrap();
    assert_eq!(visits.shown().map(|shown| (shown.value, shown.n)), Some((7.0, None)), "tells of no client");
    let emptied = s.ann.api(Method::PUT, &path, Some(json!({"entries": [], "head_count": null}))).await;
    assert_eq!(emptied.status, StatusCode::OK, "{}", emptied.json);
    assert_eq!(value(&indicators::groups_realised(&facts(&s.test).await), "groups_realised"), None);
}

#[tokio::test]
async fn a_client_within_reach_who_drops_in_is_picked_on_the_sheet() {
    let mut s = scene().await;
    let other = s.test.staff("Will Worker", &[Role::Worker]).await;
    let stranger = seed::client(&s.test, other.id(), "Somebody Else").await;
    let path = format!("/sessions/{}/attendance", s.session);
    s.ann.sign_in().await;
    let sheet = s.ann.get(&path).await;
    let offered = sheet.attributes("select[name=walk_in_more] option", "value");
    assert_eq!(offered, [String::new(), s.liisa.to_string()], "own clients without a place, nobody else's");
    let saved = s.ann.submit(&path, &[("walk_in_more", &s.liisa.to_string())]).await;
    assert!(saved.text().contains("Attendance is saved") || saved.status == StatusCode::OK, "{}", saved.text());
    let rows = walk_in::Entity::find().all(s.test.app.db.read()).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.client_id).collect::<Vec<_>>(), [Some(s.liisa)]);
    let again = s.ann.get(&path).await;
    assert!(again.attributes("select[name=walk_in_more] option", "value").is_empty(), "has been here before now");
    let (action, mut fields) = again.filled(&[]);
    fields.push(("walk_in_more".to_owned(), stranger.to_string()));
    let refused = s.ann.post(&action, &fields).await;
    assert_ne!(refused.status, StatusCode::OK, "a client out of reach is none to pick");
    assert_eq!(walk_in::Entity::find().all(s.test.app.db.read()).await.unwrap().len(), 1);
}
