//! The demo's mailbox: what would have been sent, readable and with links that work.

use axum::http::{Method, StatusCode};
use entity::state::{ContactChannel, Role};
use piiri::config::Config;
use piiri::message::About;
use sea_orm::{ActiveModelTrait, Set};

use crate::support::outbox::Plain;
use crate::support::{TestApp, seed};

#[tokio::test]
async fn the_mailbox_shows_mail_and_text_messages_the_newest_first_with_links_that_open() {
    let test = TestApp::with(Config { demo: true, ..Config::default() }).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let mut anybody = test.anybody();
    let empty = anybody.get("/demo/mailbox").await;
    assert_eq!(empty.status, StatusCode::OK);
    for (n, channel) in [(1, ContactChannel::Email), (2, ContactChannel::Sms)] {
        let client = seed::client(&test, worker.id(), "Aino Asiakas").await;
        test.system(async |act| {
            let row = entity::client::ActiveModel {
                id: Set(client),
                channel: Set(channel),
                phone: Set(Some("+358401234567".into())),
                email: Set(Some("aino@piiri.example".into())),
                ..Default::default()
            };
            row.update(act.tx).await.unwrap();
            Ok(())
        })
        .await;
        let key = n.to_string();
        test.tell_plain(Plain { client, key: &key, about: About::default(), expires_at: None }).await;
        test.run_jobs_at(&format!("2026-10-14T09:0{n}:00Z")).await;
    }
    let page = anybody.get("/demo/mailbox").await;
    let text = page.text();
    let (sms, mail) = (text.find("+358401234567").unwrap(), text.find("aino@piiri.example").unwrap());
    assert!(sms < mail, "the newest first: {text}");
    let links = page.attributes("main article a", "href");
    assert_eq!(links.len(), 2, "{links:?}");
    for link in links {
        let path = link.strip_prefix(&test.app.config.base_url).unwrap();
        assert_eq!(anybody.get(path).await.status, StatusCode::OK, "{path}");
    }
    test.outbox().await;
}

#[tokio::test]
async fn outside_the_demo_there_is_no_mailbox() {
    let test = TestApp::new().await;
    assert_eq!(test.anybody().bare(Method::GET, "/demo/mailbox").await, StatusCode::NOT_FOUND);
}
