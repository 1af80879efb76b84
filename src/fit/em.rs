//! Weights without labels: the expectation–maximization of Fellegi and Sunter on the table of patterns.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::compare::{Comparison, Pattern};
use crate::score::Weights;

/// How often each pattern was seen among candidate pairs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PatternCounts {
    rows: BTreeMap<Pattern, f64>,
    total: f64,
}

impl PatternCounts {
    /// An empty table.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts a pair, with a weight (1 for a plain pair).
    pub fn add(&mut self, pattern: Pattern, weight: f64) {
        *self.rows.entry(pattern).or_default() += weight;
        self.total += weight;
    }

    /// How many distinct patterns were seen.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nothing was counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The weight of all pairs.
    #[must_use]
    pub const fn total(&self) -> f64 {
        self.total
    }

    /// The patterns with the weight of their pairs.
    pub fn iter(&self) -> impl Iterator<Item = (&Pattern, f64)> {
        self.rows.iter().map(|(pattern, count)| (pattern, *count))
    }
}

/// How EM runs.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Expectation {
    /// How many pairs of each class the start counts for, in each comparison. Defaults to 50: a level
    /// has to be seen in about that many pairs before the data outweigh the start.
    pub strength: f64,
    /// EM has converged when the objective rises by less than this for each pair, in nats. Defaults to
    /// 1e-8.
    pub tolerance: f64,
    /// The most steps. Defaults to 500.
    pub max_steps: u32,
}

impl Default for Expectation {
    fn default() -> Self {
        Self { strength: 50.0, tolerance: 1e-8, max_steps: 500 }
    }
}

impl Expectation {
    /// The same with another strength of the start. Anything below a thousandth counts as that, since a
    /// level that was never seen would have no weight without it.
    #[must_use]
    pub const fn strength(mut self, pairs: f64) -> Self {
        self.strength = pairs;
        self
    }

    /// The same with another limit on the steps.
    #[must_use]
    pub const fn max_steps(mut self, steps: u32) -> Self {
        self.max_steps = steps;
        self
    }
}

/// A reason to distrust what EM found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "doubt", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Doubt {
    /// There was no pair to learn from.
    NoPairs,
    /// Two classes can only be told apart by three comparisons or more that differ between them.
    FewInformative {
        /// How many do.
        found: usize,
    },
    /// Nearly all or nearly no pairs were taken for one event: there is one class, not two.
    ShareAtBound {
        /// The share of pairs about one event, from 0 to 1.
        share: f64,
    },
    /// A comparison says the same of both classes, although it has more than one level in the data. By
    /// itself this leaves the rest identifiable.
    Coincides {
        /// Which one.
        comparison: Comparison,
    },
    /// Two classes explain the patterns hardly better than one.
    Flat {
        /// What two classes gain over one for each pair, in nats.
        gain: f64,
    },
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPairs => f.write_str("there was no candidate pair to learn from"),
            Self::FewInformative { found } => {
                write!(f, "only {found} comparisons differ between the classes, expected 3 or more")
            }
            Self::ShareAtBound { share } => {
                write!(f, "the share of pairs about one event ran to its bound ({share:.6})")
            }
            Self::Coincides { comparison } => {
                write!(f, "the comparison `{}` says nothing", comparison.name())
            }
            Self::Flat { gain } => {
                write!(f, "two classes gain only {gain:.6} nats for each pair over one")
            }
        }
    }
}

/// What came of EM.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EmFitted {
    /// The weights. Levels that were never seen keep the weight that they started from.
    pub weights: Weights,
    /// Whether the objective stood still before the steps ran out.
    pub converged: bool,
    /// How many steps were taken.
    pub steps: u32,
    /// Whether the data decide on the weights at all; the reasons against are among the `doubts`.
    pub identifiable: bool,
    /// Every reason to distrust the result.
    pub doubts: Vec<Doubt>,
    /// The share of candidate pairs that are about one event, from 0 to 1.
    pub share: f64,
    /// The objective after each step, in nats: the log-likelihood and the log density of the
    /// pseudo-counts. It never falls.
    pub objective: Vec<f64>,
    /// For each comparison and level, how probable it is among pairs about one event and among others.
    pub probabilities: [Vec<Likelihood>; Comparison::COUNT],
}

