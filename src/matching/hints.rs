//! What a relation to several assertions says of each of them.
//!
//! Who speaks of several assertions at once speaks of what they are about: of one event if they are about
//! one, and else of some of them, of which the speaker's own statement can go with one. So the question
//! is no longer whether one of all statements goes with it, for which a score has its prior, but which of
//! the few does: the log-odds for each are those of its levels against the levels of the others, as far
//! as these are about another event.

use rustc_hash::FxHashMap;

use super::scorer::Scorer;
use crate::cluster::{Bonds, Linkage};
use crate::model::Relation;
use crate::normalize::FeatureTable;
use crate::score::{HintPart, Millibits, bits, millibits, probability};

/// A relation between two rows that names others too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hint {
    /// What it adds to the score of the pair: less than nothing where others are as likely and the score
    /// does not know of them.
    pub(crate) added: Millibits,
    /// Whether the first row of the pair is the one that speaks.
    pub(crate) first_speaks: bool,
    /// What it says.
    pub(crate) relation: Option<Relation>,
    /// How many assertions it names.
    pub(crate) named: u32,
}

impl Hint {
    /// What it adds, in bits.
    pub(crate) fn bits(&self) -> f64 {
        bits(self.added)
    }

    /// The hint for people, given the ids of the smaller and the larger row.
    pub(crate) fn told(&self, ids: [&str; 2]) -> HintPart {
        let [first, second] = ids;
        let [speaks, of] = if self.first_speaks { [first, second] } else { [second, first] };
        let verb = self.relation.map_or("is about", Relation::as_str);
        let others = match self.named.saturating_sub(1) {
            0 => String::new(),
            1 => " and another".to_owned(),
            others => format!(" and {others} others"),
        };
        HintPart::new(format!("{speaks} {verb} {of}{others}"), self.bits())
    }
}

/// The pairs that relations to several assertions hint at, the smaller row first.
#[derive(Debug, Default)]
pub(crate) struct Hints {
    pairs: FxHashMap<(u32, u32), Hint>,
}

impl Hints {
    /// The hints of a table. Log-odds end where those of a pair do.
    pub(crate) fn new(
        table: &FeatureTable,
        scorer: &Scorer<'_>,
        bonds: &Bonds,
        linkage: &Linkage,
    ) -> Self {
        let mut pairs: FxHashMap<(u32, u32), Hint> = FxHashMap::default();
        for told in table.hinting() {
            for &(speaks, of, relation) in told {
                let others = told.iter().map(|&(_, other, _)| other).filter(|&other| other != of);
                let rivals: f64 = others
                    .map(|other| {
                        // What is more likely two events counts as two, so that of several among which
                        // nothing tells none is a little more likely than not.
                        let score = scorer.score(of, other);
                        let one = match score {
                            _ if bonds.bind(of, other) => 1.0,
                            ..=0 => 0.0,
                            _ => probability(bits(score)),
                        };
                        (1.0 - one) * bits(scorer.levels(speaks, other)).exp2()
                    })
                    .sum();
                let levels = bits(scorer.levels(speaks, of));
                // Nothing is left against it where there are no others: the most then.
                // An even chance lies at the bar: that nothing tells which of two it is joins nothing.
                let bar = linkage.join_above_bits.min(0.0);
                let among = (levels - rivals.log2() + bar).min(linkage.cap_bits);
                let added = millibits(among).saturating_sub(scorer.score(speaks, of));
                let hint = Hint {
                    added,
                    first_speaks: speaks < of,
                    relation,
                    named: u32::try_from(told.len()).unwrap_or(u32::MAX),
                };
                let known = pairs.entry((speaks.min(of), speaks.max(of))).or_insert(hint);
                // Two may speak of each other.
                if (hint.added, hint.first_speaks) > (known.added, known.first_speaks) {
                    *known = hint;
                }
            }
        }
        Self { pairs }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// The hint at a pair.
    pub(crate) fn get(&self, left: u32, right: u32) -> Option<&Hint> {
        if self.pairs.is_empty() {
            return None;
        }
        self.pairs.get(&(left.min(right), left.max(right)))
    }

    /// The same for rows of a table that is no longer there.
    pub(crate) fn between(&self, left: usize, right: usize) -> Option<&Hint> {
        self.get(u32::try_from(left).ok()?, u32::try_from(right).ok()?)
    }

    /// What a hint adds to the score of a pair.
    pub(crate) fn added(&self, left: u32, right: u32) -> Millibits {
        self.get(left, right).map_or(0, |hint| hint.added)
    }

    /// The pairs in order, the smaller row first.
    pub(crate) fn sorted(&self) -> Vec<(u32, u32)> {
        let mut pairs: Vec<(u32, u32)> = self.pairs.keys().copied().collect();
        pairs.sort_unstable();
        pairs
    }

    /// The same between rows of other names.
    pub(crate) fn renamed(&self, name: impl Fn(u32) -> u32) -> Self {
        let renamed = |pair: (u32, u32)| {
            let hint = *self.pairs.get(&pair)?;
            let (left, right) = (name(pair.0), name(pair.1));
            let first_speaks = hint.first_speaks == (left < right);
            Some(((left.min(right), left.max(right)), Hint { first_speaks, ..hint }))
        };
        Self { pairs: self.sorted().into_iter().filter_map(renamed).collect() }
    }
}
