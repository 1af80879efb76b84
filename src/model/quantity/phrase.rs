//! The grammar of counts: what stands before, after and between numbers and number words.

use super::amount::{Amount, Origin};
use super::lexicon::{Bound, Group, Lexicon, Role};
use super::tokens::{Glue, Kind, Token, Tokens};
use super::{QuantityError, Reading, Wording};

/// How deep bounds nest: "at least about 20" is two.
const DEEPEST: usize = 4;

type Found<T> = Result<Option<T>, QuantityError>;

/// Reads counts from tokens.
#[derive(Debug)]
pub(super) struct Phrase<'t> {
    pub(super) tokens: &'t Tokens<'t>,
    pub(super) reading: Reading,
    lexicon: &'static Lexicon,
}

impl<'t> Phrase<'t> {
    pub(super) fn new(tokens: &'t Tokens<'t>, reading: Reading) -> Self {
        Self { tokens, reading, lexicon: Lexicon::get() }
    }

    /// The longest form at a token that has a wanted role: the role, and the token after it.
    pub(super) fn find<T>(
        &self,
        at: usize,
        wanted: impl Fn(Role) -> Option<T>,
    ) -> Option<(T, usize)> {
        self.find_after(at, 0, wanted)
    }

    fn find_after<T>(
        &self,
        at: usize,
        skip: usize,
        wanted: impl Fn(Role) -> Option<T>,
    ) -> Option<(T, usize)> {
        if self.tokens.kind(at) != Some(Kind::Word) || self.tokens.is_acronym(at) {
            return None;
        }
        let whole = self.tokens.list.len();
        let longest = self.lexicon.longest_from(self.tokens.words(at, at + 1, skip)?);
        for next in (at + 1..=whole.min(at + longest)).rev() {
            let form = self.tokens.words(at, next, skip)?;
            for entry in self.lexicon.roles(form) {
                if entry.alone && !(at == 0 && next == whole) {
                    continue;
                }
                if let Some(value) = wanted(entry.role) {
                    return Some((value, next));
                }
            }
        }
        None
    }

    fn is_role(&self, at: usize, wanted: Role) -> Option<usize> {
        self.find(at, |role| (role == wanted).then_some(())).map(|((), next)| next)
    }

    fn error(&self, make: impl Fn(Box<str>) -> QuantityError) -> QuantityError {
        make(self.tokens.text.trim().into())
    }

    /// A count with everything that bounds it.
    pub(super) fn quantity(&self, at: usize, depth: usize) -> Found<Amount> {
        if depth > DEEPEST {
            return Ok(None);
        }
        if let Some(Kind::Sign(sign)) = self.tokens.kind(at) {
            return self.signed(at, sign, depth);
        }
        let bound = self.find(at, |role| match role {
            Role::Before(_) | Role::Between => Some(role),
            _ => None,
        });
        let amount_ends = self.find(at, amount_role).map_or(0, |(_, next)| next);
        if let Some((role, next)) = bound
            && next >= amount_ends
            && let Some(amount) = self.bounded(role, next, depth)?
        {
            return Ok(Some(self.suffixed(amount)));
        }
        if let Some(amount) = self.amount(at, depth)? {
            let amount = self.ranged(amount, depth)?;
            return Ok(Some(self.suffixed(amount)));
        }
        match bound {
            Some((role, next)) if next < amount_ends => self.bounded(role, next, depth),
            _ => Ok(None),
        }
    }

    fn signed(&self, at: usize, sign: char, depth: usize) -> Found<Amount> {
        let bound = match (sign, self.tokens.kind(at + 1)) {
            ('-', _) => return Err(self.error(|text| QuantityError::Negative { text })),
            ('>', Some(Kind::Sign('='))) => return self.signed_by(Bound::AtLeast, at + 2, depth),
            ('<', Some(Kind::Sign('='))) => return self.signed_by(Bound::AtMost, at + 2, depth),
            ('>', _) => Bound::MoreThan,
            ('<', _) => Bound::LessThan,
            ('≥', _) => Bound::AtLeast,
            ('≤', _) => Bound::AtMost,
            ('~' | '≈', _) => Bound::About,
            ('=' | '+', _) => Bound::Exactly,
            _ => return Ok(None),
        };
        self.signed_by(bound, at + 1, depth)
    }

