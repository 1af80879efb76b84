//! How many munitions, by stage: prepared = fired + unfired; fired = intercepted + failed + arrived;
//! arrived = hit + missed + dud.

use std::collections::BTreeMap;

use super::finding::{Finding, FindingKind, Magnitude, Range, Verdict, View};
use super::relay::note_changes;
use super::story::{
    Division, Judged, Meeting, Statement, Story, Voice, closest_unless_mixed, divide,
    farthest_groups, finding, note_divided,
};
use crate::model::{Outcome, Quantity};
use crate::normalize::munitions::{ClassId, ClassRelation, ClassSet, Munitions, Unit};
use crate::text::{fold, words};

/// One line of a statement's munitions.
#[derive(Clone, Debug)]
struct Entry {
    classes: ClassSet,
    unit: Unit,
    outcome: Outcome,
    count: Quantity,
}

/// What one statement counts.
#[derive(Clone, Debug)]
struct Counted {
    entries: Vec<Entry>,
}

fn counted(statement: &Statement<'_>) -> Option<(Counted, String)> {
    let event = statement.assertion.event()?;
    let mut entries = Vec::new();
    let mut lines = Vec::new();
    for (munition, phrase) in event.munitions.iter().zip(&statement.resolved.munitions) {
        let stated = munition.count.clone().or_else(|| phrase.count.clone());
        let plural = stated.is_none() && is_plural(&munition.kind);
        let Some(count) = stated.or_else(|| plural.then(Quantity::bare_plural)) else { continue };
        let mut classes = phrase.classes;
        classes.remove(ClassId::ROOT);
        lines.push((munition.kind.as_str(), munition.outcome, in_words(&count)));
        let unit = phrase.unit.unwrap_or(Unit::Round);
        // Each salvo is of two munitions at least.
        let (unit, count) = match unit {
            Unit::Salvo => (Unit::Round, Quantity::at_least(count.min().saturating_mul(2))),
            unit => (unit, count),
        };
        entries.push(Entry { classes, unit, outcome: munition.outcome, count });
    }
    (!entries.is_empty()).then(|| (Counted { entries }, text(&lines)))
}

/// "2 fired, 1 unfired"; with the kinds where there are several.
fn text(lines: &[(&str, Outcome, String)]) -> String {
    let singular = |kind: &str| {
        let folded = fold(kind);
        folded.strip_suffix('s').unwrap_or(&folded).to_owned()
    };
    let is_one_kind = lines.split_first().is_none_or(|((first, _, _), rest)| {
        let alike =
            |(kind, _, _): &(&str, _, _)| kind == first || singular(kind) == singular(first);
        rest.iter().all(alike)
    });
    let mut text = String::new();
    for (kind, outcome, count) in lines {
        let (kind, between) = if is_one_kind { ("", "") } else { (*kind, " ") };
        let comma = if text.is_empty() { "" } else { ", " };
        text.extend([comma, count, " ", kind, between, outcome.as_str()]);
    }
    text
}

/// The number where it is one, else the speaker's words.
pub(super) fn in_words(count: &Quantity) -> String {
    if count.is_exact() {
        count.min().to_string()
    } else if count.is_bare_plural() && count.text().is_none() {
        "some".to_owned()
    } else {
        count.to_string()
    }
}

/// Whether the type alone is a plural. Only endings that mark nothing else are read.
fn is_plural(kind: &str) -> bool {
    let folded = fold(kind);
    words(&folded).any(|word| {
        word.chars().count() > 3
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("us")
            && !word.ends_with("is")
    })
}

/// The stages of one group of comparable munitions, each the sum of its lines.
#[derive(Debug, Default)]
struct Stages {
    by_outcome: BTreeMap<Outcome, Quantity>,
}

impl Stages {
    fn of<'e>(entries: impl Iterator<Item = &'e Entry>) -> Self {
        let mut by_outcome: BTreeMap<Outcome, Quantity> = BTreeMap::new();
        for entry in entries {
            // "Several, and additional ones": words that nobody understands add nothing.
            if !entry.count.is_understood() && by_outcome.contains_key(&entry.outcome) {
                continue;
            }
            let sum = match by_outcome.get(&entry.outcome) {
                Some(sum) => sum.sum(&entry.count),
                None => entry.count.clone(),
            };
            by_outcome.insert(entry.outcome, sum);
        }
        Self { by_outcome }
    }

    fn get(&self, outcome: Outcome) -> Option<&Quantity> {
        self.by_outcome.get(&outcome)
    }

    /// The parts of what was fired, added up; they are all of it unless a total is stated.
    fn parts(&self) -> Option<Quantity> {
        let mut parts = self
            .by_outcome
            .iter()
            .filter(|(outcome, _)| outcome.is_part_of_fired() && **outcome != Outcome::Fired)
            .map(|(_, count)| count);
        let first = parts.next()?.clone();
        Some(parts.fold(first, |sum, part| sum.sum(part)))
    }

    /// Whether a total is stated, not only parts of it.
    fn is_stated(&self) -> bool {
        self.get(Outcome::Fired).is_some()
    }

    /// What was fired: the stated total, else the parts. A total below its parts is one part more:
    /// "three intercepted, a fourth".
    fn total(&self) -> Option<Quantity> {
        match (self.get(Outcome::Fired), self.parts()) {
            (Some(fired), Some(parts)) if fired.max().is_some_and(|max| max < parts.min()) => {
                Some(fired.sum(&parts))
            }
            (Some(fired), _) => Some(fired.clone()),
            (None, parts) => parts,
        }
    }
}

