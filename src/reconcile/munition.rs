//! With what it was done.

use super::finding::{Finding, FindingKind, Verdict};
use super::relay::note_changes;
use super::story::{
    Division, Meeting, Statement, Story, Voice, closest_unless_mixed, divide, farthest_groups,
    finding, note_divided,
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

/// Words that set no class apart: a drone that attacks is "explosive-laden", "suicide" or "one-way" in
/// one report and a drone in the next, and "Katyusha" is the press word for any artillery rocket.
const LOOSE: [(&str, &str); 2] = [("one_way_attack", "drone"), ("katyusha", "rocket")];

/// The loose words of a lexicon, with what they stand for.
fn loose(munitions: &Munitions) -> [Option<(ClassId, ClassId)>; 2] {
    LOOSE.map(|(word, stands_for)| munitions.by_name(word).zip(munitions.by_name(stands_for)))
}

/// The classes with loose words read as what they stand for.
fn plain(loose: [Option<(ClassId, ClassId)>; 2], classes: ClassSet) -> ClassSet {
    let mut plain = classes;
    for (word, class) in loose.into_iter().flatten() {
        if plain.contains(word) {
            plain.remove(word);
            plain.insert(class);
        }
    }
    plain
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
    let loose = loose(munitions);
    let voices = story.descriptions(|statement| {
        let (classes, text) = named(statement)?;
        Some((plain(loose, classes), text))
    });
    if voices.is_empty() {
        return None;
    }
    let compare = |left: &[&Voice<ClassSet>], right: &[&Voice<ClassSet>]| {
        let (left, right) = (most_precise(munitions, left), most_precise(munitions, right));
        closest_unless_mixed(&left, &right, |left, right| Some(meet(munitions, *left, *right)))
    };
    let division = divide(&voices);
    let judged = match &division {
        Division::One => None,
        Division::Sides(left, right) => compare(left, right),
        Division::Origins(groups) => farthest_groups(groups, compare),
    };
    let mut finding = finding(story, &voices, judged);
    note_divided(&mut finding, story, &division, compare);
    note_changes(&mut finding, story, &voices, |left, right| Some(meet(munitions, *left, *right)));
    if finding.verdict == Verdict::Conflict {
        finding.would_reconcile = vec![
            "two kinds of munition, of which each side names one".to_owned(),
            "a word that a translation narrowed".to_owned(),
            "two different events".to_owned(),
        ];
    }
    Some(finding)
}
