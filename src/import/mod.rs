//! Import of spreadsheets: the same on the command line and on a page. Every fault is told with its line and column,
//! nothing is written when any row is bad unless those may be skipped, and running it again makes no duplicates.

mod clients;
mod columns;
mod groups;
mod names;
mod referrals;
mod report;
mod routes;
mod run;
mod table;
mod views;

pub use columns::Bad;
pub use report::{Importer, Report};
pub use routes::routes;
pub use run::{Kind, import};
