//! By words that name a kind of speaker or actor, or nobody at all.

use super::super::facts::Facts;
use super::super::pick::Picked;
use super::super::words::{Class, Organ};
use super::super::{ActorContext, ActorMatch, Actors, MatchKind};

/// Classes of speakers and actors that no name belongs to; entries of the shipped data.
mod classes {
    pub(super) const ARMED_GROUP: &str = "Unspecified armed group";
    pub(super) const MEDIA: &str = "Unnamed media";
    pub(super) const MILITIA_CHANNELS: &str = "Militia-linked Telegram channels";
    pub(super) const OFFICIAL: &str = "Unnamed official";
    pub(super) const SECURITY_SOURCE: &str = "Unnamed security source";
    pub(super) const SOURCE: &str = "Unnamed source";
    pub(super) const WITNESS: &str = "Local residents";
}

impl Actors {
    /// By words that name a kind of speaker or actor, or nobody at all.
    pub(super) fn vague(&self, facts: &Facts<'_>) -> Option<ActorMatch> {
        let speaks = facts.has(Class::Official) || facts.has(Class::Source);
        let known = facts.unknown == 0;
        let things = !speaks && (facts.has(Class::Thing) || facts.has(Class::Generic));
        let first = facts.unknown == 0 || facts.speaker_first;
        let name = if facts.organ == Some(Organ::Media)
            && (facts.has(Class::Group) || facts.has(Class::Backed))
        {
            Some(classes::MILITIA_CHANNELS)
        } else if facts.organ == Some(Organ::Media) || facts.has(Class::Reporter) {
            Some(classes::MEDIA)
        } else if facts.has(Class::SecurityAdjective) && (known || speaks) && !things {
            Some(classes::SECURITY_SOURCE)
        } else if facts.has(Class::Group) && known {
            Some(classes::ARMED_GROUP)
        } else if facts.has(Class::Witness) && first {
            Some(classes::WITNESS)
        } else if facts.has(Class::Source) && first {
            Some(classes::SOURCE)
        } else if known
            && (speaks || facts.has(Class::Spokes) || facts.has(Class::Commander))
            && !facts.has(Class::Thing)
        {
            Some(classes::OFFICIAL)
        } else {
            None
        };
        if let Some(id) = name.and_then(|name| self.by_name(name)) {
            return Some(self.matched(Picked::One(id), MatchKind::Generic, facts.unnamed()));
        }
        // Words for things, with or without words that are not known, name nobody.
        let thing = facts.has(Class::Thing)
            || facts.has(Class::Generic)
            || facts.has(Class::Civil)
            || facts.has(Class::Utility)
            || facts.organ == Some(Organ::Navy);
        (known || (thing && !facts.titled())).then(|| ActorMatch {
            id: None,
            candidates: Vec::new(),
            how: if facts.content == 0 && !facts.has(Class::Filler) {
                MatchKind::Unknown
            } else {
                MatchKind::Generic
            },
            nearest: None,
            unnamed: true,
        })
    }

    /// A speaker whom the data call a medium is understood as one, whatever its name.
    pub(super) fn unknown(&self, text: &str, context: &ActorContext<'_>) -> ActorMatch {
        let medium = context.role == Some("media");
        ActorMatch {
            id: None,
            candidates: Vec::new(),
            how: if medium { MatchKind::Generic } else { MatchKind::Unknown },
            nearest: self.similar().nearest(text).map(|near| near.name.to_owned()),
            unnamed: false,
        }
    }
}
