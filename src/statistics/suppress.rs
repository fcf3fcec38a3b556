//! Small-cell suppression: which figures may be shown, so that no hidden one can be worked out from the rest.
//!
//! The rule is that of `THRESHOLD` unique clients with complementary suppression (Statistics Finland's and Fiona's
//! output checking). Figures are *cells*; a *line* says that a published whole is made up of parts. Clients may stand
//! in several parts of a line, so a line is read as additive bounds, which is the most an outsider can do with it.
//!
//! Hidden on its own account: 1–4 clients; a share whose base, numerator or complement has fewer than five; a zero in
//! a line whose whole has fewer than five; all parts of a distribution in which everybody stands in one class. Then,
//! until nothing changes: a line with a shown whole hides none of its parts or at least two, with together at least
//! five clients, taking the next smallest; a hidden whole takes a part with it; and no cell hidden on its own account
//! follows from the shown ones by any sum and difference ([`crate::statistics::recovery`]).

use std::collections::BTreeSet;

use super::line::Line;
use super::recovery;

/// Fewer unique clients than this are not shown.
pub const THRESHOLD: u32 = 5;

/// The most groups of clients that one figure tells about.
const GROUPS: usize = 4;

/// The unique clients behind one cell, as the groups of them that the cell would tell about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellClients {
    /// Each must reach the threshold, the cell's own count first; zero beyond `told`.
    counts: [u32; GROUPS],
    /// How many groups the cell tells about. None: about no client.
    told: usize,
    /// For a count, the clients among whom it is counted: a zero may be shown where they reach the threshold. A share
    /// has none, since a share of nobody or of everybody tells about all of them.
    among: Option<u32>,
}

impl CellClients {
    /// A figure about groups or sessions, which tells about no client.
    pub const fn none() -> Self {
        Self { counts: [0; GROUPS], told: 0, among: None }
    }

    /// A number of clients, or a mean or median over them; a zero is shown only as a part of a whole of five.
    pub fn count(clients: u32) -> Self {
        Self::count_among(clients, 0)
    }

    /// A number of clients among others, where a zero is shown when those others are five.
    pub fn count_among(clients: u32, among: u32) -> Self {
        Self { among: Some(among), ..Self::groups(&[clients]) }
    }

    /// A number of visits: the clients behind them, and those of them who came as guests. Visits of nobody who is known
    /// tell about no client.
    pub fn visits(clients: u32, guests: u32) -> Self {
        Self { among: Some(u32::MAX), ..Self::groups(&[clients, guests]) }
    }

    /// A share: the clients in the numerator, those in the complement, and those in the base.
    pub fn share(within: u32, without: u32, base: u32) -> Self {
        Self::groups(&[within, without, base])
    }

    /// A figure that tells about several groups of clients at once, at most four.
    pub fn groups(groups: &[u32]) -> Self {
        let mut counts = [0; GROUPS];
        counts[..groups.len()].copy_from_slice(groups);
        Self { counts, told: groups.len(), among: None }
    }

    /// The groups that the cell tells about.
    fn told(&self) -> &[u32] {
        &self.counts[..self.told]
    }

    /// Whether the cell may stand by itself, whatever is shown beside it.
    fn safe(&self) -> bool {
        self.told().iter().all(|clients| *clients >= THRESHOLD || self.among.is_some() && *clients == 0)
    }

    /// A zero that needs a whole of five beside it.
    fn bare_zero(&self) -> bool {
        self.own() == 0 && self.among.is_some_and(|among| among < THRESHOLD)
    }

    fn own(&self) -> u32 {
        self.counts[0]
    }

    fn largest(&self) -> u32 {
        self.counts.into_iter().max().unwrap_or(0)
    }
}

/// Which cells may be shown; `withheld` are hidden already for a reason of their own.
pub fn suppress(cells: &[CellClients], lines: &[Line], withheld: &[usize]) -> Vec<bool> {
    let sensitive = sensitive(cells, lines);
    let mut work = SuppressionWork::new(cells, lines, &sensitive);
    for cell in withheld {
        work.hide(*cell);
    }
    let mut waiting: Vec<usize> = (0..lines.len()).collect();
    loop {
        work.settle(waiting);
        let more: Vec<usize> = work.given_away(&sensitive).into_iter().filter_map(|cell| work.beside(cell)).collect();
        if more.is_empty() {
            return work.hidden.into_iter().map(|hidden| !hidden).collect();
        }
        for cell in &more {
            work.hide(*cell);
        }
        waiting = more.into_iter().flat_map(|cell| work.places.of(cell).iter().copied()).collect();
    }
}

