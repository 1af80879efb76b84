//! The report for an article, an issue or a wiki: Markdown.

use std::fmt::{self, Write as _};
use std::io;

use super::story::{Difference, Statement, Story};
use super::stream::stream;
use super::text::{MAX_EVENTS_NAMED, SOURCE_COLUMNS, in_short, sentence, source_counts, totals};
use super::{Likelihood, Report, Section, cards, clean, story, words};
use crate::reconcile::{Attribute, EventId, SourceRecord};

/// Writes the report as GitHub-flavored Markdown, for pasting into an article or an issue.
///
/// Every string of the input is escaped: none of it becomes markup, a link, a mention or HTML. Only
/// `http` and `https` addresses of documents are linked.
///
/// # Errors
///
/// Those of the writer.
pub fn markdown(report: &Report<'_>, writer: &mut (impl io::Write + ?Sized)) -> io::Result<()> {
    stream(writer, |out| write(report, out))
}

fn write(report: &Report<'_>, out: &mut impl fmt::Write) -> fmt::Result {
    writeln!(out, "# {}\n", escaped(&clean::isolated(&report.title)))?;
    let made_by: Vec<String> = report
        .made_by()
        .map(|(label, value)| {
            format!("{}: {}", escaped(&clean::line(label)), escaped(&clean::isolated(value)))
        })
        .collect();
    writeln!(out, "*{}*\n", capitalized(&made_by.join(" · ")))?;
    if !report.left_out.is_empty() {
        let count = words::counted(report.left_out.len(), "mistake", "mistakes");
        writeln!(
            out,
            "> **{count} in the input.** Lines that could not be read are not in this report.\n>"
        )?;
        for error in report.left_out {
            writeln!(out, "> - {}", escaped(&clean::prose(&error.to_string())))?;
        }
        out.write_char('\n')?;
    }
    if report.shows(Section::Overview) {
        overview(report, out)?;
    }
    if report.shows(Section::Events) {
        for event in &report.reconciliation.events {
            event_section(&Story::of(report, event), out)?;
        }
    }
    after_events(report, out)?;
    settings(report, out)
}

fn settings(report: &Report<'_>, out: &mut impl fmt::Write) -> fmt::Result {
    let settings = report.all_settings();
    if !settings.is_empty() {
        writeln!(out, "## Settings\n")?;
    }
    for (label, value) in &settings {
        writeln!(out, "- {}: {}", escaped(&clean::line(label)), escaped(&clean::isolated(value)))?;
    }
    Ok(())
}

fn overview(report: &Report<'_>, out: &mut impl fmt::Write) -> fmt::Result {
    let summary = &report.reconciliation.summary;
    writeln!(out, "## Overview\n\n{}\n", totals(report).join(" · "))?;
    if !summary.by_occurrence.is_empty() {
        writeln!(out, "| Events | |\n|---|--:|")?;
        for (status, count) in &summary.by_occurrence {
            writeln!(out, "| `{status}`: {} | {count} |", words::occurrence(*status))?;
        }
        out.write_char('\n')?;
    }
    if !summary.conflicts_by_attribute.is_empty() {
        writeln!(out, "| Conflicts on | |\n|---|--:|")?;
        for attribute in Attribute::ALL {
            if let Some(count) = summary.conflicts_by_attribute.get(&attribute) {
                writeln!(out, "| {attribute} | {count} |")?;
            }
        }
        out.write_char('\n')?;
    }
    Ok(())
}

