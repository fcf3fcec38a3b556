//! Import of clients: rows become the same input as the form's, and those who stand already are left as they are.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use entity::client;
use entity::id::{ClientId, StaffId};
use entity::state::{ContactChannel, Language, ReminderChoice};
use sea_orm::sea_query::{IntoCondition, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::bad::Bad;
use super::columns::{Columns, ImportField};
use super::shown::{CellText, RowFate, ShownCell, ShownRow};
use super::table::{FileRow, FileTable};
use super::words::{fold, is_written_out, yes_no};
use super::{ImportReport, Importer};
use crate::access::rights::{Action, Resource};
use crate::access::{Act, scope, viewer_by_id};
use crate::error::{Code, Error, Fault, Result};
use crate::people::{self, client as clients};
use crate::text::phone::e164;
use crate::text::sort::search_key;
use crate::web::form::Form;

/// Headings of a client file.
pub const FIELDS: &[ImportField] = &[
    ImportField::new("external_ref", &["asiakasnumero", "externalref"]).near(&[
        "asiakasn",
        "asiakastunn",
        "asiakasid",
        "clientn",
        "clientid",
        "customer",
    ]),
    ImportField::new("name", &["nimi", "name"]),
    ImportField::new("birth_year", &["syntymävuosi", "birthyear"]).near(&["synt", "birth", "dob", "född"]),
    ImportField::new("language", &["kieli", "language"]).near(&["språk"]),
    ImportField::new("municipality", &["kunta", "municipality"]).near(&["kotip", "paikkak", "asuinp", "kommun"]),
    ImportField::new("phone", &["puhelin", "puhelinnumero", "phone"]).near(&["puh", "gsm", "matkap", "mobi", "tel"]),
    ImportField::new("email", &["sähköposti", "email"]).near(&["sähköpostios", "spost", "meili", "maili", "epost"]),
    ImportField::new("postal_address", &["postiosoite", "postaladdress"])
        .near(&["postios", "lähios", "katuos", "postal"]),
    ImportField::new("channel", &["kanava", "channel"]).near(&["yhteydenotto", "yhteystapa"]),
    ImportField::new("key_worker", &["omatyöntekijä", "keyworker"])
        .near(&["työntek", "vastuu", "worker"])
        .in_form("key_worker_id"),
    ImportField::new("address_protection", &["turvakielto", "addressprotection"])
        .near(&["turva", "suoja", "protec", "salai", "skydd"]),
];
/// The field whose answer is never guessed.
const PROTECTION: &str = "address_protection";
/// Keys looked up in one query.
const CHUNK: usize = 500;

/// What makes two rows the same client: the number, or else folded name and year of birth.
type ClientKey = (Option<String>, String, Option<i32>);

fn key(external_ref: Option<&String>, name: &str, birth_year: Option<i32>) -> ClientKey {
    match external_ref {
        Some(number) => (Some(number.clone()), String::new(), None),
        None => (None, search_key(name), birth_year),
    }
}

/// Reads every row, and adds the clients who don't stand yet when nothing is wrong or bad rows may be skipped.
pub async fn import(act: Act<'_>, importer: &Importer<'_>, table: &FileTable, writes: bool) -> Result<ImportReport> {
    let columns = match Columns::find(table, FIELDS, &["name"]) {
        Ok(columns) => columns,
        Err(bad) => return Ok(ImportReport::of_file(bad)),
    };
    let workers = workers(act.tx).await?;
    let today = act.today();
    let own = importer.who.staff().and_then(|own| workers.iter().find(|(_, id)| **id == own));
    let own = own.map(|(email, _)| email.as_str());
    let mut report = ImportReport::of(&columns, table.rows.len());
    let mut wanted = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        match read(&columns, row, &workers, today) {
            Ok(wants) => match importer.met.before(&wants.key(), row.line) {
                Some(first) => report.bad.push(twice(&columns, row.line, first)),
                None => wanted.push(wants),
            },
            Err(bad) => report.bad.extend(bad),
        }
    }
    report.bad.sort_by_key(|bad| bad.line);
    let mut new = Vec::with_capacity(wanted.len());
    let standing = Standing::of(act, importer, &wanted).await?;
    for wants in wanted {
        let (fate, differing) = standing.fate(&wants);
        report.read.push(ShownRow { line: wants.line, fate, cells: shown(&wants, own, &differing) });
        if fate == RowFate::New { new.push(wants.input) } else { report.standing += 1 }
    }
    if writes {
        add(act, importer, new, &mut report).await?;
    } else {
        report.added = new.len();
    }
    Ok(report)
}

