//! What matching needs to know of an assertion, and nothing else.
//!
//! A [`Features`] row is fixed in size and holds no text: names are interned, values are intervals,
//! concepts are small numbers into tables of the distinct concepts of the data set. The rows are built
//! once; everything after works on them alone.

use std::borrow::Borrow;
use std::sync::Arc;
use std::sync::OnceLock;

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

use super::actors::{ActorId, ActorMatch, Lineage, MatchKind as ActorMatchKind};
use super::density::Density;
use super::gazetteer::{MatchKind, PlaceId, PlaceKind, PlaceMatch, distance_km};
use super::munitions::{Act, ClassId, ClassRelation, ClassSet};
use super::resolve::{Lexicons, Resolved, Resolver};
use crate::model::{Assertion, AssertionKind, Outcome, Precision, Quantity, Span};
use crate::text;

/// "None" in a column of table indices.
pub(crate) const NONE: u32 = u32::MAX;

/// A closed interval of minutes since 1970; open ends lie at the ends of `i32`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minutes {
    /// The first minute.
    pub start: i32,
    /// The last minute.
    pub end: i32,
}

/// Minutes of a day.
pub(crate) const DAY: i32 = 24 * 60;

impl Minutes {
    /// The whole of time.
    pub const ALWAYS: Self = Self { start: i32::MIN, end: i32::MAX };

    fn of(span: Span) -> Self {
        let minutes = |seconds: i64| {
            i32::try_from(seconds.div_euclid(60)).unwrap_or(if seconds < 0 {
                i32::MIN
            } else {
                i32::MAX
            })
        };
        Self {
            start: span.start.map_or(i32::MIN, minutes),
            // Spans are half open, to the second.
            end: span.end.map_or(i32::MAX, |end| minutes(end - 1)),
        }
    }

    fn on(date: NaiveDate) -> Self {
        let days = date.signed_duration_since(NaiveDate::default()).num_days();
        let start = i32::try_from(days).unwrap_or_default().saturating_mul(DAY);
        Self { start, end: start.saturating_add(DAY - 1) }
    }

    /// Whether the two share a minute.
    #[must_use]
    pub const fn intersects(self, other: Self) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// The minutes between the two; 0 when they meet.
    #[must_use]
    pub const fn gap(self, other: Self) -> i32 {
        if self.end < other.start {
            other.start.saturating_sub(self.end)
        } else if other.end < self.start {
            self.start.saturating_sub(other.end)
        } else {
            0
        }
    }

    /// The interval with so many minutes more on each side.
    #[must_use]
    pub const fn padded(self, before: i32, after: i32) -> Self {
        Self { start: self.start.saturating_sub(before), end: self.end.saturating_add(after) }
    }

    /// The day of the first minute, or of the last one when the start is open.
    #[must_use]
    pub const fn day(self) -> Option<i32> {
        if self.start != i32::MIN {
            Some(self.start.div_euclid(DAY))
        } else if self.end != i32::MAX {
            Some(self.end.div_euclid(DAY))
        } else {
            None
        }
    }

    /// The days that it covers, at most; `None` for an open interval.
    #[must_use]
    pub const fn length(self) -> Option<i32> {
        if self.start == i32::MIN || self.end == i32::MAX {
            None
        } else {
            Some(self.end.saturating_sub(self.start))
        }
    }
}

/// How finely an event time is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stated {
    /// Not at all.
    Nothing,
    /// A month, a year, several days.
    Coarse,
    /// A day.
    Day,
    /// An hour or better.
    Hour,
}

/// A range of counts; `max` is `u32::MAX` when nobody set a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// At least.
    pub min: u32,
    /// At most.
    pub max: u32,
}

impl Count {
    fn of(quantity: &Quantity) -> Self {
        let clamp = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        Self { min: clamp(quantity.min()), max: quantity.max().map_or(u32::MAX, clamp) }
    }

    fn add(self, other: Self) -> Self {
        Self { min: self.min.saturating_add(other.min), max: self.max.saturating_add(other.max) }
    }

    /// Whether both bounds are the same number.
    #[must_use]
    pub const fn is_exact(self) -> bool {
        self.min == self.max
    }

