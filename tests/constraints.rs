//! What is two events whatever else speaks for one.

use std::collections::BTreeSet;

use corroborate::Reconciler;
use corroborate::model::{Assertion, AssertionBuilder, Casualties, Quantity, Relation};
use corroborate::read::{Judgement, Judgements, SameEvent};

fn built(statements: Vec<AssertionBuilder>) -> Vec<Assertion> {
    statements.into_iter().map(|statement| statement.build().unwrap()).collect()
}

/// Whether these two are in one event.
#[track_caller]
fn together(reconciler: &Reconciler, statements: &[Assertion], ids: [&str; 2]) -> bool {
    for id in ids {
        assert!(statements.iter().any(|statement| statement.id().as_str() == id), "{id}");
    }
    let partition = reconciler.partition(statements);
    let mut clusters = partition.clusters();
    clusters.any(|cluster| {
        let members: BTreeSet<&str> =
            cluster.members().map(|index| statements[index].id().as_str()).collect();
        ids.iter().all(|id| members.contains(id))
    })
}

fn on(day: &str, place: &str, statement: AssertionBuilder) -> AssertionBuilder {
    statement.time(day).published(day).place(place)
}

#[test]
fn an_air_strike_and_the_attack_that_it_answers_are_two_events() {
    // Attacker, what it did, where; defender, what it did, where; and a report that could be of either.
    for (day, [attacker, attack, there], [defender, answer, here], third) in [
        (
            "2023-11-21",
            ["Kata'ib Hezbollah", "rocket attack", "Ain al-Asad airbase"],
            ["US military", "air strike", "Ain al-Asad airbase"],
            "attack",
        ),
        (
            "2024-03-27",
            ["Hezbollah", "rocket attack", "Kiryat Shmona"],
            ["Israel Defense Forces", "air strike", "southern Lebanon"],
            "rocket fire",
        ),
        (
            "2024-02-24",
            ["Houthis", "missile attack", "Gulf of Aden"],
            ["US military", "air strike", "Gulf of Aden"],
            "strikes",
        ),
    ] {
        let statements = built(vec![
            on(day, there, Assertion::claim("attack", attacker).action(attack).target(defender)),
            on(day, here, Assertion::claim("answer", defender).action(answer).target(attacker)),
            on(day, here, Assertion::report("third", "Reuters").action(third)),
        ]);
        let reconciler = Reconciler::default();
        assert!(!together(&reconciler, &statements, ["attack", "answer"]), "{attacker}");
        let why = reconciler.explain(&statements, 0, 1).unwrap();
        assert_eq!(why.apart, Some("who strikes in one is struck in the other, by other means"));
        assert!(why.would_lift.is_empty());
        assert!(why.to_string().contains("Two events, whatever the score: who strikes"), "{why}");
    }
}

#[test]
fn two_sides_of_one_fight_may_tell_of_one_event() {
    let statements = built(vec![
        on(
            "2024-05-02",
            "Gao",
            Assertion::claim("a", "JNIM").action("clashes").target("Mali army"),
        ),
        on(
            "2024-05-02",
            "Gao",
            Assertion::claim("b", "Mali army").action("clashes").target("JNIM"),
        ),
    ]);
    assert_eq!(Reconciler::default().explain(&statements, 0, 1).unwrap().apart, None);
}

#[test]
fn a_total_over_many_places_is_not_the_strike_on_one() {
    let attack = |id: &str, speaker: &str, place: &str, count: &str| {
        let report = Assertion::report(id, speaker).actor("Russia").action("missile attack");
        on("2024-11-17", place, report).munitions("missile", count)
    };
    for (place, count) in [("Ukraine", "120"), ("Kyiv, Odesa, Lviv and Kharkiv", "dozens")] {
        let statements = built(vec![
            attack("total", "Reuters", place, count),
            attack("one", "Suspilne", "Odesa", "2"),
        ]);
        let reconciler = Reconciler::default();
        assert!(!together(&reconciler, &statements, ["total", "one"]), "{place}");
        let why = reconciler.explain(&statements, 0, 1).unwrap();
        assert_eq!(
            why.apart,
            Some("one is a total over several places, the other is about one place")
        );
    }
    // What was fired against what arrived, somewhere in the country: that is a difference, and one event.
    let statements =
        built(vec![attack("a", "Reuters", "Ukraine", "5"), attack("b", "Suspilne", "Odesa", "2")]);
    assert_eq!(Reconciler::default().explain(&statements, 0, 1).unwrap().apart, None);
}

