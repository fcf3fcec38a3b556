//! Staff are away and come back: whose tasks and mails those are meanwhile, who sees what, and who meets the clients.

use axum::http::{Method, StatusCode};
use entity::id::{ClientId, GroupId, SessionId, StaffId};
use entity::state::{ContactChannel, GroupStatus, ParticipationStatus, Role, TaskKind};
use entity::{absence, client, participation, staff, task};
use piiri::task::NewTask;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::{Value, json};

use crate::support::actor::Actor;
use crate::support::places::Plan;
use crate::support::{TestApp, seed};

const PHONE: &str = "+358401111111";

/// A group that Anna leads alone, on Tuesdays 20.10. and 27.10., with one client, whose key worker is Wes.
pub struct Scene {
    pub test: TestApp,
    pub max: Actor,
    pub anna: Actor,
    pub wes: Actor,
    pub dora: Actor,
    group: GroupId,
    sessions: [SessionId; 2],
    pub client: ClientId,
}

pub async fn scene() -> Scene {
    let test = TestApp::new().await;
    let max = test.staff("Max Manager", &[Role::Manager]).await;
    let anna = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let dora = test.staff("Dora Deputy", &[Role::Worker, Role::Leader]).await;
    let plan = Plan { status: GroupStatus::Running, ..Plan::open(8) };
    let group = test.group("Arjen rytmi", anna.id(), plan).await;
    let sessions =
        [test.session(group, 1, "2026-10-20T07:00:00Z").await, test.session(group, 2, "2026-10-27T08:00:00Z").await];
    let client = seed::client(&test, wes.id(), "Aino Lehto").await;
    let place = seed::place(&test, group, client, "2026-10-01T09:00:00Z").await;
    let reached = client::ActiveModel {
        id: Set(client),
        channel: Set(ContactChannel::Sms),
        phone: Set(Some(PHONE.to_owned())),
        ..Default::default()
    };
    let started =
        participation::ActiveModel { id: Set(place), status: Set(ParticipationStatus::Started), ..Default::default() };
    test.system(async |act| {
        reached.update(act.tx).await?;
        Ok(started.update(act.tx).await.map(drop)?)
    })
    .await;
    Scene { test, max, anna, wes, dora, group, sessions, client }
}

impl Scene {
    pub async fn ask(&self, key: &str, whom: StaffId, due: &str) {
        let about = NewTask { key: key.to_owned(), client: Some(self.client), ..NewTask::default() };
        let due = due.parse().unwrap();
        self.test.system(async |act| piiri::task::ask(act, TaskKind::EndTalk, whom, due, about).await).await;
    }

    /// Whose the open task of a name is.
    pub async fn whose(&self, key: &str) -> Option<StaffId> {
        let named = task::Entity::find().filter(task::COLUMN.key.eq(key)).filter(task::COLUMN.done_at.is_null());
        named.one(self.test.app.db.read()).await.unwrap().map(|task| task.staff_id)
    }

    pub async fn asked(&self, kind: TaskKind) -> Vec<(StaffId, String)> {
        let open = task::Entity::find().filter(task::COLUMN.kind.eq(kind)).filter(task::COLUMN.done_at.is_null());
        let rows = open.all(self.test.app.db.read()).await.unwrap();
        rows.into_iter().map(|row| (row.staff_id, row.due_at.to_rfc3339())).collect()
    }

    /// What the client was sent, but for the questions that whoever began is asked.
    fn texts(&self) -> Vec<String> {
        let texts = self.test.app.sms.kept().into_iter().filter(|sms| sms.to == PHONE).map(|sms| sms.text);
        texts.filter(|text| !text.contains("/ratings/")).collect()
    }
}

