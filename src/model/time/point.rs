//! One date or time, with its precision, its offset and its marks.

use std::fmt::{self, Write as _};

use chrono::{
    DateTime, Datelike, Days, FixedOffset, MappedLocalTime, Months, NaiveDate, NaiveDateTime,
    NaiveTime, Offset, TimeDelta, TimeZone, Timelike,
};

use super::TimeError;

/// How finely a date or time is given. Coarser is less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Precision {
    /// Ten years: `202X`.
    Decade,
    /// `2023`.
    Year,
    /// `2023-01`.
    Month,
    /// `2023-01-04`.
    Day,
    /// `2023-01-04T18:30`.
    Minute,
    /// `2023-01-04T18:30:05`.
    Second,
}

/// What the speaker thinks of the date: the marks of EDTF.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Qualifier {
    /// `~` or `%`: near to this.
    pub approximate: bool,
    /// `?` or `%`: perhaps not this.
    pub uncertain: bool,
}

impl fmt::Display for Qualifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.approximate, self.uncertain) {
            (false, false) => "",
            (true, false) => "~",
            (false, true) => "?",
            (true, true) => "%",
        })
    }
}

/// One date or time: a local reading of clock and calendar, as fine as its precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimePoint {
    precision: Precision,
    // Invariant: years 1 to 9999, and everything finer than the precision at its least value.
    local: NaiveDateTime,
    // Invariant: absent unless the precision is finer than a day; whole minutes, up to 18 hours.
    offset: Option<FixedOffset>,
    qualifier: Qualifier,
}

impl TimePoint {
    /// One day.
    ///
    /// # Errors
    ///
    /// [`TimeError::Year`] when the year is outside of 1 to 9999.
    pub fn on(date: NaiveDate) -> Result<Self, TimeError> {
        Self::new(Precision::Day, date.and_time(NaiveTime::MIN), None)
    }

    /// One month.
    ///
    /// # Errors
    ///
    /// [`TimeError::Year`] and [`TimeError::Month`] when there is no such month.
    pub fn month(year: i32, month: u32) -> Result<Self, TimeError> {
        let date = Self::first_of(year, month)?;
        Self::new(Precision::Month, date.and_time(NaiveTime::MIN), None)
    }

    /// One year.
    ///
    /// # Errors
    ///
    /// [`TimeError::Year`] when the year is outside of 1 to 9999.
    pub fn year(year: i32) -> Result<Self, TimeError> {
        let date = Self::first_of(year, 1)?;
        Self::new(Precision::Year, date.and_time(NaiveTime::MIN), None)
    }

    /// The ten years that share all but the last digit of `year`.
    ///
    /// # Errors
    ///
    /// [`TimeError::Year`] when the decade does not lie within the years 1 to 9999.
    pub fn decade(year: i32) -> Result<Self, TimeError> {
        let date = Self::first_of(year - year.rem_euclid(10), 1)?;
        Self::new(Precision::Decade, date.and_time(NaiveTime::MIN), None)
    }

    /// One second, with its offset. Fractions of it are dropped.
    ///
    /// # Errors
    ///
    /// [`TimeError::Year`] when the year is outside of 1 to 9999, [`TimeError::Offset`] when the
    /// offset is not whole minutes or beyond 18 hours.
    pub fn at(time: DateTime<FixedOffset>) -> Result<Self, TimeError> {
        let offset = *time.offset();
        if offset.local_minus_utc() % 60 != 0 || offset.local_minus_utc().abs() > MAX_OFFSET {
            return Err(TimeError::Offset { text: offset.to_string().into() });
        }
        Self::new(Precision::Second, time.naive_local(), Some(offset))
    }

    /// One minute of local time, marked as approximate.
    pub(super) fn around(time: NaiveDateTime) -> Result<Self, TimeError> {
        let point = Self::new(Precision::Minute, time, None)?;
        Ok(point.qualified(Qualifier { approximate: true, uncertain: false }))
    }

