//! From a phrase to the actor it names.

use super::chunk::{Chunk, Meaning};
use super::facts::Facts;
use super::pick::Picked;
use super::similar::{Near, is_spelt_alike};
use super::tokens::{Tokens, key};
use super::words::{Class, Organ};
use super::{ActorContext, ActorId, ActorMatch, ActorRole, Actors, MatchKind};
use crate::text::beginning;

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

/// From here on a merely similar name is taken for the known one.
const SAME_NAME: f64 = 0.88;

impl Actors {
    /// What one name or description stands for.
    ///
    /// The speaker's name may come with rank, office and organisation, in any of the languages in
    /// which news is relayed. Of several actors the first is taken; see
    /// [`resolve_all`](Self::resolve_all) for lists.
    ///
    /// An unnamed official of an organ is the organ, or the state where no organ is named. Unnamed
    /// sources ("Iraqi security sources") are an entry of their own with the role
    /// [`UnnamedSource`](ActorRole::UnnamedSource), never the state. Words for armed people in
    /// general ("militants", "gunmen") are one entry without a side that is compatible with every
    /// group. An organ without a nationality ("the interior ministry") is that of the country at
    /// hand.
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::normalize::actors::{ActorContext, Actors, MatchKind};
    ///
    /// let actors = Actors::shipped();
    /// let name = |phrase, country| {
    ///     let context = ActorContext { country, ..ActorContext::default() };
    ///     actors.resolve(phrase, &context).id.map(|id| &*actors.actor(id).name)
    /// };
    /// assert_eq!(name("Der Islamische Widerstand im Irak", None), Some("Islamic Resistance in Iraq"));
    /// assert_eq!(name("مسؤول دفاعي أميركي", None), Some("US Department of Defense"));
    /// assert_eq!(name("the coalition", Some("SY")), Some("CJTF-OIR"));
    /// assert_eq!(name("the coalition", Some("YE")), Some("Saudi-led coalition"));
    /// assert_eq!(name("the coalition", None), None);
    /// ```
    #[must_use]
    pub fn resolve(&self, phrase: &str, context: &ActorContext<'_>) -> ActorMatch {
        let phrase = beginning(phrase);
        let tokens = Tokens::new(phrase);
        if let Some(found) = self.whole(&tokens, context) {
            return found;
        }
        // "PRC (China)" is one name of a state.
        if self.senses.get(tokens.all()).is_some_and(|sense| !sense.nations.is_empty()) {
            return self.read_text(phrase, context);
        }
        let mut found = self.resolve_parts(phrase, context);
        // "US and UK forces": of several, the first; but a coalition covers its members.
        let role = found.id.and_then(|id| self.get(id)).map(|actor| actor.role);
        if self.is_somebody(&found)
            && role != Some(ActorRole::Coalition)
            && let [first, _, ..] = self.listed(&tokens, context)[..]
        {
            found.id = Some(first);
        }
        found
    }

    /// A phrase with its brackets read apart.
    fn resolve_parts(&self, phrase: &str, context: &ActorContext<'_>) -> ActorMatch {
        let (outer, inner) = parted_by_brackets(phrase);
        if inner.is_empty() || outer.trim().is_empty() {
            return self.read_text(phrase, context);
        }
        // "military (US)": the brackets say whose; only without them the country at hand does.
        let placeless = ActorContext { country: None, ..*context };
        let bare = self.read_text(&outer, &placeless);
        // "Yemeni Armed Forces (Houthi)": the brackets decide between those of the name.
        if bare.id.is_none() && !bare.candidates.is_empty() {
            let decided = self.read_text(&inner, context);
            if decided.id.is_some_and(|id| bare.candidates.contains(&id)) {
                return decided;
            }
        }
        if self.is_somebody(&bare) || !bare.candidates.is_empty() {
            let found = self.read_text(&outer, context);
            // "UN peacekeepers (UNIFIL)": the brackets may say it more precisely.
            let inside = self.read_text(&inner, context);
            let below = |coarse: ActorId| {
                inside.id.filter(|_| self.is_somebody(&inside)).is_some_and(|fine| {
                    self.ties(fine).is_some_and(|ties| ties.ancestors.contains(&coarse))
                })
            };
            return if found.id.is_some_and(below) { inside } else { found };
        }
        let together = self.read_text(&format!("{outer} {inner}"), context);
        let news = |found: &ActorMatch| {
            found.id.and_then(|id| self.get(id)).is_some_and(|actor| actor.role.is_media())
        };
        if self.is_somebody(&together) && !(news(&together) && bare.is_understood()) {
            return together;
        }
        let outside = self.read_text(&outer, context);
        if outside.is_understood() { outside } else { together }
    }

