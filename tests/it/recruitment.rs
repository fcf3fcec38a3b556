//! Making a group known: channel codes, short addresses, posters, and what came of them.

use axum::http::StatusCode;
use entity::state::{GroupStatus, Role};

use crate::open::recruiting;
use crate::support::TestApp;

#[tokio::test]
async fn a_channel_code_leads_to_the_card_and_counts_the_visit() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    let path = format!("/groups/{}/recruitment", group.id);
    let made = ann.submit(&path, &[("channel", "print"), ("label", "Library")]).await;
    assert!(made.text().contains("The short address is ready."), "{}", made.text());
    let short = made.attributes("input[readonly]", "value").remove(0);
    let short = short.strip_prefix("http://127.0.0.1:8080").unwrap();
    let mut visitor = test.anybody();
    let card = visitor.get(short).await;
    let code = short.rsplit('/').next().unwrap();
    assert_eq!((card.status, &*card.path), (StatusCode::OK, &*format!("/open/groups/{}?c={code}", group.slug)));
    let apply = card.attributes("a.button-primary", "href").remove(0);
    assert!(apply.ends_with(&format!("/apply?c={code}")), "the code goes on to the form: {apply}");
    assert_eq!(ann.get(&path).await.all("tbody td")[1], "1", "one visit");
    assert_eq!(visitor.get("/open/g/nosuchcode").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_faulty_code_is_told_and_what_was_typed_stays() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    let path = format!("/groups/{}/recruitment", group.id);
    let long = "x".repeat(300);
    let again = ann.submit(&path, &[("channel", "peer"), ("label", &long)]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(again.attributes("#f-label", "value"), [long]);
}

#[tokio::test]
async fn the_poster_holds_the_facts_the_code_and_the_address() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    let poster = ann.get(&format!("/groups/{}/poster?lang=fi", group.id)).await;
    for words in ["Kokkiryhmä", "Sinulle, joka kaipaat seuraa.", "Tiistaisin klo 13–15", "Mikkeli", &group.slug] {
        assert!(poster.text().contains(words), "{words}: {}", poster.text());
    }
    assert_eq!(poster.attributes(".qr-code svg", "aria-label").len(), 1);
}

#[tokio::test]
async fn only_those_who_look_after_a_group_see_its_recruitment() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut bob = test.staff("Bob Leader", &[Role::Leader]).await;
    let mut wim = test.staff("Wim Worker", &[Role::Worker]).await;
    let mut max = test.staff("Max Manager", &[Role::Manager]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    for page in ["recruitment", "poster"] {
        let path = format!("/groups/{}/{page}", group.id);
        assert_eq!(bob.get(&path).await.status, StatusCode::NOT_FOUND, "another leader's group");
        assert_eq!(wim.get(&path).await.status, StatusCode::FORBIDDEN);
        assert_eq!(max.get(&path).await.status, StatusCode::OK, "a group of the manager's unit");
    }
}

#[tokio::test]
async fn a_group_that_is_not_public_says_so_and_its_code_leads_nowhere() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = recruiting(&test, &ann, |group| group.status = GroupStatus::Approved).await;
    let path = format!("/groups/{}/recruitment", group.id);
    let made = ann.submit(&path, &[("channel", "web"), ("label", "Site")]).await;
    assert!(made.text().contains("not in the open programme yet"), "{}", made.text());
    let short = made.attributes("input[readonly]", "value").remove(0);
    let short = short.strip_prefix("http://127.0.0.1:8080").unwrap();
    assert_eq!(test.anybody().get(short).await.status, StatusCode::NOT_FOUND);
}
