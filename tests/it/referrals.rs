//! Referrals: the finder, sending, steps by role, the loop back to whoever referred, and what each may see.

use axum::http::{Method, StatusCode};
use entity::state::{Role, TaskKind};
use entity::{access_log, task};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use crate::support::TestApp;
use crate::support::places::Plan;

#[tokio::test]
async fn a_worker_finds_a_group_refers_and_follows_the_referral_to_its_end() {
    let test = TestApp::new().await;
    test.outbox().await;
    let mut leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    test.session(group, 1, "2026-10-20T09:00:00Z").await;
    let client = test.client("Aino Asiakas", worker.id()).await.to_string();
    let found = worker.get("/find?municipality=Kajaani&weekday=2&aim=participation&free=true").await;
    assert!(found.text().contains("Pata porisee"), "{}", found.text());
    assert!(!worker.get("/find?weekday=3").await.text().contains("Pata porisee"));
    assert_eq!(found.attributes("#results .actions a", "href"), [format!("/referrals/new?group={group}")]);
    let new = format!("/referrals/new?group={group}");
    let fields = [
        ("client_id", client.as_str()),
        ("reason", "Alone too much"),
        ("goals", "Cook twice a week"),
        ("accompany", "true"),
    ];
    let sent = worker.submit(&new, &fields).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text());
    assert!(sent.text().contains("Will Worker, session 1"), "{}", sent.text());
    let path = sent.path.clone();
    assert!(leader.get(&format!("/groups/{group}/referrals")).await.text().contains("Aino Asiakas"));
    let asked = leader.submit(&path, &[("to", "info_requested"), ("note", "Which days suit?")]).await;
    assert!(asked.text().contains("More information asked"), "{}", asked.text());
    assert!(worker.get("/referrals").await.text().contains("More information asked"));
    worker.submit(&path, &[("note", "Tuesdays")]).await;
    let (action, mut fields) = worker.get(&path).await.filled(&[("note", "Tuesdays")]);
    fields.push(("to".to_owned(), "in_review".to_owned()));
    let answered = worker.post(&action, &fields).await;
    assert!(answered.text().contains("Tuesdays"), "{}", answered.text());
    let offered = leader.press(&path, "Offer a place").await;
    assert!(offered.text().contains("Place offered"), "{}", offered.text());
    let confirmed = worker.press(&path, "Confirm the place").await;
    assert!(confirmed.text().contains("Confirmed"), "{}", confirmed.text());
    assert!(leader.get(&format!("/groups/{group}/participants")).await.text().contains("Aino Asiakas"));
}

#[tokio::test]
async fn the_finder_goes_by_every_day_on_which_a_group_meets_and_by_what_is_told_of_it() {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    test.session(group, 1, "2026-10-05T09:00:00Z").await;
    test.session(group, 2, "2026-10-20T09:00:00Z").await;
    // Late on a Thursday in UTC, Friday in Helsinki.
    test.session(group, 3, "2026-10-22T21:30:00Z").await;
    let mut finds = async |query: &str| worker.get(&format!("/find?{query}")).await.text().contains("Pata porisee");
    assert!(finds("weekday=2").await, "the next session");
    assert!(finds("weekday=5").await, "a later one, by the local day");
    assert!(!finds("weekday=4").await, "the day in UTC is nobody's day");
    assert!(!finds("weekday=1").await, "a day that is over");
    assert!(finds("q=COOKING+participation").await, "summary and aim");
    assert!(!finds("q=cooking+horses").await);
    assert!(finds("kind=functional").await && !finds("kind=therapeutic").await);
    assert!(finds("language=fi").await && !finds("language=sv").await);
    assert!(!finds("municipality=Savonlinna").await && !finds("step_free=true").await);
    assert!(finds("no_animals=true").await);
}

#[tokio::test]
async fn a_closed_group_past_its_second_session_is_not_found() {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let plan = Plan { openness: entity::state::Openness::Closed, ..Plan::open(2) };
    let group = test.group("Suljettu piiri", leader.id(), plan).await;
    test.session(group, 1, "2026-10-05T09:00:00Z").await;
    assert!(worker.get("/find").await.text().contains("Suljettu piiri"));
    test.session(group, 2, "2026-10-12T09:00:00Z").await;
    assert!(!worker.get("/find").await.text().contains("Suljettu piiri"));
}

