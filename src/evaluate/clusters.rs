//! Events against gold events: of pairs, of members, of whole events.

use std::collections::BTreeMap;

use serde::Serialize;

use super::assignment::best_assignment;
use crate::model::AssertionId;
use crate::read::{GoldEvent, Labels};
use crate::reconcile::Reconciliation;

/// Precision, recall and their harmonic mean, each from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Agreement {
    /// Of what was found, how much is right.
    pub precision: f64,
    /// Of what is right, how much was found.
    pub recall: f64,
    /// The harmonic mean of the two.
    pub f1: f64,
}

impl Agreement {
    /// From precision and recall.
    #[must_use]
    pub fn new(precision: f64, recall: f64) -> Self {
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Self { precision, recall, f1 }
    }

    /// From counts: of `found`, `right` are among the `wanted`. Nothing found of nothing wanted is
    /// full agreement.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of pairs stay far below 2^53")]
    pub fn of_counts(right: u64, found: u64, wanted: u64) -> Self {
        let ratio =
            |part: u64, whole: u64| if whole == 0 { 1.0 } else { part as f64 / whole as f64 };
        Self::new(ratio(right, found), ratio(right, wanted))
    }
}

/// How well events agree with gold events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Clustering {
    /// Over pairs of assertions that share an event.
    pub pairwise: Agreement,
    /// B-cubed (Bagga and Baldwin 1998): precision and recall of each assertion's own event, averaged
    /// over assertions.
    pub b_cubed: Agreement,
    /// CEAF-e (Luo 2005, with his fourth measure of likeness): each event is aligned with at most one
    /// gold event, so that the likeness of the aligned is greatest; splitting a large event costs no
    /// more than splitting a small one.
    pub ceaf_e: Agreement,
    /// Events found among the scored assertions.
    pub events_predicted: u64,
    /// Gold events.
    pub events_gold: u64,
}

/// Compares events with gold labels. Scored are the assertions whose gold label is not `?`; one with an
/// empty label is an event of its own, on either side.
///
/// # Examples
///
/// ```
/// use corroborate::evaluate::clustering;
/// use corroborate::read::Labels;
///
/// let gold = Labels::read("assertion_id,event_id\na,e1\nb,e1\nc,e2\n".as_bytes(), "gold")?;
/// let found = Labels::read("assertion_id,event_id\na,x\nb,x\nc,x\n".as_bytes(), "found")?;
/// let agreement = clustering(&found, &gold);
/// assert_eq!(agreement.pairwise.recall, 1.0);
/// assert_eq!(agreement.pairwise.precision, 1.0 / 3.0);
/// # Ok::<(), corroborate::read::LabelsError>(())
/// ```
#[must_use]
pub fn clustering(found: &Labels, gold: &Labels) -> Clustering {
    let mut found_sizes: BTreeMap<String, u64> = BTreeMap::new();
    let mut gold_sizes: BTreeMap<String, u64> = BTreeMap::new();
    let mut cells: BTreeMap<(String, String), u64> = BTreeMap::new();
    let mut scored = 0_u64;
    for (id, label) in gold.iter() {
        if *label == GoldEvent::Open {
            continue;
        }
        scored += 1;
        let name = |label: Option<&GoldEvent>| match label {
            Some(GoldEvent::Event(event)) => format!("event {event}"),
            _ => format!("alone {id}"),
        };
        let (found, gold) = (name(found.get(id)), name(Some(label)));
        *found_sizes.entry(found.clone()).or_default() += 1;
        *gold_sizes.entry(gold.clone()).or_default() += 1;
        *cells.entry((found, gold)).or_default() += 1;
    }
    let pairs = |size: u64| size * size.saturating_sub(1) / 2;
    let right = cells.values().copied().map(pairs).sum();
    let pairwise = Agreement::of_counts(
        right,
        found_sizes.values().copied().map(pairs).sum(),
        gold_sizes.values().copied().map(pairs).sum(),
    );
    let mut precision = 0.0;
    let mut recall = 0.0;
    #[expect(clippy::cast_precision_loss, reason = "cluster sizes stay far below 2^53")]
    for ((found, gold), &both) in &cells {
        let both = both as f64;
        precision += both * both / found_sizes.get(found).copied().unwrap_or(1) as f64;
        recall += both * both / gold_sizes.get(gold).copied().unwrap_or(1) as f64;
    }
    #[expect(clippy::cast_precision_loss, reason = "numbers of assertions stay far below 2^53")]
    let scored = scored.max(1) as f64;
    Clustering {
        pairwise,
        b_cubed: Agreement::new(precision / scored, recall / scored),
        ceaf_e: ceaf_e(&found_sizes, &gold_sizes, &cells),
        events_predicted: found_sizes.len() as u64,
        events_gold: gold_sizes.len() as u64,
    }
}

