//! A confirmation tells the first session: when it is and who meets the client; own page and calendar name the same.

use axum::http::{Method, StatusCode};
use entity::id::ClientId;
use entity::message;
use entity::state::{ContactChannel, LeaderRole, MessageChannel, MessageKind, Role};
use serde_json::json;

use crate::support::heard::{Heard, PHONE, ReachedBy};

/// Thursday 15.10.2026 at 12.15, of which a reminder would have gone out before the place is given.
const TOMORROW: &str = "2026-10-15T09:15:00Z";
/// Wednesday 28.10.2026 at 10, soon enough for no letter to come too late.
const LATER: &str = "2026-10-28T08:00:00Z";

async fn scene(starts: &str) -> Heard {
    let scene = Heard::at(starts).await;
    scene.test.at("2026-10-14T09:16:00Z");
    scene
}

/// A client who is reached so gets a place, and whoever can be is told.
async fn confirmed(scene: &Heard, channel: ContactChannel, phone: Option<&'static str>) -> ClientId {
    let client = scene.placed("Aino Asiakas", ReachedBy::by(channel, phone)).await;
    scene.test.run_jobs_at("2026-10-14T09:20:00Z").await;
    client
}

/// The confirmation, as it went out or as somebody is to tell it.
async fn told(scene: &Heard) -> message::Model {
    let mut rows = scene.test.outbox().await;
    rows.retain(|row| row.kind == MessageKind::Confirmed && row.client_id.is_some());
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows.remove(0)
}

#[tokio::test]
async fn a_confirmation_tells_day_hour_and_who_meets_the_client_by_every_way_also_after_the_hour_of_the_reminder() {
    let phone = Some(PHONE);
    for (channel, phone, starts, way) in [
        (ContactChannel::Sms, phone, TOMORROW, MessageChannel::Sms),
        (ContactChannel::Email, None, TOMORROW, MessageChannel::Email),
        (ContactChannel::Letter, None, LATER, MessageChannel::Letter),
        (ContactChannel::Letter, phone, TOMORROW, MessageChannel::Call),
        (ContactChannel::Sms, None, TOMORROW, MessageChannel::Call),
    ] {
        let scene = scene(starts).await;
        confirmed(&scene, channel, phone).await;
        let told = told(&scene).await;
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
                let answer = scene.leader.api(Method::PATCH, &path, Some(body)).await;
                assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
            }
            Case::LeaderLeft => {
                let gone = scene.leader.id();
                scene.test.system(async |act| piiri::acts::close_account(act, gone).await.map(drop)).await;
                scene.leader = olli;
            }
            Case::TraineeListedFirst => scene.leads_too(sami.id(), LeaderRole::Trainee, -1).await,
        }
        let client = confirmed(&scene, ContactChannel::Sms, Some(PHONE)).await;
        let feed = scene.feed(client).await;
        let said = [told(&scene).await.body, scene.own_page(client).await, scene.fetch(&feed).await];
        for words in said {
            let named: Vec<&str> = ["Anna", "Sami", "Olli"].into_iter().filter(|name| words.contains(name)).collect();
            assert_eq!(named, [name], "{case:?}: {words}");
        }
    }
}