/// A row that is right.
struct WantedClient {
    line: usize,
    typed: Form,
    input: clients::ClientInput,
}

impl WantedClient {
    fn key(&self) -> ClientKey {
        key(self.input.external_ref.as_ref(), &self.input.name, self.input.birth_year)
    }

    /// The fields in which the file says otherwise than what stands; an empty cell says nothing.
    fn differing(&self, stands: &client::Model) -> Vec<&'static str> {
        let dialled = |phone: &Option<String>| phone.as_deref().map(e164);
        let input = &self.input;
        let fields = [
            ("name", stands.name != input.name),
            ("birth_year", stands.birth_year != input.birth_year),
            ("language", stands.language != input.language),
            ("municipality", stands.municipality != input.municipality),
            ("phone", dialled(&stands.phone) != dialled(&input.phone)),
            ("email", stands.email != input.email),
            ("postal_address", stands.postal_address != input.postal_address),
            ("channel", stands.channel != input.channel),
            ("key_worker", stands.key_worker_id != input.key_worker_id),
            (PROTECTION, stands.address_protection != input.address_protection),
        ];
        let told = fields.into_iter().filter(|(field, differs)| *differs && !self.typed.value(field).is_empty());
        told.map(|(field, _)| field).collect()
    }
}

/// A row as it will stand, a cell for each of the fields; `own` is the address of whoever imports, `differing` are the
/// fields that stand otherwise.
fn shown(row: &WantedClient, own: Option<&str>, differing: &[&str]) -> Vec<ShownCell> {
    let input = &row.input;
    let cell = |field: &ImportField| {
        let text = row.typed.value(field.name);
        let as_typed = |shown| ShownCell { shown, is_other: false };
        match field.name {
            "language" => as_typed(CellText::text(format!("client-language-{}", input.language.code()))),
            "channel" => as_typed(CellText::text(format!("client-channel-{}", input.channel.code()))),
            "phone" => phone(text),
            "key_worker" if text.is_empty() => as_typed(CellText::words(own)),
            "address_protection" => ShownCell {
                shown: CellText::text(if input.address_protection { "yes" } else { "no" }),
                is_other: !text.is_empty() && !is_written_out(text),
            },
            _ => as_typed(CellText::words(Some(text).filter(|text| !text.is_empty()))),
        }
    };
    let marked = |(field, cell): (&ImportField, ShownCell)| ShownCell {
        is_other: cell.is_other || differing.contains(&field.name),
        ..cell
    };
    FIELDS.iter().map(|field| (field, cell(field))).map(marked).collect()
}

/// A number as it is dialled; it says otherwise where more than the trunk zero became a country code.
fn phone(typed: &str) -> ShownCell {
    let Ok(dialled) = e164(typed) else { return ShownCell { shown: CellText::Nothing, is_other: false } };
    let digits: String = typed.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let is_plain = digits == dialled || digits.strip_prefix('0') == dialled.strip_prefix("+358");
    ShownCell { shown: CellText::Words(dialled), is_other: !is_plain }
}

fn twice(columns: &Columns, line: usize, first: usize) -> Bad {
    columns.bad(line, Fault::of("external_ref", Code::ImportRowTwice).with("line", first))
}

