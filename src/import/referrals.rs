//! Import of referrals: each row is sent as on its day; referrals that stand already are left as they are.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::id::{ClientId, GroupId, StaffId};
use entity::state::{Channel, ReferralSource};
use entity::{client, group, referral};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait,
};

use super::bad::Bad;
use super::columns::{Columns, ImportField};
use super::names::ImportNames;
use super::shown::{CellText, RowFate, ShownCell, ShownRow};
use super::table::{FileRow, FileTable};
use super::words::fold;
use super::{ImportReport, Importer};
use crate::access::Act;
use crate::acts::{foresee_referral, submit_referral_as_of};
use crate::error::{Code, Error, Fault, Result};
use crate::referral::{Accompaniment, ReferralInput};
use crate::text::sort::search_key;
use crate::web::form::{Form, TEXT};

/// Headings of a file of referrals.
pub const FIELDS: &[ImportField] = &[
    ImportField::new("external_ref", &["asiakasnumero", "externalref"])
        .near(&["asiakasn", "asiakastunn", "clientn"])
        .in_form("client_id"),
    ImportField::new("group", &["ryhmä", "group"]).in_form("group_id"),
    ImportField::new("submitted_on", &["lähetetty", "submittedon"]).near(&["pvm", "päivä", "sent"]),
    ImportField::new("reason", &["syy", "reason"]).near(&["syy", "perust"]),
    ImportField::new("channels", &["kanavat", "channels"]),
    ImportField::new("accompanied_by", &["saattaja", "accompaniedby"]).near(&["saatt"]),
];

/// A group that a row may name.
#[derive(FromQueryResult)]
struct NamedGroup {
    id: GroupId,
    name: String,
    name_search: String,
    code: String,
}

/// What rows may name.
struct ReferralNames {
    names: ImportNames,
    clients: HashMap<String, NamedClient>,
    groups: Vec<NamedGroup>,
    today: NaiveDate,
}

/// Sends the referral of each row that doesn't stand yet; whoever imports reaches the clients that are their own. A trial
/// only looks at what would come of it.
pub async fn import(act: Act<'_>, importer: &Importer<'_>, table: &FileTable, writes: bool) -> Result<ImportReport> {
    let columns = match Columns::find(table, FIELDS, &["external_ref", "group", "submitted_on"]) {
        Ok(columns) => columns,
        Err(bad) => return Ok(ImportReport::of_file(bad)),
    };
    let known = known(act, importer).await?;
    let mut report = ImportReport::of(&columns, table.rows.len());
    for row in &table.rows {
        match read(&columns, row, &known) {
            Ok(WantedReferral { typed, new, on }) => {
                let cells = shown(&typed, &new, on, &known);
                let shown = |fate| report.read.push(ShownRow { line: row.line, fate, cells });
                let sent = if writes {
                    send(act, importer, new, on).await
                } else {
                    foresee(act, importer, new, on, row.line).await
                };
                match sent {
                    Ok(true) => {
                        shown(RowFate::New);
                        report.added += 1;
                    }
                    Ok(false) => {
                        shown(RowFate::Stands);
                        report.standing += 1;
                    }
                    Err(Error::Conflict(fault)) => report.bad.push(columns.bad(row.line, fault)),
                    Err(Error::Invalid(faults)) => {
                        report.bad.extend(faults.into_iter().map(|fault| columns.bad(row.line, fault)));
                    }
                    Err(error) => return Err(error),
                }
            }
            Err(bad) => report.bad.extend(bad),
        }
    }
    Ok(report)
}

async fn known(act: Act<'_>, importer: &Importer<'_>) -> Result<ReferralNames> {
    let db = act.tx;
    let groups = group::Entity::find()
        .select_only()
        .columns([group::Column::Id, group::Column::Name, group::Column::NameSearch, group::Column::Code])
        .into_model()
        .all(db)
        .await?;
    Ok(ReferralNames {
        names: ImportNames::load(db, importer.who).await?,
        clients: clients(db, importer).await?,
        groups,
        today: act.today(),
    })
}

