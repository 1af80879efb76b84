//! The actor lexicon as it ships.

use chrono::NaiveDate;
use corroborate::normalize::actors::{ActorContext, ActorId, Actors, Lineage};
use proptest::prelude::*;

/// Every row of the table is right; all that are not are shown together.
#[test]
fn phrases_mean_what_the_table_says() {
    let actors = Actors::shipped();
    let mut table = csv::Reader::from_reader(include_str!("data/actor_phrases.csv").as_bytes());
    let mut wrong = Vec::new();
    let mut rows = 0;
    for row in table.records() {
        let row = row.expect("the table is CSV");
        let field = |at: usize| row.get(at).filter(|text| !text.is_empty());
        let context = ActorContext {
            country: field(1),
            date: field(2).map(|day| day.parse::<NaiveDate>().expect("a day")),
            role: field(3),
        };
        let phrase = &row[0];
        let found = actors.resolve(phrase, &context);
        let shown = match found.id {
            Some(id) => &*actors.actor(id).name,
            None if found.candidates.len() > 1 => "ambiguous",
            None => "none",
        };
        if shown != &row[4] {
            wrong.push(format!("{phrase} [{}] is {shown}, not {}", &row[1], &row[4]));
        }
        rows += 1;
    }
    assert!(wrong.is_empty(), "{} of {rows} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rows >= 160, "{rows}");
}

/// Panics with the sentence that a user would read for the same fault: a name that two entries
/// have, an unknown parent, an entry above itself.
#[test]
fn shipped_data_loads() {
    let data = [
        ("actors.jsonl", include_str!("../src/normalize/data/actors.jsonl")),
        ("persons.jsonl", include_str!("../src/normalize/data/persons.jsonl")),
        ("states.jsonl", include_str!("../src/normalize/data/states.jsonl")),
        ("actor_words.jsonl", include_str!("../src/normalize/data/actor_words.jsonl")),
    ];
    let all: String = data.iter().rev().map(|(_, text)| *text).collect();
    if let Err(error) = Actors::empty().extended(&all, "shipped") {
        panic!("{error}");
    }
    assert!(Actors::shipped().iter().count() > 1000);
}

#[test]
fn every_alias_of_the_data_resolves_to_its_own_entry() {
    let actors = Actors::shipped();
    let mut wrong = Vec::new();
    for line in include_str!("../src/normalize/data/actors.jsonl").lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("a row is JSON");
        let name = row["name"].as_str().expect("a name");
        let own = actors.by_name(name);
        let aliases = row["aliases"].as_array().into_iter().flatten();
        for alias in aliases.filter_map(|alias| alias.as_str()).chain([name]) {
            let found = actors.resolve(alias, &ActorContext::default());
            if actors.by_name(alias) != own || found.id != own {
                wrong.push(format!("{alias}: {:?}, not {name}", found.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A person speaks for the actor of the row that is valid on that day, under every name.
#[test]
fn every_name_of_a_person_resolves_to_the_actor_of_the_day() {
    let actors = Actors::shipped();
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in include_str!("../src/normalize/data/persons.jsonl").lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("a row is JSON");
        let text = |field: &str| row[field].as_str();
        let day = |field: &str| text(field).and_then(|day| day.parse::<NaiveDate>().ok());
        let own = text("speaks_for").and_then(|name| actors.by_name(name));
        assert!(own.is_some(), "{row}");
        let context =
            ActorContext { date: day("valid_from").or(day("valid_to")), ..ActorContext::default() };
        let aliases = row["aliases"].as_array().into_iter().flatten();
        for name in aliases.filter_map(|alias| alias.as_str()).chain(text("person")) {
            count += 1;
            let found = actors.resolve(name, &context);
            if found.id != own {
                wrong.push(format!("{name}: {:?}, not {:?}", found.id, text("speaks_for")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

/// The names of a state, in any language, are that state and no other.
#[test]
fn every_name_of_a_state_resolves_to_it() {
    let actors = Actors::shipped();
    let mut wrong = Vec::new();
    for line in include_str!("../src/normalize/data/states.jsonl").lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("a row is JSON");
        if row["region"].as_bool() == Some(true) {
            continue;
        }
        let country = row["country"].as_str().or(row["state"].as_str());
        for name in row["names"].as_array().into_iter().flatten().filter_map(|name| name.as_str()) {
            let found = actors.resolve(name, &ActorContext { country, ..ActorContext::default() });
            let state = found.id.map(|id| actors.actor(actors.principal(id)).country.as_deref());
            if state.is_some_and(|state| state != country) {
                wrong.push(format!("{name}: {state:?}, not {country:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn parents_are_acyclic() {
    let actors = Actors::shipped();
    for (id, actor) in actors.iter() {
        let mut open = actor.parents.clone();
        let mut steps = 0;
        while let Some(parent) = open.pop() {
            assert_ne!(parent, id, "{} is above itself", actor.name);
            open.extend(&actors.actor(parent).parents);
            steps += 1;
            assert!(steps < 1000, "{}", actor.name);
        }
    }
}

#[test]
fn an_entry_above_itself_is_refused() {
    let mine = "{\"name\": \"A\", \"role\": \"armed_group\", \"parents\": [\"B\"]}\n\
                {\"name\": \"B\", \"role\": \"armed_group\", \"parents\": [\"A\"]}";
    let error = Actors::shipped().extended(mine, "mine.jsonl").unwrap_err();
    assert_eq!(error.field, "parents");
    assert_eq!(error.expected, "an actor that is not below this one");
}

#[test]
fn a_later_file_takes_over_a_name() {
    let mine = "{\"name\": \"Northern Front\", \"aliases\": [\"KH\"], \"role\": \"armed_group\"}";
    let actors = Actors::shipped().extended(mine, "mine.jsonl").expect("a valid file");
    assert_eq!(actors.by_name("KH"), actors.by_name("Northern Front"));
    assert!(actors.by_name("Kata'ib Hezbollah").is_some());
}

#[test]
fn statements_are_attributed_to_principals() {
    let actors = Actors::shipped();
    let id = |name: &str| actors.by_name(name).unwrap_or_else(|| panic!("{name}"));
    for (speaker, actor) in [
        ("Pentagon", "United States"),
        ("TASS", "Russian Ministry of Defence"),
        ("al-Qassam Brigades", "Hamas"),
        ("Sabereen News", "Islamic Resistance in Iraq"),
        ("Islamic Resistance in Iraq", "Kata'ib Hezbollah"),
        ("al-Manar", "Hezbollah"),
        ("Ukrainian Air Force", "Ukraine"),
    ] {
        assert!(actors.speaks_for(id(speaker), id(actor)), "{speaker} for {actor}");
    }
    for (speaker, actor) in [
        ("Reuters", "United States"),
        ("Popular Mobilization Forces", "Islamic Resistance in Iraq"),
        ("Iran", "Kata'ib Hezbollah"),
        ("Iraqi security sources", "Government of Iraq"),
    ] {
        assert!(!actors.speaks_for(id(speaker), id(actor)), "{speaker} for {actor}");
    }
}

#[test]
fn states_and_coalitions_answer_for_places() {
    let actors = Actors::shipped();
    let answers = |name: &str, country| {
        let id = actors.by_name(name).unwrap_or_else(|| panic!("{name}"));
        actors.answerable_for(id, country)
    };
    assert!(answers("Iraqi Security Forces", "IQ"));
    assert!(answers("CJTF-OIR", "SY") && answers("Pentagon", "IQ"));
    assert!(answers("Syrian Democratic Forces", "SY"));
    assert!(!answers("Kata'ib Hezbollah", "IQ") && !answers("Reuters", "GB"));
    assert!(!answers("Iraqi Security Forces", "SY"));
}

#[test]
fn militants_may_be_any_group_and_no_state() {
    let actors = Actors::shipped();
    let id = |name: &str| actors.by_name(name).unwrap_or_else(|| panic!("{name}"));
    let militants = id("Unspecified armed group");
    assert!(actors.compatible(militants, id("Boko Haram")));
    assert!(!actors.compatible(militants, id("Turkey")));
    assert_eq!(actors.side(militants), None);
}

proptest! {
    #[test]
    fn lineage_is_the_same_from_both_ends(left in any::<prop::sample::Index>(), right in any::<prop::sample::Index>()) {
        let actors = Actors::shipped();
        let ids: Vec<ActorId> = actors.iter().map(|(id, _)| id).collect();
        let (left, right) = (*left.get(&ids), *right.get(&ids));
        prop_assert_eq!(actors.lineage(left, right), actors.lineage(right, left).reversed());
        prop_assert_eq!(actors.lineage(left, left), Lineage::Same);
    }

    #[test]
    fn any_text_is_looked_up_without_panic(phrase in ".{0,60}") {
        let actors = Actors::shipped();
        let context = ActorContext::default();
        let found = actors.resolve(&phrase, &context);
        prop_assert_eq!(actors.resolve(&phrase, &context), found);
        let _ = actors.resolve_all(&phrase, &context);
    }

    #[test]
    fn case_and_marks_do_not_matter(at in any::<prop::sample::Index>()) {
        let actors = Actors::shipped();
        let names: Vec<&str> = actors.iter().map(|(_, actor)| &*actor.name).collect();
        let name = *at.get(&names);
        prop_assert_eq!(actors.by_name(&name.to_uppercase()), actors.by_name(name));
    }
}