#[tokio::test]
async fn the_finder_keeps_the_client_for_whom_it_was_opened() {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    let client = test.client("Aino Asiakas", worker.id()).await;
    let found = worker.get(&format!("/find?client={client}&kind=functional")).await;
    let refer = format!("/referrals/new?group={group}&client={client}");
    assert_eq!(found.attributes("#results .actions a", "href"), std::slice::from_ref(&refer));
    assert_eq!(found.attributes("form.filter input[name=client]", "value"), [client.to_string()]);
    let form = worker.get(&refer).await;
    assert_eq!(form.attributes("#f-client_id option[selected]", "value"), [client.to_string()]);
}

#[tokio::test]
async fn the_same_client_twice_into_one_group_is_noticed() {
    let test = TestApp::new().await;
    test.outbox().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    let other = test.group("Nikkarit", leader.id(), Plan::open(2)).await;
    let client = test.client("Aino Asiakas", worker.id()).await;
    let body = |group| json!({"client_id": client, "group_id": group, "reason": "x", "channels": ["peer", "print"]});
    let sent = worker.api(Method::POST, "/referrals", Some(body(group))).await;
    assert_eq!((sent.status, &sent.json["status"]), (StatusCode::CREATED, &json!("submitted")), "{}", sent.json);
    assert_eq!(sent.json["channels"], json!(["peer", "print"]));
    let twice = worker.api(Method::POST, "/referrals", Some(body(group))).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert!(twice.json["detail"].as_str().unwrap().contains("14.10.2026, Will Worker"), "{}", twice.json);
    worker.api(Method::POST, "/referrals", Some(body(other))).await;
    let page = worker.get(&format!("/referrals/{}", sent.json["id"].as_str().unwrap())).await;
    assert!(page.text().contains("also has an open referral to the group Nikkarit"), "{}", page.text());
}

