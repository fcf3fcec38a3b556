//! An application of its own for each test, over a real database that starts out empty and migrated.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Router;
use chrono::{DateTime, TimeDelta, Utc};
use entity::id::UnitId;
use entity::message;
use entity::state::{Language, Role, UnitKind};
use piiri::access::{Act, Actor as By};
use piiri::app::App;
use piiri::clock::Clock;
use piiri::config::Config;
use piiri::db::{self, Db};
use piiri::mailer::Mailer;
use piiri::notify::{self, News};
use piiri::password::Passwords;
use piiri::people::client::new_link;
use piiri::people::{self, NewStaff};
use piiri::router;
use piiri::schedule::{self, JOBS};
use piiri::sms::Sms;
use piiri::web::who::RouteRow;
use sea_orm::{EntityTrait, Order, PaginatorTrait, QueryOrder};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use super::actor::Actor;
use super::postgres;
use super::statements::Statements;

/// The password of every staff member that a test makes.
pub const PASSWORD: &str = "a password for tests";

/// The application under test; its database goes with it.
pub struct TestApp {
    pub app: App,
    pub router: Router,
    pub rows: Vec<RouteRow>,
    /// The top of the organisation tree.
    pub county: UnitId,
    /// Hears what the application asks of the database.
    pub statements: Statements,
    url: String,
    looked: AtomicBool,
    _database: Database,
}

impl Drop for TestApp {
    /// Fails a test that queued messages and looked at none: what the application sends is part of what it does.
    fn drop(&mut self) {
        if self.looked.load(Ordering::Relaxed) || std::thread::panicking() {
            return;
        }
        let url = self.url.clone();
        // A test's own runtime can't be waited for here.
        let left = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let db = Db::connect(&url).await.unwrap();
                let left = message::Entity::find().count(db.read()).await.unwrap();
                db.close().await.unwrap();
                left
            })
        });
        let left = left.join().unwrap();
        assert_eq!(left, 0, "messages were queued and not looked at: call `test.outbox().await`");
    }
}

