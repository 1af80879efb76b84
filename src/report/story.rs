//! One event in an analyst's order, before any format: what all renderers show.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::codes::Codes;
use super::{Likelihood, Report, clean, said, words};
use crate::model::AssertionId;
use crate::reconcile::{Attribute, Finding, Origin, ReconciledEvent, StatedValue, Verdict, View};

/// How many words of a document are shown.
const QUOTE_WORDS: usize = 25;
/// How many words of the coder's line are shown.
const SUMMARY_WORDS: usize = 40;

/// One event, its statements and findings sorted into the sections of a report. All strings are
/// clean and isolated; none is escaped for a format yet.
pub(super) struct Story<'a> {
    pub(super) event: &'a ReconciledEvent,
    pub(super) headline: String,
    /// "`confirmed_claimed`: claimed, and confirmed by the side that was hit".
    pub(super) occurrence: String,
    pub(super) attribution: String,
    pub(super) origins: String,
    pub(super) statements: Vec<Statement>,
    pub(super) conflicts: Vec<Difference>,
    pub(super) precision: Vec<Difference>,
    pub(super) agreed: Vec<Difference>,
    pub(super) one_sided: Vec<Difference>,
    /// Remarks on an event that rests on one statement.
    pub(super) remarks: Vec<String>,
    pub(super) silences: Vec<String>,
    pub(super) ranges: Vec<String>,
    /// Codes of event data sets.
    pub(super) codes: Option<String>,
    /// Likelihood and confidence, a sentence each.
    pub(super) judgment: Vec<String>,
    pub(super) alternative: Option<String>,
    pub(super) withdrawn: Vec<Statement>,
    pub(super) links: Vec<LinkStory>,
}

/// What one assertion says.
pub(super) struct Statement {
    pub(super) id: String,
    pub(super) kind: &'static str,
    /// As far as it is stated.
    pub(super) published: Option<String>,
    pub(super) chain: String,
    pub(super) said: Vec<String>,
    pub(super) summary: Option<String>,
    /// The words of the document, cut, with the language.
    pub(super) quote: Option<String>,
    pub(super) language: Option<String>,
    pub(super) admiralty: Option<String>,
    /// A web address, fit for a link.
    pub(super) url: Option<String>,
}

/// One attribute: the values by view, and how they differ.
pub(super) struct Difference {
    pub(super) attribute: Attribute,
    /// "shortfall, ratio 2.5".
    pub(super) how: String,
    /// View, value, who says so.
    pub(super) values: Vec<Value>,
    pub(super) explanation: String,
    pub(super) would_reconcile: Vec<String>,
    pub(super) notes: Vec<String>,
}

/// One value of an attribute, with everyone who gives it from the same view.
pub(super) struct Value {
    pub(super) view: View,
    pub(super) stated: String,
    pub(super) by: Vec<String>,
}

/// Why two statements are taken for one event.
pub(super) struct LinkStory {
    pub(super) pair: String,
    pub(super) likelihood: Likelihood,
    pub(super) reasons: Vec<String>,
}

