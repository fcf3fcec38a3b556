//! What is kept no longer than it serves, and what stays.

use chrono::TimeDelta;
use entity::state::{ContactChannel, FeedKind, FeedTitles, Openness, Role};
use entity::{api_token, calendar_link, client, client_link, feed_event, message, sign_in};
use piiri::calendar::{self, NewLink};
use piiri::message::About;
use piiri::people::client::new_link;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, EntityTrait, PaginatorTrait, Set};

use crate::support::outbox::Plain;
use crate::support::{TestApp, seed};

/// A message, a link to own pages and a calendar that has ended, of a client in a group that met once.
async fn past(test: &TestApp) {
    let ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(test, ann.id(), "G01", Openness::Closed).await;
    let session = seed::session(test, group, 1, "2026-10-13T06:00:00Z").await;
    let aino = seed::client(test, ann.id(), "Aino Lehto").await;
    let now = test.app.clock.now();
    test.system(async |act| {
        let (phone, channel) = (Some("+358401234567".to_owned()), ContactChannel::Sms);
        let row = client::ActiveModel { id: Set(aino), phone: Set(phone), channel: Set(channel), ..Default::default() };
        row.update(act.tx).await.unwrap();
        new_link(act, aino, now + TimeDelta::days(60)).await.unwrap();
        let feed = NewLink {
            kind: FeedKind::Staff,
            subject_id: None,
            client_id: None,
            staff_id: Some(ann.id()),
            titles: FeedTitles::Neutral,
            label: None,
        };
        calendar::new_link(act, feed).await.unwrap();
        calendar_link::Entity::update_many()
            .col_expr(calendar_link::Column::RevokedAt, Expr::value(now))
            .exec(act.tx)
            .await
            .unwrap();
        let shown = feed_event::ActiveModel {
            session_id: Set(session),
            audience: Set("public".to_owned()),
            hash: Set("h".to_owned()),
            sequence: Set(0),
            changed_at: Set(now),
        };
        feed_event::Entity::insert(shown).exec_without_returning(act.tx).await.unwrap();
        Ok(())
    })
    .await;
    let about = About { group: Some(group), ..About::default() };
    test.tell_plain(Plain { client: aino, key: "k", about, expires_at: None }).await;
    piiri::notify::deliver(&test.app, now).await.unwrap();
}

/// How many rows there are of links, sign-ins, tokens, calendars and what these showed.
async fn rows(test: &TestApp) -> [u64; 5] {
    let db = test.app.db.read();
    [
        client_link::Entity::find().count(db).await.unwrap(),
        sign_in::Entity::find().count(db).await.unwrap(),
        api_token::Entity::find().count(db).await.unwrap(),
        calendar_link::Entity::find().count(db).await.unwrap(),
        feed_event::Entity::find().count(db).await.unwrap(),
    ]
}

#[tokio::test]
async fn what_has_ended_is_forgotten_after_its_time_and_not_before() {
    let test = TestApp::new().await;
    past(&test).await;
    let before = rows(&test).await;
    assert!(before.iter().all(|count| *count > 0), "{before:?}");
    let retain = async |at: &str| piiri::admin::retain(&test.app, at.parse().unwrap()).await.unwrap();
    retain("2026-12-20T00:00:00Z").await;
    assert_eq!(rows(&test).await, before, "the link ended a week ago, the sign-in not long enough ago");
    retain("2027-02-01T00:00:00Z").await;
    let [links, sign_ins, ..] = rows(&test).await;
    assert_eq!((links, sign_ins), (0, 0));
    assert_eq!(test.outbox().await[0].address.as_deref(), Some("+358401234567"), "a text is read for a year");
    retain("2037-01-01T00:00:00Z").await;
    assert_eq!(rows(&test).await, [0; 5]);
    let kept = &message::Entity::find().all(test.app.db.read()).await.unwrap()[0];
    assert_eq!((kept.address.as_deref(), kept.body.as_str()), (None, "–"), "the message counts, and says nothing");
    assert_eq!(client::Entity::find().count(test.app.db.read()).await.unwrap(), 1, "records follow their own time");
}
