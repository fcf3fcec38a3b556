//! The outbox: who is told, when, how often, and that nothing secret stays.

use axum::http::{Method, StatusCode};
use chrono::{DateTime, Utc};
use entity::id::{ClientId, MessageId};
use entity::state::{ContactChannel, Language, MessageKind, MessageStatus, Role};
use entity::{client, client_link, message as message_row, staff, task};
use piiri::access::Actor as By;
use piiri::mailer::Mailer;
use piiri::message::{self, About, Claim, Waiting};
use piiri::random;
use piiri::schedule::{self, JOBS};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, PaginatorTrait, Set};

use crate::support::TestApp;
use crate::support::outbox::Plain;
use crate::support::smtp::Sink;

async fn client(test: &TestApp, channel: ContactChannel, change: impl FnOnce(&mut client::ActiveModel)) -> ClientId {
    let now = test.app.clock.now();
    let id: ClientId = random::id(now);
    let mut row = client::ActiveModel {
        id: Set(id),
        unit_id: Set(test.county),
        name: Set("Aino Asiakas".into()),
        given_name: Set("Aino".into()),
        name_sort: Set(String::new()),
        name_search: Set(String::new()),
        language: Set(Language::Fi),
        email: Set(Some("aino@piiri.example".into())),
        phone: Set(Some("+358401234567".into())),
        channel: Set(channel),
        reminders: Set(entity::state::ReminderChoice::Standard),
        address_protection: Set(false),
        show_place: Set(false),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    change(&mut row);
    let tx = test.app.db.write().await.unwrap();
    row.insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
    id
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Tells a client news that expires at the given moment.
async fn inform(test: &TestApp, client: ClientId, key: &str, expires: &str) -> Option<MessageId> {
    test.tell_plain(Plain { client, key, about: About::default(), expires_at: Some(expires) }).await
}

#[tokio::test]
async fn a_key_is_queued_once_and_goes_out_with_its_link_which_is_then_forgotten() {
    let test = TestApp::new().await;
    let aino = client(&test, ContactChannel::Sms, |_| ()).await;
    assert!(inform(&test, aino, "k", "2026-10-20T07:00:00Z").await.is_some());
    assert!(inform(&test, aino, "k", "2026-10-20T07:00:00Z").await.is_none());
    let kept = &test.outbox().await[0];
    assert!(kept.body.is_empty() && kept.address.is_none(), "what it says, and where it goes, is decided as it goes");
    let links = client_link::Entity::find();
    assert_eq!(links.clone().count(test.app.db.read()).await.unwrap(), 0);
    test.run_jobs_at("2026-10-14T09:01:00Z").await;
    let sent = test.app.sms.kept();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].to, "+358401234567");
    let token = sent[0].text.split("/me/").nth(1).unwrap().split('/').next().unwrap();
    let link = links.one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!(
        link.token_hash,
        piiri::random::hash(token),
        "the link is drawn as the message goes, and kept as a hash"
    );
    let kept = &test.outbox().await[0];
    assert_eq!((kept.status, &kept.news), (MessageStatus::Sent, &None));
    assert!(kept.body.contains("{link}") && !kept.body.contains("/me/"), "{}", kept.body);
}

#[tokio::test]
async fn who_wants_no_messages_or_has_died_gets_none() {
    let test = TestApp::new().await;
    let silent = client(&test, ContactChannel::None, |_| ()).await;
    let died = client(&test, ContactChannel::Sms, |row| {
        row.deceased_on = Set(moment("2026-10-01T00:00:00Z").date_naive().into());
    })
    .await;
    assert!(inform(&test, silent, "a", "2026-10-20T07:00:00Z").await.is_none());
    assert!(inform(&test, died, "b", "2026-10-20T07:00:00Z").await.is_none());
}

#[tokio::test]
async fn who_has_no_channel_is_called_or_written_to_by_the_key_worker() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Worker", &[Role::Worker]).await;
    let aino = client(&test, ContactChannel::Sms, |row| {
        row.phone = Set(None);
        row.key_worker_id = Set(Some(ann.id()));
    })
    .await;
    inform(&test, aino, "k", "2026-10-16T07:00:00Z").await.unwrap();
    assert_eq!(test.outbox().await[0].status, MessageStatus::ForHand);
    let tasks = task::Entity::find().all(test.app.db.read()).await.unwrap();
    assert_eq!((tasks.len(), tasks[0].staff_id), (1, ann.id()));
    test.system(async |act| message::withdraw(act, Waiting::ToClient(aino)).await).await;
    let tasks = task::Entity::find().all(test.app.db.read()).await.unwrap();
    assert!(tasks[0].done_at.is_some(), "the task goes with its message");
}

