//! Lists whose state is the address: filters, sorting, pages and the same rows as CSV.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use entity::state::Language;
use maud::{Markup, html};
use sea_orm::sea_query::{Expr, Func, Query};
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect, QueryTrait, Select};

use super::components::{Order, Pagination, pagination};
use super::form::Form;
use crate::error::{Error, Result};
use crate::text::{t, t_with};

/// Rows on one page of a list.
pub const PAGE: u64 = 50;

/// How many rows are counted: who counts further grows slower with the programme.
const COUNTED: u64 = 1000;

/// What a list is asked for, as the query of its address.
#[derive(Clone, Debug)]
pub struct ListQuery {
    /// The filters, as a form that draws itself with what was chosen.
    pub form: Form,
    path: String,
    pairs: Vec<(String, String)>,
}

impl<S: Send + Sync> FromRequestParts<S> for ListQuery {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let pairs = axum_extra::extract::Query::<Vec<(String, String)>>::from_request_parts(parts, state).await;
        let pairs = pairs.map_err(|_| Error::Unreadable(400, "the query can't be read".into()))?.0;
        Ok(Self { form: Form::of(pairs.clone()), path: parts.uri.path().to_owned(), pairs })
    }
}

impl ListQuery {
    /// The page asked for, from 1.
    pub fn page(&self) -> u64 {
        self.form.value("page").parse().ok().filter(|page| (1..=100_000).contains(page)).unwrap_or(1)
    }

    /// How many rows come before the page.
    pub fn offset(&self) -> u64 {
        (self.page() - 1) * PAGE
    }

    /// How far the rows of the list are counted, so that a full page is always known to be followed by another.
    fn counted(&self) -> u64 {
        COUNTED.max(self.offset() + PAGE)
    }

    /// How many rows a list has; one more than are counted when there are more.
    pub async fn total<E: EntityTrait>(&self, db: &impl ConnectionTrait, find: &Select<E>) -> Result<u64> {
        let mut rows = find.clone().select_only().expr_as(Expr::value(1), "one").limit(self.counted() + 1).into_query();
        rows.clear_order_by();
        let count = Query::select().expr(Func::count(Expr::col("one"))).from_subquery(rows, "counted").take();
        let total: i64 = match db.query_one(&count).await? {
            Some(row) => row.try_get_by_index(0)?,
            None => 0,
        };
        Ok(total.unsigned_abs())
    }

    /// The sorting asked for: a column, and whether downwards.
    pub fn sort(&self) -> (&str, bool) {
        let sort = self.form.value("sort");
        sort.strip_prefix('-').map_or((sort, false), |column| (column, true))
    }

    /// The address of the same list sorted by a column, and how that column is sorted now.
    pub fn sort_link(&self, column: &str, default: bool) -> (String, Option<Order>) {
        let (current, down) = self.sort();
        let here = current == column || (current.is_empty() && default);
        let order = here.then_some(if down { Order::Descending } else { Order::Ascending });
        let next = if here && !down { format!("-{column}") } else { column.to_owned() };
        (self.with("sort", &next), order)
    }

    /// The address of the same list with one part of its state changed; it starts again at its first page.
    pub fn with(&self, name: &str, value: &str) -> String {
        let kept = self.pairs.iter().filter(|(key, value)| key != name && key != "page" && !value.is_empty());
        let mut query = String::new();
        let changed = (name.to_owned(), value.to_owned());
        for (key, value) in kept.chain([&changed]).filter(|(_, value)| !value.is_empty()) {
            query.push(if query.is_empty() { '?' } else { '&' });
            query.push_str(&super::problem::encode(key));
            query.push('=');
            query.push_str(&super::problem::encode(value));
        }
        format!("{}{query}", self.path)
    }

    /// Whether any filter narrows the list.
    pub fn is_filtered(&self) -> bool {
        self.pairs.iter().any(|(key, value)| !matches!(key.as_str(), "page" | "sort" | "lang") && !value.is_empty())
    }

    /// How many of these filters narrow the list.
    pub fn set_among(&self, names: &[&str]) -> usize {
        names.iter().filter(|name| !self.form.value(name).is_empty()).count()
    }

    /// The way to the neighbouring pages; nothing when all rows are in sight.
    pub fn pages(&self, language: Language, total: u64) -> Markup {
        let (first, last) = (self.offset() + 1, (self.offset() + PAGE).min(total));
        let previous = (self.page() > 1).then(|| self.with("page", &(self.page() - 1).to_string()));
        let next = (last < total).then(|| self.with("page", &(self.page() + 1).to_string()));
        let (key, total) =
            if total > self.counted() { ("list-shown-of-many", total - 1) } else { ("list-shown", total) };
        let numbers = [("first", first.into()), ("last", last.into()), ("total", total.into())];
        let shown = t_with(language, key, &numbers);
        html! {
            @if previous.is_some() || next.is_some() {
                (pagination(language, &Pagination { previous: previous.as_deref(), next: next.as_deref(), shown: &shown }))
            }
        }
    }
}

/// A file of the rows that a list shows.
pub fn csv_file(name: &str, rows: impl IntoIterator<Item = Vec<String>>) -> Result<Response> {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
    ];
    Ok((headers, csv_bytes(rows)?).into_response())
}

/// Rows as spreadsheets in Finland open them: UTF-8 with a mark, semicolons.
pub fn csv_bytes(rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    let mut writer =
        csv::WriterBuilder::new().delimiter(b';').flexible(true).from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell))).map_err(anyhow::Error::from)?;
    }
    Ok(writer.into_inner().map_err(|error| anyhow::anyhow!("write CSV: {error}"))?)
}

/// A cell that a spreadsheet can't take for a formula.
fn harmless(cell: &str) -> String {
    let number = cell.replace(',', ".").parse::<f64>().is_ok();
    if !number && cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

/// A yes or a no in words.
pub fn yes_no(language: Language, yes: bool) -> String {
    t(language, if yes { "yes" } else { "no" })
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn a_cell_is_never_a_formula() {
        assert_eq!(harmless("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(harmless("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(harmless("-5,5"), "-5,5");
        assert_eq!(harmless("Äitee"), "Äitee");
    }
}
