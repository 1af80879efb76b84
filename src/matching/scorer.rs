//! Scores of pairs, without floating-point numbers and as far as needed.
//!
//! Weights are kept to a thousandth of a bit, as the weights file has them, so that a score is a sum of
//! whole numbers: the same in any order, and each weight one look-up in a small table.

use crate::compare::{Comparer, Comparison, attainable};
use crate::normalize::{FeatureTable, Features, Lexicons};
use crate::score::Weights;
use crate::threads;

/// Log-odds in thousandths of a bit.
pub(crate) type Millibits = i32;

/// More levels than any comparison has.
const LEVELS: usize = 32;

const _: () = {
    let mut at = 0;
    while at < Comparison::COUNT {
        assert!(Comparison::ALL[at].labels().len() <= LEVELS);
        at += 1;
    }
};

/// Bits as thousandths.
pub(crate) fn millibits(bits: f64) -> Millibits {
    #[expect(clippy::cast_possible_truncation, reason = "a cast to an integer saturates")]
    let rounded = (bits * 1000.0).round() as Millibits;
    // Ten of them must have a sum.
    rounded.clamp(-100_000_000, 100_000_000)
}

/// Thousandths as bits.
pub(crate) fn bits(millibits: Millibits) -> f64 {
    f64::from(millibits) / 1000.0
}

/// Scores the pairs of one table.
#[derive(Debug)]
pub(crate) struct Scorer<'a> {
    comparer: Comparer<'a>,
    prior: Millibits,
    weights: [[Millibits; LEVELS]; Comparison::COUNT],
    /// For each row, the most that the comparisons after those of time, place and document can add,
    /// given what the row states.
    ceilings: Vec<Millibits>,
    /// What each row's rivals add; empty until they are known.
    rivals: Vec<Millibits>,
}

/// The comparisons whose sum a row's ceiling bounds.
const AFTER: [Comparison; 6] = [
    Comparison::Target,
    Comparison::Munition,
    Comparison::Actors,
    Comparison::Count,
    Comparison::Casualties,
    Comparison::Speaker,
];

impl<'a> Scorer<'a> {
    pub(crate) fn new(table: &'a FeatureTable, lexicons: &'a Lexicons, weights: &Weights) -> Self {
        let flat = Comparison::ALL.map(|comparison| {
            let mut flat = [0; LEVELS];
            for (level, slot) in (0..).zip(&mut flat).take(comparison.labels().len()) {
                *slot = millibits(weights.bits(comparison, level));
            }
            flat
        });
        let ceiling = |row: &Features| {
            let most = AFTER.map(|comparison| {
                let can = attainable(comparison, row, &table.concepts);
                let levels = flat[comparison as usize].iter().enumerate();
                levels.filter(|(level, _)| can >> level & 1 == 1).map(|(_, bits)| *bits).max()
            });
            most.into_iter().flatten().sum()
        };
        let ceilings = threads::map_chunks(&table.rows, 1 << 14, |rows| {
            rows.iter().map(ceiling).collect::<Vec<Millibits>>()
        });
        Self {
            comparer: Comparer::new(table, lexicons),
            prior: millibits(weights.prior_bits()),
            weights: flat,
            ceilings: ceilings.concat(),
            rivals: Vec::new(),
        }
    }

    pub(crate) const fn comparer(&self) -> &Comparer<'a> {
        &self.comparer
    }

    const fn weight(&self, comparison: Comparison, level: u8) -> Millibits {
        self.weights[comparison as usize][level as usize % LEVELS]
    }

    /// Lets the rivals of each row count in scores from now on.
    pub(crate) fn among(&mut self, rivals: &[u32], weights: &Weights) {
        self.rivals = rivals.iter().map(|&rivals| millibits(weights.rival_bits(rivals))).collect();
    }

    /// What the rivals of two rows add to their score.
    pub(crate) fn rivalry(&self, left: u32, right: u32) -> Millibits {
        let of = |row: u32| self.rivals.get(row as usize).copied().unwrap_or(0);
        of(left) + of(right)
    }

    /// The score of two rows.
    pub(crate) fn score(&self, left: u32, right: u32) -> Millibits {
        self.above(left, right, Millibits::MIN).unwrap_or(Millibits::MIN)
    }

    /// The score of two rows if it lies above the bar. Most pairs fail by time and place alone, given
    /// what they state besides, and are compared no further.
    pub(crate) fn above(&self, left: u32, right: u32, bar: Millibits) -> Option<Millibits> {
        use Comparison as C;
        let (left, right) = (left.min(right) as usize, left.max(right) as usize);
        let rows = &self.comparer.table().rows;
        let (a, b) = (rows.get(left)?, rows.get(right)?);
        let [time, coincidence, place] = self.comparer.when_and_where(a, b);
        let rivalry = self.rivals.get(left).zip(self.rivals.get(right));
        let mut sum = self.prior
            + rivalry.map_or(0, |(left, right)| left + right)
            + self.weight(C::Time, time)
            + self.weight(C::Coincidence, coincidence)
            + self.weight(C::Place, place)
            + self.weight(C::Document, Comparer::document(a, b));
        let ceiling = self.ceilings.get(left)?.min(self.ceilings.get(right)?);
        if sum.saturating_add(*ceiling) <= bar {
            return None;
        }
        sum += self.weight(C::Munition, self.comparer.munition(a, b))
            + self.weight(C::Actors, self.comparer.actors(a, b))
            + self.weight(C::Target, self.comparer.target(a, b))
            + self.weight(C::Count, self.comparer.count(a, b))
            + self.weight(C::Casualties, self.comparer.casualties(a, b))
            + self.weight(C::Speaker, Comparer::speaker(a, b));
        (sum > bar).then_some(sum)
    }
}

#[cfg(all(test, feature = "generate"))]
mod tests {
    use super::*;
    use crate::block::{Blocking, for_each_pair};
    use crate::generate::Generator;

    #[test]
    fn what_is_cut_short_lies_below_the_bar_and_scores_are_those_of_the_weights() {
        let assertions: Vec<_> = Generator::new(1500, 11).map(|(assertion, _)| assertion).collect();
        let lexicons = Lexicons::shipped();
        let table = FeatureTable::build(&assertions, &lexicons);
        for weights in [Weights::shipped(), Weights::reasoned()] {
            let scorer = Scorer::new(&table, &lexicons, &weights);
            let mut above = 0;
            for_each_pair(&table, &Blocking::default(), |left, right| {
                let pattern = scorer.comparer().pattern(left as usize, right as usize);
                let score = scorer.score(left, right);
                assert!((bits(score) - weights.score(&pattern)).abs() < 0.01, "{pattern:?}");
                for bar in [-3000, -1000, 0] {
                    let expected = (score > bar).then_some(score);
                    assert_eq!(scorer.above(left, right, bar), expected, "{pattern:?}");
                    above += usize::from(expected.is_some());
                }
            });
            assert!(above > 1000, "{above}");
        }
    }
}
