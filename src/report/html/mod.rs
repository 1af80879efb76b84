//! The report as one page: no network, no script or font from outside.

mod charts;
mod event;
mod map;
mod totals;

use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::story::{self, Statement};
use super::text::{SOURCE_COLUMNS, sentence, source_counts, totals, unresolved_line};
use super::{Likelihood, Report, Section, cards, clean, words};
use crate::reconcile::{Attribute, EventId, Occurrence, SourceRecord};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Writes the report as one HTML page that needs nothing else: styles, script, charts and map are in
/// it, and its content policy forbids it to load anything.
///
/// Readable without script, in light and dark, on paper and on a phone; with script the events can be
/// filtered and sorted. Every string of the input is escaped, and only `http` and `https` addresses
/// are linked.
///
/// # Errors
///
/// Those of the writer.
pub fn html(report: &Report<'_>, writer: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let page = page(report).into_string();
    // The page without its events, which are written one by one: those of years of data are longer
    // than all the rest. No string of the input can hold markup, so this is where the list begins.
    let (before, after) = page.split_once(LIST).unwrap_or((&page, ""));
    writer.write_all(before.as_bytes())?;
    if report.shows(Section::Events) {
        let events = &report.reconciliation.events;
        let lazy = events.len() > MOST_IN_PLACE;
        writer.write_all(if lazy {
            b"<div id=\"list\" class=\"long\">"
        } else {
            b"<div id=\"list\">"
        })?;
        for event in events {
            writer.write_all(event::event(report, event, lazy).into_string().as_bytes())?;
        }
    }
    writer.write_all(after.as_bytes())
}

/// Where the events go.
const LIST: &str = "<div id=\"list\">";

/// The most events that are wholly part of the page. With more, a browser takes longer to build the
/// page than a reader waits; their texts are then `noscript` elements, which are one string each
/// where scripts run (the script of the page makes them elements when an event is opened), and are
/// part of the page where none run.
const MOST_IN_PLACE: usize = 500;

/// The groups of statuses that share a color.
const GROUPS: [(&str, &str, &[Occurrence]); 5] = [
    ("confirmed", "confirmed", &[Occurrence::ConfirmedClaimed, Occurrence::ConfirmedUnclaimed]),
    ("corroborated", "claimed and reported", &[Occurrence::Corroborated]),
    ("claimed", "claimed only", &[Occurrence::ClaimedOnly]),
    ("reported", "reported", &[Occurrence::ReportedMultiple, Occurrence::ReportedSingle]),
    (
        "disputed",
        "disputed, denied or withdrawn",
        &[Occurrence::Disputed, Occurrence::DeniedOnly, Occurrence::Withdrawn],
    ),
];

/// The place of a status in [`GROUPS`].
fn group(status: Occurrence) -> usize {
    GROUPS.iter().position(|(_, _, statuses)| statuses.contains(&status)).unwrap_or(0)
}

fn class(status: Occurrence) -> &'static str {
    GROUPS.get(group(status)).map_or("", |(class, _, _)| class)
}

