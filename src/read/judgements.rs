//! What people decided on pairs of assertions.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufRead, Read, Write};

use chrono::NaiveDate;
use rustc_hash::FxHashSet;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::jsonl::MAX_LINE_BYTES;
use crate::model::Assertion;

/// Whether two assertions are about one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SameEvent {
    /// They are about one event.
    Same,
    /// They are about different events.
    Different,
}

/// What somebody decided on two assertions.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Judgement {
    /// The id of one assertion.
    pub left: String,
    /// The id of the other.
    pub right: String,
    /// The decision.
    pub judgement: SameEvent,
    /// Who decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When it was decided.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "date")]
    pub on: Option<NaiveDate>,
    /// Why, in the words of who decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Fields of the user's own; their names begin with `x_`.
    #[serde(flatten)]
    pub extra: BTreeMap<String, Value>,
}

impl Judgement {
    /// A decision without an author or a note.
    #[must_use]
    pub fn new(left: impl Into<String>, right: impl Into<String>, judgement: SameEvent) -> Self {
        Self {
            left: left.into(),
            right: right.into(),
            judgement,
            by: None,
            on: None,
            note: None,
            extra: BTreeMap::new(),
        }
    }

    fn key(&self) -> (String, String) {
        let (low, high) = if self.left <= self.right {
            (&self.left, &self.right)
        } else {
            (&self.right, &self.left)
        };
        (low.clone(), high.clone())
    }
}

#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that serde calls"
)]
fn date<S: Serializer>(date: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => serializer.collect_str(date),
        None => serializer.serialize_none(),
    }
}

/// "judged one event by A. Coder on 2024-02-01: same video".
impl fmt::Display for Judgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.judgement {
            SameEvent::Same => "judged one event",
            SameEvent::Different => "judged different events",
        })?;
        if let Some(by) = &self.by {
            write!(f, " by {by}")?;
        }
        if let Some(on) = self.on {
            write!(f, " on {on}")?;
        }
        match &self.note {
            Some(note) => write!(f, ": {note}"),
            None => Ok(()),
        }
    }
}

/// Decisions on pairs, one for each pair.
///
/// The file is JSON Lines. `left`, `right` and `judgement` (`same` or `different`) are required; `by`,
/// `on` (a date), `note` and fields that begin with `x_` may be there. A later line on a pair replaces an
/// earlier one. Ids need not occur in the data at hand: decisions outlive a run, and what is not in one
/// file may be in the next.
///
/// # Examples
///
/// ```
/// use corroborate::read::{Judgements, SameEvent};
///
/// let text = br#"{"left": "a", "right": "b", "judgement": "same", "by": "A. Coder"}
/// {"left": "b", "right": "a", "judgement": "different", "note": "two bases of one name"}"#;
/// let judgements = Judgements::read(&text[..], "judgements.jsonl").unwrap();
/// assert_eq!(judgements.len(), 1);
/// assert_eq!(judgements.get("a", "b").unwrap().judgement, SameEvent::Different);
///
/// let wrong = br#"{"left": "a", "right": "b", "judgement": "maybe"}"#;
/// assert_eq!(
///     Judgements::read(&wrong[..], "judgements.jsonl").unwrap_err()[0].to_string(),
///     "judgements.jsonl:1: judgement: found `\"maybe\"`, expected `same` or `different`"
/// );
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgements {
    // Invariant: the key is the two ids of the judgement, the smaller first, and they differ.
    by_pair: BTreeMap<(String, String), Judgement>,
}

/// What is wrong with a judgements file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {field}: found `{found}`, expected {expected}")]
pub struct JudgementError {
    /// The file as it was named to the reader.
    pub file: String,
    /// The line, counted from 1.
    pub line: u64,
    /// The field that is wrong.
    pub field: String,
    /// What was found there.
    pub found: String,
    /// What was expected.
    pub expected: String,
}