pub async fn away(who: &Actor, body: Value) -> String {
    let told = who.api(Method::POST, "/absences", Some(body)).await;
    assert_eq!(told.status, StatusCode::CREATED, "{}", told.json);
    told.json["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn tasks_go_over_when_somebody_is_away_and_come_back_where_they_are_undone() {
    let scene = scene().await;
    for key in ["one", "two"] {
        scene.ask(key, scene.wes.id(), "2026-10-20T09:00:00Z").await;
    }
    let id = away(&scene.wes, json!({ "kind": "sick", "from_on": "2026-10-14", "deputy_id": scene.dora.id() })).await;
    assert_eq!((scene.whose("one").await, scene.whose("two").await), (Some(scene.dora.id()), Some(scene.dora.id())));
    scene.ask("three", scene.wes.id(), "2026-10-20T09:00:00Z").await;
    assert_eq!(scene.whose("three").await, Some(scene.dora.id()), "what is asked meanwhile as well");
    let one = task::Entity::find().filter(task::COLUMN.key.eq("one"));
    let one = one.one(scene.test.app.db.read()).await.unwrap().unwrap().id;
    let dora = scene.dora.id();
    scene.test.act(piiri::access::Actor::Staff(dora), async |act| piiri::task::done(act, dora, one).await).await;
    let ended = scene.wes.api(Method::POST, &format!("/absences/{id}/end"), None).await;
    assert_eq!(ended.status, StatusCode::OK, "{}", ended.json);
    let wes = Some(scene.wes.id());
    assert_eq!((scene.whose("one").await, scene.whose("two").await, scene.whose("three").await), (None, wes, wes));
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_deputy_hears_by_mail_of_standing_in_with_the_days_and_how_many_tasks() {
    let scene = scene().await;
    for key in ["one", "two"] {
        scene.ask(key, scene.wes.id(), "2026-10-20T09:00:00Z").await;
    }
    let days =
        json!({ "kind": "sick", "from_on": "2026-10-14", "until_on": "2026-10-16", "deputy_id": scene.dora.id() });
    away(&scene.wes, days).await;
    scene.test.run_jobs_at("2026-10-14T09:03:00Z").await;
    let mails = scene.test.app.mailer.kept();
    let told: Vec<_> = mails.iter().filter(|mail| mail.subject == "You stand in for somebody").collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].to, "dora.deputy@piiri.example");
    for part in ["Wes Worker", "14 Oct", "16 Oct", "Open tasks now: 2"] {
        assert!(told[0].body.contains(part), "{part}: {}", told[0].body);
    }
    assert!(!told[0].body.contains("sick"), "why is nobody's matter");
    scene.test.outbox().await;
}

#[tokio::test]
async fn without_a_deputy_the_supervisor_has_the_tasks_and_the_one_named_for_any_time_comes_before() {
    let scene = scene().await;
    scene.ask("one", scene.wes.id(), "2026-10-20T09:00:00Z").await;
    let id = away(&scene.wes, json!({ "kind": "leave", "from_on": "2026-10-14", "until_on": "2026-10-16" })).await;
    assert_eq!(scene.whose("one").await, Some(scene.max.id()));
    scene.wes.api(Method::POST, &format!("/absences/{id}/end"), None).await;
    let standing =
        staff::ActiveModel { id: Set(scene.wes.id()), deputy_id: Set(Some(scene.dora.id())), ..Default::default() };
    scene.test.system(async |act| Ok(standing.update(act.tx).await.map(drop)?)).await;
    away(&scene.wes, json!({ "kind": "leave", "from_on": "2026-10-14" })).await;
    assert_eq!(scene.whose("one").await, Some(scene.dora.id()));
    away(&scene.dora, json!({ "kind": "sick", "from_on": "2026-10-14" })).await;
    assert_eq!(scene.whose("one").await, Some(scene.max.id()), "who stands in is away too");
}

