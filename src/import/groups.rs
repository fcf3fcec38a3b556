//! Import of groups: each row becomes a draft with its weekly sessions; groups that stand already are left as they are.

use std::collections::HashSet;

use chrono::NaiveDate;
use chrono_tz::Tz;
use entity::group;
use entity::state::GroupKind;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::bad::Bad;
use super::columns::{Columns, ImportField};
use super::names::ImportNames;
use super::shown::{CellText, RowFate, ShownCell, ShownRow};
use super::table::{FileRow, FileTable};
use super::words::fold;
use super::{ImportReport, Importer};
use crate::access::{Act, reach_own_group};
use crate::acts;
use crate::error::{Code, Error, Fault, Result};
use crate::programme::{self, GroupInput, ScheduleInput};
use crate::text::sort::search_key;
use crate::web::form::Form;

/// Headings of a file of groups.
pub const FIELDS: &[ImportField] = &[
    ImportField::new("name", &["nimi", "name"]),
    ImportField::new("first_date", &["alkaa", "firstdate"]).near(&["alk", "aloit", "pvm", "päivä", "startd"]),
    ImportField::new("kind", &["tyyppi", "kind"]).near(&["laji"]),
    ImportField::new("unit", &["yksikkö", "unit"]).in_form("unit_id"),
    ImportField::new("venue", &["paikka", "venue"]).near(&["tila", "sijain"]).in_form("venue_id"),
    ImportField::new("start_time", &["kello", "starttime"]).near(&["klo", "aika", "startt"]),
    ImportField::new("duration_minutes", &["kesto", "durationminutes"]).near(&["pituus"]),
    ImportField::new("sessions", &["kertoja", "sessions"]).near(&["kert", "kerr", "tapaam"]).in_form("count"),
    ImportField::new("capacity", &["paikkoja", "capacity"]).near(&["max", "enint", "osallistuj", "paikat"]),
    ImportField::new("min_participants", &["vähintään", "minparticipants"]).near(&["min"]),
    ImportField::new("leader", &["ohjaaja", "leader"]).near(&["vetäj"]),
    ImportField::new("leader_from", &["ohjaajaalkaen", "leaderfrom"]),
    ImportField::new("leader_until", &["ohjaajaasti", "leaderuntil"]),
];

/// Names looked up in one query.
const CHUNK: usize = 500;

/// What makes two rows the same group: folded name and first date.
type GroupKey = (String, NaiveDate);

/// A row that is right.
struct CheckedRow {
    line: usize,
    group: GroupInput,
    schedule: ScheduleInput,
}

impl CheckedRow {
    fn key(&self) -> GroupKey {
        (search_key(&self.group.name), self.schedule.first_date)
    }
}

/// Reads every row, and drafts the groups that don't stand yet when nothing is wrong or bad rows may be skipped; a trial
/// only looks at what would come of it.
pub async fn import(act: Act<'_>, importer: &Importer<'_>, table: &FileTable, writes: bool) -> Result<ImportReport> {
    let columns = match Columns::find(table, FIELDS, &["name", "first_date"]) {
        Ok(columns) => columns,
        Err(bad) => return Ok(ImportReport::of_file(bad)),
    };
    let names = ImportNames::load(act.tx, importer.who).await?;
    let mut report = ImportReport::of(&columns, table.rows.len());
    let mut wanted = Vec::with_capacity(table.rows.len());
    let mut shown = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        match read(&columns, row, &names, act.zone) {
            Ok((one, cells)) => match importer.met.before(&one.key(), row.line) {
                Some(first) => {
                    let fault = Fault::of("name", Code::ImportGroupTwice).with("line", first);
                    report.bad.push(columns.bad(row.line, fault));
                }
                None => {
                    shown.push(ShownRow { line: row.line, fate: RowFate::New, cells });
                    wanted.push(one);
                }
            },
            Err(bad) => report.bad.extend(bad),
        }
    }
    let standing = standing(act.tx, &wanted).await?;
    for (one, row) in wanted.iter().zip(shown) {
        let fate = if standing.contains(&one.key()) { RowFate::Stands } else { RowFate::New };
        report.read.push(ShownRow { fate, ..row });
    }
    let before = wanted.len();
    wanted.retain(|one| !standing.contains(&one.key()));
    report.standing = before - wanted.len();
    for one in wanted {
        add(act, Adding { importer, columns: &columns, writes }, one, &mut report).await?;
    }
    report.bad.sort_by_key(|bad| bad.line);
    Ok(report)
}

