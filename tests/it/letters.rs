//! Letters: printed together, posted by one press that can be taken back the same day, answered by a slip.

use axum::http::{Method, StatusCode};
use entity::id::{ClientId, ReferralId, SessionId};
use entity::state::{AttendanceStatus, ContactChannel, Language, MessageStatus, ReferralStatus, Role, TaskKind};
use entity::{attendance, client, message, offer, referral, session_told, staff, task};
use piiri::config::Config;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::page::Page;
use crate::support::places::Plan;

const ADDRESS: &str = "Koulukatu 7 A 3\n88900 Kuhmo";

/// A group that Lea leads, and a client of Wes's who is written letters and was offered a place.
struct Scene {
    test: TestApp,
    lea: Actor,
    wes: Actor,
    session: SessionId,
    referral: ReferralId,
    client: ClientId,
}

async fn scene() -> Scene {
    let return_address = "PL 100, 87101 Kajaani".to_owned();
    let test = TestApp::with(Config { return_address, ..Config::default() }).await;
    let lea = test.staff("Lea Leader", &[Role::Leader]).await;
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let group = test.group("Arjen rytmi", lea.id(), Plan::open(8)).await;
    let session = test.session(group, 1, "2026-11-17T08:00:00Z").await;
    let referral = test.referral(group, "Aino Asiakas", wes.id()).await;
    let row = referral::Entity::find_by_id(referral).one(test.app.db.read()).await.unwrap().unwrap();
    let written = client::ActiveModel {
        id: Set(row.client_id),
        channel: Set(ContactChannel::Letter),
        postal_address: Set(Some(ADDRESS.to_owned())),
        key_worker_id: Set(Some(wes.id())),
        ..Default::default()
    };
    test.system(async |act| Ok(written.update(act.tx).await.map(drop)?)).await;
    Scene { test, lea, wes, session, referral, client: row.client_id }
}

impl Scene {
    async fn step(&self, to: &str) {
        let path = format!("/referrals/{}/transitions", self.referral);
        let answer = self.lea.api(Method::POST, &path, Some(json!({ "to": to }))).await;
        assert!(answer.status.is_success(), "{}", answer.json);
        self.test.outbox().await;
    }

    /// The letter about the offer, or about the place.
    async fn letter(&self) -> message::Model {
        let of = message::Entity::find().filter(message::COLUMN.referral_id.eq(self.referral));
        let of = of.filter(message::COLUMN.client_id.eq(self.client)).filter(message::COLUMN.slip.is_not_null());
        of.filter(message::COLUMN.status.ne(MessageStatus::Cancelled))
            .one(self.test.app.db.read())
            .await
            .unwrap()
            .unwrap()
    }

    async fn offer(&self) -> offer::Model {
        offer::Entity::find().one(self.test.app.db.read()).await.unwrap().unwrap()
    }

    async fn is_asked(&self) -> bool {
        let open = task::Entity::find().filter(task::COLUMN.kind.eq(TaskKind::LetterDue));
        open.filter(task::COLUMN.done_at.is_null()).one(self.test.app.db.read()).await.unwrap().is_some()
    }

    async fn status(&self) -> ReferralStatus {
        referral::Entity::find_by_id(self.referral).one(self.test.app.db.read()).await.unwrap().unwrap().status
    }

    /// Wes prints the letter and marks it as posted.
    async fn posts(&mut self, on: &str) -> Page {
        let id = self.letter().await.id;
        self.wes.sign_in().await;
        self.wes.submit(&format!("/letters/print?letter={id}"), &[("posted_on", on)]).await
    }
}