fn read(
    columns: &Columns,
    row: &FileRow,
    workers: &HashMap<String, StaffId>,
    today: NaiveDate,
) -> Result<WantedClient, Vec<Bad>> {
    let typed = columns.form(row).map_err(|bad| vec![bad])?;
    let mut faults = Vec::new();
    if typed.value(PROTECTION).is_empty() && columns.says_no(PROTECTION) {
        faults.push(Fault::of(PROTECTION, Code::ImportProtectionUnknown));
    }
    let form = translate(&typed, workers, &mut faults);
    match clients::read(&form, today) {
        Ok(input) if faults.is_empty() => return Ok(WantedClient { line: row.line, typed, input }),
        Ok(_) => {}
        Err(Error::Invalid(more)) => faults.extend(more),
        Err(_) => faults.push(Fault::whole(Code::ImportRowUnreadable)),
    }
    Err(faults.into_iter().map(|fault| columns.bad(row.line, fault)).collect())
}

/// The words of the file as the codes of the form; what has no code is left for the form's own rules to refuse.
fn translate(typed: &Form, workers: &HashMap<String, StaffId>, faults: &mut Vec<Fault>) -> Form {
    let protection = typed.value(PROTECTION);
    let protected = if protection.is_empty() { Some(false) } else { yes_no(protection) };
    if protected.is_none() {
        faults.push(Fault::of(PROTECTION, Code::ImportYesNo));
    }
    let key_worker = typed.value("key_worker").to_lowercase();
    let key_worker_id = workers.get(&key_worker);
    if key_worker_id.is_none() && !key_worker.is_empty() {
        faults.push(Fault::of("key_worker", Code::ClientKeyWorkerUnknown));
    }
    let channel = match fold(typed.value("channel")).as_str() {
        "tekstiviesti" | "sms" => ContactChannel::Sms.code(),
        "sähköposti" | "email" => ContactChannel::Email.code(),
        "kirje" | "letter" => ContactChannel::Letter.code(),
        "ei" | "none" | "" => ContactChannel::None.code(),
        _ => typed.value("channel"),
    };
    let kept = ["external_ref", "name", "birth_year", "municipality", "phone", "email", "postal_address"];
    kept.into_iter()
        .fold(Form::default(), |form, field| form.set(field, typed.value(field)))
        .set("language", language(typed.value("language")))
        .set("channel", channel)
        .set("reminders", ReminderChoice::Standard)
        .set(PROTECTION, protected.unwrap_or(false))
        .set_some("key_worker_id", key_worker_id)
}

fn language(text: &str) -> &str {
    match fold(text).as_str() {
        "suomi" | "finnish" | "" => Language::Fi.code(),
        "ruotsi" | "svenska" | "swedish" => Language::Sv.code(),
        "englanti" | "english" => Language::En.code(),
        "selkosuomi" | "selko" | "fieasy" | "easyfinnish" => Language::FiEasy.code(),
        _ => text,
    }
}

/// The workers by e-mail address.
async fn workers(db: &impl ConnectionTrait) -> Result<HashMap<String, StaffId>> {
    Ok(people::workers_by_email(db).await?.into_iter().collect())
}

async fn add(
    act: Act<'_>,
    importer: &Importer<'_>,
    new: Vec<clients::ClientInput>,
    report: &mut ImportReport,
) -> Result<()> {
    if !report.bad.is_empty() && !importer.skip_bad {
        return Ok(());
    }
    let total = new.len();
    let mut rows = new
        .into_iter()
        .map(|row| clients::ClientInput { key_worker_id: row.key_worker_id.or(importer.who.staff()), ..row });
    while report.added < total {
        let chunk: Vec<_> = rows.by_ref().take(CHUNK).collect();
        let keepers: Vec<Option<StaffId>> = chunk.iter().map(|row| row.key_worker_id).collect();
        let made = clients::create_all(act.by(importer.who), chunk).await?;
        report.added += made.len();
        for (client, keeper) in made.into_iter().zip(keepers) {
            meet(act, importer, client, keeper).await?;
        }
    }
    Ok(())
}

