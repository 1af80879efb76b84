//! What makes two events of two statements, whatever their score.
//!
//! A score weighs what two statements have in common; place and day weigh much where little happens. But
//! some things do not go together at any price: a deed and the answer to it share a day, a theatre and
//! both sides; the attacks of one night share everything with the sum of them; and who tells of two things
//! in one breath says that they are two. So that no third statement brings them together, they are kept
//! apart like pairs that people have judged to be different. What relations and people bind stays bound.

use std::fmt;

use super::{
    ActorLevel, CasualtyLevel, Comparer, Comparison, CountLevel, MunitionLevel, Pattern,
    PlaceLevel, TargetLevel, TimeLevel,
};
use crate::model::AssertionKind;
use crate::normalize::{Concepts, Count, Features, NONE, PlaceConcept};

/// Why two statements are about two events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Apart {
    /// Who strikes in one is struck in the other, by other means.
    Answer,
    /// One speaker tells of both in one document, and differently.
    Twice,
    /// One counts what was used at several places, the other at one.
    Total,
}

impl Apart {
    /// In words.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Answer => "who strikes in one is struck in the other, by other means",
            Self::Twice => "one speaker tells of both in one document, and differently",
            Self::Total => "one is a total over several places, the other is about one place",
        }
    }
}

/// In words.
impl fmt::Display for Apart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Comparer<'_> {
    /// Why two rows are about two events whatever their score, if they must be. The same for both orders.
    ///
    /// What relations and people bind is one event for all that; this does not look at them.
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::compare::{Apart, Comparer};
    /// use corroborate::model::Assertion;
    /// use corroborate::normalize::{FeatureTable, Lexicons};
    ///
    /// let lexicons = Lexicons::shipped();
    /// let told = |id: &str, action: &str| {
    ///     let report = Assertion::report(id, "SOHR").url("https://example.org/daily");
    ///     report.time("2023-01-04").place("Mayadin").action(action).build()
    /// };
    /// let all = [told("a", "IED")?, told("b", "drone attack")?, told("c", "IED")?];
    /// let table = FeatureTable::build(&all, &lexicons);
    /// let comparer = Comparer::new(&table, &lexicons);
    /// assert_eq!(comparer.apart(0, 1), Some(Apart::Twice));
    /// assert_eq!(comparer.apart(0, 2), None);
    /// # Ok::<(), corroborate::model::InvalidAssertion>(())
    /// ```
    #[must_use]
    pub fn apart(&self, left: u32, right: u32) -> Option<Apart> {
        let (left, right) = (left.min(right) as usize, left.max(right) as usize);
        let rows = &self.table().rows;
        let (a, b) = (rows.get(left)?, rows.get(right)?);
        let means = || [self.munition(a, b), self.actors(a, b)];
        self.reason(a, b, means, || self.pattern(left, right))
    }

    /// The same for two rows whose pattern is known.
    pub(crate) fn apart_at(&self, left: u32, right: u32, pattern: &Pattern) -> Option<Apart> {
        let rows = &self.table().rows;
        let (a, b) = (rows.get(left.min(right) as usize)?, rows.get(left.max(right) as usize)?);
        let means = || [Comparison::Munition, Comparison::Actors].map(|it| pattern.level(it));
        self.reason(a, b, means, || *pattern)
    }

    /// Of two rows in their order, with their levels of munition and actors, and all of their levels.
    fn reason(
        &self,
        a: &Features,
        b: &Features,
        means: impl FnOnce() -> [u8; 2],
        pattern: impl FnOnce() -> Pattern,
    ) -> Option<Apart> {
        if a.parties != b.parties && is_answer(means()) {
            return Some(Apart::Answer);
        }
        if tells_twice(a, b) && differ(&pattern()) {
            return Some(Apart::Twice);
        }
        // Without numbers of one thing on both sides there is nothing to sum up.
        let both = |of: fn(&Features) -> u32| of(a) != NONE && of(b) != NONE;
        if !both(|row| row.fired) && !both(|row| row.losses) {
            return None;
        }
        let concepts = &self.table().concepts;
        let sums = sums_up(a, b, concepts) || sums_up(b, a, concepts);
        sums.then_some(Apart::Total)
    }
}

