//! The report for programs: JSON with a fixed format.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::codes::{Codes, Phrases};
use super::{Report, compact};
use crate::model::AssertionId;
use crate::reconcile::{
    Alternative, Attribute, Attribution, EventId, Finding, FindingKind, Link, Magnitude,
    Occurrence, Origin, PossibleLink, Range, Reasons, ReconciledEvent, StatedValue, Verdict,
};
use crate::threads::{self, Pool};

/// The version of the format.
const VERSION: u32 = 1;

/// Writes the report as JSON, format `corroborate-report`, version 1.
///
/// One entry a line: each field of the document begins a line, and so does each entry of its lists, without
/// any spaces between. Two reports can be compared line by line, a search finds whole events, and a line
/// without the comma at its end is a value of its own. `jq .` indents it.
///
/// Keys have a fixed order, numbers that the crate computes at most four decimals. Strings are those
/// of the input, character for character; those characters that would act on a terminal are written
/// as escapes. `statements` holds the assertions as they were read, fields of the user's own (`x_…`)
/// included. A tally lists at most its first 50 events; `found` and `by_occurrence` count them all.
///
/// What sums up the events stands after them, so that the document can be written as the events come.
///
/// # Errors
///
/// Those of the writer.
///
/// # Examples
///
/// ```
/// use corroborate::Reconciler;
/// use corroborate::model::Assertion;
/// use corroborate::report::{self, Report};
///
/// let report = Assertion::report("r", "SOHR").time("2023-01-04").action("shelling").build()?;
/// let assertions = [report];
/// let account = Reconciler::default().reconcile(&assertions);
/// let mut bytes = Vec::new();
/// report::json(&Report::new(&account, &assertions), &mut bytes)?;
/// let text = String::from_utf8(bytes)?;
/// assert!(text.lines().any(|line| line.starts_with(r#"{"id":"ev-"#)));
/// assert!(text.lines().any(|line| line.starts_with(r#"{"id":"r","kind":"report""#)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn json(report: &Report<'_>, writer: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let account = report.reconciliation;
    let mut document = Document::begin(writer, report)?;
    let phrases = Pool::new();
    document.list("events", account.events.iter(), |event, entries| {
        phrases.with(Phrases::default, |phrases| entries.add(&Event::of(report, event, phrases)))
    })?;
    document.list("possible_links", account.possible_links.iter(), |link, entries| {
        entries.add_link(link)
    })?;
    document.list("threats", account.threats.iter(), |threat, entries| entries.add(threat))?;
    document.list("tallies", account.tallies.iter(), |tally, entries| entries.add(tally))?;
    document.list("set_aside", account.set_aside.iter(), |aside, entries| entries.add(aside))?;
    document.list("unresolved", account.unresolved.iter(), |text, entries| entries.add(text))?;
    document.list("sources", account.sources.iter(), |record, entries| entries.add(record))?;
    document.list("sides", account.sides.iter(), |record, entries| entries.add(record))?;
    document.field("summary", &account.summary)?;
    document.list("statements", report.statements().into_iter(), |statement, entries| {
        entries.add(statement)
    })?;
    document.end()
}

/// The document while it is being written. What is long is put into its form by several threads, a
/// run of entries at a time, and written in order: the whole is never in memory.
pub(crate) struct Document<'w, W: Write + ?Sized> {
    writer: &'w mut W,
    bytes: Vec<u8>,
}

/// Entries that one thread puts into their form in one go.
const ENTRIES_AT_A_TIME: usize = 128;

impl<'w, W: Write + ?Sized> Document<'w, W> {
    /// Writes what stands before the events.
    pub(crate) fn begin(writer: &'w mut W, report: &Report<'_>) -> io::Result<Self> {
        let mut document = Self::with(writer, "format", &"corroborate-report")?;
        document.field("version", &VERSION)?;
        document.field("title", &report.title)?;
        document.list("made_by", report.made_by(), |(label, value), entries| {
            entries.add(&MadeBy { label, value })
        })?;
        let settings: BTreeMap<String, String> = report.all_settings().into_iter().collect();
        document.field("settings", &settings)?;
        if !report.left_out.is_empty() {
            document.list("input_errors", report.left_out.iter(), |error, entries| {
                entries.add(&error.to_string())
            })?;
        }
        Ok(document)
    }

    /// A document that begins with a field.
    pub(super) fn with(writer: &'w mut W, name: &str, value: &impl Serialize) -> io::Result<Self> {
        let mut document = Self { writer, bytes: Vec::new() };
        document.writer.write_all(b"{")?;
        document.written(name, value, true)?;
        Ok(document)
    }

    /// Writes a field.
    pub(crate) fn field(&mut self, name: &str, value: &impl Serialize) -> io::Result<()> {
        self.written(name, value, false)
    }

    fn written(&mut self, name: &str, value: &impl Serialize, first: bool) -> io::Result<()> {
        self.name(name, first)?;
        self.bytes.clear();
        compact::add(&mut self.bytes, value)?;
        self.writer.write_all(&self.bytes)
    }

