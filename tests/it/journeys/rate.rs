//! Journey 8: what good it did, from the baseline to the follow-up, by link, on the leader's device and on paper.

use entity::id::{GroupId, ParticipationId};
use entity::state::{ContactChannel, GroupStatus, Openness, ParticipationStatus, RatingPhase, RatingSource, Role};
use entity::{client, group, participation, rating, rating_answer, rating_request};
use piiri::acts::ask_due_ratings;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};

use crate::support::actor::Actor;
use crate::support::{TestApp, seed};

/// A running group with a session behind it and three clients: the first gets e-mail, the others no messages.
async fn three(test: &TestApp, ann: &Actor) -> (GroupId, Vec<ParticipationId>) {
    let group = seed::group(test, ann.id(), "G01", Openness::SemiOpen).await;
    let mut places = Vec::new();
    for (name, channel) in [
        ("Aino Lehto", ContactChannel::Email),
        ("Eero Salmi", ContactChannel::None),
        ("Olli Oja", ContactChannel::None),
    ] {
        let client = seed::client(test, ann.id(), name).await;
        let tx = test.app.db.write().await.unwrap();
        let row = client::ActiveModel {
            id: Set(client),
            email: Set(Some("client@piiri.example".to_owned())),
            channel: Set(channel),
            ..Default::default()
        };
        row.update(&tx).await.unwrap();
        tx.commit().await.unwrap();
        places.push(seed::place(test, group, client, "2026-06-01T09:00:00Z").await);
    }
    (group, places)
}

/// The path of the newest link that was sent.
async fn newest_link(test: &TestApp) -> String {
    test.link(test.outbox().await.last().unwrap()).await
}

async fn asked(test: &TestApp, place: ParticipationId, phase: RatingPhase) -> rating_request::Model {
    let find = rating_request::Entity::find()
        .filter(rating_request::Column::ParticipationId.eq(place))
        .filter(rating_request::Column::Phase.eq(phase));
    find.one(test.app.db.read()).await.unwrap().expect("it was asked")
}

async fn source(test: &TestApp, place: ParticipationId, phase: RatingPhase) -> RatingSource {
    let find = rating::Entity::find()
        .filter(rating::Column::ParticipationId.eq(place))
        .filter(rating::Column::Phase.eq(phase));
    find.one(test.app.db.read()).await.unwrap().expect("it was given").source
}

/// Keys in the printed form of a request.
async fn key_in(ann: &mut Actor, request: &rating_request::Model, answers: &[(&str, &str)]) {
    let form = ann.get(&format!("/ratings/requests/{}/form", request.id)).await;
    assert!(form.all("article.paper").concat().contains(&request.code), "{}", form.text());
    let saved = ann.submit(&format!("/ratings/key-in?code={}", request.code), answers).await;
    assert!(saved.text().contains("The rating was saved."), "{}", saved.text());
}

/// Hands the device over for a rating of a phase.
async fn hand_over(ann: &mut Actor, (place, phase): (ParticipationId, &str), answers: &[(&str, &str)]) {
    let path = format!("/participations/{place}/ratings/new?phase={phase}&rater=client");
    ann.hand(&path).await;
    let thanks = ann.submit(&path, answers).await;
    assert!(thanks.path.contains("/ratings/done"), "{}", thanks.text());
    ann.take_back().await;
}

