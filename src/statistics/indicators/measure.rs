//! The measures, each with its indicator's number, in the order in which they are shown.

use crate::statistics::figure::{CountedIn, Measure};

macro_rules! measures {
    ($($name:ident = $number:literal, $key:literal, $unit:ident;)+) => {
        $(pub static $name: Measure = Measure { number: $number, key: $key, unit: CountedIn::$unit };)+

        /// Every measure, in the order in which they are shown.
        pub static ALL: &[&Measure] = &[$(&$name),+];
    };
}

measures! {
    GROUPS_REALISED = "1", "groups_realised", Count;
    UNIQUE_CLIENTS = "2", "unique_clients", Count;
    PARTICIPATIONS = "2", "participations", Count;
    VISITS = "2b", "visits", Count;
    START_CONVERSION = "3", "start_conversion", Share;
    OPEN_REFERRALS = "3", "open_referrals", Count;
    MEDIAN_DAYS_TO_START = "4", "median_days_to_start", Days;
    P90_DAYS_TO_START = "4", "p90_days_to_start", Days;
    REVIEWED_IN_TIME = "5", "reviewed_in_time", Share;
    NON_START = "6", "non_start", Share;
    FILL_RATE = "8", "fill_rate", Share;
    PEAK_FILL_RATE = "8", "peak_fill_rate", Share;
    PLACES_STARTED = "8b", "places_started", Share;
    SESSIONS_PLANNED = "10", "sessions_planned", Count;
    SESSION_REALISATION = "10", "session_realisation", Share;
    ATTENDANCE_RATE = "11", "attendance_rate", Share;
    UNRECORDED = "11", "unrecorded", Count;
    NO_SHOW_RATE = "12", "no_show_rate", Share;
    NOTIFIED_SHARE = "12", "notified_share", Share;
    ATTENDED_HOURS = "13", "attended_hours", Hours;
    HOURS_PER_PARTICIPATION = "13", "hours_per_participation", Hours;
    DROPOUT = "16", "dropout", Share;
    EXIT = "18", "exit", Share;
    BENEFIT = "19", "benefit", Share;
    BENEFIT_MEDIAN = "19", "benefit_median", Level;
    BENEFIT_ANSWERS = "19", "benefit_answers", Share;
    BENEFIT_CANNOT_SAY = "19", "benefit_cannot_say", Count;
    ATTRITION = "23", "attrition", Share;
    ATTRITION_REASON = "23", "attrition_reason", Share;
    START_RATE_ACCOMPANIED = "24", "start_rate_accompanied", Share;
    START_RATE_ALONE = "24", "start_rate_alone", Share;
    START_RATE_DIFFERENCE = "24", "start_rate_difference", Difference;
    SECOND_RATE_ACCOMPANIED = "24", "second_session_rate_accompanied", Share;
    SECOND_RATE_ALONE = "24", "second_session_rate_alone", Share;
    SECOND_RATE_DIFFERENCE = "24", "second_session_rate_difference", Difference;
    CHANNEL_CONVERSION = "25", "channel_conversion", Share;
    ONE_CHANNEL = "25", "one_channel_conversion", Share;
    SEVERAL_CHANNELS = "25", "several_channels_conversion", Share;
}

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
