//! Place names to points, radii and regions.
//!
//! A [`Gazetteer`] knows curated sites (bases, fields, crossings, regions, seas), all countries, and a
//! broad base of first-level regions and cities. [`Gazetteer::resolve`] reads what a speaker wrote
//! about a place, "Kharab al-Jir base near the oil-rich town of Rmelan" or "65 nautical miles west of
//! Hodeidah", and says which place that is, how uncertain the point is, and whether a site or an area
//! was meant.

mod base;
mod beside;
mod countries;
mod disputes;
mod entry;
mod file;
mod geometry;
mod hits;
mod joints;
mod key;
mod lines;
mod matching;
mod mention;
mod pairs;
mod phrase;
mod relation;
mod resolve;
mod similar;
mod stated;
mod surroundings;
mod table;
mod vocabulary;
mod words;

pub use entry::{CountryCode, Entry, PlaceId, PlaceKind};
pub use geometry::{distance_km, offset};
pub use matching::{MatchKind, PlaceMatch, PlaceQuery, PlaceRelation};
pub(crate) use relation::Located;
pub(crate) use stated::names_of_part;

use std::sync::OnceLock;

use chrono_tz::Tz;

use self::base::{Base, BasePlace};
use self::entry::country_code;
use self::table::{BASE_BIT, Form, NewPlace, Rank, Table};
use super::lexicon::LexiconError;

const SHIPPED: &str = include_str!("../data/gazetteer.jsonl");

/// Places under their several names.
///
/// # Examples
///
/// ```
/// use corroborate::normalize::gazetteer::{Gazetteer, distance_km};
///
/// let gazetteer = Gazetteer::shipped();
/// let point = |name: &str| {
///     let entry = gazetteer.entry(gazetteer.by_name(name)?)?;
///     Some((entry.lat, entry.lon))
/// };
/// let apart = distance_km(point("Al-Omar oil field").unwrap(), point("MSS Conoco").unwrap());
/// assert_eq!(apart.round(), 32.0);
/// ```
#[derive(Debug, Clone)]
pub struct Gazetteer {
    table: Table,
}

