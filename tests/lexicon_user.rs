//! A theatre that the crate does not ship: what a user's lexicon files change.

use std::io::BufReader;

use corroborate::Reconciler;
use corroborate::evaluate::labels_of;
use corroborate::model::Assertion;
use corroborate::normalize::actors::{ActorContext, Actors};
use corroborate::normalize::gazetteer::{Gazetteer, PlaceQuery};
use corroborate::normalize::munitions::Munitions;
use corroborate::normalize::{LexiconError, Lexicons, Resolver};
use corroborate::read::{JsonLines, Mode, read_all};

const MUNITIONS: &str = include_str!("../examples/data/falklands-munitions.jsonl");
const ACTORS: &str = include_str!("../examples/data/falklands-actors.jsonl");
const GAZETTEER: &str = include_str!("../examples/data/falklands-gazetteer.jsonl");

fn assertions() -> Vec<Assertion> {
    let text = include_bytes!("../examples/data/falklands.jsonl");
    let input = JsonLines::new(BufReader::new(&text[..]), "falklands.jsonl");
    read_all([input], Mode::Strict).unwrap().assertions
}

fn extended() -> Lexicons {
    Lexicons::shipped()
        .with_munitions(Munitions::shipped().extended(MUNITIONS, "munitions").unwrap())
        .with_actors(Actors::shipped().extended(ACTORS, "actors").unwrap())
        .with_gazetteer(Gazetteer::shipped().extended(GAZETTEER, "gazetteer").unwrap())
}

#[test]
fn words_that_were_unresolved_are_resolved_with_the_files() {
    let (shipped, own) = (Lexicons::shipped(), extended());
    let class = |lexicons: &Lexicons, phrase: &str| {
        let found = lexicons.munitions().resolve(phrase);
        found.classes.single().map(|class| lexicons.munitions().class(class).name.clone())
    };
    assert_eq!(class(&shipped, "AM39"), None);
    assert_eq!(class(&own, "AM39").as_deref(), Some("am39"));
    assert_eq!(class(&own, "Vulcan sortie").as_deref(), Some("air_strike"));

    let actor = |lexicons: &Lexicons, name: &str| {
        let found = lexicons.actors().resolve(name, &ActorContext::default());
        found.id.map(|id| lexicons.actors().actor(id).name.to_string())
    };
    for (name, meant) in [
        ("COAN", "Argentine Naval Aviation"),
        ("Estado Mayor Conjunto", "Argentine Joint Staff"),
        ("Ian McDonald, spokesman", "UK Ministry of Defence"),
        ("Type 42 destroyer Sheffield", "HMS Sheffield"),
    ] {
        assert_ne!(actor(&shipped, name).as_deref(), Some(meant), "{name}");
        assert_eq!(actor(&own, name).as_deref(), Some(meant), "{name}");
    }

    let place = |lexicons: &Lexicons, name: &str| {
        let gazetteer = lexicons.gazetteer();
        let id = gazetteer.resolve(&PlaceQuery::name(name)).id?;
        Some(gazetteer.entry(id)?.name.to_owned())
    };
    for (name, meant) in [("TEZ", "Total Exclusion Zone"), ("Banco Burdwood", "Burdwood Bank")] {
        assert_ne!(place(&shipped, name).as_deref(), Some(meant), "{name}");
        assert_eq!(place(&own, name).as_deref(), Some(meant), "{name}");
    }
}

#[test]
fn the_files_bring_claim_and_confirmation_together() {
    let assertions = assertions();
    let unresolved = |lexicons: Lexicons| {
        let account = Reconciler::default().with_lexicons(lexicons).reconcile(&assertions);
        account.unresolved.len()
    };
    assert!(unresolved(Lexicons::shipped()) >= 8);
    assert_eq!(unresolved(extended()), 0);

    let account = Reconciler::default().with_lexicons(extended()).reconcile(&assertions);
    let found = labels_of(&account);
    // At sea the two sides name no more than the exclusion zone; whether that is enough for the
    // fourth event is a matter of weights, not of words.
    for event in ["buck", "belgrano", "goose-green"] {
        let (claim, confirmation) = (format!("{event}-claim"), format!("{event}-confirmed"));
        assert_eq!(found.get(&claim), found.get(&confirmation), "{event}");
    }
    assert_ne!(found.get("sheffield-claim"), found.get("goose-green-claim"));
}

