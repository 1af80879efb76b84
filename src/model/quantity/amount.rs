//! A count on the way from words to a quantity.

use super::lexicon::{Bound, Group};
use super::{Quantity, Wording};

/// A count read from some of the tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    pub(super) min: u64,
    pub(super) max: Option<u64>,
    pub(super) best: Option<u64>,
    pub(super) wording: Wording,
    /// The first token that is not part of it.
    pub(super) next: usize,
    /// The number that a bound before it is about: 12 for a dozen.
    pub(super) face: Option<u64>,
    /// What it counts in, where a range may share it: two to three dozen.
    pub(super) group: Option<Group>,
    pub(super) origin: Origin,
}

/// What the amount was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// "A", "an", "une": one, where a noun follows that is counted.
    Article,
    /// A noun whose form says how many: the Arabic dual.
    Noun,
    Other,
}

impl Amount {
    pub(super) fn exact(count: u64, next: usize) -> Self {
        Self {
            min: count,
            max: Some(count),
            best: None,
            wording: Wording::Counted,
            next,
            face: Some(count),
            group: None,
            origin: Origin::Other,
        }
    }

    pub(super) fn bounded(min: u64, max: Option<u64>, wording: Wording, next: usize) -> Self {
        Self { min, max, wording, face: None, ..Self::exact(min, next) }
    }

    /// Whether it names no number; an article names none that a volley would have.
    pub(super) fn is_vague(&self) -> bool {
        matches!(self.wording, Wording::Vague | Wording::Plural) || self.origin != Origin::Other
    }

    pub(super) fn into_quantity(self) -> Quantity {
        let mut quantity = Quantity::from_bounds(self.min, self.max);
        quantity.best = self.best.filter(|_| !quantity.is_exact());
        quantity.wording = self.wording;
        quantity
    }

    /// The amount with a bound on it.
    ///
    /// A bound takes a rounded number at its face value: "more than a dozen" is more than 12.
    pub(super) fn bound_by(self, bound: Bound) -> Self {
        let (low, high) = (self.face.unwrap_or(self.min), self.face.or(self.max));
        let wording =
            if self.wording == Wording::Rounded { Wording::Counted } else { self.wording };
        let beyond = if wording == Wording::Counted { Wording::Beyond } else { wording };
        let set = |min, max, wording| Amount {
            origin: Origin::Other,
            ..Amount::bounded(min, max, wording, self.next)
        };
        match bound {
            Bound::AtLeast => set(low, None, wording),
            Bound::MoreThan => set(low.saturating_add(1), None, beyond),
            Bound::AtMost => set(0, high, wording),
            Bound::LessThan => set(0, high.map(|high| high.saturating_sub(1)), beyond),
            Bound::About | Bound::Nearly
                if self.face.is_none() && self.wording != Wording::Counted =>
            {
                self
            }
            Bound::About => {
                let (min, _) = Quantity::about_bounds(low);
                let max = high.map(|high| Quantity::about_bounds(high).1);
                Amount { best: self.face, ..set(min, max, Wording::Rounded) }
            }
            Bound::Nearly => {
                Amount { best: self.face, ..set(low - low / 5, high, Wording::Rounded) }
            }
            Bound::Exactly => Amount { origin: Origin::Other, ..self },
        }
    }
}
