//! What the public reads of a group: true in every state, door and fill, and never "no such page" because of what somebody
//! did with the group.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use entity::group;
use entity::state::{GroupKind, GroupStatus, Openness, Role};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::json;

use crate::open::recruiting;
use crate::support::app::noon;
use crate::support::{TestApp, seed};

/// How many of six places are taken.
const FILLS: [i32; 3] = [0, 5, 6];

/// The mark, the sentence and whether there is a button to apply; nothing of a group that was never shown.
type Words = Option<(&'static str, Option<&'static str>, bool)>;

const COME: &str = "You do not need to apply. Just";
const QUEUE: &str = "You can join the queue.";
const BEGUN: &str = "is not taking in new people";
const OVER: &str = "The group has ended. Look at other groups";
const OFF: &str = "The group will not be held this time. Look at other groups";

fn words(status: GroupStatus, openness: Openness, taken: i32) -> Words {
    use GroupStatus as S;
    use Openness as O;
    match (status, openness, taken) {
        (S::Draft | S::Submitted | S::Returned | S::Approved, ..) => None,
        (S::Cancelled, ..) => Some(("Will not be held this time", Some(OFF), false)),
        (S::Ended | S::Reported | S::Archived, ..) => Some(("Has ended", Some(OVER), false)),
        (S::Running, O::Closed, _) => Some(("Already started", Some(BEGUN), false)),
        (_, _, 6) => Some(("Full, you can join the queue", Some(QUEUE), true)),
        (_, O::Open, _) => Some(("Just come along", Some(COME), false)),
        (_, _, 5) => Some(("Last places", None, true)),
        _ => Some(("Places free", None, true)),
    }
}

/// What somebody sends who found the form.
fn application() -> Vec<(String, String)> {
    let fields =
        [("source", "own"), ("name", "Aino Oma"), ("phone", "040 123 4567"), ("channels", "peer"), ("language", "en")];
    fields.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

#[tokio::test]
async fn every_state_door_and_fill_is_said_as_it_is() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let mut visitor = test.anybody();
    for status in GroupStatus::ALL {
        for openness in Openness::ALL {
            for taken in FILLS {
                let group = recruiting(&test, &ann, |group| {
                    (group.status, group.openness, group.capacity) = (*status, *openness, 6);
                    group.published_at = (*status == GroupStatus::Cancelled).then(noon);
                })
                .await;
                for number in 0..taken {
                    let client = seed::client(&test, ann.id(), &format!("Client {number}")).await;
                    seed::place(&test, group.id, client, "2026-10-01T09:00:00Z").await;
                }
                let page = visitor.get(&format!("/open/groups/{}", group.slug)).await;
                let at = format!("{status} {openness} {taken}/6: {}", page.text());
                let Some((mark, sentence, applies)) = words(*status, *openness, taken) else {
                    assert_eq!(page.status, StatusCode::NOT_FOUND, "{at}");
                    continue;
                };
                assert_eq!(page.status, StatusCode::OK, "{at}");
                assert!(page.text().contains(mark), "{mark}: {at}");
                for one in [COME, QUEUE, BEGUN, OVER, OFF] {
                    assert_eq!(page.text().contains(one), sentence == Some(one), "{one}: {at}");
                }
                assert_eq!(page.text().contains("Apply to the group"), applies, "{at}");
                let free = page.text().contains("you can come whenever you like")
                    || page.text().contains("as long as there are");
                assert!(!free || taken < 6 && !matches!(mark, "Has ended" | "Will not be held this time"), "{at}");
                let apply = visitor.get(&format!("/open/groups/{}/apply", group.slug)).await;
                assert_eq!(apply.status, StatusCode::OK, "an old link to the form leads somewhere: {at}");
                assert_eq!(apply.path.ends_with("/apply"), applies, "no form that the page says nobody needs: {at}");
                if sentence == Some(COME) && taken == 0 {
                    let sent = visitor.post(&format!("/open/groups/{}/apply", group.slug), &application()).await;
                    assert!(sent.text().contains("You do not need to apply to this group."), "{at}: {}", sent.text());
                }
            }
        }
    }
}

#[tokio::test]
async fn what_the_public_holds_on_to_answers_whatever_becomes_of_the_group() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let like = recruiting(&test, &ann, |group| group.name = "Leipurit".into()).await;
    let other = recruiting(&test, &ann, |group| {
        (group.name, group.kind) = ("Metsäretket".into(), GroupKind::AnimalNature);
    })
    .await;
    let group = recruiting(&test, &ann, |group| group.published_at = Some(noon())).await;
    let made =
        ann.submit(&format!("/groups/{}/recruitment", group.id), &[("channel", "print"), ("label", "Wall")]).await;
    let short = made.attributes("input[readonly]", "value").remove(0);
    let code = short.rsplit('/').next().unwrap().to_owned();
    let card = format!("/open/groups/{}", group.slug);
    let held = [
        format!("/open/g/{code}"),
        format!("/open/g/{}", code.to_uppercase()),
        format!("/open/g/{code}/"),
        card.clone(),
        format!("{card}/"),
        format!("{card}.ics"),
        format!("{card}/apply"),
    ];
    let mut visitor = test.anybody();
    for path in held.iter().map(String::as_str).chain(["/open/"]) {
        assert_eq!(visitor.get(path).await.status, StatusCode::OK, "{path} of a recruiting group");
    }
    let off = json!({"to": "cancelled", "code": "too_few"});
    ann.api(Method::POST, &format!("/groups/{}/transitions", group.id), Some(off)).await;
    for path in &held {
        let page = visitor.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path} of a cancelled group");
        if path.rsplit_once('.').is_some_and(|(_, kind)| kind == "ics") {
            continue;
        }
        assert!(page.text().contains("not be held this time"), "{path}: {}", page.text());
        assert!(page.text().contains(&like.name) && !page.text().contains(&other.name), "{path}: {}", page.text());
        assert!(!page.text().contains("too few") && !page.text().contains("Too few"), "the reason stays inside");
    }
    test.outbox().await;
}

