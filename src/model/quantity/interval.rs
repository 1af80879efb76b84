//! Quantities as intervals: what they have in common, and how far apart they are.

use super::{Quantity, Wording};

impl Quantity {
    /// Whether `count` fits.
    #[must_use]
    pub const fn contains(&self, count: u64) -> bool {
        self.min <= count
            && match self.max {
                Some(max) => count <= max,
                None => true,
            }
    }

    /// Whether every count that fits `other` fits this quantity too.
    ///
    /// ```
    /// use corroborate::model::Quantity;
    ///
    /// assert!(Quantity::at_least(2).encloses(&Quantity::exact(5)));
    /// assert!(!Quantity::exact(5).encloses(&Quantity::at_least(2)));
    /// ```
    #[must_use]
    pub const fn encloses(&self, other: &Self) -> bool {
        self.min <= other.min
            && match (self.max, other.max) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(outer), Some(inner)) => inner <= outer,
            }
    }

    /// Whether the bounds are the same, whatever the words and the best value.
    ///
    /// ```
    /// use corroborate::model::Quantity;
    ///
    /// assert!("five".parse::<Quantity>()?.same_bounds(&Quantity::exact(5)));
    /// # Ok::<(), corroborate::model::QuantityError>(())
    /// ```
    #[must_use]
    pub fn same_bounds(&self, other: &Self) -> bool {
        self.min == other.min && self.max == other.max
    }

    /// Whether any count would satisfy both speakers.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.max.is_none_or(|max| other.min <= max) && other.max.is_none_or(|max| self.min <= max)
    }

    /// The counts that would satisfy both speakers, or `None` when no count would.
    ///
    /// Only bounds take part; the result has neither words nor a best value.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let min = self.min.max(other.min);
        let max = match (self.max, other.max) {
            (Some(left), Some(right)) => Some(left.min(right)),
            (bound, None) | (None, bound) => bound,
        };
        max.is_none_or(|max| min <= max).then(|| Self::from_bounds(min, max))
    }

    /// The narrowest quantity that encloses both.
    ///
    /// ```
    /// use corroborate::model::Quantity;
    ///
    /// assert_eq!(Quantity::exact(2).hull(&Quantity::exact(5)).to_string(), "2-5");
    /// ```
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        let max = self.max.zip(other.max).map(|(left, right)| left.max(right));
        Self::from_bounds(self.min.min(other.min), max)
    }

    /// The total of two parts, bound by bound. Sums past `u64::MAX` stay there.
    ///
    /// ```
    /// use corroborate::model::Quantity;
    ///
    /// let total = Quantity::exact(2).sum(&Quantity::at_least(3));
    /// assert_eq!(total, Quantity::at_least(5));
    /// ```
    #[must_use]
    pub fn sum(&self, other: &Self) -> Self {
        let max = self.max.zip(other.max).map(|(left, right)| left.saturating_add(right));
        Self::from_bounds(self.min.saturating_add(other.min), max)
    }

    /// Whether one is a round number, of ten and more, and the other says no more than that it is exceeded, or
    /// not reached. The two come of one count: "70" and "more than 70". Symmetric.
    ///
    /// ```
    /// use corroborate::model::Quantity;
    ///
    /// let more: Quantity = "more than 70".parse()?;
    /// assert!(more.borders(&Quantity::exact(70)) && !more.overlaps(&Quantity::exact(70)));
    /// assert!(!"at least 71".parse::<Quantity>()?.borders(&Quantity::exact(70)));
    /// assert!(!"more than 4".parse::<Quantity>()?.borders(&Quantity::exact(4)));
    /// # Ok::<(), corroborate::model::QuantityError>(())
    /// ```
    #[must_use]
    pub fn borders(&self, other: &Self) -> bool {
        /// Smaller numbers are not rounded.
        const LEAST: u64 = 10;
        const STEP: u64 = 5;
        let borders = |round: &Self, open: &Self| {
            let number = round.min;
            let is_round = round.is_exact() && number >= LEAST && number.is_multiple_of(STEP);
            let meets = match (open.min, open.max) {
                (min, None) => Some(min) == number.checked_add(1),
                (0, Some(max)) => max.checked_add(1) == Some(number),
                _ => false,
            };
            // "At least 71" names another number.
            is_round && meets && open.wording == Wording::Beyond
        };
        borders(self, other) || borders(other, self)
    }

    /// How many times the larger of two disjoint counts is the smaller, at least: the least count of
    /// the larger by the greatest of the smaller. Symmetric.
    ///
    /// `None` when the two overlap, and when the smaller is zero: no multiple of nothing is
    /// something.
    ///
    /// ```
    /// use corroborate::model::Quantity;
    ///
    /// assert_eq!(Quantity::exact(5).ratio(&Quantity::exact(2)), Some(2.5));
    /// assert_eq!(Quantity::at_least(20).ratio(&Quantity::at_most(4)), Some(5.0));
    /// assert_eq!(Quantity::at_least(2).ratio(&Quantity::exact(5)), None);
    /// assert_eq!(Quantity::exact(5).ratio(&Quantity::exact(0)), None);
    /// ```
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a ratio for people needs no 53rd bit")]
    pub fn ratio(&self, other: &Self) -> Option<f64> {
        let (smaller, larger) = match (self.max, other.max) {
            (Some(max), _) if max < other.min => (max, other.min),
            (_, Some(max)) if max < self.min => (max, self.min),
            _ => return None,
        };
        (smaller > 0).then(|| larger as f64 / smaller as f64)
    }

    /// How far apart two disjoint counts are, at least; zero when they overlap.
    ///
    /// ```
    /// use corroborate::model::Quantity;
    ///
    /// assert_eq!(Quantity::exact(5).difference(&Quantity::exact(2)), 3);
    /// assert_eq!(Quantity::at_least(2).difference(&Quantity::exact(5)), 0);
    /// ```
    #[must_use]
    pub fn difference(&self, other: &Self) -> u64 {
        match (self.max, other.max) {
            (Some(max), _) if max < other.min => other.min - max,
            (_, Some(max)) if max < self.min => self.min - max,
            _ => 0,
        }
    }

    /// The bounds in their shortest form, without the words: `5`, `>=2`, `2-4`.
    ///
    /// ```
    /// use corroborate::model::Quantity;
    ///
    /// assert_eq!("several".parse::<Quantity>()?.range(), "2-20");
    /// # Ok::<(), corroborate::model::QuantityError>(())
    /// ```
    #[must_use]
    pub fn range(&self) -> String {
        Self::from_bounds(self.min, self.max).to_string()
    }
}
