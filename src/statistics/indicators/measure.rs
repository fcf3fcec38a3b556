//! The measures, each with its indicator's number and theme, in the order in which they are shown.

use crate::statistics::figure::{CountedIn, Measure, Theme};

macro_rules! measures {
    ($($name:ident = $number:literal, $key:literal, $unit:ident, $theme:ident;)+) => {
        $(pub static $name: Measure =
            Measure { number: $number, key: $key, unit: CountedIn::$unit, theme: Theme::$theme };)+

        /// Every measure, in the order in which they are shown.
        pub static ALL: &[&Measure] = &[$(&$name),+];
    };
}

measures! {
    GROUPS_REALISED = "1", "groups_realised", Count, Reach;
    UNIQUE_CLIENTS = "2", "unique_clients", Count, Reach;
    PARTICIPATIONS = "2", "participations", Count, Reach;
    VISITS = "2b", "visits", Count, Reach;
    START_CONVERSION = "3", "start_conversion", Share, Path;
    OPEN_REFERRALS = "3", "open_referrals", Count, Path;
    MEDIAN_DAYS_TO_START = "4", "median_days_to_start", Days, Path;
    P90_DAYS_TO_START = "4", "p90_days_to_start", Days, Path;
    REVIEWED_IN_TIME = "5", "reviewed_in_time", Share, Path;
    NON_START = "6", "non_start", Share, Path;
    FILL_RATE = "8", "fill_rate", Share, Reach;
    PEAK_FILL_RATE = "8", "peak_fill_rate", Share, Reach;
    PLACES_STARTED = "8b", "places_started", Share, Reach;
    SESSIONS_PLANNED = "10", "sessions_planned", Count, Attendance;
    SESSION_REALISATION = "10", "session_realisation", Share, Attendance;
    ATTENDANCE_RATE = "11", "attendance_rate", Share, Attendance;
    UNRECORDED = "11", "unrecorded", Count, Attendance;
    NO_SHOW_RATE = "12", "no_show_rate", Share, Attendance;
    NOTIFIED_SHARE = "12", "notified_share", Share, Attendance;
    ATTENDED_HOURS = "13", "attended_hours", Hours, Attendance;
    HOURS_PER_PARTICIPATION = "13", "hours_per_participation", Hours, Attendance;
    DROPOUT = "16", "dropout", Share, End;
    EXIT = "18", "exit", Share, End;
    BENEFIT = "19", "benefit", Share, Benefit;
    BENEFIT_MEDIAN = "19", "benefit_median", Level, Benefit;
    BENEFIT_ANSWERS = "19", "benefit_answers", Share, Benefit;
    BENEFIT_CANNOT_SAY = "19", "benefit_cannot_say", Count, Benefit;
    ATTRITION = "23", "attrition", Share, Benefit;
    ATTRITION_REASON = "23", "attrition_reason", Share, Benefit;
    START_RATE_ACCOMPANIED = "24", "start_rate_accompanied", Share, Ways;
    START_RATE_ALONE = "24", "start_rate_alone", Share, Ways;
    START_RATE_DIFFERENCE = "24", "start_rate_difference", Difference, Ways;
    SECOND_RATE_ACCOMPANIED = "24", "second_session_rate_accompanied", Share, Ways;
    SECOND_RATE_ALONE = "24", "second_session_rate_alone", Share, Ways;
    SECOND_RATE_DIFFERENCE = "24", "second_session_rate_difference", Difference, Ways;
    CHANNEL_CONVERSION = "25", "channel_conversion", Share, Ways;
    ONE_CHANNEL = "25", "one_channel_conversion", Share, Ways;
    SEVERAL_CHANNELS = "25", "several_channels_conversion", Share, Ways;
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