    /// The first day of a month.
    pub(super) fn first_of(year: i32, month: u32) -> Result<NaiveDate, TimeError> {
        if !(1..=9999).contains(&year) {
            return Err(TimeError::Year { text: year.to_string().into() });
        }
        NaiveDate::from_ymd_opt(year, month, 1)
            .ok_or_else(|| TimeError::Month { text: format!("{year:04}-{month:02}").into() })
    }

    /// The caller gives an offset only with a precision finer than a day.
    pub(super) fn new(
        precision: Precision,
        local: NaiveDateTime,
        offset: Option<FixedOffset>,
    ) -> Result<Self, TimeError> {
        if !(1..=9999).contains(&local.year()) {
            return Err(TimeError::Year { text: local.year().to_string().into() });
        }
        let second = if precision == Precision::Second { local.second() } else { 0 };
        let local = local.with_second(second).and_then(|local| local.with_nanosecond(0));
        let local = local.expect("every minute has these seconds");
        Ok(Self { precision, local, offset, qualifier: Qualifier::default() })
    }

    /// The same with other marks.
    #[must_use]
    pub const fn qualified(mut self, qualifier: Qualifier) -> Self {
        self.qualifier = qualifier;
        self
    }

    /// How finely it is given.
    #[must_use]
    pub const fn precision(&self) -> Precision {
        self.precision
    }

    /// Its first moment by the local clock.
    #[must_use]
    pub const fn local(&self) -> NaiveDateTime {
        self.local
    }

    /// The offset from UTC, if stated.
    #[must_use]
    pub const fn offset(&self) -> Option<FixedOffset> {
        self.offset
    }

    /// Its marks.
    #[must_use]
    pub const fn qualifier(&self) -> Qualifier {
        self.qualifier
    }

    /// The first local moment after it.
    fn local_end(&self) -> NaiveDateTime {
        let end = match self.precision {
            Precision::Decade => self.local.checked_add_months(Months::new(120)),
            Precision::Year => self.local.checked_add_months(Months::new(12)),
            Precision::Month => self.local.checked_add_months(Months::new(1)),
            Precision::Day => self.local.checked_add_days(Days::new(1)),
            Precision::Minute | Precision::Second => {
                self.local.checked_add_signed(TimeDelta::seconds(self.clock_seconds()))
            }
        };
        end.expect("years up to 9999 are far from the end of the calendar")
    }

    const fn clock_seconds(&self) -> i64 {
        if matches!(self.precision, Precision::Second) { 1 } else { 60 }
    }

    /// Start and end in seconds since 1970 when it is local time in `zone`, unless it has an offset.
    pub(super) fn span<Z: TimeZone>(&self, zone: &Z) -> (i64, i64) {
        if let Some(offset) = self.offset {
            let shift = i64::from(offset.local_minus_utc());
            let seconds = |local: NaiveDateTime| local.and_utc().timestamp() - shift;
            return (seconds(self.local), seconds(self.local_end()));
        }
        let (first, last) = unix_seconds(self.local, zone);
        if self.precision > Precision::Day {
            // Both of the two occurrences that a clock set back gives.
            return (first, last + self.clock_seconds());
        }
        // A day ends when the next first begins.
        let (end, _) = unix_seconds(self.local_end(), zone);
        (first, end.max(first))
    }

    /// Whether it ends before `start` begins, in whatever zone those without an offset are.
    pub(super) fn surely_before(&self, start: &Self) -> bool {
        let (start_at, end_at) = (start.local.and_utc(), self.local_end().and_utc());
        let shift = |point: &Self| point.offset.map(|offset| i64::from(offset.local_minus_utc()));
        // Local clocks run from 12 hours behind UTC to 14 ahead of it.
        let slack = match (shift(start), shift(self)) {
            (Some(start), Some(end)) => start - end,
            (None, None) => 0,
            (None, Some(end)) => 14 * 3600 - end,
            (Some(start), None) => start + 12 * 3600,
        };
        end_at.timestamp() + slack <= start_at.timestamp()
    }
}

/// The largest offset that ISO 8601 profiles allow, in seconds.
pub(super) const MAX_OFFSET: i32 = 18 * 3600;

