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
