//! What a message is about, as far as it says when it must be heard and by whom.

use entity::state::MessageKind;

/// When what a message tells must be heard.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HeardWhen {
    /// Before the sessions that it tells of.
    BeforeSessions,
    /// Before the session with which a place begins.
    BeforeFirst,
    /// Before a client comes in vain or loses a place.
    InTime,
    /// At once: somebody has just asked for it and waits.
    AtOnce,
    /// Whenever it comes.
    Ever,
}

const fn heard(kind: MessageKind) -> HeardWhen {
    match kind {
        MessageKind::SessionCancelled | MessageKind::SessionMoved | MessageKind::WhoMeets => HeardWhen::BeforeSessions,
        MessageKind::Confirmed => HeardWhen::BeforeFirst,
        MessageKind::GroupCancelled | MessageKind::Offer => HeardWhen::InTime,
        MessageKind::ApplicationConfirm | MessageKind::Link | MessageKind::DataRights => HeardWhen::AtOnce,
        MessageKind::Reminder
        | MessageKind::OfferExpired
        | MessageKind::OfferTakenBack
        | MessageKind::ReferralSent
        | MessageKind::Waitlisted
        | MessageKind::NotAccepted
        | MessageKind::GroupOver
        | MessageKind::PlaceEnded
        | MessageKind::RatingRequest
        | MessageKind::ApplicationNew
        | MessageKind::ReferralAnswer
        | MessageKind::OpenPlaces
        | MessageKind::ClientChanged
        | MessageKind::StaffAccount
        | MessageKind::Restored
        | MessageKind::Plan => HeardWhen::Ever,
    }
}

/// Whether a client who doesn't hear of it in time comes in vain or loses a place, by what a message is about:
/// [`Urgency::InTime`](super::news::Urgency::InTime).
pub const fn comes_in_vain(kind: MessageKind) -> bool {
    match heard(kind) {
        HeardWhen::BeforeSessions | HeardWhen::BeforeFirst | HeardWhen::InTime => true,
        HeardWhen::AtOnce | HeardWhen::Ever => false,
    }
}

/// Whether what a message tells begins with a session, on whose day it may go a little into the quiet hours.
pub const fn is_of_a_day(kind: MessageKind) -> bool {
    match heard(kind) {
        HeardWhen::BeforeSessions | HeardWhen::BeforeFirst => true,
        HeardWhen::InTime | HeardWhen::AtOnce | HeardWhen::Ever => false,
    }
}

/// Whether a message tells that sessions have changed, or who meets the client there.
pub const fn is_of_sessions(kind: MessageKind) -> bool {
    matches!(heard(kind), HeardWhen::BeforeSessions)
}

/// Whether somebody has just asked for it and waits, by what a message is about:
/// [`Urgency::Asked`](super::news::Urgency::Asked).
pub const fn is_asked_for(kind: MessageKind) -> bool {
    matches!(heard(kind), HeardWhen::AtOnce)
}

/// Whether it is for nobody but the person it goes to, who may be away: a way into the own account, what the person has
/// chosen to get, that the person stands in somewhere.
pub const fn is_personal(kind: MessageKind) -> bool {
    match kind {
        MessageKind::Link | MessageKind::StaffAccount | MessageKind::OpenPlaces | MessageKind::WhoMeets => true,
        MessageKind::Reminder
        | MessageKind::Offer
        | MessageKind::OfferExpired
        | MessageKind::OfferTakenBack
        | MessageKind::ReferralSent
        | MessageKind::Waitlisted
        | MessageKind::Confirmed
        | MessageKind::NotAccepted
        | MessageKind::SessionMoved
        | MessageKind::SessionCancelled
        | MessageKind::GroupCancelled
        | MessageKind::GroupOver
        | MessageKind::PlaceEnded
        | MessageKind::RatingRequest
        | MessageKind::ApplicationConfirm
        | MessageKind::ApplicationNew
        | MessageKind::ReferralAnswer
        | MessageKind::ClientChanged
        | MessageKind::Restored
        | MessageKind::Plan
        | MessageKind::DataRights => false,
    }
}
