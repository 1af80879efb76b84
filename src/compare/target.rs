//! Who or what was the target, by its proper names: a ship, a bridge, a convoy.

use super::levels;
use crate::normalize::gazetteer::PlaceKind;
use crate::normalize::{Concepts, PlaceConcept};
use crate::text::Script;

levels! {
    /// How two assertions agree in what was the target.
    TargetLevel {
        /// They share a word that hardly any other target has.
        SharedRare = "targets share a rare name",
        /// They share words that some targets have.
        SharedSome = "targets share an uncommon word",
        /// They share only common words.
        SharedCommon = "targets share common words",
        /// Each has a rare word that the other lacks, in the letters of one script.
        OtherNames = "different names of targets",
        /// The same at sea, where what is named is mostly a ship, and a ship has one name.
        OtherShips = "different names of targets at sea",
        /// They share nothing, and nothing is rare.
        Nothing = "targets share no word",
        /// One names no target.
        NotStatedByOne = "not stated by one",
        /// Neither does.
        NotStated = "not stated by either",
    }
}

/// Whether what is hit at a place is a ship.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Waters {
    AtSea,
    /// A port, a coast, or an area that may hold either.
    Between,
    /// A site or a town.
    Ashore,
}

impl Waters {
    pub(super) fn of(place: &PlaceConcept) -> Self {
        match place.kind {
            Some(PlaceKind::Sea | PlaceKind::Strait) => Self::AtSea,
            Some(PlaceKind::Port | PlaceKind::NavalBase | PlaceKind::Island) | None => {
                Self::Between
            }
            _ if place.near || place.is_region => Self::Between,
            _ => Self::Ashore,
        }
    }
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
    // Names in two scripts may be one name.
    let differ = || {
        let mut scripts = rare_names(left, right, concepts);
        scripts.any(|script| rare_names(right, left, concepts).any(|other| other == script))
    };
    match rarest {
        0..=RARE => TargetLevel::SharedRare,
        _ if rarest <= UNCOMMON => TargetLevel::SharedSome,
        u32::MAX if differ() => TargetLevel::OtherNames,
        u32::MAX => TargetLevel::Nothing,
        _ => TargetLevel::SharedCommon,
    }
}

/// The scripts of the rare words that others lack.
fn rare_names<'w>(
    words: &'w [u32],
    others: &'w [u32],
    concepts: &'w Concepts,
) -> impl Iterator<Item = Script> + 'w {
    let is_rare = move |word: &&u32| {
        others.binary_search(word).is_err() && concepts.word_count(**word) <= RARE
    };
    words.iter().filter(is_rare).map(|&word| concepts.script(word))
}
