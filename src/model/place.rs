//! Where something happened, as far as a speaker says.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::error::FieldError;
use super::object::object;

/// A point on the WGS 84 ellipsoid, in degrees.
///
/// ```
/// use corroborate::model::LatLon;
///
/// let conoco = LatLon::new(35.328, 40.291).unwrap();
/// let al_omar = LatLon::new(35.1517, 40.5758).unwrap();
/// assert!((conoco.distance_km(al_omar) - 32.4).abs() < 0.2);
/// assert!(LatLon::new(91.0, 0.0).is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LatLon {
    // Invariant: finite, -90..=90 and -180..=180.
    lat: f64,
    lon: f64,
}

/// Mean radius of the Earth in kilometers (IUGG).
pub(crate) const EARTH_RADIUS_KM: f64 = 6371.0088;

impl LatLon {
    /// A point, or `None` when a coordinate is not finite or out of range.
    #[must_use]
    pub fn new(lat: f64, lon: f64) -> Option<Self> {
        ((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon))
            .then_some(Self { lat, lon })
    }

    /// Degrees north of the equator.
    #[must_use]
    pub const fn lat(self) -> f64 {
        self.lat
    }

    /// Degrees east of Greenwich.
    #[must_use]
    pub const fn lon(self) -> f64 {
        self.lon
    }

    /// The great-circle distance in kilometers, by the haversine formula on a sphere: within half a
    /// percent of the ellipsoid, far less than any place name is uncertain.
    #[must_use]
    pub fn distance_km(self, other: Self) -> f64 {
        great_circle_km((self.lat, self.lon), (other.lat, other.lon))
    }
}

/// The great-circle distance in kilometers of two points, latitude before longitude, in degrees.
pub(crate) fn great_circle_km(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (lat, other_lat) = (from.0.to_radians(), to.0.to_radians());
    let half_lat = ((other_lat - lat) / 2.0).sin();
    let half_lon = ((to.1 - from.1).to_radians() / 2.0).sin();
    let chord = half_lat * half_lat + lat.cos() * other_lat.cos() * half_lon * half_lon;
    2.0 * EARTH_RADIUS_KM * chord.clamp(0.0, 1.0).sqrt().asin()
}

/// A two-letter country code (ISO 3166-1 alpha-2), in capitals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryCode([u8; 2]);

/// A text that is no two-letter country code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no two-letter country code (ISO 3166-1 alpha-2)")]
pub struct CountryCodeError(String);

impl CountryCode {
    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }

    /// The two letters.
    pub(crate) const fn letters(self) -> [u8; 2] {
        self.0
    }
}

impl FromStr for CountryCode {
    type Err = CountryCodeError;

    fn from_str(text: &str) -> Result<Self, CountryCodeError> {
        match text.as_bytes() {
            [first, second] if first.is_ascii_alphabetic() && second.is_ascii_alphabetic() => {
                Ok(Self([first.to_ascii_uppercase(), second.to_ascii_uppercase()]))
            }
            _ => Err(CountryCodeError(text.to_owned())),
        }
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for CountryCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for CountryCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A place as a speaker gives it: a name, a region, a country, a point with a radius, or several of
/// these. At least one is there.
///
/// # Examples
///
/// ```
/// use corroborate::model::Place;
///
/// let place = Place::named("Al-Omar oil field").region("Deir Al-Zour").country("SY").build()?;
/// assert_eq!(place.name(), Some("Al-Omar oil field"));
/// assert!(place.point().is_none());
/// # Ok::<(), corroborate::model::FieldError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    // Invariant: at least one of name, region, country and point; a radius is finite and not
    // negative.
    name: Option<String>,
    region: Option<String>,
    country: Option<CountryCode>,
    point: Option<LatLon>,
    radius_km: Option<f64>,
    extra: BTreeMap<String, Value>,
}

impl Place {
    /// Starts a place from its name.
    pub fn named(name: impl Into<String>) -> PlaceBuilder {
        PlaceBuilder { name: Some(name.into()), ..PlaceBuilder::default() }
    }

    /// Starts a place of which only the region is known.
    pub fn in_region(region: impl Into<String>) -> PlaceBuilder {
        PlaceBuilder { region: Some(region.into()), ..PlaceBuilder::default() }
    }

    /// Starts a place of which only the country is known.
    pub fn in_country(country: impl Into<String>) -> PlaceBuilder {
        PlaceBuilder { country: Some(country.into()), ..PlaceBuilder::default() }
    }

    /// Starts a place from its coordinates in degrees.
    #[must_use]
    pub fn at(lat: f64, lon: f64) -> PlaceBuilder {
        PlaceBuilder { lat: Some(lat), lon: Some(lon), ..PlaceBuilder::default() }
    }

    /// The name as the speaker writes it.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The region as the speaker writes it.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// The country.
    #[must_use]
    pub const fn country(&self) -> Option<CountryCode> {
        self.country
    }

    /// The coordinates.
    #[must_use]
    pub const fn point(&self) -> Option<LatLon> {
        self.point
    }

    /// The stated uncertainty of the place in kilometers.
    #[must_use]
    pub const fn radius_km(&self) -> Option<f64> {
        self.radius_km
    }

    /// Fields of the user's own, all beginning with `x_`.
    #[must_use]
    pub const fn extra(&self) -> &BTreeMap<String, Value> {
        &self.extra
    }
}

/// The place as one phrase: name, region, country, or the coordinates when there are no words.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let country = self.country.as_ref().map(CountryCode::as_str);
        let mut separator = "";
        for part in [self.name.as_deref(), self.region.as_deref(), country].into_iter().flatten() {
            write!(f, "{separator}{part}")?;
            separator = ", ";
        }
        if let (true, Some(point)) = (separator.is_empty(), self.point) {
            write!(f, "{}, {}", point.lat, point.lon)?;
        }
        Ok(())
    }
}

