//! All indicators together.

use super::{
    accompanied_seconds, accompanied_starts, attendance, benefit, channels, conversion, exits, fill, follow_up,
    groups_realised, hours, open_referrals, places_started, reach, review, sessions, time_to_start,
};
use crate::statistics::facts::Facts;
use crate::statistics::figure::{CellTable, Figure, publish};

/// Every indicator, suppressed, for every fixed cut of the period.
pub fn published(facts: &Facts) -> Vec<Figure> {
    publish(&reach(facts), &tables(facts))
}

fn tables(facts: &Facts) -> Vec<CellTable> {
    vec![
        groups_realised(facts),
        conversion(facts),
        open_referrals(facts),
        time_to_start(facts),
        review(facts),
        fill(facts),
        places_started(facts),
        sessions(facts),
        attendance(facts),
        hours(facts),
        exits(facts),
        benefit(facts),
        follow_up(facts),
        accompanied_starts(facts),
        accompanied_seconds(facts),
        channels(facts),
    ]
}
