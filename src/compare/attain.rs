//! Which levels a comparison can come out at, given one of the two rows.

use super::target::{RARE, UNCOMMON};
use super::{
    ActorLevel, CasualtyLevel, Comparison, CountLevel, MunitionLevel, SpeakerLevel, TargetLevel,
};
use crate::model::AssertionKind;
use crate::normalize::{Concepts, Features, NONE};

/// The levels that a pair with this row can have, whatever the other row is: bit `n` stands for level
/// `n`. All that exist where nothing narrows them down; never too few.
pub(crate) fn attainable(comparison: Comparison, row: &Features, concepts: &Concepts) -> u32 {
    let all = (1_u32 << comparison.labels().len()) - 1;
    match comparison {
        Comparison::Target => targets(all, row, concepts),
        Comparison::Munition if row.classes == NONE => {
            1 << MunitionLevel::NotStatedByOne as u8 | 1 << MunitionLevel::NotStated as u8
        }
        Comparison::Actors => actors(all, row, concepts),
        Comparison::Count => counts(all, row, concepts),
        Comparison::Casualties => casualties(all, row, concepts),
        Comparison::Speaker => speakers(all, row.kind),
        _ => all,
    }
}

fn actors(all: u32, row: &Features, concepts: &Concepts) -> u32 {
    use ActorLevel as A;
    let parties = concepts.parties(row.parties);
    let mut levels = all;
    if parties.did == NONE {
        // Nobody who could be the same as somebody.
        for level in [A::Same, A::SameLine, A::Related, A::Different] {
            levels &= !(1 << level as u8);
        }
    } else {
        levels &= !(1 << A::NotStated as u8);
    }
    if parties.hit == NONE {
        levels &= !(1 << A::SameVictim as u8);
    }
    if parties.did == NONE && parties.hit == NONE {
        levels &= !(1 << A::Reversed as u8);
    }
    levels
}

fn targets(all: u32, row: &Features, concepts: &Concepts) -> u32 {
    use TargetLevel as T;
    if row.targets == NONE {
        return 1 << T::NotStatedByOne as u8 | 1 << T::NotStated as u8;
    }
    let mut levels = all & !(1 << T::NotStated as u8);
    // A word that no other row has is shared with none.
    let counts = || concepts.words(row.targets).iter().map(|&word| concepts.word_count(word));
    if !counts().any(|count| (2..=RARE).contains(&count)) {
        levels &= !(1 << T::SharedRare as u8);
    }
    if !counts().any(|count| (2..=UNCOMMON).contains(&count)) {
        levels &= !(1 << T::SharedSome as u8);
    }
    levels
}

fn counts(all: u32, row: &Features, concepts: &Concepts) -> u32 {
    use CountLevel as C;
    let Some(count) = concepts.count(row.fired) else {
        return 1 << C::NotStatedByOne as u8 | 1 << C::NotStated as u8;
    };
    let same = match count.min {
        _ if !count.is_exact() => None,
        0 | 1 => Some(C::One),
        2..=4 => Some(C::SameFew),
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

fn casualties(all: u32, row: &Features, concepts: &Concepts) -> u32 {
    use CasualtyLevel as C;
    if row.losses == NONE {
        return 1 << C::NotStatedByOne as u8 | 1 << C::NotStated as u8;
    }
    let losses = concepts.losses(row.losses);
    let is_many = [losses.killed, losses.injured]
        .into_iter()
        .flatten()
        .any(|count| count.is_exact() && count.min >= 3);
    let without = if is_many { 0 } else { 1 << C::SameMany as u8 };
    all & !(1 << C::NotStated as u8) & !without
}

fn speakers(all: u32, kind: AssertionKind) -> u32 {
    use SpeakerLevel as S;
    // The levels that only other kinds come out at.
    let others: &[S] = match kind {
        AssertionKind::Claim => {
            &[S::SamePrincipal, S::ConfirmationAndReport, S::TwoConfirmations, S::TwoReports]
        }
        AssertionKind::Confirmation => {
            &[S::SameClaims, S::TwoClaims, S::ClaimAndReport, S::TwoReports]
        }
        AssertionKind::Report => &[
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
