//! The report for programs: JSON with a fixed format.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::ser::{Formatter, PrettyFormatter};

use super::codes::Codes;
use super::{Report, clean};
use crate::model::{Assertion, AssertionId};
use crate::reconcile::{
    Alternative, Attribute, Attribution, EventId, Finding, FindingKind, Link, Magnitude,
    Occurrence, Origin, PossibleLink, Range, ReconciledEvent, SetAside, SourceRecord, StatedValue,
    Summary, TallyAccount, ThreatAccount, Unresolved, Verdict,
};

/// The version of the format.
const VERSION: u32 = 1;

/// Writes the report as JSON, format `corroborate-report`, version 1.
///
/// Keys have a fixed order, numbers that the crate computes at most four decimals. Strings are those
/// of the input, character for character; those characters that would act on a terminal are written
/// as escapes. `statements` holds the assertions as they were read, fields of the user's own (`x_…`)
/// included. A tally lists at most its first 50 events; `found` and `by_occurrence` count them all.
///
/// # Errors
///
/// Those of the writer.
pub fn json(report: &Report<'_>, writer: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let formatter = SafeFormatter(PrettyFormatter::new());
    let mut serializer = serde_json::Serializer::with_formatter(&mut *writer, formatter);
    Document::of(report).serialize(&mut serializer)?;
    writer.write_all(b"\n")
}

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    version: u32,
    title: &'a str,
    made_by: Vec<MadeBy<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    input_errors: Vec<String>,
    summary: &'a Summary,
    events: Vec<Event<'a>>,
    possible_links: Vec<Possible<'a>>,
    threats: &'a [ThreatAccount],
    tallies: &'a [TallyAccount],
    set_aside: &'a [SetAside],
    unresolved: &'a [Unresolved],
    sources: &'a [SourceRecord],
    sides: &'a [SourceRecord],
    statements: Vec<&'a Assertion>,
}

impl<'a> Document<'a> {
    fn of(report: &'a Report<'_>) -> Self {
        let account = report.reconciliation;
        Self {
            format: "corroborate-report",
            version: VERSION,
            title: &report.title,
            made_by: report.made_by().map(|(label, value)| MadeBy { label, value }).collect(),
            input_errors: report.left_out.iter().map(ToString::to_string).collect(),
            summary: &account.summary,
            events: account.events.iter().map(|event| Event::of(report, event)).collect(),
            possible_links: account.possible_links.iter().map(Possible::of).collect(),
            threats: &account.threats,
            tallies: &account.tallies,
            set_aside: &account.set_aside,
            unresolved: &account.unresolved,
            sources: &account.sources,
            sides: &account.sides,
            statements: report.by_id.values().copied().collect(),
        }
    }
}

/// One line on what made the report.
#[derive(Serialize)]
struct MadeBy<'a> {
    label: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
struct Event<'a> {
    id: &'a EventId,
    headline: &'a str,
    occurrence: Occurrence,
    #[serde(skip_serializing_if = "Option::is_none")]
    without_denials: Option<Occurrence>,
    attribution: Attribution,
    assertions: &'a [AssertionId],
    withdrawn: &'a [AssertionId],
    origins: &'a [Origin],
    #[serde(skip_serializing_if = "Option::is_none")]
    probability: Option<f64>,
    attributes: Attributes<'a>,
    silences: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    alternative: Option<OtherReading<'a>>,
    links: Vec<WeighedLink<'a>>,
    codes: CodeLists,
}

/// The codes of event data sets; a list has several where the speakers differ in class.
#[derive(Serialize)]
struct CodeLists {
    acled: BTreeSet<String>,
    cameo: BTreeSet<String>,
    plover: BTreeSet<String>,
}

impl<'a> Event<'a> {
    fn of(report: &Report<'_>, event: &'a ReconciledEvent) -> Self {
        let Codes { acled, cameo, plover } = Codes::of(report, event);
        Self {
            id: &event.id,
            headline: &event.headline,
            occurrence: event.occurrence,
            without_denials: event.without_denials,
            attribution: event.attribution,
            assertions: &event.assertions,
            withdrawn: &event.withdrawn,
            origins: &event.origins,
            probability: event.probability.map(rounded),
            attributes: Attributes(event),
            silences: &event.silences,
            alternative: event.alternative.as_ref().map(OtherReading::of),
            links: event.links.iter().map(WeighedLink::of).collect(),
            codes: CodeLists { acled, cameo, plover },
        }
    }
}

struct Attributes<'a>(&'a ReconciledEvent);

