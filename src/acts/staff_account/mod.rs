//! Somebody comes, leaves or comes back: the account, its password and its roles, and whoever counted on that person.

mod account;
mod api;
mod change_member;
mod password;
mod role;
mod routes;
mod sign_ins;
mod unit;
mod views;

pub use account::{close_account, open_account};
pub use change_member::{MemberChange, change_member};
pub use password::{give_password, reset_by_link};
pub use role::{RoleOf, add_member, settle_role, settle_role_on_server};
pub use routes::routes;