fn compare_counts(left: &Quantity, right: &Quantity) -> Meeting {
    let plural = left.is_bare_plural() || right.is_bare_plural();
    if left.same_bounds(right) {
        return if plural { Meeting::compatible(FindingKind::Overlaps) } else { Meeting::agree() };
    }
    if left.overlaps(right) {
        return Meeting::compatible(if right.encloses(left) {
            FindingKind::Refines
        } else if left.encloses(right) {
            FindingKind::Coarser
        } else {
            FindingKind::Overlaps
        });
    }
    // A plural alone is weak evidence against "one": translations blur it.
    if plural {
        return Meeting::compatible(FindingKind::LooseWord);
    }
    let kind = if left.max().is_some_and(|max| max < right.min()) {
        FindingKind::Excess
    } else {
        FindingKind::Shortfall
    };
    let ratio = left.ratio(right).map(|ratio| Magnitude::Ratio((ratio * 100.0).round() / 100.0));
    Meeting::conflict(kind).by(ratio)
}

/// The stages of one group of munitions as two speakers give them.
fn meet_stages(left: &Stages, right: &Stages) -> Option<Meeting> {
    let total = match (left.total(), right.total()) {
        (Some(one), Some(other)) => Some(meet_totals(left, &one, right, &other)),
        _ => None,
    };
    let unfired = left
        .get(Outcome::Unfired)
        .zip(right.get(Outcome::Unfired))
        .map(|(one, other)| compare_counts(one, other));
    total.into_iter().chain(unfired).max_by_key(|meeting| meeting.verdict)
}

/// What was fired, as each gives it: a total, or parts that add up to it or stay below it.
fn meet_totals(left: &Stages, one: &Quantity, right: &Stages, other: &Quantity) -> Meeting {
    let totals = compare_counts(one, other);
    // Parts that stay below the other's total fit it: 20 fired, 18 intercepted. Hits do not: who
    // counts hits at a place counts what came in.
    let fit = |parts: &Stages, sum: &Quantity, fired: &Quantity| {
        parts.get(Outcome::Hit).is_none() && fired.max().is_none_or(|max| sum.min() <= max)
    };
    match (left.is_stated(), right.is_stated()) {
        (true, false) if totals.verdict == Verdict::Conflict && fit(right, other, one) => {
            Meeting::compatible(FindingKind::StagesFit)
        }
        (false, true) if totals.verdict == Verdict::Conflict && fit(left, one, other) => {
            Meeting::compatible(FindingKind::StagesFit)
        }
        // More parts than were fired in all. Hits alone stand for a total of their own.
        (true, false) if breaks_sum(right, other, one) => sums_differ(totals),
        (false, true) if breaks_sum(left, one, other) => sums_differ(totals),
        (true, _) | (_, true) => totals,
        // Both give only parts, which need not be all: stage by stage.
        (false, false) => {
            let stages = left
                .by_outcome
                .iter()
                .filter_map(|(outcome, one)| Some(compare_counts(one, right.get(*outcome)?)))
                .max_by_key(|meeting| meeting.verdict);
            match (totals.verdict, stages) {
                (Verdict::Agree, None) => totals,
                (Verdict::Agree, Some(stages)) if stages.verdict == Verdict::Agree => totals,
                (Verdict::Agree, Some(_)) | (_, None) => {
                    Meeting::compatible(FindingKind::StagesFit)
                }
                (_, Some(stages)) if stages.verdict == Verdict::Agree => {
                    Meeting::compatible(FindingKind::StagesFit)
                }
                (_, Some(stages)) => stages,
            }
        }
    }
}

/// Whether the parts that one gives exceed the total that the other gives.
fn breaks_sum(parts: &Stages, sum: &Quantity, fired: &Quantity) -> bool {
    parts.get(Outcome::Hit).is_none() && fired.max().is_some_and(|max| sum.min() > max)
}

fn sums_differ(totals: Meeting) -> Meeting {
    match totals.verdict {
        Verdict::Conflict => Meeting { kind: FindingKind::SumsDiffer, ..totals },
        _ => totals,
    }
}

fn comparable(munitions: &Munitions, left: &Entry, right: &Entry) -> bool {
    left.unit == right.unit
        && !matches!(munitions.compare(left.classes, right.classes), Some(ClassRelation::Exclusive))
}

