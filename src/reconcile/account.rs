//! The whole account: events, threats, tallies, and what was set aside.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::finding::{Attribute, View};
use super::findings::Findings;
use super::statistics::{Quartiles, Share};
use super::status::{Attribution, Occurrence};
use crate::model::AssertionId;

/// The name of a reconciled event: the same members give the same id, whatever else is in the data.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId {
    // Invariant: ASCII.
    text: [u8; 15],
}

impl EventId {
    /// The id of an event with these members, in any order: `ev-` and 12 hexadecimal digits of the
    /// 64-bit FNV-1a hash of the sorted ids.
    #[must_use]
    pub fn of<'a>(members: impl IntoIterator<Item = &'a AssertionId>) -> Self {
        let mut ids: Vec<&AssertionId> = members.into_iter().collect();
        if !ids.is_sorted() {
            ids.sort();
        }
        Self::numbered(Self::number(ids.into_iter().map(AssertionId::as_str)))
    }

    /// The number of an event with these members, sorted; numbers are in the order of the ids.
    pub(crate) fn number<'a>(members: impl Iterator<Item = &'a str>) -> u64 {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for id in members {
            // The separator cannot occur in an id, so that no two lists read alike.
            for byte in id.bytes().chain([0]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        hash >> 16
    }

    /// The id of that number.
    pub(crate) fn numbered(number: u64) -> Self {
        let mut text = *b"ev-000000000000";
        for (place, letter) in text.iter_mut().rev().take(12).enumerate() {
            *letter = match (number >> (4 * place) & 0xf) as u8 {
                digit @ 0..=9 => b'0' + digit,
                digit => b'a' + digit - 10,
            };
        }
        Self { text }
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.text).unwrap_or_default()
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl Serialize for EventId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Everything that the crate has to say about a data set.
///
/// Each assertion id occurs in exactly one place: in an event's `assertions` or `withdrawn`, in
/// `threats`, in `tallies`, or in `set_aside`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reconciliation {
    /// The events, by earliest possible time, then by id.
    pub events: Vec<ReconciledEvent>,
    /// Pairs that may be about one event and were not taken for it, by falling probability.
    pub possible_links: Vec<PossibleLink>,
    /// What was threatened, and what followed.
    pub threats: Vec<ThreatAccount>,
    /// Totals, beside what was found in their scope.
    pub tallies: Vec<TallyAccount>,
    /// Assertions that belong to nothing, each with the reason.
    pub set_aside: Vec<SetAside>,
    /// Texts that no lexicon knows.
    pub unresolved: Vec<Unresolved>,
    /// What each speaker said, and how much of it others confirmed.
    pub sources: Vec<SourceRecord>,
    /// The same for the sides to which a lexicon assigns the speakers; an event that several speakers
    /// of one side claim counts once.
    pub sides: Vec<SourceRecord>,
    /// Counts over the whole.
    pub summary: Summary,
}

/// One event: who said it happened, and how the statements fit together.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ReconciledEvent {
    /// The id.
    pub id: EventId,
    /// One line: what, where, when.
    pub headline: String,
    /// Whether it happened, by who says so.
    pub occurrence: Occurrence,
    /// For a disputed event: what it would be without the denials.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without_denials: Option<Occurrence>,
    /// Who did it, by who says so.
    pub attribution: Attribution,
    /// Every live assertion about the event, sorted by id: denials and no-comments too.
    pub assertions: Vec<AssertionId>,
    /// Assertions that were retracted or replaced, sorted by id. They do not count.
    pub withdrawn: Vec<AssertionId>,
    /// The independent origins of what is said, by view, then by name.
    pub origins: Vec<Origin>,
    /// That the members are about one event, from 0 to 1; absent for a single member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// One finding for each attribute that anyone speaks to.
    pub attributes: Findings,
    /// Attributes to which a side does not speak though it matters: "claimant: casualties, damage".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub silences: Vec<String>,
    /// How else the statements could be read, where the link is not near certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternative: Option<Alternative>,
    /// Why these are one event: the links that hold the members together, strongest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
}

