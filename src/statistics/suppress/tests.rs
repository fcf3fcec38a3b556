//! The rule's cases, and an attacker who knows everything that is shown.

use std::sync::Arc;

use chrono::NaiveDate;
use entity::state::{GroupKind, GroupStatus};
use proptest::prelude::*;
use uuid::Uuid;

use super::super::cell_index::{Cell, CellIndex, ClassCell};
use super::super::cut::{FactPosition, Pattern};
use super::super::records::GroupFact;
use super::*;

#[test]
fn one_to_four_are_hidden_with_the_next_smallest() {
    assert_eq!(suppress_cut(&[6, 8, 4, 5], 23), [true, true, false, false]);
    assert_eq!(suppress_cut(&[6, 7, 4, 5], 22), [true, true, false, false]);
    assert_eq!(suppress_cut(&[6, 5, 4], 15), [true, false, false]);
    assert_eq!(suppress_cut(&[5, 4], 9), [false, false]);
    assert_eq!(suppress_cut(&[29, 23, 15, 24], 88), [true; 4]);
}

#[test]
fn the_sum_of_the_hidden_is_not_small_either() {
    assert_eq!(suppress_cut(&[1, 1, 9, 20], 31), [false, false, false, true]);
    assert_eq!(suppress_cut(&[1, 3], 4), [false, false]);
}

#[test]
fn a_zero_is_shown_only_beside_a_total_of_five() {
    assert_eq!(suppress_cut(&[0, 7], 7), [true, true]);
    assert_eq!(suppress_cut(&[0, 4], 4), [false, false]);
    assert_eq!(suppress_cut(&[0], 0), [false]);
}

#[test]
fn everybody_in_one_class_is_not_shown() {
    assert_eq!(suppress_distribution(&[0, 12, 0], 12), [false; 3]);
    assert_eq!(suppress_distribution(&[0, 6, 6], 12), [true; 3]);
    assert!(!CellClients::share(12, 0, 12).safe());
    assert!(!CellClients::share(0, 12, 12).safe());
}

#[test]
fn the_spring_distribution_gives_no_small_level_back() {
    assert_eq!(suppress_distribution(&[1, 3, 15, 13, 7], 39), [false, false, true, true, false]);
    assert!(!CellClients::share(35, 4, 39).safe());
    assert_eq!(suppress_distribution(&[7, 6, 8, 4, 0], 25), [true, false, true, false, true]);
}

#[test]
fn clients_in_several_cells_are_not_taken_for_a_larger_hidden_sum() {
    assert_eq!(suppress_cut(&[4, 2, 12, 30], 40), [false, false, false, true]);
    assert_eq!(suppress_cut(&[3, 40], 40), [false, false]);
}

#[test]
fn shares_hide_so_that_numerator_and_complement_of_the_hidden_stay_large() {
    let rows = [(10, 9, 19), (1, 11, 12), (2, 20, 22), (30, 30, 60)].map(|(a, b, n)| CellClients::share(a, b, n));
    let cells: Vec<CellClients> = rows.into_iter().chain([CellClients::share(43, 70, 113)]).collect();
    let line = Line { whole: 4, parts: vec![0, 1, 2, 3], classes: false };
    assert_eq!(suppress(&cells, &[line], &[]), [false, false, false, true, true]);
}

#[test]
fn a_whole_with_one_part_is_hidden_with_it() {
    let cells: Vec<CellClients> = [6, 5, 4, 15, 5].map(CellClients::count).to_vec();
    let lines =
        [Line { whole: 3, parts: vec![0, 1, 2], classes: false }, Line { whole: 4, parts: vec![1], classes: false }];
    assert_eq!(suppress(&cells, &lines, &[]), [true, false, false, true, false]);
}

/// What of a two-dimensional table with its margins may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ShownTable {
    cells: Vec<Vec<bool>>,
    rows: Vec<bool>,
    columns: Vec<bool>,
    total: bool,
}

/// Which cells and margins of a table of clients, given row by row, may be shown.
fn suppress_table(rows: &[Vec<u32>]) -> ShownTable {
    let (height, width) = (rows.len(), rows.first().map_or(0, Vec::len));
    let row_total = |row: usize| height * width + row;
    let column_total = |column: usize| height * width + height + column;
    let total = height * width + height + width;
    let row_sums = rows.iter().map(|row| row.iter().sum::<u32>());
    let column_sums = (0..width).map(|column| rows.iter().map(|row| row[column]).sum::<u32>());
    let cells: Vec<CellClients> = rows
        .iter()
        .flatten()
        .copied()
        .chain(row_sums.clone())
        .chain(column_sums)
        .chain([row_sums.sum()])
        .map(CellClients::count)
        .collect();
    let line = |whole, parts: Vec<usize>| Line { whole, parts, classes: false };
    let mut lines =
        vec![line(total, (0..height).map(row_total).collect()), line(total, (0..width).map(column_total).collect())];
    lines.extend((0..height).map(|row| line(row_total(row), (row * width..(row + 1) * width).collect())));
    lines.extend(
        (0..width).map(|column| line(column_total(column), (0..height).map(|row| row * width + column).collect())),
    );
    let shown = suppress(&cells, &lines, &[]);
    ShownTable {
        cells: shown[..height * width].chunks(width.max(1)).map(<[bool]>::to_vec).collect(),
        rows: shown[row_total(0)..column_total(0)].to_vec(),
        columns: shown[column_total(0)..total].to_vec(),
        total: shown[total],
    }
}

