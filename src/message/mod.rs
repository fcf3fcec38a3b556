//! Messages: the outbox. An act or a job queues a message in its own transaction; delivery sends it apart from that.
//!
//! Owns `message`. It knows recipients, channels, languages and quiet hours, and never why a message exists: each
//! slice owns its texts, as the Fluent keys `{text}-subject`, `{text}-body` and `{text}-sms`.

mod api;
mod deliver;
pub mod discreet;
mod erase;
pub mod gsm;
mod manual_contact;
mod merge;
mod outbox;
pub mod paths;
mod placed;
mod queries;
pub mod quiet;
mod routes;
mod views;

pub use deliver::deliver;
pub use erase::{erase_named, erase_texts, forget_texts};
pub use manual_contact::{ask_to_tell, done_by_hand};
pub use merge::move_client;
pub use outbox::{
    About, Link, NewMessage, To, cancel_for_client, cancel_for_place, cancel_for_referral, cancel_for_session, queue,
    retry,
};
pub use placed::{PlacedNews, tell_placed};
pub use queries::{ByHand, by_hand};
pub use routes::routes;
