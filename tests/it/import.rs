//! Import: every fault told with its place, nothing half written, no duplicates however often it runs.

use axum::http::StatusCode;
use entity::state::{ImportKind, Role, TaskKind};
use entity::{client, group};
use piiri::access::Actor;
use piiri::error::Code;
use piiri::import::{self, ImportReport, Importer, Met};
use sea_orm::{ActiveModelTrait, EntityTrait, PaginatorTrait, Set};

use crate::support::TestApp;
use crate::support::places::Plan;

async fn run(test: &TestApp, file: &[u8], skip_bad: bool) -> ImportReport {
    let importer = Importer { who: Actor::System, skip_bad, met: &Met::default() };
    test.system(async |act| import::import(act, &importer, ImportKind::Clients, file).await).await
}

async fn clients(test: &TestApp) -> Vec<client::Model> {
    client::Entity::find().all(test.app.db.read()).await.unwrap()
}

fn places(report: &ImportReport) -> Vec<(usize, &str, Code)> {
    report.bad.iter().map(|bad| (bad.line, bad.column.as_str(), bad.fault.code)).collect()
}

#[tokio::test]
async fn a_spreadsheet_of_an_office_is_read_whole() {
    let test = TestApp::new().await;
    let wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let file = "Asiakasnumero;Nimi;Syntymävuosi;Kieli;Kunta;Puhelin;Sähköposti;Kanava;Omatyöntekijä;Turvakielto;Huom\r\n\
        A-1;Äijälä Ömer;1979;selkosuomi;Sysmä;040 123 4567;;tekstiviesti;Wanda.Worker@piiri.example;ei;\"x;\r\ny\"\r\n\
        A-2;Bertta Esimerkki;;ruotsi;;;bertta@piiri.example;sähköposti;;kyllä;\r\n";
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(file);
    let report = run(&test, &windows, false).await;
    assert!(report.bad.is_empty(), "{:?}", report.bad);
    let mut clients = clients(&test).await;
    clients.sort_by(|a, b| a.external_ref.cmp(&b.external_ref));
    let first = &clients[0];
    assert_eq!((first.name.as_str(), first.municipality.as_deref()), ("Äijälä Ömer", Some("Sysmä")));
    assert_eq!((first.language.code(), first.channel.code()), ("fi_easy", "sms"));
    assert_eq!(first.key_worker_id, Some(wanda.id()));
    assert!(clients[1].address_protection && clients[1].key_worker_id.is_none());
}

#[tokio::test]
async fn every_fault_has_its_line_and_column_and_nothing_is_written() {
    let test = TestApp::new().await;
    let file = b"external_ref,name,birth_year,channel,email,address_protection,key_worker\n\
        A-1,Anna,1979,none,,no,\n\
        A-2,,79,none,,no,\n\
        A-3,\"Carl\nEsimerkki\",1979,email,,no,\n\
        A-4,Dora,1979,pigeon,dora@,maybe,nobody@piiri.example\n\
        A-1,Anna again,,,,no,\n\
        A-6,Erik,1979,none,,no,,,too,many\n";
    let report = run(&test, file, false).await;
    let wanted = [
        (3, "name", Code::FaultNeeded),
        (3, "birth_year", Code::FaultNumber),
        (4, "name", Code::FaultCharacters),
        (4, "email", Code::ClientEmailNeeded),
        (6, "address_protection", Code::ImportYesNo),
        (6, "key_worker", Code::ClientKeyWorkerUnknown),
        (6, "channel", Code::FaultChoice),
        (6, "email", Code::FaultEmail),
        (7, "external_ref", Code::ImportRowTwice),
        (8, "", Code::ImportTooManyCells),
    ];
    assert_eq!(places(&report), wanted);
    assert_eq!((report.added, clients(&test).await.len()), (0, 0));
    let report = run(&test, file, true).await;
    assert_eq!((report.added, clients(&test).await.len()), (1, 1), "the one good row");
}

#[tokio::test]
async fn a_missing_or_doubled_column_is_told_before_any_row() {
    let test = TestApp::new().await;
    let report = run(&test, b"Nimi,name\nAnna,Anna\n", true).await;
    assert_eq!(places(&report), [(1, "name", Code::ImportColumnTwice)]);
    let report = run(&test, b"\xef\xbb\xbfkunta;puhelin\nKotka;1\n", true).await;
    assert_eq!(places(&report), [(1, "name", Code::ImportColumnMissing)]);
}