/// Compares class by class; munitions that only one of the two counts are left out.
fn meet(munitions: &Munitions, left: &Counted, right: &Counted) -> Option<Meeting> {
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
        let pick = |counted: &Counted, which: &[usize]| {
            Stages::of(which.iter().filter_map(|index| counted.entries.get(*index)))
        };
        if theirs.is_empty() {
            continue;
        }
        let meeting = meet_stages(&pick(left, &ours), &pick(right, &theirs));
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
    left: &Counted,
    right: &Counted,
    start: usize,
) -> (Vec<usize>, Vec<usize>) {
    let mut ours = vec![start];
    let mut theirs: Vec<usize> = Vec::new();
    loop {
        let before = (ours.len(), theirs.len());
        for (index, entry) in right.entries.iter().enumerate() {
            let joined = ours
                .iter()
                .filter_map(|one| left.entries.get(*one))
                .any(|one| comparable(munitions, one, entry));
            if joined && !theirs.contains(&index) {
                theirs.push(index);
            }
        }
        for (index, entry) in left.entries.iter().enumerate() {
            let joined = theirs
                .iter()
                .filter_map(|other| right.entries.get(*other))
                .any(|other| comparable(munitions, entry, other));
            if joined && !ours.contains(&index) {
                ours.push(index);
            }
        }
        if before == (ours.len(), theirs.len()) {
            return (ours, theirs);
        }
    }
}

/// An exact value counts before a bounded one, and that before a vague one.
fn most_precise<'v>(voices: &[&'v Voice<Counted>]) -> Vec<&'v Voice<Counted>> {
    let voices = super::story::distinct(voices);
    let grade = |voice: &Voice<Counted>| {
        let entries = || voice.value.entries.iter().map(|entry| &entry.count);
        match () {
            () if entries().all(Quantity::is_exact) => 0,
            () if entries().any(|count| !count.is_vague()) => 1,
            () => 2,
        }
    };
    let Some(best) = voices.iter().map(|voice| grade(voice)).min() else { return voices };
    voices.into_iter().filter(|voice| grade(voice) == best).collect()
}

/// Compares two sides: in conflict only if no value of one meets one of the other, in agreement only
/// if all do exactly.
fn compare_sides(
    munitions: &Munitions,
    left: &[&Voice<Counted>],
    right: &[&Voice<Counted>],
) -> Option<Judged> {
    let (left, right) = (most_precise(left), most_precise(right));
    closest_unless_mixed(&left, &right, |left, right| meet(munitions, left, right))
        .or_else(|| incomparable(&left, &right))
}

/// Compares two origins: the values that are farthest apart.
fn compare_origins(
    munitions: &Munitions,
    left: &[&Voice<Counted>],
    right: &[&Voice<Counted>],
) -> Option<Judged> {
    let (left, right) = (most_precise(left), most_precise(right));
    pairs(munitions, &left, &right)
        .max_by_key(|judged| judged.meeting.verdict)
        .or_else(|| incomparable(&left, &right))
}

fn pairs<'v>(
    munitions: &'v Munitions,
    left: &'v [&'v Voice<Counted>],
    right: &'v [&'v Voice<Counted>],
) -> impl Iterator<Item = Judged> + 'v {
    left.iter().flat_map(move |one| {
        right.iter().filter_map(move |other| {
            let meeting = meet(munitions, &one.value, &other.value)?;
            Some(Judged { meeting, left: one.at, right: other.at })
        })
    })
}

/// Both count, but nothing that can be compared: salvoes and rounds, rockets and drones.
fn incomparable(left: &[&Voice<Counted>], right: &[&Voice<Counted>]) -> Option<Judged> {
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
    let compare = |left: &[&Voice<Counted>], right: &[&Voice<Counted>]| {
        compare_origins(munitions, left, right)
    };
    let division = divide(&voices);
    let judged = match &division {
        Division::One => None,
        Division::Sides(left, right) => compare_sides(munitions, left, right),
        Division::Origins(groups) => farthest_groups(groups, compare),
    };
    let mut finding = finding(story, &voices, judged);
    note_divided(&mut finding, story, &division, compare);
    let unfired = |voice: &Voice<Counted>| {
        voice.value.entries.iter().any(|entry| entry.outcome == Outcome::Unfired)
    };
    if voices.iter().any(unfired) {
        finding.explanation = finding.explanation.replace(", 1 unfired", " and 1 found unfired");
    }
    note_changes(&mut finding, story, &voices, |left, right| meet(munitions, left, right));
    finding.ranges = ranges(story, &voices);
    if finding.verdict == Verdict::Conflict {
        finding.would_reconcile = vec![
            "munitions that fell short or failed unseen".to_owned(),
            "several attacks, of which one side counts one".to_owned(),
            "a rounded figure".to_owned(),
            "figures of different stages".to_owned(),
        ];
    }
    Some(finding)
}

/// For each stage that several statements count, the ends and who gave them.
fn ranges(story: &Story<'_>, voices: &[Voice<Counted>]) -> Vec<Range> {
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
