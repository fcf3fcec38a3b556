//! States and endings of a referral in words.

use entity::state::{CloseReason, Language, ReferralStatus};
use maud::Markup;

use crate::text::t;
use crate::web::components::{Tone, chip};

/// The name of a state.
pub fn status_name(language: Language, status: ReferralStatus) -> String {
    t(language, &format!("referral-status-{}", status.code().replace('_', "-")))
}

/// The name of a way in which a referral ended.
pub fn close_name(language: Language, reason: CloseReason) -> String {
    t(language, &format!("referral-closed-{}", reason.code().replace('_', "-")))
}

/// The state of a referral in a word: how it ended, once it has.
pub fn status_chip(language: Language, status: ReferralStatus, closed: Option<CloseReason>) -> Markup {
    if let Some(reason) = closed {
        let tone = if reason == CloseReason::Started { Tone::Good } else { Tone::Neutral };
        return chip(tone, &close_name(language, reason));
    }
    let tone = match status {
        ReferralStatus::Submitted | ReferralStatus::InReview => Tone::Info,
        ReferralStatus::InfoRequested | ReferralStatus::Offered | ReferralStatus::Expired => Tone::Warning,
        ReferralStatus::Confirmed => Tone::Good,
        _ => Tone::Neutral,
    };
    chip(tone, &status_name(language, status))
}
