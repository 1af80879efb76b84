//! Scores of pairs, without floating-point numbers and as far as needed.
//!
//! Weights are kept to a thousandth of a bit, as the weights file has them, so that a score is a sum of
//! whole numbers: the same in any order, and each weight one look-up in a small table.

use crate::compare::{
    CoincidenceLevel, Comparer, Comparison, Pattern, PlaceLevel, Row, Shared, TimeLevel,
    attainable, sort, sorts,
};
use crate::model::AssertionKind;
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
    voices: Voices,
    rests: Rests,
    /// What each row's rivals add; empty until they are known.
    rivals: Vec<Millibits>,
}

/// What speakers and documents add, by the kinds of both statements and by what is the same of them.
#[derive(Debug)]
struct Voices([[[Millibits; Shared::COUNT]; KINDS.len()]; KINDS.len()]);

/// All kinds of statements, each at its number.
const KINDS: [AssertionKind; 8] = [
    AssertionKind::Claim,
    AssertionKind::Confirmation,
    AssertionKind::Report,
    AssertionKind::Denial,
    AssertionKind::NoComment,
    AssertionKind::Threat,
    AssertionKind::Tally,
    AssertionKind::Retraction,
];

const _: () = {
    let mut at = 0;
    while at < KINDS.len() {
        assert!(KINDS[at] as usize == at);
        at += 1;
    }
};

impl Voices {
    fn new(weights: &[[Millibits; LEVELS]; Comparison::COUNT]) -> Self {
        let weight = |comparison, level: u8| weights[comparison as usize][usize::from(level)];
        let mut voices = [[[0; Shared::COUNT]; KINDS.len()]; KINDS.len()];
        for (left, voices) in KINDS.into_iter().zip(&mut voices) {
            for (right, voices) in KINDS.into_iter().zip(voices) {
                for (shared, bits) in Shared::all().zip(voices) {
                    let speaker = shared.speakers(left, right) as u8;
                    let document = shared.document() as u8;
                    *bits = weight(Comparison::Speaker, speaker)
                        + weight(Comparison::Document, document);
                }
            }
        }
        Self(voices)
    }

    /// Of a kind with each kind.
    const fn of(&self, kind: AssertionKind) -> &[[Millibits; Shared::COUNT]; KINDS.len()] {
        &self.0[kind as usize % KINDS.len()]
    }
}

/// The comparisons that come last.
const LAST: [Comparison; 3] = [Comparison::Target, Comparison::Count, Comparison::Casualties];

/// What the comparisons that come last can add, given what both rows state.
#[derive(Debug)]
struct Rests {
    /// What sort of things each row states in those comparisons.
    sorts: Vec<u8>,
    /// For each sort of one row, the other's sorts.
    pairs: Vec<Rest>,
}

/// What the comparisons that come last can add to a pair of rows.
#[derive(Clone, Copy, Debug)]
struct Rest {
    /// The most that all of them can.
    most: Millibits,
    /// What numbers and casualties add where that is known: mostly one of the two states none.
    counted: Option<Millibits>,
}

/// Into how many sorts the last comparisons put rows.
const SORTS: usize = {
    let [target, count, casualties] = LAST;
    sorts(target) as usize * sorts(count) as usize * sorts(casualties) as usize
};

impl Rests {
    fn new(table: &FeatureTable, weights: &[[Millibits; LEVELS]; Comparison::COUNT]) -> Self {
        let of = |row: &Features| {
            LAST.iter().fold(0, |all, &comparison| {
                all * sorts(comparison) + sort(comparison, row, &table.concepts)
            })
        };
        let sorts =
            threads::map_chunks(&table.rows, RUN, |rows| rows.iter().map(of).collect::<Vec<u8>>());
        let all = || (0..SORTS).map(parts);
        let pairs = all().flat_map(|left| all().map(move |right| rest(weights, left, right)));
        Self { sorts: sorts.concat(), pairs: pairs.collect() }
    }

    /// The sort of a row.
    fn sort(&self, row: u32) -> usize {
        // What is no row states nothing; no pair with it is scored.
        usize::from(self.sorts.get(row as usize).copied().unwrap_or_default())
    }

    /// Of a row with each sort.
    fn of(&self, row: u32) -> &[Rest] {
        let start = self.sort(row) * SORTS;
        self.pairs.get(start..start + SORTS).unwrap_or_default()
    }
}

/// The sort in each of the last comparisons.
fn parts(sort: usize) -> [u8; LAST.len()] {
    let mut rest = u8::try_from(sort).unwrap_or_default();
    let mut parts = [0; LAST.len()];
    for (part, comparison) in parts.iter_mut().zip(LAST).rev() {
        *part = rest % sorts(comparison);
        rest /= sorts(comparison);
    }
    parts
}

fn rest(
    weights: &[[Millibits; LEVELS]; Comparison::COUNT],
    left: [u8; LAST.len()],
    right: [u8; LAST.len()],
) -> Rest {
    let can: [Vec<Millibits>; LAST.len()] = std::array::from_fn(|at| {
        let levels = attainable(LAST[at], left[at], right[at]);
        let bits = weights[LAST[at] as usize].iter().take(LAST[at].labels().len()).enumerate();
        bits.filter(|(level, _)| levels >> level & 1 == 1).map(|(_, bits)| *bits).collect()
    });
    let most = |can: &[Millibits]| can.iter().max().copied().unwrap_or(Millibits::MIN / 16);
    let counted = match &can {
        [_, counts, casualties] if counts.len() == 1 && casualties.len() == 1 => {
            Some(counts[0] + casualties[0])
        }
        _ => None,
    };
    Rest { most: can.iter().map(|can| most(can)).sum(), counted }
}

/// Rows that one thread sorts at a time.
const RUN: usize = 1 << 14;

/// A row that is scored against others.
#[derive(Debug)]
pub(crate) struct Against<'s> {
    scorer: &'s Scorer<'s>,
    row: Row<'s>,
    /// What speakers and documents add, by the kind of the other row and by what is shared.
    voices: &'s [[Millibits; Shared::COUNT]; KINDS.len()],
    /// What the last comparisons can add, by the sort of the other row.
    rests: &'s [Rest],
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
            voices: Voices::new(&flat),
            rests: Rests::new(table, &flat),
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
        let of = self.comparer.row(row)?;
        Some(Against {
            scorer: self,
            voices: self.voices.of(of.kind()),
            row: of,
            rests: self.rests.of(row),
        })
    }
}

impl Against<'_> {
    /// The score with another row, without what rivals add, if it lies above the bar. Many pairs fail by
    /// weapons, actors and time, given what they state besides, and are compared no further.
    #[inline]
    pub(crate) fn above(&self, other: u32, bar: Millibits) -> Option<Millibits> {
        use Comparison as C;
        let Self { scorer, row, voices, rests } = self;
        let weight = |comparison, level| scorer.weight(comparison, level);
        let pair = row.with(other)?;
        let rest = rests.get(scorer.rests.sort(other))?;
        let bar_then = bar.saturating_sub(rest.most);
        let time = pair.time();
        let sum = scorer.prior
            + voices[pair.kind() as usize % KINDS.len()][pair.shared().number()]
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
        let counted = rest.counted.unwrap_or_else(|| {
            weight(C::Count, row.count(&pair)) + weight(C::Casualties, row.casualties(&pair))
        });
        let sum = sum + weight(C::Target, row.target(&pair)) + counted;
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
