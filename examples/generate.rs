//! Makes up assertions with known truth.
//!
//! ```text
//! generate N SEED [--labels PATH] > FILE
//! ```
//!
//! The same seed gives the same bytes. Lines are written as they are made, so that memory does not grow
//! with their number. Exit status: 0 done, 1 writing failed, 2 wrong usage.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use corroborate::generate::Generator;

/// Writes made-up assertions as JSON Lines to standard output.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// How many assertions.
    #[arg(value_name = "N")]
    size: usize,
    /// What decides on all of them.
    seed: u64,
    /// Where to write the event of each assertion, as `assertion_id,event_id`.
    #[arg(long, value_name = "PATH")]
    labels: Option<PathBuf>,
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

fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let mut labels: Box<dyn Write> = match &arguments.labels {
        Some(path) => {
            let file =
                File::create(path).map_err(|error| format!("{}: {error}", path.display()))?;
            Box::new(BufWriter::new(file))
        }
        None => Box::new(std::io::sink()),
    };
    writeln!(labels, "assertion_id,event_id")?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (assertion, event) in Generator::new(arguments.size, arguments.seed) {
        serde_json::to_writer(&mut out, &assertion)?;
        writeln!(out)?;
        writeln!(labels, "{},{event}", assertion.id())?;
    }
    labels.flush()?;
    Ok(out.flush()?)
}
