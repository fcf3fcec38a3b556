//! Calendar feeds: one plain VEVENT a session, for clients, staff, groups, venues and the public programme.
//!
//! Owns `calendar_link` and `feed_event`. A request goes through [`before_router`]: the link and its rights are
//! checked at each fetch, a feed that shows nothing new comes from [`Feeds`], and any other is worked out: rows
//! ([`audience`] says what each reader may see), counted changes (`sequence`), bytes ([`feed`], [`ics`], [`zone`]).

mod api;
pub mod audience;
mod cache;
pub mod feed;
pub mod ics;
mod of_client;
pub mod paths;
mod queries;
mod routes;
mod rules;
mod sequence;
mod serve;
mod service;
mod views;
mod work;
pub mod zone;

pub use cache::Feeds;
pub use of_client::{end_calendars_of, erase, move_client};
pub use queries::{LinkRow, links_of_client, links_of_staff, shows_group};
pub use routes::routes;
pub use rules::{NewLink, private_addresses, suits_client};
pub use serve::before_router;
pub use service::{end_links, forget, new_link, note_fetches, revoke, revoke_all_of, rotate};
pub use views::{fetched, made};
