//! Assertions to rows, one at a time.

use std::sync::{Arc, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};

use super::concepts::{Area, Losses, Parties, PlaceConcept};
use super::document::{date_in_address, document};
use super::intern::{Ids, Interner, number, renumbered};
use super::values::{Count, DAY, Minutes, Stated};
use super::{FeatureTable, Features, NONE};
use crate::model::{Assertion, AssertionKind, CountryCode, Outcome, Precision, Quantity, Relation};
use crate::normalize::actors::{ActorId, ActorMatch, MatchKind as ActorMatchKind};
use crate::normalize::density::Around;
use crate::normalize::gazetteer::{Entry, MatchKind, PlaceId, PlaceKind, PlaceMatch, distance_km};
use crate::normalize::munitions::{ClassId, ClassSet};
use crate::normalize::resolve::{Lexicons, Resolved, Resolver, first_date};
use crate::text;

/// Takes assertions one after another and keeps none of them: a row, its id, and whatever is new of
/// concepts. The order in which assertions come decides on nothing but the order of the rows.
#[derive(Debug)]
pub struct FeatureBuilder<'l> {
    pub(super) resolver: Resolver<'l>,
    pub(super) rows: Vec<Features>,
    /// When each was said; [`Minutes::ALWAYS`] when not stated.
    pub(super) published: Vec<Minutes>,
    /// The document of each, as a hash; 0 when nothing tells.
    pub(super) documents: Vec<u64>,
    pub(super) ids: Ids,
    pub(super) relations: Vec<About>,
    pub(super) places: Interner<PlaceKey>,
    pub(super) concepts: Vec<PlaceConcept>,
    pub(super) class_sets: Interner<ClassSet>,
    pub(super) parties: Interner<Parties>,
    pub(super) actor_sets: Interner<Vec<u32>>,
    pub(super) actors: Interner<ActorId>,
    pub(super) words: Interner<Box<str>>,
    pub(super) word_sets: Interner<Vec<u32>>,
    pub(super) counts: Interner<Count>,
    pub(super) losses: Interner<Losses>,
    speakers: Interner<Speaker>,
    memory: Memory,
}

/// A relation of a row to other assertions.
#[derive(Debug)]
pub(super) struct About {
    pub(super) row: u32,
    pub(super) ids: Vec<Box<str>>,
    pub(super) relation: Option<Relation>,
}

/// The entry of a speaker, or the skeleton of a name without one.
type Speaker = (Option<ActorId>, Box<str>);

/// What makes a place of the table the same as another one, with numbers by their bits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct PlaceKey {
    id: Option<PlaceId>,
    also: Vec<PlaceId>,
    point: Option<(u64, u64)>,
    radius: u64,
    flags: [bool; 4],
    country: Option<[u8; 2]>,
    kind: Option<PlaceKind>,
    words: Vec<u32>,
}

impl PlaceKey {
    fn of(place: &PlaceConcept) -> Self {
        Self {
            id: place.id,
            also: place.also.clone(),
            point: place.point.map(|(lat, lon)| (lat.to_bits(), lon.to_bits())),
            radius: place.radius_km.to_bits(),
            flags: [place.is_region, place.near, place.is_generic, place.is_understood],
            country: place.country,
            kind: place.kind,
            words: place.words.clone(),
        }
    }
}

/// What was worked out for strings that came before.
#[derive(Debug, Default)]
struct Memory {
    /// The place behind a match, by its address.
    places: FxHashMap<usize, u32>,
    // Keeps the matches alive, so that an address stays the name of one place.
    matches: Vec<Arc<PlaceMatch>>,
    speakers: FxHashMap<Option<ActorId>, FxHashMap<Box<str>, u32>>,
    words: FxHashMap<Box<str>, Arc<[u32]>>,
    common: Vec<bool>,
    // Code, center and radius in kilometers of each country, once a place asks for them.
    countries: Option<Vec<Circle>>,
}

