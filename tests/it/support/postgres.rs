//! A database of its own for each test on the PostgreSQL server that `PIIRI_TEST_POSTGRES` names.
//!
//! The schema is migrated once in each test process, into a template; a test gets a copy of the template, which is
//! dropped with its [`Guard`].

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, process, thread};

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbErr, Statement};
use tokio::runtime;
use tokio::sync::OnceCell;

static TEMPLATE: OnceCell<String> = OnceCell::const_new();
static COPIES: AtomicU32 = AtomicU32::new(0);

/// The life of one test's database: dropping the guard drops the database, with whatever is still connected to it.
#[must_use = "the database goes with its guard"]
pub struct Guard {
    name: String,
}

/// A freshly migrated database: its address, and the guard that keeps it.
///
/// `migrate` is given the address of an empty database and brings it to the current schema; only the first call in a
/// process runs it.
///
/// # Panics
/// When `PIIRI_TEST_POSTGRES` is not set or its server does not answer.
pub async fn fresh(migrate: impl AsyncFnOnce(&str)) -> (String, Guard) {
    let template = TEMPLATE.get_or_init(|| template(migrate)).await;
    let name = format!("piiri_test_{}_{}", process::id(), COPIES.fetch_add(1, Ordering::Relaxed));
    // Copying files is four times as fast as the default, which writes the copy through the log.
    on_server(&format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")).await;
    (address(&name), Guard { name })
}

/// A database without any tables.
pub async fn empty() -> (String, Guard) {
    let name = format!("piiri_test_{}_{}", process::id(), COPIES.fetch_add(1, Ordering::Relaxed));
    on_server(&format!("CREATE DATABASE {name}")).await;
    (address(&name), Guard { name })
}

impl Drop for Guard {
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // On a thread of its own, for the test's runtime may be shutting down, and not waited for, since the server
        // takes a tenth of a second to see connections go. What the end of the process cuts short, the next one drops.
        thread::spawn(move || {
            let runtime = runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime needs only threads").block_on(on_server(&sql));
        });
    }
}

async fn template(migrate: impl AsyncFnOnce(&str)) -> String {
    let name = format!("piiri_template_{}", process::id());
    drop_leftovers().await;
    on_server(&format!("CREATE DATABASE {name}")).await;
    migrate(&address(&name)).await;
    name
}

/// Drops the databases of test processes that have ended: nothing in a test process runs after its last test.
async fn drop_leftovers() {
    let server = connect().await;
    let sql = "SELECT datname FROM pg_database WHERE datname LIKE 'piiri\\_te%'";
    let rows = server.query_all_raw(Statement::from_string(server.get_database_backend(), sql)).await;
    for row in rows.expect("the server lists its databases") {
        let name: String = row.try_get_by_index(0).expect("a database has a name");
        if owner_ended(&name) {
            done(server.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await);
        }
    }
    server.close().await.expect("an idle connection closes");
}

fn owner_ended(database: &str) -> bool {
    let processes = Path::new("/proc");
    let owner = database.split('_').nth(2).filter(|id| id.parse::<u32>().is_ok());
    processes.join("self").exists()
        && owner.is_some_and(|id| id == process::id().to_string() || !processes.join(id).exists())
}

async fn on_server(sql: &str) {
    let server = connect().await;
    done(server.execute_unprepared(sql).await);
    server.close().await.expect("an idle connection closes");
}

async fn connect() -> DatabaseConnection {
    let server = server();
    Database::connect(&server).await.unwrap_or_else(|error| panic!("no PostgreSQL at {server}: {error}"))
}

fn done<T>(outcome: Result<T, DbErr>) {
    if let Err(error) = outcome {
        panic!("the test server refused: {error}");
    }
}

fn server() -> String {
    env::var("PIIRI_TEST_POSTGRES").expect(
        "PIIRI_TEST_DATABASE=postgres needs PIIRI_TEST_POSTGRES=postgres://USER@HOST:PORT/postgres, \
         a server where databases may be made; tests/run.sh starts one",
    )
}

fn address(database: &str) -> String {
    let server = server();
    let (host, _) = server.rsplit_once('/').expect("PIIRI_TEST_POSTGRES ends with the name of a database");
    format!("{host}/{database}")
}
