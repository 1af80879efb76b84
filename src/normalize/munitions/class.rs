//! Classes, sets of classes, and how two of them relate.

use std::fmt;

/// One class of the taxonomy, as a small integer; the root, `attack`, is 0.
///
/// A number is only meaningful together with the [`Munitions`](super::Munitions) that gave it. A
/// class keeps its number when the lexicon is extended.
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash, Debug)]
pub struct ClassId(u16);

impl ClassId {
    /// The class at the top of the tree: an attack, by whatever means.
    pub const ROOT: Self = Self(0);

    /// How many classes a lexicon can have; a [`ClassSet`] has one bit for each.
    pub const MAX_CLASSES: usize = 128;

    // Invariant: `index < MAX_CLASSES`.
    pub(super) fn from_index(index: usize) -> Self {
        debug_assert!(index < Self::MAX_CLASSES);
        Self(u16::try_from(index).unwrap_or(0))
    }

    /// The place of the class in the lexicon, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// What the lexicon knows of one class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// The name of the node, such as `grad_122`: an identifier, stable between releases.
    pub name: String,
    /// The name for readers, such as `122 mm Grad rocket`.
    pub label: String,
    /// The class that this one is a kind of; `None` for the root only.
    pub parent: Option<ClassId>,
    /// The codes of other systems, inherited from the parent where the class has none of its own.
    pub codes: Codes,
}

/// The codes that event data sets give to a class; `None` where the system does not code it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes {
    /// Event type of the Armed Conflict Location & Event Data codebook.
    pub acled_event: Option<String>,
    /// Sub-event type of the same codebook.
    pub acled_sub_event: Option<String>,
    /// Code of the Conflict and Mediation Event Observations codebook, without leading zero.
    pub cameo: Option<String>,
    /// Event and mode of the Political Language Ontology for Verifiable Event Records.
    pub plover: Option<String>,
}

/// How a class, or a set of classes, relates to another.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ClassRelation {
    /// They are equal.
    Same,
    /// The left is a kind of the right: it says more.
    Narrower,
    /// The right is a kind of the left: it says more.
    Broader,
    /// Neither contains the other, but both may be true of one thing.
    Overlapping,
    /// Both cannot be true of one thing.
    Exclusive,
}

impl ClassRelation {
    /// The relation with the sides exchanged.
    ///
    /// ```
    /// use corroborate::normalize::munitions::ClassRelation;
    ///
    /// assert_eq!(ClassRelation::Narrower.reversed(), ClassRelation::Broader);
    /// assert_eq!(ClassRelation::Exclusive.reversed(), ClassRelation::Exclusive);
    /// ```
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Narrower => Self::Broader,
            Self::Broader => Self::Narrower,
            same => same,
        }
    }
}

/// Several classes that were named together, such as "rockets and drones"; small and `Copy`.
///
/// Sorted by number and free of duplicates by construction. An empty set means that nothing was
/// understood, never that there was no munition.
///
/// # Examples
///
/// ```
/// use corroborate::normalize::munitions::Munitions;
///
/// let lexicon = Munitions::shipped();
/// let set = lexicon.resolve("rockets and drones").classes;
/// assert_eq!(set.len(), 2);
/// assert!(set.contains(lexicon.by_name("drone").unwrap()));
/// ```
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct ClassSet(u128);

impl ClassSet {
    /// The set without a class.
    pub const EMPTY: Self = Self(0);

    /// The set of one class.
    #[must_use]
    pub fn of(class: ClassId) -> Self {
        Self(1 << class.index())
    }

    /// Whether no class is in the set.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many classes are in the set.
    #[must_use]
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether a class itself is in the set; a kind of it does not count.
    #[must_use]
    pub fn contains(self, class: ClassId) -> bool {
        self.0 >> class.index() & 1 == 1
    }

    /// Adds a class.
    pub fn insert(&mut self, class: ClassId) {
        self.0 |= 1 << class.index();
    }

    /// Takes a class out.
    pub fn remove(&mut self, class: ClassId) {
        self.0 &= !(1 << class.index());
    }

    /// The classes that are in either set.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The classes that are in both sets.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The classes of this set that are not in the other.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The class, if the set has exactly one.
    #[must_use]
    pub fn single(self) -> Option<ClassId> {
        (self.len() == 1).then(|| ClassId::from_index(self.0.trailing_zeros() as usize))
    }

    /// The classes in ascending order of their numbers.
    pub fn iter(self) -> impl Iterator<Item = ClassId> + use<> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let next = (left != 0).then(|| ClassId::from_index(left.trailing_zeros() as usize))?;
            left &= left - 1;
            Some(next)
        })
    }
}

impl FromIterator<ClassId> for ClassSet {
    fn from_iter<I: IntoIterator<Item = ClassId>>(classes: I) -> Self {
        let mut set = Self::EMPTY;
        for class in classes {
            set.insert(class);
        }
        set
    }
}

impl Extend<ClassId> for ClassSet {
    fn extend<I: IntoIterator<Item = ClassId>>(&mut self, classes: I) {
        for class in classes {
            self.insert(class);
        }
    }
}

impl fmt::Debug for ClassSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(ClassId::index)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_lists_its_classes_in_order() {
        let set: ClassSet = [127, 3, 64, 3].map(ClassId::from_index).into_iter().collect();
        assert_eq!(set.iter().map(ClassId::index).collect::<Vec<_>>(), [3, 64, 127]);
        assert_eq!(set.len(), 3);
        assert_eq!(set.single(), None);
        assert_eq!(ClassSet::of(ClassId::from_index(127)).single().unwrap().index(), 127);
    }
}
