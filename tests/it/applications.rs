//! Applications from the open programme: sent by anybody, confirmed by link, decided by the leader.

use axum::http::{Method, StatusCode, header};
use entity::state::{ApplicationStatus, Channel, MessageKind, MessageStatus, ReferralSource, Role, TaskKind};
use entity::{application, client, message, referral, task};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use crate::open::recruiting;
use crate::support::TestApp;

const AINO: &[(&str, &str)] =
    &[("name", "Aino Oma"), ("email", "aino@example.org"), ("message", "Tulisin mielelläni."), ("channels", "peer")];

async fn rows(test: &TestApp) -> Vec<application::Model> {
    application::Entity::find().all(test.app.db.read()).await.unwrap()
}

/// The path of the link in the last message that asks to confirm.
async fn link(test: &TestApp) -> String {
    test.confirmation_sent(None).await
}

#[tokio::test]
async fn somebody_applies_confirms_by_link_and_the_leader_is_asked() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    let mut visitor = test.anybody();
    let apply = format!("/open/groups/{}/apply", group.slug);
    let sent = visitor.submit(&apply, AINO).await;
    assert_eq!((sent.status, &*sent.path), (StatusCode::OK, "/open/sent"), "{}", sent.text());
    let list = format!("/groups/{}/applications", group.id);
    assert!(!ann.get(&list).await.text().contains("Aino"), "nobody sees what is not confirmed");
    let link = link(&test).await;
    let done = visitor.press(&link, "I confirm it").await;
    assert!(done.text().contains("The application is confirmed"), "{}", done.text());
    assert!(visitor.get(&link).await.text().contains("The application is confirmed"), "twice is no harm");
    let shown = ann.get(&list).await;
    assert!(shown.text().contains("Aino Oma") && shown.text().contains("Tulisin"), "{}", shown.text());
    assert!(ann.get("/").await.text().contains("Review an application"));
}

#[tokio::test]
async fn who_supervises_is_asked_about_an_application_where_nobody_leads_any_more() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let max = test.staff("Max Manager", &[Role::Manager]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    let mut visitor = test.anybody();
    visitor.submit(&format!("/open/groups/{}/apply", group.slug), AINO).await;
    let link = link(&test).await;
    test.system(async |act| piiri::acts::close_account(act, ann.id()).await.map(drop)).await;
    visitor.press(&link, "I confirm it").await;
    let open = task::Entity::find().filter(task::Column::DoneAt.is_null()).all(test.app.db.read()).await.unwrap();
    let asked: Vec<_> = open.iter().filter(|task| task.kind == TaskKind::ApplicationReview).collect();
    assert_eq!(asked.iter().map(|task| task.staff_id).collect::<Vec<_>>(), [max.id()]);
    test.outbox().await;
}

#[tokio::test]
async fn who_reads_the_answer_learns_nothing_about_who_is_known() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    let apply = format!("/open/groups/{}/apply", group.slug);
    let mut visitor = test.anybody();
    let mut answers = Vec::new();
    for _ in 0..4 {
        answers.push(visitor.submit(&apply, AINO).await.html());
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "the same answer, sent or not");
    assert_eq!(rows(&test).await.len(), 3, "one address is not flooded");
    assert_eq!(test.outbox().await.len(), 3);
}

#[tokio::test]
async fn who_waits_for_a_group_that_is_cancelled_is_answered_and_forgotten_in_time() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    let mut visitor = test.anybody();
    visitor.submit(&format!("/open/groups/{}/apply", group.slug), AINO).await;
    visitor.press(&link(&test).await, "I confirm it").await;
    let step = Some(json!({"to": "cancelled", "code": "too_few"}));
    assert_eq!(ann.api(Method::POST, &format!("/groups/{}/transitions", group.id), step).await.status, StatusCode::OK);
    test.run_jobs_at("2026-10-14T11:00:00Z").await;
    test.run_jobs_at("2026-10-14T11:03:00Z").await;
    let row = rows(&test).await.remove(0);
    assert_eq!(row.status, ApplicationStatus::Rejected);
    let answers: Vec<_> =
        test.outbox().await.into_iter().filter(|sent| sent.kind == MessageKind::NotAccepted).collect();
    assert_eq!(answers.len(), 1);
    assert_eq!(answers[0].status, MessageStatus::Sent);
    assert!(!answers[0].body.contains(&group.name), "{}", answers[0].body);
    let open = task::Entity::find().filter(task::Column::DoneAt.is_null()).all(test.app.db.read()).await.unwrap();
    assert!(!open.iter().any(|task| task.kind == TaskKind::ApplicationReview), "nobody has to answer it any more");
    test.run_jobs_at("2027-02-01T03:00:00Z").await;
    assert!(rows(&test).await.is_empty());
    let kept = message::Entity::find().all(test.app.db.read()).await.unwrap();
    assert!(kept.iter().all(|row| row.address.as_deref() != Some("aino@example.org")), "nor the address in a message");
    test.outbox().await;
}