/// Puts a [`Place`] together; every way to a place ends in [`PlaceBuilder::build`].
#[derive(Clone, Debug, Default)]
pub struct PlaceBuilder {
    name: Option<String>,
    region: Option<String>,
    country: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
    radius_km: Option<f64>,
    extra: BTreeMap<String, Value>,
}

impl PlaceBuilder {
    /// The name as the speaker writes it.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The region as the speaker writes it.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// The country, as ISO 3166-1 alpha-2.
    #[must_use]
    pub fn country(mut self, country: impl Into<String>) -> Self {
        self.country = Some(country.into());
        self
    }

    /// The coordinates in degrees.
    #[must_use]
    pub fn point(mut self, lat: f64, lon: f64) -> Self {
        self.lat = Some(lat);
        self.lon = Some(lon);
        self
    }

    /// The uncertainty of the place in kilometers.
    #[must_use]
    pub fn radius_km(mut self, radius_km: f64) -> Self {
        self.radius_km = Some(radius_km);
        self
    }

    /// The place.
    ///
    /// # Errors
    ///
    /// A [`FieldError`] when nothing is said, a name is empty, the country is no two-letter code, a
    /// coordinate is alone or out of range, or the radius is negative or not finite.
    pub fn build(self) -> Result<Place, FieldError> {
        let country = match &self.country {
            Some(country) => Some(country.parse().map_err(|_| {
                FieldError::new("country", country, "a two-letter country code (ISO 3166-1)")
            })?),
            None => None,
        };
        let point = match (self.lat, self.lon) {
            (Some(lat), Some(lon)) => {
                if !(-90.0..=90.0).contains(&lat) {
                    let expected = "degrees between -90 and 90";
                    return Err(FieldError::new("lat", lat.to_string(), expected));
                }
                if !(-180.0..=180.0).contains(&lon) {
                    let expected = "degrees between -180 and 180";
                    return Err(FieldError::new("lon", lon.to_string(), expected));
                }
                LatLon::new(lat, lon)
            }
            (None, None) => None,
            (Some(lat), None) => {
                return Err(FieldError::new(
                    "lon",
                    "nothing",
                    format!("a longitude beside lat {lat}"),
                ));
            }
            (None, Some(lon)) => {
                return Err(FieldError::new(
                    "lat",
                    "nothing",
                    format!("a latitude beside lon {lon}"),
                ));
            }
        };
        if let Some(radius_km) = self.radius_km
            && !(radius_km.is_finite() && radius_km >= 0.0)
        {
            let expected = "a distance of at least 0 km";
            return Err(FieldError::new("radius_km", radius_km.to_string(), expected));
        }
        for (field, text) in [("name", &self.name), ("region", &self.region)] {
            if let Some(text) = text
                && text.trim().is_empty()
            {
                return Err(FieldError::new(field, text, "a name that is not empty"));
            }
        }
        if self.name.is_none() && self.region.is_none() && country.is_none() && point.is_none() {
            let expected = "at least one of `name`, `region`, `country`, or `lat` with `lon`";
            return Err(FieldError::new("", "{}", expected));
        }
        Ok(Place {
            name: self.name,
            region: self.region,
            country,
            point,
            radius_km: self.radius_km,
            extra: self.extra,
        })
    }
}

impl From<&str> for PlaceBuilder {
    fn from(name: &str) -> Self {
        Place::named(name)
    }
}

impl From<Place> for PlaceBuilder {
    fn from(place: Place) -> Self {
        Self {
            name: place.name,
            region: place.region,
            country: place.country.map(|country| country.to_string()),
            lat: place.point.map(LatLon::lat),
            lon: place.point.map(LatLon::lon),
            radius_km: place.radius_km,
            extra: place.extra,
        }
    }
}

object! {
    PlaceBuilder, "an object with any of `name`, `region`, `country`, `lat`, `lon`, `radius_km`",
    required {}
    optional {
        "name" => name, "region" => region, "country" => country, "lat" => lat, "lon" => lon,
        "radius_km" => radius_km,
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let builder = PlaceBuilder::deserialize(deserializer)?;
        builder.build().map_err(serde::de::Error::custom)
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        if let Some(name) = &self.name {
            map.serialize_entry("name", name)?;
        }
        if let Some(region) = &self.region {
            map.serialize_entry("region", region)?;
        }
        if let Some(country) = &self.country {
            map.serialize_entry("country", country)?;
        }
        if let Some(point) = self.point {
            map.serialize_entry("lat", &point.lat)?;
            map.serialize_entry("lon", &point.lon)?;
        }
        if let Some(radius_km) = self.radius_km {
            map.serialize_entry("radius_km", &radius_km)?;
        }
        for (key, value) in &self.extra {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_place_may_not_be_says_which_field() {
        let field = |builder: PlaceBuilder| builder.build().unwrap_err().to_string();
        assert_eq!(
            field(Place::at(95.0, 10.0)),
            "lat: found `95`, expected degrees between -90 and 90"
        );
        assert_eq!(
            field(Place::named("x").country("Iraq")),
            "country: found `Iraq`, expected a two-letter country code (ISO 3166-1)"
        );
        assert_eq!(
            field(Place::named("x").radius_km(-1.0)),
            "radius_km: found `-1`, expected a distance of at least 0 km"
        );
        assert_eq!(field(Place::named(" ")), "name: found ` `, expected a name that is not empty");
    }

    #[test]
    fn places_print_as_they_are_read() {
        let text = r#"{"name":"Irbil","country":"IQ","radius_km":20.0,"x_note":1}"#;
        let place: Place = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&place).unwrap(), text);
    }
}
