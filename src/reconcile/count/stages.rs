//! What became of how many, and how the sums of two statements stand to each other.

use std::borrow::Cow;

use super::Entry;
use crate::model::{Outcome, Quantity};
use crate::reconcile::finding::{FindingKind, Verdict};
use crate::reconcile::story::Meeting;

/// The stages of one group of comparable munitions, each the sum of its lines.
#[derive(Debug, Default)]
pub(super) struct Stages<'e> {
    /// Sorted, each outcome once.
    by_outcome: Vec<(Outcome, Cow<'e, Quantity>)>,
}

impl<'e> Stages<'e> {
    pub(super) fn of(entries: impl Iterator<Item = &'e Entry<'e>>) -> Self {
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

    pub(super) fn get(&self, outcome: Outcome) -> Option<&Quantity> {
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
    if let Some(meeting) = Meeting::of_one_number(left, right) {
        return meeting;
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
    Meeting::conflict(kind).by_ratio(left, right)
}

/// The stages of one group of munitions as two speakers give them.
pub(super) fn meet_stages(left: &Stages<'_>, right: &Stages<'_>) -> Option<Meeting> {
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
