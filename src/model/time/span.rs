//! An interval on the time line.

/// An interval on the time line, in whole seconds since 1970-01-01T00:00Z.
///
/// The start is included, the end is not: the spans of two days in a row do not intersect. `None` is
/// an end that is open or unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first second, or `None` where there is no start.
    pub start: Option<i64>,
    /// The second after the last, or `None` where there is no end.
    pub end: Option<i64>,
}

impl Span {
    /// All of time.
    pub const ALWAYS: Self = Self { start: None, end: None };

    /// From `start` up to but without `end`.
    #[must_use]
    pub const fn new(start: i64, end: i64) -> Self {
        Self { start: Some(start), end: Some(end) }
    }

    /// Whether any second lies in both.
    ///
    /// ```
    /// use corroborate::model::Span;
    ///
    /// assert!(Span::new(0, 10).intersects(&Span::new(9, 20)));
    /// assert!(!Span::new(0, 10).intersects(&Span::new(10, 20)));
    /// ```
    #[must_use]
    pub fn intersects(&self, other: &Self) -> bool {
        self.intersection(other).is_some()
    }

    /// Whether there is no second in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start.zip(self.end).is_some_and(|(start, end)| end <= start)
    }

    /// Whether every second of `other` lies in this span.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        let starts = self.start.is_none_or(|outer| other.start.is_some_and(|inner| outer <= inner));
        let ends = self.end.is_none_or(|outer| other.end.is_some_and(|inner| inner <= outer));
        (starts && ends) || other.is_empty()
    }

    /// The seconds that lie in both, or `None` when there are none.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        // `None < Some(_)` is right for starts, wrong for ends.
        let start = self.start.max(other.start);
        let end = match (self.end, other.end) {
            (Some(left), Some(right)) => Some(left.min(right)),
            (end, None) | (None, end) => end,
        };
        let both = Self { start, end };
        (!both.is_empty()).then_some(both)
    }

    /// The shortest span that contains both.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        Self {
            start: self.start.zip(other.start).map(|(left, right)| left.min(right)),
            end: self.end.zip(other.end).map(|(left, right)| left.max(right)),
        }
    }

    /// The seconds between the end of the earlier and the start of the later; 0 when they meet.
    ///
    /// ```
    /// use corroborate::model::Span;
    ///
    /// assert_eq!(Span::new(0, 10).gap_seconds(&Span::new(40, 50)), 30);
    /// assert_eq!(Span::new(0, 10).gap_seconds(&Span { start: None, end: Some(5) }), 0);
    /// ```
    #[must_use]
    pub fn gap_seconds(&self, other: &Self) -> i64 {
        let gap = |end: Option<i64>, start: Option<i64>| {
            end.zip(start).map_or(0, |(end, start)| start.saturating_sub(end))
        };
        gap(self.end, other.start).max(gap(other.end, self.start)).max(0)
    }

    /// How many seconds it lasts, or `None` when an end is open.
    #[must_use]
    pub fn duration(&self) -> Option<i64> {
        self.start.zip(self.end).map(|(start, end)| end.saturating_sub(start).max(0))
    }

    /// The second in the middle; the stated end where the other is open.
    #[must_use]
    pub fn midpoint(&self) -> Option<i64> {
        match (self.start, self.end) {
            (Some(start), Some(end)) => Some(start.midpoint(end)),
            (end, None) | (None, end) => end,
        }
    }
}
