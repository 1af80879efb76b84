//! A pair of assertions as a pattern of levels, one for each comparison.
//!
//! Each comparison has a short list of ordered, labelled levels, as in Splink: that a value is "not
//! stated by one" and "not stated by either" are levels of their own. Levels instead of raw
//! similarities make weights that can be learned from little, read by people and looked up in a
//! table.

mod action;
mod actors;
mod counts;
mod place;
mod speaker;
mod target;
mod time;

use std::cell::RefCell;

use rustc_hash::FxHashMap;
use serde::Serialize;

pub use action::MunitionLevel;
pub use actors::ActorLevel;
pub use counts::{CasualtyLevel, CountLevel};
pub use place::PlaceLevel;
pub use speaker::{DocumentLevel, SpeakerLevel};
pub use target::TargetLevel;
pub use time::{CoincidenceLevel, TimeLevel};

use crate::normalize::{FeatureTable, Lexicons};

/// Declares an ordered list of labelled levels.
macro_rules! levels {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $level:ident = $label:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$doc])* $level,)* }

        impl $name {
            /// The labels of all levels, in order.
            pub const LABELS: &'static [&'static str] = &[$($label),*];

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

/// Compares pairs of one data set.
#[derive(Debug)]
pub struct Comparer<'a> {
    table: &'a FeatureTable,
    lexicons: &'a Lexicons,
    // Distinct pairs of places recur far more often than pairs of assertions differ in them.
    places: RefCell<FxHashMap<(u32, u32), PlaceLevel>>,
}

impl<'a> Comparer<'a> {
    /// A comparer of the rows of a table.
    #[must_use]
    pub fn new(table: &'a FeatureTable, lexicons: &'a Lexicons) -> Self {
        Self { table, lexicons, places: RefCell::default() }
    }

    /// The pattern of two rows. The same for both orders.
    ///
    /// # Panics
    ///
    /// When an index is not a row of the table.
    #[must_use]
    pub fn pattern(&self, left: usize, right: usize) -> Pattern {
        let rows = &self.table.rows;
        let concepts = &self.table.concepts;
        let (left, right) = (&rows[left.min(right)], &rows[left.max(right)]);
        let place = self.place(left.place, right.place);
        let time = time::compare(left, right);
        let coincidence = time::coincidence(time, place, left, right, self.table);
        Pattern([
            time as u8,
            coincidence as u8,
            place as u8,
            target::compare(left, right, concepts) as u8,
            action::compare(left, right, concepts) as u8,
            actors::compare(left, right, concepts) as u8,
            counts::compare(left, right) as u8,
            counts::casualties(left, right) as u8,
            speaker::compare(left, right, concepts) as u8,
            speaker::document(left, right) as u8,
        ])
    }

    fn place(&self, left: u32, right: u32) -> PlaceLevel {
        let key = (left.min(right), left.max(right));
        if let Some(&known) = self.places.borrow().get(&key) {
            return known;
        }
        let level = place::compare(key.0, key.1, self.table, self.lexicons);
        self.places.borrow_mut().insert(key, level);
        level
    }
}