/// A client whom a row may name.
#[derive(Clone, Copy, FromQueryResult)]
struct NamedClient {
    id: ClientId,
    key_worker_id: Option<StaffId>,
}

/// A number of a client, also of one whose row was merged into another's.
#[derive(FromQueryResult)]
struct ClientNumber {
    external_ref: String,
    id: ClientId,
    merged_into_id: Option<ClientId>,
}

/// The importer's clients by their numbers, also by those of rows that were merged into theirs.
async fn clients(db: &impl ConnectionTrait, importer: &Importer<'_>) -> Result<HashMap<String, NamedClient>> {
    let kept: Vec<NamedClient> = client::Entity::find()
        .select_only()
        .columns([client::Column::Id, client::Column::KeyWorkerId])
        .filter(client::COLUMN.merged_into_id.is_null())
        .apply_if(importer.who.staff(), |find, id| find.filter(client::COLUMN.key_worker_id.eq(id)))
        .into_model()
        .all(db)
        .await?;
    let kept: HashMap<ClientId, NamedClient> = kept.into_iter().map(|client| (client.id, client)).collect();
    let numbers: Vec<ClientNumber> = client::Entity::find()
        .select_only()
        .columns([client::Column::ExternalRef, client::Column::Id, client::Column::MergedIntoId])
        .filter(client::COLUMN.external_ref.is_not_null())
        .into_model()
        .all(db)
        .await?;
    let found = numbers.into_iter().filter_map(|row| {
        let client = kept.get(&row.merged_into_id.unwrap_or(row.id))?;
        Some((row.external_ref, *client))
    });
    Ok(found.collect())
}

/// A row that is right.
struct WantedReferral {
    typed: Form,
    new: ReferralInput,
    on: NaiveDate,
}

fn read(columns: &Columns, row: &FileRow, known: &ReferralNames) -> Result<WantedReferral, Vec<Bad>> {
    let typed = columns.form(row).map_err(|bad| vec![bad])?;
    match new_referral(&typed, known) {
        Ok((new, on)) => Ok(WantedReferral { typed, new, on }),
        Err(Error::Invalid(faults)) => Err(faults.into_iter().map(|fault| columns.bad(row.line, fault)).collect()),
        Err(_) => Err(vec![columns.bad(row.line, Fault::whole(Code::ImportRowUnreadable))]),
    }
}

/// A row as it will stand, a cell for each of the fields.
fn shown(typed: &Form, new: &ReferralInput, on: NaiveDate, known: &ReferralNames) -> Vec<ShownCell> {
    let cell = |field: &ImportField| {
        let text = typed.value(field.name);
        let shown = match field.name {
            "submitted_on" => CellText::Day(on),
            "channels" => {
                let keys = new.channels.iter();
                CellText::Texts(keys.map(|one| format!("referral-channel-{}", one.code().replace('_', "-"))).collect())
            }
            "group" => {
                CellText::words(known.groups.iter().find(|group| group.id == new.group).map(|group| &group.name))
            }
            _ => CellText::words(Some(text).filter(|text| !text.is_empty())),
        };
        ShownCell { shown, is_other: field.name == "group" && !is_name(known, new.group, text) }
    };
    FIELDS.iter().map(cell).collect()
}

fn is_name(known: &ReferralNames, id: GroupId, text: &str) -> bool {
    known.groups.iter().any(|group| group.id == id && group.name_search == search_key(text))
}

