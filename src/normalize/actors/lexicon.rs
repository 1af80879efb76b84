//! The lexicon itself: what it holds and how its entries are reached.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::build::build;
use super::load::Rows;
use super::similar::Similar;
use super::tokens::key;
use super::words::{Class, Organ};
use super::{Actor, ActorId};
use crate::normalize::LexiconError;

/// Every actor that is known, under all its names, with the hierarchy between them.
///
/// # Examples
///
/// ```
/// use corroborate::normalize::actors::{ActorContext, Actors, MatchKind};
///
/// let actors = Actors::shipped();
/// let context = ActorContext::default();
///
/// let found = actors.resolve("IDF Spokesman Daniel Hagari", &context);
/// assert_eq!(found.id, actors.by_name("Israel Defense Forces"));
/// assert_eq!(found.how, MatchKind::Title);
///
/// let official = actors.resolve("a US defence official", &context);
/// assert_eq!(official.id, actors.by_name("US Department of Defense"));
/// assert!(official.unnamed);
///
/// // Understood, but nobody in particular.
/// let nobody = actors.resolve("two fighter jets", &context);
/// assert_eq!((nobody.id, nobody.how), (None, MatchKind::Generic));
/// ```
#[derive(Clone, Debug)]
pub struct Actors {
    /// What the files said, kept so that another file can be laid over it.
    pub(super) rows: Rows,
    pub(super) entries: Vec<Actor>,
    pub(super) ties: Vec<Ties>,
    pub(super) nations: Vec<Nation>,
    /// Everything that a row of folded words can mean.
    pub(super) senses: FxHashMap<Box<str>, Sense>,
    /// The longest key that starts with a word, in words.
    pub(super) heads: FxHashMap<Box<str>, u8>,
    /// Beginnings of words that name a state in some inflection.
    pub(super) stems: FxHashMap<Box<str>, u16>,
    /// Last names of persons that are one person's, or of several who speak for one actor.
    pub(super) last_names: FxHashMap<Box<str>, Sense>,
    /// The first days from which on a name is, or no longer is, in use; sorted.
    pub(super) changes: Vec<chrono::NaiveDate>,
    /// Built when a name is first not found.
    similar: OnceLock<Similar>,
}

/// What the hierarchy says about one actor, worked out once.
#[derive(Clone, Debug)]
pub(super) struct Ties {
    /// Every name above it, the nearest first.
    pub(super) ancestors: Vec<ActorId>,
    pub(super) backers: Vec<ActorId>,
    pub(super) state: Option<ActorId>,
    pub(super) principal: ActorId,
    /// Where it is at home or at work.
    pub(super) theatres: Vec<Box<str>>,
}

/// A state, or a region whose name is used like a state's, with the entries for its organs.
#[derive(Clone, Debug)]
pub(super) struct Nation {
    pub(super) country: Box<str>,
    pub(super) organs: Vec<Option<ActorId>>,
    /// Categories of groups that it backs: where, and which.
    pub(super) backed: Vec<(Option<Box<str>>, ActorId)>,
}

/// What one row of words can mean; nearly always one thing.
#[derive(Clone, Debug, Default)]
pub(super) struct Sense {
    /// The actor whose own name this is.
    pub(super) actor: Option<ActorId>,
    /// Actors that share the name, and that context may tell apart.
    pub(super) shared: Vec<ActorId>,
    pub(super) persons: Vec<Person>,
    pub(super) nations: Vec<u16>,
    pub(super) capitals: Vec<u16>,
    pub(super) class: Option<Class>,
    /// Within a longer phrase it counts only in capitals.
    pub(super) only_capitals: bool,
}

/// Whom a person speaks for, and when.
#[derive(Copy, Clone, Debug)]
pub(super) struct Person {
    pub(super) speaks_for: ActorId,
    pub(super) valid_from: Option<chrono::NaiveDate>,
    pub(super) valid_to: Option<chrono::NaiveDate>,
}

const SHIPPED: [(&str, &str); 4] = [
    ("states.jsonl", include_str!("../data/states.jsonl")),
    ("actor_words.jsonl", include_str!("../data/actor_words.jsonl")),
    ("actors.jsonl", include_str!("../data/actors.jsonl")),
    ("persons.jsonl", include_str!("../data/persons.jsonl")),
];

