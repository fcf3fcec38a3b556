//! Goal Attainment Scaling: the T-score of a client's own goals (Kiresuk and Sherman 1968, ρ = 0.3).

/// The lowest and highest level of a goal; 0 is what was expected.
pub const LEVELS: std::ops::RangeInclusive<i8> = -2..=2;

/// The weights a goal may have.
pub const WEIGHTS: std::ops::RangeInclusive<u8> = 1..=3;

/// One goal as it was weighted and assessed; `level` is `None` while it is not assessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoalScore {
    pub weight: u8,
    pub level: Option<i8>,
}

/// The assumed correlation between goals in the formula.
const RHO: f64 = 0.3;

/// The T-score, 50 when every goal came out as expected; `None` when no goal is assessed.
///
/// A goal that is not assessed leaves both sums: counting it as 0 would say it went as expected.
pub fn t_score(goals: &[GoalScore]) -> Option<f64> {
    let assessed: Vec<(f64, f64)> =
        goals.iter().filter_map(|goal| Some((f64::from(goal.weight), f64::from(goal.level?)))).collect();
    let weights: f64 = assessed.iter().map(|(weight, _)| weight).sum();
    if weights <= 0.0 {
        return None;
    }
    let squares: f64 = assessed.iter().map(|(weight, _)| weight * weight).sum();
    let weighted: f64 = assessed.iter().map(|(weight, level)| weight * level).sum();
    Some(50.0 + 10.0 * weighted / ((1.0 - RHO) * squares + RHO * weights * weights).sqrt())
}

/// How many assessed goals came out at least as expected, and how many are assessed (indicator 21).
pub fn attained(goals: &[GoalScore]) -> (usize, usize) {
    let assessed = goals.iter().filter_map(|goal| goal.level);
    (assessed.clone().filter(|level| *level >= 0).count(), assessed.count())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn goals(levels: &[i8], weights: &[u8]) -> Vec<GoalScore> {
        levels.iter().zip(weights).map(|(level, weight)| GoalScore { weight: *weight, level: Some(*level) }).collect()
    }

    #[test]
    fn t_scores_match_the_published_vectors() {
        let vectors: [(&[i8], &[u8], f64); 7] = [
            (&[0], &[1], 50.0),
            (&[1], &[1], 60.0),
            (&[1, 1, 1], &[1, 1, 1], 63.693),
            (&[-1, -1, -1], &[1, 1, 1], 36.307),
            (&[1, 0, -1], &[1, 1, 1], 50.0),
            (&[1, -1], &[3, 1], 55.822),
            (&[2, 1, 0], &[3, 2, 1], 67.626),
        ];
        for (levels, weights, expected) in vectors {
            let t = t_score(&goals(levels, weights)).unwrap();
            assert!((t - expected).abs() < 0.0005, "{levels:?} {weights:?}: {t}");
        }
    }

    #[test]
    fn there_is_no_score_without_an_assessed_goal() {
        assert_eq!(t_score(&[]), None);
        assert_eq!(t_score(&[GoalScore { weight: 2, level: None }]), None);
    }

    #[test]
    fn a_goal_not_assessed_leaves_both_sums() {
        let mut with_gap = goals(&[1, -1], &[3, 1]);
        with_gap.push(GoalScore { weight: 3, level: None });
        assert_eq!(t_score(&with_gap), t_score(&goals(&[1, -1], &[3, 1])));
        assert_eq!(attained(&with_gap), (1, 2));
    }

    proptest! {
        #[test]
        fn raising_a_level_raises_the_score(
            scores in prop::collection::vec((-2_i8..=1, 1_u8..=3), 1..4), which in any::<prop::sample::Index>(),
        ) {
            let before: Vec<GoalScore> =
                scores.iter().map(|(level, weight)| GoalScore { weight: *weight, level: Some(*level) }).collect();
            let mut after = before.clone();
            let raised = which.index(after.len());
            after[raised].level = after[raised].level.map(|level| level + 1);
            prop_assert!(t_score(&after) > t_score(&before));
        }

        #[test]
        fn mirrored_levels_mirror_the_score(scores in prop::collection::vec((-2_i8..=2, 1_u8..=3), 1..4)) {
            let of = |sign: i8| -> Vec<GoalScore> {
                scores.iter().map(|(level, weight)| GoalScore { weight: *weight, level: Some(level * sign) }).collect()
            };
            let sum = t_score(&of(1)).unwrap() + t_score(&of(-1)).unwrap();
            prop_assert!((sum - 100.0).abs() < 1e-9);
        }
    }
}
