//! Signing in, slowing down, signing out.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use entity::change_log;
use entity::state::{ActorKind, Role};
use piiri::people;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use crate::support::TestApp;
use crate::support::app::PASSWORD;

const ANN: &str = "ann.leader@piiri.example";

/// A try to sign in with nothing but a cookie, from a place in the network.
async fn tried(test: &TestApp, place: &str, [email, password]: [&str; 2], cookie: &str) -> (StatusCode, HeaderMap) {
    let body = format!("email={email}&password={}", password.replace(' ', "+"));
    let mut request = Request::post("/login")
        .header(header::HOST, "127.0.0.1:8080")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, cookie)
        .body(Body::from(body))
        .unwrap();
    let peer: SocketAddr = format!("{place}:40000").parse().unwrap();
    request.extensions_mut().insert(ConnectInfo(peer));
    let (status, headers, _) = test.anybody().call(request).await;
    (status, headers)
}

/// The cookie of a browser in which somebody has signed in, without the sign-in itself.
async fn known_browser(test: &TestApp, place: &str) -> String {
    let (status, headers) = tried(test, place, [ANN, PASSWORD], "").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let cookies = headers.get_all(header::SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap());
    let known = cookies.into_iter().find(|cookie| cookie.starts_with("known_browser=")).unwrap();
    assert!(known.contains("HttpOnly") && known.contains("Path=/login"), "{known}");
    known.split(';').next().unwrap().to_owned()
}

async fn logged(test: &TestApp, act: &str) -> Vec<change_log::Model> {
    let find = change_log::Entity::find().filter(change_log::Column::Act.eq(act));
    find.all(test.app.db.read()).await.unwrap()
}

