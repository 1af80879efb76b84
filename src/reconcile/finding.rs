//! What the speakers of one event say of one attribute, compared.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::model::AssertionId;

/// The attributes on which speakers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Attribute {
    /// Whether it happened.
    Existence,
    /// Who did it.
    Attribution,
    /// When.
    Time,
    /// Where.
    Place,
    /// With what.
    Munition,
    /// How many munitions.
    Count,
    /// Losses among people.
    Casualties,
    /// Damage to things.
    Damage,
}

impl Attribute {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 8] = [
        Self::Existence,
        Self::Attribution,
        Self::Time,
        Self::Place,
        Self::Munition,
        Self::Count,
        Self::Casualties,
        Self::Damage,
    ];

    /// The word of the report format.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Existence => "existence",
            Self::Attribution => "attribution",
            Self::Time => "time",
            Self::Place => "place",
            Self::Munition => "munition",
            Self::Count => "count",
            Self::Casualties => "casualties",
            Self::Damage => "damage",
        }
    }
}

impl fmt::Display for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How the values of one attribute stand to each other, each read as a set of possibilities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// The same set.
    Agree,
    /// The sets overlap or one lies in the other: they differ only in precision.
    Compatible,
    /// Disjoint even on a generous reading.
    Conflict,
    /// Only one side, or one origin, speaks to it.
    Unilateral,
}

impl Verdict {
    /// The word of the report format.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Compatible => "compatible",
            Self::Conflict => "conflict",
            Self::Unilateral => "unilateral",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The finer word for a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FindingKind {
    /// The same value.
    Same,
    /// The claimed value is the more precise one.
    Refines,
    /// The claimed value is the less precise one.
    Coarser,
    /// The values overlap.
    Overlaps,
    /// Values of different stages that fit each other: 20 fired, 18 intercepted.
    StagesFit,
    /// The other side's number is below the claim.
    Shortfall,
    /// The other side's number is above the claim.
    Excess,
    /// The parts do not add up.
    SumsDiffer,
    /// Two different named sites.
    DifferentSite,
    /// Too far apart for the stated uncertainties.
    TooFar,
    /// Inside the other's neighbourhood.
    Near,
    /// Disjoint times under every plausible zone.
    DifferentTime,
    /// Times that meet under a plausible time zone.
    ZoneShift,
    /// Less than an hour apart, or marked approximate; a round number and what lies beyond it ("70", "more
    /// than 70").
    Approximate,
    /// Judged against the time of publication, for want of an event time.
    ByPublication,
    /// Classes that exclude each other.
    DifferentClass,
    /// A loose word that may mean the other class ("missile" in a translation).
    LooseWord,
    /// Names on one line of the hierarchy.
    SameLine,
    /// Actors on different lines.
    DifferentActor,
    /// Two claims of responsibility by different actors.
    CompetingClaims,
    /// A named actor denies doing it.
    ResponsibilityDenied,
    /// Somebody says that it did not happen.
    OccurrenceDenied,
    /// A claimed hit, damage or loss against "none" or "all intercepted".
    UnsupportedEffect,
    /// Neighbouring grades of damage.
    AdjacentGrade,
    /// Grades of damage that are not neighbours.
    DifferentGrade,
    /// Other victim groups, or figures that do not speak of the same people.
    OtherGroup,
    /// Disjoint tolls for the same group.
    DifferentToll,
    /// A later figure by the same speaker, or a toll that grows with the date of publication.
    Revision,
    /// A relay differs from its own primary.
    RelayDistortion,
    /// Only one side speaks to it.
    OneSide,
}

impl FindingKind {
    /// The word of the report format.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Refines => "refines",
            Self::Coarser => "coarser",
            Self::Overlaps => "overlaps",
            Self::StagesFit => "stages_fit",
            Self::Shortfall => "shortfall",
            Self::Excess => "excess",
            Self::SumsDiffer => "sums_differ",
            Self::DifferentSite => "different_site",
            Self::TooFar => "too_far",
            Self::Near => "near",
            Self::DifferentTime => "different_time",
            Self::ZoneShift => "zone_shift",
            Self::Approximate => "approximate",
            Self::ByPublication => "by_publication",
            Self::DifferentClass => "different_class",
            Self::LooseWord => "loose_word",
            Self::SameLine => "same_line",
            Self::DifferentActor => "different_actor",
            Self::CompetingClaims => "competing_claims",
            Self::ResponsibilityDenied => "responsibility_denied",
            Self::OccurrenceDenied => "occurrence_denied",
            Self::UnsupportedEffect => "unsupported_effect",
            Self::AdjacentGrade => "adjacent_grade",
            Self::DifferentGrade => "different_grade",
            Self::OtherGroup => "other_group",
            Self::DifferentToll => "different_toll",
            Self::Revision => "revision",
            Self::RelayDistortion => "relay_distortion",
            Self::OneSide => "one_side",
        }
    }
}

impl fmt::Display for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How far two values are apart, where that is a number.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Magnitude {
    /// Kilometers between two places.
    Km(f64),
    /// Hours between two times.
    Hours(f64),
    /// The larger number divided by the smaller.
    Ratio(f64),
}

/// From where an assertion looks at the event, for the comparison of sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum View {
    /// The claimant's side: a claim, or a channel run by or for the claimant.
    Claimed,
    /// The side that was hit.
    Confirmed,
    /// Anyone else.
    Reported,
    /// A denial.
    Denied,
    /// Declined to comment.
    Silent,
}

impl View {
    /// The neutral word for it in a report: `claimed`, `confirmed`, …
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Confirmed => "confirmed",
            Self::Reported => "reported",
            Self::Denied => "denied",
            Self::Silent => "no comment",
        }
    }
}

/// What one assertion says of an attribute, in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct StatedValue {
    /// Who says it.
    pub assertion: AssertionId,
    /// What it says: "2 fired, 1 unfired". Words that are the same for everyone are borrowed.
    pub value: Cow<'static, str>,
    /// From where it looks at the event.
    pub view: View,
}

/// The lowest and the highest value, with who gave each end. Never an average.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Range {
    /// What is counted: "fired", "killed", "injured".
    pub of: String,
    /// The lowest number given.
    pub low: u64,
    /// Who gave it.
    pub low_by: AssertionId,
    /// The highest number given; absent when somebody set no upper limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<u64>,
    /// Who gave it.
    pub high_by: AssertionId,
}

/// One attribute of one event: what each speaker says of it, and how that fits together.
///
/// A finding is not an error. It names both sides and picks neither.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// How the values stand to each other.
    pub verdict: Verdict,
    /// The finer word.
    pub kind: FindingKind,
    /// How far apart, where that is a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub magnitude: Option<Magnitude>,
    /// What each assertion says, sorted by view, then by assertion id.
    pub values: Vec<StatedValue>,
    /// One line in neutral words that gives both values.
    pub explanation: String,
    /// What would make a conflict go away, each in a few words; none is chosen. Empty otherwise.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub would_reconcile: &'static [&'static str],
    /// Ranges of numbers, with who gave each end.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ranges: Vec<Range>,
    /// Whether two origins on one side contradict each other, of time, place, munition, count, casualties or
    /// damage. Sides are compared by what fits best, so that the verdict does not show it; a note gives both
    /// values. Claims that compete are a conflict of attribution in themselves.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub divided: bool,
    /// Remarks: a conflict of low weight, a provisional figure, a revision kept as history.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}
