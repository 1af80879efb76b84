//! The words around a name: what sort of facility, how far, which side.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::entry::PlaceKind;
use super::key::Word;
use super::words::{ROLES, VOCABULARY};
use crate::text::fold;

/// What a word of a place phrase does.
#[derive(Copy, Clone, Eq, PartialEq, Debug)]
pub(super) enum Class {
    /// "near", "vicinity": not at the place itself.
    Near,
    /// A direction, in degrees clockwise from north, or the middle.
    Side(Side),
    /// "of": joins a direction or a facility to a name.
    Of,
    /// "in", "at": joins a thing to where it lies.
    In,
    /// Joins names of a list.
    And,
    /// "between" two places.
    Between,
    /// The start of a way.
    From,
    /// The end of a way.
    To,
    /// Where a way leads, which is not where it is: "towards".
    Toward,
    /// "off" a coast.
    Off,
    /// A coast or waters.
    Coast,
    /// A unit of length, in meters.
    Unit(u16),
    /// A kind of facility.
    Facility(PlaceKind),
    /// A kind of settlement or division.
    Level(PlaceKind),
    /// "border".
    Border,
    /// "highway".
    Road,
    /// Says whose or what sort of facility it is: "military", "coalition", "gas".
    Modifier,
    /// Says that a part is meant, without saying which: "residential", "segment".
    Part,
    /// Neither a name nor of use.
    Filler,
    /// A number in digits.
    Number,
    /// Anything else: perhaps a name.
    Name,
}

/// A side of a country or a direction from a place.
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash, Debug)]
pub(super) enum Side {
    North,
    Northeast,
    East,
    Southeast,
    South,
    Southwest,
    West,
    Northwest,
    Center,
}

impl Side {
    /// Degrees clockwise from north; none for the middle.
    pub(super) fn bearing(self) -> Option<f64> {
        match self {
            Self::North => Some(0.0),
            Self::Northeast => Some(45.0),
            Self::East => Some(90.0),
            Self::Southeast => Some(135.0),
            Self::South => Some(180.0),
            Self::Southwest => Some(225.0),
            Self::West => Some(270.0),
            Self::Northwest => Some(315.0),
            Self::Center => None,
        }
    }

    /// Two words for one side: "north eastern", "شمال شرقي".
    pub(super) fn join(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::North, Self::East) | (Self::East, Self::North) => Some(Self::Northeast),
            (Self::North, Self::West) | (Self::West, Self::North) => Some(Self::Northwest),
            (Self::South, Self::East) | (Self::East, Self::South) => Some(Self::Southeast),
            (Self::South, Self::West) | (Self::West, Self::South) => Some(Self::Southwest),
            (same, again) if same == again => Some(same),
            _ => None,
        }
    }
}

/// The class of a word.
pub(super) fn class(word: &Word) -> Class {
    class_of(&word.folded, &word.bare)
}

/// The class of a word by its folded form and its bare key.
pub(super) fn class_of(folded: &str, bare: &str) -> Class {
    static TABLE: OnceLock<FxHashMap<String, Class>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = FxHashMap::default();
        for (class, list) in VOCABULARY {
            for word in list.split_whitespace() {
                let word = Word::new(&fold(word));
                for form in [word.folded, word.bare] {
                    if !form.is_empty() {
                        table.entry(form).or_insert(*class);
                    }
                }
            }
        }
        table
    });
    if folded.bytes().all(|byte| byte.is_ascii_digit()) {
        return Class::Number;
    }
    match table.get(folded).or_else(|| table.get(bare)) {
        Some(class) => *class,
        None => Class::Name,
    }
}

/// What a word makes of the one beside it.
#[derive(Copy, Clone, Eq, PartialEq, Debug)]
pub(super) enum Role {
    /// The middle of a town, or a building by what it is for.
    Center,
    /// What a centre that is a building is for.
    Purpose(PlaceKind),
    /// A depot of it belongs to the oil industry.
    Fuel,
    /// What belongs to it is a power plant.
    Power,
    /// Only a plant or a station of it is a power plant.
    Nuclear,
    /// A plant or a station.
    Works,
    /// A unit of forces, which has a name of its own and may lie anywhere.
    Unit,
}

/// What a word makes of the one beside it, if anything.
pub(super) fn role(word: &Word) -> Option<Role> {
    static TABLE: OnceLock<FxHashMap<String, Role>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let words = ROLES.iter().flat_map(|(role, list)| {
            list.split_whitespace().map(|word| (Word::new(&fold(word)).bare, *role))
        });
        words.collect()
    });
    table.get(&word.bare).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_classed_in_any_script_and_case() {
        let class_of = |text: &str| class(&Word::new(&fold(text)));
        assert_eq!(class_of("Vicinity"), Class::Near);
        assert_eq!(class_of("شمالي"), Class::Side(Side::North));
        assert_eq!(class_of("القاعدة"), Class::Facility(PlaceKind::Base));
        assert_eq!(class_of("півночі"), Class::Side(Side::North));
        assert_eq!(class_of("Luftwaffenstützpunkt"), Class::Facility(PlaceKind::Airbase));
        assert_eq!(class_of("160"), Class::Number);
        assert_eq!(class_of("Harir"), Class::Name);
    }
}
