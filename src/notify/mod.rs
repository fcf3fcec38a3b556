//! Notify: who is told what, by which way, when and in which words; decided here and nowhere else.
//!
//! An act names an [`Audience`] and a piece of [`News`]. The outbox holds the news as data; [`deliver()`] decides once
//! more, says what is true at that moment and draws the link. What cannot reach a person in time becomes a letter or a
//! call. Owns `session_told`: what each person was last told of each session; and `posted_letter`.

mod audience;
mod by_hand;
mod compose;
mod deliver;
mod difference;
mod farewell;
mod keeper;
mod kinds;
mod last_told;
mod meeting;
mod meets;
mod news;
mod place;
mod posted;
mod refused;
mod seen;
mod sessions;
mod take_back;
mod tell;
mod told;
mod wake;
mod way;

pub use audience::{Audience, People, Person, people};
pub use by_hand::{ask_others_to_call, done_by_hand, keep_calls_from_leaders};
pub use compose::Wording;
pub use deliver::deliver;
pub use farewell::tell_farewell;
pub use keeper::{KeeperChange, keeper_changed};
pub use last_told::{forget_client, forget_told, join_told, knows_a_session};
pub use meeting::{Comers, WhoMet, met_at, met_next, tell_who_meets, tell_who_stands_in};
pub use meets::meets;
pub use news::{CATALOGUE, News};
pub use place::place_corrected;
pub use posted::{forget_posted, post_letter, posted_since, unpost_letter};
pub use seen::{note_feeds_read, offers_seen_on_page, seen_on_page};
pub use sessions::{HowToTell, bookings_changed, remember_sessions, sessions_changed, who_knows_its_day};
pub use take_back::{Unheard, take_back};
pub use tell::{Frame, Piece, UNDO, message_key, send, tell, tell_people};
pub use told::Told;
pub use wake::{Telling, listen, wake};