/// One independent origin: a speaker with everyone who only passes its words on.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Origin {
    /// The speaker, by its canonical name where a lexicon knows it.
    pub name: String,
    /// From where it looks at the event.
    pub view: View,
    /// The assertions that trace back to it, sorted by id.
    pub assertions: Vec<AssertionId>,
}

/// Another way to read the statements.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Alternative {
    /// The members, split into what would be separate events; each list is sorted by id.
    pub events: Vec<Vec<AssertionId>>,
    /// How likely this reading is, from 0 to 1; absent where nothing measured it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// One line: "or two events: Al-Omar oil field; MSS Conoco, about 32 km apart".
    pub explanation: String,
}

/// What holds two members of an event together.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Link {
    /// One member.
    pub left: AssertionId,
    /// The other.
    pub right: AssertionId,
    /// That the two are about one event, from 0 to 1.
    pub probability: f64,
    /// The strongest reasons in words, with their weight in bits.
    pub reasons: Reasons,
}

/// The reasons of a link, strongest first. Links share them.
///
/// # Examples
///
/// ```
/// use corroborate::reconcile::Reasons;
///
/// let reasons: Reasons = ["place: same site (+5.1 bits)"].into_iter().collect();
/// assert_eq!(reasons.len(), 1);
/// assert!(reasons[0].starts_with("place"));
/// assert_eq!(reasons, reasons.clone());
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Reasons(Arc<[Arc<str>]>);

impl Deref for Reasons {
    type Target = [Arc<str>];

    fn deref(&self) -> &[Arc<str>] {
        &self.0
    }
}

impl<R: Into<Arc<str>>> FromIterator<R> for Reasons {
    fn from_iter<I: IntoIterator<Item = R>>(reasons: I) -> Self {
        Self(reasons.into_iter().map(Into::into).collect())
    }
}

impl fmt::Debug for Reasons {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Serialize for Reasons {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(|reason| &**reason))
    }
}

/// Two assertions that may be about one event and were not taken for it: for review.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PossibleLink {
    /// One assertion; its id sorts first.
    pub left: AssertionId,
    /// The other.
    pub right: AssertionId,
    /// That the two are about one event, from 0 to 1.
    pub probability: f64,
    /// One line: what speaks for it and what against.
    pub explanation: String,
}

/// A threat and what followed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ThreatAccount {
    /// The threat.
    pub assertion: AssertionId,
    /// Events that fit the threatened actor, target and time, by time.
    pub followed_by: Vec<EventId>,
    /// One line in words.
    pub explanation: String,
}

/// How a total stands to the events found in its scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TallyVerdict {
    /// As many events are in the data as the total says.
    Matches,
    /// Fewer events are in the data; the total may still be right.
    TooFewInData,
    /// More events are in the data than the total says.
    MoreInData,
}

impl TallyVerdict {
    /// The word of the report format.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Matches => "matches",
            Self::TooFewInData => "too_few_in_data",
            Self::MoreInData => "more_in_data",
        }
    }
}

/// A total, beside what was found in its scope.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TallyAccount {
    /// The tally.
    pub assertion: AssertionId,
    /// Its speaker by the one name that all spellings of it share, as in the records of sources.
    pub speaker: String,
    /// The number as the speaker gives it.
    pub asserted: String,
    /// How many events of the data lie in its scope.
    pub found: u64,
    /// How the two stand to each other. Never "false".
    pub verdict: TallyVerdict,
    /// One line: "3 of the 27 are in the data".
    pub explanation: String,
    /// The events found, by status; a status without events is not listed.
    pub by_occurrence: BTreeMap<Occurrence, u64>,
    /// The first of the events found, by time: at most 50, for long data has many tallies over many
    /// events each. `found` counts them all.
    pub events: Vec<EventId>,
}