fn new_referral(typed: &Form, known: &ReferralNames) -> Result<(ReferralInput, NaiveDate)> {
    let mut reader = typed.reader();
    let on = reader.date("submitted_on");
    let on = reader.checked(on, |on| (*on > known.today).then(|| Fault::of("submitted_on", Code::ImportDayAhead)));
    let client =
        reader.choice_or_fault("external_ref", Code::ImportClientUnknown, |text| known.clients.get(text).copied());
    let group = reader.choice_or_fault("group", Code::ImportGroupUnknown, |text| group_of(known, text));
    let companion = match typed.value("accompanied_by") {
        "" => Ok(None),
        _ => {
            reader.choice_or_fault("accompanied_by", Code::ImportStaffUnknown, |text| known.names.staff(text)).map(Some)
        }
    };
    let channels = reader.choice("channels", channels);
    let reason = reader.text_or_empty("reason", TEXT);
    reader.done(|| {
        let NamedClient { id, key_worker_id } = client?;
        let new = ReferralInput {
            client: id,
            group: group?,
            source: ReferralSource::Worker,
            referrer: known.names.importer.or(key_worker_id),
            partner: None,
            reason: reason?,
            goals: Vec::new(),
            needs: None,
            channels: channels?,
            channel_code: None,
            accompany: companion?.map(|by| Accompaniment { by, session: 1 }),
            draft: false,
        };
        Ok((new, on?))
    })
}

/// The channels of a list, unless a word of it is none; a client who named none heard of it from the own worker.
fn channels(words: &str) -> Option<Vec<Channel>> {
    let words = words.split('|').filter(|word| !word.trim().is_empty());
    let channels = words.map(channel).collect::<Option<Vec<Channel>>>()?;
    Some(if channels.is_empty() { vec![Channel::OwnWorker] } else { channels })
}

/// The one group of a code or a name; a name that several have is none.
fn group_of(known: &ReferralNames, text: &str) -> Option<GroupId> {
    let key = search_key(text);
    let is_named = |group: &&NamedGroup| group.name_search == key || group.code.eq_ignore_ascii_case(text);
    let mut found = known.groups.iter().filter(is_named);
    found.next().filter(|_| found.next().is_none()).map(|group| group.id)
}

fn channel(word: &str) -> Option<Channel> {
    match fold(word).as_str() {
        "omatyöntekijä" | "ownworker" => Some(Channel::OwnWorker),
        "esite" | "juliste" | "print" => Some(Channel::Print),
        "some" | "sosiaalinenmedia" | "socialmedia" => Some(Channel::SocialMedia),
        "jalkautuminen" | "outreach" => Some(Channel::Outreach),
        "kumppani" | "partner" => Some(Channel::Partner),
        "vertainen" | "peer" => Some(Channel::Peer),
        "verkko" | "web" => Some(Channel::Web),
        "muu" | "other" => Some(Channel::Other),
        _ => None,
    }
}

/// Whether a referral of that client, group and day stands already.
async fn stands(db: &impl ConnectionTrait, new: &ReferralInput, on: NaiveDate) -> Result<bool> {
    let standing = referral::Entity::find()
        .filter(referral::COLUMN.client_id.eq(new.client))
        .filter(referral::COLUMN.group_id.eq(new.group))
        .filter(referral::COLUMN.submitted_on.eq(on));
    Ok(standing.count(db).await? > 0)
}

/// Sends a referral unless one of that client, group and day stands already.
async fn send(act: Act<'_>, importer: &Importer<'_>, new: ReferralInput, on: NaiveDate) -> Result<bool> {
    if stands(act.tx, &new, on).await? {
        return Ok(false);
    }
    submit_referral_as_of(act.by(importer.who), new, on).await?;
    Ok(true)
}

/// What would come of it. What the file itself would send before stands in no table yet.
async fn foresee(
    act: Act<'_>,
    importer: &Importer<'_>,
    new: ReferralInput,
    on: NaiveDate,
    line: usize,
) -> Result<bool> {
    if stands(act.tx, &new, on).await? {
        return Ok(false);
    }
    foresee_referral(act.by(importer.who), &new).await?;
    match importer.met.before(&(new.client, new.group), line) {
        Some(first) => Err(Error::Conflict(Fault::of("group", Code::ImportReferralTwice).with("line", first))),
        None => Ok(true),
    }
}
