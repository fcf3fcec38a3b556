//! Whoever stands in for the leader of one session reaches what that session needs, for a time.

use axum::http::{Method, StatusCode};
use entity::id::{ClientId, GroupId, ParticipationId, SessionId};
use entity::session;
use entity::state::{Openness, Role};
use sea_orm::{ActiveModelTrait, Set};
use serde_json::json;

use crate::support::actor::Actor;
use crate::support::{TestApp, seed};

struct Scene {
    test: TestApp,
    group: GroupId,
    /// That of 21.10., in which Sue stands in, and that of 28.10., in which she does not.
    sessions: [SessionId; 2],
    client: ClientId,
    place: ParticipationId,
    sue: Actor,
}

async fn scene() -> Scene {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let sue = test.staff("Sue Substitute", &[Role::Leader]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::Closed).await;
    let session = seed::session(&test, group, 1, "2026-10-21T06:00:00Z").await;
    let other = seed::session(&test, group, 2, "2026-10-28T06:00:00Z").await;
    let client = seed::client(&test, wes.id(), "Aino Lehto").await;
    let place = seed::place(&test, group, client, "2026-09-01T09:00:00Z").await;
    let tx = test.app.db.write().await.unwrap();
    let row = session::ActiveModel { id: Set(session), substitute_id: Set(Some(sue.id())), ..Default::default() };
    row.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    Scene { test, group, sessions: [session, other], client, place, sue }
}

impl Scene {
    /// What Sue is answered at a moment, by the page and by the API where there are both.
    async fn answers(&mut self, at: &str, paths: &[String]) -> Vec<(String, StatusCode)> {
        self.test.at(at);
        self.sue.sign_in().await;
        let mut answers = Vec::new();
        for path in paths {
            let status = match path.strip_prefix("/api/v1") {
                Some(path) => self.sue.api(Method::GET, path, None).await.status,
                None => self.sue.get(path).await.status,
            };
            answers.push((path.clone(), status));
        }
        answers
    }

    /// What standing in opens.
    fn needed(&self) -> Vec<String> {
        let ([session, _], client) = (self.sessions, self.client);
        vec![
            format!("/sessions/{session}/attendance"),
            format!("/sessions/{session}/roster"),
            format!("/sessions/{session}/calls"),
            format!("/api/v1/sessions/{session}/attendance"),
            format!("/clients/{client}"),
            format!("/api/v1/clients/{client}"),
        ]
    }

    /// What stays with those who lead the group.
    fn kept(&self) -> Vec<String> {
        let ([_, other], group, place) = (self.sessions, self.group, self.place);
        vec![
            format!("/sessions/{other}/attendance"),
            format!("/api/v1/sessions/{other}/attendance"),
            format!("/groups/{group}/attendance"),
            format!("/groups/{group}/participants"),
            format!("/groups/{group}/referrals"),
            format!("/sessions/{}/pulse", self.sessions[0]),
            format!("/api/v1/participations/{place}/ratings"),
            format!("/api/v1/participations/{place}/goals"),
        ]
    }
}

#[tokio::test]
async fn a_substitute_reaches_the_sheet_and_its_people_two_weeks_before_and_after_and_nothing_else_of_the_group() {
    let mut scene = scene().await;
    let (needed, kept) = (scene.needed(), scene.kept());
    for (at, reached) in [
        ("2026-10-06T06:00:00Z", false),
        ("2026-10-07T07:00:00Z", true),
        ("2026-11-04T05:00:00Z", true),
        ("2026-11-04T07:00:00Z", false),
    ] {
        let expected = if reached { StatusCode::OK } else { StatusCode::NOT_FOUND };
        for (path, status) in scene.answers(at, &needed).await {
            assert_eq!(status, expected, "{path} at {at}");
        }
        for (path, status) in scene.answers(at, &kept).await {
            assert_eq!(status, StatusCode::NOT_FOUND, "{path} at {at}");
        }
    }
    let listed = scene.sue.api(Method::GET, &format!("/groups/{}/participations", scene.group), None).await;
    assert!(!listed.json.to_string().contains("Aino"), "{}", listed.json);
}

#[tokio::test]
async fn a_substitute_records_the_session_and_finds_it_on_the_first_page() {
    let mut scene = scene().await;
    scene.test.at("2026-10-21T06:30:00Z");
    scene.sue.sign_in().await;
    let [session, other] = scene.sessions;
    let today = scene.sue.get("/").await;
    let links = today.attributes("main a", "href");
    assert!(links.iter().any(|link| link.contains(&session.to_string())), "{links:?}");
    assert!(!links.iter().any(|link| link.contains(&other.to_string())), "{links:?}");
    assert!(scene.sue.get(&format!("/sessions/{session}")).await.main().contains("/attendance"));
    let sheet = scene.sue.get(&format!("/sessions/{session}/attendance")).await;
    assert!(!sheet.main().contains("/pulse"), "feedback is the leaders'");
    let entries = json!({ "entries": [{ "participation_id": scene.place, "status": "present" }] });
    for (session, status) in [(session, StatusCode::OK), (other, StatusCode::NOT_FOUND)] {
        let path = format!("/sessions/{session}/attendance");
        let answer = scene.sue.api(Method::PUT, &path, Some(entries.clone())).await;
        assert_eq!(answer.status, status, "{}", answer.json);
    }
    let ended = json!({ "reason": "completed", "on": "2026-10-21" });
    let answer = scene.sue.api(Method::POST, &format!("/participations/{}/end", scene.place), Some(ended)).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let links = json!({ "kind": "group", "subject_id": scene.group, "titles": "neutral" });
    scene.test.at("2026-11-10T07:00:00Z");
    let late = scene.sue.api(Method::POST, "/calendar-links", Some(links)).await;
    assert_eq!(late.status, StatusCode::NOT_FOUND, "the group's feed ends with standing in");
}
