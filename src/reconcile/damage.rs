//! Damage to things: grades, claimed hits, and hits that the other side rules out.

use super::finding::{Finding, FindingKind, Verdict, View};
use super::relay::note_changes;
use super::story::{
    Division, Judged, Meeting, Statement, Story, Voice, closest, divide, farthest_groups, finding,
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

fn effect(statement: &Statement<'_>) -> Option<(Effect, String)> {
    if statement.view == View::Denied
        && statement.assertion.denies() == Some(DenialScope::Occurrence)
    {
        return Some((Effect::Denied, "did not happen".to_owned()));
    }
    let event = statement.assertion.event()?;
    if let Some(damage) = event.damage {
        let effect = match damage.grade() {
            Some(grade) => Effect::Grade(grade),
            None => Effect::Hit,
        };
        let text = match damage {
            Damage::Claimed => "hit its target".to_owned(),
            Damage::None => "no damage".to_owned(),
            Damage::Destroyed => "destroyed".to_owned(),
            other => format!("{} damage", other.as_str()),
        };
        return Some((effect, text));
    }
    let has = |outcome| event.munitions.iter().any(|munition| munition.outcome == outcome);
    if has(Outcome::Hit) {
        return Some((Effect::Hit, "hit".to_owned()));
    }
    let stopped: Vec<Outcome> = [Outcome::Intercepted, Outcome::Failed, Outcome::Missed]
        .into_iter()
        .filter(|outcome| has(*outcome))
        .collect();
    let all = !stopped.is_empty() && !has(Outcome::Dud) && accounted_for(statement);
    if all {
        let words: Vec<&str> = stopped.iter().map(|outcome| outcome.as_str()).collect();
        return Some((Effect::Stopped, words.join(" or ")));
    }
    let intercepted = statement.resolved.action.as_ref().map(|action| action.act);
    if intercepted == Some(Act::Interception) && event.munitions.is_empty() {
        return Some((Effect::Stopped, "intercepted".to_owned()));
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
fn official<'v>(voices: &[&'v Voice<Effect>]) -> Vec<&'v Voice<Effect>> {
    let official: Vec<&Voice<Effect>> = voices
        .iter()
        .copied()
        .filter(|voice| matches!(voice.view, View::Confirmed | View::Denied))
        .collect();
    let official = if official.is_empty() { voices.to_vec() } else { official };
    // A grade says more than that something hit or was stopped.
    let graded: Vec<&Voice<Effect>> =
        official.iter().copied().filter(|voice| is_graded(voice)).collect();
    if graded.is_empty() { official } else { graded }
}

/// Effects that others report against what the side that was hit, or a denial, says of them.
fn reported_effect(voices: &[Voice<Effect>]) -> Option<Judged> {
    let reported: Vec<&Voice<Effect>> = voices
        .iter()
        .filter(|voice| {
            voice.view == View::Reported && matches!(voice.value, Effect::Hit | Effect::Grade(1..))
        })
        .collect();
    let answers: Vec<&Voice<Effect>> = voices
        .iter()
        .filter(|voice| match voice.view {
            View::Confirmed => is_graded(voice),
            View::Denied => true,
            _ => false,
        })
        .collect();
    closest(&reported, &answers, |reported, answer| meet_sides(*reported, *answer))
}

/// Whether the statement grades the damage, rather than that its munitions tell of a hit or a miss.
fn is_graded(voice: &Voice<Effect>) -> bool {
    matches!(voice.value, Effect::Grade(_))
}

/// The verdict on the damage.
pub(super) fn damage(story: &Story<'_>) -> Option<Finding> {
    let mut voices = story.voices(effect);
    let speaks = |voice: &Voice<Effect>| matches!(voice.value, Effect::Hit | Effect::Grade(_));
    if !voices.iter().any(speaks) {
        return None;
    }
    let of_view = |view: View| voices.iter().any(|voice| voice.view == view && speaks(voice));
    let judged = if of_view(View::Claimed) {
        match divide(&voices) {
            Division::Sides(claimed, others) => {
                let others = official(&others);
                closest(&claimed, &others, |claimed, other| meet_sides(*claimed, *other))
            }
            _ => None,
        }
    } else {
        let judged = reported_effect(&voices);
        if judged.is_none() && voices.iter().any(is_graded) {
            // What became of the munitions bears on an asserted effect; without one, only what is
            // said of the damage itself is compared.
            voices.retain(is_graded);
        }
        judged.or_else(|| match divide(&voices) {
            Division::Origins(groups) => farthest_groups(&groups, |left, right| {
                closest(left, right, |left, right| meet(*left, *right))
            }),
            _ => None,
        })
    };
    let mut finding = finding(story, &voices, judged);
    note_changes(&mut finding, story, &voices, |left, right| Some(meet(*left, *right)));
    if finding.verdict == Verdict::Conflict {
        finding.would_reconcile = vec![
            "a hit without damage worth mentioning".to_owned(),
            "damage at another place than the one that was examined".to_owned(),
        ];
    }
    Some(finding)
}
