//! Counts as speakers give them: exact, bounded, rounded, or put into words.
//!
//! The words are data (`src/model/data/quantities.tsv`), read once at first use.

mod amount;
mod error;
mod interval;
mod lexicon;
mod phrase;
mod serde_form;
#[cfg(test)]
mod tests;
mod text_form;
mod tokens;

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::iter::Sum;

pub use error::QuantityError;
use lexicon::Lexicon;
pub(crate) use text_form::starts_with_ordinal;
pub use text_form::{Reading, leading};

/// A count as one speaker gave it: rockets, people, attacks.
///
/// Both bounds are inclusive. `max` is absent when the speaker set no upper limit ("at least two");
/// it is never filled in with a guess. Saying nothing at all is `None::<Quantity>`, and saying
/// "none" is `Quantity::exact(0)`: the two are never equal.
///
/// Parsing keeps the speaker's words beside the bounds, and printing gives them back. Two quantities
/// are equal when bounds, best value and words are: `"five"` and `5` mean the same
/// ([`same_bounds`](Quantity::same_bounds)), but are not the same statement.
///
/// # Examples
///
/// ```
/// use corroborate::model::Quantity;
///
/// let claimed: Quantity = "at least two".parse()?;
/// let confirmed = Quantity::exact(5);
///
/// // "At least two" and "five" do not disagree: the second only says more.
/// assert_eq!(claimed.intersection(&confirmed), Some(confirmed));
/// // "One" disagrees with both.
/// assert_eq!(claimed.intersection(&Quantity::exact(1)), None);
/// // The words are kept.
/// assert_eq!(claimed.to_string(), "at least two");
/// # Ok::<(), corroborate::model::QuantityError>(())
/// ```
#[derive(Clone)]
pub struct Quantity {
    // Invariant: `min <= max` whenever `max` is present, and `best` lies between them.
    min: u64,
    max: Option<u64>,
    best: Option<u64>,
    // Absent where the canonical form of the bounds says it all.
    text: Option<Box<str>>,
    wording: Wording,
    form: Form,
}

/// How precisely the words give the count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wording {
    /// By number, exact or bounded.
    Counted,
    /// By a number that is exceeded, or not reached: "more than 70".
    Beyond,
    /// By a number that is said or known to be rounded: "about 20", "a dozen".
    Rounded,
    /// By a word that names no number: "several", "a barrage".
    Vague,
    /// By the plural alone: "rockets", "salvos".
    Plural,
    /// By words that the lexicon does not know.
    Unknown,
}

/// What the quantity was read from, so that it is written back the same.
#[derive(Clone, Copy, Debug)]
enum Form {
    Number,
    Text,
    Object { min: bool, max: bool, best: bool },
}

impl Quantity {
    /// Exactly `count`.
    ///
    /// ```
    /// use corroborate::model::Quantity;
    ///
    /// assert!(Quantity::exact(5).is_exact());
    /// assert_eq!(Quantity::exact(5).to_string(), "5");
    /// ```
    #[must_use]
    pub const fn exact(count: u64) -> Self {
        Self::bounded(count, Some(count), Form::Number)
    }

    /// `min` or more.
    ///
    /// ```
    /// use corroborate::model::Quantity;
    ///
    /// assert_eq!(Quantity::at_least(2).to_string(), ">=2");
    /// ```
    #[must_use]
    pub const fn at_least(min: u64) -> Self {
        Self::bounded(min, None, Form::Text)
    }

    /// From none to `max`, both included.
    ///
    /// ```
    /// use corroborate::model::Quantity;
    ///
    /// assert_eq!(Quantity::at_most(3).to_string(), "<=3");
    /// ```
    #[must_use]
    pub const fn at_most(max: u64) -> Self {
        Self::bounded(0, Some(max), Form::Text)
    }

