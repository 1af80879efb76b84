//! With what: the classes of munitions or, where none is named, of the action.

use super::levels;
use crate::normalize::munitions::ClassRelation;
use crate::normalize::{Concepts, Features};

levels! {
    /// How two assertions agree in what was used.
    MunitionLevel {
        /// The same class.
        Same = "same class",
        /// One is a kind of the other.
        Kind = "one is a kind of the other",
        /// Classes that may be the same thing in other words.
        Overlapping = "classes that overlap",
        /// Classes that exclude each other.
        Exclusive = "classes that exclude each other",
        /// One names none.
        NotStatedByOne = "not stated by one",
        /// Neither does.
        NotStated = "not stated by either",
    }
}

pub(super) fn compare(left: &Features, right: &Features, concepts: &Concepts) -> MunitionLevel {
    use crate::normalize::NONE;
    match (left.classes == NONE, right.classes == NONE) {
        (true, true) => return MunitionLevel::NotStated,
        (true, false) | (false, true) => return MunitionLevel::NotStatedByOne,
        (false, false) => {}
    }
    match concepts.class_relation(left.classes, right.classes) {
        Some(ClassRelation::Same) => MunitionLevel::Same,
        Some(ClassRelation::Narrower | ClassRelation::Broader) => MunitionLevel::Kind,
        Some(ClassRelation::Overlapping) => MunitionLevel::Overlapping,
        Some(ClassRelation::Exclusive) => MunitionLevel::Exclusive,
        None => MunitionLevel::NotStated,
    }
}
