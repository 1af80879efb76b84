//! Who did it, and to whom.

use super::levels;
use crate::normalize::actors::{ActorId, Lineage};
use crate::normalize::{Concepts, Lexicons};

levels! {
    /// How two assertions agree in who did it.
    ActorLevel {
        /// The same actor, or a state and its organ.
        Same = "same actor",
        /// Names on one line of the hierarchy.
        SameLine = "actors on one line of the hierarchy",
        /// Groups of one umbrella, or an actor and its backer.
        Related = "related actors",
        /// Different actors.
        Different = "different actors",
        /// The one's attacker is the other's victim.
        Reversed = "one's attacker is the other's victim",
        /// Nobody is named by one, and the victims are the same.
        SameVictim = "same side was hit",
        /// Not stated by one.
        NotStatedByOne = "not stated by one",
        /// Not stated by either.
        NotStated = "not stated by either",
    }
}

pub(super) fn compare(
    left: u32,
    right: u32,
    concepts: &Concepts,
    lexicons: &Lexicons,
) -> ActorLevel {
    let parties = (concepts.parties(left), concepts.parties(right));
    let set = |actors: u32| Actors { set: concepts.actor_set(actors), concepts, lexicons };
    let did = (set(parties.0.did), set(parties.1.did));
    let hit = (set(parties.0.hit), set(parties.1.hit));
    let best = did.0.closest(&did.1);
    if let Some(level @ (ActorLevel::Same | ActorLevel::SameLine)) = best {
        return level;
    }
    if did.0.meets(&hit.1) || did.1.meets(&hit.0) {
        return ActorLevel::Reversed;
    }
    if let Some(level) = best {
        return level;
    }
    if hit.0.meets(&hit.1) {
        return ActorLevel::SameVictim;
    }
    if did.0.set.is_empty() && did.1.set.is_empty() {
        ActorLevel::NotStated
    } else {
        ActorLevel::NotStatedByOne
    }
}

/// A set of actors with what is known of them.
struct Actors<'a> {
    set: &'a [u32],
    concepts: &'a Concepts,
    lexicons: &'a Lexicons,
}

impl Actors<'_> {
    fn ids(&self) -> impl Iterator<Item = ActorId> {
        self.set.iter().filter_map(|&actor| self.concepts.actor(actor))
    }

    fn lineage(&self, left: ActorId, right: ActorId) -> Lineage {
        if left == right { Lineage::Same } else { self.lexicons.actors().lineage(left, right) }
    }

    /// The closest of all pairs, if both sides name somebody.
    fn closest(&self, other: &Self) -> Option<ActorLevel> {
        let levels = self.ids().flat_map(|left| {
            other.ids().map(move |right| match self.lineage(left, right) {
                Lineage::Same | Lineage::SameState => ActorLevel::Same,
                Lineage::Ancestor | Lineage::Descendant => ActorLevel::SameLine,
                Lineage::Siblings | Lineage::Backer | Lineage::Backed => ActorLevel::Related,
                _ => ActorLevel::Different,
            })
        });
        levels.min()
    }

    /// Whether a specific actor of one set is the same as one of the other, or of the same state.
    fn meets(&self, other: &Self) -> bool {
        let specific = |actor: &ActorId| !self.lexicons.actors().actor(*actor).generic;
        self.ids().filter(specific).any(|left| {
            other.ids().filter(specific).any(|right| {
                matches!(self.lineage(left, right), Lineage::Same | Lineage::SameState)
            })
        })
    }
}
