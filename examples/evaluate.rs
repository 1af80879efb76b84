//! Matches a file of assertions and measures the result against gold labels.
//!
//! ```text
//! evaluate FILE LABELS [--verdicts FILE] [--judgements FILE] [--model FILE]
//!          [--gazetteer FILE] [--actors FILE] [--munitions FILE] [--errors N]
//!          [--format text|json]
//! ```
//!
//! Exit status: 0 done, 1 the input has errors (each on standard error), 2 wrong usage.

use std::error::Error;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use corroborate::Reconciler;
use corroborate::evaluate::{
    self, Agreement, Blocked, Calibration, Clustering, Disagreement, Mistake, MistakeKind, Verdicts,
};
use corroborate::model::Assertion;
use corroborate::read::{GoldEvent, Labels};
use corroborate::score::Explanation;
use serde::Serialize;

#[path = "common/mod.rs"]
mod common;

use common::open;

/// Measures matching and judging against gold labels.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Assertions as JSON Lines; `-` is standard input.
    file: PathBuf,
    /// Gold labels: `assertion_id,event_id`.
    labels: PathBuf,
    /// Gold verdicts: `event_id,attribute,verdict,note`. Judged on the gold events.
    #[arg(long, value_name = "FILE")]
    verdicts: Option<PathBuf>,
    /// What people decided on pairs, as JSON Lines.
    #[arg(long, value_name = "FILE")]
    judgements: Option<PathBuf>,
    /// Weights of the matching, as JSON.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    #[command(flatten)]
    lexicons: common::LexiconFiles,
    /// List so many of the worst misses and false merges, with their explanations, and of the verdicts that
    /// differ from the coder's.
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// How to print the result.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Serialize)]
struct Measured {
    #[serde(flatten)]
    clustering: Clustering,
    blocking: Blocked,
    calibration: Calibration,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Listed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdicts: Option<Verdicts>,
}

/// A pair that is wrong, with what each of its assertions says.
#[derive(Serialize)]
struct Listed {
    kind: MistakeKind,
    left: Assertion,
    right: Assertion,
    gold: [String; 2],
    explanation: Option<Explanation>,
}