    /// Whether a number satisfies both.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.min <= other.max && other.min <= self.max
    }
}

/// What matching knows of one assertion.
#[expect(clippy::struct_excessive_bools, reason = "independent facts, one byte each")]
#[derive(Clone, Copy, Debug)]
pub struct Features {
    /// When it happened, as stated.
    pub event: Minutes,
    /// How finely that is stated.
    pub stated: Stated,
    /// When it was said; [`Minutes::ALWAYS`] when not stated.
    pub published: Minutes,
    /// When it may have happened, for blocking: from the event time, or from publication, or from
    /// the other statements of its document.
    pub window: Minutes,
    /// Index into [`Concepts::places`], or `u32::MAX`.
    pub place: u32,
    /// Whether the place is not the row's own but the one that its document names.
    pub borrowed_place: bool,
    /// Index into the sets of target words, or `u32::MAX`.
    pub targets: u32,
    /// Index into the sets of munition classes, or `u32::MAX`.
    pub classes: u32,
    /// Index into the sets of actors that are said to have done it, or `u32::MAX`.
    pub actors: u32,
    /// Index into the sets of actors that were hit, or `u32::MAX`.
    pub victims: u32,
    /// The speaker: equal numbers are one speaker.
    pub speaker: u32,
    /// Who it speaks for, as an index into the actors; `u32::MAX` when no lexicon knows.
    pub principal: u32,
    /// The document: equal numbers are one document; `u32::MAX` when nothing tells.
    pub document: u32,
    /// What the speaker does by saying it.
    pub kind: AssertionKind,
    /// Whether the speaker is named.
    pub named: bool,
    /// Whether it tells of an interception.
    pub interception: bool,
    /// Whether it can be a member of an event: tallies, threats and bare retractions cannot.
    pub matches: bool,
    /// How many munitions were fired, or are known of.
    pub fired: Option<Count>,
    /// How many were killed on the side that was hit.
    pub killed: Option<Count>,
    /// How many were injured on the side that was hit.
    pub injured: Option<Count>,
}

/// One distinct place of the data set.
#[expect(clippy::struct_excessive_bools, reason = "independent facts about a place")]
#[derive(Clone, Debug)]
pub struct PlaceConcept {
    /// The gazetteer's entry.
    pub id: Option<PlaceId>,
    /// Further entries of a compound place.
    pub also: Vec<PlaceId>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
    /// Uncertainty in kilometers.
    pub radius_km: f64,
    /// Whether an area is meant.
    pub is_region: bool,
    /// Whether it is near the entry, not at it.
    pub near: bool,
    /// Whether only a facility without a name is stated ("the base").
    pub is_generic: bool,
    /// Whether the name itself was understood.
    pub is_understood: bool,
    /// The country.
    pub country: Option<[u8; 2]>,
    /// The countries that it may lie in: its own, or for a sea, a border or a region over several, all
    /// that its circle touches.
    pub countries: Vec<[u8; 2]>,
    /// The rarer words of the name as skeletons, sorted.
    pub words: Vec<u32>,
}

/// The distinct concepts of a data set and how they stand to each other.
#[derive(Debug, Default)]
pub struct Concepts {
    /// The distinct places.
    pub places: Vec<PlaceConcept>,
    class_sets: Vec<ClassSet>,
    class_relations: Vec<Option<ClassRelation>>,
    actor_sets: Vec<Vec<u32>>,
    actors: Vec<ActorId>,
    lineages: Vec<Lineage>,
    generic_actors: Vec<bool>,
    word_sets: Vec<Vec<u32>>,
    word_counts: Vec<u32>,
}

/// The rows of a data set with the tables that they point into.
#[derive(Debug, Default)]
pub struct FeatureTable {
    /// One row for each assertion, in the order of the slice.
    pub rows: Vec<Features>,
    /// The distinct concepts.
    pub concepts: Concepts,
    /// How many events happen around when and where.
    pub density: Density,
    /// Pairs that a relation to a single assertion makes one event.
    pub must: Vec<(u32, u32)>,
    /// Pairs that a relation to several assertions hints at.
    pub hints: Vec<(u32, u32)>,
}

