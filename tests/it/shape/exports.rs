//! An act has one home: what people do has its name on one floor only.

use std::collections::{BTreeMap, BTreeSet};

use super::house;
use super::imports::HOUSE;
use super::reader::Kind;
use super::resolve::{Target, resolve};
use super::sources::part;

/// What every part hands up under the same name: its routes.
const LISTS: &[&str] = &["routes"];

/// The functions that others can call through a module, by way of what it declares open or hands on.
fn exported(at: usize) -> BTreeSet<String> {
    let module = &HOUSE.modules[at];
    let mut names: BTreeSet<String> =
        module.items.iter().filter(|(_, kind)| **kind == Kind::OpenFunction).map(|(name, _)| name.clone()).collect();
    for import in module.imports.iter().filter(|import| import.open) {
        if let Some(Target::Item { kind: Kind::OpenFunction, .. }) = resolve(&HOUSE.modules, at, &import.path) {
            names.insert(import.name.clone());
        }
    }
    for child in &module.open_children {
        names.extend(exported(*child));
    }
    names
}

#[test]
fn no_verb_is_exported_on_two_floors() {
    let mut homes: BTreeMap<String, BTreeMap<usize, Vec<&str>>> = BTreeMap::new();
    for child in HOUSE.modules[0].children.values() {
        let part = part(&HOUSE.modules[*child].file);
        let Some(floor) = house::floor(part).filter(|floor| Some(*floor) >= house::floor("venue")) else { continue };
        if Some(floor) > house::floor("acts") {
            continue;
        }
        for name in exported(*child) {
            homes.entry(name).or_default().entry(floor).or_default().push(part);
        }
    }
    let twice: Vec<String> = homes
        .iter()
        .filter(|(name, floors)| floors.len() > 1 && !LISTS.contains(&name.as_str()))
        .map(|(name, floors)| format!("{name}: {floors:?}"))
        .collect();
    assert!(twice.is_empty(), "{}", twice.join("\n"));
}
