//! Which levels a comparison can come out at, given what one of the two rows states.
//!
//! Rows state few sorts of things in any one comparison: nothing, one munition, a few, many. What sort a
//! row is of is told by a small number, so that what two sorts can come out at is a small table.

use super::target::{RARE, UNCOMMON};
use super::{CasualtyLevel, Comparison, CountLevel, TargetLevel};
use crate::normalize::{Concepts, Features, NONE};

/// Into how many sorts a comparison puts rows.
pub(crate) const fn sorts(comparison: Comparison) -> u8 {
    match comparison {
        Comparison::Target => 4,
        Comparison::Count => 5,
        Comparison::Casualties => 3,
        _ => 1,
    }
}

/// The sort of a row in a comparison, less than [`sorts`].
pub(crate) fn sort(comparison: Comparison, row: &Features, concepts: &Concepts) -> u8 {
    match comparison {
        Comparison::Target => target(row, concepts),
        Comparison::Count => match concepts.count(row.fired) {
            None => 0,
            Some(count) if !count.is_exact() => 1,
            Some(count) => match count.min {
                0 | 1 => 2,
                2..=4 => 3,
                _ => 4,
            },
        },
        Comparison::Casualties if row.losses == NONE => 0,
        Comparison::Casualties => {
            let losses = concepts.losses(row.losses);
            let is_many = [losses.killed, losses.injured]
                .into_iter()
                .flatten()
                .any(|count| count.is_exact() && count.min >= 3);
            1 + u8::from(is_many)
        }
        _ => 0,
    }
}

/// By the rarest word that another row has too.
fn target(row: &Features, concepts: &Concepts) -> u8 {
    if row.targets == NONE {
        return 0;
    }
    let counts = concepts.words(row.targets).iter().map(|&word| concepts.word_count(word));
    match counts.filter(|count| *count > 1).min() {
        Some(..=RARE) => 3,
        Some(..=UNCOMMON) => 2,
        _ => 1,
    }
}

/// The levels that a pair of rows of two sorts can have: bit `n` stands for level `n`. All that exist where
/// nothing narrows them down; never too few.
pub(crate) fn attainable(comparison: Comparison, left: u8, right: u8) -> u32 {
    let all = (1_u32 << comparison.labels().len()) - 1;
    let (of, by_one): (fn(u32, u8) -> u32, u8) = match comparison {
        Comparison::Target => (targets, TargetLevel::NotStatedByOne as u8),
        Comparison::Count => (counts, CountLevel::NotStatedByOne as u8),
        Comparison::Casualties => (casualties, CasualtyLevel::NotStatedByOne as u8),
        _ => return all,
    };
    let levels = of(all, left) & of(all, right);
    // Where neither states it, it is not stated by either.
    if left == 0 && right == 0 { levels & !(1 << by_one) } else { levels }
}

fn targets(all: u32, sort: u8) -> u32 {
    use TargetLevel as T;
    if sort == 0 {
        return 1 << T::NotStatedByOne as u8 | 1 << T::NotStated as u8;
    }
    let mut levels = all & !(1 << T::NotStated as u8);
    // A word that no other row has is shared with none.
    if sort < 3 {
        levels &= !(1 << T::SharedRare as u8);
    }
    if sort < 2 {
        levels &= !(1 << T::SharedSome as u8);
    }
    levels
}

fn counts(all: u32, sort: u8) -> u32 {
    use CountLevel as C;
    let same = match sort {
        0 => return 1 << C::NotStatedByOne as u8 | 1 << C::NotStated as u8,
        1 => None,
        2 => Some(C::One),
        3 => Some(C::SameFew),
        _ => Some(C::SameMany),
    };
    let mut levels = all & !(1 << C::NotStated as u8);
    for level in [C::One, C::SameFew, C::SameMany] {
        if Some(level) != same {
            levels &= !(1 << level as u8);
        }
    }
    levels
}

fn casualties(all: u32, sort: u8) -> u32 {
    use CasualtyLevel as C;
    let without = match sort {
        0 => return 1 << C::NotStatedByOne as u8 | 1 << C::NotStated as u8,
        1 => 1 << C::SameMany as u8,
        _ => 0,
    };
    all & !(1 << C::NotStated as u8) & !without
}
