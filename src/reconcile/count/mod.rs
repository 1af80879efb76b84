//! How many munitions, by stage: prepared = fired + unfired; fired = intercepted + failed + arrived;
//! arrived = hit + missed + dud.

mod stages;
mod words;

use std::borrow::Cow;

use self::stages::{Stages, meet_stages};
pub(crate) use self::words::{in_words, of_which};
use self::words::{is_plural, text, told};
use super::finding::{Finding, FindingKind, Range, Verdict, View};
use super::relay::note_changes;
use super::story::{
    Division, Judged, Meeting, Statement, Story, Voice, closest_unless_mixed, divide,
    farthest_origins, finding, note_divided, stated, without,
};
use crate::model::{Outcome, Quantity};
use crate::normalize::munitions::{ClassId, ClassRelation, ClassSet, Munitions, Unit};

/// One line of a statement's munitions.
#[derive(Clone, Debug)]
struct Entry<'s> {
    kind: &'s str,
    classes: ClassSet,
    unit: Unit,
    outcome: Outcome,
    count: Cow<'s, Quantity>,
}

/// What one statement counts.
#[derive(Clone, Debug)]
struct Counted<'s> {
    entries: Vec<Entry<'s>>,
    /// The same as part of a sentence, where that has other words.
    told: Option<String>,
}

impl Counted<'_> {
    /// The stages of some of the entries.
    fn stages(&self, which: &[usize]) -> Stages<'_> {
        Stages::of(which.iter().filter_map(|index| self.entries.get(*index)))
    }
}

fn counted<'s>(statement: &'s Statement<'_>) -> Option<(Counted<'s>, Cow<'s, str>)> {
    let event = statement.assertion.event()?;
    let mut entries = Vec::with_capacity(event.munitions.len());
    for (munition, phrase) in event.munitions.iter().zip(&statement.resolved.munitions) {
        let kind = munition.kind.as_str();
        let count = match munition.count.as_ref().or(phrase.count.as_ref()) {
            Some(stated) => Cow::Borrowed(stated),
            None if is_plural(kind) => Cow::Owned(Quantity::bare_plural()),
            None => continue,
        };
        let mut classes = phrase.classes;
        classes.remove(ClassId::ROOT);
        let unit = phrase.unit.unwrap_or(Unit::Round);
        entries.push(Entry { kind, classes, unit, outcome: munition.outcome, count });
    }
    if entries.is_empty() {
        return None;
    }
    let text = text(&entries);
    let is_unfired = |entry: &Entry<'_>| entry.outcome == Outcome::Unfired;
    let told = entries.iter().any(is_unfired).then(|| told(&entries));
    // Each salvo is of two munitions at least.
    for entry in entries.iter_mut().filter(|entry| entry.unit == Unit::Salvo) {
        entry.unit = Unit::Round;
        entry.count = Cow::Owned(Quantity::at_least(entry.count.min().saturating_mul(2)));
    }
    Some((Counted { entries, told }, Cow::Owned(text)))
}

fn comparable(munitions: &Munitions, left: &Entry<'_>, right: &Entry<'_>) -> bool {
    left.unit == right.unit
        && !matches!(munitions.compare(left.classes, right.classes), Some(ClassRelation::Exclusive))
}

/// Compares class by class; munitions that only one of the two counts are left out.
fn meet(munitions: &Munitions, left: &Counted<'_>, right: &Counted<'_>) -> Option<Meeting> {
    let mut worst: Option<Meeting> = None;
    let mut used = vec![false; left.entries.len()];
    for start in 0..left.entries.len() {
        if used.get(start).copied().unwrap_or(true) {
            continue;
        }
        let (ours, theirs) = component(munitions, left, right, start);
        for index in &ours {
            if let Some(used) = used.get_mut(*index) {
                *used = true;
            }
        }
        if theirs.is_empty() {
            continue;
        }
        let meeting = meet_stages(&left.stages(&ours), &right.stages(&theirs));
        if let Some(meeting) = meeting
            && worst.is_none_or(|worst| meeting.verdict > worst.verdict)
        {
            worst = Some(meeting);
        }
    }
    worst
}

