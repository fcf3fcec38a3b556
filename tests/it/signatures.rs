//! Messages name who writes: whoever meets the client, in letters that a text message has, and never who has left.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use entity::client;
use entity::id::{ClientId, GroupId, ReferralId};
use entity::state::{ContactChannel, Language, LeaderRole, Role};
use piiri::acts::submit_referral;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::json;

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::places::{Plan, new_referral};

struct Scene {
    test: TestApp,
    maret: Actor,
    group: GroupId,
    client: ClientId,
    referral: ReferralId,
}

async fn scene(channel: ContactChannel) -> Scene {
    let test = TestApp::new().await;
    let maret = test.staff("Máret Ohjaaja", &[Role::Leader]).await;
    let worker = test.staff("Will Worker", &[Role::Worker]).await.id();
    let group = test.group("Kokkiryhmä", maret.id(), Plan::open(4)).await;
    test.session(group, 1, "2026-10-28T08:00:00Z").await;
    let client = test.client("Aino Asiakas", worker).await;
    let tx = test.app.db.write().await.unwrap();
    let reached = client::ActiveModel {
        id: Set(client),
        language: Set(Language::Fi),
        channel: Set(channel),
        phone: Set(Some("+358401234567".to_owned())),
        email: Set(Some("aino@piiri.example".to_owned())),
        ..Default::default()
    };
    reached.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let new = new_referral((client, group), worker);
    let referral =
        test.act(piiri::access::Actor::Staff(worker), async |act| Ok(submit_referral(act, new).await?.id)).await;
    Scene { test, maret, group, client, referral }
}

impl Scene {
    async fn step(&self, to: &str) {
        let steps = format!("/referrals/{}/transitions", self.referral);
        let answer = self.maret.api(Method::POST, &steps, Some(json!({ "to": to }))).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
    }

    /// The last message that went out.
    async fn last(&self, at: &str) -> String {
        self.test.run_jobs_at(at).await;
        self.test.outbox().await;
        let texts = self.test.app.sms.kept().into_iter().map(|text| text.text);
        let mails = self.test.app.mailer.kept().into_iter().filter(|mail| mail.to.starts_with("aino"));
        texts.chain(mails.map(|mail| mail.body)).next_back().expect("a message")
    }
}

#[tokio::test]
async fn an_offer_and_what_comes_of_it_are_signed_in_letters_of_one_text_message() {
    let s = scene(ContactChannel::Sms).await;
    let asked = s.last("2026-10-14T09:05:00Z").await;
    assert!(asked.starts_with("Sinulle on pyydetty paikkaa.") && asked.ends_with("Terv. Maret"), "{asked}");
    s.step("offered").await;
    let offered = s.last("2026-10-14T09:10:00Z").await;
    assert!(offered.starts_with("Sinulle on varattu paikka") && offered.ends_with(" Terv. Maret"), "{offered}");
    s.step("confirmed").await;
    let confirmed = s.last("2026-10-14T09:15:00Z").await;
    assert!(confirmed.contains("Vastassa Maret.") && !confirmed.contains("Terv."), "named once: {confirmed}");
}

#[tokio::test]
async fn mail_keeps_every_letter_of_a_name() {
    let s = scene(ContactChannel::Email).await;
    let asked = s.last("2026-10-14T09:03:00Z").await;
    assert!(asked.ends_with("\n\nTerveisin Máret"), "{asked}");
}

#[tokio::test]
async fn nobody_who_has_left_signs_and_where_nobody_leads_nothing_is_signed() {
    let s = scene(ContactChannel::Sms).await;
    let bea = s.test.staff("Bea Ohjaaja", &[Role::Leader]).await.id();
    let leave = async |id| {
        let row = entity::staff::ActiveModel { id: Set(id), active: Set(false), ..Default::default() };
        let tx = s.test.app.db.write().await.unwrap();
        row.update(&tx).await.unwrap();
        tx.commit().await.unwrap();
    };
    s.step("offered").await;
    let second = entity::group_leader::ActiveModel {
        group_id: Set(s.group),
        staff_id: Set(bea),
        role: Set(LeaderRole::CoLeader),
        position: Set(1),
        from_at: Set(None),
        until_at: Set(None),
    };
    let tx = s.test.app.db.write().await.unwrap();
    entity::group_leader::Entity::insert(second).exec_without_returning(&tx).await.unwrap();
    tx.commit().await.unwrap();
    leave(s.maret.id()).await;
    let offered = s.last("2026-10-14T09:10:00Z").await;
    assert!(offered.ends_with(" Terv. Bea"), "written when it is sent: {offered}");
    leave(bea).await;
    let expired = piiri::notify::News::OfferExpired { referral: s.referral };
    let told = s
        .test
        .system(async |act| piiri::notify::tell(act, &[piiri::notify::Audience::Client(s.client)], expired).await)
        .await;
    assert_ne!(told, piiri::notify::Told::default());
    let expired = s.last("2026-10-14T09:20:00Z").await;
    assert!(expired.starts_with("Vastausaika on") && !expired.contains("Terv."), "{expired}");
}

#[tokio::test]
async fn a_day_that_is_far_away_is_told_with_its_year() {
    let s = scene(ContactChannel::Sms).await;
    let session = entity::session::Entity::find().one(s.test.app.db.read()).await.unwrap().unwrap();
    let row = entity::session::ActiveModel {
        id: Set(session.id),
        starts_at: Set(session.starts_at + TimeDelta::days(364)),
        ends_at: Set(session.ends_at + TimeDelta::days(364)),
        ..Default::default()
    };
    let tx = s.test.app.db.write().await.unwrap();
    row.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    s.step("confirmed").await;
    let confirmed = s.last("2026-10-14T09:15:00Z").await;
    assert!(confirmed.contains("Ensimmäinen kerta ke 27.10.2027 klo 11."), "{confirmed}");
}
