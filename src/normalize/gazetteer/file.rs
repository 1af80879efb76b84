//! Gazetteer files: JSON Lines of curated places, and dumps of `GeoNames`.

use super::entry::{KINDS, PlaceKind, country_code};
use super::table::{NewPlace, Rank};
use crate::normalize::json::Value;
use crate::normalize::lexicon::{LexiconError, Row, rows};

/// The places of a gazetteer file.
pub(super) fn places(jsonl: &str, file: &str, rank: Rank) -> Result<Vec<NewPlace>, LexiconError> {
    rows(jsonl, file).map(|row| place(row?, rank)).collect()
}

/// The line of each object in a gazetteer file.
pub(super) fn line_numbers(jsonl: &str) -> impl Iterator<Item = usize> {
    rows(jsonl, "").filter_map(|row| row.ok().map(|row| row.line()))
}

fn place(mut row: Row<'_>, rank: Rank) -> Result<NewPlace, LexiconError> {
    let name = row.required_text("name")?;
    let aliases = row.texts("aliases")?;
    let kind = row.required_text("kind")?;
    let Some(kind) = PlaceKind::from_word(&kind) else {
        let known: Vec<_> = KINDS.iter().map(|(word, _)| *word).collect();
        return Err(row.error("kind", &kind, &format!("one of `{}`", known.join("`, `"))));
    };
    let country = match optional(&mut row, "country")? {
        None => None,
        Some(code) => match country_code(&code) {
            Some(code) => Some(code),
            None => {
                return Err(row.error("country", &code, "two letters of ISO 3166-1, such as `IQ`"));
            }
        },
    };
    let admin1 = optional(&mut row, "admin1")?.unwrap_or_default();
    let code = optional(&mut row, "code")?.unwrap_or_default();
    let lat = number(&mut row, "lat", 90.0)?;
    let lon = number(&mut row, "lon", 180.0)?;
    let radius_km = match row.number("radius_km")? {
        Some(radius) if radius > 0.0 && radius <= LARGEST_KM => radius,
        Some(radius) => {
            return Err(row.error("radius_km", &radius.to_string(), "kilometers, more than 0"));
        }
        None => return Err(row.error("radius_km", "", "kilometers, more than 0")),
    };
    let parents = row.texts("parents")?;
    let zone = match optional(&mut row, "zone")? {
        None => None,
        Some(zone) => match zone.parse() {
            Ok(zone) => Some(zone),
            Err(_) => {
                return Err(row.error("zone", &zone, "an IANA time zone, such as `Asia/Baghdad`"));
            }
        },
    };
    let source = optional(&mut row, "source")?.unwrap_or_default();
    row.finish()?;
    Ok(NewPlace {
        name,
        aliases,
        kind,
        country,
        admin1,
        code,
        lat,
        lon,
        radius_km,
        parents,
        zone,
        population: 0.0,
        source,
        rank,
    })
}

/// Half the circumference of the earth: no radius is larger.
const LARGEST_KM: f64 = 20_016.0;

/// A text that may be empty or missing.
fn optional(row: &mut Row<'_>, field: &'static str) -> Result<Option<String>, LexiconError> {
    match row.take(field) {
        None => Ok(None),
        Some(Value::Text(text)) => {
            Ok(Some(text.into_owned()).filter(|text| !text.trim().is_empty()))
        }
        Some(other) => Err(row.error(field, &other.to_string(), "a text")),
    }
}

fn number(row: &mut Row<'_>, field: &'static str, limit: f64) -> Result<f64, LexiconError> {
    let expected = || format!("degrees between -{limit} and {limit}");
    match row.number(field)? {
        Some(number) if number.abs() <= limit => Ok(number),
        Some(number) => Err(row.error(field, &number.to_string(), &expected())),
        None => Err(row.error(field, "", &expected())),
    }
}

/// The settlements, regions and sites of a `GeoNames` dump in its standard 19-column format.
///
/// Streams, spurs and whatever else nobody attacks by name are skipped.
pub(super) fn geonames(tsv: &str, file: &str) -> Result<Vec<NewPlace>, LexiconError> {
    let mut found = Vec::new();
    for (at, line) in tsv.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let fail = |field: &str, found: &str, expected: &str| LexiconError {
            file: file.to_owned(),
            line: at + 1,
            field: field.to_owned(),
            found: found.to_owned(),
            expected: expected.to_owned(),
        };
        let fields: Vec<&str> = line.split('\t').collect();
        let &[
            _,
            name,
            _,
            alternates,
            lat,
            lon,
            class,
            feature,
            country,
            _,
            admin1,
            _,
            _,
            _,
            population,
            _,
            _,
            zone,
            _,
        ] = fields.as_slice()
        else {
            return Err(fail("line", &format!("{} columns", fields.len()), "19 columns"));
        };
        let Some((kind, radius_km)) = kind_of_feature(class, feature) else { continue };
        let degrees = |field: &str, text: &str, limit: f64| {
            text.parse::<f64>()
                .ok()
                .filter(|degrees| degrees.abs() <= limit)
                .ok_or_else(|| fail(field, text, "degrees"))
        };
        found.push(NewPlace {
            name: name.to_owned(),
            aliases: alternates
                .split(',')
                .filter(|alias| !alias.is_empty())
                .map(str::to_owned)
                .collect(),
            kind,
            country: country_code(country),
            admin1: String::new(),
            code: admin1.to_owned(),
            lat: degrees("latitude", lat, 90.0)?,
            lon: degrees("longitude", lon, 180.0)?,
            radius_km,
            parents: Vec::new(),
            zone: zone.parse().ok(),
            population: population.parse().unwrap_or(0.0),
            source: "GeoNames (CC BY 4.0)".to_owned(),
            rank: Rank::Imported,
        });
    }
    Ok(found)
}

/// The kind of a `GeoNames` feature and a usual extent in kilometers; none for what is left out.
fn kind_of_feature(class: &str, feature: &str) -> Option<(PlaceKind, f64)> {
    Some(match (class, feature) {
        ("P", "PPLC" | "PPLA") => (PlaceKind::City, 10.0),
        ("P", "PPLX") => (PlaceKind::Neighborhood, 3.0),
        ("P", _) => (PlaceKind::Town, 5.0),
        ("A", "ADM2") => (PlaceKind::District, 30.0),
        ("S", "AIRB") => (PlaceKind::Airbase, 5.0),
        ("S", "AIRP" | "AIRF") => (PlaceKind::Airport, 5.0),
        ("S", "DAM") => (PlaceKind::Dam, 3.0),
        ("S", "BDG") => (PlaceKind::Bridge, 3.0),
        ("S", "HSP") => (PlaceKind::Hospital, 2.0),
        ("S", "OILR" | "OILT" | "GASF") => (PlaceKind::OilFacility, 5.0),
        ("S", "PS" | "PSN" | "PSH") => (PlaceKind::PowerPlant, 4.0),
        ("S", "INSM" | "FT") | ("L", "MILB") => (PlaceKind::Base, 5.0),
        ("L", "NVB") => (PlaceKind::NavalBase, 5.0),
        ("L", "OILF") => (PlaceKind::OilField, 12.0),
        ("L", "GASF") => (PlaceKind::GasField, 12.0),
        ("L", "PRT") => (PlaceKind::Port, 5.0),
        ("T", "ISL") => (PlaceKind::Island, 10.0),
        ("T", "MT" | "MTS") => (PlaceKind::Mountains, 15.0),
        _ => return None,
    })
}
