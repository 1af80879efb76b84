//! Scores of pairs, without floating-point numbers and as far as needed.
//!
//! Weights are kept to a thousandth of a bit, as the weights file has them, so that a score is a sum of
//! whole numbers: the same in any order, and each weight one look-up in a small table.

use crate::compare::{
    CoincidenceLevel, Comparer, Comparison, Pattern, PlaceLevel, Row, TimeLevel, attainable, sort,
    sorts,
};
use crate::normalize::{FeatureTable, Features, Lexicons};
use crate::score::{Millibits, Weights, millibits};
use crate::threads;

/// More levels than any comparison has.
const LEVELS: usize = 32;

const _: () = {
    let mut at = 0;
    while at < Comparison::COUNT {
        assert!(Comparison::ALL[at].labels().len() <= LEVELS);
        at += 1;
    }
};

/// Scores the pairs of one table.
#[derive(Debug)]
pub(crate) struct Scorer<'a> {
    comparer: Comparer<'a>,
    prior: Millibits,
    weights: [[Millibits; LEVELS]; Comparison::COUNT],
    /// The most that time, coincidence and place can add at each level of time: where both rows name a
    /// place, and where one of them names none.
    by_time: [[Millibits; LEVELS]; 2],
    ceilings: Ceilings,
    /// What each row's rivals add; empty until they are known.
    rivals: Vec<Millibits>,
}

/// The comparisons that come last, two and two.
const AFTER: [[Comparison; 2]; 2] =
    [[Comparison::Target, Comparison::Count], [Comparison::Casualties, Comparison::Speaker]];

/// The most that the comparisons that come last can add, given what both rows state.
#[derive(Debug)]
struct Ceilings {
    /// What sort of things each row states in each two comparisons.
    sorts: Vec<[u8; AFTER.len()]>,
    most: [Most; AFTER.len()],
}

/// The most that two comparisons can add to pairs of rows: for each sort of the one, the other's sorts.
#[derive(Debug)]
struct Most {
    sorts: usize,
    pairs: Vec<Millibits>,
}

impl Most {
    fn new(compared: [Comparison; 2], weights: &[[Millibits; LEVELS]; Comparison::COUNT]) -> Self {
        let sorts_of = |[one, other]: [Comparison; 2]| {
            (0..sorts(one)).flat_map(move |first| (0..sorts(other)).map(move |next| [first, next]))
        };
        let most = |comparison: Comparison, levels: u32| {
            let weights = &weights[comparison as usize];
            let bits = weights.iter().take(comparison.labels().len()).enumerate();
            let can = bits.filter(|(level, _)| levels >> level & 1 == 1);
            can.map(|(_, bits)| *bits).max().unwrap_or(Millibits::MIN / 16)
        };
        let of_pair = |left: [u8; 2], right: [u8; 2]| {
            let each = [0, 1].map(|at| {
                let comparison = compared[at];
                let levels = attainable(comparison, left[at]) & attainable(comparison, right[at]);
                most(comparison, levels)
            });
            each[0] + each[1]
        };
        let pairs = sorts_of(compared)
            .flat_map(|left| sorts_of(compared).map(move |right| of_pair(left, right)));
        Self { sorts: sorts_of(compared).count(), pairs: pairs.collect() }
    }

    /// Of a sort with each sort.
    fn of(&self, sort: u8) -> &[Millibits] {
        let start = usize::from(sort) * self.sorts;
        self.pairs.get(start..start + self.sorts).unwrap_or_default()
    }
}

/// Rows that one thread sorts at a time.
const RUN: usize = 1 << 14;

impl Ceilings {
    fn new(table: &FeatureTable, weights: &[[Millibits; LEVELS]; Comparison::COUNT]) -> Self {
        let of = |row: &Features| {
            AFTER.map(|[one, other]| {
                let sort = |comparison| sort(comparison, row, &table.concepts);
                sort(one) * sorts(other) + sort(other)
            })
        };
        let sorts = threads::map_chunks(&table.rows, RUN, |rows| {
            rows.iter().map(of).collect::<Vec<[u8; AFTER.len()]>>()
        });
        Self { sorts: sorts.concat(), most: AFTER.map(|compared| Most::new(compared, weights)) }
    }

    fn of(&self, row: usize) -> [u8; AFTER.len()] {
        // What is no row states nothing; no pair with it is scored.
        self.sorts.get(row).copied().unwrap_or_default()
    }
}

/// A row that is scored against others.
#[derive(Debug)]
pub(crate) struct Against<'s> {
    scorer: &'s Scorer<'s>,
    row: Row<'s>,
    /// The most that each two of the last comparisons can add, by the sort of the other row.
    most: [&'s [Millibits]; AFTER.len()],
}