#[tokio::test]
async fn a_forbidden_step_says_which_are_allowed_and_rejecting_needs_a_code() {
    let test = TestApp::new().await;
    test.outbox().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    let other = test.group("Nikkarit", leader.id(), Plan::open(2)).await;
    let id = test.referral(group, "Aino Asiakas", worker.id()).await;
    let path = format!("/referrals/{id}/transitions");
    let step = |to: &'static str| json!({"to": to});
    let refused = leader.api(Method::POST, &path, Some(step("expired"))).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.json["detail"].as_str().unwrap().contains("in_review, offered"), "{}", refused.json);
    assert_eq!(worker.api(Method::POST, &path, Some(step("offered"))).await.status, StatusCode::FORBIDDEN);
    let bare = leader.api(Method::POST, &path, Some(step("rejected"))).await;
    assert_eq!(
        (bare.status, &bare.json["errors"][0]["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("reason_code"))
    );
    let sent_on = json!({"to": "redirected", "redirect_to": other, "note": "Nearer home"});
    let sent_on = leader.api(Method::POST, &path, Some(sent_on)).await;
    assert_eq!(sent_on.json["close_reason"], "redirected", "{}", sent_on.json);
    let there = leader.api(Method::GET, &format!("/referrals?group_id={other}&status=submitted"), None).await;
    assert_eq!(there.json["items"].as_array().unwrap().len(), 1, "the other group has a referral of its own");
    let closed = leader.api(Method::POST, &path, Some(step("withdrawn"))).await;
    assert_eq!(closed.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn needs_are_checked_before_a_place_among_animals() {
    let test = TestApp::new().await;
    test.outbox().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let plan = Plan { animals: Some("horse"), ..Plan::open(2) };
    let group = test.group("Tallin tahtiin", leader.id(), plan).await;
    let client = test.client("Aino Asiakas", worker.id()).await;
    let body = json!({"client_id": client, "group_id": group, "reason": "x", "needs": "Allergy to horses?"});
    let id = worker.api(Method::POST, "/referrals", Some(body)).await.json["id"].as_str().unwrap().to_owned();
    let path = format!("/referrals/{id}/transitions");
    let blocked = leader.api(Method::POST, &path, Some(json!({"to": "confirmed"}))).await;
    assert_eq!(blocked.status, StatusCode::CONFLICT);
    let checked = json!({"to": "confirmed", "animal_checked": true});
    assert_eq!(leader.api(Method::POST, &path, Some(checked)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_leader_sees_own_groups_and_a_worker_own_clients_and_each_look_is_logged() {
    let test = TestApp::new().await;
    test.outbox().await;
    let mut leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut stranger = test.staff("Oskar Leader", &[Role::Leader]).await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let mut colleague = test.staff("Wendy Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    let id = test.referral(group, "Aino Asiakas", worker.id()).await;
    let path = format!("/referrals/{id}");
    for actor in [&mut stranger, &mut colleague] {
        assert_eq!(actor.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(actor.api(Method::GET, &path, None).await.status, StatusCode::NOT_FOUND);
        assert!(actor.api(Method::GET, "/referrals", None).await.json["items"].as_array().unwrap().is_empty());
        let withdrawn = actor.api(Method::POST, &format!("{path}/transitions"), Some(json!({"to": "withdrawn"}))).await;
        assert_eq!(withdrawn.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(stranger.get(&format!("/groups/{group}/referrals")).await.status, StatusCode::NOT_FOUND);
    let looks = async |test: &TestApp, by: entity::id::StaffId| {
        let find = access_log::Entity::find().filter(access_log::COLUMN.actor_id.eq(by.0));
        find.count(test.app.db.read()).await.unwrap()
    };
    assert_eq!(looks(&test, stranger.id()).await, 0);
    for (actor, at) in [(&mut leader, 1), (&mut worker, 1)] {
        assert_eq!(actor.get(&path).await.status, StatusCode::OK);
        assert_eq!(looks(&test, actor.id()).await, at);
    }
}

#[tokio::test]
async fn what_was_typed_in_a_folded_step_stays_when_it_is_refused() {
    let test = TestApp::new().await;
    test.outbox().await;
    let mut leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    let id = test.referral(group, "Aino Asiakas", worker.id()).await;
    let path = format!("/referrals/{id}");
    let fields = [("to", "rejected"), ("reason_code", ""), ("note", "Nearer home next spring")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let again = leader.post(&format!("{path}/steps"), &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(again.attributes(".error-summary a", "href"), ["#f-reason_code"]);
    assert!(again.all("form textarea").contains(&"Nearer home next spring".to_owned()), "{}", again.main());
    let garbage = ["to", "note", "redirect_to", "reason_code"].map(|name| (name.to_owned(), "☠".to_owned()));
    let again = leader.post(&format!("{path}/steps"), &garbage).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_move_to_the_front_without_a_reason_is_asked_for_again() {
    let test = TestApp::new().await;
    test.outbox().await;
    let mut leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(1)).await;
    for name in ["Aino", "Eero"] {
        let id = test.referral(group, name, worker.id()).await;
        leader.press(&format!("/referrals/{id}"), "Put in the queue").await;
    }
    let path = format!("/groups/{group}/referrals");
    let again = leader.submit(&path, &[("reason", " ")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(again.attributes(".error-summary a", "href"), ["#f-reason"]);
    let moved = leader.submit(&path, &[("reason", "Moves away in spring")]).await;
    assert!(moved.text().contains("Moves away in spring"), "{}", moved.text());
}

#[tokio::test]
async fn who_comes_along_to_a_group_that_runs_comes_to_a_session_that_is_still_ahead() {
    let test = TestApp::new().await;
    let leader = test.staff("Lena Leader", &[Role::Leader]).await;
    let worker = test.staff("Wanda Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(3)).await;
    test.session(group, 1, "2026-10-07T08:00:00Z").await;
    let next = test.session(group, 2, "2026-10-21T08:00:00Z").await;
    let client = test.client("Arto Asiakas", worker.id()).await;
    let along = json!({ "by_staff_id": worker.id(), "session_number": 1 });
    let new = json!({ "client_id": client, "group_id": group, "reason": "Alone too much", "accompany": along });
    let sent = worker.api(Method::POST, "/referrals", Some(new)).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.json);
    let path = format!("/referrals/{}/transitions", sent.json["id"].as_str().unwrap());
    let itself = json!({ "to": "redirected", "redirect_to": group });
    let refused = leader.api(Method::POST, &path, Some(itself)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody is sent on to the group itself");
    let placed = leader.api(Method::POST, &path, Some(json!({ "to": "confirmed" }))).await;
    assert_eq!(placed.status, StatusCode::OK, "{}", placed.json);
    let asked = entity::task::Entity::find().all(test.app.db.read()).await.unwrap();
    let asked: Vec<_> = asked.iter().filter(|row| row.kind == entity::state::TaskKind::AccompanySession).collect();
    let due = "2026-10-21T08:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    assert_eq!(asked.iter().map(|row| (row.session_id, row.due_at)).collect::<Vec<_>>(), [(Some(next), due)]);
    test.outbox().await;
}

#[tokio::test]
async fn a_client_hears_that_a_place_was_asked_for_also_when_the_leader_looks_at_it_first() {
    let test = TestApp::new().await;
    let leader = test.staff("Lena Leader", &[Role::Leader]).await;
    let worker = test.staff("Wanda Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(3)).await;
    let reached = json!({ "name": "Arto Asiakas", "phone": "+358401111111", "channel": "sms", "language": "fi" });
    let client = worker.api(Method::POST, "/clients", Some(reached)).await.json["id"].clone();
    test.at("2026-10-14T17:58:00Z");
    let new = json!({ "client_id": client, "group_id": group, "reason": "Alone too much" });
    let sent = worker.api(Method::POST, "/referrals", Some(new)).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.json);
    let path = format!("/referrals/{}/transitions", sent.json["id"].as_str().unwrap());
    test.run_jobs_at("2026-10-14T18:01:00Z").await;
    assert!(test.app.sms.kept().is_empty(), "it is evening");
    let steps = [json!({ "to": "in_review" }), json!({ "to": "info_requested", "note": "Which days?" })];
    for step in steps {
        let looked = leader.api(Method::POST, &path, Some(step)).await;
        assert_eq!(looked.status, StatusCode::OK, "{}", looked.json);
    }
    test.run_jobs_at("2026-10-15T07:01:00Z").await;
    assert_eq!(test.app.sms.kept().len(), 1);
    test.outbox().await;
}

#[tokio::test]
async fn every_question_and_every_answer_stays_in_its_thread_and_is_asked_of_one_person_at_a_time() {
    let test = TestApp::new().await;
    let mut leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    let id = test.referral(group, "Aino Asiakas", worker.id()).await;
    let path = format!("/referrals/{id}");
    let asked = async |kind: TaskKind| {
        let find = task::Entity::find().filter(task::COLUMN.kind.eq(kind)).filter(task::COLUMN.done_at.is_null());
        let open = find.all(test.app.db.read()).await.unwrap();
        open.into_iter().map(|task| task.staff_id).collect::<Vec<_>>()
    };
    for (question, answer) in [("Which days suit?", "Tuesdays"), ("And the evenings?", "Only until six")] {
        test.at(if answer == "Tuesdays" { "2026-10-14T09:00:00Z" } else { "2026-10-14T10:00:00Z" });
        leader.submit(&path, &[("to", "info_requested"), ("note", question)]).await;
        assert_eq!(asked(TaskKind::ReferralAnswer).await, [worker.id()]);
        assert!(asked(TaskKind::ReferralDecide).await.is_empty(), "who waits for an answer decides nothing");
        let (action, mut fields) = worker.get(&path).await.filled(&[("note", answer)]);
        fields.push(("to".to_owned(), "in_review".to_owned()));
        worker.post(&action, &fields).await;
        assert!(asked(TaskKind::ReferralAnswer).await.is_empty(), "what was answered is not asked any more");
        assert_eq!(asked(TaskKind::ReferralDecide).await, [leader.id()]);
    }
    for actor in [&mut leader, &mut worker] {
        let page = actor.get(&path).await.text();
        for words in ["Which days suit?", "Tuesdays", "And the evenings?", "Only until six"] {
            assert!(page.contains(words), "{words} is lost: {page}");
        }
    }
    test.outbox().await;
}

#[tokio::test]
async fn a_draft_is_changed_in_the_form_of_a_new_referral_and_sent_and_then_no_more() {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let mut other = test.staff("Olga Other", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    test.session(group, 1, "2026-10-20T09:00:00Z").await;
    let client = test.client("Aino Asiakas", worker.id()).await;
    let new = json!({
        "client_id": client, "group_id": group, "reason": "Alone too much", "goals": ["Cook", "Go out"],
        "channels": ["peer", "own_worker"], "draft": true,
    });
    let made = worker.api(Method::POST, "/referrals", Some(new)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    let path = format!("/referrals/{}", made.json["id"].as_str().unwrap());
    let edit = format!("{path}/edit");
    worker.sign_in().await;
    assert!(worker.get(&path).await.html().contains(&edit), "the page of a draft leads to its form");
    let form = worker.get(&edit).await;
    let (action, mut fields) = form.filled(&[("reason", "Wants company"), ("accompany", "true")]);
    fields.push(("draft".to_owned(), "true".to_owned()));
    let kept = worker.post(&action, &fields).await;
    assert!(kept.text().contains("Wants company"), "{}", kept.text());
    let stands = worker.api(Method::GET, &path, None).await.json;
    assert_eq!(stands["status"], "draft");
    assert_eq!(stands["goals"], json!(["Cook", "Go out"]));
    assert_eq!(stands["channels"], json!(["peer", "own_worker"]));
    assert_eq!(stands["accompany"]["session_number"], 1);
    let patched = worker.api(Method::PATCH, &path, Some(json!({ "needs": "Nut allergy", "accompany": null }))).await;
    assert_eq!(patched.status, StatusCode::OK, "{}", patched.json);
    assert_eq!((&patched.json["needs"], &patched.json["accompany"]), (&json!("Nut allergy"), &json!(null)));
    assert_eq!(patched.json["reason"], "Wants company", "what is left out stays");
    other.sign_in().await;
    assert_eq!(other.get(&edit).await.status, StatusCode::NOT_FOUND, "nobody else's");
    worker.submit(&edit, &[("reason", "Wants company, has said so")]).await;
    let sent = worker.api(Method::GET, &path, None).await.json;
    assert_eq!((&sent["status"], &sent["reason"]), (&json!("submitted"), &json!("Wants company, has said so")));
    let asked = task::Entity::find().filter(task::COLUMN.kind.eq(TaskKind::ReferralDecide));
    assert_eq!(asked.count(test.app.db.read()).await.unwrap(), 1, "the leader is asked as of any other");
    let late = worker.api(Method::PATCH, &path, Some(json!({ "reason": "x" }))).await;
    assert_eq!((late.status, &late.json["errors"][0]["code"]), (StatusCode::CONFLICT, &json!("referral_sent_already")));
    assert_eq!(worker.get(&edit).await.status, StatusCode::CONFLICT);
    test.outbox().await;
}

#[tokio::test]
async fn whoever_sent_a_referral_adds_to_it_unasked_until_it_is_decided_and_the_leader_reads_it_among_the_tasks() {
    let test = TestApp::new().await;
    let mut leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    let id = test.referral(group, "Aino Asiakas", worker.id()).await;
    let path = format!("/referrals/{id}");
    worker.sign_in().await;
    leader.sign_in().await;
    let page = worker.submit(&path, &[("words", "Comes by taxi")]).await;
    assert!(page.text().contains("Comes by taxi"), "{}", page.text());
    let notes = format!("{path}/notes");
    let added = worker.api(Method::POST, &notes, Some(json!({ "words": "And with a stick" }))).await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.json);
    assert!(leader.get("/").await.text().contains("And with a stick"), "the leader is told");
    let thread = leader.get(&path).await.text();
    for words in ["Comes by taxi", "And with a stick"] {
        assert!(thread.contains(words), "{words} is lost: {thread}");
    }
    let theirs = leader.api(Method::POST, &notes, Some(json!({ "words": "x" }))).await;
    assert_eq!(theirs.status, StatusCode::FORBIDDEN, "a leader asks");
    let confirmed = json!({ "to": "confirmed" });
    leader.api(Method::POST, &format!("{path}/transitions"), Some(confirmed)).await;
    let late = worker.api(Method::POST, &notes, Some(json!({ "words": "x" }))).await;
    assert_eq!(
        (late.status, &late.json["errors"][0]["code"]),
        (StatusCode::CONFLICT, &json!("referral_decided_already"))
    );
    test.outbox().await;
}
