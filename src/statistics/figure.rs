//! True figures in tables, and the published figures that suppression makes of them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::cell_index::{Cell, CellIndex, ClassCell};
use super::cut::{CellKey, Pattern, Selection};
use super::line::Line;
use super::suppress::{CellClients, suppress};

/// What a value counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedIn {
    /// From 0 to 1; a fill rate may exceed 1.
    Share,
    /// From −1 to 1.
    Difference,
    Count,
    Days,
    Hours,
    /// A level of benefit, 1 to 5.
    Level,
}

/// Indicators that are read together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    Reach,
    Path,
    Attendance,
    End,
    Benefit,
    Ways,
}

/// A measure: the indicator it belongs to by number, its own key, its unit, and under which theme it is read.
#[derive(Debug, PartialEq, Eq)]
pub struct Measure {
    pub number: &'static str,
    pub key: &'static str,
    pub unit: CountedIn,
    pub theme: Theme,
}

/// A true value of a measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    pub measure: &'static Measure,
    pub value: f64,
    pub numerator: Option<u64>,
    pub denominator: Option<u64>,
    /// The 95 % confidence interval of a difference.
    pub interval: Option<(f64, f64)>,
}

impl Measured {
    /// A share; `None` when there is nothing in the denominator.
    pub fn share(measure: &'static Measure, numerator: u64, denominator: u64) -> Option<Self> {
        (denominator > 0).then(|| Self {
            measure,
            value: ratio(numerator, denominator),
            numerator: Some(numerator),
            denominator: Some(denominator),
            interval: None,
        })
    }

    /// A number of clients, participations, sessions or groups.
    pub fn count(measure: &'static Measure, count: u64) -> Self {
        Self { numerator: Some(count), ..Self::value(measure, float(count)) }
    }

    /// A value that is neither a share nor a count.
    pub const fn value(measure: &'static Measure, value: f64) -> Self {
        Self { measure, value, numerator: None, denominator: None, interval: None }
    }
}

/// One count over another.
pub fn ratio(numerator: u64, denominator: u64) -> f64 {
    float(numerator) / float(denominator)
}