/// A country's code, center in degrees and radius in kilometers.
type Circle = ([u8; 2], (f64, f64), f64);

impl<'l> FeatureBuilder<'l> {
    pub(super) fn new(lexicons: &'l Lexicons) -> Self {
        Self {
            resolver: Resolver::new(lexicons),
            rows: Vec::new(),
            published: Vec::new(),
            documents: Vec::new(),
            ids: Ids::default(),
            relations: Vec::new(),
            places: Interner::new(),
            concepts: Vec::new(),
            class_sets: Interner::new(),
            parties: Interner::new(),
            actor_sets: Interner::new(),
            actors: Interner::new(),
            words: Interner::new(),
            word_sets: Interner::new(),
            counts: Interner::new(),
            losses: Interner::new(),
            speakers: Interner::new(),
            memory: Memory::default(),
        }
    }

    /// Takes an assertion. Its row has the number of assertions taken before.
    pub fn push(&mut self, assertion: &Assertion) {
        let resolved = self.resolver.resolve(assertion);
        self.push_resolved(assertion, &resolved);
    }

    /// Adds an assertion whose words are looked up already, with the lexicons of this builder.
    pub(crate) fn push_resolved(&mut self, assertion: &Assertion, resolved: &Resolved) {
        let event = assertion.event();
        // "Attack" alone names no means.
        let mut classes = resolved.classes;
        classes.remove(ClassId::ROOT);
        let classes = if classes.is_empty() { NONE } else { self.class_sets.intern(classes) };
        let matches = FeatureTable::can_match(assertion);
        if matches && !assertion.about().is_empty() {
            let row = u32::try_from(self.rows.len()).unwrap_or(NONE);
            let ids = assertion.about().iter().map(|id| id.as_str().into()).collect();
            self.relations.push(About { row, ids, relation: assertion.relation() });
        }
        let source = assertion.source();
        let targets = event.map_or(&[][..], |event| &event.targets);
        let losses = Losses {
            killed: losses(assertion, |casualties| casualties.killed.as_ref()),
            injured: losses(assertion, |casualties| casualties.injured.as_ref()),
        };
        let row = Features {
            when: resolved.time.map_or(Minutes::ALWAYS, Minutes::of),
            window: Minutes::ALWAYS,
            place: self.place_of(assertion, resolved),
            targets: self.target_words(targets, &resolved.targets),
            classes,
            parties: self.parties_of(assertion, resolved),
            speaker: self.speaker(resolved.speaker.id, &source.name),
            principal: resolved.principal.map_or(NONE, |actor| self.actors.intern(actor)),
            document: NONE,
            fired: fired(assertion).map_or(NONE, |count| self.counts.intern(count)),
            losses: if losses == Losses::default() { NONE } else { self.losses.intern(losses) },
            around: Around::default(),
            lag_hours: self.lag_hours(assertion, resolved),
            stated: stated(assertion, resolved),
            kind: assertion.kind(),
            named: source.named,
            matches,
        };
        self.rows.push(row);
        self.published.push(
            resolved
                .published
                .map(Minutes::of)
                .or_else(|| assertion.url().and_then(date_in_address).map(Minutes::on))
                .unwrap_or(Minutes::ALWAYS),
        );
        self.documents.push(document(assertion));
        self.ids.push(assertion.id().as_str());
    }

    /// How many hours the clock at the speaker's seat lags behind that at the place.
    fn lag_hours(&mut self, assertion: &Assertion, resolved: &Resolved) -> i8 {
        let lexicons = self.resolver.lexicons();
        let country = resolved.principal.and_then(|actor| lexicons.actors().country(actor));
        let Some(seat) = country.and_then(|code| lexicons.gazetteer().zone_of_country(code)) else {
            return 0;
        };
        let event = assertion.event().and_then(|event| event.time.as_ref());
        let date = event.or(assertion.published()).and_then(first_date).unwrap_or_default();
        let clocks = self.resolver.clocks();
        let [place, seat] = [resolved.zone, seat].map(|zone| clocks.seconds_ahead(zone, date));
        i8::try_from((place - seat) / 3600).unwrap_or(0)
    }

