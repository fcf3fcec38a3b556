//! The demo scenario holds the figures that the domain brief (§8) states, counted on the rows by plain SQL.

use entity::session;
use entity::state::SessionStatus;
use piiri::demo;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Statement};

use super::support::TestApp;

async fn scenario(scale: u32) -> TestApp {
    let test = TestApp::new().await;
    let tx = test.app.db.write().await.unwrap();
    demo::write(&tx, demo::SEED, scale).await.unwrap();
    tx.commit().await.unwrap();
    test.outbox().await;
    test
}

async fn count(test: &TestApp, sql: &str) -> i64 {
    let db = test.app.db.read();
    let statement = Statement::from_string(db.get_database_backend(), sql.to_owned());
    db.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

/// Rows of a text and a count.
async fn table(test: &TestApp, sql: &str) -> Vec<(String, i64)> {
    let db = test.app.db.read();
    let statement = Statement::from_string(db.get_database_backend(), sql.to_owned());
    let rows = db.query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap())).collect()
}

fn pairs(expected: &[(&str, i64)]) -> Vec<(String, i64)> {
    let mut pairs: Vec<_> = expected.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
    pairs.sort();
    pairs
}

/// Groups with a session that was held.
const REALISED: &str = "SELECT DISTINCT group_id FROM session WHERE status = 'held'";
/// Marks of somebody who was there.
const PRESENT: &str = "status IN ('present', 'late', 'partial')";
/// Places that somebody came to take.
const P: &str = "SELECT participation_id FROM attendance WHERE status IN ('present', 'late', 'partial')";

#[tokio::test]
async fn the_programme_has_the_size_that_the_brief_states() {
    let test = scenario(1).await;
    assert_eq!(count(&test, "SELECT COUNT(*) FROM activity_group").await, 21);
    assert_eq!(count(&test, &format!("SELECT COUNT(*) FROM ({REALISED}) AS g")).await, 16);
    let planned = format!("FROM session WHERE replaces_id IS NULL AND group_id IN ({REALISED})");
    assert_eq!(count(&test, &format!("SELECT COUNT(*) {planned}")).await, 139);
    let minutes = format!(
        "SELECT SUM(g.duration_minutes) FROM session s JOIN activity_group g ON g.id = s.group_id \
         WHERE s.replaces_id IS NULL AND g.id IN ({REALISED})"
    );
    assert_eq!(count(&test, &minutes).await, 320 * 60);
    let places = format!("SELECT SUM(capacity) FROM activity_group WHERE id IN ({REALISED})");
    assert_eq!(count(&test, &places).await, 111);
    let clients = format!("SELECT COUNT(DISTINCT client_id) FROM attendance WHERE {PRESENT}");
    assert_eq!(count(&test, &clients).await, 88);
    assert_eq!(count(&test, &format!("SELECT COUNT(DISTINCT participation_id) FROM ({P}) AS p")).await, 91);
    let ended = "SELECT COUNT(*) FROM activity_group WHERE status = 'ended'";
    assert_eq!((count(&test, ended).await, count(&test, &ended.replace("ended", "running")).await), (10, 6));
}

#[tokio::test]
async fn clients_are_counted_once_in_each_kind_and_group() {
    let test = scenario(1).await;
    let by = |column: &str| {
        format!(
            "SELECT g.{column}, COUNT(DISTINCT a.client_id) FROM attendance a JOIN session s ON s.id = a.session_id \
             JOIN activity_group g ON g.id = s.group_id WHERE a.{PRESENT} GROUP BY g.{column} ORDER BY g.{column}"
        )
    };
    let kinds = [("functional", 29), ("life_management", 23), ("therapeutic", 15), ("animal_nature", 24)];
    assert_eq!(table(&test, &by("kind")).await, pairs(&kinds));
    let first = [7, 5, 6, 5, 6, 6, 8, 4, 5, 6, 5, 4, 6, 5, 7, 6];
    let groups: Vec<_> = (1..).zip(first).map(|(number, clients)| (format!("G{number:02}"), clients)).collect();
    assert_eq!(table(&test, &by("code")).await, groups);
}