/// The cells hidden on their own account.
fn sensitive(cells: &[CellClients], lines: &[Line]) -> Vec<bool> {
    let mut sensitive: Vec<bool> = cells.iter().map(|cell| !cell.safe()).collect();
    let mut in_line = vec![false; cells.len()];
    for line in lines {
        let whole = cells[line.whole].own();
        let one_class = line.classes && line.parts.iter().any(|part| whole > 0 && cells[*part].own() == whole);
        for part in &line.parts {
            in_line[*part] = true;
            sensitive[*part] |= one_class || cells[*part].bare_zero() && whole < THRESHOLD;
        }
    }
    for (cell, in_line) in in_line.into_iter().enumerate() {
        sensitive[cell] |= !in_line && cells[cell].bare_zero();
    }
    sensitive
}

/// The lines in which each cell stands, one cell's after the other's.
struct LinesOfCells {
    starts: Vec<usize>,
    lines: Vec<usize>,
}

impl LinesOfCells {
    fn new(cells: usize, lines: &[Line]) -> Self {
        let mut starts = vec![0; cells + 1];
        lines.iter().flat_map(Line::cells).for_each(|cell| starts[cell + 1] += 1);
        for cell in 0..cells {
            starts[cell + 1] += starts[cell];
        }
        let mut free = starts.clone();
        let mut places = vec![0; starts[cells]];
        for (at, line) in lines.iter().enumerate() {
            for cell in line.cells() {
                places[free[cell]] = at;
                free[cell] += 1;
            }
        }
        Self { starts, lines: places }
    }

    fn of(&self, cell: usize) -> &[usize] {
        &self.lines[self.starts[cell]..self.starts[cell + 1]]
    }
}

/// What is hidden of the parts of a line.
#[derive(Clone, Copy, Default)]
struct Parts {
    hidden: usize,
    /// The hidden ones that protect: those that are not void.
    protecting: usize,
    /// Those still shown that are not zero.
    choices: usize,
    /// In each group of clients, the sum of the shown and the largest of the hidden.
    shown: [u32; GROUPS],
    largest: [u32; GROUPS],
}

/// Cells on their way to being hidden or shown.
struct SuppressionWork<'a> {
    cells: &'a [CellClients],
    lines: &'a [Line],
    places: LinesOfCells,
    parts: Vec<Parts>,
    hidden: Vec<bool>,
    /// Zeros that are hidden for a small whole only. They protect nothing: bounds can give them away.
    void: Vec<bool>,
}

impl<'a> SuppressionWork<'a> {
    fn new(cells: &'a [CellClients], lines: &'a [Line], sensitive: &[bool]) -> Self {
        let mut void: Vec<bool> = cells.iter().map(|cell| cell.among.is_some() && cell.own() == 0).collect();
        for line in lines.iter().filter(|line| line.classes && cells[line.whole].own() >= THRESHOLD) {
            line.parts.iter().for_each(|part| void[*part] = false);
        }
        let mut parts = vec![Parts::default(); lines.len()];
        for (parts, line) in parts.iter_mut().zip(lines) {
            for cell in line.parts.iter().map(|part| &cells[*part]) {
                parts.choices += usize::from(cell.own() > 0);
                parts.shown.iter_mut().zip(cell.counts).for_each(|(sum, count)| *sum += count);
            }
        }
        let places = LinesOfCells::new(cells.len(), lines);
        let mut work = Self { cells, lines, places, parts, hidden: vec![false; cells.len()], void };
        (0..cells.len()).filter(|cell| sensitive[*cell]).for_each(|cell| work.hide(cell));
        work
    }

    /// Hides a cell, if it is not hidden yet.
    fn hide(&mut self, cell: usize) {
        if std::mem::replace(&mut self.hidden[cell], true) {
            return;
        }
        let clients = &self.cells[cell];
        for line in self.places.of(cell).iter().filter(|line| self.lines[**line].whole != cell) {
            let parts = &mut self.parts[*line];
            parts.hidden += 1;
            parts.protecting += usize::from(!self.void[cell]);
            parts.choices -= usize::from(clients.own() > 0);
            for (group, count) in clients.counts.into_iter().enumerate() {
                parts.shown[group] -= count;
                parts.largest[group] = parts.largest[group].max(count);
            }
        }
    }

    /// The sensitive cells that follow from the shown ones; the small counts also when hidden zeros are known.
    fn given_away(&self, sensitive: &[bool]) -> Vec<usize> {
        let without_zeros: Vec<bool> =
            self.hidden.iter().zip(&self.void).map(|(hidden, void)| *hidden && !void).collect();
        let small = |cell: &usize| (1..THRESHOLD).contains(&self.cells[*cell].own());
        let mut cells = recovery::recoverable(self.lines, &self.hidden);
        if without_zeros != self.hidden {
            cells.extend(recovery::recoverable(self.lines, &without_zeros).into_iter().filter(small));
        }
        cells.retain(|cell| sensitive[*cell]);
        cells
    }

