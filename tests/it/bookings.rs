//! Interpreters and who keeps a venue hear how what they are booked for has changed; a venue that is closed is a matter of
//! whoever leads there.

use axum::http::{Method, StatusCode};
use entity::id::{GroupId, SessionId, StaffId, VenueId};
use entity::state::{CancelCode, GroupStatus, Language, LeaderRole, Role, TaskKind};
use entity::{group_leader, task};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::places::Plan;

const KEEPER: &str = "keeper@library.example";
const OTHER: &str = "keeper@hall.example";
const AGENCY: &str = "orders@agency.example";

/// A group that meets on 20.10. in the library, which a keeper outside the house keeps.
struct Scene {
    test: TestApp,
    anna: Actor,
    group: GroupId,
    session: SessionId,
    library: VenueId,
    hall: VenueId,
}

async fn venue(anna: &Actor, name: &str, email: Option<&str>, phone: Option<&str>) -> VenueId {
    let body = json!({ "name": name, "contact_name": "Kaisa", "contact_email": email, "contact_phone": phone });
    let made = anna.api(Method::POST, "/venues", Some(body)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    made.json["id"].as_str().unwrap().parse().unwrap()
}

async fn scene() -> Scene {
    scene_of(GroupStatus::Running).await
}

async fn scene_of(status: GroupStatus) -> Scene {
    let test = TestApp::new().await;
    let anna = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let library = venue(&anna, "Kirjasto", Some(KEEPER), None).await;
    let hall = venue(&anna, "Halli", Some(OTHER), None).await;
    let plan = Plan { status, ..Plan::open(8) };
    let group = test.group("Arjen rytmi", anna.id(), plan).await;
    let session = test.session(group, 1, "2026-10-20T07:00:00Z").await;
    let scene = Scene { test, anna, group, session, library, hall };
    scene.moves(json!({ "starts_at": "2026-10-20T07:00:00Z", "venue_id": library })).await;
    scene.runs("2026-10-14T09:05:00Z").await;
    scene.test.app.mailer.kept();
    scene
}

impl Scene {
    async fn post(&self, path: &str, body: Value) -> Value {
        let answer = self.anna.api(Method::POST, path, Some(body)).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.json);
        answer.json
    }

    async fn moves(&self, to: Value) {
        self.post(&format!("/sessions/{}/move", self.session), to).await;
    }

    async fn cancels(&self) {
        self.post(&format!("/sessions/{}/cancel", self.session), json!({ "code": CancelCode::LeaderIll })).await;
    }

    async fn runs(&self, at: &str) {
        self.test.run_jobs_at(at).await;
        self.test.outbox().await;
    }

    /// What an address was sent since a moment.
    fn mails(&self, to: &str, since: &str) -> Vec<String> {
        let since: chrono::DateTime<chrono::Utc> = since.parse().unwrap();
        let mails = self.test.app.mailer.kept().into_iter();
        mails.filter(|mail| mail.to == to && mail.at >= since).map(|mail| mail.body).collect()
    }

    async fn asked(&self, kind: TaskKind) -> Vec<StaffId> {
        let open = task::Entity::find().filter(task::COLUMN.kind.eq(kind)).filter(task::COLUMN.done_at.is_null());
        open.all(self.test.app.db.read()).await.unwrap().into_iter().map(|task| task.staff_id).collect()
    }

    async fn books(&self, email: Option<&str>) -> String {
        let body = json!({ "language": "arabia", "name": "Tulkkikeskus", "email": email, "status": "booked" });
        let made = self.post(&format!("/sessions/{}/interpreters", self.session), body).await;
        made["id"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn who_keeps_a_venue_hears_that_a_session_there_falls_away_and_of_one_that_comes_at_short_notice() {
    let scene = scene().await;
    scene.test.at("2026-10-14T09:10:00Z");
    scene.cancels().await;
    scene.runs("2026-10-14T09:15:00Z").await;
    let mails = scene.mails(KEEPER, "2026-10-14T09:10:00Z");
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(mails[0].contains("20.10.") && mails[0].contains("peruttu"), "{mails:?}");
    assert!(!mails[0].contains("Arjen rytmi"), "who meets there is nobody's business: {mails:?}");
    let add = async |starts: &str, ends: &str| {
        let body = json!({ "starts_at": starts, "ends_at": ends, "venue_id": scene.library });
        scene.post(&format!("/groups/{}/sessions", scene.group), body).await;
    };
    add("2026-10-21T07:00:00Z", "2026-10-21T09:00:00Z").await;
    add("2026-12-01T07:00:00Z", "2026-12-01T09:00:00Z").await;
    scene.runs("2026-10-14T09:25:00Z").await;
    let mails = scene.mails(KEEPER, "2026-10-14T09:16:00Z");
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(
        mails[0].contains("21.10.") && mails[0].contains("uusi varaus") && !mails[0].contains("1.12."),
        "{mails:?}"
    );
}

#[tokio::test]
async fn who_keeps_a_venue_hears_nothing_of_a_plan_that_nobody_approved_however_its_sessions_change() {
    for status in [GroupStatus::Draft, GroupStatus::Submitted, GroupStatus::Returned] {
        let scene = scene_of(status).await;
        scene.moves(json!({ "starts_at": "2026-10-20T08:00:00Z", "venue_id": scene.hall })).await;
        scene.cancels().await;
        scene.post(&format!("/sessions/{}/restore", scene.session), json!({})).await;
        let soon = json!({ "starts_at": "2026-10-15T07:00:00Z", "ends_at": "2026-10-15T09:00:00Z",
            "venue_id": scene.library });
        scene.post(&format!("/groups/{}/sessions", scene.group), soon).await;
        scene.runs("2026-10-14T09:15:00Z").await;
        for keeper in [KEEPER, OTHER] {
            assert_eq!(scene.mails(keeper, "2026-10-01T00:00:00Z"), [""; 0], "{status}");
        }
    }
}

#[tokio::test]
async fn no_session_ahead_is_added_to_a_group_that_is_over_but_what_was_held_and_forgotten_is() {
    let scene = scene_of(GroupStatus::Ended).await;
    let path = format!("/groups/{}/sessions", scene.group);
    let on = |day: &str| json!({ "starts_at": format!("{day}T07:00:00Z"), "ends_at": format!("{day}T09:00:00Z") });
    let ahead = scene.anna.api(Method::POST, &path, Some(on("2026-10-21"))).await;
    assert_eq!(ahead.status, StatusCode::CONFLICT, "{}", ahead.json);
    let held = scene.anna.api(Method::POST, &path, Some(on("2026-10-12"))).await;
    assert_eq!(held.status, StatusCode::CREATED, "{}", held.json);
}

#[tokio::test]
async fn a_session_that_goes_elsewhere_is_off_for_the_one_keeper_and_new_for_the_other() {
    let scene = scene().await;
    scene.test.at("2026-10-14T09:10:00Z");
    scene.moves(json!({ "starts_at": "2026-10-20T07:00:00Z", "venue_id": scene.hall })).await;
    scene.runs("2026-10-14T09:15:00Z").await;
    let (old, new) = (scene.mails(KEEPER, "2026-10-14T09:10:00Z"), scene.mails(OTHER, "2026-10-14T09:10:00Z"));
    assert!(old.len() == 1 && old[0].contains("peruttu"), "{old:?}");
    assert!(new.len() == 1 && new[0].contains("uusi varaus"), "{new:?}");
}

#[tokio::test]
async fn what_is_moved_and_moved_back_before_anybody_heard_is_told_to_no_keeper_and_no_interpreter() {
    let scene = scene().await;
    scene.books(Some(AGENCY)).await;
    scene.test.at("2026-10-14T09:10:00Z");
    scene.moves(json!({ "starts_at": "2026-10-22T07:00:00Z" })).await;
    scene.moves(json!({ "starts_at": "2026-10-20T07:00:00Z" })).await;
    scene.runs("2026-10-14T09:15:00Z").await;
    for to in [KEEPER, AGENCY] {
        assert_eq!(scene.mails(to, "2026-10-14T09:10:00Z"), Vec::<String>::new());
    }
}

#[tokio::test]
async fn an_interpreter_hears_of_a_move_and_is_to_be_confirmed_anew() {
    let mut scene = scene().await;
    scene.books(Some(AGENCY)).await;
    let sheet = format!("/sessions/{}/attendance", scene.session);
    assert!(scene.anna.get(&sheet).await.main().contains("Interpreter: arabia (confirmed)"));
    scene.test.at("2026-10-14T09:10:00Z");
    scene.moves(json!({ "starts_at": "2026-10-22T07:00:00Z" })).await;
    scene.runs("2026-10-14T09:15:00Z").await;
    let mails = scene.mails(AGENCY, "2026-10-14T09:10:00Z");
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(
        mails[0].contains("20.10.") && mails[0].contains("22.10.") && mails[0].contains("Anna Ohjaaja"),
        "{mails:?}"
    );
    let page = scene.anna.get(&format!("/sessions/{}", scene.session)).await;
    assert!(page.main().contains("time changed, not confirmed"), "{}", page.main());
}

#[tokio::test]
async fn without_an_address_whoever_leads_tells_the_interpreter_and_what_comes_then_is_a_difference_to_that() {
    let mut scene = scene().await;
    scene.books(None).await;
    scene.moves(json!({ "starts_at": "2026-10-22T07:00:00Z" })).await;
    assert_eq!(scene.asked(TaskKind::TellOutside).await, [scene.anna.id()]);
    let today = scene.anna.get("/").await;
    let name = piiri::task::name(Language::En, TaskKind::TellOutside);
    let at = today.all("main .person-name a").iter().position(|found| *found == name).expect("the task is on the page");
    let leads_to = today.attributes("main .person-name a", "href").swap_remove(at);
    let page = scene.anna.get(&leads_to).await;
    assert!(page.main().contains("Tulkkikeskus") && page.main().contains("22.10."), "{}", page.main());
    scene.moves(json!({ "starts_at": "2026-10-20T07:00:00Z" })).await;
    assert_eq!(scene.asked(TaskKind::TellOutside).await, [], "moved back before it was told");
    scene.moves(json!({ "starts_at": "2026-10-22T07:00:00Z" })).await;
    scene.anna.press("/bookings", "Mark as told").await;
    assert_eq!(scene.asked(TaskKind::TellOutside).await, []);
    scene.moves(json!({ "starts_at": "2026-10-20T07:00:00Z" })).await;
    assert_eq!(scene.asked(TaskKind::TellOutside).await, [scene.anna.id()], "told, and now otherwise");
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_is_booked_hears_once_that_a_group_is_cancelled_and_who_was_called_off_hears_nothing() {
    let scene = scene_of(GroupStatus::Recruiting).await;
    scene.books(Some(AGENCY)).await;
    let off = json!({ "language": "somali", "email": "off@agency.example", "status": "cancelled" });
    scene.post(&format!("/sessions/{}/interpreters", scene.session), off).await;
    scene.test.at("2026-10-14T09:10:00Z");
    scene
        .post(&format!("/groups/{}/transitions", scene.group), json!({ "to": "cancelled", "code": "leader_ill" }))
        .await;
    scene.runs("2026-10-14T09:15:00Z").await;
    for to in [KEEPER, AGENCY] {
        let mails = scene.mails(to, "2026-10-14T09:10:00Z");
        assert!(mails.len() == 1 && mails[0].contains("peruttu"), "{to}: {mails:?}");
    }
    assert_eq!(scene.mails("off@agency.example", "2026-10-14T09:00:00Z"), Vec::<String>::new());
}

#[tokio::test]
async fn the_handler_of_an_animal_hears_of_a_session_that_falls_away() {
    let scene = scene().await;
    let hanna = scene.test.staff("Hanna Handler", &[Role::Worker]).await;
    let part = group_leader::ActiveModel {
        group_id: Set(scene.group),
        staff_id: Set(hanna.id()),
        role: Set(LeaderRole::AnimalHandler),
        position: Set(1),
        from_at: Set(None),
        until_at: Set(None),
    };
    let added = async |act: piiri::access::Act<'_>| {
        Ok(group_leader::Entity::insert(part).exec_without_returning(act.tx).await.map(drop)?)
    };
    scene.test.system(added).await;
    scene.test.at("2026-10-14T09:10:00Z");
    scene.cancels().await;
    scene.runs("2026-10-14T09:15:00Z").await;
    assert_eq!(scene.mails("hanna.handler@piiri.example", "2026-10-14T09:10:00Z").len(), 1);
}

#[tokio::test]
async fn an_interpreter_hears_of_a_corrected_address_and_not_of_one_that_is_set_back_in_time() {
    let scene = scene().await;
    scene.books(Some(AGENCY)).await;
    let is_at = async |address: Option<&str>| {
        let body = json!({ "address": address });
        let saved = scene.anna.api(Method::PATCH, &format!("/venues/{}", scene.library), Some(body)).await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.json);
    };
    scene.test.at("2026-10-14T09:10:00Z");
    is_at(Some("Väärä katu 1")).await;
    is_at(None).await;
    scene.runs("2026-10-14T09:15:00Z").await;
    assert_eq!(scene.mails(AGENCY, "2026-10-14T09:10:00Z"), Vec::<String>::new());
    scene.test.at("2026-10-14T09:20:00Z");
    is_at(Some("Uusi katu 2")).await;
    scene.runs("2026-10-14T09:25:00Z").await;
    let mails = scene.mails(AGENCY, "2026-10-14T09:20:00Z");
    assert!(mails.len() == 1 && mails[0].contains("Kirjasto, Uusi katu 2"), "{mails:?}");
    assert_eq!(scene.mails(KEEPER, "2026-10-14T09:10:00Z"), Vec::<String>::new(), "who keeps it knows where it is");
}

#[tokio::test]
async fn who_meets_nobody_at_a_venue_moves_nobody_from_it() {
    let scene = scene().await;
    let olli = scene.test.staff("Olli Other", &[Role::Leader]).await;
    let ada = scene.test.staff("Ada Admin", &[Role::Administrator]).await;
    let path = format!("/venues/{}", scene.library);
    let change = async |by: &Actor, address: &str| {
        let body = json!({ "address": address });
        by.api(Method::PATCH, &path, Some(body)).await.status
    };
    assert_eq!(change(&olli, "Väärä katu 1").await, StatusCode::CONFLICT, "of another town");
    assert_eq!(change(&scene.anna, "Uusi katu 2").await, StatusCode::OK, "who meets there");
    assert_eq!(change(&ada, "Uusi katu 3").await, StatusCode::OK);
    let own = olli.api(Method::POST, "/venues", Some(json!({ "name": "Talli" }))).await;
    let own = format!("/venues/{}", own.json["id"].as_str().unwrap());
    let free = scene.anna.api(Method::PATCH, &own, Some(json!({ "address": "Tallitie 1" }))).await;
    assert_eq!(free.status, StatusCode::OK, "where nobody meets yet: {}", free.json);
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_closed_venue_is_asked_of_whoever_leads_there_until_it_is_open_again() {
    let scene = scene().await;
    let set = async |active: bool| {
        let answer = scene
            .anna
            .api(Method::PATCH, &format!("/venues/{}", scene.library), Some(json!({ "active": active })))
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
    };
    set(false).await;
    assert_eq!(scene.asked(TaskKind::VenueClosed).await, [scene.anna.id()]);
    set(true).await;
    assert_eq!(scene.asked(TaskKind::VenueClosed).await, []);
    set(false).await;
    assert_eq!(scene.asked(TaskKind::VenueClosed).await, [scene.anna.id()]);
}

#[tokio::test]
async fn what_is_asked_about_a_closed_venue_goes_on_to_the_next_session_there_until_none_is_left() {
    let scene = scene().await;
    let body = json!({
        "starts_at": "2026-10-27T08:00:00Z", "ends_at": "2026-10-27T10:00:00Z", "venue_id": scene.library,
    });
    let second = scene.post(&format!("/groups/{}/sessions", scene.group), body).await;
    let close = Some(json!({ "active": false }));
    let closed = scene.anna.api(Method::PATCH, &format!("/venues/{}", scene.library), close).await;
    assert_eq!(closed.status, StatusCode::OK, "{}", closed.json);
    scene.cancels().await;
    let open = task::Entity::find().filter(task::COLUMN.kind.eq(TaskKind::VenueClosed));
    let open = open.one(scene.test.app.db.read()).await.unwrap().unwrap();
    assert_eq!(open.session_id.map(|id| id.to_string()).as_deref(), second["id"].as_str(), "it leads to the next one");
    assert_eq!(open.due_at.to_rfc3339(), "2026-10-27T08:00:00+00:00");
    let elsewhere = json!({ "starts_at": "2026-10-27T08:00:00Z", "venue_id": scene.hall });
    scene.post(&format!("/sessions/{}/move", second["id"].as_str().unwrap()), elsewhere).await;
    assert_eq!(scene.asked(TaskKind::VenueClosed).await, []);
    scene.test.outbox().await;
}
