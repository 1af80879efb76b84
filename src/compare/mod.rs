//! A pair of assertions as a pattern of levels, one for each comparison.
//!
//! Each comparison has a short list of ordered, labelled levels, as in Splink: that a value is "not
//! stated by one" and "not stated by either" are levels of their own. Levels instead of raw
//! similarities make weights that can be learned from little, read by people and looked up in a
//! table.

mod action;
mod actors;
mod apart;
mod attain;
mod counts;
mod memo;
mod place;
mod row;
mod speaker;
mod target;
mod time;
mod told;

#[cfg(test)]
mod tests;

use serde::Serialize;

pub use action::MunitionLevel;
pub use actors::ActorLevel;
pub use apart::Apart;
pub(crate) use attain::{attainable, sort, sorts};
pub use counts::{CasualtyLevel, CountLevel};
pub use place::PlaceLevel;
pub(crate) use row::Row;
pub(crate) use speaker::Shared;
pub use speaker::{DocumentLevel, SpeakerLevel};
pub use target::TargetLevel;
pub use time::{CoincidenceLevel, TimeLevel};

use self::memo::Memo;
use self::target::Waters;
use self::told::ToldApart;
use crate::normalize::{FeatureTable, Features, Lexicons};

/// Declares an ordered list of labelled levels.
macro_rules! levels {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $level:ident = $label:literal,)* }) => {
        $(#[$meta])*
        ///
        /// Later versions may have more levels, at any place: numbers of levels are those of one version.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[non_exhaustive]
        pub enum $name { $($(#[$doc])* $level,)* }

        impl $name {
            /// The labels of all levels, in order.
            pub const LABELS: &'static [&'static str] = &[$($label),*];

            /// All levels, in order.
            pub const ALL: &'static [Self] = &[$(Self::$level),*];

            /// The label, as in weights files and explanations.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$level => $label,)* }
            }
        }
    };
}
pub(crate) use levels;

/// One dimension on which pairs are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
#[non_exhaustive]
pub enum Comparison {
    /// When: event times, or event time against publication.
    Time,
    /// How much the agreement in time says, given how many events happen around there and then.
    Coincidence,
    /// Where.
    Place,
    /// Who or what was the target, by its proper names.
    Target,
    /// With what.
    Munition,
    /// Who did it, and to whom.
    Actors,
    /// How many munitions.
    Count,
    /// How many were killed and injured.
    Casualties,
    /// Who speaks: one speaker twice, two sides, two observers.
    Speaker,
    /// Whether one document holds both.
    Document,
}

impl Comparison {
    /// How many there are.
    pub const COUNT: usize = 10;

    /// All of them, in the order of a [`Pattern`].
    pub const ALL: [Self; Self::COUNT] = [
        Self::Time,
        Self::Coincidence,
        Self::Place,
        Self::Target,
        Self::Munition,
        Self::Actors,
        Self::Count,
        Self::Casualties,
        Self::Speaker,
        Self::Document,
    ];

    /// The name, as in weights files and explanations.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Coincidence => "coincidence",
            Self::Place => "place",
            Self::Target => "target",
            Self::Munition => "munition",
            Self::Actors => "actors",
            Self::Count => "count",
            Self::Casualties => "casualties",
            Self::Speaker => "speaker",
            Self::Document => "document",
        }
    }

    /// The labels of its levels, in order.
    #[must_use]
    pub const fn labels(self) -> &'static [&'static str] {
        match self {
            Self::Time => TimeLevel::LABELS,
            Self::Coincidence => CoincidenceLevel::LABELS,
            Self::Place => PlaceLevel::LABELS,
            Self::Target => TargetLevel::LABELS,
            Self::Munition => MunitionLevel::LABELS,
            Self::Actors => ActorLevel::LABELS,
            Self::Count => CountLevel::LABELS,
            Self::Casualties => CasualtyLevel::LABELS,
            Self::Speaker => SpeakerLevel::LABELS,
            Self::Document => DocumentLevel::LABELS,
        }
    }
}

/// The levels of one pair, in the order of [`Comparison::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pattern(pub [u8; Comparison::COUNT]);

impl Pattern {
    /// The level of a comparison, as an index into its labels.
    #[must_use]
    pub const fn level(&self, comparison: Comparison) -> u8 {
        self.0[comparison as usize]
    }

    /// The label of a comparison's level.
    #[must_use]
    pub fn label(&self, comparison: Comparison) -> &'static str {
        comparison.labels().get(usize::from(self.level(comparison))).copied().unwrap_or("unknown")
    }
}

/// Compares pairs of one data set. Threads can share it.
#[derive(Debug)]
pub struct Comparer<'a> {
    table: &'a FeatureTable,
    lexicons: &'a Lexicons,
    entries: place::Entries,
    scopes: Vec<time::Scope>,
    /// Of each place whether what is hit there is a ship.
    waters: Vec<Waters>,
    // Distinct pairs of concepts recur far more often than pairs of assertions differ in them.
    places: Memo,
    targets: Memo,
    munitions: Memo,
    actors: Memo,
    told: ToldApart,
}

