//! Every form that changes what stands is in the list of those that are tried.

use axum::http::Method;
use piiri::web::who::RouteRow;

use super::forms::FORMS;
use super::rows::World;
use crate::shape::sources::{name, sources};

/// The files that open a form on a row, so that nobody's change is undone unseen.
const OPENED_ON_A_ROW: &[(&str, usize)] = &[
    ("src/acts/away/routes.rs", 1),
    ("src/acts/staff_account/routes.rs", 1),
    ("src/people/client/routes.rs", 1),
    ("src/programme/routes/group.rs", 1),
    ("src/programme/routes/template.rs", 1),
    ("src/programme/routes/year.rs", 2),
    ("src/programme/views/interpreting.rs", 1),
    ("src/programme/views/session.rs", 1),
    ("src/venue/routes.rs", 1),
];

#[tokio::test]
async fn every_form_that_changes_what_stands_is_tried() {
    let world = World::new().await;
    let listed = |row: &&RouteRow| FORMS.iter().any(|form| form.page == row.path);
    let pages = world.test.rows.iter().filter(|row| row.method == Method::GET && row.path.ends_with("/edit"));
    let missing: Vec<&str> = pages.filter(|row| !listed(row)).map(|row| row.path.as_str()).collect();
    assert!(missing.is_empty(), "{missing:?} change what stands and are in no entry of FORMS");
    for form in FORMS {
        let there = world.test.rows.iter().any(|row| row.method == Method::GET && row.path == form.page);
        assert!(there, "{} is no page any more", form.page);
    }
    let opens = |text: &str| text.matches(".versioned()").count();
    let files = sources("src").into_iter().map(|(path, text)| (name(&path), opens(&text)));
    let opened: Vec<(String, usize)> = files.filter(|(file, n)| *n > 0 && file != "src/web/form.rs").collect();
    let wanted: Vec<(String, usize)> = OPENED_ON_A_ROW.iter().map(|(file, n)| ((*file).to_owned(), *n)).collect();
    assert_eq!(opened, wanted, "a form is opened on a row: give it an entry in FORMS and here");
}
