//! What is in a place and has no entry of its own: the school of a town, the hall of an airport.

use super::finding::FindingKind;
use super::story::Meeting;
use crate::normalize::gazetteer::{PlaceKind, PlaceMatch, names_of_part};
use crate::text::{Script, skeleton};

/// What is in a town, or at a site, and has no entry of its own: "the airport in Ganja", "arrivals hall
/// of Abha airport".
pub(super) struct Part<'s> {
    kind: Option<PlaceKind>,
    words: Option<&'s str>,
}

impl<'s> Part<'s> {
    pub(super) fn of(found: &'s PlaceMatch) -> Option<Self> {
        let kind = found.generic.filter(|_| found.kind.is_some_and(PlaceKind::is_settlement));
        let words = found.part.as_deref();
        (kind.is_some() || words.is_some()).then_some(Self { kind, words })
    }

    pub(super) fn meet(&self, other: &Self) -> Meeting {
        let kinds = self.kind.zip(other.kind);
        let is_like = kinds.and_then(|(one, other)| one.is_like(other));
        // Two statements on one event that speak of a school in a town mean one; a building may be any.
        let one_kind = kinds.is_some_and(|(one, other)| one == other && one != PlaceKind::Facility);
        let names = Names::meet(self.words, other.words);
        let one_name = self
            .words
            .zip(other.words)
            .is_some_and(|(one, other)| skeleton(one) == skeleton(other));
        match is_like {
            Some(false) => Meeting::conflict(FindingKind::DifferentSite),
            _ if one_name => Meeting::agree(),
            _ if one_kind && names == Names::OtherNumbers => {
                Meeting::conflict(FindingKind::DifferentSite)
            }
            _ if one_kind && names == Names::MayBeOne => Meeting::agree(),
            // "The base" may be the airfield, a facility may be any, and one school have two names.
            _ => Meeting::compatible(FindingKind::Overlaps),
        }
    }
}

/// How the names of two things of one kind in one town go together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    /// One has none, they share one, or they are in two scripts.
    MayBeOne,
    /// Each has names that are not like the other's.
    Others,
    /// Each has a number, as "school 23" has, and none is the other's.
    OtherNumbers,
}

impl Names {
    fn meet(one: Option<&str>, other: Option<&str>) -> Self {
        let (Some(one), Some(other)) = (one, other) else { return Self::MayBeOne };
        let (ones, others): (Vec<_>, Vec<_>) =
            (names_of_part(one).collect(), names_of_part(other).collect());
        let pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
        // "28th" may be a unit's, which says less of where it was.
        let number = |word: &str| word.parse::<u32>().ok();
        let mut found = Self::MayBeOne;
        for (one, other) in pairs {
            let (is_one, kind) = match (number(&one.bare), number(&other.bare)) {
                (Some(one), Some(other)) => (one == other, Self::OtherNumbers),
                (None, None) => {
                    (strsim::jaro_winkler(&one.skeleton, &other.skeleton) >= 0.9, Self::Others)
                }
                _ => (false, Self::Others),
            };
            if is_one {
                return Self::MayBeOne;
            }
            let comparable = Script::of(&one.bare) == Script::of(&other.bare);
            if comparable && found != Self::OtherNumbers {
                found = kind;
            }
        }
        found
    }
}
