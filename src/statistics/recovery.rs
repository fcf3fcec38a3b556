//! What an outsider can work out: the hidden cells that follow from shown ones by sums and differences of lines.

use std::collections::{BTreeMap, HashMap};

use super::suppress::Line;

/// The field in which sums are followed: a Mersenne prime far above any coefficient that can arise by chance.
const PRIME: u64 = (1 << 61) - 1;

/// A row of the system: the coefficient of each unknown, none of them zero.
type Row = BTreeMap<usize, u64>;

/// The hidden cells that the lines and the shown cells determine exactly.
///
/// Each line is an equation whose unknowns are its hidden cells. Hidden cells that stand in the same lines can be
/// exchanged for one another, so neither is determined; they are followed as one unknown.
pub fn recoverable(lines: &[Line], hidden: &[bool]) -> Vec<usize> {
    let unknowns = unknowns(lines, hidden);
    let mut rows: Vec<Row> = vec![Row::new(); lines.len()];
    for (unknown, (places, _)) in unknowns.iter().enumerate() {
        for (line, coefficient) in places {
            rows[*line].insert(unknown, *coefficient);
        }
    }
    rows.retain(|row| !row.is_empty());
    rows.sort_by_key(Row::len);
    reduce(rows)
        .iter()
        .filter(|row| row.len() == 1)
        .filter_map(|row| match unknowns[*row.first_key_value()?.0].1[..] {
            [alone] => Some(alone),
            _ => None,
        })
        .collect()
}

/// The places of an unknown (line and coefficient) and the hidden cells that share exactly them.
type Unknown = (Vec<(usize, u64)>, Vec<usize>);

fn unknowns(lines: &[Line], hidden: &[bool]) -> Vec<Unknown> {
    let mut places: BTreeMap<usize, Vec<(usize, u64)>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        for part in line.parts.iter().filter(|part| hidden[**part]) {
            places.entry(*part).or_default().push((at, 1));
        }
        if hidden[line.whole] {
            places.entry(line.whole).or_default().push((at, PRIME - 1));
        }
    }
    let mut alike: HashMap<Vec<(usize, u64)>, Vec<usize>> = HashMap::new();
    for (cell, places) in places {
        alike.entry(places).or_default().push(cell);
    }
    let mut unknowns: Vec<Unknown> = alike.into_iter().collect();
    unknowns.sort();
    unknowns
}

/// Gauss–Jordan elimination: each row that is left has a pivot that no other row has.
fn reduce(rows: Vec<Row>) -> Vec<Row> {
    let mut reduced: Vec<Row> = Vec::new();
    let mut pivots: HashMap<usize, usize> = HashMap::new();
    for mut row in rows {
        let known: Vec<usize> = row.keys().filter_map(|unknown| pivots.get(unknown).copied()).collect();
        for other in known {
            let pivot = reduced[other].keys().find(|unknown| pivots.get(unknown) == Some(&other)).copied();
            eliminate(&mut row, &reduced[other], pivot);
        }
        let Some((pivot, factor)) = row.first_key_value().map(|(unknown, factor)| (*unknown, *factor)) else {
            continue;
        };
        let inverse = power(factor, PRIME - 2);
        for value in row.values_mut() {
            *value = multiply(*value, inverse);
        }
        for other in &mut reduced {
            eliminate(other, &row, Some(pivot));
        }
        pivots.insert(pivot, reduced.len());
        reduced.push(row);
    }
    reduced
}

/// Takes from `row` the multiple of `by` that clears `pivot`, whose coefficient in `by` is 1.
fn eliminate(row: &mut Row, by: &Row, pivot: Option<usize>) {
    let Some(factor) = pivot.and_then(|pivot| row.get(&pivot).copied()) else { return };
    for (unknown, value) in by {
        let left = row.entry(*unknown).or_insert(0);
        *left = (*left + PRIME - multiply(factor, *value)) % PRIME;
        if *left == 0 {
            row.remove(unknown);
        }
    }
}

fn multiply(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b) % u128::from(PRIME);
    u64::try_from(product).expect("a remainder is below the prime")
}

fn power(mut base: u64, mut exponent: u64) -> u64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = multiply(result, base);
        }
        base = multiply(base, base);
        exponent >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(whole: usize, parts: &[usize]) -> Line {
        Line { whole, parts: parts.to_vec(), classes: false }
    }

    #[test]
    fn a_single_hidden_part_is_recovered_and_two_are_not() {
        let lines = [line(3, &[0, 1, 2])];
        assert_eq!(recoverable(&lines, &[true, false, false, false]), [0]);
        assert!(recoverable(&lines, &[true, true, false, false]).is_empty());
    }

    #[test]
    fn a_bridge_between_two_cycles_is_recovered_though_each_line_hides_two() {
        let rows = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11], [12, 13, 14, 15]];
        let mut lines: Vec<Line> = rows.iter().map(|row| line(16, row)).collect();
        lines.extend((0..4).map(|column| line(16, &rows.map(|row| row[column]))));
        let mut hidden = [false; 17];
        for cell in [0, 1, 4, 5, 10, 11, 14, 15] {
            hidden[cell] = true;
        }
        assert!(recoverable(&lines, &hidden).is_empty());
        hidden[6] = true;
        assert_eq!(recoverable(&lines, &hidden), [6]);
    }

    #[test]
    fn a_hidden_whole_is_recovered_from_shown_parts() {
        assert_eq!(recoverable(&[line(2, &[0, 1])], &[false, false, true]), [2]);
    }
}
