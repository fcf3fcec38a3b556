//! What clients are really sent, by mail and on the telephone, of a group whose name and people would give all away.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use entity::id::{ClientId, GroupId, ReferralId};
use entity::message;
use entity::state::{ContactChannel, GroupStatus, Language, MessageKind, Role};
use entity::{client, group, session, venue};
use piiri::access::Actor as By;
use piiri::acts::submit_referral;
use piiri::message::discreet;
use piiri::notify::{self, Audience, CATALOGUE, News};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::json;

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::places::{Plan, new_referral};

const GROUP: &str = "Päihdekuntoutujien terapia";
const VENUE: &str = "Päiväkeskus Selvin Päin";
const PEERS: [&str; 4] = ["Xerxes Aamulintu", "Zelda Bergmansson", "Qvintus Cederholm", "Wilhelmiina Daalia"];

/// All that clients and applicants are told of: by the catalogue, and a session that is cancelled, which is a change too.
fn kinds() -> BTreeSet<MessageKind> {
    let outside = CATALOGUE.iter().filter(|entry| !entry.outside.is_empty()).map(|entry| entry.kind);
    outside.chain([MessageKind::SessionCancelled]).collect()
}

struct Scene {
    test: TestApp,
    leader: Actor,
    worker: Actor,
    group: GroupId,
}

