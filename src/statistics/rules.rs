//! What may be asked of the figures: periods on fixed edges, and cuts from one fixed set.

use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::{Datelike, Months, NaiveDate, TimeDelta};
use entity::id::UnitId;
use entity::state::GroupKind;

use super::cut::{By, Selection};
use crate::access::Viewer;
use crate::error::{Code, Error, Fault, Result};
use crate::web::form::{Form, LINE};

/// What was asked for: a period and a selection of figures.
#[derive(Clone, Debug)]
pub struct Question {
    /// The first and last day.
    pub period: RangeInclusive<NaiveDate>,
    /// Which figures.
    pub selection: Selection,
}

/// A period that people choose by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The text key of its name.
    pub key: &'static str,
    pub year: i32,
    /// Its first and last day.
    pub days: RangeInclusive<NaiveDate>,
}

/// The seasons and the whole of a year.
pub fn periods(year: i32) -> Vec<Period> {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    [
        ("statistics-year", day(1, 1)..=day(12, 31)),
        ("statistics-spring", day(1, 1)..=day(5, 31)),
        ("statistics-summer", day(6, 1)..=day(8, 31)),
        ("statistics-autumn", day(9, 1)..=day(12, 31)),
    ]
    .map(|(key, days)| Period { key, year, days })
    .into()
}

/// Reads a question; free date ranges are refused, since two of them could be subtracted from each other.
pub fn read(form: &Form, today: NaiveDate) -> Result<Question> {
    let form = &spread(form);
    let mut reader = form.reader();
    let (from, to) = (reader.date_or_none("from"), reader.date_or_none("to"));
    let by = reader.choice_or_none("by", By::from_code);
    let kind = reader.choice_or_none("kind", GroupKind::from_code);
    let [unit, area] = ["unit_id", "area_id"].map(|name| reader.id_or_none::<UnitId>(name));
    let project = reader.text_or_none("project", LINE);
    let period = match (from, to) {
        (Ok(from), Ok(to)) => {
            period(from, to, today).ok_or_else(|| reader.fault(Fault::of("from", Code::StatisticsEdges)))
        }
        (Err(faulty), _) | (_, Err(faulty)) => Err(faulty),
    };
    reader.done(|| {
        let selection = Selection {
            by: by?.unwrap_or(By::None),
            kind: kind?,
            area: area?.map(|area| area.0),
            unit: unit?.map(|unit| unit.0),
            project: project?.map(Arc::from),
        };
        Ok(Question { period: period?, selection })
    })
}

/// A period chosen by name comes in one field, `2026-01-01_2026-05-31`.
fn spread(form: &Form) -> Form {
    match form.value("period").split_once('_') {
        Some((from, to)) => form.clone().set("from", from).set("to", to),
        None => form.clone(),
    }
}

/// A period on the edges of a month, a season or a year; this year when nothing was asked.
fn period(from: Option<NaiveDate>, to: Option<NaiveDate>, today: NaiveDate) -> Option<RangeInclusive<NaiveDate>> {
    let year = periods(today.year()).into_iter().next()?.days;
    let (from, to) = match (from, to) {
        (None, None) => return Some(year),
        (from, to) => (from?, to?),
    };
    let month_end = from.checked_add_months(Months::new(1))? - TimeDelta::days(1);
    let is_month = from.day() == 1 && to == month_end;
    let is_named = periods(from.year()).iter().any(|period| period.days == (from..=to));
    (is_month || is_named).then_some(from..=to)
}

/// Keeps a question within what the person's units reach.
///
/// Whoever is placed at the top sees all. Elsewhere a question without a unit is narrowed to the own one, as the
/// area or the unit that it is.
pub fn within(mut question: Question, by: &Viewer, tree: Tree) -> Result<Question> {
    let reached = |unit: uuid::Uuid| by.units.contains(&UnitId(unit));
    for asked in [question.selection.unit, question.selection.area].into_iter().flatten() {
        if !reached(asked) {
            return Err(Error::NotFound);
        }
    }
    if !tree.is_top && question.selection.unit.is_none() && question.selection.area.is_none() {
        let own = Some(by.unit_id.0);
        if tree.is_area { question.selection.area = own } else { question.selection.unit = own }
    }
    Ok(question)
}

/// Where the person stands in the organisation.
#[derive(Clone, Copy, Debug)]
pub struct Tree {
    /// The person's unit has none above it.
    pub is_top: bool,
    /// The person's unit is an area.
    pub is_area: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn asked(from: &str, to: &str) -> Option<RangeInclusive<NaiveDate>> {
        period(Some(day(from)), Some(day(to)), day("2026-10-14"))
    }

    #[test]
    fn a_period_lies_on_the_edges_of_a_month_a_season_or_a_year() {
        assert!(asked("2026-02-01", "2026-02-28").is_some());
        assert!(asked("2026-01-01", "2026-05-31").is_some());
        assert!(asked("2026-06-01", "2026-08-31").is_some());
        assert!(asked("2025-01-01", "2025-12-31").is_some());
        assert_eq!(period(None, None, day("2026-10-14")), Some(day("2026-01-01")..=day("2026-12-31")));
        for (from, to) in [("2026-01-01", "2026-05-30"), ("2026-01-02", "2026-12-31"), ("2026-03-01", "2026-04-30")] {
            assert!(asked(from, to).is_none(), "{from} {to}");
        }
        assert!(period(Some(day("2026-01-01")), None, day("2026-10-14")).is_none());
    }
}