/// How probable a level is in both classes; the two numbers are the m and u of Fellegi and Sunter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Likelihood {
    /// Among pairs about one event.
    pub same: f64,
    /// Among other candidate pairs.
    pub other: f64,
}

/// A mixture of two classes in which the comparisons are independent.
struct Model {
    share: f64,
    levels: [Vec<Likelihood>; Comparison::COUNT],
}

/// Less total variation than this between the classes is none.
const MIN_DISTANCE: f64 = 0.01;
/// A share closer to 0 or 1 than this is at its bound.
const SHARE_BOUND: f64 = 1e-4;
/// Two classes that gain less for each pair are one, in nats.
const MIN_GAIN: f64 = 1e-3;
const MIN_STRENGTH: f64 = 1e-3;
const TINY: f64 = 1e-300;

/// Fits weights to unlabelled patterns, starting from the given weights and held to them by
/// pseudo-counts.
///
/// The model takes the comparisons for independent given the class. Where they are not, the weights
/// come out too large; see the [module](crate::fit) for when that is the lesser evil.
///
/// # Examples
///
/// ```
/// use corroborate::compare::{Comparison, Pattern};
/// use corroborate::fit::{Doubt, Expectation, PatternCounts, em};
/// use corroborate::score::Weights;
///
/// let mut counts = PatternCounts::new();
/// counts.add(Pattern([0; Comparison::COUNT]), 100.0);
/// let fitted = em(&counts, &Weights::shipped(), &Expectation::default());
/// // One pattern cannot tell two classes apart, and the result says so.
/// assert!(!fitted.identifiable);
/// assert!(fitted.doubts.contains(&Doubt::FewInformative { found: 0 }));
/// ```
#[must_use]
pub fn em(table: &PatternCounts, start: &Weights, options: &Expectation) -> EmFitted {
    let prior = Model::start(table, start);
    let strength = options.strength.max(MIN_STRENGTH);
    let mut model = Model { share: prior.share, levels: prior.levels.clone() };
    let mut objective = vec![model.objective(table, &prior, strength)];
    let mut converged = table.is_empty();
    let mut steps = 0;
    while !converged && steps < options.max_steps {
        steps += 1;
        model = model.step(table, &prior, strength);
        let next = model.objective(table, &prior, strength);
        let rise = next - objective.last().copied().unwrap_or(next);
        objective.push(next);
        converged = rise.abs() <= options.tolerance * table.total.max(1.0);
    }
    let (identifiable, doubts) = model.doubts(table);
    let weights = model.weights(table, &prior, start);
    EmFitted {
        weights,
        converged,
        steps,
        identifiable,
        doubts,
        share: model.share,
        objective,
        probabilities: model.levels,
    }
}

/// How often each level of each comparison was seen.
fn marginals(table: &PatternCounts) -> [Vec<f64>; Comparison::COUNT] {
    let mut seen = Comparison::ALL.map(|comparison| vec![0.0; comparison.labels().len()]);
    for (pattern, count) in table.iter() {
        for (levels, comparison) in seen.iter_mut().zip(Comparison::ALL) {
            if let Some(level) = levels.get_mut(usize::from(pattern.level(comparison))) {
                *level += count;
            }
        }
    }
    seen
}

