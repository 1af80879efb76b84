//! A random sample of texts from coded articles about Iraq and Syria (2019 to 2023), whose
//! resolutions were checked by reading. An empty concept: the text names nobody, or nothing known.

use corroborate::normalize::actors::{ActorContext, Actors};
use corroborate::normalize::gazetteer::{Gazetteer, PlaceQuery};
use corroborate::normalize::munitions::Munitions;

fn munition(text: &str) -> String {
    let lexicon = Munitions::shipped();
    let found = lexicon.resolve(text);
    let mut names: Vec<&str> = found.classes.iter().map(|id| &*lexicon.class(id).name).collect();
    names.sort_unstable();
    names.join("|")
}

fn actor(text: &str, country: Option<&str>) -> String {
    let lexicon = Actors::shipped();
    let found = lexicon.resolve(text, &ActorContext { country, ..ActorContext::default() });
    found.id.map_or_else(String::new, |id| lexicon.actor(id).name.to_string())
}

fn place(text: &str, country: Option<&str>) -> String {
    let gazetteer = Gazetteer::shipped();
    let query = PlaceQuery { name: Some(text), country, ..PlaceQuery::default() };
    let found = gazetteer.resolve(&query);
    let ids = found.id.into_iter().chain(found.also);
    let names = ids.filter_map(|id| gazetteer.entry(id).map(|entry| entry.name));
    names.collect::<Vec<_>>().join("|")
}

#[test]
fn the_sample_resolves_as_read() {
    let mut table = csv::Reader::from_reader(include_str!("data/hand-checked.csv").as_bytes());
    let mut wrong = Vec::new();
    let mut rows = 0;
    for row in table.records() {
        let row = row.expect("the table is CSV");
        let country = row.get(1).filter(|country| !country.is_empty());
        let found = match &row[0] {
            "munition" => munition(&row[2]),
            "actor" => actor(&row[2], country),
            "place" => place(&row[2], country),
            other => panic!("{other}"),
        };
        if found != row[3] {
            wrong.push(format!("{} [{}] is `{found}`, not `{}`", &row[2], &row[1], &row[3]));
        }
        rows += 1;
    }
    assert!(wrong.is_empty(), "{} of {rows} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(rows, 200);
}
