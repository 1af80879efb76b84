//! Matches a file of assertions and measures the result against gold labels.
//!
//! ```text
//! evaluate FILE LABELS [--verdicts FILE] [--format text|json]
//! ```
//!
//! Exit status: 0 done, 1 the input has errors (each on standard error), 2 wrong usage.

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use corroborate::Reconciler;
use corroborate::evaluate::{self, Agreement, Clustering, Verdicts};
use corroborate::read::{JsonLines, Labels, Mode, read_all};
use serde::Serialize;

/// Measures matching and judging against gold labels.
#[derive(Parser)]
struct Arguments {
    /// Assertions as JSON Lines; `-` is standard input.
    file: PathBuf,
    /// Gold labels: `assertion_id,event_id`.
    labels: PathBuf,
    /// Gold verdicts: `event_id,attribute,verdict,note`. Judged on the gold events.
    #[arg(long, value_name = "FILE")]
    verdicts: Option<PathBuf>,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    verdicts: Option<Verdicts>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(1)
        }
    }
}

fn open(path: &Path) -> Result<Box<dyn std::io::Read>, String> {
    if path == Path::new("-") {
        return Ok(Box::new(std::io::stdin().lock()));
    }
    match File::open(path) {
        Ok(file) => Ok(Box::new(file)),
        Err(error) => Err(format!("{}: {error}", path.display())),
    }
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let name = arguments.file.display().to_string();
    let input = JsonLines::new(BufReader::new(open(&arguments.file)?), name);
    let data = read_all([input], Mode::Strict)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    let gold = Labels::read(open(&arguments.labels)?, &arguments.labels.display().to_string())?;
    let reconciler = Reconciler::default();
    let account = reconciler.reconcile(&data.assertions);
    let clustering = evaluate::clustering(&evaluate::labels_of(&account), &gold);
    let verdicts = match &arguments.verdicts {
        None => None,
        Some(path) => {
            let wanted = evaluate::read_verdicts(open(path)?, &path.display().to_string())?;
            let account = reconciler.reconcile_with_events(&data.assertions, &gold);
            Some(evaluate::verdicts(&account, &gold, &wanted))
        }
    };
    let mut out = std::io::stdout().lock();
    match arguments.format {
        Format::Json => {
            let result = Measured { clustering, verdicts };
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
            let (found, wanted) = (clustering.events_predicted, clustering.events_gold);
            writeln!(out, "events     {found} found, {wanted} in the gold labels")?;
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
        }
    }
    Ok(())
}
