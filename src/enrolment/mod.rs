//! Enrolment: places in groups, offers of a place until a deadline, and the queue for a place.
//!
//! Owns `participation`, `offer` and `waiting`. Every act that counts places locks the group's row first.

mod capacity;
mod erase;
mod merge;
mod offers;
mod queries;
mod queue;
mod restore;
mod rows;
pub mod rules;
mod stage;

pub use capacity::Places;
pub use erase::{erase_notes, is_involved};
pub use merge::{PlaceTwice, join_places, move_client, place_twice};
pub use offers::{
    DueOffer, OfferBefore, due_offers, is_any_offer_told, offer_before, set_offer_untold, still_stands,
    unanswered_offers, uncontacted_offers, untold_offers, untold_offers_of, untried_offers,
};
pub use queries::{
    InLine, Participant, QueueRow, any_offer, first_in_line, freed_since, has_free_place, held_by, held_in,
    of_referral, offer_of, offers_of, one, overlapping, participants, participants_after, places, places_of, queue_of,
    queue_place, queued_at, takes_in, turns_of, waiting_groups, was_expected,
};
pub use queue::{set_first_in_line, set_in_turn};
pub use restore::{PlaceBack, REOPENS, Restored, restore_held, restore_unreferred, set_reopened};
pub use rows::{
    Candidate, Ended, Offering, Started, Terms, count_contact_try, ended_already, given_up_already, insert_offer,
    insert_place, insert_waiting, release, release_unbegun, release_waiting, restate_places, set_end, set_no_start,
    set_offer_told, takes, takes_anybody, takes_now,
};
pub use rules::{CONTACT_TRIES, OfferTelling, PlaceEnd, answer_by, end_reason, ends_that_fit, has_lapsed};
pub use stage::{Stage, stage};