fn read(
    columns: &Columns,
    row: &FileRow,
    names: &ImportNames,
    zone: Tz,
) -> Result<(CheckedRow, Vec<ShownCell>), Vec<Bad>> {
    let typed = columns.form(row).map_err(|bad| vec![bad])?;
    let mut faults = Vec::new();
    let form = translate(&typed, names, &mut faults);
    let group = programme::read_group(&form);
    let schedule = programme::read_schedule(&form, zone);
    match (group, schedule) {
        (Ok(group), Ok(schedule)) if faults.is_empty() => {
            let cells = shown(&typed, &form, &group, &schedule, names);
            return Ok((CheckedRow { line: row.line, group, schedule }, cells));
        }
        (group, schedule) => {
            for error in [group.err(), schedule.err()].into_iter().flatten() {
                match error {
                    // What the file's own words already told isn't told again in those of the form.
                    Error::Invalid(more) => {
                        for fault in more {
                            let heading = columns.heading(&fault.field);
                            let is_same = |known: &Fault| columns.heading(&known.field) == heading;
                            if heading.is_empty() || !faults.iter().any(is_same) {
                                faults.push(fault);
                            }
                        }
                    }
                    _ => faults.push(Fault::whole(Code::ImportRowUnreadable)),
                }
            }
        }
    }
    Err(faults.into_iter().map(|fault| columns.bad(row.line, fault)).collect())
}

/// A row as it will stand, a cell for each of the fields.
fn shown(
    typed: &Form,
    form: &Form,
    group: &GroupInput,
    schedule: &ScheduleInput,
    names: &ImportNames,
) -> Vec<ShownCell> {
    let leads = group.leaders.first();
    let day = |day: Option<NaiveDate>| day.map_or(CellText::Nothing, CellText::Day);
    let cell = |field: &ImportField| {
        let text = typed.value(field.name);
        let shown = match field.name {
            "first_date" => CellText::Day(schedule.first_date),
            "start_time" => CellText::Time(schedule.start_time),
            "kind" => CellText::text(format!("kind-{}", form.value("kind").replace('_', "-"))),
            "sessions" => CellText::words(Some(form.value("count"))),
            "unit" => CellText::words(form.value("unit_id").parse().ok().and_then(|id| names.unit_name(id))),
            "leader" => CellText::words(form.value("leader").parse().ok().and_then(|id| names.email(id))),
            "leader_from" => day(leads.and_then(|leads| leads.from_on)),
            "leader_until" => day(leads.and_then(|leads| leads.until_on)),
            "venue" => CellText::words(Some(text).filter(|text| !text.is_empty())),
            other => CellText::words(Some(form.value(other))),
        };
        let is_other = field.name == "start_time" && !text.is_empty() && !matches!(text.len(), 4 | 5);
        ShownCell { shown, is_other }
    };
    FIELDS.iter().map(cell).collect()
}

