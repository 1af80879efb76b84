//! What all lexicon files have in common: JSON Lines with strict fields, and one error type.
//!
//! A lexicon file is UTF-8 text, one JSON object a line. Blank lines and lines that start with `#`
//! are comments. A field that the lexicon does not know is an error, so that a misspelt field never
//! passes for one that was left out.

use std::collections::BTreeMap;

use super::json::{Fields, Value};

/// A line of a lexicon file that could not be used.
///
/// # Examples
///
/// ```
/// use corroborate::normalize::munitions::Munitions;
///
/// let error = Munitions::shipped()
///     .extended("{\"class\": \"kite\", \"parent\": \"foo\"}", "mine.jsonl")
///     .unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "mine.jsonl:1: parent: found `foo`, expected the name of a class"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {field}: found {}, expected {expected}", Quoted(found))]
pub struct LexiconError {
    /// The name of the file as the caller gave it.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The field, or `line` where the whole line is at fault.
    pub field: String,
    /// What stands there; empty when the field is missing.
    pub found: String,
    /// What should stand there, in words.
    pub expected: String,
}

/// Text in backquotes, or `nothing`.
struct Quoted<'a>(&'a str);

impl std::fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.is_empty() { f.write_str("nothing") } else { write!(f, "`{}`", self.0) }
    }
}

/// The rows of a lexicon file, comments skipped, each with its line number.
///
/// # Errors
///
/// Each item is an error when its line is not a JSON object; the reading goes on after it.
pub(crate) fn rows<'a>(
    jsonl: &'a str,
    file: &'a str,
) -> impl Iterator<Item = Result<Row<'a>, LexiconError>> {
    jsonl.trim_start_matches('\u{feff}').lines().enumerate().filter_map(move |(at, text)| {
        let text = text.trim();
        let line = at + 1;
        (!text.is_empty() && !text.starts_with('#')).then(|| match serde_json::from_str(text) {
            Ok(Value::Object(fields)) => Ok(Row { file, line, fields, known: Vec::new() }),
            Ok(other) => Err(at_line(file, line, &shown(&other), "a JSON object")),
            Err(cause) => {
                Err(at_line(file, line, &clipped(text), &format!("a JSON object ({cause})")))
            }
        })
    })
}

fn at_line(file: &str, line: usize, found: &str, expected: &str) -> LexiconError {
    LexiconError {
        file: file.to_owned(),
        line,
        field: "line".to_owned(),
        found: found.to_owned(),
        expected: expected.to_owned(),
    }
}

/// One row, whose fields are taken one after the other; [`Row::finish`] rejects what is left.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    file: &'a str,
    line: usize,
    fields: Fields<'a>,
    known: Vec<&'static str>,
}

impl<'a> Row<'a> {
    /// The line of the row, counted from 1.
    pub(crate) fn line(&self) -> usize {
        self.line
    }

