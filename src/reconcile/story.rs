//! The live statements about one event, each with its view and its origin.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::rc::Rc;

use super::finding::{Finding, FindingKind, Magnitude, StatedValue, Verdict, View};
use super::munition::Loose;
use crate::model::{Assertion, AssertionKind, DenialScope, Span};
use crate::normalize::{Lexicons, Resolved};

/// What is said of one event by assertions that count: neither retracted nor replaced.
#[derive(Debug)]
pub(super) struct Story<'a> {
    /// Sorted by assertion id.
    pub(super) statements: Vec<Statement<'a>>,
    pub(super) lexicons: &'a Lexicons,
    pub(super) loose: Loose,
}

/// One live assertion about the event.
#[derive(Clone, Debug)]
pub(super) struct Statement<'a> {
    /// Its place in the slice of assertions.
    pub(super) index: usize,
    pub(super) assertion: &'a Assertion,
    /// Shared with the stories of its parts.
    pub(super) resolved: Rc<Resolved>,
    /// The places of actors that are what it was done with, not who did it.
    pub(super) means: Vec<usize>,
    pub(super) view: View,
    /// Statements with the same number trace back to one origin.
    pub(super) origin: usize,
    /// Whether a live claim issues this one anew under another name.
    pub(super) superseded: bool,
}

impl Statement<'_> {
    /// When it was said, as an interval.
    pub(super) fn published(&self) -> Option<Span> {
        self.resolved.published
    }

    /// Whether this was surely said on an earlier day than the other.
    pub(super) fn said_before(&self, other: &Self) -> bool {
        let ends = self.published().and_then(|span| span.end);
        let starts = other.published().and_then(|span| span.start);
        ends.zip(starts).is_some_and(|(end, start)| end <= start)
    }
}

impl<'a> Story<'a> {
    pub(super) fn statement(&self, at: usize) -> Option<&Statement<'a>> {
        self.statements.get(at)
    }

    /// The statements that describe what happened and say something about an attribute. A denial
    /// describes what it denies, so that it is no voice here.
    pub(super) fn descriptions<'s, V>(
        &'s self,
        mut value: impl FnMut(&'s Statement<'a>) -> Option<(V, Cow<'s, str>)>,
    ) -> Vec<Voice<'s, V>> {
        self.voices(|statement| match statement.view {
            View::Denied => None,
            _ => value(statement),
        })
    }

    /// The same with those who deny a part of it or that it was theirs: that something happened there
    /// and then they do not deny.
    pub(super) fn settings<'s, V>(
        &'s self,
        mut value: impl FnMut(&'s Statement<'a>) -> Option<(V, Cow<'s, str>)>,
    ) -> Vec<Voice<'s, V>> {
        self.voices(|statement| match (statement.view, statement.assertion.denies()) {
            (View::Denied, None | Some(DenialScope::Occurrence)) => None,
            _ => value(statement),
        })
    }

    /// The statements that say something about an attribute, denials included.
    pub(super) fn voices<'s, V>(
        &'s self,
        mut value: impl FnMut(&'s Statement<'a>) -> Option<(V, Cow<'s, str>)>,
    ) -> Vec<Voice<'s, V>> {
        self.statements
            .iter()
            .enumerate()
            .filter(|(_, statement)| !matches!(statement.view, View::Silent))
            .filter_map(|(at, statement)| {
                let (value, text) = value(statement)?;
                Some(Voice {
                    at,
                    view: statement.view,
                    origin: statement.origin,
                    primary: statement.assertion.kind() == AssertionKind::Claim,
                    value,
                    text,
                })
            })
            .collect()
    }
}

/// What one statement says of one attribute.
#[derive(Clone, Debug)]
pub(super) struct Voice<'s, V> {
    /// The statement.
    pub(super) at: usize,
    pub(super) view: View,
    pub(super) origin: usize,
    /// Whether this is a claim itself, not a channel of the claimant's side.
    pub(super) primary: bool,
    pub(super) value: V,
    /// The value in words.
    pub(super) text: Cow<'s, str>,
}

/// Who is compared with whom.
#[derive(Debug)]
pub(super) enum Division<'v, V> {
    /// Only one side or one origin speaks.
    One,
    /// Two sides.
    Sides(Vec<&'v Voice<'v, V>>, Vec<&'v Voice<'v, V>>),
    /// Each origin with each other: the voices of one after those of another.
    Origins(Vec<&'v Voice<'v, V>>),
}