    /// Makes room for more assertions, as far as there is any.
    pub(crate) fn reserve(&mut self, more: usize) {
        _ = self.rows.try_reserve_exact(more);
        _ = self.published.try_reserve_exact(more);
        _ = self.documents.try_reserve_exact(more);
        self.ids.reserve(more);
    }

    /// How many assertions it has taken.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has taken none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Takes what another builder has taken, as if its assertions had come after those of this one.
    pub(super) fn append(&mut self, other: Self) {
        let base = u32::try_from(self.rows.len()).unwrap_or(NONE);
        let words = renumbered(&mut self.words, other.words.into_values(), |word| word);
        let turned = |set: Vec<u32>, numbers: &[u32]| {
            let mut set: Vec<u32> = set.into_iter().map(|old| number(numbers, old)).collect();
            set.sort_unstable();
            set
        };
        let word_sets = renumbered(&mut self.word_sets, other.word_sets.into_values(), |set| {
            turned(set, &words)
        });
        let actors = renumbered(&mut self.actors, other.actors.into_values(), |actor| actor);
        let actor_sets = renumbered(&mut self.actor_sets, other.actor_sets.into_values(), |set| {
            turned(set, &actors)
        });
        let parties = renumbered(&mut self.parties, other.parties.into_values(), |parties| {
            Parties { did: number(&actor_sets, parties.did), hit: number(&actor_sets, parties.hit) }
        });
        let class_sets =
            renumbered(&mut self.class_sets, other.class_sets.into_values(), |set| set);
        let counts = renumbered(&mut self.counts, other.counts.into_values(), |count| count);
        let losses = renumbered(&mut self.losses, other.losses.into_values(), |losses| losses);
        let speakers = renumbered(&mut self.speakers, other.speakers.into_values(), |name| name);
        let places: Vec<u32> = other
            .concepts
            .into_iter()
            .map(|mut place| {
                place.words = turned(place.words, &words);
                self.place(place)
            })
            .collect();
        self.rows.extend(other.rows.into_iter().map(|row| Features {
            place: number(&places, row.place),
            targets: number(&word_sets, row.targets),
            classes: number(&class_sets, row.classes),
            parties: number(&parties, row.parties),
            speaker: number(&speakers, row.speaker),
            principal: number(&actors, row.principal),
            fired: number(&counts, row.fired),
            losses: number(&losses, row.losses),
            ..row
        }));
        self.published.extend(other.published);
        self.documents.extend(other.documents);
        self.ids.append(&other.ids);
        self.relations.extend(
            other.relations.into_iter().map(|about| About { row: base + about.row, ..about }),
        );
    }

    fn place(&mut self, place: PlaceConcept) -> u32 {
        let number = self.places.intern(PlaceKey::of(&place));
        if number as usize == self.concepts.len() {
            self.concepts.push(place);
        }
        number
    }

