//! Finds the file that defines what a path names, through modules and re-exports.

use std::path::Path;

use super::reader::{Kind, Module, Segments};

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A whole module.
    Module(usize),
    /// A name that this module defines.
    Item { module: usize, name: String, kind: Kind },
}

/// The longest chain of modules and re-exports that is followed.
const LONGEST: usize = 32;

/// What a path means that is written in a module; nothing when it belongs to another crate.
pub fn resolve(modules: &[Module], at: usize, path: &[String]) -> Option<Target> {
    from(modules, at, path, LONGEST)
}

/// The file that a path names. A folder's `mod.rs` defines nothing, so a path to the folder itself names no file.
pub fn file<'a>(modules: &'a [Module], at: usize, path: &[String]) -> Option<&'a Path> {
    match resolve(modules, at, path)? {
        Target::Module(module) => {
            let file = modules[module].file.as_path();
            (!matches!(file.file_name()?.to_str()?, "mod.rs" | "lib.rs")).then_some(file)
        }
        Target::Item { module, .. } => Some(&modules[module].file),
    }
}

fn from(modules: &[Module], at: usize, path: &[String], left: usize) -> Option<Target> {
    let (first, mut rest) = path.split_first()?;
    let start = match first.as_str() {
        "crate" | "piiri" => 0,
        "self" => at,
        "super" => {
            let mut up = modules[at].parent?;
            while let Some((_, after)) = rest.split_first().filter(|(next, _)| *next == "super") {
                up = modules[up].parent?;
                rest = after;
            }
            up
        }
        _ => return within(modules, at, path, left),
    };
    within(modules, start, rest, left).or_else(|| made_by_macro(modules, start, rest))
}

fn within(modules: &[Module], at: usize, path: &[String], left: usize) -> Option<Target> {
    let left = left.checked_sub(1)?;
    let Some((name, rest)) = path.split_first() else { return Some(Target::Module(at)) };
    let module = &modules[at];
    let child = module.children.get(name);
    if let Some(child) = child.filter(|_| !rest.is_empty()) {
        return within(modules, *child, rest, left).or_else(|| made_by_macro(modules, *child, rest));
    }
    if let Some(kind) = module.items.get(name) {
        return Some(Target::Item { module: at, name: name.clone(), kind: *kind });
    }
    let imports = module.imports.iter().filter(|import| import.name == *name && import.path[..] != *path);
    imports
        .map(|import| [&import.path, rest].concat())
        .find_map(|path: Segments| from(modules, at, &path, left))
        .or_else(|| child.map(|child| Target::Module(*child)))
        .or_else(|| {
            let own = module.globs.iter().filter(|glob| is_own(module, &glob[0]));
            own.map(|glob| [glob, path].concat()).find_map(|path: Segments| from(modules, at, &path, left))
        })
}

/// Whether a path that begins with this word stays in the crate.
fn is_own(module: &Module, first: &str) -> bool {
    matches!(first, "crate" | "self" | "super") || module.children.contains_key(first)
}

/// A name that no item spells out comes from a macro that the module calls.
fn made_by_macro(modules: &[Module], at: usize, path: &[String]) -> Option<Target> {
    let name = path.first()?;
    let module = &modules[at];
    let known = module.children.contains_key(name) || module.imports.iter().any(|import| import.name == *name);
    let calls = module.defined.iter().any(String::is_empty);
    (calls && !known).then(|| Target::Item { module: at, name: name.clone(), kind: Kind::Other })
}