#[tokio::test]
async fn a_page_of_staff_leads_to_the_sign_in_page_and_back() {
    let test = TestApp::new().await;
    let mut nobody = test.anybody();
    let page = nobody.get("/venues?q=x").await;
    assert!(page.path.starts_with("/login?to="), "{}", page.path);
    assert_eq!(page.attributes("input[name=to]", "value"), ["/venues?q=x"]);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_read_the_same_and_tries_slow_down() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut thief = test.anybody();
    let wrong = thief.submit("/login", &[("email", "ann.leader@piiri.example"), ("password", "guess")]).await;
    let unknown = thief.submit("/login", &[("email", "nobody@piiri.example"), ("password", "guess")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.all(".error-summary"), unknown.all(".error-summary"));
    for email in ["ann.leader@piiri.example", "nobody@piiri.example"] {
        for _ in 0..4 {
            thief.submit("/login", &[("email", email), ("password", "guess")]).await;
        }
        let locked = thief.submit("/login", &[("email", email), ("password", "guess")]).await;
        assert_eq!(locked.status, StatusCode::TOO_MANY_REQUESTS, "{email}");
        assert!(locked.headers.contains_key("retry-after"));
    }
    test.at("2026-10-14T10:00:00Z");
    ann.sign_in().await;
    let again = thief.submit("/login", &[("email", "ann.leader@piiri.example"), ("password", "guess")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "the right password forgives the wrong ones");
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_sign_in() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    ann.press("/account", "Sign out everywhere").await;
    assert!(ann.get("/account").await.path.starts_with("/login"));
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let request = Request::post("/logout").header("host", "127.0.0.1:8080").header("sec-fetch-site", "cross-site");
    let (status, headers, _) = ann.call(request.body(Body::empty()).unwrap()).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
}

#[tokio::test]
async fn a_new_password_ends_every_other_sign_in() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut thief = test.anybody();
    let known = [("email", "ann.leader@piiri.example"), ("password", PASSWORD)];
    thief.submit("/login?to=/account", &known).await;
    assert_eq!(thief.get("/account").await.path, "/account");
    let changed = [("old_password", PASSWORD), ("new_password", "a whole new sentence")];
    assert_eq!(ann.submit("/account", &changed).await.path, "/account");
    assert!(thief.get("/account").await.path.starts_with("/login"), "the other browser is out");
    assert_eq!(ann.get("/account").await.path, "/account", "the own one is not");
    assert_eq!(ann.api(Method::GET, "/venues", None).await.status, StatusCode::UNAUTHORIZED, "tokens end with it");
}

#[tokio::test]
async fn a_reset_password_ends_sign_ins_and_tokens() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    assert_eq!(ann.api(Method::GET, "/venues", None).await.status, StatusCode::OK);
    test.system(async |act| {
        let hash = test.app.passwords.hash("a whole new sentence").await.unwrap();
        people::reset_password(act, ann.id(), hash).await
    })
    .await;
    assert!(ann.get("/account").await.path.starts_with("/login"));
    assert_eq!(ann.api(Method::GET, "/venues", None).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn guesses_sent_all_at_once_are_slowed_down_like_those_sent_in_turn() {
    let test = TestApp::new().await;
    test.staff("Ann Leader", &[Role::Leader]).await;
    let guesses = (0..24).map(|_| {
        let mut thief = test.anybody();
        tokio::spawn(async move {
            let fields = [("email", "ann.leader@piiri.example"), ("password", "guess")];
            thief.post("/login", &fields.map(|(name, value)| (name.to_owned(), value.to_owned()))).await.status
        })
    });
    let mut read = 0;
    for guess in guesses.collect::<Vec<_>>() {
        match guess.await.unwrap() {
            StatusCode::UNPROCESSABLE_ENTITY => read += 1,
            status => assert_eq!(status, StatusCode::TOO_MANY_REQUESTS),
        }
    }
    assert_eq!(read, 5, "four are free, and the fifth begins the wait");
}

#[tokio::test]
async fn wrong_passwords_that_others_type_lock_nobody_out() {
    let test = TestApp::new().await;
    test.staff("Ann Leader", &[Role::Leader]).await;
    let hers = known_browser(&test, "192.0.2.1").await;
    for _ in 0..9 {
        tried(&test, "198.51.100.1", [ANN, "guess"], "").await;
    }
    let thief = tried(&test, "198.51.100.1", [ANN, PASSWORD], "").await;
    assert_eq!(thief.0, StatusCode::TOO_MANY_REQUESTS, "whoever typed them waits");
    assert_eq!(tried(&test, "192.0.2.2", [ANN, PASSWORD], "").await.0, StatusCode::SEE_OTHER, "another place does not");
    for place in 1..60 {
        tried(&test, &format!("198.51.100.{place}"), [ANN, "guess"], "").await;
    }
    let (status, headers) = tried(&test, "192.0.2.3", [ANN, PASSWORD], "").await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS, "too many places together");
    let wait: u64 = headers[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
    assert!(wait <= 61, "{wait}");
    let (status, _) = tried(&test, "192.0.2.3", [ANN, PASSWORD], &hers).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "a browser that is known");
}

#[tokio::test]
async fn a_browser_that_is_known_guesses_no_longer_than_others_and_is_known_to_one_server() {
    let test = TestApp::new().await;
    test.staff("Ann Leader", &[Role::Leader]).await;
    let hers = known_browser(&test, "192.0.2.1").await;
    for _ in 0..5 {
        tried(&test, "192.0.2.1", [ANN, "guess"], &hers).await;
    }
    assert_eq!(tried(&test, "192.0.2.1", [ANN, PASSWORD], &hers).await.0, StatusCode::TOO_MANY_REQUESTS);
    for _ in 0..5 {
        tried(&test, "198.51.100.1", [ANN, "guess"], "known_browser=mine").await;
    }
    let forged = tried(&test, "198.51.100.1", [ANN, "guess"], "known_browser=mine").await;
    assert_eq!(forged.0, StatusCode::TOO_MANY_REQUESTS, "what is not signed is not known");
}

#[tokio::test]
async fn one_place_tries_few_passwords_over_all_accounts() {
    let test = TestApp::new().await;
    test.staff("Ann Leader", &[Role::Leader]).await;
    let hers = known_browser(&test, "198.51.100.1").await;
    for number in 0..61 {
        let (status, _) =
            tried(&test, "198.51.100.1", [&format!("person{number}@piiri.example"), "Summer2026!!"], "").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{number}");
    }
    let (status, _) = tried(&test, "198.51.100.1", ["one.more@piiri.example", "Summer2026!!"], "").await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        tried(&test, "198.51.100.1", [ANN, PASSWORD], &hers).await.0,
        StatusCode::SEE_OTHER,
        "of the same office"
    );
    let elsewhere = tried(&test, "198.51.100.2", ["one.more@piiri.example", "Summer2026!!"], "").await;
    assert_eq!(elsewhere.0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn what_everybody_guesses_is_no_password() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    for new in ["password1234", "123456789012", "Ann.Leader@piiri.example", "annleader2026"] {
        let page = ann.submit("/account", &[("old_password", PASSWORD), ("new_password", new)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{new}");
        assert_eq!(page.attributes(".error-summary a", "href"), ["#f-new_password"], "{new}");
    }
}

#[tokio::test]
async fn the_own_password_is_guessed_no_longer_by_who_finds_a_browser_open() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let change = |old| [("old_password", old), ("new_password", "a whole new sentence")];
    for _ in 0..5 {
        let page = ann.submit("/account", &change("guess")).await;
        assert_eq!(page.attributes(".error-summary a", "href"), ["#f-old_password"]);
    }
    assert_eq!(ann.submit("/account", &change(PASSWORD)).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(logged(&test, "staff.password_refused").await.len(), 5);
    test.at("2026-10-14T09:00:05Z");
    assert_eq!(ann.submit("/account", &change(PASSWORD)).await.path, "/account");
}

#[tokio::test]
async fn somebody_elses_sign_in_is_not_found_and_an_end_that_ends_nothing_is_not_logged() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    test.staff("Bea Leader", &[Role::Leader]).await;
    let rows = entity::sign_in::Entity::find().all(test.app.db.read()).await.unwrap();
    let hers = rows.iter().find(|row| row.staff_id != ann.id()).unwrap();
    let page = ann.post(&format!("/account/sign-ins/{}/end", hers.id), &[]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(logged(&test, "staff.signed_out").await.is_empty());
}

#[tokio::test]
async fn refusals_are_logged_with_the_person_where_there_is_one() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    tried(&test, "198.51.100.1", ["nobody@piiri.example", "guess"], "").await;
    for _ in 0..6 {
        tried(&test, "198.51.100.1", [ANN, "guess"], "").await;
    }
    let failed = logged(&test, "staff.sign_in_failed").await;
    let told: Vec<_> = failed.iter().map(|row| (row.details["why"].as_str().unwrap(), row.subject_id)).collect();
    assert_eq!(told[0], ("unknown", None));
    assert_eq!(told[1..6], [("wrong", Some(ann.id().0)); 5]);
    assert_eq!(told[6], ("waits", Some(ann.id().0)));
    let foreign = uuid::Uuid::from_u128(7);
    assert_eq!(ann.get("/admin").await.status, StatusCode::FORBIDDEN);
    assert_eq!(ann.get(&format!("/clients/{foreign}")).await.status, StatusCode::NOT_FOUND);
    ann.api(Method::GET, &format!("/clients/{foreign}"), None).await;
    let refused = logged(&test, "request.refused").await;
    assert!(refused.iter().all(|row| row.actor_kind == ActorKind::Staff && row.actor_id == Some(ann.id().0)));
    let told: Vec<_> = refused.iter().map(|row| (row.details.clone(), row.subject_id)).collect();
    let row = |route, status| json!({ "method": "GET", "route": route, "status": status });
    assert_eq!(
        told,
        [
            (row("/admin", 403), None),
            (row("/clients/{id}", 404), Some(foreign)),
            (row("/api/v1/clients/{id}", 404), Some(foreign)),
        ]
    );
}

#[tokio::test]
async fn a_sign_in_that_a_clock_that_was_ahead_made_last_for_a_year_is_none() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Admin", &[Role::Administrator]).await;
    test.at("2027-10-14T09:00:00Z");
    ann.sign_in().await;
    assert!(ann.get("/messages").await.status.is_success());
    test.at("2026-10-14T09:00:00Z");
    assert!(ann.get("/messages").await.path.starts_with("/login"), "it would be open for a year");
    ann.sign_in().await;
    assert!(ann.get("/messages").await.status.is_success());
}
