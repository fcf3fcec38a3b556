//! Reminders: to whom, when, in which words; and what is never in them.

use entity::id::ClientId;
use entity::state::{ContactChannel, Language, MessageKind, MessageStatus, Openness, ReminderChoice, Role};
use entity::{client, task};
use piiri::message::gsm;
use piiri::text::t_with;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};

use crate::support::{TestApp, seed};

/// Words that would give away what the messages are about: the service, the kinds of group, the unit.
const GIVEAWAYS: [&str; 12] = [
    "sosiaali",
    "social",
    "ryhm",
    "grupp",
    "group",
    "terapeut",
    "therap",
    "elämänhallinta",
    "livshantering",
    "asiakas",
    "klient",
    "client",
];
/// The texts that clients get by e-mail or on the telephone.
const CLIENT_TEXTS: [&str; 5] =
    ["reminder-first", "reminder-next", "told-cancelled", "told-moved", "told-group-cancelled"];

async fn reached_by(test: &TestApp, id: ClientId, channel: ContactChannel, language: Language) {
    let tx = test.app.write().await.unwrap();
    let row = client::ActiveModel {
        id: Set(id),
        channel: Set(channel),
        language: Set(language),
        phone: Set(Some("+358401234567".into())),
        email: Set(Some("aino@piiri.example".into())),
        ..Default::default()
    };
    row.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// The text messages that remind; the first rating is asked by the same channel.
fn reminders(test: &TestApp) -> Vec<String> {
    test.app.sms.kept().into_iter().map(|text| text.text).filter(|text| text.starts_with("Muistutus")).collect()
}

#[tokio::test]
async fn a_newcomer_is_reminded_three_days_and_one_day_before_by_the_own_channel() {
    let test = TestApp::new().await;
    let ann = test.staff("Anna Ohjaaja", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::Closed).await;
    seed::session(&test, group, 1, "2026-10-20T07:00:00Z").await;
    let aino = seed::client(&test, ann.id(), "Aino Asiakas").await;
    reached_by(&test, aino, ContactChannel::Sms, Language::Fi).await;
    seed::place(&test, group, aino, "2026-10-01T09:00:00Z").await;
    test.run_jobs_at("2026-10-16T12:00:00Z").await;
    assert!(reminders(&test).is_empty());
    test.run_jobs_at("2026-10-17T07:00:00Z").await;
    test.run_jobs_at("2026-10-17T07:15:00Z").await;
    test.run_jobs_at("2026-10-19T07:00:00Z").await;
    let texts = reminders(&test);
    assert_eq!(texts.len(), 2, "{texts:?}");
    assert!(texts[0].starts_with("Muistutus: ensimmäinen tapaaminen ti 20.10. klo 10."), "{}", texts[0]);
    assert!(texts[0].ends_with("Terv. Anna") && texts[0].contains("/me/"), "{}", texts[0]);
    assert!(gsm::length(&texts[0]).unwrap() <= gsm::ONE_MESSAGE, "{}", texts[0]);
    test.outbox().await;
}

#[tokio::test]
async fn nobody_is_reminded_of_a_cancelled_session_without_a_place_or_against_the_own_will() {
    let test = TestApp::new().await;
    let ann = test.staff("Anna Ohjaaja", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::Closed).await;
    let cancelled = seed::session(&test, group, 1, "2026-10-20T07:00:00Z").await;
    seed::cancel(&test, cancelled).await;
    let aino = seed::client(&test, ann.id(), "Aino Asiakas").await;
    reached_by(&test, aino, ContactChannel::Sms, Language::Fi).await;
    seed::place(&test, group, aino, "2026-10-01T09:00:00Z").await;
    let other = seed::group(&test, ann.id(), "G02", Openness::Closed).await;
    seed::session(&test, other, 1, "2026-10-20T09:00:00Z").await;
    let silent = seed::client(&test, ann.id(), "Saara Asiakas").await;
    reached_by(&test, silent, ContactChannel::Sms, Language::Fi).await;
    let tx = test.app.write().await.unwrap();
    let none = client::ActiveModel { id: Set(silent), reminders: Set(ReminderChoice::None), ..Default::default() };
    none.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    seed::place(&test, other, silent, "2026-10-01T09:00:00Z").await;
    test.run_jobs_at("2026-10-19T10:00:00Z").await;
    let reminders = test.outbox().await.into_iter().filter(|row| row.kind == MessageKind::Reminder);
    assert_eq!(reminders.count(), 0);
}

#[tokio::test]
async fn a_leader_is_nudged_a_day_after_an_empty_sheet() {
    let test = TestApp::new().await;
    let ann = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::Closed).await;
    seed::session(&test, group, 1, "2026-10-14T07:00:00Z").await;
    let open = async || {
        let tasks = task::Entity::find().all(test.app.db.read()).await.unwrap();
        tasks.iter().filter(|task| task.key.starts_with("sheet:") && task.done_at.is_none()).count()
    };
    test.run_jobs_at("2026-10-15T07:00:00Z").await;
    assert_eq!(open().await, 0);
    test.run_jobs_at("2026-10-15T10:00:00Z").await;
    test.run_jobs_at("2026-10-15T11:00:00Z").await;
    assert_eq!(open().await, 1);
    test.outbox().await;
}

