//! Every route with every role: the table of rights is what the routes do.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use entity::state::Role;
use piiri::access::rights::TABLE;
use piiri::web::who::{RouteRow, Who};

use crate::shape::sources::{name, sources};
use crate::support::TestApp;

/// A path whose parameters are ids that lead nowhere.
fn concrete(path: &str) -> String {
    let parts = path.split('/').map(|part| match part.strip_prefix('{') {
        Some(_) => part.replace(&part[..=part.rfind('}').unwrap()], "019a0000-0000-7000-8000-000000000000"),
        None => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn every_route_lets_in_the_roles_of_its_line_and_refuses_the_others() {
    let test = TestApp::new().await;
    for role in Role::ALL {
        let mut actor = test.staff(&format!("One {role}"), &[*role]).await;
        for row in &test.rows {
            let Some(allowed) = row.who.roles() else { continue };
            let path = concrete(&row.path);
            let status = if let Some(api) = path.strip_prefix("/api/v1") {
                actor.api(row.method.clone(), api, None).await.status
            } else {
                actor.bare(row.method.clone(), &path).await
            };
            let refused = status == StatusCode::FORBIDDEN;
            assert_eq!(!refused, allowed.contains(role), "{} {} as {role}: {status}", row.method, row.path);
            assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "{} {} as {role}", row.method, row.path);
            if row.path.ends_with("/sign-out-everywhere") || row.path == "/logout" {
                actor.sign_in().await;
            }
        }
    }
}

#[tokio::test]
async fn nobody_comes_in_without_signing_in() {
    let test = TestApp::new().await;
    let nobody = test.anybody();
    for row in test.rows.iter().filter(|row| matches!(row.who, Who::May(..) | Who::InHand(..))) {
        let request =
            Request::builder().method(row.method.clone()).uri(concrete(&row.path)).body(Body::empty()).unwrap();
        let (status, headers, _) = nobody.call(request).await;
        if row.path.starts_with("/api/") {
            assert_eq!(status, StatusCode::UNAUTHORIZED, "{} {}", row.method, row.path);
        } else {
            let to = headers.get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
            assert!(to.is_some_and(|to| to.starts_with("/login")), "{} {}: {status}", row.method, row.path);
        }
    }
}

#[tokio::test]
async fn every_address_that_the_code_names_has_a_route() {
    let test = TestApp::new().await;
    let served: BTreeSet<&str> = test.rows.iter().map(|row| row.path.as_str()).collect();
    let mut forgotten = Vec::new();
    for (file, source) in sources("src").iter().filter(|(_, source)| source.contains("TypedPath")) {
        let own = source.split("typed_path(\"").skip(1);
        let listed = source.lines().filter_map(|line| line.split_once(" = \"")).map(|(_, address)| address);
        for address in own.chain(listed).filter(|address| address.starts_with('/')) {
            let address = address.split('"').next().unwrap();
            if !served.contains(address) {
                forgotten.push(format!("{}: {address}", name(file)));
            }
        }
    }
    assert!(forgotten.is_empty(), "no route serves {}", forgotten.join("\n"));
}

#[test]
fn the_table_of_rights_reads_as_written() {
    let lines: Vec<String> = TABLE
        .iter()
        .map(|(resource, act, grants)| {
            let grants: Vec<String> = grants.iter().map(|(role, relation)| format!("{role}: {relation:?}")).collect();
            format!("{resource:?} {act:?} – {}", grants.join(", "))
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[tokio::test]
async fn the_list_of_routes_reads_as_written() {
    let test = TestApp::new().await;
    let line = |row: &RouteRow| {
        let why = row.repeatable.map(|why| format!(" – may be sent twice: {why}")).unwrap_or_default();
        format!("{} {} – {:?}{why}", row.method, row.path, row.who)
    };
    let mut lines: Vec<String> = test.rows.iter().map(line).collect();
    lines.sort();
    insta::assert_snapshot!(lines.join("\n"));
}
