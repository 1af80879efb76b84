//! What is found, in words.

use std::borrow::Cow;

use super::Story;
use super::meeting::{Judged, Meeting, farthest_origins};
use super::voice::{Division, Voice, by_origin, is_one_origin};
use crate::reconcile::finding::{Finding, FindingKind, StatedValue, Verdict, View};

/// The finding of an attribute from its voices and the judgement over them, without the values.
pub(crate) fn finding<V>(
    story: &Story<'_>,
    voices: &[Voice<'_, V>],
    judged: Option<Judged>,
) -> Finding {
    finding_explained(judged, |_| explanation(story, voices, judged))
}

/// "claimed: 5 fired; confirmed: 2 fired", of the two statements that show it best.
fn explanation<V>(story: &Story<'_>, voices: &[Voice<'_, V>], judged: Option<Judged>) -> String {
    // Voices are in the order of their statements.
    let voice = |at: usize| voices.get(voices.binary_search_by_key(&at, |voice| voice.at).ok()?);
    match judged.and_then(|judged| voice(judged.left).zip(voice(judged.right))) {
        Some((left, right)) => versus(story, left, right),
        None => one_side(story, voices),
    }
}

/// The same with other words, which may depend on the verdict.
pub(crate) fn finding_explained(
    judged: Option<Judged>,
    explanation: impl FnOnce(Verdict) -> String,
) -> Finding {
    let meeting = judged.map_or(
        Meeting { verdict: Verdict::Unilateral, kind: FindingKind::OneSide, magnitude: None },
        |judged| judged.meeting,
    );
    Finding {
        verdict: meeting.verdict,
        kind: meeting.kind,
        magnitude: meeting.magnitude,
        values: Vec::new(),
        explanation: explanation(meeting.verdict),
        would_reconcile: &[],
        ranges: Vec::new(),
        divided: false,
        notes: Vec::new(),
    }
}

/// The values by view, then by assertion id.
pub(crate) fn stated<V>(story: &Story<'_>, voices: Vec<Voice<'_, V>>) -> Vec<StatedValue> {
    stated_as(story, voices, |voice| Cow::Owned(voice.text.into_owned()))
}

/// The same in words that need not be those of the voices.
pub(crate) fn stated_as<'s, V>(
    story: &Story<'_>,
    voices: Vec<Voice<'s, V>>,
    in_words: impl Fn(Voice<'s, V>) -> Cow<'static, str>,
) -> Vec<StatedValue> {
    let mut values = Vec::with_capacity(voices.len());
    values.extend(voices.into_iter().filter_map(|voice| {
        Some(StatedValue {
            assertion: story.statement(voice.at)?.assertion.id().clone(),
            view: voice.view,
            value: in_words(voice),
        })
    }));
    // They come in the order of the ids.
    values.sort_by_key(|value: &StatedValue| value.view);
    values
}

/// "claimed: 5 fired; confirmed: 2 fired".
fn versus<V>(story: &Story<'_>, left: &Voice<'_, V>, right: &Voice<'_, V>) -> String {
    let (left, right) = if left.view <= right.view { (left, right) } else { (right, left) };
    let (view, other) = (label(left.view), label(right.view));
    if view == other {
        let (one, another) = (speaker(story, left), speaker(story, right));
        let (by, text, next) = (" by ", ": ", "; ");
        [view, by, one, text, &left.text, next, other, by, another, text, &right.text].concat()
    } else {
        [view, ": ", &left.text, "; ", other, ": ", &right.text].concat()
    }
}

/// What stands before a value. Who denies something says how it was instead, and does not deny the value.
const fn label(view: View) -> &'static str {
    match view {
        View::Denied => "in the denial",
        _ => view.as_str(),
    }
}

fn speaker<'s, V>(story: &'s Story<'_>, voice: &Voice<'_, V>) -> &'s str {
    story.statement(voice.at).map_or("", |statement| &statement.assertion.source().name)
}

/// "confirmed: none; nobody else speaks to it".
fn one_side<V>(story: &Story<'_>, voices: &[Voice<'_, V>]) -> String {
    const MOST_TEXTS: usize = 3;
    let Some(first) = voices.iter().min_by_key(|voice| voice.view) else { return String::new() };
    let silent = if first.view == View::Claimed {
        "nobody else speaks to it"
    } else if story.statements.iter().any(|statement| statement.view == View::Claimed) {
        "the claimant does not speak to it"
    } else {
        "no other origin speaks to it"
    };
    let view = label(first.view);
    if let [voice] = voices {
        return [view, ": ", &voice.text, "; ", silent].concat();
    }
    let mut ordered: Vec<&Voice<'_, V>> = voices.iter().collect();
    ordered.sort_by_key(|voice| (voice.view, voice.at));
    let mut texts: Vec<&str> = Vec::new();
    let mut more = "";
    for voice in ordered {
        if texts.contains(&&*voice.text) {
            continue;
        }
        if texts.len() == MOST_TEXTS {
            more = ", …";
            break;
        }
        texts.push(&voice.text);
    }
    [view, ": ", &texts.join(" / "), more, "; ", silent].concat()
}

/// Adds a note for each side on which two origins contradict each other.
pub(crate) fn note_divided<'v, V>(
    finding: &mut Finding,
    story: &Story<'_>,
    division: &Division<'v, V>,
    mut compare: impl FnMut(&[&'v Voice<'v, V>], &[&'v Voice<'v, V>]) -> Option<Judged>,
) {
    let Division::Sides(claimed, others) = division else { return };
    let all = |view: View| claimed.iter().all(|voice| voice.view == view);
    let side = match () {
        () if all(View::Confirmed) => "among those who confirm",
        () if all(View::Reported) => "among those who report",
        () => "on the claimant's side",
    };
    for (side, voices) in [(side, claimed), ("among the others", others)] {
        if is_one_origin(voices.iter().copied()) {
            continue;
        }
        let judged = farthest_origins(&by_origin(voices.iter().copied()), &mut compare);
        let conflict = judged
            .filter(|judged| judged.meeting.verdict == Verdict::Conflict)
            .and_then(|judged| {
                let voice = |at: usize| voices.iter().find(|voice| voice.at == at);
                voice(judged.left).zip(voice(judged.right))
            });
        if let Some((left, right)) = conflict {
            finding.divided = true;
            finding.notes.push(format!("{side}, {}", versus(story, left, right)));
        }
    }
}