#[test]
fn no_message_to_a_client_gives_the_service_away_in_any_language() {
    let args = [
        ("time", "ke 14.10. klo 10".into()),
        ("to", "to 15.10. klo 10".into()),
        ("leader", "Anna".into()),
        ("link", "https://piiri.example/me/abcdefghijklmnopqrstuvwxyz234567".into()),
    ];
    for language in Language::ALL {
        for text in CLIENT_TEXTS {
            for part in ["subject", "sms", "body"] {
                let key = format!("{text}-{part}");
                let words = t_with(*language, &key, &args);
                assert_ne!(words, key, "{language} lacks it");
                let lower = words.to_lowercase();
                for word in GIVEAWAYS {
                    assert!(!lower.contains(word), "{language} {key}: {word}");
                }
                if part == "sms" {
                    assert!(gsm::length(&words).is_some(), "{language} {key} leaves the GSM alphabet");
                }
            }
        }
    }
}

#[test]
fn reminders_and_news_fit_one_text_message() {
    let args = [
        ("time", "ke 14.10. klo 10".into()),
        ("to", "to 15.10. klo 10".into()),
        ("leader", "Anna".into()),
        ("link", "https://piiri.fi/me/abcdefghijklmnopqrstuvwxyz234567".into()),
    ];
    for language in Language::ALL {
        for text in CLIENT_TEXTS {
            let words = t_with(*language, &format!("{text}-sms"), &args);
            assert!(gsm::length(&gsm::plain(&words)).unwrap() <= gsm::ONE_MESSAGE, "{language} {text}: {words}");
        }
    }
}

#[tokio::test]
async fn a_client_who_cannot_come_tells_it_by_the_link_and_is_not_reminded_again() {
    let test = TestApp::new().await;
    let ann = test.staff("Anna Ohjaaja", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(&test, ann.id(), "G01", Openness::Closed).await;
    let session = seed::session(&test, group, 1, "2026-10-20T07:00:00Z").await;
    let aino = seed::client(&test, ann.id(), "Aino Asiakas").await;
    reached_by(&test, aino, ContactChannel::Email, Language::En).await;
    seed::place(&test, group, aino, "2026-10-01T09:00:00Z").await;
    test.run_jobs_at("2026-10-17T07:00:00Z").await;
    let mails = test.app.mailer.kept();
    let lines = mails.iter().flat_map(|mail| mail.body.lines());
    let path = lines.filter(|line| line.contains("/me/")).find(|line| !line.contains("/ratings/")).unwrap();
    let path = path.trim().strip_prefix(&test.app.config.base_url).unwrap().to_owned();
    let mut aino = test.anybody();
    let away = format!("{path}/sessions/{session}/absence");
    let asked = aino.get(&away).await;
    assert!(asked.text().contains("You keep your place"), "opening the link does nothing yet: {}", asked.text());
    let told = aino.press(&away, "Tell that I can't come").await;
    assert!(told.text().contains("Thank you for telling us"), "{}", told.text());
    test.run_jobs_at("2026-10-19T10:00:00Z").await;
    let outbox = test.outbox().await;
    assert_eq!(outbox.iter().filter(|row| row.kind == MessageKind::Reminder).count(), 1);
    assert!(outbox.iter().all(|row| row.status == MessageStatus::Sent));
}
