//! What was used and what it did.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::object::object;
use super::quantity::Quantity;

/// One kind of munition as a speaker names it, how many, and what became of them.
///
/// # Examples
///
/// ```
/// use corroborate::model::{Munition, Outcome};
/// use corroborate::Quantity;
///
/// let unfired = Munition::new("rocket").counted(Quantity::exact(1)).with_outcome(Outcome::Unfired);
/// assert!(!unfired.outcome.is_part_of_fired());
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Munition {
    /// The munition in the speaker's words: "122 mm Grad missiles".
    #[serde(rename = "type")]
    pub kind: String,
    /// How many; absent when the speaker does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<Quantity>,
    /// What became of them; `fired` when the speaker says no more.
    #[serde(skip_serializing_if = "Outcome::is_fired")]
    pub outcome: Outcome,
    /// Fields of the user's own, all beginning with `x_`.
    #[serde(flatten)]
    pub extra: BTreeMap<String, Value>,
}

impl Munition {
    /// A munition that was fired, without a count.
    pub fn new(kind: impl Into<String>) -> Self {
        Self { kind: kind.into(), count: None, outcome: Outcome::Fired, extra: BTreeMap::new() }
    }

    /// The same with a count.
    #[must_use]
    pub fn counted(mut self, count: Quantity) -> Self {
        self.count = Some(count);
        self
    }

    /// The same with an outcome.
    #[must_use]
    pub fn with_outcome(mut self, outcome: Outcome) -> Self {
        self.outcome = outcome;
        self
    }
}

struct RawMunition {
    kind: String,
    count: Option<Quantity>,
    outcome: Option<Outcome>,
    extra: BTreeMap<String, Value>,
}

object! {
    RawMunition, "an object with the munition's `type`",
    required { "type" => kind }
    optional { "count" => count, "outcome" => outcome }
}

impl<'de> Deserialize<'de> for Munition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let RawMunition { kind, count, outcome, extra } = RawMunition::deserialize(deserializer)?;
        Ok(Self { kind, count, outcome: outcome.unwrap_or_default(), extra })
    }
}

/// What became of a munition. `hit`, `missed`, `dud`, `intercepted` and `failed` are parts of what
/// was fired; `unfired` is not.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// Fired; nothing more is said.
    #[default]
    Fired,
    /// Arrived and hit.
    Hit,
    /// Arrived and missed.
    Missed,
    /// Arrived and did not explode.
    Dud,
    /// Stopped by the defender before it arrived.
    Intercepted,
    /// Failed in flight.
    Failed,
    /// Prepared and not fired.
    Unfired,
}

impl Outcome {
    /// Whether these munitions are among those that were fired (everything but `unfired`).
    #[must_use]
    pub const fn is_part_of_fired(self) -> bool {
        !matches!(self, Self::Unfired)
    }

    /// Whether these munitions reached the place of impact.
    #[must_use]
    pub const fn arrived(self) -> bool {
        matches!(self, Self::Hit | Self::Missed | Self::Dud)
    }

    /// The word of the format: `fired`, `hit`, …
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fired => "fired",
            Self::Hit => "hit",
            Self::Missed => "missed",
            Self::Dud => "dud",
            Self::Intercepted => "intercepted",
            Self::Failed => "failed",
            Self::Unfired => "unfired",
        }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
    fn is_fired(&self) -> bool {
        *self == Self::Fired
    }
}

/// Losses among people as a speaker gives them. A field that is absent was not mentioned; zero was
/// said to be none.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Casualties {
    /// How many were killed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub killed: Option<Quantity>,
    /// How many were injured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub injured: Option<Quantity>,
    /// On whose side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// Who, in the speaker's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// Whether the speaker calls the figures preliminary.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
    /// Fields of the user's own, all beginning with `x_`.
    #[serde(flatten)]
    pub extra: BTreeMap<String, Value>,
}

impl Casualties {
    /// Casualties of which nothing is said yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with a number of killed.
    #[must_use]
    pub fn killed(mut self, killed: Quantity) -> Self {
        self.killed = Some(killed);
        self
    }

    /// The same with a number of injured.
    #[must_use]
    pub fn injured(mut self, injured: Quantity) -> Self {
        self.injured = Some(injured);
        self
    }

    /// The same on a side.
    #[must_use]
    pub fn on_side(mut self, side: Side) -> Self {
        self.side = Some(side);
        self
    }

    /// The same with the speaker's words for who they are.
    #[must_use]
    pub fn among(mut self, who: impl Into<String>) -> Self {
        self.who = Some(who.into());
        self
    }
}

object! {
    Casualties, "an object with any of `killed`, `injured`, `side`, `who`, `provisional`",
    required {}
    optional {
        "killed" => killed, "injured" => injured, "side" => side, "who" => who,
        "provisional" => provisional,
    }
}

/// Whose losses are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Side {
    /// The side that was hit.
    Target,
    /// The side that attacked.
    Actor,
    /// Neither: civilians.
    Civilian,
}

impl Side {
    /// The word of the format: `target`, `actor`, `civilian`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Target => "target",
            Self::Actor => "actor",
            Self::Civilian => "civilian",
        }
    }
}

/// Damage to things, in grades, or only asserted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Damage {
    /// Said to be none.
    None,
    /// Minor.
    Minor,
    /// Moderate.
    Moderate,
    /// Severe.
    Severe,
    /// Destroyed.
    Destroyed,
    /// A hit is asserted without detail ("hit their targets accurately").
    Claimed,
}

impl Damage {
    /// The word of the format: `none`, `minor`, …, `claimed`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Minor => "minor",
            Self::Moderate => "moderate",
            Self::Severe => "severe",
            Self::Destroyed => "destroyed",
            Self::Claimed => "claimed",
        }
    }

    /// The grade from 0 (`none`) to 4 (`destroyed`); `claimed` has none.
    #[must_use]
    pub const fn grade(self) -> Option<u8> {
        match self {
            Self::None => Some(0),
            Self::Minor => Some(1),
            Self::Moderate => Some(2),
            Self::Severe => Some(3),
            Self::Destroyed => Some(4),
            Self::Claimed => None,
        }
    }
}
