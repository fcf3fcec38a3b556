//! Adding facts up: first by group, month and channel, then by every pattern of the fixed cuts.

use std::collections::{BTreeMap, HashMap};

use entity::state::Channel;
use uuid::Uuid;

use super::super::cut::{Key, Month, Pattern, Place};
use super::super::facts::GroupFact;
use super::super::figure::{Entry, Table};

/// Sums of `A` amounts, and the unique clients in each of `P` groups of them.
pub struct Sheet<'a, const A: usize, const P: usize> {
    groups: HashMap<Uuid, &'a GroupFact>,
    spots: BTreeMap<(Uuid, Option<Month>, Option<Channel>), Sums<A, P>>,
}

/// What is added up in one place.
#[derive(Clone)]
struct Sums<const A: usize, const P: usize> {
    amounts: [u64; A],
    clients: [Vec<Uuid>; P],
    days: Vec<u32>,
}

impl<const A: usize, const P: usize> Default for Sums<A, P> {
    fn default() -> Self {
        Self { amounts: [0; A], clients: std::array::from_fn(|_| Vec::new()), days: Vec::new() }
    }
}

impl<const A: usize, const P: usize> Sums<A, P> {
    fn merge(&mut self, other: &Self) {
        for (amount, more) in self.amounts.iter_mut().zip(other.amounts) {
            *amount += more;
        }
        for (clients, more) in self.clients.iter_mut().zip(&other.clients) {
            clients.extend(more);
        }
        self.days.extend(&other.days);
    }

    fn unique(&mut self) {
        for clients in &mut self.clients {
            clients.sort_unstable();
            clients.dedup();
        }
    }
}

/// One fact to add up.
#[derive(Clone, Copy)]
pub struct Fact<const A: usize, const P: usize> {
    pub group: Uuid,
    pub month: Option<Month>,
    pub channel: Option<Channel>,
    pub client: Option<Uuid>,
    pub amounts: [u64; A],
    /// In which of the groups of clients the client is counted.
    pub among: [bool; P],
    /// Days, where the indicator is a median.
    pub days: Option<u32>,
}

/// The sums of one cell.
pub struct Cell<const A: usize, const P: usize> {
    pub key: Key,
    pub amounts: [u64; A],
    /// Unique clients in each group of them.
    pub clients: [u32; P],
    /// In ascending order.
    pub days: Vec<u32>,
}

impl<'a, const A: usize, const P: usize> Sheet<'a, A, P> {
    /// An empty sheet over these groups; facts about other groups are left out.
    pub fn new(groups: &'a [GroupFact]) -> Self {
        Self { groups: groups.iter().map(|group| (group.group, group)).collect(), spots: BTreeMap::new() }
    }

    /// Adds one fact.
    pub fn add(&mut self, fact: Fact<A, P>) {
        let sums = self.spots.entry((fact.group, fact.month, fact.channel)).or_default();
        for (amount, more) in sums.amounts.iter_mut().zip(fact.amounts) {
            *amount += more;
        }
        for (clients, counted) in sums.clients.iter_mut().zip(fact.among) {
            clients.extend(fact.client.filter(|_| counted));
        }
        sums.days.extend(fact.days);
    }

    /// The table of the entries that `entries` makes of each cell.
    pub fn table(mut self, entries: impl Fn(Cell<A, P>) -> Vec<Entry>) -> Table {
        self.spots.values_mut().for_each(Sums::unique);
        let mut table = Table::default();
        for pattern in Pattern::ALL {
            for (key, sums) in self.cut(pattern) {
                let mut sums = sums;
                sums.unique();
                sums.days.sort_unstable();
                let clients = sums.clients.map(|clients| u32::try_from(clients.len()).unwrap_or(u32::MAX));
                table.entries.extend(entries(Cell { key, amounts: sums.amounts, clients, days: sums.days }));
            }
        }
        table
    }

    fn cut(&self, pattern: Pattern) -> BTreeMap<Key, Sums<A, P>> {
        let mut cells: BTreeMap<Key, Sums<A, P>> = BTreeMap::new();
        for ((group, month, channel), sums) in &self.spots {
            let place = self.groups.get(group).map(|group| Place::of(group, *month, *channel));
            if let Some(key) = place.and_then(|place| place.key(pattern)) {
                cells.entry(key).or_default().merge(sums);
            }
        }
        cells
    }
}
