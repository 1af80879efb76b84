//! Which actor a shared name means here and now.

use super::lexicon::Sense;
use super::{Actor, ActorContext, ActorId, ActorRole, Actors};

/// One actor, or all that the name could mean.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Picked {
    One(ActorId),
    Many(Vec<ActorId>),
}

impl Actors {
    /// Tells apart the actors that share a name, by place first, then by the speaker's role.
    ///
    /// `country` is what the phrase itself says, which outranks where the event took place. An
    /// actor whose own name it is stays a candidate against another that is at home there: then
    /// the name is ambiguous, not the other's.
    pub(super) fn pick(
        &self,
        sense: &Sense,
        country: Option<&str>,
        context: &ActorContext<'_>,
    ) -> Option<Picked> {
        let all: Vec<ActorId> = {
            let mut all: Vec<_> = sense.actor.iter().chain(&sense.shared).copied().collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        if let [only] = all[..] {
            // A name that others may have ("Government Media Office") is elsewhere another's.
            let elsewhere = |country| self.place_fit(only, country) == 0;
            let role = self.get(only).map(|actor| actor.role);
            let others = match role {
                Some(ActorRole::ArmedGroup) => country,
                Some(role) if role.is_state() || role == ActorRole::Category => {
                    country.or(context.country)
                }
                _ => None,
            };
            if sense.actor.is_none() && others.is_some_and(elsewhere) {
                return None;
            }
            return Some(Picked::One(only));
        }
        let valid = |id: &ActorId| self.get(*id).is_some_and(|actor| actor.valid_on(context.date));
        let mut candidates: Vec<ActorId> = all.iter().copied().filter(valid).collect();
        if candidates.is_empty() {
            candidates = all;
        }
        let country = country.or(context.country);
        let fit = |id: &ActorId| country.map_or(0, |country| self.place_fit(*id, country));
        let best = candidates.iter().map(fit).max()?;
        let mut nearest: Vec<ActorId> =
            candidates.iter().copied().filter(|id| fit(id) == best).collect();
        let by_role: Vec<ActorId> = nearest
            .iter()
            .copied()
            .filter(|id| self.get(*id).is_some_and(|actor| suits(actor, context.role)))
            .collect();
        if context.role.is_some() && !by_role.is_empty() {
            nearest = by_role;
        }
        let own = sense.actor.filter(|own| candidates.contains(own));
        match (nearest.as_slice(), own) {
            (_, Some(own)) if nearest.contains(&own) => Some(Picked::One(own)),
            (_, Some(own)) => {
                nearest.push(own);
                nearest.sort_unstable();
                Some(Picked::Many(nearest))
            }
            ([only], None) => Some(Picked::One(*only)),
            (_, None) => Some(self.lowest(&nearest).map_or(Picked::Many(nearest), Picked::One)),
        }
    }

    /// 2 at home, 1 at work, 0 elsewhere.
    pub(super) fn place_fit(&self, id: ActorId, country: &str) -> u8 {
        let here = |code: &str| code.eq_ignore_ascii_case(country);
        if self.country(id).is_some_and(here) {
            2
        } else {
            u8::from(self.ties(id).is_some_and(|ties| ties.theatres.iter().any(|code| here(code))))
        }
    }

    /// The one that is below all the others, if they are on one line.
    fn lowest(&self, ids: &[ActorId]) -> Option<ActorId> {
        ids.iter().copied().find(|low| {
            ids.iter().all(|other| {
                other == low || self.ties(*low).is_some_and(|ties| ties.ancestors.contains(other))
            })
        })
    }
}

/// Whether an actor can have the role that the assertion format gives its speaker.
pub(super) fn suits(actor: &Actor, role: Option<&str>) -> bool {
    match role {
        Some("militia") => actor.role.is_armed_non_state() || actor.role == ActorRole::Paramilitary,
        Some("military" | "government") => {
            actor.role.is_state()
                || matches!(actor.role, ActorRole::Coalition | ActorRole::Paramilitary)
        }
        Some("media") => actor.role.is_media(),
        Some("monitor") => {
            matches!(actor.role, ActorRole::Monitor | ActorRole::International)
        }
        _ => true,
    }
}
