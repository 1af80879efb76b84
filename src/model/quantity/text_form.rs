//! Quantities from text: digits, bounds, and the speakers' words.

use std::fmt;
use std::str::FromStr;

use super::amount::{Amount, Origin};
use super::lexicon::{Lexicon, Role};
use super::phrase::Phrase;
use super::tokens::{Glue, Kind, Tokens};
use super::{Form, Quantity, QuantityError, Wording};

/// How words without a number are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reading {
    /// As wide as the word is used: "several" is 2 to 20, "dozens" at least 20.
    #[default]
    Literal,
    /// The conservative codes of the ACLED data set: "several" is 3, "dozens" 12, "hundreds" 100.
    /// Words that it has no code for are read literally.
    Acled,
}

/// More words than any count has; what is longer is kept as it is and not read.
const MOST_TOKENS: usize = 32;

impl Quantity {
    /// Reads a text with a choice of what vague words mean; [`FromStr`] reads them literally.
    ///
    /// Words that are not understood are no error: they are kept, and mean "at least one".
    ///
    /// # Errors
    ///
    /// [`QuantityError`] when the text is empty, its bounds are reversed, or its number is negative,
    /// not whole, or too large.
    ///
    /// ```
    /// use corroborate::model::Quantity;
    /// use corroborate::model::quantity::Reading;
    ///
    /// assert_eq!(Quantity::parse_as("dozens", Reading::Literal)?.range(), ">=20");
    /// assert_eq!(Quantity::parse_as("dozens", Reading::Acled)?.range(), "12");
    /// # Ok::<(), corroborate::model::QuantityError>(())
    /// ```
    pub fn parse_as(text: &str, reading: Reading) -> Result<Self, QuantityError> {
        let mut quantity = match digits(text).or_else(|| single_word(text, reading)) {
            Some(quantity) => quantity,
            None => read(text, reading)?,
        };
        quantity.form = Form::Text;
        if !quantity.is_understood() || !quantity.is_written(text) {
            quantity.text = Some(text.into());
        }
        Ok(quantity)
    }

    /// The same words with another choice of what vague ones mean; what has no words stays as it is.
    ///
    /// ```
    /// use corroborate::model::Quantity;
    /// use corroborate::model::quantity::Reading;
    ///
    /// let several: Quantity = "several".parse()?;
    /// assert_eq!(several.read_as(Reading::Acled).range(), "3");
    /// assert_eq!(several.read_as(Reading::Acled).read_as(Reading::Literal), several);
    /// assert_eq!(Quantity::exact(7).read_as(Reading::Acled), Quantity::exact(7));
    /// # Ok::<(), corroborate::model::QuantityError>(())
    /// ```
    #[must_use]
    pub fn read_as(&self, reading: Reading) -> Self {
        let words = self.text.as_deref().filter(|_| matches!(self.form, Form::Text));
        words.and_then(|text| Self::parse_as(text, reading).ok()).unwrap_or_else(|| self.clone())
    }

    const fn not_understood() -> Self {
        let mut quantity = Self::at_least(1);
        quantity.wording = Wording::Unknown;
        quantity
    }

    /// Whether the form without words is this text.
    fn is_written(&self, text: &str) -> bool {
        let mut rest = Unwritten(text);
        self.write_canonical(&mut rest).is_ok() && rest.0.is_empty()
    }
}

/// What of an expected text has not been written yet; writing anything else fails.
struct Unwritten<'t>(&'t str);

impl fmt::Write for Unwritten<'_> {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        self.0 = self.0.strip_prefix(part).ok_or(fmt::Error)?;
        Ok(())
    }
}

/// Plain digits, by far the most common.
fn digits(text: &str) -> Option<Quantity> {
    let plain = text.len() <= 19 && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten().map(Quantity::exact)
}

/// One common ASCII word, without a copy of it.
fn single_word(text: &str, reading: Reading) -> Option<Quantity> {
    let mut lower = [0_u8; 16];
    let lower = lower
        .get_mut(..text.len())
        .filter(|_| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphabetic()))?;
    lower.copy_from_slice(text.as_bytes());
    lower.make_ascii_lowercase();
    let form = std::str::from_utf8(lower).ok()?;
    Lexicon::get().roles(form).iter().find_map(|entry| match entry.role {
        Role::Number(count) | Role::Article(count) => Some(Quantity::exact(count)),
        Role::Volley(min) => {
            let mut quantity = Quantity::at_least(min);
            quantity.wording = Wording::Vague;
            Some(quantity)
        }
        Role::Words { acled: Some(code), wording, .. } if reading == Reading::Acled => {
            let mut quantity = Quantity::exact(code);
            quantity.wording = wording;
            Some(quantity)
        }
        Role::Words { min, max, wording, .. } => {
            let mut quantity = Quantity::from_bounds(min, max);
            quantity.wording = wording;
            Some(quantity)
        }
        _ => None,
    })
}

