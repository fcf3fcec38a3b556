//! Goals: scaled, weighted, assessed, scored; and the summary that goes into the client record.

use axum::http::{Method, StatusCode};
use entity::state::{Openness, Role};
use serde_json::json;

use crate::support::places::Plan;
use crate::support::{TestApp, seed};

const SPRING: &str = "2026-09-01T09:00:00Z";

#[tokio::test]
async fn goals_are_scored_at_the_start_and_now() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::SemiOpen).await;
    let client = seed::client(&test, ann.id(), "Aino Lehto").await;
    let place = seed::place(&test, group, client, SPRING).await;
    let path = format!("/participations/{place}/goals");
    let mut ids = Vec::new();
    for (text, weight) in [("Kauppaan kerran viikossa", 3), ("Soitan ystävälle", 1)] {
        let made =
            ann.api(Method::POST, &path, Some(json!({ "text": text, "weight": weight, "start_level": -1 }))).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
        ids.push(made.json["id"].as_str().unwrap().to_owned());
    }
    let empty = ann.api(Method::GET, &path, None).await;
    assert!(empty.json["t_score_now"].is_null(), "a goal that is not assessed is no number");
    for (id, level) in ids.iter().zip([1, -1]) {
        let body = json!({ "level": level, "on": "2026-10-14" });
        let done = ann.api(Method::POST, &format!("/goals/{id}/assessments"), Some(body)).await;
        assert_eq!(done.status, StatusCode::CREATED, "{}", done.json);
    }
    let goals = ann.api(Method::GET, &path, None).await;
    let score = goals.json["t_score_now"].as_f64().unwrap();
    assert!((score - 55.822).abs() < 0.001, "{score}");
    assert!(goals.json["t_score_at_start"].as_f64().unwrap() < 50.0);
    let third = json!({ "text": "Nukun yöt", "weight": 1, "start_level": -2 });
    assert_eq!(ann.api(Method::POST, &path, Some(third.clone())).await.status, StatusCode::CREATED);
    assert_eq!(ann.api(Method::POST, &path, Some(third)).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn faulty_goals_and_assessments_name_the_field() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::SemiOpen).await;
    let client = seed::client(&test, ann.id(), "Aino Lehto").await;
    let place = seed::place(&test, group, client, SPRING).await;
    let path = format!("/participations/{place}/goals");
    let cases = [
        (json!({ "text": "" }), "text"),
        (json!({ "text": "x", "weight": 4 }), "weight"),
        (json!({ "text": "x", "weight": 0 }), "weight"),
        (json!({ "text": "x", "start_level": 0 }), "start_level"),
        (json!({ "text": "x", "start_level": -3 }), "start_level"),
        (json!({ "weight": 1 }), "text"),
    ];
    for (body, field) in cases {
        let answer = ann.api(Method::POST, &path, Some(body.clone())).await;
        assert_eq!(
            (answer.status, &answer.json["errors"][0]["field"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!(field)),
            "{body}"
        );
    }
    let goal = ann.api(Method::POST, &path, Some(json!({ "text": "x" }))).await;
    let path = format!("/goals/{}/assessments", goal.json["id"].as_str().unwrap());
    for (body, field) in
        [(json!({ "level": 3 }), "level"), (json!({ "level": 0, "on": "2027-01-01" }), "on"), (json!({}), "level")]
    {
        let answer = ann.api(Method::POST, &path, Some(body.clone())).await;
        assert_eq!(
            (answer.status, &answer.json["errors"][0]["field"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!(field)),
            "{body}"
        );
    }
    let bob = test.staff("Bob Leader", &[Role::Leader]).await;
    assert_eq!(bob.api(Method::POST, &path, Some(json!({ "level": 0 }))).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_faulty_assessment_comes_back_with_what_was_typed() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::SemiOpen).await;
    let client = seed::client(&test, ann.id(), "Aino Lehto").await;
    let place = seed::place(&test, group, client, SPRING).await;
    let goals = format!("/participations/{place}");
    let faulty = ann.submit(&goals, &[("text", "Kauppaan"), ("weight", "7")]).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(faulty.all("textarea").contains(&"Kauppaan".to_owned()), "{}", faulty.text());
    let page = ann.submit(&goals, &[("text", "Kauppaan"), ("weight", "2")]).await;
    let path = page.attributes("main a", "href").into_iter().find(|href| href.ends_with("/assessments")).unwrap();
    let cases = [
        (("1", "2027-01-01"), "#f-on"),
        (("1", "soon"), "#f-on"),
        (("9", "2026-10-13"), "#f-level"),
        (("", "2026-10-13"), "#f-level"),
    ];
    for ((level, on), at) in cases {
        let page = ann.submit(&path, &[("level", level), ("on", on)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{level} {on}: {}", page.text());
        assert_eq!(page.attributes(".error-summary a", "href"), [at], "{level} {on}");
        assert_eq!(page.attributes("input[name=on]", "value"), [on], "what was typed stays");
        let chosen: &[&str] = if level == "1" { &["1"] } else { &[] };
        assert_eq!(page.attributes("input[name=level][checked]", "value"), chosen);
    }
    let page = ann.submit(&path, &[("level", "1"), ("on", "2026-10-13")]).await;
    assert!(page.text().contains("at the start −1, now +1"), "{}", page.text());
    let page = ann.get(&path).await;
    assert!(page.text().contains("+1 A little more than expected"), "the history shows it: {}", page.text());
}

#[tokio::test]
async fn the_summary_is_of_one_client_and_warns_of_a_peers_name() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::SemiOpen).await;
    let session = seed::session(&test, group, 1, "2026-10-14T06:00:00Z").await;
    let mut places = Vec::new();
    for name in ["Aino Lehto", "Pekka Salmi"] {
        let client = seed::client(&test, ann.id(), name).await;
        places.push(seed::place(&test, group, client, SPRING).await);
    }
    let path = format!("/participations/{}", places[0]);
    ann.submit(&path, &[("text", "Kauppaan kerran viikossa"), ("weight", "2")]).await;
    let mark =
        |note: &str| json!({ "entries": [{ "participation_id": places[0], "status": "present", "note": note }] });
    ann.api(Method::PUT, &format!("/sessions/{session}/attendance"), Some(mark("Hyvä kerta"))).await;
    let summary = format!("{path}/summary");
    let page = ann.get(&summary).await;
    let text = page.all("textarea").concat();
    for part in ["Present 1 of 1 times, 2 h", "Kauppaan kerran viikossa", "Hyvä kerta"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("Salmi") && page.all(".notice").is_empty());
    ann.api(Method::PUT, &format!("/sessions/{session}/attendance"), Some(mark("Jutteli Pekan kanssa"))).await;
    assert_eq!(ann.get(&summary).await.all(".notice").len(), 1);
}

#[tokio::test]
async fn a_goal_is_corrected_until_it_is_assessed_and_given_up_for_a_reason() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::SemiOpen).await;
    let client = seed::client(&test, ann.id(), "Aino Lehto").await;
    let place = seed::place(&test, group, client, SPRING).await;
    let path = format!("/participations/{place}/goals");
    let mut ids = Vec::new();
    for text in ["Kaupan", "Soitan", "Nukun"] {
        let made = ann.api(Method::POST, &path, Some(json!({ "text": text }))).await;
        ids.push(made.json["id"].as_str().unwrap().to_owned());
    }
    ann.sign_in().await;
    let one = format!("/goals/{}", ids[0]);
    let words = [("text", "Kauppaan"), ("level_1", "En käy ollenkaan"), ("level_3", "Käyn kerran viikossa")];
    let saved = ann.submit(&one, &words).await;
    assert!(saved.text().contains("Kauppaan") && !saved.text().contains("Kaupan "), "{}", saved.text());
    let assess = ann.get(&format!("{one}/assessments")).await;
    assert!(assess.text().contains("Käyn kerran viikossa"), "levels in own words: {}", assess.text());
    let goals = ann.api(Method::GET, &path, None).await;
    assert_eq!(goals.json["items"][0]["levels"], json!(["En käy ollenkaan", "", "Käyn kerran viikossa", "", ""]));

    let level = json!({ "level": 1, "on": "2026-10-14" });
    for id in &ids[..2] {
        ann.api(Method::POST, &format!("/goals/{id}/assessments"), Some(level.clone())).await;
    }
    let late = ann.api(Method::POST, &format!("{one}/correction"), Some(json!({ "text": "Kirjastoon" }))).await;
    assert_eq!((late.status, &late.json["errors"][0]["code"]), (StatusCode::CONFLICT, &json!("rating_goal_assessed")));
    let fourth = json!({ "text": "Ulos" });
    assert_eq!(ann.api(Method::POST, &path, Some(fourth.clone())).await.status, StatusCode::CONFLICT);
    let bare = ann.submit(&one, &[("reason", "")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "given up for a reason only: {}", bare.text());
    let page = ann.submit(&one, &[("reason", "Kauppa on suljettu")]).await;
    assert!(page.text().contains("Kauppa on suljettu"), "{}", page.text());
    assert_eq!(ann.api(Method::POST, &path, Some(fourth)).await.status, StatusCode::CREATED, "its place is free");
    let goals = ann.api(Method::GET, &path, None).await;
    let given_up = &goals.json["items"][0];
    assert_eq!((&given_up["retired_reason"], &given_up["level"]), (&json!("Kauppa on suljettu"), &json!(1)));
    assert_eq!(goals.json["t_score_now"], 60.0, "scored by what stands: one goal at +1");
    let over = ann.api(Method::POST, &format!("{one}/assessments"), Some(level)).await;
    assert_eq!(over.status, StatusCode::CONFLICT, "{}", over.json);
}

