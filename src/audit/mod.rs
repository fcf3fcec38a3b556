//! Audit: the change log, the access log and the disclosure log, written in the transaction of the act.
//!
//! Owns `change_log`, `access_log`, `disclosure_log` and `log_seal`. Rows are only ever added; [`seal`] chains them.

mod queries;
pub mod seal;
mod service;

pub use queries::{
    AccessEntry, ChangeEntry, DisclosureEntry, accesses_by_others, accesses_of, changes_of, disclosures_of,
    part_of_accesses,
};
pub use service::{
    Disclosure, LoggedChange, changed, changed_all, disclosed, seal_due, seal_logs, seen, seen_all, verify,
};