fn read(text: &str, reading: Reading) -> Result<Quantity, QuantityError> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(QuantityError::Empty);
    }
    if let Some((bounds, best)) = with_best(trimmed) {
        return read(bounds, reading)?.with_best(best);
    }
    let tokens = Tokens::new(trimmed, MOST_TOKENS);
    if tokens.cut {
        return Ok(Quantity::not_understood());
    }
    let phrase = Phrase::new(&tokens, reading);
    let amount = phrase.quantity(0, 0)?.filter(|amount| {
        let rest = amount.next < tokens.list.len();
        // "A gaggle" is not one.
        !rest
            || (amount.origin != Origin::Article && phrase.is_noun(amount.next))
            || repeats(&phrase, amount)
    });
    Ok(amount.map_or(Quantity::not_understood(), Amount::into_quantity))
}

/// Whether the rest says the same count again: "5 (five)".
fn repeats(phrase: &Phrase, amount: &Amount) -> bool {
    phrase.quantity(amount.next, 0).ok().flatten().is_some_and(|again| {
        again.next == phrase.tokens.list.len() && (again.min, again.max) == (amount.min, amount.max)
    })
}

/// `2-9 (best 4)`, taken apart.
fn with_best(text: &str) -> Option<(&str, u64)> {
    let (bounds, best) = text.strip_suffix(')')?.split_once(" (best ")?;
    best.parse().ok().map(|best| (bounds, best))
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

/// Whether a phrase starts with an ordinal: "second strike" says which, and not how many.
pub(crate) fn starts_with_ordinal(text: &str) -> bool {
    let tokens = Tokens::new(text, 2);
    let phrase = Phrase::new(&tokens, Reading::Literal);
    let ordinal = |at| phrase.find(at, |role| matches!(role, Role::Ordinal(_)).then_some(()));
    let article = || phrase.find(0, |role| matches!(role, Role::Article(_)).then_some(()));
    ordinal(0).is_some() || article().is_some_and(|((), next)| ordinal(next).is_some())
}

/// The quantity at the start of a phrase, and the rest of the phrase: what was counted.
///
/// A measure or a model at the start is no quantity, and a word such as "of" that joins the two is
/// left out. `None` where the phrase does not start with a quantity.
///
/// # Examples
///
/// ```
/// use corroborate::model::quantity::leading;
///
/// let (quantity, rest) = leading("five 122 mm Grad missiles").expect("a count is stated");
/// assert_eq!((quantity.min(), rest), (5, "122 mm Grad missiles"));
///
/// let (quantity, rest) = leading("a barrage of missiles").expect("a count is stated");
/// assert_eq!((quantity.range(), rest), (">=2".to_owned(), "missiles"));
///
/// // A calibre, a model and a manner of attack are no counts.
/// assert_eq!(leading("122 mm Grad missiles"), None);
/// assert_eq!(leading("F-16 fighters"), None);
/// assert_eq!(leading("one-way attack drones"), None);
/// ```
#[must_use]
pub fn leading(text: &str) -> Option<(Quantity, &str)> {
    if !may_lead(text) {
        return None;
    }
    let tokens = Tokens::new(text, MOST_TOKENS);
    let phrase = Phrase::new(&tokens, Reading::Literal);
    let amount = phrase.quantity(0, 0).ok().flatten()?;
    let of = |at| phrase.find(at, |role| (role == Role::Of).then_some(())).map(|((), next)| next);
    match (tokens.kind(amount.next), tokens.glue(amount.next)) {
        (Some(Kind::Sign(_)), _) => return None,
        (Some(_), Some(Glue::None | Glue::Hyphen)) if amount.origin != Origin::Noun => return None,
        _ => {}
    }
    // "A gaggle of drones": the noun is a number word that is not known.
    if amount.origin == Origin::Article && of(amount.next + 1).is_some() {
        return None;
    }
    let start = tokens.get(0)?.start;
    let end = amount.next.checked_sub(1).and_then(|last| tokens.get(last)).map(|token| token.end);
    let written = text.get(start..end.unwrap_or(start))?;
    let next = of(amount.next).unwrap_or(amount.next);
    let rest = match tokens.get(next) {
        Some(token) => text.get(token.start..)?,
        // Whatever follows the last of the words is no word.
        None if !tokens.cut => "",
        None => return None,
    };
    let mut quantity = amount.into_quantity();
    quantity.form = Form::Text;
    if !written.is_empty() && !quantity.is_written(written) {
        quantity.text = Some(written.into());
    }
    Some((quantity, rest))
}

/// Whether the first word may begin a quantity: most phrases name a thing at once.
fn may_lead(text: &str) -> bool {
    // One plain ASCII word before a space needs no folding but of its case.
    let plain = text.split(' ').next().unwrap_or_default();
    let mut lower = [0_u8; 16];
    if let Some(lower) = lower.get_mut(..plain.len())
        && !plain.is_empty()
        && plain.bytes().all(|byte| byte.is_ascii_alphabetic())
    {
        lower.copy_from_slice(plain.as_bytes());
        lower.make_ascii_lowercase();
        return std::str::from_utf8(lower).is_ok_and(|word| Lexicon::get().longest_from(word) > 0);
    }
    let first = Tokens::new(text, 1);
    match first.kind(0) {
        Some(Kind::Word) => {
            first.words(0, 1, 0).is_some_and(|word| Lexicon::get().longest_from(word) > 0)
        }
        Some(_) => true,
        None => false,
    }
}
