//! A task leads to where the work is done, for whoever has it; a call, to the note, the number and the words.

use axum::http::{Method, StatusCode};
use entity::id::{ClientId, GroupId, MessageId, ReferralId, SessionId, StaffId};
use entity::state::{ContactChannel, Language, LeaderRole, MessageChannel, MessageKind, MessageStatus, Role, TaskKind};
use entity::{access_log, client, group_leader, message, task};
use piiri::message::task_key;
use piiri::random;
use piiri::task::NewTask;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::places::Plan;

const NUMBER: &str = "+358401234567";
const NOTE: &str = "Ring after four, her sister answers before";

/// A group that meets on Tuesday 20.10.2026 at 10, with one client who is called and whose key worker is Wes.
struct Scene {
    test: TestApp,
    lea: Actor,
    wes: Actor,
    max: Actor,
    dora: Actor,
    group: GroupId,
    session: SessionId,
    referral: ReferralId,
    client: ClientId,
}

async fn scene() -> Scene {
    let test = TestApp::new().await;
    let lea = test.staff("Lea Leader", &[Role::Leader]).await;
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let max = test.staff("Max Manager", &[Role::Manager]).await;
    let dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let group = test.group("Arjen rytmi", lea.id(), Plan::open(8)).await;
    let session = test.session(group, 1, "2026-10-20T07:00:00Z").await;
    let referral = test.referral(group, "Aino Asiakas", wes.id()).await;
    let row = entity::referral::Entity::find_by_id(referral).one(test.app.db.read()).await.unwrap().unwrap();
    let scene = Scene { test, lea, wes, max, dora, group, session, referral, client: row.client_id };
    let called = client::ActiveModel {
        channel: Set(ContactChannel::None),
        phone: Set(Some(NUMBER.to_owned())),
        contact_note: Set(Some(NOTE.to_owned())),
        language: Set(Language::En),
        ..Default::default()
    };
    scene.becomes(called).await;
    scene.post(&format!("/referrals/{referral}/transitions"), json!({ "to": "confirmed" })).await;
    scene.tell().await;
    scene
}

impl Scene {
    /// Somebody has told the client of the place.
    async fn tell(&self) {
        let calls = message::Entity::find().filter(message::Column::Status.eq(MessageStatus::ForHand));
        let call = calls.one(self.test.app.db.read()).await.unwrap().unwrap();
        self.test.system(async |act| piiri::notify::done_by_hand(act, call.id).await).await;
    }

    async fn becomes(&self, row: client::ActiveModel) {
        let id = self.client;
        self.test
            .system(async |act| {
                client::ActiveModel { id: Set(id), ..row }.update(act.tx).await.unwrap();
                Ok(())
            })
            .await;
    }

