//! `SECURITY.md` proves its promises by tests: each one that it names exists.

use std::fs;
use std::path::Path;

/// What a page names as `module::…::test`.
fn named(page: &str) -> Vec<Vec<&str>> {
    let is_path =
        |code: &&str| code.contains("::") && code.chars().all(|c| c.is_ascii_alphanumeric() || "_:".contains(c));
    let paths = page.split('`').skip(1).step_by(2).filter(is_path);
    paths.map(|path| path.split("::").collect()).filter(|path: &Vec<_>| path.last() != Some(&"")).collect()
}

/// A module `tests` stands in the file of its parent or in one of its own.
fn defines(root: &Path, modules: &[&str], test: &str) -> bool {
    let file = |modules: &[&str]| root.join(modules.join("/")).with_extension("rs");
    let parent = modules.strip_suffix(&["tests"]).unwrap_or(modules);
    let texts = [file(modules), file(parent)].into_iter().filter_map(|file| fs::read_to_string(file).ok());
    texts.into_iter().any(|text| text.contains(&format!("fn {test}(")))
}

#[test]
fn every_test_that_the_security_page_names_exists() {
    let house = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(house.join("SECURITY.md")).unwrap();
    let named = named(&page);
    assert!(named.len() > 40, "only {} names were read", named.len());
    let roots = [house.join("tests/it"), house.join("src")];
    let missing: Vec<String> = named
        .iter()
        .filter(|path| {
            let (test, modules) = path.split_last().unwrap();
            !roots.iter().any(|root| defines(root, modules, test))
        })
        .map(|path| path.join("::"))
        .collect();
    assert!(missing.is_empty(), "SECURITY.md names tests that are not there: {missing:#?}");
}
