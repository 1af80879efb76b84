//! By the name of a person or an actor in the phrase.

use super::super::facts::Facts;
use super::super::lexicon::{Person, Sense};
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
        let office = self.office(facts);
        let best = self.most_precise(facts, &picked);
        if let Some(person) =
            facts.person.and_then(|sense| speaks_for(sense, &picked, office, context))
            && let Some(id) = self.person_or_office(facts, best, office, person)
        {
            return Some(self.matched(Picked::One(id), MatchKind::Title, false));
        }
        // Channels that are linked to militias are not the militias.
        if facts.organ == Some(Organ::Media)
            && best.is_some_and(|best| self.role(best) == Some(ActorRole::Category))
        {
            return None;
        }
        let how = if facts.titled() && !facts.lists_people() {
            MatchKind::Title
        } else if facts.content == 1 {
            MatchKind::Alias
        } else {
            MatchKind::Contained
        };
        let found = match best.or_else(|| self.newsroom_or_class(facts, &picked))? {
            Picked::One(id) => Picked::One(*id),
            Picked::Many(ids) => Picked::Many(ids.clone()),
        };
        Some(self.matched(found, how, facts.unnamed()))
    }

    fn role(&self, picked: &Picked) -> Option<ActorRole> {
        match picked {
            Picked::One(id) => self.get(*id).map(|actor| actor.role),
            Picked::Many(_) => None,
        }
    }

    fn is_news(&self, picked: &Picked) -> bool {
        self.role(picked).is_some_and(ActorRole::is_media)
    }

    fn is_class(&self, picked: &Picked) -> bool {
        self.role(picked) == Some(ActorRole::UnnamedSource)
    }

    /// Of the actors that are named, newsrooms and classes of speakers aside, the first, or one after
    /// it that says it more precisely: "Islamic Resistance in Iraq – Ashab al-Kahf".
    fn most_precise<'p>(&self, facts: &Facts<'_>, picked: &'p [Picked]) -> Option<&'p Picked> {
        let actors = picked.iter().filter(|picked| !self.is_class(picked) && !self.is_news(picked));
        actors.reduce(|known, candidate| {
            if !facts.joined && self.refines(candidate, known) { candidate } else { known }
        })
    }

    /// Whom the person in the phrase speaks for, unless the phrase names somebody else.
    fn person_or_office(
        &self,
        facts: &Facts<'_>,
        best: Option<&Picked>,
        office: Option<ActorId>,
        person: ActorId,
    ) -> Option<ActorId> {
        let agrees = |picked: &Picked| match picked {
            Picked::One(id) => self.compatible(*id, person) || facts.may_name(person),
            Picked::Many(ids) => ids.contains(&person),
        };
        if !best.is_none_or(agrees) {
            return None;
        }
        // "Denis Pushilin, head of the DPR", "Foreign Ministry spokeswoman Maria Zakharova": the
        // phrase says more than the lexicon knows of the person.
        let finer =
            |id: &ActorId| self.ties(*id).is_some_and(|ties| ties.ancestors.contains(&person));
        let named = best.and_then(|best| match best {
            Picked::One(id) => Some(*id),
            Picked::Many(_) => None,
        });
        Some(named.filter(finer).or(office.filter(finer)).unwrap_or(person))
    }

    /// The newsroom or the class of speakers that the phrase names, if nothing else in it describes
    /// somebody.
    fn newsroom_or_class<'p>(&self, facts: &Facts<'_>, picked: &'p [Picked]) -> Option<&'p Picked> {
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
        let fits = |picked: &&Picked| self.is_news(picked) && (!describes || is_theirs(picked));
        let class = || picked.iter().find(|picked| self.is_class(picked)).filter(|_| !describes);
        picked.iter().find(fits).or_else(class)
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
    /// Operations Command" is not that of Iraq. Authorities on a state's side may be its own, wherever
    /// they are: the "Russian DPR".
    fn is_of_another_state(&self, picked: &Picked, owner: Option<u16>) -> bool {
        let (Some(owner), Picked::One(id)) = (owner, picked) else { return false };
        let theirs = || self.side(self.organ(owner, Organ::Government)?);
        self.get(*id).is_some_and(|actor| {
            let is_organ = match actor.role {
                ActorRole::StateMilitary | ActorRole::StateSecurity => true,
                ActorRole::Government => actor.side.as_deref() != theirs(),
                _ => false,
            };
            is_organ
                && actor
                    .country
                    .as_deref()
                    .is_some_and(|country| Some(country) != self.code(Some(owner)))
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

/// Whom a person spoke for on the day.
fn speaks_for(
    sense: &Sense,
    picked: &[Picked],
    office: Option<ActorId>,
    context: &ActorContext<'_>,
) -> Option<ActorId> {
    let valid = |person: &&Person| {
        context.date.is_none_or(|date| {
            person.valid_from.is_none_or(|from| from <= date)
                && person.valid_to.is_none_or(|to| date <= to)
        })
    };
    // "Pentagon spokesman John Kirby": the phrase says which office, whatever the date.
    let stated = |person: &&Person| {
        picked.contains(&Picked::One(person.speaks_for)) || office == Some(person.speaks_for)
    };
    let persons = &sense.persons;
    let now = persons.iter().find(stated).or_else(|| persons.iter().rev().find(valid));
    now.or(persons.last()).map(|person| person.speaks_for)
}
