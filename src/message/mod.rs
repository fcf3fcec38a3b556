//! Messages: the outbox. An act or a job queues a message in its own transaction; delivery sends it apart from that.
//!
//! Owns `message`. It knows recipients, channels, languages and quiet hours, and never why a message exists: each
//! slice owns its texts, as the Fluent keys `{text}-subject`, `{text}-body` and `{text}-sms`.

mod api;
pub mod discreet;
mod erase;
pub mod gsm;
mod manual_contact;
mod merge;
mod outbox;
pub mod paths;
mod queries;
pub mod quiet;
mod routes;
mod rows;
mod views;

pub use erase::{erase_named, erase_texts, forget_texts};
pub use manual_contact::task_key;
pub use merge::move_client;
pub use outbox::{
    About, Link, NewMessage, To, cancel_for_client, cancel_for_place, cancel_for_referral, cancel_for_session,
    cancel_one, queue, retry,
};
pub use queries::{
    ByHand, Due, by_hand, is_anything_due, next_due, one_of, silenced, standing_of_group, waiting_too_long,
};
pub use routes::routes;
pub use rows::{
    HandOver, Outgoing, Ready, Tried, Words, again, claim, drop_one, expire, hand_over, keep_ready, mark, mark_by_hand,
    put, put_off, renew,
};