/// How many days before its publication an undated event is looked for. Most lie on the day or the
/// day before; a tail of a week covers weekly summaries and late statements.
const LAG_DAYS: i32 = 7;
/// How many days after its publication: a statement from Washington carries the date before.
const LEAD_DAYS: i32 = 1;
/// How far two stated times may lie apart and still be compared: dates slip by time zones, by
/// overnight attacks and by coarse relays.
const SLACK_DAYS: i32 = 2;

impl FeatureTable {
    /// Builds the rows of all assertions, or of references to them.
    #[must_use]
    pub fn build<A: Borrow<Assertion>>(assertions: &[A], lexicons: &Lexicons) -> Self {
        let mut builder = Builder::new(lexicons);
        for assertion in assertions {
            builder.push(assertion.borrow());
        }
        builder.finish(assertions)
    }

    /// Whether an assertion can be a member of an event.
    #[must_use]
    pub fn can_match(assertion: &Assertion) -> bool {
        match assertion.kind() {
            AssertionKind::Claim
            | AssertionKind::Confirmation
            | AssertionKind::Report
            | AssertionKind::Denial
            | AssertionKind::NoComment => {
                assertion.event().is_some() || !assertion.about().is_empty()
            }
            AssertionKind::Retraction => assertion.event().is_some(),
            _ => false,
        }
    }
}

/// A country's code, center in degrees and radius in kilometers.
type Circle = ([u8; 2], (f64, f64), f64);

struct Builder<'l> {
    resolver: Resolver<'l>,
    rows: Vec<Features>,
    places: Vec<PlaceConcept>,
    place_index: FxHashMap<usize, u32>,
    // Keeps the matches alive, so that an address stays the name of one place.
    place_matches: Vec<Arc<PlaceMatch>>,
    // Code, center and radius in kilometers of each country, once a place asks for them.
    countries: Option<Vec<Circle>>,
    class_sets: Interner<ClassSet>,
    actor_sets: Interner<Vec<u32>>,
    actors: Interner<ActorId>,
    words: Interner<Box<str>>,
    word_sets: Interner<Vec<u32>>,
    speakers: Interner<(Option<ActorId>, Box<str>)>,
    documents: Interner<Box<str>>,
}

/// Numbers distinct values in the order in which they come.
#[derive(Debug)]
struct Interner<T> {
    index: FxHashMap<T, u32>,
    values: Vec<T>,
}

impl<T: Clone + Eq + std::hash::Hash> Interner<T> {
    fn new() -> Self {
        Self { index: FxHashMap::default(), values: Vec::new() }
    }

    fn intern(&mut self, value: T) -> u32 {
        if let Some(&known) = self.index.get(&value) {
            return known;
        }
        let number = u32::try_from(self.values.len()).unwrap_or(NONE - 1);
        self.index.insert(value.clone(), number);
        self.values.push(value);
        number
    }
}

impl<'l> Builder<'l> {
    fn new(lexicons: &'l Lexicons) -> Self {
        Self {
            resolver: Resolver::new(lexicons),
            rows: Vec::new(),
            places: Vec::new(),
            place_index: FxHashMap::default(),
            place_matches: Vec::new(),
            countries: None,
            class_sets: Interner::new(),
            actor_sets: Interner::new(),
            actors: Interner::new(),
            words: Interner::new(),
            word_sets: Interner::new(),
            speakers: Interner::new(),
            documents: Interner::new(),
        }
    }