    /// The actors that a phrase names, in the order in which it names them, each once.
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::normalize::actors::{ActorContext, Actors};
    ///
    /// let actors = Actors::shipped();
    /// let context = ActorContext { country: Some("IQ"), ..ActorContext::default() };
    /// let names = |phrase| -> Vec<&str> {
    ///     let ids = actors.resolve_all(phrase, &context);
    ///     ids.into_iter().map(|id| &*actors.actor(id).name).collect()
    /// };
    /// assert_eq!(names("US and coalition forces"), ["US forces", "CJTF-OIR"]);
    /// assert_eq!(names("Kata'ib Hizballah and affiliated groups"), ["Kata'ib Hezbollah"]);
    /// assert!(names("two F-15 fighter jets").is_empty());
    /// ```
    #[must_use]
    pub fn resolve_all(&self, phrase: &str, context: &ActorContext<'_>) -> Vec<ActorId> {
        let phrase = beginning(phrase);
        let tokens = Tokens::new(phrase);
        if let Some(found) = self.whole(&tokens, context) {
            return found.id.into_iter().collect();
        }
        let (mut ids, vague) = self.items(&tokens, context, true);
        if ids.is_empty() {
            // A name may hold a comma or an "and" that no alias has.
            let found = self.resolve_parts(phrase, context);
            ids.extend(found.id);
        }
        if ids.is_empty() {
            ids = vague;
        }
        each_once(&mut ids);
        ids
    }

    /// The actors that can be told apart in a phrase that joins several by "and"; none if it joins
    /// none.
    fn listed(&self, tokens: &Tokens, context: &ActorContext<'_>) -> Vec<ActorId> {
        let (mut ids, _) = self.items(tokens, context, false);
        each_once(&mut ids);
        ids
    }

    /// The actors in the parts of a phrase, and those that are nobody in particular. Without
    /// `commas` only "and" parts it, and a phrase without one has no parts.
    fn items(
        &self,
        tokens: &Tokens,
        context: &ActorContext<'_>,
        commas: bool,
    ) -> (Vec<ActorId>, Vec<ActorId>) {
        let chunks = self.chunks(tokens);
        let (mut ids, mut vague) = (Vec::new(), Vec::new());
        if !commas && !chunks.iter().any(|chunk| chunk.is(Class::And)) {
            return (ids, vague);
        }
        let mut parts: Vec<Vec<&Chunk<'_>>> = vec![Vec::new()];
        for chunk in &chunks {
            let joint = chunk.is(Class::And);
            if joint || (commas && tokens.parted(chunk.from)) {
                parts.push(Vec::new());
            }
            if let (false, Some(part)) = (joint, parts.last_mut()) {
                part.push(chunk);
            }
        }
        let head = self.last_head(tokens);
        for (at, part) in parts.iter().enumerate() {
            // "US and coalition forces": what is said once, at the end, is meant of both.
            let mut part = part.clone();
            if part.iter().all(|chunk| chunk.is_nation() || chunk.is(Class::Filler)) {
                let last = parts.get(at + 1..).unwrap_or(&[]).iter().flatten();
                let heads = part.len();
                part.extend(last.filter(|chunk| chunk.is_head()));
                if heads == part.len() && at + 1 < parts.len() {
                    part.extend(&head);
                }
            }
            let found = self.read(tokens, &part, context);
            let list = if self.is_somebody(&found) { &mut ids } else { &mut vague };
            list.extend(found.id.filter(|_| found.how != MatchKind::Similar));
        }
        (ids, vague)
    }

