//! Messages: the outbox. `notify` puts news there in the transaction of an act, and delivers it apart from that.
//!
//! Owns `message`. It knows rows, states and quiet hours, and never why a message exists, whom it reaches or what it
//! says.

mod about;
mod api;
mod by_hand;
pub mod discreet;
mod erase;
pub mod gsm;
mod held;
mod held_views;
mod merge;
mod outbox;
pub mod paths;
mod queries;
pub mod quiet;
mod routes;
mod rows;
mod told_once;
mod views;
mod withdraw;

pub use about::About;
pub use by_hand::{ANSWER_BY, ManualContact, by_hand, count_to_make, letter_of_slip, to_be_told, to_make};
pub use erase::{erase_named, erase_texts, forget_texts};
pub use held::{HeldKind, count_held, drop_held, held, hold_all, release};
pub use held_views::held_by_hand;
pub use merge::move_client;
pub use outbox::{is_retried, retry};
pub use queries::{
    DueMessage, Lane, by_hand_of_group, groups_of, is_anything_due, is_being_sent, is_for_hand, is_named, is_told,
    next_due, one_of, room, silenced, standing_of_group, standing_of_kind, to_call_until, told_at, told_in_act, unsent,
    untold, waiting_too_long,
};
pub use routes::routes;
pub use rows::{
    Claim, HandOver, Outgoing, ReadyMessage, Tried, Words, WordsOfNow, again, claim, drop_one, expire, hand_over,
    keep_ready, mark, mark_by_hand, mark_unposted, mark_untold, put, put_off, renew, say_anew, set_of_use_until,
};
pub use told_once::{ToldOnce, give_up_told, let_hear_anew, take_back_told, tell_anew};
pub use views::{contact, spoken};
pub use withdraw::{Waiting, of_task, task_key, task_key_of, withdraw};
