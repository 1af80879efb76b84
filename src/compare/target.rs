//! Who or what was the target, by its proper names: a ship, a bridge, a convoy.

use super::levels;
use crate::normalize::gazetteer::PlaceKind;
use crate::normalize::{Concepts, PlaceConcept};

levels! {
    /// How two assertions agree in what was the target.
    TargetLevel {
        /// They share a word that hardly any other target has.
        SharedRare = "targets share a rare name",
        /// They share words that some targets have.
        SharedSome = "targets share an uncommon word",
        /// They share only common words.
        SharedCommon = "targets share common words",
        /// Each has a rare word that the other lacks.
        OtherNames = "different names of targets",
        /// The same at sea, where what is named is a ship, and a ship has one name.
        OtherShips = "different names of targets at sea",
        /// They share nothing, and nothing is rare.
        Nothing = "targets share no word",
        /// One names no target.
        NotStatedByOne = "not stated by one",
        /// Neither does.
        NotStated = "not stated by either",
    }
}

/// Whether what is hit there is a ship, if it has a name.
pub(super) fn is_at_sea(place: &PlaceConcept) -> bool {
    matches!(place.kind, Some(PlaceKind::Sea | PlaceKind::Strait))
}

/// A name on so few assertions is that of one target; on more, of something that is hit often.
pub(super) const RARE: u32 = 15;
pub(super) const UNCOMMON: u32 = 60;

pub(super) fn compare(left: u32, right: u32, concepts: &Concepts) -> TargetLevel {
    let (left, right) = (concepts.words(left), concepts.words(right));
    match (left.is_empty(), right.is_empty()) {
        (true, true) => return TargetLevel::NotStated,
        (true, false) | (false, true) => return TargetLevel::NotStatedByOne,
        (false, false) => {}
    }
    let mut rarest = u32::MAX;
    for word in left {
        if right.binary_search(word).is_ok() {
            rarest = rarest.min(concepts.word_count(*word));
        }
    }
    let has_name = |words: &[u32], others: &[u32]| {
        words
            .iter()
            .any(|word| others.binary_search(word).is_err() && concepts.word_count(*word) <= RARE)
    };
    match rarest {
        0..=RARE => TargetLevel::SharedRare,
        _ if rarest <= UNCOMMON => TargetLevel::SharedSome,
        u32::MAX if has_name(left, right) && has_name(right, left) => TargetLevel::OtherNames,
        u32::MAX => TargetLevel::Nothing,
        _ => TargetLevel::SharedCommon,
    }
}
