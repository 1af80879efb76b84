//! When something happened, as far as a speaker says: EDTF dates, times, intervals.
//!
//! A [`TimeExtent`] is what was said. A [`Span`] is where it lies on the time line once a zone is
//! chosen: dates and times without an offset are local to a place that the text does not name.

mod error;
mod parse;
mod part_of_day;
mod point;
mod span;
#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, NaiveDate};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize, Serializer};

pub use error::TimeError;
pub use part_of_day::PartOfDay;
pub use point::{Precision, Qualifier, TimePoint};
pub use span::Span;

/// When something happened, as one speaker gave it: a date, a time, or an interval.
///
/// The text forms are those of ISO 8601 and EDTF: `2023-01-04`, `2023-01`, `2023`, `202X`,
/// `2024-01-20T18:30+03:00`, intervals `A/B`, `A/..`, `../B` (and `A/`, `/B` for an end that is not
/// known), each end with a trailing `~` for approximate, `?` for uncertain, `%` for both. After a
/// date-time these marks are an extension of EDTF.
///
/// # Examples
///
/// ```
/// use corroborate::model::TimeExtent;
///
/// let day: TimeExtent = "2024-01-20".parse()?;
/// let minute: TimeExtent = "2024-01-20T18:30+03:00".parse()?;
///
/// // A date is the whole local day; in Baghdad this one contains the minute.
/// let zone = chrono_tz::Asia::Baghdad;
/// assert!(day.span(zone).contains(&minute.span(zone)));
/// // What is printed reads back the same.
/// assert_eq!(minute.to_string(), "2024-01-20T18:30+03:00");
///
/// let error = "2023-02-30".parse::<TimeExtent>().unwrap_err();
/// assert_eq!(error.to_string(), "`2023-02-30` is not a date of the calendar; expected day 01 to 28");
/// # Ok::<(), corroborate::model::TimeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "std::borrow::Cow<'_, str>")]
pub struct TimeExtent {
    // Invariant: an interval has at least one stated end, and is not certain to run backwards.
    form: Form,
}

/// The shape of a [`TimeExtent`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Form {
    /// A date or time; how long it lasts is its [`Precision`].
    Instant(TimePoint),
    /// From the start of one to the end of the other.
    Interval {
        /// Where it starts.
        start: Endpoint,
        /// Where it ends.
        end: Endpoint,
    },
}

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Endpoint {
    /// A date or time.
    At(TimePoint),
    /// There is none (`..`): it goes on, or has always been.
    Open,
    /// There is one, and it is not known (empty).
    Unknown,
}

impl Endpoint {
    /// The date or time, if one is stated.
    #[must_use]
    pub const fn point(&self) -> Option<TimePoint> {
        match self {
            Self::At(point) => Some(*point),
            Self::Open | Self::Unknown => None,
        }
    }
}

impl From<TimePoint> for TimeExtent {
    fn from(point: TimePoint) -> Self {
        Self { form: Form::Instant(point) }
    }
}

impl TimeExtent {
    /// One day, local to the place.
    ///
    /// # Errors
    ///
    /// [`TimeError::Year`] when the year is outside of 1 to 9999.
    ///
    /// ```
    /// use corroborate::model::TimeExtent;
    ///
    /// let date = chrono::NaiveDate::from_ymd_opt(2023, 1, 4).expect("a date of the calendar");
    /// assert_eq!(TimeExtent::on(date)?.to_string(), "2023-01-04");
    /// # Ok::<(), corroborate::model::TimeError>(())
    /// ```
    pub fn on(date: NaiveDate) -> Result<Self, TimeError> {
        TimePoint::on(date).map(Self::from)
    }

    /// One second. Fractions of it are dropped.
    ///
    /// # Errors
    ///
    /// [`TimeError::Year`] when the year is outside of 1 to 9999, [`TimeError::Offset`] when the
    /// offset is not whole minutes or beyond 18 hours.
    pub fn at(time: DateTime<FixedOffset>) -> Result<Self, TimeError> {
        TimePoint::at(time).map(Self::from)
    }

