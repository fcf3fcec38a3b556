//! The administrator gives accounts and roles, and reaches no client by them: passwords are the person's own to set, and
//! roles that see clients work when somebody else has confirmed them.

use axum::http::{Method, StatusCode};
use entity::id::StaffId;
use entity::message;
use entity::state::{MessageKind, Role, TaskKind};
use entity::{staff, staff_role, task};
use piiri::access::Actor as By;
use piiri::acts::give_password;
use piiri::notify;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use crate::support::TestApp;
use crate::support::actor::Actor;
use crate::support::app::PASSWORD;
use crate::support::page::Page;

const NINA: &str = "nina@piiri.example";
const SENTENCE: &str = "a whole new sentence";

/// An administrator, and a manager of the county.
async fn scene() -> (TestApp, Actor, Actor) {
    let test = TestApp::new().await;
    let ada = test.staff("Ada Admin", &[Role::Administrator]).await;
    let max = test.staff("Max Manager", &[Role::Manager]).await;
    (test, ada, max)
}

/// The administrator adds Nina with these roles.
async fn added(test: &TestApp, ada: &mut Actor, roles: &[&str]) -> StaffId {
    let county = test.county.to_string();
    let mut fields = vec![("name", "Nina New"), ("email", NINA), ("unit_id", &*county), ("language", "en")];
    fields.extend(roles.iter().map(|role| ("roles", *role)));
    let page = ada.submit("/admin", &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(page.text().contains("The staff member was added."), "{}", page.text());
    assert!(page.all("#new-password").is_empty(), "no password is shown");
    let row = staff::Entity::find().filter(staff::Column::Email.eq(NINA)).one(test.app.db.read()).await.unwrap();
    row.unwrap().id
}

/// The last link that was mailed to an address, once everything due has gone out.
async fn mailed(test: &TestApp, to: &str) -> String {
    notify::deliver(&test.app, test.app.clock.now()).await.unwrap();
    test.outbox().await;
    let mails: Vec<_> = test.app.mailer.kept().into_iter().filter(|mail| mail.to == to).collect();
    let body = &mails.last().unwrap_or_else(|| panic!("nothing was mailed to {to}")).body;
    let link = body.split_whitespace().find(|word| word.contains("/password/")).unwrap();
    link.replace("http://127.0.0.1:8080", "")
}

async fn sign_in(test: &TestApp, email: &str, password: &str) -> (Actor, Page) {
    let mut somebody = test.anybody();
    let page = somebody.submit("/login?to=/account", &[("email", email), ("password", password)]).await;
    (somebody, page)
}

/// Who is asked to confirm a role.
async fn asked(test: &TestApp) -> Vec<StaffId> {
    let find = task::Entity::find().filter(task::Column::Kind.eq(TaskKind::ConfirmRole));
    let rows = find.filter(task::Column::DoneAt.is_null()).all(test.app.db.read()).await.unwrap();
    rows.into_iter().map(|row| row.staff_id).collect()
}

async fn roles(test: &TestApp, of: StaffId) -> Vec<Role> {
    let find = staff_role::Entity::find().filter(staff_role::Column::StaffId.eq(of));
    find.all(test.app.db.read()).await.unwrap().into_iter().map(|row| row.role).collect()
}

/// Who hears of an account's new password.
async fn told(test: &TestApp) -> Vec<Option<StaffId>> {
    let rows = test.outbox().await;
    rows.iter().filter(|row: &&message::Model| row.kind == MessageKind::StaffAccount).map(|row| row.staff_id).collect()
}

#[tokio::test]
async fn a_new_member_sets_the_password_by_a_link_that_only_the_own_mail_has_and_waits_for_the_role() {
    let (test, mut ada, mut max) = scene().await;
    let nina = added(&test, &mut ada, &["worker"]).await;
    assert_eq!(told(&test).await, [Some(max.id())], "the supervisor hears of it");
    let link = mailed(&test, NINA).await;
    let mut browser = test.anybody();
    let guessable = browser.submit(&link, &[("new_password", "ninanew12345")]).await;
    assert_eq!(guessable.status, StatusCode::UNPROCESSABLE_ENTITY);
    let set = browser.submit(&link, &[("new_password", SENTENCE)]).await;
    assert_eq!(set.path, "/login", "{}", set.text());
    let used = browser.get(&link).await;
    assert_eq!(used.status, StatusCode::NOT_FOUND, "a link works once");
    assert!(used.main().contains("/password\""), "and says where to ask for another");
    let (mut nina_there, page) = sign_in(&test, NINA, SENTENCE).await;
    assert_eq!(page.path, "/account/waiting", "{}", page.text());
    assert!(page.text().contains("worker"), "{}", page.text());
    for path in ["/", "/clients", "/account", "/staff/roles"] {
        assert_eq!(nina_there.get(path).await.path, "/account/waiting", "{path}");
    }
    assert_eq!(asked(&test).await, [max.id()]);
    let today = max.get("/").await;
    assert!(today.attributes("main a", "href").contains(&"/staff/roles".to_owned()), "{}", today.main());
    let page = max.press("/staff/roles", "Confirm").await;
    assert!(page.text().contains("Nina New: The role works now."), "{}", page.text());
    assert_eq!((roles(&test, nina).await, asked(&test).await), (vec![Role::Worker], vec![]));
    assert_eq!(nina_there.get("/clients").await.path, "/clients");
}

#[tokio::test]
async fn whoever_gives_a_role_does_not_confirm_it_and_of_a_manager_another_administrator_or_the_officer_does() {
    let (test, mut ada, mut max) = scene().await;
    let dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let mut bo = test.staff("Bo Admin", &[Role::Administrator]).await;
    let nina = added(&test, &mut ada, &["manager", "administrator", "leader"]).await;
    test.outbox().await;
    assert_eq!(roles(&test, nina).await, [], "the administrator's as well, who gives the others");
    let mut whom = asked(&test).await;
    whom.sort_unstable();
    let mut expected = vec![max.id(), dora.id(), bo.id(), dora.id(), bo.id()];
    expected.sort_unstable();
    assert_eq!(whom, expected, "the leader by the manager, the manager and the administrator by the other two");
    let path = |role: &str| format!("/staff/{nina}/roles/{role}");
    let yes = [("confirmed".to_owned(), "true".to_owned())];
    assert_eq!(ada.post(&path("manager"), &yes).await.status, StatusCode::NOT_FOUND, "who gave it");
    assert_eq!(max.post(&path("manager"), &yes).await.status, StatusCode::NOT_FOUND);
    assert_eq!(bo.post(&path("leader"), &yes).await.status, StatusCode::NOT_FOUND);
    assert_eq!(bo.post(&path("manager"), &yes).await.status, StatusCode::OK);
    assert_eq!(bo.post(&path("manager"), &yes).await.status, StatusCode::NOT_FOUND, "it waits no more");
    assert_eq!(bo.post(&path("administrator"), &yes).await.status, StatusCode::OK);
    assert_eq!(max.press("/staff/roles", "Refuse").await.status, StatusCode::OK);
    let mut held = roles(&test, nina).await;
    held.sort_unstable();
    let mut expected = [Role::Manager, Role::Administrator];
    expected.sort_unstable();
    assert_eq!(held, expected);
    assert_eq!(asked(&test).await, []);
}

#[tokio::test]
async fn two_whose_roles_come_from_one_hand_are_no_two_pairs_of_eyes_for_a_month() {
    let (test, ada, _) = scene().await;
    let mut dora = test.staff("Dora Officer", &[Role::DataProtectionOfficer]).await;
    let mut bo = test.staff("Bo Worker", &[Role::Worker]).await;
    let cee = test.staff("Cee Worker", &[Role::Worker]).await;
    let give = async |by: &Actor, whom: StaffId, role: &str| {
        let body = json!({ "unit_id": test.county, "roles": ["worker", role] });
        let given = by.api(Method::POST, &format!("/staff/{whom}/roles"), Some(body)).await;
        assert_eq!(given.status, StatusCode::OK, "{}", given.json);
    };
    let confirm = async |by: &mut Actor, whom: StaffId, role: &str| {
        let yes = [("confirmed".to_owned(), "true".to_owned())];
        by.post(&format!("/staff/{whom}/roles/{role}"), &yes).await.status
    };
    let before = test.outbox().await.len();
    give(&ada, bo.id(), "administrator").await;
    let own = bo.id();
    assert_eq!(confirm(&mut bo, own, "administrator").await, StatusCode::FORBIDDEN);
    assert_eq!(confirm(&mut dora, bo.id(), "administrator").await, StatusCode::OK);
    assert!(test.outbox().await.len() > before);
    // From the giver's hand, and back to it.
    give(&ada, cee.id(), "manager").await;
    assert_eq!(confirm(&mut bo, cee.id(), "manager").await, StatusCode::NOT_FOUND);
    assert_eq!(asked(&test).await, [dora.id()], "the officer, whose role is nobody's gift");
    assert_eq!(confirm(&mut dora, cee.id(), "manager").await, StatusCode::OK);
    let nina = test.staff("Nina New", &[Role::Worker]).await;
    let mut ada = ada;
    give(&bo, nina.id(), "manager").await;
    assert_eq!(confirm(&mut ada, nina.id(), "manager").await, StatusCode::NOT_FOUND, "who made the giver one");
    assert_eq!(asked(&test).await, [dora.id()]);
    test.at("2026-11-14T10:00:00Z");
    for actor in [&mut bo, &mut ada] {
        actor.sign_in().await;
    }
    let otto = test.staff("Otto New", &[Role::Worker]).await;
    give(&ada, otto.id(), "manager").await;
    assert_eq!(confirm(&mut bo, otto.id(), "manager").await, StatusCode::OK, "after a month");
}

#[tokio::test]
async fn a_reset_goes_to_the_persons_own_mail_and_ends_what_was_open() {
    let (test, mut ada, max) = scene().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let page = ada.post(&format!("/admin/staff/{}/reset", ann.id()), &[]).await;
    assert!(page.text().contains("The old password no longer works."), "{}", page.text());
    assert!(ann.get("/account").await.path.starts_with("/login"));
    assert_eq!(ann.api(Method::GET, "/venues", None).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(told(&test).await, [Some(max.id())]);
    let (_, refused) = sign_in(&test, "ann.leader@piiri.example", PASSWORD).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let link = mailed(&test, "ann.leader@piiri.example").await;
    test.at("2026-10-16T09:01:00Z");
    assert_eq!(test.anybody().get(&link).await.status, StatusCode::NOT_FOUND, "after two days");
    let mut browser = test.anybody();
    let asked = browser.submit("/password", &[("email", "Ann.Leader@piiri.example")]).await;
    let nobody = browser.submit("/password", &[("email", "nobody@piiri.example")]).await;
    assert_eq!(asked.text(), nobody.text(), "it is not told who works here");
    let link = mailed(&test, "ann.leader@piiri.example").await;
    browser.submit(&link, &[("new_password", SENTENCE)]).await;
    let (_, page) = sign_in(&test, "ann.leader@piiri.example", SENTENCE).await;
    assert_eq!(page.path, "/account");
    for _ in 0..4 {
        browser.submit("/password", &[("email", "nobody@piiri.example")]).await;
    }
    let many = browser.submit("/password", &[("email", "nobody@piiri.example")]).await;
    assert_eq!(many.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_password_that_was_given_by_hand_is_changed_before_anything_else_opens() {
    let (test, _, max) = scene().await;
    let ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let given = "given by hand on the server";
    let hash = test.app.passwords.hash(given).await.unwrap();
    test.act(By::System, async |act| give_password(act, ann.id(), hash).await.map(drop)).await;
    let mut heard = told(&test).await;
    heard.sort_unstable();
    let mut expected = vec![Some(ann.id()), Some(max.id())];
    expected.sort_unstable();
    assert_eq!(heard, expected, "the person and the supervisor");
    let (mut ann_there, page) = sign_in(&test, "ann.leader@piiri.example", given).await;
    assert_eq!(page.path, "/account/password", "{}", page.text());
    for path in ["/", "/groups", "/account", "/clients.csv"] {
        assert_eq!(ann_there.get(path).await.path, "/account/password", "{path}");
    }
    let same = [("old_password", given), ("new_password", given)];
    let page = ann_there.submit("/account/password", &same).await;
    assert_eq!(page.attributes(".error-summary a", "href"), ["#f-new_password"], "another one");
    let own = [("old_password", given), ("new_password", SENTENCE)];
    assert_eq!(ann_there.submit("/account/password", &own).await.path, "/account");
    assert_eq!(ann_there.get("/groups").await.path, "/groups");
}
