//! Matches assertions into events and reports what agrees, what differs and by how much.
//!
//! ```text
//! discrepancy_report [--format text|markdown|json|csv|csv-events|geojson|html] [--output PATH]
//!                    [--labels PATH] [--lenient] [--events LABELS] [--model FILE]
//!                    [--gazetteer FILE] [--actors FILE] [--munitions FILE]
//!                    [--judgements FILE] [--zone ZONE] [--section SECTION]… FILE…
//! ```
//!
//! `-` is standard input. Exit status: 0 done, 1 the input has errors (each on standard error, with
//! file, line and field), 2 wrong usage.

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use corroborate::model::quantity::Reading;
use corroborate::normalize::Lexicons;
use corroborate::read::{JsonLines, Judgements, Labels, Mode, read_all};
use corroborate::report::{self, Report, Section};
use corroborate::score::Weights;
use corroborate::{Config, Reconciler};

/// Reports what speakers claimed, who confirmed it, and where they differ.
#[derive(Parser)]
struct Arguments {
    /// Assertions as JSON Lines; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The form of the report; `csv` has one row for each attribute of each event, `csv-events` one for
    /// each event.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Where to write the report, instead of standard output.
    #[arg(long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Also write the event of each assertion, as `assertion_id,event_id`.
    #[arg(long, value_name = "PATH")]
    labels: Option<PathBuf>,
    /// Leave out lines that are wrong, and say so in the report.
    #[arg(long)]
    lenient: bool,
    /// Take the events from a labels file instead of matching.
    #[arg(long, value_name = "LABELS")]
    events: Option<PathBuf>,
    /// Weights of the matching, as JSON.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// What people decided on pairs, as JSON Lines.
    #[arg(long, value_name = "FILE")]
    judgements: Option<PathBuf>,
    /// Places beside the shipped ones, as JSON Lines.
    #[arg(long, value_name = "FILE")]
    gazetteer: Option<PathBuf>,
    /// Actors beside the shipped ones, as JSON Lines.
    #[arg(long, value_name = "FILE")]
    actors: Option<PathBuf>,
    /// Munitions beside the shipped ones, as JSON Lines.
    #[arg(long, value_name = "FILE")]
    munitions: Option<PathBuf>,
    /// What vague words for numbers mean: `literal` takes "dozens" for 20 or more, `acled` for 12,
    /// as the ACLED codebook does.
    #[arg(long, value_enum, default_value = "literal")]
    quantities: Quantities,
    /// Also show moments in this time zone: Asia/Baghdad.
    #[arg(long, value_name = "ZONE")]
    zone: Option<chrono_tz::Tz>,
    /// Show only these sections in text, Markdown and HTML.
    #[arg(long = "section", value_name = "SECTION", value_parser = section)]
    sections: Vec<Section>,
}

