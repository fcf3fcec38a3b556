//! Adding facts up in every cell of the fixed cuts.

use uuid::Uuid;

use super::super::cell_index::{CellIndex, CellPosition};
use super::super::cut::{CellKey, FactPosition, Pattern};
use super::super::facts::Facts;
use super::super::figure::{CellTable, TableCell};

/// Sums of `A` amounts, and the unique persons in each of `P` groups of them.
pub struct SumSheet<'a, const A: usize, const P: usize> {
    ground: &'a Facts,
    facts: Vec<(CellPosition, Fact<A, P>)>,
}

/// One fact to add up.
#[derive(Clone, Copy)]
pub struct Fact<const A: usize, const P: usize> {
    pub at: FactPosition,
    /// Whom the fact is about, where it is about one client.
    pub client: Option<Uuid>,
    pub amounts: [u64; A],
    /// In which of the groups the client is counted.
    pub among: [bool; P],
    /// Days, where the indicator is a median.
    pub days: Option<u32>,
}

/// The sums of one cell.
pub struct CellSums<const A: usize, const P: usize> {
    pub key: CellKey,
    pub amounts: [u64; A],
    /// Unique clients in each group of them.
    pub clients: [u32; P],
    /// In ascending order.
    pub days: Vec<u32>,
}

/// A cell while it is added up.
#[derive(Clone, Copy)]
struct RunningSums<const A: usize, const P: usize> {
    is_used: bool,
    amounts: [u64; A],
    clients: [u32; P],
    /// The one who was counted last, from 1.
    counted: [u32; P],
}

impl<const A: usize, const P: usize> RunningSums<A, P> {
    const EMPTY: Self = Self { is_used: false, amounts: [0; A], clients: [0; P], counted: [0; P] };

    /// Adds a fact; a person is counted once, since the facts come person by person.
    fn add(&mut self, person: u32, fact: &Fact<A, P>) {
        self.is_used = true;
        for (amount, more) in self.amounts.iter_mut().zip(fact.amounts) {
            *amount += more;
        }
        if fact.client.is_some() {
            for ((clients, counted), among) in self.clients.iter_mut().zip(&mut self.counted).zip(fact.among) {
                if among && *counted != person {
                    (*clients, *counted) = (*clients + 1, person);
                }
            }
        }
    }
}

impl<'a, const A: usize, const P: usize> SumSheet<'a, A, P> {
    /// An empty sheet; what is added about other groups than these is left out.
    pub fn new(ground: &'a Facts) -> Self {
        Self { ground, facts: Vec::new() }
    }

    /// Adds one fact.
    pub fn add(&mut self, fact: Fact<A, P>) {
        self.add_about(fact.client, fact);
    }

    /// Adds a fact that is counted by something of a client's, such as a participation, in the place of `client`.
    pub fn add_about(&mut self, client: Option<Uuid>, fact: Fact<A, P>) {
        let index = self.ground.index();
        let Some(position) = index.position(fact.at) else { return };
        let is_protected = client.is_some_and(|client| self.ground.protected.contains(&client));
        self.facts.push((if is_protected { index.veiled(position) } else { position }, fact));
    }

    /// The table of the entries that `entries` makes of each cell.
    pub fn table(mut self, entries: impl Fn(CellSums<A, P>) -> Vec<TableCell>) -> CellTable {
        self.facts.sort_unstable_by_key(|(_, fact)| fact.client);
        let mut table = CellTable::new(self.ground.index().clone());
        for chart in 0..Pattern::ALL.len() {
            let (sums, mut days) = self.cut(chart);
            days.sort_unstable();
            let mut days = days.as_slice();
            for (cell, sums) in sums.iter().enumerate().filter(|(_, sums)| sums.is_used) {
                let (own, rest) = days.split_at(days.partition_point(|(of, _)| *of <= cell));
                days = rest;
                let numbered = CellIndex::numbered(chart, cell);
                let cell = CellSums {
                    key: self.ground.index().key(numbered),
                    amounts: sums.amounts,
                    clients: sums.clients,
                    days: own.iter().map(|(_, days)| *days).collect(),
                };
                table.extend(numbered, entries(cell));
            }
        }
        table
    }

    /// The sums of every cell of a pattern, and days with their cells.
    fn cut(&self, chart: usize) -> (Vec<RunningSums<A, P>>, Vec<(usize, u32)>) {
        let index = self.ground.index();
        let mut sums = vec![RunningSums::EMPTY; index.size(chart)];
        let mut days = Vec::new();
        let persons = self.facts.chunk_by(|(_, fact), (_, other)| fact.client == other.client).zip(1..);
        for (facts, person) in persons {
            for (position, fact) in facts {
                if let Some(cell) = index.cell(chart, *position) {
                    sums[cell].add(person, fact);
                    days.extend(fact.days.map(|days| (cell, days)));
                }
            }
        }
        (sums, days)
    }
}
