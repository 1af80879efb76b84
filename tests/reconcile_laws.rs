//! Laws of reconciliation: nothing is lost, nothing panics, and no order matters.

use std::collections::BTreeMap;

use corroborate::cluster::{Cluster, Partition, ScoredLink, Split};
use corroborate::model::{
    Assertion, AssertionBuilder, Casualties, Damage, DenialScope, Outcome, Place, Relation,
};
use corroborate::normalize::Lexicons;
use corroborate::reconcile::{Reconciliation, reconcile};
use proptest::prelude::*;

const COUNT: usize = 8;

fn start(kind: u8, id: String, speaker: &str) -> AssertionBuilder {
    match kind {
        0 | 1 => Assertion::claim(id, speaker),
        2 => Assertion::confirmation(id, speaker),
        3 | 4 => Assertion::report(id, speaker),
        5 => Assertion::denial(id, speaker),
        6 => Assertion::no_comment(id, speaker),
        7 => Assertion::threat(id, speaker),
        8 => Assertion::tally(id, speaker).count("dozens").period("../2023-02"),
        _ => Assertion::retraction(id, speaker),
    }
}

fn assertion(index: usize) -> impl Strategy<Value = Assertion> {
    let speakers = prop::sample::select(vec![
        "Islamic Resistance in Iraq",
        "CENTCOM",
        "Sabereen News",
        "a US official",
        "nobody known to anybody",
        "SOHR",
        "حزب الله",
    ]);
    let place = prop::sample::select(vec!["Al-Omar oil field", "Conoco", "Erbil", "the base", "Ω"]);
    let time = prop::sample::select(vec!["2023-01-04", "2023-01", "2023-01-04T09:00~", "../2023"]);
    let count = prop::sample::select(vec!["5", "several", "at least 2", "0", "an unknown lot"]);
    let relation = prop::sample::select(vec![
        None,
        None,
        Some(Relation::Retracts),
        Some(Relation::Corrects),
        Some(Relation::Repeats),
        Some(Relation::Supersedes),
    ]);
    let outcome = prop::sample::select(vec![Outcome::Fired, Outcome::Hit, Outcome::Unfired]);
    let fields = (0..3u8, place, time, count, outcome);
    (0..10u8, speakers, fields, relation, 0..COUNT + 2).prop_map(
        move |(kind, speaker, (which, place, time, count, outcome), relation, about)| {
            let id = format!("id-{index}");
            let mut builder = start(kind, id.clone(), speaker);
            if kind == 8 {
                return builder.build().unwrap();
            }
            // Some of the ids that are referred to are not in the data.
            let other = format!("id-{about}");
            let relation = if kind == 9 { Some(Relation::Retracts) } else { relation };
            if let Some(relation) = relation
                && other != id
            {
                builder = builder.about(relation, [other]);
            } else if kind == 9 {
                builder = builder.about(Relation::Retracts, ["missing"]);
            }
            if kind == 5 && which == 0 {
                builder = builder.denies(DenialScope::Responsibility);
            }
            if which > 0 {
                builder = builder
                    .time(time)
                    .place(Place::named(place))
                    .munitions_with("rockets", count, outcome)
                    .casualties(Casualties::new().among("soldiers"));
            }
            if which > 1 {
                builder =
                    builder.published("2023-01-05").damage(Damage::Claimed).target("US forces");
            } else if kind < 5 || kind == 7 {
                builder = builder.action("drone attack");
            }
            builder.build().unwrap()
        },
    )
}

fn assertions() -> impl Strategy<Value = Vec<Assertion>> {
    (0..COUNT).map(assertion).collect::<Vec<_>>()
}

