//! Who did it: the verdict, and the status on the axis of attribution.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::finding::{Finding, FindingKind, Verdict, View};
use super::status::Attribution;
use super::story::{
    Division, Judged, Meeting, Statement, Story, Voice, closest, divide, farthest_origins, finding,
    stated,
};
use crate::model::{AssertionKind, DenialScope, Relation};
use crate::normalize::actors::{ActorId, ActorMatch, ActorRole, Actors, Lineage, MatchKind};
use crate::text::skeleton;

/// The actors that one statement names.
#[derive(Clone, Debug)]
struct Named<'s> {
    actors: Vec<NamedActor<'s>>,
}

/// An actor as a statement names it.
#[derive(Clone, Debug)]
struct NamedActor<'s> {
    found: &'s ActorMatch,
    name: &'s str,
    /// The name by its sounds, once it is asked for.
    skeleton: OnceCell<String>,
}

impl<'s> NamedActor<'s> {
    fn new(found: &'s ActorMatch, name: &'s str) -> Self {
        Self { found, name, skeleton: OnceCell::new() }
    }

    fn skeleton(&self) -> &str {
        self.skeleton.get_or_init(|| skeleton(self.name))
    }
}

/// Whom a statement names; a claim names its speaker.
fn named<'s>(statement: &'s Statement<'_>) -> Option<Named<'s>> {
    if statement.view == View::Denied {
        return None;
    }
    let said = statement.assertion.actors().zip(&statement.resolved.actors).enumerate();
    let mut actors: Vec<NamedActor<'s>> = said
        .filter(|(place, _)| !statement.means.contains(place))
        .map(|(_, (name, found))| NamedActor::new(found, name))
        .collect();
    if actors.is_empty() && statement.assertion.kind() == AssertionKind::Claim {
        let name = &statement.assertion.source().name;
        actors.push(NamedActor::new(&statement.resolved.speaker, name));
    }
    (!actors.is_empty()).then_some(Named { actors })
}

fn in_words<'s>(named: &Named<'s>) -> Cow<'s, str> {
    match named.actors[..] {
        [ref actor] => Cow::Borrowed(actor.name),
        ref actors => {
            let each: Vec<&str> = actors.iter().map(|actor| actor.name).collect();
            Cow::Owned(each.join(", "))
        }
    }
}

fn meet(actors: &Actors, left: &Named<'_>, right: &Named<'_>) -> Meeting {
    let mut best: Option<Meeting> = None;
    for left in &left.actors {
        for right in &right.actors {
            // What one entry is needs no look at the sounds of its names.
            let same = left.found.id.is_some() && left.found.id == right.found.id;
            let same_name = || left.skeleton() == right.skeleton() && !left.skeleton().is_empty();
            let meeting = if same || same_name() {
                Meeting::agree()
            } else {
                meet_one(actors, left.found, right.found)
            };
            if best.is_none_or(|best| meeting.verdict < best.verdict) {
                best = Some(meeting);
            }
        }
    }
    best.unwrap_or(Meeting::compatible(FindingKind::Overlaps))
}

fn meet_one(actors: &Actors, left: &ActorMatch, right: &ActorMatch) -> Meeting {
    let (Some(left), Some(right)) = (left.id, right.id) else {
        // An ambiguous name can be any of its candidates; a name that nobody knows can be anybody.
        let known = |actor: &ActorMatch| -> Vec<ActorId> {
            actor.id.map_or_else(|| actor.candidates.clone(), |id| vec![id])
        };
        let (left, right) = (known(left), known(right));
        let meets = left.is_empty()
            || right.is_empty()
            || left.iter().any(|one| right.iter().any(|other| actors.compatible(*one, *other)));
        return if meets {
            Meeting::compatible(FindingKind::Overlaps)
        } else {
            Meeting::conflict(FindingKind::DifferentActor)
        };
    };
    match actors.lineage(left, right) {
        Lineage::Same | Lineage::SameState => Meeting::agree(),
        Lineage::Ancestor | Lineage::Descendant => Meeting::compatible(FindingKind::SameLine),
        _ if actors.actor(left).generic || actors.actor(right).generic => {
            Meeting::compatible(FindingKind::SameLine)
        }
        _ => Meeting::conflict(FindingKind::DifferentActor),
    }
}