/// The words of the file as the forms of a group and its schedule: weekly from the first date.
fn translate(typed: &Form, names: &ImportNames, faults: &mut Vec<Fault>) -> Form {
    let value = |field: &str| Some(typed.value(field)).filter(|text| !text.is_empty());
    let unit = match value("unit") {
        Some(name) => names.unit(name),
        None => names.own_unit,
    };
    if unit.is_none() {
        faults.push(Fault::of("unit", Code::ImportUnitUnknown));
    }
    let venue = value("venue").and_then(|name| names.venue(name));
    if value("venue").is_some() && venue.is_none() {
        faults.push(Fault::of("venue", Code::ImportVenueUnknown));
    }
    let leader = match value("leader") {
        Some(email) => names.staff(email),
        None => names.importer,
    };
    if leader.is_none() {
        faults.push(Fault::of("leader", Code::ImportStaffUnknown));
    } else if names.importer.is_some() && leader != names.importer {
        faults.push(Fault::of("leader", Code::ImportLeaderOther));
    } else if leader.is_some_and(|leader| !names.leads(leader)) {
        faults.push(Fault::of("leader", Code::GroupLeaderRole));
    }
    let sessions = value("sessions").unwrap_or("1");
    let defaults = [("capacity", "8"), ("min_participants", "0"), ("start_time", "10:00"), ("duration_minutes", "120")];
    let missing = defaults.into_iter().filter(|(field, _)| value(field).is_none());
    // A column goes on as it is, but where the file says it in words of its own.
    let plain = typed.pairs().iter().filter(|(field, _)| !["kind", "leader"].contains(&field.as_str())).cloned();
    missing
        .fold(Form::of(plain), |form, (field, text)| form.set(field, text))
        .set("openness", "closed")
        .set("kind", kind(value("kind").unwrap_or("")))
        .set("every", 1)
        .set("count", sessions)
        .set("skip_public_holidays", true)
        .set("skip_breaks", true)
        .set_some("unit_id", unit.or(names.own_unit))
        .set_some("venue_id", venue)
        .set_some("leader", leader)
}

fn kind(text: &str) -> &str {
    match fold(text).as_str() {
        "toiminnallinen" | "" => GroupKind::Functional.code(),
        "elämänhallinta" => GroupKind::LifeManagement.code(),
        "terapeuttinen" => GroupKind::Therapeutic.code(),
        "eläinjaluontoavusteinen" => GroupKind::AnimalNature.code(),
        _ => text,
    }
}

/// The groups of the file that stand already.
async fn standing(db: &impl ConnectionTrait, wanted: &[CheckedRow]) -> Result<HashSet<GroupKey>> {
    let mut keys = HashSet::new();
    for chunk in wanted.chunks(CHUNK) {
        let names = chunk.iter().map(|one| search_key(&one.group.name));
        let rows: Vec<(String, Option<NaiveDate>)> = group::Entity::find()
            .select_only()
            .columns([group::Column::NameSearch, group::Column::FirstDate])
            .filter(group::COLUMN.name_search.is_in(names))
            .into_tuple()
            .all(db)
            .await?;
        keys.extend(rows.into_iter().filter_map(|(name, date)| Some((name, date?))));
    }
    Ok(keys)
}

/// How the rows of a file are taken in.
#[derive(Clone, Copy)]
struct Adding<'a> {
    importer: &'a Importer<'a>,
    columns: &'a Columns,
    writes: bool,
}

async fn add(act: Act<'_>, how: Adding<'_>, one: CheckedRow, report: &mut ImportReport) -> Result<()> {
    let Adding { importer, columns, writes } = how;
    if writes && !report.bad.is_empty() && !importer.skip_bad {
        return Ok(());
    }
    let act = act.by(importer.who);
    let added = if writes {
        let id = programme::create_group(act, one.group).await?;
        let group = reach_own_group(act, id).await?;
        acts::plan_anew(act, &group, one.schedule).await.map(drop)
    } else {
        acts::foresee_group(act, one.group, &one.schedule).await
    };
    match added {
        Ok(()) => report.added += 1,
        // No holidays and breaks leave it without a session: seen only when its dates are worked out.
        Err(Error::Invalid(faults)) => {
            report.bad.extend(faults.into_iter().map(|fault| columns.bad(one.line, fault)));
        }
        Err(error) => return Err(error),
    }
    Ok(())
}
