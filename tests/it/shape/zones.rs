//! One module knows how moments and local times fit together, and only the settings name a zone.

use super::sources::saying;

#[test]
fn only_the_settings_name_a_zone() {
    let wrong = saying(&["Helsinki", "chrono_tz::Europe", "Tz::Europe"], &["src/config.rs"]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_module_knows_how_moments_and_local_times_fit_together() {
    let words = [
        "date_naive(",
        "with_timezone(",
        "from_local_datetime(",
        "from_utc_datetime(",
        "and_local_timezone(",
        "and_utc(",
        "chrono::Local",
    ];
    // A VTIMEZONE is made of a zone's offsets, and a rule's dates are worked out on wall times that pass as UTC.
    let but = ["src/local_time.rs", "src/calendar/zone.rs", "src/programme/rule.rs"];
    let wrong = saying(&words, &but);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
