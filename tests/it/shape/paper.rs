//! The map that people read is the map that these tests hold.

use std::fs;

use super::house::FLOORS;
use super::sources::root;

#[test]
fn the_architecture_shows_the_same_floors() {
    let paper = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let shown: Vec<&str> = paper
        .lines()
        .skip_while(|line| !line.starts_with("| floor | parts"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .collect();
    let held: Vec<String> = FLOORS
        .iter()
        .enumerate()
        .map(|(at, floor)| {
            let parts: Vec<String> = floor.parts.iter().map(|part| format!("`{part}`")).collect();
            format!("| {} {} | {} |", at + 1, floor.name, parts.join(" "))
        })
        .collect();
    assert_eq!(shown, held);
}
