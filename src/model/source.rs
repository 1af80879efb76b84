//! Who says it, and how the words reached us.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::object::object;

/// Who says it: the speaker, not the outlet that passes the words on.
///
/// # Examples
///
/// ```
/// use corroborate::model::{Role, Source};
///
/// let source = Source::new("U.S. Central Command").with_role(Role::Military);
/// assert!(source.named);
/// assert!(!Source::new("a US official").unnamed().named);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Source {
    /// The speaker as the document names it.
    pub name: String,
    /// What kind of speaker it is; absent when the coder did not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// False for "an official said". Defaults to true.
    #[serde(skip_serializing_if = "is_true")]
    pub named: bool,
    /// Fields of the user's own, all beginning with `x_`.
    #[serde(flatten)]
    pub extra: BTreeMap<String, Value>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
fn is_true(named: &bool) -> bool {
    *named
}

impl Source {
    /// A named speaker without a role.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), role: None, named: true, extra: BTreeMap::new() }
    }

    /// The same speaker with a role.
    #[must_use]
    pub fn with_role(mut self, role: Role) -> Self {
        self.role = Some(role);
        self
    }

    /// The same speaker, marked as not named by the document ("an official").
    #[must_use]
    pub fn unnamed(mut self) -> Self {
        self.named = false;
        self
    }
}

struct RawSource {
    name: String,
    role: Option<Role>,
    named: Option<bool>,
    extra: BTreeMap<String, Value>,
}

object! {
    RawSource, "an object with the speaker's `name`",
    required { "name" => name }
    optional { "role" => role, "named" => named }
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let RawSource { name, role, named, extra } = RawSource::deserialize(deserializer)?;
        Ok(Self { name, role, named: named.unwrap_or(true), extra })
    }
}

/// What kind of speaker a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Role {
    /// An armed group, its façades and its umbrella.
    Militia,
    /// Armed forces of a state or a coalition.
    Military,
    /// A government and its civil organs.
    Government,
    /// An observer that counts and documents.
    Monitor,
    /// A newspaper, agency, channel.
    Media,
    /// A security official or source who is not named.
    SecuritySource,
    /// Somebody who was there.
    Witness,
    /// None of these.
    Other,
}

impl Role {
    /// The word of the format: `militia`, `security_source`, …
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Militia => "militia",
            Self::Military => "military",
            Self::Government => "government",
            Self::Monitor => "monitor",
            Self::Media => "media",
            Self::SecuritySource => "security_source",
            Self::Witness => "witness",
            Self::Other => "other",
        }
    }
}

/// How much a source and an item of information are trusted by whoever graded them, on the NATO
/// Admiralty scale: `A1` to `F6`.
///
/// The crate carries the grade through and never computes one.
///
/// ```
/// use corroborate::model::{AdmiraltyGrade, Credibility, Reliability};
///
/// let grade: AdmiraltyGrade = "B2".parse().unwrap();
/// assert_eq!(grade.reliability, Reliability::B);
/// assert_eq!(grade.credibility, Credibility::Two);
/// assert_eq!(grade.to_string(), "B2");
/// assert!("G7".parse::<AdmiraltyGrade>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AdmiraltyGrade {
    /// The letter: the source's record.
    pub reliability: Reliability,
    /// The digit: this item's credibility.
    pub credibility: Credibility,
}

/// The letter of an Admiralty grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Reliability cannot be judged: unknown, not bad.
    F,
}

/// The digit of an Admiralty grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Credibility {
    /// Confirmed by other independent sources.
    One,
    /// Probably true.
    Two,
    /// Possibly true.
    Three,
    /// Doubtful.
    Four,
    /// Improbable.
    Five,
    /// Truth cannot be judged: unknown, not bad.
    Six,
}

/// A text that is no Admiralty grade.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no Admiralty grade from `A1` to `F6`")]
pub struct GradeError(String);

impl FromStr for AdmiraltyGrade {
    type Err = GradeError;

    fn from_str(text: &str) -> Result<Self, GradeError> {
        let wrong = || GradeError(text.to_owned());
        let [letter, digit] = text.as_bytes() else { return Err(wrong()) };
        let reliability = match letter.to_ascii_uppercase() {
            b'A' => Reliability::A,
            b'B' => Reliability::B,
            b'C' => Reliability::C,
            b'D' => Reliability::D,
            b'E' => Reliability::E,
            b'F' => Reliability::F,
            _ => return Err(wrong()),
        };
        let credibility = match digit {
            b'1' => Credibility::One,
            b'2' => Credibility::Two,
            b'3' => Credibility::Three,
            b'4' => Credibility::Four,
            b'5' => Credibility::Five,
            b'6' => Credibility::Six,
            _ => return Err(wrong()),
        };
        Ok(Self { reliability, credibility })
    }
}

impl fmt::Display for AdmiraltyGrade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}{}", self.reliability, self.credibility as u8 + 1)
    }
}

impl Serialize for AdmiraltyGrade {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for AdmiraltyGrade {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_named_unless_it_says_otherwise() {
        let source: Source = serde_json::from_str(r#"{"name":"SOHR"}"#).unwrap();
        assert_eq!(source, Source::new("SOHR"));
        assert_eq!(serde_json::to_string(&source).unwrap(), r#"{"name":"SOHR"}"#);
    }

    #[test]
    fn own_fields_pass_through_and_others_do_not() {
        let text = r#"{"name":"SOHR","x_desk":"north"}"#;
        let source: Source = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&source).unwrap(), text);
        let wrong = serde_json::from_str::<Source>(r#"{"name":"SOHR","desk":"north"}"#);
        assert!(wrong.unwrap_err().to_string().starts_with("unknown field `desk`"));
    }

    #[test]
    fn every_grade_prints_as_it_is_read() {
        for letter in 'A'..='F' {
            for digit in '1'..='6' {
                let text = format!("{letter}{digit}");
                assert_eq!(text.parse::<AdmiraltyGrade>().unwrap().to_string(), text);
            }
        }
    }
}
