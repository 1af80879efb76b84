//! Levels of pairs of concepts, remembered in a fixed amount of memory.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::normalize::NONE;

/// Remembers the levels of pairs of numbers. A pair that falls on the place of another one takes it over:
/// what is remembered decides how long a look-up takes, never on its answer, so that threads can share
/// the memory without waiting for each other.
#[derive(Debug)]
pub(super) struct Memo {
    // The level in the upper eight bits, one more than the pair in the rest; 0 is empty.
    slots: Box<[AtomicU64]>,
    shift: u32,
}

/// Half a megabyte: more pairs than fit a processor's second cache are not found faster than compared.
const MOST_SLOTS: usize = 1 << 16;
/// Numbers up to this can be remembered.
const MOST_NUMBER: u32 = (1 << 28) - 2;

impl Memo {
    /// For pairs of so many distinct numbers.
    pub(super) fn new(numbers: usize) -> Self {
        let slots = numbers.saturating_mul(numbers).clamp(2, MOST_SLOTS).next_power_of_two();
        Self {
            slots: (0..slots).map(|_| AtomicU64::new(0)).collect(),
            shift: u64::BITS - slots.trailing_zeros(),
        }
    }

    /// The level of a pair, compared only when it is not remembered: the first in the order of levels of
    /// those that the comparison gives one way and the other. Numbers depend on the order of the input,
    /// so that which comes first must not decide.
    pub(super) fn level(&self, left: u32, right: u32, compare: impl Fn(u32, u32) -> u8) -> u8 {
        let compare = |left, right| compare(left, right).min(compare(right, left));
        let (low, high) = (left.min(right), left.max(right));
        // "None" is the largest number; as 0 it takes part like any other.
        let high_or_none = if high == NONE { 0 } else { high + 1 };
        let low_or_none = if low == NONE { 0 } else { low + 1 };
        if low_or_none > MOST_NUMBER || high_or_none > MOST_NUMBER {
            return compare(low, high);
        }
        let key = (u64::from(low_or_none) << 28 | u64::from(high_or_none)) + 1;
        #[expect(clippy::cast_possible_truncation, reason = "as few bits as there are slots")]
        let place = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize;
        let Some(slot) = self.slots.get(place) else { return compare(low, high) };
        let known = slot.load(Ordering::Relaxed);
        if known & (u64::MAX >> 8) == key {
            return known.to_be_bytes()[0];
        }
        let level = compare(low, high);
        slot.store(u64::from(level) << 56 | key, Ordering::Relaxed);
        level
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_is_that_of_the_comparison_whatever_is_remembered_or_comes_first() {
        let memo = Memo::new(3);
        for _ in 0..3 {
            for left in [0, 1, 2, 500, NONE] {
                for right in [0, 1, 7, 500, NONE] {
                    let answer = |left: u32, right: u32| {
                        u8::try_from((left % 97 + right % 89) % 200).unwrap()
                    };
                    let expected = answer(left, right).min(answer(right, left));
                    assert_eq!(memo.level(left, right, answer), expected);
                }
            }
        }
    }
}
