//! The open programme: what the public may see, how light it is, and that its data says what its pages say.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use entity::id::{GroupId, SessionId, VenueId};
use entity::list::{Aims, Dates, Languages};
use entity::state::{Aim, GroupKind, GroupStatus, Language, LeaderRole, Openness, Role, SessionStatus};
use entity::{group, group_leader, session, venue};
use piiri::random;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::app::noon;

/// A group as the public programme may show it: ten Tuesdays 13–15 in Helsinki from 20.10.2026.
#[expect(clippy::too_many_lines, reason = "the card of a group is written out whole")]
pub async fn recruiting(test: &TestApp, leader: &Actor, change: impl FnOnce(&mut group::Model)) -> group::Model {
    let id: GroupId = random::id(noon());
    let mut row = group::Model {
        id,
        code: format!("K{}", random::code()),
        slug: format!("k-{}", random::code()),
        name: "Kokkiryhmä".into(),
        name_sort: "kokkiryhmä".into(),
        name_search: "kokkiryhmä".into(),
        card_search: None,
        kind: GroupKind::Functional,
        openness: Openness::SemiOpen,
        status: GroupStatus::Recruiting,
        summary: "Laitamme ruokaa yhdessä.".into(),
        audience: "Sinulle, joka kaipaat seuraa.".into(),
        criteria: "Soita ohjaajalle.".into(),
        not_for: String::new(),
        leads_to: "Kansalaisopiston kurssille.".into(),
        aims: Aims(vec![Aim::SocialSkills]),
        languages: Languages(vec![Language::Fi, Language::Sv]),
        unit_id: test.county,
        municipality: Some("Mikkeli".into()),
        venue_id: None,
        fallback_venue_id: None,
        capacity: 8,
        min_participants: 3,
        planned_minutes: 0,
        budget_cents: 12_345,
        incentives: "Bussilippu".into(),
        animals: None,
        risk: "Kuumat liedet".into(),
        project: None,
        timezone: "Europe/Helsinki".into(),
        first_date: NaiveDate::from_ymd_opt(2026, 10, 20),
        start_time: NaiveTime::from_hms_opt(13, 0, 0),
        duration_minutes: 120,
        rrule: Some("FREQ=WEEKLY;COUNT=10".into()),
        excluded_dates: Dates(vec![]),
        extra_dates: Dates(vec![]),
        skip_public_holidays: true,
        skip_breaks: true,
        decide_on: None,
        cancel_code: None,
        status_reason: None,
        starts_at: Some(at("2026-10-20T10:00:00Z")),
        ends_at: Some(at("2026-12-22T13:00:00Z")),
        created_by: leader.id(),
        created_at: noon(),
        updated_at: noon(),
        status_at: noon(),
        published_at: None,
        intake_closed_at: None,
        merged_into_id: None,
    };
    change(&mut row);
    let tx = test.app.db.write().await.unwrap();
    let row = row.into_active_model().insert(&tx).await.unwrap();
    for week in 0..2 {
        // The clocks change between the two: 13 o'clock is an hour later in UTC.
        let starts_at = row.starts_at.unwrap() + TimeDelta::weeks(week) + TimeDelta::hours(week);
        let number = i32::try_from(week).unwrap() + 1;
        let session = meeting(&row, number, starts_at).into_active_model();
        session::Entity::insert(session).exec_without_returning(&tx).await.unwrap();
    }
    let leads = group_leader::Model {
        group_id: id,
        staff_id: leader.id(),
        role: LeaderRole::Leader,
        position: 0,
        from_at: None,
        until_at: None,
    };
    group_leader::Entity::insert(leads.into_active_model()).exec_without_returning(&tx).await.unwrap();
    tx.commit().await.unwrap();
    row
}

fn meeting(group: &group::Model, number: i32, starts_at: DateTime<Utc>) -> session::Model {
    let id: SessionId = random::id(noon());
    session::Model {
        id,
        group_id: group.id,
        number,
        rule_date: None,
        added_at: None,
        starts_at,
        ends_at: starts_at + TimeDelta::hours(2),
        timezone: group.timezone.clone(),
        venue_id: group.venue_id,
        status: SessionStatus::Planned,
        plan: Some("Salainen suunnitelma".into()),
        replaces_id: None,
        substitute_id: None,
        moved: false,
        cancel_code: None,
        cancel_note: None,
        without_animal: false,
        head_count: None,
        held_at: None,
        recorded_at: None,
        sequence: 0,
        changed_at: noon(),
        created_at: noon(),
    }
}

fn at(moment: &str) -> DateTime<Utc> {
    moment.parse().unwrap()
}

