//! A long file goes in batch by batch: watched on its page, whole or not at all, and ended by whoever is left.

use std::time::Duration;

use axum::http::StatusCode;
use chrono::TimeDelta;
use entity::id::ImportRunId;
use entity::state::{ImportKind, ImportPhase, Role};
use entity::{change_log, client, group, import_run};
use piiri::access::Actor;
use piiri::clock::Clock;
use piiri::import::{self, BATCH, Importer, LongFile, Met};
use piiri::people::client::{ClientInput, create};
use sea_orm::{EntityTrait, PaginatorTrait};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use crate::support::TestApp;
use crate::support::places::Plan;

/// A file of so many clients, whose last row may be wrong.
fn file(rows: usize, is_last_bad: bool) -> String {
    let names = (1..=rows).map(|n| format!("A-{n};{}", if is_last_bad && n == rows { "" } else { "Esimerkki" }));
    format!("asiakasnumero;nimi\n{}\n", names.collect::<Vec<_>>().join("\n"))
}

fn long(file: String, skip_bad: bool) -> LongFile {
    let bytes = file.into_bytes();
    LongFile { kind: ImportKind::Clients, bytes, sheet: String::new(), dry_run: false, skip_bad }
}

async fn start(test: &TestApp, file: String, skip_bad: bool) -> ImportRunId {
    let started = import::start_import(&test.app, Actor::System, long(file, skip_bad)).await.unwrap();
    started.unwrap_or_else(|report| panic!("{:?}", report.bad))
}

async fn run(test: &TestApp, id: ImportRunId) -> import_run::Model {
    import_run::Entity::find_by_id(id).one(test.app.db.read()).await.unwrap().unwrap()
}

async fn clients(test: &TestApp) -> u64 {
    client::Entity::find().count(test.app.db.read()).await.unwrap()
}

#[tokio::test]
async fn a_long_file_is_watched_on_its_page_by_whoever_sent_it_and_let_go_of_when_it_is_done() {
    let test = TestApp::new().await;
    let mut wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let mut other = test.staff("Wes Worker", &[Role::Worker]).await;
    let sent = wanda.upload("/import", &[], file(2 * BATCH + 1, false).as_bytes()).await;
    let page = sent.redirect().unwrap();
    test.app.tracker.close();
    test.app.tracker.wait().await;
    let done = wanda.get(&page).await;
    assert!(done.text().contains("Of 1001 rows 1001 were added"), "{}", done.text());
    assert_eq!(other.get(&page).await.status, StatusCode::NOT_FOUND, "the page is whoever's who sent the file");
    let rows = client::Entity::find().all(test.app.db.read()).await.unwrap();
    assert!(rows.iter().all(|row| row.key_worker_id == Some(wanda.id())) && rows.len() == 1001);
    let run = import_run::Entity::find().one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!((run.phase, run.file), (ImportPhase::Done, None));
}

#[tokio::test]
async fn the_page_of_an_import_under_way_says_how_far_it_is_and_is_read_anew() {
    let test = TestApp::new().await;
    let mut wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let rows = file(BATCH + 1, false);
    let id = import::start_import(&test.app, Actor::Staff(wanda.id()), long(rows, false)).await.unwrap().unwrap();
    let page = wanda.get(&format!("/import/runs/{id}")).await;
    assert_eq!(page.headers["refresh"], "2");
    assert!(page.text().contains("Checking rows"), "{}", page.text());
}

#[tokio::test]
async fn one_bad_row_at_the_end_of_a_long_file_keeps_every_batch_out() {
    let test = TestApp::new().await;
    let id = start(&test, file(BATCH + 1, true), false).await;
    import::go_on(&test.app, id, &|_| {}).await.unwrap();
    let refused = run(&test, id).await;
    assert_eq!((refused.phase, refused.added, refused.faulty), (ImportPhase::Done, 0, 1));
    assert_eq!(clients(&test).await, 0);
    let id = start(&test, file(BATCH + 1, true), true).await;
    import::go_on(&test.app, id, &|_| {}).await.unwrap();
    assert_eq!((run(&test, id).await.added, clients(&test).await), (500, 500), "unless it may be left out");
}

#[tokio::test]
async fn a_row_that_stands_twice_in_a_file_is_found_across_batches() {
    let test = TestApp::new().await;
    let id = start(&test, format!("{}A-1;Esimerkki\n", file(BATCH, false)), false).await;
    import::go_on(&test.app, id, &|_| {}).await.unwrap();
    let refused = run(&test, id).await;
    assert_eq!((refused.faulty, clients(&test).await), (1, 0));
    assert!(refused.faults.contains("line 2"), "{}", refused.faults);
}

