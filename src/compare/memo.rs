//! Levels of pairs of concepts, remembered in a fixed amount of memory.

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

/// Remembers the levels of pairs of numbers: of all pairs of the first numbers, which are mostly those that
/// occur most, and of others the pairs that came last. What is remembered decides how long a look-up takes,
/// never on its answer, so that threads can share the memory without waiting for each other.
#[derive(Debug)]
pub(super) struct Memo {
    /// How many numbers have all of their pairs remembered.
    numbers: usize,
    /// One more than the level at each pair, in either order, line by line; 0 where it is not known yet.
    levels: Box<[AtomicU8]>,
    /// For the others: a pair that falls on the place of another one takes it over. The level in the upper
    /// eight bits, one more than the pair in the rest; 0 is empty.
    last: Box<[AtomicU64]>,
}

/// So many numbers at most, in sixteen megabytes.
const MOST_FOR_ALL: usize = 4096;
/// A megabyte: more pairs than fit a processor's second cache are not found faster than compared.
const SLOTS: usize = 1 << 17;
/// How far the product of a hash is shifted for the number of a slot.
const SHIFT: u32 = u64::BITS - SLOTS.trailing_zeros();
/// Numbers up to this can be remembered.
const MOST_NUMBER: u32 = (1 << 28) - 2;

/// The levels of one number with each other one, to be looked up one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'m> {
    memo: &'m Memo,
    own: u32,
    /// Empty for a number that is not among the first.
    levels: &'m [AtomicU8],
}

/// The place of a number in a line. "None" is the largest number; as 0 it takes part like any other.
const fn place(number: u32) -> usize {
    number.wrapping_add(1) as usize
}

/// What a slot holds, less the one that says that it holds something.
fn known(slot: Option<&AtomicU8>) -> Option<u8> {
    slot.and_then(|slot| slot.load(Ordering::Relaxed).checked_sub(1))
}

impl Memo {
    /// For pairs of so many distinct numbers, and of "none".
    pub(super) fn new(numbers: usize) -> Self {
        let numbers = numbers.saturating_add(1);
        let slots = if numbers <= MOST_FOR_ALL { 0 } else { SLOTS };
        let numbers = numbers.min(MOST_FOR_ALL);
        Self {
            numbers,
            levels: (0..numbers * numbers).map(|_| AtomicU8::new(0)).collect(),
            last: (0..slots).map(|_| AtomicU64::new(0)).collect(),
        }
    }

    /// The level of a pair, compared only when it is not remembered: the first in the order of levels of
    /// those that the comparison gives one way and the other. Numbers depend on the order of the input,
    /// so that which comes first must not decide.
    #[inline]
    pub(super) fn level(&self, left: u32, right: u32, compare: impl Fn(u32, u32) -> u8) -> u8 {
        known(self.slot(left, right)).unwrap_or_else(|| self.compared(left, right, compare))
    }

    /// The line of a number.
    #[inline]
    pub(super) fn line(&self, own: u32) -> Line<'_> {
        let start = place(own).saturating_mul(self.numbers);
        let levels = self.levels.get(start..start.saturating_add(self.numbers)).unwrap_or_default();
        Line { memo: self, own, levels }
    }

    #[inline]
    fn slot(&self, left: u32, right: u32) -> Option<&AtomicU8> {
        let (left, right) = (place(left), place(right));
        let within = left < self.numbers && right < self.numbers;
        if within { self.levels.get(left * self.numbers + right) } else { None }
    }

    /// What is not remembered, out of the way of what is.
    #[cold]
    #[inline(never)]
    fn compared(&self, left: u32, right: u32, compare: impl Fn(u32, u32) -> u8) -> u8 {
        let (low, high) = (left.min(right), left.max(right));
        let level = || compare(low, high).min(compare(high, low));
        if let Some((slot, turned)) = self.slot(low, high).zip(self.slot(high, low)) {
            let level = level();
            for slot in [slot, turned] {
                slot.store(level.wrapping_add(1), Ordering::Relaxed);
            }
            return level;
        }
        self.among_last(low, high, level)
    }

    /// The level of a pair that is remembered only until another one takes its place.
    fn among_last(&self, low: u32, high: u32, level: impl Fn() -> u8) -> u8 {
        let (first, second) = (low.wrapping_add(1), high.wrapping_add(1));
        if first > MOST_NUMBER || second > MOST_NUMBER {
            return level();
        }
        let key = (u64::from(first) << 28 | u64::from(second)) + 1;
        let place = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> SHIFT) as usize;
        let Some(slot) = self.last.get(place) else { return level() };
        let known = slot.load(Ordering::Relaxed);
        if known & (u64::MAX >> 8) == key {
            return known.to_be_bytes()[0];
        }
        let level = level();
        slot.store(u64::from(level) << 56 | key, Ordering::Relaxed);
        level
    }
}

impl Line<'_> {
    /// The level with another number, as [`Memo::level`] has it.
    #[inline]
    pub(super) fn level(&self, other: u32, compare: impl Fn(u32, u32) -> u8) -> u8 {
        known(self.levels.get(place(other)))
            .unwrap_or_else(|| self.memo.compared(self.own, other, compare))
    }
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
            for left in [0, 1, 2, 500, 4094, 4095, 999_999, NONE, 0, 1, 2, NONE] {
                let line = memo.line(left);
                for right in [0, 1, 7, 500, 1_000_001, NONE, 2, 7] {
                    let expected = answer(left, right).min(answer(right, left));
                    assert_eq!(line.level(right, answer), expected);
                    assert_eq!(memo.level(left, right, answer), expected);
                    assert_eq!(memo.level(right, left, answer), expected);
                }
            }
        }
    }
}
