//! Ratings that are asked for: once where once is meant, counted when given unasked, and why some stay unanswered.

use axum::http::{Method, StatusCode};
use chrono::{DateTime, Utc};
use entity::id::{ClientId, GroupId, ParticipationId, RatingRequestId, StaffId};
use entity::state::{Attrition, Openness, ParticipationStatus, RatingPhase, Role};
use entity::{participation, rating_request};
use piiri::acts::ask_due_ratings;
use piiri::rating::{NewRequest, ask};
use piiri::statistics::cut::{CutPosition, Pattern};
use piiri::statistics::indicators;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::json;

use crate::support::{TestApp, seed};

const SPRING: &str = "2026-03-01T09:00:00Z";

async fn request(test: &TestApp, place: ParticipationId, phase: RatingPhase) -> RatingRequestId {
    let now = test.app.clock.now();
    test.system(async |act| ask(act, place, NewRequest { phase, session: None, due_on: now.date_naive() }).await).await
}

async fn row(test: &TestApp, id: RatingRequestId) -> rating_request::Model {
    rating_request::Entity::find_by_id(id).one(test.app.db.read()).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_leader_tells_why_a_follow_up_stays_unanswered_until_it_is_answered_after_all() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::SemiOpen).await;
    let client = seed::client(&test, ann.id(), "Aino Lehto").await;
    let place = seed::place(&test, group, client, SPRING).await;
    let id = request(&test, place, RatingPhase::FollowUp).await;
    let (page, path) = (format!("/participations/{place}"), format!("/ratings/requests/{id}/unanswered"));
    assert!(ann.get(&page).await.attributes("main a", "href").contains(&path));
    let faulty = ann.post(&path, &[("attrition".to_owned(), "bored".to_owned())]).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", faulty.text());
    assert_eq!(faulty.attributes(".error-summary a", "href"), ["#f-attrition"]);
    let saved = ann.submit(&path, &[("attrition", "need_ended")]).await;
    assert!(saved.path == page && saved.text().contains("The need ended"), "{}", saved.text());
    assert_eq!(row(&test, id).await.attrition, Some(Attrition::NeedEnded));
    assert_eq!(ann.get(&path).await.attributes("input[checked]", "value"), ["need_ended"]);
    ann.submit(&path, &[("attrition", "awaited")]).await;
    assert_eq!(row(&test, id).await.attrition, None, "it may be awaited again");
    let told =
        ann.api(Method::PATCH, &format!("/rating-requests/{id}"), Some(json!({ "attrition": "laborious" }))).await;
    assert_eq!((told.status, &told.json["attrition"]), (StatusCode::OK, &json!("laborious")), "{}", told.json);
    let wrong = ann.api(Method::PATCH, &format!("/rating-requests/{id}"), Some(json!({ "attrition": "bored" }))).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.json);
    let given = json!({ "phase": "follow_up", "rater": "client", "source": "phone", "answers": { "networks": 6 } });
    ann.api(Method::POST, &format!("/participations/{place}/ratings"), Some(given)).await;
    let list = ann.api(Method::GET, &format!("/participations/{place}/rating-requests"), None).await;
    let one = &list.json["items"][0];
    assert!(one["attrition"].is_null() && !one["answered_at"].is_null(), "an answer takes the reason away: {one}");
    let late = ann.api(Method::PATCH, &format!("/rating-requests/{id}"), Some(json!({ "attrition": "other" }))).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let bob = test.staff("Bob Leader", &[Role::Leader]).await;
    let foreign = bob.api(Method::PATCH, &format!("/rating-requests/{id}"), Some(json!({ "attrition": null }))).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn reasons_that_leaders_tell_are_counted_in_the_follow_up_attrition() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::SemiOpen).await;
    let told = [Some("laborious"), Some("laborious"), Some("unplanned_end"), None];
    for number in 0..6 {
        let client = seed::client(&test, ann.id(), &format!("Client {number}")).await;
        let place = seed::place(&test, group, client, SPRING).await;
        let rate = async |phase: &str| {
            let body = json!({ "phase": phase, "rater": "client", "source": "web", "answers": { "networks": 5 } });
            let answer = ann.api(Method::POST, &format!("/participations/{place}/ratings"), Some(body)).await;
            assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.json);
        };
        rate("baseline").await;
        let id = request(&test, place, RatingPhase::FollowUp).await;
        match told.get(number) {
            Some(Some(reason)) => {
                let path = format!("/rating-requests/{id}");
                ann.api(Method::PATCH, &path, Some(json!({ "attrition": reason }))).await;
            }
            Some(None) => {}
            None => rate("follow_up").await,
        }
    }
    let year = "2026-01-01".parse().unwrap()..="2026-12-31".parse().unwrap();
    let facts =
        piiri::statistics::facts(test.app.db.read(), year, test.app.clock.now(), test.app.config.zone).await.unwrap();
    let table = indicators::follow_up(&facts);
    let whole = CutPosition::default().key(Pattern::NONE).unwrap();
    let count = |measure: &str, class: &str| {
        let found = table.true_value(measure, class, &whole).unwrap_or_else(|| panic!("{measure} {class}"));
        (found.numerator.unwrap(), found.denominator.unwrap())
    };
    assert_eq!(count("attrition", ""), (4, 6));
    assert_eq!(count("attrition_reason", "laborious"), (2, 4));
    assert_eq!(count("attrition_reason", "unplanned_end"), (1, 4));
    assert_eq!(count("attrition_reason", "unknown"), (1, 4));
}

