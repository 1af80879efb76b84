//! When two clusters become one.

/// How pairs become clusters.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Linkage {
    /// Clusters are joined while the mean log-odds of their pairs lies above this, in bits.
    pub join_above_bits: f64,
    /// How far the bar falls for groups of many pairs, in bits: what many pairs agree on is more than
    /// their mean says. A single pair has none of it.
    pub slack_bits: f64,
    /// What a pair counts in [`agglomerate`](super::agglomerate) when no score of it is given, in bits.
    /// The pipeline scores every pair within an event, proposed by blocking or not.
    pub missing_bits: f64,
    /// Log-odds are cut to this range around zero before they are averaged, in bits, so that one
    /// overconfident pair does not decide for many.
    pub cap_bits: f64,
}

impl Default for Linkage {
    fn default() -> Self {
        Self { join_above_bits: 0.0, slack_bits: 1.25, missing_bits: -4.0, cap_bits: 5.0 }
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
        if !self.join_above_bits.is_finite() || !self.missing_bits.is_finite() {
            return Err("join_above_bits, missing_bits: expected finite numbers of bits".to_owned());
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

    /// No pair of clusters is joined unless some pair of their members lies above this, in bits.
    pub(crate) fn lowest_bar(&self) -> f64 {
        self.join_above_bits - self.slack_bits
    }
}