#[tokio::test]
async fn goals_named_in_the_referral_wait_for_the_first_talk_about_goals() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", ann.id(), Plan::open(2)).await;
    let referral = test.referral(group, "Aino", worker.id()).await;
    let to = json!({ "to": "confirmed" });
    let placed = ann.api(Method::POST, &format!("/referrals/{referral}/transitions"), Some(to)).await;
    let home = format!("/participations/{}", placed.json["participation_id"].as_str().unwrap());
    ann.sign_in().await;
    let page = ann.get(&home).await;
    assert!(page.text().contains("Out of the house once a week"), "named in the referral: {}", page.text());
    let take = format!("{home}?take=0");
    assert!(page.attributes("main a", "href").contains(&format!("{take}#new-goal")));
    let page = ann.submit(&take, &[("text", "To the library on Tuesdays"), ("weight", "2")]).await;
    assert!(page.text().contains("To the library on Tuesdays"), "{}", page.text());
    assert!(!page.text().contains("Out of the house once a week"), "it waits no more, though worded anew");
    test.outbox().await;
}

#[tokio::test]
async fn a_client_sees_the_own_goals_on_the_own_page_and_no_group() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::SemiOpen).await;
    let client = seed::client(&test, ann.id(), "Aino Lehto").await;
    let place = seed::place(&test, group, client, SPRING).await;
    let path = format!("/participations/{place}/goals");
    let levels = json!(["", "", "", "Kaksi kertaa viikossa", ""]);
    let mut ids = Vec::new();
    for body in [json!({ "text": "Kauppaan", "levels": levels }), json!({ "text": "Soitan ystävälle" })] {
        ids.push(ann.api(Method::POST, &path, Some(body)).await.json["id"].as_str().unwrap().to_owned());
    }
    let level = json!({ "level": 1, "on": "2026-10-14" });
    ann.api(Method::POST, &format!("/goals/{}/assessments", ids[0]), Some(level)).await;
    let token = test
        .system(async |act| piiri::people::client::new_link(act, client, act.now + chrono::TimeDelta::days(1)).await)
        .await;
    let own = test.anybody().get(&format!("/me/{token}")).await;
    for said in
        ["Omat tavoitteesi", "Kauppaan Kaksi kertaa viikossa", "Soitan ystävälle Tavoitetta ei ole vielä arvioitu"]
    {
        assert!(own.text().contains(said), "{said}: {}", own.text());
    }
    assert!(!own.text().contains("G01"), "{}", own.text());
    let why = json!({ "reason": "Not now" });
    ann.api(Method::POST, &format!("/goals/{}/retirement", ids[1]), Some(why)).await;
    assert!(!test.anybody().get(&format!("/me/{token}")).await.text().contains("Soitan"), "given up");
}