    /// Protects the waiting lines and those that each hidden cell touches, until nothing waits.
    ///
    /// Lines that leave no choice come first, then the lines in their given order, so that a later choice finds
    /// hidden what is hidden anyway.
    fn settle(&mut self, waiting: Vec<usize>) {
        let mut queue: BTreeSet<(bool, usize)> =
            waiting.into_iter().map(|line| (self.has_choice(line), line)).collect();
        while let Some((_, line)) = queue.pop_first() {
            if let Some(next) = self.next_to_hide(line) {
                self.hide(next);
                for touched in self.places.of(next) {
                    queue.remove(&(true, *touched));
                    queue.insert((self.has_choice(*touched), *touched));
                }
            }
        }
    }

    fn has_choice(&self, line: usize) -> bool {
        self.parts[line].choices > 0
    }

    /// The cell to hide next so that a line gives nothing away; `None` when it gives nothing away.
    fn next_to_hide(&self, at: usize) -> Option<usize> {
        let line = &self.lines[at];
        let whole = || (!self.hidden[line.whole]).then_some(line.whole);
        self.is_open(at).then(|| self.smallest(line.parts.iter().copied()).or_else(whole)).flatten()
    }

    /// Whether what the line shows gives a hidden cell, or a small sum of hidden cells, away.
    fn is_open(&self, line: usize) -> bool {
        let (whole, protecting) = (self.lines[line].whole, self.parts[line].protecting);
        if self.hidden[whole] {
            return protecting == 0 && self.cells[whole].own() > 0;
        }
        protecting == 1 || protecting > 1 && !self.sum_of_hidden_is_safe(line)
    }

    /// Whether the hidden parts of a line together have at least the threshold, in each group the cells tell about.
    fn sum_of_hidden_is_safe(&self, line: usize) -> bool {
        // Classes are compared by their own clients; what else a class tells about differs from class to class.
        let compared = if self.lines[line].classes { 1 } else { usize::MAX };
        let parts = &self.parts[line];
        self.cells[self.lines[line].whole]
            .told()
            .iter()
            .enumerate()
            .take(compared)
            .all(|(group, whole)| parts.largest[group].max(whole.saturating_sub(parts.shown[group])) >= THRESHOLD)
    }

    /// The smallest shown cell, but rather one that takes no part of its own with it, and a zero only at last.
    fn smallest(&self, among: impl Iterator<Item = usize>) -> Option<usize> {
        let cost = |cell: &usize| {
            let clients = &self.cells[*cell];
            (clients.own() == 0, self.takes_a_part_with_it(*cell), clients.largest())
        };
        among.filter(|cell| !self.hidden[*cell]).min_by_key(cost)
    }

    /// Whether hiding the cell takes with it a part that is still shown: itself, where it is not made of parts.
    fn takes_a_part_with_it(&self, cell: usize) -> bool {
        let mut own = self.places.of(cell).iter().filter(|line| self.lines[**line].whole == cell).peekable();
        own.peek().is_none()
            || own.any(|line| match self.lines[*line].parts[..] {
                [same] => !self.hidden[same] && self.takes_a_part_with_it(same),
                _ => self.parts[*line].hidden == 0,
            })
    }

    /// The smallest shown cell in a line of this one.
    fn beside(&self, cell: usize) -> Option<usize> {
        self.smallest(self.places.of(cell).iter().flat_map(|line| self.lines[*line].cells()))
    }
}

/// Which cells of a one-dimensional cut may stand beside its total of unique clients.
pub fn suppress_cut(cells: &[u32], total: u32) -> Vec<bool> {
    one_line(cells, total, false)
}

/// Which classes of a distribution may stand beside its n; none when everybody stands in one class.
pub fn suppress_distribution(classes: &[u32], n: u32) -> Vec<bool> {
    one_line(classes, n, true)
}

fn one_line(parts: &[u32], whole: u32, classes: bool) -> Vec<bool> {
    let cells: Vec<CellClients> = parts.iter().chain([&whole]).map(|clients| CellClients::count(*clients)).collect();
    let line = Line { whole: parts.len(), parts: (0..parts.len()).collect(), classes };
    let mut shown = suppress(&cells, &[line], &[]);
    shown.truncate(parts.len());
    shown
}

#[cfg(test)]
mod tests;