#[tokio::test]
async fn a_letter_has_its_address_in_the_window_and_a_slip_and_names_no_group() {
    let mut scene = scene().await;
    scene.step("offered").await;
    let listed = scene.wes.get("/letters").await;
    assert!(listed.main().contains("Aino Asiakas"), "{}", listed.main());
    let letter = scene.letter().await;
    let page = scene.wes.get(&format!("/letters/print?letter={}", letter.id)).await;
    let sheet = page.all("article.letter").join(" ");
    let window = page.all(".letter-window").join(" ");
    for part in ["PL 100, 87101 Kajaani", "Aino Asiakas", "Koulukatu 7 A 3", "88900 Kuhmo"] {
        assert!(window.contains(part), "{part}: {window}");
    }
    assert!(sheet.contains(letter.slip.as_ref().unwrap()), "{sheet}");
    assert!(!sheet.contains("Arjen rytmi") && !sheet.contains('{'), "{sheet}");
    let seen = entity::access_log::Entity::find().filter(entity::access_log::COLUMN.client_id.eq(scene.client));
    let seen = seen.all(scene.test.app.db.read()).await.unwrap();
    assert!(seen.iter().any(|row| row.what == "letters"), "who looked is logged");
}

#[tokio::test]
async fn a_letter_in_easy_finnish_says_the_words_of_its_slip_in_easy_finnish() {
    let mut scene = scene().await;
    let reads = client::ActiveModel { id: Set(scene.client), language: Set(Language::FiEasy), ..Default::default() };
    scene.test.system(async |act| Ok(reads.update(act.tx).await.map(drop)?)).await;
    scene.step("offered").await;
    let page = scene.wes.get(&format!("/letters/print?letter={}", scene.letter().await.id)).await;
    let sheet = page.all("article.letter").join(" ");
    for part in ["Leikkaa tämä osa irti.", "Haluan paikan.", "En halua paikkaa.", "Lähetä tähän osoitteeseen: PL 100"]
    {
        assert!(sheet.contains(part), "{part}: {sheet}");
    }
}

#[tokio::test]
async fn the_time_to_answer_runs_from_the_day_of_posting_and_the_posting_can_be_taken_back_that_day() {
    let mut scene = scene().await;
    scene.step("offered").await;
    assert!(scene.is_asked().await && scene.offer().await.answer_by.is_none());
    let page = scene.posts("2026-10-13").await;
    assert_eq!((page.status, page.path.as_str()), (StatusCode::OK, "/letters"), "{}", page.text());
    // Seven open days after Tuesday 13.10. at noon.
    assert_eq!(scene.offer().await.answer_by.unwrap().to_rfc3339(), "2026-10-21T09:00:00+00:00");
    assert!(!scene.is_asked().await);
    assert_eq!(scene.letter().await.status, MessageStatus::Sent);
    scene.wes.press("/letters", "Take the posting back").await;
    let offer = scene.offer().await;
    assert_eq!((offer.answer_by, offer.contact_tries), (None, 0));
    assert!(scene.is_asked().await);
    assert_eq!(scene.letter().await.status, MessageStatus::ForHand);
    scene.posts("2026-10-14").await;
    assert!(scene.offer().await.answer_by.is_some(), "posted once more");
    scene.test.at("2026-10-15T06:00:00Z");
    scene.wes.sign_in().await;
    assert!(!scene.wes.get("/letters").await.main().contains("Take the posting back"), "not on the next day");
}

