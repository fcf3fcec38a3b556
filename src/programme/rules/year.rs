//! Breaks and seasons as they were typed.

use chrono::NaiveDate;
use entity::id::UnitId;
use entity::{break_period, season};

use crate::error::{Code, Fault, Result};
use crate::web::form::{Form, LINE, Reader, Reading};

/// A time without sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakInput {
    pub name: String,
    /// The unit that has it, with all below; none means everybody.
    pub unit_id: Option<UnitId>,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Its last day.
    pub ends_on: NaiveDate,
}

/// A season of the programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeasonInput {
    pub name: String,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Its last day.
    pub ends_on: NaiveDate,
}

/// Reads a break.
pub fn read_break(form: &Form) -> Result<BreakInput> {
    let mut reader = form.reader();
    let (name, unit_id) = (reader.text("name", LINE), reader.id_or_none("unit_id"));
    let (starts_on, ends_on) = days(&mut reader);
    reader.done(|| Ok(BreakInput { name: name?, unit_id: unit_id?, starts_on: starts_on?, ends_on: ends_on? }))
}

/// Reads a season.
pub fn read_season(form: &Form) -> Result<SeasonInput> {
    let mut reader = form.reader();
    let name = reader.text("name", LINE);
    let (starts_on, ends_on) = days(&mut reader);
    reader.done(|| Ok(SeasonInput { name: name?, starts_on: starts_on?, ends_on: ends_on? }))
}

/// The first and the last day.
fn days(reader: &mut Reader<'_>) -> (Reading<NaiveDate>, Reading<NaiveDate>) {
    let (starts_on, ends_on) = (reader.date("starts_on"), reader.date("ends_on"));
    let ends_on = reader.checked(ends_on, |last| {
        let before = starts_on.is_ok_and(|first| *last < first);
        before.then(|| Fault::of("ends_on", Code::ScheduleErrorUntilBeforeStart))
    });
    (starts_on, ends_on)
}

/// The form of a break that stands.
pub fn break_form(row: &break_period::Model) -> Form {
    let form = Form::default().set("name", &row.name).set_some("unit_id", row.unit_id);
    form.set("starts_on", row.starts_on).set("ends_on", row.ends_on)
}

/// The form of a season that stands.
pub fn season_form(row: &season::Model) -> Form {
    Form::default().set("name", &row.name).set("starts_on", row.starts_on).set("ends_on", row.ends_on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn a_break_may_last_one_day_and_never_ends_before_it_begins() {
        let typed =
            |last: &str| Form::default().set("name", "Hiihtoloma").set("starts_on", "2027-03-01").set("ends_on", last);
        assert!(read_break(&typed("2027-03-01")).is_ok());
        let Err(Error::Invalid(faults)) = read_break(&typed("2027-02-28")) else { panic!("a fault") };
        assert_eq!((faults.len(), faults[0].field.as_ref()), (1, "ends_on"));
        let Err(Error::Invalid(faults)) = read_season(&typed("soon")) else { panic!("a fault") };
        assert_eq!(faults[0].code, Code::FaultDate);
    }
}
