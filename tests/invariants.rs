//! Laws of the whole pipeline, over assertions at random.

mod util;

use std::collections::{BTreeMap, BTreeSet};

use corroborate::Reconciler;
use corroborate::model::{Assertion, AssertionId};
use corroborate::reconcile::{EventId, Reconciliation};
use proptest::prelude::*;
use util::strategies::{data_set, tangled_data_set};

/// The members of each event by its id.
fn events(account: &Reconciliation) -> BTreeMap<&str, BTreeSet<&str>> {
    let members = account.events.iter().map(|event| {
        let ids = event.assertions.iter().chain(&event.withdrawn);
        (event.id.as_str(), ids.map(AssertionId::as_str).collect())
    });
    members.collect()
}

/// What happens on another continent and decades before the rest.
fn far_away() -> Assertion {
    Assertion::report("zz-far", "El Comercio")
        .published("1985-06-02")
        .time("1985-06-01")
        .place("Lima")
        .action("bombing")
        .target("a power station")
        .build()
        .expect("the assertion keeps the rules")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_the_lines_changes_no_byte(
        (lines, shuffled) in data_set(30)
            .prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle())),
    ) {
        let [left, right] = [lines, shuffled]
            .map(|lines| util::reports(&util::reconcile(&lines), &lines));
        prop_assert_eq!(left, right);
    }

    #[test]
    fn every_id_ends_in_one_place(lines in data_set(30)) {
        util::assert_each_id_once(&util::reconcile(&lines), &lines);
    }

    #[test]
    fn relations_to_nowhere_and_in_loops_lose_nothing(
        (lines, shuffled) in tangled_data_set(20)
            .prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle())),
    ) {
        let account = util::reconcile(&lines);
        util::assert_each_id_once(&account, &lines);
        let [left, right] = [lines, shuffled]
            .map(|lines| util::reports(&util::reconcile(&lines), &lines));
        prop_assert_eq!(left, right);
    }

    #[test]
    fn the_id_of_an_event_depends_on_its_members_alone(lines in data_set(30)) {
        for event in &util::reconcile(&lines).events {
            prop_assert_eq!(
                &event.id,
                &EventId::of(event.assertions.iter().chain(&event.withdrawn)),
                "{:?} {:?}", event.assertions, event.withdrawn
            );
        }
    }

    #[test]
    fn what_is_far_away_changes_no_event(mut lines in data_set(25)) {
        let alone = util::reconcile(&lines);
        lines.push(far_away());
        let beside = util::reconcile(&lines);
        let mut beside = events(&beside);
        beside.retain(|_, members| !members.contains("zz-far"));
        prop_assert_eq!(beside, events(&alone));
    }

    #[test]
    fn a_score_is_symmetric_and_the_sum_of_its_parts(lines in data_set(8)) {
        let reconciler = Reconciler::default();
        for left in 0..lines.len() {
            for right in 0..left {
                let there = reconciler.explain(&lines, left, right).expect("two assertions");
                let back = reconciler.explain(&lines, right, left).expect("two assertions");
                prop_assert!((there.total_bits - back.total_bits).abs() < 1e-9);
                let sum: f64 = there.parts.iter().map(|part| part.bits).sum();
                let hint = there.hint.as_ref().map_or(0.0, |hint| hint.bits);
                prop_assert!((there.prior_bits + hint + sum - there.total_bits).abs() < 1e-9);
                prop_assert!((0.0..=1.0).contains(&there.probability));
            }
        }
    }

    #[test]
    fn the_report_counts_what_the_account_holds(lines in data_set(30)) {
        let account = util::reconcile(&lines);
        let [json, _, _] = util::reports(&account, &lines);
        let report: serde_json::Value = serde_json::from_str(&json).expect("the report is JSON");
        prop_assert_eq!(&report["format"], "corroborate-report");
        prop_assert_eq!(report["events"].as_array().map(Vec::len), Some(account.events.len()));
        prop_assert_eq!(&report["summary"]["assertions"], lines.len());
        prop_assert_eq!(&report["summary"]["events"], account.events.len());
        let by_occurrence = report["summary"]["by_occurrence"].as_object().expect("an object");
        let counted: u64 = by_occurrence.values().filter_map(serde_json::Value::as_u64).sum();
        prop_assert_eq!(counted, account.events.len() as u64);
        for event in &account.events {
            prop_assert!(event.probability.is_none_or(|chance| (0.0..=1.0).contains(&chance)));
            for finding in event.attributes.values() {
                prop_assert!(!finding.values.is_empty() && !finding.explanation.is_empty());
            }
        }
    }
}

#[test]
fn an_event_that_very_many_report_alike_stays_one() {
    let reports: Vec<Assertion> = (0..1500)
        .map(|number| {
            Assertion::report(format!("r{number:04}"), format!("Outlet {number}"))
                .time("2024-01-20")
                .published("2024-01-20")
                .place("Ain al-Asad airbase")
                .action("drone attack")
                .build()
                .unwrap()
        })
        .collect();
    let partition = Reconciler::default().partition(&reports);
    assert_eq!(partition.len(), 1);
}
