//! A confirmation tells the first session: when it is and who meets the client; own page and calendar name the same.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use entity::id::{ClientId, GroupId, SessionId, StaffId};
use entity::state::{ContactChannel, FeedKind, FeedTitles, LeaderRole, MessageChannel, MessageKind, Role};
use entity::{client, group_leader, message, referral};
use piiri::access::Actor as By;
use piiri::calendar::{self, NewLink};
use piiri::people::client::new_link;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::json;

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::places::Plan;

/// Thursday 15.10.2026 at 12.15, of which a reminder would have gone out before the place is given.
const TOMORROW: &str = "2026-10-15T09:15:00Z";
/// Wednesday 28.10.2026 at 10, soon enough for no letter to come too late.
const LATER: &str = "2026-10-28T08:00:00Z";

struct Scene {
    test: TestApp,
    anna: Actor,
    wes: Actor,
    group: GroupId,
    session: SessionId,
}

async fn scene(starts: &str) -> Scene {
    let test = TestApp::new().await;
    let anna = test.staff("Anna Ohjaaja", &[Role::Leader]).await;
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let group = test.group("Arjen rytmi", anna.id(), Plan::open(8)).await;
    let session = test.session(group, 1, starts).await;
    test.at("2026-10-14T09:16:00Z");
    Scene { test, anna, wes, group, session }
}

impl Scene {
    /// A client who is reached so gets a place.
    async fn confirmed(&self, channel: ContactChannel, phone: Option<&str>) -> ClientId {
        let id = self.test.referral(self.group, "Aino Asiakas", self.wes.id()).await;
        let row = referral::Entity::find_by_id(id).one(self.test.app.db.read()).await.unwrap().unwrap();
        let reached = client::ActiveModel {
            id: Set(row.client_id),
            channel: Set(channel),
            phone: Set(phone.map(str::to_owned)),
            email: Set(Some("aino@piiri.example".to_owned())),
            ..Default::default()
        };
        self.test
            .system(async |act| {
                reached.update(act.tx).await.unwrap();
                Ok(())
            })
            .await;
        let path = format!("/referrals/{id}/transitions");
        let placed = self.anna.api(Method::POST, &path, Some(json!({ "to": "confirmed" }))).await;
        assert_eq!(placed.status, StatusCode::OK, "{}", placed.json);
        self.test.run_jobs_at("2026-10-14T09:20:00Z").await;
        row.client_id
    }

    /// The confirmation, as it went out or as somebody is to tell it.
    async fn told(&self) -> message::Model {
        let mut rows = self.test.outbox().await;
        rows.retain(|row| row.kind == MessageKind::Confirmed && row.client_id.is_some());
        assert_eq!(rows.len(), 1, "{rows:?}");
        rows.remove(0)
    }

    async fn leads_too(&self, who: StaffId, role: LeaderRole, position: i32) {
        let row = group_leader::ActiveModel {
            group_id: Set(self.group),
            staff_id: Set(who),
            role: Set(role),
            position: Set(position),
            from_at: Set(None),
            until_at: Set(None),
        };
        self.test
            .system(async |act| {
                row.insert(act.tx).await.unwrap();
                Ok(())
            })
            .await;
    }

    async fn own_page(&self, client: ClientId) -> String {
        let until = self.test.app.clock.now() + chrono::TimeDelta::days(1);
        let token = self.test.system(async |act| new_link(act, client, until).await).await;
        self.test.anybody().get(&format!("/me/{token}")).await.text()
    }

    async fn calendar(&self, client: ClientId) -> String {
        let new = NewLink {
            kind: FeedKind::Client,
            subject_id: None,
            client_id: Some(client),
            staff_id: None,
            titles: FeedTitles::Neutral,
            label: None,
        };
        let token = self.test.act(By::Client(client), async |act| calendar::new_link(act, new).await).await;
        let request = Request::get(format!("/calendar/{token}.ics")).body(Body::empty()).unwrap();
        String::from_utf8(self.test.anybody().call(request).await.2).unwrap()
    }
}

#[tokio::test]
async fn a_confirmation_tells_day_hour_and_who_meets_the_client_by_every_way_also_after_the_hour_of_the_reminder() {
    let phone = Some("+358401234567");
    for (channel, phone, starts, way) in [
        (ContactChannel::Sms, phone, TOMORROW, MessageChannel::Sms),
        (ContactChannel::Email, None, TOMORROW, MessageChannel::Email),
        (ContactChannel::Letter, None, LATER, MessageChannel::Letter),
        (ContactChannel::Letter, phone, TOMORROW, MessageChannel::Call),
        (ContactChannel::Sms, None, TOMORROW, MessageChannel::Call),
    ] {
        let scene = scene(starts).await;
        scene.confirmed(channel, phone).await;
        let told = scene.told().await;
        assert_eq!(told.channel, way, "{channel} for {starts}");
        let at = if starts == TOMORROW { "to 15.10. klo 12.15" } else { "ke 28.10. klo 10" };
        assert!(told.body.contains(at) && told.body.contains("Anna"), "{way}: {}", told.body);
        scene.test.run_jobs_at("2026-10-15T08:00:00Z").await;
        let reminders = scene.test.outbox().await.into_iter().filter(|row| row.kind == MessageKind::Reminder);
        assert_eq!(reminders.count(), 0, "{way}: it needs no reminder");
    }
}

/// What of a group changes who meets its clients.
#[derive(Clone, Copy, Debug)]
enum Case {
    AsPlanned,
    StoodIn,
    LeaderLeft,
    TraineeListedFirst,
}

#[tokio::test]
async fn confirmation_own_page_and_calendar_name_the_same_person_whoever_that_is() {
    for (case, name) in [
        (Case::AsPlanned, "Anna"),
        (Case::StoodIn, "Sami"),
        (Case::LeaderLeft, "Olli"),
        (Case::TraineeListedFirst, "Anna"),
    ] {
        let mut scene = scene(TOMORROW).await;
        let sami = scene.test.staff("Sami Sijainen", &[Role::Leader]).await;
        let olli = scene.test.staff("Olli Ohjaaja", &[Role::Leader]).await;
        scene.leads_too(olli.id(), LeaderRole::CoLeader, 5).await;
        match case {
            Case::AsPlanned => {}
            Case::StoodIn => {
                let path = format!("/sessions/{}", scene.session);
                let body = json!({ "substitute_id": sami.id() });
                let answer = scene.anna.api(Method::PATCH, &path, Some(body)).await;
                assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
            }
            Case::LeaderLeft => {
                let gone = scene.anna.id();
                scene.test.system(async |act| piiri::acts::close_account(act, gone).await.map(drop)).await;
                scene.anna = olli;
            }
            Case::TraineeListedFirst => scene.leads_too(sami.id(), LeaderRole::Trainee, -1).await,
        }
        let client = scene.confirmed(ContactChannel::Sms, Some("+358401234567")).await;
        let said = [scene.told().await.body, scene.own_page(client).await, scene.calendar(client).await];
        for words in said {
            let named: Vec<&str> = ["Anna", "Sami", "Olli"].into_iter().filter(|name| words.contains(name)).collect();
            assert_eq!(named, [name], "{case:?}: {words}");
        }
    }
}
