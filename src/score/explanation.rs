//! Scores taken apart.

use std::fmt;

use serde::Serialize;

use super::{Weights, probability};
use crate::compare::{Comparison, Pattern};
use crate::read::Judgement;

impl Weights {
    /// The score taken apart.
    #[must_use]
    pub fn explain(&self, pattern: &Pattern) -> Explanation {
        let parts = Comparison::ALL
            .iter()
            .map(|&comparison| Part {
                comparison,
                level: pattern.label(comparison),
                bits: self.bits(comparison, pattern.level(comparison)),
                values: None,
            })
            .collect();
        let total_bits = self.score(pattern);
        let probability = probability(total_bits);
        Explanation {
            prior_bits: self.prior_bits,
            rivals: None,
            hint: None,
            parts,
            total_bits,
            probability,
            judgement: None,
            relation: None,
            apart: None,
            would_lift: Vec::new(),
        }
    }
}

/// Why a pair has its score: the prior, one part for each comparison, and a hint where there is one. They
/// sum to the total. A judgement goes before the score, else a relation, else what keeps the two apart.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The log-odds before any comparison, in bits, given the rivals.
    pub prior_bits: f64,
    /// With how many other statements of the data set either might be about one event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rivals: Option<[u32; 2]>,
    /// What a relation of one of the two to several assertions adds, if it names the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<HintPart>,
    /// What each comparison adds.
    pub parts: Vec<Part>,
    /// The score, in bits.
    pub total_bits: f64,
    /// The probability that belongs to the score.
    pub probability: f64,
    /// What somebody decided on the pair; it goes before the score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judgement: Option<Judgement>,
    /// The relation of one to the other alone that makes them one event: "`b` corrects `a`". It goes before
    /// the score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
    /// Why the two are two events whatever the score, if they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apart: Option<&'static str>,
    /// For a pair below the threshold: what would have to be different, one comparison at a time, the
    /// least change first. Empty when no single comparison would do.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub would_lift: Vec<Lift>,
}

/// Another level of one comparison that would lift a pair over the threshold.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Lift {
    /// Which comparison.
    pub comparison: Comparison,
    /// The level that it has.
    pub level: &'static str,
    /// The level that would do.
    pub instead: &'static str,
    /// The score with it, in bits.
    pub total_bits: f64,
}

impl fmt::Display for Lift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { comparison, level, instead, total_bits } = self;
        let name = comparison.name();
        write!(f, "{name}: {instead} instead of {level} ({total_bits:+.1} bits in total)")
    }
}

/// What one comparison adds to a score.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Part {
    /// Which comparison.
    pub comparison: Comparison,
    /// Its level, in words.
    pub level: &'static str,
    /// The weight of that level, in bits.
    pub bits: f64,
    /// What the two assertions say, in the speakers' words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<[String; 2]>,
}

/// What a relation to several assertions adds to the score of one of its pairs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct HintPart {
    /// Who says what of which: "`b` denies `a` and another".
    pub words: String,
    /// What it adds, in bits: it takes the place of the prior, and the others that are named that of rivals.
    pub bits: f64,
}

impl HintPart {
    pub(crate) const fn new(words: String, bits: f64) -> Self {
        Self { words, bits }
    }
}

/// As a reason: "relation: b denies a and another (+5.1 bits)".
impl fmt::Display for HintPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "relation: {} ({:+.1} bits)", self.words, self.bits)
    }
}

impl Explanation {
    /// The same with a relation to several assertions.
    pub(crate) fn hinted(mut self, hint: HintPart) -> Self {
        self.total_bits += hint.bits;
        self.probability = probability(self.total_bits);
        self.hint = Some(hint);
        self
    }

    /// The same in a data set where the two have so many rivals.
    pub(crate) fn among(mut self, rivals: [u32; 2], weights: &Weights) -> Self {
        let bits: f64 = rivals.iter().map(|&rivals| weights.rival_bits(rivals)).sum();
        self.prior_bits += bits;
        self.total_bits += bits;
        self.probability = probability(self.total_bits);
        self.rivals = Some(rivals);
        self
    }

    /// A hint, and the strongest parts in words, strongest first: "place: same site (+5.1 bits)".
    #[must_use]
    pub fn reasons(&self, most: usize) -> Vec<String> {
        let mut parts: Vec<&Part> =
            self.parts.iter().filter(|part| part.bits.abs() >= 0.5).collect();
        parts.sort_by(|left, right| right.bits.abs().total_cmp(&left.bits.abs()));
        let hint = self.hint.iter().map(ToString::to_string);
        hint.chain(parts.iter().map(ToString::to_string)).take(most).collect()
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({:+.1} bits)", self.comparison.name(), self.level, self.bits)
    }
}

/// A table with one line for each comparison, its weight, its level and what both say.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:+7.2} bits  prior", self.prior_bits)?;
        match self.rivals {
            Some([left, right]) => {
                writeln!(f, "        {left} and {right} statements come into question")?;
            }
            None => writeln!(f)?,
        }
        if let Some(HintPart { words, bits }) = &self.hint {
            writeln!(f, "{bits:+7.2} bits  relation     {words}")?;
        }
        for part in &self.parts {
            write!(f, "{:+7.2} bits  {:<12} {}", part.bits, part.comparison.name(), part.level)?;
            if let Some([left, right]) = &part.values
                && !(left.is_empty() && right.is_empty())
            {
                let shown = |value: &str| match value {
                    "" => "not stated".to_owned(),
                    value => format!("`{value}`"),
                };
                write!(f, ": {} and {}", shown(left), shown(right))?;
            }
            writeln!(f)?;
        }
        write!(
            f,
            "{:+7.2} bits  total: a probability of {:.0} % that both are about one event",
            self.total_bits,
            self.probability * 100.0
        )?;
        if let Some(judgement) = &self.judgement {
            write!(f, "\n{judgement}, whatever the score")?;
        }
        if let Some(relation) = &self.relation {
            write!(f, "\nOne event, whatever the score: {relation}")?;
        }
        if let Some(apart) = self.apart {
            write!(f, "\nTwo events, whatever the score: {apart}")?;
        }
        if !self.would_lift.is_empty() {
            write!(f, "\nAny of these would make it a link:")?;
        }
        for lift in &self.would_lift {
            write!(f, "\n  {lift}")?;
        }
        Ok(())
    }
}
