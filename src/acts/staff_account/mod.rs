//! Somebody comes, leaves or comes back: the account, its password and its roles, and whoever counted on that person.

mod account;
mod password;
mod role;
mod routes;
mod views;

pub use account::{close_account, open_account};
pub use password::{give_password, reset_by_link};
pub use role::{RoleOf, add_member, settle_role};
pub use routes::routes;
