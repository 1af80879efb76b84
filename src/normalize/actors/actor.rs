//! One actor of the lexicon, and what a look-up answers.

use std::fmt;

use chrono::NaiveDate;

/// An actor of one [`Actors`](super::Actors) lexicon; ids of two lexicons must not be mixed.
///
/// Ids are small and dense, so they can index a table.
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash, Debug)]
pub struct ActorId(pub(super) u32);

impl ActorId {
    /// The position in [`Actors::iter`](super::Actors::iter), from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What kind of actor it is: finer than the roles of the assertion format.
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash, Debug)]
#[non_exhaustive]
pub enum ActorRole {
    /// A word for many groups ("Iran-backed militias in Iraq"), not an organisation.
    Category,
    /// A brand under which several groups claim.
    Umbrella,
    /// An organised group that is no state organ.
    ArmedGroup,
    /// A name that is used for claims and has no known organisation of its own.
    Facade,
    /// A force that belongs to a state in law and is led apart from its army.
    Paramilitary,
    /// A state's army, or a part of it.
    StateMilitary,
    /// A state's police, intelligence or internal security.
    StateSecurity,
    /// A state, its government, or a civil organ of it.
    Government,
    /// A military coalition of states.
    Coalition,
    /// A body of the United Nations or of another organisation of states.
    International,
    /// Somebody who observes and counts.
    Monitor,
    /// A newsroom.
    Media,
    /// A newsroom that a state owns and directs.
    MediaState,
    /// A newsroom or channel that a group runs, or that is run for its side.
    MediaPartisan,
    /// A company, a charity, a party: none of the above.
    Organisation,
    /// A class of speakers without a name ("Iraqi security sources"), not an actor.
    UnnamedSource,
}

impl ActorRole {
    /// Every role with the word that data files use for it.
    const WORDS: [(Self, &'static str); 16] = [
        (Self::Category, "category"),
        (Self::Umbrella, "umbrella"),
        (Self::ArmedGroup, "armed_group"),
        (Self::Facade, "facade"),
        (Self::Paramilitary, "paramilitary"),
        (Self::StateMilitary, "state_military"),
        (Self::StateSecurity, "state_security"),
        (Self::Government, "government"),
        (Self::Coalition, "coalition"),
        (Self::International, "international"),
        (Self::Monitor, "monitor"),
        (Self::Media, "media"),
        (Self::MediaState, "media_state"),
        (Self::MediaPartisan, "media_partisan"),
        (Self::Organisation, "organisation"),
        (Self::UnnamedSource, "unnamed_source"),
    ];

    /// The word that data files use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::WORDS.iter().find(|(role, _)| *role == self).map_or("", |(_, word)| word)
    }

    /// The role that a data file names, if there is one.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(role, _)| *role)
    }

    /// Whether a state answers for actors of this role: its government, army and security.
    #[must_use]
    pub const fn is_state(self) -> bool {
        matches!(self, Self::StateMilitary | Self::StateSecurity | Self::Government)
    }

    /// Whether actors of this role are armed groups outside of any state's chain of command.
    #[must_use]
    pub const fn is_armed_non_state(self) -> bool {
        matches!(self, Self::Category | Self::Umbrella | Self::ArmedGroup | Self::Facade)
    }

    /// Whether actors of this role publish news.
    #[must_use]
    pub const fn is_media(self) -> bool {
        matches!(self, Self::Media | Self::MediaState | Self::MediaPartisan)
    }
}

impl fmt::Display for ActorRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One entry of the lexicon: a state or an organ of it, a group, a newsroom, or a class of sources.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Actor {
    /// The neutral name that reports show.
    pub name: Box<str>,
    /// What kind of actor it is.
    pub role: ActorRole,
    /// The side it belongs to, an opaque word; two actors with one word are on one side.
    pub side: Option<Box<str>>,
    /// Where it is at home, as ISO 3166-1 alpha-2.
    pub country: Option<Box<str>>,
    /// Names under which the same deed may be reported: umbrella, category, superior.
    pub parents: Vec<ActorId>,
    /// States that arm or fund it without commanding it.
    pub backers: Vec<ActorId>,
    /// Countries for which it can officially say what happened there, apart from `country`.
    pub answers_for: Vec<Box<str>>,
    /// The first day on which the name was in use, if it matters.
    pub valid_from: Option<NaiveDate>,
    /// The last day on which the name was in use, if it matters.
    pub valid_to: Option<NaiveDate>,
    /// Whether it is a description that could be any armed group ("militants").
    pub generic: bool,
    /// A remark for people.
    pub note: Option<Box<str>>,
}

impl Actor {
    /// Whether the name was in use on that day; without a day, yes.
    #[must_use]
    pub fn valid_on(&self, date: Option<NaiveDate>) -> bool {
        date.is_none_or(|date| {
            self.valid_from.is_none_or(|from| from <= date)
                && self.valid_to.is_none_or(|to| date <= to)
        })
    }
}

/// How two actors stand to each other.
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash, Debug)]
#[non_exhaustive]
pub enum Lineage {
    /// One actor.
    Same,
    /// A state and its organ, or two organs of one state: they count as one.
    SameState,
    /// The first is a name above the second: its umbrella, superior or category.
    Ancestor,
    /// The first is a name below the second.
    Descendant,
    /// Two members of one umbrella, organisation or force; a shared mere category does not count.
    Siblings,
    /// The first arms or funds the second, or the line the second belongs to.
    Backer,
    /// The second arms or funds the first, or the line the first belongs to.
    Backed,
    /// None of these.
    Different,
}

impl Lineage {
    /// The same relation with the sides exchanged.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::Ancestor => Self::Descendant,
            Self::Descendant => Self::Ancestor,
            Self::Backer => Self::Backed,
            Self::Backed => Self::Backer,
            other => other,
        }
    }
}

/// What is known beside the phrase itself; all of it optional, none of it required.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct ActorContext<'a> {
    /// The speaker's role in the words of the assertion format: `militia`, `military`, …
    pub role: Option<&'a str>,
    /// Where the event took place, as ISO 3166-1 alpha-2.
    pub country: Option<&'a str>,
    /// When the event took place or was spoken about.
    pub date: Option<NaiveDate>,
}

/// By which way a phrase was understood, the surest first.
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash, Debug)]
#[non_exhaustive]
pub enum MatchKind {
    /// The canonical name.
    Exact,
    /// Another name of it.
    Alias,
    /// A person, or a title together with the name of the organisation.
    Title,
    /// A nationality with an organ or force of that state ("American warplanes").
    Composed,
    /// The name within a longer phrase.
    Contained,
    /// The same name in another transliteration.
    Skeleton,
    /// A name that resembles it closely.
    Similar,
    /// Understood as words that name nobody ("civilians", "the enemy", "two facilities").
    Generic,
    /// Not understood.
    Unknown,
}

/// What a phrase was resolved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorMatch {
    /// The actor, unless unknown, ambiguous, or nobody in particular.
    pub id: Option<ActorId>,
    /// All actors that the phrase could name, in order of id, if it is ambiguous.
    pub candidates: Vec<ActorId>,
    /// By which way.
    pub how: MatchKind,
    /// The nearest known name, if the phrase was not understood and something comes near.
    pub nearest: Option<String>,
    /// Whether the speaker was left without a name ("a US official", "security sources").
    pub unnamed: bool,
}

impl ActorMatch {
    /// Whether the phrase was understood: as an actor, as one of several, or as naming nobody.
    #[must_use]
    pub fn is_understood(&self) -> bool {
        self.how != MatchKind::Unknown
    }
}
