//! What is asked of the gazetteer, and what it answers.

use super::{CountryCode, PlaceId, PlaceKind};

/// What one speaker stated about a place; every part is optional.
#[derive(Copy, Clone, PartialEq, Debug, Default)]
pub struct PlaceQuery<'a> {
    /// The name or phrase, as the speaker wrote it.
    pub name: Option<&'a str>,
    /// The region, as the speaker wrote it.
    pub region: Option<&'a str>,
    /// ISO 3166-1 alpha-2 code.
    pub country: Option<&'a str>,
    /// Latitude and longitude in degrees.
    pub lat_lon: Option<(f64, f64)>,
    /// Stated uncertainty in kilometers.
    pub radius_km: Option<f64>,
}

impl<'a> PlaceQuery<'a> {
    /// A query for a name alone.
    #[must_use]
    pub fn name(name: &'a str) -> Self {
        Self { name: Some(name), ..Self::default() }
    }

    /// The same query in a country.
    #[must_use]
    pub fn in_country(self, country: &'a str) -> Self {
        Self { country: Some(country), ..self }
    }

    /// The same query in a region.
    #[must_use]
    pub fn in_region(self, region: &'a str) -> Self {
        Self { region: Some(region), ..self }
    }
}

/// What a stated place was understood as.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PlaceMatch {
    /// The most specific entry that the statement surely lies in or at.
    pub id: Option<PlaceId>,
    /// Further places of a compound statement ("Al-Asad and Erbil"), and the two ends of "between".
    pub also: Vec<PlaceId>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
    /// Uncertainty of the point in kilometers: the extent of the place and what "near" adds.
    pub radius_km: f64,
    /// The kind of the entry.
    pub kind: Option<PlaceKind>,
    /// Whether the statement puts it near the entry, not at it.
    pub near: bool,
    /// Whether the stated place is an area, not a site in it.
    pub is_region: bool,
    /// The country of the entry, or the stated one.
    pub country: Option<CountryCode>,
    /// How the entry was found.
    pub how: MatchKind,
    /// Entries among which an ambiguous name does not decide.
    pub candidates: Vec<PlaceId>,
    /// For a name that was not understood, the nearest known name.
    pub nearest: Option<String>,
    /// A facility that is mentioned without a name: "the base", "a U.S. base in Anbar".
    pub generic: Option<PlaceKind>,
    /// What the statement names in or at the entry that has no entry of its own, in its words: "arrivals
    /// hall".
    pub part: Option<String>,
}

/// How an entry was found, surest first.
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash, Debug, Default)]
pub enum MatchKind {
    /// By its name or an alias.
    Exact,
    /// By a name that differs only as transliterations do.
    Skeleton,
    /// By a similar name.
    Similar,
    /// Not by the name, which is missing or generic, but by the stated region or country.
    Context,
    /// Not by the name, which is not understood, but by the stated region or country.
    Unresolved,
    /// A point was stated without a name.
    Point,
    /// Nothing was stated or nothing understood.
    #[default]
    None,
}

/// How one place lies to another.
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash, Debug)]
pub enum PlaceRelation {
    /// They are one place.
    Same,
    /// The first contains the second.
    Contains,
    /// The first lies within the second.
    Within,
    /// Areas that share ground, neither within the other.
    Overlaps,
    /// They share no ground, or are two sites.
    Disjoint,
}
