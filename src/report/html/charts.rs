//! The charts of the page, as SVG and as tables with bars.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDate};
use maud::{Markup, html};

use super::{GROUPS, event, group};
use crate::model::{Assertion, Outcome, Quantity};
use crate::reconcile::{ReconciledEvent, View};
use crate::report::story::LinkStory;
use crate::report::{Report, clean};

/// One bar of a chart.
pub(super) struct Bar<'a> {
    pub(super) label: &'a str,
    pub(super) explained: &'a str,
    pub(super) class: &'a str,
    pub(super) count: u64,
}

/// Bars that are a table, too.
pub(super) fn bars(title: &str, bars: &[Bar<'_>]) -> Markup {
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
    html! {
        @if !bars.is_empty() {
            figure {
                table.bars {
                    caption { (title) }
                    thead.sr { tr { th scope="col" { "What" } th scope="col" { "How many" } } }
                    tbody {
                        @for bar in bars {
                            tr {
                                th scope="row" {
                                    (bar.label)
                                    @if !bar.explained.is_empty() {
                                        br; span.quiet { (bar.explained) }
                                    }
                                }
                                td {
                                    span class={ "bar " (bar.class) }
                                        style=(format!("width:{:.1}%", percent(bar.count, most))) {}
                                    " " (bar.count)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "the width of a bar")]
fn percent(count: u64, most: u64) -> f64 {
    // The number stands beside the bar.
    80.0 * count as f64 / most as f64
}

/// The day of an event, by the earliest time that a live statement gives for it, else by the
/// earliest publication; in UTC, which is good enough to place a mark.
pub(super) fn day(report: &Report<'_>, event: &ReconciledEvent) -> Option<NaiveDate> {
    let live = || event.assertions.iter().filter_map(|id| report.assertion(id));
    let start = |time: &crate::model::TimeExtent| {
        let span = time.span(chrono_tz::UTC);
        span.start.or(span.end)
    };
    let stated = live().filter_map(|one| one.event()?.time.as_ref()).filter_map(start).min();
    let published = || live().filter_map(Assertion::published).filter_map(start).min();
    let second = stated.or_else(published)?;
    Some(DateTime::from_timestamp(second, 0)?.date_naive())
}

/// How long a column of the timeline is, and which column a day falls into.
type Step = (&'static str, fn(NaiveDate) -> i64);

/// The most columns of the timeline.
const MAX_COLUMNS: i64 = 120;
const CHART_WIDTH: f64 = 960.0;
const CHART_HEIGHT: f64 = 160.0;
/// The widest column, where there are few.
const WIDEST_BAR: f64 = 40.0;

/// How many events there are over time, by status.
pub(super) fn timeline(report: &Report<'_>) -> Markup {
    let events = &report.reconciliation.events;
    let days: Vec<(NaiveDate, usize)> = events
        .iter()
        .filter_map(|event| Some((day(report, event)?, group(event.occurrence))))
        .collect();
    let (Some(first), Some(last)) =
        (days.iter().map(|(day, _)| *day).min(), days.iter().map(|(day, _)| *day).max())
    else {
        return html! {};
    };
    // The finest step that leaves columns wide enough to see.
    let steps: [Step; 4] = [
        ("day", |day| i64::from(day.num_days_from_ce())),
        ("week", |day| i64::from(day.num_days_from_ce() - 1).div_euclid(7)),
        ("month", |day| i64::from(day.year()) * 12 + i64::from(day.month0())),
        ("year", |day| i64::from(day.year())),
    ];
    let fits = |step: &&Step| step.1(last) - step.1(first) < MAX_COLUMNS;
    let (unit, column) = steps.iter().find(fits).unwrap_or(&steps[3]);
    let mut counts: BTreeMap<i64, [usize; GROUPS.len()]> = BTreeMap::new();
    let mut starts: BTreeMap<i64, NaiveDate> = BTreeMap::new();
    for (day, group) in &days {
        let column = column(*day);
        if let Some(count) = counts.entry(column).or_default().get_mut(*group) {
            *count += 1;
        }
        let start = starts.entry(column).or_insert(*day);
        *start = (*start).min(*day);
    }
    let most = counts.values().map(|counts| counts.iter().sum::<usize>()).max().unwrap_or(1);
    let columns = (column(last) - column(first) + 1).max(1);
    let slot = CHART_WIDTH / as_f64(columns);
    let width = (slot - 1.0).clamp(0.6, WIDEST_BAR);
    let mut bars = Vec::new();
    for (at, counts) in &counts {
        let x = (as_f64(at - column(first)) + 0.5) * slot - width / 2.0;
        let mut y = CHART_HEIGHT;
        for (place, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let height = CHART_HEIGHT * scaled(*count, most);
            y -= height;
            let (class, name, _) = GROUPS[place];
            let from = starts.get(at).map(ToString::to_string).unwrap_or_default();
            let title = format!("{unit} of {from}: {count} {name}");
            bars.push((x, y, height, class, title));
        }
    }
    let describe = format!(
        "Events by {unit} from {first} to {last}, at most {most} in one {unit}, by status."
    );
    let drawing = html! {
        @for (x, y, height, class, title) in &bars {
            rect class=(class) x=(format!("{x:.1}")) y=(format!("{y:.1}"))
                width=(format!("{width:.1}")) height=(format!("{height:.1}")) {
                title { (title) }
            }
        }
    };
    let size = (CHART_WIDTH, CHART_HEIGHT);
    html! {
        figure.wide {
            figcaption { "Events over time (by " (unit) ")" }
            (plot(size, &describe, &most.to_string(), [&first.to_string(), &last.to_string()], &drawing))
            (legend())
        }
    }
}

/// A drawing over time with its scale: the drawing is stretched to the room there is, and the words
/// beside it are not, so that they can be read on a phone.
pub(super) fn plot(
    (width, height): (f64, f64),
    describe: &str,
    most: &str,
    [first, last]: [&str; 2],
    drawing: &Markup,
) -> Markup {
    html! {
        div.plot {
            div.scale aria-hidden="true" { span { (most) } span { "0" } }
            svg viewBox=(format!("0 0 {width} {height}")) preserveAspectRatio="none"
                role="img" aria-label=(describe) { (drawing) }
            div.ends aria-hidden="true" { span { (first) } @if last != first { span { (last) } } }
        }
    }
}

/// The colors of the statuses.
pub(super) fn legend() -> Markup {
    html! {
        p.legend {
            @for (class, name, _) in GROUPS {
                span { i class=(class) {} " " (name) } " "
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a place on a chart")]
pub(super) fn as_f64(number: i64) -> f64 {
    number as f64
}

#[expect(clippy::cast_precision_loss, reason = "a place on a chart")]
pub(super) fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole.max(1) as f64
}

#[expect(clippy::cast_precision_loss, reason = "a place on a chart")]
fn scaled(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// How many munitions were fired according to one assertion, where it gives exact numbers: the
/// fired ones, else the sum of their parts.
fn fired(assertion: &Assertion) -> Option<u64> {
    let munitions = &assertion.event()?.munitions;
    let sum = |stage: &dyn Fn(Outcome) -> bool| {
        let counts = munitions.iter().filter(|one| stage(one.outcome));
        let counts: Option<Vec<u64>> = counts
            .map(|one| one.count.as_ref().filter(|count| count.is_exact()).map(Quantity::min))
            .collect();
        counts.filter(|counts| !counts.is_empty())?.into_iter().try_fold(0, u64::checked_add)
    };
    if munitions.iter().any(|one| one.outcome == Outcome::Fired) {
        sum(&|outcome| outcome == Outcome::Fired)
    } else {
        sum(&|outcome| outcome != Outcome::Unfired)
    }
}

/// Claimed against other numbers of munitions, one mark an event, with the line of equality.
pub(super) fn scatter(report: &Report<'_>) -> Markup {
    let mut marks = Vec::new();
    for reconciled in &report.reconciliation.events {
        let by = |claimed: bool| {
            let origins = reconciled.origins.iter().filter(|origin| {
                matches!(origin.view, View::Claimed | View::Confirmed | View::Reported)
                    && (origin.view == View::Claimed) == claimed
            });
            let numbers = origins.flat_map(|origin| &origin.assertions);
            numbers.filter_map(|id| fired(report.assertion(id)?)).max()
        };
        if let (Some(claimed), Some(other)) = (by(true), by(false)) {
            marks.push((claimed, other, reconciled));
        }
    }
    if marks.is_empty() {
        return html! {};
    }
    let most =
        marks.iter().map(|(claimed, other, _)| *claimed.max(other)).max().unwrap_or(1).max(1);
    let size = 240.0;
    // The root spreads the small numbers, of which there are most.
    #[expect(clippy::cast_precision_loss, reason = "a place on a chart")]
    let at = |number: u64| size * (number as f64 / most as f64).sqrt();
    let describe = format!(
        "Munitions claimed against those that others give, for {} events; below the line of \
         equality the claim is higher.",
        marks.len()
    );
    html! {
        figure {
            figcaption { "Munitions: claimed against others (square-root scale)" }
            svg.square viewBox="-40 -14 300 300" role="group" aria-label=(describe) {
                line.axis x1="0" y1=(size) x2=(size) y2=(size) {}
                line.axis x1="0" y1="0" x2="0" y2=(size) {}
                line.equal x1="0" y1=(size) x2=(size) y2="0" {}
                text x="-6" y=(size) text-anchor="end" { "0" }
                text x="-6" y="4" text-anchor="end" { (most) }
                text x=(size) y=(size + 16.0) text-anchor="end" { (most) }
                text x=(size / 2.0) y=(size + 32.0) text-anchor="middle" { "claimed" }
                text transform=(format!("rotate(-90) translate({} -26)", -size / 2.0))
                    text-anchor="middle" { "confirmed or reported" }
                @for (claimed, other, reconciled) in &marks {
                    @let headline = clean::prose(&reconciled.headline);
                    a href=(format!("#{}", reconciled.id)) aria-label=(headline) {
                        circle class=(super::class(reconciled.occurrence)) r="5"
                            cx=(format!("{:.1}", at(*claimed)))
                            cy=(format!("{:.1}", size - at(*other))) {
                            title {
                                (event::tooltip(reconciled, &headline))
                                " (claimed " (claimed) ", others " (other) ")"
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Why two statements are taken for one event: a bar for each reason that has a weight in bits.
pub(super) fn waterfall(link: &LinkStory) -> Markup {
    let bits: Vec<Option<f64>> = link.reasons.iter().map(|reason| weight_bits(reason)).collect();
    let (mut low, mut high, mut sum) = (0.0_f64, 0.0_f64, 0.0_f64);
    for bits in bits.iter().flatten() {
        sum += bits;
        low = low.min(sum);
        high = high.max(sum);
    }
    let width = (high - low).max(1.0);
    let mut at = 0.0;
    let mut bar = |bits: f64| {
        let from: f64 = at;
        at += bits;
        let left = 100.0 * (from.min(at) - low) / width;
        let class = if bits < 0.0 { "against" } else { "for" };
        (class, format!("left:{left:.1}%;width:{:.1}%", 100.0 * bits.abs() / width))
    };
    let bars = bits.iter().map(|bits| bits.map(&mut bar));
    let rows: Vec<_> = link.reasons.iter().zip(bars).collect();
    html! {
        table.waterfall {
            caption { (link.pair) ": " (link.likelihood) }
            thead.sr { tr { th scope="col" { "Reason" } th scope="col" { "Weight" } } }
            tbody {
                @for (reason, bar) in rows {
                    tr {
                        td { (reason) }
                        td.track aria-hidden="true" {
                            @if let Some((class, style)) = bar {
                                span class=(class) style=(style) {}
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The weight at the end of a reason: "place: same site (+5.1 bits)".
fn weight_bits(reason: &str) -> Option<f64> {
    let reason = reason.trim_end().trim_end_matches(')').strip_suffix("bits")?;
    let number = reason.split([' ', '(']).rfind(|part| !part.is_empty())?;
    let number = number.replace('−', "-");
    number.parse::<f64>().ok().filter(|bits| bits.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_from_the_reasons() {
        let shelling = |id: &str| {
            Assertion::report(id, id).time("2024-01-20").place("Ain al-Asad").action("shelling")
        };
        let statements = ["a", "b"].map(|id| shelling(id).build().unwrap());
        let account = crate::Reconciler::default().reconcile(&statements);
        let reasons = &account.events[0].links[0].reasons;
        assert!(reasons.iter().all(|reason| weight_bits(reason).is_some()), "{reasons:?}");
        assert_eq!(weight_bits("place: same site (+5.1 bits)"), Some(5.1));
        assert_eq!(weight_bits("place: two sites up to 50 km apart (-1.9 bits)"), Some(-1.9));
        assert_eq!(weight_bits("place: same site, +5.1 bits"), Some(5.1));
        assert_eq!(weight_bits("place: 32 km apart, −1.3 bits"), Some(-1.3));
        assert_eq!(weight_bits("place: 32 km apart, -1.3 bits"), Some(-1.3));
        assert_eq!(weight_bits("no weight"), None);
        assert_eq!(weight_bits("NaN bits"), None);
    }

    #[test]
    fn only_exact_numbers_are_drawn() {
        let claim = Assertion::claim("a", "Group")
            .munitions("rockets", 4)
            .munitions_with("rockets", 3, Outcome::Hit)
            .build()
            .unwrap();
        assert_eq!(fired(&claim), Some(4));
        let vague = Assertion::claim("a", "Group").munitions("rockets", "several").build().unwrap();
        assert_eq!(fired(&vague), None);
    }
}
