//! By the name of a person or an actor in the phrase.

use super::super::facts::Facts;
use super::super::lexicon::Person;
use super::super::pick::Picked;
use super::super::words::{Class, Organ};
use super::super::{ActorContext, ActorId, ActorMatch, ActorRole, Actors, MatchKind};

impl Actors {
    /// By the name of a person or an actor in it.
    pub(super) fn named(
        &self,
        facts: &Facts<'_>,
        context: &ActorContext<'_>,
    ) -> Option<ActorMatch> {
        let country = self.code(facts.location.or(facts.nation));
        let picked = self.names_in(facts, country, context);
        let role = |picked: &Picked| match picked {
            Picked::One(id) => self.get(*id).map(|actor| actor.role),
            Picked::Many(_) => None,
        };
        let office = self.office(facts);
        let person = facts.person.and_then(|sense| {
            let valid = |person: &&Person| {
                context.date.is_none_or(|date| {
                    person.valid_from.is_none_or(|from| from <= date)
                        && person.valid_to.is_none_or(|to| date <= to)
                })
            };
            // "Pentagon spokesman John Kirby": the phrase says which office, whatever the date.
            let stated = |person: &&Person| {
                picked.contains(&Picked::One(person.speaks_for))
                    || office == Some(person.speaks_for)
            };
            let persons = &sense.persons;
            let now = persons.iter().find(stated).or_else(|| persons.iter().rev().find(valid));
            let now = now.or(persons.last());
            now.map(|person| person.speaks_for)
        });
        let class = |picked: &Picked| role(picked) == Some(ActorRole::UnnamedSource);
        let news = |picked: &Picked| role(picked).is_some_and(ActorRole::is_media);
        let mut best: Option<&Picked> = None;
        for candidate in picked.iter().filter(|picked| !class(picked) && !news(picked)) {
            best = Some(match best {
                None => candidate,
                // "Islamic Resistance in Iraq – Ashab al-Kahf": the second says it more precisely.
                Some(known) if !facts.joined && self.refines(candidate, known) => candidate,
                Some(known) => known,
            });
        }
        let how = if facts.titled() && !facts.lists_people() {
            MatchKind::Title
        } else if facts.content == 1 {
            MatchKind::Alias
        } else {
            MatchKind::Contained
        };
        if let Some(person) = person {
            let agrees = |picked: &Picked| match picked {
                Picked::One(id) => self.compatible(*id, person) || facts.may_name(person),
                Picked::Many(ids) => ids.contains(&person),
            };
            if best.is_none_or(agrees) {
                // "Denis Pushilin, head of the DPR", "Foreign Ministry spokeswoman Maria Zakharova":
                // the phrase says more than the lexicon knows of the person.
                let finer = |id: &ActorId| {
                    self.ties(*id).is_some_and(|ties| ties.ancestors.contains(&person))
                };
                let named = best.and_then(|best| match best {
                    Picked::One(id) => Some(*id),
                    Picked::Many(_) => None,
                });
                let id = named.filter(finer).or(office.filter(finer)).unwrap_or(person);
                return Some(self.matched(Picked::One(id), MatchKind::Title, false));
            }
        }
        // Channels that are linked to militias are not the militias.
        if facts.organ == Some(Organ::Media)
            && best.is_some_and(|best| role(best) == Some(ActorRole::Category))
        {
            return None;
        }
        // "Iraqi security sources (Al Mayadeen)" are not the newsroom; "a Reuters reporter" is.
        let edition = facts.outlet_first && facts.organ.is_none();
        let describes =
            (facts.nation.is_some() && !edition) || facts.organ.is_some() || facts.backer.is_some();
        // "Lebanese state news agency NNA", "Telegram channel Baza".
        let speaks = facts.has(Class::Official) || facts.has(Class::Source);
        let is_theirs = |picked: &Picked| match picked {
            Picked::One(id) => {
                !speaks
                    && !facts.has(Class::SecurityAdjective)
                    && facts.organ.is_none_or(|organ| organ == Organ::Media)
                    && facts.backer.is_none()
                    && self.code(facts.nation).is_none_or(|code| self.country(*id) == Some(code))
            }
            Picked::Many(_) => false,
        };
        let best = best
            .or_else(|| {
                picked.iter().find(|picked| news(picked) && (!describes || is_theirs(picked)))
            })
            .or_else(|| picked.iter().find(|picked| class(picked)).filter(|_| !describes))?;
        let copy = match best {
            Picked::One(id) => Picked::One(*id),
            Picked::Many(ids) => Picked::Many(ids.clone()),
        };
        Some(self.matched(copy, how, facts.unnamed()))
    }

    /// The actors whose names are in a phrase, in order.
    fn names_in(
        &self,
        facts: &Facts<'_>,
        country: Option<&str>,
        context: &ActorContext<'_>,
    ) -> Vec<Picked> {
        let (mut picked, mut backing) = (Vec::new(), Vec::new());
        for named in &facts.actors {
            let Some(one) = self.pick(named.sense, country, context) else { continue };
            let longer = named.goes_on && self.is_stranger(&one, context);
            if !self.is_of_another_state(&one, named.owner) && !longer {
                // "Hezbollah-affiliated Al-Manar" is Al-Manar; without it, it is Hezbollah's.
                if named.backs { backing.push(one) } else { picked.push(one) }
            }
        }
        if picked.is_empty() { backing } else { picked }
    }

    /// The organ of a state that the phrase names, if it is more than the state itself.
    fn office(&self, facts: &Facts<'_>) -> Option<ActorId> {
        let organ =
            facts.organ.filter(|organ| !matches!(organ, Organ::Government | Organ::Media))?;
        self.organ(facts.nation.or(facts.location)?, organ)
    }

    /// Whether it is an organ of another state than the one named right before it: the "US Joint
    /// Operations Command" is not that of Iraq.
    fn is_of_another_state(&self, picked: &Picked, owner: Option<u16>) -> bool {
        let (Some(owner), Picked::One(id)) = (self.code(owner), picked) else { return false };
        self.get(*id).is_some_and(|actor| {
            matches!(actor.role, ActorRole::StateMilitary | ActorRole::StateSecurity)
                && actor.country.as_deref().is_some_and(|country| country != owner)
        })
    }

    /// Whether it is an armed actor of another country than the one at hand: with a word before it
    /// that is not known, its name is hardly more than a part of a longer one ("Pa-O National
    /// Liberation Army" in Myanmar).
    fn is_stranger(&self, picked: &Picked, context: &ActorContext<'_>) -> bool {
        let (Some(country), Picked::One(id)) = (context.country, picked) else { return false };
        self.get(*id).is_some_and(|actor| {
            matches!(actor.role, ActorRole::ArmedGroup | ActorRole::StateMilitary)
                && actor.country.is_some()
        }) && self.place_fit(*id, country) == 0
    }

    /// Whether the first is a more precise name for what the second may be.
    fn refines(&self, fine: &Picked, coarse: &Picked) -> bool {
        let (Picked::One(fine), Picked::One(coarse)) = (fine, coarse) else {
            return matches!((fine, coarse), (Picked::One(_), Picked::Many(_)));
        };
        let roles =
            self.get(*fine).zip(self.get(*coarse)).map(|(fine, coarse)| (fine.role, coarse.role));
        let loose = matches!(
            roles,
            Some((
                ActorRole::ArmedGroup | ActorRole::Facade,
                ActorRole::Umbrella | ActorRole::Category
            ))
        );
        loose || self.ties(*fine).is_some_and(|ties| ties.ancestors.contains(coarse))
    }
}
