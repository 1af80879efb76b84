//! Times from text.

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

use super::point::{MAX_OFFSET, Precision, Qualifier, TimePoint};
use super::{Endpoint, TimeError, TimeExtent};
use crate::text::has_control;

/// Longer than any time is; what is longer is not repeated whole in an error.
const LONGEST: usize = 80;

pub(super) fn extent(text: &str) -> Result<TimeExtent, TimeError> {
    let mut trimmed = text;
    while let Some(rest) = trimmed.strip_prefix(' ').or_else(|| trimmed.strip_suffix(' ')) {
        trimmed = rest;
    }
    if trimmed.is_empty() {
        return Err(TimeError::Empty);
    }
    if trimmed.len() > LONGEST {
        return Err(form_error(trimmed));
    }
    let extent = trimmed_extent(trimmed);
    // No time has a control character, and no error is to repeat one.
    if extent.is_err() && has_control(trimmed) { Err(form_error(trimmed)) } else { extent }
}

fn trimmed_extent(trimmed: &str) -> Result<TimeExtent, TimeError> {
    let Some((start, end)) = split_once(trimmed, b'/') else {
        return point(trimmed).map(TimeExtent::from);
    };
    TimeExtent::interval(endpoint(start)?, endpoint(end)?).map_err(|error| match error {
        // As written, rather than as it would be printed.
        TimeError::Reversed { .. } => TimeError::Reversed { text: trimmed.into() },
        TimeError::NoEnds { .. } => TimeError::NoEnds { text: trimmed.into() },
        other => other,
    })
}

/// The two sides of an ASCII mark. Nearly every line has a date, for which a search by patterns is slow.
fn split_once(text: &str, mark: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == mark)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// The parts between ASCII marks.
fn split(text: &str, mark: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let parts = split_once(text, mark);
        rest = parts.map(|(_, after)| after);
        Some(parts.map_or(text, |(before, _)| before))
    })
}

fn form_error(text: &str) -> TimeError {
    let mut shown = String::new();
    for letter in text.chars().take(LONGEST) {
        if letter.is_control() {
            shown.extend(letter.escape_default());
        } else {
            shown.push(letter);
        }
    }
    TimeError::Form { text: shown.into() }
}

fn endpoint(text: &str) -> Result<Endpoint, TimeError> {
    match text {
        ".." => Ok(Endpoint::Open),
        "" => Ok(Endpoint::Unknown),
        _ => point(text).map(Endpoint::At),
    }
}

fn point(text: &str) -> Result<TimePoint, TimeError> {
    let (stem, qualifier) = match text.char_indices().next_back() {
        Some((at, mark @ ('~' | '?' | '%'))) => (
            text.get(..at).unwrap_or_default(),
            Qualifier { approximate: mark != '?', uncertain: mark != '~' },
        ),
        _ => (text, Qualifier::default()),
    };
    let point = match split_once(stem, b'T') {
        Some((date, time)) => date_time(text, date, time)?,
        None => date(text, stem)?,
    };
    Ok(point.qualified(qualifier))
}

