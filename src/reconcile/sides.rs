//! Who looks at the event from where, and which statements trace back to one origin.

use super::finding::View;
use crate::model::{AssertionKind, Relation, Role};
use crate::normalize::actors::{ActorContext, ActorId, ActorRole, Actors, Lineage};
use crate::normalize::{Lexicons, Resolved};
use crate::text::{fold, skeleton};

/// What is known of a statement before its view and origin are.
#[derive(Debug)]
pub(super) struct Speaker<'a> {
    pub(super) kind: AssertionKind,
    pub(super) name: &'a str,
    pub(super) role: Option<Role>,
    /// Whether the document names the speaker.
    pub(super) named: bool,
    pub(super) resolved: &'a Resolved,
    pub(super) relation: Option<Relation>,
    /// The members that it is about, as positions among the speakers.
    pub(super) about: Vec<usize>,
}

/// The view and the origin of each statement, parallel to the speakers.
pub(super) fn views_and_origins(
    speakers: &[Speaker<'_>],
    lexicons: &Lexicons,
) -> Vec<(View, usize)> {
    let actors = lexicons.actors();
    let mut origins = Groups::new(speakers.len());
    let keys = speakers.iter().map(|speaker| OriginKey::of(speaker, actors));
    let mut by_key: Vec<(OriginKey, usize)> = keys.zip(0..).collect();
    by_key.sort_unstable();
    for pair in by_key.windows(2) {
        if let [(one, first), (other, next)] = pair
            && one == other
        {
            origins.join(*first, *next);
        }
    }
    for (at, speaker) in speakers.iter().enumerate() {
        if speaker.relation == Some(Relation::Repeats) {
            for about in &speaker.about {
                origins.join(*about, at);
            }
        }
    }
    join_unnamed(speakers, actors, &mut origins);
    let mut sides: Vec<(View, usize)> =
        speakers.iter().map(|speaker| (own_view(speaker.kind), 0)).collect();
    let is = |kind: AssertionKind| speakers.iter().any(|speaker| speaker.kind == kind);
    if is(AssertionKind::Claim) && is(AssertionKind::Report) {
        join_claimants(speakers, actors, &mut origins, &mut sides);
    }
    for (at, (_, origin)) in sides.iter_mut().enumerate() {
        *origin = origins.root(at);
    }
    sides
}

/// Brings reports by channels of a claimant, or by what is of one origin with a claim, to the claimant's
/// side.
fn join_claimants(
    speakers: &[Speaker<'_>],
    actors: &Actors,
    origins: &mut Groups,
    sides: &mut [(View, usize)],
) {
    let mut claimants: Vec<(usize, ActorId)> = speakers
        .iter()
        .enumerate()
        .filter(|(_, speaker)| speaker.kind == AssertionKind::Claim)
        .flat_map(|(at, speaker)| {
            let named = speaker.resolved.actors.iter().filter_map(|actor| actor.id);
            named.chain(speaker.resolved.speaker.id).map(move |id| (at, id))
        })
        .collect();
    // Each claimant once, by its first claim.
    claimants.sort_by_key(|(at, id)| (*id, *at));
    claimants.dedup_by_key(|(_, id)| *id);
    let claims = speakers.iter().enumerate();
    let claims = claims.filter(|(_, speaker)| speaker.kind == AssertionKind::Claim);
    let mut claiming: Vec<usize> = claims.map(|(at, _)| origins.root(at)).collect();
    claiming.sort_unstable();
    claiming.dedup();
    for (at, (speaker, (view, _))) in speakers.iter().zip(sides).enumerate() {
        if speaker.kind != AssertionKind::Report {
            continue;
        }
        let of_claimant = |id: ActorId| {
            claimants.iter().find(|(_, claimant)| speaks_on_behalf(actors, id, *claimant))
        };
        let run_by = speaker.resolved.speaker.id.and_then(of_claimant).or_else(|| {
            // Worth the look only where somebody claims.
            claimants.first()?;
            linked_to(actors, speaker).and_then(of_claimant)
        });
        if let Some((claim, _)) = run_by {
            origins.join(*claim, at);
            *view = View::Claimed;
        } else if claiming.binary_search(&origins.root(at)).is_ok() {
            *view = View::Claimed;
        }
    }
}

/// An official who is not named, of no stated nationality, may be any of those who speak for the same
/// side: it is not counted as one more origin beside them.
fn join_unnamed(speakers: &[Speaker<'_>], actors: &Actors, origins: &mut Groups) {
    if speakers.iter().all(|speaker| speaker.named) {
        return;
    }
    for kind in [AssertionKind::Claim, AssertionKind::Confirmation] {
        let of_kind = || speakers.iter().enumerate().filter(|(_, speaker)| speaker.kind == kind);
        let state = |speaker: &Speaker<'_>| {
            speaker.resolved.principal.is_some_and(|id| {
                let role = actors.actor(id).role;
                role.is_state() || role == ActorRole::Coalition
            })
        };
        let nobody = |speaker: &Speaker<'_>| {
            !speaker.named
                && speaker
                    .resolved
                    .principal
                    .is_none_or(|id| matches!(actors.actor(id).role, ActorRole::UnnamedSource))
        };
        let first = of_kind()
            .find(|(_, speaker)| state(speaker))
            .or_else(|| of_kind().find(|(_, speaker)| nobody(speaker)));
        let Some((first, _)) = first else { continue };
        for (at, _) in of_kind().filter(|(_, speaker)| nobody(speaker)) {
            origins.join(first, at);
        }
    }
}

/// The view of a speaker by what it does alone.
pub(super) fn own_view(kind: AssertionKind) -> View {
    match kind {
        AssertionKind::Claim => View::Claimed,
        AssertionKind::Confirmation => View::Confirmed,
        AssertionKind::Denial => View::Denied,
        AssertionKind::NoComment => View::Silent,
        _ => View::Reported,
    }
}

/// The group that an unnamed channel is said to be linked to: "channels linked to Iran-backed
/// militias".
fn linked_to(actors: &Actors, speaker: &Speaker<'_>) -> Option<ActorId> {
    let unnamed = speaker
        .resolved
        .speaker
        .id
        .is_none_or(|id| actors.actor(id).role == ActorRole::UnnamedSource);
    if speaker.role != Some(Role::Media) || !unnamed {
        return None;
    }
    let mut rest = speaker.name;
    while let Some((_, tail)) = rest.split_once(char::is_whitespace) {
        rest = tail.trim_start();
        let found = actors.resolve(rest, &ActorContext::default()).id;
        if let Some(id) = found
            && actors.actor(id).role.is_armed_non_state()
        {
            return Some(id);
        }
    }
    None
}

/// Whether a report by this speaker is the claimant's own word: its channel, its organ, or a channel
/// of the camp that it belongs to.
fn speaks_on_behalf(actors: &Actors, speaker: ActorId, claimant: ActorId) -> bool {
    let line = matches!(
        actors.lineage(actors.principal(speaker), actors.principal(claimant)),
        Lineage::Same | Lineage::SameState | Lineage::Ancestor | Lineage::Descendant
    );
    line || (actors.actor(speaker).role == ActorRole::MediaPartisan
        && actors.actor(claimant).role.is_armed_non_state()
        && actors.side(speaker).is_some()
        && actors.side(speaker) == actors.side(claimant)
        && actors.country(speaker) == actors.country(claimant))
}

/// What makes two statements those of one origin.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum OriginKey {
    /// Those who speak for one principal: a state and its organs, a group and its channels.
    Principal(ActorId),
    /// A speaker that no lexicon knows, by name.
    Name(String),
}

impl OriginKey {
    fn of(speaker: &Speaker<'_>, actors: &Actors) -> Self {
        let known = speaker.resolved.principal.or(speaker.resolved.speaker.id);
        match known {
            Some(id) if actors.actor(id).role != ActorRole::Category => Self::Principal(id),
            _ => {
                let skeleton = skeleton(speaker.name);
                Self::Name(if skeleton.is_empty() { fold(speaker.name) } else { skeleton })
            }
        }
    }
}

/// Disjoint groups of positions; the smallest position stands for its group.
#[derive(Debug)]
struct Groups {
    parents: Vec<usize>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Self { parents: (0..count).collect() }
    }

    fn root(&self, mut at: usize) -> usize {
        while let Some(parent) = self.parents.get(at).copied()
            && parent != at
        {
            at = parent;
        }
        at
    }

    fn join(&mut self, left: usize, right: usize) {
        let (left, right) = (self.root(left), self.root(right));
        let (low, high) = (left.min(right), left.max(right));
        if let Some(parent) = self.parents.get_mut(high) {
            *parent = low;
        }
    }
}
