//! The assertion: what one speaker said about one thing that happened.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::builder::AssertionBuilder;
use super::error::FieldError;
use super::event::{Event, Tally};
use super::parts::Parts;
use super::source::{AdmiraltyGrade, Source};
use super::time::TimeExtent;
use crate::text::has_control;

/// The longest id that is accepted, in characters.
const MAX_ID_CHARS: usize = 256;

/// The name of an assertion, unique in its data set: not empty, at most 256 characters, no control
/// characters.
///
/// A clone shares the text: an account names each assertion many times.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssertionId(Arc<str>);

impl AssertionId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn checked(text: &str, field: &str) -> Result<Self, FieldError> {
        let expected = "an id of 1 to 256 characters without control characters";
        if text.trim().is_empty() || text.chars().count() > MAX_ID_CHARS || has_control(text) {
            return Err(FieldError::new(field, text, expected));
        }
        Ok(Self(text.into()))
    }
}

impl fmt::Display for AssertionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for AssertionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl Serialize for AssertionId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl Borrow<str> for AssertionId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for AssertionId {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for AssertionId {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}

impl TryFrom<&str> for AssertionId {
    type Error = FieldError;

    fn try_from(text: &str) -> Result<Self, FieldError> {
        Self::checked(text, "id")
    }
}

/// What a speaker does by saying it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AssertionKind {
    /// The speaker says that it did it.
    Claim,
    /// The side that was hit, or the state answerable for target or place, says that it happened.
    Confirmation,
    /// Anyone else says that it happened.
    Report,
    /// The speaker says that it did not happen, or that it (or the named actor) did not do it.
    Denial,
    /// Asked, and neither confirmed nor denied.
    NoComment,
    /// Says that it will happen.
    Threat,
    /// A total, not one event.
    Tally,
    /// Withdraws an earlier assertion.
    Retraction,
}

impl AssertionKind {
    /// The word of the format: `claim`, `no_comment`, …
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Confirmation => "confirmation",
            Self::Report => "report",
            Self::Denial => "denial",
            Self::NoComment => "no_comment",
            Self::Threat => "threat",
            Self::Tally => "tally",
            Self::Retraction => "retraction",
        }
    }

    /// Whether an assertion of this kind says that an event happened.
    #[must_use]
    pub const fn affirms(self) -> bool {
        matches!(self, Self::Claim | Self::Confirmation | Self::Report)
    }
}

impl fmt::Display for AssertionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What an assertion does to the earlier ones that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Relation {
    /// Takes them back.
    Retracts,
    /// Replaces them with a better version.
    Corrects,
    /// Says the same again.
    Repeats,
    /// Denies them.
    Denies,
    /// Declines to comment on them.
    Declines,
    /// Claims the same deed anew under another name.
    Supersedes,
}

impl Relation {
    /// The word of the format: `retracts`, …
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Retracts => "retracts",
            Self::Corrects => "corrects",
            Self::Repeats => "repeats",
            Self::Denies => "denies",
            Self::Declines => "declines",
            Self::Supersedes => "supersedes",
        }
    }
}

/// What a denial denies.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DenialScope {
    /// It did not happen.
    #[default]
    Occurrence,
    /// We, or they, did not do it.
    Responsibility,
    /// Not like that.
    Detail,
}

impl DenialScope {
    /// The word of the format: `occurrence`, …
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Occurrence => "occurrence",
            Self::Responsibility => "responsibility",
            Self::Detail => "detail",
        }
    }
}

/// Why there is no comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NoCommentReason {
    /// Asked and declined.
    Declined,
    /// Could not be reached.
    Unreachable,
}

/// What one speaker said about one thing that happened, or a total, a threat, a withdrawal.
///
/// Built by [`Assertion::claim`] and its sisters, or read from JSON; either way every rule of the
/// format holds, so that nothing later has to check again.
///
/// # Examples
///
/// ```
/// use corroborate::model::{Assertion, AssertionKind, Damage, Place, Role};
///
/// let claim = Assertion::claim("claim", "Ahl al-Tha'er")
///     .role(Role::Militia)
///     .published("2023-01-04")
///     .time("2023-01-04")
///     .place(Place::named("Al-Omar oil field").country("SY"))
///     .munitions("122 mm Grad missiles", "five")
///     .damage(Damage::Claimed)
///     .build()?;
/// assert_eq!(claim.kind(), AssertionKind::Claim);
///
/// let json = serde_json::to_string(&claim)?;
/// assert_eq!(serde_json::from_str::<Assertion>(&json)?, claim);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Assertion {
    // Invariant: everything that `Parts::check` checks.
    parts: Parts,
    id: AssertionId,
    about: Vec<AssertionId>,
}

macro_rules! constructor {
    ($($name:ident => $kind:ident, $doc:literal;)*) => {
        $(
            #[doc = $doc]
            pub fn $name(id: impl Into<String>, speaker: impl Into<String>) -> AssertionBuilder {
                AssertionBuilder::new(AssertionKind::$kind, id, speaker)
            }
        )*
    };
}

impl Assertion {
    /// Parts that were checked, with what became of their ids.
    pub(super) const fn of(parts: Parts, id: AssertionId, about: Vec<AssertionId>) -> Self {
        Self { parts, id, about }
    }