/// The life of a test's database.
pub enum Database {
    Sqlite(#[expect(dead_code, reason = "the folder goes when this is dropped")] TempDir),
    Postgres(#[expect(dead_code, reason = "the database goes when this is dropped")] postgres::Guard),
}

/// The moment of the demo: Wednesday 14.10.2026 at 12 in Helsinki.
pub fn noon() -> DateTime<Utc> {
    "2026-10-14T09:00:00Z".parse().unwrap()
}

impl TestApp {
    /// An application at [`noon`] with a county and nobody in it.
    pub async fn new() -> Self {
        Self::with(Config::default()).await
    }

    /// The same with settings.
    pub async fn with(mut config: Config) -> Self {
        let (url, database) = fresh().await;
        config.database.clone_from(&url);
        let mut db = Db::connect(&url).await.unwrap();
        let statements = Statements::default();
        statements.listen(&mut db);
        let mut app = App::new(db, Clock::fixed(noon()), config, Passwords::cheap()).unwrap();
        (app.mailer, app.sms) = (Mailer::memory(), Sms::memory());
        let (router, rows) = router::router(&app);
        let county = app
            .act(By::System, async |act| people::add_unit(act, None, UnitKind::County, "Etelä-Savo").await)
            .await
            .unwrap();
        Self { app, router, rows, county, statements, url, looked: AtomicBool::new(false), _database: database }
    }

    /// Runs an act of somebody's that has to succeed.
    pub async fn act<T>(&self, who: By, run: impl AsyncFnOnce(Act<'_>) -> piiri::error::Result<T>) -> T {
        self.app.act(who, run).await.unwrap()
    }

    /// Runs an act of the program's own that has to succeed.
    pub async fn system<T>(&self, run: impl AsyncFnOnce(Act<'_>) -> piiri::error::Result<T>) -> T {
        self.act(By::System, run).await
    }

    /// Moves the clock.
    pub fn at(&self, moment: &str) {
        self.app.clock.set(moment.parse().unwrap());
    }

    /// Moves the clock and runs every job that is due then, delivery last.
    pub async fn run_jobs_at(&self, moment: &str) {
        self.at(moment);
        schedule::run_due(&self.app, JOBS).await;
    }

    /// Every message of the outbox, the oldest first; marks them as looked at.
    pub async fn outbox(&self) -> Vec<message::Model> {
        self.looked.store(true, Ordering::Relaxed);
        let rows = message::Entity::find();
        rows.order_by(message::Column::CreatedAt, Order::Asc)
            .order_by(message::Column::Key, Order::Asc)
            .all(self.app.db.read())
            .await
            .unwrap()
    }

    /// The path of the link of a message that is not sent yet, drawn as delivery would.
    pub async fn link(&self, message: &message::Model) -> String {
        let rest = match News::of(message).expect("news that is not sent yet") {
            News::RatingAsked { request } => format!("/ratings/{request}"),
            _ => String::new(),
        };
        let now = self.app.clock.now();
        let client = message.client_id.unwrap();
        let token = self.system(async |act| new_link(act, client, now + TimeDelta::days(60)).await).await;
        format!("/me/{token}{rest}")
    }

    /// Delivers what is due, and gives the path of the last link that asks an address, or anybody, to confirm an
    /// application.
    pub async fn confirmation_sent(&self, to: Option<&str>) -> String {
        notify::deliver(&self.app, self.app.clock.now()).await.unwrap();
        self.looked.store(true, Ordering::Relaxed);
        let mails = self.app.mailer.kept().into_iter().map(|mail| (mail.to, mail.body));
        let texts = self.app.sms.kept().into_iter().map(|text| (text.to, text.text));
        let mut asks =
            mails.chain(texts).filter(|(whom, said)| to.is_none_or(|to| to == whom) && said.contains("/open/confirm/"));
        let (_, said) = asks.next_back().expect("a message that asks to confirm");
        let path = said.split(&self.app.config.base_url).nth(1).expect("a link");
        path.split_whitespace().next().unwrap().to_owned()
    }

    /// A staff member with these roles, signed in.
    pub async fn staff(&self, name: &str, roles: &[Role]) -> Actor {
        self.staff_of(self.county, name, roles).await
    }

    /// The same in a unit.
    pub async fn staff_of(&self, unit: UnitId, name: &str, roles: &[Role]) -> Actor {
        let email = format!("{}@piiri.example", name.to_lowercase().replace(' ', "."));
        let new = NewStaff {
            unit,
            given_name: name.split(' ').next().unwrap().to_owned(),
            name: name.to_owned(),
            email: email.clone(),
            phone: None,
            language: Language::En,
            roles: roles.to_vec(),
            password_hash: Some(self.app.passwords.hash(PASSWORD).await.unwrap()),
            address_protection: false,
        };
        let made = self.system(async |act| {
            let id = people::add_staff(act, new).await?;
            Ok((id, people::new_token(act, id, "test", 90).await?))
        });
        let (id, token) = made.await;
        let mut actor = Actor::new(self.router.clone());
        actor.staff = Some((id, email, token));
        actor.sign_in().await;
        actor
    }

    /// Somebody who has not signed in.
    pub fn anybody(&self) -> Actor {
        Actor::new(self.router.clone())
    }
}

/// An empty, migrated database of the kind that `PIIRI_TEST_DATABASE` names; SQLite when it names none.
async fn fresh() -> (String, Database) {
    match std::env::var("PIIRI_TEST_DATABASE").as_deref() {
        Ok("postgres") => {
            let (url, guard) = postgres::fresh(async |url: &str| db::migrate(url).await.unwrap()).await;
            (url, Database::Postgres(guard))
        }
        Ok("sqlite") | Err(_) => sqlite().await,
        Ok(other) => panic!("PIIRI_TEST_DATABASE is sqlite or postgres, not {other}"),
    }
}

/// A copy of a file that is migrated once in each process.
async fn sqlite() -> (String, Database) {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let template = TEMPLATE
        .get_or_init(async || {
            let folder = FOLDER.get_or_init(|| TempDir::new().unwrap());
            let (file, copy) = (folder.path().join("template.sqlite"), folder.path().join("copy.sqlite"));
            let url = format!("sqlite:{}", file.display());
            db::migrate(&url).await.unwrap();
            let db = Db::connect(&url).await.unwrap();
            db.copy_into(&copy).await.unwrap();
            db.close().await.unwrap();
            std::fs::read(copy).unwrap()
        })
        .await;
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("piiri.sqlite");
    std::fs::write(&file, template).unwrap();
    (format!("sqlite:{}", file.display()), Database::Sqlite(folder))
}

/// The address of a database without any tables, of the kind that `PIIRI_TEST_DATABASE` names.
pub async fn empty() -> (String, Database) {
    if std::env::var("PIIRI_TEST_DATABASE").as_deref() == Ok("postgres") {
        let (url, guard) = postgres::empty().await;
        return (url, Database::Postgres(guard));
    }
    let folder = TempDir::new().unwrap();
    (format!("sqlite:{}", folder.path().join("piiri.sqlite").display()), Database::Sqlite(folder))
}