fn section(word: &str) -> Result<Section, String> {
    let known = Section::ALL.into_iter().find(|section| section.as_str() == word);
    known.ok_or_else(|| {
        let words = Section::ALL.map(Section::as_str).join(", ");
        format!("expected one of {words}")
    })
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Json,
    Csv,
    CsvEvents,
    Geojson,
    Html,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Quantities {
    Literal,
    Acled,
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
    let mode = if arguments.lenient { Mode::Lenient } else { Mode::Strict };
    let mut inputs = Vec::new();
    for path in &arguments.files {
        inputs.push(JsonLines::new(BufReader::new(open(path)?), path.display().to_string()));
    }
    let mut data = read_all(inputs, mode)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    for error in &data.errors {
        eprintln!("{error}");
    }
    if arguments.quantities == Quantities::Acled {
        let read = data.assertions.into_iter();
        data.assertions = read.map(|one| one.read_quantities_as(Reading::Acled)).collect();
    }

    let mut reconciler = Reconciler::new(Config::default())?.with_lexicons(lexicons(arguments)?);
    if let Some(path) = &arguments.model {
        let weights = Weights::from_json(&text_of(path)?);
        reconciler = reconciler.with_weights(weights.map_err(|error| in_file(path, error))?);
    }
    if let Some(path) = &arguments.judgements {
        let judgements = Judgements::read(BufReader::new(open(path)?), &path.display().to_string())
            .map_err(|errors| {
                errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
            })?;
        let unused = judgements.unused(&data.assertions).len();
        if unused > 0 {
            let all = judgements.len();
            eprintln!("{}: {unused} of {all} judgements are on other data", path.display());
        }
        reconciler = reconciler.with_judgements(judgements);
    }
    let account = match &arguments.events {
        None => reconciler.try_reconcile(&data.assertions)?,
        Some(path) => {
            let labels = Labels::read(open(path)?, &path.display().to_string())?;
            reconciler.reconcile_with_events(&data.assertions, &labels)
        }
    };

    let mut report = Report::new(&account, &data.assertions)
        .left_out(&data.errors)
        .gazetteer(reconciler.lexicons().gazetteer())
        .munitions(reconciler.lexicons().munitions());
    if arguments.events.is_none() {
        report = report.settings(reconciler.settings());
    }
    if let Some(zone) = arguments.zone {
        report = report.zone(zone);
    }
    if !arguments.sections.is_empty() {
        report = report.sections(arguments.sections.iter().copied());
    }
    for path in &arguments.files {
        report = report.provenance("input", path.display().to_string());
    }
    for (label, path) in [
        ("events", &arguments.events),
        ("model", &arguments.model),
        ("judgements", &arguments.judgements),
        ("gazetteer", &arguments.gazetteer),
        ("actors", &arguments.actors),
        ("munitions", &arguments.munitions),
    ] {
        if let Some(path) = path {
            report = report.provenance(label, path.display().to_string());
        }
    }
    if let Some(path) = &arguments.labels {
        let file = File::create(path).map_err(|error| in_file(path, error))?;
        report::labels_csv(&report, &mut BufWriter::new(file))?;
    }
    if let Some(path) = &arguments.output {
        let mut file = BufWriter::new(File::create(path).map_err(|error| in_file(path, error))?);
        write_to(&report, arguments.format, &mut file)?;
        return Ok(file.flush()?);
    }
    // The stream takes the colors out where no terminal reads them, or where `NO_COLOR` is set.
    let mut out = BufWriter::new(anstream::stdout().lock());
    let report = report.colored(arguments.format == Format::Text);
    match write_to(&report, arguments.format, &mut out).and_then(|()| out.flush()) {
        // Whoever reads has read enough: `| head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

fn write_to(report: &Report<'_>, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text => report::text(report, out),
        Format::Markdown => report::markdown(report, out),
        Format::Json => report::json(report, out),
        Format::Csv => report::csv(report, out),
        Format::CsvEvents => report::csv_events(report, out),
        Format::Geojson => report::geojson(report, out),
        Format::Html => report::html(report, out),
    }
}

fn lexicons(arguments: &Arguments) -> Result<Lexicons, Box<dyn Error>> {
    let mut lexicons = Lexicons::shipped();
    if let Some(path) = &arguments.gazetteer {
        let more = lexicons.gazetteer().extended(&text_of(path)?, &path.display().to_string());
        lexicons = lexicons.with_gazetteer(more?);
    }
    if let Some(path) = &arguments.actors {
        let more = lexicons.actors().extended(&text_of(path)?, &path.display().to_string());
        lexicons = lexicons.with_actors(more?);
    }
    if let Some(path) = &arguments.munitions {
        let more = lexicons.munitions().extended(&text_of(path)?, &path.display().to_string());
        lexicons = lexicons.with_munitions(more?);
    }
    Ok(lexicons)
}

fn open(path: &Path) -> Result<Box<dyn Read>, String> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    Ok(Box::new(File::open(path).map_err(|error| in_file(path, error))?))
}

fn text_of(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| in_file(path, error))
}

fn in_file(path: &Path, error: impl Error) -> String {
    format!("{}: {error}", path.display())
}
