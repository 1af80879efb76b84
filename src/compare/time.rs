//! When: event times against each other, or against publication where there is none.

use super::{PlaceLevel, levels};
use crate::normalize::{DAY, Features, Minutes, NONE, PlaceConcept, Stated, others};

levels! {
    /// How two assertions agree in time.
    TimeLevel {
        /// Both give the hour, at most one hour apart.
        SameHour = "event times within an hour",
        /// Their days meet.
        SameDay = "same event day",
        /// Neighboring days.
        NextDay = "event days one apart",
        /// Neighboring days that are one if a speaker went by the clock at home: what happens in a night in
        /// Iraq happens on the evening before in Washington.
        ClockDay = "event days one apart, one by the speakers' clocks",
        /// Two or three days.
        FewDays = "event days two or three apart",
        /// A month against a day in it.
        Coarse = "coarse event time that fits",
        /// Farther.
        Apart = "event times apart",
        /// Both give the hour, up to three hours apart, or as far as the clocks of speaker and place.
        NextHours = "event times one to three hours apart",
        /// Both give the hour, and they are up to a day and a half apart.
        OtherHour = "event times hours apart",
        /// An event time, and a publication on the same day.
        PublishedSameDay = "published on the event's day",
        /// Published the day after.
        PublishedNextDay = "published the day after the event",
        /// Published two or three days after.
        PublishedFewDays = "published two or three days after the event",
        /// Published within a week.
        PublishedWeek = "published within a week of the event",
        /// Published the day before: a time zone, or another event.
        PublishedBefore = "published the day before the event",
        /// Published long before or after.
        PublishedApart = "published far from the event",
        /// No event time on either side; published on one day.
        BothSameDay = "published on the same day",
        /// Published on neighboring days.
        BothNextDay = "published on neighboring days",
        /// Published two or three days apart.
        BothFewDays = "published two or three days apart",
        /// Published within a week.
        BothWeek = "published within a week",
        /// Published farther apart.
        BothApart = "published farther apart",
        /// One of them has no time at all.
        OneUndated = "one is undated",
        /// Neither has.
        BothUndated = "both are undated",
        /// Neither has, and one document tells of both.
        UndatedTogether = "undated in one document",
    }
}

const HOUR: i32 = 60;

/// Whole days between two intervals: 0 when they meet or touch one day.
#[inline]
fn days_apart(left: Minutes, right: Minutes) -> i32 {
    left.gap(right).saturating_add(DAY - 1) / DAY
}

#[expect(clippy::inline_always, reason = "a call would cost as much, for each pair")]
#[inline(always)]
pub(super) fn compare(left: &Features, right: &Features) -> TimeLevel {
    match (left.stated, right.stated) {
        (Stated::Nothing, Stated::Nothing) => both_published(left, right),
        (Stated::Nothing, _) => event_and_publication(right, left),
        (_, Stated::Nothing) => event_and_publication(left, right),
        _ => both_stated(left, right),
    }
}

#[inline]
fn both_stated(left: &Features, right: &Features) -> TimeLevel {
    if left.stated == Stated::Coarse || right.stated == Stated::Coarse {
        return match days_apart(left.when, right.when) {
            0 => TimeLevel::Coarse,
            1 => TimeLevel::NextDay,
            _ => TimeLevel::Apart,
        };
    }
    if left.stated == Stated::Hour && right.stated == Stated::Hour {
        return by_hour(left, right);
    }
    match days_apart(left.when, right.when) {
        0 => TimeLevel::SameDay,
        1 if meet_by_clocks(left, right) => TimeLevel::ClockDay,
        1 => TimeLevel::NextDay,
        2 | 3 => TimeLevel::FewDays,
        _ => TimeLevel::Apart,
    }
}

/// Clocks closer to each other than this, in hours, explain no other date.
const LEAST_LAG_HOURS: i32 = 4;

/// When it was by the clock at the place, if the speaker went by the clock at home.
fn by_own_clock(row: &Features) -> Minutes {
    let lag = i32::from(row.lag_hours);
    if row.stated == Stated::Hour || lag.abs() < LEAST_LAG_HOURS {
        return row.when;
    }
    row.when.padded(-lag * HOUR, lag * HOUR)
}

