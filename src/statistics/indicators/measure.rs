//! The measures, each with its indicator's number, in the order in which they are shown.

use crate::statistics::figure::{Measure, Unit};

const fn measure(number: &'static str, key: &'static str, unit: Unit) -> Measure {
    Measure { number, key, unit }
}

pub static GROUPS_REALISED: Measure = measure("1", "groups_realised", Unit::Count);
pub static UNIQUE_CLIENTS: Measure = measure("2", "unique_clients", Unit::Count);
pub static PARTICIPATIONS: Measure = measure("2", "participations", Unit::Count);
pub static START_CONVERSION: Measure = measure("3", "start_conversion", Unit::Share);
pub static OPEN_REFERRALS: Measure = measure("3", "open_referrals", Unit::Count);
pub static MEDIAN_DAYS_TO_START: Measure = measure("4", "median_days_to_start", Unit::Days);
pub static P90_DAYS_TO_START: Measure = measure("4", "p90_days_to_start", Unit::Days);
pub static REVIEWED_IN_TIME: Measure = measure("5", "reviewed_in_time", Unit::Share);
pub static NON_START: Measure = measure("6", "non_start", Unit::Share);
pub static FILL_RATE: Measure = measure("8", "fill_rate", Unit::Share);
pub static PEAK_FILL_RATE: Measure = measure("8", "peak_fill_rate", Unit::Share);
pub static PLACES_STARTED: Measure = measure("8b", "places_started", Unit::Share);
pub static SESSIONS_PLANNED: Measure = measure("10", "sessions_planned", Unit::Count);
pub static SESSION_REALISATION: Measure = measure("10", "session_realisation", Unit::Share);
pub static ATTENDANCE_RATE: Measure = measure("11", "attendance_rate", Unit::Share);
pub static UNRECORDED: Measure = measure("11", "unrecorded", Unit::Count);
pub static NO_SHOW_RATE: Measure = measure("12", "no_show_rate", Unit::Share);
pub static NOTIFIED_SHARE: Measure = measure("12", "notified_share", Unit::Share);
pub static ATTENDED_HOURS: Measure = measure("13", "attended_hours", Unit::Hours);
pub static HOURS_PER_PARTICIPATION: Measure = measure("13", "hours_per_participation", Unit::Hours);
pub static DROPOUT: Measure = measure("16", "dropout", Unit::Share);
pub static EXIT: Measure = measure("18", "exit", Unit::Share);
pub static BENEFIT: Measure = measure("19", "benefit", Unit::Share);
pub static BENEFIT_MEDIAN: Measure = measure("19", "benefit_median", Unit::Level);
pub static BENEFIT_ANSWERS: Measure = measure("19", "benefit_answers", Unit::Share);
pub static BENEFIT_CANNOT_SAY: Measure = measure("19", "benefit_cannot_say", Unit::Count);
pub static ATTRITION: Measure = measure("23", "attrition", Unit::Share);
pub static ATTRITION_REASON: Measure = measure("23", "attrition_reason", Unit::Share);
pub static START_RATE_ACCOMPANIED: Measure = measure("24", "start_rate_accompanied", Unit::Share);
pub static START_RATE_ALONE: Measure = measure("24", "start_rate_alone", Unit::Share);
pub static START_RATE_DIFFERENCE: Measure = measure("24", "start_rate_difference", Unit::Difference);
pub static SECOND_RATE_ACCOMPANIED: Measure = measure("24", "second_session_rate_accompanied", Unit::Share);
pub static SECOND_RATE_ALONE: Measure = measure("24", "second_session_rate_alone", Unit::Share);
pub static SECOND_RATE_DIFFERENCE: Measure = measure("24", "second_session_rate_difference", Unit::Difference);
pub static CHANNEL_CONVERSION: Measure = measure("25", "channel_conversion", Unit::Share);
pub static ONE_CHANNEL: Measure = measure("25", "one_channel_conversion", Unit::Share);
pub static SEVERAL_CHANNELS: Measure = measure("25", "several_channels_conversion", Unit::Share);

pub static ALL: [&Measure; 37] = [
    &GROUPS_REALISED,
    &UNIQUE_CLIENTS,
    &PARTICIPATIONS,
    &START_CONVERSION,
    &OPEN_REFERRALS,
    &MEDIAN_DAYS_TO_START,
    &P90_DAYS_TO_START,
    &REVIEWED_IN_TIME,
    &NON_START,
    &FILL_RATE,
    &PEAK_FILL_RATE,
    &PLACES_STARTED,
    &SESSIONS_PLANNED,
    &SESSION_REALISATION,
    &ATTENDANCE_RATE,
    &UNRECORDED,
    &NO_SHOW_RATE,
    &NOTIFIED_SHARE,
    &ATTENDED_HOURS,
    &HOURS_PER_PARTICIPATION,
    &DROPOUT,
    &EXIT,
    &BENEFIT,
    &BENEFIT_MEDIAN,
    &BENEFIT_ANSWERS,
    &BENEFIT_CANNOT_SAY,
    &ATTRITION,
    &ATTRITION_REASON,
    &START_RATE_ACCOMPANIED,
    &START_RATE_ALONE,
    &START_RATE_DIFFERENCE,
    &SECOND_RATE_ACCOMPANIED,
    &SECOND_RATE_ALONE,
    &SECOND_RATE_DIFFERENCE,
    &CHANNEL_CONVERSION,
    &ONE_CHANNEL,
    &SEVERAL_CHANNELS,
];

impl Measure {
    /// The key of the measure's name.
    pub fn name_key(&self) -> String {
        format!("measure-{}", self.key.replace('_', "-"))
    }

    /// The key of the definition of the measure's indicator.
    pub fn definition_key(&self) -> String {
        format!("indicator-{}-definition", self.number)
    }
}
