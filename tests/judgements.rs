//! What people decided holds, whatever the scores say.

use std::collections::BTreeSet;

use corroborate::Reconciler;
use corroborate::cluster::{Linkage, agglomerate};
use corroborate::model::{Assertion, Relation};
use corroborate::read::{Judgement, Judgements, SameEvent};
use proptest::prelude::*;

fn report(id: &str, day: &str, place: &str) -> Assertion {
    Assertion::report(id, "SOHR").time(day).place(place).action("shelling").build().unwrap()
}

fn decided(pairs: &[(&str, &str, SameEvent)]) -> Judgements {
    pairs.iter().map(|&(left, right, same)| Judgement::new(left, right, same)).collect()
}

fn events(reconciler: &Reconciler, assertions: &[Assertion]) -> BTreeSet<Vec<String>> {
    let account = reconciler.reconcile(assertions);
    let ids =
        |ids: &[corroborate::model::AssertionId]| ids.iter().map(ToString::to_string).collect();
    account.events.iter().map(|event| ids(&event.assertions)).collect()
}

#[test]
fn a_pair_judged_the_same_is_one_event_however_far_apart() {
    let reports = [report("a", "2023-01-04", "Ain al-Asad"), report("b", "2019-06-01", "Hodeidah")];
    let judgements = decided(&[("b", "a", SameEvent::Same)]);
    let reconciler = Reconciler::default().with_judgements(judgements);
    assert_eq!(events(&reconciler, &reports), BTreeSet::from([vec!["a".into(), "b".into()]]));
    let partition = reconciler.partition(&reports);
    let link = partition.cluster(0).and_then(|event| event.links().next()).unwrap();
    assert_eq!(link.reasons(), ["judged one event"]);
    assert!(link.probability() >= 1.0);
}

#[test]
fn a_pair_judged_different_stays_apart_and_is_no_possible_link() {
    let reports = ["a", "b", "c"].map(|id| report(id, "2023-01-04", "Ain al-Asad"));
    let judgements = decided(&[("a", "b", SameEvent::Different)]);
    let reconciler = Reconciler::default().with_judgements(judgements);
    let events = events(&reconciler, &reports);
    assert!(events.iter().all(|ids| !(ids.contains(&"a".into()) && ids.contains(&"b".into()))));
    let partition = reconciler.partition(&reports);
    assert!(partition.possible().all(|link| (link.left(), link.right()) != (0, 1)));
}

#[test]
fn a_clash_names_the_pair_and_what_binds_it() {
    let mut reports =
        vec![report("a", "2023-01-04", "Ain al-Asad"), report("b", "2023-01-04", "Ain al-Asad")];
    reports.push(
        Assertion::report("c", "SOHR")
            .time("2023-01-04")
            .about(Relation::Corrects, ["b"])
            .action("shelling")
            .build()
            .unwrap(),
    );
    let judgements = decided(&[("a", "c", SameEvent::Different), ("a", "b", SameEvent::Same)]);
    let reconciler = Reconciler::default().with_judgements(judgements);
    assert_eq!(
        reconciler.try_reconcile(&reports).unwrap_err().to_string(),
        "`a` and `c` are judged different events, but judged or related as one: `a` = `b` = `c`"
    );
}

#[test]
fn judgements_on_other_data_are_kept_and_told() {
    let reports = [report("a", "2023-01-04", "Ain al-Asad")];
    let judgements = decided(&[("a", "elsewhere", SameEvent::Same)]);
    assert_eq!(judgements.unused(&reports).len(), 1);
    let mut bytes = Vec::new();
    judgements.write(&mut bytes).unwrap();
    assert_eq!(Judgements::read(&bytes[..], "again").unwrap(), judgements);
    let reconciler = Reconciler::default().with_judgements(judgements);
    assert_eq!(events(&reconciler, &reports).len(), 1);
}