/// What one speaker says in one document, with so many killed.
fn told(id: &str, speaker: &str, killed: u64) -> AssertionBuilder {
    let report = Assertion::report(id, speaker).url("https://example.org/weekly").action("IED");
    let toll = Casualties::new().killed(Quantity::exact(killed));
    on("2024-05-02", "Gao", report).casualties(toll)
}

#[test]
fn who_tells_of_two_things_in_one_document_tells_of_two_events() {
    let reconciler = Reconciler::default();
    let two = built(vec![told("a", "ACLED", 3), told("b", "ACLED", 1)]);
    assert!(!together(&reconciler, &two, ["a", "b"]));
    let why = reconciler.explain(&two, 0, 1).unwrap();
    assert_eq!(why.apart, Some("one speaker tells of both in one document, and differently"));
    // Neither does a third speaker bring them together.
    let three = built(vec![told("a", "ACLED", 3), told("b", "ACLED", 1), told("c", "AFP", 2)]);
    assert!(!together(&reconciler, &three, ["a", "b"]));
    // Said twice alike, or said by two, they may be one.
    for pair in [
        built(vec![told("a", "ACLED", 3), told("b", "ACLED", 3)]),
        built(vec![told("a", "ACLED", 3), told("b", "AFP", 1)]),
    ] {
        assert_eq!(reconciler.explain(&pair, 0, 1).unwrap().apart, None);
    }
}

#[test]
fn what_relations_and_people_bind_is_one_event_for_all_that() {
    let corrected =
        built(vec![told("a", "ACLED", 3), told("b", "ACLED", 1).about(Relation::Corrects, ["a"])]);
    let reconciler = Reconciler::default();
    assert_eq!(reconciler.partition(&corrected).len(), 1);
    for (left, right) in [(0, 1), (1, 0)] {
        let why = reconciler.explain(&corrected, left, right).unwrap();
        assert_eq!(why.apart, None);
        assert_eq!(why.relation.as_deref(), Some("b corrects a"));
        assert!(why.to_string().contains("One event, whatever the score: b corrects a"), "{why}");
        // Nothing else has to be different.
        assert_eq!(why.would_lift, []);
    }
    let two = built(vec![told("a", "ACLED", 3), told("b", "ACLED", 1)]);
    let judgements: Judgements =
        [Judgement::new("a".to_owned(), "b".to_owned(), SameEvent::Same)].into_iter().collect();
    let reconciler = Reconciler::default().with_judgements(judgements);
    assert!(together(&reconciler, &two, ["a", "b"]));
    assert_eq!(reconciler.explain(&two, 0, 1).unwrap().relation, None);
    // A judgement goes before a relation.
    let why = reconciler.explain(&corrected, 0, 1).unwrap();
    assert!(why.judgement.is_some() && why.relation.is_none());
}

#[test]
fn a_campaign_of_nights_that_resemble_each_other_is_no_single_event() {
    let nights: Vec<AssertionBuilder> = (1..=14)
        .flat_map(|day| {
            ["SOHR", "Reuters"].map(|speaker| {
                let id = format!("{day:02}-{speaker}");
                let report = Assertion::report(id, speaker).action("rocket attack");
                on(&format!("2023-11-{day:02}"), "Ain al-Asad airbase", report)
            })
        })
        .collect();
    let nights = built(nights);
    let partition = Reconciler::default().partition(&nights);
    assert!(partition.len() >= 7, "{} events of 14 nights", partition.len());
    for event in partition.clusters() {
        // Two statements a night.
        let days: Vec<usize> = event.members().map(|index| index / 2).collect();
        let (first, last) = (days.iter().min(), days.iter().max());
        assert!(last.zip(first).is_some_and(|(last, first)| last - first <= 2), "{event:?}");
    }
}
