//! Import of spreadsheets: the same on the command line and on a page. Every fault is told with its line and column,
//! nothing is written when any row is bad unless those may be skipped, and running it again makes no duplicates.

mod clients;
mod columns;
mod groups;
mod names;
mod referrals;
mod routes;
mod table;
mod views;

pub use self::columns::Bad;
pub use self::routes::routes;
use crate::access::Act;
use crate::access::Actor;
use crate::error::Result;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Clients.
    Clients,
    /// Groups.
    Groups,
    /// Referrals.
    Referrals,
}

impl Kind {
    /// The code in addresses, forms and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Clients => "clients",
            Self::Groups => "groups",
            Self::Referrals => "referrals",
        }
    }
}

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

    fn of_header(bad: Vec<Bad>) -> Self {
        Self { bad, ..Self::default() }
    }
}

/// Reads a file and writes its rows into `tx`; the transaction is committed only when the report [`stays`](Report::stays).
pub async fn import(act: Act<'_>, importer: &Importer<'_>, (kind, bytes): (Kind, &[u8])) -> Result<Report> {
    let fields = match kind {
        Kind::Clients => clients::FIELDS,
        Kind::Groups => groups::FIELDS,
        Kind::Referrals => referrals::FIELDS,
    };
    let table = table::read(bytes, |heading| columns::is_known(fields, heading));
    let mut report = match kind {
        Kind::Clients => clients::import(act, importer, &table).await?,
        Kind::Groups => groups::import(act, importer, &table).await?,
        Kind::Referrals => referrals::import(act, importer, &table).await?,
    };
    if !report.stays(false, importer.skip_bad) {
        report.added = 0;
    }
    Ok(report)
}
