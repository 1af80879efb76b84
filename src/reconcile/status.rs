//! The two axes of an event's status.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Whether it happened, by who says so. The first that fits, from the top.
///
/// "Confirmed" here means that the side that was hit says so; in other methods (Airwars) the word
/// means that the attacker accepted responsibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Occurrence {
    /// Everyone who said so took it back.
    Withdrawn,
    /// Only a denial: nobody in the data asserts it.
    DeniedOnly,
    /// Somebody answerable says that it did not happen, others that it did.
    Disputed,
    /// Claimed, and confirmed by the side that was hit.
    ConfirmedClaimed,
    /// Confirmed by the side that was hit, claimed by nobody.
    ConfirmedUnclaimed,
    /// Claimed, and reported by at least one independent origin.
    Corroborated,
    /// The actor's word alone.
    ClaimedOnly,
    /// Two or more independent origins report it.
    ReportedMultiple,
    /// One origin reports it.
    ReportedSingle,
}

impl Occurrence {
    /// All of them, in the order in which they are tried.
    pub const ALL: [Self; 9] = [
        Self::Withdrawn,
        Self::DeniedOnly,
        Self::Disputed,
        Self::ConfirmedClaimed,
        Self::ConfirmedUnclaimed,
        Self::Corroborated,
        Self::ClaimedOnly,
        Self::ReportedMultiple,
        Self::ReportedSingle,
    ];

    /// The word of the report format.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::DeniedOnly => "denied_only",
            Self::Disputed => "disputed",
            Self::ConfirmedClaimed => "confirmed_claimed",
            Self::ConfirmedUnclaimed => "confirmed_unclaimed",
            Self::Corroborated => "corroborated",
            Self::ClaimedOnly => "claimed_only",
            Self::ReportedMultiple => "reported_multiple",
            Self::ReportedSingle => "reported_single",
        }
    }
}

impl fmt::Display for Occurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Who did it, by who says so. The first that fits, from the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Attribution {
    /// Actors on different lines of the hierarchy, or a named actor denies doing it.
    Contested,
    /// A claim was issued anew under another name.
    Superseded,
    /// A live claim.
    Admitted,
    /// Others name an actor.
    Attributed,
    /// Nobody names an actor.
    Unattributed,
}

impl Attribution {
    /// The word of the report format.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contested => "contested",
            Self::Superseded => "superseded",
            Self::Admitted => "admitted",
            Self::Attributed => "attributed",
            Self::Unattributed => "unattributed",
        }
    }
}

impl fmt::Display for Attribution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
