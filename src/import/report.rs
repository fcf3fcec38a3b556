//! Who imports, and what came of it.

use super::columns::Bad;
use crate::access::Actor;

/// Who imports, and how.
pub struct Importer<'a> {
    /// Who imports; a worker becomes the key worker where the file names none.
    pub who: Actor,
    /// Whether good rows are written though others are bad.
    pub skip_bad: bool,
    /// Told how many rows of how many are written.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

/// What came of a file.
#[derive(Debug, Default)]
pub struct Report {
    /// Rows in the file.
    pub rows: usize,
    /// Rows written.
    pub added: usize,
    /// Rows that stood already.
    pub standing: usize,
    /// Everything that is wrong, by line.
    pub bad: Vec<Bad>,
}

impl Report {
    /// Whether what was written may stay: never on a trial, and beside bad rows only where they may be skipped.
    pub fn stays(&self, dry_run: bool, skip_bad: bool) -> bool {
        !dry_run && (self.bad.is_empty() || skip_bad)
    }

    pub fn of_header(bad: Vec<Bad>) -> Self {
        Self { bad, ..Self::default() }
    }
}