async fn kitchen(test: &TestApp) -> VenueId {
    let id: VenueId = random::id(noon());
    let tx = test.app.db.write().await.unwrap();
    let row = venue::Model {
        id,
        unit_id: None,
        name: "Opetuskeittiö".into(),
        name_sort: "opetuskeittiö".into(),
        name_search: "opetuskeittiö".into(),
        address: Some("Torikatu 1".into()),
        municipality: Some("Mikkeli".into()),
        capacity: None,
        step_free: true,
        access: Some("Hissi".into()),
        directions: Some("Sisäpihan ovi".into()),
        animals: false,
        active: true,
        contact_name: None,
        contact_email: None,
        contact_phone: None,
        created_at: noon(),
        updated_at: noon(),
    };
    row.into_active_model().insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn a_visitor_reads_what_the_group_is_when_where_and_how_to_get_in() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let venue = kitchen(&test).await;
    let group = recruiting(&test, &ann, |group| group.venue_id = Some(venue)).await;
    let mut visitor = test.anybody();
    let list = visitor.get("/open?lang=fi").await;
    assert_eq!(list.all("article h2"), ["Kokkiryhmä"]);
    assert!(list.text().contains("Tiistaisin klo 13–15. Seuraavan kerran ti 20.10. klo 13–15."), "{}", list.text());
    let card = visitor.get(&format!("/open/groups/{}?lang=fi", group.slug)).await;
    for words in [
        "Sinulle, joka kaipaat seuraa.",
        "Laitamme ruokaa yhdessä.",
        "Soita ohjaajalle.",
        "Kansalaisopiston kurssille.",
        "ti 27.10. klo 13–15",
        "Opetuskeittiö",
        "Torikatu 1, Mikkeli",
        "Sisään pääsee ilman portaita. Hissi",
        "Sisäpihan ovi",
        "suomi, ruotsi",
        "Paikkoja vapaana",
        "Ann",
        "Ilmoittaudu ryhmään",
        "omalle työntekijällesi",
    ] {
        assert!(card.text().contains(words), "{words}: {}", card.text());
    }
    for secret in ["Bussilippu", "Kuumat liedet", "Salainen", "123"] {
        assert!(!card.text().contains(secret), "{secret} is no business of the public");
    }
}

#[tokio::test]
async fn the_pages_speak_the_visitors_language() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let group = recruiting(&test, &ann, |_| ()).await;
    let mut visitor = test.anybody();
    for (language, words) in
        [("sv", "Anmäl dig till gruppen"), ("en", "Apply to the group"), ("fi_easy", "Haluan tähän ryhmään")]
    {
        let card = visitor.get(&format!("/open/groups/{}?lang={language}", group.slug)).await;
        assert!(card.text().contains(words), "{language}: {}", card.text());
        assert!(
            card.attributes(".breadcrumbs a", "href")[0].ends_with(&format!("lang={language}")),
            "it stays on the way"
        );
    }
}

#[tokio::test]
async fn what_is_not_published_is_found_by_nobody() {
    use GroupStatus::{Approved, Cancelled, Draft, Returned, Submitted};
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut visitor = test.anybody();
    let missing = visitor.get("/open/groups/no-such-group").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    for status in [Draft, Submitted, Returned, Approved, Cancelled] {
        let group = recruiting(&test, &ann, |group| group.status = status).await;
        let card = visitor.get(&format!("/open/groups/{}", group.slug)).await;
        assert_eq!((card.status, card.main()), (StatusCode::NOT_FOUND, missing.main()), "{status}");
    }
    assert!(visitor.get("/open").await.all("article").is_empty());
}

#[tokio::test]
async fn a_group_that_has_begun_is_listed_while_its_door_is_open() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let running = GroupStatus::Running;
    recruiting(&test, &ann, |group| {
        (group.name, group.status, group.openness) = ("Avoin".into(), running, Openness::Open);
    })
    .await;
    let closed = recruiting(&test, &ann, |group| (group.status, group.openness) = (running, Openness::Closed)).await;
    let mut visitor = test.anybody();
    assert_eq!(visitor.get("/open").await.all("article h2"), ["Avoin"]);
    let card = visitor.get(&format!("/open/groups/{}", closed.slug)).await;
    assert!(card.text().contains("Already started") && !card.text().contains("Apply to the group"), "{}", card.text());
}

#[tokio::test]
async fn filters_leave_what_fits() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    recruiting(&test, &ann, |group| {
        (group.name, group.name_sort, group.municipality) = ("Juva".into(), "a".into(), Some("Juva".into()));
    })
    .await;
    recruiting(&test, &ann, |group| {
        (group.name, group.name_sort, group.kind) = ("Talli".into(), "b".into(), GroupKind::AnimalNature);
    })
    .await;
    recruiting(&test, &ann, |group| (group.name, group.name_sort, group.capacity) = ("Täysi".into(), "c".into(), 0))
        .await;
    let mut visitor = test.anybody();
    for (query, names) in [
        ("municipality=Juva", vec!["Juva"]),
        ("kind=animal_nature", vec!["Talli"]),
        ("weekday=1", vec![]),
        ("weekday=2&free=true", vec!["Juva", "Talli"]),
        ("language=en", vec![]),
        ("kind=%27%22%3E%3Cscript%3E&weekday=99&page=0", vec!["Juva", "Talli", "Täysi"]),
    ] {
        assert_eq!(visitor.get(&format!("/open?{query}")).await.all("article h2"), names, "{query}");
    }
}