impl Model {
    /// The model that scores every pattern as the weights do, with the levels of other pairs as
    /// frequent as among all pairs: few candidate pairs are about one event.
    fn start(table: &PatternCounts, start: &Weights) -> Self {
        let seen = marginals(table);
        let mut log_odds = start.prior_bits();
        let levels = Comparison::ALL.map(|comparison| {
            // Half a pair for each level, so that none is impossible.
            let seen = &seen[comparison as usize];
            let total: f64 = seen.iter().map(|count| count + 0.5).sum();
            let mut levels: Vec<Likelihood> = seen
                .iter()
                .zip(0_u8..)
                .map(|(count, level)| {
                    let other = (count + 0.5) / total;
                    Likelihood { same: other * start.bits(comparison, level).exp2(), other }
                })
                .collect();
            let scale: f64 = levels.iter().map(|level| level.same).sum();
            for level in &mut levels {
                level.same /= scale;
            }
            log_odds += scale.log2();
            levels
        });
        let share = crate::score::probability(log_odds).clamp(1e-6, 1.0 - 1e-6);
        Self { share, levels }
    }

    /// The joint log probabilities of a pattern and each class: one event, then others.
    fn joint(&self, pattern: &Pattern) -> [f64; 2] {
        let mut same = self.share.max(TINY).ln();
        let mut other = (1.0 - self.share).max(TINY).ln();
        for (levels, comparison) in self.levels.iter().zip(Comparison::ALL) {
            if let Some(level) = levels.get(usize::from(pattern.level(comparison))) {
                same += level.same.max(TINY).ln();
                other += level.other.max(TINY).ln();
            }
        }
        [same, other]
    }

    fn objective(&self, table: &PatternCounts, prior: &Self, strength: f64) -> f64 {
        let mut sum = self.log_likelihood(table);
        for (levels, priors) in self.levels.iter().zip(&prior.levels) {
            for (level, prior) in levels.iter().zip(priors) {
                sum += strength * prior.same * level.same.max(TINY).ln();
                sum += strength * prior.other * level.other.max(TINY).ln();
            }
        }
        sum += strength * prior.share * self.share.max(TINY).ln();
        sum + strength * (1.0 - prior.share) * (1.0 - self.share).max(TINY).ln()
    }

    fn log_likelihood(&self, table: &PatternCounts) -> f64 {
        let of = |[same, other]: [f64; 2]| {
            let (high, low) = (same.max(other), same.min(other));
            high + (low - high).exp().ln_1p()
        };
        table.iter().map(|(pattern, count)| count * of(self.joint(pattern))).sum()
    }

    fn step(&self, table: &PatternCounts, prior: &Self, strength: f64) -> Self {
        let mut levels = prior.levels.clone();
        for level in levels.iter_mut().flatten() {
            level.same *= strength;
            level.other *= strength;
        }
        let mut same_pairs = 0.0;
        for (pattern, count) in table.iter() {
            let [same, other] = self.joint(pattern);
            let is_same = count / (1.0 + (other - same).exp());
            same_pairs += is_same;
            for (levels, comparison) in levels.iter_mut().zip(Comparison::ALL) {
                if let Some(level) = levels.get_mut(usize::from(pattern.level(comparison))) {
                    level.same += is_same;
                    level.other += count - is_same;
                }
            }
        }
        for levels in &mut levels {
            let (same, other) = levels
                .iter()
                .fold((0.0, 0.0), |(same, other), level| (same + level.same, other + level.other));
            for level in levels {
                level.same /= same;
                level.other /= other;
            }
        }
        let share = (same_pairs + strength * prior.share) / (table.total + strength);
        Self { share, levels }
    }