    /// One month, local to the place.
    ///
    /// # Errors
    ///
    /// [`TimeError::Year`] and [`TimeError::Month`] when there is no such month.
    pub fn month(year: i32, month: u32) -> Result<Self, TimeError> {
        TimePoint::month(year, month).map(Self::from)
    }

    /// One year, local to the place.
    ///
    /// # Errors
    ///
    /// [`TimeError::Year`] when the year is outside of 1 to 9999.
    pub fn year(year: i32) -> Result<Self, TimeError> {
        TimePoint::year(year).map(Self::from)
    }

    /// From the start of one point to the end of the other.
    ///
    /// # Errors
    ///
    /// [`TimeError::Reversed`] when the end lies before the start in every time zone.
    ///
    /// ```
    /// use corroborate::model::{TimeExtent, TimePoint};
    ///
    /// let (first, last) = (TimePoint::month(2023, 10)?, TimePoint::month(2023, 12)?);
    /// assert_eq!(TimeExtent::between(first, last)?.to_string(), "2023-10/2023-12");
    /// assert_eq!(
    ///     TimeExtent::between(last, first).unwrap_err().to_string(),
    ///     "the interval `2023-12/2023-10` ends before it starts; expected the earlier end first"
    /// );
    /// # Ok::<(), corroborate::model::TimeError>(())
    /// ```
    pub fn between(start: TimePoint, end: TimePoint) -> Result<Self, TimeError> {
        Self::interval(Endpoint::At(start), Endpoint::At(end))
    }

    /// From a point on, with no end.
    #[must_use]
    pub const fn since(start: TimePoint) -> Self {
        Self { form: Form::Interval { start: Endpoint::At(start), end: Endpoint::Open } }
    }

    /// Up to and with a point, with no start.
    #[must_use]
    pub const fn until(end: TimePoint) -> Self {
        Self { form: Form::Interval { start: Endpoint::Open, end: Endpoint::At(end) } }
    }

    /// An interval of any two ends.
    ///
    /// # Errors
    ///
    /// [`TimeError::Reversed`] when the end lies before the start in every time zone,
    /// [`TimeError::NoEnds`] when neither end is stated.
    pub fn interval(start: Endpoint, end: Endpoint) -> Result<Self, TimeError> {
        let extent = Self { form: Form::Interval { start, end } };
        match (start, end) {
            (Endpoint::At(start), Endpoint::At(end)) if end.surely_before(&start) => {
                Err(TimeError::Reversed { text: extent.to_string().into() })
            }
            (Endpoint::At(_), _) | (_, Endpoint::At(_)) => Ok(extent),
            _ => Err(TimeError::NoEnds { text: extent.to_string().into() }),
        }
    }

    /// A part of a day, as an interval with approximate ends; see [`PartOfDay`] for the hours.
    ///
    /// # Errors
    ///
    /// [`TimeError::Year`] when the year is outside of 1 to 9999.
    ///
    /// ```
    /// use corroborate::model::{PartOfDay, TimeExtent};
    ///
    /// let date = chrono::NaiveDate::from_ymd_opt(2023, 1, 4).expect("a date of the calendar");
    /// let dawn = TimeExtent::on_part_of_day(date, PartOfDay::Dawn)?;
    /// assert_eq!(dawn.to_string(), "2023-01-04T03:30~/2023-01-04T06:30~");
    /// # Ok::<(), corroborate::model::TimeError>(())
    /// ```
    pub fn on_part_of_day(date: NaiveDate, part: PartOfDay) -> Result<Self, TimeError> {
        let (start, end) = part.hours_on(date);
        Self::between(TimePoint::around(start)?, TimePoint::around(end)?)
    }

    /// The shape: one point, or an interval.
    #[must_use]
    pub const fn form(&self) -> Form {
        self.form
    }