    fn signed_by(&self, bound: Bound, at: usize, depth: usize) -> Found<Amount> {
        Ok(self.quantity(at, depth + 1)?.map(|amount| amount.bound_by(bound)))
    }

    fn bounded(&self, role: Role, at: usize, depth: usize) -> Found<Amount> {
        let Role::Before(bound) = role else { return self.between(at, depth) };
        Ok(self.quantity(at, depth + 1)?.map(|amount| amount.bound_by(bound)))
    }

    /// "Between 5 and 7", "from 5 to 7", from the first number on.
    fn between(&self, at: usize, depth: usize) -> Found<Amount> {
        let Some(low) = self.amount(at, depth)? else { return Ok(None) };
        let join = self
            .is_role(low.next, Role::And)
            .or_else(|| self.is_role(low.next, Role::Range))
            .unwrap_or(low.next);
        if join == low.next && self.tokens.glue(join) != Some(Glue::Hyphen) {
            return Ok(None);
        }
        self.amount(join, depth)?.map(|high| self.range(low, high)).transpose()
    }

    /// A range, where one begins with the amount, or the amount alone.
    fn ranged(&self, low: Amount, depth: usize) -> Result<Amount, QuantityError> {
        let hyphen = self.tokens.glue(low.next) == Some(Glue::Hyphen);
        let suffix = self.suffix_at(low.next);
        let join = match self.is_role(low.next, Role::Range) {
            // "Or more" says more than "or".
            Some(join) if suffix.is_none_or(|(_, next)| next < join) => join,
            None if hyphen => low.next,
            _ => return Ok(low),
        };
        match self.amount(join, depth)? {
            Some(high) if low.origin == Origin::Other && high.origin == Origin::Other => {
                self.range(low, high)
            }
            _ => Ok(low),
        }
    }

    #[expect(clippy::unused_self, reason = "reads as one with the steps that call it")]
    fn range(&self, mut low: Amount, high: Amount) -> Result<Amount, QuantityError> {
        if let (None, Some(group), Some(count)) = (low.group, high.group, low.face)
            && count < high.face.unwrap_or(0)
        {
            // "Two to three dozen": both are dozens.
            low.min = count.saturating_mul(group.min);
        }
        if let Some(max) = high.max
            && max < low.min
        {
            return Err(QuantityError::Reversed { min: low.min, max });
        }
        let wording = if low.wording == Wording::Counted { high.wording } else { low.wording };
        Ok(Amount::bounded(low.min, high.max, wording, high.next))
    }

    fn suffix_at(&self, at: usize) -> Option<(Bound, usize)> {
        self.find(at, |role| match role {
            Role::After(bound) => Some(bound),
            _ => None,
        })
    }

    /// "Or more", "plus", "+", "or so" after an amount.
    fn suffixed(&self, mut amount: Amount) -> Amount {
        // "Two more at least" has two.
        for _ in 0..2 {
            let plus = self
                .tokens
                .get(amount.next)
                .is_some_and(|token| token.kind == Kind::Sign('+') && token.glue == Glue::None);
            let (bound, next) = match self.suffix_at(amount.next) {
                Some(found) => found,
                None if plus => (Bound::AtLeast, amount.next + 1),
                None => break,
            };
            amount = Amount { next, ..amount.bound_by(bound) };
        }
        amount
    }

