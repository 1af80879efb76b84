//! With what it was done.

use super::finding::{Finding, FindingKind, Verdict};
use super::story::{
    Division, Meeting, Statement, Story, Voice, closest, divide, farthest_groups, finding,
};
use crate::normalize::munitions::{ClassId, ClassRelation, ClassSet, Munitions};

/// The classes that a statement names; "attack" alone names none.
fn named(statement: &Statement<'_>) -> Option<(ClassSet, String)> {
    let mut classes = statement.resolved.classes;
    classes.remove(ClassId::ROOT);
    if classes.is_empty() {
        return None;
    }
    let event = statement.assertion.event()?;
    let mut words: Vec<&str> = Vec::new();
    for munition in &event.munitions {
        if !words.contains(&munition.kind.as_str()) {
            words.push(&munition.kind);
        }
    }
    if words.is_empty() {
        words.extend(event.action.as_deref());
    }
    Some((classes, words.join(", ")))
}

fn meet(munitions: &Munitions, left: ClassSet, right: ClassSet) -> Meeting {
    match munitions.compare(left, right) {
        Some(ClassRelation::Same) => Meeting::agree(),
        Some(ClassRelation::Narrower) => Meeting::compatible(FindingKind::Refines),
        Some(ClassRelation::Broader) => Meeting::compatible(FindingKind::Coarser),
        Some(ClassRelation::Overlapping) | None => {
            let listed = left.len() > 1 || right.len() > 1;
            Meeting::compatible(if listed { FindingKind::Overlaps } else { FindingKind::LooseWord })
        }
        Some(ClassRelation::Exclusive) => Meeting::conflict(FindingKind::DifferentClass),
    }
}

/// The voices of a side without those that only name a wider class than another of the side.
fn most_precise<'v>(
    munitions: &Munitions,
    voices: &[&'v Voice<ClassSet>],
) -> Vec<&'v Voice<ClassSet>> {
    let voices = super::story::distinct(voices);
    let wider = |voice: &Voice<ClassSet>| {
        voices.iter().any(|other| {
            munitions.compare(other.value, voice.value) == Some(ClassRelation::Narrower)
                && voice.value.len() == 1
        })
    };
    voices.iter().copied().filter(|voice| !wider(voice)).collect()
}

/// The verdict on the munition.
pub(super) fn munition(story: &Story<'_>) -> Option<Finding> {
    let munitions = story.lexicons.munitions();
    let voices = story.descriptions(named);
    if voices.is_empty() {
        return None;
    }
    let compare = |left: &[&Voice<ClassSet>], right: &[&Voice<ClassSet>]| {
        let direct = closest(left, right, |left, right| meet(munitions, *left, *right));
        match direct {
            // Only a wider word of one side meets the other; its most precise words decide.
            Some(judged) if judged.meeting.verdict == Verdict::Compatible => closest(
                &most_precise(munitions, left),
                &most_precise(munitions, right),
                |left, right| meet(munitions, *left, *right),
            ),
            other => other,
        }
    };
    let judged = match divide(&voices) {
        Division::One => None,
        Division::Sides(left, right) => compare(&left, &right),
        Division::Origins(groups) => farthest_groups(&groups, compare),
    };
    let mut finding = finding(story, &voices, judged);
    if finding.verdict == Verdict::Conflict {
        finding.would_reconcile = vec![
            "two kinds of munition, of which each side names one".to_owned(),
            "a word that a translation narrowed".to_owned(),
            "two different events".to_owned(),
        ];
    }
    Some(finding)
}
