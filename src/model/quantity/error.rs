//! What makes a text or an object no quantity.

/// Why something is not a [`Quantity`](super::Quantity).
///
/// Words that the lexicon does not know are no error: they are kept, and mean "some".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QuantityError {
    /// There is no text, or only white space.
    #[error("the quantity is empty; expected a number, bounds such as `2-4`, or words")]
    Empty,
    /// The upper bound lies below the lower.
    #[error("the bounds are reversed: from {min} to {max}; expected the smaller first")]
    Reversed {
        /// The bound given first.
        min: u64,
        /// The bound given second, smaller than the first.
        max: u64,
    },
    /// The best value lies outside of the bounds.
    #[error("the best value {best} is outside of {}", Bounds(*.min, *.max))]
    BestOutside {
        /// The lower bound.
        min: u64,
        /// The upper bound, if any.
        max: Option<u64>,
        /// The best value.
        best: u64,
    },
    /// The number is below zero.
    #[error("`{text}` is negative; expected a count of zero or more")]
    Negative {
        /// The text found.
        text: Box<str>,
    },
    /// The number is not whole.
    #[error("`{text}` is not a whole number; expected a count")]
    Fraction {
        /// The text found.
        text: Box<str>,
    },
    /// The number is too large to hold.
    #[error("`{text}` is too large; expected a count of at most 18446744073709551615")]
    TooLarge {
        /// The text found.
        text: Box<str>,
    },
    /// An object gives neither a bound nor a best value.
    #[error("the quantity has neither `min` nor `max` nor `best`; expected at least one of them")]
    NoBounds,
}

struct Bounds(u64, Option<u64>);

impl std::fmt::Display for Bounds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.1 {
            Some(max) => write!(f, "the bounds {} to {max}", self.0),
            None => write!(f, "the bounds: at least {}", self.0),
        }
    }
}
