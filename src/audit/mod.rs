//! Audit: the change log, the access log and the disclosure log, written in the transaction of the act.
//!
//! Owns `change_log`, `access_log`, `disclosure_log` and `log_seal`. Rows are only ever added, and removed after twelve
//! years; a job puts each under a [`seal`].

mod forget;
mod head;
mod queries;
pub mod seal;
mod sealing;
mod service;
mod verify;

pub use forget::forget;
pub use head::{SealHead, stands};
pub use queries::{
    AccessEntry, ChangeEntry, DisclosureEntry, accesses_by_others, accesses_of, changes_of, disclosures_of,
    part_of_accesses,
};
pub use sealing::{head, seal_due, seal_logs};
pub use service::{Disclosure, LoggedChange, changed, changed_all, disclosed, seen, seen_all};
pub use verify::{Verified, verify};
