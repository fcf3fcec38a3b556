//! What becomes of an application from the open programme: sent, taken up, turned down, taken back.

mod accept;
mod apply;
mod confirm;
mod limit;
mod reject;
mod routes;
mod withdraw;

pub use accept::accept_application;
pub use apply::apply_to_group;
pub use confirm::confirm_application;
pub use reject::{answer_in_vain, reject_application};
pub use routes::routes;
