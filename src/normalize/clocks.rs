//! What clocks showed, remembered by month, and by day where they are set.

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;
use rustc_hash::FxHashMap;

use crate::model::{Precision, Span, TimeExtent};

/// The offsets of zones in the months, and on the days, on which nobody sets the clocks. Most statements are of
/// such a day, and the rules of a zone need not be asked for each.
#[derive(Debug, Default)]
pub(super) struct Clocks {
    /// By zone, year and month; `None` where the clocks are set in the month or within two days of it.
    months: FxHashMap<(Tz, i32, u32), Option<FixedOffset>>,
    /// By zone and day in other months; `None` where the clocks are set on the day or the day before or after.
    days: FxHashMap<(Tz, NaiveDate), Option<FixedOffset>>,
}

/// On which days a zone is asked for one day: at midnight by UTC, so that the day by any clock lies between.
const AROUND_A_DAY: std::ops::RangeInclusive<i64> = -1..=2;

/// On which days of a month a zone is asked, from the first: every second one from two before it to two or
/// more after it. Nobody sets the clocks twice within two days.
fn asked() -> impl Iterator<Item = i64> {
    (-2..=34).step_by(2)
}

impl Clocks {
    /// Where a time lies that is read in a zone: as [`TimeExtent::span`] has it.
    pub(super) fn span(&mut self, time: &TimeExtent, zone: Tz) -> Span {
        match day(time).and_then(|date| self.steady(zone, date)) {
            Some(offset) => time.span_at(offset),
            None => time.span(zone),
        }
    }

    /// How many seconds the clocks of a zone were ahead of UTC when a day began by UTC.
    pub(super) fn seconds_ahead(&mut self, zone: Tz, date: NaiveDate) -> i32 {
        let offset = self.steady(zone, date).unwrap_or_else(|| at_midnight(zone, date));
        offset.local_minus_utc()
    }

    /// The offset of a zone in the month of a day and two days around it, if it was one; else on the day and
    /// those beside it.
    fn steady(&mut self, zone: Tz, date: NaiveDate) -> Option<FixedOffset> {
        let month = (zone, date.year(), date.month());
        let of_month = self.months.entry(month).or_insert_with(|| {
            let first = date.with_day(1)?;
            the_one(asked().map(|days| day_after(first, days, zone)))
        });
        of_month.or_else(|| {
            let of_day = self.days.entry((zone, date));
            *of_day.or_insert_with(|| the_one(AROUND_A_DAY.map(|days| day_after(date, days, zone))))
        })
    }
}

/// The offset of a zone so many days after a day.
fn day_after(date: NaiveDate, days: i64, zone: Tz) -> Option<FixedOffset> {
    Some(at_midnight(zone, date.checked_add_signed(TimeDelta::days(days))?))
}

/// The offset that all of them are.
fn the_one(mut offsets: impl Iterator<Item = Option<FixedOffset>>) -> Option<FixedOffset> {
    let first = offsets.next()?;
    offsets.all(|other| other == first).then_some(first)?
}

fn at_midnight(zone: Tz, date: NaiveDate) -> FixedOffset {
    zone.offset_from_utc_datetime(&date.and_time(NaiveTime::MIN)).fix()
}

/// The day of a time that lies within one.
fn day(time: &TimeExtent) -> Option<NaiveDate> {
    let (start, end) = (time.start()?, time.end()?);
    let date = start.local().date();
    let is_day = date == end.local().date()
        && [start, end].iter().all(|point| point.precision() >= Precision::Day);
    is_day.then_some(date)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn clocks_that_are_set_twice_in_a_month_are_read_as_they_are_then() {
        for (zone, month) in [
            (chrono_tz::Asia::Gaza, "2040-10"),
            (chrono_tz::Asia::Gaza, "2054-03"),
            (chrono_tz::America::Recife, "2000-10"),
            (chrono_tz::Africa::Casablanca, "2024-03"),
        ] {
            let mut clocks = Clocks::default();
            for day in 1..=30 {
                let time: TimeExtent = format!("{month}-{day:02}T12:00").parse().unwrap();
                assert_eq!(clocks.span(&time, zone), time.span(zone), "{zone} {month}-{day}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_time_is_read_as_its_zone_says(
            zone in 0..chrono_tz::TZ_VARIANTS.len(),
            year in 1900..2100_i32,
            at in "(0[1-9]|1[012])(-([01][1-9]|2[0-8])(T[01][0-9]:[0-5][05])?)?",
            until in proptest::option::of("(0[1-9]|1[012])-([01][1-9]|2[0-8])"),
        ) {
            let zone = chrono_tz::TZ_VARIANTS[zone];
            let text = match until {
                Some(until) => format!("{year}-{at}/{year}-{until}"),
                None => format!("{year}-{at}"),
            };
            let Ok(time) = text.parse::<TimeExtent>() else { return Ok(()) };
            let mut clocks = Clocks::default();
            for _ in 0..2 {
                prop_assert_eq!(clocks.span(&time, zone), time.span(zone), "{} {}", text, zone);
            }
            if let Some(date) = day(&time) {
                let ahead = at_midnight(zone, date).local_minus_utc();
                prop_assert_eq!(clocks.seconds_ahead(zone, date), ahead);
            }
        }
    }
}
