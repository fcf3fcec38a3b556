//! The cells of every fixed cut, numbered, so that adding up and suppressing compare numbers and not names.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use chrono::NaiveDate;
use uuid::Uuid;

use super::cut::{CellKey, CutPosition, FactPosition, Pattern};
use super::line::Line;
use super::month::Month;
use super::records::GroupFact;

/// One cell of one fixed cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// The place of its pattern in [`Pattern::ALL`].
    chart: u32,
    number: u32,
}

/// A cell of one class of an outcome, which is empty for the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClassCell<'a> {
    pub cell: Cell,
    pub class: &'a str,
}

/// Where a fact belongs: the number of its group, and those of its values in [`Pattern::OWN`].
#[derive(Clone, Copy, Debug)]
pub struct CellPosition {
    group: u32,
    own: [Option<u32>; Pattern::OWN.len()],
}

/// The numbered cells of one pattern: a cell of groups, times the values of the fact's own dimension.
#[derive(Debug)]
struct CellNumbering {
    pattern: Pattern,
    /// The cell of each group; none where the group has no place in the pattern.
    of_group: Vec<Option<u32>>,
    /// A group of each cell.
    example: Vec<u32>,
    /// The dimension of [`Pattern::OWN`] that the pattern has.
    own: Option<usize>,
    /// How many values that has; 1 without it.
    width: u32,
}

/// The groups, months and cells of a period.
#[derive(Debug)]
pub struct CellIndex {
    groups: HashMap<Uuid, u32>,
    /// The place of each group, then of what is not told where.
    places: Vec<CutPosition>,
    /// For each group, what stands for it where the area must not be told.
    veiled: Vec<u32>,
    months: Vec<Month>,
    charts: Vec<CellNumbering>,
}

impl CellIndex {
    /// The cells over these groups and the months of a period.
    pub fn new(groups: &[GroupFact], period: &RangeInclusive<NaiveDate>) -> Self {
        let mut places: Vec<CutPosition> = groups.iter().map(CutPosition::of).collect();
        let mut not_given: HashMap<CutPosition, u32> = HashMap::new();
        let mut veiled = Vec::with_capacity(groups.len());
        for at in 0..groups.len() {
            let place = places[at].without_area();
            let number = *not_given.entry(place).or_insert_with_key(|place| {
                places.push(place.clone());
                number(places.len() - 1)
            });
            veiled.push(number);
        }
        let months = months(period);
        let ranks = ranks(&places);
        let widths = Pattern::own_widths(&months);
        let charts = Pattern::ALL.map(|pattern| CellNumbering::new(pattern, &places, &ranks, widths)).into();
        let groups = groups.iter().zip(0..).map(|(group, at)| (group.group, at)).collect();
        Self { groups, places, veiled, months, charts }
    }

    /// Where a fact about a group belongs; `None` for a group that is not among them.
    pub fn position(&self, at: FactPosition) -> Option<CellPosition> {
        let own = at.own(&self.months).map(|own| own.map(number));
        Some(CellPosition { group: *self.groups.get(&at.group)?, own })
    }

    /// The same, where neither municipality nor group may be told.
    pub fn veiled(&self, position: CellPosition) -> CellPosition {
        CellPosition { group: self.veiled[position.group as usize], ..position }
    }

    /// How many cells a pattern has, by its place in [`Pattern::ALL`].
    pub fn size(&self, chart: usize) -> usize {
        self.charts[chart].example.len() * self.charts[chart].width as usize
    }

    /// The cell of a pattern, by its place in [`Pattern::ALL`], to which a position belongs.
    pub fn cell(&self, chart: usize, position: CellPosition) -> Option<usize> {
        self.charts[chart].cell(position).map(|cell| cell as usize)
    }

    /// The numbered cell.
    pub fn numbered(chart: usize, cell: usize) -> Cell {
        Cell { chart: number(chart), number: number(cell) }
    }

    /// What a cell stands for.
    pub fn key(&self, cell: Cell) -> CellKey {
        let chart = &self.charts[cell.chart as usize];
        let place = &self.places[chart.example[(cell.number / chart.width) as usize] as usize];
        let within = (cell.number % chart.width) as usize;
        let whole = place.with_own(&self.months, within);
        whole.key(chart.pattern).expect("a cell is numbered for a place that its pattern has")
    }

    /// The cell of a coarser pattern that holds a cell.
    fn whole(&self, cell: Cell, coarser: usize) -> Option<Cell> {
        let (fine, coarse) = (&self.charts[cell.chart as usize], &self.charts[coarser]);
        let group = fine.example[(cell.number / fine.width) as usize];
        let within = Some(cell.number % fine.width);
        let position = CellPosition { group, own: [within; Pattern::OWN.len()] };
        Some(Cell { chart: number(coarser), number: coarse.cell(position)? })
    }

