//! What pages and lists ask of the database: as many statements for a thousand rows as for ten, and each by an index.

use std::collections::BTreeMap;

use axum::http::{Method, StatusCode};
use entity::state::Role;
use piiri::db::Db;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::support::bulk::Bulk;

/// Every page and list whose rows grow, with somebody who opens it.
const LISTS: &[(Role, &[&str])] = &[
    (
        Role::Leader,
        &[
            "/",
            "/account/calendars",
            "/calendar",
            "/find",
            "/groups",
            "/groups.csv",
            "/groups/{group}",
            "/groups/{group}/applications",
            "/groups/{group}/attendance",
            "/groups/{group}/feeds",
            "/groups/{group}/participants",
            "/groups/{group}/recruitment",
            "/groups/{group}/referrals",
            "/groups/{group}/schedule",
            "/groups/{group}/sessions",
            "/participations/{participation}",
            "/participations/{participation}/summary",
            "/referrals",
            "/referrals/{referral}",
            "/sessions/{session}",
            "/sessions/{session}/attendance",
            "/sessions/{session}/calls",
            "/sessions/{session}/roster",
            "/venues",
            "/venues.csv",
            "/venues/{venue}",
            "/api/v1/clients",
            "/api/v1/groups",
            "/api/v1/groups/{group}",
            "/api/v1/groups/{group}/participations",
            "/api/v1/groups/{group}/sessions",
            "/api/v1/participations/{participation}/goals",
            "/api/v1/participations/{participation}/ratings",
            "/api/v1/referrals",
            "/api/v1/sessions/{session}/attendance",
            "/api/v1/staff",
            "/api/v1/units",
            "/api/v1/venues",
        ],
    ),
    (
        Role::Worker,
        &[
            "/",
            "/clients",
            "/clients.csv",
            "/clients/{client}",
            "/find",
            "/find?q=group&weekday=3&free=true",
            "/groups",
            "/referrals",
            "/referrals/new",
            "/api/v1/clients",
            "/api/v1/groups",
            "/api/v1/groups/{group}/participations",
            "/api/v1/referrals",
        ],
    ),
    (Role::Manager, &["/", "/approvals", "/calendar", "/groups", "/statistics", "/api/v1/groups"]),
    (Role::Administrator, &["/", "/admin", "/messages", "/api/v1/messages"]),
    (
        Role::DataProtectionOfficer,
        &[
            "/",
            "/log",
            "/log/{client}",
            "/api/v1/clients/{client}/access-log",
            "/api/v1/clients/{client}/export",
            "/open",
            "/open/programme.ics",
            "/open/programme.jsonld",
        ],
    ),
];

impl Bulk {
    /// The path with the ids of the first of each kind.
    fn path(&self, pattern: &str) -> String {
        let ids = [
            ("{group}", self.group.to_string()),
            ("{session}", self.session.to_string()),
            ("{client}", self.client.to_string()),
            ("{referral}", self.referral.to_string()),
            ("{participation}", self.participation.to_string()),
            ("{venue}", self.venue.to_string()),
        ];
        ids.iter().fold(pattern.to_owned(), |path, (name, id)| path.replace(name, id))
    }

    /// The statements of one answer, after a first one has filled what is kept.
    async fn asked(&mut self, role: Role, pattern: &str) -> Vec<String> {
        let path = self.path(pattern);
        self.open(role, &path).await;
        self.count_from_here();
        self.open(role, &path).await;
        self.test.statements.take()
    }

    async fn open(&mut self, role: Role, path: &str) {
        let status = match path.strip_prefix("/api/v1") {
            Some(path) => self.person(role).api(Method::GET, path, None).await.status,
            None => self.person(role).get(path).await.status,
        };
        assert_eq!(status, StatusCode::OK, "{role} {path}");
    }
}

/// How many there are, without those that ask about hundreds of rows at once: a list of any length takes a few of these.
fn counted(statements: &[String]) -> usize {
    statements.iter().filter(|sql| sql.matches(", ").count() <= 400).count()
}