/// The first and the last moment at which clocks in the zone show the time.
fn unix_seconds<Z: TimeZone>(local: NaiveDateTime, zone: &Z) -> (i64, i64) {
    let at = |offset: &Z::Offset| {
        local.and_utc().timestamp() - i64::from(offset.fix().local_minus_utc())
    };
    match zone.offset_from_local_datetime(&local) {
        MappedLocalTime::Single(offset) => (at(&offset), at(&offset)),
        MappedLocalTime::Ambiguous(first, last) => {
            (at(&first).min(at(&last)), at(&first).max(at(&last)))
        }
        MappedLocalTime::None => {
            // The clock was set ahead over this time: read it by the offset before the change,
            // which is the one a day earlier.
            let before = local.checked_sub_days(Days::new(1)).unwrap_or(local);
            let moment = at(&zone.offset_from_utc_datetime(&before));
            (moment, moment)
        }
    }
}

impl TimePoint {
    /// The same for people: "about 2023-01-04 09:00 +03:00", "2020s", "2023-01 (uncertain)".
    pub(super) fn in_words(&self) -> String {
        let mut words = String::with_capacity(24);
        if self.qualifier.approximate {
            words.push_str("about ");
        }
        words.push_str(self.digits(' ').as_str());
        if self.precision == Precision::Decade {
            words.pop();
            words.push_str("0s");
        }
        match self.offset.map(|offset| offset.local_minus_utc()) {
            None => {}
            Some(0) => words.push_str(" UTC"),
            Some(seconds) => {
                let sign = if seconds < 0 { '-' } else { '+' };
                let minutes = seconds.abs() / 60;
                _ = write!(words, " {sign}{:02}:{:02}", minutes / 60, minutes % 60);
            }
        }
        if self.qualifier.uncertain {
            words.push_str(" (uncertain)");
        }
        words
    }

    /// Its text, where that is the local reading alone.
    pub(super) fn plain(&self) -> Option<Digits> {
        (self.offset.is_none() && self.qualifier == Qualifier::default()).then(|| self.digits('T'))
    }

    /// The local reading as far as its precision goes, with a character between date and time.
    fn digits(&self, between: char) -> Digits {
        let local = self.local;
        let mut digits = Digits::default();
        let year = local.year().unsigned_abs();
        digits.two(year / 100);
        digits.two(year);
        match self.precision {
            Precision::Decade => {
                digits.length -= 1;
                digits.push('X');
                return digits;
            }
            Precision::Year => return digits,
            _ => {}
        }
        digits.push('-');
        digits.two(local.month());
        if self.precision == Precision::Month {
            return digits;
        }
        digits.push('-');
        digits.two(local.day());
        if self.precision == Precision::Day {
            return digits;
        }
        digits.push(between);
        digits.two(local.hour());
        digits.push(':');
        digits.two(local.minute());
        if self.precision == Precision::Second {
            digits.push(':');
            digits.two(local.second());
        }
        digits
    }
}

/// A date and a time in digits. Nearly every line of the data and of a report has one, for which the
/// machinery of formatting is slow.
#[derive(Default)]
pub(super) struct Digits {
    // Invariant: ASCII as far as the length goes.
    bytes: [u8; 20],
    length: usize,
}

impl Digits {
    fn push(&mut self, letter: char) {
        if let (Some(place), Ok(byte)) = (self.bytes.get_mut(self.length), u8::try_from(letter)) {
            *place = byte;
            self.length += 1;
        }
    }

    /// The last two digits of a number.
    fn two(&mut self, number: u32) {
        for digit in [number / 10 % 10, number % 10] {
            self.push(char::from_digit(digit, 10).unwrap_or('0'));
        }
    }

    pub(super) fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl fmt::Display for TimePoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.digits('T').as_str())?;
        match self.offset.map(|offset| offset.local_minus_utc()) {
            None => {}
            Some(0) => f.write_str("Z")?,
            Some(seconds) => {
                let sign = if seconds < 0 { '-' } else { '+' };
                let minutes = seconds.abs() / 60;
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)?;
            }
        }
        self.qualifier.fmt(f)
    }
}
