//! What makes a text no time.

/// Why a text is not a [`TimeExtent`](super::TimeExtent), or a value not a part of one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimeError {
    /// There is no text.
    #[error("the time is empty; expected a date such as `2023-01-04`")]
    Empty,
    /// The text has none of the known forms.
    #[error(
        "`{text}` is not a date, time or interval; expected a form such as `2023-01-04`, `2023-01-04T18:30+03:00` or `2023-01-04/..`"
    )]
    Form {
        /// The text found, control characters escaped.
        text: Box<str>,
    },
    /// The year is outside of 1 to 9999.
    #[error("the year `{text}` is out of range; expected a year from 0001 to 9999")]
    Year {
        /// The year found.
        text: Box<str>,
    },
    /// There is no such month.
    #[error("the month in `{text}` is out of range; expected a month from 01 to 12")]
    Month {
        /// The text found.
        text: Box<str>,
    },
    /// The month has no such day.
    #[error("`{text}` is not a date of the calendar; expected day 01 to {last}")]
    Day {
        /// The text found.
        text: Box<str>,
        /// The last day of the month.
        last: u32,
    },
    /// There is no such time of the day.
    #[error("`{text}` is not a time of the day; expected 00:00 to 23:59, with seconds 00 to 59")]
    TimeOfDay {
        /// The time found.
        text: Box<str>,
    },
    /// The offset from UTC is none that a clock has.
    #[error("`{text}` is not an offset from UTC; expected `Z` or an offset from -18:00 to +18:00")]
    Offset {
        /// The offset found.
        text: Box<str>,
    },
    /// The interval runs backwards.
    #[error("the interval `{text}` ends before it starts; expected the earlier end first")]
    Reversed {
        /// The interval found.
        text: Box<str>,
    },
    /// The interval has neither a start nor an end.
    #[error(
        "the interval `{text}` has neither a start nor an end; expected a date on one side at least"
    )]
    NoEnds {
        /// The interval found.
        text: Box<str>,
    },
    /// The words name no part of a day.
    #[error("`{text}` is not a known part of the day; expected words such as `dawn` or `evening`")]
    PartOfDay {
        /// The words found.
        text: Box<str>,
    },
}