#[tokio::test]
async fn referrals_close_for_the_reasons_and_come_by_the_channels_of_the_brief() {
    let test = scenario(1).await;
    let closed = "FROM referral WHERE closed_at IS NOT NULL AND close_reason <> 'duplicate'";
    assert_eq!(count(&test, &format!("SELECT COUNT(*) {closed}")).await, 127);
    let reasons =
        table(&test, &format!("SELECT close_reason, COUNT(*) {closed} GROUP BY close_reason ORDER BY 1")).await;
    let expected = [
        ("started", 91),
        ("rejected", 5),
        ("declined", 9),
        ("expired", 6),
        ("withdrawn", 5),
        ("group_cancelled", 4),
        ("never_placed", 4),
        ("no_start", 3),
    ];
    assert_eq!(reasons, pairs(&expected));
    let channels = format!("SELECT first_channel, COUNT(*) {closed} GROUP BY first_channel ORDER BY 1");
    let expected = [
        ("own_worker", 62),
        ("print", 18),
        ("social_media", 9),
        ("outreach", 17),
        ("partner", 14),
        ("peer", 5),
        ("web", 2),
    ];
    assert_eq!(table(&test, &channels).await, pairs(&expected));
    let started = channels.replace("closed_at IS NOT NULL", "close_reason = 'started'");
    let expected = [
        ("own_worker", 49),
        ("print", 11),
        ("social_media", 4),
        ("outreach", 13),
        ("partner", 9),
        ("peer", 4),
        ("web", 1),
    ];
    assert_eq!(table(&test, &started).await, pairs(&expected));
    let open = "SELECT COUNT(*) FROM referral r JOIN activity_group g ON g.id = r.group_id \
                WHERE g.code = 'G18' AND r.closed_at IS NULL";
    assert_eq!(count(&test, open).await, 9);
    let year = "SELECT COUNT(*) FROM referral WHERE submitted_on < '2026-01-01' OR submitted_on > '2026-10-14'";
    assert_eq!(count(&test, year).await, 0);
}

#[tokio::test]
async fn participations_end_as_the_brief_states() {
    let test = scenario(1).await;
    let ends = |status: &str| {
        format!(
            "SELECT p.status, COUNT(*) FROM participation p JOIN activity_group g ON g.id = p.group_id \
             WHERE g.status = '{status}' AND p.id IN ({P}) GROUP BY p.status ORDER BY 1"
        )
    };
    let ended = pairs(&[("completed", 38), ("dropped_out", 13), ("positive_exit", 3)]);
    assert_eq!(table(&test, &ends("ended")).await, ended);
    assert_eq!(table(&test, &ends("running")).await, pairs(&[("started", 31), ("dropped_out", 6)]));
    let last_day = format!(
        "SELECT COUNT(*) FROM participation p WHERE p.status = 'dropped_out' AND NOT EXISTS (SELECT 1 FROM attendance a \
         JOIN session s ON s.id = a.session_id WHERE a.participation_id = p.id AND a.{PRESENT} \
         AND CAST(s.starts_at AS TEXT) LIKE CAST(p.ended_on AS TEXT) || '%')"
    );
    assert_eq!(count(&test, &last_day).await, 0, "who dropped out ended at the last presence");
    let unstarted = "SELECT COUNT(*) FROM participation WHERE status = 'started' AND started_on IS NULL";
    assert_eq!(count(&test, unstarted).await, 0);
}

#[tokio::test]
async fn the_second_session_compares_accompanied_clients_with_the_others() {
    let test = scenario(1).await;
    let came = |accompanied: &str, mark: &str| {
        format!(
            "SELECT COUNT(*) FROM attendance a JOIN session s ON s.id = a.session_id AND s.number = 2 \
             JOIN participation p ON p.id = a.participation_id \
             WHERE p.accompanied = {accompanied} AND p.id IN ({P}) AND a.{mark}"
        )
    };
    let any = "status IS NOT NULL";
    assert_eq!((count(&test, &came("true", PRESENT)).await, count(&test, &came("true", any)).await), (25, 28));
    assert_eq!((count(&test, &came("false", PRESENT)).await, count(&test, &came("false", any)).await), (49, 63));
}

#[tokio::test]
async fn ratings_and_follow_ups_have_the_answers_of_the_brief() {
    let test = scenario(1).await;
    let asked = "SELECT COUNT(DISTINCT client_id) FROM rating_request WHERE phase = 'end'";
    assert_eq!((count(&test, asked).await, count(&test, &asked.replace("DISTINCT client_id", "*")).await), (52, 52));
    let levels = "SELECT level, COUNT(*) FROM rating_answer WHERE item = 'overall' GROUP BY level ORDER BY 1";
    let expected =
        [("not_at_all", 1), ("little", 3), ("somewhat", 15), ("much", 13), ("very_much", 7), ("cannot_say", 2)];
    assert_eq!(table(&test, levels).await, pairs(&expected));
    let baselines = |status: &str| {
        format!(
            "SELECT COUNT(*) FROM rating r JOIN activity_group g ON g.id = r.group_id \
             WHERE r.phase = 'baseline' AND g.status = '{status}'"
        )
    };
    assert_eq!((count(&test, &baselines("ended")).await, count(&test, &baselines("running")).await), (43, 31));
    let due = "SELECT COUNT(*) FROM rating_request WHERE phase = 'follow_up' AND due_on <= '2026-10-14'";
    let answered = format!("{due} AND answered_at IS NOT NULL");
    assert_eq!((count(&test, due).await, count(&test, &answered).await), (43, 18));
    let reasons = "SELECT attrition, COUNT(*) FROM rating_request WHERE attrition IS NOT NULL GROUP BY 1 ORDER BY 1";
    let expected = [("laborious", 7), ("no_motivation", 6), ("unplanned_end", 8), ("need_ended", 4)];
    assert_eq!(table(&test, reasons).await, pairs(&expected));
}

