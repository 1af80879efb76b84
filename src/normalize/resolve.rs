//! One assertion's words as concepts, each distinct string looked up once.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::NaiveDate;
use chrono_tz::Tz;
use rustc_hash::FxHashMap;

use super::actors::{ActorContext, ActorId, ActorMatch, Actors};
use super::clocks::Clocks;
use super::gazetteer::{Gazetteer, PlaceMatch, PlaceQuery};
use super::munitions::{ClassSet, MunitionPhrase, Munitions};
use crate::model::{Assertion, CountryCode, Place, Role, Span, TimeExtent};
use crate::threads;

/// The lexicons that turn words into concepts: those that ship with the crate, or the user's own.
///
/// # Examples
///
/// ```
/// use corroborate::normalize::Lexicons;
///
/// let lexicons = Lexicons::shipped();
/// assert!(lexicons.munitions().by_name("rocket").is_some());
/// ```
#[derive(Clone, Debug)]
pub struct Lexicons {
    munitions: Cow<'static, Munitions>,
    actors: Cow<'static, Actors>,
    gazetteer: Cow<'static, Gazetteer>,
}

impl Lexicons {
    /// The lexicons that ship with the crate.
    #[must_use]
    pub fn shipped() -> Self {
        // At first use they are read side by side.
        let words = || (Munitions::shipped(), Actors::shipped());
        let (gazetteer, (munitions, actors)) = threads::both(Gazetteer::shipped, words);
        Self {
            munitions: Cow::Borrowed(munitions),
            actors: Cow::Borrowed(actors),
            gazetteer: Cow::Borrowed(gazetteer),
        }
    }

    /// The same with another lexicon of munitions.
    #[must_use]
    pub fn with_munitions(mut self, munitions: Munitions) -> Self {
        self.munitions = Cow::Owned(munitions);
        self
    }

    /// The same with another lexicon of actors.
    #[must_use]
    pub fn with_actors(mut self, actors: Actors) -> Self {
        self.actors = Cow::Owned(actors);
        self
    }

    /// The same with another gazetteer.
    #[must_use]
    pub fn with_gazetteer(mut self, gazetteer: Gazetteer) -> Self {
        self.gazetteer = Cow::Owned(gazetteer);
        self
    }

    /// The words for weapons and attacks.
    #[must_use]
    pub fn munitions(&self) -> &Munitions {
        &self.munitions
    }

    /// The names of speakers and actors.
    #[must_use]
    pub fn actors(&self) -> &Actors {
        &self.actors
    }

    /// The names of places.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }
}

impl Default for Lexicons {
    fn default() -> Self {
        Self::shipped()
    }
}

/// The concepts behind one assertion's words. What no lexicon knows is there too, as a match without
/// an entry.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Resolved {
    /// Who speaks.
    pub speaker: Arc<ActorMatch>,
    /// Who the speaker speaks for in the end: the state of a ministry, the group of a channel.
    pub principal: Option<ActorId>,
    /// The relays, parallel to [`Assertion::relayed_by`].
    pub relays: Vec<Arc<ActorMatch>>,
    /// Who did it, parallel to [`Assertion::actors`]. For a tally, its actors.
    pub actors: Vec<Arc<ActorMatch>>,
    /// Who was the target, parallel to the event's or the tally's targets.
    pub targets: Vec<Arc<ActorMatch>>,
    /// Where, as the event's or the tally's place says.
    pub place: Option<Arc<PlaceMatch>>,
    /// Sites that the targets name: "the Crimean Bridge".
    pub target_sites: Vec<Arc<PlaceMatch>>,
    /// What was done.
    pub action: Option<Arc<MunitionPhrase>>,
    /// With what, parallel to the event's munitions.
    pub munitions: Vec<Arc<MunitionPhrase>>,
    /// The classes of the munitions, or of the action where there are none.
    pub classes: ClassSet,
    /// The time zone at the place; UTC where nothing tells.
    pub zone: Tz,
    /// The zones in which a time without an offset may be meant: the place's, the speaker's, UTC.
    pub zones: Vec<Tz>,
    /// When it happened, read in `zone`.
    pub time: Option<Span>,
    /// When it was said, read in `zone`.
    pub published: Option<Span>,
}