impl<'a> Story<'a> {
    pub(super) fn of(report: &Report<'a>, event: &'a ReconciledEvent) -> Self {
        let differences = |verdict: Verdict| {
            let of = event.attributes.iter().filter(move |(_, finding)| finding.verdict == verdict);
            of.map(|(attribute, finding)| Difference::of(*attribute, finding)).collect()
        };
        let mut occurrence =
            format!("{}: {}", event.occurrence, words::occurrence(event.occurrence));
        if let Some(without) = event.without_denials {
            _ = write!(occurrence, "; without the denials {without}");
        }
        // One statement has nothing to be compared with, and its values stand under its speaker.
        let alone = event.assertions.len() + event.withdrawn.len() <= 1;
        Self {
            event,
            headline: clean::prose(&event.headline).into_owned(),
            occurrence,
            attribution: format!(
                "{}: {}",
                event.attribution,
                words::attribution(event.attribution)
            ),
            origins: origins(event),
            statements: statements(report, &event.assertions),
            conflicts: differences(Verdict::Conflict),
            precision: differences(Verdict::Compatible),
            agreed: differences(Verdict::Agree),
            one_sided: if alone { Vec::new() } else { differences(Verdict::Unilateral) },
            remarks: if alone { remarks(event) } else { Vec::new() },
            silences: event.silences.iter().map(|line| clean::prose(line).into_owned()).collect(),
            ranges: ranges(report, event),
            codes: Codes::of(report, event)
                .in_words()
                .map(|codes| clean::prose(&codes).into_owned()),
            judgment: judgment(event),
            alternative: event.alternative.as_ref().map(|other| {
                let reading = clean::prose(&other.explanation);
                let reading = reading.trim_end_matches('.');
                let reading = capitalized(reading);
                match other.probability {
                    Some(probability) => {
                        let likelihood =
                            Likelihood::of(probability).sentence("this reading is right");
                        format!("{reading}. {likelihood}")
                    }
                    None => format!("{reading}."),
                }
            }),
            withdrawn: statements(report, &event.withdrawn),
            links: event
                .links
                .iter()
                .map(|link| LinkStory {
                    pair: format!("{} and {}", id(&link.left), id(&link.right)),
                    likelihood: Likelihood::of(link.probability),
                    reasons: lines(&link.reasons),
                })
                .collect(),
        }
    }
}

impl Difference {
    fn of(attribute: Attribute, finding: &Finding) -> Self {
        let mut how = finding.kind.as_str().replace('_', " ");
        if let Some(magnitude) = finding.magnitude {
            how.push_str(", ");
            how.push_str(&words::magnitude(magnitude));
        }
        Self {
            attribute,
            how,
            values: values(&finding.values),
            explanation: clean::prose(&finding.explanation).into_owned(),
            would_reconcile: lines(finding.would_reconcile),
            notes: lines(&finding.notes),
        }
    }
}

impl Statement {
    pub(super) fn of(report: &Report<'_>, id: &AssertionId) -> Self {
        let shown_id = self::id(id);
        let Some(assertion) = report.assertion(id) else {
            return Self {
                id: shown_id,
                kind: "",
                published: None,
                chain: "not among the assertions given to the report".to_owned(),
                said: Vec::new(),
                summary: None,
                quote: None,
                language: None,
                admiralty: None,
                url: None,
            };
        };
        let summary = assertion.event().and_then(|event| event.summary.as_deref());
        let quote = assertion.quote().filter(|_| report.quotes);
        Self {
            id: shown_id,
            kind: said::kind(assertion.kind()),
            published: assertion.published().map(|time| said::time(time, report.zone)),
            chain: said::chain(assertion),
            said: said::said(assertion, report.zone),
            summary: summary.map(|text| shortened(text, SUMMARY_WORDS)),
            quote: quote.map(|text| shortened(text, QUOTE_WORDS)),
            language: assertion.language().map(|tag| clean::isolated(tag).into_owned()),
            admiralty: assertion.admiralty().map(|grade| grade.to_string()),
            url: assertion.url().and_then(clean::web_address),
        }
    }
}

fn remarks(event: &ReconciledEvent) -> Vec<String> {
    let one_sided = event.attributes.iter();
    let one_sided = one_sided.filter(|(_, finding)| finding.verdict == Verdict::Unilateral);
    let remarks = one_sided.flat_map(|(attribute, finding)| {
        finding.notes.iter().map(move |note| format!("{attribute}: {}", clean::prose(note)))
    });
    remarks.collect()
}

/// An id, fit to be shown.
pub(super) fn id(id: &AssertionId) -> String {
    clean::isolated(id.as_str()).into_owned()
}

fn lines(texts: &[impl AsRef<str>]) -> Vec<String> {
    texts.iter().map(|text| clean::prose(text.as_ref()).into_owned()).collect()
}