type Sizes = BTreeMap<String, u64>;

/// The best one-to-one alignment falls apart into those of the connected parts of "shares a member".
fn ceaf_e(
    found_sizes: &Sizes,
    gold_sizes: &Sizes,
    cells: &BTreeMap<(String, String), u64>,
) -> Agreement {
    let mut of_gold: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut of_found: BTreeMap<&str, Vec<(&str, u64)>> = BTreeMap::new();
    for ((found, gold), &both) in cells {
        of_gold.entry(gold).or_default().push(found);
        of_found.entry(found).or_default().push((gold, both));
    }
    let mut likeness = 0.0;
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for start in of_found.keys() {
        if seen.contains_key(start) {
            continue;
        }
        let mut part = vec![*start];
        let mut columns: BTreeMap<&str, usize> = BTreeMap::new();
        seen.insert(start, 0);
        let mut next = 0;
        while let Some(found) = part.get(next).copied() {
            next += 1;
            for (gold, _) in of_found.get(found).into_iter().flatten() {
                let column = columns.len();
                columns.entry(gold).or_insert(column);
                for other in of_gold.get(gold).into_iter().flatten() {
                    seen.entry(other).or_insert_with(|| {
                        part.push(other);
                        part.len() - 1
                    });
                }
            }
        }
        let mut table = vec![vec![0.0; columns.len()]; part.len()];
        for (row, found) in table.iter_mut().zip(&part) {
            for (gold, both) in of_found.get(found).into_iter().flatten() {
                let sizes = found_sizes.get(*found).copied().unwrap_or(1)
                    + gold_sizes.get(*gold).copied().unwrap_or(1);
                if let Some(cell) = columns.get(gold).and_then(|&column| row.get_mut(column)) {
                    *cell = 2.0 * real(*both) / real(sizes);
                }
            }
        }
        likeness += best_assignment(&table);
    }
    let ratio = |whole: usize| if whole == 0 { 1.0 } else { likeness / real(whole as u64) };
    Agreement::new(ratio(found_sizes.len()), ratio(gold_sizes.len()))
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
const fn real(count: u64) -> f64 {
    count as f64
}

/// The events of an account as labels: the id of the event for its members, the withdrawn ones
/// included, and an empty label for everything else.
#[must_use]
pub fn labels_of(account: &Reconciliation) -> Labels {
    let members = account.events.iter().flat_map(|event| {
        event
            .assertions
            .iter()
            .chain(&event.withdrawn)
            .map(|id| (id.to_string(), GoldEvent::Event(event.id.to_string())))
    });
    let none = |id: &AssertionId| (id.to_string(), GoldEvent::None);
    members
        .chain(account.threats.iter().map(|threat| none(&threat.assertion)))
        .chain(account.tallies.iter().map(|tally| none(&tally.assertion)))
        .chain(account.set_aside.iter().map(|aside| none(&aside.assertion)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(events: &[&str]) -> Labels {
        events
            .iter()
            .enumerate()
            .map(|(place, event)| (format!("{place:02}"), GoldEvent::Event((*event).to_owned())))
            .collect()
    }

    /// The example of Luo (2005), figure 1 (c): one gold event of five and two smaller ones, of which
    /// the two larger were merged.
    #[test]
    fn ceaf_aligns_each_event_once() {
        let gold = labels(&["a", "a", "a", "a", "a", "b", "b", "c", "c", "c", "c", "c"]);
        let found = labels(&["x", "x", "x", "x", "x", "y", "y", "x", "x", "x", "x", "x"]);
        let agreement = clustering(&found, &gold).ceaf_e;
        let likeness = 1.0 + 2.0 * 5.0 / 15.0;
        assert!((agreement.precision - likeness / 2.0).abs() < 1e-12);
        assert!((agreement.recall - likeness / 3.0).abs() < 1e-12);
    }

    #[test]
    fn the_same_events_agree_fully_under_any_names() {
        let measured = clustering(&labels(&["x", "y", "x"]), &labels(&["a", "b", "a"]));
        for agreement in [measured.pairwise, measured.b_cubed, measured.ceaf_e] {
            assert!((agreement.f1 - 1.0).abs() < 1e-12);
        }
    }
}
