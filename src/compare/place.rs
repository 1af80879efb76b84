//! Where: by entry, containment, distance beyond uncertainty, or the words of the name.

use rustc_hash::FxHashMap;

use super::levels;
use crate::normalize::gazetteer::{Located, PlaceId, PlaceKind, PlaceRelation, distance_km};
use crate::normalize::{FeatureTable, Lexicons, PlaceConcept};
use crate::threads;

levels! {
    /// How two assertions agree in place.
    PlaceLevel {
        /// The same entry, and it is a site.
        SameSite = "same site",
        /// The same entry, and it is an area.
        SameArea = "same area",
        /// A site in the other's small area (at most 60 km), or near it.
        InSmallArea = "site in the other's district or near it",
        /// A site in the other's area.
        InArea = "site in the other's region",
        /// A site in the other's country.
        InCountry = "site in the other's country",
        /// Areas that overlap.
        AreasOverlap = "areas that overlap",
        /// Two sites within the sum of their uncertainties.
        Near = "two sites near each other",
        /// One says only that it is near a town or on one side of it, and the other names what lies there.
        AroundTown = "a site around the town that the other is near",
        /// Two bases, airports or other facilities, each by its name.
        OtherFacility = "two facilities up to 50 km apart",
        /// Two facilities or other sites up to 50 km apart, of both of which one document tells.
        ToldApart = "two sites up to 50 km apart, told apart in one document",
        /// Two sites up to 50 km apart.
        Neighborhood = "two sites up to 50 km apart",
        /// Up to 150 km.
        Far = "two sites up to 150 km apart",
        /// Farther, or areas that do not meet.
        Elsewhere = "two places far apart",
        /// A compound place that names the other among several.
        OneOfSeveral = "one of several places named by the other",
        /// A name that no lexicon knows, like the other.
        SimilarName = "unknown names that share rare words",
        /// A name that no lexicon knows, in the same country.
        UnknownName = "a name that is not known, same country",
        /// A facility without a name, of a kind that the other is not: a base and an embassy.
        UnnamedOther = "a facility without a name, of another kind",
        /// Only a facility without a name ("the base").
        Unnamed = "a facility without a name",
        /// One names no place.
        NotStatedByOne = "not stated by one",
        /// Neither does.
        NotStated = "not stated by either",
    }
}

impl PlaceLevel {
    /// Whether the pair meets at one place that is small enough to count events around it.
    #[must_use]
    pub const fn is_local(self) -> bool {
        matches!(
            self,
            Self::SameSite
                | Self::InSmallArea
                | Self::Near
                | Self::OtherFacility
                | Self::ToldApart
                | Self::Neighborhood
                | Self::OneOfSeveral
        )
    }
}

impl PlaceLevel {
    /// Whether the two name different places.
    #[must_use]
    pub const fn is_apart(self) -> bool {
        matches!(self, Self::Far | Self::Elsewhere | Self::UnknownName)
    }
}

/// Places on two sides of a border may be one place up to this distance beyond their uncertainties.
const BORDER_KM: f64 = 50.0;

/// An area up to this radius is a district rather than a region, in kilometers.
const SMALL_AREA_KM: f64 = 60.0;

/// Two sites up to so many kilometers apart are neighbors.
pub(super) const NEIGHBORS_KM: f64 = 50.0;

/// "Near Kirkuk" and "south of Baghdad" are said of places up to about this far from the town, in
/// kilometers.
const AROUND_KM: f64 = 80.0;

/// The entries behind the places of a table, each looked up once.
#[derive(Debug)]
pub(super) struct Entries {
    located: Vec<Located>,
    /// The entry of each place, or no entry's number.
    of_place: Vec<u32>,
}

/// Entries that one thread looks up at a time.
const RUN: usize = 64;

impl Entries {
    pub(super) fn new(places: &[PlaceConcept], lexicons: &Lexicons) -> Self {
        let mut ids: Vec<PlaceId> = Vec::new();
        let mut numbers: FxHashMap<PlaceId, u32> = FxHashMap::default();
        let mut number = |id: PlaceId| {
            *numbers.entry(id).or_insert_with(|| {
                ids.push(id);
                u32::try_from(ids.len() - 1).unwrap_or(u32::MAX)
            })
        };
        let of_place = places.iter().map(|place| place.id.map_or(u32::MAX, &mut number)).collect();
        let gazetteer = lexicons.gazetteer();
        let located = threads::map_chunks(&ids, RUN, |ids| {
            ids.iter().map(|&id| gazetteer.located(id)).collect::<Vec<Located>>()
        });
        Self { located: located.into_iter().flatten().collect(), of_place }
    }

    fn of(&self, place: u32) -> Option<&Located> {
        self.located.get(*self.of_place.get(place as usize)? as usize)
    }

    /// How two places lie to each other, if both have an entry.
    fn relation(&self, left: u32, right: u32) -> Option<PlaceRelation> {
        Some(self.of(left)?.relation(self.of(right)?))
    }
}