    fn place_of(&mut self, assertion: &Assertion, resolved: &Resolved) -> u32 {
        // A site named in the targets says more than a bare region or an unnamed base.
        let site = resolved.target_sites.first();
        let (matched, is_stated) = match (&resolved.place, site) {
            (Some(place), Some(site))
                if (place.is_region || place.generic.is_some() || place.id.is_none())
                    && site.id.is_some() =>
            {
                (site, false)
            }
            (Some(place), _) => (place, true),
            (None, Some(site)) => (site, false),
            (None, None) => return NONE,
        };
        // Tallies have places too, but are compared with nothing.
        let Some(event) = assertion.event() else { return NONE };
        let address = Arc::as_ptr(matched) as usize;
        if let Some(&known) = self.memory.places.get(&address) {
            return known;
        }
        let name = event.place.as_ref().and_then(|place| place.name()).filter(|_| is_stated);
        let words = self.words_of(name.unwrap_or_default()).to_vec();
        let country = matched.country.map(CountryCode::letters);
        let mut countries = match (country, matched.point) {
            (Some(country), _) => vec![country],
            (None, Some(point)) => self.countries_around(point, matched.radius_km),
            (None, None) => Vec::new(),
        };
        let gazetteer = self.resolver.lexicons().gazetteer();
        let beside: Vec<Area> =
            matched.also.iter().filter_map(|id| Some(area(&gazetteer.entry(*id)?))).collect();
        countries.extend(beside.iter().filter_map(|area| area.country));
        countries.sort_unstable();
        countries.dedup();
        let number = self.place(PlaceConcept {
            id: matched.id,
            also: matched.also.clone(),
            beside,
            point: matched.point,
            radius_km: matched.radius_km,
            is_region: matched.is_region,
            near: matched.near,
            is_generic: matched.generic.is_some(),
            kind: matched.generic.or(matched.kind),
            is_understood: !matches!(matched.how, MatchKind::Unresolved | MatchKind::None),
            country,
            countries,
            words,
        });
        self.memory.matches.push(Arc::clone(matched));
        self.memory.places.insert(address, number);
        number
    }

    /// The countries whose circles meet the circle around a point.
    fn countries_around(&mut self, point: (f64, f64), radius_km: f64) -> Vec<[u8; 2]> {
        let gazetteer = self.resolver.lexicons().gazetteer();
        let countries = self.memory.countries.get_or_insert_with(|| {
            gazetteer
                .ids()
                .filter_map(|id| gazetteer.entry(id))
                .filter(|entry| entry.kind == PlaceKind::Country)
                .filter_map(|entry| {
                    Some((entry.country?.letters(), (entry.lat, entry.lon), entry.radius_km))
                })
                .collect()
        });
        let mut codes: Vec<[u8; 2]> = countries
            .iter()
            .filter(|(_, center, reach)| distance_km(point, *center) <= radius_km + reach)
            .map(|(code, _, _)| *code)
            .collect();
        codes.sort_unstable();
        codes
    }

    fn speaker(&mut self, id: Option<ActorId>, name: &str) -> u32 {
        // Everybody's names for one actor are one speaker.
        let name = if id.is_some() { "" } else { name };
        let known = self.memory.speakers.entry(id).or_default();
        if let Some(&known) = known.get(name) {
            return known;
        }
        let number = self.speakers.intern((id, text::skeleton(name).into_boxed_str()));
        known.insert(name.into(), number);
        number
    }

    fn parties_of(&mut self, assertion: &Assertion, resolved: &Resolved) -> u32 {
        let did: Vec<ActorId> = resolved.actors.iter().filter_map(|matched| matched.id).collect();
        // Who was hit: the targets that are actors, and for a confirmation the side that confirms.
        let actors = self.resolver.lexicons().actors();
        let targets = resolved.targets.iter().filter_map(|matched| matched.id);
        let mut hit: Vec<ActorId> = targets.map(|actor| actors.principal(actor)).collect();
        if assertion.kind() == AssertionKind::Confirmation {
            hit.extend(resolved.principal);
        }
        let parties = Parties { did: self.actor_set(&did), hit: self.actor_set(&hit) };
        if (parties.did, parties.hit) == (NONE, NONE) {
            return NONE;
        }
        self.parties.intern(parties)
    }

    fn actor_set(&mut self, actors: &[ActorId]) -> u32 {
        if actors.is_empty() {
            return NONE;
        }
        let mut set: Vec<u32> = actors.iter().map(|&actor| self.actors.intern(actor)).collect();
        set.sort_unstable();
        set.dedup();
        self.actor_sets.intern(set)
    }

