//! Somebody is not well, or something happens: an entry in that client's own record, and who must know at once.

use axum::http::StatusCode;
use entity::id::{ClientId, SessionId, StaffId};
use entity::state::{AttendanceStatus, Openness, Role, TaskKind};
use entity::{attendance, client, incident, participation, staff, staff_role, task};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::support::actor::Actor;
use crate::support::{TestApp, seed};

struct Scene {
    test: TestApp,
    lea: Actor,
    wes: Actor,
    max: Actor,
    session: SessionId,
    client: ClientId,
    other: ClientId,
}

async fn scene() -> Scene {
    let test = TestApp::new().await;
    let lea = test.staff("Lea Leader", &[Role::Leader]).await;
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    let max = test.staff("Max Manager", &[Role::Manager]).await;
    let group = seed::group(&test, lea.id(), "G01", Openness::Closed).await;
    let session = seed::session(&test, group, 1, "2026-10-14T08:00:00Z").await;
    let (client, other) =
        (seed::client(&test, wes.id(), "Aino Lehto").await, seed::client(&test, wes.id(), "Eero Salmi").await);
    for who in [client, other] {
        seed::place(&test, group, who, "2026-09-01T09:00:00Z").await;
    }
    Scene { test, lea, wes, max, session, client, other }
}

fn sorted(ids: &[StaffId]) -> Vec<StaffId> {
    let mut ids = ids.to_vec();
    ids.sort();
    ids
}

impl Scene {
    fn form(&self) -> String {
        format!("/sessions/{}/incidents", self.session)
    }

    /// The page after an entry, which is the entry.
    async fn write(&mut self, fields: &[(&str, &str)]) -> crate::support::page::Page {
        self.write_of(self.client, fields).await
    }

    async fn write_of(&mut self, client: ClientId, fields: &[(&str, &str)]) -> crate::support::page::Page {
        let client = client.to_string();
        let given = [&[("client_id", client.as_str()), ("what", "Cried and shook.")], fields].concat();
        let path = self.form();
        self.lea.submit(&path, &given).await
    }

    async fn asked(&self) -> Vec<StaffId> {
        let find = task::Entity::find().filter(task::COLUMN.kind.eq(TaskKind::Incident));
        let open = find.filter(task::COLUMN.done_at.is_null()).order_by_asc(task::Column::StaffId);
        open.all(self.test.app.db.read()).await.unwrap().into_iter().map(|task| task.staff_id).collect()
    }

    async fn mark(&self) -> Option<AttendanceStatus> {
        let find = attendance::Entity::find().filter(attendance::COLUMN.client_id.eq(self.client));
        find.one(self.test.app.db.read()).await.unwrap().map(|row| row.status)
    }
}