#[test]
fn a_table_hides_in_rows_and_columns() {
    let shown = suppress_table(&[vec![4, 9, 12], vec![10, 11, 8], vec![20, 7, 30]]);
    assert!(!shown.cells[0][0]);
    for row in &shown.cells {
        assert_ne!(row.iter().filter(|shown| !**shown).count(), 1);
    }
    assert!(shown.total && shown.rows.iter().all(|shown| *shown) && shown.columns.iter().all(|shown| *shown));
    let empty = suppress_table(&[]);
    assert!(empty.cells.is_empty() && !empty.total);
}

/// Narrows the range of every cell by every line until nothing narrows: what an outsider with pencil and paper does.
fn ranges(values: &[u32], lines: &[Line], shown: &[bool]) -> Vec<(i64, i64)> {
    const FAR: i64 = 1_000;
    let mut ranges: Vec<(i64, i64)> = values
        .iter()
        .zip(shown)
        .map(|(value, shown)| if *shown { (i64::from(*value), i64::from(*value)) } else { (0, FAR) })
        .collect();
    loop {
        let before = ranges.clone();
        for line in lines {
            let (low, high) = line.parts.iter().fold((0, 0), |(l, h), part| (l + ranges[*part].0, h + ranges[*part].1));
            let whole = ranges[line.whole];
            ranges[line.whole] = (whole.0.max(low), whole.1.min(high));
            for part in &line.parts {
                let (l, h) = ranges[*part];
                ranges[*part] = (l.max(whole.0 - (high - h)), h.min(whole.1 - (low - l)));
            }
        }
        if ranges == before {
            return ranges;
        }
    }
}

/// Whether a table with the same shown cells exists in which `target` is one more or one less than in truth.
fn another_table_exists(values: &[u32], lines: &[Line], shown: &[bool], target: usize) -> bool {
    let truth: Vec<i64> = values.iter().map(|value| i64::from(*value)).collect();
    [1, -1].into_iter().any(|step| {
        let mut tried: Vec<Option<i64>> =
            truth.iter().zip(shown).map(|(value, shown)| shown.then_some(*value)).collect();
        tried[target] = Some(truth[target] + step);
        complete(&mut tried, lines, &truth)
    })
}

/// Whether the unknown cells can be filled in with numbers from zero up, by search around the truth.
fn complete(cells: &mut [Option<i64>], lines: &[Line], truth: &[i64]) -> bool {
    let mut forced = Vec::new();
    let consistent = propagate(cells, lines, &mut forced);
    let solved = consistent
        && match cells.iter().position(Option::is_none) {
            None => true,
            Some(free) => [0, 1, -1, 2, -2].into_iter().filter(|step| truth[free] + step >= 0).any(|step| {
                cells[free] = Some(truth[free] + step);
                let solved = complete(cells, lines, truth);
                cells[free] = None;
                solved
            }),
        };
    for cell in forced {
        cells[cell] = None;
    }
    solved
}

/// Fills in every cell that is the only unknown of a line; false when a line cannot hold.
fn propagate(cells: &mut [Option<i64>], lines: &[Line], forced: &mut Vec<usize>) -> bool {
    loop {
        let before = forced.len();
        for line in lines {
            let unknown: Vec<usize> = line.cells().filter(|cell| cells[*cell].is_none()).collect();
            let sum: i64 = line.parts.iter().filter_map(|part| cells[*part]).sum();
            match unknown[..] {
                [] if cells[line.whole] != Some(sum) => return false,
                [one] => {
                    let value = cells[line.whole].map_or(sum, |whole| whole - sum);
                    if value < 0 {
                        return false;
                    }
                    cells[one] = Some(value);
                    forced.push(one);
                }
                _ if cells[line.whole].is_some_and(|whole| whole < sum) => return false,
                _ => {}
            }
        }
        if forced.len() == before {
            return true;
        }
    }
}

