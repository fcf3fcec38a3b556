//! No page leads its reader to what this person may not see or do, or to what is not there.

use std::collections::{BTreeSet, VecDeque};

use axum::http::{Method, StatusCode};
use entity::state::Role;
use piiri::web::who::RouteRow;
use uuid::Uuid;

use crate::support::bulk::Bulk;
use crate::support::page::Page;

/// An address with its ids left out and the names of what it asks, by which like pages are known.
fn pattern(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let part = |part: &str| if Uuid::parse_str(part).is_ok() { "{id}".to_owned() } else { part.to_owned() };
    let names: Vec<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    format!("{}?{}", path.split('/').map(part).collect::<Vec<_>>().join("/"), names.join("&"))
}

/// The addresses of this house that elements of a page name.
fn local(page: &Page, css: &str, name: &str) -> Vec<String> {
    let named = page.attributes(css, name).into_iter();
    let path = named.filter(|path| path.starts_with('/') && !path.starts_with("//"));
    path.filter_map(|path| path.split('#').next().map(str::to_owned)).collect()
}

/// Whether a route is that of an address.
fn is_of(row: &RouteRow, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or(path);
    let (known, asked) = (row.path.split('/'), path.split('/'));
    known.clone().count() == asked.clone().count()
        && known.zip(asked).all(|(known, asked)| known.starts_with('{') || known == asked)
}

#[tokio::test]
async fn no_page_leads_its_reader_to_a_refusal() {
    let mut bulk = Bulk::of(2).await;
    let rows = bulk.test.rows.clone();
    let mut wrong = Vec::new();
    for role in Role::ALL {
        bulk.person(*role).sign_in().await;
        let mut known = BTreeSet::new();
        let mut waiting = VecDeque::from([("/".to_owned(), "/".to_owned())]);
        while let Some((from, path)) = waiting.pop_front() {
            let page = bulk.person(*role).get(&path).await;
            if matches!(page.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND) {
                wrong.push(format!("{role}: {} leads to {}: {}", pattern(&from), pattern(&path), page.status));
            }
            if page.status != StatusCode::OK {
                continue;
            }
            for next in local(&page, "a", "href") {
                if known.insert(pattern(&next)) {
                    waiting.push_back((path.clone(), next));
                }
            }
            for act in local(&page, "form[method=post]", "action") {
                let mut taken = rows.iter().filter(|row| row.method == Method::POST && is_of(row, &act));
                let may = taken.any(|row| row.who.roles().is_none_or(|roles| roles.contains(role)));
                if !may && known.insert(pattern(&act)) {
                    wrong.push(format!("{role}: {} has a form to {}", pattern(&path), pattern(&act)));
                }
            }
        }
        assert!(known.len() > 10, "{role} finds little: {known:?}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    bulk.test.outbox().await;
}