    /// A number or the words for one, without bounds.
    fn amount(&self, at: usize, depth: usize) -> Found<Amount> {
        match self.tokens.kind(at) {
            Some(Kind::TooLarge) => {
                return Err(self.error(|text| QuantityError::TooLarge { text }));
            }
            Some(Kind::Fraction { .. }) => {
                let whole = self.counted(at)?;
                let error = || self.error(|text| QuantityError::Fraction { text });
                return whole.map(Some).ok_or_else(error);
            }
            Some(Kind::Number(_)) => return self.counted(at),
            _ => {}
        }
        let Some((role, next)) = self.find(at, amount_role) else { return Ok(None) };
        Ok(match role {
            Role::Number(_) | Role::Article(_) | Role::Scale(_) => return self.counted(at),
            Role::Group(group) => Some(self.grouped(1, group, next)),
            Role::Words { min, max, acled, wording } => {
                let amount = match (self.reading, acled) {
                    (Reading::Acled, Some(code)) => Amount { wording, ..Amount::exact(code, next) },
                    _ => Amount::bounded(min, max, wording, next),
                };
                Some(self.multiplied(amount))
            }
            Role::Volley(min) => {
                // "A salvo of about 20 rockets" has about 20 rockets.
                let of = self.is_role(next, Role::Of).unwrap_or(next);
                match self.quantity(of, depth + 1)?.filter(|amount| !amount.is_vague()) {
                    Some(amount) => Some(amount),
                    None => Some(Amount::bounded(min, None, Wording::Vague, next)),
                }
            }
            Role::Dual(count) => {
                // The noun stays: it says what is counted.
                Some(Amount { origin: Origin::Noun, ..Amount::exact(count, at) })
            }
            Role::More { min, max } => match self.amount(next, depth)? {
                Some(amount) => Some(amount),
                None if max.is_some() => Some(Amount::exact(min, next)),
                None => Some(Amount::bounded(min, max, Wording::Vague, next)),
            },
            // "A third rocket", but not "a third of the rockets".
            Role::Ordinal(count) => {
                self.is_role(next, Role::Of).is_none().then(|| Amount::exact(count, next))
            }
            Role::Most => Some(match self.amount(next, depth)? {
                Some(Amount { face: Some(whole), next, .. }) => {
                    let half = (whole / 2).saturating_add(1).min(whole);
                    Amount::bounded(half, Some(whole), Wording::Vague, next)
                }
                _ => Amount::bounded(1, None, Wording::Vague, next),
            }),
            _ => None,
        })
    }

    /// "Several dozen", "a few hundred": the vague word times what follows.
    fn multiplied(&self, amount: Amount) -> Amount {
        let multiplier = self.find(amount.next, |role| match role {
            Role::Group(group) => Some((group.min, group.max)),
            Role::Scale(scale) => Some((scale, scale)),
            _ => None,
        });
        match multiplier {
            Some(((least, most), next)) => Amount {
                min: amount.min.saturating_mul(least),
                max: amount.max.map(|max| max.saturating_mul(most)),
                next,
                ..amount
            },
            None => amount,
        }
    }

    fn grouped(&self, count: u64, group: Group, next: usize) -> Amount {
        let face = count.saturating_mul(group.face);
        if self.reading == Reading::Acled || count == 0 {
            return Amount { group: Some(group), ..Amount::exact(face, next) };
        }
        Amount {
            best: Some(face),
            face: Some(face),
            group: Some(group),
            ..Amount::bounded(
                count.saturating_mul(group.min),
                Some(count.saturating_mul(group.max)),
                Wording::Rounded,
                next,
            )
        }
    }

    /// A number in digits or words, unless it is a measure, a model or a rank.
    fn counted(&self, at: usize) -> Found<Amount> {
        let Some((count, mut next, origin)) = self.number(at)? else { return Ok(None) };
        let in_digits = matches!(self.tokens.kind(next.saturating_sub(1)), Some(Kind::Number(_)));
        let glued = self.tokens.glue(next) == Some(Glue::None)
            && self.tokens.kind(next) == Some(Kind::Word);
        if in_digits && glued && self.is_rank(next) {
            return Ok(Some(Amount::exact(1, next + 1)));
        }
        if let Some(after) = self.is_role(next, Role::Times) {
            next = after;
        } else if self.is_role(next, Role::Unit).is_some() || (in_digits && glued) {
            return Ok(None);
        }
        let group = self.find(next, |role| match role {
            Role::Group(group) => Some(group),
            _ => None,
        });
        Ok(Some(match group {
            Some((group, after)) => self.grouped(count, group, after),
            None => Amount { origin, ..Amount::exact(count, next) },
        }))
    }

    /// "2nd", "5th".
    fn is_rank(&self, at: usize) -> bool {
        matches!(self.tokens.words(at, at + 1, 0), Some("st" | "nd" | "rd" | "th"))
    }