#[test]
fn an_office_changes_hands_on_its_day_and_not_with_its_month() {
    let offices = r#"
{"person": "Jane Example", "speaks_for": "Pentagon", "valid_to": "2024-01-10"}
{"person": "Jane Example", "speaks_for": "Israel Defense Forces", "valid_from": "2024-01-11"}
"#;
    let actors = Actors::shipped().extended(offices, "offices.jsonl").unwrap();
    let lexicons = Lexicons::shipped().with_actors(actors);
    let mut resolver = Resolver::new(&lexicons);
    let mut speaks_for = |day: &str| {
        let said = Assertion::report(day, "Jane Example").time(day).action("shelling");
        let speaker = resolver.resolve(&said.build().unwrap()).speaker.id.unwrap();
        lexicons.actors().actor(speaker).name.to_string()
    };
    let (before, after) = (speaks_for("2024-01-10"), speaks_for("2024-01-11"));
    assert_ne!(before, after);
    assert_eq!([speaks_for("2024-01-02"), speaks_for("2024-01-30")], [before, after]);
}

/// Each fault says file, line, field, what stands there and what should.
#[test]
fn faults_are_said_word_for_word() {
    fn message<T: std::fmt::Debug>(result: Result<T, LexiconError>) -> String {
        result.unwrap_err().to_string()
    }
    let actors = |jsonl| message(Actors::shipped().extended(jsonl, "a.jsonl"));
    assert_eq!(
        actors(r#"{"name": "A", "role": "armed_group", "parents": ["Nobody Known"]}"#),
        "a.jsonl:1: parents: found `Nobody Known`, expected the name of an actor"
    );
    assert_eq!(
        actors(r#"{"name": "A"}"#),
        "a.jsonl:1: role: found nothing, expected a text that is not empty"
    );
    assert_eq!(
        actors("# two\n\n{\"person\": \"P\", \"speaks_for\": \"Nobody Known\"}"),
        "a.jsonl:3: speaks_for: found `Nobody Known`, expected the name of an actor"
    );
    let munitions = |jsonl| message(Munitions::shipped().extended(jsonl, "m.jsonl"));
    assert_eq!(
        munitions(r#"{"means": ["kite"], "aliases": {"en": ["kite"]}}"#),
        "m.jsonl:1: means: found `kite`, expected the name of a class"
    );
    assert_eq!(
        munitions("not JSON at all").split(" (").next(),
        Some("m.jsonl:1: line: found `not JSON at all`, expected a JSON object")
    );
    let gazetteer = |jsonl| message(Gazetteer::shipped().extended(jsonl, "g.jsonl"));
    assert_eq!(
        gazetteer(r#"{"name": "A", "kind": "base", "lat": 95, "lon": 0, "radius_km": 1}"#),
        "g.jsonl:1: lat: found `95`, expected degrees between -90 and 90"
    );
    assert_eq!(
        gazetteer(r#"{"name": "A", "kind": "base", "lat": 5, "lon": 0, "radius_km": 0}"#),
        "g.jsonl:1: radius_km: found `0`, expected kilometers, more than 0"
    );
    assert_eq!(
        gazetteer(
            r#"{"name": "A", "kind": "base", "lat": 5, "lon": 0, "radius_km": 1, "parents": ["Nowhere Known"]}"#
        ),
        "g.jsonl:1: parents: found `Nowhere Known`, expected the name of an entry"
    );
    assert_eq!(
        message(Gazetteer::shipped().with_geonames("1\tonly\tthree", "IQ.txt")).split(':').next(),
        Some("IQ.txt")
    );
}
