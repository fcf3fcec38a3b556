//! The client's rights: who has looked, what is held, erasure; and logs that show when they were touched.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use entity::id::ClientId;
use entity::state::{FeedKind, FeedTitles, Language, OfferStatus, Role};
use entity::{
    application, attendance, attendance_correction, calendar_link, change_log, client, goal, offer, participation,
    rating, referral, session, task, waiting,
};
use piiri::access::Actor as By;
use piiri::calendar::{self, NewLink};
use piiri::merge::Merge;
use piiri::people::client::{ClientInput, by_link, create, new_link};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use serde_json::json;

use crate::open::recruiting;
use crate::support::places::Plan;
use crate::support::{TestApp, record};

async fn anna(test: &TestApp) -> ClientId {
    let input = ClientInput {
        external_ref: Some("A-1".into()),
        phone: Some("0401234567".into()),
        needs: Some("a lift".into()),
        ..ClientInput::named("Anna Esimerkki")
    };
    test.system(async |act| create(act, input).await).await
}

#[tokio::test]
async fn the_officer_finds_who_looked_and_the_look_itself_is_logged() {
    let test = TestApp::new().await;
    let id = anna(&test).await;
    let mut dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let page = dora.get("/log?q=a-1").await;
    assert!(page.all("#results a").is_empty(), "a number is found whole and as written");
    let page = dora.get("/log?q=A-1").await;
    assert_eq!(page.attributes("#results a", "href"), [format!("/log/{id}")]);
    dora.get(&format!("/log/{id}")).await;
    let page = dora.get(&format!("/log/{id}")).await;
    assert!(page.text().contains("Dora Officer the logs"), "{}", page.text());
    assert!(page.text().contains("client added"), "{}", page.text());
    let answer = dora.api(Method::GET, &format!("/clients/{id}/access-log"), None).await;
    let seen: Vec<&str> =
        answer.json["items"].as_array().unwrap().iter().map(|row| row["what"].as_str().unwrap()).collect();
    assert_eq!(seen.iter().filter(|what| **what == "client.log").count(), 2);
}

#[tokio::test]
async fn a_disclosure_is_noted_with_its_ground() {
    let test = TestApp::new().await;
    let id = anna(&test).await;
    let mut dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let path = format!("/log/{id}");
    let page = dora.submit(&path, &[("recipient", "Court"), ("what", ""), ("ground", "")]).await;
    assert_eq!(page.attributes(".error-summary a", "href"), ["#f-what", "#f-ground"]);
    let fields = [("recipient", "Court"), ("what", "Referrals of 2026"), ("ground", "703/2023, section 11")];
    let page = dora.submit(&path, &fields).await;
    assert!(page.text().contains("Court Referrals of 2026 703/2023, section 11"), "{}", page.text());
}