#[tokio::test]
async fn the_attendance_of_g12_is_true_to_the_minute() {
    let test = scenario(1).await;
    let marks = "FROM attendance a JOIN session s ON s.id = a.session_id JOIN activity_group g ON g.id = s.group_id \
                 WHERE g.code = 'G12'";
    let by_status = table(&test, &format!("SELECT a.status, COUNT(*) {marks} GROUP BY a.status ORDER BY 1")).await;
    let expected = [("present", 6), ("late", 1), ("partial", 1), ("absent_notified", 1), ("no_show", 2)];
    assert_eq!(by_status, pairs(&expected));
    assert_eq!(count(&test, &format!("SELECT SUM(a.minutes) {marks}")).await, 14 * 60 + 40);
    let tasks = "SELECT COUNT(*) FROM task t JOIN activity_group g ON g.id = t.group_id \
                 WHERE t.kind = 'two_misses' AND g.code = 'G12' AND t.done_at IS NULL";
    assert_eq!(count(&test, tasks).await, 1);
}

#[tokio::test]
async fn sessions_fall_round_holidays_and_stand_as_they_did_at_noon() {
    let test = scenario(1).await;
    let on = |day: &str| format!("SELECT COUNT(*) FROM session WHERE CAST(starts_at AS TEXT) LIKE '{day}%'");
    for holiday in ["2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-06-19"] {
        assert_eq!(count(&test, &on(holiday)).await, 0, "{holiday}");
    }
    for (code, day) in [
        ("G04", "2026-05-08"),
        ("G09", "2026-05-11"),
        ("G13", "2026-06-04"),
        ("G15", "2026-07-03"),
        ("G12", "2026-11-11"),
    ] {
        let ends = format!(
            "SELECT COUNT(*) FROM activity_group WHERE code = '{code}' AND CAST(ends_at AS TEXT) LIKE '{day}%'"
        );
        assert_eq!(count(&test, &ends).await, 1, "{code} ends on {day}");
    }
    let now = "SELECT COUNT(*) FROM session s JOIN activity_group g ON g.id = s.group_id WHERE s.status = 'planned' \
               AND s.recorded_at IS NULL AND CAST(s.ends_at AS TEXT) LIKE '2026-10-14_09:00%' AND g.code = 'G07'";
    assert_eq!(count(&test, now).await, 1, "G07 ended at noon and is not recorded");
    let moved = "SELECT COUNT(*) FROM session WHERE replaces_id IS NOT NULL";
    assert_eq!(count(&test, moved).await, 1);
}

#[tokio::test]
async fn the_names_put_pages_to_the_test() {
    let test = scenario(1).await;
    let names = table(&test, "SELECT name, COUNT(*) FROM client GROUP BY name").await;
    let lengths = names.iter().map(|(name, _)| name.rsplit(' ').next().unwrap().chars().count());
    assert_eq!((lengths.clone().max(), lengths.min()), (Some(62), Some(1)));
    assert!(names.contains(&("Anna Tolvanen".to_owned(), 2)));
}

#[tokio::test]
async fn a_larger_demo_is_more_of_the_same() {
    let test = scenario(3).await;
    assert_eq!(count(&test, "SELECT COUNT(*) FROM activity_group").await, 21 + 2 * 16);
    let loose = format!("SELECT COUNT(*) FROM participation WHERE status = 'started' AND id NOT IN ({P})");
    assert_eq!(count(&test, &loose).await, 0);
    let ahead = session::Entity::find()
        .filter(session::COLUMN.status.eq(SessionStatus::Held))
        .filter(session::COLUMN.ends_at.gte(demo::moment()));
    assert_eq!(ahead.count(test.app.db.read()).await.unwrap(), 0, "nothing ahead was held");
}

#[tokio::test]
async fn a_larger_demo_has_more_staff_and_leaves_the_scenarios_own_as_it_is() {
    let (one, many) = (scenario(1).await, scenario(13).await);
    for table in ["group_leader WHERE staff_id", "client WHERE key_worker_id", "referral WHERE referrer_id"] {
        let own = format!(
            "SELECT COUNT(*) FROM {table} IN (SELECT id FROM staff WHERE email IN \
             ('anna.koskela@piiri.example', 'maria.hakala@piiri.example'))"
        );
        assert_eq!(count(&many, &own).await, count(&one, &own).await, "{table}");
    }
    assert_eq!(count(&many, "SELECT COUNT(*) FROM staff").await, 27 + 2 * 25, "ten copies share a staff");
    assert_eq!(count(&many, "SELECT COUNT(DISTINCT phone) FROM staff").await, 27 + 2 * 25);
    assert_eq!(count(&many, "SELECT COUNT(*) FROM venue").await, 3 * 21);
    let wide = "SELECT COUNT(*) FROM staff s JOIN unit u ON u.id = s.unit_id WHERE u.kind = 'county'";
    assert_eq!(count(&many, wide).await, count(&one, wide).await, "the county is managed by the same people");
}
