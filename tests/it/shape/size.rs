//! Files that a reader can hold, and folders whose `mod.rs` only lists.

use std::collections::BTreeSet;
use std::path::Path;

use super::imports::HOUSE;
use super::sources::{name, sources};

/// The folders of code that people write.
const FOLDERS: &[&str] = &["src", "entity/src", "migration/src", "tests/it"];

#[test]
fn no_file_is_too_long_to_read() {
    let long: Vec<String> = FOLDERS
        .iter()
        .flat_map(|folder| sources(folder))
        .map(|(path, source)| (path, source.lines().count()))
        .filter(|(_, lines)| *lines > 500)
        .map(|(path, lines)| format!("{} has {lines} lines", name(&path)))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn no_file_is_forgotten_by_its_folder() {
    let listed: BTreeSet<&Path> = HOUSE.modules.iter().map(|module| module.file.as_path()).collect();
    let sources = sources("src");
    let files = sources.iter().filter(|(path, _)| name(path) != "src/main.rs" && !listed.contains(path.as_path()));
    let forgotten: Vec<String> = files.map(|(path, _)| format!("no `mod` lists {}", name(path))).collect();
    assert!(forgotten.is_empty(), "{}", forgotten.join("\n"));
}

#[test]
fn a_mod_file_only_lists() {
    let wrong: Vec<String> = HOUSE
        .modules
        .iter()
        .filter(|module| !module.defined.is_empty())
        .filter(|module| matches!(module.file.file_name().unwrap().to_str().unwrap(), "mod.rs" | "lib.rs"))
        .map(|module| format!("{} defines {}", name(&module.file), module.defined.join(" ")))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