    /// The stated start: the point itself where there is only one, `None` at an open or unknown end.
    #[must_use]
    pub const fn start(&self) -> Option<TimePoint> {
        match &self.form {
            Form::Instant(point) => Some(*point),
            Form::Interval { start, .. } => start.point(),
        }
    }

    /// The stated end: the point itself where there is only one, `None` at an open or unknown end.
    #[must_use]
    pub const fn end(&self) -> Option<TimePoint> {
        match &self.form {
            Form::Instant(point) => Some(*point),
            Form::Interval { end, .. } => end.point(),
        }
    }

    /// Whether it is an interval rather than one date or time.
    #[must_use]
    pub const fn is_interval(&self) -> bool {
        matches!(self.form, Form::Interval { .. })
    }

    /// Whether an end of it is open or unknown.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.start().is_none() || self.end().is_none()
    }

    /// Whether any end carries `~` or `%`.
    #[must_use]
    pub fn is_approximate(&self) -> bool {
        self.points().any(|point| point.qualifier().approximate)
    }

    /// Whether any end carries `?` or `%`.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        self.points().any(|point| point.qualifier().uncertain)
    }

    /// The coarsest precision among its stated ends.
    #[must_use]
    pub fn precision(&self) -> Precision {
        self.points().map(|point| point.precision()).min().unwrap_or(Precision::Decade)
    }

    /// Whether every stated end names its offset, so that the zone of the place plays no part.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.points().all(|point| point.offset().is_some())
    }

    fn points(&self) -> impl Iterator<Item = TimePoint> {
        let second = if self.is_interval() { self.end() } else { None };
        self.start().into_iter().chain(second)
    }

    /// Where it lies on the time line when what has no offset is local time in `zone`.
    ///
    /// A local time that a clock change skips is moved on by the length of the gap; one that occurs
    /// twice covers both.
    ///
    /// ```
    /// use corroborate::model::{Span, TimeExtent};
    ///
    /// let day: TimeExtent = "1970-01-02".parse()?;
    /// assert_eq!(day.span(chrono_tz::UTC), Span::new(86_400, 172_800));
    /// // Midnight comes three hours earlier in Baghdad.
    /// assert_eq!(day.span(chrono_tz::Asia::Baghdad), Span::new(75_600, 162_000));
    /// # Ok::<(), corroborate::model::TimeError>(())
    /// ```
    #[must_use]
    pub fn span(&self, zone: Tz) -> Span {
        self.span_by(|point| point.span(&zone))
    }

    /// Where it lies on the time line when what has no offset is at `offset`.
    #[must_use]
    pub fn span_at(&self, offset: FixedOffset) -> Span {
        self.span_by(|point| point.span(&offset))
    }

    fn span_by(&self, mut span: impl FnMut(&TimePoint) -> (i64, i64)) -> Span {
        match &self.form {
            Form::Instant(point) => {
                let (start, end) = span(point);
                Span::new(start, end)
            }
            Form::Interval { start, end } => {
                let start = start.point().map(|point| span(&point).0);
                let end = end.point().map(|point| span(&point).1);
                // Ends of which only one has an offset may cross in a zone that is far from it.
                let end = end.map(|end| start.map_or(end, |start| end.max(start)));
                Span { start, end }
            }
        }
    }

    /// The spans it may have when it is read in any of the zones, sorted, each once.
    ///
    /// One span where every end names its offset. No zones stand for UTC.
    #[must_use]
    pub fn plausible_spans(&self, zones: &[Tz]) -> Vec<Span> {
        if zones.is_empty() || self.is_fixed() {
            return vec![self.span(Tz::UTC)];
        }
        let mut spans: Vec<Span> = zones.iter().map(|zone| self.span(*zone)).collect();
        spans.sort_unstable();
        spans.dedup();
        spans
    }

    /// Whether both may be about one moment: read in any of the zones, each in its own, they meet.
    ///
    /// Symmetric. Marks such as `~` do not widen anything here.
    ///
    /// ```
    /// use corroborate::model::TimeExtent;
    ///
    /// // A Washington speaker dates by Eastern time what was the next day in Iraq.
    /// let there: TimeExtent = "2023-12-26T04:45+03:00".parse()?;
    /// let washington: TimeExtent = "2023-12-25".parse()?;
    /// let (baghdad, eastern) = (chrono_tz::Asia::Baghdad, chrono_tz::America::New_York);
    /// assert!(!there.compatible(&washington, &[baghdad]));
    /// assert!(there.compatible(&washington, &[baghdad, eastern]));
    /// # Ok::<(), corroborate::model::TimeError>(())
    /// ```
    #[must_use]
    pub fn compatible(&self, other: &Self, zones: &[Tz]) -> bool {
        let others = other.plausible_spans(zones);
        self.plausible_spans(zones)
            .iter()
            .any(|span| others.iter().any(|other| span.intersects(other)))
    }
}