/// The entries of both that hang together by comparable classes, from one entry of the left.
fn component(
    munitions: &Munitions,
    left: &Counted<'_>,
    right: &Counted<'_>,
    start: usize,
) -> (Vec<usize>, Vec<usize>) {
    let mut ours = vec![start];
    let mut theirs: Vec<usize> = Vec::new();
    loop {
        let before = (ours.len(), theirs.len());
        add_comparable(munitions, (left, &ours), (right, &mut theirs));
        add_comparable(munitions, (right, &theirs), (left, &mut ours));
        if before == (ours.len(), theirs.len()) {
            return (ours, theirs);
        }
    }
}

/// Adds the entries of the second that are comparable with one of those found of the first.
fn add_comparable(
    munitions: &Munitions,
    (first, found): (&Counted<'_>, &[usize]),
    (second, more): (&Counted<'_>, &mut Vec<usize>),
) {
    for (index, entry) in second.entries.iter().enumerate() {
        let mut found = found.iter().filter_map(|at| first.entries.get(*at));
        if !more.contains(&index) && found.any(|one| comparable(munitions, one, entry)) {
            more.push(index);
        }
    }
}

/// An exact value counts before a bounded one, and that before a vague one.
fn most_precise<'r, 'v>(
    voices: &'r [&'v Voice<'v, Counted<'v>>],
) -> Cow<'r, [&'v Voice<'v, Counted<'v>>]> {
    let voices = super::story::distinct(voices);
    let grade = |voice: &Voice<'_, Counted<'_>>| {
        let entries = || voice.value.entries.iter().map(|entry| &*entry.count);
        match () {
            () if entries().all(Quantity::is_exact) => 0,
            () if entries().any(|count| !count.is_vague()) => 1,
            () => 2,
        }
    };
    let best = voices.iter().map(|voice| grade(voice)).min();
    without(voices, |voice, _| Some(grade(voice)) != best)
}

/// Compares two sides: in conflict only if no value of one meets one of the other, in agreement only
/// if all do exactly.
fn compare_sides(
    munitions: &Munitions,
    left: &[&Voice<'_, Counted<'_>>],
    right: &[&Voice<'_, Counted<'_>>],
) -> Option<Judged> {
    let (left, right) = (most_precise(left), most_precise(right));
    closest_unless_mixed(&left, &right, |left, right| meet(munitions, left, right))
        .or_else(|| incomparable(&left, &right))
}

/// Compares two origins: the values that are farthest apart.
fn compare_origins(
    munitions: &Munitions,
    left: &[&Voice<'_, Counted<'_>>],
    right: &[&Voice<'_, Counted<'_>>],
) -> Option<Judged> {
    let (left, right) = (most_precise(left), most_precise(right));
    pairs(munitions, &left, &right)
        .max_by_key(|judged| judged.meeting.verdict)
        .or_else(|| incomparable(&left, &right))
}

fn pairs<'v>(
    munitions: &'v Munitions,
    left: &'v [&'v Voice<'v, Counted<'v>>],
    right: &'v [&'v Voice<'v, Counted<'v>>],
) -> impl Iterator<Item = Judged> + 'v {
    left.iter().flat_map(move |one| {
        right.iter().filter_map(move |other| {
            let meeting = meet(munitions, &one.value, &other.value)?;
            Some(Judged { meeting, left: one.at, right: other.at })
        })
    })
}

/// Both count, but nothing that can be compared: salvoes and rounds, rockets and drones.
fn incomparable(
    left: &[&Voice<'_, Counted<'_>>],
    right: &[&Voice<'_, Counted<'_>>],
) -> Option<Judged> {
    let (left, right) = left.first().zip(right.first())?;
    let meeting = Meeting::compatible(FindingKind::StagesFit);
    Some(Judged { meeting, left: left.at, right: right.at })
}