fn event_section(story: &Story<'_>, out: &mut impl fmt::Write) -> fmt::Result {
    writeln!(out, "## {}\n", escaped(&story.headline))?;
    writeln!(out, "`{}`\n", story.event.id)?;
    writeln!(out, "- **Status** {}", escaped(&story.occurrence))?;
    writeln!(out, "- **Attribution** {}", escaped(&story.attribution))?;
    writeln!(out, "- **Origins** {}", escaped(&story.origins))?;
    if let Some(codes) = &story.codes {
        writeln!(out, "- **Codes** {}", escaped(codes))?;
    }
    out.write_char('\n')?;
    if !story.statements.is_empty() {
        writeln!(out, "### Who said what\n")?;
        statements(&story.statements, out)?;
    }
    if !story.conflicts.is_empty() {
        writeln!(out, "### Conflicts\n")?;
        differences(&story.conflicts, out)?;
    }
    if !story.precision.is_empty() {
        writeln!(out, "### Different, not contradictory\n")?;
        differences(&story.precision, out)?;
    }
    for (heading, list) in [("Agreed", &story.agreed), ("One side only", &story.one_sided)] {
        if !list.is_empty() {
            writeln!(out, "### {heading}\n")?;
            for difference in list {
                let values = escaped(&in_short(difference));
                writeln!(out, "- **{}** {values}", difference.attribute)?;
            }
            out.write_char('\n')?;
        }
    }
    for (heading, list) in
        [("Remarks", &story.remarks), ("Silent", &story.silences), ("Ranges", &story.ranges)]
    {
        if !list.is_empty() {
            writeln!(out, "### {heading}\n")?;
            for line in list {
                writeln!(out, "- {}", escaped(line))?;
            }
            out.write_char('\n')?;
        }
    }
    if !story.judgment.is_empty() {
        writeln!(out, "### Judgment\n")?;
        // A sentence each, and a paragraph each: likelihood and confidence stay apart.
        for line in &story.judgment {
            writeln!(out, "{}\n", escaped(line))?;
        }
    }
    if let Some(alternative) = &story.alternative {
        writeln!(out, "### Alternative reading\n\n{}\n", escaped(alternative))?;
    }
    if !story.withdrawn.is_empty() {
        writeln!(out, "### Withdrawn or replaced (does not count)\n")?;
        statements(&story.withdrawn, out)?;
    }
    if !story.links.is_empty() {
        writeln!(out, "### Why one event\n")?;
        for link in &story.links {
            writeln!(out, "- {}: {}", escaped(&link.pair), link.likelihood.as_str())?;
            for reason in &link.reasons {
                writeln!(out, "  - {}", escaped(reason))?;
            }
        }
        out.write_char('\n')?;
    }
    Ok(())
}

fn statements(statements: &[Statement], out: &mut impl fmt::Write) -> fmt::Result {
    writeln!(out, "| Published | Speaker → relays | Says | |\n|---|---|---|---|")?;
    for statement in statements {
        let mut says = escaped(&statement.said.join(" · "));
        if let Some(summary) = &statement.summary {
            _ = write!(says, " — Coder: {}", escaped(summary));
        }
        if let Some(quote) = &statement.quote {
            _ = write!(says, " — “{}”", escaped(quote));
            if let Some(language) = &statement.language {
                _ = write!(says, " \\[{}\\]", escaped(language));
            }
        }
        if let Some(grade) = &statement.admiralty {
            _ = write!(says, " — Graded {grade} by the coder");
        }
        let id = linked_id(statement);
        writeln!(
            out,
            "| {} | {} | {says} | {}, {id} |",
            statement.published.as_deref().map_or_else(|| "undated".into(), escaped),
            escaped(&statement.chain),
            statement.kind,
        )?;
    }
    out.write_char('\n')?;
    Ok(())
}

fn differences(differences: &[Difference], out: &mut impl fmt::Write) -> fmt::Result {
    for difference in differences {
        writeln!(out, "- **{}** ({})", difference.attribute, difference.how)?;
        for value in &difference.values {
            let by = value.by.join(", ");
            let view = value.view.as_str();
            writeln!(out, "  - {view}: {} ({})", escaped(&value.stated), escaped(&by))?;
        }
        if !difference.explanation.is_empty() {
            writeln!(out, "  - {}", escaped(&sentence(&difference.explanation)))?;
        }
        if !difference.would_reconcile.is_empty() {
            let causes = difference.would_reconcile.join("; ");
            writeln!(out, "  - Would be reconciled by: {}.", escaped(&causes))?;
        }
        for note in &difference.notes {
            writeln!(out, "  - Note: {}", escaped(&sentence(note)))?;
        }
    }
    out.write_char('\n')?;
    Ok(())
}

