//! Address protection (turvakielto): who is not the key worker learns neither name, municipality nor whereabouts.

use axum::http::{Method, StatusCode};
use entity::id::{ClientId, GroupId, ReferralId};
use entity::state::{ContactChannel, FeedKind, FeedTitles, Role, TaskKind};
use entity::{client as client_row, task as task_row};
use piiri::access::Actor as By;
use piiri::acts::submit_referral;
use piiri::calendar::{self, NewLink};
use piiri::people::client::{ClientInput, create};
use piiri::referral::{NextState, ReferralStep, Side};
use piiri::task::{self, NewTask};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::json;

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::places::{Plan, new_referral};
use crate::support::record::step_of;

/// What nobody but the key worker may read.
const SECRET: [&str; 4] = ["Salla Suojattu", "Rantasalmi", "0401234567", "salla@example.org"];

/// A protected client, whom a colleague of the key worker has referred to a leader's group.
struct Scene {
    test: TestApp,
    keeper: Actor,
    referrer: Actor,
    leader: Actor,
    group: GroupId,
    client: ClientId,
    referral: ReferralId,
}

async fn scene() -> Scene {
    let test = TestApp::new().await;
    test.outbox().await;
    let keeper = test.staff("Kaisa Keeper", &[Role::Worker]).await;
    let referrer = test.staff("Rauno Referrer", &[Role::Worker]).await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(3)).await;
    let elsewhere = test.staff("Oskar Leader", &[Role::Leader]).await;
    let other = test.group("Salainen polku", elsewhere.id(), Plan::open(3)).await;
    let now = test.app.clock.now();
    let input = ClientInput {
        address_protection: true,
        municipality: Some(SECRET[1].into()),
        phone: Some(SECRET[2].into()),
        email: Some(SECRET[3].into()),
        key_worker_id: Some(keeper.id()),
        ..ClientInput::named(SECRET[0])
    };
    let (client, referral) = test
        .system(async |act| {
            let client = create(act, input).await.unwrap();
            let referral = submit_referral(act, new_referral((client, group), referrer.id())).await.unwrap().id;
            let second = submit_referral(act, new_referral((client, other), keeper.id())).await.unwrap().id;
            step_of(act, second, ReferralStep::to(NextState::Confirmed, Side::Leader)).await.unwrap();
            for staff in [referrer.id(), keeper.id()] {
                let about = NewTask { key: format!("call:{staff}"), client: Some(client), ..NewTask::default() };
                task::ask(act, TaskKind::TwoMisses, staff, now, about).await.unwrap();
            }
            Ok((client, referral))
        })
        .await;
    Scene { test, keeper, referrer, leader, group, client, referral }
}

fn hides(where_: &str, text: &str) {
    for secret in SECRET {
        assert!(!text.contains(secret), "{where_} tells {secret}: {text}");
    }
}

#[tokio::test]
async fn every_page_and_file_of_others_hides_name_municipality_and_contacts() {
    let Scene { test: _test, mut keeper, mut referrer, mut leader, group, client, referral, .. } = scene().await;
    let of_both = [
        "/".to_owned(),
        "/clients".to_owned(),
        "/clients.csv".to_owned(),
        format!("/clients/{client}"),
        "/referrals".to_owned(),
        format!("/referrals/{referral}"),
    ];
    for path in &of_both {
        for actor in [&mut referrer, &mut leader] {
            let page = actor.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
            hides(path, &page.html());
        }
    }
    hides("form", &referrer.get("/referrals/new").await.html());
    for path in [format!("/groups/{group}/referrals"), format!("/groups/{group}/participants")] {
        hides(&path, &leader.get(&path).await.html());
    }
    let code = client.to_string().to_uppercase();
    let code = format!("Client {}", &code[code.len() - 4..]);
    for path in ["/", "/referrals", "/clients", "/referrals/new"] {
        assert!(referrer.get(path).await.html().contains(&code), "{path} shows the code name");
        assert!(keeper.get(path).await.html().contains(SECRET[0]), "{path} shows the key worker the name");
    }
    assert!(keeper.get(&format!("/clients/{client}")).await.html().contains(SECRET[1]));
}

