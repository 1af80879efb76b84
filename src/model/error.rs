//! What can be wrong with an assertion, field by field.

use std::fmt;

/// One field of an assertion that breaks a rule: where, what was found, what was expected.
///
/// ```
/// use corroborate::model::Assertion;
///
/// let wrong = Assertion::claim("a", "Group").time("2023-02-30").build().unwrap_err();
/// assert_eq!(wrong.errors()[0].field(), "event.time");
/// assert_eq!(wrong.errors()[0].found(), "2023-02-30");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    field: String,
    found: String,
    expected: String,
}

impl FieldError {
    /// A field error; `field` is a path such as `event.munitions[0].count`.
    pub fn new(
        field: impl Into<String>,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        Self { field: field.into(), found: found.into(), expected: expected.into() }
    }

    /// The path of the field from the assertion down: `event.munitions[0].count`.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// The text that was found there.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }

    /// What the format allows there.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (field, found) = (Shown::path(&self.field), Shown::value(&self.found));
        write!(f, "{field}: found `{found}`, expected {}", self.expected)
    }
}

impl std::error::Error for FieldError {}

/// A text of the input as a message shows it: cut to a readable length, and with characters that act
/// on a terminal (control characters, and those that turn the direction of the text) escaped.
#[derive(Clone, Copy)]
pub(crate) struct Shown<'a> {
    text: &'a str,
    most: usize,
}

impl<'a> Shown<'a> {
    /// A value, of which the beginning is enough to find it.
    pub(crate) const fn value(text: &'a str) -> Self {
        Self { text, most: 60 }
    }

    /// A path of fields, which is seldom long.
    pub(crate) const fn path(text: &'a str) -> Self {
        Self { text, most: 120 }
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let acts = |letter: char| {
            letter.is_control()
                || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
                || matches!(letter, '\u{2066}'..='\u{2069}' | '\u{feff}')
        };
        let mut letters = self.text.chars();
        for letter in letters.by_ref().take(self.most) {
            if acts(letter) {
                write!(f, "{}", letter.escape_unicode())?;
            } else {
                fmt::Write::write_char(f, letter)?;
            }
        }
        if letters.next().is_some() { f.write_str("…") } else { Ok(()) }
    }
}

/// Every rule that one assertion breaks. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidAssertion {
    id: String,
    // Invariant: at least one.
    errors: Vec<FieldError>,
}

impl InvalidAssertion {
    pub(crate) fn new(id: impl Into<String>, errors: Vec<FieldError>) -> Self {
        debug_assert!(!errors.is_empty(), "an assertion without errors is valid");
        Self { id: id.into(), errors }
    }

    /// The id as it was given, which may itself be what is wrong.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The broken rules, in the order of the fields.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }
}

impl fmt::Display for InvalidAssertion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "assertion `{}`: ", Shown::value(&self.id))?;
        for (index, error) in self.errors.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for InvalidAssertion {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_shows_the_beginning_of_a_text_and_nothing_that_acts() {
        let shown = |text: &str| Shown::value(text).to_string();
        assert_eq!(shown("Al-Omar"), "Al-Omar");
        assert_eq!(shown("a\u{1b}[31mb\u{202e}c"), "a\\u{1b}[31mb\\u{202e}c");
        assert_eq!(shown(&"ab".repeat(1000)), format!("{}…", "ab".repeat(30)));
        assert_eq!(shown(&"ä".repeat(60)), "ä".repeat(60));
    }
}
