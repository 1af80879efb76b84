//! When two clusters become one.

/// What lies beyond the range in which log-odds count is divided by this.
const BEYOND: f64 = 1000.0;
/// No score lies farther beyond it, in bits.
const MOST_BEYOND_BITS: f64 = 100.0;

/// How pairs become clusters.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Linkage {
    /// Clusters are joined while the mean log-odds of their pairs lies above this, in bits.
    pub join_above_bits: f64,
    /// How far the bar falls for groups of many pairs, in bits: what many pairs agree on is more than
    /// their mean says. A single pair has none of it.
    pub slack_bits: f64,
    /// Once linkage has ended, rows go to other groups than it put them in where all together are then
    /// sure by more than this, in bits. Defaults to 2: scores are known to a bit or so.
    pub regroup_above_bits: f64,
    /// Log-odds count in full in this range around zero, in bits, so that one overconfident pair does not
    /// decide for many. What goes beyond counts for a thousandth: it decides between equals.
    pub cap_bits: f64,
}

impl Default for Linkage {
    /// A quarter of a bit below even: pairs that score around zero are about one event somewhat more often
    /// than their score says, in every labelled set (`docs/accuracy.md`).
    fn default() -> Self {
        Self { join_above_bits: -0.25, slack_bits: 1.25, regroup_above_bits: 2.0, cap_bits: 5.0 }
    }
}

impl Linkage {
    /// Whether the options make sense.
    ///
    /// # Errors
    ///
    /// A sentence that names the option, when one is not finite or the cap is not positive.
    pub fn validate(&self) -> Result<(), String> {
        if !(self.slack_bits.is_finite() && self.slack_bits >= 0.0) {
            return Err(format!("slack_bits: found {}, expected at least 0 bits", self.slack_bits));
        }
        if !(self.regroup_above_bits.is_finite() && self.regroup_above_bits >= 0.0) {
            let found = self.regroup_above_bits;
            return Err(format!("regroup_above_bits: found {found}, expected at least 0 bits"));
        }
        if !self.join_above_bits.is_finite() {
            let found = self.join_above_bits;
            return Err(format!(
                "join_above_bits: found {found}, expected a finite number of bits"
            ));
        }
        if !(self.cap_bits.is_finite() && self.cap_bits > 0.0) {
            return Err(format!("cap_bits: found {}, expected more than 0 bits", self.cap_bits));
        }
        Ok(())
    }
}

impl Linkage {
    /// How sure a number of pairs with a mean is, in bits: a single pair counts as it is.
    pub(crate) fn joint_bits(&self, mean: f64, pairs: f64) -> f64 {
        mean + self.slack_bits * (1.0 - 1.0 / pairs.max(1.0))
    }

    /// What it is worth to have two groups in one, given the sum over the number of their pairs: more than
    /// nothing if they should be joined.
    pub(crate) fn worth_bits(&self, sum: f64, pairs: f64) -> f64 {
        pairs * (self.joint_bits(sum / pairs, pairs) - self.join_above_bits)
    }

    /// Log-odds as they count: what lies outside of the range hardly does; negative infinity stays.
    pub(crate) fn capped(&self, bits: f64) -> f64 {
        if bits == f64::NEG_INFINITY {
            return bits;
        }
        let cut = bits.clamp(-self.cap_bits, self.cap_bits);
        cut + (bits - cut).clamp(-MOST_BEYOND_BITS, MOST_BEYOND_BITS) / BEYOND
    }

    /// The same in single precision, which is far finer than a bit.
    pub(super) fn capped_f32(&self, bits: f64) -> f32 {
        #[expect(clippy::cast_possible_truncation, reason = "far finer than a bit")]
        let capped = self.capped(bits) as f32;
        capped
    }

    /// No log-odds count for less, in bits, except where two rows cannot be in one group.
    pub(crate) fn least(&self) -> f64 {
        -self.cap_bits - MOST_BEYOND_BITS / BEYOND
    }

    /// No pair of clusters is joined unless some pair of their members lies above this, in bits.
    pub(crate) fn lowest_bar(&self) -> f64 {
        self.join_above_bits - self.slack_bits
    }
}
