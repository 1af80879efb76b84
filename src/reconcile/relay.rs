//! One speaker against itself: what a relay makes of a statement, and figures that a speaker changes.
//!
//! Neither is a discrepancy between two accounts, so that neither changes a verdict: the finding says
//! beside its verdict what differs and who wrote which.

use super::finding::{Finding, FindingKind, Verdict};
use super::story::{Meeting, Statement, Story, Voice};
use crate::model::{Assertion, Relation};
use crate::text::fold;

/// How two statements of one speaker hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Descent {
    /// The second passes on the first.
    Relay,
    /// The speaker said the second on a later day than the first.
    Later,
}

/// More statements of one event than this are not compared with each other for changes by one speaker.
const MOST_VOICES: usize = 64;

/// Adds a note for each pair of statements by one speaker that contradict each other, as `meet` judges
/// two values. A finding that rests on one side alone takes its kind and explanation from the first.
pub(super) fn note_changes<V>(
    finding: &mut Finding,
    story: &Story<'_>,
    voices: &[Voice<'_, V>],
    mut meet: impl FnMut(&V, &V) -> Option<Meeting>,
) {
    let voices = voices.get(..MOST_VOICES.min(voices.len())).unwrap_or(voices);
    let mut notes: Vec<(FindingKind, String)> = Vec::new();
    for (at, left) in voices.iter().enumerate() {
        for right in voices.iter().skip(at + 1).filter(|right| right.origin == left.origin) {
            if left.text == right.text || left.view != right.view {
                continue;
            }
            let Some((first, second, descent)) = descent(story, left, right) else { continue };
            if meet(&left.value, &right.value)
                .is_some_and(|meeting| meeting.verdict == Verdict::Conflict)
            {
                notes.extend(in_words(story, first, second, descent));
            }
        }
    }
    notes.dedup();
    if let (Verdict::Unilateral, Some((kind, text))) = (finding.verdict, notes.first()) {
        finding.kind = *kind;
        finding.explanation.clone_from(text);
    }
    finding.notes.extend(notes.into_iter().map(|(_, text)| text));
}

/// The two in the order of their descent; `None` when nothing tells that the one comes from the other.
fn descent<'v, V>(
    story: &Story<'_>,
    left: &'v Voice<'v, V>,
    right: &'v Voice<'v, V>,
) -> Option<(&'v Voice<'v, V>, &'v Voice<'v, V>, Descent)> {
    let (one, other) = story.statement(left.at).zip(story.statement(right.at))?;
    if repeats(other.assertion, one.assertion) {
        return Some((left, right, Descent::Relay));
    }
    if repeats(one.assertion, other.assertion) {
        return Some((right, left, Descent::Relay));
    }
    if !same_speaker(one, other) {
        return None;
    }
    if one.said_before(other) {
        return Some((left, right, Descent::Later));
    }
    if other.said_before(one) {
        return Some((right, left, Descent::Later));
    }
    match (one.assertion.relayed_by().is_empty(), other.assertion.relayed_by().is_empty()) {
        (true, false) => Some((left, right, Descent::Relay)),
        (false, true) => Some((right, left, Descent::Relay)),
        _ => None,
    }
}

fn repeats(relay: &Assertion, primary: &Assertion) -> bool {
    relay.relation() == Some(Relation::Repeats) && relay.about().contains(primary.id())
}

/// Whether both surely have one speaker: two who are not named need not be the same.
fn same_speaker(one: &Statement<'_>, other: &Statement<'_>) -> bool {
    let named = |statement: &Statement<'_>| {
        statement.assertion.source().named && !statement.resolved.speaker.unnamed
    };
    if !named(one) || !named(other) {
        return false;
    }
    match (one.resolved.speaker.id, other.resolved.speaker.id) {
        (Some(one), Some(other)) => one == other,
        (None, None) => {
            let (one, other) = (&one.assertion.source().name, &other.assertion.source().name);
            one == other || fold(one) == fold(other)
        }
        _ => false,
    }
}

/// "by CENTCOM: 2 fired; as relayed by Syria TV: 3 fired".
fn in_words<V>(
    story: &Story<'_>,
    first: &Voice<'_, V>,
    second: &Voice<'_, V>,
    descent: Descent,
) -> Option<(FindingKind, String)> {
    let (one, other) = story.statement(first.at).zip(story.statement(second.at))?;
    let speaker = &one.assertion.source().name;
    let (before, after) = (&first.text, &second.text);
    Some(match descent {
        Descent::Relay => {
            let relay =
                other.assertion.relayed_by().last().unwrap_or(&other.assertion.source().name);
            let text = format!("by {speaker}: {before}; as relayed by {relay}: {after}");
            (FindingKind::RelayDistortion, text)
        }
        Descent::Later => {
            (FindingKind::Revision, format!("first by {speaker}: {before}; later: {after}"))
        }
    })
}
