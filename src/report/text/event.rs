//! The section of one event.

use std::fmt;

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::layout::Layout;
use super::{AGREED, CONFLICT, LABEL, PRECISION, QUIET, SECTION, TITLE, in_short, pad, sentence};
use crate::report::story::{self, Difference, Statement, Story};

pub(super) fn section<W: fmt::Write + ?Sized>(
    title: &str,
    story: &Story<'_>,
    out: &mut Layout<'_, W>,
) -> fmt::Result {
    out.blank()?;
    out.rule()?;
    out.styled(QUIET, title)?;
    out.styled_wrapped(TITLE, &story.headline)?;
    out.labeled("Status", LABEL, &story.occurrence)?;
    out.labeled("Attribution", LABEL, &story.attribution)?;
    out.labeled("Origins", LABEL, &story.origins)?;
    if let Some(codes) = &story.codes {
        out.labeled("Codes", LABEL, codes)?;
    }

    if !story.statements.is_empty() {
        out.section(SECTION, "WHO SAID WHAT")?;
        statements(&story.statements, out)?;
    }
    differences(CONFLICT, "CONFLICTS", &story.conflicts, out)?;
    differences(PRECISION, "DIFFERENT, NOT CONTRADICTORY", &story.precision, out)?;
    in_one_line(AGREED, "AGREED", &story.agreed, out)?;
    in_one_line(SECTION, "ONE SIDE ONLY", &story.one_sided, out)?;
    for (heading, lines) in
        [("REMARKS", &story.remarks), ("SILENT", &story.silences), ("RANGES", &story.ranges)]
    {
        if !lines.is_empty() {
            out.section(SECTION, heading)?;
        }
        for line in lines {
            out.wrapped(2, 4, line)?;
        }
    }
    if !story.judgment.is_empty() {
        out.section(SECTION, "JUDGMENT")?;
        for sentence in &story.judgment {
            out.wrapped(2, 2, sentence)?;
        }
    }
    if let Some(alternative) = &story.alternative {
        out.section(SECTION, "ALTERNATIVE READING")?;
        out.wrapped(2, 2, alternative)?;
    }
    if !story.withdrawn.is_empty() {
        out.section(SECTION, "WITHDRAWN OR REPLACED (does not count)")?;
        statements(&story.withdrawn, out)?;
    }
    if !story.links.is_empty() {
        out.section(SECTION, "WHY ONE EVENT")?;
        for link in &story.links {
            let about = format!("{}: {}", link.pair, link.likelihood.as_str());
            out.wrapped(2, 4, &about)?;
            for reason in &link.reasons {
                out.wrapped(4, 6, reason)?;
            }
        }
    }
    Ok(())
}

pub(super) fn statements<W: fmt::Write + ?Sized>(
    statements: &[Statement],
    out: &mut Layout<'_, W>,
) -> fmt::Result {
    // Ids and kinds are aligned, unless ids are so long that nothing would be left for the rest.
    let width = |statement: &Statement| statement.id.width();
    let id_width = statements.iter().map(width).max().unwrap_or(0).min(24);
    let kind_width = statements.iter().map(|one| one.kind.width()).max().unwrap_or(0);
    for statement in statements {
        let mut line = pad(&statement.id, id_width);
        line.push_str("  ");
        line.push_str(&pad(statement.kind, kind_width));
        line.push_str("  ");
        line.push_str(statement.published.as_deref().unwrap_or("undated"));
        line.push_str("  ");
        line.push_str(&statement.chain);
        out.wrapped(2, 6, &line)?;
        if !statement.said.is_empty() {
            out.wrapped(6, 6, &statement.said.join(" · "))?;
        }
        if let Some(summary) = &statement.summary {
            out.wrapped(6, 6, &format!("Coder: {summary}"))?;
        }
        if let Some(quote) = &statement.quote {
            let language = statement.language.as_deref();
            let language = language.map(|tag| format!(" [{tag}]")).unwrap_or_default();
            out.wrapped(6, 6, &format!("“{quote}”{language}"))?;
        }
        if let Some(grade) = &statement.admiralty {
            out.wrapped(6, 6, &format!("Graded {grade} by the coder"))?;
        }
        if let Some(url) = &statement.url {
            out.wrapped(6, 6, url)?;
        }
    }
    Ok(())
}

fn differences<W: fmt::Write + ?Sized>(
    style: Style,
    heading: &str,
    differences: &[Difference],
    out: &mut Layout<'_, W>,
) -> fmt::Result {
    if differences.is_empty() {
        return Ok(());
    }
    out.section(style, heading)?;
    for difference in differences {
        out.wrapped(2, 4, &format!("{}: {}", difference.attribute, difference.how))?;
        let view = |value: &story::Value| value.view.as_str().width();
        let view_width = difference.values.iter().map(view).max().unwrap_or(0);
        for value in &difference.values {
            let line = format!(
                "{}  {} ({})",
                pad(value.view.as_str(), view_width),
                value.stated,
                value.by.join(", ")
            );
            out.wrapped(4, 6 + view_width, &line)?;
        }
        out.wrapped(4, 4, &sentence(&difference.explanation))?;
        if !difference.would_reconcile.is_empty() {
            let causes = difference.would_reconcile.join("; ");
            out.wrapped(4, 6, &format!("Would be reconciled by: {causes}."))?;
        }
        for note in &difference.notes {
            out.wrapped(4, 6, &format!("Note: {}", sentence(note)))?;
        }
    }
    Ok(())
}

fn in_one_line<W: fmt::Write + ?Sized>(
    style: Style,
    heading: &str,
    differences: &[Difference],
    out: &mut Layout<'_, W>,
) -> fmt::Result {
    if differences.is_empty() {
        return Ok(());
    }
    out.section(style, heading)?;
    let width = differences.iter().map(|one| one.attribute.as_str().width()).max().unwrap_or(0);
    for difference in differences {
        let line =
            format!("{}  {}", pad(difference.attribute.as_str(), width), in_short(difference));
        out.wrapped(2, 4 + width, &line)?;
    }
    Ok(())
}
