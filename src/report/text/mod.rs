//! The report for a terminal.

use std::fmt::{self, Write as _};
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::story::{Difference, Statement, Story};
use super::stream::stream;
use super::{Likelihood, Report, Section, cards, clean, story, words};
use crate::reconcile::{Attribute, EventId, SourceRecord};

mod event;
mod layout;

use event::statements;
use layout::Layout;

/// Writes the report for a terminal: aligned, wrapped to the width of the report, with colors only
/// when [`Report::colored`] asks for them.
///
/// # Errors
///
/// Those of the writer.
pub fn text(report: &Report<'_>, writer: &mut (impl Write + ?Sized)) -> io::Result<()> {
    stream(writer, |out| write(report, out))
}

/// The styles of a report. Colors repeat what the words say, they never carry it alone.
const TITLE: Style = Style::new().bold();
const SECTION: Style = Style::new().bold();
const CONFLICT: Style = AnsiColor::Red.on_default().bold();
const PRECISION: Style = AnsiColor::Yellow.on_default();
const AGREED: Style = AnsiColor::Green.on_default();
const QUIET: Style = Style::new().dimmed();

/// Where the text of a labeled line starts.
const LABEL: usize = 14;

pub(super) fn write(report: &Report<'_>, out: &mut (impl fmt::Write + ?Sized)) -> fmt::Result {
    let mut layout = Layout::new(out, report.width, report.colored);
    head(report, &mut layout)?;
    if report.shows(Section::Overview) {
        overview(report, &mut layout)?;
    }
    let events: &[_] =
        if report.shows(Section::Events) { &report.reconciliation.events } else { &[] };
    for (place, event) in events.iter().enumerate() {
        let title = format!("EVENT {} of {}  {}", place + 1, events.len(), event.id);
        event::section(&title, &Story::of(report, event), &mut layout)?;
    }
    after_events(report, &mut layout)?;
    settings(report, &mut layout)
}

fn settings<W: fmt::Write + ?Sized>(report: &Report<'_>, out: &mut Layout<'_, W>) -> fmt::Result {
    let settings = report.all_settings();
    if !settings.is_empty() {
        out.section(SECTION, "SETTINGS")?;
    }
    for (label, value) in &settings {
        out.wrapped(2, 4, &format!("{}: {}", clean::line(label), clean::isolated(value)))?;
    }
    Ok(())
}

fn head<W: fmt::Write + ?Sized>(report: &Report<'_>, out: &mut Layout<'_, W>) -> fmt::Result {
    out.styled(TITLE, &clean::isolated(&report.title))?;
    for (label, value) in report.made_by() {
        out.labeled(&clean::line(label), LABEL, &clean::isolated(value))?;
    }
    if !report.left_out.is_empty() {
        out.blank()?;
        let count = report.left_out.len();
        let heading = words::counted(count, "mistake in the input:", "mistakes in the input:");
        out.styled(CONFLICT, &heading)?;
        for error in report.left_out {
            out.wrapped(2, 4, &clean::prose(&error.to_string()))?;
        }
        out.wrapped(0, 0, "Lines that could not be read are not in this report.")?;
    }
    Ok(())
}

fn overview<W: fmt::Write + ?Sized>(report: &Report<'_>, out: &mut Layout<'_, W>) -> fmt::Result {
    let account = report.reconciliation;
    out.blank()?;
    out.styled(SECTION, "OVERVIEW")?;
    out.wrapped(2, 2, &totals(report).join(" · "))?;
    let table = |counts: Vec<(&str, u64)>| -> Vec<(String, u64)> {
        counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect()
    };
    let occurrence = account.summary.by_occurrence.iter().map(|(key, n)| (key.as_str(), *n));
    let attribution = account.summary.by_attribution.iter().map(|(key, n)| (key.as_str(), *n));
    let conflicts = Attribute::ALL.into_iter().filter_map(|attribute| {
        let count = account.summary.conflicts_by_attribute.get(&attribute)?;
        Some((attribute.as_str(), *count))
    });
    let columns = [
        ("events by occurrence", table(occurrence.collect())),
        ("by attribution", table(attribution.collect())),
        ("conflicts on", table(conflicts.collect())),
    ];
    out.tables(2, &columns)
}

/// The counts of the overview, in words.
pub(super) fn totals(report: &Report<'_>) -> Vec<String> {
    let account = report.reconciliation;
    let count = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let mut totals = vec![
        words::counted(count(account.summary.assertions), "assertion", "assertions"),
        words::counted(account.events.len(), "event", "events"),
    ];
    for (number, one, many) in [
        (account.threats.len(), "threat", "threats"),
        (account.tallies.len(), "tally", "tallies"),
        (account.set_aside.len(), "set aside", "set aside"),
        (account.possible_links.len(), "possible link", "possible links"),
        (account.unresolved.len(), "text that no lexicon knows", "texts that no lexicon knows"),
    ] {
        if number > 0 {
            totals.push(words::counted(number, one, many));
        }
    }
    totals
}

