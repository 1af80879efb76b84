//! Laws of matching, on made-up statements.

#![cfg(feature = "generate")]

use std::collections::BTreeSet;

use corroborate::Reconciler;
use corroborate::cluster::{Linkage, Partition, agglomerate};
use corroborate::generate::Generator;
use corroborate::model::Assertion;
use corroborate::read::{Judgement, Judgements, SameEvent};
use proptest::prelude::*;

#[test]
fn what_was_joined_early_goes_where_it_belongs_more() {
    // Row 1 is closest to row 0, and nearly as close to each of three others that belong together.
    let score = |left: u32, right: u32| match (left.min(right), left.max(right)) {
        (0, 1) => 3.0,
        (1, _) => 2.3,
        (2.., _) => 4.0,
        _ => -5.0,
    };
    let mut edges = Vec::new();
    for left in 0..5 {
        edges.extend((left + 1..5).map(|right| (left, right, score(left, right))));
    }
    let mut linkage = Linkage::default();
    let groups = |linkage: &Linkage| agglomerate(5, &edges, &[], &[], linkage, &score);
    assert_eq!(groups(&linkage), [vec![0], vec![1, 2, 3, 4]]);
    // Unless it is told to ask for more.
    linkage.regroup_above_bits = 100.0;
    assert_eq!(groups(&linkage), [vec![0, 1], vec![2, 3, 4]]);
    // What people decided holds here too.
    linkage = Linkage::default();
    let bound = agglomerate(5, &edges, &[(0, 1)], &[], &linkage, &score);
    assert_eq!(bound, [vec![0, 1], vec![2, 3, 4]]);
    let parted = agglomerate(5, &edges, &[], &[(1, 4)], &linkage, &score);
    assert!(parted.iter().all(|group| !(group.contains(&1) && group.contains(&4))));
}

#[test]
fn among_scores_beyond_the_cap_the_surest_is_joined_first() {
    // Row 1 can go with either, not with both.
    let score = |left: u32, right: u32| match (left.min(right), left.max(right)) {
        (0, 1) => 9.0,
        (1, 2) => 11.0,
        _ => -9.0,
    };
    let edges = [(0, 1, 9.0), (1, 2, 11.0)];
    let groups = agglomerate(3, &edges, &[], &[(0, 2)], &Linkage::default(), &score);
    assert_eq!(groups, [vec![0], vec![1, 2]]);
}

#[test]
fn a_crowd_about_two_attacks_is_two_events() {
    let speakers = ["CENTCOM", "Islamic Resistance in Iraq", "SOHR", "Shafaq News", "Al Mayadeen"];
    let counts = ["5", "five", "4", "several", "at least three"];
    let attacks =
        [("al-Omar oil field", "2024-01-02T20:30"), ("Erbil airport", "2024-01-02T21:00")];
    let statement = |number: usize| {
        let (place, time) = attacks[number % 2];
        Assertion::claim(format!("s{number:05}"), speakers[number / 2 % speakers.len()])
            .time(time)
            .place(place)
            .munitions("rockets", counts[number / 7 % counts.len()])
            .build()
    };
    let statements: Vec<Assertion> = (0..2400).map(|number| statement(number).unwrap()).collect();
    let partition = Reconciler::default().partition(&statements);
    let sizes: Vec<usize> = partition.clusters().map(|event| event.len()).collect();
    assert_eq!(sizes, [1200, 1200]);
}

fn made(seed: u64) -> Vec<Assertion> {
    Generator::new(60, seed).map(|(assertion, _)| assertion).collect()
}

/// The events as sets of ids, whatever their order.
fn events(assertions: &[Assertion], partition: &Partition) -> BTreeSet<BTreeSet<String>> {
    let id = |index: usize| assertions[index].id().to_string();
    partition.clusters().map(|cluster| cluster.members().map(id).collect()).collect()
}