/// The verdict on who did it.
pub(super) fn attribution(story: &Story<'_>) -> Option<Finding> {
    let actors = story.lexicons.actors();
    let voices = story.voices(|statement| {
        let named = named(statement)?;
        let text = in_words(&named);
        Some((named, text))
    });
    let denial = responsibility_denied(story, &voices);
    if voices.is_empty() {
        return None;
    }
    let compare = |left: &[&Voice<'_, Named<'_>>], right: &[&Voice<'_, Named<'_>>]| {
        closest(left, right, |left, right| meet(actors, left, right))
    };
    let mut judged = match divide(&voices) {
        Division::One => several_claimants(&voices, actors),
        Division::Sides(left, right) => compare(&left, &right),
        Division::Origins(origins) => farthest_origins(&origins, compare),
    };
    // Agreement with one of several names of a line is not agreement on the name.
    if judged.is_some_and(|judged| judged.meeting.verdict == Verdict::Agree) {
        judged = several_claimants(&voices, actors).or(judged);
    }
    let competing = competing_claims(story, &voices, actors);
    if let Some(competing) = competing {
        judged = Some(competing);
    }
    let mut finding = finding(story, &voices, judged);
    if competing.is_none()
        && let Some((voice, denial)) = denial
    {
        finding.verdict = Verdict::Conflict;
        finding.kind = FindingKind::ResponsibilityDenied;
        if let Some((named, denying)) = story.statement(voice.at).zip(story.statement(denial)) {
            finding.explanation = format!(
                "{} by {}: {}; denied by {}",
                voice.view.as_str(),
                named.assertion.source().name,
                voice.text,
                denying.assertion.source().name,
            );
        }
    }
    if finding.verdict == Verdict::Conflict {
        let same_umbrella = competing.is_some_and(|judged| siblings(story, judged, actors));
        if same_umbrella {
            finding.notes.push("both claimants belong to the same umbrella".to_owned());
        }
        finding.would_reconcile = match finding.kind {
            FindingKind::CompetingClaims => &["a joint action", "one name used for the other"],
            FindingKind::ResponsibilityDenied => &["another group of the same line acted"],
            _ => &["one name used for the other", "two different events"],
        };
    }
    if story.statements.iter().any(|statement| statement.superseded) {
        finding.notes.push("a claim was issued anew under another name".to_owned());
    }
    finding.values = stated(story, voices);
    Some(finding)
}

/// Claims under several names of one line, where nobody else names an actor: the umbrella and its
/// member.
fn several_claimants(voices: &[Voice<'_, Named<'_>>], actors: &Actors) -> Option<Judged> {
    let claims: Vec<&Voice<'_, Named<'_>>> =
        voices.iter().filter(|voice| voice.view == View::Claimed).collect();
    let claims = super::story::distinct(&claims);
    let first = claims.first()?;
    claims.iter().skip(1).find_map(|other| {
        let meeting = meet(actors, &first.value, &other.value);
        let differs = meeting.kind == FindingKind::SameLine
            && is_group(actors, &first.value)
            && is_group(actors, &other.value);
        differs.then_some(Judged { meeting, left: first.at, right: other.at })
    })
}

/// Whether all that are named are groups or brands, not states and not words for many groups.
fn is_group(actors: &Actors, named: &Named<'_>) -> bool {
    named.actors.iter().all(|actor| {
        actor.found.id.is_some_and(|id| {
            let actor = actors.actor(id);
            actor.role.is_armed_non_state() && actor.role != ActorRole::Category && !actor.generic
        })
    })
}

