//! `import_run`: a long import, and how far it has come; its file is kept until it is done.

use sea_orm::entity::prelude::*;

use crate::id::{ImportRunId, StaffId};
use crate::state::{ImportKind, ImportPhase};

/// A long import, a batch of rows a transaction.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_run")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportRunId,
    /// Who imports; none on the command line.
    pub staff_id: Option<StaffId>,
    pub kind: ImportKind,
    pub phase: ImportPhase,
    pub dry_run: bool,
    pub skip_bad: bool,
    /// The bytes of the file; none once the run is done.
    #[sea_orm(column_type = "Blob", nullable)]
    pub file: Option<Vec<u8>>,
    /// Which sheet of a workbook with several.
    pub sheet: Option<String>,
    pub rows: i32,
    /// How many rows of the phase are behind it.
    pub cursor: i32,
    pub added: i32,
    pub standing: i32,
    pub faulty: i32,
    /// The first faults as JSON, in the words of whoever imports.
    pub faults: String,
    /// Which columns are read and which aren't, as JSON; none of runs before it was kept.
    pub layout: Option<String>,
    pub created_at: DateTimeUtc,
    pub lease_until: DateTimeUtc,
    pub finished_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
