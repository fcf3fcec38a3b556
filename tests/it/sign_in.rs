//! Signing in, slowing down, signing out.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use entity::state::Role;
use piiri::people;

use crate::support::TestApp;
use crate::support::app::PASSWORD;

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
