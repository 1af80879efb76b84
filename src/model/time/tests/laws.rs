use chrono::{Datelike, FixedOffset, NaiveDate, TimeZone};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::super::{Endpoint, PartOfDay, Precision, Qualifier, Span, TimeExtent, TimePoint};

fn points() -> impl Strategy<Value = TimePoint> {
    let date = (1..=9999, 1..=12_u32, 1..=31_u32)
        .prop_filter_map("no such day", |(year, month, day)| {
            NaiveDate::from_ymd_opt(year, month, day)
        });
    let marks = (any::<bool>(), any::<bool>())
        .prop_map(|(approximate, uncertain)| Qualifier { approximate, uncertain });
    let clock = (0..24_u32, 0..60_u32, 0..60_u32);
    (date, clock, proptest::option::of(-18 * 60..=18 * 60_i32), marks, 0..6_u8).prop_filter_map(
        "no such decade",
        |(date, (hour, minute, second), offset, marks, precision)| {
            let local = date.and_hms_opt(hour, minute, second)?;
            let offset = offset.and_then(|minutes| FixedOffset::east_opt(minutes * 60));
            let point = match precision {
                0 => TimePoint::decade(date.year()),
                1 => TimePoint::year(date.year()),
                2 => TimePoint::month(date.year(), date.month()),
                3 => TimePoint::on(date),
                4 => TimePoint::new(Precision::Minute, local, offset),
                _ => TimePoint::new(Precision::Second, local, offset),
            };
            point.ok().map(|point| point.qualified(marks))
        },
    )
}

fn extents() -> impl Strategy<Value = TimeExtent> {
    let endpoints = || {
        prop_oneof![
            6 => points().prop_map(Endpoint::At),
            1 => Just(Endpoint::Open),
            1 => Just(Endpoint::Unknown),
        ]
    };
    prop_oneof![
        points().prop_map(TimeExtent::from),
        (endpoints(), endpoints())
            .prop_filter_map("reversed", |(start, end)| TimeExtent::interval(start, end).ok()),
    ]
}

fn zones() -> impl Strategy<Value = Tz> {
    proptest::sample::select(vec![
        Tz::UTC,
        chrono_tz::Asia::Baghdad,
        chrono_tz::Asia::Beirut,
        chrono_tz::Asia::Tehran,
        chrono_tz::Europe::Kyiv,
        chrono_tz::America::New_York,
        chrono_tz::Pacific::Apia,
    ])
}

fn spans() -> impl Strategy<Value = Span> {
    let end = || proptest::option::weighted(0.9, -50..50_i64);
    (end(), end()).prop_map(|(start, end)| Span { start, end })
}

proptest! {
    #[test]
    fn printing_then_parsing_is_identity(extent in extents()) {
        prop_assert_eq!(extent.to_string().parse::<TimeExtent>(), Ok(extent));
    }

    #[test]
    fn no_text_panics(text in any::<String>()) {
        let _ = text.parse::<TimeExtent>();
        let _ = text.parse::<PartOfDay>();
    }

    #[test]
    fn no_text_like_a_time_panics(text in "[0-9XTZ:./~?%+-]{0,24}") {
        if let Ok(extent) = text.parse::<TimeExtent>() {
            prop_assert_eq!(extent.to_string().parse::<TimeExtent>(), Ok(extent));
        }
    }

    #[test]
    fn every_span_has_a_duration_that_is_not_negative(extent in extents(), zone in zones()) {
        let span = extent.span(zone);
        prop_assert!(span.duration().is_none_or(|seconds| seconds >= 0));
        prop_assert_eq!(span.duration().is_none(), extent.is_open());
        if !extent.is_interval() {
            prop_assert!(!span.is_empty() || extent.precision() <= Precision::Day);
        }
    }

    #[test]
    fn days_in_a_row_meet_in_every_zone(days in 0..40_000_u64, zone in zones()) {
        let first = NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + chrono::Days::new(days);
        let next = first.succ_opt().unwrap();
        let (first, next) = (TimeExtent::on(first).unwrap(), TimeExtent::on(next).unwrap());
        prop_assert_eq!(first.span(zone).end, next.span(zone).start);
    }

    #[test]
    fn a_moment_is_read_back_in_its_zone(seconds in -2_000_000_000..4_000_000_000_i64, zone in zones()) {
        let local = zone.timestamp_opt(seconds, 0).unwrap().naive_local();
        let point = TimePoint::new(Precision::Second, local, None).unwrap();
        let span = TimeExtent::from(point).span(zone);
        prop_assert!(span.contains(&Span::new(seconds, seconds + 1)));
    }

    #[test]
    fn compatibility_is_symmetric(
        left in extents(),
        right in extents(),
        zones in proptest::collection::vec(zones(), 0..3),
    ) {
        prop_assert_eq!(left.compatible(&right, &zones), right.compatible(&left, &zones));
        prop_assert!(left.compatible(&left, &zones) || left.span(Tz::UTC).is_empty());
    }

    #[test]
    fn an_intersection_is_what_both_contain(left in spans(), right in spans(), second in -60..60_i64) {
        let one = Span::new(second, second + 1);
        let both = left.intersection(&right);
        prop_assert_eq!(both, right.intersection(&left));
        prop_assert_eq!(both.is_some(), left.intersects(&right));
        let contains = both.is_some_and(|both| both.contains(&one));
        prop_assert_eq!(contains, left.contains(&one) && right.contains(&one));
    }

    #[test]
    fn a_gap_is_what_keeps_spans_apart(left in spans(), right in spans()) {
        prop_assume!(!left.is_empty() && !right.is_empty());
        let gap = left.gap_seconds(&right);
        prop_assert_eq!(gap, right.gap_seconds(&left));
        prop_assert!(gap == 0 || !left.intersects(&right));
        let hull = left.hull(&right);
        prop_assert!(hull.contains(&left) && hull.contains(&right));
        if let (Some(hull), Some(left), Some(right)) = (hull.duration(), left.duration(), right.duration())
            && gap > 0
        {
            prop_assert_eq!(hull, left + gap + right);
        }
    }
}