#[tokio::test]
async fn the_export_holds_the_client_and_is_logged() {
    let test = TestApp::new().await;
    let id = anna(&test).await;
    let dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let held = dora.api(Method::GET, &format!("/clients/{id}/export"), None).await;
    assert_eq!(
        (&held.json["client"]["name"], &held.json["client"]["needs"]),
        (&"Anna Esimerkki".into(), &"a lift".into())
    );
    assert_eq!(held.json["views"][0]["what"], "client.export");
    let otto = test.staff("Otto Worker", &[Role::Worker]).await;
    assert_eq!(otto.api(Method::GET, &format!("/clients/{id}/export"), None).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn erasure_takes_the_person_out_and_leaves_the_logs() {
    let test = TestApp::new().await;
    let id = anna(&test).await;
    let now = test.app.clock.now();
    let token = test.system(async |act| new_link(act, id, now + TimeDelta::days(9)).await).await;
    let mut dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let page = dora.press(&format!("/log/{id}"), "Erase the data").await;
    assert!(page.text().contains("data erased"), "{}", page.text());
    let row = client::Entity::find_by_id(id).one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!((row.name.as_str(), row.phone, row.needs, row.external_ref), ("–", None, None, None));
    assert!(by_link(test.app.db.read(), now, &token).await.is_err());
    assert!(dora.get("/log?q=anna").await.all("#results a").is_empty());
}

#[tokio::test]
async fn who_was_erased_is_found_by_nobody_but_the_officer() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut otto = test.staff("Otto Worker", &[Role::Worker]).await;
    let mut dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let group = test.group("Pata porisee", ann.id(), Plan::open(3)).await;
    let referral = test.referral(group, "Anna", otto.id()).await;
    let step = json!({ "to": "withdrawn" });
    let gone = otto.api(Method::POST, &format!("/referrals/{referral}/transitions"), Some(step)).await;
    assert_eq!(gone.status, StatusCode::OK, "{}", gone.json);
    let id = client::Entity::find().one(test.app.db.read()).await.unwrap().unwrap().id;
    let path = format!("/clients/{id}");
    assert_eq!(otto.get(&path).await.status, StatusCode::OK);
    let erased = dora.api(Method::POST, &format!("/clients/{id}/erasure"), None).await;
    assert_eq!(erased.status, StatusCode::NO_CONTENT, "{}", erased.json);
    assert_eq!(otto.get(&path).await.status, StatusCode::NOT_FOUND);
    for by in [&otto, &ann] {
        assert_eq!(by.api(Method::GET, &path, None).await.status, StatusCode::NOT_FOUND);
    }
    let listed = otto.api(Method::GET, "/clients", None).await;
    assert_eq!(listed.json["items"], json!([]), "whoever referred the client reaches the row no more");
    assert_eq!(dora.get(&format!("/log/{id}")).await.status, StatusCode::OK, "the log stays");
}

#[tokio::test]
async fn the_access_log_comes_in_parts_that_leave_nothing_out() {
    let test = TestApp::new().await;
    let id = anna(&test).await;
    let dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    for _ in 0..5 {
        dora.api(Method::GET, &format!("/clients/{id}/export"), None).await;
    }
    let mut cursor = String::new();
    let mut seen = Vec::new();
    loop {
        let part = dora.api(Method::GET, &format!("/clients/{id}/access-log?limit=2{cursor}"), None).await;
        assert_eq!(part.status, StatusCode::OK, "{}", part.json);
        let items = part.json["items"].as_array().unwrap();
        assert!(items.len() <= 2);
        seen.extend(items.iter().map(|row| (row["id"].clone(), row["what"].clone())));
        let Some(next) = part.json["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen.iter().filter(|(_, what)| what == "client.export").count(), 5);
    let ids: BTreeSet<String> = seen.iter().map(|(id, _)| id.to_string()).collect();
    assert_eq!(ids.len(), seen.len(), "nothing comes twice");
    let unknown = "019a0000-0000-7000-8000-000000000000";
    for (query, field) in [("limit=201", "limit"), (&*format!("cursor={unknown}"), "cursor")] {
        let bad = dora.api(Method::GET, &format!("/clients/{id}/access-log?{query}"), None).await;
        assert_eq!((bad.status, &bad.json["errors"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!(field)));
    }
}

/// A client who applied from the open programme, came once without a referral and has a calendar of each holder.
async fn aino(test: &TestApp) -> (ClientId, [String; 2]) {
    let mut ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let group = recruiting(test, &ann, |_| ()).await;
    let mut visitor = test.anybody();
    let fields = [("name", "Aino Oma"), ("email", "aino@example.org"), ("message", "Tulisin mielelläni.")];
    visitor.submit(&format!("/open/groups/{}/apply", group.slug), &fields).await;
    let link = test.confirmation_sent(None).await;
    visitor.press(&link, "I confirm it").await;
    ann.press(&format!("/groups/{}/applications", group.id), "Take it up").await;
    let id = client::Entity::find().one(test.app.db.read()).await.unwrap().unwrap().id;
    let now = test.app.clock.now();
    let feeds = test
        .act(By::Client(id), async |act| {
            let mut feeds = Vec::new();
            for staff_id in [None, Some(ann.id())] {
                let new = NewLink {
                    kind: FeedKind::Client,
                    subject_id: None,
                    client_id: Some(id),
                    staff_id,
                    titles: FeedTitles::Neutral,
                    label: Some("Ainon puhelin".into()),
                };
                let token = calendar::new_link(act, new).await.unwrap();
                feeds.push(format!("/calendar/{token}.ics"));
            }
            let came = entity::walk_in::ActiveModel {
                id: Set(piiri::random::id(now)),
                session_id: Set(session::Entity::find().one(act.tx).await.unwrap().unwrap().id),
                client_id: Set(Some(id)),
                alias: Set(None),
                minutes: Set(90),
                recorded_at: Set(now),
                recorded_by: Set(ann.id()),
            };
            came.insert(act.tx).await.unwrap();
            // The key worker's own calendar of a client is open to the key worker.
            let kept = client::ActiveModel { id: Set(id), key_worker_id: Set(Some(ann.id())), ..Default::default() };
            kept.update(act.tx).await.unwrap();
            Ok(feeds)
        })
        .await;
    (id, feeds.try_into().unwrap())
}

#[tokio::test]
async fn the_export_holds_applications_walk_ins_and_calendars_but_nothing_that_opens_them() {
    let test = TestApp::new().await;
    let (id, feeds) = aino(&test).await;
    let dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let held = dora.api(Method::GET, &format!("/clients/{id}/export"), None).await.json;
    assert_eq!(held["applications"][0]["message"], "Tulisin mielelläni.");
    assert_eq!(held["walk_ins"][0]["minutes"], 90);
    assert_eq!(held["links"]["calendars"].as_array().unwrap().len(), 2);
    assert!(held["changes"].as_array().unwrap().iter().any(|row| row["act"] == "application.accepted"));
    let text = held.to_string();
    let token = feeds[0].trim_start_matches("/calendar/").trim_end_matches(".ics");
    assert!(!text.contains(token) && !text.contains(&piiri::random::hash(token)), "no token and no hash of one");
}

#[tokio::test]
async fn erasure_takes_the_application_with_it_and_every_calendar_answers_404() {
    let test = TestApp::new().await;
    let (id, feeds) = aino(&test).await;
    let mut phone = test.anybody();
    for feed in &feeds {
        assert_eq!(phone.get(feed).await.status, StatusCode::OK);
    }
    let dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let erasure = format!("/clients/{id}/erasure");
    assert_eq!(dora.api(Method::POST, &erasure, None).await.status, StatusCode::NO_CONTENT);
    for feed in &feeds {
        assert_eq!(phone.get(feed).await.status, StatusCode::NOT_FOUND);
    }
    let db = test.app.db.read();
    assert_eq!(application::Entity::find().count(db).await.unwrap(), 0);
    let links = calendar_link::Entity::find().all(db).await.unwrap();
    assert!(links.iter().all(|link| link.revoked_at.is_some() && link.label.is_none()));
    piiri::notify::deliver(&test.app, test.app.clock.now()).await.unwrap();
    for message in test.outbox().await.iter().filter(|message| message.staff_id.is_none()) {
        assert_eq!((message.address.as_deref(), message.body.as_str()), (None, "–"), "{:?}", message.kind);
    }
    let held = dora.api(Method::GET, &format!("/clients/{id}/export"), None).await.json.to_string();
    assert!(!held.contains("Aino") && !held.contains("aino@example.org"), "{held}");
}

#[tokio::test]
async fn erasure_reaches_what_was_merged_into_the_client() {
    let test = TestApp::new().await;
    let (kept, gone) =
        (anna(&test).await, { test.system(async |act| create(act, ClientInput::named("Anna Toinen")).await).await });
    test.system(async |act| piiri::acts::merge_clients(act, Merge { kept, gone }).await.map(drop)).await;
    let dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    dora.api(Method::POST, &format!("/clients/{kept}/erasure"), None).await;
    let rows = client::Entity::find().all(test.app.db.read()).await.unwrap();
    assert!(rows.iter().all(|row| row.name == "–"), "{rows:?}");
}

/// The string literals inside the calls of these functions, wherever they stand in the source.
fn literals(calls: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(path).unwrap();
            for call in calls {
                for (at, _) in source.match_indices(call) {
                    let inside = inside(&source[at + call.len()..]);
                    found.extend(inside.split('"').skip(1).step_by(2).map(str::to_owned));
                }
            }
        }
    }
    found
}

/// The source up to the parenthesis that closes the call.
fn inside(source: &str) -> &str {
    let mut depth = 1;
    let end = source.char_indices().find(|(_, c)| {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    });
    end.map_or(source, |(end, _)| &source[..end])
}

#[test]
fn every_code_of_the_logs_has_its_words_in_every_language() {
    let looks = ["seen(act", "seen(Act", "seen(&", "seen(app", "seen_all(", "log(&app", "open(&tx", "open(act"];
    let acts = ["Change::of(", "log(act", "let name = "];
    let is_code = |code: &String| code.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '.' | '_' | '-'));
    let looked: Vec<String> = literals(&looks).into_iter().filter(is_code).collect();
    let acted: Vec<String> = literals(&acts).into_iter().filter(is_code).filter(|code| code.contains('.')).collect();
    assert!(looked.len() > 25 && acted.len() > 50, "the walk finds them: {looked:?} {acted:?}");
    for (prefix, codes) in [("log-seen", looked), ("log-act", acted)] {
        for code in codes {
            let key = format!("{prefix}-{}", code.replace(['.', '_'], "-"));
            for language in [Language::Fi, Language::Sv, Language::En] {
                assert!(piiri::text::has(language, &key), "{language}: {key}");
            }
        }
    }
}

