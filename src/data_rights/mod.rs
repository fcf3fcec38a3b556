//! The client's rights, answered by the data protection officer: who has looked, what is held, and its erasure
//! (Regulation (EU) 2016/679, articles 15, 17 and 20; act 703/2023, section 11).

mod api;
mod erasure;
mod export;
mod paths;
mod queries;
mod restored;
mod routes;
mod views;

pub use restored::{Restored, after_restore, is_older, write_down_erased};
pub use routes::routes;