    /// From `min` to `max`, both included.
    ///
    /// # Errors
    ///
    /// [`QuantityError::Reversed`] when `max < min`.
    ///
    /// ```
    /// use corroborate::model::Quantity;
    ///
    /// assert_eq!(Quantity::between(2, 4)?.to_string(), "2-4");
    /// assert_eq!(
    ///     Quantity::between(4, 2).unwrap_err().to_string(),
    ///     "the bounds are reversed: from 4 to 2; expected the smaller first"
    /// );
    /// # Ok::<(), corroborate::model::QuantityError>(())
    /// ```
    pub const fn between(min: u64, max: u64) -> Result<Self, QuantityError> {
        if max < min {
            return Err(QuantityError::Reversed { min, max });
        }
        Ok(Self::bounded(min, Some(max), Form::Text))
    }

    /// About `count`: 20 % more or less, and at least one more or less.
    ///
    /// ```
    /// use corroborate::model::Quantity;
    ///
    /// let quantity = Quantity::about(20);
    /// assert_eq!((quantity.min(), quantity.max(), quantity.best()), (16, Some(24), Some(20)));
    /// assert_eq!(quantity.to_string(), "~20");
    /// ```
    #[must_use]
    pub const fn about(count: u64) -> Self {
        let (min, max) = Self::about_bounds(count);
        let mut quantity = Self::bounded(min, Some(max), Form::Text);
        quantity.best = Some(count);
        quantity.wording = Wording::Rounded;
        quantity
    }

    /// Several, by the plural alone and without any number: at least two.
    ///
    /// For "rockets were fired", where no count is said. Translations blur the plural, so that
    /// against "one" it is weak evidence; see [`is_bare_plural`](Quantity::is_bare_plural).
    #[must_use]
    pub const fn bare_plural() -> Self {
        let mut quantity = Self::at_least(2);
        quantity.wording = Wording::Plural;
        quantity
    }

    /// The same with a best value, the speaker's own estimate within the bounds.
    ///
    /// # Errors
    ///
    /// [`QuantityError::BestOutside`] when `best` is not within the bounds.
    ///
    /// ```
    /// use corroborate::model::Quantity;
    ///
    /// let quantity = Quantity::between(2, 9)?.with_best(4)?;
    /// assert_eq!(quantity.best(), Some(4));
    /// assert_eq!(quantity.to_string(), "2-9 (best 4)");
    /// # Ok::<(), corroborate::model::QuantityError>(())
    /// ```
    pub fn with_best(mut self, best: u64) -> Result<Self, QuantityError> {
        if !self.contains(best) {
            return Err(QuantityError::BestOutside { min: self.min, max: self.max, best });
        }
        self.best = if self.is_exact() { None } else { Some(best) };
        if let Form::Object { best, .. } = &mut self.form {
            *best = true;
        }
        // The words no longer say all that is known.
        self.text = None;
        Ok(self)
    }

    const fn bounded(min: u64, max: Option<u64>, form: Form) -> Self {
        Self { min, max, best: None, text: None, wording: Wording::Counted, form }
    }

    const fn about_bounds(count: u64) -> (u64, u64) {
        // The whole numbers within 20 %, but never less than one on either side.
        let margin = if count < 5 { 1 } else { count / 5 };
        (count.saturating_sub(margin), count.saturating_add(margin))
    }

    /// The least count that fits.
    #[must_use]
    pub const fn min(&self) -> u64 {
        self.min
    }

    /// The greatest count that fits, or `None` when the speaker set no upper limit.
    #[must_use]
    pub const fn max(&self) -> Option<u64> {
        self.max
    }

    /// The speaker's best value: the number itself where it is exact, 20 for "about 20".
    #[must_use]
    pub const fn best(&self) -> Option<u64> {
        match self.max {
            Some(max) if max == self.min => Some(max),
            _ => self.best,
        }
    }

