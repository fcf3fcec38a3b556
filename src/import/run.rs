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
    match table_of(kind, bytes, "") {
        Ok(table) => import_rows(act, importer, kind, &table, true).await,
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

/// The headings of each of these columns.
pub fn headings(kind: ImportKind) -> Vec<&'static [&'static str]> {
    columns_of(kind).iter().map(|field| field.headings).collect()
}

const fn columns_of(kind: ImportKind) -> &'static [ImportField] {
    match kind {
        ImportKind::Clients => clients::FIELDS,
        ImportKind::Groups => groups::FIELDS,
        ImportKind::Referrals => referrals::FIELDS,
    }
}

/// A file as a table; `sheet` names one of several in a workbook.
pub fn table_of(kind: ImportKind, bytes: &[u8], sheet: &str) -> Result<FileTable, Bad> {
    table::read(bytes, sheet, |heading| columns::is_known(columns_of(kind), heading))
}

/// The same of a table, or of some rows of one. A trial needs not write to say what would come of it.
pub async fn import_rows(
    act: Act<'_>,
    importer: &Importer<'_>,
    kind: ImportKind,
    table: &FileTable,
    writes: bool,
) -> Result<ImportReport> {
    let mut report = match kind {
        ImportKind::Clients => clients::import(act, importer, table, writes).await?,
        ImportKind::Groups => groups::import(act, importer, table, writes).await?,
        ImportKind::Referrals => referrals::import(act, importer, table, writes).await?,
    };
    if !report.stays(false, importer.skip_bad) {
        report.added = 0;
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(fields: &'static [ImportField], heading: &str) -> Option<&'static str> {
        assert!(!columns::is_known(fields, heading), "{heading}");
        columns::meant(fields, heading).map(|field| field.name)
    }

    #[test]
    fn a_heading_that_is_almost_one_of_a_field_is_told_which() {
        for (heading, field) in [
            ("Turvakielto (k/e)", "address_protection"),
            ("Turvakielo", "address_protection"),
            ("Puhelin nro", "phone"),
            ("Puh.", "phone"),
            ("Synt.vuosi", "birth_year"),
            ("Kotikunta", "municipality"),
            ("Sähköpostiosoite", "email"),
            ("Osoite", "postal_address"),
            ("Asiakasnro", "external_ref"),
            ("Asiakkaan nimi", "name"),
            ("Työntekijä", "key_worker"),
            ("Omatyöntekijän nimi", "key_worker"),
            ("Äidinkieli", "language"),
        ] {
            assert_eq!(means(clients::FIELDS, heading), Some(field), "{heading}");
        }
        for (heading, field) in [
            ("Klo", "start_time"),
            ("Kellonaika", "start_time"),
            ("Kesto (min)", "duration_minutes"),
            ("Paikkoja yht.", "capacity"),
            ("Kokoontumispaikka", "venue"),
            ("Alkamispäivä", "first_date"),
            ("Ohjaajat", "leader"),
            ("Kerrat", "sessions"),
        ] {
            assert_eq!(means(groups::FIELDS, heading), Some(field), "{heading}");
        }
        for (heading, field) in [("Ryhmän nimi", "group"), ("Lähetetty pvm", "submitted_on"), ("Syyt", "reason")] {
            assert_eq!(means(referrals::FIELDS, heading), Some(field), "{heading}");
        }
        for heading in ["Huom", "Huomio", "Lisätiedot", "Postinumero", "Sukupuoli", "Muistiinpanot", "Notes", "F"] {
            assert_eq!(means(clients::FIELDS, heading), None, "{heading}");
        }
    }
}
