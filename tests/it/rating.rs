//! Ratings: by link, on the tablet, on paper, through the API; in parts, and never over another's answers.

use axum::http::{Method, StatusCode};
use entity::id::ParticipationId;
use entity::state::{ContactChannel, Openness, ParticipationStatus, RatingPhase, Role};
use entity::{participation, rating, rating_answer, rating_request};
use piiri::acts::ask_due_ratings;
use piiri::people::client;
use piiri::rating::{NewRequest, ask};
use sea_orm::{ActiveModelTrait, EntityTrait, PaginatorTrait, QueryOrder, Set};
use serde_json::{Value, json};

use crate::support::actor::{Actor, Answer};
use crate::support::app::PASSWORD;
use crate::support::{TestApp, seed};

const SPRING: &str = "2026-09-01T09:00:00Z";

async fn one(test: &TestApp) -> (Actor, ParticipationId) {
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let group = seed::group(test, ann.id(), "G01", Openness::SemiOpen).await;
    let client = seed::client(test, wes.id(), "Aino Lehto").await;
    (ann, seed::place(test, group, client, SPRING).await)
}

/// Gives a rating, whenever it is due.
async fn rate(by: &Actor, place: ParticipationId, mut body: Value) -> Answer {
    body["early_reason"] = json!("She moves away tomorrow");
    by.api(Method::POST, &format!("/participations/{place}/ratings"), Some(body)).await
}

/// A request and the path of the client's own page for it.
async fn asked(test: &TestApp, place: ParticipationId, phase: RatingPhase) -> (String, rating_request::Model) {
    let now = test.app.clock.now();
    let (id, request, token) = test
        .system(async |act| {
            let day = now.date_naive();
            let id = ask(act, place, NewRequest { phase, session: None, due_on: day }).await.unwrap();
            assert_eq!(
                ask(act, place, NewRequest { phase, session: None, due_on: day }).await.unwrap(),
                id,
                "asked once"
            );
            let request = rating_request::Entity::find_by_id(id).one(act.tx).await.unwrap().unwrap();
            let token = client::new_link(act, request.client_id, now + chrono::TimeDelta::days(30)).await.unwrap();
            Ok((id, request, token))
        })
        .await;
    (format!("/me/{token}/ratings/{id}"), request)
}

