//! Names that can be searched for: each type has one of its own, in words of the field.

use std::collections::{BTreeMap, BTreeSet};

use super::imports::HOUSE;
use super::reader::{Kind, Module};
use super::sources::{name, part};

/// Words that only who was there understands, and what to say instead.
const PRIVATE: &[(&str, &str)] = &[
    ("atlas", "cell index"),
    ("desk", "act"),
    ("fallen", "break conflict"),
    ("said", "answer, or flash"),
    ("shelf", "report, or what it holds"),
    ("spot", "position"),
    ("wish", "filter"),
];

/// Types that are never named without what they belong to: a route's address (`paths::Index`), and what a command takes.
fn is_qualified(module: &Module) -> bool {
    module.file.ends_with("paths.rs") || part(&module.file) == "cli"
}

#[test]
fn no_two_types_share_a_name() {
    let mut homes: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for module in HOUSE.modules.iter().filter(|module| !module.test && !is_qualified(module)) {
        for item in module.items.iter().filter(|(_, kind)| matches!(kind, Kind::Type | Kind::TupleAlias)) {
            homes.entry(item.0).or_default().insert(name(&module.file));
        }
    }
    let shared: Vec<String> =
        homes.iter().filter(|(_, homes)| homes.len() > 1).map(|(name, homes)| format!("{name}: {homes:?}")).collect();
    assert!(shared.is_empty(), "{}", shared.join("\n"));
}

/// How the names of functions begin that answer whether something is so.
const ASKING: [&str; 4] = ["is", "has", "may", "can"];

#[test]
fn what_is_named_as_a_question_answers_one() {
    let mut wrong = Vec::new();
    for module in HOUSE.modules.iter().filter(|module| !module.test) {
        let asks = |name: &str| name.split_once('_').is_some_and(|(first, _)| ASKING.contains(&first));
        let doing = module.functions.iter().filter(|function| function.only_does && asks(&function.name));
        wrong.extend(doing.map(|function| format!("{}: {}", name(&module.file), function.name)));
    }
    assert!(wrong.is_empty(), "these do something, or refuse it (`check_…`):\n{}", wrong.join("\n"));
}

/// The words of a name, in whatever case it is written.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = '_';
    for letter in name.chars() {
        if letter == '_' || letter.is_uppercase() && before.is_lowercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter != '_') {
            word.extend(letter.to_lowercase());
        }
        before = letter;
    }
    words
}

#[test]
fn no_item_is_named_by_a_private_word() {
    let mut wrong = Vec::new();
    for module in HOUSE.modules.iter().filter(|module| !module.test) {
        let methods = module.functions.iter().map(|function| &function.name);
        for item in module.items.keys().chain(module.children.keys()).chain(methods) {
            let found = PRIVATE.iter().find(|(word, _)| words(item).iter().any(|own| own == word));
            wrong.extend(found.map(|(_, better)| format!("{}: {item}, say {better}", name(&module.file))));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_are_taken_apart_into_words() {
    assert_eq!(words("spot_of_URLs"), ["spot", "of", "urls"]);
    assert_eq!(words("CellSpot"), ["cell", "spot"]);
}
