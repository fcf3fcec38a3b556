//! Who imports, and what came of it.

use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::{Mutex, PoisonError};

use entity::import_run;
use entity::state::{ImportKind, Language};
use serde::{Deserialize, Serialize};

use super::bad::Bad;
use super::columns::{Columns, Layout};
use super::shown::ShownRows;
use super::workbook::BETWEEN;
use crate::access::Actor;
use crate::error::Code;
use crate::text::Arg;
use crate::web::problem::fault_text;

/// Who imports, and how.
pub struct Importer<'a> {
    /// Who imports; a worker becomes the key worker where the file names none.
    pub who: Actor,
    /// Whether good rows are written though others are bad.
    pub skip_bad: bool,
    /// What the file has held so far.
    pub met: &'a Met,
}

/// A file to be imported.
pub struct LongFile {
    pub kind: ImportKind,
    pub bytes: Vec<u8>,
    /// Which sheet of a workbook with several.
    pub sheet: String,
    /// Whether everything is taken back.
    pub dry_run: bool,
    /// Whether good rows are written though others are bad.
    pub skip_bad: bool,
}

/// The rows of a file that were met before, by what makes two of them the same.
#[derive(Debug, Default)]
pub struct Met(Mutex<HashMap<String, usize>>);

impl Met {
    /// The line on which the same stood before.
    pub fn before(&self, key: &impl Debug, line: usize) -> Option<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(format!("{key:?}"), line)
    }
}

/// What came of a file, or of a part of it.
#[derive(Debug, Default)]
pub struct ImportReport {
    /// Rows in the file.
    pub rows: usize,
    /// Rows written.
    pub added: usize,
    /// Rows that stood already.
    pub standing: usize,
    /// Everything that is wrong, by line.
    pub bad: Vec<Bad>,
    /// Which columns are read.
    pub layout: Layout,
    /// Rows as they were understood.
    pub read: ShownRows,
}

impl ImportReport {
    /// Of a table whose headings are known.
    pub fn of(columns: &Columns, rows: usize) -> Self {
        let read = ShownRows { headings: columns.headings(), ..ShownRows::default() };
        Self { rows, layout: columns.layout.clone(), read, ..Self::default() }
    }

    /// Whether what was written may stay: never on a trial, and beside bad rows only where they may be skipped.
    pub fn stays(&self, dry_run: bool, skip_bad: bool) -> bool {
        !dry_run && (self.bad.is_empty() || skip_bad)
    }

    /// A file that can't be read as a whole: nothing of it is written, whether bad rows may be skipped or not.
    pub fn of_file(bad: Vec<Bad>) -> Self {
        Self { bad, ..Self::default() }
    }

    /// The sheets of a workbook of which one is to be named.
    pub fn sheets(&self) -> Vec<&str> {
        let asked = self.bad.iter().filter(|bad| bad.fault.code == Code::ImportSheetNeeded);
        let names = asked.flat_map(|bad| &bad.fault.args).filter_map(|(_, names)| match names {
            Arg::Words(names) => Some(names.split(BETWEEN)),
            Arg::Number(_) => None,
        });
        names.flatten().collect()
    }

    /// The faults in the words of a language.
    pub fn lines(&self, language: Language) -> Vec<FaultLine> {
        self.bad.iter().map(|bad| FaultLine::of(bad, language)).collect()
    }
}

/// A fault as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultLine {
    /// The line of the file.
    pub line: usize,
    /// The heading of the column; empty when the fault is of the whole row.
    pub column: String,
    /// What is wrong.
    pub reason: String,
}

impl FaultLine {
    fn of(bad: &Bad, language: Language) -> Self {
        Self { line: bad.line, column: bad.column.clone(), reason: fault_text(language, &bad.fault) }
    }
}

/// How many rows came out in which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    pub rows: usize,
    pub added: usize,
    pub standing: usize,
    pub faulty: usize,
}

impl From<&ImportReport> for Counts {
    fn from(report: &ImportReport) -> Self {
        let ImportReport { rows, added, standing, bad, .. } = report;
        Self { rows: *rows, added: *added, standing: *standing, faulty: bad.len() }
    }
}

impl From<&import_run::Model> for Counts {
    fn from(run: &import_run::Model) -> Self {
        let count = |number: i32| usize::try_from(number).unwrap_or_default();
        Self {
            rows: count(run.rows),
            added: count(run.added),
            standing: count(run.standing),
            faulty: count(run.faulty),
        }
    }
}
