//! What the words beside a name say it is: "airport", "province", "base in".

use super::entry::PlaceKind;
use super::phrase::{Gap, Phrase};
use super::vocabulary::Class;

/// What sort of place the words beside a name say it is.
#[derive(Copy, Clone, Debug, Default)]
pub(super) struct Beside {
    right: Option<Class>,
    left: Option<Class>,
    /// A second word on the left: "embassy compound".
    far_left: Option<Class>,
    /// Whether "in" stands between the left word and the name.
    left_in: bool,
}

impl Beside {
    pub(super) fn level(self) -> Option<PlaceKind> {
        [self.right, self.left.filter(|_| !self.left_in)].into_iter().flatten().find_map(|class| {
            match class {
                Class::Level(kind) if kind != PlaceKind::Region => Some(kind),
                _ => None,
            }
        })
    }

    /// The facility words that count: after "in", only those of which a city has one.
    pub(super) fn facilities(self) -> impl Iterator<Item = PlaceKind> {
        let counts = |class: &Class| {
            let unique = [PlaceKind::Airport, PlaceKind::Embassy, PlaceKind::Port];
            !self.left_in || unique.iter().any(|kind| *class == Class::Facility(*kind))
        };
        [self.right, self.left.filter(counts), self.far_left.filter(counts)]
            .into_iter()
            .flatten()
            .filter_map(|class| match class {
                Class::Facility(kind) => Some(kind),
                _ => None,
            })
    }

    pub(super) fn fits_core(self, kind: PlaceKind) -> bool {
        self.facilities().any(|facility| is_a(kind, facility))
            || self.level().is_some_and(|level| is_level(kind, level))
    }

    pub(super) fn fit(self, kind: PlaceKind) -> f64 {
        if self.facilities().any(|facility| is_a(kind, facility)) {
            return 6.0;
        }
        match self.level() {
            Some(level) if is_level(kind, level) => 6.0,
            // "Erbil province" is not Erbil, nor "the city of Hasakah" the governorate.
            Some(PlaceKind::Province) if kind.is_settlement() => -8.0,
            Some(PlaceKind::City | PlaceKind::Town) if kind == PlaceKind::Province => -4.0,
            Some(PlaceKind::District) if kind.is_settlement() => 2.0,
            _ => 0.0,
        }
    }
}

/// Whether a facility word fits a kind of place.
pub(super) fn is_a(kind: PlaceKind, word: PlaceKind) -> bool {
    use PlaceKind as K;
    kind == word
        || match word {
            K::Base => {
                matches!(kind, K::Airbase | K::NavalBase | K::OilField | K::GasField | K::Camp)
            }
            K::Airbase => matches!(kind, K::Airport | K::Base),
            K::Airport => kind == K::Airbase,
            K::Camp => kind == K::Base,
            K::Port => matches!(kind, K::NavalBase | K::OilFacility),
            K::NavalBase => kind == K::Port,
            K::OilField => matches!(kind, K::GasField | K::OilFacility),
            K::GasField => matches!(kind, K::OilField | K::OilFacility),
            K::OilFacility => matches!(kind, K::OilField | K::GasField | K::Port),
            K::PowerPlant => matches!(kind, K::Dam | K::GasField | K::Facility),
            K::Dam => kind == K::PowerPlant,
            K::Facility => {
                matches!(
                    kind,
                    K::PowerPlant | K::OilFacility | K::Embassy | K::Hospital | K::Crossing
                ) || kind.is_building()
            }
            K::Depot | K::Factory => matches!(kind, K::Facility | K::OilFacility),
            // Files may know no more than that it is a building.
            _ if word.is_building() => kind == K::Facility,
            _ => false,
        }
}

fn is_level(kind: PlaceKind, level: PlaceKind) -> bool {
    kind == level
        || match level {
            PlaceKind::City => kind == PlaceKind::Town,
            PlaceKind::Town => matches!(kind, PlaceKind::City | PlaceKind::Neighborhood),
            PlaceKind::Island => kind == PlaceKind::Area,
            _ => false,
        }
}

/// The words directly beside a name that say what sort of place it is.
pub(super) fn beside(phrase: &Phrase, start: usize, end: usize) -> Beside {
    let mut beside = Beside::default();
    for token in phrase.tokens.iter().skip(end).take(4) {
        match token.class {
            _ if token.gap > Gap::Hyphen || token.and => break,
            Class::Facility(_) | Class::Level(_) => {
                beside.right = Some(token.class);
                break;
            }
            Class::Modifier | Class::Part => {}
            _ if token.word.skeleton.is_empty() => {}
            _ => break,
        }
    }
    let before = phrase.tokens.get(..start).unwrap_or_default();
    // The word that goes on from the one at hand, unless that begins anew.
    let mut next = phrase.tokens.get(start);
    for token in before.iter().rev().take(6) {
        match token.class {
            _ if next.is_some_and(|next| next.gap > Gap::Hyphen || next.and) => break,
            Class::Facility(_) | Class::Level(_) if beside.left.is_none() => {
                beside.left = Some(token.class);
            }
            Class::Facility(_) => {
                beside.far_left = Some(token.class);
                break;
            }
            Class::In if beside.left.is_some() => break,
            Class::In => beside.left_in = true,
            Class::Modifier | Class::Of | Class::Filler | Class::Part => {}
            _ if token.word.skeleton.is_empty() => {}
            _ => break,
        }
        next = Some(token);
    }
    beside
}