#[tokio::test]
async fn a_workers_view_stands_beside_the_clients_answer_and_never_over_it() {
    let test = TestApp::new().await;
    let (ann, place) = one(&test).await;
    let end = |rater, answers| json!({ "phase": "end", "rater": rater, "source": "tablet", "answers": answers });
    let first = rate(&ann, place, end("client", json!({ "overall": "much", "wellbeing": "cannot_say" }))).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.json);
    let view = rate(&ann, place, end("leader", json!({ "overall": "little" }))).await;
    assert_ne!(view.json["id"], first.json["id"]);
    let more = rate(&ann, place, end("client", json!({ "networks": "somewhat" }))).await;
    assert_eq!(more.json["id"], first.json["id"], "given in parts");
    let all = json!({ "overall": "much", "wellbeing": "cannot_say", "networks": "somewhat" });
    assert_eq!(more.json["answers"], all);
    let list = ann.api(Method::GET, &format!("/participations/{place}/ratings"), None).await;
    assert_eq!(list.json["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_faulty_answer_names_its_item_and_nothing_is_kept() {
    let test = TestApp::new().await;
    let (ann, place) = one(&test).await;
    let nobody = "019a0000-0000-7000-8000-000000000000";
    let cases = [
        (json!({ "phase": "end", "answers": { "overall": "great" } }), "answers.overall"),
        (json!({ "phase": "end", "answers": { "overall": 4 } }), "answers.overall"),
        (json!({ "phase": "end", "answers": { "pace": "much" } }), "answers.pace"),
        (json!({ "phase": "baseline", "answers": { "networks": 11 } }), "answers.networks"),
        (json!({ "phase": "baseline", "answers": { "networks": 3.5 } }), "answers.networks"),
        (json!({ "phase": "baseline", "answers": { "networks": [3] } }), "answers.networks"),
        (json!({ "phase": "pulse", "answers": {} }), "answers"),
        (json!({ "phase": "pulse", "answers": { "pace": 5 }, "session_id": nobody }), "session_id"),
        (json!({ "phase": "later", "answers": {} }), "phase"),
        (json!({ "phase": "end", "answers": {}, "comment": "x".repeat(6000) }), "comment"),
    ];
    for (mut body, field) in cases {
        body["rater"] = json!("client");
        body["source"] = json!("web");
        let answer = rate(&ann, place, body.clone()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body} {}", answer.json);
        assert_eq!(answer.json["errors"][0]["field"], field, "{body} {}", answer.json);
    }
    assert_eq!(rating::Entity::find().count(test.app.db.read()).await.unwrap(), 0);
    let bob = test.staff("Bob Leader", &[Role::Leader]).await;
    let body = json!({ "phase": "pulse", "rater": "client", "source": "web", "answers": { "pace": 5 } });
    assert_eq!(rate(&bob, place, body).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_client_answers_by_link_in_parts_and_sees_the_own_change() {
    let test = TestApp::new().await;
    let (_, place) = one(&test).await;
    let mut aino = test.anybody();
    let (before, _) = asked(&test, place, RatingPhase::Baseline).await;
    let empty = aino.submit(&before, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = aino.submit(&before, &[("networks", "3"), ("wellbeing", "cannot_say")]).await;
    assert!(page.attributes("main a", "href").iter().any(|to| to.ends_with("?more=1")), "{}", page.text());
    let more = format!("{before}?more=1");
    assert_eq!(aino.get(&more).await.attributes("input[name=networks][checked]", "value"), ["3"]);
    aino.submit(&more, &[("daily_life", "5")]).await;
    assert_eq!(rating_answer::Entity::find().count(test.app.db.read()).await.unwrap(), 3);
    let (after, _) = asked(&test, place, RatingPhase::FollowUp).await;
    let page = aino.submit(&after, &[("networks", "6"), ("wellbeing", "7"), ("daily_life", "5")]).await;
    assert_eq!(page.all("figure.chart svg title").len(), 1);
    assert!(page.text().contains("3 → 6"), "{}", page.text());
    assert!(!page.text().contains("→ 7"), "can't say is no number");
    let wes = test.staff("Una Worker", &[Role::Worker]).await;
    let other = seed::client(&test, wes.id(), "Eero Salmi").await;
    let token = test.system(async |act| client::new_link(act, other, act.now + chrono::TimeDelta::days(1)).await).await;
    let stolen = format!("/me/{token}/ratings/{}", after.rsplit('/').next().unwrap());
    assert_eq!(aino.get(&stolen).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn staff_add_to_what_a_client_has_answered_and_another_answer_is_one_of_its_own() {
    let test = TestApp::new().await;
    let (mut ann, place) = one(&test).await;
    let (page, request) = asked(&test, place, RatingPhase::Baseline).await;
    let mut aino = test.anybody();
    aino.submit(&page, &[("networks", "3")]).await;
    let paper = |answers| json!({ "phase": "baseline", "rater": "client", "source": "paper", "answers": answers });
    let added = rate(&ann, place, paper(json!({ "networks": 3, "wellbeing": 4 }))).await;
    assert_eq!(added.json["answers"], json!({ "networks": 3, "wellbeing": 4 }), "{}", added.json);
    assert_eq!((&added.json["source"], &added.json["counts"]), (&json!("web"), &json!(true)), "the client's own");

    ann.sign_in().await;
    let device = format!("/participations/{place}/ratings/new?phase=baseline&rater=client");
    ann.hand(&device).await;
    ann.submit(&device, &[("networks", "9")]).await;
    let rows = ratings(&test).await;
    assert_eq!(rows.len(), 2, "a second answer is a second row");
    assert_eq!((rows[0].request_id, rows[1].request_id), (Some(request.id), None), "and the first counts");
    let kept = rating_answer::Entity::find_by_id((rows[0].id, "networks".to_owned()));
    assert_eq!(kept.one(test.app.db.read()).await.unwrap().unwrap().number, Some(3), "which nobody has changed");

    // On the own page the client says which one counts.
    let index = page.split("/ratings/").next().unwrap();
    assert!(aino.get(index).await.attributes("a", "href").contains(&page), "the own page leads to it");
    let own = aino.press(&page, "Laske tämä").await;
    assert_eq!(own.status, StatusCode::OK, "{}", own.text());
    let rows = ratings(&test).await;
    assert_eq!((rows[0].request_id, rows[1].request_id), (None, Some(request.id)));
    let wes = test.staff("Wes Other", &[Role::Worker]).await;
    let stranger = seed::client(&test, wes.id(), "Eero Salmi").await;
    let token = test.system(async |act| client::new_link(act, stranger, act.now + chrono::TimeDelta::days(1)).await);
    let stolen = format!("/me/{}/ratings/{}", token.await, request.id);
    let chosen = [("chosen".to_owned(), rows[0].id.to_string())];
    assert_eq!(test.anybody().post(&stolen, &chosen).await.status, StatusCode::NOT_FOUND);
}

/// The ratings, that from the web before that on the tablet.
async fn ratings(test: &TestApp) -> Vec<rating::Model> {
    rating::Entity::find().order_by_desc(rating::Column::Source).all(test.app.db.read()).await.unwrap()
}

#[tokio::test]
async fn what_is_not_due_is_given_only_for_a_reason() {
    let test = TestApp::new().await;
    let (mut ann, place) = one(&test).await;
    let path = format!("/participations/{place}/ratings");
    for phase in ["end", "follow_up"] {
        let answers = if phase == "end" { json!({ "overall": "much" }) } else { json!({ "networks": 5 }) };
        let mut body = json!({ "phase": phase, "rater": "client", "source": "phone", "answers": answers });
        let early = ann.api(Method::POST, &path, Some(body.clone())).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{phase}: {}", early.json);
        assert_eq!(early.json["errors"][0]["code"], "rating_not_due");
        let page = ann.get(&format!("{path}/new?phase={phase}&rater=client")).await;
        assert!(page.text().contains("not due yet"), "staff are asked before the client gets the device");
        body["early_reason"] = json!("She moves away tomorrow");
        let given = ann.api(Method::POST, &path, Some(body)).await;
        assert_eq!(given.status, StatusCode::CREATED, "{phase}: {}", given.json);
    }
    let asked = rating_request::Entity::find().all(test.app.db.read()).await.unwrap();
    assert!(asked.iter().all(|one| one.early_reason.as_deref() == Some("She moves away tomorrow")), "{asked:?}");
    let own = json!({ "phase": "baseline", "rater": "client", "source": "phone", "answers": { "networks": 5 } });
    assert_eq!(ann.api(Method::POST, &path, Some(own)).await.status, StatusCode::CREATED, "due since the group runs");
}

#[tokio::test]
async fn a_rating_of_the_whole_is_about_no_session_and_a_pulse_about_one() {
    let test = TestApp::new().await;
    let (ann, place) = one(&test).await;
    let group = participation::Entity::find_by_id(place).one(test.app.db.read()).await.unwrap().unwrap().group_id;
    let session = seed::session(&test, group, 1, "2026-10-07T09:00:00Z").await;
    let given =
        |phase: &str, answers| json!({ "phase": phase, "rater": "client", "source": "tablet", "answers": answers });
    let mut end = given("end", json!({ "overall": "much" }));
    assert_eq!(rate(&ann, place, end.clone()).await.status, StatusCode::CREATED);
    end["session_id"] = json!(session);
    for body in [end, given("pulse", json!({ "pace": 5 }))] {
        let refused = rate(&ann, place, body).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.json);
        assert_eq!(refused.json["errors"][0]["field"], "session_id");
    }
    assert_eq!(rating_request::Entity::find().count(test.app.db.read()).await.unwrap(), 1, "an end counts once");
}

#[tokio::test]
async fn a_paper_form_has_a_code_and_is_keyed_in_by_it() {
    let test = TestApp::new().await;
    let (mut ann, place) = one(&test).await;
    let (_, request) = asked(&test, place, RatingPhase::End).await;
    let paper = ann.get(&format!("/ratings/requests/{}/form", request.id)).await;
    assert!(
        paper.all("article.paper").concat().contains(&request.code)
            && !paper.all("article.paper").concat().contains("Aino")
    );
    let upper = request.code.to_uppercase();
    let page =
        ann.submit(&format!("/ratings/key-in?code={upper}"), &[("overall", "very_much"), ("comment", "Kiitos")]).await;
    assert!(page.text().contains("The rating was saved."), "{}", page.text());
    let kept = rating::Entity::find().one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!((kept.source, kept.keyed_by), (entity::state::RatingSource::Paper, Some(ann.id())));
    let asked = rating_request::Entity::find().one(test.app.db.read()).await.unwrap().unwrap();
    assert!(asked.answered_at.is_some());
    assert_eq!(ann.get("/ratings/key-in?code=nothing").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut bob = test.staff("Bob Leader", &[Role::Leader]).await;
    let foreign = bob.get(&format!("/ratings/key-in?code={upper}")).await;
    assert!(!foreign.text().contains("Aino"), "a code of another group opens nothing");
}

#[tokio::test]
async fn the_device_in_a_clients_hands_leads_nowhere_without_the_password() {
    let test = TestApp::new().await;
    let (mut ann, place) = one(&test).await;
    let home = format!("/participations/{place}");
    let path = format!("{home}/ratings/new?phase=baseline&rater=client");
    assert!(ann.get(&path).await.text().contains("Aino"), "an address that is opened hands nothing over");
    assert_eq!(ann.get(&home).await.path, home);
    let form = ann.hand(&path).await;
    let cancel = format!("/handed-back?to={home}");
    assert!(form.attributes("main a", "href").contains(&cancel), "{:?}", form.attributes("main a", "href"));
    assert_eq!(form.attributes("main form", "autocomplete"), ["off"], "the browser keeps nothing that was typed");
    let group = participation::Entity::find_by_id(place).one(test.app.db.read()).await.unwrap().unwrap().group_id;
    for at in [&home, "/", "/groups", &format!("/groups/{group}/participants"), "/account"] {
        let page = ann.get(at).await;
        assert!(page.path.starts_with("/handed-back") || page.path.starts_with("/login"), "{at}: {}", page.path);
        assert!(!page.text().contains("Aino") && !page.text().contains("Ann Leader"), "{at}: {}", page.text());
    }
    let page = ann.submit(&path, &[("networks", "4")]).await;
    assert!(page.path.ends_with("/ratings/done") && !page.text().contains("Aino"), "{}", page.text());
    let back = ann.get(&path).await;
    assert!(back.attributes("input[checked]", "value").is_empty(), "going back shows no answers: {}", back.text());
    let own = ann.get(&format!("{home}/ratings/new?phase=end&rater=leader")).await;
    assert!(own.path.starts_with("/handed-back") && !own.text().contains("Aino"), "{}", own.path);

    let wrong = ann.submit(&cancel, &[("password", "not the password")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(ann.get(&home).await.path.starts_with("/handed-back"));
    let right = ann.submit(&cancel, &[("password", PASSWORD)]).await;
    assert_eq!((right.path.as_str(), right.text().contains("Aino")), (home.as_str(), true), "{}", right.text());
    assert!(right.text().contains("Baseline – client"), "{}", right.text());
}

async fn reach_by_mail(test: &TestApp, place: ParticipationId) {
    let tx = test.app.db.write().await.unwrap();
    let place = participation::Entity::find_by_id(place).one(&tx).await.unwrap().unwrap();
    let row = entity::client::ActiveModel {
        id: Set(place.client_id),
        email: Set(Some("aino@client.example".to_owned())),
        channel: Set(ContactChannel::Email),
        ..Default::default()
    };
    row.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_job_asks_for_what_is_due_once() {
    let test = TestApp::new().await;
    let (_, place) = one(&test).await;
    reach_by_mail(&test, place).await;
    for _ in 0..2 {
        ask_due_ratings(&test.app, test.app.clock.now()).await.unwrap();
    }
    let asked = rating_request::Entity::find().all(test.app.db.read()).await.unwrap();
    assert_eq!(asked.iter().map(|request| request.phase).collect::<Vec<_>>(), [RatingPhase::Baseline]);
    let tx = test.app.db.write().await.unwrap();
    let ended = participation::ActiveModel {
        id: Set(place),
        status: Set(ParticipationStatus::Completed),
        active: Set(false),
        started_on: Set(Some(test.app.clock.now().date_naive())),
        ended_at: Set(Some(test.app.clock.now())),
        ..Default::default()
    };
    ended.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    ask_due_ratings(&test.app, test.app.clock.now()).await.unwrap();
    assert_eq!(rating_request::Entity::find().count(test.app.db.read()).await.unwrap(), 2);
    piiri::notify::deliver(&test.app, test.app.clock.now()).await.unwrap();
    let said: Vec<String> = test.outbox().await.into_iter().map(|message| message.subject + &message.body).collect();
    assert_eq!(said.len(), 2);
    assert!(said.iter().all(|text| text.contains("{link}")), "both are sent: {said:?}");
    assert!(said.iter().all(|text| !text.contains("G01")), "a message names no group: {said:?}");
}