    /// The value of a number: digits, words, and the scales that follow.
    fn number(&self, at: usize) -> Found<(u64, usize, Origin)> {
        if let Some((count, next)) = self.decimal(at) {
            return Ok(Some((count, next, Origin::Other)));
        }
        let too_large = || self.error(|text| QuantityError::TooLarge { text });
        let mut next = at;
        // What is complete up to the last scale, and what is counted since.
        let (mut total, mut part, mut last): (u64, Option<u64>, _) = (0, None, u64::MAX);
        let mut origin = Origin::Other;
        if let Some(Kind::Number(digits)) = self.tokens.kind(at) {
            part = Some(digits);
            next += 1;
        } else if let Some(((count, from), after)) = self.number_word(at, 0) {
            part = Some(count);
            (origin, next) = (from, after);
        }
        let mut scaled = part.is_some_and(|count| count >= 100 && count % 100 == 0);
        loop {
            if let Some((scale, after)) = self.scale(next) {
                // Scales go down: "two million hundred" and "hundred hundred" are no numbers.
                let open =
                    if scale == 100 { part.is_none_or(|count| count < 100) } else { scale < last };
                if !open {
                    break;
                }
                let counted = part.unwrap_or(1).checked_mul(scale).ok_or_else(too_large)?;
                if scale == 100 {
                    part = Some(counted);
                } else {
                    total = total.checked_add(counted).ok_or_else(too_large)?;
                    (part, last) = (None, scale);
                }
                (scaled, origin, next) = (true, Origin::Other, after);
                continue;
            }
            let room = match part {
                Some(hundreds) if hundreds >= 100 && hundreds % 100 == 0 => 100,
                None if total > 0 => 1000,
                _ => break,
            };
            let Some((count, after)) =
                self.joined(next).filter(|(count, _)| scaled && *count < room)
            else {
                break;
            };
            part = Some(part.unwrap_or(0) + count);
            next = after;
        }
        let value = total.checked_add(part.unwrap_or(0)).ok_or_else(too_large)?;
        Ok((next > at).then_some((value, next, origin)))
    }

    /// A decimal number of thousands or more, if it is a whole number then: "1.5 thousand".
    fn decimal(&self, at: usize) -> Option<(u64, usize)> {
        let Some(Kind::Fraction { digits, places }) = self.tokens.kind(at) else { return None };
        let (scale, next) = self.scale(at + 1)?;
        let (count, parts) = (digits.checked_mul(scale)?, 10_u64.checked_pow(places)?);
        (count % parts == 0).then_some((count / parts, next))
    }

    fn scale(&self, at: usize) -> Option<(u64, usize)> {
        self.find(at, |role| match role {
            Role::Scale(scale) => Some(scale),
            _ => None,
        })
    }

    fn number_word(&self, at: usize, skip: usize) -> Option<((u64, Origin), usize)> {
        self.find_after(at, skip, |role| match role {
            Role::Number(count) => Some((count, Origin::Other)),
            Role::Article(count) => Some((count, Origin::Article)),
            _ => None,
        })
    }

    /// The number that goes on after a scale: "hundred *and five*", "مئة *وخمسة*".
    fn joined(&self, at: usize) -> Option<(u64, usize)> {
        let plain = self.is_role(at, Role::And).unwrap_or(at);
        let found = self.number_word(plain, 0).or_else(|| {
            // Arabic and Hebrew write "and" as a letter of the word.
            let prefix = self.tokens.words(at, at + 1, 0)?.chars().next()?;
            matches!(prefix, 'و' | 'ו').then(|| self.number_word(at, prefix.len_utf8())).flatten()
        })?;
        let ((count, origin), next) = found;
        (origin != Origin::Article).then_some((count, next))
    }

    /// Whether the rest of a text from a token on may be the noun that was counted.
    pub(super) fn is_noun(&self, at: usize) -> bool {
        (at..self.tokens.list.len()).all(|at| {
            self.tokens.get(at).is_some_and(|token: &Token| token.kind == Kind::Word)
                && self.tokens.glue(at) != Some(Glue::None)
                && (self.is_role(at, Role::Of).is_some()
                    || self
                        .find(at, |role| (!matches!(role, Role::Dual(_))).then_some(()))
                        .is_none())
        })
    }
}

/// The roles that begin an amount.
fn amount_role(role: Role) -> Option<Role> {
    match role {
        Role::Before(_)
        | Role::After(_)
        | Role::Between
        | Role::Range
        | Role::And
        | Role::Of
        | Role::Times
        | Role::Unit => None,
        _ => Some(role),
    }
}
