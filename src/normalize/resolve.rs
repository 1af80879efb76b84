//! One assertion's words as concepts, each distinct string looked up once.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::actors::{ActorContext, ActorId, ActorMatch, Actors};
use super::clocks::Clocks;
use super::gazetteer::{Gazetteer, PlaceMatch, PlaceQuery};
use super::known::{Known, Shared};
use super::munitions::{ClassSet, MunitionPhrase, Munitions};
use crate::model::{Assertion, CountryCode, Place, Role, Span, TimeExtent};
use crate::threads;

/// The lexicons that turn words into concepts: those that ship with the crate, or the user's own.
///
/// They remember what they were asked, at most 65,536 texts of each sort and none beyond 256 bytes, for all
/// threads and for later stages; clones share that memory.
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
    answers: Arc<Answers>,
}

/// What the lexicons were asked before. Others may answer otherwise, and begin anew.
#[derive(Debug, Default)]
struct Answers {
    actors: Shared<Arc<ActorMatch>>,
    places: Shared<Arc<PlaceMatch>>,
    sites: Shared<Option<Arc<PlaceMatch>>>,
    munitions: Shared<Arc<MunitionPhrase>>,
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
            answers: Arc::default(),
        }
    }

    /// The same with another lexicon of munitions.
    #[must_use]
    pub fn with_munitions(mut self, munitions: Munitions) -> Self {
        self.munitions = Cow::Owned(munitions);
        self.answers = Arc::default();
        self
    }

    /// The same with another lexicon of actors.
    #[must_use]
    pub fn with_actors(mut self, actors: Actors) -> Self {
        self.actors = Cow::Owned(actors);
        self.answers = Arc::default();
        self
    }

    /// The same with another gazetteer.
    #[must_use]
    pub fn with_gazetteer(mut self, gazetteer: Gazetteer) -> Self {
        self.gazetteer = Cow::Owned(gazetteer);
        self.answers = Arc::default();
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
    munitions: Known<Arc<MunitionPhrase>>,
    actors: Known<Arc<ActorMatch>>,
    places: Known<Arc<PlaceMatch>>,
    sites: Known<Option<Arc<PlaceMatch>>>,
    /// The question that is being asked; kept, so that to ask allocates nothing.
    question: Vec<u8>,
    clocks: Clocks,
}