#[tokio::test]
async fn links_that_are_wrong_and_links_that_ran_out_look_alike() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    let mut visitor = test.anybody();
    visitor.submit(&format!("/open/groups/{}/apply", group.slug), AINO).await;
    let link = link(&test).await;
    test.at("2026-10-21T09:00:01Z");
    let (late, wrong) = (visitor.get(&link).await, visitor.get("/open/confirm/nosuchtoken").await);
    assert_eq!((late.status, late.main()), (StatusCode::NOT_FOUND, wrong.main()));
    let post = visitor.post(&link, &[]).await;
    assert_eq!(post.status, StatusCode::NOT_FOUND);
    test.run_jobs_at("2026-10-22T03:00:00Z").await;
    assert!(rows(&test).await.is_empty(), "what nobody confirmed is gone");
}

#[tokio::test]
async fn a_faulty_form_keeps_what_was_typed() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    let mut visitor = test.anybody();
    let apply = format!("/open/groups/{}/apply", group.slug);
    let again = visitor.submit(&apply, &[("name", "Aino"), ("email", "aino@"), ("source", "partner")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(again.attributes(".error-summary a", "href"), ["#f-email", "#f-partner"]);
    assert_eq!(again.attributes("#f-email", "value"), ["aino@"]);
    assert_eq!(again.attributes("#f-name", "value"), ["Aino"]);
    let empty = visitor.post(&apply, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn too_many_from_one_place_are_asked_to_wait() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    let mut visitor = test.anybody();
    let apply = format!("/open/groups/{}/apply", group.slug);
    for number in 0..5 {
        let email = format!("a{number}@example.org");
        let sent = visitor.submit(&apply, &[("name", "Aino"), ("email", &email)]).await;
        assert_eq!(sent.status, StatusCode::OK);
    }
    let held = visitor.submit(&apply, AINO).await;
    assert_eq!(held.status, StatusCode::TOO_MANY_REQUESTS);
    let wait: u64 = held.headers[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
    assert!((1..=121).contains(&wait), "{wait}");
    assert_eq!(test.outbox().await.len(), 5);
}

#[tokio::test]
async fn the_channel_of_the_poster_goes_on_with_the_application() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    let path = format!("/groups/{}/recruitment", group.id);
    let made = ann.submit(&path, &[("channel", "print"), ("label", "Library")]).await;
    let code = made.attributes("input[readonly]", "value").remove(0);
    let code = code.rsplit('/').next().unwrap();
    let mut visitor = test.anybody();
    visitor.submit(&format!("/open/groups/{}/apply?c={code}", group.slug), AINO).await;
    let row = rows(&test).await.remove(0);
    assert_eq!((row.first_channel, row.channels.0), (Channel::Print, vec![Channel::Print, Channel::Peer]));
    assert!(row.channel_code_id.is_some());
    test.outbox().await;
}

#[tokio::test]
async fn a_partner_applies_for_somebody_by_phone_and_is_turned_down_kindly() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut bob = test.staff("Bob Leader", &[Role::Leader]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    let mut visitor = test.anybody();
    let fields = [
        ("source", "partner"),
        ("partner", "Järjestö ry"),
        ("partner_person", "Outi"),
        ("name", "Eero Eskola"),
        ("phone", "040 123 4567"),
    ];
    visitor.submit(&format!("/open/groups/{}/apply", group.slug), &fields).await;
    let link = link(&test).await;
    visitor.press(&link, "I confirm it").await;
    let id = rows(&test).await.remove(0).id;
    let reject = format!("/applications/{id}/reject");
    let words = [("words".to_owned(), "Valitettavasti ryhmä on täynnä.".to_owned())];
    assert_eq!(bob.post(&reject, &words).await.status, StatusCode::NOT_FOUND, "another leader's group");
    let path = format!("/groups/{}/applications", group.id);
    let telling = ann.submit(&path, &[("words", "Ryhmä on täynnä.")]).await;
    assert_eq!(telling.status, StatusCode::UNPROCESSABLE_ENTITY, "a message is no place for the word");
    assert!(telling.all("textarea")[0].contains("Ryhmä on täynnä."), "what was typed stays: {}", telling.text());
    let list = ann.submit(&path, &[("words", "Paikat ovat täynnä.")]).await;
    assert!(list.text().contains("The answer was sent."), "{}", list.text());
    assert_eq!(rows(&test).await.remove(0).status, ApplicationStatus::Rejected);
    test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let last = test.outbox().await.pop().unwrap();
    assert!(last.body.contains("Paikat ovat täynnä.") && last.address.as_deref() == Some("+358401234567"), "{last:?}");
}

#[tokio::test]
async fn an_accepted_application_is_a_client_and_a_referral_with_its_channels() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    let mut visitor = test.anybody();
    visitor.submit(&format!("/open/groups/{}/apply", group.slug), AINO).await;
    let link = link(&test).await;
    visitor.press(&link, "I confirm it").await;
    let list = format!("/groups/{}/applications", group.id);
    let done = ann.press(&list, "Take it up").await;
    assert!(done.text().contains("The application became a referral."), "{}", done.text());
    let db = test.app.db.read();
    let client = client::Entity::find().one(db).await.unwrap().unwrap();
    assert_eq!((&*client.name, client.email.as_deref()), ("Aino Oma", Some("aino@example.org")));
    let referral = referral::Entity::find().one(db).await.unwrap().unwrap();
    assert_eq!((referral.client_id, referral.source), (client.id, ReferralSource::Own));
    assert_eq!((referral.first_channel, &*referral.reason), (Channel::Peer, "Tulisin mielelläni."));
    let row = rows(&test).await.remove(0);
    assert_eq!((row.status, row.referral_id), (ApplicationStatus::Accepted, Some(referral.id)));
    let again = ann.post(&format!("/applications/{}/accept", row.id), &[]).await;
    assert_eq!(again.status, StatusCode::OK, "it is taken up already: {}", again.text());
    assert_eq!(referral::Entity::find().all(db).await.unwrap().len(), 1, "decided once");
    test.outbox().await;
}

#[tokio::test]
async fn a_new_client_of_an_application_waits_for_a_manager_to_find_a_key_worker() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut mary = test.staff("Mary Manager", &[Role::Manager]).await;
    let mut will = test.staff("Will Worker", &[Role::Worker]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    let mut visitor = test.anybody();
    visitor.submit(&format!("/open/groups/{}/apply", group.slug), AINO).await;
    let link = link(&test).await;
    visitor.press(&link, "I confirm it").await;
    ann.press(&format!("/groups/{}/applications", group.id), "Take it up").await;
    let row = client::Entity::find().one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!(row.key_worker_id, None, "the leader keeps no client");
    let today = mary.get("/").await;
    assert!(today.text().contains("Find the client a key worker"), "{}", today.text());
    let path = format!("/clients/{}/key-worker", row.id);
    assert!(today.attributes("main a", "href").contains(&path));
    let again = mary.submit(&path, &[("key_worker_id", "")]).await;
    assert_eq!(again.attributes(".error-summary a", "href"), ["#f-key_worker_id"]);
    let leader = mary.submit(&path, &[("key_worker_id", &ann.id().to_string())]).await;
    assert_eq!(leader.status, StatusCode::UNPROCESSABLE_ENTITY, "only a worker keeps clients");
    let given = mary.submit(&path, &[("key_worker_id", &will.id().to_string())]).await;
    assert_eq!((given.status, &*given.path), (StatusCode::OK, "/"), "{}", given.text());
    assert!(!given.text().contains("Find the client a key worker"));
    assert!(will.get("/").await.text().contains("A new client: get in touch"));
    assert!(will.get("/clients").await.text().contains("Aino Oma"));
    assert_eq!(ann.get(&path).await.status, StatusCode::FORBIDDEN);
    test.outbox().await;
}

#[tokio::test]
async fn an_application_of_a_known_client_becomes_that_clients_referral() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let will = test.staff("Will Worker", &[Role::Worker]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    let earlier = recruiting(&test, &ann, |row| row.name = "Aiempi".into()).await;
    test.referral(earlier.id, "Aino Oma", will.id()).await;
    let known = client::Entity::find().one(test.app.db.read()).await.unwrap().unwrap().id;
    let stranger = test.client("Aino Oma", will.id()).await;
    let mut visitor = test.anybody();
    visitor.submit(&format!("/open/groups/{}/apply", group.slug), AINO).await;
    let link = link(&test).await;
    visitor.press(&link, "I confirm it").await;
    let list = format!("/groups/{}/applications", group.id);
    let offered = ann.get(&list).await.attributes("input[name=client_id]", "value");
    assert_eq!(offered, [String::new(), known.to_string()], "a new one, or the one in an own group; no stranger");
    let (action, _) = ann.get(&list).await.filled(&[("client_id", "")]);
    let beyond = [("client_id".to_owned(), stranger.to_string())];
    assert_eq!(ann.post(&action, &beyond).await.status, StatusCode::NOT_FOUND);
    ann.submit(&list, &[("client_id", &known.to_string())]).await;
    let referrals = referral::Entity::find().all(test.app.db.read()).await.unwrap();
    let made = referrals.iter().find(|row| row.group_id == group.id).expect("a referral");
    assert_eq!((made.client_id, made.source), (known, ReferralSource::Own));
    assert_eq!(client::Entity::find().all(test.app.db.read()).await.unwrap().len(), 2, "nobody was added");
    test.outbox().await;
}

#[tokio::test]
async fn an_empty_answer_to_an_application_is_asked_for_again_in_its_place() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    let mut visitor = test.anybody();
    visitor.submit(&format!("/open/groups/{}/apply", group.slug), AINO).await;
    let link = link(&test).await;
    visitor.press(&link, "I confirm it").await;
    let list = format!("/groups/{}/applications", group.id);
    let again = ann.submit(&list, &[("words", "  ")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(again.attributes(".error-summary a", "href"), ["#f-words"]);
    assert_eq!(again.all("details.confirm[open] .error").len(), 1, "{}", again.main());
    let long = "x".repeat(5001);
    let again = ann.submit(&list, &[("words", &long)]).await;
    assert_eq!(again.all("details.confirm[open] textarea"), [long], "what was typed stays");
    assert_eq!(rows(&test).await.remove(0).status, ApplicationStatus::Waiting);
}

#[tokio::test]
async fn one_telephone_is_not_flooded_however_its_number_is_typed() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    let apply = format!("/open/groups/{}/apply", group.slug);
    let mut visitor = test.anybody();
    for phone in ["040 123 4567", "+358401234567", "(040) 123-4567", "00358 40 1234567"] {
        let sent = visitor.submit(&apply, &[("name", "Aino Oma"), ("phone", phone), ("channels", "peer")]).await;
        assert_eq!(&*sent.path, "/open/sent", "{phone}: {}", sent.text());
    }
    assert_eq!(rows(&test).await.len(), 3);
    let other =
        visitor.submit(&apply, &[("name", "Bea Toinen"), ("phone", "050 123 4567"), ("channels", "peer")]).await;
    assert_eq!(
        (&*other.path, rows(&test).await.len()),
        ("/open/sent", 4),
        "its last digits are those of another number"
    );
    test.outbox().await;
}

#[tokio::test]
async fn an_applicant_takes_the_application_back_by_link_until_it_is_answered() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    let mut visitor = test.anybody();
    visitor.submit(&format!("/open/groups/{}/apply", group.slug), AINO).await;
    let link = link(&test).await;
    visitor.press(&link, "I confirm it").await;
    let gone = visitor.press(&link, "Take the application back").await;
    assert!(gone.text().contains("The application was taken back"), "{}", gone.text());
    assert_eq!(rows(&test).await[0].status, ApplicationStatus::Withdrawn);
    assert!(!ann.get("/").await.text().contains("Review an application"), "nobody is asked any more");
    assert!(!ann.get(&format!("/groups/{}/applications", group.id)).await.text().contains("Aino"));
    let withdraw = format!("{link}/withdraw");
    assert_eq!(visitor.post(&withdraw, &[]).await.status, StatusCode::OK, "twice is no harm");
    test.outbox().await;
    visitor.submit(&format!("/open/groups/{}/apply", group.slug), AINO).await;
    let link = test.confirmation_sent(None).await;
    visitor.press(&link, "I confirm it").await;
    let waiting = rows(&test).await.into_iter().find(|row| row.status == ApplicationStatus::Waiting).unwrap();
    ann.post(&format!("/applications/{}/accept", waiting.id), &[]).await;
    assert_eq!(visitor.post(&format!("{link}/withdraw"), &[]).await.status, StatusCode::CONFLICT, "it was answered");
    assert!(visitor.get(&link).await.text().contains("Your application is being looked at"));
    test.outbox().await;
}