#[tokio::test]
async fn letters_that_are_chosen_together_are_printed_and_posted_together() {
    let mut scene = scene().await;
    scene.step("offered").await;
    let group = referral::Entity::find_by_id(scene.referral).one(scene.test.app.db.read()).await.unwrap().unwrap();
    let other = scene.test.referral(group.group_id, "Eino Asiakas", scene.wes.id()).await;
    let row = referral::Entity::find_by_id(other).one(scene.test.app.db.read()).await.unwrap().unwrap();
    let written = client::ActiveModel {
        id: Set(row.client_id),
        channel: Set(ContactChannel::Letter),
        postal_address: Set(Some(ADDRESS.to_owned())),
        key_worker_id: Set(Some(scene.wes.id())),
        ..Default::default()
    };
    scene.test.system(async |act| Ok(written.update(act.tx).await.map(drop)?)).await;
    let path = format!("/referrals/{other}/transitions");
    let answer = scene.lea.api(Method::POST, &path, Some(json!({ "to": "offered" }))).await;
    assert!(answer.status.is_success(), "{}", answer.json);
    let due = message::Entity::find().filter(message::COLUMN.slip.is_not_null());
    let due = due.all(scene.test.app.db.read()).await.unwrap();
    let chosen: Vec<String> = due.iter().map(|row| format!("letter={}", row.id)).collect();
    assert_eq!(chosen.len(), 2, "{due:?}");
    let path = format!("/letters/print?{}", chosen.join("&"));
    let page = scene.wes.get(&path).await;
    assert_eq!(page.all("article.letter").len(), 2, "{}", page.text());
    let posted = scene.wes.submit(&path, &[("posted_on", "2026-10-14")]).await;
    assert!(posted.text().contains("letters 2"), "{}", posted.text());
    assert!(!scene.is_asked().await, "both are posted");
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_letter_with_an_offer_says_when_the_first_meeting_is_whom_to_call_and_where_as_the_client_wants() {
    let mut scene = scene().await;
    let phone = staff::ActiveModel {
        id: Set(scene.wes.id()),
        phone: Set(Some("+358 44 123 4567".to_owned())),
        ..Default::default()
    };
    scene.test.system(async |act| Ok(phone.update(act.tx).await.map(drop)?)).await;
    scene.step("offered").await;
    let path = format!("/letters/print?letter={}", scene.letter().await.id);
    let sheet = scene.wes.get(&path).await.all("article.letter").join(" ");
    for part in ["Ensimmäinen tapaaminen: ti 17.11.", "klo 10", "Kysyttävää? Soita: Wes, +358 44 123 4567."] {
        assert!(sheet.contains(part), "{part}: {sheet}");
    }
    assert!(!sheet.contains("Arjen rytmi"), "{sheet}");
}

#[tokio::test]
async fn a_letter_that_asks_for_a_rating_comes_with_the_questions_and_the_code_of_the_form() {
    let mut scene = scene().await;
    scene.step("confirmed").await;
    let place = entity::participation::Entity::find().one(scene.test.app.db.read()).await.unwrap().unwrap();
    let (request, client) = (piiri::random::id(scene.test.app.clock.now()), scene.client);
    let row = entity::rating_request::ActiveModel {
        id: Set(request),
        participation_id: Set(place.id),
        client_id: Set(client),
        group_id: Set(place.group_id),
        phase: Set(entity::state::RatingPhase::End),
        session_id: Set(None),
        code: Set("abcd2345".to_owned()),
        asked_at: Set(scene.test.app.clock.now()),
        due_on: Set("2026-10-28".parse().unwrap()),
        answered_at: Set(None),
        attrition: Set(None),
        early_reason: Set(None),
    };
    let asked = async |act: piiri::access::Act<'_>| {
        entity::rating_request::Entity::insert(row).exec_without_returning(act.tx).await?;
        let news = piiri::notify::News::RatingAsked { request };
        piiri::notify::tell(act, &[piiri::notify::Audience::Client(client)], news).await.map(drop)
    };
    scene.test.system(asked).await;
    let due = message::Entity::find().filter(message::COLUMN.kind.eq(entity::state::MessageKind::RatingRequest));
    let due = due.one(scene.test.app.db.read()).await.unwrap().unwrap();
    let page = scene.wes.get(&format!("/letters/print?letter={}", due.id)).await;
    assert_eq!(page.all("article.paper").len(), 2, "the letter and the form: {}", page.text());
    assert!(page.text().contains("abcd2345"), "{}", page.text());
    assert!(!page.all("article.paper").join(" ").contains("Arjen rytmi"));
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_day_ahead_or_long_gone_is_refused_and_the_letter_stays_to_be_posted() {
    let mut scene = scene().await;
    scene.step("offered").await;
    for day in ["2026-10-15", "2026-10-01", ""] {
        let page = scene.posts(day).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{day}");
        assert!(page.main().contains("Aino Asiakas"), "the sheets stay");
    }
    assert!(scene.is_asked().await);
}

#[tokio::test]
async fn a_slip_is_keyed_in_as_the_clients_answer() {
    for (button, status) in
        [("Takes the place", ReferralStatus::Confirmed), ("Does not take the place", ReferralStatus::Declined)]
    {
        let mut scene = scene().await;
        scene.step("offered").await;
        scene.posts("2026-10-14").await;
        let slip = scene.letter().await.slip.unwrap().to_uppercase();
        let page = scene.wes.press(&format!("/letters/replies?code={slip}"), button).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        assert!(page.text().contains("Aino Asiakas: The answer is saved."), "{}", page.text());
        assert_eq!(scene.status().await, status);
        scene.test.outbox().await;
    }
    let mut scene = scene().await;
    let page = scene.wes.get("/letters/replies?code=aaaaaaaa").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_slip_says_to_which_session_the_client_cant_come_and_taking_a_posting_back_forgets_what_was_told() {
    let mut scene = scene().await;
    scene.step("confirmed").await;
    let told = async || {
        let of = session_told::Entity::find().filter(session_told::COLUMN.client_id.eq(scene.client));
        of.one(scene.test.app.db.read()).await.unwrap().is_some()
    };
    assert!(!told().await);
    let id = scene.letter().await.id;
    let mut wes = scene.test.anybody();
    std::mem::swap(&mut wes, &mut scene.wes);
    wes.submit(&format!("/letters/print?letter={id}"), &[("posted_on", "2026-10-14")]).await;
    assert!(told().await, "the letter tells when the first session is");
    wes.press("/letters", "Take the posting back").await;
    assert!(!told().await);
    let slip = scene.letter().await.slip.unwrap();
    let session = scene.session.to_string();
    let page =
        wes.submit(&format!("/letters/replies?code={slip}"), &[("session", &session), ("answer", "cant_come")]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let mark = attendance::Entity::find().filter(attendance::COLUMN.session_id.eq(scene.session));
    let mark = mark.one(scene.test.app.db.read()).await.unwrap().unwrap();
    assert_eq!(mark.status, AttendanceStatus::AbsentNotified);
    assert!(!wes.get("/letters").await.main().contains("Arjen rytmi"));
}

#[tokio::test]
async fn a_protected_clients_letter_is_nobodys_but_the_key_workers() {
    let mut scene = scene().await;
    let protected = client::ActiveModel { id: Set(scene.client), address_protection: Set(true), ..Default::default() };
    scene.test.system(async |act| Ok(protected.update(act.tx).await.map(drop)?)).await;
    scene.step("offered").await;
    let letter = scene.letter().await;
    let path = format!("/letters/print?letter={}", letter.id);
    for page in ["/letters", &path] {
        let shown = scene.lea.get(page).await;
        assert!(!shown.text().contains("Aino") && !shown.text().contains("Koulukatu"), "{page}: {}", shown.text());
    }
    let replies = scene.lea.get(&format!("/letters/replies?code={}", letter.slip.unwrap())).await;
    assert_eq!(replies.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(scene.wes.get(&path).await.text().contains("Koulukatu 7 A 3"));
}

#[tokio::test]
async fn a_letter_that_waited_in_a_copy_that_was_put_back_is_held_and_asked_for_again_under_the_same_slip() {
    let mut scene = scene().await;
    scene.step("offered").await;
    let slip = scene.letter().await.slip;
    assert!(scene.is_asked().await);
    let waits = |row: &&message::Model| matches!(row.status, MessageStatus::Queued | MessageStatus::ForHand);
    let waiting = scene.test.outbox().await.iter().filter(waits).count();
    let held = piiri::data_rights::after_restore(&scene.test.app).await.unwrap().held;
    assert_eq!(held, u64::try_from(waiting).unwrap(), "the letter, and what was to be sent");
    assert!(!scene.is_asked().await, "it may have been posted since");
    scene.wes.sign_in().await;
    assert!(!scene.wes.get("/letters").await.main().contains("Aino Asiakas"));
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    assert_eq!(scene.letter().await.status, MessageStatus::Queued, "nobody let it go");
    let found = scene.wes.get(&format!("/letters/replies?code={}", slip.as_deref().unwrap())).await;
    assert!(found.text().contains("Aino Asiakas"), "who answers a letter that was posted is known: {}", found.text());
    scene.test.system(async |act| piiri::message::release(act, &[]).await.map(drop)).await;
    scene.test.run_jobs_at("2026-10-14T09:06:00Z").await;
    let letter = scene.letter().await;
    assert_eq!((letter.status, letter.slip), (MessageStatus::ForHand, slip));
    assert!(scene.is_asked().await);
    scene.test.outbox().await;
}
