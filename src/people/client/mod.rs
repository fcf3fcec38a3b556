//! Clients: what the process needs to know of them, their private links, and who of them must not meet.
//!
//! Owns `client`, `client_link` and `pair_rule`. Every view leaves a row in the access log, in the same act.

mod links;
mod pairs;
mod queries;
mod rules;
mod service;

pub use links::{by_link, new_link};
pub use pairs::{keep_apart, pair_conflict};
pub use queries::{Contact, contact};
pub use rules::{ClientInput, Named, alive, is_email, is_hidden, is_phone, shown_name};
pub use service::{create, create_all};
