//! Reports of whole data sets: figures against hand calculations, hostile strings, the rules of
//! `GeoJSON`.

use std::io;

use corroborate::Reconciler;
use corroborate::model::Assertion;
use corroborate::read::{JsonLines, Labels, Mode, read_all};
use corroborate::reconcile::{Quartiles, Reconciliation, Share, SourceRecord};
use corroborate::report::{self, Report};
use serde_json::Value;

const ARTICLES: &str = include_str!("../examples/data/five-articles.jsonl");
const ARTICLE_LABELS: &str = include_str!("../examples/data/five-articles-labels.csv");
const HOSTILE: &str = include_str!("data/hostile.jsonl");
const SCRIPTS: &str = include_str!("data/scripts.jsonl");

fn read(jsonl: &str) -> Vec<Assertion> {
    read_all([JsonLines::new(jsonl.as_bytes(), "data.jsonl")], Mode::Strict).unwrap().assertions
}

fn written(
    report: &Report<'_>,
    write: impl Fn(&Report<'_>, &mut Vec<u8>) -> io::Result<()>,
) -> String {
    let mut out = Vec::new();
    write(report, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The account of the five articles, with the events that an analyst decided on.
fn articles() -> (Vec<Assertion>, Reconciliation) {
    let assertions = read(ARTICLES);
    let labels = Labels::read(ARTICLE_LABELS.as_bytes(), "labels.csv").unwrap();
    let account = Reconciler::default().reconcile_with_events(&assertions, &labels);
    (assertions, account)
}

fn record<'r>(records: &'r [SourceRecord], name: &str) -> &'r SourceRecord {
    records.iter().find(|record| record.name == name).unwrap()
}

#[track_caller]
fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 0.01, "found {found}, expected {expected}");
}

#[track_caller]
fn share(found: Share, [share, low, high]: [f64; 3]) {
    close(found.share, share);
    close(found.low, low);
    close(found.high, high);
}

#[track_caller]
fn quartiles(found: Option<Quartiles>, n: u64, [lower, median, upper]: [f64; 3]) {
    let found = found.unwrap();
    assert_eq!(found.n, n);
    close(found.lower, lower);
    close(found.median, median);
    close(found.upper, upper);
}

/// The claims of the side are s0-claim (confirmed by s0-centcom), s1-claim (reported by s1-sohr, no
/// comment by the side that was hit) and s3-claim (confirmed by s3-centcom).
#[test]
fn the_scorecard_of_a_side_is_what_a_hand_calculation_gives() {
    let (_, account) = articles();
    let side = record(&account.sides, "iran_aligned");
    assert_eq!((side.claims, side.confirmed, side.corroborated), (3, 2, 1));
    assert_eq!((side.unconfirmed, side.disputed, side.denials), (0, 0, 0));
    // s4-militias, on the strikes at the border.
    assert_eq!(side.confirmations, 1);

    // Wilson, z = 1.96: middle (p + z²/2n) / (1 + z²/n), half z √(p(1-p)/n + z²/4n²) / (1 + z²/n).
    // For 2 of 3: (0.6667 + 0.6402) / 2.2805 = 0.5731; 1.96 × √(0.0741 + 0.1067) / 2.2805 = 0.3654.
    let shares = side.shares.unwrap();
    share(shares.confirmed, [0.6667, 0.2077, 0.9385]);
    // For 1 of 3 the half is the same, the middle (0.3333 + 0.6402) / 2.2805 = 0.4269.
    share(shares.corroborated, [0.3333, 0.0615, 0.7923]);
    // For 0 of 3: (0 + 0.6402) / 2.2805 = 0.2807; 1.96 × √(0.1067) / 2.2805 = 0.2807.
    share(shares.disputed, [0.0, 0.0, 0.5615]);
    assert!(shares.few);

    // s0: five fired by the claim, two by CENTCOM, whose third was not fired. In s1 nobody confirms,
    // in s3 "multiple" is no number.
    quartiles(side.count_ratio, 1, [2.5, 2.5, 2.5]);

    // s0: from 35.1517 N 40.5758 E (Al-Omar) to 35.3280 N 40.2910 E (Conoco). A degree has 111.195 km:
    // 0.1763° north are 19.604 km, 0.2848° west at 35.24° N 25.865 km, together 32.4546 km. s3: one
    // site, 0 km. Of two numbers the quartiles lie a quarter of the way from either end.
    let km = 32.4546;
    quartiles(side.place_km, 2, [0.25 * km, 0.5 * km, 0.75 * km]);

    // The three claims on the day of their event; s4-militias a day later: 0, 0, 0 and 24 hours. The
    // upper quartile lies a quarter of the way from the third to the fourth.
    quartiles(side.delay_hours, 4, [0.0, 0.0, 6.0]);

    let months: Vec<_> = side
        .by_period
        .iter()
        .map(|one| (one.period.as_str(), one.claims, one.confirmed, one.corroborated))
        .collect();
    assert_eq!(months, [("2023-01", 1, 1, 0), ("2023-11", 1, 0, 1), ("2024-01", 1, 1, 0)]);
}