fn possible(assertions: &[Assertion], partition: &Partition) -> Vec<(String, String, u64)> {
    let id = |index: usize| assertions[index].id().to_string();
    let links = partition.possible();
    links.map(|link| (id(link.left()), id(link.right()), link.bits().to_bits())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_the_input_changes_nothing(
        (seed, order) in (0..1000_u64)
            .prop_flat_map(|seed| (Just(seed), Just((0..60).collect::<Vec<usize>>()).prop_shuffle())),
    ) {
        let straight = made(seed);
        let shuffled: Vec<Assertion> = order.iter().map(|&index| straight[index].clone()).collect();
        let reconciler = Reconciler::default();
        let (left, right) = (reconciler.partition(&straight), reconciler.partition(&shuffled));
        prop_assert_eq!(events(&straight, &left), events(&shuffled, &right));
        prop_assert_eq!(possible(&straight, &left), possible(&shuffled, &right));
    }

    #[test]
    fn scores_are_symmetric_and_sum_to_their_explanation(
        seed in 0..1000_u64,
        pairs in prop::collection::vec((0..60_usize, 0..60_usize), 1..30),
    ) {
        let assertions = made(seed);
        let reconciler = Reconciler::default();
        let turned: Vec<_> = pairs.iter().map(|&(left, right)| (right, left)).collect();
        let there = reconciler.explain_pairs(&assertions, &pairs);
        let back = reconciler.explain_pairs(&assertions, &turned);
        for ((there, back), (left, right)) in there.into_iter().zip(back).zip(pairs) {
            let (Some(there), Some(back)) = (there, back) else {
                prop_assert_eq!(left, right);
                continue;
            };
            prop_assert_eq!(there.total_bits.to_bits(), back.total_bits.to_bits());
            let sum: f64 = there.parts.iter().map(|part| part.bits).sum();
            prop_assert!((there.prior_bits + sum - there.total_bits).abs() < 1e-9);
            for lift in &there.would_lift {
                prop_assert!(lift.total_bits > reconciler.config().linkage.join_above_bits);
            }
        }
    }

    #[test]
    fn a_statement_from_another_time_and_place_changes_no_event(seed in 0..1000_u64) {
        let mut assertions = made(seed);
        let reconciler = Reconciler::default();
        let before = events(&assertions, &reconciler.partition(&assertions));
        let stranger = Assertion::report("z", "Yonhap")
            .published("1987-03-02")
            .time("1987-03-01")
            .place("Lima")
            .action("earthquake")
            .build()
            .unwrap();
        assertions.push(stranger);
        let mut after = events(&assertions, &reconciler.partition(&assertions));
        prop_assert!(after.remove(&BTreeSet::from(["z".to_owned()])));
        prop_assert_eq!(before, after);
    }

    #[test]
    fn what_people_decided_holds(
        seed in 0..1000_u64,
        pairs in prop::collection::vec((0..60_usize, 0..60_usize, any::<bool>()), 1..12),
    ) {
        let assertions = made(seed);
        let id = |index: usize| assertions[index].id().to_string();
        let judgements: Judgements = pairs
            .iter()
            .map(|&(left, right, same)| {
                let same = if same { SameEvent::Same } else { SameEvent::Different };
                Judgement::new(id(left), id(right), same)
            })
            .collect();
        let reconciler = Reconciler::default().with_judgements(judgements.clone());
        let Ok(partition) = reconciler.try_partition(&assertions) else {
            let clash = reconciler.try_partition(&assertions).unwrap_err();
            for clash in clash.clashes() {
                let judged = judgements.get(&clash.left, &clash.right);
                prop_assert_eq!(judged.map(|pair| pair.judgement), Some(SameEvent::Different));
            }
            return Ok(());
        };
        let events = events(&assertions, &partition);
        for pair in judgements.iter() {
            let together =
                events.iter().any(|ids| ids.contains(&pair.left) && ids.contains(&pair.right));
            prop_assert_eq!(together, pair.judgement == SameEvent::Same);
        }
    }

    #[test]
    fn no_chain_of_weak_links_joins_two_events_that_stand_apart(
        sizes in (3..7_u32, 3..7_u32),
        between in 1..8_u32,
        strength in 2.0..8.0_f64,
        weak in prop::collection::vec(0.1..1.5_f64, 9),
        across in -8.0..-3.0_f64,
    ) {
        // Two groups whose members agree within, and rows in a line from one to the other, each
        // linked weakly to the next.
        let (first, second) = (sizes.0, sizes.0 + between);
        let all = second + sizes.1;
        let score = |left: u32, right: u32| {
            let (left, right) = (left.min(right), left.max(right));
            if right < first || left >= second {
                strength
            } else if right == left + 1 {
                weak[(right - first) as usize]
            } else {
                across
            }
        };
        let mut edges = Vec::new();
        for left in 0..all {
            edges.extend((left + 1..all).map(|right| (left, right, score(left, right))));
        }
        let groups = agglomerate(all as usize, &edges, &[], &[], &Linkage::default(), &score);
        for group in groups {
            let parts = group.iter().map(|row| (*row < first, *row >= second));
            let (one, other) = parts.fold((false, false), |sum, it| (sum.0 | it.0, sum.1 | it.1));
            prop_assert!(!(one && other), "{:?}", group);
        }
    }

    #[test]
    fn no_chain_of_links_joins_two_events_that_stand_apart(
        sizes in (3..8_u32, 3..8_u32),
        strength in 2.0..8.0_f64,
        bridge in 0.0..8.0_f64,
        across in -8.0..-3.0_f64,
    ) {
        // Two groups whose members agree within, and one pair that links them.
        let (first, all) = (sizes.0, sizes.0 + sizes.1);
        let score = |left: u32, right: u32| {
            if (left < first) == (right < first) {
                strength
            } else if (left.min(right), left.max(right)) == (first - 1, first) {
                bridge
            } else {
                across
            }
        };
        let mut edges = Vec::new();
        for left in 0..all {
            edges.extend((left + 1..all).map(|right| (left, right, score(left, right))));
        }
        let linkage = Linkage::default();
        let groups = agglomerate(all as usize, &edges, &[], &[], &linkage, &score);
        prop_assert!(groups.len() > 1, "joined into one");
        // A bridge stronger than what holds the events may pull one member over, and no more.
        if bridge.min(linkage.cap_bits) < strength.min(linkage.cap_bits) {
            prop_assert_eq!(groups, vec![(0..first).collect::<Vec<_>>(), (first..all).collect()]);
        }
    }
}