#[tokio::test]
async fn the_first_view_is_light_and_a_known_copy_costs_nothing() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    for _ in 0..30 {
        recruiting(&test, &ann, |group| group.audience = "Sinulle, joka kaipaat seuraa ja tekemistä. ".repeat(5)).await;
    }
    let mut visitor = test.anybody();
    let page = visitor.get("/open").await;
    assert_eq!(page.attributes("script", "src").len(), 0, "no script is needed");
    let sheets = page.attributes("link[rel=stylesheet]", "href");
    assert_eq!(sheets.len(), 1);
    let css = visitor.get(&sheets[0]).await;
    let bytes = page.body.len() + css.body.len();
    assert!(bytes <= 60_000, "{bytes} bytes at first view");
    assert!(page.headers[header::CACHE_CONTROL].to_str().unwrap().starts_with("public"));
    let request = Request::get("/open")
        .header(header::ACCEPT_LANGUAGE, "en")
        .header(header::IF_NONE_MATCH, &page.headers[header::ETAG])
        .body(Body::empty())
        .unwrap();
    let (status, _, body) = visitor.call(request).await;
    assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0));
    assert_eq!(visitor.get("/open?page=2").await.all("article").len(), 10);
}

#[tokio::test]
async fn a_kept_page_is_sent_again_until_anything_is_committed_or_the_minute_ends() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    recruiting(&test, &ann, |group| group.name = "Ensimmäinen".into()).await;
    let visitor = test.anybody();
    let tag = async |language: &str| {
        let request = Request::get("/open").header(header::ACCEPT_LANGUAGE, language).body(Body::empty()).unwrap();
        let (status, headers, body) = visitor.call(request).await;
        assert_eq!(status, StatusCode::OK);
        (headers[header::ETAG].clone(), String::from_utf8(body).unwrap())
    };
    let first = tag("fi").await;
    assert_eq!(first, tag("fi").await);
    assert_ne!(first.0, tag("sv").await.0, "each language has its own page");
    recruiting(&test, &ann, |group| group.name = "Toinen".into()).await;
    let second = tag("fi").await;
    assert!(!first.1.contains("Toinen") && second.1.contains("Toinen"));
    test.at("2026-10-20T10:01:00Z");
    assert_ne!(second.0, tag("fi").await.0, "the session that began a minute ago is no longer the next");
}

#[tokio::test]
async fn pages_of_readers_with_cookies_are_not_kept() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let mut visitor = test.anybody();
    assert!(visitor.get("/open").await.headers.contains_key(header::ETAG));
    assert!(!ann.get("/open").await.headers.contains_key(header::ETAG));
}

#[tokio::test]
async fn what_people_wrote_is_text_and_never_markup() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let evil = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    let group = recruiting(&test, &ann, |group| {
        group.name = evil.into();
        group.summary = evil.into();
        group.municipality = Some(evil.into());
    })
    .await;
    let mut visitor = test.anybody();
    for path in ["/open".to_owned(), format!("/open/groups/{}?c=%22%3E%3Cscript%3E", group.slug)] {
        let page = visitor.get(&path).await;
        assert!(page.text().contains(evil), "{}", page.text());
        assert!(page.all("main script").is_empty() && page.all("main img").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn the_linked_data_says_what_the_page_says() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let venue = kitchen(&test).await;
    let group = recruiting(&test, &ann, |group| group.venue_id = Some(venue)).await;
    recruiting(&test, &ann, |group| group.status = GroupStatus::Draft).await;
    let mut visitor = test.anybody();
    let data = visitor.get("/open/programme.jsonld").await;
    assert_eq!(data.headers[header::CONTENT_TYPE], "application/ld+json");
    let data: serde_json::Value = serde_json::from_slice(&data.body).unwrap();
    assert_eq!(data["@context"], "https://schema.org");
    let [series] = data["@graph"].as_array().unwrap().as_slice() else { panic!("one group: {data}") };
    let expected = [
        ("/@type", "EventSeries"),
        ("/name", "Kokkiryhmä"),
        ("/startDate", "2026-10-20"),
        ("/location/name", "Opetuskeittiö"),
        ("/location/address/addressLocality", "Mikkeli"),
        ("/organizer/name", "Etelä-Savo"),
        ("/offers/availability", "https://schema.org/InStock"),
        ("/eventSchedule/byDay/0", "https://schema.org/Tuesday"),
        ("/eventSchedule/startTime", "13:00:00"),
        ("/subEvent/0/startDate", "2026-10-20T13:00:00+03:00"),
        ("/subEvent/1/startDate", "2026-10-27T13:00:00+02:00"),
    ];
    for (pointer, value) in expected {
        assert_eq!(series.pointer(pointer).and_then(|found| found.as_str()), Some(value), "{pointer} of {series}");
    }
    let card = series["url"].as_str().unwrap();
    assert!(card.ends_with(&format!("/open/groups/{}", group.slug)));
    for secret in ["Bussilippu", "Kuumat", "Salainen", &ann.id().to_string()] {
        assert!(!data.to_string().contains(secret), "{secret}");
    }
}