impl<'a> Comparer<'a> {
    /// A comparer of the rows of a table.
    #[must_use]
    pub fn new(table: &'a FeatureTable, lexicons: &'a Lexicons) -> Self {
        let concepts = &table.concepts;
        Self {
            table,
            lexicons,
            entries: place::Entries::new(&concepts.places, lexicons),
            scopes: concepts.places.iter().map(time::Scope::of).collect(),
            waters: concepts.places.iter().map(Waters::of).collect(),
            places: Memo::new(concepts.places.len()),
            targets: Memo::new(concepts.word_sets()),
            munitions: Memo::new(concepts.class_sets()),
            actors: Memo::new(concepts.party_count()),
            told: ToldApart::new(table),
        }
    }

    /// The table whose rows it compares.
    #[must_use]
    pub const fn table(&self) -> &'a FeatureTable {
        self.table
    }

    /// The pattern of two rows. The same for both orders.
    ///
    /// # Panics
    ///
    /// When an index is not a row of the table.
    #[must_use]
    pub fn pattern(&self, left: usize, right: usize) -> Pattern {
        let rows = &self.table.rows;
        let (left, right) = (&rows[left.min(right)], &rows[left.max(right)]);
        let time = Self::time(left, right);
        let [coincidence, place] = self.coincidence_and_place(time, left, right);
        let shared = Shared::by(left, right);
        Pattern([
            time as u8,
            coincidence,
            place,
            self.target(left, right),
            self.munition(left, right),
            self.actors(left, right),
            self.count(left, right),
            self.casualties(left, right),
            shared.speakers(left.kind, right.kind) as u8,
            shared.document() as u8,
        ])
    }

    /// The level of time.
    #[inline]
    pub(crate) fn time(left: &Features, right: &Features) -> TimeLevel {
        time::compare(left, right)
    }

    /// The levels of coincidence and place, given that of time.
    #[inline]
    fn coincidence_and_place(&self, time: TimeLevel, left: &Features, right: &Features) -> [u8; 2] {
        let place = self
            .places
            .level(left.place, right.place, |left, right| self.compare_places(left, right));
        self.around_place(place, time, left, right)
    }

    /// The level of two places, and whether a document ever tells them apart: the level decides which of
    /// two comes first, and whether they are told apart comes after it.
    fn compare_places(&self, left: u32, right: u32) -> u8 {
        let level = place::compare(left, right, self.table, &self.entries);
        let is_close = matches!(level, PlaceLevel::OtherFacility | PlaceLevel::Neighborhood);
        let is_told = is_close && self.told.ever(left, right, &self.table.concepts.places);
        (level as u8) << 1 | u8::from(is_told)
    }

    /// The levels of coincidence and place, given what is known of the places and the level of time.
    #[expect(clippy::inline_always, reason = "a call would cost as much, for each pair")]
    #[inline(always)]
    fn around_place(
        &self,
        place: u8,
        time: TimeLevel,
        left: &Features,
        right: &Features,
    ) -> [u8; 2] {
        let is_told = place & 1 == 1;
        let place = PlaceLevel::ALL.get(usize::from(place >> 1)).copied();
        let mut place = place.unwrap_or(PlaceLevel::NotStated);
        if is_told && self.told.apart(left, right, &self.table.concepts.places) {
            place = PlaceLevel::ToldApart;
        }
        let scope = |place: u32| self.scopes.get(place as usize).copied().unwrap_or_default();
        let scopes = [scope(left.place), scope(right.place)];
        [time::coincidence(time, place, [left, right], scopes) as u8, place as u8]
    }

    #[inline]
    fn target(&self, left: &Features, right: &Features) -> u8 {
        let level = self.targets.level(left.targets, right.targets, self.compare_targets());
        self.target_there(level, left, right)
    }

    /// The level of two targets, given that of their names.
    #[inline]
    fn target_there(&self, level: u8, left: &Features, right: &Features) -> u8 {
        if level != TargetLevel::OtherNames as u8 {
            return level;
        }
        let waters = |row: &Features| self.waters.get(row.place as usize).copied();
        match [waters(left), waters(right)] {
            [Some(Waters::AtSea), other] | [other, Some(Waters::AtSea)]
                if other != Some(Waters::Ashore) =>
            {
                TargetLevel::OtherShips as u8
            }
            _ => level,
        }
    }

    fn compare_targets(&self) -> impl Fn(u32, u32) -> u8 {
        |left, right| target::compare(left, right, &self.table.concepts) as u8
    }

    #[inline]
    pub(crate) fn munition(&self, left: &Features, right: &Features) -> u8 {
        self.munitions.level(left.classes, right.classes, self.compare_munitions())
    }

    fn compare_munitions(&self) -> impl Fn(u32, u32) -> u8 {
        |left, right| action::compare(left, right, &self.table.concepts, self.lexicons) as u8
    }

    #[inline]
    pub(crate) fn actors(&self, left: &Features, right: &Features) -> u8 {
        self.actors.level(left.parties, right.parties, self.compare_actors())
    }

    fn compare_actors(&self) -> impl Fn(u32, u32) -> u8 {
        |left, right| actors::compare(left, right, &self.table.concepts, self.lexicons) as u8
    }

    #[inline]
    pub(crate) fn count(&self, left: &Features, right: &Features) -> u8 {
        counts::compare(left.fired, right.fired, &self.table.concepts) as u8
    }

    #[inline]
    pub(crate) fn casualties(&self, left: &Features, right: &Features) -> u8 {
        counts::casualties(left.losses, right.losses, &self.table.concepts) as u8
    }
}