#[tokio::test]
async fn a_group_that_was_shown_keeps_the_day_and_one_that_never_was_stays_unknown() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    for shown in [true, false] {
        let group = recruiting(&test, &ann, |group| group.status = GroupStatus::Approved).await;
        let steps = format!("/groups/{}/transitions", group.id);
        if shown {
            ann.api(Method::POST, &steps, Some(json!({"to": "recruiting"}))).await;
        }
        ann.api(Method::POST, &steps, Some(json!({"to": "cancelled", "code": "too_few"}))).await;
        let row = group::Entity::find_by_id(group.id).one(test.app.db.read()).await.unwrap().unwrap();
        assert_eq!((row.status, row.published_at.is_some()), (GroupStatus::Cancelled, shown));
        let status = test.anybody().get(&format!("/open/groups/{}", group.slug)).await.status;
        assert_eq!(status, if shown { StatusCode::OK } else { StatusCode::NOT_FOUND });
    }
    test.outbox().await;
}

#[tokio::test]
async fn a_group_that_is_past_its_last_session_takes_nobody_in() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    let mut visitor = test.anybody();
    assert!(visitor.get("/open").await.text().contains(&group.name));
    test.at("2026-12-22T13:00:00Z");
    assert!(!visitor.get("/open").await.text().contains(&group.name), "it is in no programme any more");
    let card = visitor.get(&format!("/open/groups/{}", group.slug)).await;
    assert!(card.text().contains(OVER), "{}", card.text());
    let data = visitor.get("/open/programme.jsonld").await;
    assert!(!data.text().contains(&group.slug));
}

#[tokio::test]
async fn staff_read_and_hand_on_what_is_true_of_the_places() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let full = recruiting(&test, &ann, |group| {
        group.capacity = 1;
        (group.decide_on, group.status) = ("2026-09-02".parse().ok(), GroupStatus::Running);
    })
    .await;
    let client = seed::client(&test, ann.id(), "Aino Lehto").await;
    seed::place(&test, full.id, client, "2026-10-01T09:00:00Z").await;
    let page = ann.get(&format!("/groups/{}/recruitment", full.id)).await;
    assert!(page.html().contains("is full, and people can be put in the queue"), "{}", page.html());
    assert!(!page.html().contains("there are places in the group"), "{}", page.html());
    assert!(!page.text().contains("Whether the group runs is decided"), "it runs: {}", page.text());
    let ended = recruiting(&test, &ann, |group| group.status = GroupStatus::Ended).await;
    let page = ann.get(&format!("/groups/{}/recruitment", ended.id)).await;
    assert!(page.text().contains("there is nothing to tell of"), "{}", page.text());
    let list = ann.get("/groups?status=ended").await;
    assert!(list.text().contains("8 places") && !list.text().contains("0 of 8"), "{}", list.text());
}

#[tokio::test]
async fn every_address_in_the_calendar_of_the_programme_answers_as_long_as_it_is_listed() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let mut listed = Vec::new();
    for status in GroupStatus::ALL {
        let group = recruiting(&test, &ann, |group| group.status = GroupStatus::Recruiting).await;
        seed::session(&test, group.id, 1, "2026-10-21T06:00:00Z").await;
        listed.push((*status, group));
    }
    let mut visitor = test.anybody();
    visitor.get("/open/programme.ics").await;
    for (status, group) in &listed {
        test.system(async |act| {
            let row = group::ActiveModel { id: Set(group.id), status: Set(*status), ..Default::default() };
            row.update(act.tx).await.unwrap();
            piiri::revision::raise(act, group.id).await
        })
        .await;
    }
    let feed = visitor.get("/open/programme.ics").await.html().replace("\r\n ", "");
    let addresses: BTreeSet<&str> = feed.lines().filter_map(|line| line.trim_end().strip_prefix("URL:")).collect();
    assert_eq!(addresses.len(), 6, "{feed}");
    for address in addresses {
        let path = address.strip_prefix(&test.app.config.base_url).unwrap();
        assert_eq!(visitor.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn public_pages_lead_to_their_calendars() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = recruiting(&test, &ann, |_| {}).await;
    let mut visitor = test.anybody();
    let own = format!("/open/groups/{}", group.slug);
    for (page, feed) in [("/open", "/open/programme.ics".to_owned()), (own.as_str(), format!("{own}.ics"))] {
        for (language, query) in [("fi", ""), ("sv", "?lang=sv"), ("en", "?lang=en"), ("fi_easy", "")] {
            let shown = visitor.get(&format!("{page}?lang={language}")).await;
            let feed = format!("{feed}{query}");
            assert_eq!(shown.attributes("head link[rel=alternate][type='text/calendar']", "href"), [feed.as_str()]);
            let links = shown.attributes("main a", "href");
            let webcal = format!("webcal://{}{feed}", test.app.config.base_url.split_once("://").unwrap().1);
            assert!(links.contains(&webcal), "{language}: {links:?}");
            assert_eq!(visitor.get(&feed).await.status, StatusCode::OK, "{feed}");
        }
    }
}
