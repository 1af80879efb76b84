//! Says why two assertions are, or are not, taken for one event.
//!
//! ```text
//! explain FILE ID ID [--judgements FILE] [--model FILE]
//!         [--gazetteer FILE] [--actors FILE] [--munitions FILE] [--format text|json]
//! ```
//!
//! Exit status: 0 done, 1 the input has errors (each on standard error), 2 wrong usage.

use std::error::Error;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use corroborate::model::Assertion;

#[path = "common/mod.rs"]
mod common;

/// Shows each comparison of two assertions with its level and its weight in bits.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Assertions as JSON Lines; `-` is standard input.
    file: PathBuf,
    /// One assertion.
    #[arg(value_name = "ID")]
    left: String,
    /// The other.
    #[arg(value_name = "ID")]
    right: String,
    /// What people decided on pairs, as JSON Lines.
    #[arg(long, value_name = "FILE")]
    judgements: Option<PathBuf>,
    /// Weights of the matching, as JSON.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    #[command(flatten)]
    lexicons: common::LexiconFiles,
    /// How to print the explanation.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

fn main() -> ExitCode {
    common::end(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let assertions = common::assertions(std::slice::from_ref(&arguments.file))?;
    let find = |id: &str| {
        assertions
            .iter()
            .position(|assertion| *assertion.id() == id)
            .ok_or_else(|| format!("`{id}` is the id of no assertion in the data"))
    };
    let (left, right) = (find(&arguments.left)?, find(&arguments.right)?);
    let reconciler = common::with_files(
        arguments.lexicons.reconciler()?,
        arguments.model.as_deref(),
        arguments.judgements.as_deref(),
    )?;
    let explanation = reconciler
        .explain(&assertions, left, right)
        .ok_or("an assertion is not compared with itself")?;
    let mut out = std::io::stdout().lock();
    match arguments.format {
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(&explanation)?)?,
        Format::Text => {
            for assertion in [&assertions[left], &assertions[right]] {
                writeln!(out, "{}", line(assertion))?;
            }
            writeln!(out, "\n{explanation}")?;
        }
    }
    Ok(())
}

fn line(assertion: &Assertion) -> String {
    let (id, kind, speaker) = (assertion.id(), assertion.kind(), &assertion.source().name);
    let event = assertion.event();
    let place = event.and_then(|event| event.place.as_ref()).map(ToString::to_string);
    let time = event.and_then(|event| event.time.as_ref()).map(ToString::to_string);
    let (place, time) = (place.unwrap_or_default(), time.unwrap_or_default());
    format!("{id:<16} {kind:<13} {speaker} | {place} | {time}")
}
