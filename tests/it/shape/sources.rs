//! The files of the repository.

use std::fs;
use std::path::{Path, PathBuf};

/// The repository's own folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder of the repository, with its text.
pub fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

/// The part of `src` that a file belongs to: its folder, or its own name.
pub fn part(path: &Path) -> &str {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    inside.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs")
}

/// A file as people write it, from the repository's own folder.
pub fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

/// A source without its unit tests, which may name whatever zone they try.
pub fn without_tests<'a>(path: &Path, source: &'a str) -> &'a str {
    let is_test = path.ends_with("tests.rs") || name(path).contains("/tests/");
    if is_test { "" } else { source.split("#[cfg(test)]\nmod ").next().unwrap_or(source) }
}

/// Every file of `src`, but for some, that says one of these words.
pub fn saying(words: &[&str], but: &[&str]) -> Vec<String> {
    let files = sources("src");
    let files = files.iter().filter(|(path, _)| !but.iter().any(|one| path.ends_with(one)));
    files
        .flat_map(|(path, source)| {
            let code = without_tests(path, source);
            words.iter().filter(|word| code.contains(**word)).map(|word| format!("{} says {word}", name(path)))
        })
        .collect()
}