/// The values of an attribute in one line, each once, with everyone who gives it.
pub(super) fn in_short(difference: &Difference) -> String {
    let mut stated: Vec<(&str, Vec<&str>)> = Vec::new();
    for value in &difference.values {
        let by = value.by.iter().map(String::as_str);
        match stated.iter_mut().find(|(known, _)| *known == value.stated) {
            Some((_, speakers)) => speakers.extend(by),
            None => stated.push((&value.stated, by.collect())),
        }
    }
    let stated = stated.iter().map(|(value, by)| format!("{value} ({})", by.join(", ")));
    let mut short = stated.collect::<Vec<_>>().join("; ");
    if short.is_empty() {
        short.push_str(&difference.explanation);
    }
    for note in &difference.notes {
        _ = write!(short, ". {}", sentence(note).trim_end_matches('.'));
    }
    short
}

/// The text as a sentence of its own: with a capital letter and a full stop.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let mut sentence: String = match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => return String::new(),
    };
    if !sentence.ends_with(['.', '!', '?', '…', clean::END_ISOLATE]) {
        sentence.push('.');
    }
    sentence
}

fn after_events<W: fmt::Write + ?Sized>(
    report: &Report<'_>,
    out: &mut Layout<'_, W>,
) -> fmt::Result {
    let account = report.reconciliation;
    out.blank()?;
    out.rule()?;
    if report.shows(Section::PossibleLinks) && !account.possible_links.is_empty() {
        out.section(SECTION, "POSSIBLE LINKS (not taken for one event; for review)")?;
        for link in &account.possible_links {
            let likelihood = Likelihood::of(link.probability);
            let (left, right) = (story::id(&link.left), story::id(&link.right));
            out.wrapped(2, 4, &format!("{left} and {right}: one event is {likelihood}"))?;
            out.wrapped(4, 4, &sentence(&clean::prose(&link.explanation)))?;
        }
    }
    if report.shows(Section::Threats) && !account.threats.is_empty() {
        out.section(SECTION, "THREATS")?;
        for threat in &account.threats {
            statements(&[Statement::of(report, &threat.assertion)], out)?;
            out.wrapped(6, 6, &sentence(&clean::prose(&threat.explanation)))?;
            if !threat.followed_by.is_empty() {
                out.wrapped(6, 6, &format!("Followed by {}", events(report, &threat.followed_by)))?;
            }
        }
    }
    if report.shows(Section::Tallies) && !account.tallies.is_empty() {
        out.section(SECTION, "TALLIES")?;
        out.wrapped(2, 2, cards::READING_OF_TOTALS)?;
        for tally in cards::totals(report).iter().map(|total| total.tally) {
            statements(&[Statement::of(report, &tally.assertion)], out)?;
            out.wrapped(6, 6, &sentence(&clean::prose(&tally.explanation)))?;
            if !tally.events.is_empty() {
                let found = found(report, tally);
                out.wrapped(6, 6, &format!("Found, by status: {}", cards::by_status(tally)))?;
                out.wrapped(6, 6, &format!("Found: {found}"))?;
            }
        }
    }
    if report.shows(Section::SetAside) && !account.set_aside.is_empty() {
        out.section(SECTION, "SET ASIDE")?;
        for aside in &account.set_aside {
            statements(&[Statement::of(report, &aside.assertion)], out)?;
            out.wrapped(6, 6, &sentence(&clean::prose(&aside.reason)))?;
        }
    }
    if report.shows(Section::Unresolved) && !account.unresolved.is_empty() {
        out.section(SECTION, "NOT IN ANY LEXICON (compared by their letters)")?;
        for unresolved in &account.unresolved {
            out.wrapped(2, 4, &unresolved_line(unresolved))?;
        }
    }
    if report.shows(Section::Sources) && !account.sources.is_empty() {
        out.section(SECTION, "SOURCES")?;
        out.wrapped(2, 2, cards::READING)?;
        let name = |one: &SourceRecord| clean::isolated(&one.name).into_owned();
        sources(&account.sources, &name, out)?;
    }
    if report.shows(Section::Sources) && !account.sides.is_empty() {
        out.section(SECTION, "SIDES (an event that several speakers of a side claim counts once)")?;
        sources(&account.sides, &|one| cards::side(&one.name), out)?;
    }
    Ok(())
}

