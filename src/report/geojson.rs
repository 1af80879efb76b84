//! The events for a map: `GeoJSON`.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::codes::Codes;
use super::json::{Document, rounded};
use super::sites::{Site, Sites};
use super::{Likelihood, Report};
use crate::model::LatLon;
use crate::reconcile::{Attribute, ReconciledEvent, Verdict};

/// Writes the events as `GeoJSON` (RFC 7946), one feature an event, and one feature a line.
///
/// An event whose sides conflict on the place is a line from the claimed to the other place, in two
/// pieces where it crosses the antimeridian; any other located event is a point, at the most precise
/// place that a side states. An event that nobody locates has the geometry `null`. The properties
/// hold the status, the conflicts, both places by the words of their speakers, the uncertainty
/// (`radius_km`) of each, the kilometers between them, and the codes of event data sets (`acled`,
/// `cameo`, `plover`).
///
/// Coordinates are those that the assertions state, else those of the gazetteer
/// ([`Report::gazetteer`]), longitude first, with at most four decimals (about 10 m).
///
/// # Errors
///
/// Those of the writer.
pub fn geojson(report: &Report<'_>, writer: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let mut document = Document::with(writer, "type", &"FeatureCollection")?;
    document.list("features", report.reconciliation.events.iter(), |event, entries| {
        entries.add(&feature(report, event))
    })?;
    document.end()
}

fn feature(report: &Report<'_>, event: &ReconciledEvent) -> Value {
    let sites = Sites::of(report, event);
    let place = event.attributes.get(&Attribute::Place);
    let in_conflict = place.is_some_and(|finding| finding.verdict == Verdict::Conflict);
    let geometry = match (sites.apart(), sites.best()) {
        (Some((claimed, other, km)), _) if in_conflict && km > 0.0 => {
            line(claimed.point, other.point)
        }
        (_, Some(site)) => json!({"type": "Point", "coordinates": position(site.point)}),
        (_, None) => Value::Null,
    };
    json!({
        "type": "Feature",
        "id": event.id.as_str(),
        "geometry": geometry,
        "properties": properties(report, event, &sites),
    })
}

fn properties(report: &Report<'_>, event: &ReconciledEvent, sites: &Sites) -> Map<String, Value> {
    let mut properties = Map::new();
    let mut set = |key: &str, value: Value| _ = properties.insert(key.to_owned(), value);
    set("headline", json!(event.headline));
    set("occurrence", json!(event.occurrence.as_str()));
    set("attribution", json!(event.attribution.as_str()));
    set("assertions", json!(event.assertions));
    let with = |verdict| {
        let found = event.attributes.iter().filter(move |(_, found)| found.verdict == verdict);
        json!(found.map(|(attribute, _)| attribute.as_str()).collect::<Vec<_>>())
    };
    set("conflicts", with(Verdict::Conflict));
    set("compatible", with(Verdict::Compatible));
    set("agreed", with(Verdict::Agree));
    if let Some(probability) = event.probability {
        set("probability", json!(rounded(probability)));
        set("likelihood", json!(Likelihood::of(probability).to_string()));
    }
    for (key, site) in [("claimed", &sites.claimed), ("other", &sites.other)] {
        if let Some(site) = site {
            set(key, described(site));
        }
    }
    if let Some(site) = sites.best() {
        set("radius_km", json!(rounded(site.radius_km)));
    }
    if let Some((_, _, km)) = sites.apart() {
        set("distance_km", json!(rounded(km)));
    }
    let codes = Codes::of(report, event);
    for (key, codes) in [("acled", codes.acled), ("cameo", codes.cameo), ("plover", codes.plover)] {
        if !codes.is_empty() {
            _ = properties.insert(key.to_owned(), json!(codes));
        }
    }
    properties
}

fn described(site: &Site) -> Value {
    json!({
        "assertion": site.assertion,
        "view": site.view.as_str(),
        "place": site.name,
        "coordinates": position(site.point),
        "radius_km": rounded(site.radius_km),
    })
}

fn position(point: LatLon) -> [f64; 2] {
    [rounded(point.lon()), rounded(point.lat())]
}

/// The line between two points, cut where it crosses the antimeridian (RFC 7946, section 3.1.9).
fn line(from: LatLon, to: LatLon) -> Value {
    let east = to.lon() - from.lon();
    if east.abs() <= 180.0 {
        return json!({"type": "LineString", "coordinates": [position(from), position(to)]});
    }
    // The short way leaves by the meridian on the side of `from`.
    let edge = 180.0_f64.copysign(from.lon());
    let to_edge = edge - from.lon();
    let whole = 360.0 - east.abs();
    let share = if whole > 0.0 { to_edge.abs() / whole } else { 0.0 };
    let lat = rounded(from.lat() + share * (to.lat() - from.lat()));
    json!({
        "type": "MultiLineString",
        "coordinates": [[position(from), [edge, lat]], [[-edge, lat], position(to)]],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_over_the_antimeridian_is_cut_there() {
        let point = |lat, lon| LatLon::new(lat, lon).unwrap();
        assert_eq!(
            line(point(10.0, 179.0), point(20.0, -177.0)),
            json!({
                "type": "MultiLineString",
                "coordinates": [[[179.0, 10.0], [180.0, 12.5]], [[-180.0, 12.5], [-177.0, 20.0]]],
            })
        );
        assert_eq!(line(point(0.0, 1.0), point(0.0, 2.0))["type"], "LineString");
    }
}