#[tokio::test]
async fn who_came_back_is_away_again_the_same_day_from_then_on_and_twice_at_a_time_never() {
    let scene = scene().await;
    let id = away(&scene.wes, json!({ "kind": "sick", "from_on": "2026-10-14" })).await;
    scene.wes.api(Method::POST, &format!("/absences/{id}/end"), None).await;
    away(&scene.wes, json!({ "kind": "sick", "from_on": "2026-10-14", "until_on": "2026-10-15" })).await;
    let told =
        absence::Entity::find().order_by_asc(absence::Column::FromAt).all(scene.test.app.db.read()).await.unwrap();
    assert_eq!(told[0].until_at, Some(told[1].from_at), "the one follows the other: {told:?}");
    for from_on in ["2026-10-14", "2026-10-15"] {
        let again = json!({ "kind": "sick", "from_on": from_on });
        let again = scene.wes.api(Method::POST, "/absences", Some(again)).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{from_on}: {}", again.json);
    }
}

#[tokio::test]
async fn a_time_away_that_was_told_ahead_begins_and_ends_by_the_clock() {
    let scene = scene().await;
    scene.ask("one", scene.wes.id(), "2026-10-30T09:00:00Z").await;
    let body =
        json!({ "kind": "leave", "from_on": "2026-10-19", "until_on": "2026-10-20", "deputy_id": scene.dora.id() });
    away(&scene.wes, body).await;
    let (wes, dora) = (Some(scene.wes.id()), Some(scene.dora.id()));
    for (at, whose) in [
        ("2026-10-18T20:00:00Z", wes),
        ("2026-10-18T21:01:00Z", dora),
        ("2026-10-20T20:00:00Z", dora),
        ("2026-10-20T21:01:00Z", wes),
    ] {
        scene.test.run_jobs_at(at).await;
        assert_eq!(scene.whose("one").await, whose, "{at}");
    }
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_stands_in_reaches_the_clients_for_that_time_only_a_protected_one_too() {
    let mut scene = scene().await;
    let protected = client::ActiveModel { id: Set(scene.client), address_protection: Set(true), ..Default::default() };
    scene.test.system(async |act| Ok(protected.update(act.tx).await.map(drop)?)).await;
    let path = format!("/clients/{}", scene.client);
    assert_eq!(scene.dora.get(&path).await.status, StatusCode::NOT_FOUND);
    let id = away(&scene.wes, json!({ "kind": "sick", "from_on": "2026-10-14", "deputy_id": scene.dora.id() })).await;
    let page = scene.dora.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Aino Lehto"), "who stands in by name reads who it is");
    scene.wes.api(Method::POST, &format!("/absences/{id}/end"), None).await;
    assert_eq!(scene.dora.get(&path).await.status, StatusCode::NOT_FOUND);
    scene.test.outbox().await;
}

#[tokio::test]
async fn whom_a_supervisor_names_knows_no_protected_client_and_is_asked_nothing_about_one() {
    let mut scene = scene().await;
    let other = seed::client(&scene.test, scene.wes.id(), "Berta Toinen").await;
    let protected = client::ActiveModel { id: Set(scene.client), address_protection: Set(true), ..Default::default() };
    scene.test.system(async |act| Ok(protected.update(act.tx).await.map(drop)?)).await;
    scene.ask("before", scene.wes.id(), "2026-10-20T09:00:00Z").await;
    let body =
        json!({ "staff_id": scene.wes.id(), "kind": "sick", "from_on": "2026-10-14", "deputy_id": scene.dora.id() });
    away(&scene.max, body).await;
    assert_eq!(scene.dora.get(&format!("/clients/{other}")).await.status, StatusCode::OK, "the others are helped");
    let own = format!("/clients/{}", scene.client);
    for path in [&*own, "/clients", "/", "/calls", "/referrals"] {
        assert!(!scene.dora.get(path).await.text().contains("Aino Lehto"), "{path}");
    }
    scene.ask("after", scene.wes.id(), "2026-10-20T09:00:00Z").await;
    for key in ["before", "after"] {
        assert_eq!(scene.whose(key).await, Some(scene.max.id()), "{key}: the supervisor's, who may know");
    }
    let unprotected =
        client::ActiveModel { id: Set(scene.client), address_protection: Set(false), ..Default::default() };
    scene.test.system(async |act| Ok(unprotected.update(act.tx).await.map(drop)?)).await;
    scene.ask("later", scene.wes.id(), "2026-10-20T09:00:00Z").await;
    assert_eq!(scene.whose("later").await, Some(scene.dora.id()));
    scene.test.outbox().await;
}

#[tokio::test]
async fn whom_a_supervisor_names_finds_no_page_of_a_protected_client_by_code_or_id() {
    let mut scene = scene().await;
    let referral = scene.test.referral(scene.group, "Berta Toinen", scene.wes.id()).await;
    let berta = client::Entity::find().filter(client::COLUMN.name.eq("Berta Toinen"));
    let berta = berta.one(scene.test.app.db.read()).await.unwrap().unwrap().id;
    for id in [scene.client, berta] {
        let protected = client::ActiveModel { id: Set(id), address_protection: Set(true), ..Default::default() };
        scene.test.system(async |act| Ok(protected.update(act.tx).await.map(drop)?)).await;
    }
    let of = |staff: StaffId| json!({ "staff_id": staff, "kind": "sick", "from_on": "2026-10-14", "deputy_id": scene.dora.id() });
    let for_wes = away(&scene.max, of(scene.wes.id())).await;
    away(&scene.max, of(scene.anna.id())).await;
    let pages = [format!("/clients/{}", scene.client), format!("/clients/{berta}"), format!("/referrals/{referral}")];
    for path in &pages[..2] {
        assert_eq!(scene.dora.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(scene.dora.api(Method::GET, path, None).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let links = scene.dora.get("/clients").await.attributes("main a", "href");
    assert!(!links.iter().any(|link| pages.contains(link)), "{links:?}");
    let sheet = scene.dora.get(&format!("/sessions/{}/attendance", scene.sessions[0])).await;
    assert_eq!(sheet.status, StatusCode::OK, "the group is led on");
    // The leader's deputy still decides, as the leader does: by the code.
    let decided = scene.dora.get(&pages[2]).await;
    assert_eq!(decided.status, StatusCode::OK);
    assert!(!decided.text().contains("Berta"), "{}", decided.text());
    scene.wes.api(Method::POST, &format!("/absences/{for_wes}/end"), None).await;
    away(&scene.wes, json!({ "kind": "sick", "from_on": "2026-10-14", "deputy_id": scene.dora.id() })).await;
    for path in &pages {
        assert_eq!(scene.dora.get(path).await.status, StatusCode::OK, "{path}: whom the key worker chose");
    }
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_stands_in_takes_no_client_over_and_lifts_no_protection() {
    let scene = scene().await;
    let protected = client::ActiveModel { id: Set(scene.client), address_protection: Set(true), ..Default::default() };
    scene.test.system(async |act| Ok(protected.update(act.tx).await.map(drop)?)).await;
    away(&scene.wes, json!({ "kind": "sick", "from_on": "2026-10-14", "deputy_id": scene.dora.id() })).await;
    let path = format!("/clients/{}", scene.client);
    for closed in [json!({ "key_worker_id": scene.dora.id() }), json!({ "address_protection": false })] {
        let refused = scene.dora.api(Method::PATCH, &path, Some(closed.clone())).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{closed}: {}", refused.json);
    }
    let open = scene.dora.api(Method::PATCH, &path, Some(json!({ "phone": "+358402222222" }))).await;
    assert_eq!(open.status, StatusCode::OK, "what followers write: {}", open.json);
    let link = scene.dora.api(Method::POST, &format!("{path}/links"), Some(json!({}))).await;
    assert!(!link.status.is_success(), "{}", link.json);
    let kept = client::Entity::find_by_id(scene.client).one(scene.test.app.db.read()).await.unwrap().unwrap();
    assert_eq!((kept.key_worker_id, kept.address_protection), (Some(scene.wes.id()), true));
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_stands_in_for_whoever_referred_keeps_no_client_that_nobody_keeps() {
    let scene = scene().await;
    scene.test.referral(scene.group, "Berta Toinen", scene.wes.id()).await;
    let berta = client::Entity::find().filter(client::COLUMN.name.eq("Berta Toinen"));
    let berta = berta.one(scene.test.app.db.read()).await.unwrap().unwrap().id;
    let kept_by_nobody = client::ActiveModel { id: Set(berta), key_worker_id: Set(None), ..Default::default() };
    scene.test.system(async |act| Ok(kept_by_nobody.update(act.tx).await.map(drop)?)).await;
    away(&scene.wes, json!({ "kind": "sick", "from_on": "2026-10-14", "deputy_id": scene.dora.id() })).await;
    let take = json!({ "key_worker_id": scene.dora.id() });
    let path = format!("/clients/{berta}");
    let refused = scene.dora.api(Method::PATCH, &path, Some(take)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.json);
    let own = scene.wes.api(Method::PATCH, &path, Some(json!({ "key_worker_id": scene.wes.id() }))).await;
    assert_eq!(own.status, StatusCode::OK, "{}", own.json);
    scene.test.outbox().await;
}

#[tokio::test]
async fn of_whom_another_says_that_they_are_away_hears_it_finds_it_on_the_first_page_and_ends_it() {
    let mut scene = scene().await;
    let body = |from: &str| json!({ "staff_id": scene.wes.id(), "kind": "other", "from_on": from, "deputy_id": scene.dora.id() });
    let past = scene.max.api(Method::POST, "/absences", Some(body("2026-10-13"))).await;
    assert_eq!(past.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", past.json);
    let id = away(&scene.max, body("2026-10-14")).await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let mails = scene.test.app.mailer.kept();
    let mails: Vec<_> = mails.iter().filter(|mail| mail.body.contains("/absences")).collect();
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert_eq!(mails[0].to, "wes.worker@piiri.example", "and not to whoever stands in");
    assert!(mails[0].body.contains("Dora Deputy"), "{}", mails[0].body);
    assert!(scene.wes.get("/").await.attributes("main a", "href").contains(&"/absences".to_owned()));
    assert_eq!(scene.wes.api(Method::POST, &format!("/absences/{id}/end"), None).await.status, StatusCode::OK);
    assert!(!scene.wes.get("/").await.attributes("main a", "href").contains(&"/absences".to_owned()));
    away(&scene.wes, json!({ "kind": "sick", "from_on": "2026-10-13" })).await;
    scene.test.outbox().await;
}

#[tokio::test]
async fn mail_goes_to_whoever_stands_in_but_never_a_way_into_the_account() {
    let scene = scene().await;
    let referral = scene.test.referral(scene.group, "Berta Toinen", scene.wes.id()).await;
    away(&scene.wes, json!({ "kind": "sick", "from_on": "2026-10-14", "deputy_id": scene.dora.id() })).await;
    let step = json!({ "to": "confirmed" });
    let answer = scene.anna.api(Method::POST, &format!("/referrals/{referral}/transitions"), Some(step)).await;
    assert!(answer.status.is_success(), "{}", answer.json);
    let mut anybody = scene.test.anybody();
    anybody.submit("/password", &[("email", "wes.worker@piiri.example")]).await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    let mails = scene.test.app.mailer.kept();
    let to = |what: &str| {
        mails.iter().filter(|mail| mail.body.contains(what)).map(|mail| mail.to.clone()).collect::<Vec<_>>()
    };
    assert_eq!(to("/referrals/"), ["dora.deputy@piiri.example"]);
    assert_eq!(to("/password/"), ["wes.worker@piiri.example"]);
    scene.test.outbox().await;
}

#[tokio::test]
async fn the_supervisor_is_asked_who_comes_before_the_session_until_somebody_stands_in() {
    let scene = scene().await;
    let id = away(&scene.anna, json!({ "kind": "leave", "from_on": "2026-10-19", "until_on": "2026-10-21" })).await;
    let before = (scene.max.id(), "2026-10-20T07:00:00+00:00".to_owned());
    assert_eq!(scene.asked(TaskKind::LeaderAway).await, std::slice::from_ref(&before));
    let path = format!("/sessions/{}", scene.sessions[0]);
    let set = async |who: Option<StaffId>| {
        let saved = scene.max.api(Method::PATCH, &path, Some(json!({ "substitute_id": who }))).await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.json);
    };
    set(Some(scene.dora.id())).await;
    assert_eq!(scene.asked(TaskKind::LeaderAway).await, []);
    set(None).await;
    assert_eq!(scene.asked(TaskKind::LeaderAway).await, [before]);
    scene.anna.api(Method::POST, &format!("/absences/{id}/end"), None).await;
    assert_eq!(scene.asked(TaskKind::LeaderAway).await, [], "who comes back needs nobody instead");
    scene.test.outbox().await;
}

#[tokio::test]
async fn clients_hear_who_meets_them_when_their_leader_is_away_the_next_time_and_nothing_of_a_later_one() {
    let scene = scene().await;
    let leaders = json!([{ "staff_id": scene.anna.id(), "role": "leader" }, { "staff_id": scene.dora.id(), "role": "co_leader" }]);
    let changed = json!({ "code": "G1", "leaders": leaders });
    let changed = scene.max.api(Method::PATCH, &format!("/groups/{}", scene.group), Some(changed)).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.json);
    let later = away(&scene.anna, json!({ "kind": "leave", "from_on": "2026-10-26", "until_on": "2026-10-28" })).await;
    scene.test.run_jobs_at("2026-10-14T09:05:00Z").await;
    assert_eq!(scene.texts(), Vec::<String>::new());
    scene.anna.api(Method::POST, &format!("/absences/{later}/end"), None).await;
    away(&scene.anna, json!({ "kind": "sick", "from_on": "2026-10-14" })).await;
    scene.test.run_jobs_at("2026-10-14T09:10:00Z").await;
    let texts = scene.texts();
    assert_eq!(texts.len(), 1, "{texts:?}");
    assert!(texts[0].contains("Dora") && !texts[0].contains("Anna"), "{texts:?}");
    scene.test.outbox().await;
}

#[tokio::test]
async fn what_cant_wait_is_asked_of_who_stands_in_once_the_working_day_is_over() {
    let mut scene = scene().await;
    let fields = [
        ("deputy_id", scene.dora.id().to_string()),
        ("work_days", "we".to_owned()),
        ("work_from", "08:00".to_owned()),
        ("work_until", "16:00".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    scene.wes.sign_in().await;
    let saved = scene.wes.submit("/absences", &fields).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text());
    // Wednesday 14.10. at 17 in Helsinki.
    scene.test.at("2026-10-14T14:00:00Z");
    scene.ask("tonight", scene.wes.id(), "2026-10-14T18:00:00Z").await;
    scene.ask("next week", scene.wes.id(), "2026-10-21T08:00:00Z").await;
    assert_eq!(scene.whose("tonight").await, Some(scene.dora.id()));
    assert_eq!(scene.whose("next week").await, Some(scene.wes.id()));
}

#[tokio::test]
async fn a_person_says_when_oneself_is_away_and_a_supervisor_when_others_of_the_own_units_are() {
    let scene = scene().await;
    let body = |staff: StaffId| json!({ "staff_id": staff, "kind": "other", "from_on": "2026-10-14" });
    let refused = scene.wes.api(Method::POST, "/absences", Some(body(scene.anna.id()))).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.json);
    let id = away(&scene.max, body(scene.anna.id())).await;
    assert_eq!(scene.wes.api(Method::POST, &format!("/absences/{id}/end"), None).await.status, StatusCode::NOT_FOUND);
    let twice = scene.anna.api(Method::POST, "/absences", Some(body(scene.anna.id()))).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", twice.json);
    let listed = scene.wes.api(Method::GET, "/absences", None).await;
    assert_eq!(listed.json["items"], json!([]), "others' absences are not everybody's");
    assert_eq!(scene.anna.api(Method::POST, &format!("/absences/{id}/end"), None).await.status, StatusCode::OK);
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_part_in_a_group_gives_rights_and_meets_clients_until_its_last_day() {
    let scene = scene().await;
    let leaders = json!([
        { "staff_id": scene.anna.id(), "role": "leader", "until_on": "2026-10-21" },
        { "staff_id": scene.dora.id(), "role": "co_leader", "from_on": "2026-10-22" },
    ]);
    let body = json!({ "code": "G1", "leaders": leaders });
    let changed = scene.max.api(Method::PATCH, &format!("/groups/{}", scene.group), Some(body)).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.json);
    assert_eq!(changed.json["leaders"][0]["until_on"], "2026-10-21");
    assert_eq!(scene.asked(TaskKind::LeaderAway).await, [], "somebody leads on");
    let sheet = async |who: &Actor, session: SessionId| {
        who.api(Method::GET, &format!("/sessions/{session}/attendance"), None).await.status
    };
    scene.test.at("2026-10-21T10:00:00Z");
    assert_eq!(sheet(&scene.anna, scene.sessions[0]).await, StatusCode::OK);
    scene.test.at("2026-10-21T21:30:00Z");
    assert_eq!(sheet(&scene.anna, scene.sessions[0]).await, StatusCode::NOT_FOUND, "after the last day");
    assert_eq!(sheet(&scene.dora, scene.sessions[1]).await, StatusCode::OK);
    let meets = piiri::notify::meets(scene.test.app.db.read(), scene.sessions[1]).await.unwrap();
    assert_eq!(meets.as_deref(), Some("Dora"));
    let meets = piiri::notify::meets(scene.test.app.db.read(), scene.sessions[0]).await.unwrap();
    assert_eq!(meets.as_deref(), Some("Anna"));
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_last_day_after_which_nobody_leads_asks_the_supervisor_and_tasks_of_the_part_go_over() {
    let scene = scene().await;
    let about = NewTask { key: "sheet:x".to_owned(), group: Some(scene.group), ..NewTask::default() };
    let (anna, due) = (scene.anna.id(), "2026-10-30T09:00:00Z".parse().unwrap());
    scene.test.system(async |act| piiri::task::ask(act, TaskKind::FillSheet, anna, due, about).await).await;
    let leaders = json!([{ "staff_id": anna, "role": "leader", "until_on": "2026-10-21" }]);
    let body = json!({ "code": "G1", "leaders": leaders });
    let changed = scene.max.api(Method::PATCH, &format!("/groups/{}", scene.group), Some(body)).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.json);
    let before = (scene.max.id(), "2026-10-27T08:00:00+00:00".to_owned());
    assert_eq!(scene.asked(TaskKind::LeaderAway).await, [before]);
    scene.test.run_jobs_at("2026-10-21T21:30:00Z").await;
    assert_eq!(scene.whose("sheet:x").await, Some(scene.max.id()));
    scene.test.outbox().await;
}

#[tokio::test]
async fn nobody_stands_in_for_who_works_with_clients_without_working_with_them() {
    let scene = scene().await;
    for role in [Role::Administrator, Role::DataProtectionOfficer] {
        let other = scene.test.staff(&format!("Otto {role}"), &[role]).await;
        let body = json!({ "kind": "sick", "from_on": "2026-10-14", "deputy_id": other.id() });
        let refused = scene.wes.api(Method::POST, "/absences", Some(body)).await;
        let fault = &refused.json["errors"][0];
        assert_eq!((&fault["field"], &fault["code"]), (&json!("deputy_id"), &json!("absence_deputy_without_clients")));
    }
    away(&scene.wes, json!({ "kind": "sick", "from_on": "2026-10-14", "deputy_id": scene.dora.id() })).await;
    scene.test.outbox().await;
}
