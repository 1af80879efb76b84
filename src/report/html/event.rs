//! One event of the page.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::{charts, class};
use crate::reconcile::{ReconciledEvent, Verdict};
use crate::report::story::{Difference, Statement, Story};
use crate::report::text::{in_short, sentence};
use crate::report::{Report, clean, words};

/// One event, closed. Where it is lazy its text becomes elements only when it is opened.
pub(super) fn event(report: &Report<'_>, event: &ReconciledEvent, lazy: bool) -> Markup {
    let story = Story::of(report, event);
    let conflicts: Vec<&str> = story.conflicts.iter().map(|one| one.attribute.as_str()).collect();
    let day = charts::day(report, event).map(|day| day.to_string()).unwrap_or_default();
    html! {
        details.event id=(event.id)
            data-status=(event.occurrence.as_str())
            data-conflicts=(conflicts.join(" ")) data-day=(day)
            data-statements=(story.statements.len())
            data-who=(who(report, event)) data-where=(place_names(report, event))
            data-unsure=(event.probability.map_or(1.0, |one| one.clamp(0.0, 1.0)))
        {
            summary {
                h3 { (story.headline) }
                span.marks {
                    span class={ "mark " (class(event.occurrence)) } { (event.occurrence.as_str()) }
                    " "
                    span.mark { (event.attribution.as_str()) }
                    @for conflict in &conflicts {
                        " " span.mark.conflict { "conflict: " (conflict) }
                    }
                }
            }
            @if lazy {
                noscript.body { (body(&story)) }
            } @else {
                div.body { (body(&story)) }
            }
        }
    }
}

/// All who are said to have acted, were hit or speak, for the filter.
fn who(report: &Report<'_>, event: &ReconciledEvent) -> String {
    let said = event.assertions.iter().filter_map(|id| report.assertion(id));
    let named = said.flat_map(|one| {
        let event = one.event();
        let actors = event.map(|event| event.actors.iter().chain(&event.targets));
        std::iter::once(&one.source().name).chain(actors.into_iter().flatten())
    });
    let origins = event.origins.iter().map(|origin| &origin.name);
    distinct(named.chain(origins).map(String::as_str))
}

/// The names of all places that anyone states, for the filter.
fn place_names(report: &Report<'_>, event: &ReconciledEvent) -> String {
    let places =
        event.assertions.iter().filter_map(|id| report.assertion(id)?.event()?.place.as_ref());
    distinct(places.flat_map(|place| place.name().into_iter().chain(place.region())))
}

fn distinct<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: BTreeSet<&str> = names.collect();
    clean::prose(&names.into_iter().collect::<Vec<_>>().join(" · ")).into_owned()
}

fn body(story: &Story<'_>) -> Markup {
    html! {
        dl.facts {
            dt { "Status" } dd { (story.occurrence) }
            dt { "Attribution" } dd { (story.attribution) }
            dt { "Origins" } dd { (story.origins) }
            @if let Some(codes) = &story.codes { dt { "Codes" } dd { (codes) } }
            dt { "Event id" } dd { code { (story.event.id) } " " a href=(format!("#{}", story.event.id)) { "link" } }
        }
        @if !story.statements.is_empty() {
            h4 { "Who said what" }
            @for one in &story.statements { div.statement { (statement(one)) } }
        }
        (differences("Conflicts", "conflict", &story.conflicts))
        (differences("Different, not contradictory", "precision", &story.precision))
        (in_one_line("Agreed", &story.agreed))
        (in_one_line("One side only", &story.one_sided))
        (list("Remarks", &story.remarks))
        (list("Silent", &story.silences))
        (list("Ranges", &story.ranges))
        @if !story.judgment.is_empty() {
            h4 { "Judgment" }
            @for line in &story.judgment { p { (line) } }
        }
        @if let Some(alternative) = &story.alternative {
            h4 { "Alternative reading" }
            p { (alternative) }
        }
        @if !story.withdrawn.is_empty() {
            h4 { "Withdrawn or replaced (does not count)" }
            @for one in &story.withdrawn { div.statement.withdrawn { (statement(one)) } }
        }
        @if !story.links.is_empty() {
            h4 { "Why one event" }
            @for link in &story.links { (charts::waterfall(link)) }
        }
    }
}

/// What one assertion says, with its chain of relays.
pub(super) fn statement(statement: &Statement) -> Markup {
    html! {
        p.who {
            span.mark { (statement.kind) } " "
            @if let Some(published) = &statement.published {
                time datetime=(published) { (published) }
            } @else { "undated" }
            " " span { (statement.chain) }
            " " code { (statement.id) }
        }
        @if !statement.said.is_empty() { p { (statement.said.join(" · ")) } }
        @if let Some(summary) = &statement.summary { p { "Coder: " (summary) } }
        @if let Some(quote) = &statement.quote {
            blockquote dir="auto" lang=[language(statement)] { "“" (quote) "”" }
        }
        @if statement.admiralty.is_some() || statement.url.is_some() {
            p.quiet {
                @if let Some(grade) = &statement.admiralty { "Graded " (grade) " by the coder. " }
                @if let Some(url) = &statement.url {
                    a href=(url) rel="noopener noreferrer nofollow" {
                        "Document of " span { (statement.id) }
                    }
                }
            }
        }
    }
}

/// The language, where it has the form of a tag; anything else would mislead a screen reader.
fn language(statement: &Statement) -> Option<&str> {
    let tag = statement.language.as_deref()?;
    let part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let first = tag.split('-').next().unwrap_or_default();
    let known =
        matches!(first.len(), 2 | 3) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    (known && tag.split('-').all(part)).then_some(tag)
}

fn differences(heading: &str, class: &str, differences: &[Difference]) -> Markup {
    html! {
        @if !differences.is_empty() {
            h4 class=(class) { (heading) }
            @for difference in differences {
                div class={ "difference " (class) } {
                    h5 { (difference.attribute.as_str()) ": " (difference.how) }
                    dl {
                        @for value in &difference.values {
                            dt { (value.view.as_str()) }
                            dd {
                                (value.stated) " " span.quiet { "(" (value.by.join(", ")) ")" }
                            }
                        }
                    }
                    p { (sentence(&difference.explanation)) }
                    @if !difference.would_reconcile.is_empty() {
                        p {
                            "Would be reconciled by: " (difference.would_reconcile.join("; ")) "."
                        }
                    }
                    @for note in &difference.notes { p.quiet { (sentence(note)) } }
                }
            }
        }
    }
}

fn in_one_line(heading: &str, differences: &[Difference]) -> Markup {
    html! {
        @if !differences.is_empty() {
            h4 { (heading) }
            dl.facts {
                @for difference in differences {
                    dt { (difference.attribute.as_str()) }
                    dd { (in_short(difference)) }
                }
            }
        }
    }
}

fn list(heading: &str, lines: &[String]) -> Markup {
    html! {
        @if !lines.is_empty() {
            h4 { (heading) }
            ul { @for line in lines { li { (line) } } }
        }
    }
}

/// In how many attributes of an event the sides conflict.
pub(super) fn conflicts(event: &ReconciledEvent) -> usize {
    event.attributes.values().filter(|found| found.verdict == Verdict::Conflict).count()
}

/// The title of a mark that stands for an event.
pub(super) fn tooltip(event: &ReconciledEvent, headline: &str) -> String {
    let conflicts = words::counted(conflicts(event), "conflict", "conflicts");
    format!("{headline}: {}, {conflicts}", event.occurrence)
}
