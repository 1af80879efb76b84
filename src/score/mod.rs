//! Patterns to log-odds: Fellegi–Sunter weights, one for each level, in bits.
//!
//! The score of a pair is the sum of the weights of its levels and of a prior; each weight is the
//! base-2 logarithm of how much likelier the level is among pairs about one event than among other
//! candidate pairs, given the other comparisons. A score of 0 bits is a probability of one half.
//!
//! The prior depends on *rivals*: how many other statements a statement might go with as far as the score
//! says. Where there is a battle every day, dozens come into question and most of them are wrong; in a
//! quiet month there are two or three, and the likeliest is likely right. Each doubling of the rivals of
//! both costs a pair the bits that [`Weights::rivalry`] says.

mod explanation;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::explanation::{Explanation, HintPart, Lift, Part};
use crate::compare::{Comparison, Pattern, TargetLevel};

/// The weights of all levels.
///
/// # Examples
///
/// ```
/// use corroborate::score::Weights;
///
/// let weights = Weights::shipped();
/// let json = weights.to_json();
/// assert_eq!(Weights::from_json(&json).unwrap(), weights);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    prior_bits: f64,
    rivalry: f64,
    // Invariant: as many weights as the comparison has levels, all finite.
    levels: [Vec<f64>; Comparison::COUNT],
}

/// A weights file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WeightsError {
    /// Not JSON of the right shape.
    #[error("the weights are no JSON object of the expected form: {0}")]
    Json(String),
    /// Another format or version.
    #[error("format: found `{found}`, expected `corroborate-weights` of version 1")]
    Format {
        /// What was found.
        found: String,
    },
    /// A comparison or level that does not exist.
    #[error("{comparison}: found `{found}`, expected one of {expected}")]
    Unknown {
        /// Where.
        comparison: String,
        /// What was found.
        found: String,
        /// What there is.
        expected: String,
    },
    /// A level without a weight.
    #[error("{comparison}: found no weight for `{level}`, expected a number of bits")]
    Missing {
        /// Where.
        comparison: String,
        /// Which level.
        level: String,
    },
}

#[derive(Serialize, Deserialize)]
struct File {
    format: String,
    version: u32,
    prior_bits: f64,
    #[serde(default)]
    rivalry: f64,
    comparisons: BTreeMap<String, BTreeMap<String, f64>>,
}

/// Levels that were added later, and the level that pairs had before that.
const LATER: [(TargetLevel, TargetLevel); 1] = [(TargetLevel::OtherShips, TargetLevel::OtherNames)];

/// So many rivals are usual: with them, the score is that of the levels and the prior alone.
const USUAL_RIVALS: f64 = 15.0;

impl Weights {
    /// Pairs that score above this, in bits, are rivals of each other: about one in thirty is right.
    pub const RIVAL_BITS: f64 = -5.0;

    /// More rivals than this cost no more: they are no longer other events, but one that very many tell
    /// of.
    pub(crate) const MOST_RIVALS: u32 = 127;

    /// Weights of zero: every pair is as likely as the prior says.
    #[must_use]
    pub fn zero() -> Self {
        Self {
            prior_bits: 0.0,
            rivalry: 0.0,
            levels: Comparison::ALL.map(|comparison| vec![0.0; comparison.labels().len()]),
        }
    }

    /// The weights that ship with the crate.
    ///
    /// Fitted by regularized logistic regression on coded statements of two theatres, one dense and
    /// one sparse; see `docs/accuracy.md`.
    #[must_use]
    pub fn shipped() -> Self {
        Self::from_json(include_str!("weights.json")).unwrap_or_else(|_| Self::zero())
    }

    /// Weights by reasoning alone, in round numbers, from how the press tells of events: where fitting
    /// starts, and what a level keeps that the labels do not show.
    #[must_use]
    pub fn reasoned() -> Self {
        Self::from_json(include_str!("reasoned.json")).unwrap_or_else(|_| Self::zero())
    }