    fn push(&mut self, assertion: &Assertion) {
        let resolved = self.resolver.resolve(assertion);
        let event = assertion.event();
        let stated = match event.and_then(|event| event.time.as_ref()) {
            None => Stated::Nothing,
            Some(time) => match time.precision() {
                _ if time.is_interval() || time.is_open() => {
                    let length = resolved.time.map(Minutes::of).and_then(Minutes::length);
                    if length.is_some_and(|length| length < DAY / 2) {
                        Stated::Hour
                    } else if length.is_some_and(|length| length <= 2 * DAY) {
                        Stated::Day
                    } else {
                        Stated::Coarse
                    }
                }
                Precision::Day => Stated::Day,
                Precision::Minute | Precision::Second => Stated::Hour,
                _ => Stated::Coarse,
            },
        };
        let event_time = resolved.time.map_or(Minutes::ALWAYS, Minutes::of);
        let published = resolved
            .published
            .map(Minutes::of)
            .or_else(|| assertion.url().and_then(date_in_address).map(Minutes::on))
            .unwrap_or(Minutes::ALWAYS);
        let place = self.place_of(assertion, &resolved);
        // "Attack" alone names no means.
        let mut classes = resolved.classes;
        classes.remove(ClassId::ROOT);
        let classes = if classes.is_empty() { NONE } else { self.class_sets.intern(classes) };
        let actors = self.actor_set(&resolved.actors);
        let victims = self.victims(assertion, &resolved);
        let targets =
            self.target_words(event.map_or(&[][..], |event| &event.targets), &resolved.targets);
        let source = assertion.source();
        let name = match resolved.speaker.id {
            Some(_) => Box::default(),
            None => text::skeleton(&source.name).into_boxed_str(),
        };
        let speaker = self.speakers.intern((resolved.speaker.id, name));
        let principal = resolved.principal.map_or(NONE, |actor| self.actors.intern(actor));
        let document = self.document(assertion);
        let act = resolved
            .action
            .iter()
            .chain(resolved.munitions.iter())
            .any(|phrase| phrase.act == Act::Interception);
        self.rows.push(Features {
            event: event_time,
            stated,
            published,
            window: Minutes::ALWAYS,
            place,
            borrowed_place: false,
            targets,
            classes,
            actors,
            victims,
            speaker,
            principal,
            document,
            kind: assertion.kind(),
            named: source.named,
            interception: act,
            matches: FeatureTable::can_match(assertion),
            fired: fired(assertion),
            killed: losses(assertion, |casualties| casualties.killed.as_ref()),
            injured: losses(assertion, |casualties| casualties.injured.as_ref()),
        });
    }

    fn place_of(&mut self, assertion: &Assertion, resolved: &Resolved) -> u32 {
        let event = assertion.event();
        let stated = event.and_then(|event| event.place.as_ref());
        // A site named in the targets says more than a bare region or an unnamed base.
        let site = resolved.target_sites.first();
        let matched = match (&resolved.place, site) {
            (Some(place), Some(site))
                if (place.is_region || place.generic.is_some() || place.id.is_none())
                    && site.id.is_some() =>
            {
                site
            }
            (Some(place), _) => place,
            (None, Some(site)) => site,
            (None, None) => return NONE,
        };
        let address = Arc::as_ptr(matched) as usize;
        if let Some(&known) = self.place_index.get(&address) {
            return known;
        }
        let name = stated.and_then(|place| place.name()).unwrap_or_default();
        let words = self.words_of(name);
        let number = u32::try_from(self.places.len()).unwrap_or(NONE - 1);
        let country =
            matched.country.and_then(|country| country.as_str().as_bytes().try_into().ok());
        let countries = match (country, matched.point) {
            (Some(country), _) => vec![country],
            (None, Some(point)) => self.countries_around(point, matched.radius_km),
            (None, None) => Vec::new(),
        };
        self.places.push(PlaceConcept {
            id: matched.id,
            also: matched.also.clone(),
            point: matched.point,
            radius_km: matched.radius_km,
            is_region: matched.is_region,
            near: matched.near,
            is_generic: matched.generic.is_some(),
            is_understood: !matches!(matched.how, MatchKind::Unresolved | MatchKind::None),
            country,
            countries,
            words,
        });
        self.place_matches.push(Arc::clone(matched));
        self.place_index.insert(address, number);
        number
    }

