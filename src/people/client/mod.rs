//! Clients: what the process needs to know of them, their private links, and who of them must not meet.
//!
//! Owns `client`, `client_link` and `pair_rule`. Every view leaves a row in the access log, in the same act.

pub mod api;
mod choices;
mod erase;
mod key_worker;
mod links;
mod merge;
mod pairs;
pub mod paths;
mod queries;
mod refused;
mod routes;
mod rules;
mod service;
mod show;
mod veil;
mod views;

pub use choices::{ClientChoices, set_choices};
pub use erase::erase;
pub use key_worker::{again as key_worker_again, ask_for_key_worker, ask_to_meet};
pub use links::{LinkHolder, by_link, end_links, forget_links, new_link, writes_by_link};
pub use merge::{lock_both, merged_ids, set_merged, survivor};
pub use pairs::{KeptPair, NewPair, close_pair_tasks, keep_apart, keep_apart_again, kept_pairs, pair_conflict};
pub use queries::{ClientContact, WorkerOption, contact, death_recorded, key_worker_of, open, reached, worker_options};
pub use refused::{set_reached, set_refused};
pub use routes::{again, routes, typed};
pub use rules::{ClientInput, Named, alive, is_email, is_hidden, read, shown_name, shown_to};
pub use service::{
    ClientChanged, Restraint, create, create_all, lock, set_client, set_key_worker, set_links_ended, set_restraint,
};
pub use veil::{by_name, code, name_for, veil};
