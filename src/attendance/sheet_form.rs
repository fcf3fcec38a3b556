//! The sheet as a form. Pure.

use entity::attendance;
use entity::id::ParticipationId;
use entity::state::{AttendanceStatus as Status, Openness};

use super::rules::{CROWD, Guest, HeadCount, SentMark, Sheet};
use crate::error::{Code, Fault, Faults, Result};
use crate::web::form::{Form, Reader, Reading};

/// The names of a person's fields on the form.
pub fn field(part: &str, id: ParticipationId) -> String {
    format!("{part}-{id}")
}

/// The fields of the form that hold several values each.
pub const LISTS: [&str; 2] = ["walk_ins", "walk_in_client"];

/// The form of what is recorded.
pub fn form(rows: &[attendance::Model], head_count: Option<i32>, guests: &[Guest]) -> Form {
    let mut form = Form::default().set_some("head_count", head_count);
    for row in rows {
        let partly = matches!(row.status, Status::Late | Status::Partial);
        let told = (row.status != Status::Unrecorded).then_some(row.status);
        form = form
            .set_some(&field("status", row.participation_id), told)
            .set_some(&field("minutes", row.participation_id), partly.then_some(row.minutes))
            .set_some(&field("note", row.participation_id), row.note.as_ref());
    }
    let aliases: Vec<&str> = guests.iter().filter_map(|guest| guest.alias.as_deref()).collect();
    let clients = guests.iter().filter_map(|guest| guest.client);
    clients.fold(form.set("walk_ins", aliases.join("\n")), |form, client| form.set("walk_in_client", client))
}

/// The places that the form may mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetLines {
    pub on_sheet: Vec<ParticipationId>,
    /// Who was not expected and may have come all the same.
    pub others: Vec<ParticipationId>,
}

impl SheetLines {
    fn iter(&self) -> impl Iterator<Item = ParticipationId> {
        self.on_sheet.iter().chain(&self.others).copied()
    }
}

/// Reads the form: `all=present` marks everyone on the sheet who has no mark yet; minutes count where they are asked.
pub fn read(form: &Form, lines: &SheetLines, openness: Openness) -> Result<Sheet> {
    let mut reader = form.reader();
    let all = (form.value("all") == "present").then_some(Status::Present);
    let entries: Vec<Reading<Option<SentMark>>> = lines
        .iter()
        .map(|id| read_entry(form, &mut reader, id, all.filter(|_| lines.on_sheet.contains(&id))))
        .collect();
    let entries: Reading<Vec<Option<SentMark>>> = entries.into_iter().collect();
    let open = openness == Openness::Open;
    let counted = reader.number_or_none("head_count", 0..=CROWD);
    let clients = reader.choices("walk_in_client", |id| id.parse().ok());
    let more = reader.id_or_none("walk_in_more");
    let sheet = || -> Reading<Sheet> {
        let clients =
            clients?.into_iter().chain(more?).map(|client| Guest { client: Some(client), alias: None, minutes: None });
        let aliases = form.all("walk_ins").flat_map(str::lines).map(str::trim).filter(|line| !line.is_empty());
        let aliases = aliases.map(|alias| Guest { client: None, alias: Some(alias.to_owned()), minutes: None });
        Ok(Sheet {
            entries: entries?.into_iter().flatten().collect(),
            head_count: if open && form.all("head_count").next().is_some() {
                HeadCount::Now(counted?)
            } else {
                HeadCount::AsBefore
            },
            guests: open.then(|| clients.chain(aliases).collect()),
        })
    };
    let sheet = sheet();
    reader.done(|| sheet)
}

/// The mark of one person; none when nothing is said of them.
fn read_entry(
    form: &Form,
    reader: &mut Reader<'_>,
    id: ParticipationId,
    otherwise: Option<Status>,
) -> Reading<Option<SentMark>> {
    let code = form.value(&field("status", id));
    let note = Some(form.value(&field("note", id))).filter(|note| !note.is_empty()).map(str::to_owned);
    let status = match (Status::from_code(code), code.is_empty()) {
        (None, true) => otherwise.or(note.is_some().then_some(Status::Unrecorded)),
        (None, false) => return Err(reader.fault(Fault::of(field("status", id), Code::FaultChoice))),
        (status, _) => status,
    };
    let Some(status) = status else { return Ok(None) };
    match read_minutes(form, id, status) {
        Ok(minutes) => Ok(Some(SentMark { participation: id, status, minutes, note })),
        Err(_) => Err(reader.fault(Fault::of(field("status", id), Code::AttendanceMinutesNeeded))),
    }
}

fn read_minutes(form: &Form, id: ParticipationId, status: Status) -> Result<Option<i32>, std::num::ParseIntError> {
    match form.value(&field("minutes", id)) {
        told if !told.is_empty() && matches!(status, Status::Late | Status::Partial) => told.parse().map(Some),
        _ => Ok(None),
    }
}

/// The faults of a sheet at the fields of its form.
pub fn on_form(faults: Faults, sheet: &Sheet) -> Faults {
    let place = |name: &str| {
        let at = name.strip_prefix("entries[")?.split_once(']')?.0.parse::<usize>().ok()?;
        Some(field("status", sheet.entries.get(at)?.participation))
    };
    let moved = |fault: Fault| match place(&fault.field) {
        Some(name) => Fault { field: name.into(), ..fault },
        None if fault.field.starts_with("walk_ins") => Fault { field: "walk_ins".into(), ..fault },
        None => fault,
    };
    faults.into_iter().map(moved).collect()
}