pub(super) fn compare(
    left: u32,
    right: u32,
    table: &FeatureTable,
    entries: &Entries,
) -> PlaceLevel {
    let places = &table.concepts.places;
    match (places.get(left as usize), places.get(right as usize)) {
        (None, None) => PlaceLevel::NotStated,
        (Some(_), None) | (None, Some(_)) => PlaceLevel::NotStatedByOne,
        (Some(one), Some(other)) => {
            both_stated(one, other, table, || entries.relation(left, right))
        }
    }
}

fn both_stated(
    left: &PlaceConcept,
    right: &PlaceConcept,
    table: &FeatureTable,
    relation: impl Fn() -> Option<PlaceRelation>,
) -> PlaceLevel {
    if let (Some(left_country), Some(right_country)) = (left.country, right.country)
        && left_country != right_country
        && left.point.zip(right.point).is_none_or(|(from, to)| {
            distance_km(from, to) - left.radius_km - right.radius_km > BORDER_KM
        })
        && left.also.is_empty()
        && right.also.is_empty()
    {
        return PlaceLevel::Elsewhere;
    }
    if !left.is_understood || !right.is_understood {
        return by_words(left, right, table);
    }
    if left.also.iter().any(|also| Some(*also) == right.id)
        || right.also.iter().any(|also| Some(*also) == left.id)
        || (left.id == right.id && !(left.also.is_empty() && right.also.is_empty()))
    {
        return PlaceLevel::OneOfSeveral;
    }
    match relation() {
        Some(PlaceRelation::Same) if left.is_generic || right.is_generic => unnamed(left, right),
        Some(PlaceRelation::Same) if left.is_region || right.is_region => PlaceLevel::SameArea,
        Some(PlaceRelation::Same) => PlaceLevel::SameSite,
        Some(PlaceRelation::Contains) => inside(left, right),
        Some(PlaceRelation::Within) => inside(right, left),
        Some(PlaceRelation::Overlaps) => PlaceLevel::AreasOverlap,
        Some(PlaceRelation::Disjoint) | None => by_distance(left, right),
    }
}

/// Whether a town serves as a landmark only.
fn is_around_town(place: &PlaceConcept) -> bool {
    place.near && place.kind.is_some_and(PlaceKind::is_settlement)
}

/// At least one is a facility without a name.
fn unnamed(left: &PlaceConcept, right: &PlaceConcept) -> PlaceLevel {
    match left.kind.zip(right.kind).and_then(|(left, right)| left.is_like(right)) {
        Some(false) => PlaceLevel::UnnamedOther,
        _ => PlaceLevel::Unnamed,
    }
}

/// `inner` lies in `outer`.
fn inside(outer: &PlaceConcept, inner: &PlaceConcept) -> PlaceLevel {
    if outer.is_generic || inner.is_generic {
        return unnamed(outer, inner);
    }
    if outer.radius_km <= SMALL_AREA_KM {
        PlaceLevel::InSmallArea
    } else if outer.radius_km <= 250.0 {
        PlaceLevel::InArea
    } else {
        PlaceLevel::InCountry
    }
}

fn by_distance(left: &PlaceConcept, right: &PlaceConcept) -> PlaceLevel {
    let Some((from, to)) = left.point.zip(right.point) else { return PlaceLevel::UnknownName };
    let apart = distance_km(from, to);
    let beyond = apart - left.radius_km - right.radius_km;
    if left.is_region || right.is_region {
        return if beyond <= 0.0 { PlaceLevel::AreasOverlap } else { PlaceLevel::Elsewhere };
    }
    if apart <= 5.0 || (beyond <= 0.0 && apart <= 25.0) {
        PlaceLevel::Near
    } else if apart <= AROUND_KM && (is_around_town(left) || is_around_town(right)) {
        PlaceLevel::AroundTown
    } else if apart <= NEIGHBORS_KM {
        let is_facility = |place: &PlaceConcept| place.kind.is_some_and(PlaceKind::is_facility);
        if is_facility(left) && is_facility(right) {
            PlaceLevel::OtherFacility
        } else {
            PlaceLevel::Neighborhood
        }
    } else if apart <= 150.0 {
        PlaceLevel::Far
    } else {
        PlaceLevel::Elsewhere
    }
}

/// A word that names at most this many places and targets, or one in fifty, is rare.
fn is_rare(count: u32, rows: usize) -> bool {
    count <= 3 || (count as usize) * 50 <= rows
}

/// For names that the gazetteer does not know: shared rare words, or what the context still tells.
fn by_words(left: &PlaceConcept, right: &PlaceConcept, table: &FeatureTable) -> PlaceLevel {
    let concepts = &table.concepts;
    let rows = table.rows.len();
    let shared = left
        .words
        .iter()
        .filter(|word| right.words.binary_search(word).is_ok())
        .any(|&word| is_rare(concepts.word_count(word), rows));
    if shared && !left.is_understood && !right.is_understood {
        return PlaceLevel::SimilarName;
    }
    if left.is_generic || right.is_generic {
        return unnamed(left, right);
    }
    if shared {
        return PlaceLevel::SimilarName;
    }
    match (left.country, right.country) {
        (Some(left), Some(right)) if left == right => PlaceLevel::UnknownName,
        (Some(_), Some(_)) => PlaceLevel::Elsewhere,
        _ => PlaceLevel::UnknownName,
    }
}