/// A line of counts for each source; below it what is measured of its claims.
fn sources<W: fmt::Write + ?Sized>(
    sources: &[SourceRecord],
    name: &dyn Fn(&SourceRecord) -> String,
    out: &mut Layout<'_, W>,
) -> fmt::Result {
    let names: Vec<String> = sources.iter().map(name).collect();
    let column = names.iter().map(|name| name.width()).max().unwrap_or(0).min(40);
    for (name, source) in names.iter().zip(sources) {
        let line = format!("{}  {}", pad(name, column), source_line(source));
        out.wrapped(2, column + 4, &line)?;
        let shares = cards::shares(source);
        if shares.is_empty() {
            continue;
        }
        out.wrapped(6, 8, &format!("of its claims: {}", shares.join(" · ")))?;
        for (what, measured) in cards::measures(source) {
            out.wrapped(6, 8, &format!("{what}: {measured}"))?;
        }
        let months = cards::months(source).map(|(month, [claims, confirmed, ..])| {
            format!("{month} {claims} ({confirmed} confirmed)")
        });
        let months: Vec<String> = months.collect();
        if !months.is_empty() {
            out.wrapped(6, 8, &format!("claims by month: {}", months.join(" · ")))?;
        }
    }
    Ok(())
}

/// The events that a tally lists, and how many more it counts.
fn found(report: &Report<'_>, tally: &crate::reconcile::TallyAccount) -> String {
    let listed = tally.events.len().min(MAX_EVENTS_NAMED);
    let found = usize::try_from(tally.found).unwrap_or(usize::MAX);
    named(report, tally.events.get(..listed).unwrap_or_default(), found.saturating_sub(listed))
}

/// What one speaker said, in words: "2 claims (1 confirmed, 1 corroborated), 1 denial".
fn source_line(source: &SourceRecord) -> String {
    let some = |counts: &[(u64, &str, &str)]| -> Vec<String> {
        let counts = counts.iter().filter(|(count, _, _)| *count > 0);
        counts
            .map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }))
            .collect()
    };
    let mut said = some(&[(source.claims, "claim", "claims")]);
    let of_these = some(&[
        (source.confirmed, "confirmed", "confirmed"),
        (source.corroborated, "corroborated", "corroborated"),
        (source.unconfirmed, "on its word alone", "on its word alone"),
        (source.disputed, "disputed", "disputed"),
    ]);
    if let (Some(claims), false) = (said.first_mut(), of_these.is_empty()) {
        _ = write!(claims, " ({})", of_these.join(", "));
    }
    said.extend(some(&[
        (source.confirmations, "confirmation", "confirmations"),
        (source.reports, "report", "reports"),
        (source.denials, "denial", "denials"),
    ]));
    if said.is_empty() {
        // Threats, tallies, no-comments.
        said = some(&[(source.assertions, "other statement", "other statements")]);
    }
    said.join(", ")
}

/// The columns of the table of sources.
pub(super) const SOURCE_COLUMNS: [&str; 9] = [
    "statements",
    "claims",
    "confirmed",
    "corroborated",
    "unconfirmed",
    "disputed",
    "confirms",
    "reports",
    "denies",
];

pub(super) fn source_counts(source: &SourceRecord) -> [u64; 9] {
    [
        source.assertions,
        source.claims,
        source.confirmed,
        source.corroborated,
        source.unconfirmed,
        source.disputed,
        source.confirmations,
        source.reports,
        source.denials,
    ]
}

pub(super) fn unresolved_line(unresolved: &crate::reconcile::Unresolved) -> String {
    let nearest = unresolved.nearest.as_ref();
    let nearest =
        nearest.map(|name| format!("; nearest: {}", clean::isolated(name))).unwrap_or_default();
    format!(
        "{}  {}: {}{nearest}",
        story::id(&unresolved.assertion),
        clean::line(&unresolved.field),
        clean::isolated(&unresolved.text)
    )
}

/// The most events that are named one by one; the rest are counted.
pub(super) const MAX_EVENTS_NAMED: usize = 12;

/// Events by their number in the report, "events 4, 11 and 12"; by their id where the report does not
/// show the events.
fn events(report: &Report<'_>, ids: &[EventId]) -> String {
    let listed = ids.len().min(MAX_EVENTS_NAMED);
    named(report, ids.get(..listed).unwrap_or_default(), ids.len() - listed)
}

fn named(report: &Report<'_>, ids: &[EventId], more: usize) -> String {
    let numbered = report.shows(Section::Events);
    let name = |id: &EventId| match report.event_places.get(id) {
        Some(&place) if numbered => (place + 1).to_string(),
        _ => id.to_string(),
    };
    let mut names: Vec<String> = ids.iter().map(name).collect();
    if more > 0 {
        names.push(format!("{more} more"));
    }
    let what = if names.len() == 1 { "event" } else { "events" };
    format!("{what} {}", words::list(&names))
}

/// The text with spaces up to a width in columns.
fn pad(text: &str, width: usize) -> String {
    let gap = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(gap))
}