fn after_events(report: &Report<'_>, out: &mut impl fmt::Write) -> fmt::Result {
    let account = report.reconciliation;
    if report.shows(Section::PossibleLinks) && !account.possible_links.is_empty() {
        writeln!(out, "## Possible links\n\nNot taken for one event; for review.\n")?;
        for link in &account.possible_links {
            let pair = format!("{} and {}", story::id(&link.left), story::id(&link.right));
            let why = sentence(&clean::prose(&link.explanation));
            let likelihood = Likelihood::of(link.probability);
            writeln!(out, "- {}: one event is {likelihood}. {}", escaped(&pair), escaped(&why))?;
        }
        out.write_char('\n')?;
    }
    if report.shows(Section::Threats) && !account.threats.is_empty() {
        writeln!(out, "## Threats\n")?;
        for threat in &account.threats {
            item(&Statement::of(report, &threat.assertion), out)?;
            writeln!(out, "  - {}", escaped(&sentence(&clean::prose(&threat.explanation))))?;
            events("Followed by", &threat.followed_by, out)?;
        }
        out.write_char('\n')?;
    }
    if report.shows(Section::Tallies) && !account.tallies.is_empty() {
        tallies(report, out)?;
    }
    if report.shows(Section::SetAside) && !account.set_aside.is_empty() {
        writeln!(out, "## Set aside\n")?;
        for aside in &account.set_aside {
            item(&Statement::of(report, &aside.assertion), out)?;
            writeln!(out, "  - {}", escaped(&sentence(&clean::prose(&aside.reason))))?;
        }
        out.write_char('\n')?;
    }
    if report.shows(Section::Unresolved) && !account.unresolved.is_empty() {
        writeln!(out, "## Not in any lexicon\n\nCompared by their letters.\n")?;
        for unresolved in &account.unresolved {
            writeln!(out, "- {}", escaped(&super::text::unresolved_line(unresolved)))?;
        }
        out.write_char('\n')?;
    }
    sources(report, out)
}

/// Every total of each speaker, beside what is in the data.
fn tallies(report: &Report<'_>, out: &mut impl fmt::Write) -> fmt::Result {
    writeln!(
        out,
        "## Tallies\n\n{}\n\n\
         | Speaker | Period | Stated | Found | Found, by status | Of what | |\n\
         |---|---|--:|--:|---|---|---|",
        escaped(cards::READING_OF_TOTALS)
    )?;
    for total in cards::totals(report) {
        let statement = Statement::of(report, &total.tally.assertion);
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} |",
            escaped(&total.speaker),
            escaped(&total.period),
            escaped(&total.stated),
            total.tally.found,
            escaped(&cards::by_status(total.tally)),
            escaped(&total.of),
            linked_id(&statement),
        )?;
    }
    out.write_char('\n')?;
    Ok(())
}

fn sources(report: &Report<'_>, out: &mut impl fmt::Write) -> fmt::Result {
    let account = report.reconciliation;
    if report.shows(Section::Sources) && !account.sources.is_empty() {
        writeln!(out, "## Sources\n\n{}\n", escaped(cards::READING))?;
        records("Speaker", &account.sources, &|one| clean::isolated(&one.name).into_owned(), out)?;
    }
    if report.shows(Section::Sources) && !account.sides.is_empty() {
        writeln!(out, "## Sides\n\nAn event that several speakers of a side claim counts once.\n")?;
        records("Side", &account.sides, &|one| cards::side(&one.name), out)?;
        months(&account.sides, out)?;
    }
    Ok(())
}

/// The counts of all records, then what is measured of those that claim something.
fn records(
    of: &str,
    records: &[SourceRecord],
    name: &dyn Fn(&SourceRecord) -> String,
    out: &mut impl fmt::Write,
) -> fmt::Result {
    writeln!(out, "| {of} | {} |", SOURCE_COLUMNS.join(" | "))?;
    writeln!(out, "|---|{}", "--:|".repeat(SOURCE_COLUMNS.len()))?;
    for source in records {
        let counts = source_counts(source).map(|count| count.to_string());
        writeln!(out, "| {} | {} |", escaped(&name(source)), counts.join(" | "))?;
    }
    out.write_char('\n')?;
    let claimants = || records.iter().filter(|source| source.shares.is_some());
    for source in claimants() {
        let shares = cards::shares(source).join(" · ");
        writeln!(out, "- **{}**: {}", escaped(&name(source)), escaped(&shares))?;
        for (what, measured) in cards::measures(source) {
            writeln!(out, "  - {what}: {}", escaped(&measured))?;
        }
    }
    if claimants().next().is_some() {
        out.write_char('\n')?;
    }
    Ok(())
}

