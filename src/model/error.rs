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
        write!(f, "{}: found `{}`, expected {}", self.field, self.found, self.expected)
    }
}

impl std::error::Error for FieldError {}

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
        write!(f, "assertion `{}`: ", self.id)?;
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
