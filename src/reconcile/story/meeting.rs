//! How the values of two sides stand to each other.

use std::cmp::Ordering;

use super::voice::{MOST_VALUES, Voice, distinct};
use crate::model::Quantity;
use crate::reconcile::finding::{FindingKind, Magnitude, Verdict};

/// How two values stand to each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Meeting {
    pub(crate) verdict: Verdict,
    pub(crate) kind: FindingKind,
    pub(crate) magnitude: Option<Magnitude>,
}

impl Meeting {
    pub(crate) const fn agree() -> Self {
        Self { verdict: Verdict::Agree, kind: FindingKind::Same, magnitude: None }
    }

    pub(crate) const fn compatible(kind: FindingKind) -> Self {
        Self { verdict: Verdict::Compatible, kind, magnitude: None }
    }

    pub(crate) const fn conflict(kind: FindingKind) -> Self {
        Self { verdict: Verdict::Conflict, kind, magnitude: None }
    }

    /// Two sets of which neither is the other and both have something in common: whether the left lies within
    /// the right, and the other way round.
    pub(crate) const fn shared(is_within: bool, encloses: bool) -> Self {
        Self::compatible(if is_within {
            FindingKind::Refines
        } else if encloses {
            FindingKind::Coarser
        } else {
            FindingKind::Overlaps
        })
    }

    /// Two counts with different bounds that may be of one number, as far as the words go; `None` where they
    /// may not.
    pub(crate) fn of_one_number(left: &Quantity, right: &Quantity) -> Option<Self> {
        if left.overlaps(right) {
            return Some(Self::shared(right.encloses(left), left.encloses(right)));
        }
        left.borders(right).then_some(Self::compatible(FindingKind::Approximate))
    }

    /// The same with the ratio of two counts.
    pub(crate) fn by_ratio(self, left: &Quantity, right: &Quantity) -> Self {
        let ratio = left.ratio(right);
        self.by(ratio.map(|ratio| Magnitude::Ratio((ratio * 100.0).round() / 100.0)))
    }

    pub(crate) fn by(mut self, magnitude: Option<Magnitude>) -> Self {
        self.magnitude = magnitude;
        self
    }

    /// The closer of two meetings, the smaller distance among equals.
    fn closeness(&self, other: &Self) -> Ordering {
        self.verdict
            .cmp(&other.verdict)
            .then_with(|| size(self.magnitude).total_cmp(&size(other.magnitude)))
    }
}

fn size(magnitude: Option<Magnitude>) -> f64 {
    match magnitude {
        Some(Magnitude::Km(size) | Magnitude::Hours(size) | Magnitude::Ratio(size)) => size,
        None => 0.0,
    }
}

/// A judgement and the two statements that show it best.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Judged {
    pub(crate) meeting: Meeting,
    /// Indices into the voices' statements.
    pub(crate) left: usize,
    pub(crate) right: usize,
}

/// Compares two groups: the closest pair of their values.
pub(crate) fn closest<V>(
    left: &[&Voice<'_, V>],
    right: &[&Voice<'_, V>],
    mut meet: impl FnMut(&V, &V) -> Meeting,
) -> Option<Judged> {
    let (left, right) = (distinct(left), distinct(right));
    let mut best: Option<Judged> = None;
    for one in &*left {
        for other in &*right {
            let meeting = meet(&one.value, &other.value);
            if best.is_none_or(|best| meeting.closeness(&best.meeting) == Ordering::Less) {
                best = Some(Judged { meeting, left: one.at, right: other.at });
            }
        }
    }
    best
}

/// Compares two sides: in conflict only if no value of one meets one of the other, in agreement only
/// if all do exactly.
pub(crate) fn closest_unless_mixed<V>(
    left: &[&Voice<'_, V>],
    right: &[&Voice<'_, V>],
    mut meet: impl FnMut(&V, &V) -> Option<Meeting>,
) -> Option<Judged> {
    let (left, right) = (distinct(left), distinct(right));
    let mut closest: Option<Judged> = None;
    let mut farthest: Option<Judged> = None;
    for one in &*left {
        for other in &*right {
            let Some(meeting) = meet(&one.value, &other.value) else { continue };
            let judged = Judged { meeting, left: one.at, right: other.at };
            if closest.is_none_or(|best| meeting.closeness(&best.meeting) == Ordering::Less) {
                closest = Some(judged);
            }
            if farthest.is_none_or(|worst| meeting.closeness(&worst.meeting) == Ordering::Greater) {
                farthest = Some(judged);
            }
        }
    }
    let (closest, farthest) = closest.zip(farthest)?;
    if closest.meeting.verdict == Verdict::Agree && farthest.meeting.verdict != Verdict::Agree {
        let kind = match farthest.meeting.verdict {
            Verdict::Conflict => FindingKind::Overlaps,
            _ => farthest.meeting.kind,
        };
        return Some(Judged { meeting: Meeting::compatible(kind), ..farthest });
    }
    Some(closest)
}

/// Compares every two of the origins, whose voices come one after another, and keeps the pair that is
/// farthest apart.
pub(crate) fn farthest_origins<'v, V>(
    by_origin: &[&'v Voice<'v, V>],
    mut compare: impl FnMut(&[&'v Voice<'v, V>], &[&'v Voice<'v, V>]) -> Option<Judged>,
) -> Option<Judged> {
    let mut worst: Option<Judged> = None;
    let origins =
        || by_origin.chunk_by(|left, right| left.origin == right.origin).take(MOST_VALUES);
    for (index, origin) in origins().enumerate() {
        for other in origins().skip(index + 1) {
            let Some(judged) = compare(origin, other) else { continue };
            if worst
                .is_none_or(|worst| judged.meeting.closeness(&worst.meeting) == Ordering::Greater)
            {
                worst = Some(judged);
            }
        }
    }
    worst
}