#[tokio::test]
async fn an_end_rating_that_nobody_asked_for_counts_among_those_asked() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::SemiOpen).await;
    let client = seed::client(&test, ann.id(), "Aino Lehto").await;
    let place = seed::place(&test, group, client, SPRING).await;
    let mut body = json!({ "phase": "end", "rater": "client", "source": "tablet", "answers": { "overall": "much" } });
    body["early_reason"] = json!("She moves away tomorrow");
    for _ in 0..2 {
        let given = ann.api(Method::POST, &format!("/participations/{place}/ratings"), Some(body.clone())).await;
        assert_eq!(given.status, StatusCode::CREATED, "{}", given.json);
    }
    let asked = rating_request::Entity::find().all(test.app.db.read()).await.unwrap();
    assert!(asked.len() == 1 && asked[0].answered_at.is_some(), "{asked:?}");
    ended(&test, place, "2026-10-13T09:00:00Z").await;
    ask_due_ratings(&test.app, test.app.clock.now()).await.unwrap();
    assert_eq!(ends(&test).await.len(), 1, "and the job does not ask again");
}

async fn ended(test: &TestApp, place: ParticipationId, at: &str) {
    let at: DateTime<Utc> = at.parse().unwrap();
    let tx = test.app.db.write().await.unwrap();
    let row = participation::ActiveModel {
        id: Set(place),
        status: Set(ParticipationStatus::Completed),
        active: Set(false),
        started_on: Set(Some(at.date_naive())),
        ended_at: Set(Some(at)),
        ended_on: Set(Some(at.date_naive())),
        ..Default::default()
    };
    row.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn ends(test: &TestApp) -> Vec<ParticipationId> {
    let find = rating_request::Entity::find().filter(rating_request::Column::Phase.eq(RatingPhase::End));
    let rows =
        find.order_by(rating_request::Column::AskedAt, sea_orm::Order::Asc).all(test.app.db.read()).await.unwrap();
    rows.into_iter().map(|row| row.participation_id).collect()
}

async fn placed(test: &TestApp, leader: StaffId, (client, code): (ClientId, &str)) -> (GroupId, ParticipationId) {
    let group = seed::group(test, leader, code, Openness::SemiOpen).await;
    (group, seed::place(test, group, client, SPRING).await)
}

#[tokio::test]
async fn the_end_rating_is_asked_once_a_client_at_the_last_ended_participation() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let client = seed::client(&test, ann.id(), "Aino Lehto").await;
    let (_, first) = placed(&test, ann.id(), (client, "G01")).await;
    let (_, second) = placed(&test, ann.id(), (client, "G02")).await;
    ended(&test, second, "2026-09-20T09:00:00Z").await;
    ask_due_ratings(&test.app, test.app.clock.now()).await.unwrap();
    assert!(ends(&test).await.is_empty(), "not while the client still has a place");
    ended(&test, first, "2026-10-01T09:00:00Z").await;
    ask_due_ratings(&test.app, test.app.clock.now()).await.unwrap();
    assert_eq!(ends(&test).await, [first], "at the one that ended last, not the one made last");
    test.at("2027-05-01T09:00:00Z");
    let (_, later) = placed(&test, ann.id(), (client, "G03")).await;
    ended(&test, later, "2027-04-30T09:00:00Z").await;
    ask_due_ratings(&test.app, test.app.clock.now()).await.unwrap();
    assert_eq!(ends(&test).await, [first], "a later participation within a year asks no second time");
    test.at("2029-05-01T09:00:00Z");
    let (_, back) = placed(&test, ann.id(), (client, "G04")).await;
    ended(&test, back, "2029-04-30T09:00:00Z").await;
    ask_due_ratings(&test.app, test.app.clock.now()).await.unwrap();
    assert_eq!(ends(&test).await, [first, back], "who comes back after years is asked again");
}

#[tokio::test]
async fn who_dropped_out_is_asked_for_the_end_rating_when_the_group_ends() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let client = seed::client(&test, ann.id(), "Aino Lehto").await;
    let (group, place) = placed(&test, ann.id(), (client, "G01")).await;
    ended(&test, place, "2026-07-20T09:00:00Z").await;
    let dropped = participation::ActiveModel {
        id: Set(place),
        status: Set(ParticipationStatus::DroppedOut),
        ..Default::default()
    };
    test.system(async |act| Ok(dropped.update(act.tx).await.map(drop)?)).await;
    ask_due_ratings(&test.app, test.app.clock.now()).await.unwrap();
    assert!(ends(&test).await.is_empty(), "the group still runs");
    let over = entity::group::ActiveModel {
        id: Set(group),
        status: Set(entity::state::GroupStatus::Ended),
        ends_at: Set(Some("2026-10-13T09:00:00Z".parse().unwrap())),
        ..Default::default()
    };
    test.system(async |act| Ok(over.update(act.tx).await.map(drop)?)).await;
    for _ in 0..2 {
        ask_due_ratings(&test.app, test.app.clock.now()).await.unwrap();
    }
    assert_eq!(ends(&test).await, [place]);
}