impl Actors {
    /// The lexicon that comes with the crate, read once.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static LEXICON: OnceLock<Actors> = OnceLock::new();
        LEXICON.get_or_init(|| {
            let read = || {
                let mut rows = Rows::default();
                for (file, jsonl) in SHIPPED {
                    rows.read(jsonl, file)?;
                }
                build(rows)
            };
            // A fault in the data is found by the tests, which read it by the same way.
            read().unwrap_or_else(|_| Self::empty())
        })
    }

    /// This lexicon with a user's file laid over it.
    ///
    /// A row with a known `name` replaces that entry, aliases included; a name or alias that the
    /// file gives to another entry moves there. `file` is only for messages.
    ///
    /// # Errors
    ///
    /// The first row that cannot be used: a field that is unknown or of the wrong kind, a role,
    /// organ or parent that does not exist, an entry above itself, or a name that the file gives
    /// to two entries.
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::normalize::actors::{ActorContext, Actors};
    ///
    /// let mine = r#"
    /// {"name": "Northern Front", "aliases": ["NF", "Front du Nord"], "role": "armed_group", "country": "TD"}
    /// {"name": "Northern Front navy", "role": "armed_group", "parents": ["Northern Front"]}
    /// {"person": "Jane Example", "speaks_for": "Northern Front"}
    /// "#;
    /// let actors = Actors::shipped().extended(mine, "mine.jsonl")?;
    /// let found = actors.resolve("Jane Example, spokeswoman", &ActorContext::default());
    /// assert_eq!(found.id, actors.by_name("front du nord"));
    ///
    /// let error = actors.extended(r#"{"name": "A", "role": "band"}"#, "mine.jsonl").unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "mine.jsonl:1: role: found `band`, expected a role such as `armed_group` or `government`"
    /// );
    /// # Ok::<(), corroborate::normalize::LexiconError>(())
    /// ```
    pub fn extended(&self, jsonl: &str, file: &str) -> Result<Self, LexiconError> {
        let mut rows = self.rows.clone();
        rows.read(jsonl, file)?;
        build(rows)
    }

    /// A lexicon without entries.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            rows: Rows::default(),
            entries: Vec::new(),
            ties: Vec::new(),
            nations: Vec::new(),
            senses: FxHashMap::default(),
            heads: FxHashMap::default(),
            stems: FxHashMap::default(),
            last_names: FxHashMap::default(),
            changes: Vec::new(),
            similar: OnceLock::new(),
        }
    }

    /// The entry of an id.
    ///
    /// # Panics
    ///
    /// If the id belongs to another lexicon and this one has fewer entries.
    #[must_use]
    pub fn actor(&self, id: ActorId) -> &Actor {
        self.get(id).expect("an id is used with the lexicon that gave it")
    }

    /// The number of the period that a day lies in. Within one, a day more or less changes nothing of
    /// what a name means.
    pub(crate) fn period(&self, day: chrono::NaiveDate) -> usize {
        self.changes.partition_point(|change| *change <= day)
    }

    pub(super) fn similar(&self) -> &Similar {
        self.similar.get_or_init(|| Similar::new(&self.senses))
    }

    pub(super) fn get(&self, id: ActorId) -> Option<&Actor> {
        self.entries.get(id.index())
    }

    pub(super) fn ties(&self, id: ActorId) -> Option<&Ties> {
        self.ties.get(id.index())
    }

    /// The entry that has this name or alias and shares it with no other.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<ActorId> {
        let sense = self.senses.get(key(name).as_str())?;
        sense
            .actor
            .or(match sense.shared[..] {
                [only] => Some(only),
                _ => None,
            })
            .or_else(|| {
                let nation = sense.nations.first()?;
                self.organ(*nation, Organ::Government)
            })
    }

    /// All entries, in order of id.
    pub fn iter(&self) -> impl Iterator<Item = (ActorId, &Actor)> {
        (0..).map(ActorId).zip(&self.entries)
    }

    /// The side of an actor, an opaque word; two actors with one word are on one side.
    #[must_use]
    pub fn side(&self, id: ActorId) -> Option<&str> {
        self.get(id)?.side.as_deref()
    }

    /// The home country of an actor, as ISO 3166-1 alpha-2.
    #[must_use]
    pub fn country(&self, id: ActorId) -> Option<&str> {
        self.get(id)?.country.as_deref()
    }

    pub(super) fn organ(&self, nation: u16, organ: Organ) -> Option<ActorId> {
        self.nations.get(usize::from(nation))?.organs.get(organ.index()).copied().flatten()
    }

    /// The country of a nation.
    pub(super) fn code(&self, nation: Option<u16>) -> Option<&str> {
        Some(&self.nations.get(usize::from(nation?))?.country)
    }

    pub(super) fn nation_of(&self, country: &str) -> Option<u16> {
        (0..).zip(&self.nations).find(|(_, nation)| *nation.country == *country).map(|(at, _)| at)
    }
}