fn page(report: &Report<'_>) -> Markup {
    let title = clean::isolated(&report.title);
    let policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; \
                  base-uri 'none'; form-action 'none'";
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                @if report.shows(Section::Events) {
                    a.skip href="#events" { "Skip to the events" }
                }
                header {
                    h1 dir="auto" { (title) }
                    p.made { (made_by(report)) }
                    (contents(report))
                }
                main {
                    (left_out(report))
                    @if report.shows(Section::Overview) { (overview(report)) }
                    @if report.shows(Section::Events) { (events(report)) }
                    (after_events(report))
                }
                footer {
                    (settings(report))
                    p {
                        "A report renders what the speakers say and decides nothing about who is \
                         right: a claim is “claimed”, a confirmation “confirmed”. Likelihood words \
                         are those of ICD 203, for inferences of the program only. Coasts and \
                         borders: Natural Earth."
                    }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

fn made_by(report: &Report<'_>) -> String {
    let lines = report.made_by();
    let lines =
        lines.map(|(label, value)| format!("{}: {}", clean::line(label), clean::isolated(value)));
    lines.collect::<Vec<_>>().join(" · ")
}

fn settings(report: &Report<'_>) -> Markup {
    let settings = report.all_settings();
    html! {
        @if !settings.is_empty() {
            h2 id="settings" { "Settings" }
            dl {
                @for (label, value) in &settings {
                    dt { (clean::line(label)) } dd { (clean::isolated(value)) }
                }
            }
        }
    }
}

fn contents(report: &Report<'_>) -> Markup {
    let account = report.reconciliation;
    let sections = [
        ("overview", "Overview", report.shows(Section::Overview)),
        ("events", "Events", report.shows(Section::Events)),
        (
            "possible",
            "Possible links",
            report.shows(Section::PossibleLinks) && !account.possible_links.is_empty(),
        ),
        ("threats", "Threats", report.shows(Section::Threats) && !account.threats.is_empty()),
        ("tallies", "Tallies", report.shows(Section::Tallies) && !account.tallies.is_empty()),
        ("aside", "Set aside", report.shows(Section::SetAside) && !account.set_aside.is_empty()),
        (
            "unresolved",
            "Not in any lexicon",
            report.shows(Section::Unresolved) && !account.unresolved.is_empty(),
        ),
        ("sources", "Sources", report.shows(Section::Sources) && !account.sources.is_empty()),
        ("settings", "Settings", !report.all_settings().is_empty()),
    ];
    html! {
        nav aria-label="Sections" {
            @for (id, name, shown) in sections {
                @if shown { a href=(format!("#{id}")) { (name) } " " }
            }
        }
    }
}

fn left_out(report: &Report<'_>) -> Markup {
    let count = words::counted(report.left_out.len(), "mistake", "mistakes");
    html! {
        @if !report.left_out.is_empty() {
            section.warning aria-labelledby="left-out" {
                h2 id="left-out" { (count) " in the input" }
                p { "Lines that could not be read are not in this report." }
                ul {
                    @for error in report.left_out {
                        li { (clean::prose(&error.to_string())) }
                    }
                }
            }
        }
    }
}

fn overview(report: &Report<'_>) -> Markup {
    let summary = &report.reconciliation.summary;
    let statuses: Vec<charts::Bar> = summary
        .by_occurrence
        .iter()
        .map(|(status, count)| charts::Bar {
            label: status.as_str(),
            explained: words::occurrence(*status),
            class: class(*status),
            count: *count,
        })
        .collect();
    let conflicts: Vec<charts::Bar> = Attribute::ALL
        .into_iter()
        .filter_map(|attribute| {
            let count = *summary.conflicts_by_attribute.get(&attribute)?;
            Some(charts::Bar { label: attribute.as_str(), explained: "", class: "conflict", count })
        })
        .collect();
    html! {
        section aria-labelledby="overview" {
            h2 id="overview" { "Overview" }
            p.totals { (totals(report).join(" · ")) }
            div.grid {
                (charts::bars("Events by status", &statuses))
                (charts::bars("Conflicts by attribute", &conflicts))
                (charts::scatter(report))
                (charts::timeline(report))
                (map::map(report))
            }
        }
    }
}

fn events(report: &Report<'_>) -> Markup {
    let account = report.reconciliation;
    html! {
        section aria-labelledby="events" {
            h2 id="events" { "Events" }
            (controls(report))
            p id="shown" aria-live="polite" {
                (words::counted(account.events.len(), "event", "events"))
            }
            div id="list" {}
            button type="button" id="more" hidden { "Show more events" }
        }
    }
}

/// Shown by the script, which alone can make them work.
fn controls(report: &Report<'_>) -> Markup {
    let summary = &report.reconciliation.summary;
    html! {
        form id="controls" hidden role="search" aria-label="Filter and sort the events" {
            label { "Text " input id="find" type="search" autocomplete="off"
                placeholder="speaker, place, word"; }
            label { "Actor " input id="actor" type="search" autocomplete="off"
                placeholder="who did or said it"; }
            label { "Place " input id="place" type="search" autocomplete="off"
                placeholder="where, by anyone"; }
            label { "Status "
                select id="status" {
                    option value="" { "any" }
                    @for status in summary.by_occurrence.keys() {
                        option value=(status.as_str()) { (status.as_str()) }
                    }
                }
            }
            label { "Conflict on "
                select id="conflict" {
                    option value="" { "anything or nothing" }
                    option value="*" { "anything" }
                    @for attribute in Attribute::ALL {
                        @if summary.conflicts_by_attribute.contains_key(&attribute) {
                            option value=(attribute.as_str()) { (attribute.as_str()) }
                        }
                    }
                }
            }
            label { "From " input id="from" type="date"; }
            label { "To " input id="to" type="date"; }
            label { "Sort by "
                select id="sort" {
                    option value="time" { "time" }
                    option value="conflicts" { "number of conflicts" }
                    option value="statements" { "number of statements" }
                    option value="unsure" { "least likely to be one event" }
                    option value="status" { "status" }
                }
            }
            button type="reset" { "Show all" }
            button type="button" id="open" { "Open all shown" }
        }
    }
}

fn after_events(report: &Report<'_>) -> Markup {
    let account = report.reconciliation;
    html! {
        @if report.shows(Section::PossibleLinks) && !account.possible_links.is_empty() {
            section aria-labelledby="possible" {
                h2 id="possible" { "Possible links" }
                p { "Not taken for one event; for review." }
                (folded(&account.possible_links, "possible links", &|link| html! {
                    (id(&link.left)) " and " (id(&link.right)) ": one event is "
                    (Likelihood::of(link.probability)) ". "
                    span { (sentence(&clean::prose(&link.explanation))) }
                }))
            }
        }
        @if report.shows(Section::Threats) && !account.threats.is_empty() {
            section aria-labelledby="threats" {
                h2 id="threats" { "Threats" }
                @for threat in &account.threats {
                    div.statement {
                        (event::statement(&Statement::of(report, &threat.assertion)))
                        p { (sentence(&clean::prose(&threat.explanation))) }
                        (links("Followed by", report, &threat.followed_by))
                    }
                }
            }
        }
        (tallies(report))
        @if report.shows(Section::SetAside) && !account.set_aside.is_empty() {
            section aria-labelledby="aside" {
                h2 id="aside" { "Set aside" }
                @for aside in &account.set_aside {
                    div.statement {
                        (event::statement(&Statement::of(report, &aside.assertion)))
                        p { (sentence(&clean::prose(&aside.reason))) }
                    }
                }
            }
        }
        @if report.shows(Section::Unresolved) && !account.unresolved.is_empty() {
            section aria-labelledby="unresolved" {
                h2 id="unresolved" { "Not in any lexicon" }
                p { "Compared by their letters." }
                (folded(&account.unresolved, "texts", &|unresolved| html! {
                    span { (unresolved_line(unresolved)) }
                }))
            }
        }
        (sources(report))
    }
}

/// How many items of a list are seen at once.
const MOST_UNFOLDED: usize = 25;

/// A list whose first items are shown, and the others when asked for. Of a list that is very long the
/// rest becomes elements only then, like the text of an event.
fn folded<T>(items: &[T], name: &str, item: &dyn Fn(&T) -> Markup) -> Markup {
    let (first, rest) = items.split_at(items.len().min(MOST_UNFOLDED));
    let list = |items: &[T]| html! { ul { @for one in items { li { (item(one)) } } } };
    html! {
        (list(first))
        @if !rest.is_empty() {
            details {
                summary { (rest.len()) " more " (name) }
                @if rest.len() > MOST_IN_PLACE {
                    noscript.body { (list(rest)) }
                } @else {
                    (list(rest))
                }
            }
        }
    }
}

fn tallies(report: &Report<'_>) -> Markup {
    let tallies = &report.reconciliation.tallies;
    html! {
        @if report.shows(Section::Tallies) && !tallies.is_empty() {
            section aria-labelledby="tallies" {
                h2 id="tallies" { "Tallies" }
                (totals::section(report))
                details {
                    summary { "Every total in full" }
                @for tally in tallies {
                    div.statement {
                        (event::statement(&Statement::of(report, &tally.assertion)))
                        p {
                            strong { (clean::isolated(&tally.asserted)) } " stated, "
                            strong { (tally.found) } " found. "
                            (sentence(&clean::prose(&tally.explanation)))
                        }
                        (links("Found", report, &tally.events))
                        @let more = tally.found.saturating_sub(tally.events.len() as u64);
                        @if more > 0 { p.quiet { "and " (more) " more" } }
                    }
                }
                }
            }
        }
    }
}

fn sources(report: &Report<'_>) -> Markup {
    let account = report.reconciliation;
    html! {
        @if report.shows(Section::Sources) && !account.sources.is_empty() {
            section aria-labelledby="sources" {
                h2 id="sources" { "Sources" }
                p { (cards::READING) }
                (records("Speaker", &account.sources, &|one| clean::isolated(&one.name).into_owned()))
                @if report.shows(Section::Sources) && !account.sides.is_empty() {
                    h3 { "Sides" }
                    p { "An event that several speakers of a side claim counts once." }
                    (records("Side", &account.sides, &|one| cards::side(&one.name)))
                }
            }
        }
    }
}

/// The counts of all records, then what is measured of those that claim something.
fn records(of: &str, records: &[SourceRecord], name: &dyn Fn(&SourceRecord) -> String) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(format!("{of}s: counts")) {
            table {
                thead {
                    tr {
                        th scope="col" { (of) }
                        @for column in SOURCE_COLUMNS { th.n scope="col" { (column) } }
                    }
                }
                tbody {
                    @for source in records {
                        tr {
                            th scope="row" { (name(source)) }
                            @for count in source_counts(source) {
                                td.n { @if count == 0 { "·" } @else { (count) } }
                            }
                        }
                    }
                }
            }
        }
        @for source in records {
            @if source.shares.is_some() { (card(source, &name(source))) }
        }
    }
}