impl Gazetteer {
    /// The gazetteer that ships with the crate.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();
        GAZETTEER.get_or_init(|| {
            let mut rows: Vec<NewPlace> = Table::country_rows().collect();
            // The shipped file has no error; a test reads it strictly.
            rows.extend(
                file::places(SHIPPED, "gazetteer.jsonl", Rank::Curated).unwrap_or_default(),
            );
            Self { table: Table::new(rows) }
        })
    }

    /// This gazetteer with the entries of a file, one JSON object a line.
    ///
    /// An entry replaces the one of the same name and country, and wins over the others where they
    /// share an alias. Fields: `name`, `kind`, `lat`, `lon`, `radius_km` (required), `aliases`,
    /// `country`, `admin1`, `code`, `parents`, `zone`, `source`.
    ///
    /// # Errors
    ///
    /// A line that is not such an object, with its number and field; a parent that is no entry, and
    /// one that lies in its own child.
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::normalize::gazetteer::{Gazetteer, PlaceQuery};
    ///
    /// let mine = r#"{"name": "Test Range", "kind": "base", "country": "SE", "lat": 57.6, "lon": 18.3, "radius_km": 5}"#;
    /// let gazetteer = Gazetteer::shipped().extended(mine, "mine.jsonl")?;
    /// assert!(gazetteer.resolve(&PlaceQuery::name("the Test Range")).id.is_some());
    ///
    /// let error = gazetteer.extended(r#"{"name": "A", "kind": "bse"}"#, "mine.jsonl").unwrap_err();
    /// assert!(error.to_string().starts_with("mine.jsonl:1: kind: found `bse`, expected one of `country`"));
    /// # Ok::<(), corroborate::normalize::LexiconError>(())
    /// ```
    pub fn extended(&self, jsonl: &str, file: &str) -> Result<Self, LexiconError> {
        let added = file::places(jsonl, file, Rank::User)?;
        let extended = self.with_rows(added.clone());
        for (place, line) in added.iter().zip(file::line_numbers(jsonl)) {
            let fail = |found: &str, expected: &str| LexiconError {
                file: file.to_owned(),
                line,
                field: "parents".to_owned(),
                found: found.to_owned(),
                expected: expected.to_owned(),
            };
            for parent in &place.parents {
                let Some(id) = extended.table.parent(parent) else {
                    return Err(fail(parent, "the name of an entry"));
                };
                let own = extended.table.parent(&place.name);
                if own.is_some_and(|own| own == id || extended.ancestors(id).contains(&own)) {
                    return Err(fail(parent, "an entry that does not lie in this one"));
                }
            }
        }
        Ok(extended)
    }

    /// This gazetteer with the places of a `GeoNames` dump (`IQ.txt`, `cities500.txt`, …): the standard
    /// 19 columns, separated by tabs.
    ///
    /// Curated entries and countries keep their names; where the dump repeats a place of the shipped
    /// base, that of the dump wins.
    ///
    /// # Errors
    ///
    /// A line without 19 columns, or without a latitude and longitude.
    pub fn with_geonames(&self, tsv: &str, file: &str) -> Result<Self, LexiconError> {
        Ok(self.with_rows(file::geonames(tsv, file)?))
    }

    fn with_rows(&self, added: Vec<NewPlace>) -> Self {
        let mut rows = self.table.rows().to_vec();
        rows.extend(added);
        Self { table: Table::new(rows) }
    }

    /// The entry of a place; `None` if the id comes from another gazetteer.
    #[must_use]
    pub fn entry(&self, id: PlaceId) -> Option<Entry<'_>> {
        let (admin1, parents) = (self.admin1(id), self.parents(id));
        let zone = self.zone(id);
        if let Some(place) = base_place(id) {
            let (lat, lon) = place.point()?;
            return Some(Entry {
                name: place.name,
                kind: place.kind,
                country: place.country,
                admin1,
                lat,
                lon,
                radius_km: place.radius_km(),
                parents,
                zone,
                source: "GeoNames (CC BY 4.0)",
            });
        }
        let row = self.table.row(id.0)?;
        Some(Entry {
            name: &row.name,
            kind: row.kind,
            country: row.country,
            admin1,
            lat: row.lat,
            lon: row.lon,
            radius_km: row.radius_km,
            parents,
            zone,
            source: &row.source,
        })
    }

    /// The aliases of an entry; none for those of the shipped base, whose names are only keys.
    #[must_use]
    pub fn aliases(&self, id: PlaceId) -> &[String] {
        self.table.row(id.0).map_or(&[], |row| row.aliases.as_slice())
    }

    /// The entries other than those of the shipped base.
    pub fn ids(&self) -> impl Iterator<Item = PlaceId> {
        self.table.rows().iter().zip(0..).map(|(_, at)| PlaceId(at))
    }

    /// The entry with this name or alias and nothing beside it; of several the best known.
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::normalize::gazetteer::Gazetteer;
    ///
    /// let gazetteer = Gazetteer::shipped();
    /// assert_eq!(gazetteer.by_name("عين الأسد"), gazetteer.by_name("Ayn al-Asad"));
    /// assert_eq!(gazetteer.by_name("No such place anywhere"), None);
    /// ```
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<PlaceId> {
        let (bare, skeleton) = key::keys(name)?;
        let of_table = self
            .table
            .names(&skeleton)
            .iter()
            .filter(|known| known.form == Form::Full && *known.bare == *bare)
            .map(|known| PlaceId(known.place))
            .min_by_key(|id| self.rank(*id));
        of_table.or_else(|| {
            Base::shipped()
                .names(&skeleton)
                .filter(|known| known.bare == bare)
                .flat_map(|known| known.places().collect::<Vec<_>>())
                .map(|at| PlaceId(at | BASE_BIT))
                .max_by(|a, b| self.population(*a).total_cmp(&self.population(*b)).then(b.cmp(a)))
        })
    }

    /// The entry of a country by its ISO 3166-1 alpha-2 code.
    ///
    /// ```
    /// use corroborate::normalize::gazetteer::Gazetteer;
    ///
    /// let gazetteer = Gazetteer::shipped();
    /// assert_eq!(gazetteer.country("iq"), gazetteer.by_name("Iraq"));
    /// ```
    #[must_use]
    pub fn country(&self, code: &str) -> Option<PlaceId> {
        country_code(code).and_then(|code| self.table.country(code)).map(PlaceId)
    }

    /// The time zone at a place; none for seas and for regions of several countries.
    #[must_use]
    pub fn zone(&self, id: PlaceId) -> Option<Tz> {
        let (own, country) = if let Some(place) = base_place(id) {
            (place.zone(), place.country)
        } else {
            let row = self.table.row(id.0)?;
            (row.zone, row.country)
        };
        own.or_else(|| self.zone_of(country?))
    }

    /// The time zone of a country by its ISO 3166-1 alpha-2 code; of several, that of its capital.
    ///
    /// ```
    /// use corroborate::normalize::gazetteer::Gazetteer;
    ///
    /// let zone = Gazetteer::shipped().zone_of_country("IQ");
    /// assert_eq!(zone, Some(chrono_tz::Asia::Baghdad));
    /// ```
    #[must_use]
    pub fn zone_of_country(&self, code: &str) -> Option<Tz> {
        self.zone_of(country_code(code)?)
    }

    fn zone_of(&self, country: CountryCode) -> Option<Tz> {
        self.table.row(self.table.country(country)?)?.zone
    }

    fn kind(&self, id: PlaceId) -> Option<PlaceKind> {
        match base_place(id) {
            Some(place) => Some(place.kind),
            None => self.table.row(id.0).map(|row| row.kind),
        }
    }

    fn rank(&self, id: PlaceId) -> Rank {
        if id.0 & BASE_BIT != 0 {
            return Rank::Base;
        }
        self.table.row(id.0).map_or(Rank::Base, |row| row.rank)
    }

    fn country_of(&self, id: PlaceId) -> Option<CountryCode> {
        match base_place(id) {
            Some(place) => place.country,
            None => self.table.row(id.0).and_then(|row| row.country),
        }
    }

    fn point(&self, id: PlaceId) -> Option<(f64, f64)> {
        match base_place(id) {
            Some(place) => place.point(),
            None => self.table.row(id.0).map(|row| (row.lat, row.lon)),
        }
    }

    fn radius(&self, id: PlaceId) -> Option<f64> {
        match base_place(id) {
            Some(place) => Some(place.radius_km()),
            None => self.table.row(id.0).map(|row| row.radius_km),
        }
    }

    fn population(&self, id: PlaceId) -> f64 {
        match base_place(id) {
            Some(place) => place.population,
            None => self.table.row(id.0).map_or(0.0, |row| row.population),
        }
    }

    /// The first-level region that a place lies in.
    fn admin1(&self, id: PlaceId) -> Option<PlaceId> {
        match base_place(id) {
            Some(place) => self.admin1_of(&place),
            None => self.table.links(id.0)?.admin1,
        }
    }

    fn admin1_of(&self, place: &BasePlace) -> Option<PlaceId> {
        if place.kind == PlaceKind::Province {
            return None;
        }
        self.table.region_id(place.country?, place.code)
    }

    /// The regions that a place directly lies in, its first-level region and its country.
    fn parents(&self, id: PlaceId) -> Vec<PlaceId> {
        let (mut parents, admin1, country) = if let Some(place) = base_place(id) {
            (Vec::new(), self.admin1_of(&place), place.country)
        } else if let Some((row, links)) = self.table.row(id.0).zip(self.table.links(id.0)) {
            (links.parents.clone(), links.admin1, row.country)
        } else {
            return Vec::new();
        };
        parents.extend(admin1.filter(|admin1| !parents.contains(admin1)));
        let country = country.and_then(|country| self.table.country(country));
        parents.extend(country.map(PlaceId).filter(|country| *country != id));
        parents.dedup();
        parents
    }
}

fn base_place(id: PlaceId) -> Option<BasePlace> {
    if id.0 & BASE_BIT == 0 {
        return None;
    }
    Base::shipped().place(id.0 & !BASE_BIT)
}