#[tokio::test]
async fn running_it_again_makes_no_duplicates() {
    let test = TestApp::new().await;
    let file = b"asiakasnumero;nimi\nA-1;Anna Esimerkki\n;Bertta Esimerkki\n";
    assert_eq!(run(&test, file, false).await.added, 2);
    let again = run(&test, file, false).await;
    assert_eq!((again.added, again.standing), (0, 2));
    assert_eq!(clients(&test).await.len(), 2);
}

#[tokio::test]
async fn the_page_tries_first_and_then_writes() {
    let test = TestApp::new().await;
    let mut wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    assert_eq!(wanda.get("/import").await.status, StatusCode::OK);
    let file = b"nimi;kanava\nAnna Esimerkki;ei\n";
    let page = wanda.upload("/import", &[("dry_run", "true")], file).await;
    assert!(page.text().contains("of 1 rows 1 would be added"), "{}", page.text());
    assert_eq!(clients(&test).await.len(), 0, "a trial writes nothing");
    let page = wanda.upload("/import", &[], file).await;
    assert!(page.text().contains("Of 1 rows 1 were added"), "{}", page.text());
    assert_eq!(clients(&test).await[0].key_worker_id, Some(wanda.id()));
    let page = wanda.upload("/import", &[], b"nimi;kanava\nX;pigeon\n").await;
    assert_eq!((page.status, page.all("tbody th")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["2".to_owned()]));
    assert_eq!(wanda.upload("/import", &[], b"").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut lena = test.staff("Lena Leader", &[Role::Leader]).await;
    assert_eq!(lena.get("/import").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_large_file_is_written_in_chunks_and_logged_row_by_row() {
    let test = TestApp::new().await;
    let rows = (0..1201).map(|n| format!("A-{n};Esimerkki {n}")).collect::<Vec<_>>().join("\n");
    let report = run(&test, format!("asiakasnumero;nimi\n{rows}").as_bytes(), false).await;
    assert_eq!(report.added, 1201);
    let logged = entity::change_log::Entity::find().all(test.app.db.read()).await.unwrap();
    assert_eq!(logged.iter().filter(|row| row.act == "client.created").count(), 1201);
    assert_eq!(client::Entity::find().count(test.app.db.read()).await.unwrap(), 1201);
}

async fn run_of(test: &TestApp, kind: ImportKind, file: &str) -> ImportReport {
    let importer = Importer { who: Actor::System, skip_bad: false, met: &Met::default() };
    let tried = test.app.attempt(Actor::System, async |act| {
        let report = import::import(act, &importer, kind, file.as_bytes()).await?;
        Ok(if report.stays(false, false) { Ok(report) } else { Err(report) })
    });
    tried.await.unwrap().unwrap_or_else(|report| report)
}

#[tokio::test]
async fn groups_come_with_their_weekly_sessions_and_once_however_often_the_file_is_read() {
    let test = TestApp::new().await;
    test.staff("Ann Leader", &[Role::Leader]).await;
    let head = "Nimi;Alkaa;Tyyppi;Kello;Kesto;Kertoja;Paikkoja;Vähintään;Ohjaaja;Paikka";
    let good = "Ruokapiiri;20.10.2026;elämänhallinta;13:00;90;3;8;4;ann.leader@piiri.example;";
    for (added, standing) in [(1, 0), (0, 1)] {
        let report = run_of(&test, ImportKind::Groups, &format!("{head}\n{good}\n")).await;
        assert!(report.bad.is_empty(), "{:?}", report.bad);
        assert_eq!((report.added, report.standing), (added, standing));
    }
    let group = entity::group::Entity::find().one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!((group.kind.code(), group.capacity, group.min_participants), ("life_management", 8, 4));
    let mut sessions = entity::session::Entity::find().all(test.app.db.read()).await.unwrap();
    sessions.sort_by_key(|session| session.number);
    let starts: Vec<String> = sessions.iter().map(|session| session.starts_at.to_rfc3339()).collect();
    // Winter time begins on 25 October: the hour on the wall stays.
    assert_eq!(starts, ["2026-10-20T10:00:00+00:00", "2026-10-27T11:00:00+00:00", "2026-11-03T11:00:00+00:00"]);
    let bad =
        run_of(&test, ImportKind::Groups, &format!("{head}\nPuupiiri;x;huvi;25:00;;3;;;nobody@piiri.example;Kuu\n"))
            .await;
    let columns: Vec<&str> = bad.bad.iter().map(|bad| bad.column.as_str()).collect();
    for column in ["Alkaa", "Tyyppi", "Kello", "Ohjaaja", "Paikka"] {
        assert!(columns.contains(&column), "{column}: {columns:?}");
    }
    assert_eq!(bad.added, 0);
    let part = format!("{head};Ohjaaja alkaen;Ohjaaja asti\n{};;3.11.2026;27.10.2026\n", good.trim_end_matches(';'));
    let part = run_of(&test, ImportKind::Groups, &part.replace("Ruokapiiri", "Puupiiri")).await;
    let columns: Vec<&str> = part.bad.iter().map(|bad| bad.column.as_str()).collect();
    assert_eq!(columns, ["Ohjaaja asti"], "a part ends after it begins");
}

#[tokio::test]
async fn referrals_keep_their_day_and_come_once_however_often_the_file_is_read() {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    let wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    run(&test, b"external_ref,name,key_worker\nA-1,Anna,wanda.worker@piiri.example\n", false).await;
    let head = "external_ref,group,submitted_on,reason,channels,accompanied_by";
    let row = "A-1,Pata porisee,1.10.2026,Alone too much,peer|print,wanda.worker@piiri.example";
    for (added, standing) in [(1, 0), (0, 1)] {
        let report = run_of(&test, ImportKind::Referrals, &format!("{head}\n{row}\n")).await;
        assert!(report.bad.is_empty(), "{:?}", report.bad);
        assert_eq!((report.added, report.standing), (added, standing));
    }
    let sent = entity::referral::Entity::find().one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!(sent.submitted_on.unwrap().to_string(), "2026-10-01");
    assert_eq!((sent.first_channel.code(), sent.channels.0.len()), ("peer", 2));
    assert_eq!((sent.referrer_id, sent.accompany_staff_id), (Some(wanda.id()), Some(wanda.id())));
    let bad = run_of(&test, ImportKind::Referrals, &format!("{head}\nA-9,Nowhere,1.10.2027,,pigeon,\n")).await;
    assert_eq!(bad.bad.len(), 4, "{:?}", bad.bad);
}

#[tokio::test]
async fn a_leader_imports_own_groups_only_while_the_command_line_may_name_anybody() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    test.staff("Bob Leader", &[Role::Leader]).await;
    let file =
        "nimi;alkaa;ohjaaja\nOma;20.10.2026;ann.leader@piiri.example\nToisen;20.10.2026;bob.leader@piiri.example\n";
    let page = ann.upload("/import/groups", &[], file.as_bytes()).await;
    assert!(page.text().contains("You can import only your own groups."), "{}", page.text());
    assert!(page.text().contains('3'), "the line is told: {}", page.text());
    assert_eq!(group::Entity::find().count(test.app.db.read()).await.unwrap(), 0);
    test.staff("Wes Worker", &[Role::Worker]).await;
    let worker = "nimi;alkaa;ohjaaja\nOma;20.10.2026;wes.worker@piiri.example\n";
    let report = run_of(&test, ImportKind::Groups, worker).await;
    let told: Vec<_> = report.bad.iter().map(|bad| (bad.column.as_str(), bad.fault.code)).collect();
    assert_eq!((report.added, told), (0, vec![("ohjaaja", Code::GroupLeaderRole)]), "a worker leads no group");
    let report = run_of(&test, ImportKind::Groups, file).await;
    assert_eq!((report.added, report.bad.len()), (2, 0));
}

#[tokio::test]
async fn referrals_come_to_the_client_whom_a_number_was_merged_into_and_never_to_the_dead() {
    let test = TestApp::new().await;
    let leader = test.staff("Ann Leader", &[Role::Leader]).await;
    test.staff("Wanda Worker", &[Role::Worker]).await;
    test.group("Pata porisee", leader.id(), Plan::open(2)).await;
    let head = "external_ref,name,key_worker";
    let rows: Vec<String> =
        ["A-1,Anna", "A-2,Anna", "A-3,Eero"].iter().map(|row| format!("{row},wanda.worker@piiri.example")).collect();
    run(&test, format!("{head}\n{}\n", rows.join("\n")).as_bytes(), false).await;
    let of = clients(&test).await;
    let by_ref = |number: &str| of.iter().find(|row| row.external_ref.as_deref() == Some(number)).unwrap().id;
    test.system(async |act| {
        let now = act.now;
        piiri::acts::merge_clients(act, piiri::merge::Merge { kept: by_ref("A-1"), gone: by_ref("A-2") })
            .await
            .map(drop)
            .unwrap();
        let dead = client::ActiveModel {
            id: Set(by_ref("A-3")),
            deceased_on: Set(Some(now.date_naive())),
            ..Default::default()
        };
        dead.update(act.tx).await.unwrap();
        Ok(())
    })
    .await;
    let head = "external_ref,group,submitted_on";
    let report = run_of(&test, ImportKind::Referrals, &format!("{head}\nA-2,Pata porisee,1.10.2026\n")).await;
    assert!(report.bad.is_empty(), "{:?}", report.bad);
    let sent = entity::referral::Entity::find().one(test.app.db.read()).await.unwrap().unwrap();
    assert_eq!(sent.client_id, by_ref("A-1"));
    let report = run_of(&test, ImportKind::Referrals, &format!("{head}\nA-3,Pata porisee,1.10.2026\n")).await;
    assert_eq!(report.bad.iter().map(|bad| bad.fault.code).collect::<Vec<_>>(), [Code::ClientHasDied]);
    test.outbox().await;
}

#[tokio::test]
async fn a_mark_that_is_not_closed_is_told_where_its_cell_began_and_nothing_is_written() {
    let test = TestApp::new().await;
    let rows: Vec<String> =
        (1..=9).map(|n| format!("A-{n};Esimerkki;{}", if n == 3 { "\"soita ensin" } else { "" })).collect();
    let file = format!("asiakasnumero;nimi;huomio\n{}\n", rows.join("\n"));
    for (file, told) in [
        (file.clone(), (4, "huomio", Code::ImportMarkOpen)),
        (file.replace("A-7;Esimerkki;", "A-7;Esimerkki;loppu\""), (4, "huomio", Code::ImportCellLikeRows)),
        (file.replace("\"soita ensin", "\"soita \"Masalle\"\""), (4, "huomio", Code::ImportMarkInside)),
    ] {
        for skip_bad in [false, true] {
            let report = run(&test, file.as_bytes(), skip_bad).await;
            assert_eq!((report.added, places(&report)), (0, vec![told]));
        }
    }
    assert_eq!(clients(&test).await.len(), 0);
    let mut wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let page = wanda.upload("/import", &[("skip_bad", "true")], file.as_bytes()).await;
    assert!(page.text().contains("is never closed"), "{}", page.text());
    assert!(page.text().contains("can’t be read as it is"), "{}", page.text());
}

#[tokio::test]
async fn a_heading_that_is_almost_known_is_refused_and_what_is_left_out_is_named() {
    let test = TestApp::new().await;
    let file = "Asiakasnumero;Nimi;Synt.vuosi;Kotikunta;Puhelin nro;Kanava;Turvakielto (k/e)\n\
        UV1;Salla Suojattu;1980;Mikkeli;0401234560;;k\n";
    let report = run(&test, file.as_bytes(), true).await;
    let told: Vec<(&str, Code)> = report.bad.iter().map(|bad| (bad.column.as_str(), bad.fault.code)).collect();
    let near = |heading| (heading, Code::ImportHeadingNear);
    assert_eq!(told, [near("Synt.vuosi"), near("Kotikunta"), near("Puhelin nro"), near("Turvakielto (k/e)")]);
    let groups = "Nimi;Alkaa;Klo;Kesto (min);Kertoja;Paikkoja yht.\nOtsikko Testi;6.9.2027;13;90;2;5\n";
    let report = run_of(&test, ImportKind::Groups, groups).await;
    let told: Vec<(&str, Code)> = report.bad.iter().map(|bad| (bad.column.as_str(), bad.fault.code)).collect();
    assert_eq!(told, [near("Klo"), near("Kesto (min)"), near("Paikkoja yht.")]);
    assert_eq!(clients(&test).await.len(), 0);
    let mut wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let page = wanda.upload("/import", &[("dry_run", "true")], file.as_bytes()).await;
    assert!(page.text().contains("almost turvakielto / addressprotection"), "{}", page.text());
    let page = wanda.upload("/import", &[], b"Nimi;Huom;\nAnna Esimerkki;soita;x\n").await;
    assert!(page.text().contains("Left out Huom, C"), "{}", page.text());
    assert!(page.text().contains("everybody is saved without address protection"), "{}", page.text());
}

#[tokio::test]
async fn what_is_not_known_of_protection_is_never_a_no() {
    let test = TestApp::new().await;
    let file = "nimi;turvakielto\nAnna;k\nBertta;e\nCarl;\nDora;?\n";
    let report = run(&test, file.as_bytes(), false).await;
    assert_eq!(
        places(&report),
        [(4, "turvakielto", Code::ImportProtectionUnknown), (5, "turvakielto", Code::ImportYesNo)]
    );
    let ticked = "nimi;turvakielto\nAnna;x\nBertta;\n";
    assert_eq!(run(&test, ticked.as_bytes(), false).await.added, 2);
    let protected =
        |name: &str, rows: &[client::Model]| rows.iter().find(|row| row.name == name).unwrap().address_protection;
    let rows = clients(&test).await;
    assert!(protected("Anna", &rows) && !protected("Bertta", &rows), "where yes is a cross, no cross is a no");
}

#[tokio::test]
async fn a_trial_shows_each_row_as_it_will_be_saved() {
    let test = TestApp::new().await;
    let mut wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let plain: Vec<String> = (1..=8).map(|n| format!("Esimerkki {n};040 123 456{n};ei")).collect();
    let file =
        format!("nimi;puhelin;turvakielto\n{}\nErik Eri;00358401234567;ei\nSalla Suojattu;;x\n", plain.join("\n"));
    let page = wanda.upload("/import", &[("dry_run", "true")], file.as_bytes()).await;
    let lines = page.all("tbody th");
    assert_eq!(lines, ["2", "3", "4", "5", "6", "10", "11"], "the first, and those that differ");
    assert_eq!(page.all("mark"), ["+358401234567", "yes"]);
    assert!(page.text().contains("+358401234561"), "{}", page.text());
    assert!(page.text().contains("wanda.worker@piiri.example"), "the key worker to be: {}", page.text());
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let groups = "nimi;alkaa;kello\nRuokapiiri;20.10.2026;13.00.00\nPuupiiri;20.10.2026;10.3\n";
    let page = ann.upload("/import/groups", &[("dry_run", "true"), ("skip_bad", "true")], groups.as_bytes()).await;
    assert!(page.text().contains("20 October 2026"), "{}", page.text());
    assert_eq!(page.all("mark"), ["13:00"]);
    assert!(page.text().contains("Give a time as 10:30."), "{}", page.text());
}

#[tokio::test]
async fn a_number_without_its_zero_is_asked_about_in_files_forms_and_the_api() {
    let test = TestApp::new().await;
    let wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let report = run(&test, b"nimi;puhelin;kanava\nAnna;401234567;tekstiviesti\n", false).await;
    assert_eq!(places(&report), [(2, "puhelin", Code::FaultPhoneZero)]);
    let new = serde_json::json!({ "name": "Anna Esimerkki", "phone": "401234567" });
    let refused = wanda.api(axum::http::Method::POST, "/clients", Some(new)).await;
    assert_eq!((refused.status.as_u16(), &refused.json["errors"][0]["code"]), (422, &"fault_phone_zero".into()));
}

#[tokio::test]
async fn names_are_one_however_their_letters_were_typed() {
    let test = TestApp::new().await;
    let wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    assert_eq!(run(&test, "nimi;syntymävuosi\nVäinö Pöllänen;1981\n".as_bytes(), false).await.added, 1);
    let again = "\u{feff}nimi;syntyma\u{308}vuosi\nVa\u{308}ino\u{308} Po\u{308}lla\u{308}nen\u{200b};1981\n";
    let again = run(&test, again.as_bytes(), false).await;
    assert_eq!((again.added, again.standing), (0, 1), "{:?}", again.bad);
    let post = async |name: &str| {
        let new = serde_json::json!({ "name": name });
        wanda.api(axum::http::Method::POST, "/clients", Some(new)).await
    };
    let decomposed = post("Maija Kentta\u{308}\u{200b}").await;
    assert_eq!((decomposed.status.as_u16(), &decomposed.json["name"]), (201, &"Maija Kenttä".into()));
    for unseen in ["\u{200b}", "Anna \u{202e}ikkremisE", "Anna\u{2028}Esimerkki"] {
        assert_eq!(post(unseen).await.status.as_u16(), 422, "{unseen:?}");
    }
    let mac = b"nimi;kunta\nV\x8ain\x9a P\x9all\x8anen;H\x8ameenlinna\n";
    let report = run(&test, mac, true).await;
    assert_eq!(places(&report), [(2, "", Code::ImportEncoding)]);
}

#[tokio::test]
async fn a_workbook_is_read_sheet_by_sheet_as_it_shows_its_cells() {
    let test = TestApp::new().await;
    let mut ann = test.staff("Ann Leader", &[Role::Leader]).await;
    let book = include_bytes!("../fixtures/import/two-sheets.xlsx");
    let page = ann.upload("/import/groups", &[("dry_run", "true")], book).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.all("select[name=sheet] option"), ["Ryhmät", "Asiakkaat"], "which of them is asked");
    for (sheet, file) in [("Ryhmät", book.as_slice()), ("", include_bytes!("../fixtures/import/groups.ods").as_slice())]
    {
        let page = ann.upload("/import/groups", &[("dry_run", "true"), ("sheet", sheet)], file).await;
        assert!(page.text().contains("of 2 rows 2 would be added"), "{sheet}: {}", page.text());
        let shown = page.all("tbody td").join(" | ");
        for cell in ["Ruokapiiri", "20 October 2026", "13:30", "90", "Puupiiri", "21 October 2026", "9:00", "120"] {
            assert!(shown.contains(cell), "{cell}: {shown}");
        }
    }
    let page = ann.upload("/import/groups", &[("sheet", "Ryhmät")], book).await;
    assert!(page.text().contains("Of 2 rows 2 were added") && page.text().contains("Left out Huom"), "{}", page.text());
    let old = ann.upload("/import/groups", &[], b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").await;
    assert!(old.text().contains("a workbook of an old Excel"), "{}", old.text());
    let web = ann.upload("/import/groups", &[], b"<html><table><tr><td>nimi</td></tr></table></html>").await;
    assert!(web.text().contains("This is a web page"), "{}", web.text());
}

#[tokio::test]
async fn a_key_worker_whom_somebody_else_brings_a_client_is_asked_to_meet_that_client() {
    let test = TestApp::new().await;
    let mut wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let wes = test.staff("Wes Worker", &[Role::Worker]).await;
    wanda.upload("/import", &[], b"nimi;omaty\xf6ntekij\xe4\nAnna;\nBertta;wes.worker@piiri.example\n").await;
    let rows = clients(&test).await;
    let bertta = rows.iter().find(|row| row.name == "Bertta").unwrap();
    assert_eq!(bertta.key_worker_id, Some(wes.id()));
    let tasks = entity::task::Entity::find().all(test.app.db.read()).await.unwrap();
    let asked: Vec<_> = tasks.iter().map(|task| (task.kind, task.staff_id, task.client_id)).collect();
    assert_eq!(asked, [(TaskKind::NewClient, wes.id(), Some(bertta.id))], "and nobody of those they keep themselves");
}

#[tokio::test]
async fn a_row_that_stands_otherwise_is_named_and_left_as_it_is() {
    let test = TestApp::new().await;
    let mut wanda = test.staff("Wanda Worker", &[Role::Worker]).await;
    let mut wes = test.staff("Wes Worker", &[Role::Worker]).await;
    wanda.upload("/import", &[], b"asiakasnumero;nimi;puhelin;kunta\nA-1;Anna;040 123 4567;Kotka\n").await;
    let changed = b"asiakasnumero;nimi;puhelin;kunta\nA-1;Anna;0501234567;\n";
    let page = wanda.upload("/import", &[("dry_run", "true")], changed).await;
    assert!(page.text().contains("stands otherwise: left as it is"), "{}", page.text());
    assert_eq!(page.all("mark"), ["+358501234567"], "an empty cell says nothing");
    wanda.upload("/import", &[], changed).await;
    assert_eq!(clients(&test).await[0].phone.as_deref(), Some("040 123 4567"));
    let same = b"asiakasnumero;nimi;puhelin\nA-1;Anna;+358 40 1234567\n";
    assert!(!wanda.upload("/import", &[("dry_run", "true")], same).await.text().contains("otherwise:"));
    let other = wes.upload("/import", &[("dry_run", "true")], changed).await;
    assert!(
        other.text().contains("stands already") && !other.text().contains("otherwise:"),
        "of whom they may not read"
    );
}