/// Asks a key worker to meet a client whom somebody else brought in; who brings in a whole county asks nobody.
async fn meet(act: Act<'_>, importer: &Importer<'_>, client: ClientId, keeper: Option<StaffId>) -> Result<()> {
    match (keeper, importer.who.staff()) {
        (Some(keeper), Some(own)) if keeper != own => clients::ask_to_meet(act.by(importer.who), client, keeper).await,
        _ => Ok(()),
    }
}

/// Clients whose names the importer may read.
async fn open(act: Act<'_>, importer: &Importer<'_>) -> Result<Condition> {
    let Some(id) = importer.who.staff() else { return Ok(Condition::all()) };
    let Some(viewer) = viewer_by_id(act.tx, act.now, id).await? else {
        return Ok(client::Column::Id.is_null().into_condition());
    };
    Ok(scope::clients(&viewer, Resource::Client, Action::Read).add(scope::unhidden(&viewer)))
}

/// Who of a file stands already.
struct Standing {
    keys: HashSet<ClientKey>,
    /// The rows of those whom the importer may read.
    rows: HashMap<ClientKey, client::Model>,
}

impl Standing {
    /// Looks the keys of a file up in chunks: a number is one person's in the whole county, a name is compared only with
    /// what the importer may read, and with those who were merged into one of them.
    async fn of(act: Act<'_>, importer: &Importer<'_>, wanted: &[WantedClient]) -> Result<Self> {
        let (db, open) = (act.tx, open(act, importer).await?);
        let kept = Query::select().column(client::Column::Id).from(client::Entity).cond_where(open.clone()).take();
        let reached = Condition::any().add(open.clone()).add(client::Column::MergedIntoId.in_subquery(kept));
        let mut standing = Self { keys: HashSet::new(), rows: HashMap::new() };
        for chunk in wanted.chunks(CHUNK) {
            let numbers = || chunk.iter().filter_map(|row| row.input.external_ref.as_deref());
            let unnumbered = chunk.iter().filter(|row| row.input.external_ref.is_none());
            let names: Vec<String> = unnumbered.map(|row| search_key(&row.input.name)).collect();
            let numbered = client::Entity::find().select_only().column(client::Column::ExternalRef);
            let numbered: Vec<Option<String>> =
                numbered.filter(client::COLUMN.external_ref.is_in(numbers())).into_tuple().all(db).await?;
            standing.keys.extend(numbered.into_iter().flatten().map(|number| (Some(number), String::new(), None)));
            let named =
                client::Entity::find().select_only().columns([client::Column::NameSearch, client::Column::BirthYear]);
            let named: Vec<(String, Option<i32>)> = named
                .filter(client::COLUMN.name_search.is_in(names.clone()))
                .filter(reached.clone())
                .into_tuple()
                .all(db)
                .await?;
            standing.keys.extend(named.into_iter().map(|(name, year)| (None, name, year)));
            let either = Condition::any()
                .add(client::COLUMN.external_ref.is_in(numbers()))
                .add(client::COLUMN.name_search.is_in(names));
            for row in client::Entity::find().filter(either).filter(open.clone()).all(db).await? {
                standing.rows.insert((None, row.name_search.clone(), row.birth_year), row.clone());
                if let Some(number) = row.external_ref.clone() {
                    standing.rows.insert((Some(number), String::new(), None), row);
                }
            }
        }
        Ok(standing)
    }

    /// What becomes of a row, and in which fields what stands says otherwise.
    fn fate(&self, wants: &WantedClient) -> (RowFate, Vec<&'static str>) {
        let key = wants.key();
        if !self.keys.contains(&key) {
            return (RowFate::New, Vec::new());
        }
        let differing = self.rows.get(&key).map(|row| wants.differing(row)).unwrap_or_default();
        (if differing.is_empty() { RowFate::Stands } else { RowFate::StandsOtherwise }, differing)
    }
}
