//! One row against many, as blocking proposes them.

use super::memo::Line;
use super::{Comparer, Shared, TimeLevel};
use crate::model::AssertionKind;
use crate::normalize::{Features, NONE};

/// A row whose comparisons with others are looked up one after the other: its lines of what is remembered
/// are at hand, and stay in the processor's first cache.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'c> {
    comparer: &'c Comparer<'c>,
    number: u32,
    own: &'c Features,
    places: Line<'c>,
    targets: Line<'c>,
    munitions: Line<'c>,
    actors: Line<'c>,
}

/// A row with another one: the one of the smaller number first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair<'c> {
    left: &'c Features,
    right: &'c Features,
    other: &'c Features,
}

impl Comparer<'_> {
    /// A row of the table, to compare others with it. `None` if there is no such row.
    pub(crate) fn row(&self, number: u32) -> Option<Row<'_>> {
        let row = self.table.rows.get(number as usize)?;
        Some(Row {
            comparer: self,
            number,
            own: row,
            places: self.places.line(row.place),
            targets: self.targets.line(row.targets),
            munitions: self.munitions.line(row.classes),
            actors: self.actors.line(row.parties),
        })
    }
}

impl<'c> Row<'c> {
    /// With another row. `None` if there is no such row.
    #[inline]
    pub(crate) fn with(&self, number: u32) -> Option<Pair<'c>> {
        let other = self.comparer.table.rows.get(number as usize)?;
        let (left, right) =
            if number < self.number { (other, self.own) } else { (self.own, other) };
        Some(Pair { left, right, other })
    }

    /// What it is.
    pub(crate) const fn kind(&self) -> AssertionKind {
        self.own.kind
    }

    /// The levels of coincidence and place, given that of time.
    #[inline]
    pub(crate) fn coincidence_and_place(&self, time: TimeLevel, pair: &Pair<'_>) -> [u8; 2] {
        let compare = |left, right| self.comparer.compare_places(left, right);
        let place = self.places.level(pair.other.place, compare);
        self.comparer.around_place(place, time, pair.left, pair.right)
    }

    #[inline]
    pub(crate) fn target(&self, pair: &Pair<'_>) -> u8 {
        let level = self.targets.level(pair.other.targets, self.comparer.compare_targets());
        self.comparer.target_there(level, pair.left, pair.right)
    }

    #[inline]
    pub(crate) fn munition(&self, pair: &Pair<'_>) -> u8 {
        self.munitions.level(pair.other.classes, self.comparer.compare_munitions())
    }

    #[inline]
    pub(crate) fn actors(&self, pair: &Pair<'_>) -> u8 {
        self.actors.level(pair.other.parties, self.comparer.compare_actors())
    }

    #[inline]
    pub(crate) fn count(&self, pair: &Pair<'_>) -> u8 {
        self.comparer.count(pair.left, pair.right)
    }

    #[inline]
    pub(crate) fn casualties(&self, pair: &Pair<'_>) -> u8 {
        self.comparer.casualties(pair.left, pair.right)
    }
}

impl Pair<'_> {
    /// Whether both name a place.
    #[inline]
    pub(crate) const fn is_placed(&self) -> bool {
        self.left.place != NONE && self.right.place != NONE
    }

    /// The level of time.
    #[inline]
    pub(crate) fn time(&self) -> TimeLevel {
        Comparer::time(self.left, self.right)
    }

    /// What is the same of who speaks and where.
    #[inline]
    pub(crate) fn shared(&self) -> Shared {
        Shared::by(self.left, self.right)
    }

    /// What the other row is.
    #[inline]
    pub(crate) const fn kind(&self) -> AssertionKind {
        self.other.kind
    }
}