/// Whether the sides change places, and the means with them. Without the latter it may be one fight of
/// which both sides tell.
fn is_answer([munition, actors]: [u8; 2]) -> bool {
    let other_means = [MunitionLevel::Exclusive as u8, MunitionLevel::Overlapping as u8];
    other_means.contains(&munition) && actors == ActorLevel::Reversed as u8
}

/// Whether one speaker tells of something in one document twice. Speakers without a name may be two, and
/// a denial or a no-comment is about what somebody else told.
fn tells_twice(a: &Features, b: &Features) -> bool {
    let answers = |kind| matches!(kind, AssertionKind::Denial | AssertionKind::NoComment);
    let together = a.document != NONE && a.document == b.document && a.speaker == b.speaker;
    together && a.named && b.named && !answers(a.kind) && !answers(b.kind)
}

/// Whether something that both state is not the same. One that only says more may be the same told again.
fn differ(pattern: &Pattern) -> bool {
    let has = |comparison, levels: &[u8]| levels.contains(&pattern.level(comparison));
    has(
        Comparison::Time,
        &[
            TimeLevel::NextDay as u8,
            TimeLevel::FewDays as u8,
            TimeLevel::Apart as u8,
            TimeLevel::OtherHour as u8,
        ],
    ) || has(
        Comparison::Place,
        &[
            PlaceLevel::OtherFacility as u8,
            PlaceLevel::ToldApart as u8,
            PlaceLevel::Neighborhood as u8,
            PlaceLevel::Far as u8,
            PlaceLevel::Elsewhere as u8,
        ],
    ) || has(Comparison::Target, &[TargetLevel::OtherNames as u8, TargetLevel::OtherShips as u8])
        || has(
            Comparison::Munition,
            &[MunitionLevel::Exclusive as u8, MunitionLevel::Overlapping as u8],
        )
        || has(Comparison::Count, &[CountLevel::Close as u8, CountLevel::Apart as u8])
        || has(
            Comparison::Casualties,
            &[CasualtyLevel::Apart as u8, CasualtyLevel::NoneAgainstSome as u8],
        )
}

/// Four places and more have had so many times as much as one of them, or it is no sum.
const TIMES_FOUR: u32 = 2;
/// Three places: "between the two villages north of the city" is one.
const TIMES_THREE: u32 = 4;
/// An area by itself: one attack somewhere in a country is told like that too, and what was fired is more
/// than what arrived.
const TIMES_AREA: u32 = 10;
/// An area as large as this, in kilometers, has several places.
const LARGE_KM: f64 = 60.0;
/// Fewer than this are no sum for an area by itself, however few the others were.
const LEAST_SUM: u32 = 20;

/// Whether the first statement counts what was used at several places, of which the second is one.
fn sums_up(wide: &Features, narrow: &Features, concepts: &Concepts) -> bool {
    let place = |row: &Features| concepts.places.get(row.place as usize);
    let (Some(area), Some(site)) = (place(wide), place(narrow)) else { return false };
    let is_large = |place: &PlaceConcept| place.is_region && place.radius_km > LARGE_KM;
    if is_large(site) || !site.also.is_empty() {
        return false;
    }
    let least = |count: Option<Count>| count.map(|count| count.min);
    let most = |count: Option<Count>| count.map(|count| count.max).filter(|max| *max < u32::MAX);
    let exceeds = |wide: Option<Count>, narrow: Option<Count>, times: u32| {
        least(wide)
            .zip(most(narrow))
            .is_some_and(|(least, most)| most > 0 && least >= most.saturating_mul(times))
    };
    let [fired, arrived] = [wide, narrow].map(|row| concepts.count(row.fired));
    let [losses, others] = [wide, narrow].map(|row| concepts.losses(row.losses).killed);
    let several = |times| exceeds(fired, arrived, times) || exceeds(losses, others, times);
    match area.also.len() {
        3.. => several(TIMES_FOUR),
        2 => several(TIMES_THREE),
        _ => {
            is_large(area)
                && exceeds(fired, arrived, TIMES_AREA)
                && least(fired).is_some_and(|least| least >= LEAST_SUM)
        }
    }
}