/// Turns the words of assertions into concepts and remembers every string that it has seen.
///
/// # Examples
///
/// ```
/// use corroborate::model::Assertion;
/// use corroborate::normalize::{Lexicons, Resolver};
///
/// let lexicons = Lexicons::shipped();
/// let mut resolver = Resolver::new(&lexicons);
/// let report = Assertion::report("r", "SOHR").time("2023-01-04").action("rocket attack").build()?;
/// let resolved = resolver.resolve(&report);
/// assert!(resolved.time.is_some());
/// # Ok::<(), corroborate::model::InvalidAssertion>(())
/// ```
#[derive(Debug)]
pub struct Resolver<'l> {
    lexicons: &'l Lexicons,
    munitions: ByText<Arc<MunitionPhrase>>,
    actors: FxHashMap<ActorContextKey, ByText<Arc<ActorMatch>>>,
    /// By name, then by region.
    places: ByText<ByText<FxHashMap<PlaceContextKey, Arc<PlaceMatch>>>>,
    sites: FxHashMap<Option<[u8; 2]>, ByText<Option<Arc<PlaceMatch>>>>,
    clocks: Clocks,
}

/// Nested rather than with keys of several texts, so that a look-up of what is known allocates nothing.
type ByText<V> = FxHashMap<Box<str>, V>;

/// What of an actor's context can change the meaning of a name. Of its date that is the period between
/// two changes of names, so that the memory does not grow with the days of the data.
#[derive(Debug, PartialEq, Eq, Hash)]
struct ActorContextKey {
    role: Option<Role>,
    country: Option<[u8; 2]>,
    period: Option<usize>,
}

/// All of a place but the texts of its name and region.
#[derive(Debug, PartialEq, Eq, Hash)]
struct PlaceContextKey {
    has_name: bool,
    has_region: bool,
    country: Option<[u8; 2]>,
    point: Option<(u64, u64)>,
    radius: Option<u64>,
}

impl<'l> Resolver<'l> {
    /// A resolver that has seen nothing yet.
    #[must_use]
    pub fn new(lexicons: &'l Lexicons) -> Self {
        Self {
            lexicons,
            munitions: FxHashMap::default(),
            actors: FxHashMap::default(),
            places: FxHashMap::default(),
            sites: FxHashMap::default(),
            clocks: Clocks::default(),
        }
    }