#[tokio::test]
async fn at_night_a_message_waits_and_past_its_purpose_it_is_not_sent() {
    let test = TestApp::new().await;
    let aino = client(&test, ContactChannel::Email, |_| ()).await;
    test.at("2026-10-14T18:00:00Z");
    inform(&test, aino, "waits", "2026-10-16T07:00:00Z").await;
    inform(&test, aino, "expires", "2026-10-15T05:00:00Z").await;
    test.run_jobs_at("2026-10-14T18:01:00Z").await;
    assert!(test.app.mailer.kept().is_empty());
    test.run_jobs_at("2026-10-15T06:00:00Z").await;
    let states: Vec<_> = test.outbox().await.into_iter().map(|row| (row.key, row.status)).collect();
    assert_eq!(states, [("expires".into(), MessageStatus::Cancelled), ("waits".into(), MessageStatus::Sent)]);
    assert_eq!(test.app.mailer.kept().len(), 1);
}

/// The test's application with its mail going to the sink.
fn to_sink(test: &mut TestApp, sink: &Sink) {
    let mut config = (*test.app.config).clone();
    config.mail.host = sink.address.ip().to_string();
    config.mail.port = sink.address.port();
    config.mail.security = "none".into();
    config.mail.from = "noreply@piiri.example".into();
    // A line break in a name makes lettre panic.
    config.mail.from_name = "Terveiset\r\nBcc: all".into();
    test.app.mailer = Mailer::new(&config).unwrap();
}

#[tokio::test]
async fn a_busy_mailbox_is_tried_again_after_a_while_and_a_refusal_fails_at_once() {
    let mut test = TestApp::new().await;
    let sink = Sink::start().await;
    to_sink(&mut test, &sink);
    let aino = client(&test, ContactChannel::Email, |_| ()).await;
    let gone = client(&test, ContactChannel::Email, |row| row.email = Set(Some("gone@piiri.example".into()))).await;
    sink.refuse("aino@piiri.example", "450 4.2.1 busy");
    sink.refuse("gone@piiri.example", "550 5.1.1 no such user");
    inform(&test, aino, "busy", "2026-10-20T07:00:00Z").await;
    inform(&test, gone, "gone", "2026-10-20T07:00:00Z").await;
    test.run_jobs_at("2026-10-14T09:01:00Z").await;
    let rows = test.outbox().await;
    assert_eq!(
        (rows[0].status, rows[0].attempts, rows[0].due_at),
        (MessageStatus::Queued, 1, moment("2026-10-14T09:02:00Z"))
    );
    assert_eq!((rows[1].status, rows[1].error.as_deref()), (MessageStatus::Failed, Some("refused")));
    sink.welcome("aino@piiri.example");
    test.run_jobs_at("2026-10-14T09:02:00Z").await;
    assert_eq!(test.outbox().await[0].status, MessageStatus::Sent);
    let mail = &sink.received()[0];
    assert_eq!(mail.to, ["aino@piiri.example"]);
    assert!(!mail.data.contains("\r\nBcc:") && mail.data.contains("Message-ID: <"), "{}", mail.data);
}

#[tokio::test]
async fn a_message_that_never_gets_through_is_shown_as_failed_and_can_be_sent_again() {
    let mut test = TestApp::new().await;
    let sink = Sink::start().await;
    to_sink(&mut test, &sink);
    sink.refuse("aino@piiri.example", "421 4.3.0 later");
    let aino = client(&test, ContactChannel::Email, |_| ()).await;
    inform(&test, aino, "k", "2026-12-20T07:00:00Z").await;
    for moment in ["14T09:00", "14T09:01", "14T09:06", "14T09:36", "14T11:36", "15T06:00"] {
        test.run_jobs_at(&format!("2026-10-{moment}:00Z")).await;
    }
    let row = &test.outbox().await[0];
    assert_eq!((row.status, row.attempts), (MessageStatus::Failed, 6));
    let mut admin = test.staff("Ada Admin", &[Role::Administrator]).await;
    let page = admin.get("/messages").await;
    assert!(page.text().contains("Failed") && page.text().contains("refused_for_now"), "{}", page.text());
    assert!(!page.html().contains("aino") && !page.html().contains("Aino"), "no recipient is shown");
    sink.welcome("aino@piiri.example");
    let page = admin.press("/messages", "Send again").await;
    assert!(page.text().contains("queued again"), "{}", page.text());
    test.run_jobs_at("2026-10-15T07:00:00Z").await;
    assert_eq!(test.outbox().await[0].status, MessageStatus::Sent);
}

