//! The client's rights, answered by the data protection officer: who has looked, what is held, and its erasure
//! (Regulation (EU) 2016/679, articles 15, 17 and 20; act 703/2023, section 11).

mod answers;
mod api;
mod erasure;
mod export;
mod held;
mod marks;
mod paths;
mod queries;
mod restored;
mod restored_page;
mod retention;
mod retention_page;
mod routes;
mod views;

pub use held::{HELD, HeldTable, NOTHING};
pub use restored::{AfterRestore, after_restore, is_older, write_down};
pub use retention::{DueCounts, due, erase_due, propose_erasures};
pub use routes::routes;
