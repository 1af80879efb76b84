//! Why two assertions are linked, in words that were made once for each level.

use crate::compare::{Comparison, Pattern};
use crate::score::{Part, Weights};

/// A weight with its words.
#[derive(Clone, Debug, PartialEq)]
struct Reason {
    bits: f64,
    words: String,
}

/// The words behind the links of a partition.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Wording {
    levels: [Vec<Reason>; Comparison::COUNT],
    /// What people or the data say of pairs, with the levels of those whose score counts beside it.
    bonds: Vec<(Box<str>, Option<Pattern>)>,
}

/// Weights closer to zero than this, in bits, are no reason.
const LEAST_BITS: f64 = 0.5;

impl Wording {
    /// The weights of all levels in words.
    pub(crate) fn new(weights: &Weights) -> Self {
        let levels = Comparison::ALL.map(|comparison| {
            (0..)
                .zip(comparison.labels())
                .map(|(level, &label)| {
                    let bits = weights.bits(comparison, level);
                    let part = Part { comparison, level: label, bits, values: None };
                    Reason { bits, words: part.to_string() }
                })
                .collect()
        });
        Self { levels, bonds: Vec::new() }
    }

    /// The strongest of a pattern, strongest first: as [`Explanation::reasons`] has them.
    ///
    /// [`Explanation::reasons`]: crate::score::Explanation::reasons
    pub(super) fn strongest(&self, pattern: &Pattern, most: usize) -> Vec<&str> {
        let levels = self.levels.iter().zip(pattern.0);
        let mut reasons: [Option<&Reason>; Comparison::COUNT] = Default::default();
        for (reason, (levels, level)) in reasons.iter_mut().zip(levels) {
            let found = levels.get(usize::from(level));
            *reason = found.filter(|reason| reason.bits.abs() >= LEAST_BITS);
        }
        let strength = |reason: Option<&Reason>| reason.map_or(0.0, |reason| reason.bits.abs());
        reasons.sort_by(|left, right| strength(*right).total_cmp(&strength(*left)));
        reasons.into_iter().flatten().take(most).map(|reason| reason.words.as_str()).collect()
    }

    /// What is said of a pair, by its number, and the strongest of its pattern: so many reasons at most.
    pub(super) fn bond(&self, number: u32, most: usize) -> Vec<&str> {
        let Some((words, pattern)) = self.bonds.get(number as usize) else { return Vec::new() };
        let levels = pattern.iter().flat_map(|pattern| self.strongest(pattern, most - 1));
        std::iter::once(&**words).chain(levels).collect()
    }

    /// Keeps what is said of a pair, with its levels if they count too; its number.
    pub(crate) fn add_bond(&mut self, words: String, pattern: Option<Pattern>) -> u32 {
        let number = super::link::index(self.bonds.len());
        self.bonds.push((words.into(), pattern));
        number
    }

    /// Takes over the bonds of another wording, whose numbers are counted on from here.
    pub(super) fn append_bonds(&mut self, others: Self) -> u32 {
        let first = super::link::index(self.bonds.len());
        self.bonds.extend(others.bonds);
        first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_those_of_the_explanation() {
        let weights = Weights::shipped();
        let wording = Wording::new(&weights);
        for level in 0..4 {
            let pattern = Pattern([level; Comparison::COUNT]);
            let expected = weights.explain(&pattern).reasons(4);
            assert_eq!(wording.strongest(&pattern, 4), expected);
        }
    }
}