#[tokio::test]
async fn two_servers_send_a_message_once_and_a_dead_ones_claim_runs_out() {
    let test = TestApp::new().await;
    let aino = client(&test, ContactChannel::Sms, |_| ()).await;
    for n in 0..20 {
        inform(&test, aino, &format!("k{n}"), "2026-10-20T07:00:00Z").await;
    }
    let now = test.app.clock.now();
    let (one, other) = tokio::join!(piiri::notify::deliver(&test.app, now), piiri::notify::deliver(&test.app, now));
    one.and(other).unwrap();
    assert_eq!(test.app.sms.kept().len(), 20);
    inform(&test, aino, "dead", "2026-10-20T07:00:00Z").await;
    let row = test.outbox().await.into_iter().find(|row| row.key == "dead").unwrap();
    let tx = test.app.db.write().await.unwrap();
    let claimed = entity::message::ActiveModel {
        id: Set(row.id),
        status: Set(MessageStatus::Sending),
        lease_until: Set(Some(moment("2026-10-14T09:05:00Z"))),
        ..Default::default()
    };
    claimed.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    test.run_jobs_at("2026-10-14T09:04:00Z").await;
    assert_eq!(test.app.sms.kept().len(), 20, "another server has it");
    test.run_jobs_at("2026-10-14T09:05:00Z").await;
    assert_eq!(test.app.sms.kept().len(), 21, "at least once");
}

#[tokio::test]
async fn what_a_dead_server_left_goes_on_within_half_a_minute_and_what_a_living_one_holds_does_not() {
    let test = TestApp::new().await;
    let aino = client(&test, ContactChannel::Sms, |_| ()).await;
    let id = inform(&test, aino, "k", "2026-10-20T07:00:00Z").await.unwrap();
    let app = &test.app;
    let row = app
        .act_at(By::System, moment("2026-10-14T09:00:00Z"), async |act| piiri::message::claim(act, id).await)
        .await
        .unwrap();
    let Claim::Taken(row) = row else { panic!("it waits: {row:?}") };
    let beat = app
        .act_at(By::System, moment("2026-10-14T09:00:15Z"), async |act| piiri::message::renew(act, &row).await)
        .await;
    beat.unwrap();
    piiri::notify::deliver(app, moment("2026-10-14T09:00:30Z")).await.unwrap();
    assert!(app.sms.kept().is_empty(), "its server still sends");
    piiri::notify::deliver(app, moment("2026-10-14T09:00:35Z")).await.unwrap();
    assert_eq!(app.sms.kept().len(), 1);
    test.outbox().await;
}

#[tokio::test]
async fn the_api_shows_states_and_sends_again_only_what_failed() {
    let test = TestApp::new().await;
    let aino = client(&test, ContactChannel::Sms, |_| ()).await;
    let id = inform(&test, aino, "k", "2026-10-20T07:00:00Z").await.unwrap();
    let admin = test.staff("Ada Admin", &[Role::Administrator]).await;
    let list = admin.api(Method::GET, "/messages?status=queued", None).await;
    assert_eq!(list.json["items"][0]["kind"], "rating_request", "{}", list.json);
    assert!(list.json["items"][0].get("body").is_none() && list.json["items"][0].get("address").is_none());
    let again = admin.api(Method::POST, &format!("/messages/{id}/retry"), None).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.json);
    schedule::run_due(&test.app, JOBS).await;
    test.outbox().await;
}