/// Both give the hour.
fn by_hour(left: &Features, right: &Features) -> TimeLevel {
    let gap = left.when.gap(right.when);
    let is_lag = |row: &Features| {
        let lag = i32::from(row.lag_hours).abs();
        lag >= LEAST_LAG_HOURS && (gap - lag * HOUR).abs() <= HOUR
    };
    match gap {
        _ if gap <= HOUR => TimeLevel::SameHour,
        _ if gap <= 3 * HOUR || is_lag(left) || is_lag(right) => TimeLevel::NextHours,
        _ if gap <= 36 * HOUR => TimeLevel::OtherHour,
        _ if gap <= 3 * DAY => TimeLevel::FewDays,
        _ => TimeLevel::Apart,
    }
}

/// Whether two days meet when one or both speakers went by the clock at home.
fn meet_by_clocks(left: &Features, right: &Features) -> bool {
    let own = (by_own_clock(left), by_own_clock(right));
    own.0.intersects(right.when) || own.1.intersects(left.when)
}

#[inline]
fn event_and_publication(event: &Features, other: &Features) -> TimeLevel {
    if other.when == Minutes::ALWAYS {
        return TimeLevel::OneUndated;
    }
    if other.when.intersects(event.when) {
        return TimeLevel::PublishedSameDay;
    }
    let days = days_apart(event.when, other.when);
    let before = other.when.end < event.when.start;
    match (before, days) {
        (true, 1) => TimeLevel::PublishedBefore,
        (false, 1) => TimeLevel::PublishedNextDay,
        (false, 2 | 3) => TimeLevel::PublishedFewDays,
        (false, 4..=7) => TimeLevel::PublishedWeek,
        _ => TimeLevel::PublishedApart,
    }
}

#[inline]
fn both_published(left: &Features, right: &Features) -> TimeLevel {
    match (left.when == Minutes::ALWAYS, right.when == Minutes::ALWAYS) {
        (true, true) if left.document != NONE && left.document == right.document => {
            TimeLevel::UndatedTogether
        }
        (true, true) => TimeLevel::BothUndated,
        (true, false) | (false, true) => TimeLevel::OneUndated,
        (false, false) => match days_apart(left.when, right.when) {
            0 => TimeLevel::BothSameDay,
            1 => TimeLevel::BothNextDay,
            2 | 3 => TimeLevel::BothFewDays,
            4..=7 => TimeLevel::BothWeek,
            _ => TimeLevel::BothApart,
        },
    }
}

levels! {
    /// How much the agreement in time says, given the place and how many other events lie there in the
    /// ten days before and after.
    CoincidenceLevel {
        /// One site, close in time, and nothing else happens there.
        SiteCloseQuiet = "one site, close in time, nothing else there",
        /// A few other events.
        SiteCloseSome = "one site, close in time, a few other events there",
        /// Many other events.
        SiteCloseBusy = "one site, close in time, many other events there",
        /// An event nearly every day.
        SiteCloseDaily = "one site, close in time, events there nearly every day",
        /// One site, a day apart, and nothing else happens there.
        SiteNearQuiet = "one site, a day apart, nothing else there",
        /// A few other events.
        SiteNearSome = "one site, a day apart, a few other events there",
        /// Many other events.
        SiteNearBusy = "one site, a day apart, many other events there",
        /// An event nearly every day.
        SiteNearDaily = "one site, a day apart, events there nearly every day",
        /// One site, days apart, and nothing else happens there.
        SiteLooseQuiet = "one site, days apart, nothing else there",
        /// Other events.
        SiteLooseBusy = "one site, days apart, other events there",
        /// One area or no place, close in time, and little else happens in the country.
        AreaCloseQuiet = "one area, close in time, few other events in it",
        /// Many other events.
        AreaCloseBusy = "one area, close in time, many other events in it",
        /// Events every day.
        AreaCloseDaily = "one area, close in time, events in it every day",
        /// One area or no place, a day apart, and little else happens in the country.
        AreaNearQuiet = "one area, a day apart, few other events in it",
        /// Many other events.
        AreaNearBusy = "one area, a day apart, many other events in it",
        /// Events every day.
        AreaNearDaily = "one area, a day apart, events in it every day",
        /// One area or no place, days apart, and little else happens in the country.
        AreaLooseQuiet = "one area, days apart, few other events in it",
        /// Many other events.
        AreaLooseBusy = "one area, days apart, many other events in it",
        /// Two places, whatever the time.
        Elsewhere = "two places",
        /// Undated: what else happens says nothing.
        Undated = "undated",
    }
}

