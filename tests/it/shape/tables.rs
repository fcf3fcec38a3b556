//! Every table has one owner, who alone writes it.

use std::collections::BTreeMap;
use std::fs;

use super::house::TABLES;
use super::sources::{name, part, root, sources};

#[test]
fn a_part_writes_only_the_tables_it_owns() {
    let owners: BTreeMap<&str, &str> =
        TABLES.iter().flat_map(|(part, tables)| tables.iter().map(move |table| (*table, *part))).collect();
    let mut wrong = Vec::new();
    for (path, source) in sources("src") {
        let part = part(&path);
        if part == "demo" {
            continue;
        }
        for (table, owner) in &owners {
            let writes = ["ActiveModel", "Entity::insert", "Entity::update", "Entity::delete"];
            let writes_it = writes.iter().any(|write| {
                source
                    .match_indices(&format!("{table}::{write}"))
                    .any(|(at, _)| !source[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
            });
            if writes_it && *owner != part {
                wrong.push(format!("{} writes {table}, which {owner} owns", name(&path)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_table_has_one_owner() {
    let owned: Vec<&str> = TABLES.iter().flat_map(|(_, tables)| tables.iter().copied()).collect();
    let mut entities: Vec<String> = fs::read_dir(root().join("entity/src"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .filter(|name| !matches!(name.as_str(), "id" | "lib" | "list" | "state"))
        .collect();
    entities.sort();
    let mut sorted = owned.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, entities);
}
