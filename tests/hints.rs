//! Relations to several assertions: the statement is about one of these.

use std::collections::BTreeSet;

use corroborate::Reconciler;
use corroborate::model::{Assertion, AssertionBuilder, Relation};

fn attack(id: &str, speaker: &str, day: &str, place: &str) -> AssertionBuilder {
    Assertion::report(id, speaker).time(day).published(day).place(place).action("rocket attack")
}

fn denial(id: &str, day: &str, of: &[&str]) -> AssertionBuilder {
    let denial = Assertion::denial(id, "CENTCOM").published(day);
    denial.about(Relation::Denies, of.iter().copied())
}

fn built(statements: Vec<AssertionBuilder>) -> Vec<Assertion> {
    statements.into_iter().map(|statement| statement.build().unwrap()).collect()
}

fn events(statements: &[Assertion]) -> BTreeSet<Vec<String>> {
    let id = |index: usize| statements[index].id().to_string();
    let partition = Reconciler::default().partition(statements);
    partition.clusters().map(|cluster| cluster.members().map(id).collect()).collect()
}

fn sets(events: &[&[&str]]) -> BTreeSet<Vec<String>> {
    events.iter().map(|ids| ids.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn what_speaks_of_several_that_are_one_event_is_about_it_however_late() {
    for day in ["2024-02-04", "2024-06-20"] {
        let statements = built(vec![
            attack("a", "SOHR", "2024-02-04", "Mayadin"),
            attack("b", "Reuters", "2024-02-04", "Mayadin"),
            denial("c", day, &["a", "b"]),
        ]);
        assert_eq!(events(&statements), sets(&[&["a", "b", "c"]]), "{day}");
    }
}

#[test]
fn where_nothing_tells_which_of_two_it_stays_alone_and_both_are_possible() {
    let statements = built(vec![
        attack("a", "SOHR", "2024-02-04", "Mayadin"),
        attack("b", "SOHR", "2024-02-04", "Abu Kamal"),
        denial("c", "2024-02-05", &["a", "b"]),
    ]);
    let partition = Reconciler::default().partition(&statements);
    assert_eq!(events(&statements), sets(&[&["a"], &["b"], &["c"]]));
    let possible: Vec<_> = partition.possible().filter(|link| link.right() == 2).collect();
    assert_eq!(possible.len(), 2, "{possible:?}");
    for link in possible {
        assert!((link.probability() - 0.5).abs() < 0.1, "{link:?}");
        let reasons = link.reasons();
        assert!(reasons[0].starts_with("relation: c denies "), "{reasons:?}");
        assert!(reasons[0].contains(" and another ("), "{reasons:?}");
        assert!(reasons.len() > 1 && reasons.len() <= 4, "{reasons:?}");
    }
}

#[test]
fn what_it_says_itself_tells_which_it_is() {
    let statements = built(vec![
        attack("a", "SOHR", "2024-02-04", "Mayadin"),
        attack("b", "SOHR", "2024-02-04", "Hasakah"),
        denial("c", "2024-02-05", &["a", "b"]).place("Hasakah"),
    ]);
    assert_eq!(events(&statements), sets(&[&["a"], &["b", "c"]]));
    let partition = Reconciler::default().partition(&statements);
    let event = partition.clusters().find(|cluster| cluster.len() == 2).unwrap();
    let link = event.links().next().unwrap();
    assert!(link.reasons()[0].starts_with("relation: c denies b and another"), "{link:?}");
    assert!(link.probability() < 1.0);
}

#[test]
fn the_explanation_shows_it_and_sums_to_the_score() {
    let statements = built(vec![
        attack("a", "SOHR", "2024-02-04", "Mayadin"),
        attack("b", "SOHR", "2024-02-06", "Hasakah"),
        denial("c", "2024-02-06", &["b", "a"]),
    ]);
    let reconciler = Reconciler::default();
    let scored = reconciler.scored_pairs(&statements);
    for (left, right) in [(0, 2), (1, 2)] {
        let why = reconciler.explain(&statements, right, left).unwrap();
        let hint = why.hint.as_ref().unwrap();
        assert!(why.to_string().contains("bits  relation     c denies "), "{why}");
        let parts: f64 = why.parts.iter().map(|part| part.bits).sum();
        assert!((why.prior_bits + hint.bits + parts - why.total_bits).abs() < 1e-9);
        let score = scored.iter().find(|pair| (pair.left, pair.right) == (left, right)).unwrap();
        assert!((score.bits - why.total_bits).abs() < 1e-3);
        let linked = reconciler.partition(&statements);
        let possible = linked.possible().find(|link| (link.left(), link.right()) == (left, right));
        if let Some(link) = possible {
            assert!((link.bits() - why.total_bits).abs() < 1e-2);
        }
    }
    assert_eq!(reconciler.explain(&statements, 0, 1).unwrap().hint, None);
}

#[test]
fn the_order_of_the_input_changes_nothing() {
    let mut statements = built(vec![
        attack("a", "SOHR", "2024-02-04", "Mayadin"),
        attack("b", "Reuters", "2024-02-04", "Mayadin"),
        attack("c", "SOHR", "2024-02-06", "Hasakah"),
        denial("d", "2024-02-06", &["a", "b", "c"]),
        denial("e", "2024-02-07", &["c", "d"]),
    ]);
    let straight = events(&statements);
    statements.reverse();
    assert_eq!(events(&statements), straight);
    statements.rotate_left(2);
    assert_eq!(events(&statements), straight);
}

#[test]
fn a_bare_retraction_of_several_is_in_no_event() {
    let retraction = Assertion::retraction("c", "SOHR").published("2024-02-07");
    let statements = built(vec![
        attack("a", "SOHR", "2024-02-04", "Mayadin"),
        attack("b", "SOHR", "2024-02-06", "Hasakah"),
        retraction.about(Relation::Retracts, ["a", "b"]),
    ]);
    assert_eq!(events(&statements), sets(&[&["a"], &["b"]]));
}