    /// The lines among cells of the same class: every whole with the cells of each finer pattern that make it up.
    pub fn lines(&self, cells: &[ClassCell<'_>]) -> Vec<Line> {
        let wholes: HashMap<ClassCell<'_>, usize> = cells.iter().copied().zip(0..).collect();
        let coarser: Vec<Vec<usize>> = self.charts.iter().map(|chart| self.coarser(chart)).collect();
        let mut parts: HashMap<(usize, u32), Vec<usize>> = HashMap::new();
        for (at, ClassCell { cell, class }) in cells.iter().enumerate() {
            for coarser in &coarser[cell.chart as usize] {
                let whole =
                    self.whole(*cell, *coarser).and_then(|cell| wholes.get(&ClassCell { cell, class }).copied());
                if let Some(whole) = whole {
                    parts.entry((whole, cell.chart)).or_default().push(at);
                }
            }
        }
        // Suppression takes the lines in this order. Groups within kinds and places come first, so that coarser cells go
        // where a group is hidden anyway; combinations of two dimensions come last.
        let pattern = |chart: u32| self.charts[chart as usize].pattern;
        let mut parts: Vec<((usize, u32), Vec<usize>)> = parts.into_iter().collect();
        parts.sort_by_key(|((whole, part), _)| {
            let is_combined = pattern(cells[*whole].cell.chart).is_combined();
            (is_combined, pattern(*part) != Pattern::GROUP, *whole, pattern(*part))
        });
        parts.into_iter().map(|((whole, _), parts)| Line { whole, parts, classes: false }).collect()
    }

    fn coarser(&self, fine: &CellNumbering) -> Vec<usize> {
        let is_coarser =
            |coarse: &CellNumbering| coarse.pattern != fine.pattern && fine.pattern.fixed().has(coarse.pattern.fixed());
        (0..self.charts.len()).filter(|chart| is_coarser(&self.charts[*chart])).collect()
    }
}

impl CellNumbering {
    fn new(pattern: Pattern, places: &[CutPosition], ranks: &[Ranks], widths: [usize; Pattern::OWN.len()]) -> Self {
        let own = Pattern::OWN.iter().position(|own| pattern.has(*own));
        let width = own.map_or(1, |own| widths[own]);
        let is_in = |(place, _): &(&CutPosition, u32)| !pattern.has(Pattern::PROJECT) || place.project.is_some();
        let masked = |(_, at): (&CutPosition, u32)| (ranks[at as usize].of(pattern.fixed()), at);
        let mut ranked: Vec<(Ranks, u32)> = places.iter().zip(0..).filter(is_in).map(masked).collect();
        ranked.sort_unstable();
        let mut of_group = vec![None; places.len()];
        let mut example = Vec::new();
        for one in ranked.chunk_by(|(ranks, _), (other, _)| ranks == other) {
            for (_, group) in one {
                of_group[*group as usize] = Some(number(example.len()));
            }
            example.push(one[0].1);
        }
        Self { pattern, of_group, example, own, width: number(width.max(1)) }
    }

    fn cell(&self, position: CellPosition) -> Option<u32> {
        let ground = self.of_group[position.group as usize]? * self.width;
        Some(match self.own {
            Some(own) => ground + position.own[own]?,
            None => ground,
        })
    }
}

/// The rank of a place's value in each dimension of [`Pattern::GROUND`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Ranks([u32; Pattern::GROUND.len()]);

impl Ranks {
    /// The ranks in the dimensions of a pattern alone.
    fn of(mut self, pattern: Pattern) -> Self {
        for (rank, dimension) in self.0.iter_mut().zip(Pattern::GROUND) {
            *rank = if pattern.has(dimension) { *rank } else { 0 };
        }
        self
    }
}

fn ranks(places: &[CutPosition]) -> Vec<Ranks> {
    let ranked: [Vec<u32>; Pattern::GROUND.len()] = [
        rank(places, |place| place.kind),
        rank(places, |place| place.area),
        rank(places, |place| place.unit),
        rank(places, |place| place.municipality.as_deref()),
        rank(places, |place| place.project.as_deref()),
        rank(places, |place| place.group),
    ];
    (0..places.len()).map(|at| Ranks(std::array::from_fn(|dimension| ranked[dimension][at]))).collect()
}

fn rank<'a, T: Ord>(places: &'a [CutPosition], value: impl Fn(&'a CutPosition) -> T) -> Vec<u32> {
    let mut values: Vec<T> = places.iter().map(&value).collect();
    values.sort_unstable();
    values.dedup();
    places.iter().map(|place| values.binary_search(&value(place)).map_or(0, number)).collect()
}

/// The months of a period, in their order.
fn months(period: &RangeInclusive<NaiveDate>) -> Vec<Month> {
    let mut months: Vec<Month> =
        period.start().iter_days().take_while(|day| day <= period.end()).map(Month::of).collect();
    months.dedup();
    months
}

/// Groups, cells and months stay far below 2³².
fn number(at: usize) -> u32 {
    u32::try_from(at).expect("a programme has fewer than 2^32 cells")
}