fn shortened(text: &str, words: usize) -> String {
    clean::isolated(&clean::first_words(text, words)).into_owned()
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The statements in time order: by publication, else by what they are about, then by id. Those
/// without any time come last.
fn statements(report: &Report<'_>, ids: &[AssertionId]) -> Vec<Statement> {
    let said_at = |id: &AssertionId| {
        let assertion = report.assertion(id)?;
        let event_time = assertion.event().and_then(|event| event.time.as_ref());
        let time = assertion.published().or(event_time)?;
        // Only for the order: where two places differ in zone, the order within a day is open.
        let span = time.span(chrono_tz::UTC);
        span.start.or(span.end)
    };
    let mut ordered: Vec<_> = ids.iter().map(|id| (said_at(id).unwrap_or(i64::MAX), id)).collect();
    ordered.sort();
    ordered.into_iter().map(|(_, id)| Statement::of(report, id)).collect()
}

fn values(values: &[StatedValue]) -> Vec<Value> {
    let mut grouped: BTreeMap<(View, &str), Vec<String>> = BTreeMap::new();
    for stated in values {
        grouped.entry((stated.view, &stated.value)).or_default().push(id(&stated.assertion));
    }
    let by_value =
        |((view, value), by)| Value { view, stated: clean::prose(value).into_owned(), by };
    grouped.into_iter().map(by_value).collect()
}

/// The origins that say something, and apart from them who declined to.
fn origins(event: &ReconciledEvent) -> String {
    let with_view = |origin: &&Origin| {
        let statements = match origin.assertions.len() {
            ..=1 => String::new(),
            several => format!(", {several} statements"),
        };
        format!("{} ({}{statements})", clean::isolated(&origin.name), origin.view.as_str())
    };
    let (silent, speaking): (Vec<&Origin>, Vec<&Origin>) =
        event.origins.iter().partition(|origin| origin.view == View::Silent);
    let names: Vec<String> = speaking.iter().map(with_view).collect();
    let count = words::counted(names.len(), "independent origin", "independent origins");
    let mut shown = if names.is_empty() {
        "none live".to_owned()
    } else {
        format!("{count}: {}", names.join("; "))
    };
    if !silent.is_empty() {
        let names = silent.iter().map(|origin| clean::isolated(&origin.name));
        _ = write!(shown, ". No comment: {}", names.collect::<Vec<_>>().join("; "));
    }
    shown
}

fn ranges<'a>(report: &Report<'a>, event: &'a ReconciledEvent) -> Vec<String> {
    let ranges = event.attributes.values().flat_map(|finding| &finding.ranges);
    let shown = ranges.map(|range| {
        let of = clean::isolated(&range.of);
        let by = |id: &'a AssertionId| {
            format!("{}, {}", clean::isolated(report.speaker(id)), self::id(id))
        };
        let low = by(&range.low_by);
        match range.high {
            Some(high) if high == range.low && range.low_by == range.high_by => {
                format!("{of} {} ({low})", range.low)
            }
            Some(high) if high == range.low => {
                format!("{of} {} ({low}; {})", range.low, by(&range.high_by))
            }
            Some(high) => {
                format!("{of} {}–{high} (low: {low}; high: {})", range.low, by(&range.high_by))
            }
            None => format!(
                "{of} {} or more (low: {low}; no upper limit: {})",
                range.low,
                by(&range.high_by)
            ),
        }
    });
    shown.collect()
}

fn judgment(event: &ReconciledEvent) -> Vec<String> {
    // Of what everyone took back, nothing is left to be judged.
    if event.origins.iter().all(|origin| origin.view == View::Silent) {
        return Vec::new();
    }
    let one_event = event
        .probability
        .map(|one| Likelihood::of(one).sentence("these statements are about one event"));
    one_event.into_iter().chain(words::confidence(event)).collect()
}