    /// The words as written, where they say more than the bounds do.
    ///
    /// ```
    /// use corroborate::model::Quantity;
    ///
    /// assert_eq!("A pair".parse::<Quantity>()?.text(), Some("A pair"));
    /// assert_eq!("2".parse::<Quantity>()?.text(), None);
    /// # Ok::<(), corroborate::model::QuantityError>(())
    /// ```
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// Words for a count as they stand before a noun: "a number of" rockets.
    pub(crate) fn before_noun(words: &str) -> Cow<'_, str> {
        if !words.starts_with(|letter: char| letter.is_ascii_digit())
            && Lexicon::get().takes_of(words)
        {
            return Cow::Owned(format!("{words} of"));
        }
        Cow::Borrowed(words)
    }

    /// Whether only one count fits.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        matches!(self.max, Some(max) if max == self.min)
    }

    /// Whether the words were understood. Words that were not mean "some": at least one.
    ///
    /// ```
    /// use corroborate::model::Quantity;
    ///
    /// let quantity: Quantity = "a gaggle".parse()?;
    /// assert!(!quantity.is_understood());
    /// assert_eq!((quantity.min(), quantity.max()), (1, None));
    /// assert_eq!(quantity.to_string(), "a gaggle");
    /// # Ok::<(), corroborate::model::QuantityError>(())
    /// ```
    #[must_use]
    pub const fn is_understood(&self) -> bool {
        !matches!(self.wording, Wording::Unknown)
    }

    /// Whether the words name no number: "several", "a number of", "dozens", "a barrage", a plural.
    #[must_use]
    pub const fn is_vague(&self) -> bool {
        matches!(self.wording, Wording::Vague | Wording::Plural | Wording::Unknown)
    }

    /// Whether the number is rounded: "about 20", "nearly 30", "a dozen".
    #[must_use]
    pub const fn is_rounded(&self) -> bool {
        matches!(self.wording, Wording::Rounded)
    }

    /// Whether a plural alone stands for the count: "rockets", "salvos".
    #[must_use]
    pub const fn is_bare_plural(&self) -> bool {
        matches!(self.wording, Wording::Plural)
    }

    const fn from_bounds(min: u64, max: Option<u64>) -> Self {
        let form = match max {
            Some(max) if max == min => Form::Number,
            _ => Form::Text,
        };
        Self::bounded(min, max, form)
    }

    /// The form without words. What it writes reads back as the same bounds and best value.
    fn write_canonical(&self, out: &mut impl fmt::Write) -> fmt::Result {
        if let (Some(best), Some(max)) = (self.best, self.max)
            && Self::about_bounds(best) == (self.min, max)
        {
            return write!(out, "~{best}");
        }
        match self.max {
            Some(max) if max == self.min => return write!(out, "{max}"),
            Some(max) if self.min == 0 => write!(out, "<={max}")?,
            Some(max) => write!(out, "{}-{max}", self.min)?,
            None => write!(out, ">={}", self.min)?,
        }
        self.best.map_or(Ok(()), |best| write!(out, " (best {best})"))
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            Some(text) => f.pad(text),
            None if f.width().is_some() => {
                let mut canonical = String::new();
                self.write_canonical(&mut canonical)?;
                f.pad(&canonical)
            }
            None => self.write_canonical(f),
        }
    }
}

impl fmt::Debug for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Quantity(")?;
        if let Some(text) = &self.text {
            write!(f, "{text:?} = ")?;
        }
        self.write_canonical(f)?;
        f.write_str(")")
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        (self.min, self.max, self.best) == (other.min, other.max, other.best)
            && self.text == other.text
    }
}

impl Eq for Quantity {}

impl Hash for Quantity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.min, self.max, self.best, &self.text).hash(state);
    }
}

impl From<u64> for Quantity {
    fn from(count: u64) -> Self {
        Self::exact(count)
    }
}

impl<'a> Sum<&'a Self> for Quantity {
    fn sum<I: Iterator<Item = &'a Self>>(parts: I) -> Self {
        parts.fold(Self::exact(0), |total, part| Self::sum(&total, part))
    }
}