/// The claims are s4-pentagon (confirmed by those who were hit) and s4-counter-battery (nobody else
/// tells of it); the confirmations s0-centcom, s3-centcom and s4-coalition.
#[test]
fn both_sides_are_counted_by_the_same_rules() {
    let (_, account) = articles();
    let side = record(&account.sides, "us_coalition");
    assert_eq!((side.claims, side.confirmed, side.unconfirmed, side.confirmations), (2, 1, 1, 3));
    // For 1 of 2: middle 0.5; 1.96 × √(0.125 + 0.2401) / 2.9207 = 0.4055.
    share(side.shares.unwrap().confirmed, [0.5, 0.0945, 0.9055]);
    share(side.shares.unwrap().unconfirmed, [0.5, 0.0945, 0.9055]);
    // The speakers of the side have its claims between them.
    let speakers = account.sources.iter().filter(|one| one.side.as_deref() == Some("us_coalition"));
    assert_eq!(speakers.map(|one| one.claims).sum::<u64>(), 2);
}

#[test]
fn a_total_without_an_end_counts_up_to_the_day_on_which_it_is_said() {
    let data = r#"{"id":"a","kind":"report","source":{"name":"SOHR"},"event":{"time":"2023-11-01","place":{"name":"Ain al-Asad"},"action":"drone attack"}}
{"id":"b","kind":"report","source":{"name":"SOHR"},"event":{"time":"2023-12-01","place":{"name":"Ain al-Asad"},"action":"drone attack"}}
{"id":"t","kind":"tally","source":{"name":"Pentagon"},"published":"2023-11-07","tally":{"count":38,"period":"2023-10-17/..","place":{"country":"IQ"}}}
{"id":"u","kind":"tally","source":{"name":"Pentagon"},"tally":{"count":38,"period":"2023-10-17/..","place":{"country":"IQ"}}}"#;
    let account = Reconciler::default().reconcile(&read(data));
    let found: Vec<u64> = account.tallies.iter().map(|tally| tally.found).collect();
    // Of the second total nobody knows when it was said.
    assert_eq!(found, [1, 2]);
    assert_eq!(account.tallies[0].explanation, "1 of the 38 is in the data");
}

#[test]
fn more_events_than_a_total_says_are_told_with_how_many_are_confirmed() {
    let data = r#"{"id":"a","kind":"report","source":{"name":"SOHR"},"event":{"time":"2023-11-01","place":{"name":"Ain al-Asad"},"action":"drone attack"}}
{"id":"b","kind":"confirmation","source":{"name":"CENTCOM"},"event":{"time":"2023-11-05","place":{"name":"Ain al-Asad"},"action":"drone attack"}}
{"id":"t","kind":"tally","source":{"name":"Pentagon"},"tally":{"count":1,"period":"2023-11","place":{"country":"IQ"}}}"#;
    let account = Reconciler::default().reconcile(&read(data));
    let told = &account.tallies[0].explanation;
    assert_eq!(told, "2 are in the data, 1 of them confirmed; stated: 1");
}

#[test]
fn two_spellings_of_a_speaker_share_one_record_and_one_chart() {
    let assertions = read(SCRIPTS);
    let account = Reconciler::default().reconcile(&assertions);
    let speakers: Vec<&str> = account.tallies.iter().map(|tally| &*tally.speaker).collect();
    assert_eq!(speakers, ["Syrian Observatory for Human Rights"; 2]);
    assert_eq!(record(&account.sources, speakers[0]).assertions, 2);
    #[cfg(feature = "html")]
    {
        let page = written(&Report::new(&account, &assertions), report::html);
        let charts = page.matches("<figcaption>Syrian Observatory for Human Rights<");
        assert_eq!(charts.count(), 1);
    }
}

