//! Levels of pairs of concepts, remembered in a fixed amount of memory.

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

/// Remembers the levels of pairs of numbers: of all pairs where that takes little memory, and else of
/// those that came last. What is remembered decides how long a look-up takes, never on its answer, so that
/// threads can share the memory without waiting for each other.
#[derive(Debug)]
pub(super) enum Memo {
    /// For few numbers: one more than the level at each pair, row by row; 0 where it is not known yet.
    All { numbers: usize, levels: Box<[AtomicU8]> },
    /// For many: a pair that falls on the place of another one takes it over. The level in the upper eight
    /// bits, one more than the pair in the rest; 0 is empty.
    Last { slots: Box<[AtomicU64]>, shift: u32 },
}

/// As many numbers can have all of their pairs remembered, in four megabytes.
const MOST_FOR_ALL: usize = 2048;
/// A megabyte: more pairs than fit a processor's second cache are not found faster than compared.
const SLOTS: usize = 1 << 17;
/// Numbers up to this can be remembered.
const MOST_NUMBER: u32 = (1 << 28) - 2;

impl Memo {
    /// For pairs of so many distinct numbers, and of "none".
    pub(super) fn new(numbers: usize) -> Self {
        let numbers = numbers.saturating_add(1);
        if numbers <= MOST_FOR_ALL {
            let levels = (0..numbers * numbers).map(|_| AtomicU8::new(0)).collect();
            return Self::All { numbers, levels };
        }
        Self::Last {
            slots: (0..SLOTS).map(|_| AtomicU64::new(0)).collect(),
            shift: u64::BITS - SLOTS.trailing_zeros(),
        }
    }

    /// The level of a pair, compared only when it is not remembered: the first in the order of levels of
    /// those that the comparison gives one way and the other. Numbers depend on the order of the input,
    /// so that which comes first must not decide.
    #[inline]
    pub(super) fn level(&self, left: u32, right: u32, compare: impl Fn(u32, u32) -> u8) -> u8 {
        let compare = |left, right| both_ways(&compare, left, right);
        let (low, high) = (left.min(right), left.max(right));
        // "None" is the largest number; as 0 it takes part like any other.
        let (low_or_none, high_or_none) = (low.wrapping_add(1), high.wrapping_add(1));
        match self {
            Self::All { numbers, levels } => {
                let place = low_or_none as usize * numbers + high_or_none as usize;
                let within =
                    (low_or_none as usize) < *numbers && (high_or_none as usize) < *numbers;
                let Some(slot) = levels.get(place).filter(|_| within) else {
                    return compare(low, high);
                };
                let known = slot.load(Ordering::Relaxed);
                if known != 0 {
                    return known - 1;
                }
                let level = compare(low, high);
                slot.store(level.wrapping_add(1), Ordering::Relaxed);
                level
            }
            Self::Last { slots, shift } => {
                if low_or_none > MOST_NUMBER || high_or_none > MOST_NUMBER {
                    return compare(low, high);
                }
                let key = (u64::from(low_or_none) << 28 | u64::from(high_or_none)) + 1;
                #[expect(clippy::cast_possible_truncation, reason = "as few bits as slots")]
                let place = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> shift) as usize;
                let Some(slot) = slots.get(place) else { return compare(low, high) };
                let known = slot.load(Ordering::Relaxed);
                if known & (u64::MAX >> 8) == key {
                    return known.to_be_bytes()[0];
                }
                let level = compare(low, high);
                slot.store(u64::from(level) << 56 | key, Ordering::Relaxed);
                level
            }
        }
    }
}

/// What is not remembered, out of the way of what is.
#[cold]
#[inline(never)]
fn both_ways(compare: &impl Fn(u32, u32) -> u8, left: u32, right: u32) -> u8 {
    compare(left, right).min(compare(right, left))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::NONE;

    #[test]
    fn the_answer_is_that_of_the_comparison_whatever_is_remembered_or_comes_first() {
        let answer = |left: u32, right: u32| u8::try_from((left % 97 + right % 89) % 200).unwrap();
        // Few numbers and many, and some that are larger than said.
        for memo in [Memo::new(0), Memo::new(3), Memo::new(600), Memo::new(1_000_000)] {
            for left in [0, 1, 2, 500, 999_999, NONE, 0, 1, 2, NONE] {
                for right in [0, 1, 7, 500, 1_000_001, NONE, 2, 7] {
                    let expected = answer(left, right).min(answer(right, left));
                    assert_eq!(memo.level(left, right, answer), expected);
                }
            }
        }
    }
}