    fn name(&mut self, name: &str, first: bool) -> io::Result<()> {
        let comma = if first { "" } else { "," };
        write!(self.writer, "{comma}\n\"{name}\":")
    }

    /// Writes a list; `write` adds the few entries of an item.
    pub(crate) fn list<T: Sync + Send>(
        &mut self,
        name: &str,
        items: impl Iterator<Item = T>,
        write: impl Fn(&T, &mut Entries) -> io::Result<()> + Sync + Send,
    ) -> io::Result<()> {
        self.list_of(name, items, ENTRIES_AT_A_TIME, write)
    }

    /// The same of items that have more or fewer entries: so many of them one thread puts into their form in
    /// one go.
    pub(crate) fn list_of<T: Sync + Send>(
        &mut self,
        name: &str,
        items: impl Iterator<Item = T>,
        at_a_time: usize,
        write: impl Fn(&T, &mut Entries) -> io::Result<()> + Sync + Send,
    ) -> io::Result<()> {
        let mut list = self.begin_list(name)?;
        let used = Pool::new();
        // Memory stays small, and no thread waits long for the last one.
        let run = at_a_time * 8 * threads::count();
        let shape = |items: &[T]| {
            let mut entries = Entries::again(&used);
            items.iter().try_for_each(|item| write(item, &mut entries))?;
            Ok::<_, io::Error>(entries)
        };
        let sink = |entries: io::Result<Entries>| list.add(entries?, &used);
        threads::in_order(items, run, at_a_time, shape, sink)?;
        list.end()
    }

    /// Begins a list whose entries come in several runs.
    pub(crate) fn begin_list(&mut self, name: &str) -> io::Result<List<'_, W>> {
        self.name(name, false)?;
        self.writer.write_all(b"[")?;
        Ok(List { writer: self.writer, is_empty: true })
    }

    /// Writes what stands after all fields.
    pub(crate) fn end(self) -> io::Result<()> {
        self.writer.write_all(b"\n}\n")
    }
}

/// A list while it is being written.
pub(crate) struct List<'d, W: Write + ?Sized> {
    writer: &'d mut W,
    is_empty: bool,
}

impl<W: Write + ?Sized> List<'_, W> {
    /// Writes further entries, and keeps their room for others.
    pub(crate) fn add(&mut self, entries: Entries, used: &Pool<Entries>) -> io::Result<()> {
        // No comma stands before the first entry.
        let skipped = usize::from(self.is_empty);
        let written = entries.bytes.get(skipped..).unwrap_or_default();
        self.is_empty &= written.is_empty();
        self.writer.write_all(written)?;
        used.give_back(entries);
        Ok(())
    }

    /// Ends the list.
    pub(crate) fn end(self) -> io::Result<()> {
        self.writer.write_all(if self.is_empty { b"]" } else { b"\n]" })
    }
}

/// Entries of a list in the form of the report, each after a comma.
#[derive(Debug, Default)]
pub(crate) struct Entries {
    bytes: Vec<u8>,
}

impl Entries {
    /// No entries yet, in the room of others that have been written. What is new to the process has to be
    /// brought in by the system.
    pub(crate) fn again(used: &Pool<Self>) -> Self {
        let mut entries = used.take().unwrap_or_default();
        entries.bytes.clear();
        entries
    }

    /// Adds an entry.
    pub(crate) fn add(&mut self, entry: &impl Serialize) -> io::Result<()> {
        self.bytes.extend_from_slice(b",\n");
        Ok(compact::add(&mut self.bytes, entry)?)
    }

    /// Adds an entry that is in its form already.
    pub(crate) fn add_form(&mut self, form: &[u8]) {
        self.bytes.extend_from_slice(b",\n");
        self.bytes.extend_from_slice(form);
    }

    /// Adds all events of a report.
    pub(crate) fn add_events(
        &mut self,
        report: &Report<'_>,
        phrases: &Pool<Phrases>,
    ) -> io::Result<()> {
        phrases.with(Phrases::default, |phrases| {
            let mut events = report.reconciliation.events.iter();
            events.try_for_each(|event| self.add(&Event::of(report, event, phrases)))
        })
    }

    /// Adds a possible link.
    pub(crate) fn add_link(&mut self, link: &PossibleLink) -> io::Result<()> {
        self.add(&Possible::of(link))
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
struct CodeLists(Arc<Codes>);

impl Serialize for CodeLists {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Codes { acled, cameo, plover } = &*self.0;
        serializer.collect_map([("acled", acled), ("cameo", cameo), ("plover", plover)])
    }
}

impl<'a> Event<'a> {
    fn of(report: &Report<'_>, event: &'a ReconciledEvent, phrases: &mut Phrases) -> Self {
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
            codes: CodeLists(phrases.codes(report, event)),
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
    would_reconcile: &'static [&'static str],
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
            would_reconcile: finding.would_reconcile,
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
    reasons: &'a Reasons,
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
}
