//! With what: the classes of munitions or, where none is named, of the action.

use super::levels;
use crate::normalize::munitions::ClassRelation;
use crate::normalize::{Concepts, Lexicons};

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

pub(super) fn compare(
    left: u32,
    right: u32,
    concepts: &Concepts,
    lexicons: &Lexicons,
) -> MunitionLevel {
    let (left, right) = match (concepts.class_set(left), concepts.class_set(right)) {
        (None, None) => return MunitionLevel::NotStated,
        (None, Some(_)) | (Some(_), None) => return MunitionLevel::NotStatedByOne,
        (Some(left), Some(right)) => (left, right),
    };
    match lexicons.munitions().compare(left, right) {
        Some(ClassRelation::Same) => MunitionLevel::Same,
        Some(ClassRelation::Narrower | ClassRelation::Broader) => MunitionLevel::Kind,
        Some(ClassRelation::Overlapping) => MunitionLevel::Overlapping,
        Some(ClassRelation::Exclusive) => MunitionLevel::Exclusive,
        None => MunitionLevel::NotStated,
    }
}
