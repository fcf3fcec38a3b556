//! What an outsider can work out: the hidden cells that follow from shown ones by sums and differences of lines.

use std::collections::{BTreeMap, HashMap};

use super::line::Line;

/// The field in which sums are followed: a Mersenne prime far above any coefficient that can arise by chance.
const PRIME: u64 = (1 << 61) - 1;

/// A row of the system: the coefficient of each unknown, none of them zero; a pivot's row leaves its first out.
type Equation = BTreeMap<usize, u64>;

/// The hidden cells that the lines and the shown cells determine exactly.
///
/// Each line is an equation whose unknowns are its hidden cells. Hidden cells that stand in the same lines can be
/// exchanged for one another, so neither is determined; they are followed as one unknown.
pub fn recoverable(lines: &[Line], hidden: &[bool]) -> Vec<usize> {
    let unknowns = unknowns(lines, hidden);
    let mut rows: Vec<Equation> = vec![Equation::new(); lines.len()];
    for (unknown, (places, _)) in unknowns.iter().enumerate() {
        for (line, coefficient) in places {
            rows[*line].insert(unknown, *coefficient);
        }
    }
    rows.sort_by_key(Equation::len);
    let values = solution(&echelon(rows), unknowns.len());
    let determined = unknowns.iter().zip(values).filter(|(_, value)| *value == 0);
    determined.filter_map(|((_, cells), _)| if let [alone] = cells[..] { Some(alone) } else { None }).collect()
}

/// The places of an unknown (line and coefficient) and the hidden cells that share exactly them.
type Unknown = (Vec<(usize, u64)>, Vec<usize>);

fn unknowns(lines: &[Line], hidden: &[bool]) -> Vec<Unknown> {
    let mut places: Vec<(usize, usize, u64)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        places.extend(line.parts.iter().filter(|part| hidden[**part]).map(|part| (*part, at, 1)));
        places.extend(hidden[line.whole].then_some((line.whole, at, PRIME - 1)));
    }
    places.sort_unstable();
    let mut alike: HashMap<Vec<(usize, u64)>, Vec<usize>> = HashMap::new();
    for of_cell in places.chunk_by(|(cell, ..), (other, ..)| cell == other) {
        let stands = of_cell.iter().map(|(_, line, coefficient)| (*line, *coefficient)).collect();
        alike.entry(stands).or_default().push(of_cell[0].0);
    }
    let mut unknowns: Vec<Unknown> = alike.into_iter().collect();
    unknowns.sort();
    unknowns
}

/// Gaussian elimination: rows by their first unknown, whose coefficient is 1.
fn echelon(rows: Vec<Equation>) -> BTreeMap<usize, Equation> {
    let mut pivots: BTreeMap<usize, Equation> = BTreeMap::new();
    for mut row in rows {
        while let Some((first, factor)) = row.pop_first() {
            if let Some(pivot) = pivots.get(&first) {
                subtract(&mut row, pivot, factor);
            } else {
                let inverse = power(factor, PRIME - 2);
                for value in row.values_mut() {
                    *value = multiply(*value, inverse);
                }
                pivots.insert(first, row);
                break;
            }
        }
    }
    pivots
}

/// Takes a multiple of the rest of a pivot's row from the rest of another.
fn subtract(row: &mut Equation, pivot: &Equation, factor: u64) {
    for (unknown, value) in pivot {
        let left = row.entry(*unknown).or_insert(0);
        *left = (*left + PRIME - multiply(factor, *value)) % PRIME;
        if *left == 0 {
            row.remove(unknown);
        }
    }
}

/// A change of the unknowns that leaves every line as it is, with arbitrary values for the free ones.
///
/// What is determined cannot change. What is not determined changes, but for one chance in 2⁶¹, and then is hidden
/// for nothing.
fn solution(pivots: &BTreeMap<usize, Equation>, unknowns: usize) -> Vec<u64> {
    let mut values = vec![0; unknowns];
    for unknown in (0..unknowns).rev() {
        values[unknown] = match pivots.get(&unknown) {
            None => arbitrary(unknown),
            Some(row) => {
                row.iter().fold(0, |sum, (other, factor)| (sum + PRIME - multiply(*factor, values[*other])) % PRIME)
            }
        };
    }
    values
}

/// A fixed value below the prime that follows no pattern (the finaliser of `SplitMix64`, Steele et al. 2014).
fn arbitrary(seed: usize) -> u64 {
    let mut value = (seed as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (value ^ (value >> 31)) % PRIME
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
