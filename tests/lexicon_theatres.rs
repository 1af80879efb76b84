//! Phrases of five theatres, written from public knowledge before anything was run on them: how
//! coders write speakers, actors, targets, places and munitions, and what each means.

use corroborate::normalize::actors::{ActorContext, Actors};
use corroborate::normalize::gazetteer::{Gazetteer, PlaceQuery};
use corroborate::normalize::munitions::Munitions;

const PHRASES: &str = include_str!("data/theatre_phrases.csv");

fn actor(phrase: &str, country: Option<&str>, role: Option<&str>) -> String {
    let actors = Actors::shipped();
    let found = actors.resolve(phrase, &ActorContext { country, role, date: None });
    match found.id {
        Some(id) => actors.actor(id).name.to_string(),
        None if found.candidates.len() > 1 => "ambiguous".to_owned(),
        None => "none".to_owned(),
    }
}

fn place(phrase: &str, country: Option<&str>) -> String {
    let gazetteer = Gazetteer::shipped();
    let query = PlaceQuery { country, ..PlaceQuery::name(phrase) };
    let found = gazetteer.resolve(&query);
    found
        .id
        .and_then(|id| gazetteer.entry(id))
        .map_or_else(|| "none".to_owned(), |entry| entry.name.to_owned())
}

fn munition(phrase: &str) -> String {
    let munitions = Munitions::shipped();
    let classes = munitions.resolve(phrase).classes;
    let mut names: Vec<&str> = classes.iter().map(|id| &*munitions.class(id).name).collect();
    names.sort_unstable();
    if names.is_empty() { "none".to_owned() } else { names.join("|") }
}

#[test]
fn phrases_of_five_theatres_mean_what_the_table_says() {
    let mut wrong = Vec::new();
    let mut rows = 0;
    for row in csv::Reader::from_reader(PHRASES.as_bytes()).records() {
        let row = row.expect("the table is CSV");
        let field = |at: usize| row.get(at).filter(|text| !text.is_empty());
        let (country, role, phrase) = (field(2), field(3), &row[4]);
        let found = match &row[1] {
            "actor" => actor(phrase, country, role),
            "place" => place(phrase, country),
            "munition" => munition(phrase),
            other => panic!("{other}"),
        };
        if found != row[5] {
            wrong.push(format!("{}: {phrase} is {found}, not {}", &row[0], &row[5]));
        }
        rows += 1;
    }
    assert!(wrong.is_empty(), "{} of {rows} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rows >= 800, "{rows}");
}

#[test]
fn a_person_decides_between_two_armies_of_one_name() {
    for role in [None, Some("military"), Some("militia")] {
        for phrase in [
            "Yemeni Armed Forces spokesman Yahya Saree",
            "Yahya Saree, spokesman of the Yemeni army",
        ] {
            assert_eq!(actor(phrase, Some("YE"), role), "Houthis", "{phrase}, {role:?}");
        }
    }
    assert_eq!(actor("Yemeni army", Some("YE"), Some("military")), "Yemeni army (IRG)");
}

#[test]
fn who_made_a_weapon_is_not_who_has_it() {
    for maker in ["US-made", "American-built", "German-supplied", "Iranian-designed"] {
        let found = actor(&format!("{maker} air defence system"), Some("UA"), None);
        let at_hand = actor("air defence system", Some("UA"), None);
        assert_eq!(found, at_hand, "{maker}");
    }
    assert_eq!(actor("US air defence system", Some("UA"), None), "US forces");
}

#[test]
fn small_words_are_no_other_spelling_of_a_place() {
    // "Army" has the consonants of Urim, "secteur" those of Socotra.
    assert_eq!(place("army post close to Haifa", Some("IL")), "Haifa");
    assert_eq!(place("secteur de Gao", Some("ML")), "Gao");
    assert_eq!(place("secteur de Gao", None), "Gao");
    assert_eq!(place("Sokotra", None), "Socotra");
}

#[test]
fn a_list_of_places_is_read_after_other_words_too() {
    let gazetteer = Gazetteer::shipped();
    let names = |phrase: &str| -> Vec<String> {
        let found = gazetteer.resolve(&PlaceQuery::name(phrase).in_country("SA"));
        let ids = found.id.into_iter().chain(found.also);
        ids.filter_map(|id| Some(gazetteer.entry(id)?.name.to_owned())).collect()
    };
    let both = ["Abqaiq", "Khurais oil field"];
    assert_eq!(names("Abqaiq and Khurais"), both);
    assert_eq!(names("two plants in Abqaiq and Khurais"), both);
}