/// Two live claims by actors on different lines. A claim that was issued anew does not compete with
/// the new one.
fn competing_claims(
    story: &Story<'_>,
    voices: &[Voice<'_, Named<'_>>],
    actors: &Actors,
) -> Option<Judged> {
    let claims: Vec<&Voice<'_, Named<'_>>> = voices
        .iter()
        .filter(|voice| {
            let named = voice.value.actors.iter().all(|actor| !actor.found.unnamed);
            named
                && story.statement(voice.at).is_some_and(|statement| {
                    statement.assertion.kind() == AssertionKind::Claim && !statement.superseded
                })
        })
        .collect();
    let claims = super::story::distinct(&claims);
    for (index, left) in claims.iter().enumerate() {
        for right in claims.iter().skip(index + 1) {
            if meet(actors, &left.value, &right.value).verdict == Verdict::Conflict {
                return Some(Judged {
                    meeting: Meeting::conflict(FindingKind::CompetingClaims),
                    left: left.at,
                    right: right.at,
                });
            }
        }
    }
    None
}

fn siblings(story: &Story<'_>, judged: Judged, actors: &Actors) -> bool {
    let first = |at: usize| {
        let statement = story.statement(at)?;
        statement.resolved.actors.iter().find_map(|actor| actor.id)
    };
    first(judged.left)
        .zip(first(judged.right))
        .is_some_and(|(left, right)| actors.lineage(left, right) == Lineage::Siblings)
}

/// A statement that names an actor, and the denial by which that actor, or somebody for it, says
/// that it was not them.
fn responsibility_denied<'v, 's>(
    story: &Story<'_>,
    voices: &'v [Voice<'_, Named<'s>>],
) -> Option<(&'v Voice<'v, Named<'s>>, usize)> {
    let actors = story.lexicons.actors();
    for (at, denial) in story.statements.iter().enumerate() {
        if denial.assertion.denies() != Some(DenialScope::Responsibility) {
            continue;
        }
        let mut accused: Vec<ActorId> =
            denial.resolved.actors.iter().filter_map(|actor| actor.id).collect();
        accused.extend(denial.resolved.speaker.id);
        accused.extend(denial.resolved.principal);
        let own = skeleton(&denial.assertion.source().name);
        let names = |voice: &&Voice<'_, Named<'_>>| {
            voice.value.actors.iter().any(|actor| {
                actor.skeleton() == own
                    || actor.found.id.is_some_and(|id| {
                        accused.iter().any(|accused| answers(actors, *accused, id))
                    })
            })
        };
        // The claimant's own side does not contradict its claim by denying another's.
        if let Some(voice) = voices.iter().filter(|voice| voice.at != at).find(names) {
            return Some((voice, at));
        }
    }
    None
}

/// Whether a denial by this actor is one for the named actor.
fn answers(actors: &Actors, denying: ActorId, named: ActorId) -> bool {
    actors.compatible(denying, named)
        || actors.speaks_for(denying, named)
        || actors.lineage(denying, named) == Lineage::Backer
}

/// The status on the axis of attribution.
pub(super) fn attribution_status(story: &Story<'_>, finding: Option<&Finding>) -> Attribution {
    if finding.is_some_and(|finding| finding.verdict == Verdict::Conflict) {
        return Attribution::Contested;
    }
    let superseding = story
        .statements
        .iter()
        .any(|statement| statement.assertion.relation() == Some(Relation::Supersedes));
    let claimed =
        story.statements.iter().any(|statement| statement.assertion.kind() == AssertionKind::Claim);
    if superseding && claimed {
        Attribution::Superseded
    } else if claimed {
        Attribution::Admitted
    } else if finding.is_some() && names_somebody(story) {
        Attribution::Attributed
    } else {
        Attribution::Unattributed
    }
}

fn names_somebody(story: &Story<'_>) -> bool {
    let actors = story.lexicons.actors();
    let named = story.statements.iter().filter_map(named);
    named.flat_map(|named| named.actors).map(|actor| actor.found).any(|actor| {
        actor.how != MatchKind::Generic
            && actor.id.is_none_or(|id| {
                let actor = actors.actor(id);
                !actor.generic && actor.role != ActorRole::UnnamedSource
            })
    })
}
