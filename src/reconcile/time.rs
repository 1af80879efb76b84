//! When it happened.

use std::borrow::Cow;

use chrono_tz::Tz;

use super::finding::{Finding, FindingKind, Magnitude, Verdict, View};
use super::relay::note_changes;
use super::story::{
    Division, Meeting, Statement, Story, Voice, closest_unless_mixed, divide, farthest_origins,
    finding, note_divided, stated, without,
};
use crate::model::{Precision, Span, TimeExtent};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// A gap below this is none: clocks, reports and flight times differ by that much.
const SAME_HOUR: i64 = HOUR;

/// How far a clock time that is marked approximate may be off.
const APPROXIMATE: i64 = 3 * HOUR;

/// When one statement says, or by its publication implies, that it happened.
#[derive(Clone, Debug)]
struct When<'s> {
    extent: TimeExtent,
    zones: &'s [Tz],
    span: Span,
    /// Not an event time but the day of publication, by which it had happened.
    implied: bool,
}

fn said<'s>(statement: &'s Statement<'_>) -> Option<(When<'s>, Cow<'s, str>)> {
    let extent = *statement.assertion.event()?.time.as_ref()?;
    let span = statement.resolved.time?;
    let zones = &*statement.resolved.zones;
    Some((When { extent, zones, span, implied: false }, extent.in_words().into()))
}

fn implied<'s>(statement: &'s Statement<'_>) -> Option<(When<'s>, Cow<'s, str>)> {
    let extent = *statement.assertion.published()?;
    let span = statement.resolved.published?;
    let zones = &*statement.resolved.zones;
    Some((
        When { extent, zones, span, implied: true },
        format!("by {}, when it was published", extent.in_words()).into(),
    ))
}

fn coarse(when: &When<'_>) -> bool {
    when.extent.precision() <= Precision::Day
}

fn meet(left: &When<'_>, right: &When<'_>) -> Meeting {
    if left.implied || right.implied {
        return meet_implied(left, right);
    }
    let (one, other) = (left.span, right.span);
    if one.intersects(&other) {
        if are_two_dates(left, right) {
            return Meeting::compatible(FindingKind::ZoneShift);
        }
        if one == other
            || left.extent.precision() == right.extent.precision() && !is_range(left, right)
        {
            return Meeting::agree();
        }
        return Meeting::shared(other.contains(&one), one.contains(&other));
    }
    let gap = one.gap_seconds(&other);
    if gap < SAME_HOUR && !coarse(left) && !coarse(right) {
        return Meeting::compatible(FindingKind::Approximate);
    }
    let zones = [left.zones, right.zones].concat();
    if left.extent.compatible(&right.extent, &zones) {
        return Meeting::compatible(FindingKind::ZoneShift);
    }
    let marked = left.extent.is_approximate() || right.extent.is_approximate();
    let tolerance = if coarse(left) || coarse(right) {
        // Neighbouring days: nights span two, and dates follow the speaker's clock. A date that is
        // marked approximate reaches over its neighbours.
        if marked { 2 * DAY } else { DAY }
    } else if marked {
        APPROXIMATE
    } else {
        SAME_HOUR
    };
    if gap < tolerance {
        return Meeting::compatible(FindingKind::Approximate);
    }
    Meeting::conflict(FindingKind::DifferentTime).by(Some(hours(gap)))
}

/// Whether they are two different dates, of which the one reaches into the other by two clocks.
fn are_two_dates(left: &When<'_>, right: &When<'_>) -> bool {
    let date = |when: &When<'_>| when.extent.start().map(|start| start.local().date());
    coarse(left)
        && !is_range(left, right)
        && left.extent.precision() == right.extent.precision()
        && date(left) != date(right)
}

fn is_range(left: &When<'_>, right: &When<'_>) -> bool {
    left.extent.is_interval() || right.extent.is_interval()
}

/// Against a publication: it had happened by then.
fn meet_implied(left: &When<'_>, right: &When<'_>) -> Meeting {
    let (said, published) = if left.implied { (right, left) } else { (left, right) };
    if said.span.intersects(&published.span) {
        return if said.extent.precision() == Precision::Day && !said.extent.is_interval() {
            Meeting { kind: FindingKind::ByPublication, ..Meeting::agree() }
        } else {
            Meeting::compatible(FindingKind::ByPublication)
        };
    }
    let starts_later =
        said.span.start.zip(published.span.end).is_some_and(|(start, end)| start >= end + DAY);
    if starts_later {
        let gap = said.span.gap_seconds(&published.span);
        return Meeting::conflict(FindingKind::DifferentTime).by(Some(hours(gap)));
    }
    Meeting::compatible(FindingKind::ByPublication)
}

#[expect(clippy::cast_precision_loss, reason = "hours for people, to one decimal")]
fn hours(seconds: i64) -> Magnitude {
    Magnitude::Hours((seconds as f64 / 360.0).round() / 10.0)
}

/// The voices of a side that give the time most finely.
fn finest<'r, 'v>(voices: &'r [&'v Voice<'v, When<'v>>]) -> Cow<'r, [&'v Voice<'v, When<'v>>]> {
    let grade =
        |voice: &Voice<'_, When<'_>>| (!voice.value.implied, voice.value.extent.precision());
    let finest = voices.iter().map(|voice| grade(voice)).max();
    without(voices, |voice, _| Some(grade(voice)) != finest)
}

/// The verdict on the time; only where somebody states an event time.
pub(super) fn time(story: &Story<'_>) -> Option<Finding> {
    let mut voices = story.settings(said);
    if voices.is_empty() {
        return None;
    }
    let some_say_nothing = voices.len() < story.statements.len();
    if some_say_nothing && matches!(divide(&voices), Division::One) {
        voices = story.settings(|statement| match statement.view {
            // Who denies it and says no time does not say that it had happened by then.
            View::Denied => said(statement),
            _ => said(statement).or_else(|| implied(statement)),
        });
    }
    let compare = |left: &[&Voice<'_, When<'_>>], right: &[&Voice<'_, When<'_>>]| {
        let (left, right) = (finest(left), finest(right));
        if left.iter().chain(&*right).all(|voice| voice.value.implied) {
            return None;
        }
        closest_unless_mixed(&left, &right, |left, right| Some(meet(left, right)))
    };
    let division = divide(&voices);
    let judged = match &division {
        Division::One => None,
        Division::Sides(left, right) => compare(left, right),
        Division::Origins(origins) => farthest_origins(origins, compare),
    };
    let mut finding = finding(story, &voices, judged);
    note_divided(&mut finding, story, &division, compare);
    note_changes(&mut finding, story, &voices, |left, right| {
        (!left.implied && !right.implied).then(|| meet(left, right))
    });
    if finding.verdict == Verdict::Conflict {
        if let Some(Magnitude::Hours(hours)) = finding.magnitude {
            finding.explanation = format!("{}; at least {hours} hours apart", finding.explanation);
        }
        finding.would_reconcile =
            &["two different events", "a date of publication taken for the date of the event"];
    }
    drop(division);
    finding.values = stated(story, voices);
    Some(finding)
}