impl Serialize for Attributes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let findings = self.0.attributes.iter();
        serializer.collect_map(findings.map(|(attribute, finding): (&Attribute, &Finding)| {
            (attribute.as_str(), Judged::of(finding))
        }))
    }
}

#[derive(Serialize)]
struct Judged<'a> {
    verdict: Verdict,
    kind: FindingKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    magnitude: Option<Magnitude>,
    values: &'a [StatedValue],
    explanation: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    would_reconcile: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    ranges: &'a [Range],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'a [String],
}

impl<'a> Judged<'a> {
    fn of(finding: &'a Finding) -> Self {
        Self {
            verdict: finding.verdict,
            kind: finding.kind,
            magnitude: finding.magnitude.map(|magnitude| match magnitude {
                Magnitude::Km(km) => Magnitude::Km(rounded(km)),
                Magnitude::Hours(hours) => Magnitude::Hours(rounded(hours)),
                Magnitude::Ratio(ratio) => Magnitude::Ratio(rounded(ratio)),
            }),
            values: &finding.values,
            explanation: &finding.explanation,
            would_reconcile: &finding.would_reconcile,
            ranges: &finding.ranges,
            notes: &finding.notes,
        }
    }
}

#[derive(Serialize)]
struct OtherReading<'a> {
    events: &'a [Vec<AssertionId>],
    #[serde(skip_serializing_if = "Option::is_none")]
    probability: Option<f64>,
    explanation: &'a str,
}

impl<'a> OtherReading<'a> {
    fn of(reading: &'a Alternative) -> Self {
        Self {
            events: &reading.events,
            probability: reading.probability.map(rounded),
            explanation: &reading.explanation,
        }
    }
}

#[derive(Serialize)]
struct WeighedLink<'a> {
    left: &'a AssertionId,
    right: &'a AssertionId,
    probability: f64,
    reasons: &'a [String],
}

impl<'a> WeighedLink<'a> {
    fn of(link: &'a Link) -> Self {
        Self {
            left: &link.left,
            right: &link.right,
            probability: rounded(link.probability),
            reasons: &link.reasons,
        }
    }
}

#[derive(Serialize)]
struct Possible<'a> {
    left: &'a AssertionId,
    right: &'a AssertionId,
    probability: f64,
    explanation: &'a str,
}

impl<'a> Possible<'a> {
    fn of(link: &'a PossibleLink) -> Self {
        Self {
            left: &link.left,
            right: &link.right,
            probability: rounded(link.probability),
            explanation: &link.explanation,
        }
    }
}

/// To four decimals: what lies behind them depends on the machine and means nothing.
pub(super) fn rounded(value: f64) -> f64 {
    const STEPS: f64 = 10_000.0;
    let scaled = value * STEPS;
    if scaled.is_finite() { scaled.round() / STEPS } else { value }
}

/// Indented JSON in which characters that act on a display are written as escapes.
#[derive(Default)]
pub(super) struct SafeFormatter<'a>(PrettyFormatter<'a>);

impl Formatter for SafeFormatter<'_> {
    fn write_string_fragment<W: Write + ?Sized>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((plain, letter, after)) = split_at_active(rest) {
            writer.write_all(plain.as_bytes())?;
            let mut units = [0; 2];
            for unit in letter.encode_utf16(&mut units) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = after;
        }
        writer.write_all(rest.as_bytes())
    }

    fn begin_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: Write + ?Sized>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: Write + ?Sized>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

fn split_at_active(text: &str) -> Option<(&str, char, &str)> {
    let (at, letter) = text.char_indices().find(|(_, letter)| clean::is_active(*letter))?;
    let (plain, rest) = text.split_at(at);
    let mut after = rest.chars();
    after.next();
    Some((plain, letter, after.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn computed_numbers_have_at_most_four_decimals() {
        let shown = |value| rounded(value).to_string();
        assert_eq!(shown(31.749_961), "31.75");
        assert_eq!(shown(0.1 + 0.2), "0.3");
        assert_eq!(shown(f64::MAX), f64::MAX.to_string());
    }

    #[test]
    fn strings_keep_their_characters_and_lose_their_power() {
        let mut bytes = Vec::new();
        let formatter = SafeFormatter(PrettyFormatter::new());
        let text = "a\u{9b}2J\u{202e}b\u{e0041}\u{1b}";
        text.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, formatter)).unwrap();
        let written = String::from_utf8(bytes).unwrap();
        assert_eq!(written, r#""a\u009b2J\u202eb\udb40\udc41\u001b""#);
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }
}