/// The claims of each side by month, where the data is long enough.
fn months(sides: &[SourceRecord], out: &mut impl fmt::Write) -> fmt::Result {
    if sides.iter().all(|side| side.by_period.is_empty()) {
        return Ok(());
    }
    let columns = "claims | confirmed | corroborated | unconfirmed | disputed";
    writeln!(out, "| Side | Month | {columns} |\n|---|---|--:|--:|--:|--:|--:|")?;
    for side in sides {
        for (month, counts) in cards::months(side) {
            let name = escaped(&cards::side(&side.name));
            let counts = counts.map(|count| count.to_string()).join(" | ");
            writeln!(out, "| {name} | {month} | {counts} |")?;
        }
    }
    out.write_char('\n')?;
    Ok(())
}

fn item(statement: &Statement, out: &mut impl fmt::Write) -> fmt::Result {
    let id = linked_id(statement);
    let published = statement.published.as_deref().unwrap_or("undated");
    let chain = escaped(&statement.chain);
    writeln!(out, "- {id} ({}), {}: {chain}", statement.kind, escaped(published))?;
    if !statement.said.is_empty() {
        writeln!(out, "  - {}", escaped(&statement.said.join(" · ")))?;
    }
    Ok(())
}

fn linked_id(statement: &Statement) -> String {
    let id = escaped(&statement.id);
    match &statement.url {
        Some(url) => format!("[{id}]({})", address(url)),
        None => id,
    }
}

fn events(label: &str, ids: &[EventId], out: &mut impl fmt::Write) -> fmt::Result {
    if ids.is_empty() {
        return Ok(());
    }
    let mut named: Vec<String> =
        ids.iter().take(MAX_EVENTS_NAMED).map(|id| format!("`{id}`")).collect();
    let more = ids.len().saturating_sub(MAX_EVENTS_NAMED);
    if more > 0 {
        named.push(format!("{more} more"));
    }
    writeln!(out, "  - {label}: {}", words::list(&named))
}

/// The text with every character that Markdown would act upon taken literally.
///
/// A mention (`@name`) and a reference (`#1`) are made by GitHub after the Markdown is rendered, so
/// that an entity does not help; a zero-width space behind the sign does.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for (place, letter) in text.char_indices() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!' | '$' | '^'
            | '{' | '}' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '&' => escaped.push_str("&amp;"),
            '@' => escaped.push_str("@\u{200b}"),
            // `http:` and `www.` become links by themselves.
            ':' if text.get(place..).is_some_and(|rest| rest.starts_with("://")) => {
                escaped.push_str("\\:");
            }
            '.' if ends_with_www(text.get(..place).unwrap_or_default()) => escaped.push_str("\\."),
            // At the start of a line these open a list or underline a heading.
            '+' | '-' | '=' if place == 0 => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '.' | ')' if place > 0 && starts_like_a_list(text.get(..place).unwrap_or_default()) => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '\n' | '\r' => escaped.push(' '),
            _ => escaped.push(letter),
        }
    }
    escaped
}

fn ends_with_www(text: &str) -> bool {
    text.len()
        .checked_sub(3)
        .and_then(|start| text.get(start..))
        .is_some_and(|last| last.eq_ignore_ascii_case("www"))
}

fn starts_like_a_list(text: &str) -> bool {
    text.len() < 10 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// An address inside of a Markdown link: what could end it is percent-encoded already, and the rest
/// of the markup is.
fn address(url: &str) -> String {
    let mut address = String::with_capacity(url.len());
    for letter in url.chars() {
        match letter {
            '*' => address.push_str("%2A"),
            '_' => address.push_str("%5F"),
            '~' => address.push_str("%7E"),
            '!' => address.push_str("%21"),
            '$' => address.push_str("%24"),
            '&' => address.push_str("&amp;"),
            _ => address.push(letter),
        }
    }
    address
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_the_input_stays_text() {
        assert_eq!(
            escaped("<b>*x*</b> [a](javascript:1) | `y`"),
            r"\<b\>\*x\*\</b\> \[a\](javascript:1) \| \`y\`"
        );
        assert_eq!(
            escaped("see https://a.example and WWW.b.example"),
            r"see https\://a.example and WWW\.b.example"
        );
        assert_eq!(escaped("&lt;"), "&amp;lt;");
        assert_eq!(escaped("@user #1"), "@\u{200b}user \\#1");
    }

    #[test]
    fn a_line_that_looks_like_a_list_stays_a_line() {
        assert_eq!(escaped("1. first"), r"1\. first");
        assert_eq!(escaped("- first"), r"\- first");
        assert_eq!(escaped("2.5 km"), r"2\.5 km");
        assert_eq!(escaped("up to 2.5 km"), "up to 2.5 km");
    }
}