    /// Reads weights from JSON.
    ///
    /// # Errors
    ///
    /// [`WeightsError`] when the text is not JSON of the form that [`to_json`](Self::to_json) writes,
    /// names a comparison or level that does not exist, or lacks one. Only
    /// [`TargetLevel::OtherShips`], which files of earlier versions lack, may be left out: it then has the weight of
    /// [`TargetLevel::OtherNames`].
    pub fn from_json(text: &str) -> Result<Self, WeightsError> {
        let file: File =
            serde_json::from_str(text).map_err(|error| WeightsError::Json(error.to_string()))?;
        if file.format != "corroborate-weights" || file.version != 1 {
            let found = format!("{} of version {}", file.format, file.version);
            return Err(WeightsError::Format { found });
        }
        let mut weights = Self::zero();
        weights.prior_bits = file.prior_bits;
        weights.rivalry = file.rivalry;
        for name in file.comparisons.keys() {
            if !Comparison::ALL.iter().any(|comparison| comparison.name() == name) {
                let names: Vec<&str> = Comparison::ALL.iter().map(|c| c.name()).collect();
                return Err(WeightsError::Unknown {
                    comparison: "comparisons".to_owned(),
                    found: name.clone(),
                    expected: names.join(", "),
                });
            }
        }
        for comparison in Comparison::ALL {
            let given = file.comparisons.get(comparison.name());
            for level in given.into_iter().flat_map(BTreeMap::keys) {
                if !comparison.labels().contains(&level.as_str()) {
                    return Err(WeightsError::Unknown {
                        comparison: comparison.name().to_owned(),
                        found: level.clone(),
                        expected: comparison.labels().join(", "),
                    });
                }
            }
            for (index, label) in comparison.labels().iter().enumerate() {
                let stated = |label: &str| given.and_then(|levels| levels.get(label));
                let older = LATER.iter().find(|(later, _)| later.label() == *label);
                let older = older.and_then(|(_, older)| stated(older.label()));
                let bits = stated(label).or(older).ok_or_else(|| WeightsError::Missing {
                    comparison: comparison.name().to_owned(),
                    level: (*label).to_owned(),
                })?;
                weights.levels[comparison as usize][index] = *bits;
            }
        }
        Ok(weights)
    }

    /// The weights as JSON, with every comparison and level by name.
    #[must_use]
    pub fn to_json(&self) -> String {
        let round = |bits: f64| (bits * 1000.0).round() / 1000.0;
        let comparisons = Comparison::ALL
            .iter()
            .map(|comparison| {
                let levels = comparison
                    .labels()
                    .iter()
                    .zip(&self.levels[*comparison as usize])
                    .map(|(label, bits)| ((*label).to_owned(), round(*bits)))
                    .collect();
                (comparison.name().to_owned(), levels)
            })
            .collect();
        let file = File {
            format: "corroborate-weights".to_owned(),
            version: 1,
            prior_bits: round(self.prior_bits),
            rivalry: round(self.rivalry),
            comparisons,
        };
        serde_json::to_string_pretty(&file).unwrap_or_default()
    }

    /// The log-odds that two candidate statements with a usual number of rivals are about one event, before
    /// any comparison.
    #[must_use]
    pub const fn prior_bits(&self) -> f64 {
        self.prior_bits
    }

    /// What each doubling of the rivals of both statements takes from the score of a pair, in bits.
    #[must_use]
    pub const fn rivalry(&self) -> f64 {
        self.rivalry
    }

    /// What the rivals of one statement add to the score of each of its pairs, in bits: less the more there
    /// are, nothing when they are as many as usual.
    ///
    /// Beyond 127 rivals nothing more is lost: an event that hundreds report has hundreds of statements
    /// that go together.
    ///
    /// A rival is any other statement with which the [score](Self::score) lies above
    /// [`RIVAL_BITS`](Self::RIVAL_BITS).
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::score::Weights;
    ///
    /// let weights = Weights::shipped();
    /// assert_eq!(weights.rival_bits(15), 0.0);
    /// // Both statements count: a doubling for one of them costs half of it.
    /// let doubled = weights.rival_bits(31) - weights.rival_bits(15);
    /// assert_eq!(doubled, -weights.rivalry() / 2.0);
    /// ```
    #[must_use]
    pub fn rival_bits(&self, rivals: u32) -> f64 {
        let rivals = f64::from(rivals.min(Self::MOST_RIVALS));
        self.rivalry / 2.0 * ((1.0 + USUAL_RIVALS).log2() - (1.0 + rivals).log2())
    }

    /// The weight of a level in bits; 0 for a level that does not exist.
    #[must_use]
    pub fn bits(&self, comparison: Comparison, level: u8) -> f64 {
        self.levels[comparison as usize].get(usize::from(level)).copied().unwrap_or(0.0)
    }

    pub(crate) fn set_rivalry(&mut self, bits: f64) {
        self.rivalry = bits;
    }

    pub(crate) fn set_prior(&mut self, bits: f64) {
        self.prior_bits = bits;
    }

