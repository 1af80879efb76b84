//! Agreement with gold labels: of pairs, of clusters, of verdicts.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::read::{GoldEvent, Labels};

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
        let ratio = |part: u64, whole: u64| if whole == 0 { 1.0 } else { part as f64 / whole as f64 };
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
        events_predicted: found_sizes.len() as u64,
        events_gold: gold_sizes.len() as u64,
    }
}