/// Ends every place and the group itself.
async fn end(test: &TestApp, group: GroupId, ends_at: &str) {
    let ends_at: chrono::DateTime<chrono::Utc> = ends_at.parse().unwrap();
    let tx = test.app.db.write().await.unwrap();
    let row = group::ActiveModel {
        id: Set(group),
        status: Set(GroupStatus::Ended),
        ends_at: Set(Some(ends_at)),
        ..Default::default()
    };
    row.update(&tx).await.unwrap();
    participation::Entity::update_many()
        .set(participation::ActiveModel {
            status: Set(ParticipationStatus::Completed),
            active: Set(false),
            started_on: Set(Some("2026-06-10".parse().unwrap())),
            ended_on: Set(Some(ends_at.date_naive())),
            ended_at: Set(Some(ends_at)),
            ..Default::default()
        })
        .filter(participation::Column::GroupId.eq(group))
        .exec(&tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn what_good_it_did_is_told_from_the_baseline_to_the_follow_up_in_three_ways() {
    let test = TestApp::new().await;
    test.at("2026-06-02T09:00:00Z");
    let mut ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let (group, places) = three(&test, &ann).await;
    let [by_link, on_device, on_paper] = places[..] else { unreachable!() };
    let mut aino = test.anybody();

    // The baseline: by link, on the leader's device, on paper.
    ask_due_ratings(&test.app, test.app.clock.now()).await.unwrap();
    let before = [("networks", "3"), ("wellbeing", "4"), ("daily_life", "cannot_say")];
    aino.submit(&newest_link(&test).await, &before).await;
    hand_over(&mut ann, (on_device, "baseline"), &before).await;
    key_in(&mut ann, &asked(&test, on_paper, RatingPhase::Baseline).await, &before).await;

    // Feedback on a session, and a goal that is scored as it comes out.
    let session = seed::session(&test, group, 1, "2026-06-02T06:00:00Z").await;
    let links = ann.get(&format!("/sessions/{session}/pulse")).await.attributes("main .people a", "href");
    ann.hand(&links[1]).await;
    ann.submit(&links[1], &[("welcome", "8"), ("pace", "5")]).await;
    ann.take_back().await;
    let home = format!("/participations/{by_link}");
    let page = ann.submit(&home, &[("text", "Kauppaan kerran viikossa"), ("weight", "3")]).await;
    let goal = page.attributes("main a", "href").into_iter().find(|href| href.ends_with("/assessments")).unwrap();
    let page = ann.submit(&goal, &[("level", "1"), ("on", "2026-06-02")]).await;
    assert!(page.text().contains("T-score of the goals: 40.0 at the start, 60.0 now"), "{}", page.text());

    // The end rating, once the group is over.
    end(&test, group, "2026-06-30T09:00:00Z").await;
    test.at("2026-07-01T09:00:00Z");
    ann.sign_in().await;
    ask_due_ratings(&test.app, test.app.clock.now()).await.unwrap();
    let page = aino.submit(&newest_link(&test).await, &[("overall", "much"), ("networks", "cannot_say")]).await;
    assert_eq!(page.status, axum::http::StatusCode::OK, "{}", page.text());
    hand_over(&mut ann, (on_device, "end"), &[("overall", "somewhat")]).await;
    key_in(&mut ann, &asked(&test, on_paper, RatingPhase::End).await, &[("overall", "very_much")]).await;

    // The follow-up, three months later and not a day sooner.
    test.at("2026-09-29T09:00:00Z");
    ask_due_ratings(&test.app, test.app.clock.now()).await.unwrap();
    let early = rating_request::Entity::find().filter(rating_request::Column::Phase.eq(RatingPhase::FollowUp));
    assert_eq!(early.count(test.app.db.read()).await.unwrap(), 0);
    test.at("2026-09-30T09:00:00Z");
    ann.sign_in().await;
    ask_due_ratings(&test.app, test.app.clock.now()).await.unwrap();
    let after = [("networks", "7"), ("wellbeing", "4"), ("daily_life", "9")];
    let own = aino.submit(&newest_link(&test).await, &after).await;
    hand_over(&mut ann, (on_device, "follow_up"), &after).await;
    key_in(&mut ann, &asked(&test, on_paper, RatingPhase::FollowUp).await, &after).await;
    for (place, expected) in
        [(by_link, RatingSource::Web), (on_device, RatingSource::Tablet), (on_paper, RatingSource::Paper)]
    {
        assert_eq!(source(&test, place, RatingPhase::FollowUp).await, expected);
        assert!(asked(&test, place, RatingPhase::FollowUp).await.answered_at.is_some());
    }

    // The client sees the own change: what was answered twice, and nothing made of "can't say".
    assert!(own.text().contains("3 → 7") && own.text().contains("4 → 4"), "{}", own.text());
    assert!(!own.text().contains("→ 9"), "can't say is no number: {}", own.text());
    let said = rating_answer::Entity::find().filter(rating_answer::Column::Item.eq("daily_life"));
    let said = said.filter(rating_answer::Column::Level.is_not_null()).all(test.app.db.read()).await.unwrap();
    assert!(said.len() == 3 && said.iter().all(|answer| answer.number.is_none()), "{said:?}");
}
