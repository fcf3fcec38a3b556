//! What becomes of a referral: sent, answered step by step, offered a place, closed.

pub mod api;
mod group_over;
mod notice;
mod offer_free_places;
mod reach;
mod reorder;
mod reword;
mod routes;
mod send_on;
mod step;
mod submit;
mod take_back;
mod within_reach;

pub use group_over::{follow_group_end, wait_for_helper};
pub use notice::{ask_to_decide, ask_to_settle, close_decision_tasks, tell_closed};
pub use offer_free_places::{goes_on, offer_places_on};
pub use reach::{OfferInHand, ask_supervisor, ask_to_reach, close_contact_tasks, told_in_person};
pub use routes::routes;
pub use send_on::{Onward, send_on, settle_referral};
pub use step::{ask_companion, close_referral, copied_to, take_referral_step};
pub use submit::{SentReferral, foresee_referral, submit_referral, submit_referral_as_of};
pub use take_back::{reopen, take_back_step};
