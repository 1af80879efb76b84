//! Why two assertions are linked, in words that were made once for each level.

use crate::compare::{Comparison, Pattern};
use crate::score::{Part, Weights};

/// A weight with its words.
#[derive(Debug)]
struct Reason {
    bits: f64,
    words: String,
}

/// The weights of all levels in words.
#[derive(Debug)]
pub(super) struct Reasons {
    levels: [Vec<Reason>; Comparison::COUNT],
}

/// Weights closer to zero than this, in bits, are no reason.
const LEAST_BITS: f64 = 0.5;

impl Reasons {
    pub(super) fn new(weights: &Weights) -> Self {
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
        Self { levels }
    }

    /// The strongest of a pattern, strongest first: as [`Explanation::reasons`] has them.
    ///
    /// [`Explanation::reasons`]: crate::score::Explanation::reasons
    pub(super) fn strongest(&self, pattern: &Pattern, most: usize) -> Vec<String> {
        let levels = self.levels.iter().zip(pattern.0);
        let mut reasons: Vec<&Reason> = levels
            .filter_map(|(levels, level)| levels.get(usize::from(level)))
            .filter(|reason| reason.bits.abs() >= LEAST_BITS)
            .collect();
        reasons.sort_by(|left, right| right.bits.abs().total_cmp(&left.bits.abs()));
        reasons.iter().take(most).map(|reason| reason.words.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_those_of_the_explanation() {
        let weights = Weights::shipped();
        let reasons = Reasons::new(&weights);
        for level in 0..4 {
            let pattern = Pattern([level; Comparison::COUNT]);
            let expected = weights.explain(&pattern).reasons(4);
            assert_eq!(reasons.strongest(&pattern, 4), expected);
        }
    }
}