impl FromStr for TimeExtent {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        parse::extent(text)
    }
}

impl TryFrom<&str> for TimeExtent {
    type Error = TimeError;

    fn try_from(text: &str) -> Result<Self, TimeError> {
        text.parse()
    }
}

impl TryFrom<std::borrow::Cow<'_, str>> for TimeExtent {
    type Error = TimeError;

    fn try_from(text: std::borrow::Cow<'_, str>) -> Result<Self, TimeError> {
        text.parse()
    }
}

impl From<TimeExtent> for String {
    fn from(extent: TimeExtent) -> Self {
        extent.to_string()
    }
}

impl TimeExtent {
    /// The same for people, in place of the signs of the format: "about 2023-01-04",
    /// "2023-10-17 to 2023-11-03", "until 2023-10-31", "2023-01-04 09:00 +03:00".
    ///
    /// ```
    /// use corroborate::model::TimeExtent;
    ///
    /// let words = |text: &str| text.parse().map(|time: TimeExtent| time.in_words());
    /// assert_eq!(words("2023-01-04T09:00~")?, "about 2023-01-04 09:00");
    /// assert_eq!(words("../2023-10-31~")?, "until about 2023-10-31");
    /// assert_eq!(words("2023-10-17/..")?, "from 2023-10-17 on");
    /// assert_eq!(words("2023-10?/2023-11")?, "2023-10 (uncertain) to 2023-11");
    /// # Ok::<(), corroborate::model::TimeError>(())
    /// ```
    #[must_use]
    pub fn in_words(&self) -> String {
        match &self.form {
            Form::Instant(point) => point.in_words(),
            Form::Interval { start, end } => match (start, end) {
                (Endpoint::At(start), Endpoint::At(end)) => {
                    format!("{} to {}", start.in_words(), end.in_words())
                }
                (Endpoint::At(start), Endpoint::Open) => format!("from {} on", start.in_words()),
                (Endpoint::At(start), Endpoint::Unknown) => {
                    format!("from {}, end not known", start.in_words())
                }
                (Endpoint::Open, Endpoint::At(end)) => format!("until {}", end.in_words()),
                (Endpoint::Unknown, Endpoint::At(end)) => {
                    format!("until {}, start not known", end.in_words())
                }
                _ => "at any time".to_owned(),
            },
        }
    }
}

impl fmt::Display for TimeExtent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.form {
            Form::Instant(point) => point.fmt(f),
            Form::Interval { start, end } => write!(f, "{start}/{end}"),
        }
    }
}

impl Serialize for TimeExtent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Form::Instant(point) = &self.form
            && let Some(digits) = point.plain()
        {
            return serializer.serialize_str(digits.as_str());
        }
        serializer.collect_str(self)
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(point) => point.fmt(f),
            Self::Open => f.write_str(".."),
            Self::Unknown => Ok(()),
        }
    }
}

impl fmt::Debug for TimeExtent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TimeExtent({self})")
    }
}
