//! One module knows how moments and local times fit together, and only the settings name a zone.

use std::path::Path;

use super::sources::{name, sources};

/// A source without its unit tests, which may name whatever zone they try.
fn without_tests<'a>(path: &Path, source: &'a str) -> &'a str {
    let is_test = path.ends_with("tests.rs") || name(path).contains("/tests/");
    if is_test { "" } else { source.split("#[cfg(test)]\nmod ").next().unwrap_or(source) }
}

/// Every file of `src`, but for some, that says one of these words.
fn saying(words: &[&str], but: &[&str]) -> Vec<String> {
    let files = sources("src");
    let files = files.iter().filter(|(path, _)| !but.iter().any(|one| path.ends_with(one)));
    files
        .flat_map(|(path, source)| {
            let code = without_tests(path, source);
            words.iter().filter(|word| code.contains(**word)).map(|word| format!("{} says {word}", name(path)))
        })
        .collect()
}

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
        "chrono::Local",
    ];
    // A VTIMEZONE is made of a zone's offsets, and a rule's dates are worked out on wall times that pass as UTC.
    let but = ["src/local_time.rs", "src/calendar/zone.rs", "src/programme/rule.rs"];
    let wrong = saying(&words, &but);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
