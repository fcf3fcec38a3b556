//! What becomes of a referral: sent, answered step by step, offered a place, closed.

pub mod api;
mod notice;
mod offer_free_places;
mod reach;
mod routes;
mod step;
mod submit;
mod take_back;
mod within_reach;

pub use notice::tell_closed;
pub use offer_free_places::{goes_on, offer_free_places, offer_places_on};
pub use reach::{OfferInHand, ask_supervisor, ask_to_reach, told_in_person};
pub use routes::routes;
pub use step::{close_referral, take_referral_step};
pub use submit::{SentReferral, foresee_referral, submit_referral, submit_referral_as_of};
pub use take_back::take_back_step;