impl<'a> Scorer<'a> {
    pub(crate) fn new(table: &'a FeatureTable, lexicons: &'a Lexicons, weights: &Weights) -> Self {
        let flat = Comparison::ALL.map(|comparison| {
            let mut flat = [0; LEVELS];
            for (level, slot) in (0..).zip(&mut flat).take(comparison.labels().len()) {
                *slot = millibits(weights.bits(comparison, level));
            }
            flat
        });
        Self {
            comparer: Comparer::new(table, lexicons),
            prior: millibits(weights.prior_bits()),
            by_time: most_by_time(&flat),
            ceilings: Ceilings::new(table, &flat),
            weights: flat,
            rivals: Vec::new(),
        }
    }

    pub(crate) const fn comparer(&self) -> &Comparer<'a> {
        &self.comparer
    }

    #[inline]
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

    /// The score of two rows without prior and rivals: what their levels say.
    pub(crate) fn levels(&self, left: u32, right: u32) -> Millibits {
        self.score(left, right).saturating_sub(self.prior + self.rivalry(left, right))
    }

    /// The score of two rows.
    pub(crate) fn score(&self, left: u32, right: u32) -> Millibits {
        self.score_at(left, right, &self.comparer.pattern(left as usize, right as usize))
    }

    /// The score of two rows with a pattern.
    pub(crate) fn score_at(&self, left: u32, right: u32, pattern: &Pattern) -> Millibits {
        let bits =
            Comparison::ALL.map(|comparison| self.weight(comparison, pattern.level(comparison)));
        self.prior + self.rivalry(left, right) + bits.iter().sum::<Millibits>()
    }

    /// A row, to score others against it before their rivals are known. `None` if there is no such row.
    pub(crate) fn against(&self, row: u32) -> Option<Against<'_>> {
        let sorts = self.ceilings.of(row as usize);
        Some(Against {
            scorer: self,
            row: self.comparer.row(row)?,
            most: std::array::from_fn(|at| self.ceilings.most[at].of(sorts[at])),
        })
    }
}

impl Against<'_> {
    /// The score with another row, without what rivals add, if it lies above the bar. Many pairs fail by
    /// weapons, actors and time, given what they state besides, and are compared no further.
    #[inline]
    pub(crate) fn above(&self, other: u32, bar: Millibits) -> Option<Millibits> {
        use Comparison as C;
        let Self { scorer, row, most } = self;
        let weight = |comparison, level| scorer.weight(comparison, level);
        let pair = row.with(other)?;
        let [first, second] = scorer.ceilings.of(other as usize);
        let most = |at: usize, sort: u8| {
            most[at].get(usize::from(sort)).copied().unwrap_or(Millibits::MAX / 16)
        };
        let bar_then = bar.saturating_sub(most(0, first) + most(1, second));
        let time = pair.time();
        let sum = scorer.prior
            + weight(C::Document, pair.document())
            + weight(C::Munition, row.munition(&pair))
            + weight(C::Actors, row.actors(&pair));
        if sum + scorer.by_time[usize::from(!pair.is_placed())][time as usize % LEVELS] <= bar_then
        {
            return None;
        }
        let [coincidence, place] = row.coincidence_and_place(time, &pair);
        let sum = sum
            + weight(C::Time, time as u8)
            + weight(C::Coincidence, coincidence)
            + weight(C::Place, place);
        if sum <= bar_then {
            return None;
        }
        let sum = sum
            + weight(C::Target, row.target(&pair))
            + weight(C::Count, row.count(&pair))
            + weight(C::Casualties, row.casualties(&pair))
            + weight(C::Speaker, pair.speaker());
        (sum > bar).then_some(sum)
    }
}

/// The most that time, coincidence and place can add at each level of time.
fn most_by_time(weights: &[[Millibits; LEVELS]; Comparison::COUNT]) -> [[Millibits; LEVELS]; 2] {
    let of = |comparison: Comparison| &weights[comparison as usize];
    let placed = of(Comparison::Place).iter().take(PlaceLevel::LABELS.len()).max();
    let missing = [PlaceLevel::NotStatedByOne, PlaceLevel::NotStated];
    let missing = missing.iter().map(|&level| &of(Comparison::Place)[level as usize]).max();
    let mut most = [[0; LEVELS]; 2];
    for (&time, bits) in TimeLevel::ALL.iter().zip(of(Comparison::Time)) {
        for (is_missing, place) in [(false, placed), (true, missing)] {
            let coincidence = CoincidenceLevel::ALL
                .iter()
                .filter(|level| level.can_be(time, !is_missing))
                .map(|&level| of(Comparison::Coincidence)[level as usize])
                .max();
            most[usize::from(is_missing)][time as usize] =
                bits + place.copied().unwrap_or(0) + coincidence.unwrap_or(0);
        }
    }
    most
}

#[cfg(all(test, feature = "generate"))]
mod tests {
    use super::*;
    use crate::block::{Blocking, for_each_pair};
    use crate::generate::Generator;
    use crate::score::bits;

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
                    let found = scorer.against(left).unwrap().above(right, bar);
                    assert_eq!(found, expected, "{pattern:?}");
                    above += usize::from(expected.is_some());
                }
            });
            assert!(above > 1000, "{above}");
        }
    }
}