#[test]
fn a_tally_joins_no_event_even_when_judged_so() {
    let tally = Assertion::tally("t", "CENTCOM").count(27).period("2023-01").build().unwrap();
    let reports = [report("a", "2023-01-04", "Ain al-Asad"), tally];
    let judgements = decided(&[("a", "t", SameEvent::Same)]);
    let account = Reconciler::default().with_judgements(judgements).reconcile(&reports);
    assert_eq!((account.events.len(), account.tallies.len()), (1, 1));
}

#[test]
fn every_mistake_in_a_file_is_listed() {
    let text = concat!(
        "# comment\n\n",
        "{\"left\":\"a\",\"right\":\"a\",\"judgement\":\"same\"}\n",
        "{\"left\":\"a\",\"judgement\":\"same\",\"on\":\"yesterday\"}\n",
        "{\"left\":\"a\",\"right\":\"b\",\"judgement\":\"same\",\"left\":\"c\",\"who\":\"me\"}\n",
        "[1]\n",
    );
    let errors = Judgements::read(text.as_bytes(), "j").unwrap_err();
    let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        [
            "j:3: right: found `a`, expected another id than `left`",
            "j:4: right: found `nothing`, expected the id of another assertion",
            "j:4: on: found `\"yesterday\"`, expected a date such as `2024-01-20`",
            "j:5: left: found `a second value`, expected each field once",
            "j:5: who: found `who`, expected `left`, `right`, `judgement`, `by`, `on`, `note`, or a \
             name that begins with `x_`",
            "j:6: line: found `invalid type: sequence, expected a JSON object at line 1 col`, expected \
             one JSON object",
        ]
    );
}

proptest! {
    #[test]
    fn links_that_must_and_cannot_be_hold_through_all_merges(
        edges in prop::collection::btree_map((0_u32..14, 0_u32..14), -8.0..8.0_f64, 0..60),
        must in prop::collection::vec((0_u32..14, 0_u32..14), 0..6),
        cannot in prop::collection::vec((0_u32..14, 0_u32..14), 0..6),
    ) {
        let score = |a: u32, b: u32| edges.get(&(a.min(b), a.max(b))).copied().unwrap_or(-4.0);
        let edges: Vec<(u32, u32, f64)> =
            edges.iter().filter(|((a, b), _)| a < b).map(|(&(a, b), &bits)| (a, b, bits)).collect();
        let loose = Linkage::default();
        let bound = agglomerate(14, &[], &must, &[], &loose, &score);
        let together = |groups: &[Vec<u32>], a: u32, b: u32| {
            groups.iter().any(|group| group.contains(&a) && group.contains(&b))
        };
        // Pairs that clash are an error before clustering.
        let cannot: Vec<(u32, u32)> =
            cannot.into_iter().filter(|&(a, b)| !together(&bound, a, b)).collect();
        let groups = agglomerate(14, &edges, &must, &cannot, &loose, &score);
        for &(a, b) in &must {
            prop_assert!(together(&groups, a, b));
        }
        for &(a, b) in &cannot {
            prop_assert!(!together(&groups, a, b));
        }
        let mut rows: Vec<u32> = groups.concat();
        rows.sort_unstable();
        prop_assert_eq!(rows, (0..14).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_written_is_read_again(
        pairs in prop::collection::vec(("[a-z]{1,3}", "[A-Z]{1,3}", any::<bool>(), "[ -~]*[!-~]"), 0..8),
    ) {
        let judgements: Judgements = pairs
            .into_iter()
            .map(|(left, right, same, note)| {
                let same = if same { SameEvent::Same } else { SameEvent::Different };
                let mut judgement = Judgement::new(left, right, same);
                judgement.note = Some(note);
                judgement
            })
            .collect();
        let mut bytes = Vec::new();
        judgements.write(&mut bytes).unwrap();
        prop_assert_eq!(Judgements::read(&bytes[..], "again").unwrap(), judgements);
    }
}
