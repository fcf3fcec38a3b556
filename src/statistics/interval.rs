//! The confidence interval of a difference of two proportions.

use super::figure::{float, ratio};

/// The quantile of the normal distribution for 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// A proportion: so many of so many.
#[derive(Clone, Copy, Debug)]
pub struct Proportion {
    /// How many of them.
    pub hits: u64,
    /// How many there are.
    pub of: u64,
}

/// Wilson's 95 % score interval of one proportion (Wilson 1927).
fn wilson(Proportion { hits, of }: Proportion) -> (f64, f64) {
    let (n, p) = (float(of), ratio(hits, of));
    let centre = p + Z * Z / (2.0 * n);
    let spread = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    ((centre - spread) / scale, (centre + spread) / scale)
}

/// The difference of two proportions, first less second, with Newcombe's hybrid score interval at 95 % (Newcombe
/// 1998, method 10), which unlike Wald's holds for small groups; `None` when either has no base.
pub fn difference(first: Proportion, second: Proportion) -> Option<(f64, (f64, f64))> {
    if first.of == 0 || second.of == 0 {
        return None;
    }
    let (p, q) = (ratio(first.hits, first.of), ratio(second.hits, second.of));
    let ((low_p, high_p), (low_q, high_q)) = (wilson(first), wilson(second));
    let below = (p - low_p).hypot(high_q - q);
    let above = (high_p - p).hypot(q - low_q);
    Some((p - q, (p - q - below, p - q + above)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn newcombes_own_example() {
        let (value, (low, high)) =
            difference(Proportion { hits: 56, of: 70 }, Proportion { hits: 48, of: 80 }).unwrap();
        assert!((value - 0.2).abs() < 1e-12);
        assert!((low - 0.0524).abs() < 0.00005, "{low}");
        assert!((high - 0.3339).abs() < 0.00005, "{high}");
    }

    #[test]
    fn nothing_is_told_of_an_empty_base() {
        assert_eq!(difference(Proportion { hits: 0, of: 0 }, Proportion { hits: 3, of: 9 }), None);
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_difference_and_turns_with_it(
            n in 1_u64..300, m in 1_u64..300, a in 0.0..=1.0_f64, b in 0.0..=1.0_f64,
        ) {
            let hits = |share: f64, of: u64| (0..of).filter(|at| ratio(*at, of) < share).count() as u64;
            let share = |share: f64, of: u64| Proportion { hits: hits(share, of), of };
            let (first, second) = (share(a, n), share(b, m));
            let (value, (low, high)) = difference(first, second).unwrap();
            prop_assert!(-1.0 - 1e-9 <= low && low <= value + 1e-9 && value <= high + 1e-9 && high <= 1.0 + 1e-9);
            let (turned, (turned_low, turned_high)) = difference(second, first).unwrap();
            prop_assert!((turned + value).abs() < 1e-9);
            prop_assert!((turned_low + high).abs() < 1e-9 && (turned_high + low).abs() < 1e-9);
        }
    }
}
