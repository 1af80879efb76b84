//! Times and counts as matching compares them: small intervals of whole numbers.

use chrono::NaiveDate;

use crate::model::{Quantity, Span};

/// A closed interval of minutes since 1970; open ends lie at the ends of `i32`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minutes {
    /// The first minute.
    pub start: i32,
    /// The last minute.
    pub end: i32,
}

/// Minutes of a day.
pub(crate) const DAY: i32 = 24 * 60;

impl Minutes {
    /// The whole of time.
    pub const ALWAYS: Self = Self { start: i32::MIN, end: i32::MAX };

    pub(super) fn of(span: Span) -> Self {
        let minutes = |seconds: i64| {
            i32::try_from(seconds.div_euclid(60)).unwrap_or(if seconds < 0 {
                i32::MIN
            } else {
                i32::MAX
            })
        };
        Self {
            start: span.start.map_or(i32::MIN, minutes),
            // Spans are half open, to the second.
            end: span.end.map_or(i32::MAX, |end| minutes(end - 1)),
        }
    }

    pub(super) fn on(date: NaiveDate) -> Self {
        let days = date.signed_duration_since(NaiveDate::default()).num_days();
        let start = i32::try_from(days).unwrap_or_default().saturating_mul(DAY);
        Self { start, end: start.saturating_add(DAY - 1) }
    }

    /// Whether the two share a minute.
    #[must_use]
    #[inline]
    pub const fn intersects(self, other: Self) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// The minutes between the two; 0 when they meet.
    #[must_use]
    #[inline]
    pub const fn gap(self, other: Self) -> i32 {
        if self.end < other.start {
            other.start.saturating_sub(self.end)
        } else if other.end < self.start {
            self.start.saturating_sub(other.end)
        } else {
            0
        }
    }

    /// The interval with so many minutes more on each side.
    #[must_use]
    pub const fn padded(self, before: i32, after: i32) -> Self {
        Self { start: self.start.saturating_sub(before), end: self.end.saturating_add(after) }
    }

    /// The day of the first minute, or of the last one when the start is open.
    #[must_use]
    pub const fn day(self) -> Option<i32> {
        if self.start != i32::MIN {
            Some(self.start.div_euclid(DAY))
        } else if self.end != i32::MAX {
            Some(self.end.div_euclid(DAY))
        } else {
            None
        }
    }

    /// The days that it covers, at most; `None` for an open interval.
    #[must_use]
    pub const fn length(self) -> Option<i32> {
        if self.start == i32::MIN || self.end == i32::MAX {
            None
        } else {
            Some(self.end.saturating_sub(self.start))
        }
    }
}

/// How finely an event time is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stated {
    /// Not at all.
    Nothing,
    /// A month, a year, several days.
    Coarse,
    /// A day.
    Day,
    /// An hour or better.
    Hour,
}

/// A range of counts; `max` is `u32::MAX` when nobody set a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Count {
    /// At least.
    pub min: u32,
    /// At most.
    pub max: u32,
}

impl Count {
    pub(super) fn of(quantity: &Quantity) -> Self {
        let clamp = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        Self { min: clamp(quantity.min()), max: quantity.max().map_or(u32::MAX, clamp) }
    }

    pub(super) fn add(self, other: Self) -> Self {
        Self { min: self.min.saturating_add(other.min), max: self.max.saturating_add(other.max) }
    }

    /// Whether both bounds are the same number.
    #[must_use]
    pub const fn is_exact(self) -> bool {
        self.min == self.max
    }

    /// Whether a number satisfies both.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.min <= other.max && other.min <= self.max
    }
}
