//! What is hidden can't be inferred: two worlds that differ in nothing but what protection hides answer alike, to everybody
//! whom it is hidden from, on every page, file and list.

use std::collections::BTreeMap;

use axum::http::{Method, StatusCode};
use entity::client;
use entity::id::ClientId;
use entity::state::Role;
use piiri::access::rights::Resource;
use piiri::text::sort::{search_key, sort_key};
use piiri::web::who::Who;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};

use crate::support::bulk::Bulk;

/// What others may not know of a client.
struct Hidden {
    name: &'static str,
    birth_year: i32,
    phone: &'static str,
    external_ref: &'static str,
}

/// The worlds: the client stands first, last and in the midst of the others, and shares a name, a telephone and a year with
/// somebody, or doesn't.
const WORLDS: [Hidden; 4] = [
    Hidden { name: "Aada Aalto", birth_year: 1950, phone: "0401111111", external_ref: "0-1" },
    Hidden { name: "Öysti Öhman", birth_year: 2001, phone: "0402222222", external_ref: "Ö-9" },
    Hidden { name: "Kaisa Keskinen", birth_year: 1977, phone: "0403333333", external_ref: "K-5" },
    Hidden { name: "Client", birth_year: 1980, phone: "0404444444", external_ref: "1" },
];

impl Hidden {
    async fn becomes(&self, bulk: &Bulk, client: ClientId) {
        let tx = bulk.test.app.db.write().await.unwrap();
        let row = client::ActiveModel {
            id: Set(client),
            name: Set(self.name.to_owned()),
            given_name: Set(self.name.split(' ').next().unwrap().to_owned()),
            name_sort: Set(sort_key(self.name)),
            name_search: Set(search_key(self.name)),
            birth_year: Set(Some(self.birth_year)),
            phone: Set(Some(self.phone.to_owned())),
            email: Set(Some(format!("{}@piiri.example", self.birth_year))),
            external_ref: Set(Some(self.external_ref.to_owned())),
            municipality: Set(Some(self.name.to_owned())),
            contact_note: Set(Some(self.name.to_owned())),
            ..Default::default()
        };
        row.update(&tx).await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// Lets go of a client's number, which nobody else can have meanwhile.
async fn leave_number(bulk: &Bulk, client: ClientId) {
    let tx = bulk.test.app.db.write().await.unwrap();
    let row = client::ActiveModel { id: Set(client), external_ref: Set(None), ..Default::default() };
    row.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// What was asked, by role and address, and what came: status, bytes and how many statements it took.
type Answers = BTreeMap<String, (StatusCode, String, usize)>;

/// The bytes without what is drawn anew for each page.
fn settled(html: &str) -> String {
    let mut rest = html;
    let mut settled = String::with_capacity(html.len());
    while let Some((before, after)) = rest.split_once("name=\"once\" value=\"") {
        settled.push_str(before);
        rest = after.split_once('"').map_or("", |(_, after)| after);
    }
    settled + rest
}

/// Every address that can be read, with queries that sort and search.
fn addresses(bulk: &Bulk) -> Vec<(String, Vec<Role>)> {
    // Who answers for the client's rights reads the names, and a measure tells what the process did before.
    let open = |who: &Who, path: &str| {
        matches!(who, Who::May(Resource::ClientRights, _)) || path == "/metrics" || path.starts_with("/health/")
    };
    let rows = bulk.test.rows.iter().filter(|row| row.method == Method::GET && !open(&row.who, &row.path));
    let mut all: Vec<(String, Vec<Role>)> =
        rows.map(|row| (bulk.real(&row.path), row.who.roles().unwrap_or_else(|| Role::ALL.to_vec()))).collect();
    let lists =
        ["/clients", "/clients.csv", "/referrals", "/messages", "/find", "/api/v1/clients", "/api/v1/referrals"];
    let words = WORLDS.iter().flat_map(|one| [one.name, one.external_ref, one.phone]);
    let searches: Vec<String> = words.map(|words| format!("q={}", piiri::web::problem::encode(words))).collect();
    let queries = ["sort=name", "sort=-name", "sort=ref", "sort=-ref", "page=2", "limit=2"].map(str::to_owned);
    for path in lists {
        for query in queries.iter().chain(&searches) {
            all.push((format!("{path}?{query}"), Role::ALL.to_vec()));
        }
    }
    all
}

async fn answers(bulk: &mut Bulk) -> Answers {
    let mut answers = Answers::new();
    for (path, roles) in addresses(bulk) {
        for role in roles {
            bulk.count_from_here();
            let page = bulk.person(role).raw(Method::GET, &path, None, Vec::new()).await;
            let count = bulk.test.statements.take().len();
            answers.insert(format!("{role} {path}"), (page.status, settled(&page.html()), count));
        }
    }
    answers
}

/// Hides the client and the guest that the addresses lead to, and some of the others, whom somebody else keeps; answers
/// the two.
async fn hide(bulk: &Bulk) -> [ClientId; 2] {
    let keeper = bulk.test.staff("Kaisa Keeper", &[Role::Worker]).await;
    let clients = client::Entity::find().all(bulk.test.app.db.read()).await.unwrap();
    let guest = clients.iter().find(|row| row.name == "Guest").expect("a guest has a place").id;
    let others = clients.iter().map(|row| row.id).filter(|id| ![bulk.client, guest].contains(id));
    let tx = bulk.test.app.db.write().await.unwrap();
    for id in [bulk.client, guest].into_iter().chain(others.step_by(2)) {
        let row = client::ActiveModel {
            id: Set(id),
            address_protection: Set(true),
            key_worker_id: Set(Some(keeper.id())),
            ..Default::default()
        };
        row.update(&tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    [bulk.client, guest]
}

#[tokio::test]
async fn what_is_hidden_changes_no_answer_to_anybody_else() {
    let mut bulk = Bulk::of(6).await;
    let [one, other] = hide(&bulk).await;
    let mut before: Option<Answers> = None;
    // What a first visit writes is there on the second: a calendar's use, a page's mark as seen.
    answers(&mut bulk).await;
    for (world, second) in WORLDS.iter().zip(WORLDS.iter().rev()) {
        leave_number(&bulk, other).await;
        world.becomes(&bulk, one).await;
        second.becomes(&bulk, other).await;
        let now = answers(&mut bulk).await;
        let shown = now.values().filter(|(status, ..)| *status == StatusCode::OK).count();
        assert!(shown > 200, "only {shown} answers are whole");
        for (asked, (status, body, _)) in &now {
            assert_ne!(*status, StatusCode::INTERNAL_SERVER_ERROR, "{asked}");
            assert!(!body.contains("Öhman") || asked.contains("q="), "{asked} tells a name");
        }
        if let Some(before) = &before {
            for (asked, was) in before {
                let is = &now[asked];
                assert_eq!((was.0, was.2), (is.0, is.2), "{asked}: status and statements as {}", world.name);
                assert!(was.1 == is.1, "{asked} differs as {}: {}", world.name, difference(&was.1, &is.1));
            }
        }
        before = Some(now);
    }
    bulk.test.outbox().await;
}

fn difference(was: &str, is: &str) -> String {
    let at = was.char_indices().zip(is.chars()).find(|((_, was), is)| was != is).map_or(0, |((at, _), _)| at);
    let around = |text: &str| {
        text.chars().skip(text[..at.min(text.len())].chars().count().saturating_sub(80)).take(200).collect::<String>()
    };
    format!("{:?} instead of {:?}", around(is), around(was))
}

#[tokio::test]
async fn a_trial_of_an_import_knows_numbers_of_all_and_names_within_reach() {
    let mut bulk = Bulk::of(6).await;
    let [hidden, _] = hide(&bulk).await;
    let trial = async |bulk: &mut Bulk, rows: &str| {
        let file = format!("asiakasnumero;nimi;syntymävuosi\n{rows}");
        bulk.person(Role::Worker).upload("/import", &[("dry_run", "true")], file.as_bytes()).await.text()
    };
    for world in &WORLDS {
        world.becomes(&bulk, hidden).await;
        for asked in &WORLDS {
            let text = trial(&mut bulk, &format!(";{};{}\n", asked.name, asked.birth_year)).await;
            assert!(text.contains("of 1 rows 1 would be added"), "{} of {}: {text}", asked.name, world.name);
        }
    }
    let number = trial(&mut bulk, &format!("{};Somebody;1980\n", WORLDS[3].external_ref)).await;
    assert!(number.contains("of 1 rows 0 would be added"), "{number}");
    let logged = entity::change_log::Entity::find().all(bulk.test.app.db.read()).await.unwrap();
    let tried: Vec<_> = logged.iter().filter(|row| row.act == "import.tried").collect();
    assert_eq!(tried.len(), WORLDS.len() * WORLDS.len() + 1, "each trial is logged");
    let last = tried.iter().find(|row| row.details["standing"] == 1).expect("the one that found a number");
    assert_eq!((&last.details["rows"], last.actor_id.is_some()), (&serde_json::json!(1), true));
    bulk.test.outbox().await;
}

#[test]
fn clients_are_sorted_by_name_in_one_place() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                if source.contains("client::Column::NameSort") {
                    found.push(path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().display().to_string());
                }
            }
        }
    }
    found.sort();
    // The choice of a column to sort the list of clients by, the officer who reads every name, and the helper.
    assert_eq!(
        found,
        ["src/data_rights/queries.rs", "src/people/client/queries.rs", "src/people/client/veil.rs"],
        "`by_name` beside the name's veil sorts, so that no place in a list tells a hidden name"
    );
}