    async fn post(&self, path: &str, body: serde_json::Value) {
        let answer = self.lea.api(Method::POST, path, Some(body)).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.json);
    }

    async fn cancel(&self) {
        self.post(&format!("/sessions/{}/cancel", self.session), json!({ "code": "leader_ill" })).await;
    }

    async fn leaves(&self, who: StaffId) {
        self.test.system(async |act| piiri::acts::close_account(act, who).await.map(drop)).await;
    }

    fn calls(&self) -> String {
        format!("/sessions/{}/calls", self.session)
    }

    /// The open calls: who is asked, and by when.
    async fn asked(&self) -> Vec<(StaffId, String)> {
        let open = task::Entity::find().filter(task::Column::Kind.eq(TaskKind::CallSession));
        let open = open.filter(task::Column::DoneAt.is_null()).all(self.test.app.db.read()).await.unwrap();
        open.into_iter().map(|task| (task.staff_id, task.due_at.to_rfc3339())).collect()
    }

    /// Asks somebody as the acts do that ask for a thing of this kind.
    async fn ask(&self, kind: TaskKind, whom: StaffId) {
        let (client, group) = (Some(self.client), Some(self.group));
        let key = format!("{kind}:{whom}");
        let about = match kind {
            TaskKind::CallSession | TaskKind::LetterDue => {
                let key = task_key(self.by_hand(kind).await);
                NewTask { key, client, group, session: Some(self.session), ..NewTask::default() }
            }
            TaskKind::TwoMisses => NewTask { key, client, group, session: Some(self.session), ..NewTask::default() },
            TaskKind::FillSheet | TaskKind::SubstituteLeft => {
                NewTask { key, group, session: Some(self.session), ..NewTask::default() }
            }
            TaskKind::ContactOffer
            | TaskKind::EndTalk
            | TaskKind::AccompanySession
            | TaskKind::ReferralAnswer
            | TaskKind::QueueDecision
            | TaskKind::OfferLapsed
            | TaskKind::ReferralDecide
            | TaskKind::GroupOver
            | TaskKind::TellDecision => {
                NewTask { key, client, group, referral: Some(self.referral), ..NewTask::default() }
            }
            TaskKind::ConfirmRole | TaskKind::Incident | TaskKind::RetentionDue => {
                NewTask { key, ..NewTask::default() }
            }
            TaskKind::AssignKeyWorker
            | TaskKind::NewClient
            | TaskKind::AddressFails
            | TaskKind::DeathUndone
            | TaskKind::Other => NewTask { key, client, ..NewTask::default() },
            TaskKind::ApplicationReview
            | TaskKind::LowFill
            | TaskKind::ApprovalLate
            | TaskKind::DecideToRun
            | TaskKind::LeaderLeft
            | TaskKind::LeaderAway
            | TaskKind::VenueClosed
            | TaskKind::TellOutside
            | TaskKind::BreakFalls
            | TaskKind::SeasonFalls
            | TaskKind::EndPlaces
            | TaskKind::ChangeReturned
            | TaskKind::PairConflict
            | TaskKind::OfferUntold => NewTask { key, group, ..NewTask::default() },
        };
        self.test
            .system(async |act| piiri::task::ask(act, kind, whom, act.now + chrono::TimeDelta::days(1), about).await)
            .await;
    }

    /// A letter or a call about the session.
    async fn by_hand(&self, kind: TaskKind) -> MessageId {
        let now = self.test.app.clock.now();
        let id: MessageId = random::id(now);
        let channel = if kind == TaskKind::LetterDue { MessageChannel::Letter } else { MessageChannel::Call };
        let row = message::ActiveModel {
            id: Set(id),
            kind: Set(MessageKind::Reminder),
            channel: Set(channel),
            client_id: Set(Some(self.client)),
            group_id: Set(Some(self.group)),
            session_id: Set(Some(self.session)),
            language: Set(Language::En),
            subject: Set(String::new()),
            body: Set("The words to say".to_owned()),
            key: Set(id.to_string()),
            status: Set(MessageStatus::ForHand),
            due_at: Set(now),
            attempts: Set(0),
            created_at: Set(now),
            ..Default::default()
        };
        self.test.system(async |act| Ok(message::Entity::insert(row).exec_without_returning(act.tx).await?)).await;
        id
    }
}

/// Whose desk a task of a kind comes to, sooner or later.
fn receivers(scene: &mut Scene, kind: TaskKind) -> Vec<&mut Actor> {
    let Scene { lea, wes, max, dora, .. } = scene;
    match kind {
        // About staff, not about a client or a group: `second_eyes.rs` walks it.
        // And about an entry: `incidents.rs` does. About nobody in particular: `retention.rs` walks it.
        // About a booking, whose words name no group: `bookings.rs` does.
        TaskKind::ConfirmRole | TaskKind::Incident | TaskKind::RetentionDue | TaskKind::TellOutside => Vec::new(),
        TaskKind::Other => vec![dora],
        TaskKind::NewClient | TaskKind::DeathUndone => vec![wes],
        TaskKind::LowFill
        | TaskKind::DecideToRun
        | TaskKind::ChangeReturned
        | TaskKind::EndPlaces
        | TaskKind::VenueClosed => vec![lea],
        TaskKind::AssignKeyWorker
        | TaskKind::ApprovalLate
        | TaskKind::LeaderLeft
        | TaskKind::LeaderAway
        | TaskKind::OfferUntold => vec![max],
        TaskKind::ApplicationReview
        | TaskKind::BreakFalls
        | TaskKind::SeasonFalls
        | TaskKind::SubstituteLeft
        | TaskKind::QueueDecision
        | TaskKind::ReferralDecide
        | TaskKind::PairConflict
        | TaskKind::FillSheet => vec![lea, max],
        TaskKind::OfferLapsed
        | TaskKind::TwoMisses
        | TaskKind::AddressFails
        | TaskKind::CallSession
        | TaskKind::ContactOffer
        | TaskKind::LetterDue
        | TaskKind::EndTalk
        | TaskKind::AccompanySession
        | TaskKind::ReferralAnswer
        | TaskKind::GroupOver
        | TaskKind::TellDecision => vec![lea, wes, max],
    }
}