/// An assertion that belongs to no event, threat or tally.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SetAside {
    /// The assertion.
    pub assertion: AssertionId,
    /// Why.
    pub reason: String,
}

/// A text that no lexicon knows. It still takes part by the similarity of its letters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Unresolved {
    /// Who uses it.
    pub assertion: AssertionId,
    /// In which field: `event.place.name`.
    pub field: String,
    /// The text.
    pub text: String,
    /// The nearest name that a lexicon knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<String>,
}

/// What one speaker, or one side, said, and what others said of the same events. Counts and distances,
/// never a score: what nobody confirms is not thereby wrong, and who is not heard confirms nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SourceRecord {
    /// The speaker, by its canonical name where a lexicon knows it; or the side.
    pub name: String,
    /// The side of the speaker, where a lexicon knows it; absent in the record of a side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
    /// Live assertions of every kind.
    pub assertions: u64,
    /// Events that it claims.
    pub claims: u64,
    /// Of these, confirmed by the side that was hit.
    pub confirmed: u64,
    /// Of these, corroborated by an independent origin and not confirmed.
    pub corroborated: u64,
    /// Of these, resting on its word alone.
    pub unconfirmed: u64,
    /// Of these, disputed.
    pub disputed: u64,
    /// Events that it confirms.
    pub confirmations: u64,
    /// Events that it reports.
    pub reports: u64,
    /// Denials that it made.
    pub denials: u64,
    /// The shares of its claims, with 95 % intervals; absent where it claims nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shares: Option<Shares>,
    /// Munitions that it claims for each one that the side that was hit gives, over the events for
    /// which both give exact numbers; of several numbers of one side the largest counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count_ratio: Option<Quartiles>,
    /// Kilometers from the site that it claims to the site that the side that was hit names, over the
    /// events for which both name one; of several the nearest two count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place_km: Option<Quartiles>,
    /// Hours from an event to its first statement on it, over the events for which both are known to
    /// the day. When it happened is what the speaker says, else the most precise time that anyone gives;
    /// counted is from the middle of the one time to the middle of the other, so that the same day is 0
    /// and the next is 24 where only days are given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay_hours: Option<Quartiles>,
    /// Its claims by calendar month (UTC) of the event; empty for data of two months or less.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by_period: Vec<ClaimsInPeriod>,
}

/// Which shares of some claimed events others confirm, corroborate, leave alone and dispute. They add
/// up to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Shares {
    /// Confirmed by the side that was hit.
    pub confirmed: Share,
    /// Corroborated by an independent origin and not confirmed.
    pub corroborated: Share,
    /// Resting on the claimant's word alone.
    pub unconfirmed: Share,
    /// Disputed.
    pub disputed: Share,
    /// Whether there are fewer than ten claims, which say little.
    pub few: bool,
}

/// The events of one period that a speaker claims.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ClaimsInPeriod {
    /// The month: `2023-10`.
    pub period: String,
    /// Events that it claims.
    pub claims: u64,
    /// Of these, confirmed by the side that was hit.
    pub confirmed: u64,
    /// Of these, corroborated by an independent origin and not confirmed.
    pub corroborated: u64,
    /// Of these, resting on its word alone.
    pub unconfirmed: u64,
    /// Of these, disputed.
    pub disputed: u64,
    /// The same as shares, with 95 % intervals.
    pub shares: Shares,
}

/// Counts over the whole data set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Summary {
    /// Assertions read.
    pub assertions: u64,
    /// Events found.
    pub events: u64,
    /// Events by occurrence status; a status without events is not listed.
    pub by_occurrence: BTreeMap<Occurrence, u64>,
    /// Events by attribution status; a status without events is not listed.
    pub by_attribution: BTreeMap<Attribution, u64>,
    /// Conflicts by attribute; an attribute without conflicts is not listed.
    pub conflicts_by_attribute: BTreeMap<Attribute, u64>,
}
