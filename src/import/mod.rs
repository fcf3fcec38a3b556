//! Import of spreadsheets: the same on the command line and on a page. Every fault is told with its line and column,
//! nothing is written when any row is bad unless those may be skipped, and running it again makes no duplicates. A long
//! file goes in batch by batch.
//!
//! Owns `import_run`.

mod bad;
mod batches;
mod clients;
mod columns;
mod decode;
mod groups;
mod names;
mod queries;
mod records;
mod referrals;
mod report;
mod routes;
mod rows;
mod run;
mod shown;
mod table;
mod views;
mod words;
mod workbook;

pub use bad::Bad;
pub use batches::{BATCH, go_on, go_on_with_all, start_import, tried};
pub use columns::Layout;
pub use queries::run_of_anybody;
pub use report::{Counts, FaultLine, ImportReport, Importer, LongFile, Met};
pub use routes::routes;
pub use rows::forget_faults;
pub use run::{fields, headings, import, table_of};
pub use shown::{CellText, RowFate, ShownCell, ShownRow, ShownRows, TriedRows};
pub use table::{FileRow, FileTable};
