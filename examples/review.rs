//! Asks about pairs of assertions, blind, and learns from the answers.
//!
//! ```text
//! review FILE… [--judgements FILE] [--by NAME] [--on DATE] [--most N] [--model OUT]
//!        [--gazetteer FILE] [--actors FILE] [--munitions FILE]
//! ```
//!
//! Shown are the pairs whose answer would teach most: those that the weights are least sure of, one for
//! each pattern before any pattern comes twice. Neither a score nor an opinion of the program is shown,
//! so that neither can lead the reader. Answers are lines on standard input: `y` one event, `n` different
//! events, `s` skip, `q` quit. Each answer is appended to the judgements at once, so that none is lost.
//! In the end the weights are fitted to all judgements, starting from the shipped ones.
//!
//! Exit status: 0 done, 1 the input has errors (each on standard error), 2 wrong usage.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use corroborate::Reconciler;
use corroborate::compare::Pattern;
use corroborate::fit::{Fitting, PatternTable, from_labels};
use corroborate::model::Assertion;
use corroborate::read::{Judgement, Judgements, SameEvent};
use corroborate::score::Weights;

#[path = "common/mod.rs"]
mod common;

use common::in_file;

/// Asks which assertions are about one event, and fits weights to the answers.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Assertions as JSON Lines.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Where judgements are read from and added to.
    #[arg(long, value_name = "FILE", default_value = "judgements.jsonl")]
    judgements: PathBuf,
    /// Who answers; recorded with each judgement.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The date to record, such as `2024-01-20`.
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// The most pairs to ask about.
    #[arg(long, value_name = "N", default_value_t = 20)]
    most: usize,
    #[command(flatten)]
    lexicons: common::LexiconFiles,
    /// Where to write the weights that are fitted to all judgements.
    #[arg(long, value_name = "OUT")]
    model: Option<PathBuf>,
}

