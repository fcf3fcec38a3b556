//! The table against the tests and against the acts.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use super::row::{Part, Row};
use super::{groups, people, records, referrals, sessions};

static HOUSE: LazyLock<&Path> = LazyLock::new(|| Path::new(env!("CARGO_MANIFEST_DIR")));

fn rows() -> impl Iterator<Item = &'static Row> {
    [groups::ROWS, sessions::ROWS, referrals::ROWS, people::ROWS, records::ROWS].into_iter().flatten()
}

/// The tests below `tests/it`, as `module::test`.
fn tests() -> BTreeSet<String> {
    let root = HOUSE.join("tests/it");
    let mut found = BTreeSet::new();
    for file in files(&root) {
        let module = file.strip_prefix(&root).unwrap().with_extension("");
        let module = module.to_str().unwrap().replace('/', "::");
        let text = fs::read_to_string(&file).unwrap();
        found.extend(marked(&text).map(|name| format!("{module}::{name}")));
    }
    found
}

/// The functions of a file that stand below the mark of a test.
fn marked(text: &str) -> impl Iterator<Item = &str> {
    let mut is_marked = false;
    text.lines().filter_map(move |line| {
        is_marked |= line == "#[test]" || line.starts_with("#[tokio::test");
        let (name, _) = line.split_once("fn ").filter(|_| is_marked)?.1.split_once('(')?;
        is_marked = false;
        Some(name)
    })
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, here): (Vec<PathBuf>, Vec<PathBuf>) = entries.partition(|path| path.is_dir());
    let below = folders.iter().flat_map(|folder| files(folder));
    here.into_iter().filter(|file| file.extension().is_some_and(|word| word == "rs")).chain(below).collect()
}

/// The files of acts in which something is done that others may ask for.
fn acts() -> BTreeSet<String> {
    let is_part = |file: &Path| {
        let name = file.file_stem().unwrap().to_str().unwrap();
        ["api", "routes", "queries", "views", "within_reach"].contains(&name)
    };
    let acts = files(&HOUSE.join("src/acts")).into_iter().filter(|file| !is_part(file));
    let does = |file: &PathBuf| {
        let text = fs::read_to_string(file).unwrap();
        text.split("fn ").any(|signature| {
            signature.split_once('(').is_some_and(|(_, rest)| rest.trim_start().starts_with("act: Act"))
        })
    };
    acts.filter(does).map(|file| file.strip_prefix(HOUSE.join("src")).unwrap().to_str().unwrap().to_owned()).collect()
}

#[test]
fn every_part_of_what_follows_from_an_act_is_played() {
    let tests = tests();
    let mut wrong = Vec::new();
    for row in rows() {
        for (name, part) in row.parts() {
            match part {
                Part::Played([]) | Part::Nothing("") => wrong.push(format!("{}: {name} is empty", row.act)),
                Part::Played(played) => {
                    let missing = played.iter().filter(|test| !tests.contains(**test));
                    wrong.extend(missing.map(|test| format!("{}: {name}: no test {test}", row.act)));
                }
                Part::Nothing(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_act_stands_in_the_table() {
    let known: BTreeSet<&str> = rows().flat_map(|row| row.homes).copied().collect();
    let gone = known.iter().filter(|home| !HOUSE.join("src").join(home).is_file());
    let gone: Vec<String> = gone.map(|home| format!("{home} is not there")).collect();
    assert!(gone.is_empty(), "{}", gone.join("\n"));
    let unknown: Vec<String> = acts().into_iter().filter(|file| !known.contains(file.as_str())).collect();
    assert!(unknown.is_empty(), "in no row of the table: {unknown:#?}");
}

#[test]
fn an_act_is_one_row() {
    let mut seen = BTreeSet::new();
    let twice: Vec<&str> = rows().map(|row| row.act).filter(|act| !seen.insert(*act)).collect();
    assert!(twice.is_empty(), "{twice:?}");
    assert!(seen.len() >= 50, "{} rows", seen.len());
}
