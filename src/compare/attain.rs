//! Which levels a comparison can come out at, given what one of the two rows states.
//!
//! Rows state few sorts of things in any one comparison: nothing, one munition, a few, many. What sort a
//! row is of is told by a small number, so that what two sorts can come out at is a small table.

use super::target::{RARE, UNCOMMON};
use super::{CasualtyLevel, Comparison, CountLevel, SpeakerLevel, TargetLevel};
use crate::model::AssertionKind;
use crate::normalize::{Concepts, Features, NONE};

/// Into how many sorts a comparison puts rows.
pub(crate) const fn sorts(comparison: Comparison) -> u8 {
    match comparison {
        Comparison::Target | Comparison::Speaker => 4,
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
        Comparison::Speaker => match row.kind {
            AssertionKind::Claim => 1,
            AssertionKind::Confirmation => 2,
            AssertionKind::Report => 3,
            _ => 0,
        },
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

/// The levels that a pair with a row of this sort can have, whatever the other row is: bit `n` stands for
/// level `n`. All that exist where nothing narrows them down; never too few.
pub(crate) fn attainable(comparison: Comparison, sort: u8) -> u32 {
    let all = (1_u32 << comparison.labels().len()) - 1;
    match comparison {
        Comparison::Target => targets(all, sort),
        Comparison::Count => counts(all, sort),
        Comparison::Casualties => casualties(all, sort),
        Comparison::Speaker => speakers(all, sort),
        _ => all,
    }
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

fn speakers(all: u32, sort: u8) -> u32 {
    use SpeakerLevel as S;
    // The levels that only other kinds come out at.
    let others: &[S] = match sort {
        1 => &[S::SamePrincipal, S::ConfirmationAndReport, S::TwoConfirmations, S::TwoReports],
        2 => &[S::SameClaims, S::TwoClaims, S::ClaimAndReport, S::TwoReports],
        3 => &[
            S::SameClaims,
            S::SamePrincipal,
            S::TwoClaims,
            S::ClaimAndConfirmation,
            S::TwoConfirmations,
        ],
        _ => &[],
    };
    others.iter().fold(all, |levels, level| levels & !(1 << *level as u8))
}
