//! All indicators together.

use super::{attendance, outcome, programme, referral};
use crate::statistics::facts::Facts;
use crate::statistics::figure::{CellTable, Figure, publish};

/// Every indicator, suppressed, for every fixed cut of the period.
pub fn published(facts: &Facts) -> Vec<Figure> {
    publish(&programme::reach(facts), &tables(facts))
}

fn tables(facts: &Facts) -> Vec<CellTable> {
    vec![
        programme::groups_realised(facts),
        referral::conversion(facts),
        referral::open_referrals(facts),
        referral::time_to_start(facts),
        referral::review(facts),
        programme::fill(facts),
        programme::places_started(facts),
        programme::sessions(facts),
        attendance::attendance(facts),
        attendance::visits(facts),
        attendance::hours(facts),
        outcome::exits(facts),
        outcome::benefit(facts),
        outcome::follow_up(facts),
        referral::accompanied_starts(facts),
        referral::accompanied_seconds(facts),
        referral::channels(facts),
    ]
}
