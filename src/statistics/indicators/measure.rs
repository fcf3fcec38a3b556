//! The measures, each with its indicator's number, in the order in which they are shown.

use crate::statistics::figure::{CountedIn, Measure};

const fn measure(number: &'static str, key: &'static str, unit: CountedIn) -> Measure {
    Measure { number, key, unit }
}

pub static GROUPS_REALISED: Measure = measure("1", "groups_realised", CountedIn::Count);
pub static UNIQUE_CLIENTS: Measure = measure("2", "unique_clients", CountedIn::Count);
pub static PARTICIPATIONS: Measure = measure("2", "participations", CountedIn::Count);
pub static START_CONVERSION: Measure = measure("3", "start_conversion", CountedIn::Share);
pub static OPEN_REFERRALS: Measure = measure("3", "open_referrals", CountedIn::Count);
pub static MEDIAN_DAYS_TO_START: Measure = measure("4", "median_days_to_start", CountedIn::Days);
pub static P90_DAYS_TO_START: Measure = measure("4", "p90_days_to_start", CountedIn::Days);
pub static REVIEWED_IN_TIME: Measure = measure("5", "reviewed_in_time", CountedIn::Share);
pub static NON_START: Measure = measure("6", "non_start", CountedIn::Share);
pub static FILL_RATE: Measure = measure("8", "fill_rate", CountedIn::Share);
pub static PEAK_FILL_RATE: Measure = measure("8", "peak_fill_rate", CountedIn::Share);
pub static PLACES_STARTED: Measure = measure("8b", "places_started", CountedIn::Share);
pub static SESSIONS_PLANNED: Measure = measure("10", "sessions_planned", CountedIn::Count);
pub static SESSION_REALISATION: Measure = measure("10", "session_realisation", CountedIn::Share);
pub static ATTENDANCE_RATE: Measure = measure("11", "attendance_rate", CountedIn::Share);
pub static UNRECORDED: Measure = measure("11", "unrecorded", CountedIn::Count);
pub static NO_SHOW_RATE: Measure = measure("12", "no_show_rate", CountedIn::Share);
pub static NOTIFIED_SHARE: Measure = measure("12", "notified_share", CountedIn::Share);
pub static ATTENDED_HOURS: Measure = measure("13", "attended_hours", CountedIn::Hours);
pub static HOURS_PER_PARTICIPATION: Measure = measure("13", "hours_per_participation", CountedIn::Hours);
pub static DROPOUT: Measure = measure("16", "dropout", CountedIn::Share);
pub static EXIT: Measure = measure("18", "exit", CountedIn::Share);
pub static BENEFIT: Measure = measure("19", "benefit", CountedIn::Share);
pub static BENEFIT_MEDIAN: Measure = measure("19", "benefit_median", CountedIn::Level);
pub static BENEFIT_ANSWERS: Measure = measure("19", "benefit_answers", CountedIn::Share);
pub static BENEFIT_CANNOT_SAY: Measure = measure("19", "benefit_cannot_say", CountedIn::Count);
pub static ATTRITION: Measure = measure("23", "attrition", CountedIn::Share);
pub static ATTRITION_REASON: Measure = measure("23", "attrition_reason", CountedIn::Share);
pub static START_RATE_ACCOMPANIED: Measure = measure("24", "start_rate_accompanied", CountedIn::Share);
pub static START_RATE_ALONE: Measure = measure("24", "start_rate_alone", CountedIn::Share);
pub static START_RATE_DIFFERENCE: Measure = measure("24", "start_rate_difference", CountedIn::Difference);
pub static SECOND_RATE_ACCOMPANIED: Measure = measure("24", "second_session_rate_accompanied", CountedIn::Share);
pub static SECOND_RATE_ALONE: Measure = measure("24", "second_session_rate_alone", CountedIn::Share);
pub static SECOND_RATE_DIFFERENCE: Measure = measure("24", "second_session_rate_difference", CountedIn::Difference);
pub static CHANNEL_CONVERSION: Measure = measure("25", "channel_conversion", CountedIn::Share);
pub static ONE_CHANNEL: Measure = measure("25", "one_channel_conversion", CountedIn::Share);
pub static SEVERAL_CHANNELS: Measure = measure("25", "several_channels_conversion", CountedIn::Share);

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