    fn doubts(&self, table: &PatternCounts) -> (bool, Vec<Doubt>) {
        if table.is_empty() {
            return (false, vec![Doubt::NoPairs]);
        }
        let seen = marginals(table);
        let mut doubts = Vec::new();
        let mut informative = 0;
        for comparison in Comparison::ALL {
            let seen = &seen[comparison as usize];
            if seen.iter().filter(|count| **count > 0.0).count() < 2 {
                continue;
            }
            // Only levels that occur: the pseudo-counts of others are not evidence.
            let distance: f64 = self.levels[comparison as usize]
                .iter()
                .zip(seen)
                .filter(|(_, count)| **count > 0.0)
                .map(|(level, _)| (level.same - level.other).abs() / 2.0)
                .sum();
            if distance < MIN_DISTANCE {
                doubts.push(Doubt::Coincides { comparison });
            } else {
                informative += 1;
            }
        }
        let mut identifiable = true;
        if informative < 3 {
            identifiable = false;
            doubts.push(Doubt::FewInformative { found: informative });
        }
        if !(SHARE_BOUND..=1.0 - SHARE_BOUND).contains(&self.share) {
            identifiable = false;
            doubts.push(Doubt::ShareAtBound { share: self.share });
        }
        let gain = (self.log_likelihood(table) - one_class(table, &seen)) / table.total;
        if gain < MIN_GAIN {
            identifiable = false;
            doubts.push(Doubt::Flat { gain });
        }
        (identifiable, doubts)
    }

    /// The weights of the model. A constant can move between a comparison and the prior without any
    /// score changing; it is put where the start has it.
    fn weights(&self, table: &PatternCounts, prior: &Self, start: &Weights) -> Weights {
        let seen = marginals(table);
        let logit = |share: f64| (share / (1.0 - share)).log2();
        let mut weights = start.clone();
        let mut prior_bits = start.prior_bits() + logit(self.share) - logit(prior.share);
        for comparison in Comparison::ALL {
            let levels = self.levels[comparison as usize].iter();
            let changes: Vec<f64> = levels
                .zip(&prior.levels[comparison as usize])
                .map(|(level, prior)| {
                    let bits = |level: &Likelihood| {
                        level.same.max(TINY).log2() - level.other.max(TINY).log2()
                    };
                    bits(level) - bits(prior)
                })
                .collect();
            let seen = &seen[comparison as usize];
            let total: f64 = seen.iter().sum();
            let mean: f64 =
                changes.iter().zip(seen).map(|(change, count)| change * count).sum::<f64>()
                    / total.max(1.0);
            prior_bits += mean;
            for (level, (change, count)) in changes.iter().zip(seen).enumerate() {
                if *count > 0.0 {
                    let start = start.bits(comparison, u8::try_from(level).unwrap_or(u8::MAX));
                    weights.set(comparison, level, start + change - mean);
                }
            }
        }
        weights.set_prior(prior_bits);
        weights
    }
}

