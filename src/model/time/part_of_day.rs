//! Words for parts of the day.

use std::str::FromStr;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};

use super::TimeError;

/// A part of the day in a speaker's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PartOfDay {
    /// 03:30 to 06:30.
    Dawn,
    /// 00:00 to 06:00.
    EarlyHours,
    /// 06:00 to 12:00.
    Morning,
    /// 11:00 to 13:00.
    Noon,
    /// 12:00 to 18:00.
    Afternoon,
    /// 17:00 to 21:00.
    Evening,
    /// 20:00 to 06:00 of the next day.
    Night,
    /// The night that ends on the date: 20:00 of the day before to 06:00.
    Overnight,
    /// 23:00 of the day before to 01:00: midnight begins the date.
    Midnight,
}

impl PartOfDay {
    /// When it starts and ends on a date, by the local clock.
    #[must_use]
    pub fn hours_on(self, date: NaiveDate) -> (NaiveDateTime, NaiveDateTime) {
        let yesterday = date.checked_sub_days(Days::new(1)).unwrap_or(date);
        let tomorrow = date.checked_add_days(Days::new(1)).unwrap_or(date);
        let (start, end) = match self {
            Self::Dawn => ((date, 3, 30), (date, 6, 30)),
            Self::EarlyHours => ((date, 0, 0), (date, 6, 0)),
            Self::Morning => ((date, 6, 0), (date, 12, 0)),
            Self::Noon => ((date, 11, 0), (date, 13, 0)),
            Self::Afternoon => ((date, 12, 0), (date, 18, 0)),
            Self::Evening => ((date, 17, 0), (date, 21, 0)),
            Self::Night => ((date, 20, 0), (tomorrow, 6, 0)),
            Self::Overnight => ((yesterday, 20, 0), (date, 6, 0)),
            Self::Midnight => ((yesterday, 23, 0), (date, 1, 0)),
        };
        let moment = |(date, hour, minute): (NaiveDate, u32, u32)| {
            date.and_time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default())
        };
        (moment(start), moment(end))
    }
}

impl FromStr for PartOfDay {
    type Err = TimeError;

    fn from_str(words: &str) -> Result<Self, TimeError> {
        Err(TimeError::PartOfDay { text: words.into() })
    }
}
