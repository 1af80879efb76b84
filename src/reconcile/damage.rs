//! Damage to things: grades, claimed hits, and hits that the other side rules out.

use std::borrow::Cow;

use super::finding::{Finding, FindingKind, Verdict, View};
use super::relay::note_changes;
use super::story::{
    Division, Meeting, Statement, Story, Voice, closest, divide, farthest_origins, finding,
    note_divided, stated, without,
};
use crate::model::{Damage, DenialScope, Outcome};
use crate::normalize::munitions::Act;

/// What a statement says of the effect on things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    /// A hit without detail.
    Hit,
    /// A grade from 0 (none) to 4 (destroyed).
    Grade(u8),
    /// All of it was intercepted, failed or missed.
    Stopped,
    /// Nothing happened at all.
    Denied,
}

fn effect<'s>(statement: &'s Statement<'_>) -> Option<(Effect, Cow<'s, str>)> {
    if statement.view == View::Denied
        && statement.assertion.denies() == Some(DenialScope::Occurrence)
    {
        return Some((Effect::Denied, "did not happen".into()));
    }
    let event = statement.assertion.event()?;
    if let Some(damage) = event.damage {
        let effect = match damage.grade() {
            Some(grade) => Effect::Grade(grade),
            None => Effect::Hit,
        };
        let text = match damage {
            Damage::Claimed => "hit its target".into(),
            Damage::None => "no damage".into(),
            Damage::Destroyed => "destroyed".into(),
            other => [other.as_str(), " damage"].concat().into(),
        };
        return Some((effect, text));
    }
    let has = |outcome| event.munitions.iter().any(|munition| munition.outcome == outcome);
    if has(Outcome::Hit) {
        return Some((Effect::Hit, "hit".into()));
    }
    let stopped = [Outcome::Intercepted, Outcome::Failed, Outcome::Missed];
    let all = stopped.into_iter().any(has) && !has(Outcome::Dud) && accounted_for(statement);
    if all {
        let said = stopped.into_iter().filter(|outcome| has(*outcome));
        let words: Vec<&str> = said.map(Outcome::as_str).collect();
        return Some((Effect::Stopped, words.join(" or ").into()));
    }
    let intercepted = statement.resolved.action.as_ref().map(|action| action.act);
    if intercepted == Some(Act::Interception) && event.munitions.is_empty() {
        return Some((Effect::Stopped, "intercepted".into()));
    }
    None
}

/// Whether what was stopped is all that the statement says was fired.
fn accounted_for(statement: &Statement<'_>) -> bool {
    let Some(event) = statement.assertion.event() else { return false };
    let total = |wanted: &dyn Fn(Outcome) -> bool| {
        let mut sum = Some(0u64);
        let mut any = false;
        for munition in event.munitions.iter().filter(|munition| wanted(munition.outcome)) {
            any = true;
            let exact = munition.count.as_ref().filter(|count| count.is_exact());
            sum = sum.zip(exact).map(|(sum, count)| sum.saturating_add(count.min()));
        }
        any.then_some(sum)
    };
    let fired = total(&|outcome| outcome == Outcome::Fired);
    let stopped = total(&|outcome| {
        matches!(outcome, Outcome::Intercepted | Outcome::Failed | Outcome::Missed)
    });
    match (fired, stopped) {
        (None, Some(_)) => true,
        (Some(Some(fired)), Some(Some(stopped))) => stopped >= fired,
        _ => false,
    }
}

fn meet(left: Effect, right: Effect) -> Meeting {
    use Effect::{Denied, Grade, Hit, Stopped};
    match (left, right) {
        (Hit, Hit) | (Stopped, Stopped) | (Denied, Denied) => Meeting::agree(),
        (Grade(left), Grade(right)) if left == right => Meeting::agree(),
        (Hit | Grade(1..), Denied)
        | (Denied, Hit | Grade(1..))
        | (Hit, Grade(0) | Stopped)
        | (Grade(0) | Stopped, Hit) => Meeting::conflict(FindingKind::UnsupportedEffect),
        (Hit, Grade(_)) => Meeting::compatible(FindingKind::Coarser),
        (Grade(_), Hit) => Meeting::compatible(FindingKind::Refines),
        (Grade(0), Grade(1..)) | (Grade(1..), Grade(0)) => {
            Meeting::conflict(FindingKind::DifferentGrade)
        }
        (Grade(left), Grade(right)) if left.abs_diff(right) == 1 => {
            Meeting::compatible(FindingKind::AdjacentGrade)
        }
        (Grade(_), Grade(_)) => Meeting::conflict(FindingKind::DifferentGrade),
        // Debris of what was shot down does damage too.
        (Stopped, Grade(3..)) | (Grade(3..), Stopped) => {
            Meeting::conflict(FindingKind::UnsupportedEffect)
        }
        (Stopped, Grade(_) | Denied)
        | (Grade(_) | Denied, Stopped)
        | (Denied, Grade(_))
        | (Grade(_), Denied) => Meeting::compatible(FindingKind::Overlaps),
    }
}

