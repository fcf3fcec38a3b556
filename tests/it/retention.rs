//! What is kept no longer than law and settings say: a job proposes, an officer confirms, both are logged.

use axum::http::{Method, StatusCode};
use entity::id::{ClientId, StaffId};
use entity::state::{Role, TaskKind};
use entity::{change_log, client, staff, task};
use piiri::access::Actor as By;
use piiri::acts::close_account;
use piiri::config::RetentionYears;
use piiri::data_rights::{DueCounts, due, erase_due, propose_erasures};
use piiri::people::client::{ClientInput, create};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};

use crate::support::places::Plan;
use crate::support::{TestApp, seed};

async fn counts(test: &TestApp) -> DueCounts {
    let kept = RetentionYears::default();
    due(test.app.db.read(), test.app.config.zone, test.app.clock.now(), kept).await.unwrap()
}

async fn added(test: &TestApp, name: &str) -> ClientId {
    test.system(async |act| create(act, ClientInput::named(name)).await).await
}

async fn name(test: &TestApp, id: ClientId) -> String {
    client::Entity::find_by_id(id).one(test.app.db.read()).await.unwrap().unwrap().name
}

#[tokio::test]
async fn ten_years_after_the_matter_closed_and_no_day_before_the_records_are_due_and_an_open_matter_never_is() {
    let test = TestApp::new().await;
    let ann = test.staff("Ann Leader", &[Role::Leader, Role::Worker]).await;
    let (gone, placed) = (added(&test, "Aino Entinen").await, added(&test, "Bea Paikka").await);
    let group = test.group("Pata porisee", ann.id(), Plan::open(3)).await;
    seed::place(&test, group, placed, "2026-10-01T09:00:00Z").await;
    let asked = test.client("Cia Lähete", ann.id()).await;
    test.referral(group, "Dan Avoin", ann.id()).await;
    test.at("2036-10-13T21:00:00Z");
    assert_eq!(counts(&test).await.clients, 0, "until midnight of the day");
    test.at("2036-10-14T21:30:00Z");
    assert_eq!(counts(&test).await.clients, 2, "{gone} and {asked}, nobody with a place or a referral");
    let touched = client::ActiveModel {
        id: Set(asked),
        deceased_on: Set(Some("2030-01-01".parse().unwrap())),
        ..Default::default()
    };
    test.system(async |act| {
        touched.update(act.tx).await.unwrap();
        Ok(())
    })
    .await;
    assert_eq!(counts(&test).await.clients, 1, "a death closes the matter, and the years begin with it");
    test.at("2040-01-02T09:00:00Z");
    assert_eq!(counts(&test).await.clients, 2);
    test.outbox().await;
}

