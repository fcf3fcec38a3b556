//! Feedback on a session: on the leader's device, by link, on paper; never shown to others.

use axum::http::StatusCode;
use entity::id::{ParticipationId, SessionId};
use entity::state::{AttendanceStatus, ContactChannel, Language, Openness, RatingPhase, RatingSource, Role};
use entity::{attendance, client, participation, rating, rating_request};
use sea_orm::{ActiveModelTrait, EntityTrait, PaginatorTrait, Set};

use crate::support::actor::Actor;
use crate::support::{TestApp, seed};

/// A session with three people: two were there, one was not; the first gets e-mail and reads easy Finnish.
async fn three(test: &TestApp) -> (Actor, SessionId, Vec<ParticipationId>) {
    let ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let group = seed::group(test, ann.id(), "G01", Openness::SemiOpen).await;
    let session = seed::session(test, group, 1, "2026-10-14T06:00:00Z").await;
    let marks = [AttendanceStatus::Present, AttendanceStatus::Late, AttendanceStatus::NoShow];
    let mut places = Vec::new();
    for (name, status) in ["Aino Lehto", "Eero Salmi", "Olli Poissa"].into_iter().zip(marks) {
        let client = seed::client(test, ann.id(), name).await;
        let place = seed::place(test, group, client, "2026-09-01T09:00:00Z").await;
        let tx = test.app.db.write().await.unwrap();
        let mark = attendance::ActiveModel {
            session_id: Set(session),
            participation_id: Set(place),
            client_id: Set(client),
            status: Set(status),
            minutes: Set(60),
            note: Set(None),
            recorded_at: Set(test.app.clock.now()),
            recorded_by: Set(Some(ann.id())),
        };
        mark.insert(&tx).await.unwrap();
        if places.is_empty() {
            let row = client::ActiveModel {
                id: Set(client),
                email: Set(Some("aino@client.example".to_owned())),
                channel: Set(ContactChannel::Email),
                language: Set(Language::FiEasy),
                ..Default::default()
            };
            row.update(&tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        places.push(place);
    }
    (ann, session, places)
}

#[tokio::test]
async fn the_device_goes_from_hand_to_hand_and_shows_a_client_nothing_of_others() {
    let test = TestApp::new().await;
    let (mut ann, session, places) = three(&test).await;
    let home = format!("/sessions/{session}/pulse");
    assert!(
        ann.get(&format!("/sessions/{session}/attendance")).await.attributes("main a", "href").contains(&home),
        "the sheet leads there"
    );
    let page = ann.get(&home).await;
    assert!(page.text().contains("Aino Lehto") && !page.text().contains("Olli Poissa"), "only who was there is asked");
    let links = page.attributes("main .people a", "href");
    assert_eq!(links.len(), 2, "{links:?}");
    let form = ann.hand(&links[0]).await;
    assert!(form.text().contains("Oliko sinun hyvä tulla ryhmään?"), "in the client's language: {}", form.text());
    assert!(!form.html().contains("Lehto") && !form.html().contains("/logout"), "no names, no places of staff");
    let empty = ann.submit(&links[0], &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let thanks = ann.submit(&links[0], &[("welcome", "9"), ("useful", "cannot_say")]).await;
    assert!(thanks.path.contains("/ratings/done") && !thanks.html().contains("Lehto"), "{}", thanks.text());
    assert_eq!(thanks.attributes("main a", "href"), [format!("/handed-back?to={home}")]);
    ann.take_back().await;
    let page = ann.get(&home).await;
    assert!(page.text().contains("1 of 2 answered"), "{}", page.text());
    let kept = rating::Entity::find().one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!((kept.participation_id, kept.session_id, kept.phase), (places[0], Some(session), RatingPhase::Pulse));
    assert_eq!(kept.source, RatingSource::Tablet);
}

#[tokio::test]
async fn a_link_goes_to_those_who_get_messages_and_a_paper_code_does_for_the_rest() {
    let test = TestApp::new().await;
    let (mut ann, session, _) = three(&test).await;
    let home = format!("/sessions/{session}/pulse");
    let sent = ann.press(&home, "Send everyone a link").await;
    assert!(sent.text().contains("The link goes to those who receive messages"), "{}", sent.text());
    ann.press(&home, "Send everyone a link").await;
    let mail = test.outbox().await;
    assert_eq!(mail.len(), 1, "once, and to nobody by hand: {mail:?}");
    assert!(!mail[0].body.contains("G01") && mail[0].session_id == Some(session));
    let asked = rating_request::Entity::find().all(test.app.db.read()).await.unwrap();
    assert_eq!(asked.len(), 2);
    let mut aino = test.anybody();
    let path = test.link(&mail[0]).await;
    let thanks = aino.submit(&path, &[("pace", "10")]).await;
    assert_eq!(thanks.status, StatusCode::OK, "{}", thanks.text());
    let forms = ann.press(&home, "Print the forms").await;
    assert_eq!(forms.all("article.paper").len(), 2, "a list for the leader and one form: {}", forms.text());
    let code = &asked.iter().find(|row| !path.ends_with(&row.id.to_string())).unwrap().code;
    let sheet = &forms.all("article.paper")[1];
    assert!(sheet.contains(code.as_str()) && !sheet.contains("Salmi"), "{sheet}");
    let keyed = ann.submit(&format!("/ratings/key-in?code={code}"), &[("welcome", "3")]).await;
    assert!(keyed.text().contains("The rating was saved."), "{}", keyed.text());
    let kept = rating::Entity::find().all(test.app.db.read()).await.unwrap();
    assert!(kept.iter().all(|rating| rating.session_id == Some(session)), "{kept:?}");
    assert!(ann.get(&home).await.text().contains("2 of 2 answered"));
}

#[tokio::test]
async fn feedback_is_asked_from_the_start_of_the_session_on_and_by_its_leaders_only() {
    let test = TestApp::new().await;
    let (mut ann, session, places) = three(&test).await;
    let place = participation::Entity::find_by_id(places[0]).one(test.app.db.read()).await.unwrap().unwrap();
    let ahead = seed::session(&test, place.group_id, 2, "2026-10-21T06:00:00Z").await;
    let early = ann.post(&format!("/sessions/{ahead}/pulse"), &[("by".to_owned(), "paper".to_owned())]).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    let unsaid = ann.post(&format!("/sessions/{session}/pulse"), &[]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut bob = test.staff("Bob Leader", &[Role::Leader]).await;
    assert_eq!(bob.get(&format!("/sessions/{session}/pulse")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(bob.get(&format!("/sessions/{session}/pulse/forms")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(rating_request::Entity::find().count(test.app.db.read()).await.unwrap(), 0);
}
