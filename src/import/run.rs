//! The one way in for every file.

use super::report::{Importer, Report};
use super::{clients, columns, groups, referrals, table};
use crate::access::Act;
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

/// Reads a file and writes its rows into `tx`; the transaction is committed only when the report [`stays`](Report::stays).
pub async fn import(act: Act<'_>, importer: &Importer<'_>, kind: Kind, bytes: &[u8]) -> Result<Report> {
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