#[tokio::test]
async fn the_officer_is_asked_once_a_month_looks_it_over_and_confirms_and_nothing_goes_before() {
    let test = TestApp::new().await;
    let mut dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let clients = [added(&test, "Aino Entinen").await, added(&test, "Bea Entinen").await];
    test.at("2037-01-04T09:00:00Z");
    for at in ["2037-01-03T09:00:00Z", "2037-01-04T09:00:00Z", "2037-02-04T09:00:00Z", "2037-04-04T09:00:00Z"] {
        // What was asked in another month and stands undone is not asked once more, however far the clock jumps.
        propose_erasures(&test.app, at.parse().unwrap()).await.unwrap();
    }
    let open = task::Entity::find().filter(task::Column::DoneAt.is_null()).all(test.app.db.read()).await.unwrap();
    assert_eq!(
        open.iter().map(|task| (task.kind, task.staff_id)).collect::<Vec<_>>(),
        [(TaskKind::RetentionDue, dora.id())]
    );
    assert_eq!(name(&test, clients[0]).await, "Aino Entinen", "nothing goes by the clock alone");
    dora.sign_in().await;
    let today = dora.get("/").await;
    assert!(today.attributes("main a", "href").contains(&"/retention".to_owned()), "{}", today.main());
    let page = dora.get("/retention").await;
    assert!(page.text().contains("2 clients whose matter closed more than 10 years ago"), "{}", page.text());
    assert!(page.text().contains("Aino Entinen") && page.text().contains("703/2023"), "{}", page.text());
    let page = dora.press("/retention", "Erase what is due").await;
    assert!(page.text().contains("are being erased"), "{}", page.text());
    test.app.tracker.close();
    test.app.tracker.wait().await;
    for id in clients {
        assert_eq!(name(&test, id).await, "–");
    }
    let log = change_log::Entity::find().all(test.app.db.read()).await.unwrap();
    let did = |act: &str| log.iter().filter(|row| row.act == act).count();
    assert_eq!((did("retention.confirmed"), did("retention.erased"), did("client.erased")), (1, 1, 2));
    let erased = log.iter().find(|row| row.act == "client.erased").unwrap();
    assert_eq!((erased.actor_id, &erased.details["ground"]), (Some(dora.id().0), &"retention_over".into()));
    let open = task::Entity::find().filter(task::Column::DoneAt.is_null()).count(test.app.db.read()).await.unwrap();
    assert_eq!(open, 0, "the task is answered");
    assert!(dora.get("/retention").await.text().contains("Nothing is due."));
    let seen = dora.api(Method::GET, &format!("/clients/{}/access-log", clients[0]), None).await;
    assert_eq!(seen.status, StatusCode::UNAUTHORIZED, "tokens last no ten years");
    let mut otto = test.staff("Otto Worker", &[Role::Worker]).await;
    assert_eq!(otto.get("/retention").await.status, StatusCode::FORBIDDEN);
    assert!(test.outbox().await.is_empty(), "nobody is told of a matter that closed long ago");
}

#[tokio::test]
async fn more_than_a_batch_goes_in_one_run_each_batch_an_act() {
    let test = TestApp::new().await;
    for n in 0..45 {
        added(&test, &format!("Asiakas Numero{n}")).await;
    }
    test.at("2037-01-04T09:00:00Z");
    assert_eq!(erase_due(&test.app, By::System).await.unwrap(), DueCounts { clients: 45, staff: 0 });
    assert_eq!(counts(&test).await, DueCounts::default());
    let batches = change_log::Entity::find().filter(change_log::Column::Act.eq("retention.erased"));
    assert_eq!(batches.count(test.app.db.read()).await.unwrap(), 3);
}

async fn person(test: &TestApp, id: StaffId) -> staff::Model {
    staff::Entity::find_by_id(id).one(test.app.db.read()).await.unwrap().unwrap()
}

#[tokio::test]
async fn how_to_reach_somebody_who_left_is_forgotten_a_year_after_and_the_name_stays_with_the_logs() {
    let test = TestApp::new().await;
    let (gone, back) = (test.staff("Ann Leader", &[Role::Leader]).await, test.staff("Bea Back", &[Role::Leader]).await);
    test.system(async |act| {
        for id in [gone.id(), back.id()] {
            close_account(act, id).await.map(drop)?;
        }
        Ok(())
    })
    .await;
    test.at("2027-10-13T09:00:00Z");
    test.system(async |act| piiri::acts::open_account(act, back.id()).await.map(drop)).await;
    assert_eq!(counts(&test).await.staff, 0);
    test.at("2027-10-14T21:30:00Z");
    assert_eq!(counts(&test).await.staff, 1, "who came back is kept");
    erase_due(&test.app, By::System).await.unwrap();
    let row = person(&test, gone.id()).await;
    assert_eq!((row.name.as_str(), row.email.as_str(), row.phone, row.password_hash), ("Ann Leader", "–", None, None));
    assert!(!row.email_key.contains("ann"), "{}", row.email_key);
    assert_eq!(person(&test, back.id()).await.email, "bea.back@piiri.example");
    assert_eq!(counts(&test).await.staff, 0);
}
