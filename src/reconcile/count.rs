//! How many munitions, by stage: prepared = fired + unfired; fired = intercepted + failed + arrived;
//! arrived = hit + missed + dud.

use std::borrow::Cow;

use super::finding::{Finding, FindingKind, Magnitude, Range, Verdict, View};
use super::relay::note_changes;
use super::story::{
    Division, Judged, Meeting, Statement, Story, Voice, closest_unless_mixed, divide,
    farthest_origins, finding, note_divided, stated, without,
};
use crate::model::{Outcome, Quantity};
use crate::normalize::munitions::{ClassId, ClassRelation, ClassSet, Munitions, Unit};
use crate::text::{fold, words};

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
    // Each salvo is of two munitions at least.
    for entry in entries.iter_mut().filter(|entry| entry.unit == Unit::Salvo) {
        entry.unit = Unit::Round;
        entry.count = Cow::Owned(Quantity::at_least(entry.count.min().saturating_mul(2)));
    }
    Some((Counted { entries }, Cow::Owned(text)))
}

/// "2 fired, 1 unfired"; with the kinds where there are several.
fn text(entries: &[Entry<'_>]) -> String {
    let singular = |kind: &str| {
        let folded = fold(kind);
        folded.strip_suffix('s').unwrap_or(&folded).to_owned()
    };
    let is_one_kind = entries.split_first().is_none_or(|(first, rest)| {
        let alike = |entry: &Entry<'_>| {
            entry.kind == first.kind || singular(entry.kind) == singular(first.kind)
        };
        rest.iter().all(alike)
    });
    // Enough for "12 intercepted" and the like.
    let mut text = String::with_capacity(16 * entries.len());
    for entry in entries {
        let (kind, between) = if is_one_kind { ("", "") } else { (entry.kind, " ") };
        let comma = if text.is_empty() { "" } else { ", " };
        let count = in_words(&entry.count);
        let count = of_which(&count, kind);
        text.extend([comma, &*count, " ", kind, between, entry.outcome.as_str()]);
    }
    text
}

/// A count in words as it stands before a noun, or before none: "a number of rockets", "a number hit".
pub(crate) fn of_which<'t>(count: &'t str, noun: &str) -> Cow<'t, str> {
    /// Words for amounts that are nouns themselves.
    const AMOUNTS: [&str; 16] = [
        "number",
        "numbers",
        "pair",
        "barrage",
        "swarm",
        "salvo",
        "volley",
        "series",
        "handful",
        "dozens",
        "scores",
        "hundreds",
        "thousands",
        "lot",
        "lots",
        "tens",
    ];
    if noun.is_empty() {
        return Cow::Borrowed(count.strip_suffix(" of").unwrap_or(count));
    }
    let last = count.rsplit(' ').next().unwrap_or(count);
    if AMOUNTS.iter().any(|amount| last.eq_ignore_ascii_case(amount)) {
        return Cow::Owned(format!("{count} of"));
    }
    Cow::Borrowed(count)
}

/// The number where it is one, else the speaker's words.
pub(super) fn in_words(count: &Quantity) -> Cow<'_, str> {
    if count.is_exact() {
        return Cow::Owned(count.min().to_string());
    }
    match count.text() {
        Some(text) => Cow::Borrowed(text),
        None if count.is_bare_plural() => Cow::Borrowed("some"),
        None => Cow::Owned(count.to_string()),
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
struct Stages<'e> {
    /// Sorted, each outcome once.
    by_outcome: Vec<(Outcome, Cow<'e, Quantity>)>,
}

impl<'e> Stages<'e> {
    fn of(entries: impl Iterator<Item = &'e Entry<'e>>) -> Self {
        let mut by_outcome: Vec<(Outcome, Cow<'e, Quantity>)> = Vec::new();
        for entry in entries {
            match by_outcome.binary_search_by_key(&entry.outcome, |(outcome, _)| *outcome) {
                Err(place) => {
                    by_outcome.insert(place, (entry.outcome, Cow::Borrowed(&*entry.count)));
                }
                // "Several, and additional ones": words that nobody understands add nothing.
                Ok(_) if !entry.count.is_understood() => {}
                Ok(place) => {
                    if let Some((_, sum)) = by_outcome.get_mut(place) {
                        *sum = Cow::Owned(sum.sum(&entry.count));
                    }
                }
            }
        }
        Self { by_outcome }
    }

    fn get(&self, outcome: Outcome) -> Option<&Quantity> {
        let mut stages = self.by_outcome.iter();
        stages.find(|(known, _)| *known == outcome).map(|(_, count)| &**count)
    }

    /// The parts of what was fired, added up; they are all of it unless a total is stated.
    fn parts(&self) -> Option<Cow<'_, Quantity>> {
        let mut parts = self
            .by_outcome
            .iter()
            .filter(|(outcome, _)| outcome.is_part_of_fired() && *outcome != Outcome::Fired)
            .map(|(_, count)| count);
        let first = Cow::Borrowed(&**parts.next()?);
        Some(parts.fold(first, |sum, part| Cow::Owned(sum.sum(part))))
    }

    /// Whether a total is stated, not only parts of it.
    fn is_stated(&self) -> bool {
        self.get(Outcome::Fired).is_some()
    }

    /// What was fired: the stated total, else the parts. A total below its parts is one part more:
    /// "three intercepted, a fourth".
    fn total(&self) -> Option<Cow<'_, Quantity>> {
        match (self.get(Outcome::Fired), self.parts()) {
            (Some(fired), Some(parts)) if fired.max().is_some_and(|max| max < parts.min()) => {
                Some(Cow::Owned(fired.sum(&parts)))
            }
            (Some(fired), _) => Some(Cow::Borrowed(fired)),
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
fn meet_stages(left: &Stages<'_>, right: &Stages<'_>) -> Option<Meeting> {
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
fn meet_totals(left: &Stages<'_>, one: &Quantity, right: &Stages<'_>, other: &Quantity) -> Meeting {
    let totals = compare_counts(one, other);
    // Parts that stay below the other's total fit it: 20 fired, 18 intercepted. Hits do not: who
    // counts hits at a place counts what came in.
    let fit = |parts: &Stages<'_>, sum: &Quantity, fired: &Quantity| {
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
fn breaks_sum(parts: &Stages<'_>, sum: &Quantity, fired: &Quantity) -> bool {
    parts.get(Outcome::Hit).is_none() && fired.max().is_some_and(|max| sum.min() > max)
}

fn sums_differ(totals: Meeting) -> Meeting {
    match totals.verdict {
        Verdict::Conflict => Meeting { kind: FindingKind::SumsDiffer, ..totals },
        _ => totals,
    }
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
    let mut finding = finding(story, &voices, judged);
    note_divided(&mut finding, story, &division, compare);
    let unfired = |voice: &Voice<'_, Counted<'_>>| {
        voice.value.entries.iter().any(|entry| entry.outcome == Outcome::Unfired)
    };
    if voices.iter().any(unfired) {
        finding.explanation = finding.explanation.replace(", 1 unfired", " and 1 found unfired");
    }
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
