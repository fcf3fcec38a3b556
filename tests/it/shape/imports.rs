//! Which file names which: nobody names a part above its own.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use super::house;
use super::reader::{self, Module, Segments};
use super::resolve::file;
use super::sources::{name, part, root};

/// The house as it stands.
pub static HOUSE: LazyLock<House> = LazyLock::new(|| House::of("src/lib.rs"));

/// A crate with its modules.
pub struct House {
    pub modules: Vec<Module>,
}

impl House {
    /// Reads the crate that begins at a file.
    pub fn of(file: &str) -> Self {
        Self { modules: reader::read(&root().join(file)) }
    }

    /// Every file that names another, with the path it writes. Tests may name whatever they try.
    pub fn edges(&self) -> BTreeMap<&Path, BTreeMap<&Path, String>> {
        let mut edges: BTreeMap<&Path, BTreeMap<&Path, String>> = BTreeMap::new();
        for (at, module) in self.modules.iter().enumerate().filter(|(_, module)| !module.test) {
            let imports = module.imports.iter().filter(|import| !import.open).map(|import| &import.path);
            for path in imports.chain(&module.globs).chain(&module.named) {
                if let Some(other) = file(&self.modules, at, path).filter(|other| *other != module.file) {
                    edges.entry(&module.file).or_default().entry(other).or_insert_with(|| written(path));
                }
            }
        }
        edges
    }
}

fn written(path: &Segments) -> String {
    path.join("::")
}

#[test]
fn a_part_names_only_those_below_it() {
    let mut wrong = Vec::new();
    for (file, others) in HOUSE.edges() {
        let own = house::place(part(file));
        for (other, path) in others {
            if house::place(part(other)) > own {
                wrong.push(format!("{} names {} ({path})", name(file), name(other)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_part_has_its_place() {
    let parts = HOUSE.modules.iter().map(|module| part(&module.file));
    let lost: Vec<&str> = parts.filter(|part| house::place(part).is_none()).collect();
    assert!(lost.is_empty(), "parts without a floor: {lost:?}");
}

#[test]
fn the_application_names_no_slice() {
    let app = root().join("src/app.rs");
    let web = house::floor("web");
    let named: Vec<String> = HOUSE.edges()[app.as_path()]
        .keys()
        .filter(|other| house::floor(part(other)) >= web)
        .map(|other| name(other))
        .collect();
    assert!(named.is_empty(), "app.rs names {named:?}");
}