fn main() -> ExitCode {
    common::end(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let assertions = common::assertions(std::slice::from_ref(&arguments.file))?;
    let gold = common::labels(&arguments.labels, &assertions)?;
    let reconciler = common::with_files(
        arguments.lexicons.reconciler()?,
        arguments.model.as_deref(),
        arguments.judgements.as_deref(),
    )?;
    let account = reconciler.try_reconcile(&assertions)?;
    let found = evaluate::labels_of(&account);
    let clustering = evaluate::clustering(&found, &gold);
    let links = reconciler.scored_pairs(&assertions);
    let blocking = evaluate::blocking(&assertions, &links, &gold);
    let calibration = evaluate::calibration(&assertions, &links, &gold);
    let mut mistakes = evaluate::mistakes(&assertions, &links, &found, &gold);
    mistakes.truncate(arguments.errors);
    let errors = listed(&reconciler, &assertions, &mistakes, &gold);
    let verdicts = match &arguments.verdicts {
        None => None,
        Some(path) => {
            let wanted = evaluate::read_verdicts(open(path)?, &path.display().to_string())?;
            let account = reconciler.reconcile_with_events(&assertions, &gold);
            let mut verdicts = evaluate::verdicts(&account, &gold, &wanted);
            verdicts.disagreements.truncate(arguments.errors);
            Some(verdicts)
        }
    };
    let mut out = std::io::stdout().lock();
    match arguments.format {
        Format::Json => {
            let result = Measured { clustering, blocking, calibration, errors, verdicts };
            writeln!(out, "{}", serde_json::to_string_pretty(&result)?)?;
        }
        Format::Text => {
            let row = |name: &str, agreement: &Agreement| {
                let Agreement { precision, recall, f1, .. } = agreement;
                format!("{name:<10} {precision:>9.3} {recall:>9.3} {f1:>9.3}")
            };
            writeln!(out, "{:<10} {:>9} {:>9} {:>9}", "", "precision", "recall", "F1")?;
            writeln!(out, "{}", row("pairwise", &clustering.pairwise))?;
            writeln!(out, "{}", row("B-cubed", &clustering.b_cubed))?;
            writeln!(out, "{}", row("CEAF-e", &clustering.ceaf_e))?;
            let (found, wanted) = (clustering.events_predicted, clustering.events_gold);
            writeln!(out, "events     {found} found, {wanted} in the gold labels")?;
            let Blocked { candidate_pairs, pair_completeness, reduction_ratio, .. } = blocking;
            writeln!(
                out,
                "blocking   {candidate_pairs} pairs compared: {pair_completeness:.4} of the gold \
                 pairs, {reduction_ratio:.4} of all pairs spared"
            )?;
            write_calibration(&mut out, &calibration)?;
            if let Some(verdicts) = &verdicts {
                let conflict = Agreement::new(verdicts.precision, verdicts.recall);
                writeln!(out, "{}", row("conflict", &conflict))?;
                let (accuracy, scored) = (verdicts.accuracy, verdicts.scored);
                writeln!(out, "verdicts   {accuracy:.3} of {scored} agree with the coder")?;
                for (attribute, cells) in &verdicts.confusion {
                    writeln!(out, "  {attribute}")?;
                    for (cell, count) in cells {
                        writeln!(out, "    {cell:<28} {count:>4}")?;
                    }
                }
            }
            for wrong in &errors {
                write_listed(&mut out, wrong)?;
            }
            for wrong in verdicts.iter().flat_map(|verdicts| &verdicts.disagreements) {
                write_disagreement(&mut out, wrong)?;
            }
        }
    }
    Ok(())
}

fn listed(
    reconciler: &Reconciler,
    assertions: &[Assertion],
    mistakes: &[Mistake],
    gold: &Labels,
) -> Vec<Listed> {
    let pairs: Vec<(usize, usize)> =
        mistakes.iter().map(|mistake| (mistake.left, mistake.right)).collect();
    let event = |index: usize| match gold.get(assertions[index].id().as_str()) {
        Some(GoldEvent::Event(event)) => event.clone(),
        _ => String::new(),
    };
    let explanations = reconciler.explain_pairs(assertions, &pairs);
    mistakes
        .iter()
        .zip(explanations)
        .map(|(mistake, explanation)| Listed {
            kind: mistake.kind,
            left: assertions[mistake.left].clone(),
            right: assertions[mistake.right].clone(),
            gold: [event(mistake.left), event(mistake.right)],
            explanation,
        })
        .collect()
}

fn write_calibration(out: &mut impl Write, calibration: &Calibration) -> std::io::Result<()> {
    let Calibration { expected_error, expected_error_between, bins, .. } = calibration;
    writeln!(
        out,
        "calibration error {expected_error:.4} over candidate pairs, {expected_error_between:.4} \
         over those between 0.1 and 0.9"
    )?;
    writeln!(out, "  {:<11} {:>8} {:>9} {:>9}", "probability", "pairs", "predicted", "observed")?;
    for bin in bins.iter().filter(|bin| bin.pairs > 0) {
        let range = format!("{:.1} to {:.1}", bin.from, bin.to);
        let (pairs, predicted, observed) = (bin.pairs, bin.predicted, bin.observed);
        writeln!(out, "  {range:<11} {pairs:>8} {predicted:>9.3} {observed:>9.3}")?;
    }
    Ok(())
}

fn write_listed(out: &mut impl Write, wrong: &Listed) -> std::io::Result<()> {
    let kind = match wrong.kind {
        MistakeKind::Missed => "missed: one event, taken for two",
        MistakeKind::Merged => "merged: two events, taken for one",
    };
    writeln!(out, "\n{kind}")?;
    for (assertion, event) in [&wrong.left, &wrong.right].into_iter().zip(&wrong.gold) {
        writeln!(out, "  {event}: {}", serde_json::to_string(assertion)?)?;
    }
    if let Some(explanation) = &wrong.explanation {
        writeln!(out, "{explanation}")?;
    }
    Ok(())
}

fn write_disagreement(out: &mut impl Write, wrong: &Disagreement) -> std::io::Result<()> {
    let Disagreement { event, attribute, wanted, note, found, .. } = wrong;
    writeln!(out, "\n{event}, {attribute}: the coder says {wanted}")?;
    if !note.is_empty() {
        writeln!(out, "  coder: {note}")?;
    }
    match found {
        Some(found) => {
            writeln!(out, "  found: {}, {}: {}", found.verdict, found.kind, found.explanation)
        }
        None => writeln!(out, "  found: nothing"),
    }
}