/// A count as a number to reckon with; counts of people and minutes stay far below 2³².
pub fn float(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// One cell of a table: where it stands, whom it tells about, and its true values.
///
/// A cell without values takes part in suppression only, as a whole or a class that is not shown.
#[derive(Clone, Debug)]
pub struct TableCell {
    pub key: CellKey,
    /// The class of an outcome, empty for the whole.
    pub class: &'static str,
    pub clients: CellClients,
    /// Unique clients behind the values; `None` for figures about no client.
    pub n: Option<u32>,
    pub values: Vec<Measured>,
}

/// A class of an outcome and the classes it is made of; it holds in cells that have them all.
pub type ClassLine = (&'static str, &'static [&'static str]);

/// The cells of one or more measures that are suppressed together.
#[derive(Debug)]
pub struct CellTable {
    entries: Vec<TableCell>,
    /// The cell of each entry.
    cells: Vec<Cell>,
    index: Arc<CellIndex>,
    pub classes: &'static [ClassLine],
}

impl CellTable {
    /// An empty table over numbered cells.
    pub const fn new(index: Arc<CellIndex>) -> Self {
        Self { entries: Vec::new(), cells: Vec::new(), index, classes: &[] }
    }

    /// Adds the entries of one cell.
    pub fn extend(&mut self, cell: Cell, entries: impl IntoIterator<Item = TableCell>) {
        self.entries.extend(entries);
        self.cells.resize(self.entries.len(), cell);
    }

    /// The true value of a measure in a cell, for a leader's own group and for tests; never for publication.
    pub fn true_value(&self, measure: &str, class: &str, key: &CellKey) -> Option<&Measured> {
        self.entries
            .iter()
            .filter(|entry| entry.key == *key && entry.class == class)
            .flat_map(|entry| &entry.values)
            .find(|value| value.measure.key == measure)
    }

    fn lines(&self) -> Vec<Line> {
        let pairs = self.cells.iter().zip(&self.entries);
        let cells: Vec<ClassCell<'_>> =
            pairs.map(|(cell, entry)| ClassCell { cell: *cell, class: entry.class }).collect();
        let mut lines = self.index.lines(&cells);
        if self.classes.is_empty() {
            return lines;
        }
        let at: HashMap<ClassCell<'_>, usize> = cells.iter().copied().zip(0..).collect();
        for (whole, ClassCell { cell, class }) in cells.iter().enumerate() {
            for (_, classes) in self.classes.iter().filter(|(whole, _)| whole == class) {
                let parts: Vec<usize> =
                    classes.iter().filter_map(|class| at.get(&ClassCell { cell: *cell, class }).copied()).collect();
                if parts.len() == classes.len() {
                    lines.push(Line { whole, parts, classes: true });
                }
            }
        }
        lines
    }

    fn shown(&self, withheld: &[usize]) -> Vec<bool> {
        let clients: Vec<CellClients> = self.entries.iter().map(|entry| entry.clients).collect();
        suppress(&clients, &self.lines(), withheld)
    }
}

/// A figure as it may be published. Only [`publish`] makes one, so none skips suppression.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    measure: &'static Measure,
    key: CellKey,
    class: &'static str,
    shown: Option<ShownFigure>,
}

/// What is told of a figure that is not suppressed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShownFigure {
    pub value: f64,
    pub numerator: Option<u64>,
    pub denominator: Option<u64>,
    /// Unique clients; `None` for figures about no client.
    pub n: Option<u32>,
    /// The 95 % confidence interval of a difference.
    pub interval: Option<(f64, f64)>,
}

impl Figure {
    pub const fn measure(&self) -> &'static Measure {
        self.measure
    }

    pub const fn key(&self) -> &CellKey {
        &self.key
    }

    /// The class of an outcome (a reason, a level), empty for the whole.
    pub const fn class(&self) -> &'static str {
        self.class
    }

    /// The key of the class's name; `None` for the whole.
    pub fn class_key(&self) -> Option<String> {
        (!self.class.is_empty()).then(|| format!("statistics-class-{}", self.class.replace('_', "-")))
    }

    /// The values, or `None` when the figure is suppressed.
    pub const fn shown(&self) -> Option<ShownFigure> {
        self.shown
    }
}

/// Publishes tables of a fixed set of cuts.
///
/// `reach` is the table of unique clients and participations. A cut whose number of clients is hidden shows no other
/// figure about clients either, since most of them would give that number back.
pub fn publish(reach: &CellTable, tables: &[CellTable]) -> Vec<Figure> {
    let shown = reach.shown(&[]);
    let comparable = |key: &CellKey| !Pattern::OWN.iter().any(|own| key.pattern.has(*own));
    let told = reach.entries.iter().zip(&reach.cells).zip(&shown);
    let withheld: HashSet<Cell> =
        told.filter(|((entry, _), shown)| !**shown && comparable(&entry.key)).map(|((_, cell), _)| *cell).collect();
    let mut figures = figures(reach, &shown);
    for table in tables {
        let inherits = |at: &usize| table.entries[*at].n.is_some() && withheld.contains(&table.cells[*at]);
        let hidden: Vec<usize> = (0..table.entries.len()).filter(inherits).collect();
        figures.extend(self::figures(table, &table.shown(&hidden)));
    }
    figures
}

/// The figures that answer a selection; `None` when the combination is not one of the fixed cuts.
pub fn select<'a>(figures: &'a [Figure], selection: &'a Selection) -> Option<impl Iterator<Item = &'a Figure>> {
    let pattern = selection.pattern()?;
    Some(figures.iter().filter(move |figure| figure.key.pattern == pattern && selection.includes(&figure.key)))
}

fn figures(table: &CellTable, shown: &[bool]) -> Vec<Figure> {
    let of_entry = |(entry, shown): (&TableCell, &bool)| -> Vec<Figure> {
        let figure = |value: &Measured| Figure {
            measure: value.measure,
            key: entry.key.clone(),
            class: entry.class,
            shown: shown.then_some(ShownFigure {
                value: value.value,
                numerator: value.numerator,
                denominator: value.denominator,
                n: entry.n,
                interval: value.interval,
            }),
        };
        entry.values.iter().map(figure).collect()
    };
    table.entries.iter().zip(shown).flat_map(of_entry).collect()
}
