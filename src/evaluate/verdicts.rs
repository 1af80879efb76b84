//! Findings against the verdicts of a coder.

use std::collections::BTreeMap;
use std::io::Read;

use serde::Serialize;

use super::clusters::Agreement;
use crate::read::{GoldEvent, Labels, LabelsError, Row, rows};
use crate::reconcile::{Attribute, Finding, ReconciledEvent, Reconciliation, Verdict};

/// One verdict of the coder: for a gold event and an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldVerdict {
    /// The gold event.
    pub event: String,
    /// The attribute.
    pub attribute: Attribute,
    /// The verdict.
    pub verdict: Verdict,
    /// Why, in the coder's words; may be empty.
    pub note: String,
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
            let (event, attribute, verdict, note) = (next(), next(), next(), next());
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
            Ok(GoldVerdict { event, attribute, verdict, note })
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
    /// Where the two differ, in the order of the coder's rows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub disagreements: Vec<Disagreement>,
}

/// A verdict of the coder that did not come out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Disagreement {
    /// The gold event.
    pub event: String,
    /// The attribute.
    pub attribute: Attribute,
    /// What the coder says.
    pub wanted: Verdict,
    /// Why, in the coder's words; may be empty.
    pub note: String,
    /// What came out; `None` where the event has no finding of the attribute.
    pub found: Option<Finding>,
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
    let mut disagreements = Vec::new();
    for row in wanted {
        let event = events.get(row.event.as_str());
        let found = event.and_then(|event| event.attributes.get(&row.attribute));
        let finding = found.map(|finding| finding.verdict);
        if finding == Some(row.verdict) {
            right += 1;
        } else {
            disagreements.push(Disagreement {
                event: row.event.clone(),
                attribute: row.attribute,
                wanted: row.verdict,
                note: row.note.clone(),
                found: found.cloned(),
            });
        }
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
        disagreements,
    }
}