/// Any partition, sensible or not: indices may be missing, repeated, or out of range.
fn partition() -> impl Strategy<Value = Partition> {
    let members = prop::collection::vec(0..COUNT + 2, 0..5);
    prop::collection::vec(members, 0..5).prop_map(|clusters| {
        let clusters = clusters.into_iter().map(|members| {
            let mut cluster = Cluster::of(members.clone());
            cluster.probability = Some(0.7);
            cluster.links = vec![ScoredLink::new(0, COUNT + 1, 0.6, 1.0)];
            let parts = members.into_iter().map(|member| vec![member]).collect();
            cluster.alternative = Some(Split::new(parts, 0.3));
            cluster
        });
        let possible = [ScoredLink::new(0, 1, 0.4, -0.6), ScoredLink::new(2, 99, 0.4, -0.6)];
        Partition::of(clusters).with_possible(possible)
    })
}

fn places_of(account: &Reconciliation) -> BTreeMap<String, usize> {
    let mut places = BTreeMap::new();
    let in_events =
        account.events.iter().flat_map(|event| event.assertions.iter().chain(&event.withdrawn));
    let threats = account.threats.iter().map(|threat| &threat.assertion);
    let tallies = account.tallies.iter().map(|tally| &tally.assertion);
    let aside = account.set_aside.iter().map(|aside| &aside.assertion);
    for id in in_events.chain(threats).chain(tallies).chain(aside) {
        *places.entry(id.to_string()).or_insert(0) += 1;
    }
    places
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn every_assertion_ends_in_exactly_one_place(
        assertions in assertions(),
        partition in partition(),
    ) {
        let account = reconcile(&assertions, &partition, &Lexicons::shipped());
        let expected: BTreeMap<String, usize> =
            assertions.iter().map(|assertion| (assertion.id().to_string(), 1)).collect();
        prop_assert_eq!(places_of(&account), expected);
    }

    #[test]
    fn the_order_of_the_assertions_changes_nothing(
        assertions in assertions(),
        groups in prop::collection::vec(0..4usize, COUNT),
        order in Just((0..COUNT).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let lexicons = Lexicons::shipped();
        let clusters = |position: &dyn Fn(usize) -> usize| {
            let cluster = |group: usize| {
                let members = (0..COUNT).filter(|at| groups[*at] == group).map(position);
                Cluster::of(members.collect())
            };
            Partition::of((0..4).map(cluster))
        };
        let straight = reconcile(&assertions, &clusters(&|at| at), &lexicons);
        let shuffled: Vec<Assertion> = order.iter().map(|at| assertions[*at].clone()).collect();
        let position = |at: usize| order.iter().position(|other| *other == at).unwrap();
        let other = reconcile(&shuffled, &clusters(&position), &lexicons);
        prop_assert_eq!(straight, other);
    }

    #[test]
    fn in_another_reading_each_part_has_the_status_that_it_would_have_alone(
        said in prop::collection::vec(
            (
                prop::sample::select(vec![0_u8, 2, 3, 5, 6]),
                prop::sample::select(vec!["Islamic Resistance in Iraq", "Sabereen News", "CENTCOM", "SOHR"]),
            ),
            2..7,
        ),
        cut in 1..6_usize,
    ) {
        let assertions: Vec<Assertion> = said
            .iter()
            .enumerate()
            .map(|(at, (kind, speaker))| start(*kind, format!("s{at}"), speaker).action("attack").build().unwrap())
            .collect();
        let parts = [0..cut.min(said.len() - 1), cut.min(said.len() - 1)..said.len()].map(Iterator::collect::<Vec<usize>>);
        let lexicons = Lexicons::shipped();
        let mut cluster = Cluster::of((0..said.len()).collect());
        cluster.alternative = Some(Split::new(parts.to_vec(), 0.3));
        let whole = reconcile(&assertions, &Partition::of(vec![cluster]), &lexicons);
        let apart = Partition::of(parts.map(Cluster::of).to_vec());
        let mut apart = reconcile(&assertions, &apart, &lexicons).events;
        apart.sort_by(|one, other| one.assertions.cmp(&other.assertions));
        if let ([event], [one, other]) = (&whole.events[..], &apart[..]) {
            let found = event.alternative.as_ref().map(|alternative| &*alternative.explanation);
            let expected = format!("or two events: {}; {}", one.occurrence.as_str(), other.occurrence.as_str());
            prop_assert_eq!(found, Some(&*expected));
        }
    }
}
