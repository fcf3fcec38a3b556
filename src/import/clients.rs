//! Import of clients: rows become the same input as the form's, and those who stand already are left as they are.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use entity::client;
use entity::id::StaffId;
use entity::state::{ContactChannel, Language, ReminderChoice};
use sea_orm::sea_query::{IntoCondition, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::bad::Bad;
use super::columns::{Columns, ImportField, fold, yes_no};
use super::table::{FileRow, FileTable};
use super::{ImportReport, Importer};
use crate::access::rights::{Action, Resource};
use crate::access::{Act, scope, viewer_by_id};
use crate::error::{Code, Error, Fault, Result};
use crate::people::{self, client as clients};
use crate::text::sort::search_key;
use crate::web::form::Form;

/// Headings of a client file.
pub const FIELDS: &[ImportField] = &[
    ImportField::new("external_ref", &["asiakasnumero", "externalref"]),
    ImportField::new("name", &["nimi", "name"]),
    ImportField::new("birth_year", &["syntymävuosi", "birthyear"]),
    ImportField::new("language", &["kieli", "language"]),
    ImportField::new("municipality", &["kunta", "municipality"]),
    ImportField::new("phone", &["puhelin", "puhelinnumero", "phone"]),
    ImportField::new("email", &["sähköposti", "email"]),
    ImportField::new("channel", &["kanava", "channel"]),
    ImportField::new("key_worker", &["omatyöntekijä", "keyworker"]),
    ImportField::new("address_protection", &["turvakielto", "addressprotection"]),
];
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
pub async fn import(act: Act<'_>, importer: &Importer<'_>, table: &FileTable) -> Result<ImportReport> {
    let columns = match Columns::find(table, FIELDS, &["name"]) {
        Ok(columns) => columns,
        Err(bad) => return Ok(ImportReport::of_file(bad)),
    };
    let workers = workers(act.tx).await?;
    let today = act.today();
    let mut report = ImportReport { rows: table.rows.len(), ..ImportReport::default() };
    let mut wanted = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        match read(&columns, row, &workers, today) {
            Ok(input) => {
                let key = key(input.external_ref.as_ref(), &input.name, input.birth_year);
                match importer.met.before(&key, row.line) {
                    Some(first) => report.bad.push(twice(&columns, row.line, first)),
                    None => wanted.push(input),
                }
            }
            Err(bad) => report.bad.extend(bad),
        }
    }
    add(act, importer, wanted, &mut report).await?;
    Ok(report)
}

fn twice(columns: &Columns, line: usize, first: usize) -> Bad {
    columns.bad(line, Fault::of("external_ref", Code::ImportRowTwice).with("line", first))
}

fn read(
    columns: &Columns,
    row: &FileRow,
    workers: &HashMap<String, StaffId>,
    today: NaiveDate,
) -> Result<clients::ClientInput, Vec<Bad>> {
    let typed = columns.form(row).map_err(|bad| vec![bad])?;
    let mut faults = Vec::new();
    let form = translate(&typed, workers, &mut faults);
    match clients::read(&form, today) {
        Ok(input) if faults.is_empty() => return Ok(input),
        Ok(_) => {}
        Err(Error::Invalid(more)) => faults.extend(more),
        Err(_) => faults.push(Fault::whole(Code::ImportRowUnreadable)),
    }
    Err(faults.into_iter().map(|fault| columns.bad(row.line, fault)).collect())
}

/// The words of the file as the codes of the form; what has no code is left for the form's own rules to refuse.
fn translate(typed: &Form, workers: &HashMap<String, StaffId>, faults: &mut Vec<Fault>) -> Form {
    let protected = yes_no(typed.value("address_protection"));
    if protected.is_none() {
        faults.push(Fault::of("address_protection", Code::ImportYesNo));
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
    let kept = ["external_ref", "name", "birth_year", "municipality", "phone", "email"];
    kept.into_iter()
        .fold(Form::default(), |form, field| form.set(field, typed.value(field)))
        .set("language", language(typed.value("language")))
        .set("channel", channel)
        .set("reminders", ReminderChoice::Standard)
        .set("address_protection", protected.unwrap_or(false))
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
    wanted: Vec<clients::ClientInput>,
    report: &mut ImportReport,
) -> Result<()> {
    let standing = standing(act, importer, &wanted).await?;
    let before = wanted.len();
    let new: Vec<clients::ClientInput> = wanted
        .into_iter()
        .filter(|row| !standing.contains(&key(row.external_ref.as_ref(), &row.name, row.birth_year)))
        .collect();
    report.standing = before - new.len();
    report.bad.sort_by_key(|bad| bad.line);
    if !report.bad.is_empty() && !importer.skip_bad {
        return Ok(());
    }
    let total = new.len();
    let mut rows = new
        .into_iter()
        .map(|row| clients::ClientInput { key_worker_id: row.key_worker_id.or(importer.who.staff()), ..row });
    while report.added < total {
        let chunk: Vec<_> = rows.by_ref().take(CHUNK).collect();
        report.added += chunk.len();
        clients::create_all(act.by(importer.who), chunk).await?;
    }
    Ok(())
}

/// Clients whose names the importer may read, and those who were merged into one of them.
async fn named(act: Act<'_>, importer: &Importer<'_>) -> Result<Condition> {
    let Some(id) = importer.who.staff() else { return Ok(Condition::all()) };
    let Some(viewer) = viewer_by_id(act.tx, act.now, id).await? else {
        return Ok(client::Column::Id.is_null().into_condition());
    };
    let open = || scope::clients(&viewer, Resource::Client, Action::Read).add(scope::unhidden(id));
    let kept = Query::select().column(client::Column::Id).from(client::Entity).cond_where(open()).take();
    Ok(Condition::any().add(open()).add(client::Column::MergedIntoId.in_subquery(kept)))
}

/// The keys of the file that clients have already, looked up in chunks: a number is one person's in the whole county, a
/// name is compared only with what the importer may read.
async fn standing(
    act: Act<'_>,
    importer: &Importer<'_>,
    wanted: &[clients::ClientInput],
) -> Result<HashSet<ClientKey>> {
    let (db, reached) = (act.tx, named(act, importer).await?);
    let mut keys = HashSet::new();
    for chunk in wanted.chunks(CHUNK) {
        let numbers = chunk.iter().filter_map(|row| row.external_ref.as_deref());
        let names = chunk.iter().filter(|row| row.external_ref.is_none()).map(|row| search_key(&row.name));
        let find = client::Entity::find().select_only();
        let numbered: Vec<Option<String>> = find
            .clone()
            .column(client::Column::ExternalRef)
            .filter(client::COLUMN.external_ref.is_in(numbers))
            .into_tuple()
            .all(db)
            .await?;
        keys.extend(numbered.into_iter().flatten().map(|number| (Some(number), String::new(), None)));
        let named: Vec<(String, Option<i32>)> = find
            .columns([client::Column::NameSearch, client::Column::BirthYear])
            .filter(client::COLUMN.name_search.is_in(names))
            .filter(reached.clone())
            .into_tuple()
            .all(db)
            .await?;
        keys.extend(named.into_iter().map(|(name, year)| (None, name, year)));
    }
    Ok(keys)
}
