//! Two assertions that may be about one event.

use std::fmt;

use super::reasons::Wording;
use crate::compare::Pattern;
use crate::score::{Millibits, bits, probability};

/// Two assertions with the probability that they are about one event.
///
/// Indices count in the slice of assertions that was matched; the id of `left` sorts before that of
/// `right`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ScoredLink {
    /// One assertion.
    pub left: usize,
    /// The other.
    pub right: usize,
    /// From 0 to 1.
    pub probability: f64,
    /// The log-odds, in bits.
    pub bits: f64,
}

impl ScoredLink {
    /// A link.
    #[must_use]
    pub const fn new(left: usize, right: usize, probability: f64, bits: f64) -> Self {
        Self { left, right, probability, bits }
    }
}

/// A link of a partition, which knows its reasons.
#[derive(Clone, Copy)]
pub struct Link<'p> {
    packed: Packed,
    wording: &'p Wording,
}

impl<'p> Link<'p> {
    pub(super) const fn new(packed: Packed, wording: &'p Wording) -> Self {
        Self { packed, wording }
    }

    /// One assertion, as an index; its id sorts before that of the other.
    #[must_use]
    pub const fn left(&self) -> usize {
        self.packed.left as usize
    }

    /// The other.
    #[must_use]
    pub const fn right(&self) -> usize {
        self.packed.right as usize
    }

    /// The log-odds that the two are about one event, in bits: to a thousandth.
    #[must_use]
    pub fn bits(&self) -> f64 {
        self.packed.bits()
    }

    /// That the two are about one event, from 0 to 1; 1 where people or the data say so.
    #[must_use]
    pub fn probability(&self) -> f64 {
        self.packed.probability()
    }

    /// The strongest comparisons in words, with their weight, strongest first: "place: same site (+5.1
    /// bits)". Where the two are bound together, the only reason is what binds them; where a relation to
    /// several assertions names one, that comes first. None for links that were made without comparing.
    #[must_use]
    pub fn reasons(&self) -> Vec<&'p str> {
        match &self.packed.grounds {
            Grounds::Unknown => Vec::new(),
            Grounds::Compared(pattern) => self.wording.strongest(pattern, MOST_REASONS),
            Grounds::Bound(number) | Grounds::Hinted(number) => {
                self.wording.bond(*number, MOST_REASONS)
            }
        }
    }

    /// What the reasons depend on: links of one partition that rest on the same have the same reasons.
    pub(crate) const fn grounds(&self) -> Grounds {
        self.packed.grounds
    }

    /// The pair with its score, for use without the partition.
    #[must_use]
    pub fn scored(&self) -> ScoredLink {
        ScoredLink::new(self.left(), self.right(), self.probability(), self.bits())
    }
}

impl fmt::Debug for Link<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Link")
            .field("left", &self.left())
            .field("right", &self.right())
            .field("bits", &self.bits())
            .field("reasons", &self.reasons())
            .finish()
    }
}

/// Further comparisons say little beside the strongest.
const MOST_REASONS: usize = 4;

/// A link as it is kept: there are about as many as assertions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Packed {
    pub(crate) left: u32,
    pub(crate) right: u32,
    /// Log-odds in thousandths of a bit.
    pub(crate) millibits: Millibits,
    pub(crate) grounds: Grounds,
}

const _: () = assert!(size_of::<Packed>() <= 24);

/// What a link rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Grounds {
    /// Not told.
    Unknown,
    /// The levels of the pair.
    Compared(Pattern),
    /// What people or the data say, by its number.
    Bound(u32),
    /// What the data say of several, by its number, and the levels of the pair.
    Hinted(u32),
}

impl Packed {
    #[cfg(test)]
    pub(super) const fn bound(left: u32, right: u32, millibits: i32, bond: u32) -> Self {
        Self { left, right, millibits, grounds: Grounds::Bound(bond) }
    }

    /// The same where the numbers of bonds are counted on from another one.
    pub(super) fn counted_on(mut self, from: u32) -> Self {
        if let Grounds::Bound(number) | Grounds::Hinted(number) = &mut self.grounds {
            *number = number.saturating_add(from);
        }
        self
    }

    pub(super) fn bits(self) -> f64 {
        bits(self.millibits)
    }

    pub(super) fn probability(self) -> f64 {
        match self.grounds {
            Grounds::Bound(_) => 1.0,
            Grounds::Unknown | Grounds::Compared(_) | Grounds::Hinted(_) => {
                probability(self.bits())
            }
        }
    }
}

impl From<&ScoredLink> for Packed {
    fn from(link: &ScoredLink) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "a cast to an integer saturates")]
        let millibits = (link.bits * 1000.0).round() as i32;
        Self {
            left: index(link.left),
            right: index(link.right),
            millibits,
            grounds: Grounds::Unknown,
        }
    }
}

/// An index as it is kept. Beyond four billion there is no assertion, and one index for all of that will do.
pub(super) fn index(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