    /// The same with the vague words of its counts and tolls read in another way; see
    /// [`Quantity::read_as`](super::Quantity::read_as).
    ///
    /// ```
    /// use corroborate::model::quantity::Reading;
    /// use corroborate::model::{Assertion, Munition};
    ///
    /// let rockets = Munition::new("rockets").counted("dozens".parse()?);
    /// let claim = Assertion::claim("c", "A group").munition(rockets).build()?;
    /// let claim = claim.read_quantities_as(Reading::Acled);
    /// let count = claim.event().and_then(|event| event.munitions[0].count.clone());
    /// assert_eq!(count.map(|count| count.range()), Some("12".to_owned()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn read_quantities_as(mut self, reading: super::quantity::Reading) -> Self {
        let again = |quantity: &mut Option<super::Quantity>| {
            *quantity = quantity.as_ref().map(|quantity| quantity.read_as(reading));
        };
        if let Some(event) = &mut self.parts.event {
            event.munitions.iter_mut().for_each(|munition| again(&mut munition.count));
            for toll in &mut event.casualties {
                again(&mut toll.killed);
                again(&mut toll.injured);
            }
        }
        if let Some(tally) = &mut self.parts.tally {
            tally.count = tally.count.read_as(reading);
        }
        self
    }

    constructor! {
        claim => Claim, "Starts a claim: the speaker says that it did it.";
        confirmation => Confirmation, "Starts a confirmation: the side that was hit says that it happened.";
        report => Report, "Starts a report: anyone else says that it happened.";
        denial => Denial, "Starts a denial, of the occurrence unless the builder says otherwise.";
        no_comment => NoComment, "Starts a no-comment: asked, and neither confirmed nor denied.";
        threat => Threat, "Starts a threat: the speaker says that it will happen.";
        tally => Tally, "Starts a tally: a total over a period.";
        retraction => Retraction, "Starts a retraction of earlier assertions.";
    }

    /// The id, unique in the data set.
    #[must_use]
    pub const fn id(&self) -> &AssertionId {
        &self.id
    }

    /// What the speaker does by saying it.
    #[must_use]
    pub const fn kind(&self) -> AssertionKind {
        self.parts.kind
    }

    /// Who says it.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.parts.source
    }

    /// The chain of publication, nearest to the speaker first.
    #[must_use]
    pub fn relayed_by(&self) -> &[String] {
        &self.parts.relayed_by
    }

    /// When the speaker said it (not when a relay repeated it).
    #[must_use]
    pub const fn published(&self) -> Option<&TimeExtent> {
        self.parts.published.as_ref()
    }

    /// Where it can be read. Equal addresses are the same document.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.parts.url.as_deref()
    }

    /// The words themselves.
    #[must_use]
    pub fn quote(&self) -> Option<&str> {
        self.parts.quote.as_deref()
    }

    /// The language of the words, as a BCP 47 tag.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        self.parts.language.as_deref()
    }

    /// The grade that the coder gave.
    #[must_use]
    pub const fn admiralty(&self) -> Option<AdmiraltyGrade> {
        self.parts.admiralty
    }

    /// The earlier assertions that this one is about.
    #[must_use]
    pub fn about(&self) -> &[AssertionId] {
        &self.about
    }

    /// What it does to those. Where the line gives none, a retraction retracts, a denial denies and a
    /// no-comment declines.
    #[must_use]
    pub fn relation(&self) -> Option<Relation> {
        if self.about.is_empty() {
            return None;
        }
        self.parts.relation.or(match self.parts.kind {
            AssertionKind::Retraction => Some(Relation::Retracts),
            AssertionKind::Denial => Some(Relation::Denies),
            AssertionKind::NoComment => Some(Relation::Declines),
            _ => None,
        })
    }

    /// What a denial denies; `None` for every other kind.
    #[must_use]
    pub fn denies(&self) -> Option<DenialScope> {
        (self.parts.kind == AssertionKind::Denial).then(|| self.parts.denies.unwrap_or_default())
    }

    /// Why there is no comment.
    #[must_use]
    pub const fn reason(&self) -> Option<NoCommentReason> {
        self.parts.reason
    }

    /// What is said to have happened.
    #[must_use]
    pub fn event(&self) -> Option<&Event> {
        self.parts.event.as_deref()
    }

    /// The total, in a tally.
    #[must_use]
    pub fn total(&self) -> Option<&Tally> {
        self.parts.tally.as_deref()
    }

    /// Fields of the user's own, all beginning with `x_`.
    #[must_use]
    pub const fn extra(&self) -> &BTreeMap<String, Value> {
        &self.parts.extra
    }

    /// Who did it, according to this speaker: the actors it names, or in a claim without actors the
    /// speaker itself.
    pub fn actors(&self) -> impl Iterator<Item = &str> {
        let named = self.event().map_or(&[][..], |event| &event.actors);
        let itself = (named.is_empty() && self.kind() == AssertionKind::Claim)
            .then_some(self.source().name.as_str());
        named.iter().map(String::as_str).chain(itself)
    }
}

impl<'de> Deserialize<'de> for Assertion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Parts::deserialize(deserializer)?.check().map_err(serde::de::Error::custom)
    }
}

impl Serialize for Assertion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts = &self.parts;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("kind", &parts.kind)?;
        map.serialize_entry("source", &parts.source)?;
        if !parts.relayed_by.is_empty() {
            map.serialize_entry("relayed_by", &parts.relayed_by)?;
        }
        macro_rules! optional {
            ($($field:ident),*) => {$(
                if let Some(value) = &parts.$field {
                    map.serialize_entry(stringify!($field), value)?;
                }
            )*};
        }
        optional!(published, url, quote, language, admiralty);
        if !self.about.is_empty() {
            map.serialize_entry("about", &self.about)?;
        }
        optional!(relation, denies, reason, event, tally);
        for (key, value) in &parts.extra {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}
