//! Journey 9: a manager reads the figures of a season before the steering group: page, table, file and definition agree,
//! who is few stays hidden, and a correction shows in the next look.

use axum::http::{Method, StatusCode};
use entity::group;
use entity::id::{ParticipationId, SessionId};
use entity::state::{GroupKind, Openness, Role};
use sea_orm::{ActiveModelTrait, Set};
use serde_json::json;

use crate::support::actor::Actor;
use crate::support::{TestApp, seed};

/// A group of a kind with so many clients; the last of them stayed away from its only session of this autumn.
async fn held(
    test: &TestApp,
    (ann, wes): (&Actor, &Actor),
    (code, kind): (&str, GroupKind),
    (people, away): (usize, usize),
) -> (SessionId, Vec<ParticipationId>) {
    let group = seed::group(test, ann.id(), code, Openness::SemiOpen).await;
    let tx = test.app.db.write().await.unwrap();
    group::ActiveModel { id: Set(group), kind: Set(kind), ..Default::default() }.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let session = seed::session(test, group, 1, "2026-10-07T09:00:00Z").await;
    let mut places = Vec::new();
    for number in 0..people {
        let client = seed::client(test, wes.id(), &format!("{code} Client {number}")).await;
        places.push(seed::place(test, group, client, "2026-09-01T09:00:00Z").await);
    }
    mark(ann, session, &places[..people - away], "present").await;
    mark(ann, session, &places[people - away..], "no_show").await;
    (session, places)
}

async fn mark(ann: &Actor, session: SessionId, places: &[ParticipationId], status: &str) {
    let marks: Vec<_> = places.iter().map(|place| json!({"participation_id": place, "status": status})).collect();
    let path = format!("/sessions/{session}/attendance");
    let answer = ann.api(Method::PUT, &path, Some(json!({ "entries": marks }))).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
}

const AUTUMN: &str = "period=2026-09-01_2026-12-31";

/// The lines of the season's file that begin with a measure, less its first columns.
async fn lines(manager: &mut Actor, by: &str, measure: &str) -> Vec<String> {
    let file = manager.get(&format!("/statistics.csv?{AUTUMN}&by={by}")).await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.text());
    file.html().lines().filter(|line| line.contains(&format!(";{measure};"))).map(str::to_owned).collect()
}

#[tokio::test]
async fn a_manager_trusts_every_figure_of_the_season_and_recognises_nobody_in_it() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let mut mia = test.staff("Mia Manager", &[Role::Manager]).await;
    let (session, people) = held(&test, (&ann, &wes), ("F1", GroupKind::Functional), (16, 7)).await;
    held(&test, (&ann, &wes), ("L1", GroupKind::LifeManagement), (7, 0)).await;
    held(&test, (&ann, &wes), ("T1", GroupKind::Therapeutic), (6, 0)).await;
    held(&test, (&ann, &wes), ("A1", GroupKind::AnimalNature), (2, 0)).await;

    // The season has 24 clients in four groups, and each figure says what it is made of.
    assert_eq!(ann.get("/statistics").await.status, StatusCode::FORBIDDEN, "the figures of all are the manager's");
    assert!(mia.get("/").await.attributes("main a", "href").contains(&"/statistics".to_owned()));
    let page = mia.get(&format!("/statistics?{AUTUMN}")).await;
    assert!(page.text().contains("Autumn 2026"), "{}", page.text());
    let tiles = page.all(".stat");
    for (value, name) in [("4", "Groups realised"), ("24", "Unique clients"), ("77.4 %", "Attendance")] {
        assert!(tiles.iter().any(|tile| tile.contains(value) && tile.contains(name)), "{name}: {tiles:?}");
    }
    assert!(page.text().contains("Presences (present, late or for a part) against those expected"), "defined");
    assert!(page.text().contains("24 / 31"), "numerator and denominator");

    // By kind, the group of two is hidden, and another with it: neither comes out as the rest of 24.
    let kinds = mia.get(&format!("/statistics?{AUTUMN}&by=kind")).await;
    let shown: Vec<String> = lines(&mut mia, "kind", "Unique clients").await;
    assert_eq!(shown.len(), 4, "{shown:?}");
    let open: Vec<&String> = shown.iter().filter(|line| line.contains(";9;") || line.contains(";7;")).collect();
    assert_eq!(open.len(), 2, "the two largest are open: {shown:?}");
    for hidden in ["Therapeutic", "Animal"] {
        let line = shown.iter().find(|line| line.contains(hidden)).expect("each kind has its line");
        assert!(!line.contains(";2;") && !line.contains(";6;"), "{line}");
        assert!(kinds.text().contains(hidden), "a hidden kind is named, and said to be hidden");
    }
    assert!(!kinds.html().contains("2 / 2") && !kinds.html().contains("6 / 6"), "{}", kinds.text());

    // One client turns out to have been there: the next look says so, on page and in the file alike.
    mark(&ann, session, &people[15..], "present").await;
    let page = mia.get(&format!("/statistics?{AUTUMN}")).await;
    assert!(page.text().contains("25 / 31") && page.text().contains("80.6 %"), "{}", page.text());
    let file = lines(&mut mia, "none", "Attendance").await;
    assert!(file.len() == 1 && file[0].contains("25;31"), "{file:?}");

    // The spring before had nothing, and dates of one's own are refused, not rounded.
    let spring = mia.get("/statistics?period=2026-01-01_2026-05-31").await;
    assert_eq!(spring.status, StatusCode::OK);
    assert!(!spring.all(".stat").iter().any(|tile| tile.contains("24")), "{}", spring.text());
    let own = mia.get("/statistics?from=2026-09-02&to=2026-12-31").await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
}
