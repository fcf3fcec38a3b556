//! Lists: tables that become cards on a phone, filters whose state is the URL, pages.

use entity::state::Language;
use maud::{Markup, Render, html};

use super::Button;
use crate::text::t;
use crate::web::icon::{Icon, icon};

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Ascending,
    Descending,
}

/// A column's heading.
#[derive(Clone, Copy)]
pub struct Column<'a> {
    label: &'a str,
    sort: Option<&'a str>,
    order: Option<Order>,
    numeric: bool,
}

impl<'a> Column<'a> {
    /// A column of words.
    pub const fn new(label: &'a str) -> Self {
        Self { label, sort: None, order: None, numeric: false }
    }

    /// A column of figures, set to the right.
    pub const fn number(label: &'a str) -> Self {
        Self { label, sort: None, order: None, numeric: true }
    }

    /// Sortable: the address of the list sorted by this column, and how it is sorted by it now.
    #[must_use]
    pub const fn sort(self, href: &'a str, order: Option<Order>) -> Self {
        Self { sort: Some(href), order, ..self }
    }

    fn heading(self) -> Markup {
        let (order, arrow) = match self.order {
            Some(Order::Ascending) => (Some("ascending"), "↑"),
            Some(Order::Descending) => (Some("descending"), "↓"),
            None => (None, ""),
        };
        html! {
            th.number[self.numeric] scope="col" aria-sort=[order] {
                @if let Some(href) = self.sort {
                    a href=(href) { (self.label) span aria-hidden="true" { (arrow) } }
                } @else { (self.label) }
            }
        }
    }
}

/// A table; the first cell of each row names it.
pub struct Table<'a> {
    caption: &'a str,
    columns: &'a [Column<'a>],
    rows: Vec<Vec<Markup>>,
    total: Option<Vec<Markup>>,
    narrow: bool,
}

impl<'a> Table<'a> {
    /// A table without rows; `caption` names it for screen readers.
    pub const fn new(caption: &'a str, columns: &'a [Column<'a>]) -> Self {
        Self { caption, columns, rows: Vec::new(), total: None, narrow: false }
    }

    /// With these rows, a cell for each column.
    #[must_use]
    pub fn rows(self, rows: impl IntoIterator<Item = Vec<Markup>>) -> Self {
        Self { rows: rows.into_iter().collect(), ..self }
    }

    /// With a last row that sums up.
    #[must_use]
    pub fn total(self, cells: Vec<Markup>) -> Self {
        Self { total: Some(cells), ..self }
    }

    /// So narrow that it stays a table on a phone, where others become cards.
    #[must_use]
    pub fn narrow(self) -> Self {
        Self { narrow: true, ..self }
    }

    fn row(&self, cells: &[Markup]) -> Markup {
        html! {
            tr {
                @for (i, (cell, column)) in cells.iter().zip(self.columns).enumerate() {
                    @if i == 0 {
                        th scope="row" { (cell) }
                    } @else {
                        td.number[column.numeric] data-label=(column.label) { div { (cell) } }
                    }
                }
            }
        }
    }
}

impl Render for Table<'_> {
    fn render(&self) -> Markup {
        html! {
            div.table-wrap.table-stacks[!self.narrow] role="region" aria-label=(self.caption) tabindex="0" {
                table.table {
                    caption.hidden { (self.caption) }
                    thead { tr { @for column in self.columns { (column.heading()) } } }
                    tbody { @for cells in &self.rows { (self.row(cells)) } }
                    @if let Some(cells) = &self.total { tfoot { (self.row(cells)) } }
                }
            }
        }
    }
}

/// Where a list goes on; `shown` says what is in sight ("21–40 of 112").
pub struct Pagination<'a> {
    pub previous: Option<&'a str>,
    pub next: Option<&'a str>,
    pub shown: &'a str,
}

/// The way to the neighbouring pages of a list.
pub fn pagination(lang: Language, pages: &Pagination<'_>) -> Markup {
    html! {
        nav.pagination aria-label=(t(lang, "pages")) {
            span.soft.small.number data-shown { (pages.shown) }
            div.actions {
                @if let Some(href) = pages.previous {
                    a.button.button-secondary rel="prev" href=(href) { (icon(Icon::Back)) (t(lang, "previous-page")) }
                }
                @if let Some(href) = pages.next {
                    a.button.button-secondary rel="next" href=(href) { (t(lang, "next-page")) (icon(Icon::Arrow)) }
                }
            }
        }
    }
}

/// The filters of the list in the element `results`: a plain GET form that `filter.mjs` sends as it changes.
///
/// `clear` is the address without filters, given when some are set.
pub fn filter_bar(lang: Language, action: &str, results: &str, clear: Option<&str>, fields: impl Render) -> Markup {
    html! {
        search {
            form.filter method="get" action=(action) data-filter=(results) {
                (fields)
                div.actions {
                    (Button::secondary(&t(lang, "filter-show")).icon(Icon::Filter).submit())
                    @if let Some(href) = clear { (Button::quiet(&t(lang, "filter-clear")).link(href)) }
                }
                p.hidden role="status" {}
            }
        }
    }
}

/// Filters that are folded where the screen is narrow; `set` is how many of them narrow the list.
pub fn filter_more(lang: Language, set: usize, fields: impl Render) -> Markup {
    html! {
        details.filter-more {
            summary {
                (icon(Icon::Filter)) (t(lang, "filter-more"))
                span #filters-set data-follows {
                    @if set > 0 {
                        span.count.number { (set) } span.hidden { " " (t(lang, "filter-set")) }
                    }
                }
            }
            div { (fields) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_knows_its_heading_on_a_phone() {
        let columns = [Column::new("Name"), Column::number("Places").sort("?sort=places", Some(Order::Descending))];
        let drawn =
            Table::new("Groups", &columns).rows([vec![html! { "Cooking" }, html! { "12" }]]).render().into_string();
        assert!(drawn.contains(r#"<th scope="row">Cooking</th>"#), "{drawn}");
        assert!(drawn.contains(r#"data-label="Places""#), "{drawn}");
        assert!(drawn.contains(r#"aria-sort="descending""#), "{drawn}");
    }
}