#[tokio::test]
async fn what_a_dead_server_left_undone_another_ends_and_writes_nothing_twice() {
    let test = TestApp::new().await;
    let id = start(&test, file(3 * BATCH, false), false).await;
    let stop = test.app.stop.clone();
    let dies = |run: &import_run::Model| {
        if run.phase == ImportPhase::Writing && run.cursor > 0 {
            stop.cancel();
        }
    };
    import::go_on(&test.app, id, &dies).await.unwrap();
    assert_eq!((run(&test, id).await.phase, clients(&test).await), (ImportPhase::Writing, 500));
    let mut second = test.app.clone();
    (second.stop, second.clock) = (CancellationToken::new(), Clock::fixed(test.app.clock.now()));
    import::go_on_with_all(&second, second.clock.now()).await.unwrap();
    assert_eq!(clients(&test).await, 500, "the first server still holds it");
    second.clock.set(test.app.clock.now() + TimeDelta::minutes(3));
    import::go_on_with_all(&second, second.clock.now()).await.unwrap();
    let done = run(&test, id).await;
    assert_eq!((done.phase, done.added, clients(&test).await), (ImportPhase::Done, 1500, 1500));
}

#[tokio::test]
async fn a_long_trial_shows_its_rows_and_columns() {
    let test = TestApp::new().await;
    let mut wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let rows = file(BATCH + 1, false).replace("asiakasnumero;nimi\n", "asiakasnumero;nimi;huom\n");
    let sent = wanda.upload("/import", &[("dry_run", "true")], rows.as_bytes()).await;
    let page = sent.redirect().unwrap();
    test.app.tracker.close();
    test.app.tracker.wait().await;
    let done = wanda.get(&page).await;
    assert!(done.text().contains("of 501 rows 501 would be added"), "{}", done.text());
    assert!(done.text().contains("Left out huom"), "{}", done.text());
    assert_eq!(done.all("tbody th"), ["2", "3", "4", "5", "6"]);
    assert_eq!(clients(&test).await, 0);
}

#[tokio::test]
async fn a_trial_of_any_kind_goes_on_while_somebody_else_writes_and_leaves_nothing() {
    let test = TestApp::new().await;
    let wanda = test.staff("Wanda Worker", &[Role::Worker, Role::Leader]).await;
    let group = test.group("Pata porisee", wanda.id(), Plan::open(3)).await;
    let code = group::Entity::find_by_id(group).one(test.app.db.read()).await.unwrap().unwrap().code;
    let input = ClientInput {
        external_ref: Some("A-1".into()),
        key_worker_id: Some(wanda.id()),
        ..ClientInput::named("Aino Oma")
    };
    test.system(async |act| create(act, input).await).await;
    let files = [
        (ImportKind::Clients, "asiakasnumero;nimi\nA-2;Bea Uusi\n".to_owned(), vec![]),
        (
            ImportKind::Groups,
            "nimi;alkaa;kertoja\nUusi piiri;21.10.2026;3\nToinen piiri;21.10.2026;0\n".to_owned(),
            vec![3],
        ),
        (
            ImportKind::Referrals,
            format!("asiakasnumero;ryhmä;lähetetty\nA-1;{code};1.10.2026\nA-1;{code};2.10.2026\n"),
            vec![3],
        ),
    ];
    for (kind, file, bad) in files {
        let table = import::table_of(kind, file.as_bytes(), "").unwrap();
        let importer = Importer { who: Actor::Staff(wanda.id()), skip_bad: true, met: &Met::default() };
        let before = (logged(&test).await, clients(&test).await);
        let tried = test.app.act(Actor::System, async |_| {
            let tried = import::tried(&test.app, &importer, kind, &table);
            timeout(Duration::from_secs(20), tried).await.expect("the writer is not waited for")
        });
        let report = tried.await.unwrap();
        let lines: Vec<usize> = report.bad.iter().map(|bad| bad.line).collect();
        assert_eq!((report.added, lines), (1, bad), "{kind}: {:?}", report.bad);
        assert_eq!((logged(&test).await, clients(&test).await), before, "{kind}");
        let written = test.act(Actor::Staff(wanda.id()), async |act| {
            import::import(act, &importer_of(&wanda), kind, file.as_bytes()).await
        });
        assert_eq!(written.await.added, 1, "{kind}: what was foreseen comes of it");
    }
}

fn importer_of(by: &crate::support::actor::Actor) -> Importer<'static> {
    Importer { who: Actor::Staff(by.id()), skip_bad: true, met: Box::leak(Box::default()) }
}

/// How many changes the log knows of.
async fn logged(test: &TestApp) -> u64 {
    change_log::Entity::find().count(test.app.db.read()).await.unwrap()
}
