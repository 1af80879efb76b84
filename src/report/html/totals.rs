//! Totals as charts: what each speaker states, over the period it states it for, beside what is in the
//! data.

use chrono::{DateTime, NaiveTime};
use maud::{Markup, html};

use super::{GROUPS, charts, group};
use crate::report::Report;
use crate::report::cards::{READING_OF_TOTALS, Total, by_status, totals};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 120.0;
/// In seconds.
const DAY: i64 = 86_400;
/// The width of the bar of what was found.
const BAR: f64 = 6.0;
/// The most speakers that have a chart of their own; the table has them all.
const MOST_CHARTS: usize = 24;

/// A chart for each speaker, and a table with all totals.
pub(super) fn section(report: &Report<'_>) -> Markup {
    let totals = totals(report);
    let by_speaker: Vec<&[Total<'_>]> =
        totals.chunk_by(|left, right| left.speaker == right.speaker).collect();
    html! {
        p { (READING_OF_TOTALS) }
        p.quiet {
            "In the charts a line spans the period of a total at the height of the number stated, \
             dashed where it has no stated start, and a faint band reaches up where a range is \
             stated. The bar at its end is what is found, by status."
        }
        div.grid {
            @for totals in by_speaker.iter().take(MOST_CHARTS) { (chart(report, totals)) }
        }
        @if by_speaker.len() > MOST_CHARTS {
            p.quiet { (by_speaker.len() - MOST_CHARTS) " more speakers are in the table only." }
        }
        (charts::legend())
        div.scroll tabindex="0" role="region" aria-label="Table of totals" {
            table.tallies {
                thead {
                    tr {
                        th scope="col" { "Speaker" } th scope="col" { "Period" }
                        th scope="col" { "Of what" }
                        th.n scope="col" { "Stated" } th.n scope="col" { "Found" }
                        th scope="col" { "Found, by status" }
                    }
                }
                tbody {
                    @for total in &totals {
                        tr {
                            th scope="row" { (total.speaker) }
                            td { (total.period) }
                            td { (total.of) }
                            td.n { (total.stated) }
                            td.n { (total.tally.found) }
                            td { (by_status(total.tally)) }
                        }
                    }
                }
            }
        }
    }
}

fn chart(report: &Report<'_>, totals: &[Total<'_>]) -> Markup {
    let Some(speaker) = totals.first().map(|total| &total.speaker) else { return html! {} };
    // A total without a start begins where the first event does that was found for it.
    let first_found = |total: &Total<'_>| {
        let place = *report.event_places.get(total.tally.events.first()?)?;
        let day = charts::day(report, report.reconciliation.events.get(place)?)?;
        Some(day.and_time(NaiveTime::MIN).and_utc().timestamp())
    };
    let starts = totals.iter().filter_map(|total| total.from.or_else(|| first_found(total)));
    let ends = || totals.iter().filter_map(|total| total.to);
    let (Some(first), Some(last)) = (starts.chain(ends()).min(), ends().max()) else {
        return html! {};
    };
    // A total of one day still has a width.
    let first = first.min(last.saturating_sub(DAY));
    let long = charts::as_f64(last.saturating_sub(first));
    let at = |second: i64| WIDTH * charts::as_f64(second.saturating_sub(first)) / long;
    let most = totals
        .iter()
        .map(|total| total.low.max(total.high.unwrap_or(0)).max(total.tally.found))
        .max()
        .unwrap_or(0)
        .max(1);
    let up = |number: u64| HEIGHT * charts::share(number, most);
    let day = |second: i64| {
        let day = DateTime::from_timestamp(second, 0).map(|time| time.date_naive());
        day.map(|day| day.to_string()).unwrap_or_default()
    };
    let drawing = html! {
        @for total in totals {
            (mark(total, total.from.map_or(0.0, at), total.to.map_or(WIDTH, at), &up))
        }
    };
    let ends = [&*day(first), &*day(last.saturating_sub(1))];
    html! {
        figure {
            figcaption { (speaker) }
            (charts::plot((WIDTH, HEIGHT), &describe(speaker, totals), &most.to_string(), ends, &drawing))
        }
    }
}

fn mark(total: &Total<'_>, left: f64, right: f64, up: &dyn Fn(u64) -> f64) -> Markup {
    let (left, width) = (left.min(right - 2.0), (right - left).max(2.0));
    let y = HEIGHT - up(total.low);
    let mut found = Vec::new();
    let mut top = HEIGHT;
    let mut counts = [0_u64; GROUPS.len()];
    for (status, count) in &total.tally.by_occurrence {
        if let Some(known) = counts.get_mut(group(*status)) {
            *known += count;
        }
    }
    for ((class, _, _), count) in GROUPS.iter().zip(counts).filter(|(_, count)| *count > 0) {
        let height = up(count);
        top -= height;
        found.push((*class, top, height));
    }
    html! {
        g {
            title {
                (total.period) ": " (total.stated) " stated, " (total.tally.found) " in the data"
            }
            @for (class, y, height) in found {
                rect class=(class) x=(format!("{:.1}", right - BAR)) y=(format!("{y:.1}"))
                    width=(BAR) height=(format!("{height:.1}")) {}
            }
            @if let Some(high) = total.high.filter(|high| *high > total.low) {
                rect.band x=(format!("{left:.1}")) y=(format!("{:.1}", HEIGHT - up(high)))
                    width=(format!("{width:.1}")) height=(format!("{:.1}", up(high) - up(total.low))) {}
            }
            line class=(if total.from.is_none() { "stated open" } else { "stated" }) x1=(format!("{left:.1}")) x2=(format!("{right:.1}"))
                y1=(format!("{y:.1}")) y2=(format!("{y:.1}")) {}
        }
    }
}

/// The chart for those who do not see it; the table has the rest.
fn describe(speaker: &str, totals: &[Total<'_>]) -> String {
    let some = totals.iter().take(5).map(|total| {
        format!("{}: {} stated, {} in the data", total.period, total.stated, total.tally.found)
    });
    let mut shown = format!("Totals by {speaker}. {}", some.collect::<Vec<_>>().join("; "));
    if totals.len() > 5 {
        shown.push_str("; more in the table");
    }
    shown
}