impl Judgements {
    /// Reads a judgements file; `file` is its name in errors. Blank lines and lines that start with `#`
    /// are skipped.
    ///
    /// # Errors
    ///
    /// Every mistake found: lines that are no JSON object, fields that are missing, unknown, given twice
    /// or of the wrong kind, and pairs of one assertion with itself.
    pub fn read(mut reader: impl BufRead, file: &str) -> Result<Self, Vec<JudgementError>> {
        let mut judgements = Self::default();
        let mut errors = Vec::new();
        let mut buffer = Vec::new();
        for line in 1_u64.. {
            let mut wrong = |field: &str, found: &str, expected: &str| {
                errors.push(JudgementError {
                    file: file.to_owned(),
                    line,
                    field: field.to_owned(),
                    found: found.to_owned(),
                    expected: expected.to_owned(),
                });
            };
            buffer.clear();
            let limit = MAX_LINE_BYTES as u64 + 1;
            match reader.by_ref().take(limit).read_until(b'\n', &mut buffer) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => {
                    wrong("line", &error.to_string(), "a file that can be read");
                    break;
                }
            }
            if buffer.len() > MAX_LINE_BYTES {
                wrong("line", "more than 1 MiB", "one judgement a line");
                break;
            }
            let Ok(text) = std::str::from_utf8(&buffer) else {
                wrong("line", "bytes that are not UTF-8", "UTF-8 text");
                continue;
            };
            let text = text.trim_start_matches('\u{feff}').trim();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            match parse(text) {
                Ok(judgement) => judgements.insert(judgement),
                Err(problems) => {
                    for [field, found, expected] in problems {
                        wrong(&field, &found, &expected);
                    }
                }
            }
        }
        if errors.is_empty() { Ok(judgements) } else { Err(errors) }
    }

    /// Adds a decision; it replaces an earlier one on the pair. A pair of one id with itself says
    /// nothing and is left out.
    pub fn insert(&mut self, judgement: Judgement) {
        if judgement.left != judgement.right {
            self.by_pair.insert(judgement.key(), judgement);
        }
    }

    /// The decision on a pair, in whichever order.
    #[must_use]
    pub fn get(&self, left: &str, right: &str) -> Option<&Judgement> {
        let (low, high) = if left <= right { (left, right) } else { (right, left) };
        self.by_pair.get(&(low.to_owned(), high.to_owned()))
    }

    /// All decisions, sorted by the ids of their pairs.
    pub fn iter(&self) -> impl Iterator<Item = &Judgement> {
        self.by_pair.values()
    }

    /// How many pairs are decided.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_pair.len()
    }

    /// Whether nothing is decided.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_pair.is_empty()
    }

    /// The decisions that say nothing of these assertions, since one of their ids is not among them.
    #[must_use]
    pub fn unused(&self, assertions: &[Assertion]) -> Vec<&Judgement> {
        let ids: FxHashSet<&str> = assertions.iter().map(|a| a.id().as_str()).collect();
        let known = |id: &String| ids.contains(id.as_str());
        self.iter().filter(|pair| !known(&pair.left) || !known(&pair.right)).collect()
    }

    /// Writes all decisions as JSON Lines, so that reading them gives the same.
    ///
    /// # Errors
    ///
    /// What the writer fails with.
    pub fn write(&self, mut writer: impl Write) -> io::Result<()> {
        for judgement in self.iter() {
            serde_json::to_writer(&mut writer, judgement)?;
            writer.write_all(b"\n")?;
        }
        Ok(())
    }
}

impl FromIterator<Judgement> for Judgements {
    fn from_iter<T: IntoIterator<Item = Judgement>>(all: T) -> Self {
        let mut judgements = Self::default();
        for judgement in all {
            judgements.insert(judgement);
        }
        judgements
    }
}

/// The fields of a line as they come: a map would swallow a field that is given twice.
struct Fields(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Fields;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// One line; on failure the field, what was found and what was expected, for each mistake.
fn parse(text: &str) -> Result<Judgement, Vec<[String; 3]>> {
    let wrong = |field: &str, found: &str, expected: &str| {
        [field.to_owned(), found.chars().take(60).collect(), expected.to_owned()]
    };
    let Fields(fields) = serde_json::from_str(text)
        .map_err(|error| vec![wrong("line", &error.to_string(), "one JSON object")])?;
    let mut problems = Vec::new();
    let mut seen: BTreeMap<String, Value> = BTreeMap::new();
    for (name, value) in fields {
        let known = ["left", "right", "judgement", "by", "on", "note"].contains(&name.as_str());
        if !known && !name.starts_with("x_") {
            let expected = "`left`, `right`, `judgement`, `by`, `on`, `note`, or a name that begins \
                            with `x_`";
            problems.push(wrong(&name, &name, expected));
        } else if seen.insert(name.clone(), value).is_some() {
            problems.push(wrong(&name, "a second value", "each field once"));
        }
    }
    let mut text = |name: &str, required: bool, expected: &str| match seen.remove(name) {
        Some(Value::String(text)) if !text.trim().is_empty() => Some(text),
        None if !required => None,
        other => {
            let found = other.map_or_else(|| "nothing".to_owned(), |value| value.to_string());
            problems.push(wrong(name, &found, expected));
            None
        }
    };
    let left = text("left", true, "the id of an assertion");
    let right = text("right", true, "the id of another assertion");
    let by = text("by", false, "a name");
    let note = text("note", false, "a text");
    let expected = "`same` or `different`";
    let decided = text("judgement", true, expected);
    let expected_date = "a date such as `2024-01-20`";
    let date = text("on", false, expected_date);
    let decided = match decided.as_deref() {
        Some("same") => Some(SameEvent::Same),
        Some("different") => Some(SameEvent::Different),
        Some(other) => {
            problems.push(wrong("judgement", &format!("\"{other}\""), expected));
            None
        }
        None => None,
    };
    let on = date.as_deref().and_then(|date| date.parse::<NaiveDate>().ok());
    if let (Some(date), None) = (&date, on) {
        problems.push(wrong("on", &format!("\"{date}\""), expected_date));
    }
    if left.is_some() && left == right {
        problems.push(wrong(
            "right",
            left.as_deref().unwrap_or_default(),
            "another id than `left`",
        ));
    }
    match (left, right, decided) {
        (Some(left), Some(right), Some(judgement)) if problems.is_empty() => {
            Ok(Judgement { left, right, judgement, by, on, note, extra: seen })
        }
        _ => Err(problems),
    }
}