    pub(crate) fn set(&mut self, comparison: Comparison, level: usize, bits: f64) {
        if let Some(weight) = self.levels[comparison as usize].get_mut(level) {
            *weight = bits;
        }
    }

    /// The score of a pattern with a usual number of rivals: the prior and the weights of its levels, in
    /// bits. Those of a pair in its data set have [`rival_bits`](Self::rival_bits) added for both.
    #[must_use]
    pub fn score(&self, pattern: &Pattern) -> f64 {
        let mut bits = self.prior_bits;
        for comparison in Comparison::ALL {
            bits += self.bits(comparison, pattern.level(comparison));
        }
        bits
    }

    /// What would lift a pattern from at most the threshold to above it: for each comparison the level
    /// with the least weight that is enough, the least score first. Levels that stand for silence, and other
    /// names of targets, are left out, since nobody can look for them in a statement.
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::compare::{Comparison, Pattern};
    /// use corroborate::score::Weights;
    ///
    /// let weights = Weights::shipped();
    /// let pattern = Pattern([0; Comparison::COUNT]);
    /// assert!(weights.lifts(&pattern, weights.score(&pattern) - 1.0).is_empty());
    /// for lift in weights.lifts(&pattern, weights.score(&pattern) + 0.1) {
    ///     assert!(lift.total_bits > weights.score(&pattern) + 0.1);
    /// }
    /// ```
    #[must_use]
    pub fn lifts(&self, pattern: &Pattern, threshold_bits: f64) -> Vec<Lift> {
        let total = self.score(pattern);
        if total > threshold_bits {
            return Vec::new();
        }
        let silent = |label: &str| label.contains("not stated") || label.contains("undated");
        let other_names =
            [TargetLevel::OtherNames, TargetLevel::OtherShips].map(TargetLevel::label);
        let mut lifts: Vec<Lift> = Comparison::ALL
            .iter()
            .filter_map(|&comparison| {
                let now = self.bits(comparison, pattern.level(comparison));
                self.levels[comparison as usize]
                    .iter()
                    .zip(comparison.labels())
                    .map(|(bits, label)| (total - now + bits, *label))
                    .filter(|(total, label)| *total > threshold_bits && !silent(label))
                    .filter(|(_, label)| !other_names.contains(label))
                    .min_by(|left, right| left.0.total_cmp(&right.0))
                    .map(|(total_bits, instead)| Lift {
                        comparison,
                        level: pattern.label(comparison),
                        instead,
                        total_bits,
                    })
            })
            .collect();
        lifts.sort_by(|left, right| left.total_bits.total_cmp(&right.total_bits));
        lifts
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self::shipped()
    }
}

/// Log-odds in thousandths of a bit.
pub(crate) type Millibits = i32;

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

/// The probability that belongs to log-odds in bits.
///
/// ```
/// use corroborate::score::probability;
///
/// assert_eq!(probability(0.0), 0.5);
/// assert_eq!(probability(1.0), 2.0 / 3.0);
/// ```
#[must_use]
pub fn probability(bits: f64) -> f64 {
    1.0 / (1.0 + (-bits).exp2())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_later_level_has_the_weight_that_its_pairs_had() {
        let without = |level: TargetLevel| {
            let mut file: serde_json::Value =
                serde_json::from_str(&Weights::shipped().to_json()).unwrap();
            let target = file["comparisons"]["target"].as_object_mut().unwrap();
            assert!(target.remove(level.label()).is_some());
            Weights::from_json(&file.to_string())
        };
        let bits = |weights: &Weights, level| weights.bits(Comparison::Target, level as u8);
        let older = without(TargetLevel::OtherShips).unwrap();
        let names = bits(&Weights::shipped(), TargetLevel::OtherNames);
        assert!((bits(&older, TargetLevel::OtherShips) - names).abs() < 1e-9);
        assert!(bits(&Weights::shipped(), TargetLevel::OtherShips) < names - 1.0);
        let error = without(TargetLevel::OtherNames).unwrap_err();
        assert!(matches!(error, WeightsError::Missing { .. }), "{error}");
    }

    #[test]
    fn nobody_is_told_to_look_for_other_names() {
        let mut pattern = Pattern([0; Comparison::COUNT]);
        pattern.0[Comparison::Target as usize] = TargetLevel::OtherShips as u8;
        let weights = Weights::shipped();
        let lifts = weights.lifts(&pattern, weights.score(&pattern) + 0.1);
        let target = lifts.iter().find(|lift| lift.comparison == Comparison::Target).unwrap();
        assert_ne!(target.instead, TargetLevel::OtherNames.label());
    }
}
