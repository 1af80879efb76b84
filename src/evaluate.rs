//! Agreement with gold labels: of pairs, of clusters, of verdicts.

use std::collections::BTreeMap;
use std::io::Read;

use serde::Serialize;

use crate::model::AssertionId;
use crate::read::{GoldEvent, Labels, LabelsError, Row, rows};
use crate::reconcile::{Attribute, ReconciledEvent, Reconciliation, Verdict};

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

/// One verdict of the coder: for a gold event and an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldVerdict {
    /// The gold event.
    pub event: String,
    /// The attribute.
    pub attribute: Attribute,
    /// The verdict.
    pub verdict: Verdict,
}

/// Reads a verdicts file, `event_id,attribute,verdict,note`; `file` is its name in errors. The note
/// may be missing.
///
/// # Errors
///
/// [`LabelsError`] when the header differs, a row has another number of columns, or an attribute or a
/// verdict is none of the report format's words.
///
/// ```
/// use corroborate::evaluate::read_verdicts;
///
/// let rows = "event_id,attribute,verdict,note\ne1,count,conflict,5 against 2\n";
/// assert_eq!(read_verdicts(rows.as_bytes(), "gold.csv")?.len(), 1);
/// let wrong = "event_id,attribute,verdict,note\ne1,cuont,conflict,\n";
/// let error = read_verdicts(wrong.as_bytes(), "gold.csv").unwrap_err();
/// assert_eq!(error.line, 2);
/// # Ok::<(), corroborate::read::LabelsError>(())
/// ```
pub fn read_verdicts(reader: impl Read, file: &str) -> Result<Vec<GoldVerdict>, LabelsError> {
    let header = ["event_id", "attribute", "verdict", "note"];
    rows(reader, file, &header, 1)?
        .into_iter()
        .map(|Row { line, fields }| {
            let mut fields = fields.into_iter();
            let mut next = || fields.next().unwrap_or_default();
            let (event, attribute, verdict) = (next(), next(), next());
            let wrong = |field: &str, found: &str, expected: Vec<&str>| LabelsError {
                file: file.to_owned(),
                line,
                field: field.to_owned(),
                found: found.to_owned(),
                expected: format!("one of {}", expected.join(", ")),
            };
            let known = Attribute::ALL.into_iter().find(|known| known.as_str() == attribute);
            let attribute = known.ok_or_else(|| {
                let words = Attribute::ALL.iter().map(|known| known.as_str()).collect();
                wrong("attribute", &attribute, words)
            })?;
            let known = VERDICTS.into_iter().find(|known| known.as_str() == verdict);
            let verdict = known.ok_or_else(|| {
                wrong("verdict", &verdict, VERDICTS.iter().map(|known| known.as_str()).collect())
            })?;
            Ok(GoldVerdict { event, attribute, verdict })
        })
        .collect()
}

const VERDICTS: [Verdict; 4] =
    [Verdict::Agree, Verdict::Compatible, Verdict::Conflict, Verdict::Unilateral];

/// How well verdicts agree with the coder's, on gold events.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Verdicts {
    /// The share of listed verdicts that came out.
    pub accuracy: f64,
    /// Precision for the verdict `conflict`.
    pub precision: f64,
    /// Recall for the verdict `conflict`.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// How many verdicts were compared.
    pub scored: u64,
    /// For each attribute: what the coder says, then what came out (`none` when the attribute has no
    /// finding), with how often.
    pub confusion: BTreeMap<Attribute, BTreeMap<String, u64>>,
}

/// Compares findings with the coder's verdicts. Only listed rows are scored; a listed row without a
/// finding counts as wrong.
///
/// `account` has to hold the gold events, as
/// [`Reconciler::reconcile_with_events`](crate::Reconciler::reconcile_with_events) makes them, so
/// that matching and judging are measured apart.
#[must_use]
pub fn verdicts(account: &Reconciliation, gold: &Labels, wanted: &[GoldVerdict]) -> Verdicts {
    let mut events: BTreeMap<&str, &ReconciledEvent> = BTreeMap::new();
    for event in &account.events {
        for id in event.assertions.iter().chain(&event.withdrawn) {
            if let Some(GoldEvent::Event(name)) = gold.get(id.as_str()) {
                events.insert(name, event);
            }
        }
    }
    let mut right = 0_u64;
    let (mut conflicts_found, mut conflicts_wanted, mut conflicts_right) = (0, 0, 0);
    let mut confusion: BTreeMap<Attribute, BTreeMap<String, u64>> = BTreeMap::new();
    for row in wanted {
        let finding = events
            .get(row.event.as_str())
            .and_then(|event| event.attributes.get(&row.attribute).map(|finding| finding.verdict));
        right += u64::from(finding == Some(row.verdict));
        let is_conflict = |verdict: Option<Verdict>| u64::from(verdict == Some(Verdict::Conflict));
        conflicts_found += is_conflict(finding);
        conflicts_wanted += is_conflict(Some(row.verdict));
        conflicts_right += is_conflict(finding) * is_conflict(Some(row.verdict));
        let cell = format!("{} -> {}", row.verdict, finding.map_or("none", Verdict::as_str));
        *confusion.entry(row.attribute).or_default().entry(cell).or_default() += 1;
    }
    let agreement = Agreement::of_counts(conflicts_right, conflicts_found, conflicts_wanted);
    #[expect(clippy::cast_precision_loss, reason = "numbers of verdicts stay far below 2^53")]
    let accuracy = if wanted.is_empty() { 1.0 } else { right as f64 / wanted.len() as f64 };
    Verdicts {
        accuracy,
        precision: agreement.precision,
        recall: agreement.recall,
        f1: agreement.f1,
        scored: wanted.len() as u64,
        confusion,
    }
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
