//! Roles and units of people who work here change: with a second pair of eyes where clients are seen, at once where sight
//! ends, and everybody whom it concerns hears of it.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use entity::id::{MessageId, StaffId};
use entity::state::{MessageKind, Role, TaskKind, UnitKind};
use entity::{client, staff_role, task, waiting_role};
use piiri::access::Actor as By;
use piiri::acts::{MemberChange, RoleOf, change_member, settle_role_on_server};
use piiri::people;
use piiri::task::{self as tasks, NewTask};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;

use crate::support::TestApp;
use crate::support::places::Plan;

async fn roles(test: &TestApp, of: StaffId) -> Vec<Role> {
    people::position(test.app.db.read(), of).await.unwrap().held
}

/// What the outbox holds.
async fn sent(test: &TestApp) -> BTreeSet<MessageId> {
    test.outbox().await.into_iter().map(|row| row.id).collect()
}

/// Who hears that roles have changed or were settled, since the last look.
async fn heard(test: &TestApp, before: &BTreeSet<MessageId>) -> Vec<StaffId> {
    let rows = test.outbox().await;
    let new = rows.iter().filter(|row| !before.contains(&row.id) && row.kind == MessageKind::StaffAccount);
    sorted(new.filter_map(|row| row.staff_id).collect())
}

fn sorted(mut ids: Vec<StaffId>) -> Vec<StaffId> {
    ids.sort_unstable();
    ids
}

#[tokio::test]
async fn a_role_that_is_taken_closes_what_it_opened_at_once_and_person_and_supervisor_hear_of_it() {
    let test = TestApp::new().await;
    let mut ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let max = test.staff("Max Manager", &[Role::Manager]).await;
    let mut otto = test.staff("Otto Worker", &[Role::Worker, Role::Leader]).await;
    let group = test.group("Pata porisee", otto.id(), Plan::open(3)).await;
    test.referral(group, "Anna", otto.id()).await;
    let row = client::Entity::find().one(test.app.db.read()).await.unwrap().unwrap();
    test.system(async |act| {
        let kept = client::ActiveModel { id: Set(row.id), key_worker_id: Set(Some(otto.id())), ..Default::default() };
        kept.update(act.tx).await.unwrap();
        let call = NewTask { key: "call".into(), client: Some(row.id), ..NewTask::default() };
        tasks::ask(act, TaskKind::TwoMisses, otto.id(), act.now, call).await.map(drop)
    })
    .await;
    let path = format!("/clients/{}", row.id);
    assert_eq!(otto.get(&path).await.status, StatusCode::OK);
    let before = sent(&test).await;
    let page = ada.get(&format!("/admin/staff/{}", otto.id())).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let body = json!({ "unit_id": test.county, "roles": ["administrator"] });
    let done = ada.api(Method::POST, &format!("/staff/{}/roles", otto.id()), Some(body.clone())).await;
    assert_eq!((done.status, &done.json["waiting"]), (StatusCode::OK, &json!(["administrator"])), "{}", done.json);
    assert_eq!(done.json["roles"], json!([]), "the other one waits for a second pair of eyes");
    assert_eq!(heard(&test, &before).await, sorted(vec![otto.id(), max.id()]));
    assert!(!otto.get(&path).await.text().contains(&row.name), "nothing is opened");
    assert_eq!(otto.api(Method::GET, &path, None).await.status, StatusCode::FORBIDDEN);
    let open = task::Entity::find().filter(task::Column::DoneAt.is_null()).all(test.app.db.read()).await.unwrap();
    assert!(open.iter().all(|task| task.staff_id != otto.id()), "{open:?}");
    for kind in [TaskKind::LeaderLeft, TaskKind::AssignKeyWorker] {
        assert!(open.iter().any(|task| task.kind == kind && task.staff_id == max.id()), "{kind}: {open:?}");
    }
    let again = test.outbox().await.len();
    let same = ada.api(Method::POST, &format!("/staff/{}/roles", otto.id()), Some(body)).await;
    assert_eq!((same.status, test.outbox().await.len()), (StatusCode::OK, again), "what changes nothing tells nobody");
    let held = ada.api(Method::GET, "/staff", None).await;
    assert_eq!(held.status, StatusCode::OK);
}