/// Every row of the tables in which something free is said of a client, as text.
async fn said(test: &TestApp) -> Vec<(&'static str, String)> {
    let db = test.app.db.read();
    vec![
        ("referral", format!("{:?}", referral::Entity::find().all(db).await.unwrap())),
        ("goal", format!("{:?}", goal::Entity::find().all(db).await.unwrap())),
        ("rating", format!("{:?}", rating::Entity::find().all(db).await.unwrap())),
        ("attendance", format!("{:?}", attendance::Entity::find().all(db).await.unwrap())),
        ("correction", format!("{:?}", attendance_correction::Entity::find().all(db).await.unwrap())),
        ("task", format!("{:?}", task::Entity::find().all(db).await.unwrap())),
        ("participation", format!("{:?}", participation::Entity::find().all(db).await.unwrap())),
        ("waiting", format!("{:?}", waiting::Entity::find().all(db).await.unwrap())),
        ("application", format!("{:?}", application::Entity::find().all(db).await.unwrap())),
        ("calendar_link", format!("{:?}", calendar_link::Entity::find().all(db).await.unwrap())),
    ]
}

/// Ends a client's places, offers and waiting, without which an erasure is refused.
async fn let_go(test: &TestApp, id: ClientId) {
    let tx = test.app.db.write().await.unwrap();
    let places = participation::Entity::update_many().col_expr(participation::Column::Active, Expr::value(false));
    places.filter(participation::Column::ClientId.eq(id)).exec(&tx).await.unwrap();
    let turns = waiting::Entity::update_many().col_expr(waiting::Column::Active, Expr::value(false));
    turns.filter(waiting::Column::ClientId.eq(id)).exec(&tx).await.unwrap();
    let offers = offer::Entity::update_many().col_expr(offer::Column::Status, Expr::value(OfferStatus::Withdrawn));
    offers.filter(offer::Column::ClientId.eq(id)).exec(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn erasure_takes_every_free_word_and_leaves_nothing_open() {
    let test = TestApp::new().await;
    let worker = test.staff("Will Worker", &[Role::Worker, Role::Leader]).await;
    let id = test.client("Anna Esimerkki", worker.id()).await;
    record::fill(&test, &worker, id).await;
    for (table, text) in said(&test).await {
        assert!(text.contains(record::WORDS), "nothing is said in {table}");
    }
    let dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let erasure = format!("/clients/{id}/erasure");
    assert_eq!(dora.api(Method::POST, &erasure, None).await.status, StatusCode::CONFLICT, "a place is held");
    let_go(&test, id).await;
    let answer = dora.api(Method::POST, &erasure, None).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.json);
    for (table, text) in said(&test).await {
        assert!(!text.contains(record::WORDS), "{table} still says: {text}");
    }
    let db = test.app.db.read();
    let referrals = referral::Entity::find().all(db).await.unwrap();
    assert!(referrals.iter().all(|row| row.closed_at.is_some()), "{referrals:?}");
    let tasks = task::Entity::find().filter(task::Column::ClientId.eq(id)).all(db).await.unwrap();
    assert!(tasks.iter().all(|task| task.done_at.is_some()), "{tasks:?}");
    test.outbox().await;
}

#[tokio::test]
async fn every_act_on_a_clients_matters_stands_in_that_clients_log() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let group = test.group("Pata porisee", ann.id(), Plan::open(3)).await;
    let session = test.session(group, 1, "2026-10-14T12:00:00Z").await;
    let id = test.referral(group, "Anna", ann.id()).await;
    let transitions = format!("/referrals/{id}/transitions");
    ann.api(Method::POST, &transitions, Some(json!({ "to": "offered" }))).await;
    ann.press(&format!("/referrals/{id}"), "I tried to reach the client").await;
    ann.api(Method::POST, &transitions, Some(json!({ "to": "confirmed" }))).await;
    let db = test.app.db.read();
    let place = participation::Entity::find().one(db).await.unwrap().unwrap();
    test.at("2026-10-14T14:00:00Z");
    for status in ["present", "no_show"] {
        let sheet = json!({ "entries": [{ "participation_id": place.id, "status": status }] });
        let saved = ann.api(Method::PUT, &format!("/sessions/{session}/attendance"), Some(sheet)).await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.json);
    }
    let goal =
        ann.api(Method::POST, &format!("/participations/{}/goals", place.id), Some(json!({ "text": "Out" }))).await;
    let assessment = json!({ "level": 1, "on": "2026-10-14" });
    let goal = format!("/goals/{}/assessments", goal.json["id"].as_str().unwrap());
    assert_eq!(ann.api(Method::POST, &goal, Some(assessment)).await.status, StatusCode::CREATED);
    let end = json!({ "phase": "end", "rater": "client", "source": "tablet", "early_reason": "Moves away",
        "answers": { "overall": "much" } });
    ann.api(Method::POST, &format!("/participations/{}/ratings", place.id), Some(end)).await;
    let rows = change_log::Entity::find().all(db).await.unwrap();
    let done: BTreeSet<&str> =
        rows.iter().filter(|row| row.client_id == Some(place.client_id)).map(|row| row.act.as_str()).collect();
    for act in [
        "attendance.recorded",
        "goal.assessed",
        "offer.contact_tried",
        "participation.restated",
        "rating.asked",
        "referral.closed",
        "referral.reopened",
    ] {
        assert!(done.contains(act), "{act} is not among {done:?}");
    }
    let kinds = ["referral", "offer", "waiting", "participation", "rating", "rating_request", "goal"];
    let nobodys = rows.iter().filter(|row| kinds.contains(&row.subject_kind.as_str()) && row.client_id.is_none());
    assert_eq!(nobodys.map(|row| &row.act).collect::<Vec<_>>(), Vec::<&String>::new(), "of no client");
    test.outbox().await;
}
