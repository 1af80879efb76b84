mod laws;

use chrono::{DateTime, FixedOffset, NaiveDate};
use chrono_tz::Tz;

use super::{Endpoint, Form, PartOfDay, Precision, Qualifier, Span, TimeExtent, TimePoint};

#[track_caller]
fn time(text: &str) -> TimeExtent {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

fn unix(text: &str) -> i64 {
    DateTime::parse_from_rfc3339(text).unwrap().timestamp()
}

#[test]
fn every_form_is_printed_as_it_is_read() {
    for text in [
        "2023-01-04",
        "2023-01",
        "2023",
        "202X",
        "0001",
        "9999-12-31",
        "2024-02-29",
        "2024-01-20T18:30",
        "2024-01-20T18:30:05",
        "2024-01-20T18:30+03:00",
        "2024-01-20T18:30:05-04:30",
        "2024-01-20T18:30Z",
        "2024-01-20T04:15~",
        "2024-01-20T04:15Z?",
        "2023-01-04~",
        "2023-01?",
        "2023%",
        "2023-01-04/2023-01-06",
        "2023-01/2023-01-06",
        "2023-01-04~/2023-01-06?",
        "2024-01-20T18:30/2024-01-20T19:00",
        "2023-01-04/..",
        "../2023-01-04~",
        "2023-01-04/",
        "/2023-01-04",
    ] {
        assert_eq!(time(text).to_string(), text);
        let json = serde_json::to_string(text).unwrap();
        assert_eq!(serde_json::to_string(&time(text)).unwrap(), json);
        assert_eq!(serde_json::from_str::<TimeExtent>(&json).unwrap(), time(text));
    }
}

#[test]
fn other_spellings_are_read_as_the_usual_one() {
    for (text, printed) in [
        (" 2023-01-04 ", "2023-01-04"),
        ("2023-XX", "2023"),
        ("2023-XX-XX", "2023"),
        ("2023-01-XX~", "2023-01~"),
        ("2024-01-20T18:30+0300", "2024-01-20T18:30+03:00"),
        ("2024-01-20T18:30+03", "2024-01-20T18:30+03:00"),
        ("2024-01-20T18:30+00:00", "2024-01-20T18:30Z"),
        ("2024-01-20T18:30:05.250Z", "2024-01-20T18:30:05Z"),
    ] {
        assert_eq!(time(text).to_string(), printed, "{text}");
    }
}

#[test]
fn mistakes_are_named() {
    const FORMS: &str = "is not a date, time or interval; expected a form such as `2023-01-04`, `2023-01-04T18:30+03:00` or `2023-01-04/..`";
    const CLOCK: &str = "is not a time of the day; expected 00:00 to 23:59, with seconds 00 to 59";
    const OFFSET: &str =
        "is not an offset from UTC; expected `Z` or an offset from -18:00 to +18:00";
    const BACKWARDS: &str = "ends before it starts; expected the earlier end first";
    const NO_ENDS: &str = "has neither a start nor an end; expected a date on one side at least";
    let empty = "the time is empty; expected a date such as `2023-01-04`";
    for (text, message) in [
        ("", empty.to_owned()),
        ("  ", empty.to_owned()),
        (
            "2023-02-30",
            "`2023-02-30` is not a date of the calendar; expected day 01 to 28".to_owned(),
        ),
        (
            "2024-02-30~",
            "`2024-02-30~` is not a date of the calendar; expected day 01 to 29".to_owned(),
        ),
        (
            "2023-01-00",
            "`2023-01-00` is not a date of the calendar; expected day 01 to 31".to_owned(),
        ),
        (
            "2023-13",
            "the month in `2023-13` is out of range; expected a month from 01 to 12".to_owned(),
        ),
        (
            "2023-00-01",
            "the month in `2023-00-01` is out of range; expected a month from 01 to 12".to_owned(),
        ),
        ("0000", "the year `0000` is out of range; expected a year from 0001 to 9999".to_owned()),
        ("000X", "the year `000X` is out of range; expected a year from 0001 to 9999".to_owned()),
        ("2023-01-04T25:00", format!("`25:00` {CLOCK}")),
        ("2023-01-04T24:00", format!("`24:00` {CLOCK}")),
        ("2023-01-04T23:60", format!("`23:60` {CLOCK}")),
        ("2023-01-04T23:59:60Z", format!("`23:59:60` {CLOCK}")),
        ("2023-01-04T12:00+19:00", format!("`+19:00` {OFFSET}")),
        ("2023-01-04T12:00+03:60", format!("`+03:60` {OFFSET}")),
        ("2023-01-04T12:00+3", format!("`+3` {OFFSET}")),
        ("2023-01-04T12:00ZZ", format!("`ZZ` {OFFSET}")),
        ("2023-01-06/2023-01-04", format!("the interval `2023-01-06/2023-01-04` {BACKWARDS}")),
        (
            "2023-01-04T20:00/2023-01-04T18:00",
            format!("the interval `2023-01-04T20:00/2023-01-04T18:00` {BACKWARDS}"),
        ),
        ("../..", format!("the interval `../..` {NO_ENDS}")),
        ("/", format!("the interval `/` {NO_ENDS}")),
        ("../", format!("the interval `../` {NO_ENDS}")),
        ("yesterday", format!("`yesterday` {FORMS}")),
        ("04.01.2023", format!("`04.01.2023` {FORMS}")),
        ("2023-1-4", format!("`2023-1-4` {FORMS}")),
        ("20230104", format!("`20230104` {FORMS}")),
        ("-2023", format!("`-2023` {FORMS}")),
        ("12023", format!("`12023` {FORMS}")),
        ("2023-01-04 12:00", format!("`2023-01-04 12:00` {FORMS}")),
        ("2023-01T12:00", format!("`2023-01T12:00` {FORMS}")),
        ("2023-01-04T12", format!("`2023-01-04T12` {FORMS}")),
        ("2023-01-04T12:00.5", format!("`2023-01-04T12:00.5` {FORMS}")),
        ("2023-01-04~~", format!("`2023-01-04~~` {FORMS}")),
        ("2023-01-04/2023-01-05/2023-01-06", format!("`2023-01-05/2023-01-06` {FORMS}")),
        ("2023-XX-04", format!("`2023-XX-04` {FORMS}")),
        ("2023-01-04\n", format!("`2023-01-04\\n` {FORMS}")),
        ("٢٠٢٣", format!("`٢٠٢٣` {FORMS}")),
    ] {
        let error = text.parse::<TimeExtent>().unwrap_err();
        assert_eq!(error.to_string(), message, "{text:?}");
    }
}

#[test]
fn an_interval_is_reversed_only_when_it_is_so_in_every_zone() {
    // 20:00 at an unknown place may be before 19:00 in Baghdad.
    time("2023-01-04T20:00/2023-01-04T19:00+03:00");
    time("2023-01-04T20:00+03:00/2023-01-04T18:00Z");
    assert!("2023-01-04T20:00/2023-01-03T05:59Z".parse::<TimeExtent>().is_err());
    assert!("2023-01-04T20:00+03:00/2023-01-04T16:58Z".parse::<TimeExtent>().is_err());
    // A month that begins before the day still ends after it.
    time("2023-01-04/2023-01");
    time("2023-01-04/2023-01-04");
}

#[test]
fn the_parts_of_an_extent_are_at_hand() {
    let extent = time("2023-01-04~/2023-01-06T18:30+03:00?");
    assert!(extent.is_interval() && extent.is_approximate() && extent.is_uncertain());
    assert!(!extent.is_open() && !extent.is_fixed());
    assert_eq!(extent.precision(), Precision::Day);
    let (start, end) = (extent.start().unwrap(), extent.end().unwrap());
    assert_eq!(start.qualifier(), Qualifier { approximate: true, uncertain: false });
    assert_eq!(end.precision(), Precision::Minute);
    assert_eq!(end.offset(), FixedOffset::east_opt(3 * 3600));
    assert_eq!(end.local().to_string(), "2023-01-06 18:30:00");

    let open = time("2023-01-04/..");
    assert!(open.is_open() && open.end().is_none());
    assert!(matches!(open.form(), Form::Interval { end: Endpoint::Open, .. }));
    assert_eq!(time("/2023").precision(), Precision::Year);
    assert!(!time("2023").is_approximate());
}

#[test]
fn constructors_make_what_the_text_would() {
    let date = NaiveDate::from_ymd_opt(2023, 1, 4).unwrap();
    let moment = DateTime::parse_from_rfc3339("2024-01-20T18:30:05.9+03:00").unwrap();
    assert_eq!(TimeExtent::on(date), Ok(time("2023-01-04")));
    assert_eq!(TimeExtent::at(moment), Ok(time("2024-01-20T18:30:05+03:00")));
    assert_eq!(TimeExtent::month(2023, 1), Ok(time("2023-01")));
    assert_eq!(TimeExtent::year(2023), Ok(time("2023")));
    assert_eq!(TimeExtent::from(TimePoint::decade(2025).unwrap()), time("202X"));
    let day = TimePoint::on(date).unwrap();
    assert_eq!(TimeExtent::since(day), time("2023-01-04/.."));
    assert_eq!(TimeExtent::until(day), time("../2023-01-04"));
    assert_eq!(
        TimeExtent::on(NaiveDate::MAX).unwrap_err().to_string(),
        "the year `262142` is out of range; expected a year from 0001 to 9999"
    );
    assert_eq!(
        TimeExtent::month(2023, 13).unwrap_err().to_string(),
        "the month in `2023-13` is out of range; expected a month from 01 to 12"
    );
}

#[test]
fn spans_are_as_long_as_the_precision() {
    for (text, seconds) in [
        ("2024-01-20T18:30:05", 1),
        ("2024-01-20T18:30", 60),
        ("2024-01-20", 86_400),
        ("2024-02", 29 * 86_400),
        ("2023", 365 * 86_400),
        ("202X", 3653 * 86_400),
        ("2023-01-04/2023-01-06", 3 * 86_400),
    ] {
        assert_eq!(time(text).span(Tz::UTC).duration(), Some(seconds), "{text}");
    }
    assert_eq!(time("2023/..").span(Tz::UTC).end, None);
    assert_eq!(time("/2023").span(Tz::UTC).start, None);
    // The ends of what can be said.
    assert!(time("9999").span(Tz::UTC).duration().is_some());
    assert!(time("0001").span(chrono_tz::Asia::Baghdad).duration().is_some());
}

#[test]
fn a_stated_offset_wins_over_the_zone() {
    let extent = time("2024-01-20T18:30+03:00");
    let span = Span::new(unix("2024-01-20T15:30:00Z"), unix("2024-01-20T15:31:00Z"));
    assert_eq!(extent.span(chrono_tz::America::New_York), span);
    assert_eq!(extent.span_at(FixedOffset::east_opt(0).unwrap()), span);
    let local = time("2024-01-20T18:30");
    assert_eq!(local.span(chrono_tz::Asia::Baghdad), span);
    assert_eq!(local.span_at(FixedOffset::east_opt(3 * 3600).unwrap()), span);
}

#[test]
fn clock_changes_lose_no_time() {
    let beirut = chrono_tz::Asia::Beirut;
    // Clocks in Lebanon go from 00:00 to 01:00: the day has 23 hours, and none is between days.
    let (before, day) = (time("2024-03-30").span(beirut), time("2024-03-31").span(beirut));
    assert_eq!(before.end, day.start);
    assert_eq!(day.duration(), Some(23 * 3600));
    // And back from 00:00 to 23:00 in autumn.
    let (day, after) = (time("2024-10-26").span(beirut), time("2024-10-27").span(beirut));
    assert_eq!(day.end, after.start);
    assert_eq!(day.duration().zip(after.duration()), Some((25 * 3600, 24 * 3600)));

    let kyiv = chrono_tz::Europe::Kyiv;
    // 03:30 did not occur: it is read as half an hour after 03:00, that is 04:30.
    assert_eq!(time("2024-03-31T03:30").span(kyiv), time("2024-03-31T04:30").span(kyiv));
    // 03:30 occurred twice.
    let twice = time("2024-10-27T03:30").span(kyiv);
    assert_eq!(twice, Span::new(unix("2024-10-27T00:30:00Z"), unix("2024-10-27T01:31:00Z")));
}

#[test]
fn extents_are_compatible_when_they_meet_in_some_zone() {
    let zones = [chrono_tz::Asia::Baghdad, chrono_tz::America::New_York];
    let there = time("2023-12-26T04:45");
    assert!(there.compatible(&time("2023-12-25T20:45"), &zones));
    assert!(!there.compatible(&time("2023-12-25T20:45"), &zones[..1]));
    assert!(there.compatible(&time("2023-12-26"), &[]));
    assert!(!time("2023-12-24").compatible(&time("2023-12-26"), &zones));
    assert_eq!(there.plausible_spans(&zones).len(), 2);
    assert_eq!(time("2023-12-26T04:45Z").plausible_spans(&zones).len(), 1);
}

#[test]
fn parts_of_the_day_are_intervals_on_a_date() {
    let date = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let on = |part| TimeExtent::on_part_of_day(date, part).unwrap().to_string();
    assert_eq!(on(PartOfDay::Evening), "2024-01-01T17:00~/2024-01-01T21:00~");
    assert_eq!(on(PartOfDay::Night), "2024-01-01T20:00~/2024-01-02T06:00~");
    assert_eq!(on(PartOfDay::Overnight), "2023-12-31T20:00~/2024-01-01T06:00~");
    assert_eq!(on(PartOfDay::Midnight), "2023-12-31T23:00~/2024-01-01T01:00~");
}
