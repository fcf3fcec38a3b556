//! Journey 7: a leader marks who came, on a phone; corrections are kept, and whoever misses twice is called.

use axum::http::Method;
use entity::id::{ClientId, ParticipationId, SessionId};
use entity::state::{AttendanceStatus, CloseReason, Openness, ParticipationStatus, Role};
use entity::{attendance, attendance_correction, participation, referral, session, walk_in};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use crate::support::actor::Actor;
use crate::support::page::Page;
use crate::support::places::Plan;
use crate::support::{TestApp, seed};

const NAMES: [&str; 12] = [
    "Aino Ahola",
    "Bertta Berg",
    "Eero Eskola",
    "Fanni Forss",
    "Heikki Hiltunen",
    "Irja Ikonen",
    "Jukka Järvi",
    "Kaisa Koski",
    "Liisa Laine",
    "Matti Mäki",
    "Noora Niemi",
    "Olli Oksanen",
];

/// An open group with twelve people and two sessions behind it, the second today.
async fn twelve(test: &TestApp, ann: &Actor, wes: &Actor) -> ([SessionId; 2], Vec<(ParticipationId, ClientId)>) {
    let group = seed::group(test, ann.id(), "G01", Openness::Open).await;
    let sessions = [
        seed::session(test, group, 1, "2026-10-07T06:00:00Z").await,
        seed::session(test, group, 2, "2026-10-14T06:00:00Z").await,
    ];
    let mut people = Vec::new();
    for name in NAMES {
        let client = seed::client(test, wes.id(), name).await;
        people.push((seed::place(test, group, client, "2026-09-01T09:00:00Z").await, client));
    }
    (sessions, people)
}

async fn statuses(test: &TestApp, session: SessionId) -> Vec<(ParticipationId, AttendanceStatus, i32)> {
    let rows = attendance::Entity::find().filter(attendance::Column::SessionId.eq(session));
    let rows = rows.all(test.app.db.read()).await.unwrap();
    rows.into_iter().map(|row| (row.participation_id, row.status, row.minutes)).collect()
}

fn saved(page: &Page) {
    assert!(page.text().contains("Attendance was saved."), "{}", page.text());
}

#[tokio::test]
async fn a_leader_marks_twelve_people_on_a_phone_and_the_key_worker_calls_who_missed_twice() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let ([first, today], people) = twelve(&test, &ann, &wes).await;
    let sheet = |id: SessionId| format!("/sessions/{id}/attendance");

    // Today's list leads to the sheet, and one press marks everyone.
    assert!(ann.get("/").await.attributes("main a", "href").contains(&sheet(today)));
    assert_eq!(ann.get(&sheet(first)).await.all("fieldset.attendance").len(), 12);
    saved(&ann.press(&sheet(first), "All present").await);
    let marks = statuses(&test, first).await;
    assert!(marks.len() == 12 && marks.iter().all(|mark| (mark.1, mark.2) == (AttendanceStatus::Present, 120)));

    // One tap a person: one who did not come, one late, one there for a part; the rest by one press.
    let [(missed, _), (late, _), (part, _), ..] = people[..] else { unreachable!() };
    let status = |id: ParticipationId| format!("status-{id}");
    let minutes = |id: ParticipationId| format!("minutes-{id}");
    let typed = [
        (status(missed), "no_show"),
        (status(late), "late"),
        (minutes(late), "100"),
        (status(part), "partial"),
        (minutes(part), "45"),
        ("walk_ins".to_owned(), "Pena\nNaapurin Sirkka"),
        ("head_count".to_owned(), "3"),
    ];
    let page = ann.get(&sheet(today)).await;
    let known: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let (action, mut body) = page.filled(&known);
    body.push(("all".to_owned(), "present".to_owned()));
    saved(&ann.post(&action, &body).await);
    let marks = statuses(&test, today).await;
    assert!(marks.contains(&(missed, AttendanceStatus::NoShow, 0)));
    assert!(
        marks.contains(&(late, AttendanceStatus::Late, 100)) && marks.contains(&(part, AttendanceStatus::Partial, 45))
    );
    assert_eq!(marks.iter().filter(|mark| mark.1 == AttendanceStatus::Present).count(), 9);
    let db = test.app.db.read();
    let held = session::Entity::find_by_id(today).one(db).await.unwrap().unwrap();
    assert_eq!((held.head_count, walk_in::Entity::find().count(db).await.unwrap()), (Some(3), 2));

    // A correction of last week keeps what stood, and two misses in a row are the key worker's to call.
    let page = ann.submit(&sheet(first), &[(&status(missed), "no_show")]).await;
    assert!(
        page.text().contains("Corrected marks") && page.text().contains("Aino Ahola: Present, 2 h"),
        "{}",
        page.text()
    );
    assert_eq!(attendance_correction::Entity::find().count(db).await.unwrap(), 1);
    let work = wes.get("/").await;
    assert!(work.text().contains("Call the client: two misses in a row"), "{}", work.text());
    assert!(work.text().contains("Aino Ahola"), "{}", work.text());

    // The leader sees the group at a glance: 22 of 24 were there.
    let grid = ann.get(&format!("/groups/{}/attendance", held.group_id)).await;
    assert!(grid.text().contains("22 / 24 (92 %)"), "{}", grid.text());
}

#[tokio::test]
async fn a_first_visit_marked_by_mistake_is_taken_back_on_the_sheet() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", ann.id(), Plan::open(8)).await;
    let referral = test.referral(group, "Aino Ahola", wes.id()).await;
    let steps = format!("/referrals/{referral}/transitions");
    ann.api(Method::POST, &steps, Some(json!({ "to": "confirmed" }))).await;
    let place = participation::Entity::find().one(test.app.db.read()).await.unwrap().unwrap();
    let session = test.session(group, 1, "2026-10-14T08:00:00Z").await;
    let path = format!("/sessions/{session}/attendance");
    let status = format!("status-{}", place.id);
    assert!(ann.get(&path).await.text().contains("Comes for the first time"));
    saved(&ann.submit(&path, &[(&status, "present")]).await);
    let db = test.app.db.read();
    let sent = async || referral::Entity::find_by_id(referral).one(db).await.unwrap().unwrap();
    assert_eq!(sent().await.close_reason, Some(CloseReason::Started));
    let page = ann.submit(&path, &[(&status, "unrecorded")]).await;
    assert!(page.text().contains("Corrected marks"), "{}", page.text());
    let place = participation::Entity::find_by_id(place.id).one(db).await.unwrap().unwrap();
    assert_eq!((place.status, place.started_on), (ParticipationStatus::Confirmed, None));
    assert!(sent().await.closed_at.is_none());
    test.outbox().await;
}
