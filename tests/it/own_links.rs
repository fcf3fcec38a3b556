//! A client's telephone, mail or link may come into other hands: what opens the client's pages then ends.

use axum::http::{Method, StatusCode};
use entity::id::ClientId;
use entity::state::{ContactChannel, FeedKind, FeedTitles, MessageKind, Role};
use entity::{calendar_link, client};
use piiri::calendar::{self, NewLink};
use piiri::people::client::new_link;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::json;

use crate::support::TestApp;
use crate::support::actor::Actor;

struct Scene {
    test: TestApp,
    wes: Actor,
    client: ClientId,
    own: String,
    feed: String,
}

async fn scene() -> Scene {
    let test = TestApp::new().await;
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let client = test.client("Aino Lehto", wes.id()).await;
    let row = client::ActiveModel {
        id: Set(client),
        channel: Set(ContactChannel::Sms),
        phone: Set(Some("040 111 1111".to_owned())),
        ..Default::default()
    };
    test.system(async |act| Ok(row.update(act.tx).await?)).await;
    let until = test.app.clock.now() + chrono::TimeDelta::days(365);
    let own = test.system(async |act| new_link(act, client, until).await).await;
    let new = NewLink {
        kind: FeedKind::Client,
        subject_id: None,
        client_id: Some(client),
        staff_id: None,
        titles: FeedTitles::Neutral,
        label: None,
    };
    let feed = test.system(async |act| calendar::new_link(act, new).await).await;
    Scene { test, wes, client, own: format!("/me/{own}"), feed: format!("/calendar/{feed}.ics") }
}

impl Scene {
    async fn open(&self) -> [bool; 2] {
        let mut anybody = self.test.anybody();
        let own = anybody.get(&self.own).await.status == StatusCode::OK;
        let feeds = calendar_link::Entity::find().all(self.test.app.db.read()).await.unwrap();
        [own, feeds.iter().all(|feed| feed.revoked_at.is_none())]
    }
}

#[tokio::test]
async fn another_telephone_ends_what_the_old_one_opens_only_where_it_is_in_other_hands() {
    let mut scene = scene().await;
    let edit = format!("/clients/{}/edit", scene.client);
    scene.wes.submit(&edit, &[("phone", "040 222 2222")]).await;
    assert_eq!(scene.open().await, [true, true], "a new number alone ends nothing");
    scene.wes.submit(&edit, &[("old_is_elsewhere", "true")]).await;
    assert_eq!(scene.open().await, [true, true], "nothing of the number has changed");
    assert!(scene.test.outbox().await.is_empty());
    scene.wes.submit(&edit, &[("phone", "040 333 3333"), ("old_is_elsewhere", "true")]).await;
    assert_eq!(scene.open().await, [false, false]);
    let told = scene.test.outbox().await;
    assert_eq!(told.iter().map(|message| message.kind).collect::<Vec<_>>(), [MessageKind::Link]);
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let texts = scene.test.app.sms.kept();
    assert_eq!(texts.iter().map(|text| &*text.to).collect::<Vec<_>>(), ["+358403333333"], "to the new number");
    let link = texts[0].text.split_whitespace().find(|word| word.contains("/me/")).unwrap();
    let link = link.split_once("/me/").map(|(_, token)| format!("/me/{token}")).unwrap();
    assert_eq!(scene.test.anybody().get(&link).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_lost_link_ends_with_every_other_and_the_client_gets_a_new_one_by_the_chosen_way() {
    let mut scene = scene().await;
    let page = scene.wes.press(&format!("/clients/{}", scene.client), "End the links and send a new one").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert_eq!(scene.open().await, [false, false]);
    assert_eq!(scene.test.anybody().get(&scene.feed).await.status, StatusCode::NOT_FOUND);
    assert_eq!(scene.test.outbox().await.len(), 1);
    let path = format!("/clients/{}/links/renew", scene.client);
    let again = scene.wes.api(Method::POST, &path, Some(json!({}))).await;
    assert_eq!(again.status, StatusCode::NO_CONTENT, "{}", again.json);
    assert_eq!(scene.test.outbox().await.len(), 2);
    let stranger = scene.test.staff("Olli Other", &[Role::Worker]).await;
    assert_eq!(stranger.api(Method::POST, &path, Some(json!({}))).await.status, StatusCode::NOT_FOUND);
}