    /// The lexicons it looks things up in.
    #[must_use]
    pub const fn lexicons(&self) -> &'l Lexicons {
        self.lexicons
    }

    /// The concepts behind the words of an assertion.
    pub fn resolve(&mut self, assertion: &Assertion) -> Resolved {
        let event = assertion.event();
        let tally = assertion.total();
        let place = event
            .and_then(|event| event.place.as_ref())
            .or_else(|| tally.and_then(|tally| tally.place.as_ref()));
        let stated_country = place.and_then(Place::country);
        let place = place.map(|place| self.place(place));
        let country = stated_country.or_else(|| place.as_ref()?.country);
        let date = event
            .and_then(|event| event.time.as_ref())
            .or(assertion.published())
            .or_else(|| tally.map(|tally| &tally.period))
            .and_then(first_date);

        let source = assertion.source();
        let context = |role| Context { role, country, date };
        let speaker = self.actor(&source.name, &context(source.role));
        let relays: Vec<_> = assertion
            .relayed_by()
            .iter()
            .map(|relay| self.actor(relay, &context(Some(Role::Media))))
            .collect();
        let actors: Vec<_> = match tally {
            Some(tally) => {
                tally.actors.iter().map(|actor| self.actor(actor, &context(None))).collect()
            }
            None if event.is_none_or(|event| event.actors.is_empty()) => {
                // A claim without actors: the speaker, already looked up in its own role.
                assertion.actors().map(|_| Arc::clone(&speaker)).collect()
            }
            None => assertion.actors().map(|actor| self.actor(actor, &context(None))).collect(),
        };
        let target_names = event
            .map(|event| &event.targets)
            .or(tally.map(|tally| &tally.targets))
            .map_or(&[][..], Vec::as_slice);
        let targets: Vec<_> =
            target_names.iter().map(|target| self.actor(target, &context(None))).collect();
        let mut target_sites = Vec::new();
        for target in target_names {
            target_sites.extend(self.site(target, country.as_ref()));
        }

        let action = event
            .and_then(|event| event.action.as_deref())
            .or_else(|| tally.and_then(|tally| tally.action.as_deref()))
            .map(|action| self.munition(action));
        let munitions: Vec<_> = event
            .map_or(&[][..], |event| &event.munitions)
            .iter()
            .map(|munition| self.munition(&munition.kind))
            .collect();
        let mut classes = ClassSet::default();
        for phrase in &munitions {
            classes = classes.union(phrase.classes);
        }
        if classes.is_empty()
            && let Some(action) = &action
        {
            classes = action.classes;
        }

        let lexicons = self.lexicons;
        let gazetteer = lexicons.gazetteer();
        let site = place.as_ref().or(target_sites.first());
        let zone = site
            .and_then(|site| gazetteer.zone(site.id?))
            .or_else(|| gazetteer.zone_of_country(country.as_ref()?.as_str()));
        let principal = speaker.id.map(|speaker| lexicons.actors().principal(speaker));
        let seat = principal
            .and_then(|principal| lexicons.actors().country(principal))
            .and_then(|country| gazetteer.zone_of_country(country));
        let mut zones: Vec<Tz> = zone.into_iter().chain(seat).collect();
        zones.push(Tz::UTC);
        zones.dedup();
        let zone = zone.unwrap_or(Tz::UTC);
        let time =
            event.and_then(|event| event.time.as_ref()).map(|time| self.clocks.span(time, zone));
        let published = assertion.published().map(|time| self.clocks.span(time, zone));
        Resolved {
            speaker,
            principal,
            relays,
            actors,
            targets,
            place,
            target_sites,
            action,
            munitions,
            classes,
            zone,
            zones,
            time,
            published,
        }
    }

    /// What the clocks of zones showed.
    pub(super) const fn clocks(&mut self) -> &mut Clocks {
        &mut self.clocks
    }

    /// A phrase for a munition or an action.
    pub fn munition(&mut self, phrase: &str) -> Arc<MunitionPhrase> {
        if let Some(known) = self.munitions.get(phrase) {
            return Arc::clone(known);
        }
        let resolved = Arc::new(self.lexicons.munitions().resolve(phrase));
        self.munitions.insert(phrase.into(), Arc::clone(&resolved));
        resolved
    }

    /// A place as a speaker gives it.
    pub fn place(&mut self, place: &Place) -> Arc<PlaceMatch> {
        let point = place.point().map(|point| (point.lat(), point.lon()));
        let country = place.country();
        let key = PlaceContextKey {
            has_name: place.name().is_some(),
            has_region: place.region().is_some(),
            country: country.map(CountryCode::letters),
            point: point.map(|(lat, lon)| (lat.to_bits(), lon.to_bits())),
            radius: place.radius_km().map(f64::to_bits),
        };
        let (name, region) = (place.name().unwrap_or_default(), place.region().unwrap_or_default());
        let known = self.places.get(name).and_then(|regions| regions.get(region)?.get(&key));
        if let Some(known) = known {
            return Arc::clone(known);
        }
        let resolved = Arc::new(self.lexicons.gazetteer().resolve(&PlaceQuery {
            name: place.name(),
            region: place.region(),
            country: country.as_ref().map(CountryCode::as_str),
            lat_lon: point,
            radius_km: place.radius_km(),
        }));
        let regions = self.places.entry(name.into()).or_default();
        regions.entry(region.into()).or_default().insert(key, Arc::clone(&resolved));
        resolved
    }

    fn site(&mut self, text: &str, country: Option<&CountryCode>) -> Option<Arc<PlaceMatch>> {
        let sites = self.sites.entry(country.map(|country| country.letters())).or_default();
        if let Some(known) = sites.get(text) {
            return known.clone();
        }
        let lexicons = self.lexicons;
        // "Those responsible for the attack on the base" are not at the base.
        let found = if lexicons.munitions().classes_in(text).is_empty() {
            lexicons
                .gazetteer()
                .resolve_in_text(text, country.map(CountryCode::as_str))
                .map(Arc::new)
        } else {
            None
        };
        sites.insert(text.into(), found.clone());
        found
    }

    fn actor(&mut self, name: &str, context: &Context) -> Arc<ActorMatch> {
        let key = ActorContextKey {
            role: context.role,
            country: context.country.map(CountryCode::letters),
            period: context.date.map(|date| self.lexicons.actors().period(date)),
        };
        let names = self.actors.entry(key).or_default();
        if let Some(known) = names.get(name) {
            return Arc::clone(known);
        }
        let resolved = Arc::new(self.lexicons.actors().resolve(
            name,
            &ActorContext {
                role: context.role.map(Role::as_str),
                country: context.country.as_ref().map(CountryCode::as_str),
                date: context.date,
            },
        ));
        names.insert(name.into(), Arc::clone(&resolved));
        resolved
    }
}

struct Context {
    role: Option<Role>,
    country: Option<CountryCode>,
    date: Option<NaiveDate>,
}

pub(super) fn first_date(time: &TimeExtent) -> Option<NaiveDate> {
    time.start().or_else(|| time.end()).map(|point| point.local().date())
}
