//! Scores of pairs, without floating-point numbers and as far as needed.
//!
//! Weights are kept to a thousandth of a bit, as the weights file has them, so that a score is a sum of
//! whole numbers: the same in any order, and each weight one look-up in a small table.

use rustc_hash::FxHashMap;

use crate::compare::{CoincidenceLevel, Comparer, Comparison, PlaceLevel, TimeLevel, attainable};
use crate::normalize::{FeatureTable, Features, Lexicons, NONE};
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

/// The comparisons after those of time, place and document.
const AFTER: [Comparison; 6] = [
    Comparison::Munition,
    Comparison::Actors,
    Comparison::Target,
    Comparison::Count,
    Comparison::Casualties,
    Comparison::Speaker,
];

/// The most that the comparisons after those of time, place and document can add, given what both
/// rows state. Rows that state the same sort of things have one *profile*.
#[derive(Debug)]
struct Ceilings {
    profiles: Vec<u16>,
    /// How many profiles there are.
    count: usize,
    /// For each pair of profiles, of all those comparisons and of those after weapons and actors.
    most: Vec<[Millibits; 2]>,
}

/// Rows beyond so many profiles share one that rules nothing out.
const MOST_PROFILES: usize = 512;

type Levels = [u32; AFTER.len()];

impl Ceilings {
    fn new(table: &FeatureTable, weights: &[[Millibits; LEVELS]; Comparison::COUNT]) -> Self {
        let of = |row: &Features| -> Levels {
            AFTER.map(|comparison| attainable(comparison, row, &table.concepts))
        };
        // The first one rules nothing out.
        let mut numbers: FxHashMap<Levels, u16> = FxHashMap::default();
        let mut levels = vec![[u32::MAX; AFTER.len()]];
        let found = threads::map_chunks(&table.rows, 1 << 14, |rows| {
            rows.iter().map(of).collect::<Vec<Levels>>()
        });
        let profiles = found
            .iter()
            .flatten()
            .map(|own| {
                *numbers.entry(*own).or_insert_with(|| {
                    if levels.len() >= MOST_PROFILES {
                        return 0;
                    }
                    levels.push(*own);
                    u16::try_from(levels.len() - 1).unwrap_or(0)
                })
            })
            .collect();
        let most = |left: &Levels, right: &Levels| {
            let each =
                AFTER.iter().zip(left.iter().zip(right)).map(|(comparison, (left, right))| {
                    let labels = comparison.labels().len();
                    let bits = weights[*comparison as usize].iter().take(labels).enumerate();
                    let can = bits.filter(|(level, _)| (left & right) >> level & 1 == 1);
                    can.map(|(_, bits)| *bits).max().unwrap_or(Millibits::MIN / 16)
                });
            [each.clone().sum(), each.skip(2).sum()]
        };
        let pairs = levels.iter().flat_map(|left| levels.iter().map(move |right| (left, right)));
        Self {
            profiles,
            count: levels.len(),
            most: pairs.map(|(left, right)| most(left, right)).collect(),
        }
    }

    #[inline]
    fn of(&self, left: usize, right: usize) -> [Millibits; 2] {
        let profile = |row: usize| self.profiles.get(row).copied().map_or(0, usize::from);
        let pair = profile(left) * self.count + profile(right);
        self.most.get(pair).copied().unwrap_or([Millibits::MAX / 16; 2])
    }
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
        self.above(left, right, Millibits::MIN).unwrap_or(Millibits::MIN)
    }

    /// The score of two rows if it lies above the bar. Most pairs fail by time alone or by time and
    /// place, given what they state besides, and are compared no further.
    pub(crate) fn above(&self, left: u32, right: u32, bar: Millibits) -> Option<Millibits> {
        use Comparison as C;
        let (left, right) = (left.min(right) as usize, left.max(right) as usize);
        let rows = &self.comparer.table().rows;
        let (a, b) = (rows.get(left)?, rows.get(right)?);
        let rivalry = self.rivals.get(left).zip(self.rivals.get(right));
        let mut sum = self.prior
            + rivalry.map_or(0, |(left, right)| left + right)
            + self.weight(C::Document, Comparer::document(a, b));
        let [after, after_actors] =
            self.ceilings.of(left, right).map(|most| bar.saturating_sub(most));
        let time = Comparer::time(a, b);
        let placed = usize::from(a.place == NONE || b.place == NONE);
        if sum + self.by_time[placed][time as usize % LEVELS] <= after {
            return None;
        }
        let [coincidence, place] = self.comparer.coincidence_and_place(time, a, b);
        sum += self.weight(C::Time, time as u8)
            + self.weight(C::Coincidence, coincidence)
            + self.weight(C::Place, place);
        if sum <= after {
            return None;
        }
        sum += self.weight(C::Munition, self.comparer.munition(a, b))
            + self.weight(C::Actors, self.comparer.actors(a, b));
        if sum <= after_actors {
            return None;
        }
        sum += self.weight(C::Target, self.comparer.target(a, b))
            + self.weight(C::Count, self.comparer.count(a, b))
            + self.weight(C::Casualties, self.comparer.casualties(a, b))
            + self.weight(C::Speaker, Comparer::speaker(a, b));
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
                    assert_eq!(scorer.above(left, right, bar), expected, "{pattern:?}");
                    above += usize::from(expected.is_some());
                }
            });
            assert!(above > 1000, "{above}");
        }
    }
}