fn main() -> ExitCode {
    common::end(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let assertions = common::assertions(&arguments.files)?;
    let path = &arguments.judgements;
    let mut judgements = match File::open(path) {
        Ok(file) => Judgements::read(BufReader::new(file), &path.display().to_string())
            .map_err(common::listed)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Judgements::default(),
        Err(error) => return Err(in_file(path, error).into()),
    };
    let on = match arguments.on.as_deref().map(str::parse) {
        None => None,
        Some(Ok(day)) => Some(day),
        Some(Err(_)) => return Err("--on: expected a date such as `2024-01-20`".into()),
    };

    let reconciler = arguments.lexicons.reconciler()?;
    let patterns = reconciler.patterns(&assertions);
    let asked = most_telling(&assertions, &patterns, reconciler.weights(), &judgements);
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    let mut answers = io::stdin().lock().lines();
    let mut out = io::stdout().lock();
    let total = asked.len().min(arguments.most);
    'pairs: for (number, &(left, right)) in asked.iter().take(arguments.most).enumerate() {
        writeln!(out, "\n{} of {total}", number + 1)?;
        show(&mut out, "A", &assertions[left])?;
        show(&mut out, "B", &assertions[right])?;
        let same = loop {
            write!(out, "Are A and B about one event? [y]es, [n]o, [s]kip, [q]uit: ")?;
            out.flush()?;
            let Some(answer) = answers.next() else { break 'pairs };
            match answer?.trim().to_lowercase().as_str() {
                "y" | "yes" => break SameEvent::Same,
                "n" | "no" => break SameEvent::Different,
                "s" | "skip" => continue 'pairs,
                "q" | "quit" => break 'pairs,
                _ => writeln!(out, "expected one of y, n, s, q")?,
            }
        };
        let ids = [left, right].map(|index| assertions[index].id().to_string());
        let [left, right] = ids;
        let mut judgement = Judgement::new(left, right, same);
        judgement.by.clone_from(&arguments.by);
        judgement.on = on;
        writeln!(file, "{}", serde_json::to_string(&judgement)?)?;
        judgements.insert(judgement);
    }
    writeln!(out, "\n{} judgements in {}", judgements.len(), path.display())?;
    if let Err(clash) =
        reconciler.clone().with_judgements(judgements.clone()).try_partition(&assertions)
    {
        writeln!(out, "{clash}")?;
    }
    if let Some(path) = &arguments.model {
        let table = table_of(&reconciler, &assertions, &patterns, &judgements);
        let fitted = from_labels(&table, reconciler.weights(), &Fitting::default());
        std::fs::write(path, fitted.weights.to_json() + "\n")
            .map_err(|error| in_file(path, error))?;
        let end = if fitted.converged { "converged" } else { "did not converge" };
        let (patterns, steps) = (table.len(), fitted.steps);
        writeln!(out, "weights fitted to {patterns} patterns, {end} in {steps} steps")?;
    }
    Ok(())
}

/// Pairs that nobody decided on, the least certain first, one for each pattern before any comes twice.
fn most_telling(
    assertions: &[Assertion],
    patterns: &[(usize, usize, Pattern)],
    weights: &Weights,
    judgements: &Judgements,
) -> Vec<(usize, usize)> {
    let id = |index: usize| assertions[index].id().as_str();
    let mut by_pattern: BTreeMap<Pattern, Vec<(usize, usize)>> = BTreeMap::new();
    let mut decided: BTreeMap<Pattern, usize> = BTreeMap::new();
    for &(left, right, pattern) in patterns {
        if judgements.get(id(left), id(right)).is_some() {
            *decided.entry(pattern).or_default() += 1;
        } else {
            by_pattern.entry(pattern).or_default().push((left, right));
        }
    }
    let mut ranked = Vec::new();
    for (pattern, pairs) in by_pattern {
        let before = decided.get(&pattern).copied().unwrap_or(0);
        let doubt = weights.score(&pattern).abs();
        for (place, pair) in pairs.into_iter().enumerate() {
            ranked.push((before + place, doubt, pair));
        }
    }
    ranked.sort_by(|left, right| {
        left.0
            .cmp(&right.0)
            .then_with(|| left.1.total_cmp(&right.1))
            .then_with(|| (id(left.2.0), id(left.2.1)).cmp(&(id(right.2.0), id(right.2.1))))
    });
    ranked.into_iter().map(|(_, _, pair)| pair).collect()
}

fn table_of(
    reconciler: &Reconciler,
    assertions: &[Assertion],
    patterns: &[(usize, usize, Pattern)],
    judgements: &Judgements,
) -> PatternTable {
    let mut table = PatternTable::new();
    let rivals = reconciler.rivals(assertions);
    let rival_bits = |index: usize| reconciler.weights().rival_bits(rivals[index]);
    for &(left, right, pattern) in patterns {
        let ids = [left, right].map(|index| assertions[index].id().as_str());
        if let Some(judgement) = judgements.get(ids[0], ids[1]) {
            let bits = rival_bits(left) + rival_bits(right);
            table.add_among(pattern, bits, judgement.judgement == SameEvent::Same, 1.0);
        }
    }
    table
}

/// What an assertion says, field by field, as it says it.
fn show(out: &mut impl Write, name: &str, assertion: &Assertion) -> Result<(), Box<dyn Error>> {
    let serde_json::Value::Object(fields) = serde_json::to_value(assertion)? else {
        return Ok(());
    };
    writeln!(out, "{name}")?;
    for (field, value) in fields {
        if field == "event" {
            for (field, value) in value.as_object().into_iter().flatten() {
                write_field(out, field, value)?;
            }
        } else {
            write_field(out, &field, &value)?;
        }
    }
    Ok(())
}

fn write_field(out: &mut impl Write, field: &str, value: &serde_json::Value) -> io::Result<()> {
    let text = match value {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    // Input must not steer the terminal.
    let text: String =
        text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    writeln!(out, "  {field:<12} {text}")
}