/// The cells (rows, row totals, column totals, total) and lines of a table, with what is shown of them.
fn flat(rows: &[Vec<u32>]) -> (Vec<u32>, Vec<Line>, Vec<bool>) {
    let (height, width) = (rows.len(), rows[0].len());
    let mut values: Vec<u32> = rows.iter().flatten().copied().collect();
    values.extend(rows.iter().map(|row| row.iter().sum::<u32>()));
    values.extend((0..width).map(|column| rows.iter().map(|row| row[column]).sum::<u32>()));
    values.push(rows.iter().flatten().sum());
    let line = |whole, parts: Vec<usize>| Line { whole, parts, classes: false };
    let (row_total, column_total, total) = (height * width, height * width + height, values.len() - 1);
    let mut lines: Vec<Line> =
        (0..height).map(|row| line(row_total + row, (row * width..(row + 1) * width).collect())).collect();
    lines.extend(
        (0..width).map(|column| line(column_total + column, (0..height).map(|row| row * width + column).collect())),
    );
    lines.push(line(total, (row_total..column_total).collect()));
    lines.push(line(total, (column_total..total).collect()));
    let table = suppress_table(rows);
    let shown = table.cells.concat().into_iter().chain(table.rows).chain(table.columns).chain([table.total]).collect();
    (values, lines, shown)
}

/// A group with how many clients it has, and the numbers of what tells it from others.
#[derive(Clone, Debug)]
struct Made {
    clients: u32,
    kind: usize,
    unit: usize,
    municipality: usize,
}

fn made() -> impl Strategy<Value = Made> {
    (1_u32..14, 0_usize..3, 0_usize..3, 0_usize..4).prop_map(|(clients, kind, unit, municipality)| Made {
        clients,
        kind,
        unit,
        municipality,
    })
}

/// A programme of groups with their clients: every cell of the fixed cuts with the groups it is made of.
fn programme(groups: &[Made]) -> (CellIndex, Vec<Cell>, Vec<Vec<usize>>) {
    let fact = |(at, made): (usize, &Made)| GroupFact {
        group: Uuid::from_u128(at as u128 + 1),
        kind: GroupKind::ALL[made.kind],
        unit: Uuid::from_u128(made.unit as u128),
        area: Uuid::from_u128((made.unit / 2) as u128),
        municipality: Arc::from(format!("{}", made.municipality)),
        project: None,
        capacity: 8,
        status: GroupStatus::Running,
        first_start: None,
        last_end: None,
    };
    let groups: Vec<GroupFact> = groups.iter().enumerate().map(fact).collect();
    let index = CellIndex::new(&groups, &(NaiveDate::MIN..=NaiveDate::MIN));
    let mut cells: Vec<(Cell, Vec<usize>)> = Vec::new();
    for chart in 0..Pattern::ALL.len() {
        for (at, group) in groups.iter().enumerate() {
            let spot = index.position(FactPosition { group: group.group, ..FactPosition::default() }).unwrap();
            let Some(cell) = index.cell(chart, spot).map(|cell| CellIndex::numbered(chart, cell)) else { continue };
            match cells.iter_mut().find(|(other, _)| *other == cell) {
                Some((_, members)) => members.push(at),
                None => cells.push((cell, vec![at])),
            }
        }
    }
    let (cells, members) = cells.into_iter().unzip();
    (index, cells, members)
}

/// Every change of the groups' clients, by at most two each, that leaves all shown cells as they are.
fn unnoticed(clients: &[u32], cells: &[Vec<usize>], shown: &[bool]) -> Vec<Vec<i64>> {
    let mut changes: Vec<Vec<i64>> = vec![Vec::new()];
    for clients in clients {
        let steps = (-2..=2).filter(|step| i64::from(*clients) + step >= 0);
        let longer = |change: &Vec<i64>| {
            let change = change.clone();
            steps.clone().map(move |step| change.iter().copied().chain([step]).collect())
        };
        changes = changes.iter().flat_map(longer).collect();
    }
    let kept = |change: &Vec<i64>| cells.iter().zip(shown).all(|(cell, shown)| !shown || sum(change, cell) == 0);
    changes.retain(kept);
    changes
}

fn sum(change: &[i64], members: &[usize]) -> i64 {
    members.iter().map(|group| change[*group]).sum()
}

fn count() -> impl Strategy<Value = u32> {
    prop_oneof![2 => Just(0_u32), 3 => 1_u32..5, 5 => 5_u32..16]
}