    /// The last word of a phrase, where it says what a nationality is the nationality of, even
    /// if it is part of a name ("US and coalition forces").
    fn last_head<'a>(&'a self, tokens: &Tokens) -> Option<Chunk<'a>> {
        let last = tokens.len().checked_sub(1)?;
        let class = self.senses.get(tokens.row(last, tokens.len()))?.class?;
        let chunk = Chunk { meaning: Meaning::Class(class), from: last, to: tokens.len() };
        chunk.is_head().then_some(chunk)
    }

    /// Whether the match is an actor that can be told apart from others.
    fn is_somebody(&self, found: &ActorMatch) -> bool {
        found
            .id
            .and_then(|id| self.get(id))
            .is_some_and(|actor| !actor.generic && actor.role != ActorRole::UnnamedSource)
    }

    /// The phrase as one name.
    fn whole(&self, tokens: &Tokens, context: &ActorContext<'_>) -> Option<ActorMatch> {
        let sense = self.senses.get(tokens.all())?;
        let picked = self.pick(sense, None, context)?;
        let how = match picked {
            Picked::One(id)
                if self.get(id).is_some_and(|actor| key(&actor.name) == tokens.all()) =>
            {
                MatchKind::Exact
            }
            _ => MatchKind::Alias,
        };
        Some(self.matched(picked, how, false))
    }

    fn matched(&self, picked: Picked, how: MatchKind, unnamed: bool) -> ActorMatch {
        let (id, candidates) = match picked {
            Picked::One(id) => (Some(id), Vec::new()),
            Picked::Many(candidates) => (None, candidates),
        };
        let class = id
            .and_then(|id| self.get(id))
            .is_some_and(|actor| actor.role == ActorRole::UnnamedSource);
        ActorMatch { id, candidates, how, nearest: None, unnamed: unnamed || class }
    }

    fn read_text(&self, text: &str, context: &ActorContext<'_>) -> ActorMatch {
        let tokens = Tokens::new(text);
        let chunks = self.chunks(&tokens);
        let chunks: Vec<&Chunk<'_>> = chunks.iter().collect();
        self.read(&tokens, &chunks, context)
    }

    fn read(
        &self,
        tokens: &Tokens,
        chunks: &[&Chunk<'_>],
        context: &ActorContext<'_>,
    ) -> ActorMatch {
        let facts = Facts::new(self, tokens, chunks, context);
        let text = match (chunks.first(), chunks.last()) {
            (Some(first), Some(last)) => tokens.row(first.from, last.to),
            _ => "",
        };
        if facts.unknown > 0
            && !facts.titled()
            && let Some(id) = self.similar().same_skeleton(text)
        {
            return self.matched(Picked::One(id), MatchKind::Skeleton, false);
        }
        // "American Military News" is not the military.
        let newspaper = chunks.last().is_some_and(|last| last.is_unknown() && !facts.has_newsroom);
        let first = if newspaper { Self::outlet(&facts, tokens, chunks) } else { None };
        first
            .or_else(|| self.named(&facts, context))
            .or_else(|| Self::outlet(&facts, tokens, chunks))
            .or_else(|| self.described(&facts, context))
            .or_else(|| self.spelt_otherwise(&facts, tokens, chunks))
            .or_else(|| self.vague(&facts))
            .unwrap_or_else(|| self.unknown(text, context))
    }

    /// A newsroom that no file knows, by a name such as newsrooms have: "Arab News". It is nobody
    /// that could be taken for another, and surely not the state or army in its name.
    fn outlet(facts: &Facts<'_>, tokens: &Tokens, chunks: &[&Chunk<'_>]) -> Option<ActorMatch> {
        let (first, last) = (chunks.first()?, chunks.last()?);
        // "Iraqi state television" is described, not named.
        if facts.titled() || last.to - first.from < 2 || facts.unknown == 0 {
            return None;
        }
        let ends = [tokens.row(last.to - 1, last.to), tokens.row(first.from, first.from + 1)];
        let named = is_outlet_word(ends[0]) || LEADING_OUTLET_WORDS.contains(&ends[1]);
        named.then(|| ActorMatch {
            id: None,
            candidates: Vec::new(),
            how: MatchKind::Generic,
            nearest: None,
            unnamed: false,
        })
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

    /// By the name of a person or an actor in it.
    fn named(&self, facts: &Facts<'_>, context: &ActorContext<'_>) -> Option<ActorMatch> {
        let country = self.code(facts.location.or(facts.nation));
        let picked = self.names_in(facts, country, context);
        let role = |picked: &Picked| match picked {
            Picked::One(id) => self.get(*id).map(|actor| actor.role),
            Picked::Many(_) => None,
        };
        let office = self.office(facts);
        let person = facts.person.and_then(|sense| {
            let valid = |person: &&super::lexicon::Person| {
                context.date.is_none_or(|date| {
                    person.valid_from.is_none_or(|from| from <= date)
                        && person.valid_to.is_none_or(|to| date <= to)
                })
            };
            // "Pentagon spokesman John Kirby": the phrase says which office, whatever the date.
            let stated = |person: &&super::lexicon::Person| {
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

    /// By nationality, organ, backing: "two Iraqi security officials", "Iran-backed militias".
    fn described(&self, facts: &Facts<'_>, context: &ActorContext<'_>) -> Option<ActorMatch> {
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
            // "Military View" is a relay with a name, not the army of the country at hand.
            let outlet = context.role == Some("media") && facts.unknown > 0 && !facts.titled();
            // "The governor of the Sahel region" is a person, whatever words for things follow.
            let things = things && organ != Organ::Local;
            let domestic = organ.is_domestic() && !things && !outlet && !facts.foreign;
            let nation = whose.or(here.filter(|_| domestic))?;
            return self.organ(nation, organ).and_then(one);
        }
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

    /// By another spelling of a name in it.
    fn spelt_otherwise(
        &self,
        facts: &Facts<'_>,
        tokens: &Tokens,
        chunks: &[&Chunk<'_>],
    ) -> Option<ActorMatch> {
        if facts.unknown == 0 {
            return None;
        }
        let first = chunks.iter().position(|chunk| chunk.is_unknown())?;
        let last = chunks.iter().rposition(|chunk| chunk.is_unknown())?;
        let longest = chunks.len();
        // "Adil Dar of Jaish-i-Mohammad": whose man somebody is stands last.
        let of = (1..longest).rev().find(|at| {
            let before = |chunk: &&Chunk<'_>| tokens.row(chunk.from, chunk.to) == "of";
            chunks.get(at - 1).is_some_and(before)
        });
        let spans = [
            (0, longest - 1),
            (first, last),
            (first, (last + 1).min(longest - 1)),
            (first.saturating_sub(1), last),
            (of.unwrap_or(0), longest - 1),
        ];
        let tokens_in = |from: usize, to: usize| {
            chunks.get(to).map_or(0, |chunk| chunk.to)
                - chunks.get(from).map_or(0, |chunk| chunk.from)
        };
        let how = |id| {
            let kind = if facts.titled() { MatchKind::Title } else { MatchKind::Skeleton };
            self.matched(Picked::One(id), kind, facts.unnamed())
        };
        // One word of several is a person's name beside a title, or else alike by chance.
        let weighty = |from: usize, to: usize| {
            facts.titled() || to - from + 1 == longest || tokens_in(from, to) > 1
        };
        for (from, to) in spans.into_iter().filter(|(from, to)| weighty(*from, *to)) {
            let (Some(from), Some(to)) = (chunks.get(from), chunks.get(to)) else { continue };
            if let Some(id) = self.similar().same_skeleton(tokens.row(from.from, to.to)) {
                return Some(how(id));
            }
        }
        for (from, to) in spans.into_iter().take(2).filter(|(from, to)| weighty(*from, *to)) {
            let (Some(from), Some(to)) = (chunks.get(from), chunks.get(to)) else { continue };
            let text = tokens.row(from.from, to.to);
            let near = self.similar().nearest(text);
            let same =
                |near: &Near<'_>| near.likeness >= SAME_NAME && is_spelt_alike(text, near.name);
            if let Some(near) = near.filter(same) {
                let found = Picked::One(near.actor);
                return Some(self.matched(found, MatchKind::Similar, facts.unnamed()));
            }
        }
        None
    }

    /// By words that name a kind of speaker or actor, or nobody at all.
    fn vague(&self, facts: &Facts<'_>) -> Option<ActorMatch> {
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
    fn unknown(&self, text: &str, context: &ActorContext<'_>) -> ActorMatch {
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

/// Keeps the first of each.
fn each_once(ids: &mut Vec<ActorId>) {
    let mut seen = Vec::new();
    ids.retain(|id| {
        !seen.contains(id) && {
            seen.push(*id);
            true
        }
    });
}

/// Words with which the names of newsrooms end.
fn is_outlet_word(word: &str) -> bool {
    const WORDS: [&str; 34] = [
        "news",
        "times",
        "herald",
        "post",
        "tribune",
        "gazette",
        "telegraph",
        "chronicle",
        "observer",
        "today",
        "daily",
        "weekly",
        "journal",
        "magazine",
        "newspaper",
        "newsroom",
        "tv",
        "television",
        "radio",
        "fm",
        "press",
        "media",
        "com",
        "net",
        "org",
        "wire",
        "newswire",
        "review",
        "examiner",
        "bulletin",
        "podcast",
        "blog",
        "website",
        "agency",
    ];
    WORDS.contains(&word)
}

/// Words with which they start.
const LEADING_OUTLET_WORDS: [&str; 6] = ["daily", "radio", "tv", "telewizja", "diario", "journal"];

/// Whether "Iraqi security …" means the forces or the sources in them.
fn security(facts: &Facts<'_>, context: &ActorContext<'_>) -> Organ {
    let speaks = facts.has(Class::Official) || facts.has(Class::Source);
    match context.role {
        Some("military" | "government") => Organ::SecurityForces,
        _ if speaks || facts.organ.is_none() => Organ::SecuritySources,
        _ => Organ::SecurityForces,
    }
}

/// The text outside of brackets, and the text inside of them.
fn parted_by_brackets(phrase: &str) -> (String, String) {
    let (mut outer, mut inner) = (String::new(), String::new());
    let mut depth = 0_u32;
    for letter in phrase.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outer.push(letter),
            _ => inner.push(letter),
        }
        if matches!(letter, '(' | '[' | ')' | ']') {
            outer.push(' ');
            inner.push(' ');
        }
    }
    (outer, inner.trim().to_owned())
}