/// A number of exactly so many ASCII digits.
fn digits(text: &str, width: usize) -> Option<u32> {
    (text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

fn year(text: &str, stem: &str) -> Result<i32, TimeError> {
    let year = digits(stem, 4).ok_or_else(|| form_error(text))?;
    match i32::try_from(year) {
        Ok(year @ 1..=9999) => Ok(year),
        _ => Err(TimeError::Year { text: stem.into() }),
    }
}

/// A date of any precision, unspecified digits (`X`) included.
fn date(text: &str, stem: &str) -> Result<TimePoint, TimeError> {
    if let Some(decade) = stem.strip_suffix('X').and_then(|decade| digits(decade, 3)) {
        let first = i32::try_from(decade * 10).unwrap_or_default();
        return TimePoint::decade(first).map_err(|_| TimeError::Year { text: stem.into() });
    }
    let mut parts = split(stem, b'-');
    let (first, second, third) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    if parts.next().is_some() {
        return Err(form_error(text));
    }
    let year = year(text, first)?;
    match (second, third) {
        // A month or day that is said not to be specified is not said.
        (None | Some("XX"), None) | (Some("XX"), Some("XX")) => TimePoint::year(year),
        (Some(month), None | Some("XX")) => {
            let month = digits(month, 2).ok_or_else(|| form_error(text))?;
            TimePoint::month(year, month).map_err(|_| TimeError::Month { text: text.into() })
        }
        (Some(month), Some(day)) => TimePoint::on(civil_date(text, year, month, day)?),
        (None, Some(_)) => Err(form_error(text)),
    }
}

fn calendar_date(text: &str, stem: &str) -> Result<NaiveDate, TimeError> {
    let mut parts = split(stem, b'-');
    let year = year(text, parts.next().unwrap_or_default())?;
    let (Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next()) else {
        return Err(form_error(text));
    };
    civil_date(text, year, month, day)
}

fn civil_date(text: &str, year: i32, month: &str, day: &str) -> Result<NaiveDate, TimeError> {
    let (Some(month), Some(day)) = (digits(month, 2), digits(day, 2)) else {
        return Err(form_error(text));
    };
    let month_start =
        TimePoint::first_of(year, month).map_err(|_| TimeError::Month { text: text.into() })?;
    month_start.with_day(day).ok_or_else(|| TimeError::Day {
        text: text.into(),
        last: u32::from(month_start.num_days_in_month()),
    })
}

fn date_time(text: &str, day: &str, time: &str) -> Result<TimePoint, TimeError> {
    let (clock, offset) = match time.bytes().position(|byte| matches!(byte, b'Z' | b'+' | b'-')) {
        Some(at) => (time.get(..at).unwrap_or_default(), time.get(at..)),
        None => (time, None),
    };
    let date = calendar_date(text, day)?;
    let (precision, clock) = time_of_day(text, clock)?;
    let offset = offset.map(|offset| parse_offset(text, offset)).transpose()?;
    TimePoint::new(precision, NaiveDateTime::new(date, clock), offset)
}

fn time_of_day(text: &str, clock: &str) -> Result<(Precision, NaiveTime), TimeError> {
    // Fractions of a second are read and dropped.
    let (whole, fraction) = match split_once(clock, b'.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (clock, None),
    };
    if fraction.is_some_and(|fraction| {
        fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit())
    }) {
        return Err(form_error(text));
    }
    let mut parts = split(whole, b':');
    let (Some(hour), Some(minute), second, None) = (
        parts.next().and_then(|part| digits(part, 2)),
        parts.next().and_then(|part| digits(part, 2)),
        parts.next(),
        parts.next(),
    ) else {
        return Err(form_error(text));
    };
    let (precision, second) = match second {
        Some(second) => (Precision::Second, digits(second, 2).ok_or_else(|| form_error(text))?),
        None if fraction.is_some() => return Err(form_error(text)),
        None => (Precision::Minute, 0),
    };
    let time = NaiveTime::from_hms_opt(hour, minute, second)
        .ok_or_else(|| TimeError::TimeOfDay { text: clock.into() })?;
    Ok((precision, time))
}

/// `Z`, `+03:00`, `+0300` or `+03`.
fn parse_offset(text: &str, offset: &str) -> Result<FixedOffset, TimeError> {
    let error = || TimeError::Offset { text: offset.into() };
    if offset == "Z" {
        return FixedOffset::east_opt(0).ok_or_else(error);
    }
    let Some((sign, rest)) = offset.split_at_checked(1) else { return Err(form_error(text)) };
    let sign = if sign == "-" { -1 } else { 1 };
    let (hours, minutes) = match (split_once(rest, b':'), rest.len()) {
        (Some(parts), _) => parts,
        (None, 4) => rest.split_at_checked(2).ok_or_else(error)?,
        (None, _) => (rest, "00"),
    };
    let (Some(hours), Some(minutes @ 0..60)) = (digits(hours, 2), digits(minutes, 2)) else {
        return Err(error());
    };
    let seconds = i32::try_from(hours * 3600 + minutes * 60).map_err(|_| error())?;
    if seconds > MAX_OFFSET {
        return Err(error());
    }
    FixedOffset::east_opt(sign * seconds).ok_or_else(error)
}