proptest! {
    #[test]
    fn no_small_count_is_ever_shown(cells in prop::collection::vec(count(), 1..8)) {
        let total = cells.iter().sum();
        for (cell, shown) in cells.iter().zip(suppress_cut(&cells, total)) {
            prop_assert!(!shown || *cell >= THRESHOLD || *cell == 0 && total >= THRESHOLD);
        }
    }

    #[test]
    fn a_hidden_cell_of_a_cut_may_be_anything_up_to_the_threshold(cells in prop::collection::vec(count(), 1..8)) {
        let total: u32 = cells.iter().sum();
        let shown = suppress_cut(&cells, total);
        let line = Line { whole: cells.len(), parts: (0..cells.len()).collect(), classes: false };
        let values: Vec<u32> = cells.iter().copied().chain([total]).collect();
        let all: Vec<bool> = shown.iter().copied().chain([total >= THRESHOLD]).collect();
        for (cell, (low, high)) in ranges(&values, &[line], &all).into_iter().enumerate() {
            prop_assert!(all[cell] || low == 0 && high >= i64::from(THRESHOLD), "{values:?} {all:?} {cell}");
        }
    }

    #[test]
    fn overlapping_clients_leave_no_small_cell_alone(
        cells in prop::collection::vec(count(), 2..8), repeated in 0_u32..12,
    ) {
        let largest = cells.iter().copied().max().unwrap_or(0);
        let total = cells.iter().sum::<u32>().saturating_sub(repeated).max(largest);
        let hidden = suppress_cut(&cells, total).iter().filter(|shown| !**shown).count();
        prop_assert_ne!(hidden, 1);
    }

    #[test]
    fn a_hidden_small_cell_of_a_table_is_never_determined(
        rows in (2_usize..5).prop_flat_map(|width| prop::collection::vec(prop::collection::vec(count(), width), 2..5)),
    ) {
        let (values, lines, shown) = flat(&rows);
        for (cell, value) in values.iter().enumerate() {
            prop_assert!(!shown[cell] || *value == 0 || *value >= THRESHOLD);
            if !shown[cell] && (1..THRESHOLD).contains(value) {
                prop_assert!(another_table_exists(&values, &lines, &shown, cell), "{rows:?} {shown:?} {cell}");
            }
        }
    }

    #[test]
    fn the_same_cells_in_another_order_hide_the_same_counts(cells in prop::collection::vec(count(), 1..8)) {
        let total: u32 = cells.iter().sum();
        let mut backwards = cells.clone();
        backwards.reverse();
        let hidden = |cells: &[u32]| {
            let shown = suppress_cut(cells, total);
            let mut hidden: Vec<u32> = cells.iter().zip(shown).filter(|(_, shown)| !shown).map(|(c, _)| *c).collect();
            hidden.sort_unstable();
            hidden
        };
        prop_assert_eq!(hidden(&cells), hidden(&backwards));
    }

    #[test]
    fn no_small_cell_of_a_programme_follows_from_all_its_cuts_together(
        groups in prop::collection::vec(made(), 1..6),
    ) {
        let (index, keys, members) = programme(&groups);
        let clients: Vec<u32> = groups.iter().map(|made| made.clients).collect();
        let values: Vec<u32> = members.iter().map(|cell| cell.iter().map(|group| clients[*group]).sum()).collect();
        let cells: Vec<CellClients> = values.iter().map(|value| CellClients::count(*value)).collect();
        let numbered: Vec<ClassCell<'_>> = keys.iter().map(|cell| ClassCell { cell: *cell, class: "" }).collect();
        let shown = suppress(&cells, &index.lines(&numbered), &[]);
        let unnoticed = unnoticed(&clients, &members, &shown);
        for (cell, value) in values.iter().enumerate() {
            prop_assert!(!shown[cell] || *value >= THRESHOLD);
            let free = unnoticed.iter().any(|change| sum(change, &members[cell]) != 0);
            prop_assert!(*value >= THRESHOLD || free, "{groups:?} {:?} {shown:?}", index.key(keys[cell]));
        }
    }

    #[test]
    fn a_hidden_share_leaves_numerator_and_complement_open(
        rows in prop::collection::vec((count(), count()), 1..7),
    ) {
        let sums = rows.iter().fold((0, 0), |(a, b), (within, without)| (a + within, b + without));
        let cells: Vec<CellClients> =
            rows.iter().chain([&sums]).map(|(within, without)| CellClients::share(*within, *without, within + without)).collect();
        let line = Line { whole: rows.len(), parts: (0..rows.len()).collect(), classes: false };
        let shown = suppress(&cells, std::slice::from_ref(&line), &[]);
        for side in [|(within, _): &(u32, u32)| *within, |(_, without): &(u32, u32)| *without] {
            let values: Vec<u32> = rows.iter().chain([&sums]).map(side).collect();
            for (cell, (low, high)) in ranges(&values, std::slice::from_ref(&line), &shown).into_iter().enumerate() {
                prop_assert!(!shown[cell] || values[cell] >= THRESHOLD);
                prop_assert!(shown[cell] || low == 0 && high >= i64::from(THRESHOLD), "{rows:?} {shown:?} {cell}");
            }
        }
    }
}