/// The strings of the data, wherever they stand.
fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| strings(value, found)),
        Value::Object(values) => values.values().for_each(|value| strings(value, found)),
        _ => {}
    }
}

/// Characters that turn the direction of what follows, or hide.
fn acts(letter: char) -> bool {
    matches!(
        letter,
        '\u{202a}'
            ..='\u{202e}'
                | '\u{2066}'
                | '\u{2067}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{61c}'
                | '\u{feff}'
    )
}

#[test]
fn hostile_data_is_harmless_in_every_format() {
    let assertions = read(HOSTILE);
    let account = Reconciler::default().reconcile(&assertions);
    let report = Report::new(&account, &assertions).title("=1+1 <b>title</b>");

    for (format, text) in [
        ("text", written(&report, report::text)),
        ("markdown", written(&report, report::markdown)),
        ("csv", written(&report, report::csv)),
        ("csv-events", written(&report, report::csv_events)),
    ] {
        assert_eq!(text.chars().find(|letter| acts(*letter)), None, "{format}");
        let opened = text.matches('\u{2068}').count();
        assert_eq!(opened, text.matches('\u{2069}').count(), "{format}");
    }
    for table in [written(&report, report::csv), written(&report, report::csv_events)] {
        let mut rows = csv::Reader::from_reader(table.as_bytes());
        let width = rows.headers().unwrap().len();
        for row in rows.records() {
            let row = row.unwrap();
            assert_eq!(row.len(), width);
            for cell in &row {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
                assert!(cell.chars().count() <= 32_767, "a cell is longer than spreadsheets hold");
            }
        }
    }
    for json in [written(&report, report::json), written(&report, report::geojson)] {
        let value: Value = serde_json::from_str(&json).unwrap();
        let mut found = Vec::new();
        strings(&value, &mut found);
        assert!(found.iter().any(|text| text.contains("<script>alert(1)</script>")));
        assert_eq!(json.chars().find(|letter| acts(*letter)), None);
    }
    #[cfg(feature = "html")]
    {
        let page = written(&report, report::html);
        assert_eq!(page.matches("<script").count(), 1);
        assert_eq!(page.matches("<style").count(), 1);
        for bad in ["<img", "<svg onload", "href=\"javascript:", "<iframe"] {
            assert!(!page.to_lowercase().contains(bad), "{bad}");
        }
    }
}

#[test]
fn an_enormous_field_does_not_make_an_enormous_report() {
    let long = "long ".repeat(40_000);
    let claim = Assertion::claim("a", long.clone())
        .time("2024-01-20")
        .place(corroborate::model::Place::named(long.clone()))
        .action(long.clone())
        .quote(long.clone())
        .munitions(long, 5)
        .build();
    let assertions = [claim.unwrap()];
    let account = Reconciler::default().reconcile(&assertions);
    let report = Report::new(&account, &assertions);
    for text in [
        written(&report, report::text),
        written(&report, report::markdown),
        written(&report, report::csv),
        written(&report, report::csv_events),
    ] {
        assert!(text.len() < 100_000, "{} bytes: {text:.60}", text.len());
    }
}