/// The verdict on the count.
pub(super) fn count(story: &Story<'_>) -> Option<Finding> {
    let munitions = story.lexicons.munitions();
    let voices = story.descriptions(counted);
    if voices.is_empty() {
        return None;
    }
    let compare = |left: &[&Voice<'_, Counted<'_>>], right: &[&Voice<'_, Counted<'_>>]| {
        compare_origins(munitions, left, right)
    };
    let division = divide(&voices);
    let judged = match &division {
        Division::One => None,
        Division::Sides(left, right) => compare_sides(munitions, left, right),
        Division::Origins(origins) => farthest_origins(origins, compare),
    };
    let mut finding = match in_sentences(&voices) {
        Some(told) => finding(story, &told, judged),
        None => finding(story, &voices, judged),
    };
    note_divided(&mut finding, story, &division, compare);
    note_changes(&mut finding, story, &voices, |left, right| meet(munitions, left, right));
    finding.ranges = ranges(story, &voices);
    if finding.verdict == Verdict::Conflict {
        finding.would_reconcile = &[
            "munitions that fell short or failed unseen",
            "several attacks, of which one side counts one",
            "a rounded figure",
            "figures of different stages",
        ];
    }
    finding.values = stated(story, voices);
    Some(finding)
}

/// The voices in the words of a sentence, where those are other words.
fn in_sentences<'s>(voices: &[Voice<'s, Counted<'s>>]) -> Option<Vec<Voice<'s, Counted<'s>>>> {
    voices.iter().any(|voice| voice.value.told.is_some()).then(|| {
        let told = |voice: &Voice<'s, Counted<'s>>| {
            let text = voice.value.told.clone().map_or_else(|| voice.text.clone(), Cow::Owned);
            Voice { text, ..voice.clone() }
        };
        voices.iter().map(told).collect()
    })
}

/// For each stage that several statements count, the ends and who gave them.
fn ranges(story: &Story<'_>, voices: &[Voice<'_, Counted<'_>>]) -> Vec<Range> {
    let mut ranges = Vec::new();
    if voices.len() < 2 {
        return ranges;
    }
    let stages: Vec<(usize, Stages)> = voices
        .iter()
        .filter(|voice| voice.view != View::Silent)
        .map(|voice| {
            let rounds = voice.value.entries.iter().filter(|entry| entry.unit == Unit::Round);
            (voice.at, Stages::of(rounds))
        })
        .collect();
    for outcome in [
        Outcome::Fired,
        Outcome::Hit,
        Outcome::Missed,
        Outcome::Dud,
        Outcome::Intercepted,
        Outcome::Failed,
        Outcome::Unfired,
    ] {
        let figures = stages.iter().filter_map(|(at, stages)| Some((*at, stages.get(outcome)?)));
        ranges.extend(range(story, outcome.as_str(), figures));
    }
    ranges.shrink_to_fit();
    ranges
}

/// The lowest and the highest of several figures; vague ones give no end.
pub(super) fn range<'q>(
    story: &Story<'_>,
    of: &str,
    figures: impl Iterator<Item = (usize, &'q Quantity)>,
) -> Option<Range> {
    let mut low: Option<(u64, usize)> = None;
    let mut high: Option<(Option<u64>, usize)> = None;
    let mut speakers = 0;
    for (at, figure) in figures.filter(|(_, figure)| !figure.is_vague()) {
        speakers += 1;
        if low.is_none_or(|(known, _)| figure.min() < known) {
            low = Some((figure.min(), at));
        }
        let above = match (high, figure.max()) {
            (Some((None, _)), _) => false,
            (None, _) | (Some(_), None) => true,
            (Some((Some(known), _)), Some(max)) => max > known,
        };
        if above {
            high = Some((figure.max(), at));
        }
    }
    let ((low, low_by), (high, high_by)) = low.zip(high)?;
    let id = |at: usize| Some(story.statement(at)?.assertion.id().clone());
    (speakers > 1 && high != Some(low)).then_some(())?;
    Some(Range { of: of.to_owned(), low, low_by: id(low_by)?, high, high_by: id(high_by)? })
}
