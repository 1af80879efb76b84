//! Who did it, and to whom.

use super::levels;
use crate::normalize::actors::Lineage;
use crate::normalize::{Concepts, Features};

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

pub(super) fn compare(left: &Features, right: &Features, concepts: &Concepts) -> ActorLevel {
    let did = (concepts.actor_set(left.actors), concepts.actor_set(right.actors));
    let hit = (concepts.actor_set(left.victims), concepts.actor_set(right.victims));
    let best = best(did.0, did.1, concepts);
    if let Some(level @ (ActorLevel::Same | ActorLevel::SameLine)) = best {
        return level;
    }
    if meets(did.0, hit.1, concepts) || meets(did.1, hit.0, concepts) {
        return ActorLevel::Reversed;
    }
    if let Some(level) = best {
        return level;
    }
    if meets(hit.0, hit.1, concepts) {
        return ActorLevel::SameVictim;
    }
    if did.0.is_empty() && did.1.is_empty() {
        ActorLevel::NotStated
    } else {
        ActorLevel::NotStatedByOne
    }
}

/// The closest of all pairs, if both sides name somebody.
fn best(left: &[u32], right: &[u32], concepts: &Concepts) -> Option<ActorLevel> {
    let mut best = None;
    for &left in left {
        for &right in right {
            let level = match concepts.lineage(left, right) {
                Lineage::Same | Lineage::SameState => ActorLevel::Same,
                Lineage::Ancestor | Lineage::Descendant => ActorLevel::SameLine,
                Lineage::Siblings | Lineage::Backer => ActorLevel::Related,
                _ => ActorLevel::Different,
            };
            best = Some(best.map_or(level, |best: ActorLevel| best.min(level)));
        }
    }
    best
}

/// Whether a specific actor of one set is the same as one of the other, or of the same state.
fn meets(left: &[u32], right: &[u32], concepts: &Concepts) -> bool {
    left.iter().any(|&left| {
        !concepts.is_generic(left)
            && right.iter().any(|&right| {
                !concepts.is_generic(right)
                    && matches!(concepts.lineage(left, right), Lineage::Same | Lineage::SameState)
            })
    })
}