/// RFC 7946: what the types demand, longitude first, within the globe, and no line over the
/// antimeridian.
fn check_geometry(geometry: &Value) -> Result<(), String> {
    let position = |value: &Value| -> Result<(f64, f64), String> {
        let numbers = value.as_array().ok_or("a position is no array")?;
        let numbers: Vec<f64> = numbers.iter().filter_map(Value::as_f64).collect();
        let [lon, lat] = numbers[..] else { return Err(format!("{value} is no position")) };
        let inside = (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
        if inside { Ok((lon, lat)) } else { Err(format!("{value} is not on the globe")) }
    };
    let line = |value: &Value| -> Result<(), String> {
        let points = value.as_array().ok_or("a line is no array")?;
        let points = points.iter().map(position).collect::<Result<Vec<_>, _>>()?;
        if points.len() < 2 {
            return Err("a line of one point".to_owned());
        }
        let far = points.windows(2).any(|pair| (pair[0].0 - pair[1].0).abs() > 180.0);
        if far { Err("a line over the antimeridian".to_owned()) } else { Ok(()) }
    };
    if geometry.is_null() {
        return Ok(());
    }
    let coordinates = &geometry["coordinates"];
    match geometry["type"].as_str() {
        Some("Point") => position(coordinates).map(|_| ()),
        Some("LineString") => line(coordinates),
        Some("MultiLineString") => {
            coordinates.as_array().ok_or("no array")?.iter().try_for_each(line)
        }
        other => Err(format!("the geometry {other:?}")),
    }
}

#[test]
fn geojson_keeps_the_rules_of_rfc_7946() {
    // Two sides of one event on either side of the antimeridian, and places at the poles.
    let edge = r#"{"id":"a","kind":"claim","source":{"name":"Group"},"event":{"time":"2024-01-01","place":{"name":"Fiji sea","lat":-17.0,"lon":179.5},"action":"attack"}}
{"id":"b","kind":"confirmation","source":{"name":"Navy"},"event":{"time":"2024-01-01","place":{"name":"Tonga sea","lat":-19.0,"lon":-178.5},"action":"attack"}}
{"id":"c","kind":"claim","source":{"name":"Group"},"event":{"time":"2024-02-01","place":{"name":"South Pole","lat":-90.0,"lon":-180.0},"action":"attack"}}
{"id":"d","kind":"report","source":{"name":"Radio"},"event":{"time":"2024-03-01","action":"attack"}}"#;
    let labels = "assertion_id,event_id\na,x\nb,x\nc,y\nd,z\n";
    let edge_labels = Labels::read(labels.as_bytes(), "labels.csv").unwrap();
    let reconciler = Reconciler::default();
    let mut kinds = std::collections::BTreeSet::new();
    for (data, labels) in
        [(ARTICLES, None), (HOSTILE, None), (SCRIPTS, None), (edge, Some(edge_labels))]
    {
        let assertions = read(data);
        let account = match labels {
            Some(labels) => reconciler.reconcile_with_events(&assertions, &labels),
            None => reconciler.reconcile(&assertions),
        };
        let geojson = written(&Report::new(&account, &assertions), report::geojson);
        let geojson: Value = serde_json::from_str(&geojson).unwrap();
        assert_eq!(geojson["type"], "FeatureCollection");
        // Longitude and latitude of WGS 84, and nothing else, since 2016.
        assert!(geojson.get("crs").is_none());
        let features = geojson["features"].as_array().unwrap();
        assert_eq!(features.len(), account.events.len());
        for feature in features {
            assert_eq!(feature["type"], "Feature");
            assert!(feature["properties"].is_object() && feature["id"].is_string());
            let geometry = &feature["geometry"];
            assert_eq!(check_geometry(geometry), Ok(()), "{feature}");
            kinds.insert(geometry["type"].as_str().unwrap_or("null").to_owned());
        }
    }
    for kind in ["LineString", "Point", "null"] {
        assert!(kinds.contains(kind), "no {kind} among {kinds:?}");
    }
}

#[test]
fn no_distance_is_told_to_a_name_that_nobody_knows() {
    let labels = "assertion_id,event_id\na,e\nb,e\n";
    let labels = Labels::read(labels.as_bytes(), "labels.csv").unwrap();
    let distance = |other: &str| {
        let at = |id: &str, kind: &str, place: &str| {
            format!(
                r#"{{"id":"{id}","kind":"{kind}","source":{{"name":"{id}"}},"event":{{"time":"2023-11-02","place":{{"name":"{place}","country":"MM"}},"action":"attack"}}}}"#
            )
        };
        let lines = [at("a", "claim", "Myawaddy"), at("b", "confirmation", other)].join("\n");
        let assertions = read(&lines);
        let account = Reconciler::default().reconcile_with_events(&assertions, &labels);
        let table = written(&Report::new(&account, &assertions), report::csv_events);
        let mut rows = csv::Reader::from_reader(table.as_bytes());
        let column = rows.headers().unwrap().iter().position(|name| name == "distance_km").unwrap();
        let row = rows.records().next().unwrap().unwrap();
        let of_claims = record(&account.sources, "a").place_km.is_some();
        (row[column].to_owned(), of_claims)
    };
    let (known, of_claims) = distance("Kawkareik");
    assert!(known.parse::<f64>().unwrap() > 10.0 && of_claims, "{known}");
    assert_eq!(distance("Zzyzxpur Hill"), (String::new(), false));
}
