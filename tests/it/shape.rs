//! The shape of the house: who may call whom, who may write what, and texts in every language.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The slices in their order, each with the tables it owns; a slice calls only those above it.
const HOUSE: &[(&str, &[&str])] = &[
    ("access", &["sign_in"]),
    ("revision", &["revision"]),
    ("audit", &["change_log", "access_log", "disclosure_log", "log_seal"]),
    ("task", &["task"]),
    ("people", &["unit", "staff", "staff_role", "sign_in_failure", "api_token", "client", "client_link", "pair_rule"]),
    ("venue", &["venue"]),
    ("message", &["message"]),
    ("programme", &["season", "break_period", "template", "group", "group_leader", "approval", "session"]),
    ("recruitment", &["channel_code", "application"]),
    ("enrolment", &["participation", "waiting", "offer"]),
    ("referral", &["referral"]),
    ("attendance", &["attendance", "attendance_correction", "walk_in"]),
    ("rating", &["rating_request", "rating", "rating_answer", "goal", "goal_assessment"]),
    ("reminder", &[]),
    ("calendar", &["calendar_link", "feed_event"]),
    ("statistics", &[]),
    ("admin", &["setting"]),
    ("acts", &[]),
    ("today", &[]),
    ("client_pages", &[]),
    ("data_rights", &[]),
    ("import", &[]),
];

/// What the house itself keeps outside its slices.
const GROUND: &[(&str, &[&str])] = &[("web", &["idempotency"]), ("schedule", &["job_run"])];

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

/// The slice, or other part of `src`, that a file belongs to.
fn part(path: &Path) -> String {
    let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    inside.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

/// The parts of the crate that a source names: `crate::people::…`, `use crate::{audit, random};`.
fn named(source: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for rest in source.split("crate::").skip(1) {
        let list = match rest.strip_prefix('{') {
            Some(inside) => inside.split_once('}').map_or(inside, |(list, _)| list),
            None => rest,
        };
        let several = rest.starts_with('{');
        for item in list.split(',').take(if several { usize::MAX } else { 1 }) {
            let name: String = item.trim().chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            names.insert(name);
        }
    }
    names
}

#[test]
fn a_slice_calls_only_those_above_it() {
    let order: BTreeMap<&str, usize> = HOUSE.iter().enumerate().map(|(place, (slice, _))| (*slice, place)).collect();
    let mut wrong = Vec::new();
    for (path, source) in sources("src") {
        let slice = part(&path);
        let Some(place) = order.get(slice.as_str()) else { continue };
        for name in named(&source) {
            if order.get(name.as_str()).is_some_and(|other| other > place) {
                wrong.push(format!("{} calls {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_slice_writes_only_the_tables_it_owns() {
    let owners: BTreeMap<&str, &str> = HOUSE
        .iter()
        .chain(GROUND)
        .flat_map(|(slice, tables)| tables.iter().map(move |table| (*table, *slice)))
        .collect();
    let mut wrong = Vec::new();
    for (path, source) in sources("src") {
        let slice = part(&path);
        if slice == "demo" {
            continue;
        }
        for (table, owner) in &owners {
            let writes = ["ActiveModel", "Entity::insert", "Entity::update", "Entity::delete"];
            let writes_it = writes.iter().any(|write| {
                source
                    .match_indices(&format!("{table}::{write}"))
                    .any(|(at, _)| !source[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
            });
            if writes_it && *owner != slice {
                wrong.push(format!("{} writes {table}, which {owner} owns", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_table_has_one_owner() {
    let owned: Vec<&str> = HOUSE.iter().chain(GROUND).flat_map(|(_, tables)| tables.iter().copied()).collect();
    let mut entities: Vec<String> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("entity/src"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .filter(|name| !matches!(name.as_str(), "id" | "lib" | "list" | "state"))
        .collect();
    entities.sort();
    let mut sorted = owned.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, entities);
}

#[test]
fn no_file_is_too_long_to_read() {
    let long: Vec<String> = ["src", "entity/src", "migration/src", "tests/it"]
        .iter()
        .flat_map(|folder| sources(folder))
        .map(|(path, source)| (path, source.lines().count()))
        .filter(|(_, lines)| *lines > 500)
        .map(|(path, lines)| format!("{} has {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// The keys of a language's files, with the arguments each text uses.
fn texts(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut texts = BTreeMap::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/text/locales").join(language)).unwrap() {
        let mut key = String::new();
        for line in fs::read_to_string(entry.unwrap().path()).unwrap().lines() {
            let is_key = line.starts_with(|c: char| c.is_ascii_lowercase());
            if let Some((name, _)) = line.split_once('=').filter(|_| is_key) {
                name.trim().clone_into(&mut key);
                let new = texts.insert(key.clone(), BTreeSet::new()).is_none();
                assert!(new, "{language}: {key} stands twice");
            }
            let used = line
                .split('$')
                .skip(1)
                .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>());
            if let Some(arguments) = texts.get_mut(&key) {
                arguments.extend(used);
            }
        }
    }
    texts
}

#[test]
fn every_text_stands_in_every_language_with_the_same_arguments() {
    let finnish = texts("fi");
    for language in ["sv", "en"] {
        let other = texts(language);
        for (key, arguments) in &finnish {
            assert_eq!(other.get(key), Some(arguments), "{language}: {key}");
        }
        assert!(other.keys().all(|key| finnish.contains_key(key)), "{language} has a text that Finnish has not");
    }
    for key in texts("fi-selko").keys() {
        assert!(finnish.contains_key(key), "fi-selko has {key}, which Finnish has not");
    }
}

#[test]
fn every_key_in_the_code_is_a_text() {
    let finnish = texts("fi");
    let mut missing = Vec::new();
    for (path, source) in sources("src") {
        for call in [
            "page.t(\"",
            "t(l, \"",
            "t(language, \"",
            "t(lang, \"",
            "t_with(l, \"",
            "t_with(language, \"",
            "t_with(lang, \"",
            "t_with(page.language, \"",
            "t(page.language, \"",
        ] {
            for rest in source.split(call).skip(1) {
                let key = rest.split('"').next().unwrap();
                if !finnish.contains_key(key) {
                    missing.push(format!("{}: {key}", path.display()));
                }
            }
        }
        for constructor in ["Fault::of(", "Fault::whole(\"", "Error::conflict(\"", "flash(\"", "Error::invalid("] {
            for rest in source.split(constructor).skip(1) {
                let until = rest.split(')').next().unwrap();
                let literals: Vec<&str> = until.split('"').collect();
                let key = if constructor.ends_with('"') { literals.first() } else { literals.iter().rev().nth(1) };
                let Some(key) = key.filter(|key| key.contains('-') && !key.contains(' ')) else { continue };
                if !finnish.contains_key(*key) {
                    missing.push(format!("{}: {key}", path.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