/// Shares, measures and months of one record.
fn card(source: &SourceRecord, name: &str) -> Markup {
    html! {
        details.card {
            summary { (name) ": " (cards::shares(source).join(" · ")) }
            dl {
                @for (what, measured) in cards::measures(source) { dt { (what) } dd { (measured) } }
            }
            @if !source.by_period.is_empty() {
                div.scroll tabindex="0" role="region" aria-label=(format!("{name}: months")) { table {
                    thead {
                        tr {
                            th scope="col" { "Month" }
                            @for column in SOURCE_COLUMNS.iter().skip(1).take(5) {
                                th.n scope="col" { (column) }
                            }
                            th scope="col" { "share confirmed" }
                        }
                    }
                    tbody {
                        @for ((month, counts), period) in
                            cards::months(source).zip(&source.by_period)
                        {
                            tr {
                                th scope="row" { (month) }
                                @for count in counts { td.n { (count) } }
                                td {
                                    (cards::share(&period.shares.confirmed))
                                    @if period.shares.few { ", few" }
                                }
                            }
                        }
                    }
                } }
            }
        }
    }
}

fn id(id: &crate::model::AssertionId) -> Markup {
    html! { code { (story::id(id)) } }
}

/// The most events that are linked one by one; the rest are counted.
const MAX_LINKS: usize = 40;

/// Links to events of the page.
fn links(label: &str, report: &Report<'_>, events: &[EventId]) -> Markup {
    html! {
        @if !events.is_empty() {
            p {
                (label) ":"
                @for event in events.iter().take(MAX_LINKS) {
                    " "
                    @if let Some(&place) = report.event_places.get(event) {
                        a href=(format!("#{event}")) { "event " (place + 1) }
                    } @else {
                        (event)
                    }
                }
                @if events.len() > MAX_LINKS {
                    " and " (events.len() - MAX_LINKS) " more"
                }
            }
        }
    }
}