#[tokio::test]
async fn whoever_helps_is_asked_at_once_and_the_supervisor_where_somebody_was_threatened_or_hurt() {
    let mut scene = scene().await;
    let form = scene.lea.get(&scene.form()).await;
    assert!(form.text().contains("112"), "whom to call first stands on the page: {}", form.text());
    let page = scene.write(&[("kind", "crisis")]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert_eq!(scene.asked().await, [scene.wes.id()]);
    let path = page.path.clone();
    let page = scene.wes.get("/").await;
    let link = page.attributes(&format!("a[href='{path}']"), "href");
    assert_eq!(link, [&*path], "the task leads to the entry: {}", page.html());
    assert!(scene.wes.get(&path).await.text().contains("Cried and shook."));
    scene.write(&[("kind", "threat")]).await;
    assert_eq!(scene.asked().await, sorted(&[scene.wes.id(), scene.wes.id(), scene.max.id()]));
    let told = scene.test.outbox().await;
    let said: Vec<&str> = told.iter().map(|message| message.body.as_str()).collect();
    assert!(told.iter().all(|message| message.staff_id.is_some()), "no client hears of it");
    assert!(said.iter().all(|body| !body.contains("Cried") && !body.contains("Aino")), "{said:?}");
}

#[tokio::test]
async fn whoever_is_asked_finds_the_number_behind_the_note_and_the_way_to_the_client() {
    let mut scene = scene().await;
    let reached = client::ActiveModel {
        id: Set(scene.client),
        phone: Set(Some("040 765 4321".to_owned())),
        contact_note: Set(Some("Only before noon".to_owned())),
        ..Default::default()
    };
    scene.test.system(async |act| Ok(reached.update(act.tx).await.map(drop)?)).await;
    let path = scene.write(&[("kind", "crisis")]).await.path;
    let page = scene.wes.get(&path).await;
    let html = page.html();
    let at = |what: &str| html.find(what).unwrap_or_else(|| panic!("{what}: {html}"));
    assert!(at("Only before noon") < at("040 765 4321"), "the note first");
    assert!(page.html()[at("<details")..].contains("040 765 4321"), "the number only once the note was read");
    let record = format!("/clients/{}", scene.client);
    assert!(page.attributes("main a", "href").contains(&record));
    assert!(!scene.lea.get(&path).await.text().contains("040 765 4321"), "whoever wrote it needs no number");
    let hidden = client::ActiveModel { id: Set(scene.client), address_protection: Set(true), ..Default::default() };
    scene.test.system(async |act| Ok(hidden.update(act.tx).await.map(drop)?)).await;
    let threat = scene.write(&[("kind", "threat")]).await.path;
    assert!(
        !scene.max.get(&threat).await.text().contains("040 765 4321"),
        "a protected one's number is the key worker's"
    );
    assert!(scene.wes.get(&threat).await.text().contains("040 765 4321"));
    scene.test.outbox().await;
}

#[tokio::test]
async fn an_entry_is_read_by_its_writer_the_key_worker_and_who_is_asked_and_by_nobody_else() {
    let mut scene = scene().await;
    let mut other = scene.test.staff("Olli Other", &[Role::Worker, Role::Manager, Role::Leader]).await;
    let path = scene.write(&[("kind", "not_today")]).await.path;
    for (actor, sees) in [(&mut scene.lea, true), (&mut scene.wes, true), (&mut scene.max, false), (&mut other, false)]
    {
        let page = actor.get(&path).await;
        let status = if sees { StatusCode::OK } else { StatusCode::NOT_FOUND };
        assert_eq!(page.status, status, "{}", page.text());
    }
    let record = scene.wes.get(&format!("/clients/{}", scene.client)).await;
    assert_eq!(record.attributes(&format!("a[href='{path}']"), "href").len(), 1, "it stands in the client's record");
    let peer = scene.wes.get(&format!("/clients/{}", scene.other)).await;
    assert!(peer.attributes(&format!("a[href='{path}']"), "href").is_empty(), "and in nobody else's");
    let strange = scene.test.client("Ulla Ulkona", scene.wes.id()).await;
    let refused = scene.write_of(strange, &[("kind", "crisis")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "of people in the group only");
    assert!(refused.html().contains("Cried and shook."), "what was typed stays");
    scene.test.outbox().await;
}

#[tokio::test]
async fn an_entry_is_read_no_longer_than_the_client_is_reached_or_the_task_is_open() {
    let mut scene = scene().await;
    let path = scene.write(&[("kind", "threat")]).await.path;
    let sees = async |actor: &mut Actor| actor.get(&path).await.status == StatusCode::OK;
    assert!(sees(&mut scene.lea).await && sees(&mut scene.wes).await && sees(&mut scene.max).await);
    let mut wilma = scene.test.staff("Wilma Worker", &[Role::Worker]).await;
    let given =
        client::ActiveModel { id: Set(scene.client), key_worker_id: Set(Some(wilma.id())), ..Default::default() };
    scene.test.system(async |act| Ok(given.update(act.tx).await.map(drop)?)).await;
    assert!(sees(&mut scene.wes).await, "as long as that one is asked");
    assert!(sees(&mut wilma).await, "who keeps the client now");
    let done = task::Entity::update_many().col_expr(task::Column::DoneAt, Expr::value(scene.test.app.clock.now()));
    scene.test.system(async |act| Ok(done.exec(act.tx).await.map(drop)?)).await;
    assert!(!sees(&mut scene.wes).await, "who was asked, and keeps nobody any more");
    assert!(sees(&mut scene.max).await, "the supervisor of the group");
    let gone = staff_role::Entity::delete_many().filter(staff_role::COLUMN.role.eq(Role::Manager));
    scene.test.system(async |act| Ok(gone.exec(act.tx).await.map(drop)?)).await;
    assert!(!sees(&mut scene.max).await, "who supervises nobody any more");
    let ended = participation::Entity::update_many()
        .col_expr(participation::Column::Active, Expr::value(false))
        .col_expr(participation::Column::EndedAt, Expr::value(scene.test.app.clock.now()));
    scene.test.system(async |act| Ok(ended.exec(act.tx).await.map(drop)?)).await;
    assert!(sees(&mut scene.lea).await, "a fortnight to put it right");
    scene.test.at("2026-10-28T10:00:00Z");
    scene.lea.sign_in().await;
    assert!(!sees(&mut scene.lea).await, "no need to know is left");
    scene.test.outbox().await;
}

#[tokio::test]
async fn who_goes_home_is_marked_as_one_who_had_said_so_and_no_figure_knows_why() {
    let mut scene = scene().await;
    scene.write(&[("kind", "not_today")]).await;
    assert_eq!(scene.mark().await, None, "an entry alone marks nobody");
    scene.write(&[("kind", "not_today"), ("goes_home", "true")]).await;
    assert_eq!(scene.mark().await, Some(AttendanceStatus::AbsentNotified));
    let place = attendance::Entity::find().one(scene.test.app.db.read()).await.unwrap().unwrap();
    assert_eq!(place.note, None);
    let mark = format!("status-{}", place.participation_id);
    let sheet = format!("/sessions/{}/attendance", scene.session);
    scene.lea.submit(&sheet, &[(&mark, "partial"), (&format!("minutes-{}", place.participation_id), "20")]).await;
    scene.write(&[("kind", "crisis"), ("goes_home", "true")]).await;
    assert_eq!(scene.mark().await, Some(AttendanceStatus::Partial), "what the leader saw stays");
    scene.test.outbox().await;
}

#[tokio::test]
async fn a_correction_keeps_what_stood_and_asks_whom_it_concerns_now() {
    let mut scene = scene().await;
    let path = scene.write(&[("kind", "other")]).await.path;
    let mine = [("kind", "other"), ("what", "Mine")].map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(scene.wes.post(&path, &mine).await.status, StatusCode::FORBIDDEN, "only who wrote it words it anew");
    scene.test.at("2026-10-14T09:05:00Z");
    let page = scene.lea.submit(&path, &[("kind", "injury"), ("what", "Fell on the stairs.")]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(page.text().contains("Fell on the stairs.") && page.text().contains("Cried and shook."), "{}", page.text());
    assert_eq!(scene.asked().await, sorted(&[scene.wes.id(), scene.max.id()]), "the helper is asked once");
    let again = scene.lea.submit(&path, &[("kind", "injury"), ("what", "Fell on the stairs.")]).await;
    assert_eq!(again.status, StatusCode::OK);
    assert_eq!(
        incident::Entity::find().all(scene.test.app.db.read()).await.unwrap().len(),
        2,
        "the same is no wording"
    );
    let empty = scene.lea.submit(&path, &[("kind", "injury"), ("what", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    scene.test.outbox().await;
}

#[tokio::test]
async fn what_nobody_has_looked_after_in_time_is_asked_of_the_deputy_and_then_of_the_supervisor_once() {
    let mut scene = scene().await;
    let mut dee = scene.test.staff("Dee Deputy", &[Role::Worker]).await;
    let named = staff::ActiveModel { id: Set(scene.wes.id()), deputy_id: Set(Some(dee.id())), ..Default::default() };
    scene.test.system(async |act| Ok(named.update(act.tx).await.map(drop)?)).await;
    let entry = scene.write(&[("kind", "crisis")]).await.path;
    let (wes, max) = (scene.wes.id(), scene.max.id());
    let steps: [(&str, &[StaffId]); 5] = [
        ("2026-10-14T10:55:00Z", &[wes]),
        ("2026-10-14T11:05:00Z", &[wes, dee.id()]),
        ("2026-10-14T13:00:00Z", &[wes, dee.id()]),
        ("2026-10-14T13:10:00Z", &[wes, dee.id(), max]),
        ("2026-10-14T18:00:00Z", &[wes, dee.id(), max]),
    ];
    for (at, asked) in steps {
        scene.test.run_jobs_at(at).await;
        assert_eq!(scene.asked().await, sorted(asked), "{at}");
    }
    dee.sign_in().await;
    let read = dee.get(&entry).await;
    assert_eq!(read.status, StatusCode::OK, "who is asked reads what it is about: {}", read.text());
    dee.press("/", "Done").await;
    assert!(scene.asked().await.is_empty(), "one who has looked after it is enough");
    scene.test.run_jobs_at("2026-10-15T18:00:00Z").await;
    assert!(scene.asked().await.is_empty());
    scene.test.outbox().await;
}