async fn scene() -> Scene {
    let test = TestApp::new().await;
    let leader = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let group = test.group(GROUP, leader.id(), Plan::open(2)).await;
    let tx = test.app.db.write().await.unwrap();
    let place = venue::ActiveModel {
        id: Set(piiri::random::id(test.app.clock.now())),
        name: Set(VENUE.into()),
        name_sort: Set(VENUE.into()),
        name_search: Set(VENUE.into()),
        step_free: Set(true),
        animals: Set(false),
        active: Set(true),
        created_at: Set(test.app.clock.now()),
        updated_at: Set(test.app.clock.now()),
        ..Default::default()
    };
    let place = place.insert(&tx).await.unwrap();
    group::ActiveModel { id: Set(group), venue_id: Set(Some(place.id)), ..Default::default() }
        .update(&tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    for (number, day) in [(1, 26), (2, 28), (3, 30)] {
        let id = test.session(group, number, &format!("2026-10-{day}T08:00:00Z")).await;
        let tx = test.app.db.write().await.unwrap();
        session::ActiveModel { id: Set(id), venue_id: Set(Some(place.id)), ..Default::default() }
            .update(&tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    Scene { test, leader, worker, group }
}

impl Scene {
    /// A referral of a client who is reached in this way.
    async fn refer(&self, name: &str, (language, channel): (Language, ContactChannel)) -> ReferralId {
        let (worker, group) = (self.worker.id(), self.group);
        let client = self.test.client(name, worker).await;
        reached_by(&self.test, client, (language, channel)).await;
        let new = new_referral((client, group), worker);
        self.test.act(By::Staff(worker), async |act| Ok(submit_referral(act, new).await?.id)).await
    }

    async fn step(&self, id: ReferralId, body: serde_json::Value) {
        let answer = self.leader.api(Method::POST, &format!("/referrals/{id}/transitions"), Some(body)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
    }

    async fn post(&self, path: &str, body: serde_json::Value) {
        let answer = self.leader.api(Method::POST, path, Some(body)).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.json);
    }

    async fn becomes(&self, status: GroupStatus) {
        let tx = self.test.app.db.write().await.unwrap();
        let row = group::ActiveModel { id: Set(self.group), status: Set(status), ..Default::default() };
        row.update(&tx).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Everything that a client or an applicant can be told of.
    async fn play(&self, reached: (Language, ContactChannel)) {
        let mut ids = Vec::new();
        for name in PEERS {
            ids.push(self.refer(name, reached).await);
        }
        self.apply(reached).await;
        self.step(ids[0], json!({ "to": "offered" })).await;
        self.test.run_jobs_at("2026-10-14T09:05:00Z").await;
        self.post(&format!("/referrals/{}/take-back", ids[0]), json!({})).await;
        self.test.run_jobs_at("2026-10-14T09:08:00Z").await;
        self.step(ids[0], json!({ "to": "confirmed" })).await;
        self.step(ids[1], json!({ "to": "offered" })).await;
        self.step(ids[2], json!({ "to": "waitlisted" })).await;
        self.step(ids[3], json!({ "to": "rejected", "reason_code": "criteria" })).await;
        self.test.run_jobs_at("2026-10-14T09:10:00Z").await;
        self.test.system(async |act| piiri::enrolment::count_contact_try(act, ids[1]).await).await;
        self.test.run_jobs_at("2026-10-22T09:15:00Z").await;
        self.becomes(GroupStatus::ConfirmedToRun).await;
        self.test.run_jobs_at("2026-10-23T08:00:00Z").await;
        let sessions = session::Entity::find().all(self.test.app.db.read()).await.unwrap();
        let of = |number| sessions.iter().find(|one| one.number == number).unwrap().id;
        self.post(&format!("/sessions/{}/cancel", of(1)), json!({ "code": "leader_ill" })).await;
        self.post(&format!("/sessions/{}/move", of(2)), json!({ "starts_at": "2026-10-29T08:00:00Z" })).await;
        // What is told is written when it is sent.
        self.test.run_jobs_at("2026-10-23T08:03:00Z").await;
        let other = self.test.staff("Sami Sijainen", &[Role::Leader]).await;
        let stands_in = Some(json!({ "substitute_id": other.id() }));
        let answer = self.leader.api(Method::PATCH, &format!("/sessions/{}", of(2)), stands_in).await;
        assert!(answer.status.is_success(), "{}", answer.json);
        self.test.run_jobs_at("2026-10-23T08:06:00Z").await;
        self.ends(ids[0], sessions[0].venue_id.unwrap()).await;
        self.test.run_jobs_at("2026-10-23T08:08:30Z").await;
        self.test.run_jobs_at("2026-10-23T08:11:30Z").await;
        self.post(&format!("/groups/{}/transitions", self.group), json!({ "to": "cancelled", "code": "too_few" }))
            .await;
        self.test.run_jobs_at("2026-10-23T08:15:00Z").await;
        let officer = self.test.staff("Tiina Tietosuoja", &[Role::DataProtectionOfficer]).await;
        let one = client::Entity::find().one(self.test.app.db.read()).await.unwrap().unwrap();
        let refused = format!("/clients/{}/erasure-refusal", one.id);
        let answer = officer.api(Method::POST, &refused, Some(json!({ "ground": "retention" }))).await;
        assert!(answer.status.is_success(), "{}", answer.json);
        self.test.run_jobs_at("2026-10-23T08:18:00Z").await;
    }

    /// The place is corrected, the group ends early and on time, the link is renewed and the place ends.
    async fn ends(&self, placed: ReferralId, venue: entity::id::VenueId) {
        let elsewhere = Some(json!({ "address": "Lukukuja 1" }));
        let answer = self.leader.api(Method::PATCH, &format!("/venues/{venue}"), elsewhere).await;
        assert!(answer.status.is_success(), "{}", answer.json);
        let row = entity::referral::Entity::find_by_id(placed).one(self.test.app.db.read()).await.unwrap().unwrap();
        for news in [News::GroupEnded { group: self.group }, News::GroupOver { group: self.group }] {
            let to = [Audience::Client(row.client_id)];
            self.test.system(async |act| notify::tell(act, &to, news).await.map(drop)).await;
        }
        self.test
            .system(async |act| {
                let news = News::OwnLink { client: row.client_id };
                notify::tell(act, &[Audience::Client(row.client_id)], news).await.map(drop)
            })
            .await;
        let place = entity::participation::Entity::find().all(self.test.app.db.read()).await.unwrap().remove(0);
        let stands = News::PlaceStands { place: place.id };
        let to = [Audience::Client(row.client_id)];
        self.test.system(async |act| notify::tell(act, &to, stands).await.map(drop)).await;
        self.post(
            &format!("/participations/{}/end", place.id),
            json!({ "reason": "transferred", "on": "2026-10-23", "tell_client": true }),
        )
        .await;
    }

    async fn apply(&self, (language, channel): (Language, ContactChannel)) {
        let row = group::Entity::find_by_id(self.group).one(self.test.app.db.read()).await.unwrap().unwrap();
        let contact = match channel {
            ContactChannel::Sms => ("phone", "040 123 4567"),
            _ => ("email", "hakija@piiri.example"),
        };
        let fields = [("name", "Aino Oma"), contact, ("channels", "peer"), ("language", language.code())];
        let sent = self.test.anybody().submit(&format!("/open/groups/{}/apply", row.slug), &fields).await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.text());
    }
}

async fn reached_by(test: &TestApp, id: ClientId, (language, channel): (Language, ContactChannel)) {
    let tx = test.app.db.write().await.unwrap();
    let row = client::ActiveModel {
        id: Set(id),
        channel: Set(channel),
        language: Set(language),
        phone: Set(Some("+358401234567".into())),
        email: Set(Some("somebody@piiri.example".into())),
        ..Default::default()
    };
    row.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// Whether a message has words by now: it was sent, or somebody is asked to say them.
const fn is_said(row: &message::Model) -> bool {
    !row.body.is_empty()
}

/// Whether a message goes to a client or an applicant.
const fn goes_out(row: &message::Model) -> bool {
    row.staff_id.is_none()
}

#[tokio::test]
async fn nothing_that_clients_are_sent_names_the_group_its_kind_its_place_the_service_or_a_peer() {
    let names: Vec<&str> = [GROUP, VENUE, "Etelä-Savo", "Kajaani"]
        .into_iter()
        .chain(PEERS.iter().flat_map(|name| name.split(' ')))
        .collect();
    for language in [Language::Fi, Language::FiEasy, Language::Sv, Language::En] {
        let channel =
            if matches!(language, Language::Fi | Language::En) { ContactChannel::Sms } else { ContactChannel::Email };
        let scene = scene().await;
        scene.play((language, channel)).await;
        let told: Vec<_> = scene.test.outbox().await.into_iter().filter(|row| goes_out(row) && is_said(row)).collect();
        for kind in kinds() {
            assert!(told.iter().any(|row| row.kind == kind), "{language}: nobody was told of {kind}");
        }
        for row in told {
            let text = format!("{} {}", row.subject, row.body);
            assert_eq!(discreet::revealing(&text, &names), None, "{language} {}: {text}", row.kind);
        }
    }
}

#[tokio::test]
async fn a_letter_or_a_call_about_a_session_says_no_more_than_a_message() {
    let scene = scene().await;
    scene.play((Language::Fi, ContactChannel::Letter)).await;
    let told = scene.test.outbox().await;
    assert!(
        told.iter().filter(|row| goes_out(row)).all(|row| discreet::revealing(&row.body, &[GROUP, VENUE]).is_none())
    );
}

#[tokio::test]
async fn the_frame_of_a_client_s_own_pages_says_nothing_of_the_service() {
    let test = TestApp::new().await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await;
    let client = test.client("Aino Asiakas", worker.id()).await;
    let now = test.app.clock.now();
    for language in ["fi", "sv", "en"] {
        let token = test
            .system(async |act| {
                let until = now + chrono::TimeDelta::days(1);
                piiri::people::client::new_link(act, client, until).await
            })
            .await;
        let mut aino = test.anybody();
        for path in [format!("/me/{token}?lang={language}"), format!("/me/{token}/data?lang={language}")] {
            let page = aino.get(&path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            for frame in page.all("body > header").into_iter().chain(page.all("footer")).chain(page.all("title")) {
                assert_eq!(discreet::revealing(&frame, &[]), None, "{language} {frame}");
            }
        }
        assert!(aino.get("/open").await.all("footer p").concat().len() > 10, "other pages say what this is");
    }
}