/// A claimed grade above none against none is an effect that the other side does not support.
fn meet_sides(claimed: Effect, other: Effect) -> Meeting {
    match (claimed, other) {
        (Effect::Grade(1..), Effect::Grade(0) | Effect::Stopped) => {
            Meeting::conflict(FindingKind::UnsupportedEffect)
        }
        _ => meet(claimed, other),
    }
}

/// The official word decides where there is one.
fn official<'r, 'v>(voices: &'r [&'v Voice<'v, Effect>]) -> Cow<'r, [&'v Voice<'v, Effect>]> {
    let weight = |voice: &Voice<'_, Effect>| {
        // A grade says more than that something hit or was stopped.
        (matches!(voice.view, View::Confirmed | View::Denied), is_graded(voice))
    };
    let most = voices.iter().map(|voice| weight(voice)).max();
    without(voices, |voice, _| Some(weight(voice)) != most)
}

/// Effects that others report against what the side that was hit, or a denial, says of them; nothing where
/// one of these is silent.
fn reported_effect<'v>(voices: &'v [Voice<'v, Effect>]) -> Option<Division<'v, Effect>> {
    let reported: Vec<&Voice<'_, Effect>> = voices
        .iter()
        .filter(|voice| {
            voice.view == View::Reported && matches!(voice.value, Effect::Hit | Effect::Grade(1..))
        })
        .collect();
    let answers: Vec<&Voice<'_, Effect>> = voices
        .iter()
        .filter(|voice| match voice.view {
            View::Confirmed => is_graded(voice),
            View::Denied => true,
            _ => false,
        })
        .collect();
    let both = !reported.is_empty() && !answers.is_empty();
    both.then_some(Division::Sides(reported, answers))
}

/// Whether the statement grades the damage, rather than that its munitions tell of a hit or a miss.
fn is_graded(voice: &Voice<'_, Effect>) -> bool {
    matches!(voice.value, Effect::Grade(_))
}

/// The verdict on the damage.
pub(super) fn damage(story: &Story<'_>) -> Option<Finding> {
    let mut voices = story.voices(effect);
    let speaks = |voice: &Voice<'_, Effect>| matches!(voice.value, Effect::Hit | Effect::Grade(_));
    if !voices.iter().any(speaks) {
        return None;
    }
    let compare = |left: &[&Voice<'_, Effect>], right: &[&Voice<'_, Effect>]| {
        closest(left, right, |left, right| meet(*left, *right))
    };
    let claims = voices.iter().any(|voice| voice.view == View::Claimed && speaks(voice));
    if !claims && reported_effect(&voices).is_none() && voices.iter().any(is_graded) {
        // What became of the munitions bears on an asserted effect; without one, only what is said of
        // the damage itself is compared.
        voices.retain(is_graded);
    }
    let answered = if claims { None } else { reported_effect(&voices) };
    let division = answered.unwrap_or_else(|| match divide(&voices) {
        Division::Sides(..) if !claims => Division::One,
        division => division,
    });
    let judged = match &division {
        Division::One => None,
        Division::Sides(left, right) => {
            let right = if claims { official(right) } else { right.into() };
            closest(left, &right, |left, right| meet_sides(*left, *right))
        }
        Division::Origins(origins) => farthest_origins(origins, compare),
    };
    let mut finding = finding(story, &voices, judged);
    note_divided(&mut finding, story, &division, compare);
    note_changes(&mut finding, story, &voices, |left, right| Some(meet(*left, *right)));
    if finding.verdict == Verdict::Conflict {
        finding.would_reconcile = &[
            "a hit without damage worth mentioning",
            "damage at another place than the one that was examined",
        ];
    }
    finding.values = stated(story, voices);
    Some(finding)
}