    /// Whether the row has this field, `null` included.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.fields.has(field)
    }

    /// An error at this row.
    pub(crate) fn error(&self, field: &str, found: &str, expected: &str) -> LexiconError {
        LexiconError { field: field.to_owned(), ..at_line(self.file, self.line, found, expected) }
    }

    /// The value of a field as JSON; `null` is the same as leaving it out.
    pub(crate) fn take(&mut self, field: &'static str) -> Option<Value<'a>> {
        self.known.push(field);
        self.fields.remove(field).filter(|value| !matches!(value, Value::Null))
    }

    /// A text, if there.
    pub(crate) fn text(&mut self, field: &'static str) -> Result<Option<String>, LexiconError> {
        match self.take(field) {
            None => Ok(None),
            Some(Value::Text(text)) if !text.trim().is_empty() => Ok(Some(text.into_owned())),
            Some(other) => Err(self.error(field, &shown(&other), "a text that is not empty")),
        }
    }

    /// A text that must be there.
    pub(crate) fn required_text(&mut self, field: &'static str) -> Result<String, LexiconError> {
        self.text(field)?.ok_or_else(|| self.error(field, "", "a text that is not empty"))
    }

    /// A finite number, if there.
    pub(crate) fn number(&mut self, field: &'static str) -> Result<Option<f64>, LexiconError> {
        match self.take(field) {
            None => Ok(None),
            Some(value) => {
                let number = match &value {
                    Value::Other(number) => number.as_f64().filter(|number| number.is_finite()),
                    _ => None,
                };
                match number {
                    Some(number) => Ok(Some(number)),
                    None => Err(self.error(field, &shown(&value), "a number")),
                }
            }
        }
    }

    /// A truth value; `false` when left out.
    pub(crate) fn flag(&mut self, field: &'static str) -> Result<bool, LexiconError> {
        match self.take(field) {
            None => Ok(false),
            Some(Value::Other(serde_json::Value::Bool(flag))) => Ok(flag),
            Some(other) => Err(self.error(field, &shown(&other), "true or false")),
        }
    }

    /// A list of texts; one text stands for a list of one, and nothing for an empty list.
    pub(crate) fn texts(&mut self, field: &'static str) -> Result<Vec<String>, LexiconError> {
        match self.take(field) {
            None => Ok(Vec::new()),
            Some(value) => self.as_texts(|| field.to_owned(), value),
        }
    }

    /// Lists of texts under keys, such as aliases under languages.
    pub(crate) fn texts_by_key(
        &mut self,
        field: &'static str,
    ) -> Result<BTreeMap<String, Vec<String>>, LexiconError> {
        match self.take(field) {
            None => Ok(BTreeMap::new()),
            Some(Value::Object(lists)) => lists
                .into_sorted()
                .into_iter()
                .map(|(key, value)| {
                    let texts = self.as_texts(|| format!("{field}.{key}"), value)?;
                    Ok((key.into_owned(), texts))
                })
                .collect(),
            Some(other) => Err(self.error(field, &shown(&other), "an object of lists of texts")),
        }
    }

    fn as_texts(
        &self,
        field: impl Fn() -> String,
        value: Value<'_>,
    ) -> Result<Vec<String>, LexiconError> {
        match value {
            Value::Text(text) => Ok(vec![text.into_owned()]),
            Value::List(items) => items
                .into_iter()
                .map(|item| match item {
                    Value::Text(text) => Ok(text.into_owned()),
                    other => Err(self.error(&field(), &shown(&other), "a text")),
                })
                .collect(),
            other => Err(self.error(&field(), &shown(&other), "a list of texts")),
        }
    }

    /// Rejects the fields that nobody took.
    pub(crate) fn finish(self) -> Result<(), LexiconError> {
        match self.fields.first_name() {
            None => Ok(()),
            Some(unknown) => {
                let known = self.known.join("`, `");
                Err(self.error(unknown, unknown, &format!("one of `{known}`")))
            }
        }
    }
}

/// A JSON value as an error message shows it.
fn shown(value: &Value<'_>) -> String {
    match value {
        Value::Text(text) => clipped(text),
        other => clipped(&other.to_string()),
    }
}

/// At most forty letters of a text, so that an error stays one line.
fn clipped(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut clipped: String = text.chars().take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        clipped.push('…');
    }
    clipped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(jsonl: &str) -> Result<Row<'_>, LexiconError> {
        rows(jsonl, "mine.jsonl").next().unwrap()
    }

    #[test]
    fn comments_and_blank_lines_are_skipped_and_lines_counted() {
        let row = first("# words\n\n {\"name\": \"a\"}\n").unwrap();
        assert_eq!(row.line(), 3);
    }

    #[test]
    fn a_line_that_is_no_object_says_so() {
        assert_eq!(
            first("[1]").unwrap_err().to_string(),
            "mine.jsonl:1: line: found `[1]`, expected a JSON object"
        );
    }

    #[test]
    fn an_unknown_field_is_an_error_that_names_the_known_ones() {
        let mut row = first("{\"name\": \"a\", \"alais\": []}").unwrap();
        assert_eq!(row.required_text("name").unwrap(), "a");
        assert_eq!(row.texts("alias").unwrap(), Vec::<String>::new());
        assert_eq!(
            row.finish().unwrap_err().to_string(),
            "mine.jsonl:1: alais: found `alais`, expected one of `name`, `alias`"
        );
    }

    #[test]
    fn a_missing_text_is_named() {
        assert_eq!(
            first("{}").unwrap().required_text("name").unwrap_err().to_string(),
            "mine.jsonl:1: name: found nothing, expected a text that is not empty"
        );
    }

    #[test]
    fn one_text_stands_for_a_list_of_one() {
        let mut row = first("{\"alias\": \"a\", \"by\": {\"en\": [\"b\"]}}").unwrap();
        assert_eq!(row.texts("alias").unwrap(), ["a"]);
        assert_eq!(row.texts_by_key("by").unwrap()["en"], ["b"]);
    }
}