#[tokio::test]
async fn every_task_leads_whoever_is_asked_to_a_page_that_holds_what_it_is_about() {
    let mut scene = scene().await;
    for kind in TaskKind::ALL {
        let asked: Vec<StaffId> = receivers(&mut scene, *kind).iter().map(|actor| actor.id()).collect();
        for whom in asked {
            scene
                .test
                .system(async |act| {
                    task::Entity::delete_many().exec(act.tx).await.unwrap();
                    Ok(())
                })
                .await;
            scene.ask(*kind, whom).await;
            let actor = receivers(&mut scene, *kind).into_iter().find(|actor| actor.id() == whom).unwrap();
            let today = actor.get("/").await;
            let name = piiri::task::name(Language::En, *kind);
            let links = today.attributes("main .person-name a", "href");
            let names = today.all("main .person-name a");
            let at = names.iter().position(|found| *found == name).unwrap_or_else(|| panic!("{kind}: {names:?}"));
            let page = actor.get(&links[at]).await;
            assert_eq!(page.status, StatusCode::OK, "{kind} leads {whom} to {}: {}", links[at], page.text());
            let is_about = page.text().contains("Aino Asiakas") || page.text().contains("Arjen rytmi");
            assert!(is_about, "{kind} leads to {}, which says {}", links[at], page.text());
        }
    }
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_call_is_made_where_its_task_leads_with_note_number_and_words_by_whoever_is_asked() {
    let mut scene = scene().await;
    scene.cancel().await;
    assert_eq!(scene.asked().await, [(scene.wes.id(), "2026-10-20T05:00:00+00:00".to_owned())], "two hours before");
    let calls = scene.calls();
    let page = scene.wes.get(&calls).await;
    let text = page.text();
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
    assert!(at("Aino Asiakas") < at(NOTE) && at(NOTE) < at(NUMBER), "the note comes first: {text}");
    assert!(text.contains("The meeting on Tue 20 Oct, 10:00 is cancelled"), "{text}");
    assert_eq!(scene.max.get(&calls).await.status, StatusCode::NOT_FOUND, "nobody asked this one");
    assert_eq!(scene.dora.get(&calls).await.status, StatusCode::NOT_FOUND);
    assert!(!scene.max.get("/calls").await.text().contains("Aino"));
    let seen = access_log::Entity::find().filter(access_log::Column::What.eq("calls"));
    let seen = seen.all(scene.test.app.db.read()).await.unwrap();
    assert!(seen.iter().any(|row| row.client_id == scene.client && row.actor_id.is_some()), "{seen:?}");
    let today = scene.wes.get("/").await;
    assert!(today.text().contains("1 call or letter is to be made"), "{}", today.text());
    let done = scene.wes.press(&calls, "Mark as done").await;
    assert!(done.text().contains("Nobody needs to be called"), "{}", done.text());
    assert!(scene.asked().await.is_empty());
    assert!(!scene.wes.get("/").await.text().contains("to be made"));
    assert!(scene.lea.get(&calls).await.text().contains("done"), "the leader sees that it was");
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_supervisor_who_inherits_a_call_makes_it_and_no_leader_that_of_a_protected_client() {
    let mut scene = scene().await;
    scene.becomes(client::ActiveModel { address_protection: Set(true), ..Default::default() }).await;
    scene.cancel().await;
    let calls = scene.calls();
    assert!(scene.wes.get(&calls).await.text().contains("Aino Asiakas"));
    scene.leaves(scene.wes.id()).await;
    let asked: Vec<StaffId> = scene.asked().await.into_iter().map(|(who, _)| who).collect();
    assert_eq!(asked, [scene.max.id()], "the leader doesn't know who it is");
    let page = scene.max.get(&calls).await;
    for words in ["Aino Asiakas", NOTE, NUMBER] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
        assert!(!scene.lea.get(&calls).await.text().contains(words), "{words}");
    }
    scene.max.press(&calls, "Mark as done").await;
    assert_eq!(scene.max.get(&calls).await.status, StatusCode::NOT_FOUND, "the sight ends with the task");
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_is_protected_meanwhile_is_called_by_the_key_worker_and_not_by_the_leader() {
    let mut scene = scene().await;
    let phone = client::ActiveModel { channel: Set(ContactChannel::Sms), ..Default::default() };
    scene.becomes(phone).await;
    scene.post(&format!("/sessions/{}/cancel", scene.session), json!({ "code": "leader_ill", "notify": false })).await;
    let id = scene.client;
    let lea = scene.lea.id();
    scene.test.system(async |act| piiri::task::give_by_hand(act, id, lea).await).await;
    assert!(scene.lea.get("/calls").await.text().contains("Aino Asiakas"));
    let page = scene.wes.get(&format!("/clients/{id}/edit")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    scene.wes.submit(&format!("/clients/{id}/edit"), &[("address_protection", "true")]).await;
    assert!(!scene.lea.get("/calls").await.text().contains("Aino Asiakas"));
    let asked: Vec<StaffId> = scene.asked().await.into_iter().map(|(who, _)| who).collect();
    assert_eq!(asked, [scene.wes.id()]);
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_call_of_no_session_stands_in_the_list_of_all_and_is_due_before_it_is_of_no_use() {
    let mut scene = scene().await;
    scene.test.at("2026-10-20T06:00:00Z");
    scene.lea.sign_in().await;
    scene.wes.sign_in().await;
    scene.post(&format!("/groups/{}/transitions", scene.group), json!({ "to": "cancelled", "code": "too_few" })).await;
    let asked = scene.asked().await;
    assert_eq!(asked, [(scene.wes.id(), "2026-10-20T06:00:00+00:00".to_owned())], "never in the past");
    for actor in [&mut scene.wes, &mut scene.lea] {
        let page = actor.get("/calls").await;
        let text = page.text();
        assert!(text.contains("Aino Asiakas") && text.contains("Arjen rytmi"), "{text}");
        assert!(text.contains("The meetings planned for you are cancelled"), "{text}");
    }
    scene.wes.press("/calls", "Mark as done").await;
    assert!(scene.asked().await.is_empty());
    scene.test.outbox().await;
}

#[tokio::test]
async fn whoever_leads_the_group_reads_the_whole_list_and_who_calls() {
    let scene = scene().await;
    let mut coco = scene.test.staff("Coco Leader", &[Role::Leader]).await;
    let (group, id) = (scene.group, coco.id());
    scene
        .test
        .system(async |act| {
            let row = group_leader::ActiveModel {
                group_id: Set(group),
                staff_id: Set(id),
                role: Set(LeaderRole::CoLeader),
                position: Set(1),
                from_at: Set(None),
                until_at: Set(None),
            };
            row.insert(act.tx).await.unwrap();
            Ok(())
        })
        .await;
    scene.cancel().await;
    let text = coco.get(&scene.calls()).await.text();
    assert!(text.contains("Aino Asiakas") && text.contains("Wes Worker tells, by Tue 20 Oct"), "{text}");
    scene.test.outbox().await;
}

#[tokio::test]
async fn the_page_after_an_act_leads_to_the_list_of_who_is_called() {
    let mut scene = scene().await;
    let fields = [("code".to_owned(), "leader_ill".to_owned()), ("notify".to_owned(), "true".to_owned())];
    let page = scene.lea.post(&format!("/sessions/{}/cancel", scene.session), &fields).await;
    assert!(page.text().contains("1 by a call"), "{}", page.text());
    assert!(page.attributes("main a", "href").contains(&"/calls".to_owned()), "{}", page.html());
    let list = scene.lea.get("/calls").await;
    assert!(list.text().contains("Aino Asiakas") && list.text().contains("is cancelled"), "{}", list.text());
    assert!(scene.lea.get("/").await.text().contains("1 call or letter is to be made"));
    scene.wes.press("/calls", "Mark as done").await;
    assert!(!scene.lea.get("/").await.text().contains("to be made"), "the leader counts it no more either");
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_wants_no_messages_is_called_by_others_only_where_the_note_says_how() {
    let mut scene = scene().await;
    scene.cancel().await;
    let list = scene.calls();
    let of_leader = scene.lea.get(&list).await.text();
    assert!(of_leader.contains(NUMBER) && of_leader.contains("The client wants no messages"), "{of_leader}");
    scene.becomes(client::ActiveModel { contact_note: Set(None), ..Default::default() }).await;
    let of_leader = scene.lea.get(&list).await.text();
    assert!(!of_leader.contains(NUMBER) && of_leader.contains("ask the key worker"), "{of_leader}");
    let of_keeper = scene.wes.get("/calls").await.text();
    assert!(of_keeper.contains(NUMBER), "who keeps the client knows: {of_keeper}");
    scene.test.outbox().await;
}

#[tokio::test]
async fn on_the_page_of_a_client_the_number_stands_behind_the_note_on_how_it_is_safe() {
    let mut scene = scene().await;
    let page = scene.wes.get(&format!("/clients/{}", scene.client)).await.text();
    let (note, shown, number) = (page.find(NOTE), page.find("I have read this"), page.find(NUMBER));
    assert!(note.is_some() && note < shown && shown < number, "{note:?} {shown:?} {number:?}: {page}");
    scene.test.outbox().await;
}
