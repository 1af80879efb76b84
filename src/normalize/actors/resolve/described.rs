//! By nationality, organ and backing.

use super::super::facts::Facts;
use super::super::pick::Picked;
use super::super::words::{Class, Organ};
use super::super::{ActorContext, ActorId, ActorMatch, Actors, MatchKind};

impl Actors {
    /// By nationality, organ, backing: "two Iraqi security officials", "Iran-backed militias".
    pub(super) fn described(
        &self,
        facts: &Facts<'_>,
        context: &ActorContext<'_>,
    ) -> Option<ActorMatch> {
        let here = context.country.and_then(|country| self.nation_of(country));
        let speaks = facts.has(Class::Official) || facts.has(Class::Source);
        let one = |id| Some(self.matched(Picked::One(id), MatchKind::Composed, facts.unnamed()));
        let whose = facts.nation.or(facts.location);
        let group = facts.has(Class::Group)
            && !(facts.has(Class::SecurityAdjective) && speaks && facts.backer.is_none());
        if facts.backer.is_some() || (group && facts.organ.is_none()) {
            if let Some(id) = self.group(facts, here) {
                return one(id);
            }
            // "US-trained Somali army": an army that others train is still its state's.
            if facts.backer.is_some() && (group || facts.nation.is_none() || facts.organ.is_none())
            {
                return None;
            }
        }
        if group && facts.organ.is_none_or(|organ| organ == Organ::Government) {
            return None;
        }
        if facts.unknown > 0 && !facts.titled() && facts.organ.is_none() && !facts.has(Class::Thing)
        {
            return None;
        }
        if facts.organ == Some(Organ::Media) || facts.has(Class::Reporter) {
            return whose.and_then(|nation| self.organ(nation, Organ::Media)).and_then(one);
        }
        // An Iraqi company's convoy and a Norwegian-flagged tanker are not their states'.
        if facts.has(Class::Civil) && facts.organ.is_none() {
            return None;
        }
        let idle = !speaks && !facts.has(Class::Spokes) && !facts.has(Class::Commander);
        let things = idle && (facts.has(Class::Thing) || facts.has(Class::Generic));
        if facts.has(Class::SecurityAdjective)
            && !things
            && facts.organ.is_none_or(|organ| organ.specificity() < 2)
        {
            return whose
                .and_then(|nation| self.organ(nation, security(facts, context)))
                .and_then(one);
        }
        if facts.has(Class::DefenceAdjective) && facts.organ.is_none() {
            return whose
                .and_then(|nation| self.organ(nation, Organ::DefenceMinistry))
                .and_then(one);
        }
        if let Some(organ) = facts.organ {
            // "The governor of the Sahel region" is a person, whatever words for things follow.
            let things = things && organ != Organ::Local;
            let here = here.filter(|_| !things && is_domestic(organ, facts, context));
            return self.organ(whose.or(here)?, organ).and_then(one);
        }
        self.described_state(facts, context)
    }

    /// By nationality alone, whatever speaks or acts for that state: "Iraqi sources", "US troops".
    fn described_state(&self, facts: &Facts<'_>, context: &ActorContext<'_>) -> Option<ActorMatch> {
        let speaks = facts.has(Class::Official) || facts.has(Class::Source);
        let one = |id| Some(self.matched(Picked::One(id), MatchKind::Composed, facts.unnamed()));
        let nation =
            facts.nation.or(facts.location.filter(|_| facts.has(Class::Spokes) || speaks))?;
        if facts.has(Class::Witness) {
            return None;
        }
        if facts.has(Class::Source) && !matches!(context.role, Some("military" | "government")) {
            return self.organ(nation, Organ::Sources).and_then(one);
        }
        if facts.has(Class::Thing) && !facts.has(Class::Utility) {
            return self.organ(nation, Organ::Military).and_then(one);
        }
        if facts.by_capital && facts.has(Class::Generic) {
            return None;
        }
        let ranked = facts.has(Class::Rank) || facts.has(Class::Commander);
        if ranked && context.role == Some("military") {
            return self.organ(nation, Organ::Military).and_then(one);
        }
        let government = self.organ(nation, Organ::Government)?;
        let how = if facts.content == 1 { MatchKind::Alias } else { MatchKind::Composed };
        Some(self.matched(Picked::One(government), how, facts.unnamed()))
    }

    /// The category for groups of that nationality or with that backer.
    fn group(&self, facts: &Facts<'_>, here: Option<u16>) -> Option<ActorId> {
        let nation = |at: u16| self.nations.get(usize::from(at));
        let code = |at: u16| nation(at).map(|nation| &*nation.country);
        let place = facts.nation.or(facts.location).and_then(code);
        let at_hand = here.and_then(code);
        if let Some(backer) = facts.backer.and_then(nation) {
            let of = |place: Option<&str>| {
                backer.backed.iter().find(|(country, _)| country.as_deref() == place)
            };
            let found = place.and_then(|place| of(Some(place))).or_else(|| of(None)).or(
                match &backer.backed[..] {
                    // "Turkish-backed forces" in Libya are not those in Syria.
                    [only]
                        if place
                            .or(at_hand)
                            .is_none_or(|here| self.place_fit(only.1, here) > 0) =>
                    {
                        Some(only)
                    }
                    _ => None,
                },
            );
            return found.map(|(_, id)| *id);
        }
        let own = |nation: u16| self.organ(nation, Organ::ArmedGroups);
        if let Some(id) = facts.nation.and_then(own) {
            return Some(id);
        }
        // Shia groups without a nationality: the word itself goes for those that Iran backs.
        if facts.has(Class::Shia) {
            let iran = self.nation_of("IR").and_then(nation)?;
            let place = facts.location.or(here).and_then(nation).map(|nation| &*nation.country);
            let of = |place: Option<&str>| {
                iran.backed.iter().find(|(country, _)| country.as_deref() == place)
            };
            return place.and_then(|place| of(Some(place))).or_else(|| of(None)).map(|(_, id)| *id);
        }
        None
    }
}

/// Whether an organ without a nationality is that of the country at hand.
fn is_domestic(organ: Organ, facts: &Facts<'_>, context: &ActorContext<'_>) -> bool {
    // "Military View" is a relay with a name, not the army of the country at hand.
    let outlet = context.role == Some("media") && facts.unknown > 0 && !facts.titled();
    organ.is_domestic() && !outlet && !facts.foreign
}

/// Whether "Iraqi security …" means the forces or the sources in them.
fn security(facts: &Facts<'_>, context: &ActorContext<'_>) -> Organ {
    let speaks = facts.has(Class::Official) || facts.has(Class::Source);
    match context.role {
        Some("military" | "government") => Organ::SecurityForces,
        _ if speaks || facts.organ.is_none() => Organ::SecuritySources,
        _ => Organ::SecurityForces,
    }
}