    fn words_of(&mut self, name: &str) -> Arc<[u32]> {
        if let Some(known) = self.memory.words.get(name) {
            return Arc::clone(known);
        }
        let skeleton = text::skeleton(name);
        let mut words: Vec<u32> = text::words(&skeleton)
            .filter(|word| word.chars().count() > 1)
            .map(|word| self.words.intern(word.into()))
            .collect();
        words.sort_unstable();
        words.dedup();
        let words: Arc<[u32]> = words.into();
        self.memory.words.insert(name.into(), Arc::clone(&words));
        words
    }

    /// The words by which targets are told apart: proper names, rather than who was hit (which is an
    /// actor) or what sort of thing it was.
    fn target_words(&mut self, targets: &[String], actors: &[Arc<ActorMatch>]) -> u32 {
        let mut words: Vec<u32> = Vec::new();
        for (target, actor) in targets.iter().zip(actors) {
            if actor.id.is_some() && !matches!(actor.how, ActorMatchKind::Contained) {
                continue;
            }
            let named = self.words_of(target);
            let known = self.memory.common.len();
            let new = self.words.values().get(known..).unwrap_or_default();
            self.memory.common.extend(new.iter().map(|word| is_common(word)));
            let common = &self.memory.common;
            words.extend(named.iter().filter(|&&word| common.get(word as usize) != Some(&true)));
        }
        if words.is_empty() {
            return NONE;
        }
        words.sort_unstable();
        words.dedup();
        self.word_sets.intern(words)
    }
}

/// Where an entry lies.
fn area(entry: &Entry) -> Area {
    Area {
        point: Some((entry.lat, entry.lon)),
        radius_km: entry.radius_km,
        is_region: entry.kind.is_region(),
        country: entry.country.map(CountryCode::letters),
    }
}

/// How finely the time of the event is stated.
fn stated(assertion: &Assertion, resolved: &Resolved) -> Stated {
    let Some(time) = assertion.event().and_then(|event| event.time.as_ref()) else {
        return Stated::Nothing;
    };
    if time.is_interval() || time.is_open() {
        return match resolved.time.map(Minutes::of).and_then(Minutes::length) {
            Some(length) if length < DAY / 2 => Stated::Hour,
            Some(length) if length <= 2 * DAY => Stated::Day,
            _ => Stated::Coarse,
        };
    }
    match time.precision() {
        Precision::Day => Stated::Day,
        Precision::Minute | Precision::Second => Stated::Hour,
        _ => Stated::Coarse,
    }
}

/// Words that say what sort of thing a target is, as skeletons: they name nothing.
fn is_common(word: &str) -> bool {
    static WORDS: OnceLock<FxHashSet<String>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        include_str!("../data/common_target_words.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
            .map(text::skeleton)
            .collect()
    });
    words.contains(word)
}

/// How many munitions were fired: what is said to be fired, or the sum of the parts.
fn fired(assertion: &Assertion) -> Option<Count> {
    let munitions = &assertion.event()?.munitions;
    let sum = |wanted: &dyn Fn(Outcome) -> bool| {
        munitions
            .iter()
            .filter(|munition| wanted(munition.outcome))
            .filter_map(|munition| munition.count.as_ref())
            .map(Count::of)
            .reduce(Count::add)
    };
    sum(&|outcome| outcome == Outcome::Fired)
        .or_else(|| sum(&|outcome| outcome != Outcome::Fired && outcome.is_part_of_fired()))
}

fn losses(
    assertion: &Assertion,
    field: impl Fn(&crate::model::Casualties) -> Option<&Quantity>,
) -> Option<Count> {
    let casualties = &assertion.event()?.casualties;
    casualties
        .iter()
        .filter(|casualties| casualties.side != Some(crate::model::Side::Actor))
        .filter_map(field)
        .map(Count::of)
        .reduce(Count::add)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The Arabic word is al-Qaeda's name, too; of a target it says no more than "base" does.
    #[test]
    fn the_base_names_no_target() {
        assert!(is_common(&text::skeleton("القاعدة")));
        assert!(!is_common(&text::skeleton("Qaeda")));
    }
}
