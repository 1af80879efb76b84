//! The options of every stage in one value.

use std::fmt;

use crate::block::Blocking;
use crate::cluster::Linkage;

/// The options of every stage, each with a default that needs no tuning.
///
/// # Examples
///
/// ```
/// use corroborate::Config;
/// use corroborate::block::Blocking;
///
/// let config = Config::new().blocking(Blocking::default().max_gap_km(100.0));
/// assert!(config.validate().is_ok());
/// let wrong = Config::new().possible_above(1.5).validate().unwrap_err();
/// assert_eq!(wrong.to_string(), "possible_above: found 1.5, expected a probability from 0 to 1");
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Config {
    /// What is compared at all.
    pub blocking: Blocking,
    /// How scored pairs become events.
    pub linkage: Linkage,
    /// Pairs in different events at least this probable are reported as possible links.
    pub possible_above: f64,
    /// Events less certain than this get an alternative reading.
    pub alternative_below: f64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            blocking: Blocking::default(),
            linkage: Linkage::default(),
            possible_above: 0.2,
            alternative_below: 0.95,
        }
    }
}

impl Config {
    /// The defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What is compared at all.
    #[must_use]
    pub fn blocking(mut self, blocking: Blocking) -> Self {
        self.blocking = blocking;
        self
    }

    /// How scored pairs become events.
    #[must_use]
    pub fn linkage(mut self, linkage: Linkage) -> Self {
        self.linkage = linkage;
        self
    }

    /// From which probability on a pair that was not linked is worth a look. Defaults to 0.2: below
    /// that, five pairs are read in vain for each that is right.
    #[must_use]
    pub fn possible_above(mut self, probability: f64) -> Self {
        self.possible_above = probability;
        self
    }

    /// Below which probability an event shows how else its statements could be read. Defaults to
    /// 0.95, where ICD 203 begins to say "almost certain".
    #[must_use]
    pub fn alternative_below(mut self, probability: f64) -> Self {
        self.alternative_below = probability;
        self
    }

    /// Whether all options make sense.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] with every option that does not.
    pub fn validate(&self) -> Result<(), ConfigError> {
        let mut problems = Vec::new();
        problems.extend(self.blocking.validate().err());
        problems.extend(self.linkage.validate().err());
        for (name, value) in
            [("possible_above", self.possible_above), ("alternative_below", self.alternative_below)]
        {
            if !(0.0..=1.0).contains(&value) {
                problems.push(format!("{name}: found {value}, expected a probability from 0 to 1"));
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(ConfigError { problems }) }
    }
}

/// Every option that does not make sense. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    problems: Vec<String>,
}

impl ConfigError {
    /// One sentence for each problem.
    #[must_use]
    pub fn problems(&self) -> &[String] {
        &self.problems
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problems.join("; "))
    }
}

impl std::error::Error for ConfigError {}
