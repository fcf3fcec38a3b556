//! No circle of files: whoever follows what a file names never comes back to it.

use std::collections::BTreeMap;
use std::path::Path;

use super::imports::{HOUSE, House};
use super::sources::name;

type Edges<'a> = BTreeMap<&'a Path, BTreeMap<&'a Path, String>>;

/// Tarjan's search for files that reach each other.
struct Search<'a> {
    edges: &'a Edges<'a>,
    seen: BTreeMap<&'a Path, Seen>,
    open: Vec<&'a Path>,
    circles: Vec<Vec<&'a Path>>,
}

/// When a file was first met, and whether it may still turn out to close a circle.
struct Seen {
    met: usize,
    open: bool,
}

impl<'a> Search<'a> {
    fn circles(edges: &'a Edges<'a>) -> Vec<Vec<&'a Path>> {
        let mut search = Self { edges, seen: BTreeMap::new(), open: Vec::new(), circles: Vec::new() };
        for file in edges.keys() {
            if !search.seen.contains_key(file) {
                search.visit(file);
            }
        }
        search.circles
    }

    fn visit(&mut self, file: &'a Path) -> usize {
        let met = self.seen.len();
        self.seen.insert(file, Seen { met, open: true });
        self.open.push(file);
        let mut reaches = met;
        for next in self.edges.get(file).into_iter().flat_map(BTreeMap::keys) {
            reaches = reaches.min(match self.seen.get(next) {
                None => self.visit(next),
                Some(seen) if seen.open => seen.met,
                Some(_) => continue,
            });
        }
        if reaches == met {
            let from = self.open.iter().position(|open| *open == file).unwrap();
            let circle = self.open.split_off(from);
            for file in &circle {
                self.seen.get_mut(file).unwrap().open = false;
            }
            if circle.len() > 1 {
                self.circles.push(circle);
            }
        }
        reaches
    }
}

/// The edges that tie a circle, a line each.
fn drawn(edges: &Edges<'_>, circle: &[&Path]) -> String {
    let inside = circle.iter().flat_map(|file| {
        edges[file].iter().filter(|(other, _)| circle.contains(other)).map(move |(other, path)| (file, other, path))
    });
    let lines: Vec<String> =
        inside.map(|(file, other, path)| format!("  {} -> {} ({path})", name(file), name(other))).collect();
    format!("a circle of {} files:\n{}", circle.len(), lines.join("\n"))
}

#[test]
fn no_files_name_each_other_in_a_circle() {
    let mut found = Vec::new();
    for house in [&*HOUSE, &House::of("entity/src/lib.rs"), &House::of("migration/src/lib.rs")] {
        let edges = house.edges();
        let circles = Search::circles(&edges);
        found.extend(circles.iter().map(|circle| drawn(&edges, circle)));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_circle_is_found_and_a_chain_is_none() {
    let edge =
        |from: &'static str, to: &'static str| (Path::new(from), BTreeMap::from([(Path::new(to), String::new())]));
    let chain = BTreeMap::from([edge("a", "b"), edge("b", "c")]);
    assert!(Search::circles(&chain).is_empty());
    let circle = BTreeMap::from([edge("a", "b"), edge("b", "c"), edge("c", "b")]);
    assert_eq!(Search::circles(&circle), [[Path::new("b"), Path::new("c")]]);
}