#[tokio::test]
async fn a_call_is_asked_of_somebody_who_still_works_there() {
    let test = TestApp::new().await;
    let max = test.staff("Max Manager", &[Role::Manager]).await;
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = crate::support::seed::group(&test, ann.id(), "G01", entity::state::Openness::Closed).await;
    let aino = client(&test, ContactChannel::Letter, |row| row.key_worker_id = Set(Some(wes.id()))).await;
    let mut asked = Vec::new();
    for (key, gone, about) in
        [("a", None, None), ("b", Some(wes.id()), Some(group)), ("c", Some(ann.id()), Some(group)), ("d", None, None)]
    {
        test.system(async |act| {
            if let Some(id) = gone {
                staff::ActiveModel { id: Set(id), active: Set(false), ..Default::default() }
                    .update(act.tx)
                    .await
                    .unwrap();
            }
            Ok(())
        })
        .await;
        let about = About { group: about, ..About::default() };
        let id = test.tell_plain(Plain { client: aino, key, about, expires_at: None }).await.expect("a letter");
        let key = message::task_key(id);
        let tasks = task::Entity::find().all(test.app.db.read()).await.unwrap();
        asked.push(tasks.into_iter().find(|task| task.key == key).expect("somebody is asked").staff_id);
    }
    let next = [wes.id(), ann.id(), max.id(), max.id()];
    assert_eq!(asked, next, "the key worker, then the leader, then the unit's manager");
    for (named, helper) in [(wes.id(), max.id()), (max.id(), max.id())] {
        let whom = piiri::task::Whom::Named { named: Some(named), client: aino, group };
        let found = test.system(async |act| whom.people(act).await).await;
        assert_eq!(found, [helper], "who referred the client is asked only while at work");
    }
    test.outbox().await;
}

#[tokio::test]
async fn of_every_kind_only_what_failed_and_still_has_a_purpose_is_sent_again() {
    let test = TestApp::new().await;
    let aino = client(&test, ContactChannel::Sms, |_| ()).await;
    let id = inform(&test, aino, "k", "2026-10-20T07:00:00Z").await.unwrap();
    let mut ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let row = message_row::Entity::find_by_id(id).one(test.app.db.read()).await.unwrap().unwrap();
    let becomes = async |row: message_row::Model| {
        test.system(async |act| Ok(row.into_active_model().reset_all().update(act.tx).await.map(drop)?)).await;
        ada.api(Method::POST, &format!("/messages/{id}/retry"), None).await
    };
    let past = Some("2026-10-14T08:59:00Z".parse().unwrap());
    for kind in MessageKind::ALL {
        let failed = message_row::Model { kind: *kind, status: MessageStatus::Failed, ..row.clone() };
        for status in MessageStatus::ALL.iter().filter(|status| **status != MessageStatus::Failed) {
            for held_at in [None, past] {
                let other = message_row::Model { status: *status, held_at, ..failed.clone() };
                let answer = becomes(other).await;
                assert_eq!(answer.json["errors"][0]["code"], "message_not_failed", "{kind} {status}: {}", answer.json);
            }
        }
        for over in [
            message_row::Model { expires_at: past, ..failed.clone() },
            message_row::Model { news: None, ..failed.clone() },
        ] {
            let answer = becomes(over).await;
            assert_eq!(answer.json["errors"][0]["code"], "message_over", "{kind}: {}", answer.json);
        }
        let answer = becomes(failed).await;
        assert!(answer.status.is_success(), "{kind}: {}", answer.json);
        let again = message_row::Entity::find_by_id(id).one(test.app.db.read()).await.unwrap().unwrap();
        assert_eq!((again.status, again.attempts), (MessageStatus::Queued, 0), "{kind}");
    }
    test.system(async |act| {
        let row = message_row::Model { status: MessageStatus::Failed, expires_at: past, ..row.clone() };
        Ok(row.into_active_model().reset_all().update(act.tx).await.map(drop)?)
    })
    .await;
    let page = ada.get("/messages?status=failed").await;
    assert!(!page.main().contains("Send again"), "nothing is offered that is refused: {}", page.text());
    test.system(async |act| {
        let row = message_row::Model { status: MessageStatus::Failed, ..row.clone() };
        Ok(row.into_active_model().reset_all().update(act.tx).await.map(drop)?)
    })
    .await;
    assert!(ada.get("/messages?status=failed").await.main().contains("Send again"));
    test.outbox().await;
}

#[tokio::test]
async fn a_message_that_was_claimed_under_a_clock_that_was_ahead_goes_out_by_the_right_one() {
    let test = TestApp::new().await;
    let aino = client(&test, ContactChannel::Sms, |_| ()).await;
    let id = inform(&test, aino, "k", "2026-11-20T07:00:00Z").await.unwrap();
    let ahead = moment("2026-11-14T09:00:00Z");
    let claimed = test.app.act_at(By::System, ahead, async |act| piiri::message::claim(act, id).await).await.unwrap();
    assert!(matches!(claimed, Claim::Taken(_)), "{claimed:?}");
    piiri::notify::deliver(&test.app, moment("2026-10-14T09:05:00Z")).await.unwrap();
    assert_eq!(test.app.sms.kept().len(), 1, "nobody holds a message for a month");
    test.outbox().await;
}
