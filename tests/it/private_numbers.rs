//! Personal identity codes, account numbers and card numbers are taken nowhere: not by forms, the API or files.

use axum::http::{Method, StatusCode};
use entity::state::Role;
use piiri::error::Code;
use piiri::import::{self, Importer, Met};
use piiri::web::form::check_text;
use serde_json::json;

use crate::support::bulk::Bulk;

/// A code that belongs to nobody: its check letter is worked out, its number is of the sort that is given to nobody.
fn identity_code() -> String {
    let digits = 10_190_900 + 1;
    let check = "0123456789ABCDEFHJKLMNPRSTUVWXY".chars().nth(digits % 31).unwrap();
    let digits = format!("{digits:09}");
    format!("{}-{}{check}", &digits[..6], &digits[6..])
}

#[tokio::test]
async fn the_api_refuses_an_identity_code_at_its_field() {
    let mut bulk = Bulk::of(1).await;
    let said = format!("Born as {}, says so.", identity_code());
    let client = format!("/clients/{}", bulk.client);
    for field in ["name", "municipality", "interpreter", "needs", "contact_note"] {
        let answer = bulk.person(Role::Worker).api(Method::PATCH, &client, Some(json!({ field: said }))).await;
        let fault = &answer.json["errors"][0];
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {}", answer.json);
        assert_eq!((&fault["field"], &fault["code"]), (&json!(field), &json!("fault_identity_code")));
        assert!(!answer.json.to_string().contains(&identity_code()), "the answer doesn't say it again");
    }
    let sheet = format!("/sessions/{}/attendance", bulk.session);
    let note =
        json!({ "entries": [{ "participation_id": bulk.participation, "status": "absent_notified", "note": said }] });
    let plan = (Method::PATCH, format!("/sessions/{}", bulk.session), json!({ "plan": said }));
    for (method, path, body) in [(Method::PUT, sheet, note), plan] {
        let answer = bulk.person(Role::Leader).api(method, &path, Some(body)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", answer.json);
        assert!(answer.json.to_string().contains("fault_identity_code"), "{path}: {}", answer.json);
    }
    bulk.test.outbox().await;
}

#[tokio::test]
async fn a_form_shows_the_fault_at_the_field_and_a_file_at_its_line() {
    let mut bulk = Bulk::of(1).await;
    let code = identity_code();
    let path = format!("/clients/{}/edit", bulk.client);
    let page = bulk.person(Role::Worker).submit(&path, &[("needs", &code)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("Personal identity codes are not written in Piiri"), "{}", page.text());
    let file = format!("asiakasnumero;nimi\n{code};Anna Esimerkki\nA-2;Bertta {code}\nA-3;Cecilia\n");
    let importer = Importer { who: piiri::access::Actor::System, skip_bad: true, met: &Met::default() };
    let kind = entity::state::ImportKind::Clients;
    let report = bulk.test.system(async |act| import::import(act, &importer, kind, file.as_bytes()).await).await;
    let bad: Vec<_> = report.bad.iter().map(|bad| (bad.line, bad.column.as_str(), bad.fault.code)).collect();
    assert_eq!(bad, [(2, "asiakasnumero", Code::FaultIdentityCode), (3, "nimi", Code::FaultIdentityCode)]);
    assert_eq!(report.added, 1);
    bulk.test.outbox().await;
}

#[test]
fn every_text_comes_through_the_guard() {
    let fault = check_text("note", &identity_code(), 200).unwrap_err();
    assert_eq!((fault.field.as_ref(), fault.code), ("note", Code::FaultIdentityCode));
}
