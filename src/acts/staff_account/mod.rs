//! Somebody leaves or comes back: the account is closed or opened, and whoever counted on that person is looked after.

mod account;
mod routes;

pub use account::{close_account, open_account};
pub use routes::routes;