impl<'l> Resolver<'l> {
    /// A resolver that has seen nothing yet.
    #[must_use]
    pub fn new(lexicons: &'l Lexicons) -> Self {
        Self {
            lexicons,
            munitions: Known::default(),
            actors: Known::default(),
            places: Known::default(),
            sites: Known::default(),
            question: Vec::new(),
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
        let context = Context::new(country, date, self.lexicons);
        let speaker = self.actor(&source.name, source.role, &context);
        let relays: Vec<_> = assertion
            .relayed_by()
            .iter()
            .map(|relay| self.actor(relay, Some(Role::Media), &context))
            .collect();
        let actors: Vec<_> = match tally {
            Some(tally) => {
                tally.actors.iter().map(|actor| self.actor(actor, None, &context)).collect()
            }
            None if event.is_none_or(|event| event.actors.is_empty()) => {
                // A claim without actors: the speaker, already looked up in its own role.
                assertion.actors().map(|_| Arc::clone(&speaker)).collect()
            }
            None => assertion.actors().map(|actor| self.actor(actor, None, &context)).collect(),
        };
        let target_names = event
            .map(|event| &event.targets)
            .or(tally.map(|tally| &tally.targets))
            .map_or(&[][..], Vec::as_slice);
        let targets: Vec<_> =
            target_names.iter().map(|target| self.actor(target, None, &context)).collect();
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
        let mut zones = Vec::with_capacity(3);
        zones.extend(zone.into_iter().chain(seat).chain([Tz::UTC]));
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
        let lexicons = self.lexicons;
        let find = || Arc::new(lexicons.munitions().resolve(phrase));
        self.munitions.answer(phrase.as_bytes(), &lexicons.answers.munitions, find)
    }

    /// A place as a speaker gives it.
    pub fn place(&mut self, place: &Place) -> Arc<PlaceMatch> {
        let lexicons = self.lexicons;
        let country = place.country();
        let query = PlaceQuery {
            name: place.name(),
            region: place.region(),
            country: country.as_ref().map(CountryCode::as_str),
            lat_lon: place.point().map(|point| (point.lat(), point.lon())),
            radius_km: place.radius_km(),
        };
        ask_of_place(&mut self.question, &query);
        let find = || Arc::new(lexicons.gazetteer().resolve(&query));
        self.places.answer(&self.question, &lexicons.answers.places, find)
    }

    fn site(&mut self, text: &str, country: Option<&CountryCode>) -> Option<Arc<PlaceMatch>> {
        let lexicons = self.lexicons;
        self.question.clear();
        self.question.extend(letters(country));
        self.question.extend_from_slice(text.as_bytes());
        let find = || {
            // "Those responsible for the attack on the base" are not at the base.
            if !lexicons.munitions().classes_in(text).is_empty() {
                return None;
            }
            let country = country.map(CountryCode::as_str);
            lexicons.gazetteer().resolve_in_text(text, country).map(Arc::new)
        };
        self.sites.answer(&self.question, &lexicons.answers.sites, find)
    }

    fn actor(&mut self, name: &str, role: Option<Role>, context: &Context) -> Arc<ActorMatch> {
        let lexicons = self.lexicons;
        self.question.clear();
        self.question.extend_from_slice(&context.question);
        self.question.push(role.map_or(0, |role| role as u8 + 1));
        self.question.extend_from_slice(name.as_bytes());
        let find = || {
            let context = ActorContext {
                role: role.map(Role::as_str),
                country: context.country.as_ref().map(CountryCode::as_str),
                date: context.date,
            };
            Arc::new(lexicons.actors().resolve(name, &context))
        };
        self.actors.answer(&self.question, &lexicons.answers.actors, find)
    }
}

/// Where and when a statement names its actors.
struct Context {
    country: Option<CountryCode>,
    date: Option<NaiveDate>,
    /// What of it can change the meaning of a name. Of the date that is the period between two changes of
    /// names, so that there are not as many questions as the data has days.
    question: [u8; 10],
}

impl Context {
    fn new(country: Option<CountryCode>, date: Option<NaiveDate>, lexicons: &Lexicons) -> Self {
        // Periods count from 0.
        let period = date.map_or(0, |date| lexicons.actors().period(date) as u64 + 1);
        let mut question = [0; 10];
        let (in_country, in_period) = question.split_at_mut(2);
        in_country.copy_from_slice(&letters(country.as_ref()));
        in_period.copy_from_slice(&period.to_le_bytes());
        Self { country, date, question }
    }
}

/// The letters of a country; zeros, which are no letters, for none.
fn letters(country: Option<&CountryCode>) -> [u8; 2] {
    country.map_or([0; 2], |country| country.letters())
}

/// Puts all that is stated of a place into bytes that no other statement has.
fn ask_of_place(question: &mut Vec<u8>, query: &PlaceQuery<'_>) {
    /// Stands in no text.
    const END: u8 = 0xff;
    question.clear();
    let stated = [
        query.name.is_some(),
        query.region.is_some(),
        query.country.is_some(),
        query.lat_lon.is_some(),
        query.radius_km.is_some(),
    ];
    question.extend(stated.map(u8::from));
    let numbers = query.lat_lon.into_iter().flat_map(|(lat, lon)| [lat, lon]);
    question.extend(numbers.chain(query.radius_km).flat_map(f64::to_le_bytes));
    for text in [query.country, query.name, query.region].into_iter().flatten() {
        question.extend_from_slice(text.as_bytes());
        question.push(END);
    }
}

pub(super) fn first_date(time: &TimeExtent) -> Option<NaiveDate> {
    time.start().or_else(|| time.end()).map(|point| point.local().date())
}