    /// The countries whose circles meet the circle around a point.
    fn countries_around(&mut self, point: (f64, f64), radius_km: f64) -> Vec<[u8; 2]> {
        let gazetteer = self.resolver.lexicons().gazetteer();
        let countries = self.countries.get_or_insert_with(|| {
            gazetteer
                .ids()
                .filter_map(|id| gazetteer.entry(id))
                .filter(|entry| entry.kind == PlaceKind::Country)
                .filter_map(|entry| {
                    let code = entry.country?.as_str().as_bytes().try_into().ok()?;
                    Some((code, (entry.lat, entry.lon), entry.radius_km))
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

    fn actor_set(&mut self, matches: &[Arc<ActorMatch>]) -> u32 {
        let mut set: Vec<u32> = matches
            .iter()
            .filter_map(|matched| matched.id)
            .map(|actor| self.actors.intern(actor))
            .collect();
        if set.is_empty() {
            return NONE;
        }
        set.sort_unstable();
        set.dedup();
        self.actor_sets.intern(set)
    }

    /// Who was hit: the targets that are actors, and for a confirmation the side that confirms.
    fn victims(&mut self, assertion: &Assertion, resolved: &Resolved) -> u32 {
        let actors = self.resolver.lexicons().actors();
        let mut set: Vec<ActorId> = resolved
            .targets
            .iter()
            .filter_map(|matched| matched.id)
            .map(|actor| actors.principal(actor))
            .collect();
        if assertion.kind() == AssertionKind::Confirmation {
            set.extend(resolved.principal);
        }
        let mut set: Vec<u32> = set.into_iter().map(|actor| self.actors.intern(actor)).collect();
        if set.is_empty() {
            return NONE;
        }
        set.sort_unstable();
        set.dedup();
        self.actor_sets.intern(set)
    }

    fn words_of(&mut self, name: &str) -> Vec<u32> {
        let skeleton = text::skeleton(name);
        let mut words: Vec<u32> = text::words(&skeleton)
            .filter(|word| word.chars().count() > 1)
            .map(|word| self.words.intern(word.into()))
            .collect();
        words.sort_unstable();
        words.dedup();
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
            for word in self.words_of(target) {
                if !is_common(&self.words.values[word as usize]) {
                    words.push(word);
                }
            }
        }
        if words.is_empty() {
            return NONE;
        }
        words.sort_unstable();
        words.dedup();
        self.word_sets.intern(words)
    }

    fn document(&mut self, assertion: &Assertion) -> u32 {
        let key = match (assertion.url(), assertion.relayed_by().last()) {
            (Some(url), _) => url.trim_end_matches('/').to_owned(),
            (None, Some(relay)) => {
                // The same relay on the same day: the same page, or one written beside it.
                let Some(published) = assertion.published() else { return NONE };
                format!("{}\u{1f}{published}", text::fold(relay))
            }
            (None, None) => return NONE,
        };
        self.documents.intern(key.into_boxed_str())
    }

    fn finish<A: Borrow<Assertion>>(mut self, assertions: &[A]) -> FeatureTable {
        let by_id: FxHashMap<&str, u32> = assertions
            .iter()
            .enumerate()
            .map(|(index, assertion)| {
                (assertion.borrow().id().as_str(), u32::try_from(index).unwrap_or(NONE))
            })
            .collect();
        let mut must = Vec::new();
        let mut hints = Vec::new();
        for (index, assertion) in assertions.iter().map(Borrow::borrow).enumerate() {
            let index = u32::try_from(index).unwrap_or(NONE);
            let targets: Vec<u32> = assertion
                .about()
                .iter()
                .filter_map(|id| by_id.get(id.as_str()).copied())
                .filter(|&target| FeatureTable::can_match(assertions[target as usize].borrow()))
                .collect();
            if !FeatureTable::can_match(assertion) {
                continue;
            }
            let pairs = targets.iter().map(|&target| (index.min(target), index.max(target)));
            if assertion.about().len() == 1 {
                must.extend(pairs);
            } else {
                hints.extend(pairs);
            }
        }
        must.sort_unstable();
        must.dedup();
        hints.sort_unstable();
        hints.dedup();
        self.borrow_publication();
        self.borrow_along(&must);
        self.borrow_windows();
        self.borrow_places();
        let lexicons = self.resolver.lexicons();
        let density = Density::build(&self.rows, &self.places);
        let word_counts = self.count_words();
        let concepts = Concepts::new(
            lexicons,
            self.places,
            self.class_sets.values,
            self.actor_sets.values,
            self.actors.values,
            self.word_sets.values,
            word_counts,
        );
        FeatureTable { rows: self.rows, concepts, density, must, hints }
    }

    /// An unnamed place ("the base") means what the rest of its document names, when that is a single
    /// site.
    fn borrow_places(&mut self) {
        let mut sites: FxHashMap<u32, Option<u32>> = FxHashMap::default();
        for row in &self.rows {
            let Some(place) = self.places.get(row.place as usize) else { continue };
            if row.document == NONE || place.is_region || place.is_generic || place.id.is_none() {
                continue;
            }
            let places = &self.places;
            sites
                .entry(row.document)
                .and_modify(|site| {
                    *site = site.filter(|site| places[*site as usize].id == place.id);
                })
                .or_insert(Some(row.place));
        }
        for row in &mut self.rows {
            let unnamed = self
                .places
                .get(row.place as usize)
                .is_some_and(|place| place.id.is_none() && place.point.is_none());
            if let (true, Some(Some(site))) = (unnamed, sites.get(&row.document)) {
                row.place = *site;
                row.borrowed_place = true;
            }
        }
    }

    /// In how many assertions each word names a place or a target.
    fn count_words(&self) -> Vec<u32> {
        let mut counts = vec![0; self.words.values.len()];
        for row in &self.rows {
            let targets = self.word_sets.values.get(row.targets as usize);
            let place = self.places.get(row.place as usize).map(|place| &place.words);
            for &word in targets.into_iter().chain(place).flatten() {
                counts[word as usize] += 1;
            }
        }
        counts
    }

    /// What gives no date of publication was published with the rest of its document.
    fn borrow_publication(&mut self) {
        let mut by_document: FxHashMap<u32, Minutes> = FxHashMap::default();
        for row in &self.rows {
            if row.document != NONE && row.published != Minutes::ALWAYS {
                // The relay's date is the latest that its speakers have.
                by_document
                    .entry(row.document)
                    .and_modify(|latest| *latest = (*latest).max(row.published))
                    .or_insert(row.published);
            }
        }
        for row in &mut self.rows {
            if row.published == Minutes::ALWAYS
                && let Some(published) = by_document.get(&row.document)
            {
                row.published = *published;
            }
        }
    }

    /// Statements that a relation makes one event lie after it, so that the event lies before the
    /// earliest of them; one without a place is about the place of the other.
    fn borrow_along(&mut self, must: &[(u32, u32)]) {
        // A chain of corrections is a few links long; each pass carries one link farther.
        for _ in 0..8 {
            for &(left, right) in must {
                let (left, right) = (left as usize, right as usize);
                for (from, to) in [(left, right), (right, left)] {
                    let Features { published, place, .. } = self.rows[from];
                    let row = &mut self.rows[to];
                    if row.stated == Stated::Nothing && published != Minutes::ALWAYS {
                        let undated = row.published == Minutes::ALWAYS;
                        if undated || published < row.published {
                            row.published = published;
                        }
                    }
                    if row.place == NONE && place != NONE {
                        row.place = place;
                        row.borrowed_place = true;
                    }
                }
            }
        }
    }

    /// The time in which an event is looked for. What has neither event time nor publication borrows
    /// the window of its document.
    fn borrow_windows(&mut self) {
        let mut by_document: FxHashMap<u32, Minutes> = FxHashMap::default();
        for row in &mut self.rows {
            row.window = if row.stated == Stated::Nothing {
                if row.published == Minutes::ALWAYS {
                    continue;
                }
                row.published.padded(LAG_DAYS * DAY, LEAD_DAYS * DAY)
            } else {
                row.event.padded(SLACK_DAYS * DAY, SLACK_DAYS * DAY)
            };
            if row.document != NONE {
                by_document
                    .entry(row.document)
                    .and_modify(|window| {
                        window.start = window.start.min(row.window.start);
                        window.end = window.end.max(row.window.end);
                    })
                    .or_insert(row.window);
            }
        }
        for row in &mut self.rows {
            if row.stated == Stated::Nothing
                && row.published == Minutes::ALWAYS
                && let Some(window) = by_document.get(&row.document)
            {
                row.window = *window;
            }
        }
    }
}

/// The date in the address of a page, as news sites write it: `/2023/12/26/`, `/2023-12-26-`,
/// `/20231226/`.
fn date_in_address(url: &str) -> Option<NaiveDate> {
    let mut numbers = url.split(|letter: char| !letter.is_ascii_digit()).peekable();
    while let Some(first) = numbers.next() {
        let parse = |text: &str| text.parse::<u32>().ok();
        let date = match first.len() {
            8 => parse(first).and_then(|n| date_of(n / 10_000, n / 100 % 100, n % 100)),
            4 => {
                let mut rest = numbers.clone();
                match (rest.next(), rest.next()) {
                    (Some(month), Some(day)) if month.len() <= 2 && day.len() <= 2 => parse(first)
                        .zip(parse(month))
                        .zip(parse(day))
                        .and_then(|((year, month), day)| date_of(year, month, day)),
                    _ => None,
                }
            }
            _ => None,
        };
        if date.is_some() {
            return date;
        }
    }
    None
}

fn date_of(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    (1990..2100).contains(&year).then_some(())?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// Words that say what sort of thing a target is, as skeletons: they name nothing.
fn is_common(word: &str) -> bool {
    static WORDS: OnceLock<FxHashSet<String>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        include_str!("data/common_target_words.txt")
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

/// More distinct actors than this are compared one by one instead of by table.
const MAX_TABLE: usize = 4096;

impl Concepts {
    fn new(
        lexicons: &Lexicons,
        places: Vec<PlaceConcept>,
        class_sets: Vec<ClassSet>,
        actor_sets: Vec<Vec<u32>>,
        actors: Vec<ActorId>,
        word_sets: Vec<Vec<u32>>,
        word_counts: Vec<u32>,
    ) -> Self {
        let munitions = lexicons.munitions();
        let mut class_relations = Vec::with_capacity(class_sets.len() * class_sets.len());
        for &left in &class_sets {
            for &right in &class_sets {
                class_relations.push(munitions.compare(left, right));
            }
        }
        let known = &actors[..actors.len().min(MAX_TABLE)];
        let mut lineages = Vec::with_capacity(known.len() * known.len());
        for &left in known {
            for &right in known {
                lineages.push(lexicons.actors().lineage(left, right));
            }
        }
        let generic_actors =
            actors.iter().map(|&actor| lexicons.actors().actor(actor).generic).collect();
        Self {
            places,
            class_sets,
            class_relations,
            actor_sets,
            actors,
            lineages,
            generic_actors,
            word_sets,
            word_counts,
        }
    }

    /// How two sets of munition classes stand to each other.
    #[must_use]
    pub fn class_relation(&self, left: u32, right: u32) -> Option<ClassRelation> {
        let index = left as usize * self.class_sets.len() + right as usize;
        self.class_relations.get(index).copied().flatten()
    }

    /// The classes behind an index.
    #[must_use]
    pub fn class_set(&self, index: u32) -> Option<ClassSet> {
        self.class_sets.get(index as usize).copied()
    }

    /// The actors behind an index, as indices of actors.
    #[must_use]
    pub fn actor_set(&self, index: u32) -> &[u32] {
        self.actor_sets.get(index as usize).map_or(&[], Vec::as_slice)
    }

    /// The actor behind an index.
    #[must_use]
    pub fn actor(&self, index: u32) -> Option<ActorId> {
        self.actors.get(index as usize).copied()
    }

    /// Whether an actor is a generic name that fits many ("militants").
    #[must_use]
    pub fn is_generic(&self, actor: u32) -> bool {
        self.generic_actors.get(actor as usize).copied().unwrap_or(true)
    }

    /// How two actors stand to each other.
    #[must_use]
    pub fn lineage(&self, left: u32, right: u32) -> Lineage {
        if left == right {
            return Lineage::Same;
        }
        let size = self.actors.len().min(MAX_TABLE);
        let index = left as usize * size + right as usize;
        if (left as usize) < size && (right as usize) < size {
            self.lineages.get(index).copied().unwrap_or(Lineage::Different)
        } else {
            Lineage::Different
        }
    }

    /// The words of a set of targets.
    #[must_use]
    pub fn words(&self, index: u32) -> &[u32] {
        self.word_sets.get(index as usize).map_or(&[], Vec::as_slice)
    }

    /// In how many assertions a word names a target.
    #[must_use]
    pub fn word_count(&self, word: u32) -> u32 {
        self.word_counts.get(word as usize).copied().unwrap_or(0)
    }
}
