//! Shares and quartiles of what a source said, each with how much it rests on.

use serde::Serialize;

/// Fewer cases than this say little; reports mark them.
const FEW: u64 = 10;

/// The 97.5 % point of the normal distribution, for two-sided intervals of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// A share of a number of cases, with its 95 % interval.
///
/// The interval is Wilson's score interval without correction for continuity (E. B. Wilson, "Probable
/// inference, the law of succession, and statistical inference", Journal of the American Statistical
/// Association 22, 1927). It treats the cases as independent draws, which events of one campaign
/// hardly are: read it as the least doubt that there is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Share {
    /// The share, from 0 to 1.
    pub share: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end of the interval.
    pub high: f64,
}

impl Share {
    /// The share of `part` in `whole`; `None` where there are no cases, or fewer than the part.
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::reconcile::Share;
    ///
    /// let share = Share::of(3, 4).unwrap();
    /// assert_eq!((share.share, share.low, share.high), (0.75, 0.3006, 0.9544));
    /// assert_eq!(Share::of(0, 0), None);
    /// ```
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "shares are shown with four decimals")]
    pub fn of(part: u64, whole: u64) -> Option<Self> {
        if whole == 0 || part > whole {
            return None;
        }
        let (n, share) = (whole as f64, part as f64 / whole as f64);
        let squared = Z * Z;
        let center = (share + squared / (2.0 * n)) / (1.0 + squared / n);
        let spread = (share * (1.0 - share) / n + squared / (4.0 * n * n)).sqrt();
        let half = Z * spread / (1.0 + squared / n);
        // At the ends the formula gives the ends, but for rounding.
        let low = if part == 0 { 0.0 } else { (center - half).clamp(0.0, 1.0) };
        let high = if part == whole { 1.0 } else { (center + half).clamp(0.0, 1.0) };
        Some(Self {
            share: four_decimals(share),
            low: four_decimals(low),
            high: four_decimals(high),
        })
    }
}

/// The middle half of some numbers.
///
/// Quartiles between two numbers are interpolated linearly (type 7 of R. J. Hyndman and Y. Fan,
/// "Sample quantiles in statistical packages", The American Statistician 50, 1996; the default of R
/// and `NumPy`).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Quartiles {
    /// How many numbers there are.
    pub n: u64,
    /// A quarter of them are not above this.
    pub lower: f64,
    /// Half of them are not above this.
    pub median: f64,
    /// Three quarters of them are not above this.
    pub upper: f64,
    /// Whether there are fewer than ten numbers, which say little.
    pub few: bool,
}

impl Quartiles {
    /// The quartiles of the numbers, in any order; `None` where there are none. What is not finite is
    /// left out.
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::reconcile::Quartiles;
    ///
    /// let quartiles = Quartiles::of([4.0, 1.0, 3.0, 2.0]).unwrap();
    /// assert_eq!((quartiles.lower, quartiles.median, quartiles.upper), (1.75, 2.5, 3.25));
    /// assert!(quartiles.few);
    /// ```
    #[must_use]
    pub fn of(numbers: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut sorted: Vec<f64> =
            numbers.into_iter().filter(|number| number.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        let n = sorted.len() as u64;
        Some(Self {
            n,
            lower: quantile(&sorted, 1)?,
            median: quantile(&sorted, 2)?,
            upper: quantile(&sorted, 3)?,
            few: n < FEW,
        })
    }
}

/// The quartile of sorted numbers: the first, second or third.
fn quantile(sorted: &[f64], quarters: usize) -> Option<f64> {
    let steps = sorted.len().checked_sub(1)? * quarters;
    let below = *sorted.get(steps / 4)?;
    let above = sorted.get(steps / 4 + 1).copied().unwrap_or(below);
    let part = match steps % 4 {
        0 => 0.0,
        1 => 0.25,
        2 => 0.5,
        _ => 0.75,
    };
    Some(four_decimals(below + part * (above - below)))
}

/// Whether this number of cases says little.
pub(super) const fn is_few(cases: u64) -> bool {
    cases < FEW
}

pub(super) fn four_decimals(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn intervals_are_those_of_published_tables() {
        // R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        for (part, whole, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let share = Share::of(part, whole).unwrap();
            assert_eq!((share.low, share.high), (low, high), "{part} of {whole}");
        }
        assert_eq!(Share::of(20, 20).map(|share| share.high), Some(1.0));
        assert_eq!(Share::of(2, 1), None);
    }

    #[test]
    fn quartiles_of_few_numbers_are_interpolated() {
        assert_eq!(Quartiles::of([]), None);
        assert_eq!(Quartiles::of([f64::NAN]), None);
        let one = Quartiles::of([7.0]).unwrap();
        assert_eq!((one.n, one.lower, one.median, one.upper), (1, 7.0, 7.0, 7.0));
        let two = Quartiles::of([2.0, 1.0]).unwrap();
        assert_eq!((two.lower, two.median, two.upper), (1.25, 1.5, 1.75));
        let ten = Quartiles::of((1..=10).map(f64::from)).unwrap();
        assert_eq!((ten.lower, ten.median, ten.upper, ten.few), (3.25, 5.5, 7.75, false));
    }

    proptest! {
        #[test]
        fn a_share_lies_in_its_interval(whole in 1_u64..100_000, part in 0_u64..100_000) {
            prop_assume!(part <= whole);
            let share = Share::of(part, whole).unwrap();
            prop_assert!(0.0 <= share.low && share.low <= share.share);
            prop_assert!(share.share <= share.high && share.high <= 1.0);
        }
    }
}
