//! The actor lexicon as it ships.

use corroborate::normalize::actors::Actors;

/// Panics with the sentence that a user would read for the same fault.
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
