//! Rows as they were understood: what people check a file by before it is written.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{NaiveDate, NaiveTime};
use entity::id::ImportRunId;
use entity::state::Language;

use crate::text::{t, when};

/// So many rows are shown whatever stands in them.
const FIRST: usize = 5;
/// The most rows that are shown.
const MOST: usize = 500;
/// The most long trials whose rows are kept at hand.
const KEPT: usize = 32;

/// What stands in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellText {
    Nothing,
    Words(String),
    /// Texts by their keys.
    Texts(Vec<String>),
    Day(NaiveDate),
    Time(NaiveTime),
}

impl CellText {
    /// Words that may be missing.
    pub fn words(words: Option<impl ToString>) -> Self {
        words.map_or(Self::Nothing, |words| Self::Words(words.to_string()))
    }

    /// The text of a key.
    pub fn text(key: impl Into<String>) -> Self {
        Self::Texts(vec![key.into()])
    }

    /// It in the words of a language.
    pub fn in_language(&self, language: Language) -> String {
        match self {
            Self::Nothing => "–".to_owned(),
            Self::Words(words) => words.clone(),
            Self::Texts(keys) => keys.iter().map(|key| t(language, key)).collect::<Vec<_>>().join(", "),
            Self::Day(day) => when::full_day(language, *day),
            Self::Time(time) => when::time(language, *time),
        }
    }
}

/// A field of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownCell {
    pub shown: CellText,
    /// Whether it says otherwise than its cell in the file, or than what stands.
    pub is_other: bool,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFate {
    /// It is added.
    New,
    /// It stands already.
    Stands,
    /// It stands already and says otherwise: what stands is left as it is.
    StandsOtherwise,
}

impl RowFate {
    /// The key of its words.
    pub const fn key(self) -> &'static str {
        match self {
            Self::New => "import-row-new",
            Self::Stands => "import-row-stands",
            Self::StandsOtherwise => "import-row-stands-otherwise",
        }
    }
}

/// A row of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownRow {
    /// The line of the file.
    pub line: usize,
    pub fate: RowFate,
    /// A cell for each heading.
    pub cells: Vec<ShownCell>,
}

/// The first rows of a file, and those that are written otherwise than they stand in it, or not written over what stands.
#[derive(Clone, Debug, Default)]
pub struct ShownRows {
    /// The file's own headings, and those that it could have had.
    pub headings: Vec<String>,
    pub rows: Vec<ShownRow>,
}

impl ShownRows {
    /// Takes a row that is to be shown.
    pub fn push(&mut self, row: ShownRow) {
        let is_other = row.fate == RowFate::StandsOtherwise || row.cells.iter().any(|cell| cell.is_other);
        if self.rows.len() < FIRST || is_other && self.rows.len() < MOST {
            self.rows.push(row);
        }
    }

    /// Takes the rows of the next part of the file.
    pub fn append(&mut self, next: Self) {
        self.headings = next.headings;
        next.rows.into_iter().for_each(|row| self.push(row));
    }
}

/// The rows of the last long trials. They hold names and are kept in this process only: a trial writes nothing.
#[derive(Clone, Default)]
pub struct TriedRows(Arc<Mutex<VecDeque<(ImportRunId, ShownRows)>>>);

impl TriedRows {
    /// Keeps the rows of a trial.
    pub fn keep(&self, id: ImportRunId, rows: ShownRows) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_back((id, rows));
        if kept.len() > KEPT {
            kept.pop_front();
        }
    }

    /// Forgets the rows of every trial.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The rows of a trial; none where another process tried it.
    pub fn of(&self, id: ImportRunId) -> ShownRows {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(kept, _)| *kept == id).map(|(_, rows)| rows.clone()).unwrap_or_default()
    }
}