impl CoincidenceLevel {
    /// Whether pairs at a level of time can come out at this one. `placed` says that both name a place;
    /// never too seldom.
    pub(crate) fn can_be(self, time: TimeLevel, placed: bool) -> bool {
        use CoincidenceLevel as C;
        let close = match self {
            C::Elsewhere => return placed && closeness(time).is_some(),
            C::Undated => return closeness(time).is_none(),
            _ if !placed && self < C::AreaCloseQuiet => return false,
            C::SiteCloseQuiet
            | C::SiteCloseSome
            | C::SiteCloseBusy
            | C::SiteCloseDaily
            | C::AreaCloseQuiet
            | C::AreaCloseBusy
            | C::AreaCloseDaily => 0,
            C::SiteNearQuiet
            | C::SiteNearSome
            | C::SiteNearBusy
            | C::SiteNearDaily
            | C::AreaNearQuiet
            | C::AreaNearBusy
            | C::AreaNearDaily => 1,
            C::SiteLooseQuiet | C::SiteLooseBusy | C::AreaLooseQuiet | C::AreaLooseBusy => 2,
        };
        closeness(time) == Some(close)
    }
}

/// Whether a level of time stands for close in time (0), a day apart (1) or farther (2); `None` where a
/// statement has no time.
#[inline]
fn closeness(time: TimeLevel) -> Option<u8> {
    use TimeLevel as T;
    match time {
        T::SameHour | T::SameDay | T::PublishedSameDay | T::BothSameDay => Some(0),
        T::NextDay
        | T::ClockDay
        | T::NextHours
        | T::OtherHour
        | T::PublishedNextDay
        | T::PublishedBefore
        | T::BothNextDay => Some(1),
        T::OneUndated | T::BothUndated | T::UndatedTogether => None,
        _ => Some(2),
    }
}

/// What of a place decides where other events count as coincidences. No place has neither.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scope {
    is_site: bool,
    has_country: bool,
}

impl Scope {
    pub(super) fn of(place: &PlaceConcept) -> Self {
        Self {
            is_site: !place.is_region && place.point.is_some(),
            has_country: place.country.is_some(),
        }
    }
}

#[inline]
pub(super) fn coincidence(
    time: TimeLevel,
    place: PlaceLevel,
    rows: [&Features; 2],
    scopes: [Scope; 2],
) -> CoincidenceLevel {
    use CoincidenceLevel as C;
    let Some(closeness) = closeness(time) else { return C::Undated };
    if place.is_apart() {
        return C::Elsewhere;
    }
    // Other events count as coincidences around the site where both name one; in the country, or
    // anywhere, where one of them names only that.
    let [left, right] = rows;
    if place.is_local() && scopes[0].is_site && scopes[1].is_site {
        return match (closeness, others(true, left, right, [true; 2])) {
            (0, 0) => C::SiteCloseQuiet,
            (0, 1..=3) => C::SiteCloseSome,
            (0, 4..=9) => C::SiteCloseBusy,
            (0, _) => C::SiteCloseDaily,
            (1, 0) => C::SiteNearQuiet,
            (1, 1..=3) => C::SiteNearSome,
            (1, 4..=9) => C::SiteNearBusy,
            (1, _) => C::SiteNearDaily,
            (_, 0) => C::SiteLooseQuiet,
            _ => C::SiteLooseBusy,
        };
    }
    let known = [scopes[0].has_country, scopes[1].has_country];
    match (closeness, others(false, left, right, known)) {
        (0, 0..=3) => C::AreaCloseQuiet,
        (0, 4..=15) => C::AreaCloseBusy,
        (0, _) => C::AreaCloseDaily,
        (1, 0..=3) => C::AreaNearQuiet,
        (1, 4..=15) => C::AreaNearBusy,
        (1, _) => C::AreaNearDaily,
        (_, 0..=3) => C::AreaLooseQuiet,
        _ => C::AreaLooseBusy,
    }
}
