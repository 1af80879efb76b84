//! With what it was done.

use std::borrow::Cow;

use super::finding::{Finding, FindingKind, Verdict, View};
use super::relay::note_changes;
use super::story::{
    Division, Meeting, Statement, Story, Voice, closest_unless_mixed, distinct, divide,
    farthest_origins, finding, note_divided, stated, without,
};
use crate::model::Outcome;
use crate::normalize::munitions::{ClassId, ClassRelation, ClassSet, Munitions};

/// The classes that a statement names; "attack" alone names none, and a wider word for some that met
/// another end is no other kind: "200 ballistic missiles, most of the missiles intercepted".
fn named<'s>(
    munitions: &Munitions,
    statement: &'s Statement<'_>,
) -> Option<(ClassSet, Cow<'s, str>)> {
    let mut classes = statement.resolved.classes;
    classes.remove(ClassId::ROOT);
    if classes.len() > 1 {
        let is_wider = |(outcome, class)| {
            lines(statement).any(|(other, narrower)| {
                other != outcome && munitions.relation(narrower, class) == ClassRelation::Narrower
            })
        };
        for class in classes.iter() {
            let mut of_class = lines(statement).filter(|&(_, known)| known == class).peekable();
            if of_class.peek().is_some() && of_class.all(is_wider) {
                classes.remove(class);
            }
        }
    }
    if classes.is_empty() {
        return None;
    }
    let event = statement.assertion.event()?;
    if let [munition] = &event.munitions[..] {
        return Some((classes, Cow::Borrowed(&munition.kind)));
    }
    let mut words: Vec<&str> = Vec::new();
    for munition in &event.munitions {
        if !words.contains(&munition.kind.as_str()) {
            words.push(&munition.kind);
        }
    }
    if words.is_empty() {
        words.extend(event.action.as_deref());
    }
    Some((classes, Cow::Owned(words.join(", "))))
}

fn says_with_what(statement: &Statement<'_>) -> bool {
    statement.assertion.event().is_some_and(|event| !event.munitions.is_empty())
}

/// Each class that a statement's munitions name, with what became of them.
fn lines(statement: &Statement<'_>) -> impl Iterator<Item = (Outcome, ClassId)> {
    let munitions = statement.assertion.event().map_or(&[][..], |event| &event.munitions);
    let lines = munitions.iter().zip(&statement.resolved.munitions);
    lines
        .flat_map(|(munition, phrase)| phrase.classes.iter().map(|class| (munition.outcome, class)))
}

/// Words that set no class apart: a drone that attacks is "explosive-laden", "suicide" or "one-way" in
/// one report and a drone in the next, and "Katyusha" is the press word for any artillery rocket.
const LOOSE: [(&str, &str); 2] = [("one_way_attack", "drone"), ("katyusha", "rocket")];

/// The loose words of a lexicon, with what they stand for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loose([Option<(ClassId, ClassId)>; LOOSE.len()]);

impl Loose {
    pub(super) fn of(munitions: &Munitions) -> Self {
        Self(LOOSE.map(|(word, class)| munitions.by_name(word).zip(munitions.by_name(class))))
    }

    /// The classes with loose words read as what they stand for.
    fn plain(self, classes: ClassSet) -> ClassSet {
        let mut plain = classes;
        for (word, class) in self.0.into_iter().flatten() {
            if plain.contains(word) {
                plain.remove(word);
                plain.insert(class);
            }
        }
        plain
    }
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
fn most_precise<'r, 'v>(
    munitions: &Munitions,
    voices: &'r [&'v Voice<'v, ClassSet>],
) -> Cow<'r, [&'v Voice<'v, ClassSet>]> {
    without(distinct(voices), |voice, voices| {
        voice.value.len() == 1
            && voices.iter().any(|other| {
                munitions.compare(other.value, voice.value) == Some(ClassRelation::Narrower)
            })
    })
}

/// The verdict on the munition.
pub(super) fn munition(story: &Story<'_>) -> Option<Finding> {
    let munitions = story.lexicons.munitions();
    let voices = story.descriptions(|statement| {
        let (classes, text) = named(munitions, statement)?;
        // The action of a denial is the one that it answers.
        if statement.view == View::Denied && !says_with_what(statement) {
            return None;
        }
        Some((story.loose.plain(classes), text))
    });
    if voices.is_empty() {
        return None;
    }
    let compare = |left: &[&Voice<'_, ClassSet>], right: &[&Voice<'_, ClassSet>]| {
        let (left, right) = (most_precise(munitions, left), most_precise(munitions, right));
        closest_unless_mixed(&left, &right, |left, right| Some(meet(munitions, *left, *right)))
    };
    let division = divide(&voices);
    let judged = match &division {
        Division::One => None,
        Division::Sides(left, right) => compare(left, right),
        Division::Origins(origins) => farthest_origins(origins, compare),
    };
    let mut finding = finding(story, &voices, judged);
    note_divided(&mut finding, story, &division, compare);
    note_changes(&mut finding, story, &voices, |left, right| Some(meet(munitions, *left, *right)));
    if finding.verdict == Verdict::Conflict {
        finding.would_reconcile = &[
            "two kinds of munition, of which each side names one",
            "a word that a translation narrowed",
            "two different events",
        ];
    }
    finding.values = stated(story, voices);
    Some(finding)
}
