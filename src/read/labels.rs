//! Gold labels: which assertions are about the same event.

use std::collections::BTreeMap;
use std::io::Read;

/// What the coder says of one assertion.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GoldEvent {
    /// It is about this event.
    Event(String),
    /// It belongs to no event: a tally, a threat, a bare retraction.
    None,
    /// Left open by the coder; not scored.
    Open,
}

/// A labels file: `assertion_id,event_id`, one row an assertion.
///
/// # Examples
///
/// ```
/// use corroborate::read::{GoldEvent, Labels};
///
/// let labels = Labels::read("assertion_id,event_id\na,e1\nb,\nc,?\n".as_bytes(), "gold.csv")?;
/// assert_eq!(labels.get("a"), Some(&GoldEvent::Event("e1".to_owned())));
/// assert_eq!(labels.get("b"), Some(&GoldEvent::None));
/// assert_eq!(labels.get("c"), Some(&GoldEvent::Open));
/// # Ok::<(), corroborate::read::LabelsError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    by_id: BTreeMap<String, GoldEvent>,
}

/// What is wrong with a labels or verdicts file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {field}: found `{found}`, expected {expected}")]
pub struct LabelsError {
    /// The file as it was named to the reader.
    pub file: String,
    /// The line, counted from 1.
    pub line: u64,
    /// The column that is wrong.
    pub field: String,
    /// What was found there.
    pub found: String,
    /// What was expected.
    pub expected: String,
}

impl Labels {
    /// Reads a labels file; `file` is its name in errors.
    ///
    /// # Errors
    ///
    /// [`LabelsError`] when the header is not `assertion_id,event_id`, a row has another number of
    /// columns, an id is empty or occurs twice, or the text is not UTF-8.
    pub fn read(reader: impl Read, file: &str) -> Result<Self, LabelsError> {
        let mut by_id = BTreeMap::new();
        for Row { line, mut fields } in rows(reader, file, &["assertion_id", "event_id"], 0)? {
            let event = fields.pop().unwrap_or_default();
            let id = fields.pop().unwrap_or_default();
            let wrong = |found: &str, expected: &str| LabelsError {
                file: file.to_owned(),
                line,
                field: "assertion_id".to_owned(),
                found: found.to_owned(),
                expected: expected.to_owned(),
            };
            if id.is_empty() {
                return Err(wrong("", "the id of an assertion"));
            }
            if by_id.contains_key(&id) {
                return Err(wrong(&id, "each assertion once"));
            }
            let event = match event.as_str() {
                "" => GoldEvent::None,
                "?" => GoldEvent::Open,
                _ => GoldEvent::Event(event),
            };
            by_id.insert(id, event);
        }
        Ok(Self { by_id })
    }

    /// The label of an assertion, if the file has one.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&GoldEvent> {
        self.by_id.get(id)
    }

    /// All labels, sorted by assertion id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &GoldEvent)> {
        self.by_id.iter().map(|(id, event)| (id.as_str(), event))
    }

    /// How many assertions have a label.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether no assertion has a label.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }
}

impl FromIterator<(String, GoldEvent)> for Labels {
    fn from_iter<T: IntoIterator<Item = (String, GoldEvent)>>(rows: T) -> Self {
        Self { by_id: rows.into_iter().collect() }
    }
}

/// One row of a CSV file with the line that it starts on.
pub(crate) struct Row {
    pub(crate) line: u64,
    pub(crate) fields: Vec<String>,
}

/// The rows under a known header; `optional` of its last columns may be missing.
pub(crate) fn rows(
    reader: impl Read,
    file: &str,
    header: &[&str],
    optional: usize,
) -> Result<Vec<Row>, LabelsError> {
    let wrong = |line: u64, field: &str, found: String, expected: String| LabelsError {
        file: file.to_owned(),
        line,
        field: field.to_owned(),
        found,
        expected,
    };
    let least = header.len().saturating_sub(optional);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(reader);
    let mut rows = Vec::new();
    let mut seen_header = false;
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(1, csv::Position::line);
            wrong(line, "row", error.to_string(), "UTF-8 text with comma-separated columns".into())
        })?;
        let line = record.position().map_or(1, csv::Position::line);
        let fields: Vec<String> = record
            .iter()
            .map(|field| field.trim_start_matches('\u{feff}').trim().to_owned())
            .collect();
        if !seen_header {
            seen_header = true;
            if fields.len() < least || fields.iter().zip(header).any(|(a, b)| a != b) {
                let expected = format!("the header `{}`", header.join(","));
                return Err(wrong(line, "header", fields.join(","), expected));
            }
            continue;
        }
        if fields.len() < least || fields.len() > header.len() {
            let expected = format!("{} columns", header.len());
            return Err(wrong(line, "row", format!("{} columns", fields.len()), expected));
        }
        rows.push(Row { line, fields });
    }
    if !seen_header {
        let expected = format!("the header `{}`", header.join(","));
        return Err(wrong(1, "header", String::new(), expected));
    }
    Ok(rows)
}