/// The statements that ran more often the second time.
fn more(few: &[String], many: &[String]) -> String {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for sql in few {
        *counts.entry(sql).or_default() -= 1;
    }
    for sql in many {
        *counts.entry(sql).or_default() += 1;
    }
    let grown = counts.into_iter().filter(|(_, times)| *times > 0);
    grown.map(|(sql, times)| format!("{times} more of {sql}")).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_page_asks_no_more_of_a_thousand_rows_than_of_ten() {
    // Accesses are logged a thousand rows at a time: with those that a page shows besides, one statement takes them.
    let (mut few, mut many) = (Bulk::of(10).await, Bulk::of(990).await);
    let mut grown = Vec::new();
    for (role, lists) in LISTS {
        for list in *lists {
            let (ten, thousand) = (few.asked(*role, list).await, many.asked(*role, list).await);
            let (of_ten, of_thousand) = (counted(&ten), counted(&thousand));
            if of_thousand > of_ten {
                grown.push(format!("{role} {list}: {of_ten} and {of_thousand}\n{}", more(&ten, &thousand)));
            }
        }
    }
    assert!(grown.is_empty(), "{}", grown.join("\n\n"));
}

/// Tables that grow with use; the organisation's own stay small.
const GROWING: &[&str] = &[
    "access_log",
    "activity_group",
    "application",
    "attendance",
    "change_log",
    "client",
    "client_link",
    "disclosure_log",
    "goal",
    "group_leader",
    "message",
    "offer",
    "participation",
    "rating",
    "rating_request",
    "referral",
    "session",
    "sign_in",
    "task",
    "waiting",
];

/// The steps in which SQLite would take a statement.
async fn plan(db: &Db, sql: &str) -> Vec<String> {
    let plan = Statement::from_string(DbBackend::Sqlite, format!("EXPLAIN QUERY PLAN {sql}"));
    let rows = db.read().query_all_raw(plan).await.unwrap();
    rows.iter().map(|row| row.try_get("", "detail").unwrap()).collect()
}

/// The whole tables that a statement would walk through.
async fn walked(db: &Db, sql: &str) -> Vec<String> {
    let scans = plan(db, sql).await.into_iter().filter(|step| {
        let table = step.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
        table.is_some_and(|table| GROWING.contains(&table)) && !step.contains(" USING ")
    });
    scans.collect()
}

#[tokio::test]
async fn lists_and_due_scans_read_by_an_index() {
    let mut bulk = Bulk::of(3).await;
    if !bulk.test.app.db.is_sqlite() {
        return;
    }
    let mut heard = BTreeMap::new();
    for (role, lists) in LISTS {
        for list in lists.iter().filter(|list| !list.starts_with("/statistics")) {
            for sql in bulk.asked(*role, list).await {
                heard.entry(sql).or_insert_with(|| format!("{role} {list}"));
            }
        }
    }
    bulk.test.statements.start();
    bulk.test.run_jobs_at("2026-10-15T09:00:00Z").await;
    for sql in bulk.test.statements.take() {
        heard.entry(sql).or_insert_with(|| "the jobs".to_owned());
    }
    let mut found = Vec::new();
    // All staff see the published programme: a thousand groups of it are counted.
    heard.retain(|sql, _| !(sql.starts_with("SELECT COUNT") && sql.contains("FROM \"activity_group\" WHERE")));
    // Once a day the ratings that fall due are looked for among all places that ended.
    heard.retain(|sql, _| !sql.contains("\"participation\".\"ended_at\" >= ?"));
    for (sql, at) in heard.iter().filter(|(sql, _)| sql.starts_with("SELECT") || sql.starts_with("UPDATE")) {
        let scans = walked(&bulk.test.app.db, sql).await;
        if !scans.is_empty() {
            found.push(format!("{at}: {}\n{sql}", scans.join(", ")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}

#[tokio::test]
async fn the_finder_reads_sessions_as_they_follow_each_other_and_stops() {
    let mut bulk = Bulk::of(60).await;
    if !bulk.test.app.db.is_sqlite() {
        return;
    }
    for query in ["/find", "/find?weekday=3", "/find?free=true"] {
        let asked = bulk.asked(Role::Worker, query).await;
        let walks: Vec<&String> =
            asked.iter().filter(|sql| sql.starts_with("SELECT \"session\".\"group_id\"")).collect();
        assert_eq!(walks.len(), 1, "a page that is full asks for no later part: {walks:?}");
        let steps = plan(&bulk.test.app.db, walks[0]).await;
        assert!(steps[0].contains("ix_session_starts_at_status"), "{query}: {steps:?}");
        assert!(!steps.iter().any(|step| step == "USE TEMP B-TREE FOR ORDER BY"), "{query}: {steps:?}");
    }
}

#[tokio::test]
async fn the_leaders_first_page_asks_twelve_times() {
    let mut bulk = Bulk::of(10).await;
    let asked = bulk.asked(Role::Leader, "/").await;
    let read: Vec<&String> = asked.iter().filter(|sql| sql.starts_with("SELECT")).collect();
    // Three of them for how many come, as the sheets say it, and one for a time away that somebody else has told.
    assert!(read.len() <= 12, "{read:#?}");
}