#[tokio::test]
async fn a_role_that_sees_clients_waits_for_a_second_pair_of_eyes_also_where_the_person_works_here_already() {
    let test = TestApp::new().await;
    let mut ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let mut max = test.staff("Max Manager", &[Role::Manager]).await;
    let bo = test.staff("Bo Admin", &[Role::Administrator]).await;
    let path = format!("/admin/staff/{}", bo.id());
    let fields = [("roles", "administrator"), ("roles", "leader")];
    let page = ada.submit(&path, &fields).await;
    assert!(page.text().contains("Roles and unit are saved."), "{}", page.text());
    assert_eq!(roles(&test, bo.id()).await, [Role::Administrator], "the other waits");
    let before = sent(&test).await;
    max.press("/staff/roles", "Confirm").await;
    assert_eq!(roles(&test, bo.id()).await, [Role::Administrator, Role::Leader]);
    assert_eq!(heard(&test, &before).await, sorted(vec![ada.id(), bo.id()]), "who gave it, and whose it is");
    // Given and taken again before anybody looked.
    ada.submit(&path, &[("roles", "administrator"), ("roles", "leader"), ("roles", "worker")]).await;
    ada.submit(&path, &[("roles", "administrator"), ("roles", "leader")]).await;
    assert!(waiting_role::Entity::find().all(test.app.db.read()).await.unwrap().is_empty());
    assert!(max.get("/staff/roles").await.text().contains("No role waits for you."));
    let asked = task::Entity::find().filter(task::Column::DoneAt.is_null());
    let asked = asked.filter(task::Column::Kind.eq(TaskKind::ConfirmRole)).all(test.app.db.read()).await.unwrap();
    assert!(asked.is_empty(), "{asked:?}");
    let none = json!({ "unit_id": test.county, "roles": [] });
    let none = ada.api(Method::POST, &format!("/staff/{}/roles", bo.id()), Some(none)).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let nowhere = json!({ "unit_id": bo.id(), "roles": ["administrator"] });
    let nowhere = ada.api(Method::POST, &format!("/staff/{}/roles", bo.id()), Some(nowhere)).await;
    assert_eq!(
        (nowhere.status, &nowhere.json["errors"][0]["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("unit_id"))
    );
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let own = json!({ "unit_id": test.county, "roles": ["leader", "administrator"] });
    assert_eq!(
        leader.api(Method::POST, &format!("/staff/{}/roles", leader.id()), Some(own)).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn the_last_administrator_keeps_the_role_and_a_closed_account_is_no_other_one() {
    let test = TestApp::new().await;
    let mut ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let bo = test.staff("Bo Admin", &[Role::Administrator]).await;
    let own = format!("/staff/{}", ada.id());
    let body = || Some(json!({ "unit_id": test.county, "roles": ["data_protection_officer"] }));
    ada.post(&format!("/admin/staff/{}/active", bo.id()), &[("active".into(), "false".into())]).await;
    let refused = ada.api(Method::POST, &format!("{own}/roles"), body()).await;
    assert_eq!(
        (refused.status, &refused.json["errors"][0]["code"]),
        (StatusCode::CONFLICT, &json!("admin_last_administrator"))
    );
    let page = ada.submit(&format!("/admin{own}"), &[("roles", "data_protection_officer")]).await;
    assert!(page.text().contains("Nobody else administrates."), "{}", page.text());
    assert_eq!(roles(&test, ada.id()).await, [Role::Administrator]);
    ada.post(&format!("/admin/staff/{}/active", bo.id()), &[("active".into(), "true".into())]).await;
    assert_eq!(ada.api(Method::POST, &format!("{own}/roles"), body()).await.status, StatusCode::OK);
    assert!(roles(&test, ada.id()).await.is_empty(), "the other role waits for Bo");
    test.outbox().await;
}

#[tokio::test]
async fn a_manager_who_comes_to_another_unit_waits_again_for_the_role_reaches_other_clients_there() {
    let test = TestApp::new().await;
    let ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let max = test.staff("Max Manager", &[Role::Manager, Role::Leader]).await;
    let town = test
        .system(async |act| people::add_unit(act, Some(test.county), UnitKind::Municipality, "Savonlinna").await)
        .await;
    let body = json!({ "unit_id": town, "roles": ["manager", "leader"] });
    let moved = ada.api(Method::POST, &format!("/staff/{}/roles", max.id()), Some(body)).await;
    assert_eq!(moved.json["roles"], json!(["leader"]), "{}", moved.json);
    assert_eq!((&moved.json["waiting"], &moved.json["unit_id"]), (&json!(["manager"]), &json!(town)));
    let asked = task::Entity::find().filter(task::Column::Kind.eq(TaskKind::ConfirmRole));
    let asked = asked.all(test.app.db.read()).await.unwrap();
    assert_eq!(asked.iter().map(|task| task.staff_id).collect::<Vec<_>>(), [dora.id()], "never who gave it");
    test.outbox().await;
}

#[tokio::test]
async fn where_one_administrator_works_alone_whoever_runs_the_server_is_the_second_pair_of_eyes_and_the_page_says_so() {
    let test = TestApp::new().await;
    let mut ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let nina = test.staff("Nina New", &[Role::Administrator]).await;
    let given = MemberChange { unit: test.county, roles: vec![Role::Manager] };
    test.act(By::System, async |act| change_member(act, nina.id(), given.clone()).await.map(drop)).await;
    assert_eq!(roles(&test, nina.id()).await, [Role::Manager], "what the server's own people give works at once");
    ada.submit(&format!("/admin/staff/{}", nina.id()), &[("roles", "manager"), ("roles", "data_protection_officer")])
        .await;
    let page = ada.get("/admin").await;
    let command = "piiri staff confirm --email nina.new@piiri.example --role data_protection_officer";
    assert!(page.text().contains(command), "{}", page.text());
    let of = RoleOf { person: nina.id(), role: Role::DataProtectionOfficer };
    test.act(By::System, async |act| settle_role_on_server(act, of, true).await.map(drop)).await;
    assert_eq!(roles(&test, nina.id()).await, [Role::DataProtectionOfficer, Role::Manager]);
    assert!(!ada.get("/admin").await.text().contains("piiri staff confirm"));
    let again = test.app.act(By::System, async |act| settle_role_on_server(act, of, true).await.map(drop)).await;
    assert!(again.is_err(), "it waits no more");
    test.outbox().await;
}

#[tokio::test]
async fn the_page_of_waiting_roles_asks_the_database_as_often_for_many_as_for_one() {
    let test = TestApp::new().await;
    let ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let mut max = test.staff("Max Manager", &[Role::Manager]).await;
    let mut counts = Vec::new();
    for many in [1, 12] {
        for n in 0..many {
            let person = test.staff(&format!("Person{many} Number{n}"), &[Role::Administrator]).await;
            let row = waiting_role::ActiveModel {
                staff_id: Set(person.id()),
                role: Set(Role::Worker),
                given_by: Set(ada.id()),
                given_at: Set(test.app.clock.now()),
            };
            test.system(async |act| {
                row.insert(act.tx).await.unwrap();
                Ok(())
            })
            .await;
        }
        test.statements.start();
        let page = max.get("/staff/roles").await;
        counts.push(test.statements.take().len());
        assert!(page.text().contains(&format!("Person{many} Number0")), "{}", page.text());
    }
    assert_eq!(counts[0], counts[1]);
    assert_eq!(staff_role::Entity::find().all(test.app.db.read()).await.unwrap().len(), 15);
}
