//! Place phrases across theatres and languages, and the laws of the gazetteer.

#![expect(clippy::float_cmp, reason = "radii and points are passed through, not computed")]

use corroborate::normalize::gazetteer::{
    Gazetteer, MatchKind, PlaceId, PlaceKind, PlaceQuery, PlaceRelation, distance_km,
};
use proptest::prelude::*;

const PHRASES: &str = include_str!("data/place_phrases.csv");

fn gazetteer() -> &'static Gazetteer {
    Gazetteer::shipped()
}

fn id(name: &str) -> PlaceId {
    gazetteer().by_name(name).unwrap_or_else(|| panic!("{name} is no entry"))
}

fn name(id: PlaceId) -> String {
    gazetteer().entry(id).expect("an id of this gazetteer").name.to_owned()
}

#[test]
fn phrases_resolve_to_the_entries_that_they_name() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in csv::Reader::from_reader(PHRASES.as_bytes()).records() {
        let row = row.expect("a row of six fields");
        let field = |at: usize| row.get(at).filter(|text| !text.is_empty());
        let query = PlaceQuery {
            name: field(0),
            region: field(1),
            country: field(2),
            ..PlaceQuery::default()
        };
        let found = gazetteer().resolve(&query);
        let got = (found.id.map_or_else(|| "none".to_owned(), name), found.near, found.is_region);
        let wanted =
            (field(3).unwrap_or("none").to_owned(), field(4).is_some(), field(5).is_some());
        count += 1;
        if got != wanted {
            wrong.push(format!("{query:?}: got {got:?}, wanted {wanted:?}"));
        }
    }
    assert!(count >= 160, "{count} phrases");
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_name_resolves_to_its_own_entry() {
    let mut wrong = Vec::new();
    for id in gazetteer().ids() {
        let entry = gazetteer().entry(id).expect("an id of this gazetteer");
        let country = entry.country.map(|code| code.to_string());
        let names =
            std::iter::once(entry.name).chain(gazetteer().aliases(id).iter().map(String::as_str));
        for alias in names {
            if entry.kind == PlaceKind::Country {
                continue;
            }
            let query = PlaceQuery {
                name: Some(alias),
                country: country.as_deref(),
                ..PlaceQuery::default()
            };
            let found = gazetteer().resolve(&query);
            if found.id != Some(id) {
                wrong.push(format!("{alias}: {} resolves to {:?}", entry.name, found.id.map(name)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn no_name_belongs_to_two_curated_entries_of_one_country() {
    let mut owners = std::collections::BTreeMap::new();
    for id in gazetteer().ids() {
        let entry = gazetteer().entry(id).expect("an id of this gazetteer");
        let names =
            std::iter::once(entry.name).chain(gazetteer().aliases(id).iter().map(String::as_str));
        for alias in names {
            let key = (corroborate::text::fold(alias), entry.country);
            let other = owners.insert(key, id).filter(|other| *other != id);
            assert_eq!(other.map(name), None, "{alias} is a name of {} too", entry.name);
        }
    }
}

#[test]
fn nothing_lies_in_itself_and_every_parent_is_an_entry() {
    for id in gazetteer().ids() {
        let ancestors = gazetteer().ancestors(id);
        assert!(!ancestors.contains(&id), "{} lies in itself", name(id));
        for ancestor in ancestors {
            assert!(gazetteer().entry(ancestor).is_some());
        }
    }
}

#[test]
fn relations_are_mirror_images() {
    let ids: Vec<_> = gazetteer().ids().collect();
    for a in ids.iter().step_by(7) {
        for b in ids.iter().step_by(11) {
            let mirrored = match gazetteer().relation(*b, *a) {
                PlaceRelation::Within => PlaceRelation::Contains,
                PlaceRelation::Contains => PlaceRelation::Within,
                same => same,
            };
            assert_eq!(gazetteer().relation(*a, *b), mirrored, "{} and {}", name(*a), name(*b));
        }
    }
}

#[test]
fn two_sites_of_one_governorate_are_two_places() {
    let (al_omar, conoco) = (id("Al-Omar oil field"), id("MSS Conoco"));
    assert_eq!(gazetteer().relation(al_omar, conoco), PlaceRelation::Disjoint);
    let common = gazetteer().common_region(al_omar, conoco).map(name);
    assert_eq!(common.as_deref(), Some("Deir ez-Zor Governorate"));
    let point = |id| gazetteer().entry(id).map(|entry| (entry.lat, entry.lon)).unwrap();
    assert_eq!(distance_km(point(al_omar), point(conoco)).round(), 32.0);
}

#[test]
fn sites_lie_in_their_regions_and_countries() {
    for (site, region) in [
        ("Tel Baydar", "Hasaka"),
        ("Al-Omar oil field", "Eastern Syria"),
        ("Tell Beydar base", "Northeast Syria"),
        ("Ain al-Asad", "Western Iraq"),
        ("Harir air base", "Erbil Governorate"),
        ("Harir air base", "Kurdistan Region of Iraq"),
        ("US Embassy Baghdad", "Baghdad"),
        ("Saky air base", "Crimea"),
        ("Belgorod", "Belgorod Oblast"),
        ("Bakhmut", "Donbas"),
        ("Southern Red Sea", "Red Sea"),
        ("Rafah", "Gaza Strip"),
        ("Djibo", "Sahel"),
        ("El Fasher", "Darfur"),
        ("Hodeidah port", "Yemen"),
    ] {
        assert_eq!(
            gazetteer().relation(id(site), id(region)),
            PlaceRelation::Within,
            "{site} in {region}"
        );
    }
    for (one, other) in [
        ("Harir air base", "Erbil Air Base"),
        ("Eilat", "Aden"),
        ("Al-Tanf", "Tower 22"),
        ("Hodeidah", "Hajjah Governorate"),
    ] {
        assert_eq!(
            gazetteer().relation(id(one), id(other)),
            PlaceRelation::Disjoint,
            "{one} and {other}"
        );
    }
}

#[test]
fn a_distance_moves_the_point_and_widens_it() {
    let query = PlaceQuery::name("65 nautical miles west of Hodeidah").in_country("YE");
    let found = gazetteer().resolve(&query);
    let port = gazetteer().entry(id("Hodeidah")).unwrap();
    let point = found.point.unwrap();
    assert_eq!(distance_km(point, (port.lat, port.lon)).round(), 120.0);
    assert!(point.1 < port.lon, "west is a smaller longitude");
    assert!(found.radius_km >= 24.0, "a fifth of the distance: {}", found.radius_km);

    let off = gazetteer().resolve(&PlaceQuery::name("120 miles off Hodeidah").in_country("YE"));
    assert_eq!(off.point, Some((port.lat, port.lon)), "no bearing, no move");
    assert!(off.radius_km > 190.0);
}

#[test]
fn between_is_the_middle_of_both_ends() {
    let found =
        gazetteer().resolve(&PlaceQuery::name("between Hillah and Diwaniyah").in_country("IQ"));
    assert_eq!(found.also, [id("Hillah"), id("Diwaniyah")]);
    let point = found.point.unwrap();
    for end in found.also {
        let end = gazetteer().entry(end).unwrap();
        assert!(distance_km(point, (end.lat, end.lon)) <= found.radius_km);
    }
}

#[test]
fn lists_name_several_places() {
    for (phrase, places) in [
        ("Al-Asad and Erbil", ["Ain al-Asad air base", "Erbil"]),
        ("Ain al-Asad airbase; city of Erbil", ["Ain al-Asad air base", "Erbil"]),
        ("Iraq and Syria", ["Iraq", "Syria"]),
        ("حيفا وعكا", ["Haifa", "Acre"]),
    ] {
        let found = gazetteer().resolve(&PlaceQuery::name(phrase));
        let got: Vec<_> = found.id.into_iter().chain(found.also).map(name).collect();
        assert_eq!(got, places, "{phrase}");
    }
}

#[test]
fn a_thing_that_lies_elsewhere_takes_no_town_out_of_a_list() {
    for (phrase, country, first) in [
        ("Aden and the airport in Sanaa", "YE", "Aden"),
        ("Kharkiv and a factory in Odesa", "UA", "Kharkiv"),
        ("Kharkiv to the railway station in Lviv", "UA", "Kharkiv"),
        ("عدن ومطار في صنعاء", "YE", "Aden"),
    ] {
        let found = gazetteer().resolve(&PlaceQuery::name(phrase).in_country(country));
        let got: Vec<_> = found.id.into_iter().chain(found.also).map(name).collect();
        let found = (got.len(), got.first().map(String::as_str));
        assert_eq!(found, (2, Some(first)), "{phrase}: {got:?}");
    }
}

#[test]
fn facilities_without_a_name_are_generic() {
    for (phrase, kind) in [
        ("a U.S. base in Anbar", PlaceKind::Base),
        ("the airport", PlaceKind::Airport),
        ("embassy", PlaceKind::Embassy),
        ("قاعدة أمريكية", PlaceKind::Base),
        ("военный аэродром", PlaceKind::Airbase),
        ("the shopping center", PlaceKind::Facility),
    ] {
        assert_eq!(gazetteer().resolve(&PlaceQuery::name(phrase)).generic, Some(kind), "{phrase}");
    }
    assert_eq!(gazetteer().resolve(&PlaceQuery::name("Harir air base")).generic, None);
}

#[test]
fn a_centre_for_something_is_a_building_and_no_side() {
    let near = |phrase| {
        let found = gazetteer().resolve(&PlaceQuery::name(phrase).in_country("IQ"));
        (found.near, found.generic)
    };
    assert_eq!(near("migrant detention centre in Mosul"), (false, Some(PlaceKind::Prison)));
    assert_eq!(near("the centre of Mosul").1, None);
    let is_near = |phrase| near(phrase).0;
    for phrase in
        ["youth centre in Mosul", "data center in Mosul", "Nineveh sports centre in Mosul"]
    {
        assert!(!is_near(phrase), "{phrase}");
    }
    // What comes before the centre of a town says what the centre is like, not what it is for.
    for phrase in ["the historic centre of Mosul", "crowded center of the city of Mosul"] {
        assert_eq!(near(phrase), (true, None), "{phrase}");
    }
    // What it is for is no name that nobody knows.
    let found = gazetteer().resolve(&PlaceQuery::name("Shopping Centre").in_country("IQ"));
    assert_eq!((found.how, found.generic), (MatchKind::Context, Some(PlaceKind::Facility)));
}

#[test]
fn a_town_whose_name_goes_on_is_not_there() {
    let named = |phrase: &str| {
        let found = gazetteer().resolve(&PlaceQuery::name(phrase).in_country("UA"));
        found.id.into_iter().chain(found.also).map(name).collect::<Vec<_>>()
    };
    assert_eq!(named("Kherson Zorka in Lviv"), ["Lviv"]);
    assert_eq!(named("Kherson, Lviv"), ["Kherson"]);
}

#[test]
fn whose_name_a_unit_has_says_not_where_it_is() {
    for (phrase, country, expected) in [
        ("headquarters of the Golani Brigade in Haifa", "IL", "Haifa"),
        ("Hermon Brigade in Maale Golani", "IL", "Maale Golani barracks"),
        ("the Hermon Brigade's headquarters in Katzrin", "IL", "Katzrin"),
        ("مقر لواء غولاني في حيفا", "IL", "Haifa"),
        ("Donbas Battalion in Kyiv", "UA", "Kyiv"),
        // Nothing else says where.
        ("Taji brigade in Iraq", "IQ", "Camp Taji"),
        ("28th Brigade in Kostiantynivka", "UA", "Kostiantynivka"),
    ] {
        let found = gazetteer().resolve(&PlaceQuery::name(phrase).in_country(country));
        assert_eq!(found.id.map(name).as_deref(), Some(expected), "{phrase}");
    }
    // A place that nobody knows is not the one that the unit is named after.
    let found =
        gazetteer().resolve(&PlaceQuery::name("Hermon Brigade in Blorvik").in_country("IL"));
    assert_eq!(found.how, MatchKind::Unresolved);
    assert_eq!(found.id.map(name).as_deref(), Some("Israel"));
}

#[test]
fn what_is_nuclear_is_a_power_plant_where_it_is_a_plant() {
    for (phrase, kind) in [
        ("nuclear plant", PlaceKind::PowerPlant),
        ("nuclear power station", PlaceKind::PowerPlant),
        ("thermal power plant", PlaceKind::PowerPlant),
        ("power facility", PlaceKind::PowerPlant),
        ("nuclear site", PlaceKind::Facility),
        ("nuclear facilities", PlaceKind::Facility),
        ("nuclear research laboratory", PlaceKind::Facility),
    ] {
        assert_eq!(gazetteer().resolve(&PlaceQuery::name(phrase)).generic, Some(kind), "{phrase}");
    }
}

#[test]
fn ports_of_one_river_are_a_region() {
    for phrase in ["Danube port infrastructure", "Ukrainian Danube ports", "ports on the Danube"] {
        let found = gazetteer().resolve(&PlaceQuery::name(phrase).in_country("UA"));
        assert_eq!(found.id.map(name).as_deref(), Some("Danube ports"), "{phrase}");
    }
}

#[test]
fn kinds_of_buildings_are_known_in_the_languages_of_the_press() {
    for (phrase, kind) in [
        ("religious school", PlaceKind::School),
        ("مدرسة", PlaceKind::School),
        ("la cathédrale", PlaceKind::Worship),
        ("مسجد", PlaceKind::Mosque),
        ("ринок", PlaceKind::Market),
        ("centre de détention", PlaceKind::Prison),
        ("centre d'entraînement", PlaceKind::Facility),
        ("مركز احتجاز", PlaceKind::Prison),
        ("центр содержания", PlaceKind::Prison),
        ("בית הכלא", PlaceKind::Prison),
        ("oil depot", PlaceKind::OilFacility),
        ("ammunition depot", PlaceKind::Depot),
        ("склад боеприпасов", PlaceKind::Depot),
        ("power station", PlaceKind::PowerPlant),
        ("fábrica", PlaceKind::Factory),
        ("برج الجلاء", PlaceKind::Facility),
    ] {
        let query = PlaceQuery::name(phrase).in_country("PS");
        assert_eq!(gazetteer().resolve(&query).generic, Some(kind), "{phrase}");
    }
    // The middle of a town is none, whatever follows.
    let found = gazetteer().resolve(&PlaceQuery::name("central health ministry"));
    assert_eq!(found.generic, Some(PlaceKind::Facility));
}

#[test]
fn what_is_in_a_place_is_kept_in_its_words() {
    let part =
        |phrase, country| gazetteer().resolve(&PlaceQuery::name(phrase).in_country(country)).part;
    let hall = part("arrivals hall of Abha International Airport", "SA");
    assert_eq!(hall.as_deref(), Some("arrivals hall"));
    assert_eq!(part("residential area of Ganja", "AZ").as_deref(), Some("residential"));
    assert_eq!(part("Laghmani village, Dasht-e-Archi", "AF").as_deref(), Some("laghmani"));
    for (phrase, country) in [
        ("northern part of Erbil", "IQ"),
        ("factory near Erbil", "IQ"),
        ("65 nautical miles west of Hodeidah", "YE"),
        ("US base in al-Shaddadi", "SY"),
        ("city of Odesa", "UA"),
    ] {
        assert_eq!(part(phrase, country), None, "{phrase}");
    }
}

#[test]
fn the_stated_uncertainty_counts() {
    let query = PlaceQuery { radius_km: Some(20.0), ..PlaceQuery::name("Irbil").in_country("IQ") };
    assert_eq!(gazetteer().resolve(&query).radius_km, 20.0);
    let point = PlaceQuery { lat_lon: Some((33.5, 44.2)), ..PlaceQuery::default() };
    let found = gazetteer().resolve(&point);
    assert_eq!((found.how, found.point), (MatchKind::Point, Some((33.5, 44.2))));
}

#[test]
fn an_unknown_name_says_so_and_names_the_nearest() {
    let query = PlaceQuery::name("Kirkodia").in_country("IQ");
    let found = gazetteer().resolve(&query);
    assert_eq!(found.how, MatchKind::Unresolved);
    assert_eq!(found.nearest.as_deref(), Some("kirkuk"));
    assert_eq!(found.id, gazetteer().country("IQ"), "the stated country stands");
}

#[test]
fn short_names_are_no_slips_of_longer_ones() {
    let found = |name, country| gazetteer().resolve(&PlaceQuery::name(name).in_country(country));
    let strip = found("Manda air strip", "KE");
    assert_eq!(strip.id, Some(id("Manda Bay")));
    assert_eq!(found("Mandara", "KE").id, Some(id("Mandera")), "one letter may be another");
    // A name that only begins with the same words is another one.
    assert_eq!(found("Prince", "SA").id, gazetteer().country("SA"));
}

#[test]
fn a_nationality_is_never_another_spelling_of_a_town() {
    let query = PlaceQuery::name("Reni, very close to the Romanian border").in_country("UA");
    let found = gazetteer().resolve(&query);
    assert_eq!((found.id.map(name).as_deref(), found.also), (Some("Reni"), Vec::new()));
}

#[test]
fn a_name_shared_by_many_towns_stays_open_without_a_country() {
    let found = gazetteer().resolve(&PlaceQuery::name("San Fernando"));
    assert_eq!(found.id, None);
    assert!(found.candidates.len() > 1);
    let found = gazetteer().resolve(&PlaceQuery::name("Tripoli").in_country("LB"));
    assert_eq!(found.id.map(name).as_deref(), Some("Tripoli, Lebanon"));
}

#[test]
fn the_base_knows_towns_that_nobody_curated() {
    for (town, country) in [
        ("Toulouse", "FR"),
        ("Тамбов", "RU"),
        ("Ouahigouya", "BF"),
        ("Kutum", "SD"),
        ("Sderot", "IL"),
    ] {
        let found = gazetteer().resolve(&PlaceQuery::name(town).in_country(country));
        assert!(matches!(found.how, MatchKind::Exact | MatchKind::Skeleton), "{town}: {found:?}");
        assert!(!found.is_region, "{town}");
    }
}

#[test]
fn zones_follow_the_place_not_the_country() {
    let zone = |name: &str| gazetteer().zone(id(name)).map(|zone| zone.name().to_owned());
    assert_eq!(zone("Ain al-Asad").as_deref(), Some("Asia/Baghdad"));
    assert_eq!(zone("Moscow").as_deref(), Some("Europe/Moscow"));
    assert_eq!(zone("Belaya air base").as_deref(), Some("Asia/Irkutsk"));
    assert_eq!(zone("Arabian Sea"), None);
}

#[test]
fn targets_name_sites() {
    for (target, site) in [
        ("U.S. base in al-Shaddadi", Some("Al-Shaddadi base")),
        ("the Crimean Bridge", Some("Kerch Bridge")),
        ("Black Sea Fleet headquarters in Sevastopol", Some("Black Sea Fleet headquarters")),
        ("vital target in Haifa", Some("Haifa")),
        ("Israeli soldiers at the Biranit barracks", Some("Biranit barracks")),
        ("Kyiv regime", None),
        ("US forces", None),
        ("Iraqi army", None),
        ("Syria", None),
    ] {
        let found = gazetteer().resolve_in_text(target, None).and_then(|found| found.id).map(name);
        assert_eq!(found.as_deref(), site, "{target}");
    }
}

#[test]
fn a_user_adds_and_replaces_entries() {
    let file = concat!(
        "# Two posts of an imagined theatre.\n",
        r#"{"name": "Camp Alpha", "aliases": ["the Alpha post"], "kind": "base", "country": "SE", "lat": 57.6, "lon": 18.3, "radius_km": 3, "parents": ["Sweden"]}"#,
        "\n",
        r#"{"name": "Tower 22", "kind": "base", "country": "JO", "lat": 33.3, "lon": 38.7, "radius_km": 1}"#,
        "\n"
    );
    let mine = gazetteer().extended(file, "mine.jsonl").unwrap();
    let found = mine.resolve(&PlaceQuery::name("near the Alpha post"));
    assert_eq!(mine.entry(found.id.unwrap()).unwrap().name, "Camp Alpha");
    assert_eq!(mine.entry(mine.by_name("Tower 22").unwrap()).unwrap().radius_km, 1.0);
    assert_eq!(
        gazetteer().entry(id("Tower 22")).unwrap().radius_km,
        9.0,
        "the shipped one is as it was"
    );
}

#[test]
fn errors_of_a_file_say_where_and_what() {
    let error = |jsonl: &str| gazetteer().extended(jsonl, "mine.jsonl").unwrap_err().to_string();
    assert_eq!(
        error(r#"{"name": "A", "kind": "base", "lat": 91, "lon": 0, "radius_km": 1}"#),
        "mine.jsonl:1: lat: found `91`, expected degrees between -90 and 90"
    );
    assert_eq!(
        error(
            r#"{"name": "A", "kind": "base", "lat": 1, "lon": 0, "radius_km": 1, "parents": ["Nowhere Land"]}"#
        ),
        "mine.jsonl:1: parents: found `Nowhere Land`, expected the name of an entry"
    );
    assert_eq!(
        error(
            "{\"name\": \"A1 Hill\", \"kind\": \"area\", \"lat\": 1, \"lon\": 0, \"radius_km\": 1, \"parents\": [\"B1 Hill\"]}\n{\"name\": \"B1 Hill\", \"kind\": \"area\", \"lat\": 1, \"lon\": 0, \"radius_km\": 1, \"parents\": [\"A1 Hill\"]}"
        ),
        "mine.jsonl:1: parents: found `B1 Hill`, expected an entry that does not lie in this one"
    );
    assert_eq!(
        error(
            r#"{"name": "A", "kind": "base", "country": "Iraq", "lat": 1, "lon": 0, "radius_km": 1}"#
        ),
        "mine.jsonl:1: country: found `Iraq`, expected two letters of ISO 3166-1, such as `IQ`"
    );
}

#[test]
fn a_dump_of_geonames_adds_places() {
    let dump = "1\tQaryat Test\tQaryat Test\tTest Village,قرية الاختبار\t33.1\t43.2\tP\tPPL\tIQ\t\t01\t\t\t\t1200\t\t50\tAsia/Baghdad\t2020-01-01\n";
    let mine = gazetteer().with_geonames(dump, "IQ.txt").unwrap();
    let found = mine.resolve(&PlaceQuery::name("near Qaryat Test").in_country("IQ"));
    assert!(found.near);
    let entry = mine.entry(found.id.unwrap()).unwrap();
    assert_eq!(entry.name, "Qaryat Test");
    let anbar = mine.entry(entry.admin1.unwrap()).unwrap();
    assert_eq!(anbar.name, "Anbar Governorate");
    assert_eq!(
        gazetteer().with_geonames("1\tA\n", "IQ.txt").unwrap_err().to_string(),
        "IQ.txt:1: line: found `2 columns`, expected 19 columns"
    );
}

/// Lines in the standard 19 columns of `GeoNames` dumps, of which the tables of the crate know none.
#[test]
fn a_dump_of_geonames_is_read_by_its_features() {
    let line = |id: u32, name: &str, lat: &str, lon: &str, class: &str, feature: &str| {
        format!(
            "{id}\t{name}\t{name}\t\t{lat}\t{lon}\t{class}\t{feature}\tIQ\t\t01\t\t\t\t0\t\t50\tAsia/Baghdad\t2020-01-01"
        )
    };
    let dump = [
        "# a comment".to_owned(),
        line(1, "Matar Tajriba", "33.5", "43.1", "S", "AIRP"),
        String::new(),
        line(2, "Wadi Tajriba", "33.6", "43.1", "H", "WAD"),
        line(3, "Sadd Tajriba", "33.7", "43.1", "S", "DAM"),
    ]
    .join("\n");
    let mine = gazetteer().with_geonames(&dump, "IQ.txt").unwrap();
    let kind =
        |name: &str| mine.by_name(name).and_then(|id| mine.entry(id)).map(|entry| entry.kind);
    assert_eq!(kind("Matar Tajriba"), Some(PlaceKind::Airport));
    assert_eq!(kind("Sadd Tajriba"), Some(PlaceKind::Dam));
    // A valley is nothing that anybody attacks by name.
    assert_eq!(kind("Wadi Tajriba"), None);

    let wrong = |lat: &str, lon: &str| {
        let dump = [line(1, "A", "33.5", "43.1", "P", "PPL"), line(2, "B", lat, lon, "P", "PPL")];
        gazetteer().with_geonames(&dump.join("\n"), "IQ.txt").unwrap_err().to_string()
    };
    assert_eq!(wrong("north", "43"), "IQ.txt:2: latitude: found `north`, expected degrees");
    assert_eq!(wrong("33", "190"), "IQ.txt:2: longitude: found `190`, expected degrees");
    assert_eq!(wrong("NaN", "43"), "IQ.txt:2: latitude: found `NaN`, expected degrees");
}

proptest! {
    #[test]
    fn any_text_resolves_without_a_panic(text in any::<String>(), region in any::<String>()) {
        let query = PlaceQuery { name: Some(&text), region: Some(&region), ..PlaceQuery::default() };
        let found = gazetteer().resolve(&query);
        prop_assert!(found.radius_km.is_finite());
        let site = gazetteer().resolve_in_text(&text, Some("IQ"));
        prop_assert!(site.is_none_or(|site| site.id.is_some()));
    }

    #[test]
    fn any_words_around_a_name_keep_the_radius_finite(
        words in prop::collection::vec(prop::sample::select(vec![
            "near", "north", "of", "between", "and", "Baghdad", "Hodeidah", "120", "miles", "km",
            "off", "the", "coast", "base", "in", "Iraq", "شمال", "بغداد", ",", ";", "-", "border", "Syria",
        ]), 0..12),
    ) {
        let text = words.join(" ");
        let found = gazetteer().resolve(&PlaceQuery::name(&text));
        prop_assert!(found.radius_km.is_finite() && found.radius_km >= 0.0, "{}", text);
        prop_assert!(found.id.is_none_or(|id| gazetteer().entry(id).is_some()), "{}", text);
    }
}
