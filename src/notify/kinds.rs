//! What a message is about, as far as it says when it must be heard and by whom.

use entity::state::MessageKind;

/// Whether a client who doesn't hear of it in time comes in vain or loses a place, by what a message is about:
/// [`Urgency::InTime`](super::news::Urgency::InTime).
pub const fn comes_in_vain(kind: MessageKind) -> bool {
    is_of_sessions(kind) || matches!(kind, MessageKind::GroupCancelled | MessageKind::Offer | MessageKind::Confirmed)
}

/// Whether what a message tells begins with a session, on whose day it may go a little into the quiet hours.
pub const fn is_of_a_day(kind: MessageKind) -> bool {
    is_of_sessions(kind) || matches!(kind, MessageKind::Confirmed)
}

/// Whether a message tells that sessions have changed, or who meets the client there.
pub const fn is_of_sessions(kind: MessageKind) -> bool {
    matches!(kind, MessageKind::SessionCancelled | MessageKind::SessionMoved | MessageKind::WhoMeets)
}

/// Whether somebody has just asked for it and waits, by what a message is about:
/// [`Urgency::Asked`](super::news::Urgency::Asked).
pub const fn is_asked_for(kind: MessageKind) -> bool {
    matches!(kind, MessageKind::ApplicationConfirm | MessageKind::Link | MessageKind::DataRights)
}

/// Whether it is for nobody but the person it goes to, who may be away: a way into the own account, what the person has
/// chosen to get, that the person stands in somewhere.
pub const fn is_personal(kind: MessageKind) -> bool {
    matches!(kind, MessageKind::Link | MessageKind::StaffAccount | MessageKind::OpenPlaces | MessageKind::WhoMeets)
}