#[tokio::test]
async fn the_call_list_of_a_session_tells_who_a_protected_client_is_to_the_key_worker_only() {
    let Scene { test, keeper, mut leader, group, client, referral, .. } = scene().await;
    let session = test.session(group, 1, "2026-10-15T08:00:00Z").await;
    test.system(async |act| {
        let row =
            client_row::ActiveModel { id: Set(client), channel: Set(ContactChannel::Letter), ..Default::default() };
        row.update(act.tx).await.unwrap();
        step_of(act, referral, ReferralStep::to(NextState::Confirmed, Side::Leader)).await
    })
    .await;
    let cancelled = json!({ "code": "leader_ill", "notify": true });
    let answer = leader.api(Method::POST, &format!("/sessions/{session}/cancel"), Some(cancelled)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
    let calls = leader.get(&format!("/sessions/{session}/calls")).await;
    hides("the call list", &calls.html());
    assert!(calls.text().contains("The key worker tells"), "{}", calls.text());
    let asked = task_row::Entity::find().all(test.app.db.read()).await.unwrap();
    let call = asked.iter().find(|task| task.kind == TaskKind::CallSession).expect("a call is asked for");
    assert_eq!(call.staff_id, keeper.id());
    test.outbox().await;
}

#[tokio::test]
async fn a_code_name_is_not_found_by_the_true_one() {
    let Scene { test: _test, mut keeper, mut referrer, client, .. } = scene().await;
    assert!(referrer.get("/clients?q=salla").await.all("tbody th").is_empty());
    assert_eq!(keeper.get("/clients?q=salla").await.all("tbody th").len(), 1);
    let found = referrer.api(Method::GET, "/clients?q=suojattu", None).await;
    assert!(found.json["items"].as_array().unwrap().is_empty());
    assert!(referrer.get("/clients/duplicates").await.all("main .card").is_empty());
    let merge = referrer.get(&format!("/clients/merge?one={client}&other={client}")).await;
    assert_eq!(merge.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_interface_hides_what_the_pages_hide() {
    let Scene { test: _test, keeper, referrer, leader, client, .. } = scene().await;
    for actor in [&referrer, &leader] {
        let one = actor.api(Method::GET, &format!("/clients/{client}"), None).await;
        hides("/clients/{id}", &one.json.to_string());
        assert_eq!(one.json["municipality"], json!(null));
        hides("/clients", &actor.api(Method::GET, "/clients", None).await.json.to_string());
        hides("/referrals", &actor.api(Method::GET, "/referrals", None).await.json.to_string());
    }
    let own = keeper.api(Method::GET, &format!("/clients/{client}"), None).await;
    assert_eq!(own.json["municipality"], SECRET[1]);
}

#[tokio::test]
async fn where_a_protected_client_goes_is_told_to_the_key_worker_and_the_leader_of_that_group_only() {
    let Scene { test: _test, mut keeper, mut referrer, mut leader, client, referral, .. } = scene().await;
    let path = format!("/clients/{client}");
    assert!(keeper.get(&path).await.text().contains("Salainen polku"));
    for (actor, who) in [(&mut referrer, "the referrer"), (&mut leader, "a leader of another group")] {
        for path in [&path, &format!("/referrals/{referral}"), &"/clients".to_owned()] {
            // The open groups to which a leader may send a client on are a choice, and tell of nobody.
            let told = actor.get(path).await.all("main :is(.notice, .facts, table)").join(" ");
            assert!(!told.contains("Salainen polku"), "{who} at {path}: {told}");
        }
    }
}

#[tokio::test]
async fn a_protected_client_has_no_calendar_and_only_the_key_worker_may_change_the_record() {
    let Scene { test, keeper, referrer, client, .. } = scene().await;
    let link = NewLink {
        kind: FeedKind::Client,
        subject_id: None,
        client_id: Some(client),
        staff_id: None,
        titles: FeedTitles::Neutral,
        label: None,
    };
    let refused = test.app.act(By::Client(client), async |act| calendar::new_link(act, link).await).await;
    assert!(refused.is_err());
    let path = format!("/clients/{client}");
    let renamed = Some(json!({"interpreter": "so"}));
    assert_eq!(referrer.api(Method::PATCH, &path, renamed.clone()).await.status, StatusCode::NOT_FOUND);
    assert_eq!(keeper.api(Method::PATCH, &path, renamed).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_calendar_ends_when_protection_begins() {
    let test = TestApp::new().await;
    let keeper = test.staff("Kaisa Keeper", &[Role::Worker]).await;
    let client = test
        .system(async |act| {
            let input = ClientInput {
                channel: ContactChannel::Letter,
                key_worker_id: Some(keeper.id()),
                ..ClientInput::named("Salla")
            };
            create(act, input).await
        })
        .await;
    let link = NewLink {
        kind: FeedKind::Client,
        subject_id: None,
        client_id: Some(client),
        staff_id: None,
        titles: FeedTitles::Neutral,
        label: None,
    };
    let token = test.act(By::Client(client), async |act| calendar::new_link(act, link).await).await;
    let feed = format!("/calendar/{token}.ics");
    let mut phone = test.anybody();
    assert_eq!(phone.get(&feed).await.status, StatusCode::OK);
    let path = format!("/clients/{client}");
    let protected = keeper.api(Method::PATCH, &path, Some(json!({"address_protection": true}))).await;
    assert_eq!(protected.status, StatusCode::OK);
    assert_eq!(phone.get(&feed).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn everything_about_a_session_says_one_code_to_the_leader_and_the_referrer() {
    let Scene { test, keeper, referrer, mut leader, group, client, referral, .. } = scene().await;
    let session = test.session(group, 1, "2026-10-14T10:00:00Z").await;
    test.system(async |act| {
        step_of(act, referral, ReferralStep::to(NextState::Confirmed, Side::Leader)).await.unwrap();
        Ok(())
    })
    .await;
    test.at("2026-10-14T10:30:00Z");
    let sheet = format!("/sessions/{session}/attendance");
    let places = leader.api(Method::GET, &format!("/groups/{group}/participations"), None).await;
    let place = places.json["items"][0]["id"].as_str().unwrap().to_owned();
    let came = json!({ "entries": [{ "participation_id": place, "status": "present" }] });
    let kept = leader.api(Method::PUT, &sheet, Some(came)).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.json);
    hides("the answer to a sheet", &kept.json.to_string());
    let code = client.to_string().to_uppercase();
    let code = format!("Client {}", &code[code.len() - 4..]);
    let pages = [
        sheet.clone(),
        format!("/sessions/{session}/roster"),
        format!("/sessions/{session}/pulse"),
        format!("/groups/{group}/attendance"),
        format!("/groups/{group}/participants"),
        format!("/participations/{place}"),
    ];
    for path in &pages {
        let page = leader.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
        hides(path, &page.html());
        assert!(page.text().contains(&code), "{path} says the code: {}", page.text());
    }
    for (actor, name) in [(&leader, code.as_str()), (&referrer, code.as_str()), (&keeper, SECRET[0])] {
        let answer = actor.api(Method::GET, &sheet, None).await;
        assert_eq!(answer.json["entries"][0]["name"], name, "{}", answer.json);
    }
}

#[tokio::test]
async fn a_link_to_a_clients_calendar_is_listed_without_the_name_once_protection_begins() {
    let Scene { test, mut referrer, client, .. } = scene().await;
    let tx = test.app.db.write().await.unwrap();
    let open = client_row::ActiveModel { id: Set(client), address_protection: Set(false), ..Default::default() };
    open.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let link = NewLink {
        kind: FeedKind::Client,
        subject_id: None,
        client_id: Some(client),
        staff_id: Some(referrer.id()),
        titles: FeedTitles::Neutral,
        label: None,
    };
    test.act(By::Staff(referrer.id()), async |act| calendar::new_link(act, link).await).await;
    assert!(referrer.get("/account/calendars").await.text().contains(SECRET[0]));
    let tx = test.app.db.write().await.unwrap();
    let closed = client_row::ActiveModel { id: Set(client), address_protection: Set(true), ..Default::default() };
    closed.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    hides("the links", &referrer.get("/account/calendars").await.html());
}

#[tokio::test]
async fn whoever_holds_a_protected_clients_link_reads_neither_who_nor_where_and_is_offered_only_what_can_be_saved() {
    let Scene { test, keeper, client, .. } = scene().await;
    let now = test.app.clock.now();
    let session = {
        let place = entity::participation::Entity::find().one(test.app.db.read()).await.unwrap().unwrap();
        test.session(place.group_id, 1, "2026-10-15T08:00:00Z").await
    };
    let token = test
        .system(async |act| {
            let row = client_row::ActiveModel {
                id: Set(client),
                needs: Set(Some("Käyttää pyörätuolia".into())),
                language: Set(entity::state::Language::En),
                ..Default::default()
            };
            row.update(act.tx).await.unwrap();
            piiri::people::client::new_link(act, client, now + chrono::TimeDelta::days(9)).await
        })
        .await;
    let mut phone = test.anybody();
    let (home, data) = (format!("/me/{token}"), format!("/me/{token}/data"));
    let page = phone.get(&home).await;
    assert!(page.text().contains("Thu 15") || page.text().contains("15"), "the times stay: {}", page.text());
    assert!(page.all("[name=show_place]").is_empty(), "the place can't be shown");
    assert!(page.text().contains("Ask your worker where it is."), "{}", page.text());
    assert_eq!(phone.get(&format!("{home}/sessions/{session}/place")).await.status, StatusCode::NOT_FOUND);
    let shown = phone.get(&data).await;
    for secret in
        ["Suojattu", "Rantasalmi", "0401234567", "example.org", "pyörätuolia", "Salainen polku", "Kaisa Keeper"]
    {
        for page in [&page, &shown] {
            assert!(!page.html().contains(secret), "{secret}: {}", page.text());
        }
    }
    assert!(shown.text().contains("Salla"), "{}", shown.text());
    let saved = phone.submit(&home, &[("channel", "letter")]).await;
    assert!(saved.text().contains("saved"), "{}", saved.text());
    let kept = keeper.api(Method::PATCH, &format!("/clients/{client}"), Some(json!({"interpreter": "so"}))).await;
    assert_eq!(kept.status, StatusCode::OK, "what the client saved stands in nobody's way: {}", kept.json);
    test.outbox().await;
}

#[tokio::test]
async fn other_clients_see_their_contacts_by_the_ends_and_choose_among_ways_that_have_an_address() {
    let test = TestApp::new().await;
    let now = test.app.clock.now();
    let input = ClientInput {
        phone: Some("040 123 4567".into()),
        needs: Some("Käyttää pyörätuolia".into()),
        municipality: Some("Rantasalmi".into()),
        language: entity::state::Language::En,
        ..ClientInput::named("Aino Oma")
    };
    let token = test
        .system(async |act| {
            let id = create(act, input).await?;
            piiri::people::client::new_link(act, id, now + chrono::TimeDelta::days(9)).await
        })
        .await;
    let mut phone = test.anybody();
    let data = phone.get(&format!("/me/{token}/data")).await;
    assert!(data.text().contains("••• ••• 67") && data.text().contains("Aino Oma"), "{}", data.text());
    assert!(data.text().contains("Rantasalmi"), "{}", data.text());
    assert!(!data.html().contains("4567") && !data.html().contains("pyörätuolia"), "{}", data.text());
    let home = phone.get(&format!("/me/{token}")).await;
    let ways = home.attributes("[name=channel]", "value");
    assert_eq!(ways, ["sms", "letter", "none"], "no address, no mail");
    assert_eq!(home.all("[name=show_place]").len(), 1);
}
