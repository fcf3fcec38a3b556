//! The one way in for every file.

use entity::state::ImportKind;

use serde_json::json;

use super::bad::Bad;
use super::columns::ImportField;
use super::report::{Counts, ImportReport, Importer};
use super::table::{self, FileTable};
use super::{clients, columns, groups, referrals};
use crate::access::Act;
use crate::audit::{self, LoggedChange};
use crate::error::Result;

/// Reads a file and writes its rows; the transaction is committed only when the report [`stays`](ImportReport::stays).
pub async fn import(act: Act<'_>, importer: &Importer<'_>, kind: ImportKind, bytes: &[u8]) -> Result<ImportReport> {
    match read(kind, bytes) {
        Ok(table) => import_rows(act, importer, kind, &table).await,
        Err(bad) => Ok(ImportReport::of_file(vec![bad])),
    }
}

/// Logs what somebody was told of a file, also of one that was only tried: an answer says who stands already.
pub async fn log_run(act: Act<'_>, kind: ImportKind, counts: Counts, dry_run: bool) -> Result<()> {
    let name = if dry_run { "import.tried" } else { "import.run" };
    let Counts { rows, added, standing, faulty } = counts;
    let details = json!({ "kind": kind, "rows": rows, "added": added, "standing": standing, "faulty": faulty });
    let change = LoggedChange { act: name, subject: "import", subject_id: None, client: None, details };
    audit::changed(act, change).await
}

/// The names of the columns that a file may have.
pub fn fields(kind: ImportKind) -> Vec<&'static str> {
    columns_of(kind).iter().map(|field| field.name).collect()
}

const fn columns_of(kind: ImportKind) -> &'static [ImportField] {
    match kind {
        ImportKind::Clients => clients::FIELDS,
        ImportKind::Groups => groups::FIELDS,
        ImportKind::Referrals => referrals::FIELDS,
    }
}

/// A file as a table.
pub fn read(kind: ImportKind, bytes: &[u8]) -> Result<FileTable, Bad> {
    table::read(bytes, |heading| columns::is_known(columns_of(kind), heading))
}

/// The same of a table, or of some rows of one.
pub async fn import_rows(
    act: Act<'_>,
    importer: &Importer<'_>,
    kind: ImportKind,
    table: &FileTable,
) -> Result<ImportReport> {
    let mut report = match kind {
        ImportKind::Clients => clients::import(act, importer, table).await?,
        ImportKind::Groups => groups::import(act, importer, table).await?,
        ImportKind::Referrals => referrals::import(act, importer, table).await?,
    };
    if !report.stays(false, importer.skip_bad) {
        report.added = 0;
    }
    Ok(report)
}
