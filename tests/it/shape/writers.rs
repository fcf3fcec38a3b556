//! What people do has one home: a page or an operation calls an act, and no writer of a slice that isn't its own.

use std::collections::BTreeSet;
use std::path::Path;

use super::house;
use super::imports::HOUSE;
use super::reader::{Kind, Module};
use super::resolve::{Target, resolve};
use super::sources::{name, part};

/// What takes an act to hold a row fast and read it, and writes nothing.
const READERS: [&str; 2] = ["locked_position", "writes_by_link"];

/// Whether pages or operations stand in a file.
fn is_page(file: &Path) -> bool {
    let inside = file.components().map(|folder| folder.as_os_str().to_str().unwrap().trim_end_matches(".rs"));
    part(file) == "client_pages" || inside.into_iter().any(|word| ["routes", "api", "views"].contains(&word))
}

/// What a path leads to, where that is a writer of a slice other than this one.
fn writer(at: usize, path: &[String], own: &str) -> Option<String> {
    let Target::Item { module, name, kind: Kind::OpenFunction } = resolve(&HOUSE.modules, at, path)? else {
        return None;
    };
    let Module { file, functions, .. } = &HOUSE.modules[module];
    let of = part(file);
    let is_slice = house::floor(of).is_some_and(|floor| Some(floor) == house::floor("venue"));
    let acts = functions.iter().any(|function| function.name == name && function.begins_with_act());
    (is_slice && of != own && acts && !READERS.contains(&name.as_str())).then(|| format!("{of}::{name}"))
}

#[test]
fn pages_and_operations_call_acts_and_no_writer_of_another_slice() {
    let mut wrong = BTreeSet::new();
    for (at, module) in HOUSE.modules.iter().enumerate() {
        if module.test || !is_page(&module.file) {
            continue;
        }
        let own = part(&module.file);
        let imported = module.imports.iter().map(|import| &import.path);
        let called = module.named.iter().chain(imported).filter_map(|path| writer(at, path, own));
        wrong.extend(called.map(|writer| format!("{} calls {writer}", name(&module.file))));
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}
