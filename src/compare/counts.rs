//! How many munitions, how many killed and injured.

use super::levels;
use crate::normalize::{Concepts, Count, Losses, NONE};

levels! {
    /// How two assertions agree in the number of munitions.
    CountLevel {
        /// The same unusual number: five or more.
        SameMany = "same number, five or more",
        /// The same number, two to four.
        SameFew = "same number, two to four",
        /// One each.
        One = "one each",
        /// Ranges that overlap.
        Overlap = "ranges that overlap",
        /// Numbers less than twice apart.
        Close = "numbers less than twice apart",
        /// Numbers farther apart.
        Apart = "numbers farther apart",
        /// One gives none.
        NotStatedByOne = "not stated by one",
        /// Neither does.
        NotStated = "not stated by either",
    }
}

levels! {
    /// How two assertions agree in casualties.
    CasualtyLevel {
        /// The same number of killed or injured, three or more.
        SameMany = "same toll, three or more",
        /// The same number, one or two.
        SameFew = "same toll, one or two",
        /// Both say none.
        BothNone = "both say none",
        /// Ranges that overlap.
        Overlap = "tolls that overlap",
        /// Disjoint.
        Apart = "tolls that differ",
        /// One says none, the other some.
        NoneAgainstSome = "none against some",
        /// One gives none.
        NotStatedByOne = "not stated by one",
        /// Neither does.
        NotStated = "not stated by either",
    }
}

#[inline]
pub(super) fn compare(left: u32, right: u32, concepts: &Concepts) -> CountLevel {
    let (left, right) = match (concepts.count(left), concepts.count(right)) {
        (None, None) => return CountLevel::NotStated,
        (None, Some(_)) | (Some(_), None) => return CountLevel::NotStatedByOne,
        (Some(left), Some(right)) => (left, right),
    };
    if left == right && left.is_exact() {
        return match left.min {
            0 | 1 => CountLevel::One,
            2..=4 => CountLevel::SameFew,
            _ => CountLevel::SameMany,
        };
    }
    if left.overlaps(right) {
        return CountLevel::Overlap;
    }
    let (low, high) =
        if left.max < right.min { (left.max, right.min) } else { (right.max, left.min) };
    if high < low.saturating_mul(2) { CountLevel::Close } else { CountLevel::Apart }
}

#[inline]
pub(super) fn casualties(left: u32, right: u32, concepts: &Concepts) -> CasualtyLevel {
    match (left == NONE, right == NONE) {
        (true, true) => return CasualtyLevel::NotStated,
        (true, false) | (false, true) => return CasualtyLevel::NotStatedByOne,
        (false, false) => {}
    }
    let (left, right) = (concepts.losses(left), concepts.losses(right));
    by_toll(left, right)
}

fn by_toll(left: Losses, right: Losses) -> CasualtyLevel {
    let killed = toll(left.killed, right.killed);
    let injured = toll(left.injured, right.injured);
    // What says most about sameness comes first in the order of the levels.
    killed.into_iter().chain(injured).min().unwrap_or(CasualtyLevel::NotStatedByOne)
}

fn toll(left: Option<Count>, right: Option<Count>) -> Option<CasualtyLevel> {
    let (left, right) = left.zip(right)?;
    Some(if left.max == 0 && right.max == 0 {
        CasualtyLevel::BothNone
    } else if left == right && left.is_exact() {
        if left.min >= 3 { CasualtyLevel::SameMany } else { CasualtyLevel::SameFew }
    } else if left.overlaps(right) {
        CasualtyLevel::Overlap
    } else if left.max == 0 || right.max == 0 {
        CasualtyLevel::NoneAgainstSome
    } else {
        CasualtyLevel::Apart
    })
}