/// The claimant's side against everyone else; where it is silent, the others with each other.
pub(super) fn divide<'v, V>(voices: &'v [Voice<'_, V>]) -> Division<'v, V> {
    let is_claimed = |voice: &&Voice<'_, V>| voice.view == View::Claimed;
    match voices.iter().filter(is_claimed).count() {
        0 if is_one_origin(voices) => Division::One,
        0 => Division::Origins(by_origin(voices)),
        claimed if claimed == voices.len() => Division::One,
        _ => {
            let of_claim = |voice: &&Voice<'_, V>| is_claimed(voice) && voice.primary;
            // What the claim itself says counts before what its channels make of it.
            let claimed = if voices.iter().any(|voice| of_claim(&voice)) {
                voices.iter().filter(of_claim).collect()
            } else {
                voices.iter().filter(is_claimed).collect()
            };
            let others = voices.iter().filter(|voice| !is_claimed(voice)).collect();
            Division::Sides(claimed, others)
        }
    }
}

/// As [`divide`], but where the claimant's side is silent, the side that was hit against everyone
/// else, and origin against origin only within one of these.
///
/// For places: those who were hit name the several places of one attack, each its own, and what one
/// of them leaves out is no contradiction.
pub(super) fn divide_by_view<'v, V>(voices: &'v [Voice<'_, V>]) -> Division<'v, V> {
    match divide(voices) {
        Division::Origins(origins) => {
            let (confirmed, rest): (Vec<_>, Vec<_>) =
                voices.iter().partition(|voice| voice.view == View::Confirmed);
            if confirmed.is_empty() || rest.is_empty() {
                Division::Origins(origins)
            } else {
                Division::Sides(confirmed, rest)
            }
        }
        other => other,
    }
}

/// How two values stand to each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Meeting {
    pub(super) verdict: Verdict,
    pub(super) kind: FindingKind,
    pub(super) magnitude: Option<Magnitude>,
}

impl Meeting {
    pub(super) const fn agree() -> Self {
        Self { verdict: Verdict::Agree, kind: FindingKind::Same, magnitude: None }
    }

    pub(super) const fn compatible(kind: FindingKind) -> Self {
        Self { verdict: Verdict::Compatible, kind, magnitude: None }
    }

    pub(super) const fn conflict(kind: FindingKind) -> Self {
        Self { verdict: Verdict::Conflict, kind, magnitude: None }
    }

    pub(super) fn by(mut self, magnitude: Option<Magnitude>) -> Self {
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
pub(super) struct Judged {
    pub(super) meeting: Meeting,
    /// Indices into the voices' statements.
    pub(super) left: usize,
    pub(super) right: usize,
}

/// More values of one side than this are never told apart by anybody; the bound keeps the work of a
/// story with thousands of statements linear.
const MOST_VALUES: usize = 64;

/// Compares two groups: the closest pair of their values.
pub(super) fn closest<V>(
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
pub(super) fn closest_unless_mixed<V>(
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

/// One voice for each text, in order.
pub(super) fn distinct<'r, 'v, V>(
    voices: impl Into<Cow<'r, [&'v Voice<'v, V>]>>,
) -> Cow<'r, [&'v Voice<'v, V>]> {
    let voices = voices.into();
    let is_new = |(at, voice): (usize, &&Voice<'_, V>)| {
        voices.iter().take(at).all(|known| known.text != voice.text)
    };
    if voices.len() <= MOST_VALUES && voices.iter().enumerate().all(is_new) {
        return voices;
    }
    let mut distinct: Vec<&Voice<'_, V>> = Vec::new();
    for voice in voices.iter().copied() {
        if distinct.len() == MOST_VALUES {
            break;
        }
        if !distinct.iter().any(|known| known.text == voice.text) {
            distinct.push(voice);
        }
    }
    Cow::Owned(distinct)
}

/// The voices without some, where that leaves any of them out.
pub(super) fn without<'r, 'v, V>(
    voices: impl Into<Cow<'r, [&'v Voice<'v, V>]>>,
    left_out: impl Fn(&Voice<'v, V>, &[&'v Voice<'v, V>]) -> bool,
) -> Cow<'r, [&'v Voice<'v, V>]> {
    let voices = voices.into();
    if !voices.iter().any(|voice| left_out(voice, &voices)) {
        return voices;
    }
    Cow::Owned(voices.iter().copied().filter(|voice| !left_out(voice, &voices)).collect())
}

/// Compares every two of the origins, whose voices come one after another, and keeps the pair that is
/// farthest apart.
pub(super) fn farthest_origins<'v, V>(
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

/// Adds a note for each side on which two origins contradict each other.
pub(super) fn note_divided<'v, V>(
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

fn is_one_origin<'v, V: 'v>(voices: impl IntoIterator<Item = &'v Voice<'v, V>>) -> bool {
    let mut origins = voices.into_iter().map(|voice| voice.origin);
    origins.next().is_none_or(|first| origins.all(|origin| origin == first))
}

/// The voices of one origin after those of another; those of one stay in their order.
fn by_origin<'v, V>(voices: impl IntoIterator<Item = &'v Voice<'v, V>>) -> Vec<&'v Voice<'v, V>> {
    let mut voices: Vec<_> = voices.into_iter().collect();
    voices.sort_by_key(|voice| voice.origin);
    voices
}

/// The finding of an attribute from its voices and the judgement over them, without the values.
pub(super) fn finding<V>(
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
pub(super) fn finding_explained(
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
pub(super) fn stated<V>(story: &Story<'_>, voices: Vec<Voice<'_, V>>) -> Vec<StatedValue> {
    stated_as(story, voices, |voice| Cow::Owned(voice.text.into_owned()))
}

/// The same in words that need not be those of the voices.
pub(super) fn stated_as<'s, V>(
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
pub(super) fn versus<V>(story: &Story<'_>, left: &Voice<'_, V>, right: &Voice<'_, V>) -> String {
    let (left, right) = if left.view <= right.view { (left, right) } else { (right, left) };
    let (view, other) = (left.view.as_str(), right.view.as_str());
    if view == other {
        let (one, another) = (speaker(story, left), speaker(story, right));
        let (by, text, next) = (" by ", ": ", "; ");
        [view, by, one, text, &left.text, next, other, by, another, text, &right.text].concat()
    } else {
        [view, ": ", &left.text, "; ", other, ": ", &right.text].concat()
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
    let view = first.view.as_str();
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