/// The log-likelihood when all pairs are of one class.
fn one_class(table: &PatternCounts, seen: &[Vec<f64>; Comparison::COUNT]) -> f64 {
    let each = seen.iter().flatten().filter(|count| **count > 0.0);
    each.map(|count| count * (count / table.total).ln()).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Exact expected counts of every combination of two levels in `m.len()` comparisons.
    fn simulated(share: f64, m: &[f64], u: &[f64], pairs: f64) -> PatternCounts {
        let mut counts = PatternCounts::new();
        for mask in 0_u32..1 << m.len() {
            let mut pattern = Pattern([0; Comparison::COUNT]);
            let (mut same, mut other) = (share, 1.0 - share);
            for (place, (m, u)) in m.iter().zip(u).enumerate() {
                let agrees = mask >> place & 1 == 0;
                pattern.0[place] = u8::from(!agrees);
                same *= if agrees { *m } else { 1.0 - m };
                other *= if agrees { *u } else { 1.0 - u };
            }
            counts.add(pattern, pairs * (same + other));
        }
        counts
    }

    /// The first level speaks for one event, the second against.
    fn leaning() -> Weights {
        let mut weights = Weights::zero();
        weights.set_prior(-2.0);
        for comparison in Comparison::ALL {
            weights.set(comparison, 0, 1.0);
            weights.set(comparison, 1, -1.0);
        }
        weights
    }

    proptest! {
        #[test]
        fn em_recovers_what_the_patterns_were_made_from(
            share in 0.1..0.5_f64,
            m in prop::collection::vec(0.75..0.95_f64, 5),
            u in prop::collection::vec(0.05..0.3_f64, 5),
        ) {
            let counts = simulated(share, &m, &u, 1e6);
            let options = Expectation { strength: 1.0, tolerance: 1e-13, max_steps: 20_000 };
            let fitted = em(&counts, &leaning(), &options);
            prop_assert!(fitted.converged && fitted.identifiable, "{:?}", fitted.doubts);
            prop_assert!((fitted.share - share).abs() < 0.01, "{} {share}", fitted.share);
            for (levels, (m, u)) in fitted.probabilities.iter().zip(m.iter().zip(&u)) {
                prop_assert!((levels[0].same - m).abs() < 0.02);
                prop_assert!((levels[0].other - u).abs() < 0.02);
            }
            // The weights score each pattern as the likelihood ratio does.
            let agree = Pattern([0; Comparison::COUNT]);
            let ratio: f64 = m.iter().zip(&u).map(|(m, u)| (m / u).log2()).sum();
            let expected = (share / (1.0 - share)).log2() + ratio;
            prop_assert!((fitted.weights.score(&agree) - expected).abs() < 0.5);
        }

        #[test]
        fn the_objective_never_falls(
            rows in prop::collection::vec((prop::array::uniform10(0_u8..3), 1.0..50.0_f64), 1..40),
            strength in 0.0..100.0_f64,
        ) {
            let mut counts = PatternCounts::new();
            for (levels, weight) in rows {
                counts.add(Pattern(levels), weight);
            }
            let options = Expectation::default().strength(strength).max_steps(50);
            let fitted = em(&counts, &Weights::shipped(), &options);
            for pair in fitted.objective.windows(2) {
                prop_assert!(pair[1] >= pair[0] - 1e-9 * pair[0].abs(), "{pair:?}");
            }
        }

        #[test]
        fn without_a_step_scores_are_those_of_the_start(levels in prop::array::uniform10(0_u8..3)) {
            let mut counts = PatternCounts::new();
            counts.add(Pattern(levels), 10.0);
            let start = Weights::shipped();
            let fitted = em(&counts, &start, &Expectation::default().max_steps(0));
            let (found, wanted) =
                (fitted.weights.score(&Pattern(levels)), start.score(&Pattern(levels)));
            prop_assert!((found - wanted).abs() < 1e-6);
        }
    }

    #[test]
    fn two_comparisons_do_not_identify_two_classes() {
        let counts = simulated(0.3, &[0.9, 0.8], &[0.1, 0.2], 1e4);
        let fitted = em(&counts, &leaning(), &Expectation::default());
        assert!(!fitted.identifiable);
        assert!(fitted.doubts.contains(&Doubt::FewInformative { found: 2 }), "{:?}", fitted.doubts);
    }

    #[test]
    fn independent_comparisons_show_one_class() {
        let counts = simulated(0.5, &[0.5; 4], &[0.5; 4], 1e5);
        let fitted = em(&counts, &leaning(), &Expectation::default().strength(0.0));
        assert!(!fitted.identifiable);
        let is_flat = |doubt: &Doubt| matches!(doubt, Doubt::Flat { .. });
        assert!(fitted.doubts.iter().any(is_flat), "{:?}", fitted.doubts);
    }

    #[test]
    fn too_few_steps_are_told() {
        let counts = simulated(0.3, &[0.9; 5], &[0.2; 5], 1e5);
        let fitted = em(&counts, &leaning(), &Expectation::default().max_steps(1));
        assert!(!fitted.converged);
        assert_eq!(fitted.steps, 1);
    }

    #[test]
    fn nothing_to_learn_from_leaves_the_start() {
        let fitted = em(&PatternCounts::new(), &leaning(), &Expectation::default());
        assert_eq!(fitted.weights, leaning());
        assert_eq!(fitted.doubts, [Doubt::NoPairs]);
    }
}
